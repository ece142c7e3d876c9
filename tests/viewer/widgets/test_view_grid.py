"""The four views with a simulated mouse: gestures in, edits and linked views out."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from viewer.case.edits import Edit
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Geometry
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.study import Part, Patient, Problem, Series, Study
from viewer.case.terms import LUNG, NODULE
from viewer.case.volume import Lut, Plane, Stack, Volume, Window
from viewer.dicom.cache import Early, Loaded
from viewer.scene.colour_tables import label_colour
from viewer.scene.fusion import Fusion
from viewer.scene.marks import TextMark
from viewer.scene.view_state import whole_mm_per_px
from viewer.widgets import theme
from viewer.widgets.pane import Pane
from viewer.widgets.tool_box import TOOLS
from viewer.widgets.view_grid import ViewGrid

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by Qt's offscreen platform for any window
FRAME = "1.2.3"
GEOMETRY = Geometry.from_matrix((20, 40, 50), [[0, 0, 2, -50], [0, 2, 0, -40], [3, 0, 0, -30], [0, 0, 0, 1]], FRAME)
STUDY = Study("1", Patient("ID7", "Doe^Jane"), "20260102", description="CT chest")
SERIES = Series("1.1", "1", "CT", "Thorax")


@pytest.fixture
def volume():
    voxels = np.full(GEOMETRY.shape_kji, -1000, np.int16)
    voxels[:, 10:30, 5:25] = 40  # the patient's right half
    voxels[15:, 12:16, 8:12] = 900
    return Volume("1.1", GEOMETRY, voxels, Path("unused"), "HU")


def loaded_of(volume):
    """The volume with the slices that it was made of."""
    origins = [tuple(float(at) for at in GEOMETRY.to_lps([[k, 0, 0]])[0]) for k in range(20)]
    planes = tuple(Plane(f"1.1.{k}", 0, at, (2.0, 0.0, 0.0), (0.0, 2.0, 0.0)) for k, at in enumerate(origins))
    stack = Stack("1.1", FRAME, planes, volume.voxels, "HU", windows=volume.windows)
    part = Part("1", "", 20, FRAME, True)
    return Loaded(stack, volume, (), part, (part,))


@pytest.fixture
def grid(qtbot, volume):
    grid = ViewGrid(lambda: "user:meier")
    grid.resize(800, 600)
    qtbot.addWidget(grid, before_close_func=lambda grid: grid.close_views())
    grid.maximise("axial")  # the 3D view stays unpainted in most tests
    with qtbot.waitExposed(grid):
        grid.show()
    grid.show_loaded(loaded_of(volume), STUDY, SERIES, [Problem("warning", "Slice 37 is missing.")])
    grid.maximise("axial")
    QApplication.processEvents()
    grid.edits = []
    grid.edit_made.connect(grid.edits.append)
    return grid


def mouse(pane, kind, xy, button=Qt.MouseButton.LeftButton, modifiers=Qt.KeyboardModifier.NoModifier):
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    point = QPointF(*xy)
    QApplication.sendEvent(pane, QMouseEvent(kind, point, QPointF(pane.mapToGlobal(point)), button, held, modifiers))


def drag(pane, *way, button=Qt.MouseButton.LeftButton):
    mouse(pane, QEvent.Type.MouseButtonPress, way[0], button)
    for xy in way[1:]:
        mouse(pane, QEvent.Type.MouseMove, xy, button)
    mouse(pane, QEvent.Type.MouseButtonRelease, way[-1], button)


def wheel(pane, eighths, xy=(100, 100), modifiers=Qt.KeyboardModifier.NoModifier):
    point = QPointF(*xy)
    event = QWheelEvent(
        point, QPointF(pane.mapToGlobal(point)), QPoint(), QPoint(0, eighths),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


def texts(pane):
    return [mark.text for mark in pane.marks() if isinstance(mark, TextMark)]


def grey_at(grid, name, point_lps):
    pane = grid.pane(name)
    image = pane.grab().toImage()
    x, y = pane.view.to_px(point_lps)
    return image.pixelColor(int(x * image.devicePixelRatio()), int(y * image.devicePixelRatio()))


def test_points_of_the_patient_have_their_shade_on_the_screen(grid):
    for name in ("axial", "coronal", "sagittal"):
        grid.maximise(name)
        QApplication.processEvents()
        grid.jump_to((-20.0, 10.0, 0.0))
        assert grey_at(grid, name, (-25.0, 5.0, 3.0)).red() == 128  # 40 HU in the middle of 40/400
        grid.jump_to((-30.0, -13.0, 24.0))
        assert grey_at(grid, name, (-30.0, -13.0, 24.0)).red() == 255  # in the gap of the crosshair
    grid.maximise("axial")
    assert grey_at(grid, "axial", (20.0, 5.0, 0.0)).red() == 0


def test_the_wheel_goes_to_the_next_picture_towards_the_feet(grid):
    pane = grid.pane("axial")
    grid.jump_to((0.0, 0.0, 0.0))
    assert "Axial 10 / 20" in texts(pane)
    wheel(pane, -120)
    assert "Axial 11 / 20" in texts(pane) and "z -3.0 mm  step 3.00 mm" in texts(pane)
    assert grid.crosshair_lps == pytest.approx((0, 0, -3))
    wheel(pane, 60)
    assert "Axial 11 / 20" in texts(pane)  # half a notch of a smooth wheel
    wheel(pane, 60)
    assert "Axial 10 / 20" in texts(pane)
    wheel(pane, -120 * 99)
    assert "Axial 20 / 20" in texts(pane)


def test_control_wheel_zooms_about_the_mouse(grid):
    pane = grid.pane("axial")
    point, before = pane.view.to_lps((100, 100)), pane.view.mm_per_px
    wheel(pane, 120, (100, 100), Qt.KeyboardModifier.ControlModifier)
    assert pane.view.mm_per_px < before
    assert pane.view.to_px(point) == pytest.approx((100, 100))


def test_a_ruler_is_drawn_made_and_then_moved(grid):
    pane = grid.pane("axial")
    grid.pick_tool("ruler")
    drag(pane, (200, 200), (250, 210), (300, 200))
    (edit,) = grid.edits
    assert isinstance(edit, Edit) and (edit.label, edit.author) == ("Add ruler", "user:meier")
    ruler = edit.changes[0].after
    assert (ruler.series_uid, ruler.frame_uid) == ("1.1", FRAME)
    assert ruler.length_mm == pytest.approx(100 * pane.view.mm_per_px)
    grid.set_records([ruler], [], {}, ruler.id)
    assert f"{ruler.length_mm:.1f} mm" in texts(pane) and grid.selected == ("ruler", ruler.id)
    grid.pick_tool("select")
    drag(pane, (301, 201), (320, 240), (340, 200))
    moved = grid.edits[1]
    assert moved.label == "Move ruler" and moved.changes[0].before == ruler
    assert moved.changes[0].after.end_lps == pytest.approx(pane.view.to_lps((340, 200)))
    wheel(pane, -120)
    assert f"{ruler.length_mm:.1f} mm" not in texts(pane)  # it lies on the picture before


def test_escape_drops_the_ruler_that_is_being_drawn(grid):
    pane = grid.pane("axial")
    grid.pick_tool("ruler")
    mouse(pane, QEvent.Type.MouseButtonPress, (100, 100))
    mouse(pane, QEvent.Type.MouseMove, (200, 100))
    assert any("mm" in text and "z" not in text and "px" not in text for text in texts(pane))
    grid.cancel_gesture()
    mouse(pane, QEvent.Type.MouseButtonRelease, (200, 100))
    assert grid.edits == [] and grid.tool == "ruler"
    grid.cancel_gesture()
    assert grid.tool == "select"


def test_the_crosshair_moves_the_other_views_but_not_its_own(grid, qtbot):
    pane = grid.pane("axial")
    still = pane.view
    with qtbot.waitSignal(grid.crosshair_moved) as moved:
        drag(pane, (150, 220))
    point = still.to_lps((150, 220))
    assert moved.args[0] == pytest.approx(point) and pane.view == still
    assert abs(grid.pane("coronal").view.distance_mm(point)) <= 1.001
    assert abs(grid.pane("sagittal").view.distance_mm(point)) <= 1.001


def test_right_button_changes_the_window_and_middle_pans(grid, qtbot):
    pane = grid.pane("axial")
    with qtbot.waitSignal(grid.window_changed):
        drag(pane, (100, 100), (200, 100), button=Qt.MouseButton.RightButton)
    assert (grid.window_level.centre, grid.window_level.width) == pytest.approx((40, 500))
    point = pane.view.to_lps((100, 100))
    drag(pane, (100, 100), (130, 90), (160, 140), button=Qt.MouseButton.MiddleButton)
    assert pane.view.to_px(point) == pytest.approx((160, 140))


def test_number_keys_have_the_windows_of_the_modality(grid):
    assert grid.use_preset("3")
    assert (grid.window_level.centre, grid.window_level.width) == (-600, 1500)
    assert "W 1500  L -600  lung" in texts(grid.pane("axial"))
    assert not grid.use_preset("x")


def test_double_click_maximises_and_back(grid):
    grid.maximise("")
    assert all(not grid.pane(name).isHidden() for name in ("axial", "coronal", "sagittal", "3D"))
    mouse(grid.pane("coronal"), QEvent.Type.MouseButtonDblClick, (50, 50))
    assert [name for name in ("axial", "coronal", "sagittal", "3D") if not grid.pane(name).isHidden()] == ["coronal"]
    mouse(grid.pane("coronal"), QEvent.Type.MouseButtonDblClick, (50, 50))
    assert not grid.pane("axial").isHidden()
    grid.maximise("axial")


def test_segments_lie_over_the_image(grid):
    mask = np.zeros(GEOMETRY.shape_kji, np.uint8)
    mask[:, :, 30:] = 1
    segmentation = Segmentation("g", "1.1", "halves", GEOMETRY, (Label(1, "left", LUNG),), (), "g.npy", by("model:x@1"))
    grid.set_mask(mask, segmentation, {1}, opacity=1.0)
    colour = grey_at(grid, "axial", (30.0, 20.0, 0.0))
    assert (colour.red(), colour.green(), colour.blue()) == label_colour(1)
    other = Volume("1.9", GEOMETRY, np.full(GEOMETRY.shape_kji, 9, np.int16), Path("unused"), "SUV")
    grid.content.fusion = Fusion(other, FRAME, Window(5, 10), blend=1.0)
    grid.refresh_slices()
    colour = grey_at(grid, "axial", (30.0, 20.0, 0.0))
    assert (colour.red(), colour.green(), colour.blue()) == label_colour(1), "over the colours of a fused series too"
    grid.content.fusion = None
    grid.set_mask(mask, segmentation, {1}, outline_only=True)
    assert grey_at(grid, "axial", (30.0, 20.0, 0.0)).red() == 0
    grid.set_mask(None, None)
    assert grey_at(grid, "axial", (30.0, 20.0, 0.0)).red() == 0


def test_a_finding_is_framed_clicked_and_jumped_to(grid, qtbot):
    box = ((-36.0, -18.0, 15.0), (-26.0, -8.0, 27.0))
    evidence = Evidence("e", "1.1", FRAME, box, None, by("model:x@1"))
    finding = Finding("f", NODULE, LUNG, "right", "upper", True, "definite", "proposed", ("e",), by("model:x@1"))
    grid.set_records([], [finding], {"e": evidence})
    grid.jump_to(evidence.centre_lps, box)
    assert "Axial 3 / 20" in texts(grid.pane("axial"))
    pane = grid.pane("axial")
    xy = pane.view.to_px(evidence.centre_lps)
    with qtbot.waitSignal(grid.mark_selected) as picked:
        drag(pane, xy)
    assert picked.args == ["finding", "f"]
    grid.set_records([], [replace(finding, status="rejected")], {"e": evidence})
    with qtbot.waitSignal(grid.mark_selected) as picked:
        drag(pane, xy)
    assert picked.args == ["", ""]


def test_views_are_kept_and_restored(grid, volume):
    pane = grid.pane("axial")
    grid.jump_to((-20.0, 10.0, 12.0))
    wheel(pane, 240, (30, 40), Qt.KeyboardModifier.ControlModifier)
    grid.use_preset("4")
    state, view = grid.view_state(), pane.view
    grid.show_loaded(loaded_of(volume), STUDY, SERIES)
    assert pane.view != view
    grid.restore(state)
    assert pane.view.centre_lps == pytest.approx(view.centre_lps)
    assert pane.view.mm_per_px == pytest.approx(view.mm_per_px)
    assert grid.crosshair_lps == pytest.approx((-20, 10, 12)) and grid.window_level.width == 1800


def test_the_mouse_says_where_it_is(grid, qtbot):
    pane = grid.pane("axial")
    xy = pane.view.to_px((-25.0, 5.0, 0.0))
    with qtbot.waitSignal(grid.hovered) as said:
        mouse(pane, QEvent.Type.MouseMove, xy, Qt.MouseButton.NoButton)
    assert said.args[0].startswith("x -25.0  y 5.0") and said.args[0].endswith("40 HU")


def test_what_is_said_of_the_mouse_follows_the_picture_under_it(grid):
    said = []
    grid.hovered.connect(said.append)
    pane = grid.pane("axial")
    grid.jump_to((0.0, 0.0, 0.0))
    mouse(pane, QEvent.Type.MouseMove, pane.view.to_px((-30.0, -13.0, 0.0)), Qt.MouseButton.NoButton)
    assert "z 0.0" in said[-1] and " 40 HU" in said[-1]
    wheel(pane, 240)
    assert "z 6.0" in said[-1]
    grid.scroll_pane("axial", -3)  # as the keys do
    assert "z 15.0" in said[-1] and "900 HU" in said[-1]
    grid.jump_to((-20.0, 10.0, 3.0))  # the other views move too, and the mouse is not over them
    assert "z 3.0" in said[-1] and " 40 HU" in said[-1]
    QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave))
    assert said[-1] == ""
    before = len(said)
    wheel(pane, 120)
    assert len(said) == before


def test_an_empty_grid_says_what_belongs_there_and_ignores_the_mouse(qtbot):
    grid = ViewGrid(lambda: "user:meier")
    qtbot.addWidget(grid, before_close_func=lambda grid: grid.close_views())
    grid.clear("Choose a study in the worklist.")
    grid.resize(600, 400)
    grid.show()
    drag(grid.pane("axial"), (10, 10), (50, 50))
    wheel(grid.pane("axial"), -120)
    grid.reset_view()
    assert grid.pane("axial").grab().toImage().pixelColor(3, 3).red() == 0
    with pytest.raises(ValueError):
        grid.pick_tool("hammer")
    for name in TOOLS:
        grid.pick_tool(name)


def test_the_3d_view_shows_the_body_coarse_then_fine_and_turns(grid, qtbot):
    grid.maximise("3D")
    pane = grid.volume_pane
    QApplication.processEvents()
    assert (pane.width(), pane.height()) == (800, 600)
    assert {"R", "L", "H", "F"} <= set(texts(pane))  # before there is a picture
    qtbot.waitUntil(lambda: pane.is_settled, timeout=60_000)
    image = pane.grab().toImage()
    shades = [image.pixelColor(x, y).lightness() for x in range(100, 700, 10) for y in range(100, 500, 10)]
    assert max(shades) > 60 and min(shades) == 0
    assert pane.looks[0] == "bone" == pane.look and "MIP" in pane.looks
    assert any(text.startswith("bone") and "CPU" in text for text in texts(pane)) or pane.client.on_gpu
    drag(pane, (200, 200), (380, 200), (560, 200))  # half a turn
    left, right = (text for text in texts(pane) if text in "RL")
    assert (left, right) == ("L", "R")
    pane.use_look("MIP")
    assert any(text.startswith("MIP") for text in texts(pane))
    pane.reset()
    assert [text for text in texts(pane) if text in "RL"] == ["R", "L"]
    qtbot.waitUntil(lambda: pane.is_settled, timeout=60_000)
    picked = []
    pane.picked.connect(picked.append)
    drag(pane, (400, 300))
    assert picked == [grid.crosshair_lps]


def test_planes_turn_with_the_mouse_and_are_straight_again(grid, qtbot):
    grid.maximise("")
    QApplication.processEvents()
    grid.pick_tool("turn planes")
    pane, other = grid.pane("axial"), grid.pane("coronal")
    x, y = pane.view.to_px(grid.crosshair_lps)
    before, still = other.view, pane.view
    drag(pane, (x + 90, y), (x + 90, y + 40), (x + 90, y + 90))  # an eighth of a turn
    assert pane.view == still and other.view.to_px(grid.crosshair_lps) == pytest.approx(before.to_px(grid.crosshair_lps))
    assert other.view.right_lps == pytest.approx((np.sqrt(0.5), np.sqrt(0.5), 0.0), abs=1e-6)
    assert "oblique 45°" in " ".join(texts(other))
    grid.reformats.straighten()
    assert other.view.right_lps == before.right_lps


def test_a_slab_is_coarse_while_it_moves_and_fine_at_rest(grid, qtbot):
    grid.reformats.next_mode()
    assert any("MIP 10 mm" in text for text in texts(grid.pane("axial")))
    grid.reformats.thicken(1)
    grid.scroll_pane("axial", 1)
    assert grid.content.moving
    view = grid.pane("axial").view
    assert grid.content.pixels(view, 1.0).shape == (view.size_px[1], view.size_px[0], 3)
    qtbot.waitUntil(lambda: not grid.content.moving, timeout=5000)
    for _ in range(3):
        grid.reformats.next_mode()
    assert grid.reformats.slab is None and not any("15 mm" in text for text in texts(grid.pane("axial")))


class _FinePane(Pane):
    def __init__(self):
        super().__init__("fine")
        self.asked = []

    def devicePixelRatioF(self):
        return 2.0

    def pixels(self, ratio):
        self.asked.append(ratio)
        width, height = self.size_px
        pixels = np.zeros((round(height * ratio), round(width * ratio), 3), np.uint8)
        pixels[:, ::2] = 255
        return pixels


def test_panes_render_at_the_screens_own_resolution(qtbot):
    pane = _FinePane()
    qtbot.addWidget(pane)
    pane.resize(100, 80)
    pane.grab()
    assert pane.asked == [2.0]
    assert (pane._image.width(), pane._image.height(), pane._image.devicePixelRatio()) == (200, 160, 2.0)


def film(count=3, colour=False, **options):
    """A film of 20 rows and 30 columns whose value is 10 * frame, of colour its red."""
    pixels = np.zeros((count, 20, 30, 3) if colour else (count, 20, 30), np.uint8)
    for frame in range(count):
        pixels[(frame, ..., 0) if colour else frame] = 10 * frame
    planes = tuple(Plane("1.1.1", n, (0.0, 0.0, float(n)), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for n in range(count))
    stack = Stack("1.1", "local:1.1.1", planes, pixels, "raw", **options)
    part = Part("1", "apical", count, "local:1.1.1", False)
    return Loaded(stack, None, (), part, (part,))


def shown_panes(grid):
    return [name for name in ("axial", "coronal", "sagittal", "3D", "picture") if not grid.pane(name).isHidden()]


def test_pictures_without_a_volume_have_one_view_and_the_volume_comes_back(grid, volume, qtbot):
    window = Window(10, 20, "", "linear_exact")
    grid.show_loaded(film(spacing_source="none", windows=(window,)), STUDY, SERIES)
    QApplication.processEvents()
    pane = grid.pane("picture")
    assert shown_panes(grid) == ["picture"]
    assert "Frame 1 / 3" in texts(pane) and "apical" in texts(pane) and not {"R", "L"} & set(texts(pane))
    middle = (14.5, 9.5, 0.0)
    assert grey_at(grid, "picture", middle).red() == 0
    wheel(pane, -120)
    assert "Frame 2 / 3" in texts(pane) and grey_at(grid, "picture", middle).red() == 128
    grid.scroll_pane("axial", 1)  # the keys' view, from the volume before
    assert "Frame 3 / 3" in texts(pane) and grey_at(grid, "picture", middle).red() == 255
    with qtbot.waitSignal(grid.hovered) as said:
        mouse(pane, QEvent.Type.MouseMove, pane.view.to_px((7.0, 4.0, 2.0)), Qt.MouseButton.NoButton)
    assert said.args[0] == "column 8  row 5  ·  20"
    grid.pick_tool("ruler")
    drag(pane, pane.view.to_px((5, 5, 2)), pane.view.to_px((10, 5, 2)), pane.view.to_px((15, 5, 2)))
    ruler = grid.edits[-1].changes[0].after
    assert (ruler.unit, ruler.length_mm, round(ruler.length)) == ("px", None, 10)
    grid.maximise("coronal")  # there is none
    assert shown_panes(grid) == ["picture"]
    grid.show_loaded(loaded_of(volume), STUDY, SERIES)
    assert shown_panes(grid) == ["axial", "coronal", "sagittal", "3D"]
    grid.maximise("axial")


def test_colour_has_no_window_and_says_red_green_and_blue(grid, qtbot):
    grid.show_loaded(film(colour=True), STUDY, SERIES)
    QApplication.processEvents()
    pane = grid.pane("picture")
    wheel(pane, -240)
    before = grey_at(grid, "picture", (14.5, 9.5, 2.0))
    assert (before.red(), before.green()) == (20, 0)
    drag(pane, (100, 100), (300, 200), button=Qt.MouseButton.RightButton)
    assert grey_at(grid, "picture", (14.5, 9.5, 2.0)) == before and "colour" in texts(pane)
    assert not grid.use_preset("1")
    with qtbot.waitSignal(grid.hovered) as said:
        mouse(pane, QEvent.Type.MouseMove, pane.view.to_px((7.0, 4.0, 2.0)), Qt.MouseButton.NoButton)
    assert said.args[0] == "column 8  row 5  ·  R 20  G 0  B 0"


def test_high_values_are_dark_where_the_file_wants_it_and_the_key_turns_that_round(grid):
    grid.show_loaded(film(1, inverted=True, windows=(Window(10, 20),)), STUDY, SERIES)
    QApplication.processEvents()
    middle = (14.5, 9.5, 0.0)
    assert grey_at(grid, "picture", middle).red() == 255 and grey_at(grid, "picture", (14.5, -1.2, 0.0)).red() == 0
    grid.set_inverted(True)
    assert grey_at(grid, "picture", middle).red() == 0


def test_windows_of_the_file_are_gone_through_by_name_and_kept(grid, volume):
    table = Lut(0, (0, 255), 8)
    windows = (Window(40, 400, "SOFT"), Window(300, 1500, "", "sigmoid"), Window(0.5, 2, "TABLE", "linear_exact", table))
    loaded = loaded_of(replace(volume, windows=windows))
    grid.show_loaded(loaded, STUDY, SERIES)
    pane = grid.pane("axial")
    assert "W 400  L 40  SOFT" in texts(pane)
    assert grid.next_file_window() and "W 1500  L 300  window 2 of the file" in texts(pane)
    assert grid.next_file_window() and "W 2  L 0.5  TABLE" in texts(pane)
    state = grid.view_state()
    assert grid.next_file_window() and "W 400  L 40  SOFT" in texts(pane)
    grid.restore(state)
    assert grid.window_level.lut == table
    grid.show_loaded(loaded_of(volume), STUDY, SERIES)
    assert not grid.next_file_window()


def test_a_part_is_shown_while_its_pictures_arrive(grid, volume):
    whole = np.array(volume.voxels)
    arriving = np.zeros_like(whole)
    loaded = loaded_of(replace(volume, voxels=arriving))
    early = Early(loaded, np.zeros(20, bool), 10)
    arriving[10], early.ready[10] = whole[10], True
    grid.show_loaded(loaded, STUDY, SERIES, early=early)
    QApplication.processEvents()
    pane, body = grid.pane("axial"), (-25.0, 5.0, 0.0)
    assert "Axial 10 / 20" in texts(pane)
    assert grey_at(grid, "axial", body).red() == 128 and early.wanted == 10
    wheel(pane, -120)
    assert grey_at(grid, "axial", body).red() == 0  # it has not arrived, whatever zero means
    assert early.wanted == 9
    arriving[9], early.ready[9] = whole[9], True
    grid.look_again()
    assert grey_at(grid, "axial", body).red() == 128
    line = pane.grab().toImage()
    assert line.pixelColor(40, line.height() - 2) == theme.colour("accent")
    assert line.pixelColor(700, line.height() - 2) != theme.colour("accent")
    grid.use_preset("4")
    arriving[:], early.ready[:] = whole, True
    view = pane.view
    grid.show_loaded(loaded, STUDY, SERIES)
    assert pane.view == view and grid.window_level.name == "bone"
    line = pane.grab().toImage()
    assert line.pixelColor(40, line.height() - 2) != theme.colour("accent")


def test_slices_of_a_volume_that_is_still_to_be_made_are_shown_in_its_view(grid, volume):
    """As of a tilted gantry: the volume is interpolated once all slices are there."""
    loaded = replace(loaded_of(volume), volume=None)
    early = Early(loaded, np.ones(20, bool), 10)
    grid.show_loaded(loaded, STUDY, SERIES, early=early)
    QApplication.processEvents()
    pane = grid.pane("axial")
    assert "Axial 10 / 20" in texts(pane) and grid.pane("coronal").view is None
    assert grey_at(grid, "axial", (-25.0, 5.0, 0.0)).red() == 128
    wheel(pane, -360)
    assert grey_at(grid, "axial", (-25.0, 5.0, -9.0)).red() == 128 and early.wanted == 7
    grid.show_loaded(replace(loaded, volume=volume), STUDY, SERIES)
    assert "Axial 13 / 20" in texts(pane) and grid.pane("coronal").view is not None


def test_the_keys_stay_with_the_images_when_the_views_change(grid, volume, qtbot):
    """A text field that got the focus would take the next digit for text."""
    field = QLineEdit(grid)
    field.show()
    grid.focus_pane("axial")
    assert grid.pane("axial").hasFocus()
    grid.show_loaded(film(), STUDY, SERIES)
    assert grid.pane("picture").hasFocus() and not field.hasFocus()
    grid.show_loaded(loaded_of(volume), STUDY, SERIES)
    assert grid.pane("axial").hasFocus()
    grid.maximise("sagittal")
    assert grid.pane("sagittal").hasFocus()


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("quarters", range(4))
def test_mirrored_and_turned_views_come_back_with_their_letters(grid, volume, quarters, mirrored):
    loaded = loaded_of(volume)
    grid.show_loaded(loaded, STUDY, SERIES)
    pane = grid.pane("axial")
    turned = pane.view.turned(quarters)
    pane.show_view(turned.flipped() if mirrored else turned)
    grid.set_inverted(True)
    grid.set_colours("rainbow")
    shown, letters, state = pane.view, [text for text in texts(pane) if len(text) == 1], json.loads(json.dumps(grid.view_state()))
    assert ("mirrored" in texts(pane)) == mirrored
    grid.reset_view()
    grid.set_inverted(False)
    grid.set_colours("")
    grid.restore(state)
    assert np.allclose((pane.view.right_lps, pane.view.down_lps), (shown.right_lps, shown.down_lps))
    assert [text for text in texts(pane) if len(text) == 1] == letters
    assert grid.content.inverted and grid.content.colours == "rainbow"


def test_what_is_seen_whole_stays_whole_in_another_shape_and_after_it_was_kept(grid):
    pane = grid.pane("axial")

    def share():
        return pane.view.mm_per_px / whole_mm_per_px(GEOMETRY, pane.view)

    assert share() == pytest.approx(1)
    state = grid.view_state()
    for size in ((300, 700), (900, 300)):
        grid.resize(*size)
        QApplication.processEvents()
        assert share() == pytest.approx(1)
    pane.show_view(pane.view.zoomed(2, pane.view.centre_lps))
    field_mm = pane.view.mm_per_px * min(pane.view.size_px)
    grid.resize(300, 700)
    QApplication.processEvents()
    assert pane.view.mm_per_px * min(pane.view.size_px) == pytest.approx(field_mm), "what was magnified keeps its field"
    grid.restore(state)
    assert share() == pytest.approx(1)


def test_a_place_picked_in_3d_goes_to_linked_viewers(grid):
    told = []
    grid.pointed.connect(told.append)
    grid.volume_pane.picked.emit((1.0, 2.0, 3.0))
    assert told == [(1.0, 2.0, 3.0)] and grid.crosshair_lps == (1.0, 2.0, 3.0)
