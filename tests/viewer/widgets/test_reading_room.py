"""Several viewers in one room: which one is active, how they go together, tiles, and what is dragged into them."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from viewer.case.geometry import Geometry
from viewer.case.study import Part, Patient, Series, Study
from viewer.case.volume import Plane, Stack, Volume
from viewer.dicom.cache import Loaded
from viewer.scene.marks import LineMark, TextMark
from viewer.scene.reference_lines import ReferencePlane, cut_line
from viewer.scene.view_state import PlaneView
from viewer.widgets.reading_room import Cell, ReadingRoom
from viewer.widgets.series_strip import DRAGGED, SeriesStrip, dragged_series
from viewer.widgets.shown_views import FOUR, ONE

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
STUDY = Study("1", Patient("ID7", "Doe^Jane"), "20260102")
SERIES = Series("1.1", "1", "CT", "Thorax")
UPRIGHT = [[0, 0, 2, -50], [0, 2, 0, -40], [3, 0, 0, -30], [0, 0, 0, 1]]


def volume_in(frame_uid: str, first_z: float = -30.0, count: int = 20) -> Loaded:
    """Axial slices of 3 mm from `first_z` upwards."""
    matrix = [row[:] for row in UPRIGHT]
    matrix[2][3] = first_z
    geometry = Geometry.from_matrix((count, 40, 50), matrix, frame_uid)
    voxels = np.zeros(geometry.shape_kji, np.int16)
    origins = [tuple(float(at) for at in geometry.to_lps([[k, 0, 0]])[0]) for k in range(count)]
    planes = tuple(Plane(f"{frame_uid}.{k}", 0, at, (2.0, 0.0, 0.0), (0.0, 2.0, 0.0)) for k, at in enumerate(origins))
    part = Part("1", "", count, frame_uid, True)
    stack = Stack("1.1", frame_uid, planes, voxels, "HU")
    return Loaded(stack, Volume("1.1", geometry, voxels, Path("unused"), "HU"), (), part, (part,))


def clip(uid: str, frames: int) -> Loaded:
    """Pictures without a place in the patient."""
    planes = tuple(Plane(uid, k, (0.0, 0.0, float(k)), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for k in range(frames))
    part = Part("c", "", frames, f"local:{uid}", False)
    return Loaded(Stack("1.2", f"local:{uid}", planes, np.zeros((frames, 30, 40), np.uint8), "raw"), None, (), part, (part,))


@pytest.fixture
def room(qtbot):
    room = ReadingRoom(lambda: "user:meier")
    room.resize(1000, 800)
    qtbot.addWidget(room, before_close_func=lambda room: room.close_views())
    room.active.show_views(ONE)
    with qtbot.waitExposed(room):
        room.show()
    return room


def fill(room, *shown):
    for viewer, loaded in zip(room.viewers, shown, strict=True):
        viewer.show_views(ONE)
        viewer.show_loaded(loaded, STUDY, SERIES)
    QApplication.processEvents()
    room.links.refresh()


def number(viewer):
    pane = viewer.main_pane
    return viewer.content.axes[pane.name].number_at(pane.view.centre_lps)


def texts(viewer):
    return [mark.text for mark in viewer.main_pane.marks() if isinstance(mark, TextMark)]


def click(pane, xy):
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        point = QPointF(*xy)
        held = Qt.MouseButton.LeftButton if kind == QEvent.Type.MouseButtonPress else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, point, QPointF(pane.mapToGlobal(point)), Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pane, event)


def test_a_room_of_one_looks_as_if_there_were_none(room):
    room.active.show_views(FOUR)
    fill_one = volume_in("A")
    room.active.show_loaded(fill_one, STUDY, SERIES)
    assert room.shape == (1, 1) and not room.active.shares_room
    assert room.active.geometry().size() == room.size(), "no line around it"
    assert room.active.shown.names == ("axial", "coronal", "sagittal", "3D")


def test_rooms_grow_and_shrink_and_the_active_viewer_stays(room):
    first = room.active
    room.arrange(2, 3)
    assert len(room.viewers) == 6 and room.viewers[0] is first
    last = room.viewers[5]
    last.focus_pane()
    assert room.active is last
    gone = []
    room.let_go.connect(gone.append)
    room.arrange(1, 2)
    assert room.viewers == (first, last) and len(gone) == 4
    room.arrange(2, 2)
    assert len({id(viewer) for viewer in room.viewers}) == 4 and set(room.viewers) <= {first, last, *gone}
    room.arrange(99, 99)
    assert room.shape == (4, 5)


def test_cells_of_a_column_are_equally_wide_and_a_moved_edge_moves_all_of_them(room):
    room.arrange(2, 2)
    QApplication.processEvents()
    top, bottom = room._wall._lines
    assert abs(top.sizes()[0] - top.sizes()[1]) <= 1
    top.setSizes([300, 690])
    top.splitterMoved.emit(300, 1)
    assert bottom.sizes() == top.sizes()


def test_a_click_makes_a_viewer_active_and_a_tool_is_in_hand_in_all(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in("A"))
    changed = []
    room.active_changed.connect(lambda: changed.append(room.active))
    right.main_pane.setFocus()
    assert room.active is right and changed == [right]
    right.pick_tool("ruler")
    assert left.tool == "ruler"
    room.step(1)
    assert room.active is left
    room.step(-1)
    assert room.active is right


def test_one_frame_of_reference_scrolls_together_and_shares_the_cursor(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in("A", first_z=-60.0, count=30))
    left.scroll_pane("axial", 3)
    assert left.content.crosshair == right.content.crosshair
    z = left.main_pane.view.centre_lps[2]
    assert right.main_pane.view.centre_lps[2] == pytest.approx(z, abs=1.5)
    click(left.main_pane, (120, 130))
    assert left.content.crosshair == right.content.crosshair
    assert sum(isinstance(mark, LineMark) and mark.width_px == 1.5 and mark.colour == "accent" for mark in right.main_pane.marks()) == 4
    assert "linked" in texts(right) and "linked" not in texts(left)
    room.links.toggle_scroll()
    before = number(right)
    left.scroll_pane("axial", 2)
    assert number(right) == before and "linked" not in texts(right)


def test_other_frames_go_together_as_they_stood(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in("B", first_z=200.0))
    stood = number(right)
    left.scroll_pane("axial", 4)
    assert number(right) == stood, "nothing links them yet"
    right.scroll_pane("axial", -2)
    room.links.link_as_they_stand()
    left.scroll_pane("axial", 3)
    assert number(right) == stood - 2 + 3
    right.scroll_pane("axial", -1)
    assert number(left) == 10 + 4 + 3 - 1
    assert "linked as they stood" in texts(right)
    room.links.part_all()
    left.scroll_pane("axial", 1)
    assert number(right) == stood - 2 + 3 - 1


def test_a_transform_links_two_frames_both_ways(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in("B", first_z=200.0))
    room.links.set_transforms([("A", "B", lambda p: (p[0], p[1], p[2] + 230.0), lambda p: (p[0], p[1], p[2] - 230.0), "aligned")])
    left.scroll_pane("axial", 4)
    assert number(right) == number(left)
    right.scroll_pane("axial", -6)
    assert number(right) == number(left)
    assert "aligned" in texts(right)


@pytest.mark.parametrize("frame_uid, first_z", [("A", -40.0), ("B", 200.0)])
def test_what_the_reader_linked_by_hand_goes_before_what_the_frames_say(room, frame_uid, first_z):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in(frame_uid, first_z=first_z))
    room.links.set_transforms([("A", "B", lambda p: (p[0], p[1], p[2] + 230.0), lambda p: (p[0], p[1], p[2] - 230.0), "aligned")])
    left.scroll_pane("axial", 1)
    text = next(text for text in ("linked", "aligned") if text in texts(right))
    room.links.link_as_they_stand()
    assert text in texts(right), "they stand where the frames put them"
    room.links.toggle_scroll()
    right.scroll_pane("axial", 4)
    room.links.link_as_they_stand()
    assert "linked as they stood" in texts(right)
    apart = number(right) - number(left)
    left.scroll_pane("axial", 3)
    assert number(right) - number(left) == apart
    right.scroll_pane("axial", -2)
    assert number(right) - number(left) == apart, "and back"
    room.links.part_all()
    left.scroll_pane("axial", 1)
    assert number(right) - number(left) == apart - 4 and text in texts(right)


def test_clips_go_together_by_number(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, clip("7.1", 12), clip("7.2", 9))
    room.links.toggle_zoom()
    left.frame(left.main_pane, left.main_pane.view.zoomed(2.0, (5.0, 5.0, 0.0)))
    assert right.main_pane.view.centre_lps[:2] == pytest.approx(left.main_pane.view.centre_lps[:2])
    assert right.main_pane.view.mm_per_px == pytest.approx(left.main_pane.view.mm_per_px, rel=0.01)
    right.scroll_pane("picture", 2)
    room.links.link_as_they_stand()
    left.scroll_pane("picture", 4)
    assert (number(left), number(right)) == (5, 7)
    left.scroll_pane("picture", 5)
    assert (number(left), number(right)) == (10, 9), "the last one where there are not so many"


def test_zoom_and_window_are_shared_on_demand(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in("A"))
    left.set_window(-600, 1500)
    left.frame(left.main_pane, left.main_pane.view.zoomed(2.0, (10.0, 0.0, 0.0)))
    assert right.window_level.width != 1500 and right.main_pane.view.mm_per_px != left.main_pane.view.mm_per_px
    room.links.toggle_zoom()
    room.links.toggle_window()
    assert right.window_level.width == 1500
    assert right.main_pane.view.mm_per_px == pytest.approx(left.main_pane.view.mm_per_px, rel=0.01)
    right.frame(right.main_pane, right.main_pane.view.moved((0.0, 7.0, 0.0)))
    assert left.main_pane.view.centre_lps == pytest.approx(right.main_pane.view.centre_lps)


def test_the_active_picture_is_a_line_in_the_others(room):
    room.arrange(1, 2)
    left, right = room.viewers
    fill(room, volume_in("A"), volume_in("A"))
    right.show_views("coronal")
    room.links.refresh()
    lines = [mark for mark in right.main_pane.marks() if isinstance(mark, LineMark) and mark.dashed]
    assert len(lines) == 1
    y = right.main_pane.view.to_px(left.main_pane.view.centre_lps)[1]
    assert lines[0].start_px[1] == lines[0].end_px[1] == pytest.approx(y)
    left.scroll_pane("axial", 5)
    moved = [mark for mark in right.main_pane.marks() if isinstance(mark, LineMark) and mark.dashed]
    assert moved[0].start_px[1] - lines[0].start_px[1] == pytest.approx(15.0 / right.main_pane.view.mm_per_px)
    assert not [mark for mark in left.main_pane.marks() if isinstance(mark, LineMark) and mark.dashed]
    room.links.toggle_lines()
    assert not [mark for mark in right.main_pane.marks() if isinstance(mark, LineMark) and mark.dashed]


def test_a_cut_is_as_long_as_the_picture_and_lies_in_both_planes():
    generator = np.random.default_rng(4)
    for _ in range(200):
        axes = [np.linalg.qr(generator.normal(size=(3, 3)))[0] for _ in range(2)]
        middle = generator.uniform(-20, 20, 3)
        picture = ReferencePlane(tuple(middle), tuple(axes[0][0]), tuple(axes[0][1]), (60.0, 40.0))
        view = PlaneView("axial", tuple(generator.uniform(-20, 20, 3)), tuple(axes[1][0]), tuple(axes[1][1]), 1.0, (200, 200))
        cut = cut_line(view, picture)
        if cut is None:
            corners = [middle + a * 60 * axes[0][0] + b * 40 * axes[0][1] for a in (-1, 1) for b in (-1, 1)]
            depths = [view.distance_mm(tuple(corner)) for corner in corners]
            assert min(depths) > 0 or max(depths) < 0 or abs(float(np.cross(*axes[0][:2]) @ np.cross(*axes[1][:2]))) > 0.99
            continue
        for end in cut:
            assert view.distance_mm(tuple(end)) == pytest.approx(0.0, abs=1e-6)
            off = end - middle
            a, b = off @ axes[0][0], off @ axes[0][1]
            assert max(abs(abs(a) - 60) < 1e-6, abs(abs(b) - 40) < 1e-6), "it ends at an edge of the picture"
            assert abs(a) <= 60 + 1e-6 and abs(b) <= 40 + 1e-6


def test_a_double_click_gives_a_view_the_room_and_gives_it_back(room):
    room.arrange(2, 2)
    fill(room, *(volume_in("A") for _ in range(4)))
    viewer = room.viewers[2]
    viewer.show_views(FOUR)
    QApplication.processEvents()
    assert room.active is not viewer
    viewer.pane("coronal").maximise_asked.emit()
    QApplication.processEvents()
    assert room.is_alone and viewer.shown.names == ("coronal",)
    assert not room.viewers[0].isVisible() and viewer.height() > 0.9 * room.height()
    viewer.pane("coronal").maximise_asked.emit()
    QApplication.processEvents()
    assert not room.is_alone and len(viewer.shown.names) == 4 and room.viewers[0].isVisible()


def test_tiles_are_consecutive_and_the_wheel_turns_pages(room):
    viewer = room.active
    viewer.show_loaded(volume_in("A"), STUDY, SERIES)
    viewer.show_tiles(2, 3)
    QApplication.processEvents()

    def numbers():
        return [viewer.content.axes["axial"].number_at(pane.view.centre_lps) if pane.view else None for pane in viewer._tiles.panes]

    assert numbers() == list(range(numbers()[0], numbers()[0] + 6)) and 10 in numbers()
    page = numbers()
    viewer._mouse.turn_wheel(viewer._tiles.panes[4], 1, QPointF(5, 5), frozenset())
    assert numbers() == [at + 6 for at in page]
    viewer.scroll_pane("axial", 99)
    assert 20 in numbers() and numbers()[-1] in (20, None)
    viewer.frame(viewer._tiles.panes[1], viewer._tiles.panes[1].view.zoomed(3.0, (0.0, 0.0, 0.0)))
    fields = {pane.view.mm_per_px * min(pane.view.size_px) for pane in viewer._tiles.panes if pane.view}
    assert max(fields) == pytest.approx(min(fields))
    viewer.show_tiles(1, 1)
    assert viewer._tiles.panes == () and viewer.pane("axial").isVisible()


def test_a_thumbnail_is_dragged_into_a_viewer(room, qtbot):
    strip = SeriesStrip()
    qtbot.addWidget(strip)
    strip.show_series([SERIES, Series("1.2", "1", "MR", "T1")])
    data = strip.mimeData([strip.item(1)])
    assert dragged_series(data) == ("1.2", "") and dragged_series(QMimeData()) is None
    assert data.hasFormat(DRAGGED)
    room.arrange(1, 2)
    dropped = []
    room.dropped.connect(lambda *given: dropped.append(given))
    cell = room.viewers[1].parent()
    assert isinstance(cell, Cell)
    cell.dropEvent(QDropEvent(QPointF(QPoint(3, 3)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))
    assert dropped == [(room.viewers[1], "1.2", "")]
