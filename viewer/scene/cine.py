"""Which picture of a film is due at a moment: its own times, faster or slower, in a loop or to and fro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

PICTURES_PER_S = 12.0
"""Of pictures whose files say no times."""
PARTS_PER_S = 6.0
"""Of the times of a series in 4D."""
SPEEDS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0)


@dataclass(frozen=True, slots=True)
class Film:
    """`starts_s` is when each picture begins, the first at 0; `length_s` when the film ends and begins anew."""

    starts_s: tuple[float, ...]
    length_s: float

    @property
    def pictures_per_s(self) -> float:
        return len(self.starts_s) / self.length_s

    def due(self, moment_s: float, sweeps: bool = False) -> int:
        """The picture, from 0, of a moment since the film began; a film that `sweeps` runs back from its last picture."""
        count = len(self.starts_s)
        if not sweeps or count < 3:
            return self._at(moment_s % self.length_s)
        back_s = self.starts_s[-1] - self.starts_s[1]  # neither end is shown twice
        at_s = moment_s % (self.length_s + back_s)
        if at_s < self.length_s:
            return self._at(at_s)
        return min(max(count - 2 - self._at_back(at_s - self.length_s), 1), count - 2)

    def _at(self, moment_s: float) -> int:
        return max(int(np.searchsorted(self.starts_s, moment_s + 1e-9, side="right")) - 1, 0)

    def _at_back(self, moment_s: float) -> int:
        """How many pictures before the last but one."""
        backward = [self.starts_s[-1] - start for start in reversed(self.starts_s[1:])]
        return max(int(np.searchsorted(backward, moment_s + 1e-9, side="right")) - 1, 0)


def film_of(count: int, seconds: Sequence[float] = (), pictures_per_s: float = PICTURES_PER_S) -> Film:
    """The film of `count` pictures at their own times (`seconds`, rising from 0), or at an even rate without them."""
    steps = [later - before for before, later in pairwise(seconds) if later > before]
    if len(seconds) != count or not steps:
        return Film(tuple(index / pictures_per_s for index in range(count)), count / pictures_per_s)
    return Film(tuple(seconds), seconds[-1] + median(steps))
