"""What an import said, fit to be read: equal remarks on many files are one remark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from viewer.case.study import Level, Problem

ALONE = 3
"""So many equal remarks are still listed one by one: each is a file that the reader may want to see."""
MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Told:
    """One remark on `count` files, series or studies: `places` are the first of their paths or UIDs, as they were found."""

    level: Level
    text: str
    places: tuple[str, ...]
    count: int = 1

    @property
    def counted(self) -> str:
        """``20,000 files``; ``4 times`` where it is about series or studies."""
        return f"{self.count:,} {'files' if all('/' in one or chr(92) in one for one in self.places) else 'times'}"


def gather(problems: Iterable[Problem]) -> tuple[Told, ...]:
    """Puts equal remarks on more than three places together, where the first of them stands."""
    places: dict[tuple[Level, str], list[str]] = {}
    for problem in problems:
        places.setdefault((problem.level, problem.text), []).append(problem.where)
    return tuple(told for (level, text), found in places.items() for told in _told(level, text, found))


def _told(level: Level, text: str, found: list[str]) -> list[Told]:
    if len(found) > ALONE:
        return [Told(level, text, tuple(found[:MOST_PLACES]), len(found))]
    return [Told(level, text, (one,)) for one in found]
