"""The label map while it is being painted: a private copy of the pages that were touched, seen at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from viewer.case.geometry import Geometry, Point
from viewer.case.membership import Membership
from viewer.case.patch import BoxKji, slices, union
from viewer.case.volume import Mask, Voxels
from viewer.case.voxel_shapes import Shape, stroke


@dataclass(slots=True)
class Canvas:
    """What a brush paints on. `mask` is written to; `limits` are the values that paint takes to, None for all."""

    geometry: Geometry
    mask: Mask
    values: Voxels
    membership: Membership
    limits: tuple[float, float] | None = None
    touched: BoxKji | None = field(default=None, init=False)

    def draw(self, points_lps: Sequence[Point], radius_mm: float, normal_lps: Point | None, erase: bool) -> bool:
        """Paint or erase along a line of one or more points; whether any voxel changed."""
        changed = False
        for start, end in zip(points_lps[:-1] or points_lps, points_lps[1:] or points_lps, strict=True):
            shape = stroke(self.geometry, start, end, radius_mm, normal_lps)
            changed |= shape is not None and self.apply(shape, erase)
        return changed

    def apply(self, shape: Shape, erase: bool) -> bool:
        """Paint or erase the voxels of a shape; whether any changed."""
        box, inside = shape
        there = slices(box)
        if self.limits is not None and not erase:
            values = self.values[there]
            inside = inside & (values >= self.limits[0]) & (values <= self.limits[1])
        old = self.mask[there][inside]
        new = self.membership.apply(old, erase)
        if np.array_equal(old, new):
            return False
        self.mask[there][inside] = new
        self.touched = box if self.touched is None else union(self.touched, box)
        return True
