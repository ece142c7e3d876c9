import numpy as np
import pytest

from inference.phantom.shapes import (
    Bundle,
    Ellipsoid,
    Piece,
    coverage,
    grid_frame,
    points_frame,
    random_waves,
    tube,
    union,
)

AXIS = np.arange(-30, 30.5, 0.5)
GRID = grid_frame(AXIS, AXIS, AXIS)


def test_an_ellipsoid_fills_the_volume_of_its_formula() -> None:
    ellipsoid = Ellipsoid((1.0, -2.0, 0.5), (20.0, 12.0, 9.0), ((0.8, 0.6, 0.0), (-0.6, 0.8, 0.0), (0.0, 0.0, 1.0)))
    counted = np.count_nonzero(ellipsoid.distance(GRID) < 0) * 0.5**3
    assert counted == pytest.approx(4 / 3 * np.pi * 20 * 12 * 9, rel=0.005)


def test_an_ellipsoids_distance_is_millimetres_near_its_surface() -> None:
    ellipsoid = Ellipsoid((0.0, 0.0, 0.0), (20.0, 12.0, 9.0))
    found = ellipsoid.distance(points_frame([[21, 0, 0], [0, 11, 0], [0, 0, 9], [0, 0, 0]]))
    assert found[:3] == pytest.approx([1, -1, 0], abs=0.1)
    assert found[3] == pytest.approx(-9, abs=0.1)


def test_a_pieces_box_holds_all_of_it() -> None:
    piece = Piece((-10.0, 3.0, 2.0), (8.0, -4.0, 12.0), 3.0, 5.0, (0.0, 0.0, 1.0), 1.6)
    inside = np.argwhere(piece.distance(GRID) < 0)
    low, high = piece.corners(0.0)
    found = AXIS[inside][:, ::-1]
    assert (found.min(axis=0) >= low).all() and (found.max(axis=0) <= high).all()


def test_a_straight_piece_has_the_volume_of_a_rod_with_round_ends() -> None:
    piece = Piece((0.13, 0.21, -10.08), (0.13, 0.21, 9.92), 4.0, 4.0)
    counted = np.count_nonzero(piece.distance(GRID) < 0) * 0.5**3
    assert counted == pytest.approx(np.pi * 16 * 20 + 4 / 3 * np.pi * 64, rel=0.01)


def test_a_union_on_a_grid_agrees_with_points() -> None:
    pieces = Bundle.of(tube([(-20, 0, 0), (0, 10, 5), (20, 0, -5)], [3.0, 4.0, 2.0]))
    field = union(GRID, pieces, margin=6.0, blend=4.0)
    k, j, i = np.nonzero(np.abs(field) < 1.5)
    points = np.column_stack([AXIS[i], AXIS[j], AXIS[k]])
    assert union(points_frame(points), pieces, blend=4.0) == pytest.approx(field[k, j, i], abs=0.02)


def test_waves_on_a_grid_agree_with_points() -> None:
    waves = random_waves(np.random.default_rng(1), 5, 20, 60)
    grid = waves.at(GRID)
    assert 0.4 < grid.std() < 1.1
    assert waves.at(points_frame([[AXIS[7], AXIS[20], AXIS[90]]]))[0] == pytest.approx(grid[90, 20, 7], abs=1e-4)


def test_half_of_a_voxel_on_the_surface_is_covered() -> None:
    assert coverage(np.array([-1.0, 0.0, 0.25, 1.0], np.float32), 1.0).tolist() == [1.0, 0.5, 0.25, 0.0]
