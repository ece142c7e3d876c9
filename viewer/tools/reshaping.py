"""Shapes of a region changed in millimetres: margins, smoothing, holes, islands, gaps between slices. On a thread."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from viewer.case.geometry import Point
from viewer.case.patch import changed_box, slices, widened
from viewer.case.progress import Tick
from viewer.case.voxel_shapes import Inside
from viewer.tools.growing import whole

Smoothing = Literal["median", "gaussian", "closing", "opening"]
SLAB = 16
FACES = ndimage.generate_binary_structure(3, 1)


def margin(inside: Inside, spacing_mm: Point, by_mm: float, tick: Tick) -> Inside:
    """The region grown by `by_mm` in every direction, or with a negative number shrunk.

    Measured between voxel centres with the true spacing, so that it is the same in millimetres along thick slices. The
    array must hold the room that the region grows into; what lies beyond it does not shrink the region.
    """
    if by_mm >= 0:
        return _near(inside, spacing_mm, by_mm, tick)
    return np.asarray(inside & ~_near(~inside, spacing_mm, -by_mm, tick, inside))


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


def _near(region: Inside, spacing_mm: Point, radius_mm: float, tick: Tick, wanted: Inside | None = None) -> Inside:
    """True where a voxel of the region lies within a distance; with `wanted` known only near what is wanted.

    Exact: squared distances add up axis by axis (Felzenszwalb and Huttenlocher 2012), and none beyond the radius is
    looked at. Some slices at a time on each core, so that large regions are quick and can be stopped.
    """
    near = np.zeros(region.shape, bool)
    reach = tuple(int(radius_mm * (1 + 1e-6) / step) for step in spacing_mm)
    shape = (region.shape[0], region.shape[1], region.shape[2])
    found = changed_box(whole(shape), region if wanted is None else wanted)
    if found is None:
        return near
    box = widened(found, (reach[0], reach[1], reach[2]), shape)
    part, target = region[slices(box)], near[slices(box)]

    def work(first: int) -> None:
        target[first : first + SLAB] = _near_slices(part, first, min(first + SLAB, len(part)), spacing_mm, radius_mm, reach)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        started = [threads.submit(work, first) for first in range(0, len(part), SLAB)]
        try:
            for number, one in enumerate(started):
                tick(number / len(started), "Measuring distances")
                one.result()
        finally:
            for one in started:
                one.cancel()
    return near


def _near_slices(
    region: Inside, first: int, end: int, spacing_mm: Point, radius_mm: float, reach: tuple[int, ...]
) -> Inside:
    """`_near` of the slices from `first` up to `end`."""
    most = np.float32((radius_mm * (1 + 1e-6)) ** 2)
    near = np.zeros((end - first, *region.shape[1:]), bool)
    here = np.empty(region.shape[1:], bool)
    for k in range(max(first - reach[0], 0), min(end + reach[0], len(region))):
        if not region[k].any():
            continue
        squares = _squares_in_plane(region[k], spacing_mm[1:], reach[1])
        for at in range(max(k - reach[0], first), min(k + reach[0] + 1, end)):
            left = most - np.float32(((at - k) * spacing_mm[0]) ** 2)
            if left >= 0:
                np.less_equal(squares, left, out=here)
                near[at - first] |= here
    return near


def _squares_in_plane(plane: npt.NDArray[np.bool_], spacing_mm: tuple[float, ...], reach: int) -> npt.NDArray[np.float32]:
    """Squared distance to the nearest true pixel at most `reach` rows away, infinite where there is none."""
    columns = np.arange(plane.shape[1], dtype=np.float32)
    before = np.maximum.accumulate(np.where(plane, columns, np.float32(-np.inf)), axis=1)
    after = np.minimum.accumulate(np.where(plane, columns, np.float32(np.inf))[:, ::-1], axis=1)[:, ::-1]
    along = (np.minimum(columns - before, after - columns) * np.float32(spacing_mm[1])) ** 2
    squares, moved = along.copy(), np.empty_like(along)
    for step in range(1, min(reach, len(plane) - 1) + 1):
        np.add(along, np.float32((step * spacing_mm[0]) ** 2), out=moved)
        np.minimum(squares[step:], moved[:-step], out=squares[step:])
        np.minimum(squares[:-step], moved[step:], out=squares[:-step])
    return squares


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
