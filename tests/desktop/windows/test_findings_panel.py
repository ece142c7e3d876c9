"""The panel says what the reader did with each finding, corrects every field and merges; critical results wait for a log entry."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.windows.critical_bar import CriticalBar, CriticalLine
from desktop.windows.findings_panel import FindingRow, FindingsPanel, known_findings, known_places
from desktop.workflows.communicate import TITLE, communication_from, with_communication
from inference.report.verify import check
from viewer.case.attestation import STATES
from viewer.case.edits import Swap
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Finding
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by
from viewer.case.terms import LEFT_LUNG, LIVER, NODULE, RIGHT_LUNG

MODEL, READER = by("model:nodules@1"), "user:Ada Reader"
ROWS = tuple(
    FindingRow(Finding(f"f{n}", NODULE, RIGHT_LUNG, "right", "", True, "definite", "proposed", (), MODEL), f"Nodule {n}", "8.0 mm", True, state)
    for n, state in enumerate(STATES)
)


def test_every_state_is_said_in_words(qtbot) -> None:  # type: ignore[no-untyped-def]
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_rows(ROWS, "f0")
    said = [panel.list.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(panel.list.count())]
    assert [text.rpartition(", ")[2] for text in said] == list(STATES)
    assert "SCT 27925004" in panel.list.item(0).toolTip()
    panel.show_rows(ROWS, "f3")
    assert panel.detail.accept.text() == "Confirm" and panel.detail.accept.isEnabled()


def test_advice_that_has_no_room_is_left_out(qtbot) -> None:  # type: ignore[no-untyped-def]
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_rows((), "")
    panel.show()
    more = panel.empty.more
    for height, seen in ((400, True), (110, False), (400, True)):
        panel.resize(300, height)
        assert more.isVisible() == seen
        assert not seen or more.height() >= more.heightForWidth(more.width())
    panel.empty.offer(True, False)
    assert not more.isVisible()


def test_several_are_selected_and_merged(qtbot) -> None:  # type: ignore[no-untyped-def]
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_rows(ROWS, "f0")
    assert not panel.merge.isVisible()
    panel.list.item(2).setSelected(True)
    panel.show_rows(ROWS, "f0")  # another edit leaves the selection
    assert panel.merge.isVisible() and panel.selected_ids == ("f0", "f2")
    with qtbot.waitSignal(panel.merge_asked):
        panel.merge.click()
    with qtbot.waitSignal(panel.add_asked):
        panel.add.click()


def test_third_and_certainty_are_corrected_and_every_coded_word_is_offered(qtbot) -> None:  # type: ignore[no-untyped-def]
    panel = FindingsPanel()
    qtbot.addWidget(panel)
    panel.show_rows(ROWS, "f0")
    detail = panel.detail
    detail.zone.setCurrentIndex(detail.zone.findData("upper"))
    detail.certainty.setCurrentIndex(detail.certainty.findData("possible"))
    with qtbot.waitSignal(detail.changed) as got:
        detail.certainty.activated.emit(detail.certainty.currentIndex())
    assert got.args[0] == replace(ROWS[0].finding, zone="upper", certainty="possible")
    detail.side.setCurrentIndex(detail.side.findData("left"))
    with qtbot.waitSignal(detail.changed) as got:
        detail.side.activated.emit(detail.side.currentIndex())
    assert (got.args[0].where, got.args[0].side) == (LEFT_LUNG, "left"), "the right lung is not on the left"
    detail.show_finding(replace(ROWS[0].finding, zone="upper"))
    detail.where.setCurrentIndex(detail.where.findData(LIVER))
    with qtbot.waitSignal(detail.changed) as got:
        detail.where.activated.emit(detail.where.currentIndex())
    assert (got.args[0].where, got.args[0].zone) == (LIVER, ""), "a third of the lung is none of the liver"
    assert len(known_findings()) > 30 and len(known_places()) > 50
    assert detail.what.count() == len(known_findings())


def test_a_critical_result_waits_for_its_entry(qtbot) -> None:  # type: ignore[no-untyped-def]
    bar = CriticalBar()
    qtbot.addWidget(bar)
    bar.show_lines([CriticalLine("Pulmonary embolism", "within minutes", "s1", "", "")])
    assert not bar.isHidden() and "Pulmonary embolism" in bar.findChildren(QLabel)[0].text()
    with qtbot.waitSignal(bar.log_asked) as got:
        next(button for button in bar.findChildren(QPushButton) if button.text() == "Log").click()
    assert got.args == ["Pulmonary embolism"]
    bar.show_lines(())
    assert bar.isHidden()


def test_the_entry_is_a_line_of_the_report_and_nothing_to_object_to() -> None:
    draft = ReportDraft("d", "t", (Section("Findings", (Sentence("s", "The lungs are clear.", (), (), by(READER)),)),), by(READER))
    edit = with_communication(communication_from("Dr Left, phone, at 14:05, read back", "Pulmonary embolism", READER), draft)
    made = next(change.after for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, ReportDraft))
    assert made.sections[-1].title == TITLE and "told to Dr Left, telephone" in made.text
    result = check(made, FactTable(StudyFacts("CT", "CHEST", "20260101", "F", 50.0), ()))
    assert not result.blocking and not result.critical
