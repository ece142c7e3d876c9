"""Bones by where they are: spine with sacrum, pelvis with what hangs together with it, skull, ribs and the rest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.segmentation.grid import Bool, Coarse, Spacing, components, depth_mm
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

PARTS = ("spine", "ribs and shoulders", "pelvis and thighs", "skull")
_WORK_MM = 3.0
_CORE_MM = 5.0
"""Vertebral bodies are thicker than ribs; what is deeper than this near the middle is the front of the spine."""

_GAP_MM = 8.0
_HALF_SPINE_MM = 34.0
"""Half of its width, transverse processes included; ribs begin beside it."""

_BEFORE_MM, _BEHIND_MM = 42.0, 75.0
_PROCESS_ML, _PROCESS_MM = 5.0, 30.0
"""Smaller and shorter things that touch the spine are its processes, no ribs."""

_THICK_RIB_MM = 5.0
_HIP_ML = 20.0
_HEAD_MM2 = 6000.0
"""A ring of bone around this much of soft tissue is a skull."""

_BRAIN_HU = (0.0, 90.0)
Floats = npt.NDArray[np.float64]


def part_bones(bones: Bool, voxels: Voxels, body: Bool, spacing_mm: Spacing, tick: Tick) -> npt.NDArray[np.uint8]:
    """Which of `PARTS` (counted from 1) each voxel of `bones` belongs to; upright grid (up, back, left).

    Notes
    -----
    The spine is followed slice by slice as the thick bone nearest to the middle of the body, in its back half. Bones that
    lie beside it are hips where they hang together thickly in space, and ribs else; a slice that bone closes around brain
    is the head. Joints that the slices do not resolve join: thighs stay with the pelvis, upper arms with the ribs.
    """
    coarse = Coarse.near(spacing_mm, bones.shape, _WORK_MM)
    steps = coarse.spacing_mm
    solid = coarse.mean(bones) > 0.4
    whole = coarse.mean(body) > 0.5
    out = np.zeros(solid.shape, np.uint8)
    tick(0.1, "Telling bones apart")
    head = _head_slices(solid, coarse.mean(voxels), steps)
    tick(0.3, "Telling bones apart")
    spine = _spine(solid & ~head[:, None, None], whole, steps)
    out[solid] = 2
    out[solid & head[:, None, None]] = 4
    spine |= _processes(solid & ~spine & ~head[:, None, None], spine, steps)
    out[spine] = 1
    tick(0.6, "Telling bones apart")
    out[_hips(solid & ~spine & ~head[:, None, None], steps, spine)] = 3
    tick(0.8, "Telling bones apart")
    nearest = ndimage.distance_transform_edt(out == 0, sampling=steps, return_distances=False, return_indices=True)
    filled = out[tuple(nearest)] if out.any() else out
    fine = np.zeros(bones.shape, np.uint8)
    f0, f1, f2 = coarse.factors
    for k in range(len(bones)):
        plane = np.repeat(np.repeat(filled[k // f0], f1, 0), f2, 1)[: bones.shape[1], : bones.shape[2]]
        fine[k] = np.where(bones[k], plane, 0)
    return fine


def _head_slices(solid: Bool, values: npt.NDArray[np.float32], steps: Spacing) -> Bool:
    """Slices of the head: from the lowest that bone closes around brain, up; and as far below it as a face reaches."""
    ring = np.zeros(len(solid), np.bool_)
    for k, plane in enumerate(solid):
        closed = ndimage.binary_closing(np.pad(plane, 4), iterations=3)[4:-4, 4:-4]
        inside = ndimage.binary_fill_holes(closed) & ~closed
        if inside.sum() * steps[1] * steps[2] > _HEAD_MM2:
            ring[k] = _BRAIN_HU[0] < np.median(values[k][inside]) < _BRAIN_HU[1]
    long = ndimage.binary_opening(ring, np.ones(max(1, round(15 / steps[0]))))
    out = np.zeros(len(solid), np.bool_)
    if long.any():
        out[max(int(np.flatnonzero(long)[0]) - round(70 / steps[0]), 0) :] = True
    return out


def _spine(solid: Bool, body: Bool, steps: Spacing) -> Bool:
    """What lies around the front of the spine, slice by slice, to both sides and behind."""
    thick = depth_mm(_without_gaps(solid, steps), steps) > _CORE_MM
    fronts = _front_of_spine(thick, body, steps)
    out = np.zeros(solid.shape, np.bool_)
    back, left = (np.arange(size) * step for size, step in zip(solid.shape[1:], steps[1:], strict=True))
    for k, place in enumerate(fronts):
        if np.isfinite(place).all():
            y, x = place
            near = (np.abs(left - x) <= _HALF_SPINE_MM)[None, :] & ((back > y - _BEFORE_MM) & (back < y + _BEHIND_MM))[:, None]
            out[k] = solid[k] & near
    return out


def _processes(beside: Bool, spine: Bool, steps: Spacing) -> Bool:
    """Small things that touch the spine."""
    labels, sizes = components(beside)
    small = sizes * float(np.prod(steps)) / 1000 < _PROCESS_ML
    touching = np.zeros(len(sizes), np.bool_)
    touching[np.unique(labels[ndimage.binary_dilation(spine)])] = True
    keep = small & touching
    keep[0] = False
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        keep[number] &= (box[2].stop - box[2].start) * steps[2] <= _PROCESS_MM
    return np.asarray(keep[labels])


def _without_gaps(solid: Bool, steps: Spacing) -> Bool:
    """Each slice with the gaps of weak bone closed and what bone surrounds filled."""
    size = 2 * round(_GAP_MM / max(steps[1:])) + 1
    out = np.empty_like(solid)
    for k, plane in enumerate(solid):
        wide = np.pad(plane, size)
        out[k] = ndimage.binary_fill_holes(ndimage.binary_closing(wide, np.ones((size, size))))[size:-size, size:-size]
    return out


def _front_of_spine(thick: Bool, body: Bool, steps: Spacing) -> Floats:
    """(n, 2) middles of the vertebral bodies, mm down and across each slice; interpolated between those seen, NaN beyond."""
    seen: list[tuple[int, float, float]] = []
    for k in range(len(thick)):
        if not thick[k].any() or not body[k].any():
            continue
        labels, count = ndimage.label(thick[k])
        rows, columns = np.nonzero(body[k])
        middle_x, middle_y = float(np.median(columns)) * steps[2], float(np.median(rows)) * steps[1]
        best: tuple[float, float, float] | None = None
        for number in range(1, count + 1):
            y, x = np.argwhere(labels == number).mean(axis=0) * steps[1:]
            area = float((labels == number).sum()) * steps[1] * steps[2]
            if abs(x - middle_x) < 45 and y > middle_y - 15 and (best is None or area > best[0]):
                best = area, float(y), float(x)
        if best is not None and best[0] > 150:
            seen.append((k, best[1], best[2]))
    out = np.full((len(thick), 2), np.nan)
    if len(seen) < 3:
        return out
    rows_seen = np.array(seen)
    places = ndimage.median_filter(rows_seen[:, 1:], size=(min(7, len(seen)), 1), mode="nearest")
    span = np.arange(int(rows_seen[0, 0]), int(rows_seen[-1, 0]) + 1)
    for column in (0, 1):
        out[span, column] = np.interp(span, rows_seen[:, 0], places[:, column])
    reach = round(60 / steps[0])  # the ends of the column seen are seldom its ends
    low, high = span[0], span[-1]
    out[max(low - reach, 0) : low] = out[low]
    out[high + 1 : high + 1 + reach] = out[high]
    return out


def _hips(solid: Bool, steps: Spacing, spine: Bool) -> Bool:
    """Large things beside the spine that are thicker than ribs, and below the ribs' lowest half."""
    labels, sizes = components(solid)
    ml = float(np.prod(steps)) / 1000
    depth = depth_mm(_without_gaps(solid, steps), steps)
    out = np.zeros(solid.shape, np.bool_)
    for number in np.flatnonzero(sizes[1:] * ml >= _HIP_ML) + 1:
        mine = labels == number
        slices = np.flatnonzero(mine.any(axis=(1, 2)))
        thick_ml = float((mine & (depth > _THICK_RIB_MM)).sum()) * ml
        is_low = slices[0] <= 0.25 * len(solid) or not (spine[: slices[0]].any())
        if thick_ml > 0.05 * sizes[number] * ml and is_low and not slices[-1] > 0.8 * len(solid):
            out |= mine
    return out
