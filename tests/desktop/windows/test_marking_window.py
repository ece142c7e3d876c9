"""A structure is outlined in the window by marks: each can be taken back, the newest counts, one step undoes what was kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from proposals import BALL_LPS, LUNG_LPS
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import Desktop
from desktop.steps import marking
from desktop.workflows.marking_session import MarkingSession
from viewer.case.geometry import Point
from viewer.case.prompt import Prompts, point_prompt
from viewer.case.segmentation import Segmentation

sys.path.append(str(Path(__file__).parents[2] / "inference" / "segmentation"))
from test_promptable import known_pack

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


def session_of(desktop: Desktop) -> MarkingSession:
    assert desktop.marking.session is not None
    return desktop.marking.session


def click(desktop: Desktop, place: Point, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A click on the axial view; the place must be on its plane."""
    pane = desktop.grid.pane("axial")
    x, y = pane.view.to_px(place)  # type: ignore[attr-defined]
    QTest.mouseClick(pane, button, keys, QPoint(round(x), round(y)))


def key(desktop: Desktop, what: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or desktop.window, what, keys)


def marked(desktop: Desktop) -> Segmentation | None:
    assert desktop.case is not None
    return next((row for row in desktop.case.all_of(Segmentation) if row.name == "Marked structures"), None)


@pytest.fixture
def begun(reading: Desktop) -> Iterator[Desktop]:
    """A structure is begun, the ball's middle is on the axial view."""
    reading.grid.jump_to(BALL_LPS)
    assert reading.run_action("segments.mark")
    key(reading, Qt.Key.Key_Return)
    assert reading.wait_idle(60)
    yield reading


def test_a_structure_is_named_marked_taken_back_and_kept(reading: Desktop) -> None:
    reading.grid.jump_to(BALL_LPS)
    assert reading.run_action("segments.mark")
    panel = reading.window.reading.marking
    assert panel.isVisible() and panel.name.hasFocus() and reading.grid.tool == "mark point"
    QTest.keyClicks(panel.name, "left kidney")
    assert "64033007" in panel.code.text()
    key(reading, Qt.Key.Key_Return)
    click(reading, BALL_LPS)
    assert reading.wait_idle(60)
    session = session_of(reading)
    first = session.volume_ml
    assert session.worked is not None and first > 0 and marked(reading) is None
    x, y, z = BALL_LPS
    click(reading, (x + 9, y, z), RIGHT)
    assert reading.wait_idle(60)
    assert [prompt.positive for prompt in session.prompts] == [True, False] and session.worked is not None
    click(reading, (x + 6, y, z), keys=Qt.KeyboardModifier.ControlModifier)
    assert reading.wait_idle(60) and not session.prompts[-1].positive
    for left in (2, 1):
        assert reading.run_action("edit.undo")
        assert len(session.prompts) == left and not session.is_busy
    assert session.volume_ml == first
    undo: QAction = reading.window.commands.actions["edit.undo"]
    assert undo.text() == "Undo: point on left kidney"
    key(reading, Qt.Key.Key_Return)
    assert reading.marking.session is None and not panel.isVisible() and reading.grid.tool == "select"
    made = marked(reading)
    assert made is not None and reading.case is not None
    (label,), (row,) = made.labels, made.statistics
    assert (label.name, label.side, row.volume_ml) == ("left kidney", "left", pytest.approx(first))
    assert made.source.author == "model:geodesic@1.2.0" and len(made.source.weights_sha256) == 64
    (shown,) = reading.window.reading.segments.rows
    assert (shown.name, shown.visible, shown.volume_ml) == ("left kidney", True, row.volume_ml)
    assert reading.case.undo_label == "Mark left kidney"
    reading.run_action("edit.undo")
    assert marked(reading) is None and not reading.case.all_of(Prompts)
    reading.run_action("edit.redo")
    assert marked(reading) == made


def test_the_first_click_after_a_name_is_a_mark(begun: Desktop) -> None:
    line, pane = begun.window.reading.marking.name, begun.grid.pane("axial")
    line.setFocus()
    QTest.keyClicks(line, "liv")
    popup = line.completer().popup()
    assert popup.isVisible()
    x, y = pane.view.to_px(BALL_LPS)  # type: ignore[attr-defined]
    there = popup.mapFromGlobal(pane.mapToGlobal(QPoint(round(x), round(y))))
    assert not popup.rect().contains(there)
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=there)
    assert begun.wait_idle(60)
    assert not popup.isVisible() and len(session_of(begun).prompts) == 1


def test_only_the_newest_of_quick_marks_is_worked_out_and_enter_waits_for_it(begun: Desktop) -> None:
    session = session_of(begun)
    x, y, z = BALL_LPS
    for step in range(6):
        click(begun, (x + step, y, z))
    state = begun.window.reading.marking.state
    assert state.text() == "◌ working"
    key(begun, Qt.Key.Key_Return)
    assert state.text() == "◌ working, then kept"
    assert begun.wait_idle(60)
    assert begun.marking.session is None and marked(begun) is not None
    assert len(session.prompts) == 6 and session.worked is not None and not session.is_busy
    assert len(session.worked.record.prompts) == 6
    answered = [asked for asked in range(1, 6) if session._answers.get((session.card.id, session.prompts[:asked]))]
    assert len(answered) < 5, "older ones were dropped"


def test_escape_drops_the_gesture_then_goes_back_to_marking_then_leaves_but_asks_before_an_outline_goes(begun: Desktop) -> None:
    pane = begun.grid.pane("axial")
    begun.grid.pick_tool("mark lasso")
    QTest.mousePress(pane, LEFT, pos=QPoint(100, 100))
    key(begun, Qt.Key.Key_Escape)
    QTest.mouseMove(pane, QPoint(150, 150))
    QTest.mouseRelease(pane, LEFT, pos=QPoint(150, 100))
    assert session_of(begun).prompts == () and begun.grid.tool == "mark lasso"
    begun.grid.pick_tool("ruler")
    key(begun, Qt.Key.Key_Escape)
    assert begun.grid.tool == "mark point"
    key(begun, Qt.Key.Key_Escape)
    assert begun.marking.session is None and begun.grid.tool == "select"
    begun.run_action("segments.mark")
    key(begun, Qt.Key.Key_Return)
    click(begun, BALL_LPS)
    assert begun.wait_idle(60)
    key(begun, Qt.Key.Key_Escape)
    question = begun.window.question
    assert question.isVisible() and "Marks: 1" in question.text.text()
    question.no.click()
    assert begun.marking.session is not None
    marking.leave(begun)
    question.yes.click()
    assert begun.marking.session is None and marked(begun) is None


def test_a_question_about_marks_and_a_name_half_typed_end_with_the_structure(begun: Desktop) -> None:
    panel, question = begun.window.reading.marking, begun.window.question
    panel.name.setText("spleen")
    begun.marking.show(session_of(begun))
    click(begun, BALL_LPS)
    assert begun.wait_idle(60)
    marking.leave(begun)
    assert question.isVisible()
    panel.keep.click()
    assert begun.marking.session is None and not question.isVisible()
    begun.run_action("segments.mark")
    assert panel.name.text() == ""
    key(begun, Qt.Key.Key_Return)
    click(begun, BALL_LPS)
    assert begun.wait_idle(60)
    marking.leave(begun)
    marking.undo(begun)
    assert not question.isVisible(), "it speaks of a mark that is gone"


def test_a_mark_beside_the_images_is_said_and_other_images_keep_what_was_marked(begun: Desktop) -> None:
    marking.mark(begun, point_prompt((9999.0, 0.0, 0.0)))
    assert "outside the images" in begun.window.status.note.text() and session_of(begun).prompts == ()
    click(begun, BALL_LPS)
    assert begun.wait_idle(60) and begun.study is not None and begun.series is not None
    begun.open_study(begun.study.uid, begun.series.uid)
    assert begun.wait_idle(60)
    assert begun.marking.session is None and not begun.window.reading.marking.isVisible()
    assert marked(begun) is not None


def test_a_segment_that_is_there_is_corrected_and_beside_it_a_second_one_made(begun: Desktop) -> None:
    click(begun, BALL_LPS)
    assert begun.wait_idle(60)
    begun.run_action("mark.keep")
    before = marked(begun)
    assert before is not None and begun.case is not None
    begun.grid.jump_to(LUNG_LPS)
    begun.run_action("segments.mark")
    key(begun, Qt.Key.Key_Return)
    click(begun, LUNG_LPS)
    assert begun.wait_idle(60)
    begun.run_action("mark.keep")
    assert [(row.name, row.visible) for row in begun.window.reading.segments.rows] == [("structure", True), ("structure 2", True)]
    begun.run_action("segments.correct")
    begun.window.choice.actions()[0].trigger()
    begun.window.choice.close()
    assert begun.wait_idle(60)
    session = session_of(begun)
    assert not session.is_new and len(session.all_prompts) == 1 and session.prompts == ()
    begun.grid.jump_to(BALL_LPS)
    click(begun, BALL_LPS, RIGHT)
    assert begun.wait_idle(60)
    begun.run_action("mark.keep")
    made = marked(begun)
    assert made is not None and begun.loaded is not None and begun.loaded.volume is not None
    place = tuple(np.floor(begun.loaded.volume.geometry.to_kji(np.array([BALL_LPS]))[0] + 0.5).astype(int))
    assert begun.case.mask_of(made)[place] == 0
    assert [len(row.prompts) for row in begun.case.all_of(Prompts)] == [2, 1]


def test_another_model_works_the_same_marks_out(begun: Desktop) -> None:
    assert begun.loaded is not None and begun.loaded.volume is not None
    known_pack(begun.library.models_folder / "known", {"CT": 1.0}, 200.0)
    begun.refresh_models()
    click(begun, BALL_LPS)
    assert begun.wait_idle(60)
    panel = begun.window.reading.marking
    assert panel.models.isVisible() and panel.models.currentText().startswith("Click to segment")
    panel.models.setCurrentIndex(1)
    panel.models.activated.emit(1)
    assert begun.wait_idle(120)
    session = session_of(begun)
    assert session.worked is not None and session.worked.record.source.author == "model:known@1"
    begun.run_action("mark.keep")
    made = marked(begun)
    assert made is not None and made.source.author == "model:known@1" and begun.case is not None
    inside = np.asarray(begun.case.mask_of(made)) > 0
    assert inside.any() and np.asarray(begun.loaded.volume.voxels)[inside].min() > -200 - 30


def test_what_cannot_be_marked_says_why(reading: Desktop) -> None:
    action = reading.window.commands.actions["segments.mark"]
    assert action.isEnabled()
    assert not reading.window.commands.actions["tool.mark_point"].isEnabled()
    reading.leave_study(reading.study.uid if reading.study else "")
    assert not action.isEnabled() and "No images of a volume are open." in action.toolTip()
