"""What is done to whole segments: thresholds, growing, margins, smoothing, islands and gaps, measured in millimetres."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from phantom import phantom_geometry

from viewer.case.geometry import Geometry, Point
from viewer.case.patch import slices
from viewer.case.progress import no_tick
from viewer.case.volume import Volume
from viewer.case.voxel_shapes import Shape
from viewer.tools import growing, reshaping

GEOMETRY = phantom_geometry((30, 80, 100), (3.0, 1.0, 0.8))
SPACING = GEOMETRY.spacing_mm


def ball(radius_mm: float, away_lps: Point = (0.0, 0.0, 0.0), geometry: Geometry = GEOMETRY) -> np.ndarray:
    offsets = geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T) - geometry.centre_lps - away_lps
    return (np.linalg.norm(offsets, axis=1) <= radius_mm).reshape(geometry.shape_kji)


def radius_mm(inside: np.ndarray) -> float:
    return float((inside.sum() * GEOMETRY.voxel_mm3 * 3 / 4 / np.pi) ** (1 / 3))


def full(shape: Shape | None, like: np.ndarray) -> np.ndarray:
    mask = np.zeros(like.shape, bool)
    if shape is not None:
        mask[slices(shape[0])] = shape[1]
    return mask


def volume(values: np.ndarray, padding: tuple[float, float] | None = None) -> Volume:
    return Volume("1.2", Geometry(values.shape, GEOMETRY.affine, "1.3"), values, Path(), "HU", padding=padding)


@pytest.mark.parametrize("by_mm", [4.0, 3.2, -3.2, -6.0])
def test_a_margin_is_the_same_in_millimetres_in_every_direction(by_mm: float) -> None:
    grown = reshaping.margin(ball(18.0), SPACING, by_mm, no_tick)
    assert radius_mm(grown) == pytest.approx(18.0 + by_mm, abs=0.6)  # a voxel is 3 mm thick
    offsets = GEOMETRY.to_lps(np.argwhere(grown)) - GEOMETRY.centre_lps
    for axis in range(3):
        unit = GEOMETRY.matrix[:3, axis] / SPACING[axis]
        assert (offsets @ unit).max() == pytest.approx(18.0 + by_mm, abs=SPACING[axis])


def test_a_margin_is_exactly_the_distance_between_voxel_centres() -> None:
    one = np.zeros((9, 21, 21), bool)
    one[4, 10, 10] = True
    k, j, i = np.ogrid[-4:5, -10:11, -10:11]
    distance = np.sqrt((k * 3.0) ** 2 + (j * 1.0) ** 2 + (i * 0.8) ** 2)
    for by_mm in (0.0, 2.4, 5.0, 6.2):
        assert np.array_equal(reshaping.margin(one, SPACING, by_mm, no_tick), distance <= by_mm + 1e-5)
        assert np.array_equal(reshaping.margin(~one, SPACING, -by_mm, no_tick), distance > by_mm + 1e-5)


@pytest.mark.parametrize("by_mm", [7.0, -4.0])
def test_a_margin_in_slabs_is_the_margin_of_the_whole(by_mm: float, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = ball(20.0) & (np.random.default_rng(1).random(GEOMETRY.shape_kji) < 0.995)
    in_slabs = []
    for slab in (4, 1000):
        monkeypatch.setattr(reshaping, "SLAB", slab)
        in_slabs.append(reshaping.margin(inside, SPACING, by_mm, no_tick))
    assert np.array_equal(*in_slabs)


@pytest.mark.parametrize("kind", ["median", "gaussian", "closing", "opening"])
def test_smoothing_keeps_a_ball_and_takes_its_roughness(kind: reshaping.Smoothing) -> None:
    smooth = ball(20.0)
    rough = smooth.copy()
    random = np.random.default_rng(3)
    holes = random.random(rough.shape) < 0.03
    rough[holes] = ~rough[holes] if kind in ("median", "gaussian") else kind == "opening"
    result = reshaping.smooth(rough, SPACING, kind, 2.5, no_tick)
    assert (result != smooth).sum() < 0.5 * (rough != smooth).sum()
    if kind in ("median", "gaussian"):
        assert radius_mm(result) == pytest.approx(20.0, abs=0.4)


def test_holes_are_filled_in_space_or_slice_by_slice() -> None:
    shell = ball(20.0) & ~ball(12.0)
    assert np.array_equal(reshaping.fill_holes(shell, None, no_tick), ball(20.0))
    tube = shell.copy()
    tube[15] &= ~(ball(30.0)[15] & (np.arange(100) > 60))  # open to the outside in one slice
    assert np.array_equal(reshaping.fill_holes(tube, None, no_tick), tube)
    filled = reshaping.fill_holes(tube, 0, no_tick)
    assert np.array_equal(np.delete(filled, 15, 0), np.delete(ball(20.0), 15, 0))


def test_islands_are_numbered_from_the_largest() -> None:
    pieces = [ball(6.0, (-20.0, 0.0, 0.0)), ball(9.0, (15.0, 0.0, 0.0)), ball(3.0, (0.0, 25.0, 0.0))]
    numbers, sizes = reshaping.islands(pieces[0] | pieces[1] | pieces[2], no_tick)
    assert sizes.tolist() == [pieces[1].sum(), pieces[0].sum(), pieces[2].sum()]
    assert np.array_equal(numbers == 1, pieces[1]) and np.array_equal(numbers == 3, pieces[2])


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_gaps_between_slices_get_the_shapes_in_between(axis: int) -> None:
    whole = ball(22.0)
    drawn = np.zeros_like(whole)
    step = (4, 6, 6)[axis]
    keep = [slice(None)] * 3
    keep[axis] = slice(None, None, step)
    drawn[tuple(keep)] = whole[tuple(keep)]
    filled = reshaping.between_slices(drawn, SPACING, axis, no_tick)
    assert np.array_equal(filled[tuple(keep)], drawn[tuple(keep)])
    at = np.flatnonzero(np.moveaxis(drawn, axis, 0).any(axis=(1, 2)))
    planes, truth = np.moveaxis(filled, axis, 0)[at[0] : at[-1] + 1], np.moveaxis(whole, axis, 0)[at[0] : at[-1] + 1]
    assert 2 * (planes & truth).sum() / (planes.sum() + truth.sum()) > 0.96


def test_a_cone_between_two_discs_has_the_radius_in_between() -> None:
    j, i = np.ogrid[-30:31, -30:31]
    stack = np.zeros((5, 61, 61), bool)
    stack[0], stack[4] = j * j + i * i <= 24**2, j * j + i * i <= 8**2
    filled = reshaping.between_slices(stack, (1.0, 1.0, 1.0), 0, no_tick)
    assert [round(float(np.sqrt(plane.sum() / np.pi))) for plane in filled] == [24, 20, 16, 12, 8]


def test_thresholds_hold_both_ends() -> None:
    values = np.arange(60, dtype=np.int16).reshape(3, 4, 5)
    assert np.array_equal(full(growing.between(values, 7, 21, no_tick), values), (values >= 7) & (values <= 21))
    assert growing.between(values, 100, 200, no_tick) is None


@pytest.mark.parametrize("seed", range(4))
def test_otsu_agrees_with_another_implementation(seed: int) -> None:
    random = np.random.default_rng(seed)
    low, high = random.normal(-600, 90, 30000), random.normal(60, 50, 12000 + 9000 * seed)
    values = np.concatenate([low, high]).astype(np.int16)
    values = values[: len(values) // 100 * 100].reshape(10, 10, -1)
    own = growing.otsu(volume(values), no_tick)
    other = sitk.OtsuThresholdImageFilter()
    other.SetNumberOfHistogramBins(growing.BINS)
    other.Execute(sitk.GetImageFromArray(values))
    assert np.mean((values >= own) != (values > other.GetThreshold())) < 1e-3
    padded = values.copy()
    padded[0] = -3000
    assert abs(growing.otsu(volume(padded, (-3000, -3000)), no_tick) - growing.otsu(volume(values[1:]), no_tick)) < 1e-6


def test_a_region_grows_as_far_as_values_are_alike_and_hang_together() -> None:
    random = np.random.default_rng(5)
    organ, other = ball(18.0, (-8.0, 0.0, 0.0)), ball(5.0, (25.0, 0.0, 0.0))
    values = np.where(organ | other, 60, -80).astype(np.int16) + random.integers(-8, 9, organ.shape).astype(np.int16)
    inside = full(growing.grow_region(values, GEOMETRY, np.add(GEOMETRY.centre_lps, (-8, 0, 0)).tolist(), 30, no_tick), values)
    assert np.array_equal(inside, organ)
    normal = tuple((GEOMETRY.matrix[:3, 0] / SPACING[0]).tolist())
    at = GEOMETRY.point(14, 40, 45)
    flat = full(growing.grow_region(values, GEOMETRY, at, 30, no_tick, normal), values)
    assert np.array_equal(flat[14], organ[14]) and not np.delete(flat, 14, 0).any()
    wall = np.zeros(organ.shape, np.uint8)
    wall[:, :, 50] = 1
    half = full(growing.grow_region(values, GEOMETRY, GEOMETRY.point(14, 40, 40), 30, no_tick, None, wall), values)
    assert np.array_equal(half[:, :, :50], organ[:, :, :50]) and not half[:, :, 50:].any()
    assert growing.grow_region(values, GEOMETRY, (9e3, 0.0, 0.0), 30, no_tick) is None
    seed = np.add(GEOMETRY.centre_lps, (-8, 0, 0))
    near = full(growing.grow_region(values, GEOMETRY, seed.tolist(), 30, no_tick, reach_mm=9.0), values)
    distances = np.linalg.norm(GEOMETRY.to_lps(np.indices(values.shape).reshape(3, -1).T) - seed, axis=1).reshape(values.shape)
    assert np.array_equal(near, inside & (distances <= 9.0)) and near.sum() < inside.sum()


def test_seeds_grow_until_they_meet_at_the_edge() -> None:
    organ = ball(20.0)
    values = np.where(organ, 100, 0).astype(np.int16) + np.random.default_rng(2).integers(-5, 6, organ.shape).astype(np.int16)
    seeds = np.zeros(organ.shape, np.uint8)
    seeds[ball(4.0)], seeds[~ball(32.0)] = 1, 2
    grown = growing.grow_from_seeds(values, seeds, growing.whole(organ.shape), SPACING, no_tick)
    assert 2 * ((grown == 1) & organ).sum() / ((grown == 1).sum() + organ.sum()) > 0.97
    assert set(np.unique(grown)) == {1, 2}
