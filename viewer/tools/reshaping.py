"""Shapes of a region changed in millimetres: margins, smoothing, holes, islands, gaps between slices. On a thread."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from viewer.case.geometry import Point
from viewer.case.patch import changed_box, slices, widened
from viewer.case.progress import Tick
from viewer.case.voxel_shapes import Inside

Smoothing = Literal["median", "gaussian", "closing", "opening"]
SLAB = 32
FACES = ndimage.generate_binary_structure(3, 1)


def margin(inside: Inside, spacing_mm: Point, by_mm: float, tick: Tick) -> Inside:
    """The region grown by `by_mm` in every direction, or with a negative number shrunk.

    Measured between voxel centres with the true spacing, so that it is the same in millimetres along thick slices. The
    array must hold the room that the region grows into; what lies beyond it does not shrink the region.
    """
    # Slab by slab, each with the neighbours that count, and only around what is there: large regions can be stopped.
    reach = tuple(int(np.ceil(abs(by_mm) / step)) + 1 for step in spacing_mm)
    result = np.zeros(inside.shape, bool)
    for k in range(0, len(inside), SLAB):
        tick(k / len(inside), "Measuring distances")
        low, high = max(k - reach[0], 0), min(k + SLAB + reach[0], len(inside))
        window = inside[low:high]
        found = changed_box(((low, high), (0, inside.shape[1]), (0, inside.shape[2])), window)
        if found is None:
            continue
        box = (low, high), *widened(found, (0, reach[1], reach[2]), (high, inside.shape[1], inside.shape[2]))[1:]
        part = inside[slices(box)]
        if by_mm >= 0:
            new = _distance_mm(~part, spacing_mm) <= by_mm * (1 + 1e-6)
        else:
            new = _distance_mm(part, spacing_mm) > -by_mm * (1 + 1e-6)
        end = min(k + SLAB, len(inside))
        result[k:end, box[1][0] : box[1][1], box[2][0] : box[2][1]] = new[k - low : end - low]
    return result


def smooth(inside: Inside, spacing_mm: Point, kind: Smoothing, size_mm: float, tick: Tick) -> Inside:
    """The region with a smoother surface. `size_mm` is the radius of the ball looked at, of a Gaussian its sigma."""
    tick(0.1, "Smoothing")
    if kind == "closing":
        return margin(margin(inside, spacing_mm, size_mm, tick), spacing_mm, -size_mm, tick) | inside
    if kind == "opening":
        return margin(margin(inside, spacing_mm, -size_mm, tick), spacing_mm, size_mm, tick) & inside
    if kind == "gaussian":
        sigma = [size_mm / step for step in spacing_mm]
        return np.asarray(ndimage.gaussian_filter(inside.astype(np.float32), sigma, mode="nearest", truncate=3.0) > 0.5)
    ball = _ball(spacing_mm, size_mm)
    share = _convolved(inside, ball)
    return np.asarray(share > ball.sum() / 2)


def fill_holes(inside: Inside, axis: int | None, tick: Tick) -> Inside:
    """Without holes that touch no border: in space, or with `axis` in each slice across it."""
    tick(0.1, "Filling holes")
    if axis is None:
        return np.asarray(ndimage.binary_fill_holes(inside))
    filled = inside.copy()
    for plane in np.moveaxis(filled, axis, 0):
        plane[...] = ndimage.binary_fill_holes(plane)
    return filled


def islands(inside: Inside, tick: Tick) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The pieces that do not touch by a face, numbered from 1 with the largest first, and how many voxels each has."""
    tick(0.1, "Looking for islands")
    numbers, count = ndimage.label(inside, FACES)
    sizes = np.bincount(numbers.reshape(-1), minlength=count + 1)[1:]
    order = np.argsort(-sizes, kind="stable")
    renumber = np.zeros(count + 1, np.int32)
    renumber[1 + order] = np.arange(1, count + 1)
    return renumber[numbers], sizes[order]


def between_slices(inside: Inside, spacing_mm: Point, axis: int, tick: Tick) -> Inside:
    """Empty slices between drawn ones filled with shapes in between (Raya and Udupa 1990).

    In each gap the signed distances to the outlines on both sides are mixed by how near each is; inside is where the mix
    is not negative. Drawn slices stay as they are.
    """
    planes = np.moveaxis(inside, axis, 0)
    step = [mm for n, mm in enumerate(spacing_mm) if n != axis]
    drawn = np.flatnonzero(planes.any(axis=(1, 2)))
    filled = inside.copy()
    target = np.moveaxis(filled, axis, 0)
    for n, (first, last) in enumerate(pairwise(drawn.tolist())):
        tick(n / len(drawn), "Interpolating")
        if last - first < 2:
            continue
        one, other = _signed(planes[first], step), _signed(planes[last], step)
        for k in range(first + 1, last):
            part = (k - first) / (last - first)
            target[k] = one * (1 - part) + other * part >= 0
    return filled


def _signed(plane: Inside, step_mm: list[float]) -> npt.NDArray[np.float64]:
    """Distance to the outline, positive inside; half a pixel on either side of it."""
    out = ndimage.distance_transform_edt(~plane, step_mm)
    within = ndimage.distance_transform_edt(plane, step_mm)
    return np.asarray(within - out - np.where(plane, 0.5, -0.5) * min(step_mm))


def _distance_mm(inside: Inside, spacing_mm: Point) -> npt.NDArray[np.float32]:
    """From each voxel inside to the nearest one outside, 0 outside; infinite where there is none outside."""
    import SimpleITK as sitk

    if inside.all():
        return np.full(inside.shape, np.inf, np.float32)
    image = sitk.GetImageFromArray(inside.astype(np.uint8))
    image.SetSpacing(spacing_mm[::-1])
    # Of a region and not of its outline: the distance to the nearest voxel outside is the one from the inverted region.
    outside = sitk.Equal(image, 0)
    outside.SetSpacing(image.GetSpacing())
    distance = sitk.SignedMaurerDistanceMap(outside, insideIsPositive=False, squaredDistance=False, useImageSpacing=True)
    return np.asarray(np.maximum(sitk.GetArrayFromImage(distance), 0))


def _ball(spacing_mm: Point, radius_mm: float) -> Inside:
    reach = [max(int(radius_mm / step + 1e-6), 0) for step in spacing_mm]
    k, j, i = np.ogrid[-reach[0] : reach[0] + 1, -reach[1] : reach[1] + 1, -reach[2] : reach[2] + 1]
    distance2 = (k * spacing_mm[0]) ** 2 + (j * spacing_mm[1]) ** 2 + (i * spacing_mm[2]) ** 2
    return np.asarray(distance2 <= radius_mm**2 * (1 + 1e-6))


def _convolved(inside: Inside, ball: Inside) -> npt.NDArray[np.float64]:
    """How many voxels of the ball around each voxel are inside; beyond the border it goes on as at the border."""
    from scipy.signal import oaconvolve

    wide = [(size // 2, size // 2) for size in ball.shape]
    padded = np.pad(inside, wide, mode="edge").astype(np.float32)
    return np.asarray(oaconvolve(padded, ball.astype(np.float32), mode="valid"))
