"""Planes turn and stay at right angles, points stay where they are, slabs hold exactly the millimetres they say."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME, TURNS, turned
from hypothesis import given
from hypothesis import strategies as st

from viewer.case.geometry import Geometry
from viewer.case.volume import Stack, Volume
from viewer.scene.marks import DotMark
from viewer.scene.oblique import handle_marks, straight_view, turn_axes, turn_view
from viewer.scene.slab import THICKNESSES_MM, Slab, next_mode
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PLANES, PlaneView, fit, picture_axis
from viewer.tools.oblique import TurnTool
from viewer.tools.pointer import MoveCrosshair, Pointer, TurnPlanes

SIZE = (200, 160)


def axes_of(geometry):
    return {name: picture_axis(geometry, name) for name in PLANES}


def views_of(geometry, axes):
    return {name: fit(geometry, axis, SIZE).through(geometry.centre_lps) for name, axis in axes.items()}


TURNINGS = st.lists(st.tuples(st.sampled_from(PLANES), st.floats(-180, 180)), max_size=25)


@given(TURNINGS, st.sampled_from(TURNS), st.floats(-20, 20))
def test_planes_stay_at_right_angles_whatever_was_turned(turnings, turn, lean):
    geometry = turned(*turn, lean)
    axes = axes_of(geometry)
    views, about = views_of(geometry, axes), geometry.point(4, 9, 11)
    views = {name: view.through(about) for name, view in views.items()}
    places = {name: view.to_px(about) for name, view in views.items()}
    for still, degrees in turnings:
        normal = views[still].normal_lps
        others = [name for name in PLANES if name != still]
        axes = turn_axes(axes, geometry, others, about, normal, degrees)
        for name in others:
            views[name] = turn_view(views[name], axes[name], about, normal, degrees)
    for name, view in views.items():
        own = np.array((view.right_lps, view.down_lps, view.normal_lps))
        assert own @ own.T == pytest.approx(np.eye(3), abs=1e-9)
        assert np.linalg.det(own) == pytest.approx(1.0)
        assert abs(np.dot(view.normal_lps, axes[name].next_lps)) == pytest.approx(1.0)
        assert abs(view.distance_mm(about)) < 1e-6 and view.to_px(about) == pytest.approx(places[name], abs=1e-6)
    normals = np.array([view.normal_lps for view in views.values()])
    assert normals @ normals.T == pytest.approx(np.eye(3), abs=1e-9)


def test_there_and_back_is_where_it_was_and_straight_again_shows_the_same_place():
    geometry = turned(*TURNS[7], 12.0)
    axes, about = axes_of(geometry), geometry.point(5, 8, 7)
    views = {name: view.through(about) for name, view in views_of(geometry, axes).items()}
    normal = views["axial"].normal_lps
    one = turn_axes(axes, geometry, ("coronal", "sagittal"), about, normal, 33.0)
    assert one["axial"] == axes["axial"] and one["coronal"].leaning_degrees > 20
    back = turn_axes(one, geometry, ("coronal", "sagittal"), about, normal, -33.0)
    assert back["coronal"].right_lps == pytest.approx(axes["coronal"].right_lps)
    view = turn_view(views["coronal"], one["coronal"], about, normal, 33.0)
    straight = straight_view(view, axes["coronal"], about)
    assert straight.to_px(about) == pytest.approx(view.to_px(about), abs=2.0)
    assert straight.right_lps == axes["coronal"].right_lps


def test_every_picture_of_a_turned_axis_reaches_the_volume_and_one_goes_through_the_crosshair():
    geometry = turned(*TURNS[3], 0.0)
    axes, about = axes_of(geometry), geometry.point(3, 5, 20)
    axis = turn_axes(axes, geometry, ("axial",), about, (1.0, 0.0, 0.0), 40.0)["axial"]
    number = axis.number_at(about)
    assert abs(np.dot(np.subtract(axis.middle_of(number), about), axis.next_lps)) < 1e-6
    corners = geometry.to_lps(list(itertools.product(*[(-0.5, size - 0.5) for size in geometry.shape_kji])))
    along = (corners - np.array(axis.first_lps)) @ np.array(axis.next_lps)
    assert along.min() > -axis.step_mm - 1e-6 and along.max() < axis.offsets_mm[-1] + axis.step_mm + 1e-6


def linear(geometry):
    """Values that are a plane in space, which linear interpolation gives exactly wherever it is cut."""
    k, j, i = np.indices(geometry.shape_kji)
    points = geometry.to_lps(np.stack((k, j, i), axis=-1).reshape(-1, 3))
    slope = np.array((0.7, -1.3, 2.1))
    return (points @ slope).reshape(geometry.shape_kji).astype(np.float32), slope


@pytest.mark.parametrize("turn", TURNS[::5])
def test_an_oblique_cut_of_an_oblique_acquisition_has_the_value_of_each_point(turn):
    geometry = turned(*turn, 14.0)
    voxels, slope = linear(geometry)
    axes = turn_axes(axes_of(geometry), geometry, ("coronal", "sagittal"), geometry.centre_lps, (0.6, 0.0, 0.8), 27.0)
    for axis in axes.values():
        view = PlaneView(axis.name, geometry.centre_lps, axis.right_lps, axis.down_lps, 0.4, (21, 15))
        values = Slicer(geometry, voxels).values(view)
        for x, y in ((0, 0), (20, 14), (7, 11)):
            assert values[y, x] == pytest.approx(float(np.dot(slope, view.to_lps((x + 0.5, y + 0.5)))), abs=0.02)


@pytest.mark.parametrize("mode, fold", [("MIP", np.max), ("MinIP", np.min), ("mean", np.mean)])
@pytest.mark.parametrize("name", PLANES)
def test_a_slab_along_the_voxels_folds_exactly_the_slices_within_its_thickness(mode, fold, name):
    shape = (30, 32, 34)
    geometry = Geometry.from_matrix(shape, ((0, 0, 1.0, -5), (0, 1.5, 0, 7), (2.0, 0, 0, 3), (0, 0, 0, 1)), FRAME)
    voxels = np.random.default_rng(4).integers(-900, 900, shape, dtype=np.int16)
    axis = picture_axis(geometry, name)
    depth = {"axial": 0, "coronal": 1, "sagittal": 2}[name]
    spacing = geometry.spacing_mm[depth]
    index = 15
    point = [15.0, 15.0, 15.0]
    view = PlaneView(name, geometry.point(*point), axis.right_lps, axis.down_lps, 0.5, (3, 3))
    slicer = Slicer(geometry, voxels)
    slicer.slab = Slab(mode, 6 * spacing)  # three slices on either side
    window = [slice(15, 16)] * 3
    window[depth] = slice(index - 3, index + 4)
    assert float(slicer.values(view, smooth=False)[1, 1]) == pytest.approx(float(fold(voxels[tuple(window)])), abs=1)
    at_edge = [15.0, 15.0, 15.0]
    at_edge[depth] = 1.0
    edge = view.through(geometry.point(*at_edge))
    window[depth] = slice(0, 5)
    seen = float(slicer.values(edge, smooth=False)[1, 1])
    assert seen == pytest.approx(float(fold(voxels[tuple(window)])), abs=1), "what lies outside the volume has no value"


def test_thickness_is_chosen_in_steps_and_the_modes_go_round():
    slab = Slab("MIP")
    assert slab.words == "MIP 10 mm" and slab.thicker(1).thickness_mm == 15.0 and slab.thicker(-99).thickness_mm == 1.0
    assert slab.thicker(99).thickness_mm == THICKNESSES_MM[-1]
    assert [each and each.mode for each in (next_mode(None), next_mode(slab), next_mode(Slab("mean")))] == ["MIP", "MinIP", None]
    assert Slab("MIP", 10.0).samples(3.0) == (5, 2.5) and Slab("MIP", 1.0).samples(3.0) == (2, 1.0)


def pointer(xy, view, modifiers=frozenset()):
    return Pointer(view.to_lps(xy), xy, view.mm_per_px, view.normal_lps, "left", modifiers, view.right_lps)


def test_the_lines_follow_the_mouse_and_the_middle_moves_the_crosshair():
    geometry = turned(*TURNS[0], 0.0)
    axes = axes_of(geometry)
    views = views_of(geometry, axes)
    view, about = views["axial"], geometry.centre_lps
    handles = [mark.centre_px for mark in handle_marks(view, about, [views["coronal"], views["sagittal"]]) if isinstance(mark, DotMark)]
    assert len(handles) == 4
    right = max(handles)
    tool = TurnTool(lambda: about)
    assert tool.press(pointer(right, view)) == ()
    (turn,) = tool.move(pointer((right[0], right[1] + right[0] - view.to_px(about)[0]), view))
    assert isinstance(turn, TurnPlanes) and turn.degrees == pytest.approx(45.0)
    (fine,) = tool.move(pointer(right, view, frozenset({"shift"})))
    assert fine.degrees == pytest.approx(-4.5)
    tool.release(pointer(right, view))
    assert tool.move(pointer(right, view)) == ()
    turned_axes = turn_axes(axes, geometry, ("coronal", "sagittal"), about, view.normal_lps, turn.degrees)
    after = {name: turn_view(views[name], turned_axes[name], about, view.normal_lps, turn.degrees) for name in ("coronal", "sagittal")}
    moved = [mark.centre_px for mark in handle_marks(view, about, after.values())]
    x, y = view.to_px(about)
    reach = right[0] - x
    assert any(np.hypot(px - x - reach * np.sqrt(0.5), py - y - reach * np.sqrt(0.5)) < 1 for px, py in moved), "clockwise, as the mouse went"
    assert isinstance(tool.press(pointer((x + 3, y), view))[0], MoveCrosshair)


def test_a_source_turns_slabs_and_is_straight_again():
    from viewer.scene.pixel_source import PixelSource

    geometry = turned(*TURNS[0], 0.0)
    voxels, _ = linear(geometry)
    volume = Volume("1.2", geometry, voxels, Path("unused"), "HU")
    stack = Stack("1.2", FRAME, (), voxels, "HU", "pixel_spacing")
    source = PixelSource(stack, volume)
    assert not source.is_turned and source.slab is None
    source.axes = turn_axes(source.axes, geometry, ("coronal",), geometry.centre_lps, (0.0, 0.0, 1.0), 10.0)
    assert source.is_turned and source.axes["coronal"].leaning_degrees == pytest.approx(10.0, abs=0.1)
    source.slab = Slab("mean", 4.0)
    view = fit(geometry, source.axes["coronal"], (40, 40))
    assert source.values(view).shape == (40, 40)
    source.straighten()
    assert not source.is_turned and source.slab == Slab("mean", 4.0)
