"""How well two outlines of one structure agree: overlap, distance of their surfaces, volumes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry

Bool = npt.NDArray[np.bool_]

MOST_POINTS = 60_000
"""Of a surface that are measured; an even choice of more changes a mean distance by less than rounding."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Outline a against outline b of one structure. Distances are None where one of them is empty.

    `dice` is 2 |a and b| / (|a| + |b|), None where both are empty. `surface_mm` is the mean distance of each surface's
    points to the other, of both surfaces together; `surface95_mm` the larger of the two 95th percentiles (as in
    Maier-Hein et al., Metrics reloaded, Nat Methods 2024: ASSD and HD95).
    """

    volume_a_ml: float
    volume_b_ml: float
    dice: float | None
    surface_mm: float | None
    surface95_mm: float | None

    @property
    def difference_ml(self) -> float:
        """How much larger a is than b."""
        return self.volume_a_ml - self.volume_b_ml

    @property
    def difference_percent(self) -> float | None:
        """The same, in percent of b."""
        return 100 * self.difference_ml / self.volume_b_ml if self.volume_b_ml else None


def agree(a: Bool, b: Bool, geometry: Geometry) -> Agreement:
    """Compare two masks on one grid.

    Raises
    ------
    ValueError for masks that are not on the grid.
    """
    if a.shape != geometry.shape_kji or b.shape != geometry.shape_kji:
        raise ValueError(f"masks {a.shape} and {b.shape} are not on the grid {geometry.shape_kji}")
    from inference.segmentation.grid import bounding_box  # brings ITK, which the window's start does without

    ml = geometry.voxel_mm3 / 1000
    count_a, count_b = int(np.count_nonzero(a)), int(np.count_nonzero(b))
    if not count_a or not count_b:
        return Agreement(count_a * ml, count_b * ml, 0.0 if count_a or count_b else None, None, None)
    box = bounding_box(np.asarray(a | b), (1, 1, 1))
    common = int(np.count_nonzero(a[box] & b[box]))
    mean_mm, far_mm = _surface_distances(a[box], b[box], geometry)
    return Agreement(count_a * ml, count_b * ml, 2 * common / (count_a + count_b), mean_mm, far_mm)


def _surface_distances(a: Bool, b: Bool, geometry: Geometry) -> tuple[float, float]:
    """Mean of both surfaces' distances, and the larger 95th percentile, mm; between the centres of outermost voxels."""
    from scipy.spatial import cKDTree

    points_a, points_b = (_surface(mask) @ geometry.matrix[:3, :3].T for mask in (a, b))
    there = cKDTree(points_b).query(_some(points_a), workers=1)[0]
    back = cKDTree(points_a).query(_some(points_b), workers=1)[0]
    shares = np.array([len(points_a), len(points_b)], np.float64)
    mean_mm = float((np.array([there.mean(), back.mean()]) * shares).sum() / shares.sum())
    return mean_mm, float(max(np.percentile(there, 95), np.percentile(back, 95)))


def _surface(mask: Bool) -> npt.NDArray[np.int64]:
    """Indices of the voxels with a face on the outside; the edge of the array is outside."""
    padded = np.pad(mask, 1)
    inside = padded.copy()
    for axis in range(3):
        for step in (1, -1):
            inside &= np.roll(padded, step, axis)
    return np.argwhere(mask & ~inside[1:-1, 1:-1, 1:-1])


def _some(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return points[:: -(-len(points) // MOST_POINTS)]
