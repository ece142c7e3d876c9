"""Where a stretch of text says something is: the place words in it, and those it takes over from around it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """The place words of a stretch of text."""

    anatomy: str = ""
    organ: str = ""
    organs: frozenset[str] = frozenset()
    zone: str = ""
    side: str = ""


def merged(place: Place, wider: Place) -> Place:
    """A place with what is not said of it taken from a wider one."""
    own = bool(place.organ)
    return Place(
        place.anatomy or wider.anatomy if not own or place.anatomy != place.organ else place.anatomy,
        place.organ or wider.organ,
        place.organs or (frozenset() if own else wider.organs),
        place.zone or ("" if own else wider.zone),
        place.side or wider.side,
    )
