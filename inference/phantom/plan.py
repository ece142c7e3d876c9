"""What a synthetic torso is made from: one frozen value, so that the same plan always gives the same voxels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from inference.phantom.shapes import Ellipsoid, Frame, Vector, grid_frame
from viewer.case.geometry import Geometry

LesionKind = Literal["lung_nodule", "liver_cyst", "kidney_stone"]


@dataclass(frozen=True, slots=True)
class Lesion:
    """A planted lesion: an ellipsoid of even density. `centre_mm` is in the torso's frame.

    `direction` is the unit vector of the longest axis; it lies in the axial plane, so that the long axis
    can be measured on one slice. `diameters_mm` are along it, across it in the plane, and along z.
    """

    name: str
    kind: LesionKind
    host: str
    centre_mm: Vector
    diameters_mm: Vector
    density_hu: float
    direction: Vector = (1.0, 0.0, 0.0)

    @property
    def shape(self) -> Ellipsoid:
        x, y, _ = self.direction
        a, b, c = self.diameters_mm
        return Ellipsoid(self.centre_mm, (a / 2, b / 2, c / 2), ((x, y, 0.0), (-y, x, 0.0), (0.0, 0.0, 1.0)))

    @property
    def volume_ml(self) -> float:
        """pi/6 times the three diameters."""
        return float(np.prod(self.diameters_mm) * np.pi / 6 / 1000)


LESIONS = (
    Lesion("nodule 1", "lung_nodule", "lung right", (-63.0, 22.0, 318.0), (8.0, 8.0, 8.0), 35.0),
    Lesion("nodule 2", "lung_nodule", "lung left", (84.0, 46.0, 176.0), (12.0, 9.0, 9.0), 40.0, (0.8, 0.6, 0.0)),
    Lesion("nodule 3", "lung_nodule", "lung right", (-119.5, -14.0, 236.0), (6.0, 6.0, 6.0), 45.0),
    Lesion("cyst", "liver_cyst", "liver", (-84.0, 14.0, 104.0), (24.0, 24.0, 24.0), 6.0),
    Lesion("stone", "kidney_stone", "kidney left", (60.0, 35.0, 47.0), (7.0, 7.0, 7.0), 850.0),
)
"""The demonstration's lesions in the current study."""

PRIOR_LESIONS = (
    replace(LESIONS[0], diameters_mm=(6.0, 6.0, 6.0)),
    replace(LESIONS[1], diameters_mm=(9.0, 7.0, 7.0)),
    LESIONS[3],
    LESIONS[4],
)
"""Four months earlier: two nodules smaller, one not there yet."""


@dataclass(frozen=True, slots=True)
class TorsoPlan:
    """Everything that decides a torso's voxels.

    `seed` decides the anatomy (outlines, vessel trees, bowel), `noise_seed` the noise only: two studies of
    one patient share the first. `shift_lps` is where the torso's origin lies on the scanner (LPS mm);
    `breath_mm` raises the diaphragm. `girth` scales trunk width and depth, `fat_mm` the fat under the skin.
    """

    seed: int = 20
    noise_seed: int = 1
    shape_kji: tuple[int, int, int] = (190, 512, 512)
    spacing_mm: tuple[float, float, float] = (2.0, 0.74, 0.74)
    shift_lps: Vector = (4.0, -12.0, -430.0)
    breath_mm: float = 0.0
    girth: float = 1.0
    fat_mm: float = 11.0
    noise_sd_hu: float = 13.0
    blur_mm: float = 1.1
    lung_hu: float = -860.0
    blood_hu: float = 150.0
    lesions: tuple[Lesion, ...] = LESIONS
    frame_uid: str = "2.25.1"

    def coarse(self, spacing_mm: float) -> TorsoPlan:
        """The same torso on a coarse, even grid, for tests and quick looks."""
        k, j, i = (
            max(8, round(count * step / spacing_mm)) for count, step in zip(self.shape_kji, self.spacing_mm, strict=True)
        )
        return replace(self, shape_kji=(k, j, i), spacing_mm=(spacing_mm,) * 3, blur_mm=max(self.blur_mm, 0.6 * spacing_mm))

    @property
    def geometry(self) -> Geometry:
        """Axial slices, k to the head; the grid is centred on the scanner's axis, its floor at the torso's z = 0."""
        (_, rows, columns), (dz, dy, dx) = self.shape_kji, self.spacing_mm
        x0, y0, z0 = -(columns - 1) / 2 * dx, -(rows - 1) / 2 * dy, self.shift_lps[2] + dz / 2
        matrix = np.array([[0, 0, dx, x0], [0, dy, 0, y0], [dz, 0, 0, z0], [0, 0, 0, 1]])
        return Geometry.from_matrix(self.shape_kji, matrix, self.frame_uid)

    @property
    def frame(self) -> Frame:
        """The grid's voxel centres in the torso's frame."""
        matrix = self.geometry.matrix
        k, j, i = (np.arange(count) for count in self.shape_kji)
        return grid_frame(
            matrix[0, 3] + matrix[0, 2] * i - self.shift_lps[0],
            matrix[1, 3] + matrix[1, 1] * j - self.shift_lps[1],
            matrix[2, 3] + matrix[2, 0] * k - self.shift_lps[2],
        )
