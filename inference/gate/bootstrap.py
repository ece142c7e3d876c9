"""How sure a mean over a few cases is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 2000
FEWEST = 3
"""With fewer cases there is no interval worth the name."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The mean of `cases` values and the interval that holds 95 % of the means of cases drawn anew; None for too few."""

    cases: int
    mean: float
    low: float | None
    high: float | None


def interval_of(values: Sequence[float]) -> Interval | None:
    """Percentile bootstrap over cases (Efron 1979), always with the same draws; None without values."""
    if not values:
        return None
    array = np.asarray(values, np.float64)
    if len(array) < FEWEST:
        return Interval(len(array), float(array.mean()), None, None)
    draws = np.random.default_rng(20).integers(0, len(array), (DRAWS, len(array)))
    low, high = np.percentile(array[draws].mean(axis=1), (2.5, 97.5))
    return Interval(len(array), float(array.mean()), float(low), float(high))
