"""The reader's hands on 3D: the crop box, the plane that cuts, the scissors, segments as surfaces."""

import io
import multiprocessing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume
from viewer.scene.body import BodyState
from viewer.scene.body_client import STOPPED
from viewer.scene.camera import Camera
from viewer.scene.crop_box import CropBox
from viewer.scene.marks import DotMark, TextMark
from viewer.scene.orientation_cube import cube_marks
from viewer.scene.view_state import fit, picture_axis
from viewer.widgets.volume_pane import WAITING_LONG, VolumePane

GEOMETRY = Geometry.from_matrix((20, 40, 50), [[0, 0, 2, -50], [0, 2, 0, -40], [3, 0, 0, -30], [0, 0, 0, 1]], "1.2.3")


@pytest.fixture
def pane(qtbot):
    voxels = np.full(GEOMETRY.shape_kji, -1000, np.int16)
    voxels[4:16, 10:30, 10:40] = 900
    pane = VolumePane("3D", lambda plane, words: (TextMark((0, 0), words),))
    pane.resize(400, 300)
    qtbot.addWidget(pane, before_close_func=lambda pane: pane.close_body())
    pane.show_volume(Volume("1.1", GEOMETRY, voxels, Path("unused"), "HU"))
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: pane.is_settled, timeout=60_000)
    return pane


def settled(pane, qtbot):
    qtbot.waitUntil(lambda: pane.is_settled, timeout=60_000)
    return pane.pixels(1.0)


def drag(pane, *way, modifiers=Qt.KeyboardModifier.NoModifier):
    kinds = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(way) - 1), QEvent.Type.MouseButtonRelease]
    for kind, xy in zip(kinds, (*way, way[-1]), strict=True):
        button, point = Qt.MouseButton.LeftButton, QPointF(*xy)
        QApplication.sendEvent(pane, QMouseEvent(kind, point, point, button, button, modifiers))


def columns(pixels):
    return np.nonzero((pixels.max(axis=2) > 40).any(axis=0))[0]


def test_a_body_that_comes_while_another_is_awaited_is_shown_and_never_the_other(pane, qtbot):
    pane.show_volume(Volume("1.2", GEOMETRY, np.full(GEOMETRY.shape_kji, 900, np.int16), Path("unused"), "HU"))
    pane._ask()
    assert pane.client.is_busy
    empty = Volume("1.3", GEOMETRY, np.full(GEOMETRY.shape_kji, -1000, np.int16), Path("unused"), "HU")
    pane.show_volume(empty)
    seen = []
    qtbot.waitUntil(lambda: seen.append(pane.pixels(1.0)) or pane.is_settled, timeout=60_000)
    shown = [pixels for pixels in seen if pixels is not None]
    assert shown and all(pixels.max() < 40 for pixels in shown), "what was awaited belongs to the body before"


def test_until_a_new_size_is_rendered_the_body_stays_in_the_middle(pane, qtbot):
    before = settled(pane, qtbot)
    pane.resize(600, 300)
    waiting = pane.pixels(1.0)
    assert waiting.shape == (300, 600, 3) and np.array_equal(waiting[:, 100:500], before[:, :400])
    pane.resize(200, 300)
    assert np.array_equal(pane.pixels(1.0), before[:, 100:300])


def test_a_face_of_the_crop_box_is_dragged_and_the_body_ends_there(pane, qtbot):
    before = columns(settled(pane, qtbot))
    pane.toggle_crop()
    handle = max((mark.centre_px for mark in pane.marks() if isinstance(mark, DotMark)), key=lambda xy: xy[0])
    middle = (before[0] + before[-1]) / 2
    camera = pane.state.camera
    drag(pane, handle, (handle[0] - 10, handle[1]), (middle, handle[1]))
    after = columns(settled(pane, qtbot))
    assert pane.state.camera == camera, "the body turned"
    assert after[0] == pytest.approx(before[0], abs=2) and after[-1] == pytest.approx(middle, abs=3)
    pane.toggle_crop()
    assert columns(settled(pane, qtbot))[-1] == pytest.approx(before[-1], abs=2)


def test_a_crop_box_keeps_some_thickness_and_stays_in_the_volume():
    box = CropBox.whole(GEOMETRY)
    view = Camera.at(GEOMETRY, "left").plane((400, 300))
    for face in range(6):
        for to in ((9999.0, 9999.0), (-9999.0, -9999.0)):
            box = box.dragged(face, view, (0.0, 0.0), to)
            assert all(low + 1.9 <= high for low, high in zip(box.low_kji, box.high_kji, strict=True))
            assert min(box.low_kji) >= -0.5 and np.all(np.array(box.high_kji) <= np.array(GEOMETRY.shape_kji) - 0.5)


def test_the_plane_of_a_view_cuts_and_goes_along_with_the_crosshair(pane, qtbot):
    axis = picture_axis(GEOMETRY, "sagittal")
    pane.cut_along(fit(GEOMETRY, axis, (100, 100)))
    half = columns(settled(pane, qtbot))
    middle = pane.state.camera.plane(pane.size_px).to_px(axis.middle_of(axis.count // 2))[0]
    assert half[-1] == pytest.approx(middle, abs=4), "a sagittal view is looked at from the patient's left: that side is in front"
    pane.follow(axis.middle_of(axis.count // 2 + 8))
    assert columns(settled(pane, qtbot))[-1] > half[-1] + 10
    pane.cut_along(None)
    assert columns(settled(pane, qtbot))[-1] > half[-1] + 20


def test_what_changed_while_3d_was_hidden_is_seen_when_it_is_shown(pane, qtbot):
    before = columns(settled(pane, qtbot))
    pane.hide()
    pane.look_at("left")
    pane.cut_along(fit(GEOMETRY, picture_axis(GEOMETRY, "coronal"), (100, 100)))
    assert not pane.is_settled
    pane.show()
    after = columns(settled(pane, qtbot))
    assert len(after) < len(before)


def test_scissors_take_what_is_drawn_around_and_give_it_back(pane, qtbot):
    whole = settled(pane, qtbot)
    pane.toggle_scissors()
    drag(pane, (0, 0), (200, 0), (200, 299), (0, 299))
    left = settled(pane, qtbot)
    assert columns(left)[0] >= 195 and columns(whole)[0] < 150
    assert pane.undo_snip() and np.array_equal(columns(settled(pane, qtbot)), columns(whole))
    assert not pane.undo_snip()
    pane.toggle_scissors()
    drag(pane, (0, 0), (200, 0), (200, 299), (0, 299), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert columns(settled(pane, qtbot))[-1] <= 205


def test_the_cube_says_the_side_that_is_seen():
    for side, letter in (("front", "A"), ("back", "P"), ("left", "L"), ("right", "R"), ("head", "H"), ("feet", "F")):
        plane = Camera.at(GEOMETRY, side).plane((400, 300))
        assert [mark.text for mark in cube_marks(plane) if isinstance(mark, TextMark)] == [letter]
    turned = Camera.at(GEOMETRY).rotated(-40, 30).plane((400, 300))
    assert {mark.text for mark in cube_marks(turned) if isinstance(mark, TextMark)} == {"A", "L", "H"}
    assert cube_marks(Camera.at(GEOMETRY).plane((120, 90))) == ()


def test_a_turntable_is_a_moving_picture_that_can_be_stopped(tmp_path):
    from PIL import Image

    from desktop.workflows.turntable import export_turntable
    from viewer.case.progress import CancelledError

    voxels = np.full(GEOMETRY.shape_kji, -1000, np.int16)
    voxels[4:16, 10:30, 10:20] = 900
    volume = Volume("1.1", GEOMETRY, voxels, Path("unused"), "HU")
    state = BodyState(Camera.at(GEOMETRY), "bone", (10, 10))
    path = export_turntable(volume, state, tmp_path / "turn.gif", None, no_tick, frames=4, side_px=96)
    with Image.open(path) as moving:
        assert (moving.n_frames, moving.size, moving.info["loop"]) == (4, (96, 96), 0)
        shown = []
        for number in range(4):
            moving.seek(number)
            shown.append(np.asarray(moving.convert("RGB")))
    assert columns(shown[0])[0] < 40 and columns(shown[2])[-1] > 56  # half a turn later on the other side

    large = replace(state, look="MIP")
    with Image.open(export_turntable(volume, large, tmp_path / "large.gif", None, no_tick, frames=2, side_px=256)) as moving:
        edges = []
        for number in range(2):
            moving.seek(number)
            edges.append(np.asarray(moving.convert("L")).astype(int)[116:140, :26])
    assert min(edge.max() for edge in edges) > 200 and np.abs(edges[0] - edges[1]).max() > 100, "R, and half a turn later L"

    film = export_turntable(volume, state, tmp_path / "turn.avi", None, no_tick, frames=4, side_px=96).read_bytes()
    assert film[:4] == b"RIFF" and film[8:12] == b"AVI " and int.from_bytes(film[4:8], "little") == len(film) - 8
    moved, index = film.index(b"movi"), film.index(b"idx1")
    assert int.from_bytes(film[index + 4 : index + 8], "little") == 12 * 16, "three turns of four pictures"
    for number in range(12):
        at, length = (int.from_bytes(film[place : place + 4], "little") for place in (index + 16 + 16 * number, index + 20 + 16 * number))
        assert film[moved + at : moved + at + 4] == b"00dc"
        with Image.open(io.BytesIO(film[moved + at + 8 : moved + at + 8 + length])) as picture:
            assert (picture.format, picture.size) == ("JPEG", (96, 96))

    def stop(part, text):
        if part > 0.2:
            raise CancelledError

    with pytest.raises(CancelledError):
        export_turntable(volume, replace(state, look="MIP"), tmp_path / "none.gif", None, stop, frames=4, side_px=96)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["large.gif", "turn.avi", "turn.gif"]


def test_3d_comes_while_its_view_is_painted_all_the_time_and_can_be_stopped_and_begun_again(qtbot, monkeypatch):
    monkeypatch.setattr("viewer.widgets.volume_pane.LONG_S", 0.0)
    pane = VolumePane("3D", lambda plane, words: ())
    pane.resize(200, 150)
    qtbot.addWidget(pane, before_close_func=lambda pane: pane.close_body())
    pane.show_volume(Volume("1.1", GEOMETRY, np.full(GEOMETRY.shape_kji, 900, np.int16), Path("unused"), "HU"))
    painter = QTimer(pane, interval=10, timeout=lambda: pane.repaint())
    painter.start()
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: pane.empty_text == WAITING_LONG, timeout=20_000)
    click(pane)
    assert pane.empty_text == STOPPED and not multiprocessing.active_children()
    qtbot.wait(150)
    assert not pane.client.is_busy, "what the reader stopped stays stopped"
    click(pane)
    qtbot.waitUntil(lambda: pane.is_settled, timeout=60_000)
    painter.stop()


def click(pane):
    drag(pane, (100.0, 75.0))
