"""The curve has the mean of the same place in every volume."""

from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME, TURNS, turned

from viewer.case.region import Region
from viewer.case.source import by
from viewer.case.volume import Plane, Stack, Volume
from viewer.scene.marks import DotMark, LineMark, TextMark
from viewer.scene.time_curve import RADIUS_MM, TimeCurve, curve_in, curve_of, mean_around
from viewer.scene.view_state import fit, picture_axis


def test_each_value_is_the_mean_of_a_small_ball_there():
    geometry = turned(*TURNS[9], 11.0)
    rng = np.random.default_rng(5)
    volumes = [Volume("1", geometry, rng.normal(100 * n, 5, geometry.shape_kji).astype(np.float32), Path("x"), "raw") for n in range(4)]
    at = geometry.point(6, 8, 10)
    points = geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T)
    near = np.linalg.norm(points - at, axis=1) <= RADIUS_MM
    assert near.sum() > 1
    curve = curve_of(volumes, "4D", at)
    assert curve.values == pytest.approx([float(volume.voxels.reshape(-1)[near].mean()) for volume in volumes], rel=1e-5)
    assert np.isnan(mean_around(volumes[0], (900.0, 0.0, 0.0)))


def test_the_chart_rises_where_values_do_and_marks_the_time_that_is_shown():
    geometry = turned(*TURNS[0], 0.0)
    view = fit(geometry, picture_axis(geometry, "axial"), (400, 400))
    curve = TimeCurve("4D", FRAME, geometry.centre_lps, (10.0, 40.0, 25.0), "raw")
    marks = curve.marks(view, 1)
    (dot,) = [mark for mark in marks if isinstance(mark, DotMark)]
    lines = [mark for mark in marks if isinstance(mark, LineMark) and mark.colour == "accent"]
    assert len(lines) == 2 and lines[0].end_px == dot.centre_px and lines[0].end_px[1] < lines[1].end_px[1] < lines[0].start_px[1]
    assert curve.marks(fit(geometry, picture_axis(geometry, "axial"), (200, 200)), 1) == ()


def test_a_region_s_curve_is_the_mean_of_its_acquired_pixels_at_each_time():
    geometry = turned(*TURNS[0], 0.0)
    axes = geometry.matrix[:3, :3].T
    voxels = [np.random.default_rng(n).normal(100 * n, 5, geometry.shape_kji).astype(np.float32) for n in range(3)]
    planes = tuple(Plane(f"1.{k}", 0, geometry.point(k, 0, 0), tuple(axes[2]), tuple(axes[1])) for k in range(geometry.shape_kji[0]))
    stacks = [Stack("1", FRAME, planes, one, "raw") for one in voxels]
    corners = tuple(geometry.point(3, j, i) for j, i in ((1.5, 2.5), (1.5, 6.5), (5.5, 6.5), (5.5, 2.5)))
    region = Region("r", "1", FRAME, corners, by("user:ada"), shape="rectangle")
    curve = curve_in(region, stacks, "time")
    assert curve.values == pytest.approx([float(one[3, 2:6, 3:7].mean()) for one in voxels], rel=1e-5)
    view = fit(geometry, picture_axis(geometry, "axial"), (400, 400))
    assert any("rectangle" in mark.text for mark in curve.marks(view, 1) if isinstance(mark, TextMark))
