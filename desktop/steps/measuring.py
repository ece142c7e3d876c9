"""The reader draws on the images: what each tool needs to be told, and what becomes of the measurements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.workflows import measuring, review
from desktop.workflows.measuring import MeasuredRow
from viewer.case.calibration import Calibration, calibrated, can_calibrate
from viewer.case.edits import Edit, Measurement, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.measurement import SpineLabel, TextNote
from viewer.case.segmentation import Segmentation
from viewer.case.source import by
from viewer.case.spine import LEVELS, VARIANTS
from viewer.case.terms import UNSPECIFIED_SITE, Code
from viewer.scene.value_text import drawn_text, quantity_text
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk


def has_measurement(desk: Desk) -> bool:
    return desk.measurement is not None


def has_measurements(desk: Desk) -> bool:
    return desk.case is not None and bool(desk.case.measurements())


def can_be_calibrated(desk: Desk) -> bool:
    return desk.loaded is not None and can_calibrate(desk.loaded.stack)


def why_not_calibrated(desk: Desk) -> str:
    return "Only pictures without millimetres of their own are calibrated by hand."


def apply(desk: Desk, edit: Edit) -> bool:
    """Write an edit of things drawn; where it calibrates a picture, all lengths on it follow."""
    case, loaded = desk.case, desk.loaded
    if case is None:
        return False
    return desk.apply(measuring.with_recalibrated(edit, case.measurements(), None if loaded is None else loaded.stack))


def ask_words(desk: Desk, record: Measurement) -> None:
    """Ask for what only the reader can say of something that was just drawn; it is stored with the answer."""
    question = {
        TextNote.kind: "What is to stand here?",
        SpineLabel.kind: "Which vertebra is this? (L1, T12, ...)",
        Calibration.kind: "How long is this line, in millimetres?",
    }[record.kind]
    desk.ask_words(question, "", partial(_answer, desk, record), desk.grid.cancel_gesture)


def _answer(desk: Desk, record: Measurement, text: str) -> str:
    """Store the thing with the reader's words; returns what is wrong with them, or nothing."""
    made, wrong = with_words(record, text)
    if not wrong and apply(desk, Edit(f"Add {record.word}", desk.author, (Swap(None, made),))):
        desk.grid.mark_selected.emit(record.kind, record.id)
    return wrong


def with_words(record: Measurement, text: str) -> tuple[Measurement, str]:
    """The thing with the reader's words, and what is wrong with these (empty where nothing is)."""
    text = " ".join(text.split())
    if isinstance(record, Calibration):
        try:
            return calibrated(replace(record, length_mm=float(text.replace(",", ".").removesuffix("mm"))), None), ""
        except ValueError:
            return record, "Give a length in millimetres, such as 50."
    if isinstance(record, SpineLabel):
        text = text.upper()
        return replace(record, label=text), "" if text in (*LEVELS, *VARIANTS) else "Give a vertebra: C1 to C7, T1 to T12, L1 to L5, S1 to S5."
    return replace(record, label=text), "" if text or not isinstance(record, TextNote) else "Write something."


def rename(desk: Desk) -> None:
    """Ask what the selected thing is called."""
    record = desk.measurement
    if record is None:
        return

    def then(text: str) -> str:
        made, wrong = with_words(record, text)
        if not wrong and made != record:
            apply(desk, Edit(f"Rename {record.word}", desk.author, (Swap(record, made),)))
        return wrong

    before = f"{record.length_mm:g}" if isinstance(record, Calibration) else record.label
    question = "How long is this line, in millimetres?" if isinstance(record, Calibration) else f"What is this {record.word} called?"
    desk.ask_words(question, before, then, lambda: None)


def delete(desk: Desk) -> bool:
    """Remove the selected thing; False where none is selected."""
    record = desk.measurement
    if record is None:
        return False
    apply(desk, Edit(f"Delete {record.word}", desk.author, (Swap(record, None),)))
    return True


def place_of(desk: Desk, record: Measurement, with_zone: bool = True) -> tuple[Code, str, str]:
    """Organ, side and zone of a measurement, as far as a segmentation on the open volume says."""
    if desk.case is None or desk.loaded is None or desk.loaded.volume is None:
        return UNSPECIFIED_SITE, "none", ""
    return review.find_place(record, desk.loaded.volume, desk.case.all_of(Segmentation), desk.case.mask_of, with_zone)


def measured_rows(desk: Desk) -> tuple[MeasuredRow, ...]:
    """The table: one line for each thing drawn, in the order in which they were."""
    return tuple(_row(desk, record) for record in desk.case.measurements()) if desk.case is not None else ()


def _row(desk: Desk, record: Measurement) -> MeasuredRow:
    numbers = desk.grid.content.numbers
    values = drawn_text(record, numbers.of(record), numbers.in_colour and record.frame_uid == desk.grid.content.frame_uid)
    where, side, zone = place_of(desk, record, with_zone=False)
    return MeasuredRow(
        record,
        record.label or record.word.capitalize(),
        tuple(text for text in values if text != record.label),
        "" if where == UNSPECIFIED_SITE else measuring.place_text(where, side, zone),
        _picture(desk, record),
        record.source.author.partition(":")[2],
        _detail(numbers.of(record), numbers.histogram(record)),
    )


def _detail(numbers: Sequence[Quantity], bars: str) -> tuple[str, ...]:
    """``minimum -31 HU``, one line for each number, and the bars of the histogram between the lowest and highest value."""
    lines = [f"{row.kind.replace('_', ' ')} {quantity_text(row)}" for row in numbers]
    found = {row.kind: row for row in numbers}
    if bars:
        lines.append(f"{quantity_text(found['minimum'])} {bars} {quantity_text(found['maximum'])}")
    return tuple(lines)


def _picture(desk: Desk, record: Measurement) -> str:
    """``axial 43``; of another series its number."""
    found = desk.grid.content.picture_of(record)
    if found is not None or desk.study is None:
        return found or ""
    series = next((row for row in desk.library.series_of(desk.study.uid) if row.uid == record.series_uid), None)
    return "" if series is None else f"series {series.number}" if series.number is not None else series.modality


def to_finding(desk: Desk) -> None:
    """The selected measurement, else the newest that is no finding yet, becomes an accepted finding."""
    case = desk.case
    if case is None:
        return
    used = {row.measurement_id for row in case.all_of(Evidence)}
    sizes = [row for row in case.measurements() if isinstance(row, measuring.SIZES)]
    free = [row for row in sizes if row.id not in used]
    record = desk.measurement if desk.measurement in free else (free[-1] if free and desk.measurement is None else None)
    if record is None:
        selected = tr("It is a finding already.") if desk.measurement in sizes else tr("What is selected has no size.")
        what = selected if desk.measurement is not None else tr("There is no size that is not a finding yet.")
        desk.notices.say(what, "Measure with the ruler (R) or in two directions (Shift+R), then press F.")
        return
    where, side, zone = place_of(desk, record)
    same = review.find_same(record, case.all_of(Finding), case.all_of(Evidence))
    if same is not None:
        size = _size(desk, same)
        desk.notices.say(
            tr("This may be the {finding} already listed.", finding=" ".join(part for part in (same.what.meaning.lower(), size) if part)),
            "Undo, or reject one of them.",
            "warning",
        )
    edit = measuring.finding_from(record, desk.grid.content.numbers.of(record), desk.author, where=where, side=side, zone=zone)
    if desk.apply(edit):
        desk.take_finding(_finding_in(edit).id)


def to_report(desk: Desk) -> None:
    """Write the selected measurement into the report: a size as a finding with its sentence, an angle as it is."""
    case, record, draft = desk.case, desk.measurement, desk.draft
    if case is None or record is None:
        return
    if draft is None or (desk.signed is not None and desk.signed.draft == draft):
        desk.notices.say("There is no report that could be changed.", "Draft it (Ctrl+D), or start an addendum.")
        return
    if not isinstance(record, (*measuring.SIZES, *measuring.ANGLES)):
        desk.notices.say(tr("There is no size or angle to report: {kind}.", kind=tr(record.word)), "Its value can be copied with the table.")
        return
    desk.commit_text()
    numbers, author, facts = desk.grid.content.numbers.of(record), desk.author, desk.facts()
    own = [row for row in case.all_of(Evidence) if row.measurement_id == record.id]
    finding = next((row for row in case.all_of(Finding) if row.evidence_ids and row.evidence_ids[0] in {one.id for one in own}), None)
    changes: tuple[Swap, ...] = ()
    before = draft
    if isinstance(record, measuring.ANGLES):
        if not own:
            own = list(measuring.evidence_of(record, numbers, by(author)))
            changes = tuple(Swap(None, row) for row in own)
        sentence = measuring.angle_sentence(record, numbers, own, author)
    else:
        if finding is None:
            where, side, zone = place_of(desk, record)
            edit = measuring.finding_from(record, numbers, author, where=where, side=side, zone=zone)
            finding = _finding_in(edit)
            changes = tuple(change for change in edit.changes if isinstance(change, Swap))
            own = [change.after for change in changes if isinstance(change.after, Evidence)]
        sentence = measuring.finding_sentence(facts, finding, own, author)
        before = measuring.without_nothing(draft, facts, finding)
        if measuring.lacks_impression(before):
            short = measuring.finding_sentence(facts, finding, own, author, "impression")
            before = measuring.with_sentence(before, short, "impression")
    made = measuring.with_sentence(before, sentence)
    if desk.apply(Edit(f"Report {record.word}", author, (*changes, Swap(draft, made)))):
        desk.show_report()
        desk.go_to_sentence(sentence.id)


def copy_table(desk: Desk) -> None:
    """Put all measurements of the study on the clipboard, as a table for a spreadsheet."""
    rows = measured_rows(desk)
    QGuiApplication.clipboard().setText(measuring.as_table(rows, [desk.grid.content.numbers.of(row.record) for row in rows]))
    desk.notices.say(tr("Measurements on the clipboard, as a table: {count}.", count=len(rows)))


def _finding_in(edit: Edit) -> Finding:
    return next(change.after for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, Finding))


def _size(desk: Desk, finding: Finding) -> str:
    """``11.7 × 8.8 mm``, as far as it was measured."""
    rows = desk.case.all_of(Evidence) if desk.case is not None else ()
    found = {row.quantity.kind: row.quantity.value for row in rows if row.id in finding.evidence_ids and row.quantity}
    axes = [f"{found[kind]:.1f}" for kind in ("long_axis", "short_axis") if kind in found]
    return f"{' × '.join(axes)} mm" if axes else ""
