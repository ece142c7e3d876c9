"""Templates, languages, reviewed structures, short words and learned sentences in the real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.store.phrases import PhraseTable
from desktop.windows.sentence_row import SentenceRow
from viewer.case.report import Reviewed


def pick(desktop: Desktop, action: str, words: str) -> None:
    """Run a command that asks in a short menu, and choose there."""
    desktop.run_action(action)
    entry = next(row for row in desktop.window.choice.actions() if words in row.text())
    entry.trigger()
    desktop.window.choice.close()
    assert desktop.wait_idle(30)


def text_of(desktop: Desktop) -> str:
    assert desktop.draft is not None
    return desktop.draft.text


def first_row(desktop: Desktop, words: str) -> SentenceRow:
    return next(row for row in desktop.window.reading.report.rows.values() if words in row.sentence.text)


def test_a_report_changes_its_language_and_stays_checked(drafted: Desktop) -> None:
    pick(drafted, "report.language", "Deutsch")
    assert "BEFUND" in text_of(drafted) and "Rundherd" in text_of(drafted) and "8,4" in text_of(drafted)
    assert drafted.checked is not None and not drafted.checked.blocking
    drafted.run_action("report.draft")
    assert drafted.wait_idle(30)
    assert "Rundherd" in text_of(drafted)


def test_another_template_asks_for_what_it_needs(drafted: Desktop, qtbot: QtBot) -> None:
    pick(drafted, "report.template", "lung cancer screening")
    assert "[category]" in text_of(drafted)
    assert drafted.checked is not None and drafted.checked.blocking
    drafted.run_action("report.next_field")
    row = first_row(drafted, "[pack-years]")
    assert row.text.textCursor().selectedText() == "[pack-years]"
    qtbot.keyClicks(row.text, "30 pack-years")
    qtbot.waitUntil(lambda: not row.is_pending, timeout=2000)
    drafted.run_action("report.next_field")
    row = first_row(drafted, "[category]")
    qtbot.keyClicks(row.text, "4A")
    qtbot.waitUntil(lambda: not row.is_pending, timeout=2000)
    assert drafted.checked is not None
    assert not [found for found in drafted.checked.verdicts if found.kind == "field"]
    drafted.run_action("report.draft")  # what was filled in stays
    assert drafted.wait_idle(30)
    assert "Smoking history: 30 pack-years." in text_of(drafted) and "Lung-RADS: 4A." in text_of(drafted)


def test_normal_text_stands_only_for_what_was_marked_and_undo_takes_it_back(drafted: Desktop) -> None:
    assert "pleural effusion" not in text_of(drafted)
    pick(drafted, "report.template", "CT of the chest")
    pick(drafted, "report.reviewed", "Pleura")
    assert "No pleural effusion and no pneumothorax." in text_of(drafted)
    assert drafted.case is not None and len(drafted.case.all_of(Reviewed)) == 1
    row = first_row(drafted, "No pleural effusion")
    assert row.gutter.role == "confirmed"  # the reader says it
    pick(drafted, "report.reviewed", "✓ Pleura")
    assert "No pleural effusion" not in text_of(drafted)
    drafted.undo()
    assert "No pleural effusion" in text_of(drafted)


def test_a_short_word_grows_with_its_variables_on_space_and_on_tab(drafted: Desktop, qtbot: QtBot) -> None:
    table = PhraseTable(drafted.library.folder)
    table.keep("nodsize", "The nodule measures {size} in {place}.")
    table.keep("fu", "Follow-up in [months] months, then in [years] years.")
    drafted.take_finding("n1")
    drafted.go_to_sentence(next(row.id for row in drafted.draft.sentences if "not assessed" in row.text))  # type: ignore[union-attr]
    row = first_row(drafted, "not assessed")
    qtbot.keyClicks(row.text, " nodsize ")
    assert "The nodule measures 8.4 x" in row.text.toPlainText()
    qtbot.keyClicks(row.text, "fu")
    qtbot.keyClick(row.text, Qt.Key.Key_Tab)
    assert row.text.textCursor().selectedText() == "[months]"
    qtbot.keyClicks(row.text, "3")
    qtbot.keyClick(row.text, Qt.Key.Key_Tab)
    assert row.text.textCursor().selectedText() == "[years]"
    qtbot.keyClicks(row.text, "2")
    assert row.text.toPlainText().endswith("Follow-up in 3 months, then in 2 years.")


def test_learned_sentences_are_offered_shown_and_forgotten(drafted: Desktop, qtbot: QtBot) -> None:
    table = PhraseTable(drafted.library.folder)
    row = first_row(drafted, "not assessed")
    row.text.setFocus()
    row.text.selectAll()
    qtbot.keyClicks(row.text, "The aorta is of normal calibre.")
    qtbot.waitUntil(lambda: not row.is_pending, timeout=2000)
    drafted.run_action("report.sign")
    assert drafted.signed is not None, drafted.checked
    assert [known.text for known in table.learned()] == ["The aorta is of normal calibre."]
    drafted.run_action("report.addendum")
    row = next(row for row in drafted.window.reading.report.rows.values() if not row.sentence.text)
    row.text.setFocus()
    qtbot.keyClicks(row.text, "the a")
    popup = row.text._offer.popup()
    assert popup is not None and popup.isVisible()
    assert row.text.focusNextPrevChild(True)
    assert row.text.toPlainText() == "The aorta is of normal calibre."
    drafted.run_action("report.phrases")
    QApplication.processEvents()
    page = drafted.window.phrases
    assert page.learned.rowCount() == 1
    page.learned.selectRow(0)
    page.forget.click()
    assert table.learned() == () and page.learned.rowCount() == 0
    page.learn.setChecked(False)
    assert not drafted.settings.learn_phrases


def test_the_page_keeps_and_deletes_short_words(drafted: Desktop) -> None:
    drafted.run_action("report.phrases")
    page = drafted.window.phrases
    page.short.setText("two words")
    page.text.setText("x")
    page.keep.click()
    assert "no space" in page.said.text()
    page.short.setText("nl")
    page.text.setText("Within normal limits.")
    page.keep.click()
    assert PhraseTable(drafted.library.folder).text_of("NL") == "Within normal limits."
    assert page.words.rowCount() == 1
    page.drop.click()
    assert page.words.rowCount() == 0


def test_a_required_line_cannot_be_removed(drafted: Desktop) -> None:
    pick(drafted, "report.template", "lung cancer screening")
    editor = drafted.window.reading.report
    row = first_row(drafted, "[category]")
    editor.sentence_removed.emit(row.sentence.id)
    assert "[category]" in text_of(drafted)


def test_an_mrrt_file_becomes_a_template(drafted: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "simple.html"
    path.write_text('<html><head><title>Simple CT</title></head><body><section data-section-name="Findings"><label for="a">Lungs</label>'
                    '<textarea id="a"></textarea></section></body></html>', encoding="utf-8")  # fmt: skip
    monkeypatch.setattr(drafted, "ask_files", lambda title: [path])
    drafted.run_action("report.import_template")
    pick(drafted, "report.template", "Simple CT")
    assert "Lungs: [Lungs]." in text_of(drafted)
