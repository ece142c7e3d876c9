"""Calculators beside the images: found by a word, filled from the finding, put into the report, checked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.windows.calculator_panel import CalculatorPanel
from viewer.case.calculation import Calculation
from viewer.case.report import Sentence

TYPED = {"age": "60", "setting": "incidental", "density": "solid", "count": "single", "risk": "low"}


@pytest.fixture
def panel(reading: Desktop) -> CalculatorPanel:
    """Both nodules accepted, a template draft, the panel open."""
    for id in ("n2", "n1"):
        reading.take_finding(id)
        reading.run_action("findings.accept")
    reading.run_action("report.draft")
    assert reading.wait_idle(30)
    reading.take_finding("n1")
    reading.run_action("report.calculators")
    panel = reading.window.reading.calculators
    assert panel.isVisible() and panel.search.hasFocus()
    return panel


def open_fleischner(panel: CalculatorPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.search, "fleisch")
    assert panel.list.count() == 1
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert panel.has_form and panel.title.text() == "Fleischner Society 2017"


def give(panel: CalculatorPanel, **values: str) -> None:
    """Type or choose values as the reader does."""
    for name, text in values.items():
        panel.fields[name].show_text(text)
        panel.fields[name].changed.emit(name, text)


def inserted(desktop: Desktop) -> Sentence:
    assert desktop.draft is not None
    return next(row for row in desktop.draft.sentences if "Fleischner" in row.text)


def test_a_word_finds_what_is_about_it(panel: CalculatorPanel, qtbot: QtBot) -> None:
    everything = panel.list.count()
    qtbot.keyClicks(panel.search, "nodule")
    titles = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert 5 <= len(titles) < everything
    for word in ("Fleischner", "Lung-RADS", "TI-RADS", "doubling"):
        assert any(word in title for title in titles), word


def test_the_form_is_filled_from_the_finding_with_the_source_of_each_value(panel: CalculatorPanel, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    assert panel.fields["diameter"].text != ""
    assert "finding" in panel.fields["diameter"].origin.text()
    assert panel.fields["count"].text == "multiple"
    assert "2 accepted findings" in panel.fields["count"].origin.text()
    assert panel.fields["density"].title.text().startswith("•")  # asked for
    assert not panel.insert.isEnabled() and "asked for" in panel.asks.text()
    give(panel, **TYPED)
    assert panel.fields["count"].origin.text() == "typed"
    assert panel.headline.text() == "single solid nodule of 6 to 8 mm, low risk"
    assert "MacMahon" in panel.sentence.text() and panel.insert.isEnabled()


def test_what_is_undefined_or_no_number_is_refused_in_one_sentence(panel: CalculatorPanel, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    give(panel, **TYPED)
    give(panel, age="30")
    assert "do not apply below 35" in panel.asks.text() and not panel.insert.isEnabled()
    give(panel, age="old")
    assert "no number" in panel.fields["age"].origin.text() and not panel.insert.isEnabled()
    give(panel, age="60", diameter="0.9 cm")
    assert panel.headline.text() == "single solid nodule above 8 mm"


def test_an_inserted_sentence_rests_on_its_calculation_and_is_supported(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    give(panel, **TYPED)
    assert reading.draft is not None and reading.case is not None
    before = len(reading.draft.sentences)
    panel.insert.click()
    sentence = inserted(reading)
    record = reading.case.all_of(Calculation)[0]
    assert record.id in sentence.evidence_ids and len(sentence.evidence_ids) >= 2
    assert sentence.finding_ids == ("n1",)
    assert reading.checked is not None
    (verdict,) = reading.checked.of_sentence(sentence.id)
    assert verdict.verdict == "supported" and not reading.checked.blocking
    reading.undo()
    assert reading.draft is not None and len(reading.draft.sentences) == before
    assert not reading.case.all_of(Calculation)


def test_a_changed_number_in_the_sentence_is_contradicted(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    give(panel, **TYPED)
    panel.insert.click()
    sentence = inserted(reading)
    reading.window.reading.report.sentence_edited.emit(sentence.id, sentence.text.replace("18 to 24", "18 to 36"))
    assert reading.checked is not None
    (verdict,) = reading.checked.of_sentence(sentence.id)
    assert (verdict.verdict, verdict.kind) == ("contradicted", "guideline")
    assert "36" in verdict.reason


def test_a_sentence_whose_finding_is_gone_is_contradicted(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    give(panel, **TYPED)
    panel.insert.click()
    sentence = inserted(reading)
    reading.take_finding("n1")
    reading.run_action("findings.reject")
    assert reading.checked is not None
    assert any(row.kind == "guideline" and "no longer" in row.reason for row in reading.checked.of_sentence(sentence.id))


def test_without_a_report_a_result_is_copied_and_not_inserted(reading: Desktop, qtbot: QtBot) -> None:
    reading.run_action("report.calculators")
    panel = reading.window.reading.calculators
    open_fleischner(panel, qtbot)
    give(panel, **TYPED)
    assert not panel.insert.isEnabled() and "draft it first" in panel.why_not.text()
    panel.copy.click()
    assert QGuiApplication.clipboard().text() == panel.sentence.text()


def test_escape_goes_back_to_the_list_and_then_folds_the_panel(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.has_form and panel.isVisible()
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible() and reading.window.reading.is_shown("report")


def test_several_of_a_choice_and_none_exclude_each_other(panel: CalculatorPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(panel.search, "aspects")
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    boxes = {box.text(): box for box in panel.fields["affected"]._boxes}
    boxes["I"].click()
    boxes["M2"].click()
    assert "ASPECTS 8" in panel.headline.text()
    boxes["none"].click()
    assert "ASPECTS 10" in panel.headline.text() and not boxes["I"].isChecked()


def test_a_file_of_the_site_is_in_the_list_and_a_broken_one_is_said(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    folder = reading.library.folder / "guidelines"
    folder.mkdir()
    (folder / "broken.toml").write_text("id = 1\n", encoding="utf-8")
    (folder / "own.toml").write_text(
        'id = "own-rule"\ntitle = "Our rule"\nversion = "1"\ncitation = "ours"\nwhat = "A rule of ours"\n'
        'row = [{ when = { size = "<6" }, category = "small" }, { when = { size = ">=6" }, category = "large" }]\n'
        '[slots.size]\ntitle = "Size"\nunit = "mm"\nrange = [0, 100]\n',
        encoding="utf-8",
    )
    reading.run_action("report.calculators")
    reading.run_action("report.calculators")
    assert "broken.toml" in panel.problems.text()
    qtbot.keyClicks(panel.search, "our rule")
    assert panel.list.count() == 1


def test_the_form_follows_the_finding_in_hand_and_keeps_what_was_typed(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    give(panel, density="solid")
    before = panel.fields["diameter"].text
    reading.take_finding("n2")
    assert panel.fields["diameter"].text != before
    assert panel.fields["density"].text == "solid"


def test_drafting_again_keeps_what_was_inserted(panel: CalculatorPanel, reading: Desktop, qtbot: QtBot) -> None:
    open_fleischner(panel, qtbot)
    give(panel, **TYPED)
    panel.insert.click()
    before = inserted(reading)
    reading.run_action("report.draft")
    assert reading.wait_idle(30)
    assert inserted(reading) == before
    assert reading.checked is not None and not reading.checked.blocking
