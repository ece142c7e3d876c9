"""The patient without the table: skin and everything inside, lungs and gas included."""

from __future__ import annotations

import numpy as np

from inference.segmentation.grid import (
    Bool,
    Coarse,
    Spacing,
    components,
    depth_mm,
    enclosed,
    enclosed_by_slice,
    grow,
    largest,
)
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

SKIN_HU = -480.0
"""Halfway between air (-1000 HU) and skin (about 40 HU), so that a blurred border stays where it was."""

_TABLE_MM = 6.0
"""Half of the thickest sheet that is not patient."""

_SMALLEST_PART = 0.02
"""Of the trunk's volume."""

_COARSE_MM = 4.0


def find_body(voxels: Voxels, spacing_mm: Spacing, tick: Tick) -> Bool:
    """Mask of the body on an upright grid (first axis up); all False where there is none.

    Thick parts that the slices show apart from the trunk, such as arms at the sides, belong to it.
    """
    tick(0.0, "Finding the body")
    coarse = Coarse.near(spacing_mm, voxels.shape, _COARSE_MM)
    trunk = _solid(coarse.mean(voxels) > SKIN_HU, coarse.spacing_mm, tick)
    if not trunk.any():
        return np.zeros(voxels.shape, np.bool_)
    depth = np.clip(depth_mm(trunk, coarse.spacing_mm), -100, 100)
    margin_mm = max(coarse.spacing_mm)
    body = np.empty(voxels.shape, np.bool_)
    for k, plane in enumerate(voxels):
        if k % 8 == 0:
            tick(0.3 + 0.7 * k / len(voxels), "Finding the body")
        near = coarse.finer(depth, k)
        outline = (plane > SKIN_HU) & (near > -margin_mm)
        body[k] = outline | (enclosed(outline) & (near > 0))
    return body


def _solid(tissue: Bool, spacing_mm: Spacing, tick: Tick) -> Bool:
    """The largest thick thing with the air inside it filled: table tops and blankets are thin.

    Air enclosed in a slice is the patient's when what surrounds it is thick; a table's hollow is not.
    """
    thick = largest(grow(tissue, -_TABLE_MM, spacing_mm))
    if not thick.any():
        return thick
    trunk = grow(thick, _TABLE_MM + min(spacing_mm), spacing_mm) & tissue
    tick(0.1, "Finding the body")
    hollows, sizes = components(enclosed_by_slice(tissue) & ~tissue)
    shell = grow(tissue & trunk, 1.5 * max(spacing_mm), spacing_mm)
    near_all = grow(tissue, 1.5 * max(spacing_mm), spacing_mm)
    in_trunk = np.bincount(hollows[shell & (hollows > 0)], minlength=len(sizes))
    at_any = np.maximum(np.bincount(hollows[near_all & (hollows > 0)], minlength=len(sizes)), 1)
    ours = in_trunk / at_any > 0.6
    ours[0] = False
    tick(0.2, "Finding the body")
    filled = (trunk | tissue | ours[hollows]) & ~((hollows > 0) & ~ours[hollows])
    parts, sizes = components(grow(filled, -_TABLE_MM, spacing_mm))
    large = sizes >= _SMALLEST_PART * max(sizes[1:], default=0)
    large[0] = False
    solid = grow(large[parts], _TABLE_MM, spacing_mm) & filled
    if solid.sum() < 0.5 * filled.sum():  # mostly thin sheets: an empty table, a hollow test object
        return np.zeros_like(solid)
    return solid
