"""Mirrored and turned pictures: the pixels move as they should, and the letters always say where things are."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.case.geometry import Geometry
from viewer.case.study import Patient, Series, Study
from viewer.case.volume import Plane, Stack, Volume, Window
from viewer.scene.annotations import letter_marks, letters, picture_letter_marks
from viewer.scene.corners import Corners
from viewer.scene.marks import TextMark
from viewer.scene.pixel_source import PixelSource
from viewer.scene.view_state import PlaneView, fit

EDGES = {"right": lambda view: np.array(view.right_lps), "left": lambda view: -np.array(view.right_lps),
         "bottom": lambda view: np.array(view.down_lps), "top": lambda view: -np.array(view.down_lps)}  # fmt: skip
STATES = [(mirrored, quarters) for mirrored in (False, True) for quarters in range(4)]
OPPOSITE = {"L": "R", "R": "L", "A": "P", "P": "A", "H": "F", "F": "H"}


def changed(view: PlaneView, mirrored: bool, quarters: int) -> PlaneView:
    return (view.flipped() if mirrored else view).turned(quarters)


def said(marks) -> dict[str, str]:
    return {mark.anchor: mark.text for mark in marks if isinstance(mark, TextMark)}


@pytest.fixture(scope="module")
def source() -> PixelSource:
    rng = np.random.default_rng(7)
    geometry = Geometry.from_matrix((5, 24, 24), [[0, 0, 1, -12], [0, 1, 0, -12], [2, 0, 0, 0], [0, 0, 0, 1]], "1.2")
    voxels = rng.integers(-500, 500, geometry.shape_kji).astype(np.int16)
    planes = tuple(Plane(f"1.{k}", 0, (-12.0, -12.0, 2.0 * k), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for k in range(5))
    return PixelSource(Stack("1", "1.2", planes, voxels, "HU"), Volume("1", geometry, voxels, Path("unused"), "HU"))


@pytest.mark.parametrize(("mirrored", "quarters"), STATES)
@pytest.mark.parametrize("name", ["axial", "coronal", "sagittal"])
def test_pixels_and_letters_of_all_eight_states(source: PixelSource, name: str, mirrored: bool, quarters: int) -> None:
    plain = fit(source.geometry, source.axes[name], (48, 48))
    view = changed(plain, mirrored, quarters)
    window = Window(0, 1000)
    before = source.pixels(plain, window, None, None, False, False)
    after = source.pixels(view, window, None, None, False, False)
    expected = np.rot90(before[:, ::-1] if mirrored else before, -quarters)
    assert np.array_equal(after, expected)
    corner = said(letter_marks(view))
    for edge, direction in EDGES.items():
        assert corner[edge] == letters(tuple(direction(view)))
    assert corner["left"] == OPPOSITE[corner["right"]] and corner["top"] == OPPOSITE[corner["bottom"]]
    # What lies a centimetre towards a letter is seen nearer to that edge.
    for letter, step in {"L": (10, 0, 0), "P": (0, 10, 0), "H": (0, 0, 10)}.items():
        x, y = view.to_px(tuple(np.array(view.centre_lps) + step))
        edges = {edge for edge, text in corner.items() if text == letter}
        if edges:
            across, down = x - view.size_px[0] / 2, y - view.size_px[1] / 2
            assert edges == {("right" if across > 0 else "left") if abs(across) > abs(down) else ("bottom" if down > 0 else "top")}


@pytest.mark.parametrize(("mirrored", "quarters"), STATES)
def test_letters_of_radiographs_go_along_when_the_picture_is_mirrored_and_turned(mirrored: bool, quarters: int) -> None:
    """Rows run to the patient's left and columns to the feet; the letters are carried like the edges of a sheet of paper."""
    plain = PlaneView("picture", (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, (400, 400))
    sheet = ["H", "L", "F", "R"]  # top, right, bottom, left
    if mirrored:
        sheet = [sheet[0], sheet[3], sheet[2], sheet[1]]
    sheet = [sheet[(edge - quarters) % 4] for edge in range(4)]
    found = said(picture_letter_marks(changed(plain, mirrored, quarters), ("L", "F")))
    assert [found[edge] for edge in ("top", "right", "bottom", "left")] == sheet


@given(st.lists(st.sampled_from(["flip", "right", "left"]), max_size=12), st.tuples(*[st.floats(-1, 1)] * 6))
def test_any_series_of_changes_keeps_directions_at_right_angles_and_the_middle(steps, numbers) -> None:
    right = np.add(numbers[:3], (1.5, 0, 0))
    down = np.cross(np.add(numbers[3:], (0, 0, 2.5)), right)
    right, down = right / np.linalg.norm(right), down / np.linalg.norm(down)
    view = PlaneView("axial", (1.0, 2.0, 3.0), tuple(right), tuple(down), 0.7, (300, 200))
    for step in steps:
        view = view.flipped() if step == "flip" else view.turned(1 if step == "right" else -1)
    assert view.centre_lps == (1.0, 2.0, 3.0) and abs(np.dot(view.right_lps, view.down_lps)) < 1e-9
    assert abs(abs(np.dot(view.normal_lps, np.cross(right, down))) - 1) < 1e-9
    sign = float(np.dot(view.normal_lps, np.cross(right, down)))
    assert (sign > 0) == (steps.count("flip") % 2 == 0)


@pytest.mark.parametrize(("mirrored", "quarters"), STATES)
def test_a_mirrored_picture_says_so(source: PixelSource, mirrored: bool, quarters: int) -> None:
    corners = Corners(Study("1", Patient("ID", "Doe^Jane")), Series("1", "1", "CT"), source.volume, source.stack)
    for name in ("axial", "coronal", "sagittal"):
        axis = source.axes[name]
        view = changed(fit(source.geometry, axis, (48, 48)), mirrored, quarters)
        assert ("! mirrored" in corners.of_slice(view, axis, Window(0, 100))["bottom right"]) == mirrored
