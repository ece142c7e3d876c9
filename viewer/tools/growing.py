"""Regions by their values: thresholds, from a click, from seeds. On a thread: they look at whole volumes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry, Point
from viewer.case.patch import BoxKji, changed_box, inner, slices, widened
from viewer.case.progress import Tick
from viewer.case.volume import Mask, Volume, Voxels
from viewer.case.voxel_shapes import Shape, plane_slab

SLAB = 16
BINS = 4096


def between(voxels: Voxels, low: float, high: float, tick: Tick) -> Shape | None:
    """All voxels from `low` to `high`, both included; None where there are none."""
    inside = np.zeros(voxels.shape, bool)
    for k in range(0, len(voxels), SLAB):
        tick(k / len(voxels), "Comparing values")
        part = voxels[k : k + SLAB]
        inside[k : k + SLAB] = (part >= low) & (part <= high)
    box = changed_box(whole(voxels.shape), inside)
    return None if box is None else (box, inside[slices(box)])


def otsu(volume: Volume, tick: Tick) -> float:
    """The value that parts dark and bright voxels best: their variance between the two is largest (Otsu 1979).

    Padding, which is no picture, does not count.
    """
    voxels = volume.voxels
    low, high = np.inf, -np.inf
    for k in range(0, len(voxels), SLAB):
        tick(0.4 * k / len(voxels), "Looking for the darkest and brightest values")
        part = _pictured(voxels[k : k + SLAB], volume)
        if part.size:
            low, high = min(low, float(part.min())), max(high, float(part.max()))
    if not low < high:
        return low
    counts = np.zeros(BINS)
    for k in range(0, len(voxels), SLAB):
        tick(0.4 + 0.6 * k / len(voxels), "Counting values")
        counts += _counts(_pictured(voxels[k : k + SLAB], volume), low, high)
    edges = np.linspace(low, high, BINS + 1)
    centres = (edges[:-1] + edges[1:]) / 2
    below, total = np.cumsum(counts), counts.sum()
    sums = np.cumsum(counts * centres)
    apart = (sums[-1] * below - sums * total) ** 2
    weight = below * (total - below)
    variance = np.divide(apart, weight, out=np.zeros(BINS), where=weight > 0)
    return float(edges[int(np.argmax(variance)) + 1])


def grow_region(
    voxels: Voxels, geometry: Geometry, seed_lps: Point, tolerance: float, tick: Tick, normal_lps: Point | None = None,
    barrier: Mask | None = None, reach_mm: float = np.inf,
) -> Shape | None:  # fmt: skip
    """The voxels that hang together with the one clicked and whose values are within `tolerance` of those around it.

    The value is the median of the 3x3x3 voxels around the click, so that noise in one voxel does not decide. With
    `normal_lps` only in the slice through the click. `barrier`: where it is not 0 the region ends; it ends `reach_mm`
    from the click too, so that a leak does not run through the body. None outside the grid.
    """
    from scipy import ndimage

    seed = np.rint(geometry.to_kji([seed_lps])[0]).astype(int).tolist()
    if any(not 0 <= at < size for at, size in zip(seed, voxels.shape, strict=True)):
        return None
    near = widened(((seed[0], seed[0] + 1), (seed[1], seed[1] + 1), (seed[2], seed[2] + 1)), (1, 1, 1), geometry.shape_kji)
    value = float(np.median(voxels[slices(near)]))
    reach = 32
    while True:
        box = widened(((seed[0], seed[0] + 1), (seed[1], seed[1] + 1), (seed[2], seed[2] + 1)), (reach, reach, reach), geometry.shape_kji)
        tick(min(reach / max(voxels.shape), 0.95), "Growing")
        part = voxels[slices(box)]
        like = (part >= value - tolerance) & (part <= value + tolerance)
        if barrier is not None:
            like &= barrier[slices(box)] == 0
        if normal_lps is not None:
            like &= plane_slab(geometry, box, seed_lps, normal_lps)
        if np.isfinite(reach_mm):
            like &= distances_mm(geometry, box, seed_lps) <= reach_mm
        at = tuple(place - first for place, (first, _) in zip(seed, box, strict=True))
        like[at] = True
        connected = ndimage.generate_binary_structure(3, 1 if normal_lps is None else 3)
        numbers, _ = ndimage.label(like, connected)
        inside = np.asarray(numbers == numbers[at])
        found = changed_box(box, inside)
        assert found is not None  # the seed itself
        cut_off = any(
            (low == edge and low > 0) or (high == end and high < size)
            for (low, high), (edge, end), size in zip(found, box, voxels.shape, strict=True)
        )
        if not cut_off:
            return found, inside[inner(found, box)]
        reach *= 2


def distances_mm(geometry: Geometry, box: BoxKji, point_lps: Point) -> npt.NDArray[np.float32]:
    """How far each voxel's centre in a box lies from a point."""
    corner = np.array(geometry.point(*(float(first) for first, _ in box))) - np.array(point_lps)
    along = [np.arange(end - first, dtype=np.float32)[:, None] * geometry.matrix[:3, axis].astype(np.float32) for axis, (first, end) in enumerate(box)]
    squares = np.zeros([end - first for first, end in box], np.float32)
    for part in range(3):
        line = along[0][:, None, None, part] + along[1][None, :, None, part] + along[2][None, None, :, part] + np.float32(corner[part])
        squares += line * line
    return np.sqrt(squares)


def grow_from_seeds(voxels: Voxels, seeds: Mask, box: BoxKji, spacing_mm: Point, tick: Tick) -> Mask:
    """The label map of a box with each seed grown until it meets another one along the strongest edges.

    Watershed of the gradient's magnitude from the seeds (Meyer 1994); every voxel of the box gets the number of one. The
    gradient is per millimetre, of values smoothed over one voxel, so that an edge counts the same across thick slices.
    """
    import SimpleITK as sitk

    tick(0.1, "Finding edges")
    image, markers = sitk.GetImageFromArray(np.asarray(voxels[slices(box)], np.float32)), sitk.GetImageFromArray(np.ascontiguousarray(seeds))
    for one in (image, markers):
        one.SetSpacing(spacing_mm[::-1])
    edges = sitk.GradientMagnitude(sitk.SmoothingRecursiveGaussian(image, spacing_mm[::-1]))
    tick(0.5, "Growing the seeds")
    grown = sitk.MorphologicalWatershedFromMarkers(edges, markers, markWatershedLine=False, fullyConnected=False)
    tick(1.0, "Grown")
    result: Mask = sitk.GetArrayFromImage(grown).astype(np.uint8)
    return result


def whole(shape: tuple[int, ...]) -> BoxKji:
    return (0, shape[0]), (0, shape[1]), (0, shape[2])


def _pictured(part: Voxels, volume: Volume) -> Voxels:
    values = np.asarray(part).reshape(-1)
    whole_numbers = values.dtype.kind in "iu"
    if whole_numbers and volume.padding is None:
        return values
    real = np.ones(len(values), bool) if whole_numbers else np.isfinite(values)
    if volume.padding is not None:
        real &= (values < volume.padding[0]) | (values > volume.padding[1])
    return np.asarray(values[real])


def _counts(values: Voxels, low: float, high: float) -> npt.NDArray[np.int64]:
    """How many values lie in each of `BINS` equal parts from `low` to `high`."""
    if values.dtype.itemsize > 2 or values.dtype.kind not in "iu":
        return np.asarray(np.histogram(values, BINS, (low, high))[0])
    found = np.bincount(values.astype(np.intp) - int(low), minlength=int(high - low) + 1)  # each value once, then its part
    return np.asarray(np.histogram(np.arange(int(low), int(high) + 1), BINS, (low, high), weights=found)[0]).astype(np.int64)
