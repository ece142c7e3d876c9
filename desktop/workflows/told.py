"""What an import said, fit to be read: equal remarks on many files are one remark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from viewer.case.study import Level, Problem

ALONE = 3
"""So many equal remarks are still listed one by one: each is a file that the reader may want to see."""


@dataclass(frozen=True, slots=True)
class Told:
    """One remark on all that it is about: paths or UIDs, in the order in which they were found."""

    level: Level
    text: str
    places: tuple[str, ...]

    @property
    def counted(self) -> str:
        """``20,000 files``; ``4 times`` where it is about series or studies."""
        return f"{len(self.places):,} {'files' if all('/' in one or chr(92) in one for one in self.places) else 'times'}"


def gather(problems: Iterable[Problem]) -> tuple[Told, ...]:
    """Puts equal remarks on more than three places together, where the first of them stands."""
    places: dict[tuple[Level, str], list[str]] = {}
    for problem in problems:
        places.setdefault((problem.level, problem.text), []).append(problem.where)
    return tuple(
        told
        for (level, text), found in places.items()
        for told in ([Told(level, text, tuple(found))] if len(found) > ALONE else [Told(level, text, (one,)) for one in found])
    )
