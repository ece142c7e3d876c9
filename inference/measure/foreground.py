"""Coarse pictures of the body on an even grid along its axes, with what is body in them: what registration works on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk
from scipy import ndimage

from inference.segmentation.grid import Bool, Coarse, Float, Upright
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Volume

GRID_MM = 4.0
_CT_RANGE_HU = (-1000.0, 1000.0)
_BODY_HU = -400.0
_LEAST_VOXELS = 500


@dataclass(frozen=True, eq=False, slots=True)
class CoarseBody:
    """`values` and `body` in upright order (up, back, left) at about `GRID_MM`; `affine` maps (index, 1) to LPS mm."""

    values: Float
    body: Bool
    affine: npt.NDArray[np.float64]

    @property
    def spacing_mm(self) -> npt.NDArray[np.float64]:
        return np.asarray(np.linalg.norm(self.affine[:3, :3], axis=0))

    @property
    def voxel_ml(self) -> float:
        return float(np.prod(self.spacing_mm) / 1000)

    def points_lps(self, index: npt.NDArray[np.number]) -> npt.NDArray[np.float64]:
        """(n, 3) indices -> (n, 3) LPS mm."""
        return np.asarray(index @ self.affine[:3, :3].T + self.affine[:3, 3])

    def image(self) -> sitk.Image:
        """The values for SimpleITK, in patient millimetres."""
        return self._placed(sitk.GetImageFromArray(self.values))

    def mask(self) -> sitk.Image:
        """The body and a rim of two voxels around it, so that its outline counts."""
        return self._placed(sitk.GetImageFromArray(ndimage.binary_dilation(self.body, iterations=2).astype(np.uint8)))

    def _placed(self, image: sitk.Image) -> sitk.Image:
        along = (self.affine[:3, :3] / self.spacing_mm)[:, ::-1]
        image.SetSpacing([float(step) for step in self.spacing_mm[::-1]])
        image.SetOrigin([float(value) for value in self.affine[:3, 3]])
        image.SetDirection([float(value) for value in along.ravel()])
        return image


def coarse_body(volume: Volume, modality: str, tick: Tick) -> CoarseBody:
    """The mean of blocks of a volume, and which of them are body. Raises KnownError where nothing of a body is seen."""
    tick(0.0, "Reading")
    upright = Upright.of(volume.geometry)
    fine = upright.view(volume.voxels)
    grid = Coarse.near(upright.spacing_mm, fine.shape, GRID_MM)
    values = grid.mean(fine)
    tick(0.5, "Looking for the body")
    low, high = _CT_RANGE_HU if modality == "CT" else _range(values)
    values = np.clip(values, low, high)
    threshold = _BODY_HU if modality == "CT" else low + 0.5 * (_otsu(values) - low)
    body = _largest(values > threshold)
    if np.count_nonzero(body) < _LEAST_VOXELS:
        raise KnownError("There is too little of a body in these pictures to align them.")
    affine = upright.affine
    affine[:3, 3] += affine[:3, :3] @ ((np.array(grid.factors) - 1) / 2)
    affine[:3, :3] *= grid.factors
    return CoarseBody(values, body, affine)


def _range(values: Float) -> tuple[float, float]:
    low, high = np.percentile(values, (0.5, 99.5))
    return float(low), float(max(high, low + 1e-6))


def _otsu(values: Float) -> float:
    chosen = sitk.OtsuThresholdImageFilter()
    chosen.Execute(sitk.GetImageFromArray(values))
    return float(chosen.GetThreshold())


def _largest(mask: Bool) -> Bool:
    """The largest piece, without what hangs on it by a thread (the table), its holes filled picture by picture."""
    opened = ndimage.binary_opening(mask, iterations=1)
    numbers, count = ndimage.label(opened if opened.any() else mask)
    if not count:
        return mask
    sizes = np.bincount(numbers.ravel())
    sizes[0] = 0
    piece = numbers == int(sizes.argmax())
    return np.stack([ndimage.binary_fill_holes(plane) for plane in piece])
