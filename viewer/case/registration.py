"""How another study's pictures lie to this one's: a transform between two frames of reference, and how good it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Literal

import numpy as np

from viewer.case.bend import Bend
from viewer.case.geometry import Array, Point
from viewer.case.source import Source

Rows = tuple[tuple[float, float, float, float], ...]
Method = Literal["rigid", "deformable", "by hand"]
BACK_STEPS, SETTLED_MM = 30, 0.01


@dataclass(frozen=True, slots=True)
class RegistrationQuality:
    """What was measured of an alignment.

    `ncc` is the correlation of the values in what both show of the body (-1 to 1), `nmi` their normalised mutual
    information (1 is none; Studholme, Pattern Recognition 1999), each before (as the scanner's coordinates are) and
    after. `overlap` is the part of the smaller body that both show. `inverse_mm` is how far points of the body end from
    where they began, there with this transform and back with one found the other way round. `residual_mm` is how far
    small blocks of the body still lie from where they fit best, in the median, and `residual_95_mm` of 95 in 100:
    breathing and bending, which no rigid transform takes away. `jacobian` is how much the least and the most stretched
    place of a bent body changes its volume (1 is not at all, 0 and below would be folded); None where nothing is bent.
    """

    ncc_before: float
    ncc_after: float
    nmi_before: float
    nmi_after: float
    overlap: float
    inverse_mm: float
    residual_mm: float
    residual_95_mm: float
    seconds: float
    jacobian: tuple[float, float] | None = None


@dataclass(frozen=True)
class Registration:
    """Points of one frame of reference -> the same places in another, LPS mm: ``rows @ (x, y, z, 1)``, rigid.

    With a `bend` a point is first shifted by what it says there.

    `frame_uid` and `series_uid` are of the study that the record belongs to, `other_...` of the study it is compared
    with. `quality` is None for what the reader placed by hand: nothing measured it.

    Raises ValueError where `rows` are not three of four, or do more than turn and move.
    """

    kind: ClassVar[str] = "registration"
    id: str
    series_uid: str
    frame_uid: str
    other_study_uid: str
    other_series_uid: str
    other_frame_uid: str
    rows: Rows
    method: Method
    quality: RegistrationQuality | None
    source: Source
    bend: Bend | None = None

    def __post_init__(self) -> None:
        matrix = np.array(self.rows, dtype=np.float64)
        if matrix.shape != (3, 4) or not np.all(np.isfinite(matrix)):
            raise ValueError("a rigid transform has three rows of four numbers")
        turn = matrix[:, :3]
        if not np.allclose(turn @ turn.T, np.eye(3), atol=1e-4) or np.linalg.det(turn) < 0:
            raise ValueError("a rigid transform turns and moves, and does nothing else")

    @cached_property
    def _matrix(self) -> Array:
        return np.array(self.rows, dtype=np.float64)

    def there(self, point_lps: Point) -> Point:
        """The same place in the other study."""
        bent = np.array(point_lps) if self.bend is None else point_lps + self.bend.at(np.array([point_lps]))[0]
        x, y, z = self._matrix[:, :3] @ bent + self._matrix[:, 3]
        return float(x), float(y), float(z)

    def back(self, point_lps: Point) -> Point:
        """A place of the other study in this one."""
        straight = self._matrix[:, :3].T @ (np.array(point_lps) - self._matrix[:, 3])
        found = straight
        for _ in range(BACK_STEPS if self.bend is not None else 0):  # which point is shifted to here (fixed point)
            assert self.bend is not None
            before, found = found, straight - self.bend.at(found[None])[0]
            if np.linalg.norm(found - before) < SETTLED_MM:
                break
        x, y, z = found
        return float(x), float(y), float(z)

    def moved(self, by_lps: Point) -> Rows:
        """The rows of the same transform that ends `by_lps` further on, in the other study's millimetres."""
        return rows_of(np.column_stack([self._matrix[:, :3], self._matrix[:, 3] + by_lps]))

    @property
    def rotation_degrees(self) -> float:
        return rotation_degrees(self._matrix)


def rows_of(matrix: Array) -> Rows:
    """Three rows of four numbers, from an array of three or four rows."""
    return tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in matrix[:3])


def rotation_degrees(matrix: Array) -> float:
    """The angle of the one turn that a rigid transform makes, in degrees."""
    turned = (float(np.trace(matrix[:3, :3])) - 1) / 2
    return float(np.degrees(np.arccos(min(max(turned, -1.0), 1.0))))
