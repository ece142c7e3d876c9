"""Lengths, angles, axes and areas against formulas, in any plane, and what handles do to them."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from measuring import FRAME, SOURCE, region, rotation

from viewer.case.calibration import Calibration, calibrated, can_calibrate
from viewer.case.measurement import Angle, Bidirectional, CobbAngle, Polyline, Ruler, SpineLabel
from viewer.case.quantities import quantities_of
from viewer.case.region import Region, closed_curve
from viewer.case.spine import next_level
from viewer.case.volume import Plane, Stack, UltrasoundRegion

NORMALS = [(0, 0, 1), (0, 1, 0), (1, 0, 0), (1, 2, 3), (-3, 1, 0.4)]
PLACE = st.floats(-50, 50)
POINT = st.tuples(PLACE, PLACE, PLACE)


def drawn(cls, *points, **more):
    return cls("m", "1.2", FRAME, tuple(tuple(float(v) for v in point) for point in points), SOURCE, **more)


@pytest.mark.parametrize("normal", NORMALS)
@pytest.mark.parametrize("half", [(20.0, 20.0), (31.0, 12.0), (40.0, 2.1)])
def test_an_ellipse_in_any_plane(normal, half):
    one = region("ellipse", (3, -8, 100), normal, half, 33)
    assert one.area == pytest.approx(math.pi * half[0] * half[1])
    assert one.perimeter == pytest.approx(arc(*half), rel=5e-5)
    long, short = one.axes_lps
    assert math.dist(*long) == pytest.approx(2 * max(half), rel=1e-3)
    assert math.dist(*short) == pytest.approx(2 * min(half), rel=5e-3)
    assert abs(np.subtract(*long) @ np.subtract(*short)) < 1e-6
    n = np.array(normal) / np.linalg.norm(normal)
    assert abs(abs(one.normal_lps @ n) - 1) < 1e-9


def arc(a, b):
    """The length of an ellipse by walking along it."""
    t = np.linspace(0, 2 * np.pi, 400_001)
    return float(np.hypot(np.diff(a * np.cos(t)), np.diff(b * np.sin(t))).sum())


@pytest.mark.parametrize("normal", NORMALS)
def test_a_rectangle_and_a_star_in_any_plane(normal):
    box = region("rectangle", (3, -8, 100), normal, (20.0, 7.0), 12)
    assert (box.area, box.perimeter) == pytest.approx((4 * 20 * 7, 4 * 27))
    assert math.dist(*box.axes_lps[0]) == pytest.approx(2 * math.hypot(20, 7))
    star = region("star", (3, -8, 100), normal, (20.0, 20.0), 12)
    assert star.area == pytest.approx(10 * 0.5 * 20 * 9 * math.sin(math.pi / 5))
    side = math.sqrt(20**2 + 9**2 - 2 * 20 * 9 * math.cos(math.pi / 5))
    assert star.perimeter == pytest.approx(10 * side)


def test_the_line_across_a_bent_region_reaches_from_edge_to_edge():
    bent = drawn(Region, (0, 0, 0), (10, 0, 0), (10, 10, 0), (8, 10, 0), (8, 2, 0), (0, 2, 0))
    long, short = bent.axes_lps
    assert math.dist(*long) == pytest.approx(math.hypot(10, 10))
    assert np.subtract(*long) @ np.subtract(*short) == pytest.approx(0, abs=1e-9)


def test_a_closed_curve_goes_through_its_points_and_is_nearly_the_circle_through_them():
    turns = np.arange(12) * math.pi / 6
    points = np.stack([10 * np.cos(turns), 10 * np.sin(turns), 0 * turns], axis=1)
    curve = closed_curve(points)
    assert curve[::16] == pytest.approx(points)
    assert drawn(Region, *points, shape="spline").area == pytest.approx(math.pi * 100, rel=0.005)


def test_an_area_in_the_scale_of_the_picture():
    square = drawn(Region, (0, 0, 0), (4, 0, 0), (4, 4, 0), (0, 4, 0), shape="rectangle")
    scaled = replace(square, scale=(0.5, 0.25, 1.0))
    assert (scaled.area, scaled.perimeter) == (2.0, 6.0)
    assert [row.unit for row in quantities_of(replace(scaled, unit="px"))] == ["px²", "px"]


@given(POINT, POINT, POINT, st.sampled_from([(0, 0, 0), (11, -32, 70)]))
def test_angles_do_not_depend_on_where_the_body_lies(a, b, c, turn):
    spun = [tuple(rotation(*turn) @ np.array(p)) for p in (a, b, c)]
    one, other = drawn(Angle, a, b, c), drawn(Angle, *spun)
    lengths = math.dist(a, b), math.dist(b, c), math.dist(a, c)
    if min(lengths[:2]) > 0.1:  # the law of cosines is the second way
        assert one.degrees == pytest.approx(other.degrees, abs=1e-5)
        cosine = (lengths[0] ** 2 + lengths[1] ** 2 - lengths[2] ** 2) / (2 * lengths[0] * lengths[1])
        assert math.cos(math.radians(one.degrees)) == pytest.approx(cosine, abs=1e-6)


@pytest.mark.parametrize("tilts", [(0, 0), (10, 15), (-20, 25), (48, 55)])
@pytest.mark.parametrize("flips", [(1, 1), (1, -1), (-1, 1), (-1, -1)])
def test_the_cobb_angle_is_that_between_end_plates_whichever_way_each_was_drawn(tilts, flips):
    def plate(middle_y, degrees, flip):
        x, y = 18 * math.cos(math.radians(degrees)), 18 * math.sin(math.radians(degrees))
        ends = [(-x, middle_y - y, 0), (x, middle_y + y, 0)]
        return ends[::flip]

    cobb = drawn(CobbAngle, *plate(-90, tilts[0], flips[0]), *plate(90, -tilts[1], flips[1]))
    assert cobb.degrees == pytest.approx(abs(sum(tilts)))


@given(POINT, st.lists(POINT, min_size=1, max_size=6))
def test_a_polyline_is_as_long_as_its_pieces(start, others):
    line = drawn(Polyline, start, *others)
    assert line.length == pytest.approx(sum(math.dist(a, b) for a, b in zip((start, *others), others, strict=False)))


def cross(turn=(0, 0, 0)):
    """20 mm by 12 mm, the second line 5 mm from the first one's start, 8 mm on its one side."""
    points = np.array([(0, 0, 0), (20, 0, 0), (5, -4, 0), (5, 8, 0)], float) @ rotation(*turn).T
    return drawn(Bidirectional, *points)


def test_the_longer_line_is_the_long_axis():
    assert cross().lengths == pytest.approx((20, 12))
    long = cross().with_handle(3, (5, 40, 0))
    assert long.lengths == pytest.approx((44, 20)) and long.axes_lps[0] == long.points_lps[2:]
    with pytest.raises(ValueError):
        drawn(Bidirectional, (0, 0, 0), (20, 0, 0), (5, -4, 0), (9, 8, 0))


@given(st.integers(0, 3), PLACE, PLACE, st.sampled_from([(0, 0, 0), (31, 10, -77)]))
def test_whichever_end_is_moved_the_axes_stay_at_right_angles_and_flat(number, x, y, turn):
    matrix = rotation(*turn)
    moved = cross(turn).with_handle(number, tuple(matrix @ (x, y, 0.0)))
    flat = [matrix.T @ np.array(point) for point in moved.points_lps]
    assert all(abs(point[2]) < 1e-9 for point in flat)
    assert abs((flat[1] - flat[0]) @ (flat[3] - flat[2])) < 1e-6
    if number > 1 or math.dist((x, y), (20 if number == 0 else 0, 0)) > 1e-6:
        assert flat[number][:2] == pytest.approx((x, y), abs=1e-9)
    if number < 2:  # the line across keeps its length and its share of the way
        assert math.dist(*flat[2:]) == pytest.approx(12, abs=1e-6)


@given(st.integers(0, 3), PLACE, PLACE)
def test_a_corner_of_a_rectangle_leaves_the_opposite_one_and_the_angles(number, x, y):
    box = region("rectangle", (0, 0, 0), (0, 0, 1), (20.0, 7.0), 30)
    moved = box.with_handle(number, (x, y, 0.0))
    opposite = (number + 2) % 4
    assert moved.points_lps[number] == pytest.approx((x, y, 0.0), abs=1e-9)
    assert moved.points_lps[opposite] == pytest.approx(box.points_lps[opposite], abs=1e-9)
    sides = np.diff(np.array(moved.points_lps), axis=0)
    assert abs(sides[0] @ sides[1]) < 1e-6 and np.allclose(sides[0], -sides[2])


def test_an_end_of_an_ellipse_leaves_the_opposite_one_and_the_other_axis():
    oval = region("ellipse", (0, 0, 0), (0, 0, 1), (20.0, 7.0), 0)
    end, opposite = np.array(oval.points_lps[0]), np.array(oval.points_lps[2])
    moved = oval.with_handle(0, tuple(opposite + 0.5 * (end - opposite) + (0, 0, 0)))
    assert moved.points_lps[2] == oval.points_lps[2] and moved.area == pytest.approx(oval.area / 2)


def test_a_free_outline_is_pulled_softly_and_moves_as_a_whole():
    turns = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    free = drawn(Region, *np.stack([30 * np.cos(turns), 30 * np.sin(turns), 0 * turns], axis=1))
    assert len(free.handles_lps) == 8
    pulled = free.with_handle(0, (36.0, 0.0, 0.0))
    reach = np.linalg.norm(pulled.points_lps, axis=1)
    assert reach[0] == pytest.approx(36) and 30 < reach[5] < 36 and reach[15] == pytest.approx(30)
    assert len(pulled.points_lps) == 120
    gone = free.shifted((5.0, 0.0, 1.0))
    assert np.subtract(gone.points_lps, free.points_lps) == pytest.approx(np.tile((5, 0, 1), (120, 1)))


def picture(source="none", regions=(), along=1.0):
    plane = Plane("9.1", 0, (0.0, 0.0, 0.0), (along, 0.0, 0.0), (0.0, along, 0.0))
    return Stack("1.2", "local:9.1", (plane,), np.zeros((1, 100, 200), np.uint8), "raw", source, regions=regions)


def ruler(length=40.0):
    return Ruler("r", "1.2", "local:9.1", (0.0, 0.0, 0.0), (length, 0.0, 0.0), SOURCE)


def test_a_reader_calibrates_one_picture_and_it_says_who_did():
    known = Calibration("c", "1.2", "local:9.1", ((0.0, 0.0, 0.0), (0.0, 80.0, 0.0)), SOURCE, length_mm=20.0)
    made = calibrated(ruler(), picture(), [known])
    assert (made.length_mm, made.spacing_source) == (10.0, "user:meier")
    elsewhere = replace(known, frame_uid="local:9.2")
    assert calibrated(ruler(), picture(), [elsewhere]).unit == "px"
    assert can_calibrate(picture()) and can_calibrate(picture("imager"))
    assert not can_calibrate(picture("pixel_spacing")), "what the file measured is not overruled"
    region = UltrasoundRegion(0, 0, 99, 99, 0.2, 0.2)
    assert not can_calibrate(picture("us_region", (region,)))
    assert calibrated(ruler(), picture("pixel_spacing"), [known]).length_mm == 40.0
    with pytest.raises(ValueError):
        replace(known, length_mm=0.0)


def test_a_region_on_ultrasound_is_in_millimetres_only_where_all_of_it_is():
    stack = picture("us_region", (UltrasoundRegion(0, 0, 99, 99, 0.2, 0.1),))
    box = Region("r", "1.2", "local:9.1", ((10, 10, 0), (20, 10, 0), (20, 30, 0), (10, 30, 0)), SOURCE, shape="rectangle")
    inside = calibrated(box, stack)
    assert (inside.unit, inside.spacing_source) == ("mm", "us_region")
    assert inside.area == pytest.approx(10 * 0.2 * 20 * 0.1)
    outside = calibrated(box.shifted((85.0, 0.0, 0.0)), stack)
    assert outside.unit == "px" and outside.area == pytest.approx(200)


def test_vertebrae_are_counted_from_the_nearest_one_that_has_a_name():
    def label(name, z, y=0.0, frame=FRAME):
        return SpineLabel(name, "1.2", frame, ((0.0, y, z),), SOURCE, label=name)

    known = [label("L1", 0.0), label("T12", 30.0)]
    assert next_level(known, (3.0, 8.0, -28.0), FRAME) == "L2"
    assert next_level(known, (3.0, 8.0, 61.0), FRAME) == "T11"
    assert next_level(known, (3.0, 8.0, 12.0), FRAME) == "", "between two neighbours there is none"
    assert next_level(known, (30.0, 8.0, 1.0), FRAME) == "", "beside it on the same picture there is none"
    assert next_level([], (0.0, 0.0, 0.0), FRAME) == "" == next_level(known, (0.0, 0.0, 0.0), "1.9")
    assert next_level([label("C1", 0.0)], (0.0, 0.0, 9.0), FRAME) == ""
    film = [label("L5", 0.0, 100.0, "local:1")]
    assert next_level(film, (0.0, 140.0, 0.0), "local:1") == "S1", "down the picture is to the feet"
