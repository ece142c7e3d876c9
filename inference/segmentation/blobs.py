"""Dense spots in lung: places where the density falls off in every direction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.segmentation.grid import Bool, Coarse, Float, Spacing
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Voxels

_WORK_MM = 1.5
_SIGMAS_MM = (1.6, 2.4, 3.6, 5.4)
_LEAST = 0.13
"""Of the response of a solid ball, which is about 0.25 at the best scale."""

_MOST = 150


@dataclass(frozen=True, slots=True)
class Spot:
    """A maximum over place and scale. `place` is a voxel of the grid searched; `score` 0..1."""

    place: tuple[int, int, int]
    radius_mm: float
    score: float


def find_spots(voxels: Voxels, lungs: Bool, lung_hu: float, spacing_mm: Spacing, tick: Tick) -> list[Spot]:
    """The best spots inside `lungs`, strongest first.

    Notes
    -----
    At each scale the Hessian of the smoothed volume is taken and its weakest curvature kept: along a vessel
    it is near nought, across a sheet too, and only in a compact spot do all three directions fall off
    (Q. Li et al., Med Phys 30, 2040 (2003)). Outside the lungs the volume is set to the lung's own value.
    """
    coarse = Coarse.near(spacing_mm, voxels.shape, _WORK_MM)
    steps = coarse.spacing_mm
    level = np.empty(coarse.shape, np.float32)
    clean = np.empty(voxels.shape, np.float32)
    for k in range(len(voxels)):
        density = (np.clip(voxels[k], lung_hu, 60) - lung_hu) / (40 - lung_hu)
        clean[k] = np.where(lungs[k], density, 0)
    level = coarse.mean(clean)
    del clean
    tick(0.2, "Looking for nodules")
    best = np.zeros(level.shape, np.float32)
    scale = np.zeros(level.shape, np.uint8)
    for n, sigma_mm in enumerate(_SIGMAS_MM):
        response = _weakest_curvature(level, sigma_mm, steps, part_of(tick, 0.2 + 0.2 * n, 0.4 + 0.2 * n))
        better = response > best
        best[better], scale[better] = response[better], n
    size = [2 * max(1, round(3.0 / step)) + 1 for step in steps]
    peaks = np.argwhere((best == ndimage.maximum_filter(best, size=size)) & (best > _LEAST))
    order = np.argsort(-best[tuple(peaks.T)])[:_MOST]
    spots = []
    for place in peaks[order]:
        fine = np.minimum(place * coarse.factors + np.array(coarse.factors) // 2, np.array(voxels.shape) - 1)
        at = tuple(int(n) for n in place)
        score = float(min(1.0, best[at] / 0.25))
        spots.append(Spot((int(fine[0]), int(fine[1]), int(fine[2])), _SIGMAS_MM[scale[at]] * 1.7, score))
    return spots


def _weakest_curvature(level: Float, sigma_mm: float, steps: Spacing, tick: Tick) -> Float:
    """sigma^2 times the least of the three downward curvatures; 0 where the volume does not fall off everywhere."""
    sigma = [sigma_mm / step for step in steps]
    smooth = ndimage.gaussian_filter(level, sigma, truncate=3.0)
    out = np.zeros(level.shape, np.float32)
    where = smooth > 0.08
    where[[0, -1]] = where[:, [0, -1]] = where[:, :, [0, -1]] = False
    tick(0.5, "Looking for nodules")
    places = np.nonzero(where)
    if len(places[0]) == 0:
        return out
    hessian: npt.NDArray[np.float32] = np.empty((len(places[0]), 3, 3), np.float32)
    for a in range(3):
        for b in range(a, 3):
            value = _second_difference(smooth, places, a, b) / (steps[a] * steps[b])
            hessian[:, a, b] = hessian[:, b, a] = value
    tick(0.7, "Looking for nodules")
    curvature = np.linalg.eigvalsh(hessian)
    out[places] = np.maximum(-curvature[:, 2], 0) * sigma_mm**2
    return out


def _second_difference(smooth: Float, places: tuple[npt.NDArray[np.intp], ...], a: int, b: int) -> Float:
    def at(da: int, db: int) -> Float:
        moved = list(places)
        moved[a] = moved[a] + da
        moved[b] = moved[b] + db
        return smooth[tuple(moved)]

    if a == b:
        return np.asarray(at(1, 0) - 2 * at(0, 0) + at(-1, 0), np.float32)
    return np.asarray((at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / 4, np.float32)
