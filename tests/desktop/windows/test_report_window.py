"""The report beside the images: draft, edit, check, waive, sign, copy, export."""

import importlib.util
from dataclasses import replace
from math import dist
from pathlib import Path

import pytest
from proposals import LUNG_LPS
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from tiny_gguf import write_tiny_pack

from desktop.app import Desktop
from desktop.settings import load_settings
from desktop.steps import reporting
from desktop.windows.sentence_row import SentenceRow
from viewer.case.report import ReportDraft, SignedReport, Waiver

CONTROL = Qt.KeyboardModifier.ControlModifier


def row_with(desktop: Desktop, words: str) -> SentenceRow:
    return next(row for row in desktop.window.reading.report.rows.values() if words in row.sentence.text)


def retype(desktop: Desktop, qtbot: QtBot, row: SentenceRow, old: str, new: str) -> None:
    """Replace words in a sentence by the keyboard."""
    row.text.setFocus()
    cursor = row.text.textCursor()
    start = row.text.toPlainText().index(old)
    cursor.setPosition(start)
    cursor.setPosition(start + len(old), cursor.MoveMode.KeepAnchor)
    row.text.setTextCursor(cursor)
    qtbot.keyClicks(row.text, new)
    assert row.is_pending
    qtbot.waitUntil(lambda: not row.is_pending, timeout=2000)


def test_a_clean_draft_can_be_signed_and_its_marks_say_who_wrote_it(drafted: Desktop) -> None:
    report = drafted.window.reading.report
    row = row_with(drafted, "8.4")
    assert row.gutter.solid and row.gutter.role == "proposed"
    assert not row.reason.isVisible()
    assert report.signing.sign.isEnabled()
    assert "Phantom, Asymmetric" in report.signing.patient.text()
    assert "PHANTOM" in report.signing.patient.text() and "1962-08-14" in report.signing.patient.text()


def test_a_wrong_number_is_contradicted_blocks_signing_and_undo_takes_it_back(drafted: Desktop, qtbot: QtBot) -> None:
    report = drafted.window.reading.report
    row = row_with(drafted, "8.4")
    retype(drafted, qtbot, row, "8.4", "18.4")
    assert row.gutter.role == "wrong"
    assert "contradicted" in row.reason.text() and row.reason.isVisible()
    assert not report.signing.sign.isEnabled()
    assert report.problems.isVisible() and len(report.problems.rows) >= 1
    assert drafted.draft is not None and "18.4" in drafted.draft.text
    assert not drafted.run_action("report.sign") and drafted.signed is None

    qtbot.keyClick(row.text, Qt.Key.Key_Z, CONTROL)
    assert "18.4" not in row.text.toPlainText() and "8.4" in row.text.toPlainText()
    assert report.signing.sign.isEnabled() and not report.problems.isVisible()


def test_new_problems_do_not_hide_the_sentence_being_typed(drafted: Desktop, qtbot: QtBot) -> None:
    report = drafted.window.reading.report
    drafted.window.resize(1280, 640)
    row = list(report.rows.values())[-1]
    row.text.setFocus()
    row.text.moveCursor(row.text.textCursor().MoveOperation.End)
    height = report.area.height()
    qtbot.keyClicks(row.text, " There is a 30 mm mass in the liver. The spleen measures 16 cm. There is a fracture.")
    row.commit()
    assert len(report.problems.rows) >= 3
    qtbot.waitUntil(lambda: report.area.height() < height, timeout=2000)

    def caret_is_seen() -> bool:
        caret = row.text.viewport().mapTo(report.area.viewport(), row.text.cursorRect().center())
        return report.area.viewport().rect().contains(caret)

    qtbot.waitUntil(caret_is_seen, timeout=2000)


def test_bare_keys_type_in_the_report(drafted: Desktop, qtbot: QtBot) -> None:
    drafted.take_finding("n1")
    window = drafted.grid.window_level
    row = row_with(drafted, "Not provided")
    row.text.setFocus()
    row.text.moveCursor(row.text.textCursor().MoveOperation.End)
    qtbot.keyClicks(row.text, " 3")
    assert row.text.toPlainText().endswith(" 3")
    assert drafted.grid.window_level is window


def test_a_problem_waived_with_a_reason_no_longer_blocks(drafted: Desktop, qtbot: QtBot) -> None:
    report = drafted.window.reading.report
    retype(drafted, qtbot, row_with(drafted, "8.4"), "8.4", "18.4")
    assert drafted.case is not None
    while report.problems.rows:
        row = report.problems.rows[0]
        before = len(report.problems.rows)
        qtbot.mouseClick(row.waive, Qt.MouseButton.LeftButton)
        assert row.reason.isVisible()
        qtbot.keyClicks(row.reason, "Measured again on the workstation")
        qtbot.keyClick(row.reason, Qt.Key.Key_Return)
        assert len(report.problems.rows) < before
    assert {waiver.reason for waiver in drafted.case.all_of(Waiver)} == {"Measured again on the workstation"}
    assert "waived" in row_with(drafted, "18.4").reason.text()
    assert report.signing.sign.isEnabled()


def test_signed_text_is_final_can_be_copied_and_an_addendum_follows(drafted: Desktop, qtbot: QtBot) -> None:
    assert drafted.case is not None
    report = drafted.window.reading.report
    qtbot.keyClick(report, Qt.Key.Key_Return, CONTROL)
    signed = drafted.signed
    assert signed is not None and signed.signed_by == "Ada Reader" and signed.version == 1
    assert report.signed.text.toPlainText().split() == signed.text.split()
    assert not report.signing.sign.isEnabled() and "signed by Ada Reader" in report.signing.state.text()
    qtbot.keyClick(report, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().text()
    assert signed.text in copied and "Signed by Ada Reader" in copied
    assert copied.splitlines()[:2] == ["Phantom, Asymmetric · PHANTOM · born 1962-08-14", "2024-01-31"]
    assert copied.splitlines()[-1].startswith("Signed by Ada Reader, ") and "Demonstration" not in copied
    assert drafted.library.status_of(drafted.case.study_uid).value == "signed"

    qtbot.mouseClick(report.signed.addendum, Qt.MouseButton.LeftButton)
    assert drafted.draft is not None and drafted.draft.sections[-1].title == "Addendum"
    assert drafted.draft.sections[:-1] == signed.draft.sections, "the signed sentences stay as they are"
    own = report.rows[drafted.draft.sections[-1].sentences[0].id]
    assert not drafted.run_action("report.sign") and "empty" in report.signing.state.text()
    drafted.start_addendum()
    assert len(drafted.draft.sections) == len(signed.draft.sections) + 1, "one is enough"
    assert own.text.hasFocus() and own.text.toPlainText() == ""
    qtbot.keyClicks(own.text, "There is a 30 mm nodule in the left lung.")
    own.commit()
    assert not report.signing.sign.isEnabled(), "an addendum is checked like the reader's other sentences"
    own.text.selectAll()
    qtbot.keyClicks(own.text, "Discussed with the ward.")
    own.commit()
    assert "addendum to version 1" in report.status.text()
    drafted.run_action("report.sign")
    versions = drafted.case.all_of(SignedReport)
    assert [row.version for row in versions] == [1, 2] and versions[1].replaces == versions[0].id


def test_return_adds_a_sentence_and_backspace_in_it_removes_it(drafted: Desktop, qtbot: QtBot) -> None:
    assert drafted.draft is not None
    count = len(drafted.draft.sentences)
    row = row_with(drafted, "8.4")
    row.text.setFocus()
    qtbot.keyClick(row.text, Qt.Key.Key_Return)
    assert len(drafted.draft.sentences) == count + 1
    focus = drafted.window.focusWidget()
    assert focus is not None and focus is not row.text
    qtbot.keyClick(focus, Qt.Key.Key_Backspace)
    assert len(drafted.draft.sentences) == count


def test_hovering_a_sentence_and_choosing_it_lead_to_its_place(drafted: Desktop, qtbot: QtBot) -> None:
    drafted.take_finding("n2")
    row_with(drafted, "8.4").text.setFocus()
    assert drafted.finding is not None and drafted.finding.id == "n1"
    assert dist(drafted.grid.crosshair_lps, LUNG_LPS) < 0.01
    assert row_with(drafted, "8.4").gutter.lit


def test_signing_asks_for_the_name_once_and_in_place(drafted: Desktop, qtbot: QtBot) -> None:
    drafted.settings = replace(drafted.settings, reader_name="")
    drafted.run_action("report.sign")
    ask = drafted.window.ask_name
    assert ask.isVisible() and drafted.signed is None
    ask.field.setText("Grace Reader")
    qtbot.keyClick(ask.field, Qt.Key.Key_Return)
    assert drafted.signed is not None and drafted.signed.signed_by == "Grace Reader"
    assert load_settings().reader_name == "Grace Reader" and not ask.isVisible()


def test_export_writes_a_valid_pdf_and_logs_it(drafted: Desktop, tmp_path: Path) -> None:
    assert drafted.case is not None
    reporting.export_to(drafted, tmp_path / "out", ("pdf",))
    assert drafted.wait_idle(60)
    assert (tmp_path / "out" / "report.pdf").read_bytes()[:5] == b"%PDF-"
    assert drafted.case.log()[-1].label == "Export pdf"
    assert drafted.window.messages.shown is None


def test_a_draft_without_accepted_findings_says_so(reading: Desktop) -> None:
    assert not reading.window.reading.is_shown("report")
    reading.run_action("report.draft")
    assert reading.window.reading.is_shown("report")
    assert reading.wait_idle(30)
    assert reading.draft is not None and "No finding is accepted" in reading.window.status.note.text()
    assert reading.case is not None and len(reading.case.all_of(ReportDraft)) == 1


@pytest.mark.skipif(importlib.util.find_spec("llama_cpp") is None, reason="llama.cpp is not built on this machine")
def test_a_language_model_words_the_same_facts_and_its_sentences_show_as_they_come(drafted: Desktop) -> None:
    write_tiny_pack(drafted.library.models_folder / "tiny-words")
    drafted.show("models")
    drafted.show("reading")
    editor = drafted.window.reading.report
    assert editor.draft_button.menu().actions()[0].text() == "Template sentences"
    shown: list[str] = []
    show = editor.show_words
    editor.show_words = lambda texts: (shown.extend(texts), show(texts))[1]  # type: ignore[method-assign]
    editor.draft_asked.emit("tiny-words")
    assert drafted.wait_idle(60)
    assert drafted.window.messages.shown is None
    assert drafted.draft is not None and "8.4" in drafted.draft.text
    assert any(row.source.author.startswith("model:tiny-words@") for row in drafted.draft.sentences)
    assert shown and not editor.written.isVisible()
