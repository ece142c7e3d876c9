"""Presentation states and key images in the views: shown on their picture only, gone on a key, under the reader's window."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from viewer.case.geometry import Geometry
from viewer.case.key_image import KeyImage
from viewer.case.presentation import Annotation, Graphic, PictureRef, Presentation, ShownWindow, Shutter
from viewer.case.source import by
from viewer.case.study import Part, Patient, Series, Study
from viewer.case.terms import Code
from viewer.case.volume import Lut, Plane, Stack, Volume, Window
from viewer.dicom.cache import Loaded
from viewer.scene.marks import TextMark
from viewer.widgets.view_grid import ViewGrid

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by Qt's offscreen platform for any window
FRAME = "1.2.3"
GEOMETRY = Geometry.from_matrix((20, 40, 50), [[0, 0, 2, -50], [0, 2, 0, -40], [3, 0, 0, -30], [0, 0, 0, 1]], FRAME)
STUDY = Study("1", Patient("ID7", "Doe^Jane"), "20260102", description="CT chest")
SERIES = Series("1.1", "1", "CT", "Thorax")


@pytest.fixture
def grid(qtbot):
    """A volume of 20 slices, air but for 40 HU in the patient's right half."""
    voxels = np.full(GEOMETRY.shape_kji, -1000, np.int16)
    voxels[:, 10:30, 5:25] = 40
    origins = [tuple(float(at) for at in GEOMETRY.to_lps([[k, 0, 0]])[0]) for k in range(20)]
    planes = tuple(Plane(f"1.1.{k}", 0, at, (2.0, 0.0, 0.0), (0.0, 2.0, 0.0)) for k, at in enumerate(origins))
    part = Part("1", "", 20, FRAME, True)
    volume = Volume("1.1", GEOMETRY, voxels, Path("unused"), "HU")
    grid = ViewGrid(lambda: "user:meier")
    grid.resize(800, 600)
    qtbot.addWidget(grid, before_close_func=lambda grid: grid.close_views())
    grid.maximise("axial")  # the 3D view stays unpainted
    with qtbot.waitExposed(grid):
        grid.show()
    grid.show_loaded(Loaded(Stack("1.1", FRAME, planes, voxels, "HU"), volume, (), part, (part,)), STUDY, SERIES)
    grid.maximise("axial")
    return grid


def state_for(uid, **values):
    plain = Presentation(
        "p", "1.9", "1.8", "LABEL", "Round shadow", "", (PictureRef(uid),), None, None, None, (ShownWindow((), Window(50, 80)),),
        None, False, (), 0, False, (), 0.0, (), (), (), by("import:other"),
    )  # fmt: skip
    return replace(plain, **values)


def texts(grid, name="axial"):
    pane = grid.pane(name)
    return [mark.text for mark in grid._content.marks(pane.view, [pane.view]) if isinstance(mark, TextMark)]


def grey(grid, point, name="axial"):
    pane = grid.pane(name)
    x, y = pane.view.to_px(point)
    return int(grid._content.pixels(pane.view, 1.0)[int(y), int(x), 0])


def test_presentation_state_is_shown_on_its_slice_only_and_goes_on_a_key(grid):
    inside = (-10.0, -4.0, 0.0)  # 40 HU
    before = grey(grid, inside)
    middle = grid._content.source.acquired_at(grid.pane("axial").view)[0]
    uid = f"1.1.{middle}"
    drawn = Annotation((), "", (Graphic("point", ((3.0, 4.0),), "picture"),), ())
    shutter = Shutter("rectangle", ((0.0, 0.0), (30.0, 39.0)))
    grid.set_presented((state_for(uid, inverse=True, annotations=(drawn,), shutters=(shutter,), shutter_grey=1.0),), ())
    assert grid.has_presentation
    assert {"presentation state: Round shadow  inverse", "W 80  L 50"} <= set(texts(grid))
    assert grey(grid, inside) == 159 != before, "three eighths of the way up, turned round"
    assert grey(grid, (40.0, -4.0, 0.0)) == 255, "hidden by the shutter"
    grid.scroll_pane("axial", 1)
    assert not any("presentation state" in text for text in texts(grid)) and grey(grid, (40.0, -4.0, 0.0)) == 0
    grid.scroll_pane("axial", -1)
    grid.use_preset("4")
    assert grey(grid, inside) != 159, "the reader's window goes first"
    assert {"presentation state: Round shadow  other window", "W 1800  L 400  bone"} <= set(texts(grid))
    grid.use_preset("1")
    assert grey(grid, inside) == 159
    grid.toggle_presentation()
    assert {"presentation state hidden: Round shadow", "W 400  L 40  soft tissue"} <= set(texts(grid))
    assert grey(grid, inside) == before
    grid.toggle_presentation()
    assert "presentation state: Round shadow  inverse" in texts(grid)


def test_key_image_has_a_star_with_its_reason(grid):
    middle = grid._content.source.acquired_at(grid.pane("axial").view)[0]
    image = KeyImage("k", Code("DCM", "113004", "For Teaching"), "", "1.1", f"1.1.{middle}", 0, by("import:other"))
    grid.set_presented((), (image, replace(image, id="l")))
    assert "★ For Teaching" in texts(grid) and not grid.has_presentation
    grid.scroll_pane("axial", 2)
    assert "★ For Teaching" not in texts(grid)


def test_picture_is_turned_as_its_presentation_state_wants(grid):
    pixels = np.zeros((1, 20, 40), np.int16)
    pixels[0, 0, 0] = 1000  # the first pixel
    plane = Plane("2.2", 0, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    stack = Stack("1.2", "local:2.2", (plane,), pixels, "raw")
    part = Part("1", "", 1, "local:2.2", False)
    grid.show_loaded(Loaded(stack, None, (), part, (part,)), STUDY, SERIES)
    first = (0.0, 0.0, 0.0)
    x, y = grid.pane("picture").view.to_px(first)
    width, height = grid.pane("picture").view.size_px
    assert x < width / 2 and y < height / 2
    grid.set_presented((state_for("2.2", rotation=90, windows=()),), ())
    x, y = grid.pane("picture").view.to_px(first)
    assert x > width / 2 and y < height / 2, "turned clockwise, the first pixel comes to the top right"
    grid.toggle_presentation()
    x, y = grid.pane("picture").view.to_px(first)
    assert x < width / 2 and y < height / 2


@pytest.mark.parametrize(("values", "said"), [({}, False), ({"rotation": 90}, True), ({"flipped": True}, True)])
def test_slices_of_a_volume_are_not_turned_which_is_said(grid, values, said):
    before = grid.pane("axial").view
    grid.set_presented([state_for("1.1.9", **values)], [])
    assert (grid.pane("axial").view.right_lps, grid.pane("axial").view.down_lps) == (before.right_lps, before.down_lps)
    grid.jump_to(GEOMETRY.point(9, 20, 25))
    (line,) = [text for text in texts(grid) if text.startswith("presentation state")]
    assert line.endswith("not turned") == said


def test_scrambled_greys_are_never_between_two_values(grid):
    pixels = np.zeros((1, 20, 40), np.int16)
    pixels[0, :, 1::2] = 1
    plane = Plane("2.2", 0, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    part = Part("1", "", 1, "local:2.2", False)
    grid.show_loaded(Loaded(Stack("1.2", "local:2.2", (plane,), pixels, "raw"), None, (), part, (part,)), STUDY, SERIES)
    scrambled = Window(1.5, 4, lut=Lut(-1, (90, 30, 200, 120), 8))
    grid.set_presented((state_for("2.2", windows=(ShownWindow((), scrambled),)),), ())
    view = grid.pane("picture").view
    assert set(np.unique(grid._content.pixels(view, 1.0))) == {0, 30, 200}, "both values and the ground beside the picture"


def test_another_study_s_state_is_shown_though_one_was_hidden(grid):
    middle = grid._content.source.acquired_at(grid.pane("axial").view)[0]
    grid.set_presented((state_for(f"1.1.{middle}"),), ())
    grid.toggle_presentation()
    assert "presentation state: Round shadow" not in texts(grid)
    grid.set_presented((state_for(f"1.1.{middle}", id="q"),), ())
    assert "presentation state: Round shadow" in texts(grid)
