"""A part of a volume in blocks of voxels: the grid on which a click is worked out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array, Geometry
from viewer.case.volume import Voxels

Float = npt.NDArray[np.float32]
Triple = tuple[int, int, int]
BoxKji = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

_SAMPLES = 2
"""Along each axis of a block this many voxels stand for all of them, so that a large structure costs no more to read."""


@dataclass(frozen=True, slots=True)
class Crop:
    """`shape` blocks of `factors` voxels each (k, j, i), from the voxel `first` of a volume of the shape `source`.

    The last block along an axis may reach beyond the volume; what lies there repeats the volume's edge.
    """

    first: Triple
    factors: Triple
    shape: Triple
    source: Triple

    @staticmethod
    def around(geometry: Geometry, centre_kji: Array, sides_mm: Array, step_mm: float) -> Crop:
        """Blocks of about `step_mm` over `sides_mm` (along k, j, i) around a place, moved and cut to lie in the volume."""
        firsts, factors, shape = [], [], []
        for axis, (spacing, size) in enumerate(zip(geometry.spacing_mm, geometry.shape_kji, strict=True)):
            factor = max(1, min(round(step_mm / spacing), size))
            blocks = max(1, min(-(-size // factor), int(np.ceil(sides_mm[axis] / (spacing * factor) - 1e-6))))
            first = round(float(centre_kji[axis]) + 0.5 - blocks * factor / 2)
            firsts.append(max(0, min(first, size - blocks * factor)))
            factors.append(factor)
            shape.append(blocks)
        return Crop(_three(firsts), _three(factors), _three(shape), geometry.shape_kji)

    @property
    def box_kji(self) -> BoxKji:
        """The half-open box of the volume's voxels that the blocks cover."""
        spans = [
            (first, min(first + factor * blocks, size))
            for first, factor, blocks, size in zip(self.first, self.factors, self.shape, self.source, strict=True)
        ]
        return spans[0], spans[1], spans[2]

    @property
    def slices(self) -> tuple[slice, slice, slice]:
        """`box_kji` for indexing."""
        k, j, i = (slice(*span) for span in self.box_kji)
        return k, j, i

    def steps_mm(self, source: Geometry) -> tuple[float, float, float]:
        """The size of a block along k, j and i."""
        k, j, i = (spacing * factor for spacing, factor in zip(source.spacing_mm, self.factors, strict=True))
        return k, j, i

    def geometry(self, source: Geometry) -> Geometry:
        """The grid of the blocks' middles."""
        matrix = source.matrix.copy()
        middles = np.array(self.first) + (np.array(self.factors) - 1) / 2
        matrix[:3, 3] += matrix[:3, :3] @ middles
        matrix[:3, :3] = matrix[:3, :3] * np.array(self.factors)
        return Geometry.from_matrix(self.shape, matrix, source.frame_uid)

    def at_edge(self, axis: int, end: int) -> bool:
        """Whether the crop's first (0) or last (-1) block along an axis is the volume's own."""
        low, high = self.box_kji[axis]
        return low == 0 if end == 0 else high == self.source[axis]

    def take(self, voxels: Voxels) -> Float:
        """The mean of each block of a volume's voxels."""
        places = [
            np.minimum(np.add.outer(np.arange(blocks) * factor + first, _offsets(factor)).ravel(), size - 1)
            for first, factor, blocks, size in zip(self.first, self.factors, self.shape, self.source, strict=True)
        ]
        out = np.empty(self.shape, np.float32)
        per_block = len(_offsets(self.factors[0]))
        _, (j0, j1), (i0, i1) = self.box_kji
        for k in range(self.shape[0]):
            slab = voxels[places[0][k * per_block : (k + 1) * per_block], j0:j1, i0:i1]
            picked = slab[:, places[1] - j0][:, :, places[2] - i0].astype(np.float32).mean(axis=0)
            out[k] = picked.reshape(self.shape[1], -1, self.shape[2], len(_offsets(self.factors[2]))).mean(axis=(1, 3))
        return out

    def part(self, box: BoxKji) -> Crop:
        """The volume's own voxels under a half-open box of blocks."""
        spans = [
            (first + low * factor, min(first + high * factor, size))
            for (low, high), first, factor, size in zip(box, self.first, self.factors, self.source, strict=True)
        ]
        return Crop(_three([a for a, _ in spans]), (1, 1, 1), _three([b - a for a, b in spans]), self.source)

    def onto(self, field: Float, other: Crop) -> Float:
        """A smooth field of this crop on another crop's blocks, linear between middles, the edge beyond them."""
        for axis in range(3):
            middles = other.first[axis] + (np.arange(other.shape[axis]) + 0.5) * other.factors[axis]
            at = np.clip((middles - self.first[axis]) / self.factors[axis] - 0.5, 0, self.shape[axis] - 1)
            low = np.minimum(at.astype(np.intp), max(self.shape[axis] - 2, 0))
            high = np.minimum(low + 1, self.shape[axis] - 1)
            weight = (at - low).astype(np.float32).reshape([-1 if n == axis else 1 for n in range(3)])
            below = field.take(low, axis)
            field = below + weight * (field.take(high, axis) - below)
        return np.asarray(field, np.float32)


def _offsets(factor: int) -> npt.NDArray[np.int64]:
    samples = min(factor, _SAMPLES)
    return np.floor((np.arange(samples) + 0.5) * factor / samples).astype(np.int64)


def _three(values: list[int]) -> Triple:
    return values[0], values[1], values[2]
