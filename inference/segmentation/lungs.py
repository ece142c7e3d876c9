"""Both lungs: everything inside the pleura, with vessels and nodules, without trachea and bronchi."""

from __future__ import annotations

import numpy as np
import SimpleITK as sitk

from inference.segmentation.grid import Bool, Coarse, Float, Spacing, bounding_box, close_depth, components, depth_mm
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

_COARSE_MM = 1.6
_CLOSE_MM = 11.0
"""Vessels and nodules up to twice this wide, at the pleura too, belong to the lung."""

_SKIN_MM = 0.4
"""What fills a gap stays this far below the closed surface, whose depth is short by about half a coarse voxel."""

_SMALLEST_WHOLE_ML = 300.0
_SMALLEST_CUT_ML = 3.0
_TISSUE_HU = 40.0


def find_lung_air(coarse_hu: Float, body: Bool, spacing_mm: Spacing, tick: Tick) -> Bool:
    """Aerated lung on a coarse upright grid; all False where there is none, as between bowel gas.

    Lung is air mixed with tissue: in the depth of a large enough part the values lie well above those of pure
    air. A lung that the slices cut off is accepted smaller, since it must reach the uppermost slice.
    """
    air = (coarse_hu < -500) & body
    voxel_ml = float(np.prod(spacing_mm)) / 1000
    parts, sizes = components(depth_mm(air, spacing_mm) > 3.0)
    lung = np.zeros(air.shape, np.bool_)
    tick(0.5, "Finding the lungs")
    for number in np.flatnonzero(sizes[1:] * voxel_ml >= _SMALLEST_CUT_ML) + 1:
        core = parts == number
        values = coarse_hu[core]
        if not -935 < np.median(values) < -600 or np.mean(values < -960) > 0.4:
            continue
        whole_ml = sizes[number] * voxel_ml
        if whole_ml >= _SMALLEST_WHOLE_ML or (core[-3:].any() and whole_ml >= _SMALLEST_CUT_ML):
            lung |= core
    if not lung.any():
        return lung
    near = depth_mm(lung, spacing_mm) > -5.0
    return np.asarray(near & air)


def split_sides(lung: Bool, affine: np.ndarray, middle_left_mm: float, spacing_mm: Spacing) -> tuple[Bool, Bool]:
    """(left, right). `affine` maps (k, j, i, 1) of this grid to LPS mm; the patient's left is where x grows.

    Lungs that touch are cut where they are thinnest: by a watershed of the depth from each side's core.
    """
    if not lung.any():
        return lung, lung
    box = bounding_box(lung, (1, 1, 1))
    out = np.zeros(lung.shape, np.uint8)
    shifted = affine.copy()
    shifted[:3, 3] += affine[:3, :3] @ [part.start for part in box]
    out[box] = _sides(lung[box], shifted, middle_left_mm, spacing_mm)
    return out == 1, out == 2


def _sides(lung: Bool, affine: np.ndarray, middle_left_mm: float, spacing_mm: Spacing) -> np.ndarray:
    """1 for left, 2 for right."""
    voxel_ml = float(np.prod(spacing_mm)) / 1000
    depth = depth_mm(lung, spacing_mm)
    for core_mm in (0.0, 2.0, 4.0, 6.0, 9.0, 12.0, 16.0, 20.0):
        parts, sizes = components(depth > core_mm)
        numbers = np.flatnonzero(sizes[1:] * voxel_ml > 2.0) + 1
        if len(numbers) == 0:
            break
        seeds = np.zeros(lung.shape, np.uint8)
        astride = False
        for number in numbers:
            x_mm = _x_mm(np.argwhere(parts == number), affine) - middle_left_mm
            low, high = np.percentile(x_mm, (5, 95))
            astride |= bool(min(-low, high) > 30 and sizes[number] * voxel_ml > 100)
            seeds[parts == number] = 1 if np.median(x_mm) > 0 else 2
        if not astride:
            break
    return _nearest_seed(lung, seeds, depth)


def _nearest_seed(lung: Bool, seeds: np.ndarray, depth: Float) -> np.ndarray:
    basin = sitk.GetImageFromArray(-np.clip(depth, -50, 50))
    markers = sitk.GetImageFromArray(seeds)
    flooded = sitk.GetArrayFromImage(sitk.MorphologicalWatershedFromMarkers(basin, markers, False, True))
    return np.where(lung, flooded, 0)


def _x_mm(points_kji: np.ndarray, affine: np.ndarray) -> np.ndarray:
    return np.asarray(points_kji @ affine[0, :3] + affine[0, 3])


class LungSurface:
    """Two lungs as smooth depths on a coarse grid, from which each fine slice is cut."""

    def __init__(self, sides: tuple[Bool, Bool], coarse: Coarse, tick: Tick) -> None:
        self._coarse = coarse
        self._closed: list[Float | None] = []
        for n, side in enumerate(sides):
            tick(n / 2, "Closing the lungs over vessels")
            self._closed.append(_closed_depth(side, coarse.spacing_mm) if side.any() else None)

    def cut(self, plane: Voxels, k: int, air_hu: float, allowed: Bool) -> tuple[Bool, Bool]:
        """(left, right) in one fine slice: air near a lung, and whatever lies deep inside its closed surface."""
        depths = [
            np.full(plane.shape, -np.inf, np.float32) if side is None else self._coarse.finer(side, k)
            for side in self._closed
        ]
        out = []
        for mine, other in (depths, depths[::-1]):
            air = (plane < air_hu) & (mine > -min(1.5 * max(self._coarse.spacing_mm), 0.9 * _CLOSE_MM))
            out.append((air | (mine > _SKIN_MM)) & (mine >= other) & allowed)
        return out[0], out[1] & ~out[0]


def _closed_depth(lung: Bool, spacing_mm: Spacing) -> Float:
    """Depth inside the lung closed over vessels and nodules; far outside, a constant."""
    up, back, left = (int(np.ceil(1.5 * _CLOSE_MM / step)) for step in spacing_mm)
    box = bounding_box(lung, (up, back, left))
    depth = np.full(lung.shape, -_CLOSE_MM, np.float32)
    depth[box] = np.clip(close_depth(lung[box], _CLOSE_MM, spacing_mm), -_CLOSE_MM, 4 * _CLOSE_MM)
    return depth


def border_hu(coarse_hu: Float, lung_air: Bool, spacing_mm: Spacing) -> float:
    """Halfway between the lung's own value and soft tissue: a blurred border stays where it was."""
    core = depth_mm(lung_air, spacing_mm) > 6.0
    return float((np.median(coarse_hu[core if core.any() else lung_air]) + _TISSUE_HU) / 2)


def lung_grid(spacing_mm: Spacing, shape: tuple[int, ...]) -> Coarse:
    """The grid on which the lungs are found."""
    return Coarse.near(spacing_mm, shape, _COARSE_MM)
