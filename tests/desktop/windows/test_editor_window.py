"""The report editor: marks of evidence, states, spelling, versions, tables, key images, what stands beside the report."""

import json
from pathlib import Path

import pytest
from proposals import BALL_LPS, LUNG_LPS
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.steps.report_parts import export_corrections_to
from desktop.windows.report_length import count_words
from desktop.windows.sentence_row import LONGEST_MS, SentenceRow
from desktop.workflows.report_versions import compare_drafts, versions
from viewer.case.geometry import Point
from viewer.case.key_image import KeyImage


def row_with(desktop: Desktop, words: str) -> SentenceRow:
    return next(row for row in desktop.window.reading.report.rows.values() if words in row.sentence.text)


def retype(row: SentenceRow, old: str, new: str) -> None:
    cursor = row.text.textCursor()
    start = row.text.toPlainText().index(old)
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), cursor.MoveMode.KeepAnchor)
    cursor.insertText(new)
    row.commit()


def lit(desktop: Desktop) -> list[str]:
    return [id for id, row in desktop.window.reading.report.rows.items() if row.gutter.lit]


def move_over(desktop: Desktop, qtbot: QtBot, point: Point) -> None:
    pane = desktop.grid.pane("axial")
    x, y = pane.view.to_px(point)
    qtbot.mouseMove(pane, QPointF(x, y).toPoint())


def test_a_mark_of_the_images_lights_its_sentences_and_a_click_brings_them_into_sight(drafted: Desktop, qtbot: QtBot) -> None:
    drafted.take_finding("n1")
    drafted.grid.jump_to(BALL_LPS)
    first = lit(drafted)
    move_over(drafted, qtbot, BALL_LPS)
    assert lit(drafted) != first
    assert row_with(drafted, "10 mm").sentence.id in lit(drafted) or any("n2" in drafted.window.reading.report.rows[id].sentence.finding_ids for id in lit(drafted))
    away = (BALL_LPS[0] + 14, BALL_LPS[1] + 14, BALL_LPS[2])
    move_over(drafted, qtbot, away)
    assert lit(drafted) == first

    area = drafted.window.reading.report.area
    drafted.window.resize(1280, 560)
    qtbot.wait(50)
    area.verticalScrollBar().setValue(0)
    x, y = drafted.grid.pane("axial").view.to_px(BALL_LPS)
    qtbot.mouseClick(drafted.grid.pane("axial"), Qt.MouseButton.LeftButton, pos=QPointF(x, y).toPoint())
    row = drafted.window.reading.report.rows[lit(drafted)[0]]
    assert "n2" in row.sentence.finding_ids
    seen = area.viewport().rect()
    assert seen.intersects(row.rect().translated(row.mapTo(area.viewport(), row.rect().topLeft())))


def test_a_mark_behind_a_sentence_leads_to_the_place_and_says_the_numbers(drafted: Desktop, qtbot: QtBot) -> None:
    row = row_with(drafted, "8.4")
    assert len(row.marks.buttons) == 1 and "8.4 mm" in row.marks.buttons[0].toolTip()
    drafted.grid.jump_to(BALL_LPS)
    qtbot.mouseClick(row.marks.buttons[0], Qt.MouseButton.LeftButton)
    assert drafted.grid.content.crosshair == pytest.approx(LUNG_LPS, abs=0.6)
    assert not row_with(drafted, "Not provided").marks.buttons


def test_the_colour_of_a_sentence_says_who_stands_for_it_and_goes_with_the_signature(drafted: Desktop, qtbot: QtBot) -> None:
    row = row_with(drafted, "8.4")
    assert (row.written, row.gutter.role) == ("drafted", "proposed")
    qtbot.mouseClick(row.gutter, Qt.MouseButton.LeftButton)
    assert (row.written, row.gutter.role) == ("checked", "confirmed")
    row.text.setFocus()
    drafted.run_action("report.check_sentence")
    assert row.written == "drafted"
    drafted.undo()
    assert row.written == "checked"
    retype(row, "There is", "One sees")
    assert (row.written, row.gutter.role) == ("corrected", "accent")
    retype(row, "8.4", "18.4")
    assert row.gutter.role == "wrong", "an objection comes before all else"
    retype(row, "18.4", "8.4")
    drafted.run_action("report.sign")
    assert drafted.signed is not None and not drafted.window.reading.report.rows


def test_what_was_changed_in_the_draft_is_shown_below_the_sentence(drafted: Desktop) -> None:
    editor = drafted.window.reading.report
    row = row_with(drafted, "8.4")
    retype(row, "There is", "One sees")
    assert not row.was.isVisible()
    editor.changes_button.setChecked(True)
    assert row.was.isVisible() and "<s>There is</s>" in row.was.text() and "<u>One sees</u>" in row.was.text()
    assert not row_with(drafted, "10").was.isVisible() or "10" in row.sentence.text
    drafted.undo()
    assert not row.was.isVisible()


def test_every_version_is_kept_can_be_looked_at_and_brought_back(drafted: Desktop, qtbot: QtBot) -> None:
    assert drafted.case is not None and drafted.draft is not None
    made = drafted.draft
    retype(row_with(drafted, "8.4"), "There is", "One sees")
    row = row_with(drafted, "Not provided")
    retype(row, "Not provided", "Cough")
    found = versions(drafted.case)
    assert [one.draft for one in found][-1] == drafted.draft and made in [one.draft for one in found]

    drafted.run_action("report.versions")
    page = drafted.window.versions
    assert drafted.window.place == "versions" and page.list.count() == len(found)
    assert "One sees" in page.text.toPlainText() and "There is" in page.text.toPlainText(), "what was struck out is shown too"
    assert not page.back.isEnabled(), "the newest is the report of now"
    page.list.setCurrentRow(page.list.count() - 1)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert drafted.draft.sections == made.sections and drafted.window.place == "reading"
    drafted.undo()
    assert "Cough" in drafted.draft.text


def test_a_signed_version_stands_in_the_list_and_the_text_before_a_new_draft_too(drafted: Desktop) -> None:
    assert drafted.case is not None
    retype(row_with(drafted, "8.4"), "There is", "One sees")
    drafted.run_action("report.sign")
    drafted.run_action("report.draft")
    assert drafted.wait_idle(30)
    found = versions(drafted.case)
    assert [one.signed for one in found if one.signed] == [1]
    assert any("One sees" in one.draft.text for one in found)
    changed = compare_drafts(found[-2].draft, found[-1].draft)
    assert ("removed", "One sees") in [piece for _, pieces in changed for piece in pieces]


def test_misspelt_words_are_offered_in_the_menu_and_kept_words_are_right(drafted: Desktop, qtbot: QtBot) -> None:
    row = row_with(drafted, "Not provided")
    retype(row, "Not provided", "Chest noduel")
    spelling = row.text.spelling
    qtbot.waitUntil(lambda: len(spelling.spelling.find_wrong(row.text.toPlainText())) == 1, timeout=10000)
    cursor = row.text.textCursor()
    cursor.setPosition(row.text.toPlainText().index("noduel") + 2)
    at = row.text.cursorRect(cursor).center()

    def menu() -> dict[str, object]:
        made = QMenu(row.text)
        made.addAction("Cut")
        spelling.fill_menu(made, at)
        return {action.text(): action for action in made.actions()}

    menu()["nodule"].trigger()  # type: ignore[attr-defined]
    assert row.is_pending
    row.commit()
    assert drafted.draft is not None and "Chest nodule" in drafted.draft.text
    drafted.undo()
    assert "Chest noduel" in drafted.draft.text
    next(action for text, action in menu().items() if text.startswith("Keep")).trigger()  # type: ignore[attr-defined]
    assert not spelling.spelling.find_wrong("Chest noduel")
    next(action for text, action in menu().items() if text.startswith("Forget")).trigger()  # type: ignore[attr-defined]
    assert spelling.spelling.find_wrong("Chest noduel")
    drafted.run_action("report.spelling")
    assert not spelling.spelling.find_wrong("Chest noduel")
    drafted.run_action("report.spelling")


def test_a_space_just_typed_stays_and_typing_without_a_pause_is_kept(drafted: Desktop, qtbot: QtBot) -> None:
    assert drafted.draft is not None
    row = row_with(drafted, "Not provided")
    row.text.setFocus()
    row.text.moveCursor(row.text.textCursor().MoveOperation.End)
    qtbot.keyClicks(row.text, " One ")
    row.commit()
    assert row.text.toPlainText().endswith(" One ")
    typed = 0
    while typed * 60 < LONGEST_MS + 600 and "aaaa" not in drafted.draft.text:
        qtbot.keyClicks(row.text, "a")
        qtbot.wait(60)
        typed += 1
    assert "aaaa" in drafted.draft.text, "nobody paused, and it is on disk"


def test_a_table_and_a_key_image_go_into_the_report_and_undo_takes_them_out(drafted: Desktop) -> None:
    assert drafted.case is not None and drafted.draft is not None
    before = drafted.draft
    row_with(drafted, "8.4").text.setFocus()
    drafted.run_action("report.insert_table")
    lines = [line for line in drafted.draft.text.splitlines() if line.startswith("|")]
    assert lines[0] == "| Finding | Place | Size | Volume | Mean |" and len(lines) == 3
    assert "10 x 9 mm" in lines[1] and "8.4 x 7.4 mm" in lines[2], "largest first"
    assert drafted.checked is not None and not drafted.checked.blocking
    line = row_with(drafted, "| Nodule | Middle zone of the right")
    assert not line.cells.isHidden() and line.cells.labels[0].text() == "Nodule" and line.text.isHidden()
    line.cells.wanted.emit()
    assert line.cells.isHidden() and not line.text.isHidden(), "typed in as text"
    retype(line, "8.4", "9.4")
    assert drafted.checked.blocking, "a number of the table is checked like any other"
    drafted.undo()

    drafted.grid.jump_to(LUNG_LPS)
    drafted.run_action("report.insert_key_image")
    row = row_with(drafted, "Key image: series")
    assert len(drafted.case.all_of(KeyImage)) == 1 and len(row.marks.buttons) == 1
    assert not row.picture.isHidden() and row.picture.pixmap().width() > 100
    assert all(other.picture.isHidden() for other in drafted.window.reading.report.rows.values() if other is not row)
    drafted.grid.jump_to(BALL_LPS)
    row.marks.buttons[0].click()
    assert drafted.grid.content.crosshair == pytest.approx(LUNG_LPS, abs=0.6)
    drafted.undo()
    assert not drafted.case.all_of(KeyImage)
    drafted.undo()
    assert drafted.draft == before


def test_what_is_pasted_is_one_line_as_it_is_kept(drafted: Desktop, qtbot: QtBot) -> None:
    assert drafted.draft is not None
    row = row_with(drafted, "8.4")
    rows = len(drafted.draft.sentences)
    row.text.setFocus()
    row.text.selectAll()
    QGuiApplication.clipboard().setText("There is no effusion.\r\n\n  The spleen is normal.\n")
    qtbot.keyClick(row.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert row.text.toPlainText() == "There is no effusion. The spleen is normal."
    row.commit()
    assert "There is no effusion. The spleen is normal." in drafted.draft.text and len(drafted.draft.sentences) == rows


def test_drafting_again_keeps_what_the_reader_added(drafted: Desktop, qtbot: QtBot) -> None:
    editor = drafted.window.reading.report
    assert drafted.draft is not None
    own = row_with(drafted, "8.4")
    editor.go_to(own.sentence.id)
    qtbot.keyClick(own.text, Qt.Key.Key_Return)
    made = next(row for row in editor.rows.values() if row.text.hasFocus())
    qtbot.keyClicks(made.text, "There is a small hiatal hernia.")
    made.commit()
    before = [row.text for row in drafted.draft.sentences]
    drafted.run_action("report.draft")
    assert drafted.wait_idle(30)
    assert [row.text for row in drafted.draft.sentences] == before
    drafted.take_finding("n1")
    drafted.run_action("findings.reject")
    drafted.take_finding("n2")
    drafted.run_action("findings.reject")
    drafted.run_action("report.draft")
    assert drafted.wait_idle(30)
    findings = next(section for section in drafted.draft.sections if section.title == "Findings")
    assert findings.sentences[-1].text == "There is a small hiatal hernia.", "at the end, where its neighbour is gone"


def test_a_finding_rejected_after_signing_is_said_beside_the_signed_text(drafted: Desktop) -> None:
    editor = drafted.window.reading.report
    drafted.run_action("report.insert_table")
    assert drafted.checked is not None and not drafted.checked.problems
    drafted.run_action("report.sign")
    assert drafted.signed is not None
    assert editor.signed.changed.isHidden() and "<table" in editor.signed.text.toHtml()
    dark = editor.signed.text.toHtml()
    drafted.change_settings(theme="light")
    assert editor.signed.text.toHtml() != dark, "letters are as dark as the page needs"
    drafted.change_settings(theme="dark")
    drafted.take_finding("n1")
    drafted.run_action("findings.reject")
    assert not editor.signed.changed.isHidden() and "no longer accepted" in editor.signed.changed.text()
    drafted.undo()
    assert editor.signed.changed.isHidden()


def test_what_stands_beside_the_report_says_so_and_changes_nothing(drafted: Desktop) -> None:
    assert drafted.case is not None
    before, edits = drafted.draft, len(drafted.case.log())
    drafted.run_action("report.aside")
    page = drafted.window.aside
    assert page.banner.isVisible() and "Not part of the report" in page.banner.text()
    assert "8.4 x 7.4 mm" in page.text.toPlainText() and "A nodule is a small rounded spot." in page.text.toPlainText()
    page.kind.setCurrentIndex(1)
    page.language.setCurrentIndex(page.language.findData("de"))
    german = page.text.toPlainText()
    assert "8,4 x 7,4 mm" in german and "Beurteilung" in german and page.said.text().startswith("✓")
    page.copy.click()
    assert QGuiApplication.clipboard().text().startswith("Not part of the report")
    assert drafted.draft == before and len(drafted.case.log()) == edits


def test_corrections_leave_as_pairs_without_names(drafted: Desktop, tmp_path: Path) -> None:
    row = row_with(drafted, "8.4")
    retype(row, "There is", "One sees")
    retype(row_with(drafted, "Not provided"), "Not provided", "Mr Phantom, seen 3 May 2021 by Dr Who, cough")
    drafted.run_action("report.sign")
    assert drafted.signed is not None
    export_corrections_to(drafted, tmp_path)
    assert drafted.wait_idle(30)
    text = (tmp_path / "corrections.jsonl").read_text(encoding="utf-8")
    pairs = [json.loads(line) for line in text.splitlines()]
    changed = {pair["final"]: pair for pair in pairs if pair["change"] != "none"}
    assert {pair["change"] for pair in changed.values()} == {"wording"} or len(changed) == 2
    assert any(final.startswith("Mr [NAME], seen [DATE] by Dr [NAME], cough") for final in changed)
    assert "Phantom" not in text and "PHANTOM" not in text and "Who" not in text and "Ada" not in text
    assert any("One sees" in final and "There is" in pair["draft"] for final, pair in changed.items())


def test_length_is_said_beside_the_readers_own_median(drafted: Desktop) -> None:
    editor = drafted.window.reading.report
    assert drafted.draft is not None
    words = count_words(drafted.draft.text)
    assert editor.length.text() == f"{words} words"
    for text in ("One", "Two", "Three"):
        drafted.run_action("report.sign")
        drafted.start_addendum()
        last = list(editor.rows.values())[-1]
        last.text.setPlainText(f"{text}.")
        last.commit()
    assert len(drafted.library.signed_texts(drafted.draft.template_id, "Ada Reader", 50)) == 3
    assert "yours: " in editor.length.text()
