"""Operations on segments against other implementations, on one grid that is oblique and three times as thick as wide."""

from __future__ import annotations

import heapq
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from phantom import phantom_geometry
from scipy import ndimage

from desktop.workflows import edit_segments
from desktop.workflows.edit_segments import Target
from viewer.case.edits import Edit, Swap
from viewer.case.patch import Patch, slices
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import LUNG
from viewer.case.volume import Volume
from viewer.tools import growing, reshaping

GEOMETRY = phantom_geometry((24, 60, 72), (3.0, 1.0, 0.8))
SPACING = GEOMETRY.spacing_mm


def blob(seed: int = 1, share: float = 0.5) -> np.ndarray:
    """A ragged region with holes and islands, away from the border."""
    random = np.random.default_rng(seed)
    field = ndimage.gaussian_filter(random.normal(size=GEOMETRY.shape_kji), np.divide(4.0, SPACING))
    inside = field > np.quantile(field, share)
    for axis in range(3):
        edge = np.moveaxis(inside, axis, 0)
        edge[:3], edge[-3:] = False, False
    return np.asarray(inside)


def image(values: np.ndarray) -> sitk.Image:
    """The same voxels where they lie in the patient, as another library sees them."""
    made = sitk.GetImageFromArray(values.astype(np.uint8) if values.dtype == bool else values)
    matrix = GEOMETRY.matrix
    made.SetSpacing(SPACING[::-1])
    made.SetOrigin(matrix[:3, 3].tolist())
    made.SetDirection((matrix[:3, :3] / np.linalg.norm(matrix[:3, :3], axis=0))[:, ::-1].reshape(-1).tolist())
    return made


def array(made: sitk.Image) -> np.ndarray:
    return sitk.GetArrayFromImage(made) > 0


def distance(inside: np.ndarray) -> np.ndarray:
    """mm from each voxel's centre to the centre of the nearest one inside."""
    return np.sqrt(sitk.GetArrayFromImage(sitk.DanielssonDistanceMap(image(inside), False, True, True)))


def agree(own: np.ndarray, other: np.ndarray, changed: np.ndarray) -> float:
    """The share of what was changed on which both agree."""
    return 1 - float((own != other).sum()) / max(int((other != changed).sum()), 1)


@pytest.mark.parametrize("by_mm", [5.0, -3.5])
def test_margins_are_distances_in_the_patient(by_mm: float) -> None:
    inside = blob()
    far = sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(image(inside if by_mm > 0 else ~inside), False, False, True))
    expected = far <= by_mm + 1e-4 if by_mm > 0 else far > -by_mm + 1e-4
    assert np.array_equal(reshaping.margin(inside, SPACING, by_mm, no_tick), expected)


def test_smoothing_is_what_others_compute() -> None:
    inside, size = blob(2), 2.4
    reach = [int(size / step + 1e-6) for step in SPACING]
    k, j, i = np.ogrid[tuple(slice(-n, n + 1) for n in reach)]
    ball = (k * SPACING[0]) ** 2 + (j * SPACING[1]) ** 2 + (i * SPACING[2]) ** 2 <= size**2 * (1 + 1e-6)
    median = ndimage.median_filter(inside.view(np.uint8), footprint=ball, mode="nearest") > 0
    assert np.array_equal(reshaping.smooth(inside, SPACING, "median", size, no_tick), median)
    blurred = sitk.GetArrayFromImage(sitk.SmoothingRecursiveGaussian(sitk.Cast(image(inside), sitk.sitkFloat32), size))
    gaussian = reshaping.smooth(inside, SPACING, "gaussian", size, no_tick)
    assert agree(gaussian, blurred > 0.5, inside) > 0.97 and (gaussian != inside).sum() > 1000
    within = sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(image(inside), False, False, True)) <= size + 1e-4
    closed = sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(image(~within), False, False, True)) > size + 1e-4
    assert np.array_equal(reshaping.smooth(inside, SPACING, "closing", size, no_tick), closed | inside)


def test_holes_islands_and_thresholds_are_what_others_find() -> None:
    inside = blob(3, 0.35)
    assert np.array_equal(reshaping.fill_holes(inside, None, no_tick), array(sitk.BinaryFillhole(image(inside), False)))
    numbers, sizes = reshaping.islands(inside, no_tick)
    others = sitk.GetArrayFromImage(sitk.RelabelComponent(sitk.ConnectedComponent(image(inside), False)))
    assert len(sizes) > 3 and sizes.tolist() == np.bincount(others.reshape(-1))[1:].tolist()
    assert np.array_equal(numbers == 1, others == 1)
    values = (np.random.default_rng(4).normal(size=inside.shape) * 100).astype(np.int16)
    box, between = growing.between(values, -40, 75, no_tick) or pytest.fail("nothing")
    found = np.zeros(inside.shape, bool)
    found[slices(box)] = between
    assert np.array_equal(found, array(sitk.BinaryThreshold(image(values), -40, 75)))


@pytest.mark.parametrize("axis", [0, 1])
def test_slices_in_between_are_mixed_distances(axis: int) -> None:
    inside = blob(5)
    drawn, step = np.zeros_like(inside), (4, 7)[axis]
    np.moveaxis(drawn, axis, 0)[4:-4:step] = np.moveaxis(inside, axis, 0)[4:-4:step]
    plane_mm = [mm for n, mm in enumerate(SPACING) if n != axis]

    def signed(plane: np.ndarray) -> np.ndarray:
        flat = sitk.GetImageFromArray(plane.astype(np.uint8))
        flat.SetSpacing(plane_mm[::-1])
        out, within = (sitk.GetArrayFromImage(sitk.SignedMaurerDistanceMap(one, False, False, True)) for one in (flat, flat == 0))
        return np.where(plane, within - min(plane_mm) / 2, -out + min(plane_mm) / 2)  # the outline lies half a pixel away

    expected, sure = np.moveaxis(drawn.copy(), axis, 0), np.ones(np.moveaxis(drawn, axis, 0).shape, bool)
    at = np.flatnonzero(expected.any(axis=(1, 2))).tolist()
    for first, last in pairwise(at):
        one, other = signed(expected[first]), signed(expected[last])
        for k in range(first + 1, last):
            mixed = (one * (last - k) + other * (k - first)) / (last - first)
            expected[k], sure[k] = mixed >= 0, np.abs(mixed) > 1e-4  # as near to one outline as to the other: either is right
    own = np.moveaxis(reshaping.between_slices(drawn, SPACING, axis, no_tick), axis, 0)
    assert np.array_equal(own[sure], expected[sure]) and sure.mean() > 0.99 and expected.sum() > 1.5 * drawn.sum()


def test_a_region_grows_from_the_same_place_of_the_patient() -> None:
    random = np.random.default_rng(6)
    inside = blob(7, 0.4)
    values = np.where(inside, 70, -30).astype(np.int16) + random.integers(-40, 41, inside.shape).astype(np.int16)  # ragged: touching by edges is not hanging together
    numbers, _ = reshaping.islands(inside, no_tick)
    core = ndimage.distance_transform_edt(numbers == 1)
    seed_kji = np.unravel_index(int(core.argmax()), core.shape)
    seed_lps = GEOMETRY.point(*(float(n) for n in seed_kji))
    other = image(values)
    index = other.TransformPhysicalPointToIndex(seed_lps)
    near = sitk.GetArrayViewFromImage(other)[tuple(slice(n - 1, n + 2) for n in index[::-1])]
    value = float(np.median(near))
    grown = sitk.ConnectedThreshold(other, [index], value - 40, value + 40, 1, sitk.ConnectedThresholdImageFilter.FaceConnectivity)
    for reach_mm in (np.inf, 14.3):
        box, found = growing.grow_region(values, GEOMETRY, seed_lps, 40, no_tick, reach_mm=reach_mm) or pytest.fail("outside")
        own = np.zeros(inside.shape, bool)
        own[slices(box)] = found
        spot = np.zeros(inside.shape, bool)
        spot[seed_kji] = True
        limited = image(np.where(distance(spot) <= reach_mm, values, np.int16(-3000)))
        expected = array(grown if reach_mm == np.inf else sitk.ConnectedThreshold(limited, [index], value - 40, value + 40, 1, 0))
        assert np.array_equal(own, expected) and own.sum() > 500


def flooded(edges: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """Meyer's flooding, as plainly as it can be written: the lowest neighbour is next."""
    numbers, order, queue = seeds.copy(), 0, []
    steps = np.vstack([np.eye(3, dtype=int), -np.eye(3, dtype=int)]).tolist()

    def push(at: tuple[int, ...], level: float) -> None:
        nonlocal order
        for step in steps:
            to = tuple(a + b for a, b in zip(at, step, strict=True))
            if all(0 <= a < size for a, size in zip(to, numbers.shape, strict=True)) and numbers[to] == 0:
                numbers[to] = numbers[at]
                order += 1
                heapq.heappush(queue, (max(level, float(edges[to])), order, to))

    for at in np.argwhere(seeds > 0).tolist():
        push(tuple(at), -1.0)
    while queue:
        level, _, at = heapq.heappop(queue)
        push(at, level)
    return numbers


def test_seeds_meet_where_another_flooding_lets_them_meet() -> None:
    inside = ndimage.gaussian_filter(blob(8).astype(np.float32), np.divide(1.5, SPACING)) > 0.5
    values = (np.where(inside, 100.0, 0.0) + np.random.default_rng(9).normal(0, 6, inside.shape)).astype(np.int16)[4:20, 8:44, 10:54]
    truth = inside[4:20, 8:44, 10:54]
    seeds = np.zeros(truth.shape, np.uint8)
    seeds[ndimage.binary_erosion(truth, iterations=3)] = 1
    seeds[ndimage.binary_erosion(~truth, iterations=3)] = 2
    smoothed = ndimage.gaussian_filter(values.astype(np.float64), 1.0, mode="nearest")
    edges = np.sqrt(sum(part**2 for part in np.gradient(smoothed, *SPACING)))
    own = growing.grow_from_seeds(values, seeds, growing.whole(values.shape), SPACING, no_tick)
    other = flooded(edges, seeds)
    assert np.array_equal(own[seeds > 0], seeds[seeds > 0]) and own.all()
    assert (own == other).mean() > 0.99
    assert 2 * ((own == 1) & truth).sum() / ((own == 1).sum() + truth.sum()) > 0.93


@pytest.mark.parametrize("how", ["union", "intersect", "subtract", "copy"])
def test_segments_that_overlap_are_combined_as_sets(how: edit_segments.Combine) -> None:
    """One number of the map stands for both: what is done to one leaves the other, and a third, as they were."""
    first, second, third = blob(10), blob(11), blob(12, 0.8)
    mask = (first & ~second) * 1 + (second & ~first) * 2 + (first & second) * 4
    mask = np.where(third & (mask == 0), 3, mask).astype(np.uint8)
    labels = (Label(1, "one", LUNG, includes=(4,)), Label(2, "two", LUNG, includes=(4,)), Label(3, "three", LUNG))
    volume = Volume("1.2", GEOMETRY, np.zeros(GEOMETRY.shape_kji, np.int16), Path(), "HU")
    empty = Segmentation("s", "1.2", "by hand", GEOMETRY, labels, (), "s.npy", by("user:a"))
    from inference.measure.statistics import label_statistics

    shown = replace(empty, statistics=label_statistics(volume, mask, labels, no_tick))
    edit = edit_segments.combine(Target(volume, shown, mask, 1, "user:a"), 2, how, no_tick)
    assert isinstance(edit, Edit)
    after, labels_after = mask.copy(), labels
    for change in edit.changes:
        if isinstance(change, Patch):
            change.write_into(after)
        elif isinstance(change, Swap) and isinstance(change.after, Segmentation):
            labels_after = change.after.labels
    one, two, three = (np.isin(after, label.numbers) for label in labels_after)
    sets = {"union": sitk.Or, "intersect": sitk.And, "subtract": lambda a, b: sitk.And(a, 1 - b), "copy": lambda a, b: b}
    assert np.array_equal(one, array(sets[how](image(first), image(second))))
    assert np.array_equal(two, second) and np.array_equal(three, third & ~first & ~second)
