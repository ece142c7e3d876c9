"""The body is where it should be in 3D, without a display and without a word on stderr."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME, TURNS, turned
from hypothesis import given
from hypothesis import strategies as st
from vtkmodules.vtkFiltersCore import vtkMassProperties

from viewer.case.geometry import Geometry
from viewer.case.volume import Volume
from viewer.scene.annotations import letters
from viewer.scene.body import BodyState, Cut, Snip, Surface, Surfaces
from viewer.scene.camera import STANDARD, Camera
from viewer.scene.looks import CT_LOOKS, Look, looks_for
from viewer.scene.pick import find_surface
from viewer.scene.proxy import shrink
from viewer.scene.surfaces import surface_points
from viewer.scene.volume_view import MOST_RAYS, VolumeView

SIZE = (120, 100)
BALL = np.array((16.0, -26.0, 36.0))  # left, front and top of the grid's middle at (10, -20, 30)


def ball(turn, lean=0.0):
    geometry = turned(*turn, lean)
    fine = Geometry.from_matrix(
        tuple(2 * size for size in geometry.shape_kji),
        np.vstack((np.hstack((geometry.matrix[:3, :3] / 2, geometry.matrix[:3, 3:])), (0, 0, 0, 1))),
        FRAME,
    )
    points = fine.to_lps(np.indices(fine.shape_kji).reshape(3, -1).T)
    centre = np.array(fine.centre_lps) + np.array(fine.matrix[:3, :3] @ (np.array(fine.shape_kji) * 0.2))
    near = np.linalg.norm(points - centre, axis=1)
    voxels = np.clip(1500 - near * 500, -1000, 1500).reshape(fine.shape_kji).astype(np.int16)
    return Volume("1.2", fine, voxels, Path("unused"), "HU"), centre


def middle_of_mass(pixels):
    y, x = np.nonzero(pixels.max(axis=2) > 40)
    return float(x.mean()) + 0.5, float(y.mean()) + 0.5


def view_of(volume):
    return VolumeView(volume.voxels, volume.geometry, volume.unit)


@pytest.mark.parametrize("turn", [TURNS[0], TURNS[13], TURNS[22]])
@pytest.mark.parametrize("quality", ["coarse", "fine"])
def test_a_ball_is_seen_where_it_is(turn, quality, capfd):
    volume, centre = ball(turn, 10.0)
    camera = Camera.at(volume.geometry)
    with view_of(volume) as view:
        for degrees in ((0, 0), (50, 20)):
            camera = camera.rotated(*degrees)
            pixels = view.render(BodyState(camera, "bone", SIZE), quality)
            assert pixels.shape == (SIZE[1], SIZE[0], 3)
            expected = camera.plane(SIZE).to_px(tuple(centre))
            assert middle_of_mass(pixels) == pytest.approx(expected, abs=3)
            in_bands = view.render(BodyState(camera, "bone", SIZE), quality, interrupted=lambda: False)
            assert middle_of_mass(in_bands) == pytest.approx(middle_of_mass(pixels), abs=0.6)
    assert capfd.readouterr() == ("", "")


def test_it_starts_from_the_front_and_turns_with_the_hand():
    geometry = turned(*TURNS[0], 0.0)
    camera = Camera.at(geometry)
    plane = camera.plane(SIZE)
    assert [letters(v) for v in (plane.right_lps, plane.down_lps, plane.normal_lps)] == ["L", "F", "P"]
    camera = camera.rotated(90, 0)  # the front goes to screen right: the reader now looks at the patient's right side
    plane = camera.plane(SIZE)
    assert [letters(v) for v in (plane.right_lps, plane.normal_lps)] == ["A", "L"]
    assert letters(camera.rotated(0, 90).plane(SIZE).normal_lps) == "F"  # pulled down: now from above
    mm_per_px = plane.mm_per_px
    camera = camera.zoomed(2)
    assert camera.plane(SIZE).mm_per_px == pytest.approx(mm_per_px / 2)
    centre = camera.plane(SIZE).to_px(geometry.centre_lps)
    moved = camera.panned(7.0, 3.0).plane(SIZE).to_px(geometry.centre_lps)
    assert np.subtract(moved, centre) * mm_per_px / 2 == pytest.approx((7.0, 3.0))


@pytest.mark.parametrize("size", [(131, 425), (90, 331)])
def test_the_bands_of_a_fine_picture_have_no_seams(size):
    geometry = Geometry.from_matrix((40, 40, 40), np.diag((1.0, 1.0, 1.0, 1.0)), FRAME)
    voxels = np.full(geometry.shape_kji, 900, np.int16)
    camera = Camera.at(geometry).zoomed(1.4)  # the body fills the screen from top to bottom
    with VolumeView(voxels, geometry, "HU") as view:
        state = BodyState(camera, "MIP", size)
        whole, bands = view.render(state), view.render(state, interrupted=lambda: False)
        middle = slice(size[0] // 2 - 5, size[0] // 2 + 5)
        assert np.abs(whole[:, middle].astype(int) - bands[:, middle]).max() <= 3 and bands[:, middle].min() > 200


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-180, 180)), max_size=20))
def test_a_camera_stays_at_right_angles(turns):
    camera = Camera.at(turned(*TURNS[3], 5.0), "left")
    for turn in turns:
        camera = camera.rotated(*turn)
    axes = np.array((camera.right_lps, camera.down_lps, camera.into_lps))
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-9)


def test_each_side_is_seen_with_the_letters_that_it_should_have():
    geometry = turned(*TURNS[0], 0.0)
    seen = {side: "".join(letters(v) for v in (at.right_lps, at.down_lps)) for side in STANDARD for at in [Camera.at(geometry, side)]}
    assert seen == {"front": "LF", "back": "RF", "left": "PF", "right": "AF", "head": "RP", "feet": "LP"}


def test_mip_is_brighter_than_the_shaded_bone():
    volume, _ = ball(TURNS[0])
    camera = Camera.at(volume.geometry)
    with view_of(volume) as view:
        names = [look.name for look in view.looks]
        assert names == ["bone", "vessels", "skin", "soft tissue", "lung", "MIP", "MinIP"]
        pixels = view.render(BodyState(camera, "MIP", SIZE))
        assert pixels.max() > 240 and np.ptp(pixels.reshape(-1, 3), axis=1).max() == 0  # grey
        darker = view.render(BodyState(camera, "MIP", SIZE, shift=0.5))
        assert int(darker.sum()) < int(pixels.sum())


def test_cuts_and_scissors_take_away_what_they_say():
    volume, centre = ball(TURNS[13])
    camera = Camera.at(volume.geometry).rotated(20, 10)
    whole = BodyState(camera, "bone", SIZE)
    right_half = Cut(tuple(centre), camera.right_lps)
    x, y = np.array(camera.plane(SIZE).to_px(tuple(centre))) - np.array(SIZE) / 2
    mm = camera.plane(SIZE).mm_per_px
    around = tuple(((x + dx) * mm, (y + dy) * mm) for dx, dy in ((-30, -30), (0, -30), (0, 30), (-30, 30)))
    with view_of(volume) as view:
        assert view.render(whole, "coarse").any()
        left = view.render(replace(whole, cuts=(right_half,)), "coarse")
        edge = camera.plane(SIZE).to_px(tuple(centre))[0]
        assert np.nonzero(left.max(axis=2) > 40)[1].max() <= edge + 1.5
        right = view.render(replace(whole, snips=(Snip(camera, around),)), "coarse")
        assert np.nonzero(right.max(axis=2) > 40)[1].min() >= edge - 4
        kept = view.render(replace(whole, snips=(Snip(camera, around, inside=False),)), "coarse")
        assert np.nonzero(kept.max(axis=2) > 40)[1].max() <= edge + 4
        assert view.render(whole, "coarse").sum() > left.sum() + right.sum() // 2


@pytest.mark.parametrize("turn", [TURNS[0], TURNS[13]])
def test_the_surface_of_a_structure_has_its_size_place_and_colour(turn, tmp_path):
    volume, centre = ball(turn, 10.0)
    mask = (volume.voxels > 0).astype(np.uint8) * 3
    np.save(tmp_path / "mask.npy", mask)
    surface = Surface((3,), (0, 200, 0))
    shown = Surfaces(str(tmp_path / "mask.npy"), volume.geometry, (surface,))
    points = surface_points(mask == 3, volume.geometry)
    x0, x1, y0, y1, z0, z1 = points.GetBounds()
    assert ((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2) == pytest.approx(tuple(centre), abs=0.6)
    voxels_ml = float((mask == 3).sum()) * volume.geometry.voxel_mm3
    mass = vtkMassProperties()
    mass.SetInputData(points)
    assert mass.GetVolume() == pytest.approx(voxels_ml, rel=0.06)
    camera = Camera.at(volume.geometry)
    with view_of(volume) as view:
        pixels = view.render(BodyState(camera, "bone", SIZE, surfaces=shown, body_shown=False), "coarse")
    assert pixels[..., 1].max() > 100 and pixels[..., 0].max() < 100
    assert middle_of_mass(pixels) == pytest.approx(camera.plane(SIZE).to_px(tuple(centre)), abs=3)


def test_a_click_on_the_body_gives_the_point_on_its_front():
    volume, centre = ball(TURNS[22], 10.0)
    camera = Camera.at(volume.geometry).rotated(40, -15)
    state = BodyState(camera, "bone", SIZE)
    point = find_surface(volume, state, CT_LOOKS[0], tuple(centre))
    beyond = np.array(centre) - point
    assert np.linalg.norm(np.cross(beyond, camera.into_lps)) < 0.8
    assert 0 < beyond @ camera.into_lps < 3.5  # the ball reaches 400 HU some 2 mm from its middle
    assert find_surface(volume, state, CT_LOOKS[0], tuple(np.array(centre) + 40 * np.array(camera.right_lps))) is None
    half = replace(state, cuts=(Cut(tuple(centre), tuple(-np.array(camera.into_lps))),))
    assert np.linalg.norm(np.subtract(find_surface(volume, half, CT_LOOKS[0], tuple(centre)), centre)) < 1.5
    brightest = Look("MIP", ((0, 0, 0, 0, 0), (1, 1, 1, 1, 1)), False, "brightest")
    assert np.linalg.norm(np.subtract(find_surface(volume, state, brightest, tuple(centre)), centre)) < 1.5


def test_a_smaller_copy_keeps_places_and_means():
    volume, _ = ball(TURNS[5], 12.0)
    proxy = shrink(volume.voxels, volume.geometry, 12)
    small, geometry = proxy.voxels, proxy.geometry
    assert max(small.shape) <= 12 and small.dtype == np.int16
    k, j, i = (-(-size // 12) for size in volume.voxels.shape)
    block = np.asarray(volume.voxels[k : 2 * k, :j, 2 * i : 3 * i])
    assert small[1, 0, 2] == round(float(block.mean()))
    middle = volume.geometry.point(k + (k - 1) / 2, (j - 1) / 2, 2 * i + (i - 1) / 2)
    assert geometry.point(1, 0, 2) == pytest.approx(middle)


def test_a_smaller_copy_of_floats_keeps_what_lies_between_whole_numbers_and_takes_no_holes_over():
    values = np.full((2, 4, 6), 0.25, np.float32)
    values[:, 2:, 3:] = 0.75
    values[0, 0, 0] = np.nan
    proxy = shrink(values, Geometry.from_matrix(values.shape, np.diag((1.0, 1.0, 1.0, 1.0)), FRAME), 2)
    assert proxy.voxels.dtype == np.int16
    assert np.allclose(proxy.voxels / proxy.per_unit, [[[0, 0.25], [0.25, 0.75]], [[0.25, 0.25], [0.25, 0.75]]], atol=1e-4)


def test_a_large_pane_casts_no_more_rays_than_a_limit():
    volume, centre = ball(TURNS[0])
    large = (1600, 1200)
    camera = Camera.at(volume.geometry)
    with view_of(volume) as view:
        pixels = view.render(BodyState(camera, "bone", large))
        assert pixels.shape == (1200, 1600, 3)
        assert middle_of_mass(pixels) == pytest.approx(camera.plane(large).to_px(tuple(centre)), abs=6)
        thinning = view._bodies["fine"].GetMapper().GetImageSampleDistance()
        assert large[0] * large[1] / thinning**2 == pytest.approx(MOST_RAYS["fine"])


def test_looks_suit_what_the_values_are():
    sample = np.random.default_rng(1).gamma(1.0, 2.0, 5000)
    assert [look.name for look in looks_for("SUVbw", sample)] == ["MIP", "uptake"]
    assert [look.name for look in looks_for("raw", sample)] == ["MR tissue", "MR vessels", "MIP", "MinIP"]
    for look in (*looks_for("SUVbw", sample), *looks_for("raw", sample), *looks_for("HU", sample)):
        values = [knot[0] for knot in look.knots]
        assert values == sorted(values) and all(0 <= part <= 1 for knot in look.knots for part in knot[1:])


def test_the_darkest_is_looked_for_inside_the_body_and_what_is_cut_away_does_not_cover_it():
    _, j, i = np.indices((24, 40, 40))
    far = np.hypot(j - 20, i - 20)
    voxels = np.where(far < 14, 40, -1000).astype(np.int16)
    voxels[8:16][far[8:16] < 4] = -950  # an airway
    voxels[:, 36, 5:35] = 200  # the table
    volume = Volume("1.2", Geometry.from_matrix(voxels.shape, np.eye(4)[[2, 1, 0, 3]], FRAME), voxels, Path("unused"), "HU")
    camera = Camera.at(volume.geometry)
    state = BodyState(camera, "MinIP", SIZE)
    width, height = SIZE
    with view_of(volume) as view:
        grey = view.render(state, "coarse")[..., 0]
        across, down = (camera.plane(SIZE).to_px(point) for point in ((20.0 + 9, 20.0, 12.0), (20.0, 20.0, 3.0)))
        assert grey[height // 2, width // 2] < 60 and grey[round(across[1]), round(across[0])] > 240
        assert grey[round(down[1]), round(down[0])] > 240  # air in front of the body and behind it hides nothing
        half = 4.0
        line = ((-half, -3.0), (half, -3.0), (half, 3.0), (-half, 3.0))
        cut = view.render(replace(state, snips=(Snip(camera, line, True),)), "coarse")[..., 0]
        assert cut[height // 2, width // 2] > 240
        assert view.render(replace(state, look="bone"), "coarse") is not None
