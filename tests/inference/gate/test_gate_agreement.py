"""Figures that can be worked out by hand: shifted boxes, empty outlines, oblique grids, intervals."""

import numpy as np
import pytest

from inference.gate.agreement import agree
from inference.gate.bootstrap import interval_of
from viewer.case.geometry import Geometry


def grid(shape: tuple[int, int, int], matrix: np.ndarray | None = None) -> Geometry:
    return Geometry.from_matrix(shape, np.diag([2.0, 1.0, 1.0, 1.0]) if matrix is None else matrix, "frame")


def box(shape: tuple[int, int, int], *spans: tuple[int, int]) -> np.ndarray:
    mask = np.zeros(shape, bool)
    mask[tuple(slice(*span) for span in spans)] = True
    return mask


def test_a_shifted_box() -> None:
    a, b = box((10, 20, 20), (2, 8), (4, 12), (4, 14)), box((10, 20, 20), (2, 8), (4, 12), (6, 16))
    found = agree(a, b, grid((10, 20, 20)))
    assert found.dice == pytest.approx(2 * 8 / 20)
    assert found.volume_a_ml == found.volume_b_ml == pytest.approx(6 * 8 * 10 * 2 / 1000)
    assert found.difference_ml == 0 and found.difference_percent == 0
    assert found.surface95_mm == pytest.approx(2.0)  # the two ends; all other walls lie in each other
    assert found.surface_mm is not None and 0.2 < found.surface_mm < 1.0


def test_distances_are_millimetres_on_any_grid() -> None:
    """The same boxes on a grid turned by 30 degrees, and with axes in another order."""
    angle = np.pi / 6
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1.0]])
    matrix = np.eye(4)
    matrix[:3, :3] = turn @ np.diag([2.0, 1.0, 1.0])
    a, b = box((10, 20, 20), (2, 8), (4, 12), (4, 14)), box((10, 20, 20), (3, 9), (4, 12), (4, 14))
    straight, turned = agree(a, b, grid((10, 20, 20))), agree(a, b, grid((10, 20, 20), matrix))
    assert straight.surface95_mm == pytest.approx(2.0)  # one slice of 2 mm
    assert turned.surface_mm == pytest.approx(straight.surface_mm) and turned.surface95_mm == pytest.approx(2.0)


def test_nothing_found_is_a_score_of_nothing_and_no_distance() -> None:
    full, empty = box((4, 4, 4), (1, 3), (1, 3), (1, 3)), np.zeros((4, 4, 4), bool)
    missed = agree(empty, full, grid((4, 4, 4)))
    assert (missed.dice, missed.surface_mm, missed.difference_percent) == (0.0, None, -100.0)
    assert agree(full, empty, grid((4, 4, 4))).difference_percent is None
    assert agree(empty, empty, grid((4, 4, 4))).dice is None
    with pytest.raises(ValueError, match="not on the grid"):
        agree(full, full, grid((4, 4, 5)))


def test_the_edge_of_the_pictures_is_a_surface() -> None:
    whole = np.ones((4, 5, 6), bool)
    assert agree(whole, whole, grid((4, 5, 6))).surface95_mm == 0.0


def test_an_interval_needs_three_cases_and_holds_the_mean() -> None:
    assert interval_of([]) is None
    two = interval_of([0.8, 0.9])
    assert two is not None and (two.mean, two.low) == (pytest.approx(0.85), None)
    values = [0.7, 0.8, 0.9, 0.95, 0.6]
    many = interval_of(values)
    assert many is not None and many.low is not None and many.high is not None
    assert many.low < many.mean < many.high and interval_of(values) == many
    # the spread of means of n values is that of the values over the root of n
    assert (many.high - many.low) / 3.92 == pytest.approx(np.std(values) / np.sqrt(5), rel=0.15)
