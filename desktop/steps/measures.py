"""Measuring segments: size, values, place and what belongs to one organ, in a table whose lines go into the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.workflows import measured as results
from desktop.workflows.measured import Measured
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding
from viewer.case.measurement import SpineLabel
from viewer.case.segmentation import Segmentation
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from inference.measure.measure import Measure
    from viewer.case.progress import Tick


def segment_of_finding(desk: Desk) -> tuple[str, int] | None:
    """The segment on the open volume that the finding in hand was measured on."""
    case, finding, loaded = desk.case, desk.finding, desk.loaded
    if case is None or finding is None or loaded is None or loaded.volume is None:
        return None
    here = {row.id: {label.number for label in row.labels} for row in case.all_of(Segmentation) if row.geometry == loaded.volume.geometry}
    for row in case.all_of(Evidence):
        if row.id in finding.evidence_ids and row.label in here.get(row.segmentation_id, ()):
            return row.segmentation_id, row.label
    return None


def can_measure_finding(desk: Desk) -> bool:
    return segment_of_finding(desk) is not None


def why_no_finding(desk: Desk) -> str:
    return "The finding in hand has no outline on these images."


def measure_segment(desk: Desk) -> None:
    """Measure the segment in hand and show the table."""
    shown, label = desk.segmenting.shown, desk.segmenting.label
    if shown is None or label is None:
        raise KnownError("No segment is in hand.", "Click its name in the list.")
    _measure(desk, (shown.id, label.number))


def measure_finding(desk: Desk) -> None:
    """Measure the outline of the finding in hand and show the table."""
    key = segment_of_finding(desk)
    if key is None:
        raise KnownError(why_no_finding(desk))
    _measure(desk, key)


def copy_segments(desk: Desk) -> None:
    """Put what was measured under each segment on the clipboard."""
    shown, loaded = desk.segmenting.shown, desk.loaded
    if shown is None or loaded is None or loaded.volume is None:
        raise KnownError("No segments are on the images.")
    unit = loaded.volume.unit if loaded.volume.unit != "raw" else ""
    QGuiApplication.clipboard().setText(results.table_of_segments(shown, unit))
    desk.notices.say(tr("Segments on the clipboard, as a table: {count}.", count=len(shown.labels)))


def radiomics(desk: Desk) -> None:
    """Work out IBSI features of the segment in hand, by the library that may be added, and put them on the clipboard."""
    case, loaded, shown, label = desk.case, desk.loaded, desk.segmenting.shown, desk.segmenting.label
    if case is None or loaded is None or loaded.volume is None or shown is None or label is None:
        raise KnownError("No segment is in hand.", "Click its name in the list.")
    volume, mask = loaded.volume, case.mask_of(shown)

    def work(tick: Tick) -> dict[str, float]:
        from desktop.workflows.measure_segment import radiomics_of

        return radiomics_of(volume, shown, mask, label.number, tick)

    def then(found: dict[str, float]) -> None:
        QGuiApplication.clipboard().setText("\n".join(["feature\tvalue", *(f"{name}\t{value:.6g}" for name, value in found.items()), ""]))
        desk.notices.say(f"{len(found)} features of {label.name} are on the clipboard, as a table.")

    desk.start("Radiomics", work, then)


def _measure(desk: Desk, key: tuple[str, int]) -> None:
    case, loaded, series = desk.case, desk.loaded, desk.series
    if case is None or loaded is None or loaded.volume is None:
        raise KnownError("These pictures form no volume.", "Measure on them by hand.")
    volume, rows = loaded.volume, case.all_of(Segmentation)
    masks = {row.id: case.mask_of(row) for row in rows if row.geometry == volume.geometry}
    marks = [mark for mark in case.measurements() if isinstance(mark, SpineLabel)]

    def work(tick: Tick) -> Measured:
        from desktop.workflows.measure_segment import measure_segment

        return measure_segment(volume, rows, lambda row: masks[row.id], key, marks, series, tick)

    def then(made: Measured) -> None:
        if desk.case is case:
            desk.segmenting.measured.emit(made)

    desk.start("Measure the segment", work, then)


def report(desk: Desk, measured: Measured, row: Measure) -> None:
    """Write one line of the table into the report, with its number as evidence."""
    case, draft = desk.case, desk.draft
    if case is None:
        return
    if draft is None or (desk.signed is not None and desk.signed.draft == draft):
        desk.notices.say("There is no report that could be changed.", "Draft it (Ctrl+D), or start an addendum.")
        return
    desk.commit_text()
    evidence = case.all_of(Evidence)
    finding = results.finding_of(measured, case.all_of(Finding), evidence)
    edit, sentence = results.report_edit(measured, row, desk.draft or draft, finding, evidence, desk.author)
    if desk.apply(edit):
        desk.show_report()
        desk.go_to_sentence(sentence.id)


def copy(desk: Desk, measured: Measured) -> None:
    """Put the whole table on the clipboard, with rules and codes."""
    QGuiApplication.clipboard().setText(results.as_table(measured))
    desk.notices.say(f"{len(measured.rows)} measures are on the clipboard, as a table.")
