"""Where a network's voxels lie in a volume: the one place that turns (k, j, i) into a network's axes and back."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Voxels

Triple = tuple[int, int, int]
Floats = npt.NDArray[np.float64]

_LPS_AXIS = {"L": 0, "R": 0, "P": 1, "A": 1, "S": 2, "I": 2}
_ALONG_LPS = {"L": 1, "P": 1, "S": 1, "R": -1, "A": -1, "I": -1}
_SAME_SPACING = 1e-4
"""Spacings that differ by less, relatively, are one: header values are rounded."""


@dataclass(frozen=True, slots=True)
class NetworkGrid:
    """The voxels that a network sees, on axes parallel to those of the volume.

    `axes` names the array axis (0 is k, 2 is i) behind each of the network's; `flips` says which of them run the
    other way; `steps` are voxels of the volume per voxel of the network. Network voxel 0 lies on the first voxel
    of the volume in the network's direction, as in MONAI's Orientation and Spacing, so that a network sees the
    positions it was trained on.
    """

    geometry: Geometry
    axes: Triple
    flips: tuple[bool, bool, bool]
    steps: Point
    shape: Triple

    @staticmethod
    def of(geometry: Geometry, orientation: str, spacing_mm: Point | None) -> NetworkGrid:
        """The grid whose axes grow towards `orientation` ("RAS": right, front, head), as nearly as the volume's axes do.

        Decided by the angles of the volume's axes to the patient's, never by the order of indices.
        """
        directions = geometry.matrix[:3, :3] / np.linalg.norm(geometry.matrix[:3, :3], axis=0)
        wanted = np.zeros((3, 3))
        for axis, letter in enumerate(orientation):
            wanted[axis, _LPS_AXIS[letter]] = _ALONG_LPS[letter]
        cosines = wanted @ directions  # network axis x array axis
        left = np.abs(cosines)
        axes, flips = [0, 0, 0], [False, False, False]
        for _ in range(3):  # the clearest pair of axes is matched first
            axis, array_axis = divmod(int(np.argmax(left)), 3)
            axes[axis], flips[axis] = array_axis, bool(cosines[axis, array_axis] < 0)
            left[axis, :] = -1
            left[:, array_axis] = -1
        own = [geometry.spacing_mm[axis] for axis in axes]
        ratios = [1.0 if spacing_mm is None else spacing_mm[n] / own[n] for n in range(3)]
        steps = [1.0 if abs(ratio - 1) < _SAME_SPACING else ratio for ratio in ratios]
        shape = [max(1, round((geometry.shape_kji[axis] - 1) / step + 1)) for axis, step in zip(axes, steps, strict=True)]
        return NetworkGrid(
            geometry, (axes[0], axes[1], axes[2]), (flips[0], flips[1], flips[2]),
            (steps[0], steps[1], steps[2]), (shape[0], shape[1], shape[2]),
        )  # fmt: skip

    @property
    def spacing_mm(self) -> Point:
        """Of the network's axes."""
        x, y, z = (self.geometry.spacing_mm[axis] * step for axis, step in zip(self.axes, self.steps, strict=True))
        return x, y, z

    def coarser(self, factor: float) -> NetworkGrid:
        """The same directions with voxels `factor` times as long."""
        x, y, z = (step * factor for step in self.steps)
        shape = [max(1, round((self.geometry.shape_kji[a] - 1) / step + 1)) for a, step in zip(self.axes, (x, y, z), strict=True)]
        return NetworkGrid(self.geometry, self.axes, self.flips, (x, y, z), (shape[0], shape[1], shape[2]))

    def view(self, array_kji: Voxels) -> Voxels:
        """An array in the volume's order as one in the network's, without a copy."""
        return array_kji.transpose(self.axes)[tuple(slice(None, None, -1 if flip else 1) for flip in self.flips)]

    def source_places(self, axis: int, first: int, last: int) -> Floats:
        """Where the network voxels `first` to `last` (half-open) of an axis lie, in voxels of the volume's array axis."""
        places = np.arange(first, last) * self.steps[axis]
        return np.asarray(self._size(axis) - 1 - places if self.flips[axis] else places, np.float64)

    def network_places(self, axis: int, first: int, last: int) -> Floats:
        """Where the voxels `first` to `last` (half-open) of the array axis behind a network axis lie, in network voxels."""
        places = np.arange(first, last, dtype=np.float64)
        return np.asarray((self._size(axis) - 1 - places if self.flips[axis] else places) / self.steps[axis])

    def box_of(self, box_kji: tuple[slice, slice, slice]) -> tuple[slice, slice, slice]:
        """The smallest half-open box of network voxels around the voxels of `box_kji`, inside the grid."""
        parts = []
        for axis in range(3):
            part = box_kji[self.axes[axis]]
            ends = sorted(self.network_places(axis, part.start, part.stop)[[0, -1]])
            parts.append(slice(max(floor(ends[0]), 0), min(ceil(ends[1]) + 1, self.shape[axis])))
        return parts[0], parts[1], parts[2]

    def source_box(self, box: tuple[slice, slice, slice]) -> tuple[slice, slice, slice]:
        """The voxels (k, j, i) of the volume nearer to the network voxels of `box` than to those beside it."""
        parts = [slice(0, 0)] * 3
        for axis, array_axis in enumerate(self.axes):
            nearest = self.nearest(axis, 0, self._size(axis))
            inside = np.flatnonzero((nearest >= box[axis].start) & (nearest < box[axis].stop))
            parts[array_axis] = slice(int(inside[0]), int(inside[-1]) + 1)
        return parts[0], parts[1], parts[2]

    def nearest(self, axis: int, first: int, last: int) -> npt.NDArray[np.int64]:
        """The network voxel nearest to each voxel `first` to `last` of the array axis behind a network axis."""
        places = np.floor(self.network_places(axis, first, last) + 0.5)
        return np.clip(places, 0, self.shape[axis] - 1).astype(np.int64)

    def _size(self, axis: int) -> int:
        return self.geometry.shape_kji[self.axes[axis]]
