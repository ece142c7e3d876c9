"""Working grids for rules on voxels: one orientation, coarser spacing, distances instead of big structuring elements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk
from scipy import ndimage

from viewer.case.geometry import Geometry
from viewer.case.volume import Voxels

Bool = npt.NDArray[np.bool_]
Float = npt.NDArray[np.float32]
Spacing = tuple[float, float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Upright:
    """A volume's grid seen with its first axis nearest to up, the second to back, the third to the patient's left.

    The view shares memory with the array it is taken of: what is written into it is written into that.
    """

    axes: tuple[int, int, int]
    flips: tuple[int, int, int]
    geometry: Geometry

    @staticmethod
    def of(geometry: Geometry) -> Upright:
        """Decided by the angles of the grid's axes to the patient's, never by the order of indices."""
        directions = geometry.matrix[:3, :3] / np.linalg.norm(geometry.matrix[:3, :3], axis=0)
        left = directions.copy()
        axes = [0, 0, 0]
        for row in np.argsort(-np.abs(left).max(axis=1)):  # the clearest axis chooses first
            column = int(np.argmax(np.abs(left[row])))
            axes[2 - row] = column
            left[:, column] = 0
        flips = [-1 if directions[2 - place, column] < 0 else 1 for place, column in enumerate(axes)]
        return Upright((axes[0], axes[1], axes[2]), (flips[0], flips[1], flips[2]), geometry)

    def view(self, array_kji: Voxels) -> Voxels:
        """`array_kji` in upright order, without a copy."""
        return array_kji.transpose(self.axes)[tuple(slice(None, None, flip) for flip in self.flips)]

    @property
    def spacing_mm(self) -> Spacing:
        up, back, left = (self.geometry.spacing_mm[axis] for axis in self.axes)
        return up, back, left

    @property
    def affine(self) -> npt.NDArray[np.float64]:
        """4x4: upright index (up, back, left, 1) -> LPS mm."""
        matrix = np.zeros((4, 4))
        matrix[3, 3] = 1
        for place, (axis, flip) in enumerate(zip(self.axes, self.flips, strict=True)):
            matrix[axis, place] = flip
            matrix[axis, 3] += 0 if flip > 0 else self.geometry.shape_kji[axis] - 1
        return np.asarray(self.geometry.matrix @ matrix)


@dataclass(frozen=True, slots=True)
class Coarse:
    """Blocks of ``factors`` voxels of a fine grid."""

    factors: tuple[int, int, int]
    spacing_mm: Spacing
    fine_shape: tuple[int, int, int]

    @staticmethod
    def near(spacing_mm: Spacing, fine_shape: tuple[int, ...], wanted_mm: float) -> Coarse:
        """Whole factors that bring the spacing nearest to `wanted_mm`."""
        up, back, left = (max(1, round(wanted_mm / step)) for step in spacing_mm)
        steps = (spacing_mm[0] * up, spacing_mm[1] * back, spacing_mm[2] * left)
        return Coarse((up, back, left), steps, (fine_shape[0], fine_shape[1], fine_shape[2]))

    @property
    def shape(self) -> tuple[int, int, int]:
        up, back, left = (-(-size // factor) for size, factor in zip(self.fine_shape, self.factors, strict=True))
        return up, back, left

    def mean(self, fine: Voxels) -> Float:
        """The mean of each block; blocks at the far edges repeat the last voxels."""
        out = np.empty(self.shape, np.float32)
        (f0, f1, f2), (n0, n1, n2) = self.factors, self.shape
        pad = ((0, 0), (0, n1 * f1 - self.fine_shape[1]), (0, n2 * f2 - self.fine_shape[2]))
        for k in range(n0):
            slab = fine[k * f0 : (k + 1) * f0]
            if pad[1][1] or pad[2][1]:
                slab = np.pad(slab, pad, mode="edge")
            flat = slab.mean(axis=0, dtype=np.float32)
            out[k] = flat.reshape(n1, f1, n2, f2).mean(axis=(1, 3))
        return out

    def finer(self, coarse: Float, k: int) -> Float:
        """Slice `k` of the fine grid from a smooth coarse field, linear between block centres."""
        place = np.clip((k - (self.factors[0] - 1) / 2) / self.factors[0], 0, self.shape[0] - 1)
        low = int(place)
        plane = coarse[low]
        if place > low:
            plane = plane + np.float32(place - low) * (coarse[low + 1] - plane)
        for axis in (1, 2):
            at = np.clip(
                (np.arange(self.fine_shape[axis]) - (self.factors[axis] - 1) / 2) / self.factors[axis],
                0,
                self.shape[axis] - 1,
            )
            first = np.minimum(at.astype(int), max(self.shape[axis] - 2, 0))
            second = np.minimum(first + 1, self.shape[axis] - 1)
            weight = (at - first).astype(np.float32)
            if axis == 1:
                plane = plane[first] + weight[:, None] * (plane[second] - plane[first])
            else:
                plane = plane[:, first] + weight * (plane[:, second] - plane[:, first])
        return np.asarray(plane, np.float32)


def depth_mm(mask: Bool, spacing_mm: Spacing) -> Float:
    """Signed distance to the border of `mask`, mm, positive inside; borders lie halfway between voxel centres.

    The edge of the array is no border. A mask without inside or outside is infinitely far from one.
    """
    if not mask.any() or mask.all():
        return np.full(mask.shape, np.inf if mask.any() else -np.inf, np.float32)
    image = sitk.GetImageFromArray(mask.astype(np.uint8))
    image.SetSpacing(spacing_mm[::-1])
    inside = sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(image, True, False, True))
    # ITK measures from the centres of the mask's outermost voxels; the border is half a voxel further out.
    return np.asarray(inside + np.float32(0.5 * float(np.mean(spacing_mm))), np.float32)


def grow(mask: Bool, radius_mm: float, spacing_mm: Spacing) -> Bool:
    """Every voxel within `radius_mm` of the mask (negative: the voxels deeper than that)."""
    return np.asarray(depth_mm(mask, spacing_mm) > -radius_mm)


def close_depth(mask: Bool, radius_mm: float, spacing_mm: Spacing) -> Float:
    """Depth inside the mask closed by a ball: gaps narrower than two radii belong to it. As `depth_mm`."""
    pad = tuple((int(np.ceil(radius_mm / step)) + 2,) * 2 for step in spacing_mm)
    swollen = grow(np.pad(mask, pad, mode="edge"), radius_mm, spacing_mm)
    depth = depth_mm(swollen, spacing_mm) - np.float32(radius_mm)
    return np.asarray(
        depth[tuple(slice(before, size - after) for (before, after), size in zip(pad, depth.shape, strict=True))]
    )


def components(mask: Bool) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Face-connected parts, numbered from 1, and their sizes by number (entry 0 is the background)."""
    labels, _ = ndimage.label(mask)
    return labels, np.bincount(labels.ravel())


def largest(mask: Bool) -> Bool:
    """The largest face-connected part."""
    labels, sizes = components(mask)
    if len(sizes) < 2:
        return np.zeros_like(mask)
    return np.asarray(labels == int(np.argmax(sizes[1:])) + 1)


def enclosed(mask_2d: Bool) -> Bool:
    """What a picture's mask surrounds: background that does not reach the picture's edge."""
    labels, count = ndimage.label(~mask_2d)
    outside = np.zeros(count + 1, np.bool_)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        outside[edge] = True
    outside[0] = True
    return np.asarray(~outside[labels])


def enclosed_by_slice(mask: Bool) -> Bool:
    """`enclosed` for each slice of the first axis."""
    return np.stack([enclosed(plane) for plane in mask])


def bounding_box(mask: Bool, margin: tuple[int, int, int] = (0, 0, 0)) -> tuple[slice, slice, slice]:
    """The half-open index box around a mask that is not empty, with a margin, inside the array."""
    parts = []
    for axis in range(3):
        hit = np.flatnonzero(mask.any(axis=tuple(other for other in range(3) if other != axis)))
        parts.append(slice(max(int(hit[0]) - margin[axis], 0), min(int(hit[-1]) + 1 + margin[axis], mask.shape[axis])))
    return parts[0], parts[1], parts[2]
