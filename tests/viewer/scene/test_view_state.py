"""Planes: points and pixels agree, views obey the radiological convention, pictures are numbered as promised."""

import numpy as np
import pytest
from bodies import TURNS, turned
from hypothesis import given
from hypothesis import strategies as st

from viewer.case.errors import KnownError
from viewer.scene.annotations import letters
from viewer.scene.view_state import (
    PLANES,
    acquired_view,
    bring_into_view,
    fit,
    keep_in_view,
    oblique_axis,
    picture_axis,
    position_from,
    scroll,
)

SIZE = (120, 90)
numbers = st.floats(-200, 200)
points = st.tuples(numbers, numbers, numbers)


@given(
    turn=st.sampled_from(TURNS), name=st.sampled_from(PLANES), lean=st.floats(0, 20), xy=st.tuples(numbers, numbers)
)
def test_pixels_to_points_and_back(turn, name, lean, xy):
    geometry = turned(*turn, lean)
    view = fit(geometry, picture_axis(geometry, name), SIZE)
    point = view.to_lps(xy)
    assert view.to_px(point) == pytest.approx(xy, abs=1e-6)
    assert view.distance_mm(point) == pytest.approx(0, abs=1e-6)


@given(turn=st.sampled_from(TURNS), name=st.sampled_from(PLANES), point=points, ratio=st.sampled_from([1.0, 1.5, 2.0]))
def test_a_point_is_at_the_same_place_at_any_screen_resolution(turn, name, point, ratio):
    geometry = turned(*turn)
    view = fit(geometry, picture_axis(geometry, name), SIZE)
    x, y = view.to_px(point)
    assert view.scaled(ratio).to_px(point) == pytest.approx((x * ratio, y * ratio))


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("lean", [0.0, 4.0])
def test_views_are_radiological_however_the_grid_lies(turn, lean):
    geometry = turned(*turn, lean)
    seen = {}
    for name in PLANES:
        view = fit(geometry, picture_axis(geometry, name), SIZE)
        left = tuple(-value for value in view.right_lps)
        up = tuple(-value for value in view.down_lps)
        seen[name] = letters(left) + letters(up) + letters(view.normal_lps)
    # Screen left, screen top, and where the reader looks to.
    assert seen == {"axial": "RAH", "coronal": "RHP", "sagittal": "AHR"}


def test_letters_show_a_second_direction_from_ten_degrees():
    for degrees, expected in ((0, "L"), (9, "L"), (11, "LP"), (44, "LP"), (46, "PL")):
        angle = np.radians(degrees)
        assert letters((np.cos(angle), np.sin(angle), 0)) == expected


@given(point=points)
def test_letters_of_the_opposite_direction_are_the_opposite_letters(point):
    length = np.linalg.norm(point)
    if length < 1e-3:
        return
    there = letters(tuple(np.array(point) / length))
    back = letters(tuple(-np.array(point) / length))
    assert back == there.translate(str.maketrans("LRPAHF", "RLAPFH"))


@pytest.mark.parametrize("turn", TURNS)
def test_picture_one_and_the_way_on(turn):
    geometry = turned(*turn)
    ends = {}
    for name, axis in (("axial", 2), ("coronal", 1), ("sagittal", 0)):
        pictures = picture_axis(geometry, name)
        ends[name] = pictures.middle_of(1)[axis] < pictures.middle_of(pictures.count)[axis]
        assert pictures.count == geometry.shape_kji[turn[0].index(axis)]
        view = fit(geometry, pictures, SIZE, number=4)
        assert pictures.number_at(scroll(view, pictures, 1).centre_lps) == 5
        assert pictures.number_at(scroll(view, pictures, -99).centre_lps) == 1
        assert pictures.number_at(scroll(view, pictures, 99).centre_lps) == pictures.count
    assert ends == {"axial": False, "coronal": True, "sagittal": True}  # towards the feet, the back, the left


def test_views_follow_an_angulated_volume_and_say_so():
    geometry = turned((0, 2, 1), (1, -1, 1), 15.0)
    axis = picture_axis(geometry, "sagittal")
    assert acquired_view(geometry) == "sagittal"
    assert axis.leaning_degrees == pytest.approx(15.0, abs=0.1)
    assert np.abs(np.array(axis.next_lps) @ geometry.matrix[:3, 0] / 3.0) == pytest.approx(1)
    for number in (1, 5, axis.count):  # each picture goes through the centres of one layer of voxels
        k = geometry.to_kji([axis.middle_of(number)])[0][0]
        assert k == pytest.approx(round(k), abs=1e-9)


def test_zoom_keeps_the_point_under_the_mouse():
    geometry = turned(*TURNS[3], 12.0)
    view = fit(geometry, picture_axis(geometry, "coronal"), SIZE)
    point = view.to_lps((20, 70))
    assert view.zoomed(2.5, point).to_px(point) == pytest.approx((20, 70))
    assert view.zoomed(2.5, point).mm_per_px == pytest.approx(view.mm_per_px / 2.5)


def test_jumping_pans_only_when_the_place_is_off_the_screen():
    geometry = turned(*TURNS[0])
    axis = picture_axis(geometry, "axial")
    view = fit(geometry, axis, SIZE)
    near = bring_into_view(view, axis, view.to_lps((60, 50)))
    assert near == view
    zoomed = view.zoomed(8, view.to_lps((0, 0)))
    target = view.to_lps((100, 80))
    assert bring_into_view(zoomed, axis, target).to_px(target) == pytest.approx((60, 45))


def test_a_crosshair_pans_by_as_little_as_keeps_it_on_the_screen():
    geometry = turned(*TURNS[0])
    axis = picture_axis(geometry, "axial")
    view = fit(geometry, axis, (400, 300))
    at_the_edge = view.to_lps((390, 150))
    assert keep_in_view(view, axis, view.to_lps((383, 20))) == view
    assert keep_in_view(view, axis, at_the_edge).to_px(at_the_edge) == pytest.approx((400 - 16, 150))


def test_positions_by_number_and_by_coordinate():
    geometry = turned((2, 1, 0), (1, 1, 1))
    axis = picture_axis(geometry, "axial")
    assert position_from("3", axis) == 3
    z = axis.middle_of(3)[2]
    assert position_from(f"{z}mm", axis) == 3
    assert position_from(f"{z + 1.4}mm", axis) == 3
    assert position_from(f"{z - 1.6}mm", axis) == 4  # towards the feet
    for wrong in ("0", "12", "99999mm", "front", "1.5"):
        with pytest.raises(KnownError):
            position_from(wrong, axis)


def test_an_oblique_view_has_its_centre_on_a_picture_and_up_is_up():
    geometry = turned((2, 1, 0), (1, 1, 1))
    centre = (11.0, -22.0, 33.0)
    axis = oblique_axis(geometry, centre, (0.3, 1.0, -0.2))
    offset = (np.array(centre) - np.array(axis.first_lps)) @ np.array(axis.next_lps) / axis.step_mm
    assert offset == pytest.approx(round(offset))
    view = fit(geometry, axis, SIZE)
    assert np.array(view.normal_lps) == pytest.approx(np.array((0.3, 1.0, -0.2)) / np.linalg.norm((0.3, 1.0, -0.2)))
    assert view.down_lps[2] < -0.9
    assert oblique_axis(geometry, centre, (0, 0, 1)).right_lps == pytest.approx((1, 0, 0))  # as axial
    tilted = oblique_axis(geometry, centre, (0, 1, 0), up_lps=(1, 0, 1))
    assert tilted.down_lps == pytest.approx((-(0.5**0.5), 0, -(0.5**0.5)))
    for normal, up in (((0, 0, 0), None), ((0, 0, 1), (0, 0, 2))):
        with pytest.raises(KnownError):
            oblique_axis(geometry, centre, normal, up)
