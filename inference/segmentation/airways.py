"""Trachea and bronchi: a round hole above the lungs, followed downwards until it would leak into the lung."""

from __future__ import annotations

import numpy as np
from scipy import ndimage

from inference.segmentation.grid import Bool, Spacing, components
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

_TRACHEA_MM2 = (60.0, 700.0)
_SHORTEST_MM = 20.0
_LARGEST_ML = 150.0
_LEAK_GROWTH = 1.35
"""A threshold step that makes the tree this much larger has opened it into the lung."""


def find_airways(voxels: Voxels, body: Bool, lung_air: Bool, spacing_mm: Spacing, tick: Tick) -> Bool:
    """The lumen of trachea and bronchi, or all False where there is no trachea.

    Parameters
    ----------
    voxels, body, lung_air : an upright crop in HU, the body, and roughly where the lungs' air is.

    Notes
    -----
    Region growing from the trachea with a rising threshold, stopped before the volume explodes
    (K. Mori et al., IEEE ICPR 1996). The border is halfway between air and the highest value of the wall
    beside it, so that thin, blurred walls do not shrink or swell the lumen.
    """
    empty = np.zeros(voxels.shape, np.bool_)
    seed = _find_trachea(voxels, body, lung_air, spacing_mm, tick)
    if seed is None:
        return empty
    voxel_ml = float(np.prod(spacing_mm)) / 1000
    tree, size = empty, 0
    for step, level_hu in enumerate(range(-970, -840, 15)):
        tick(0.2 + 0.05 * step, "Following the airways")
        labels, _ = components((voxels < level_hu) & body)
        number = labels[seed]
        if number == 0:
            continue
        grown = labels == number
        grown_size = int(grown.sum())
        if grown_size * voxel_ml > _LARGEST_ML or (size * voxel_ml > 5.0 and grown_size > _LEAK_GROWTH * size):
            break
        tree, size = grown, grown_size
    if not size:
        return empty
    tick(0.85, "Following the airways")
    return _with_border(voxels, tree)


def _with_border(voxels: Voxels, tree: Bool) -> Bool:
    """The tree with the voxels around it that are more than half air."""
    box = tuple(slice(max(part.start - 3, 0), part.stop + 3) for part in ndimage.find_objects(tree.astype(np.uint8))[0])
    inside, around = tree[box], voxels[box]
    wall_hu = np.minimum(ndimage.maximum_filter(around, size=(3, 5, 5)), 40).astype(np.float32)
    half_air = around < (wall_hu - 1000) / 2
    out = tree.copy()
    shell = ndimage.binary_dilation(inside, ndimage.generate_binary_structure(3, 1), mask=half_air)
    out[box] = ndimage.binary_closing(shell | inside, ndimage.generate_binary_structure(3, 1)) | inside
    return out


def _find_trachea(
    voxels: Voxels, body: Bool, lung_air: Bool, spacing_mm: Spacing, tick: Tick
) -> tuple[int, int, int] | None:
    """A voxel in the longest chain of round air holes, near the middle, that reaches the lungs' upper end."""
    slices_with_lung = np.flatnonzero(lung_air.any(axis=(1, 2)))
    if len(slices_with_lung) == 0 or (slices_with_lung[-1] - slices_with_lung[0]) * spacing_mm[0] < 60:
        return None
    top = int(slices_with_lung[-1])
    middle_left = float(np.flatnonzero(lung_air.any(axis=(0, 1))).mean())
    pixel_mm2 = spacing_mm[1] * spacing_mm[2]
    chains: list[tuple[list[int], Bool]] = []
    best: tuple[float, tuple[int, int, int]] | None = None
    for k in range(len(voxels) - 1, int(slices_with_lung[0]), -1):
        if k % 8 == 0:
            tick(0.2 * (1 - k / len(voxels)), "Finding the trachea")
        labels, count = ndimage.label((voxels[k] < -900) & body[k])
        areas = np.bincount(labels.ravel(), minlength=count + 1) * pixel_mm2
        grown: list[tuple[list[int], Bool]] = []
        for number, box in enumerate(ndimage.find_objects(labels), 1):
            if not _TRACHEA_MM2[0] <= areas[number] <= _TRACHEA_MM2[1]:
                continue
            height, width = (part.stop - part.start for part in box)
            tall, wide = height * spacing_mm[1], width * spacing_mm[2]
            if max(tall, wide) > 2.5 * min(tall, wide) or areas[number] < 0.5 * tall * wide:
                continue
            if abs((box[1].start + box[1].stop) / 2 - middle_left) * spacing_mm[2] > 45:
                continue
            hole = labels == number
            chain = next((slices for slices, below in chains if below[hole].mean() > 0.3), None) or []
            slices = [*chain, k]
            grown.append((slices, hole))
            length_mm = len(slices) * spacing_mm[0]
            reaches_top = slices[0] >= top - 20 / spacing_mm[0]
            if length_mm >= _SHORTEST_MM and reaches_top and (best is None or length_mm > best[0]):
                j, i = np.argwhere(hole).mean(axis=0).round().astype(int)
                if hole[j, i]:
                    best = length_mm, (k, int(j), int(i))
        chains = grown
    return best[1] if best is not None else None
