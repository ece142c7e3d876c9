"""Working grids: one orientation whatever the file's, and distances that mean what they say."""

import itertools

import numpy as np
import pytest

from inference.segmentation.grid import Coarse, Upright, close_depth, depth_mm, enclosed
from viewer.case.geometry import Geometry


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("signs", list(itertools.product((1, -1), repeat=3)))
def test_upright_is_up_back_left_for_every_axis_order(order: tuple[int, ...], signs: tuple[int, ...]) -> None:
    tilt = np.deg2rad(20)
    turn = np.array([[1, 0, 0], [0, np.cos(tilt), -np.sin(tilt)], [0, np.sin(tilt), np.cos(tilt)]])
    matrix = np.eye(4)
    for column, (axis, sign) in enumerate(zip(order, signs, strict=True)):
        matrix[:3, column] = turn[:, axis] * sign * (1.0, 1.5, 2.0)[column]
    matrix[:3, 3] = 5, -7, 11
    geometry = Geometry.from_matrix((4, 5, 6), matrix, "frame")
    upright = Upright.of(geometry)
    step = upright.affine[:3, :3]
    assert step[2, 0] > 0.9 and step[1, 1] > 0.9 and step[0, 2] > 0.9
    array = np.arange(120).reshape(4, 5, 6)
    view = upright.view(array)
    assert np.shares_memory(view, array)
    for index in ((0, 0, 0), (1, 2, 3), tuple(size - 1 for size in view.shape)):
        original = np.argwhere(array == view[index])[0]
        assert np.allclose(upright.affine @ (*index, 1), geometry.matrix @ (*original, 1))


def test_a_smooth_field_survives_coarse_and_back() -> None:
    k, j, i = np.indices((9, 22, 31)).astype(np.float32)
    field = 2 * k + 3 * j - i
    coarse = Coarse.near((3.0, 1.0, 1.0), field.shape, 3.0)
    assert coarse.factors == (1, 3, 3) and coarse.shape == (9, 8, 11)
    means = coarse.mean(field)
    for at in (0, 4, 8):
        assert np.allclose(coarse.finer(means, at)[3:-4, 3:-4], field[at, 3:-4, 3:-4], atol=1e-3)


def test_depth_is_measured_to_the_border_between_voxels() -> None:
    mask = np.zeros((8, 20, 20), bool)
    mask[:, 5:15, 5:15] = True
    depth = depth_mm(mask, (2.0, 2.0, 2.0))
    assert np.allclose(depth[4, 10, 2:8], [-5, -3, -1, 1, 3, 5])
    assert np.all(depth_mm(~np.zeros((3, 3, 3), bool), (1, 1, 1)) == np.inf)
    assert np.all(depth_mm(np.zeros((3, 3, 3), bool), (1, 1, 1)) == -np.inf)


def test_closing_fills_what_is_narrow_and_nothing_else() -> None:
    mask = np.ones((40, 40, 40), bool)
    mask[:, :, :12] = False
    mask[18:22, 18:22, 12:18] = False  # a notch narrower than the ball
    closed = close_depth(mask, 8.0, (1.0, 1.0, 1.0)) > 0
    assert closed[20, 20, 14:].all()
    assert not closed[:, :, :11].any()


def test_enclosed_is_what_does_not_reach_the_edge() -> None:
    picture = np.zeros((9, 9), bool)
    picture[2:7, 2:7] = True
    picture[4, 4] = False
    picture[3, 2] = False
    assert enclosed(picture).sum() == 1 and enclosed(picture)[4, 4]
