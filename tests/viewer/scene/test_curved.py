"""A bent tube laid flat is straight: analytic phantom, lengths along the path, frames that do not twist."""

from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME
from hypothesis import given
from hypothesis import strategies as st

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.volume import Volume
from viewer.scene.curved import WIDTH_MM, frames_along, smooth_path, straighten

RADIUS = 30.0
"""Of the arc that the tube follows, mm."""


def arc(count, degrees=90.0):
    angles = np.deg2rad(np.linspace(0, degrees, count))
    return [(float(RADIUS * np.cos(a)), float(RADIUS * np.sin(a)), float(5 * a)) for a in angles]


@pytest.fixture(scope="module")
def tube():
    """A tube of 3 mm around the arc, oblique and anisotropic, and a marker ball half way along it."""
    turn = np.linalg.qr(np.random.default_rng(2).normal(size=(3, 3)))[0]
    matrix = np.eye(4)
    matrix[:3, :3] = turn * (1.2, 0.9, 0.8)
    shape = (90, 110, 120)
    matrix[:3, 3] = np.array((12.0, 12.0, 4.0)) - matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    geometry = Geometry.from_matrix(shape, matrix, FRAME)
    points = geometry.to_lps(np.indices(shape).reshape(3, -1).T)
    fine = np.array(arc(121))
    nearest = np.full(len(points), np.inf)
    for at in fine:
        nearest = np.minimum(nearest, ((points - at) ** 2).sum(axis=1))
    values = np.clip(1000 - 150 * np.sqrt(nearest), -1000, 1000)
    marker = np.linalg.norm(points - fine[60], axis=1) < 2.0
    values[marker] = 2000
    return Volume("1.2", geometry, values.reshape(shape).astype(np.int16), Path("unused"), "HU")


def test_the_tube_is_a_straight_band_in_every_picture_around_it_and_the_marker_is_half_way(tube):
    stack = straighten(tube, arc(9), (0.0, 0.0, 1.0), "x")
    pictures, step = stack.pixels, 0.8
    middle = (pictures.shape[1] - 1) / 2
    inner = slice(8, -8)
    for picture in pictures:
        rows = np.arange(len(picture))[:, None]
        weights = np.clip(picture[:, inner].astype(float) - 400, 0, None)
        assert np.abs((rows * weights).sum(axis=0) / weights.sum(axis=0) - middle).max() < 0.7
    along = np.flatnonzero(pictures[0][round(middle)] > 1500)
    length_mm = RADIUS * np.pi / 2 * np.hypot(1, 5 / RADIUS)
    assert along.mean() * step == pytest.approx(length_mm / 2, abs=1.0)
    assert (pictures.shape[2] - 1) * step == pytest.approx(length_mm, abs=1.0)
    assert (pictures.shape[1] - 1) * step == pytest.approx(WIDTH_MM, abs=step)
    assert stack.frame_uid.startswith("local:") and stack.planes[3].along_lps == pytest.approx((0.8, 0, 0))
    first, last = pictures[0].astype(float), pictures[-1].astype(float)
    assert np.abs(first - last)[:, inner].max() < 600  # five degrees further, not mirrored


@given(st.lists(st.tuples(*[st.floats(-60, 60)] * 3), min_size=3, max_size=8), st.tuples(*[st.floats(-1, 1)] * 3))
def test_frames_are_at_right_angles_and_hardly_turn(points, across):
    gaps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    if gaps.min() < 5.0 or np.linalg.norm(across) < 0.1:
        return
    path = smooth_path(points, 0.5)
    assert np.linalg.norm(np.diff(path, axis=0), axis=1).max() <= 0.5 + 1e-6
    for point in points[:-1]:
        assert np.linalg.norm(path - point, axis=1).min() < 0.6, "the curve goes through every point"
    tangents, one, other = frames_along(path, across)
    for axes in zip(tangents, one, other, strict=True):
        assert np.array(axes) @ np.array(axes).T == pytest.approx(np.eye(3), abs=1e-5)


def test_a_straight_path_is_a_plain_cut(tube):
    line = [tube.geometry.point(45, 55, i) for i in (20, 60, 100)]
    across = tuple(tube.geometry.matrix[:3, 1] / 0.9)
    stack = straighten(tube, line, across, "x")
    middle = stack.pixels.shape[1] // 2
    for i, j_mm in ((0, 0.0), (40, 9.0), (79, -9.0)):
        row = middle + round(j_mm / 0.8)
        point = np.array(tube.geometry.point(45, 55, 20 + i)) + np.array(across) * (row - middle) * 0.8
        k, j, at = tube.geometry.to_kji([point])[0]
        low = int(np.floor(j))
        expected = (1 - (j - low)) * tube.voxels[round(k), low, round(at)] + (j - low) * tube.voxels[round(k), low + 1, round(at)]
        assert stack.pixels[0][row, i] == pytest.approx(expected, abs=2)


def test_too_short_a_path_is_refused():
    with pytest.raises(KnownError, match="too short"):
        smooth_path([(0.0, 0.0, 0.0), (0.0, 0.0, 0.0)], 0.5)


def test_one_turn_alone_is_that_turn(tube):
    every, alone = (straighten(tube, arc(9), (0.0, 0.0, 1.0), "x", only) for only in (None, 7))
    assert np.array_equal(alone.pixels[7], every.pixels[7]) and alone.pixels.shape == every.pixels.shape
