"""Reading by keys and mouse: findings, rulers, undo, views, panels."""

import math

import pytest
from proposals import BALL_LPS, LUNG_LPS, propose
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.windows.segments_panel import SegmentRow
from desktop.workflows.review import accept, reject
from inference import cards
from viewer.case.finding import Evidence, Finding
from viewer.case.measurement import Ruler
from viewer.case.terms import LESION, LIVER
from viewer.widgets.pane import SlicePane

CONTROL = Qt.KeyboardModifier.ControlModifier


def status(desktop: Desktop, id: str) -> str:
    assert desktop.case is not None
    finding = desktop.case.find(Finding, id)
    assert finding is not None
    return finding.status


def list_of(desktop: Desktop) -> QWidget:
    findings = desktop.window.reading.findings.list
    findings.setFocus()
    return findings


def test_space_accepts_undo_takes_it_back_and_redo_does_it_again(reading: Desktop, qtbot: QtBot) -> None:
    findings = list_of(reading)
    qtbot.keyClick(findings, Qt.Key.Key_Space)
    assert status(reading, "n1") == "accepted"
    assert reading.finding is not None and reading.finding.id == "n1"  # nothing moves by itself
    assert reading.case is not None and reading.case.log()[-1].author == "user:Ada Reader"
    qtbot.keyClick(findings, Qt.Key.Key_Z, CONTROL)
    assert status(reading, "n1") == "proposed"
    qtbot.keyClick(findings, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert status(reading, "n1") == "accepted"


def test_tab_goes_to_the_next_finding_and_moves_every_view(reading: Desktop, qtbot: QtBot) -> None:
    findings = list_of(reading)
    assert math.dist(reading.grid.crosshair_lps, LUNG_LPS) < 0.01
    qtbot.keyClick(findings, Qt.Key.Key_Tab)
    assert reading.finding is not None and reading.finding.id == "n2"
    assert math.dist(reading.grid.crosshair_lps, BALL_LPS) < 0.01
    assert reading.window.reading.findings.current_id == "n2"
    qtbot.keyClick(findings, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert reading.finding is not None and reading.finding.id == "n1"


def test_delete_rejects_while_no_mark_is_selected(reading: Desktop, qtbot: QtBot) -> None:
    qtbot.keyClick(list_of(reading), Qt.Key.Key_Delete)
    assert status(reading, "n1") == "rejected"


def test_a_click_on_a_line_goes_there(reading: Desktop, qtbot: QtBot) -> None:
    findings = reading.window.reading.findings.list
    box = findings.visualItemRect(findings.item(1))
    qtbot.mouseClick(findings.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert math.dist(reading.grid.crosshair_lps, BALL_LPS) < 0.01


def draw_ruler(desktop: Desktop, qtbot: QtBot, from_px: QPoint, to_px: QPoint) -> Ruler:
    pane = desktop.grid.pane("axial")
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_R)
    assert desktop.grid.tool == "ruler"
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=from_px)
    qtbot.mouseMove(pane, to_px)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=to_px)
    assert desktop.case is not None
    return desktop.case.all_of(Ruler)[-1]


def test_a_ruler_becomes_a_finding_with_one_key_and_its_organ_is_chosen_in_place(reading: Desktop, qtbot: QtBot) -> None:
    assert reading.case is not None
    pane = reading.grid.pane("axial")
    middle = pane.rect().center()
    ruler = draw_ruler(reading, qtbot, middle, middle + QPoint(60, 0))
    assert ruler.source.author == "user:Ada Reader" and ruler.length_mm > 1
    qtbot.keyClick(pane, Qt.Key.Key_F)
    finding = reading.finding
    assert finding is not None and finding.what == LESION and finding.status == "accepted" and finding.side == "none"
    evidence = reading.case.find(Evidence, finding.evidence_ids[0])
    assert evidence is not None and evidence.measurement_id == ruler.id
    assert evidence.quantity is not None and evidence.quantity.value == pytest.approx(ruler.length_mm)

    detail = reading.window.reading.findings.detail
    detail.where.setCurrentIndex(detail.where.findText("liver"))
    detail.where.activated.emit(detail.where.currentIndex())
    assert reading.finding is not None and reading.finding.where == LIVER
    qtbot.keyClick(pane, Qt.Key.Key_F)  # the same ruler does not make a second finding
    assert len(reading.case.all_of(Finding)) == 3


def test_a_ruler_on_a_listed_nodule_says_which_with_its_size(reading: Desktop, qtbot: QtBot) -> None:
    pane = reading.grid.pane("axial")
    assert isinstance(pane, SlicePane) and pane.view is not None
    x, y = (round(at) for at in pane.view.to_px(LUNG_LPS))
    draw_ruler(reading, qtbot, QPoint(x - 10, y), QPoint(x + 10, y))
    qtbot.keyClick(pane, Qt.Key.Key_F)
    shown = reading.window.messages.shown
    assert shown is not None and shown.text == "This may be the nodule 8.4 × 7.4 mm already listed."


def test_delete_removes_the_selected_ruler_and_leaves_the_finding(reading: Desktop, qtbot: QtBot) -> None:
    assert reading.case is not None
    middle = reading.grid.pane("axial").rect().center()
    draw_ruler(reading, qtbot, middle, middle + QPoint(0, 40))
    qtbot.keyClick(reading.grid.pane("axial"), Qt.Key.Key_Delete)
    assert reading.case.all_of(Ruler) == ()
    assert status(reading, "n1") == "proposed"


def test_number_keys_choose_the_window_and_the_status_row_says_it(reading: Desktop, qtbot: QtBot) -> None:
    pane = reading.grid.pane("axial")
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_3)
    assert (reading.grid.window_level.centre, reading.grid.window_level.width) == (-600, 1500)
    assert reading.window.status.window_level.text() == "W 1500  L -600"


def test_arrow_keys_scroll_the_focused_view(reading: Desktop, qtbot: QtBot) -> None:
    pane = reading.grid.pane("axial")
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_Down)
    before = reading.grid.crosshair_lps
    qtbot.keyClick(pane, Qt.Key.Key_Down)  # towards the feet
    after = reading.grid.crosshair_lps
    assert after[2] == pytest.approx(before[2] - 4.0, abs=0.01) and after[:2] == pytest.approx(before[:2], abs=0.01)


def test_a_late_edit_cannot_overwrite_the_reader_and_says_so(reading: Desktop) -> None:
    stale = reading.finding
    assert stale is not None
    assert reading.apply(accept(stale, reading.author))
    assert not reading.apply(reject(stale, reading.author))
    assert status(reading, "n1") == "accepted"
    assert reading.window.messages.shown is not None


def test_panels_fold_and_take_turns_where_there_is_no_room(reading: Desktop, qtbot: QtBot) -> None:
    place = reading.window.reading
    assert place.is_shown("findings") and not place.is_shown("report")
    qtbot.keyClick(reading.window, Qt.Key.Key_F4)
    assert place.is_shown("report") and not place.is_shown("findings")
    qtbot.keyClick(reading.window, Qt.Key.Key_F3)
    assert place.is_shown("findings") and not place.is_shown("report")
    qtbot.keyClick(reading.window, Qt.Key.Key_F2)
    assert not place.is_shown("series")
    reading.window.resize(1920, 1000)
    qtbot.keyClick(reading.window, Qt.Key.Key_F4)
    assert place.is_shown("report") and place.is_shown("findings")


def test_f6_goes_round_the_panels(reading: Desktop, qtbot: QtBot) -> None:
    place = reading.window.reading
    place.strip.setFocus()
    seen = []
    for _ in range(7):
        qtbot.keyClick(reading.window, Qt.Key.Key_F6)
        seen.append(reading.window.focusWidget())
    assert seen[:4] == [reading.grid.pane(name) for name in ("axial", "coronal", "sagittal", "3D")]
    assert seen[4:] == [place.findings.list, place.segments.segment, place.strip]


def test_the_palette_runs_a_command_by_its_name(reading: Desktop, qtbot: QtBot) -> None:
    reading.run_action("app.palette")
    palette = reading.window.palette_of_commands
    palette.field.setText("rul")
    assert palette.list.item(0).text().startswith("Ruler")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert reading.grid.tool == "ruler" and not palette.isVisible()


def test_typing_a_command_again_does_not_undo_it(reading: Desktop) -> None:
    reading.take_finding("n1")
    reading.run_action("findings.accept")
    assert "Accept" in reading.window.commands.actions["edit.undo"].text()
    reading.run_action("app.palette")
    field, rows = reading.window.palette_of_commands.field, reading.window.palette_of_commands.list
    field.setText("accept")
    assert rows.item(0).text().startswith("Accept the finding")
    field.setText("undo")
    assert rows.item(0).text().startswith("Undo: Accept")
    field.setText("scissors")
    assert rows.item(0).text().startswith("Scissors") and rows.count() > 1  # its name begins so: before "3D: scissors"


THRESHOLD_CARD = """
id = "threshold"
version = "1"
name = "Everything bright"
task = "segmentation"
runner = "fakes:threshold"
modality = "CT"
license = "Apache-2.0"
intended_use = "Tests."
limits = "All."
[labels]
1 = { name = "bright", code = ["SCT", "272673000", "Bone"] }
"""


def test_a_model_runs_in_the_ml_process_and_its_labels_can_be_hidden_and_undone(
    reading: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = reading.library.models_folder / "threshold"
    folder.mkdir(parents=True)
    (folder / "card.toml").write_text(THRESHOLD_CARD)
    monkeypatch.setattr(cards, "RUNNERS", cards.RUNNERS | {"fakes:threshold"})
    reading.show("models")  # looks again what there is
    reading.show("reading")
    reading.run_action("model.segment")
    menu = reading.window.choice
    (mine,) = [action for action in menu.actions() if action.text() == cards.read_card(folder / "card.toml").name]
    mine.trigger()
    menu.close()
    assert reading.wait_idle(60)
    shown = reading.window.messages.shown
    assert shown is not None and shown.level == "warning" and "Not checked" in shown.advice, "nothing in this body tells left from right"
    segments = reading.window.reading.segments
    (row,) = segments.rows
    assert row.name == "bright" and row.visible and row.volume_ml is not None
    bone_and_ball_ml = (20 * math.pi * 48 + 4 / 3 * math.pi * 125) / 1000  # an ellipse in a body of 60 mm, and a ball
    assert row.volume_ml == pytest.approx(bone_and_ball_ml, rel=0.25)
    segments.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert not segments.rows[0].visible
    reading.run_action("edit.undo")
    assert segments.rows == () and segments.segment.isVisible()


def test_what_was_looked_at_comes_back(reading: Desktop) -> None:
    assert reading.study is not None
    uid = reading.study.uid
    reading.grid.set_window(100.0, 700.0)
    propose(reading, "n3", "left", BALL_LPS, 5.0)
    reading.open_study(uid)
    assert reading.wait_idle(30)
    assert reading.grid.window_level.width == 700.0


def test_a_click_on_a_checkbox_hides_a_label_without_rebuilding_the_list(reading: Desktop, qtbot: QtBot) -> None:
    segments = reading.window.reading.segments
    segments.visibility_changed.disconnect()  # the study has no such row and would take it away during the click
    segments.show_rows([SegmentRow("s", 1, "bright", 12.0, (230, 159, 0), True, "made by hand")])
    item = segments.tree.topLevelItem(0)
    box = segments.tree.visualItemRect(item)
    with qtbot.waitSignal(segments.visibility_changed) as said:
        qtbot.mouseClick(segments.tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center() - QPoint(box.width() // 2 - 16, 0))
    assert said.args == ["s", 1, False]
