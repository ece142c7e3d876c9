"""A small picture of what a series or a part of one shows, made without VTK: its objects belong to one thread."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array, Geometry
from viewer.case.volume import Stack, Volume, Voxels, Window
from viewer.scene.acquired import pictures_of
from viewer.scene.marks import Pixels
from viewer.scene.slice_view import shaded
from viewer.scene.view_state import PlaneView, acquired_view, fit, picture_axis
from viewer.scene.windows import presets


class Sampled:
    """Values on planes of one array of voxels as `viewer.scene.slice_view.Slicer` gives them, for small pictures."""

    def __init__(self, geometry: Geometry, voxels: Voxels) -> None:
        self._geometry, self._voxels = geometry, voxels
        self.is_colour = voxels.ndim == 4
        self.is_unsigned = voxels.dtype.kind == "u"

    def values(self, view: PlaneView, smooth: bool = True) -> Voxels:
        """Linear between voxel centres, or the nearest voxel; outside the lowest value, not-a-number for floats."""
        at, dtype = self._indices(view), self._voxels.dtype
        lowest = np.nan if dtype.kind == "f" else 0 if self.is_colour else np.iinfo(dtype).min
        largest = np.array(self._geometry.shape_kji) - 1
        if smooth:
            at = np.clip(at, 0, largest)
            first = np.minimum(at.astype(int), np.maximum(largest - 1, 0))
            found = np.zeros((*at.shape[:2], *self._voxels.shape[3:]), np.float64)
            for corner in np.ndindex(2, 2, 2):
                k, j, i = np.moveaxis(np.minimum(first + corner, largest), -1, 0)
                weight = np.prod(np.where(corner, at - first, 1 - (at - first)), axis=-1)
                found += self._voxels[k, j, i] * (weight[..., None] if self.is_colour else weight)
        else:
            k, j, i = np.moveaxis(np.clip(np.rint(at).astype(int), 0, largest), -1, 0)
            found = self._voxels[k, j, i]
        values = np.asarray(found if dtype.kind == "f" else np.rint(found)).astype(dtype)
        values[~self.inside(view)] = lowest
        return values

    def inside(self, view: PlaneView) -> npt.NDArray[np.bool_]:
        """True on the pixels of a plane that lie in the volume, shape (height, width)."""
        at = self._indices(view)
        return np.asarray(np.all((at >= -0.5) & (at < np.array(self._geometry.shape_kji) - 0.5), axis=-1))

    def _indices(self, view: PlaneView) -> Array:
        """(k, j, i) of each pixel, shape (height, width, 3)."""
        first, right, below = self._geometry.to_kji([view.to_lps((0.5, 0.5)), view.to_lps((1.5, 0.5)), view.to_lps((0.5, 1.5))])
        width, height = view.size_px
        across, down = np.arange(width)[None, :, None], np.arange(height)[:, None, None]
        return np.asarray(first + across * (right - first) + down * (below - first))


def thumbnail(stack: Stack, volume: Volume | None, side_px: int) -> Pixels:
    """The middle picture across the slices of a volume, or the first one of pictures that make none."""
    size = (side_px, side_px)
    if volume is not None:
        axis = picture_axis(volume.geometry, acquired_view(volume.geometry))
        view = fit(volume.geometry, axis, size)
        return shaded(Sampled(volume.geometry, volume.voxels), view, presets(volume)["1"], volume)
    pictures = pictures_of(stack)
    view = fit(pictures.geometry, pictures.axis, size, 1)
    window = Window(0, 1) if stack.is_colour else presets(stack)["1"]
    return shaded(Sampled(*pictures.picture(pictures.index_at(view))), view, window, stack)
