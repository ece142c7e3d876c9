"""Brushes, outlines and clicks are right in millimetres in every plane, on oblique grids and voxels that are no cubes."""

from __future__ import annotations

import numpy as np
import pytest
from phantom import CENTRE_LPS, phantom_geometry
from soak import count

from viewer.case.geometry import Geometry, Point
from viewer.case.membership import Membership
from viewer.case.patch import BoxKji, Patch, slices
from viewer.case.segmentation import Label
from viewer.case.terms import LESION
from viewer.case.voxel_shapes import Shape, half_thickness_mm, plane_slab, prism, stroke
from viewer.scene.view_state import PLANES, fit, picture_axis
from viewer.tools.canvas import Canvas
from viewer.tools.paint import BrushSettings, BrushTool, ClickTool, ScissorsTool
from viewer.tools.pointer import ClickedVoxels, CutVoxels, DrawOutline, Nothing, PaintedVoxels, Pointer, VoxelsChanged

GEOMETRY = phantom_geometry((24, 60, 70), (3.0, 1.0, 0.8))
EVERY: BoxKji = ((0, 24), (0, 60), (0, 70))


def centres(geometry: Geometry) -> np.ndarray:
    return geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T).reshape(*geometry.shape_kji, 3)


def full(shape: Shape | None, geometry: Geometry) -> np.ndarray:
    mask = np.zeros(geometry.shape_kji, bool)
    if shape is not None:
        mask[slices(shape[0])] = shape[1]
    return mask


def point(values: np.ndarray) -> Point:
    x, y, z = np.asarray(values, float).tolist()
    return x, y, z


@pytest.mark.parametrize("radius_mm", [4.0, 7.5])
def test_a_ball_brush_is_a_capsule_of_the_patient(radius_mm: float) -> None:
    start, end = np.add(CENTRE_LPS, (-6, 3, 5)), np.add(CENTRE_LPS, (8, -4, -2))
    mask = full(stroke(GEOMETRY, point(start), point(end), radius_mm), GEOMETRY)
    places = centres(GEOMETRY)
    along = np.clip(((places - start) @ (end - start)) / ((end - start) @ (end - start)), 0, 1)
    distance = np.linalg.norm(places - (start + along[..., None] * (end - start)), axis=-1)
    assert np.array_equal(mask, distance <= radius_mm)
    ml, exact = mask.sum() * GEOMETRY.voxel_mm3, np.pi * radius_mm**2 * (np.linalg.norm(end - start) + 4 / 3 * radius_mm)
    assert ml == pytest.approx(exact, rel=0.06)


@pytest.mark.parametrize("view", PLANES)
@pytest.mark.parametrize("oblique", [True, False])
def test_a_flat_brush_is_one_disc_in_the_plane_of_any_view(view: str, oblique: bool) -> None:
    geometry = phantom_geometry((24, 60, 70), (3.0, 1.0, 0.8), oblique)
    plane = fit(geometry, picture_axis(geometry, view), (300, 300))
    at = np.array(plane.centre_lps) + 3.3 * np.array(plane.right_lps)
    mask = full(stroke(geometry, point(at), point(at), 9.0, plane.normal_lps), geometry)
    indices = np.argwhere(mask)
    assert sorted(np.ptp(indices, axis=0))[0] == 0  # one layer of voxels
    layer = half_thickness_mm(geometry, plane.normal_lps) * 2
    assert mask.sum() * geometry.voxel_mm3 / layer == pytest.approx(np.pi * 81, rel=0.04)
    offsets = centres(geometry)[mask] - at
    flat = offsets - (offsets @ plane.normal_lps)[:, None] * plane.normal_lps
    assert np.linalg.norm(flat, axis=1).max() <= 9.0 + 1e-6


def test_on_a_slanted_plane_a_flat_brush_paints_what_the_plane_cuts() -> None:
    normal = np.array([1.0, 2.0, 3.0]) / np.sqrt(14)
    mask = full(stroke(GEOMETRY, CENTRE_LPS, CENTRE_LPS, 8.0, point(normal)), GEOMETRY)
    offsets = centres(GEOMETRY) - CENTRE_LPS
    depth = offsets @ normal
    flat = np.linalg.norm(offsets - depth[..., None] * normal, axis=-1)
    cut = plane_slab(GEOMETRY, EVERY, CENTRE_LPS, point(normal))
    assert np.array_equal(mask, cut & (flat <= 8.0))
    for corner in np.indices((2, 2, 2)).reshape(3, -1).T - 0.5:  # a cut voxel has corners on both sides of the plane
        depth = np.minimum(depth, (offsets + GEOMETRY.matrix[:3, :3] @ corner) @ normal)
    assert (depth[cut] <= 1e-6).all()


def test_a_tiny_brush_still_paints_the_voxel_under_it_and_a_fast_one_leaves_no_gaps() -> None:
    start, end = GEOMETRY.point(4, 10, 10), GEOMETRY.point(15, 50, 60)
    mask = full(stroke(GEOMETRY, start, end, 0.1), GEOMETRY)
    places = np.argwhere(mask)
    assert mask[4, 10, 10] and mask[15, 50, 60]
    assert np.abs(np.diff(places[np.argsort(places[:, 2])], axis=0)).max() <= 1


def test_a_brush_outside_paints_nothing_and_at_the_border_only_what_is_there() -> None:
    assert stroke(GEOMETRY, (9e3, 0.0, 0.0), (9e3, 0.0, 0.0), 5.0) is None
    at = GEOMETRY.point(0, 0, 0)
    assert full(stroke(GEOMETRY, at, at, 5.0), GEOMETRY)[0, 0, 0]


@pytest.mark.parametrize("view", PLANES)
def test_scissors_cut_through_all_slices_or_one_in_any_view(view: str) -> None:
    plane = fit(GEOMETRY, picture_axis(GEOMETRY, view), (300, 300))
    right, down = np.array(plane.right_lps), np.array(plane.down_lps)
    turns = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    outline = [point(np.array(plane.centre_lps) + 11 * np.cos(t) * right + 8 * np.sin(t) * down) for t in turns]
    offsets = centres(GEOMETRY) - plane.centre_lps
    inside = ((offsets @ right) / 11) ** 2 + ((offsets @ down) / 8) ** 2
    through = full(prism(GEOMETRY, outline, plane.normal_lps, True), GEOMETRY)
    assert not (through & (inside > 1.0)).any() and not (~through & (inside < 0.97)).any()
    one = full(prism(GEOMETRY, outline, plane.normal_lps, False), GEOMETRY)
    assert np.array_equal(one, through & plane_slab(GEOMETRY, EVERY, plane.centre_lps, plane.normal_lps))
    assert sorted(np.ptp(np.argwhere(one), axis=0))[0] == 0


def test_scissors_on_a_slanted_view_follow_its_normal() -> None:
    normal = np.array([2.0, -1.0, 4.0]) / np.sqrt(21)
    right = np.cross([0.0, 1.0, 0.0], normal)
    right /= np.linalg.norm(right)
    down = np.cross(normal, right)
    turns = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    outline = [point(np.array(CENTRE_LPS) + 12 * (np.cos(t) * right + np.sin(t) * down)) for t in turns]
    offsets = centres(GEOMETRY) - CENTRE_LPS
    radius = np.hypot(offsets @ right, offsets @ down)
    through = full(prism(GEOMETRY, outline, point(normal), True), GEOMETRY)
    assert not (through & (radius > 12)).any() and not (~through & (radius < 11.9)).any()
    one = full(prism(GEOMETRY, outline, point(normal), False), GEOMETRY)
    assert np.array_equal(one, through & plane_slab(GEOMETRY, EVERY, CENTRE_LPS, point(normal)))


def labels(*rows: tuple[int, tuple[int, ...], bool]) -> tuple[Label, ...]:
    return tuple(Label(number, f"label {number}", LESION, "none", includes, None, locked) for number, includes, locked in rows)


def mapped(membership: Membership, values: list[int], erase: bool = False) -> list[int]:
    return membership.apply(np.array(values, np.uint8), erase).tolist()


def test_painting_takes_leaves_or_shares_other_labels_voxels() -> None:
    three = labels((1, (), False), (2, (), False), (3, (), True))
    assert mapped(Membership(three, 1, "replace"), [0, 1, 2, 3]) == [1, 1, 1, 3]  # 3 is locked
    assert mapped(Membership(three, 1, "keep"), [0, 1, 2, 3]) == [1, 1, 2, 3]
    both = Membership(three, 1, "both")
    new = mapped(both, [0, 1, 2, 3])
    assert new[:2] == [1, 1] and len(set(new)) == 3 and min(new[2:]) > 3
    one, two, third = both.labels
    assert set(one.includes) == {new[2], new[3]} and two.includes == (new[2],) and third.includes == (new[3],)
    again = Membership(both.labels, 1)
    assert mapped(again, new, erase=True) == [0, 0, 2, 3]  # what is shared goes back to the other


def test_painting_and_erasing_keep_nested_labels_nested() -> None:
    body = labels((1, (), False), (2, (), False), (9, (1, 2), False))  # 9 holds 1 and 2
    assert mapped(Membership(body, 1, "keep"), [0, 9, 2]) == [1, 1, 2]  # inside the body is its place
    assert mapped(Membership(body, 1), [1, 2, 9], erase=True) == [9, 2, 9]  # what is no lung is still body
    assert mapped(Membership(body, 9), [0, 1, 9]) == [9, 1, 9]  # lung is body already
    assert mapped(Membership(body, 9), [1, 2, 9], erase=True) == [0, 0, 0]
    locked = (replace_locked(body[0]), *body[1:])
    assert mapped(Membership(locked, 9), [1, 2, 9], erase=True) == [1, 0, 0]


def replace_locked(label: Label) -> Label:
    return Label(label.number, label.name, label.code, label.side, label.includes, label.colour, True)


def test_a_full_map_changes_nothing_that_it_has_no_number_for() -> None:
    many = labels(*((number, (), False) for number in range(1, 256)))
    assert mapped(Membership(many, 1, "both"), [0, 7]) == [1, 7]


def pointer(at: Point, normal: Point = (0.0, 0.0, 1.0), xy: tuple[float, float] = (0.0, 0.0), *keys: str) -> Pointer:
    return Pointer(at, xy, 0.5, normal, "left", frozenset(keys))


def canvas_of(values: np.ndarray, mask: np.ndarray, limits: tuple[float, float] | None = None) -> Canvas:
    return Canvas(GEOMETRY, mask, values, Membership(labels((1, (), False)), 1), limits)


def test_a_stroke_paints_at_once_and_control_erases() -> None:
    mask = np.zeros(GEOMETRY.shape_kji, np.uint8)
    canvas = canvas_of(mask, mask)
    tool = BrushTool(lambda: BrushSettings(4.0), lambda: canvas)
    assert isinstance(tool.press(pointer(CENTRE_LPS))[0], VoxelsChanged)
    assert mask.any()
    (done,) = tool.release(pointer(CENTRE_LPS))
    assert isinstance(done, PaintedVoxels) and done.canvas is canvas and done.verb == "Paint"
    tool.press(pointer(CENTRE_LPS, (0.0, 0.0, 1.0), (0.0, 0.0), "control"))
    assert not mask.any()
    (done,) = tool.release(pointer(CENTRE_LPS))
    assert isinstance(done, PaintedVoxels) and done.verb == "Erase"
    assert BrushTool(BrushSettings, lambda: None).press(pointer(CENTRE_LPS)) == ()


def test_paint_takes_only_to_the_values_it_is_limited_to() -> None:
    values = np.indices(GEOMETRY.shape_kji)[2].astype(np.int16)
    mask = np.zeros(GEOMETRY.shape_kji, np.uint8)
    canvas_of(values, mask, (30, 33)).draw([CENTRE_LPS], 9.0, None, False)
    assert set(np.argwhere(mask)[:, 2]) == {30, 31, 32, 33}


def test_the_brush_grows_and_shrinks_within_bounds() -> None:
    settings = BrushSettings(5.0)
    settings.resize(1)
    assert settings.radius_mm == pytest.approx(5.75)
    settings.resize(-200)
    assert settings.radius_mm == 0.5
    settings.resize(200)
    assert settings.radius_mm == 100.0


def test_scissors_and_clicks_say_what_was_meant() -> None:
    tool = ScissorsTool()
    tool.press(pointer(CENTRE_LPS))
    for n in range(5):
        (drawn,) = tool.move(pointer((n, n * n, 0.0), (0.0, 0.0, 1.0), (10.0 * n + 10, 0.0)))
        assert isinstance(drawn, DrawOutline)
    (cut,) = tool.release(pointer(CENTRE_LPS))
    assert isinstance(cut, CutVoxels) and len(cut.points_lps) == 6
    tool.press(pointer(CENTRE_LPS))
    assert tool.release(pointer(CENTRE_LPS)) == (Nothing(),)
    assert ClickTool().release(pointer(CENTRE_LPS)) == (ClickedVoxels(CENTRE_LPS, None),)
    assert ClickTool(True).release(pointer(CENTRE_LPS)) == (ClickedVoxels(CENTRE_LPS, (0.0, 0.0, 1.0)),)


def test_patches_of_random_strokes_are_exact_forwards_and_backwards() -> None:
    random = np.random.default_rng(7)
    stored = np.zeros(GEOMETRY.shape_kji, np.uint8)
    for _ in range(count(2000)):
        working = stored.copy()
        points = [point(GEOMETRY.to_lps([random.uniform(-5, [28, 65, 75])])[0]) for _ in range(3)]
        canvas = canvas_of(stored, working)
        canvas.draw(points, float(random.uniform(0.2, 15)), None, bool(random.integers(2)))
        if canvas.touched is None:
            assert np.array_equal(stored, working)
            continue
        box = canvas.touched
        patch = Patch.of_change("id", box, stored[slices(box)], working[slices(box)])
        assert patch is not None
        before = stored.copy()
        patch.write_into(stored)
        assert np.array_equal(stored, working)
        undone = stored.copy()
        patch.reversed().write_into(undone)
        assert np.array_equal(undone, before)
