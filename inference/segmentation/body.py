"""The patient without the table: skin and everything inside, lungs and gas included."""

from __future__ import annotations

import numpy as np

from inference.segmentation.grid import (
    Bool,
    Coarse,
    Spacing,
    bounding_box,
    close_depth,
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

_SMALLEST_HOLLOW_MM3 = 2000.0
"""Smaller ones change nothing about the trunk's outline."""

_COARSE_MM = 4.0


def find_body(voxels: Voxels, spacing_mm: Spacing, tick: Tick) -> Bool:
    """Mask of the body on an upright grid (first axis up); all False where there is none.

    Thick parts that the slices show apart from the trunk, such as arms at the sides, belong to it.
    """
    tick(0.0, "Finding the body")
    coarse = Coarse.near(spacing_mm, voxels.shape, _COARSE_MM)
    trunk = solid(coarse.mean(voxels) > SKIN_HU, coarse.spacing_mm, tick)
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


def solid(tissue: Bool, spacing_mm: Spacing, tick: Tick) -> Bool:
    """The largest thick thing with the air inside it filled: table tops and blankets are thin.

    Air enclosed in a slice is the patient's when what surrounds it is thick; a table's hollow is not.
    """
    thick = largest(grow(tissue, -_TABLE_MM, spacing_mm))
    if not thick.any():
        return thick
    trunk = grow(thick, _TABLE_MM + min(spacing_mm), spacing_mm) & tissue
    tick(0.1, "Finding the body")
    hollows, sizes = components(enclosed_by_slice(tissue) & ~tissue)
    ours = np.zeros(len(sizes), np.bool_)
    for number in np.flatnonzero(sizes[1:] * float(np.prod(spacing_mm)) > _SMALLEST_HOLLOW_MM3) + 1:
        ours[number] = _has_thick_wall(hollows == number, tissue, trunk, spacing_mm)
    tick(0.2, "Finding the body")
    filled = tissue | ours[hollows]
    parts, sizes = components(grow(filled, -_TABLE_MM, spacing_mm))
    large = sizes >= _SMALLEST_PART * max(sizes[1:], default=0)
    large[0] = False
    solid = grow(large[parts], _TABLE_MM, spacing_mm) & filled
    if solid.sum() < 0.5 * filled.sum():  # mostly thin sheets: an empty table, a hollow test object
        return np.zeros_like(solid)
    return solid


def _has_thick_wall(hollow: Bool, tissue: Bool, trunk: Bool, spacing_mm: Spacing) -> bool:
    """Whether most of what bounds a hollow is trunk; vessels and nodules inside a lung do not bound it."""
    box = bounding_box(hollow, (8, 8, 8))
    inside = close_depth(hollow[box], 2 * _TABLE_MM, spacing_mm) > 0
    wall = grow(inside, 1.5 * max(spacing_mm), spacing_mm) & ~inside & tissue[box]
    return bool(np.count_nonzero(wall & trunk[box]) > 0.6 * np.count_nonzero(wall))
