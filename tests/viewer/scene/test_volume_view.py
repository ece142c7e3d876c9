"""The body is where it should be in 3D, without a display and without a word on stderr."""

from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME, TURNS, turned

from viewer.case.geometry import Geometry
from viewer.case.volume import Volume
from viewer.scene.annotations import letters
from viewer.scene.volume_view import MOST_RAYS, VolumeView, shrink

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


@pytest.mark.parametrize("turn", [TURNS[0], TURNS[13], TURNS[22]])
@pytest.mark.parametrize("quality", ["coarse", "fine"])
def test_a_ball_is_seen_where_it_is(turn, quality, capfd):
    volume, centre = ball(turn, 10.0)
    with VolumeView(volume) as view:
        for degrees in ((0, 0), (50, 20)):
            view.rotate(*degrees)
            pixels = view.render(SIZE, quality)
            assert pixels.shape == (SIZE[1], SIZE[0], 3)
            expected = view.plane(SIZE).to_px(tuple(centre))
            assert middle_of_mass(pixels) == pytest.approx(expected, abs=3)
    assert capfd.readouterr() == ("", "")


def test_it_starts_from_the_front_and_turns_with_the_hand():
    volume, _ = ball(TURNS[0])
    with VolumeView(volume) as view:
        plane = view.plane(SIZE)
        assert [letters(v) for v in (plane.right_lps, plane.down_lps, plane.normal_lps)] == ["L", "F", "P"]
        view.rotate(90, 0)  # the front goes to screen right: the reader now looks at the patient's right side
        plane = view.plane(SIZE)
        assert [letters(v) for v in (plane.right_lps, plane.normal_lps)] == ["A", "L"]
        mm_per_px = plane.mm_per_px
        view.zoom(2)
        assert view.plane(SIZE).mm_per_px == pytest.approx(mm_per_px / 2)
        centre = view.plane(SIZE).to_px(volume.geometry.centre_lps)
        view.pan(7.0, 3.0)
        moved = view.plane(SIZE).to_px(volume.geometry.centre_lps)
        assert np.subtract(moved, centre) * mm_per_px / 2 == pytest.approx((7.0, 3.0))


def test_mip_is_brighter_than_the_shaded_bone():
    volume, _ = ball(TURNS[0])
    with VolumeView(volume) as view:
        assert [look.name for look in view.looks] == ["bone", "skin", "lung", "MIP"]
        view.use_look("MIP")
        pixels = view.render(SIZE)
        assert pixels.max() > 240 and np.ptp(pixels.reshape(-1, 3), axis=1).max() == 0  # grey


def test_a_smaller_copy_keeps_places_and_means():
    volume, _ = ball(TURNS[5], 12.0)
    small, geometry = shrink(volume.voxels, volume.geometry, 12)
    assert max(small.shape) <= 12 and small.dtype == np.int16
    k, j, i = (-(-size // 12) for size in volume.voxels.shape)
    block = np.asarray(volume.voxels[k : 2 * k, :j, 2 * i : 3 * i])
    assert small[1, 0, 2] == round(float(block.mean()))
    middle = volume.geometry.point(k + (k - 1) / 2, (j - 1) / 2, 2 * i + (i - 1) / 2)
    assert geometry.point(1, 0, 2) == pytest.approx(middle)


def test_a_smaller_copy_of_floats_rounds_and_takes_no_holes_over():
    values = np.full((2, 4, 6), 2.4, np.float32)
    values[:, 2:, 3:] = 7.8
    values[0, 0, 0] = np.nan
    small, _ = shrink(values, Geometry.from_matrix(values.shape, np.diag((1.0, 1.0, 1.0, 1.0)), FRAME), 2)
    assert small.tolist() == [[[0, 2], [2, 8]], [[2, 2], [2, 8]]]


def test_a_large_pane_casts_no_more_rays_than_a_limit():
    volume, centre = ball(TURNS[0])
    large = (1600, 1200)
    with VolumeView(volume) as view:
        pixels = view.render(large)
        assert pixels.shape == (1200, 1600, 3)
        assert middle_of_mass(pixels) == pytest.approx(view.plane(large).to_px(tuple(centre)), abs=6)
        thinning = view._bodies["fine"].GetMapper().GetImageSampleDistance()
        assert large[0] * large[1] / thinning**2 == pytest.approx(MOST_RAYS["fine"])
