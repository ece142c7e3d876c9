"""A boxed difference of a label map: what one stroke, or one operation, changed, small enough to be kept for ever."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from viewer.case.volume import Mask

BoxKji = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]
"""Half-open spans of indices along k, j and i."""


@dataclass(frozen=True, slots=True)
class Patch:
    """Voxels of a segmentation's mask inside a half-open box, before and after, zlib-compressed."""

    segmentation_id: str
    box_kji: BoxKji
    before: bytes
    after: bytes

    @staticmethod
    def between(segmentation_id: str, box_kji: BoxKji, before: Mask, after: Mask) -> Patch:
        """From the box's voxels before and after, both of the box's shape."""
        return Patch(segmentation_id, box_kji, zlib.compress(before.tobytes(), 1), zlib.compress(after.tobytes(), 1))

    @staticmethod
    def of_change(segmentation_id: str, box_kji: BoxKji, before: Mask, after: Mask) -> Patch | None:
        """The same cut to what is different; None where nothing is."""
        box = changed_box(box_kji, before != after)
        if box is None:
            return None
        cut = inner(box, box_kji)
        return Patch.between(segmentation_id, box, before[cut], after[cut])

    @property
    def key(self) -> tuple[str, str]:
        return "segmentation", self.segmentation_id

    def reversed(self) -> Patch:
        return Patch(self.segmentation_id, self.box_kji, self.after, self.before)

    def write_into(self, mask_kji: Mask) -> None:
        """Put the voxels *after* into a whole mask. Only what differs is written: the pages of a file stay clean elsewhere."""
        there = np.asarray(mask_kji[slices(self.box_kji)])  # plain arrays: slices of a mapped one are slow to make
        after = self._voxels(self.after)
        for part, new in zip(there, after, strict=True):
            np.copyto(part, new, where=part != new)

    def is_before(self, mask_kji: Mask) -> bool:
        """Whether a whole mask is in the box as it was *before*."""
        before = self._voxels(self.before)
        return all(np.array_equal(part, old) for part, old in zip(np.asarray(mask_kji[slices(self.box_kji)]), before, strict=True))

    def _voxels(self, packed: bytes) -> Mask:
        return np.frombuffer(zlib.decompress(packed), np.uint8).reshape([high - low for low, high in self.box_kji])


def slices(box_kji: BoxKji) -> tuple[slice, slice, slice]:
    """A box as an index into a whole array."""
    k, j, i = (slice(*span) for span in box_kji)
    return k, j, i


def inner(box_kji: BoxKji, around_kji: BoxKji) -> tuple[slice, slice, slice]:
    """A box as an index into the array of a box around it."""
    k, j, i = (slice(a - c, b - c) for (a, b), (c, _) in zip(box_kji, around_kji, strict=True))
    return k, j, i


def union(one: BoxKji, other: BoxKji) -> BoxKji:
    """The smallest box around two."""
    k, j, i = ((min(a, c), max(b, d)) for (a, b), (c, d) in zip(one, other, strict=True))
    return k, j, i


def widened(box_kji: BoxKji, by_kji: tuple[int, int, int], shape_kji: tuple[int, int, int]) -> BoxKji:
    """A box with so many voxels more on every side, as far as there are any."""
    k, j, i = (
        (max(low - by, 0), min(high + by, size)) for (low, high), by, size in zip(box_kji, by_kji, shape_kji, strict=True)
    )
    return k, j, i


def changed_box(box_kji: BoxKji, changed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> BoxKji | None:
    """The smallest box in `box_kji` around what is True; None where nothing is."""
    spans = []
    for axis, (first, _) in enumerate(box_kji):
        there = np.flatnonzero(changed.any(axis=tuple(other for other in range(3) if other != axis)))
        if not len(there):
            return None
        spans.append((first + int(there[0]), first + int(there[-1]) + 1))
    k, j, i = spans
    return k, j, i
