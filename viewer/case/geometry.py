"""Where voxels are in the patient."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Point = tuple[float, float, float]
"""LPS millimetres: x to the patient's left, y to the back (posterior), z to the head (superior)."""
Box = tuple[Point, Point]
"""Lowest and highest corner, LPS mm, parallel to the patient's axes."""


@dataclass(frozen=True)
class Geometry:
    """Maps array indices (k, j, i) to patient coordinates (LPS, mm).

    Attributes
    ----------
    shape_kji : number of slices, rows, columns.
    affine : 4x4, row-major, nested tuples; ``affine @ (k, j, i, 1)`` is the *centre* of
        voxel (k, j, i) in LPS mm. See DICOM PS3.3 C.7.6.2.1.1.
    frame_uid : DICOM Frame of Reference UID (0020,0052). Points compare only within one frame.

    Raises
    ------
    ValueError for an affine that is not 4x4, not affine, or singular.
    """

    shape_kji: tuple[int, int, int]
    affine: tuple[tuple[float, float, float, float], ...]
    frame_uid: str

    def __post_init__(self) -> None:
        matrix = self.matrix
        if matrix.shape != (4, 4) or not np.array_equal(matrix[3], (0, 0, 0, 1)):
            raise ValueError("affine must be 4x4 and end with the row 0 0 0 1")
        if abs(np.linalg.det(matrix[:3, :3])) < 1e-9:
            raise ValueError("affine is singular: two voxel axes point the same way")

    @staticmethod
    def from_matrix(shape_kji: tuple[int, int, int], matrix: npt.ArrayLike, frame_uid: str) -> Geometry:
        """From a 4x4 array (k, j, i, 1) -> LPS mm."""
        rows = tuple((float(a), float(b), float(c), float(d)) for a, b, c, d in np.asarray(matrix))
        return Geometry(shape_kji, rows, frame_uid)

    @cached_property
    def matrix(self) -> Array:
        return np.array(self.affine, dtype=np.float64)

    @cached_property
    def _inverse(self) -> Array:
        return np.asarray(np.linalg.inv(self.matrix), dtype=np.float64)

    @property
    def spacing_mm(self) -> Point:
        """Distance between neighbouring voxel centres along k, j and i."""
        k, j, i = np.linalg.norm(self.matrix[:3, :3], axis=0)
        return float(k), float(j), float(i)

    @property
    def voxel_mm3(self) -> float:
        return float(abs(np.linalg.det(self.matrix[:3, :3])))

    @property
    def orientation(self) -> tuple[float, float, float, float, float, float]:
        """Image Orientation (Patient): unit vectors along a row (i grows), then down a column (j grows)."""
        along = self.matrix[:3, 2] / np.linalg.norm(self.matrix[:3, 2])
        down = self.matrix[:3, 1] / np.linalg.norm(self.matrix[:3, 1])
        return (float(along[0]), float(along[1]), float(along[2]), float(down[0]), float(down[1]), float(down[2]))

    @property
    def centre_lps(self) -> Point:
        k, j, i = self.shape_kji
        return self.point((k - 1) / 2, (j - 1) / 2, (i - 1) / 2)

    def point(self, k: float, j: float, i: float) -> Point:
        """One voxel index -> LPS mm."""
        x, y, z = self.to_lps([[k, j, i]])[0]
        return float(x), float(y), float(z)

    def to_lps(self, points_kji: npt.ArrayLike) -> Array:
        """(n, 3) voxel indices -> (n, 3) LPS mm."""
        points = np.asarray(points_kji, dtype=np.float64)
        return np.asarray(points @ self.matrix[:3, :3].T + self.matrix[:3, 3])

    def to_kji(self, points_lps: npt.ArrayLike) -> Array:
        """(n, 3) LPS mm -> (n, 3) voxel indices, not rounded."""
        points = np.asarray(points_lps, dtype=np.float64)
        return np.asarray(points @ self._inverse[:3, :3].T + self._inverse[:3, 3])

    def box_lps(self, box_kji: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]) -> Box:
        """The LPS box around the voxels of a half-open index box ((k0, k1), (j0, j1), (i0, i1)), edges included."""
        corners = [
            (k, j, i)
            for k in (box_kji[0][0] - 0.5, box_kji[0][1] - 0.5)
            for j in (box_kji[1][0] - 0.5, box_kji[1][1] - 0.5)
            for i in (box_kji[2][0] - 0.5, box_kji[2][1] - 0.5)
        ]
        points = self.to_lps(corners)
        low, high = points.min(axis=0), points.max(axis=0)
        return ((float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2])))
