"""Which lesion of an earlier study is which of this one, by where a registration says that they lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from viewer.case.geometry import Point
from viewer.case.terms import LESION, Code

FARTHEST_MM = 25.0
LEAST_MM = 10.0
_NEVER = 1e6
_SIDED = ("left", "right")


@dataclass(frozen=True, slots=True)
class Lesion:
    """What matching needs of a finding: `centre_lps` in its own study's frame, `size_mm` its longest axis (0 unknown)."""

    id: str
    what: Code
    side: str
    centre_lps: Point
    size_mm: float


@dataclass(frozen=True, slots=True)
class Match:
    """A lesion of each study and how far apart they lie, in mm, after registration."""

    current: Lesion
    prior: Lesion
    apart_mm: float


def reach_mm(lesion: Lesion, other: Lesion, uncertainty_mm: float) -> float:
    """How far apart two lesions may lie to be one: what the registration leaves, and half of the larger one."""
    return min(FARTHEST_MM, max(LEAST_MM, 2 * uncertainty_mm + max(lesion.size_mm, other.size_mm) / 2))


def match_lesions(
    current: Sequence[Lesion], prior: Sequence[Lesion], there: Callable[[Point], Point], uncertainty_mm: float
) -> tuple[Match, ...]:
    """The pairs that lie nearest to each other in total; each lesion is in one pair at most.

    `there` maps this study's points to the earlier study's; `uncertainty_mm` is how far the registration may be off
    (its `residual_95_mm`). Lesions of different kinds, or on opposite sides, are never one.
    """
    if not current or not prior:
        return ()
    apart = np.array([[float(np.linalg.norm(np.subtract(there(a.centre_lps), b.centre_lps))) for b in prior] for a in current])
    cost = np.array(
        [
            [apart[n, m] if _may_be_one(a, b) and apart[n, m] <= reach_mm(a, b, uncertainty_mm) else _NEVER for m, b in enumerate(prior)]
            for n, a in enumerate(current)
        ]
    )
    rows, columns = linear_sum_assignment(cost)
    return tuple(
        Match(current[n], prior[m], float(apart[n, m])) for n, m in zip(rows, columns, strict=True) if cost[n, m] < _NEVER
    )


def _may_be_one(a: Lesion, b: Lesion) -> bool:
    alike = a.what == b.what or LESION in (a.what, b.what)
    return alike and not (a.side in _SIDED and b.side in _SIDED and a.side != b.side)
