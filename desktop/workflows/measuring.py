"""What becomes of a measurement: other lengths after a calibration, a finding, a sentence of the report, a line of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inference.report.sentences import section_of
from viewer.case.calibration import Calibration, calibrated
from viewer.case.edits import Edit, Measurement, Swap
from viewer.case.facts import FactTable
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.geometry import Box
from viewer.case.measurement import Angle, Bidirectional, CobbAngle, Polyline, Ruler
from viewer.case.region import Region
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import Source, by, new_id
from viewer.case.terms import LESION, UNSPECIFIED_SITE, Code
from viewer.case.volume import Stack
from viewer.scene.value_text import quantity_text

SIZES = (Ruler, Polyline, Bidirectional, Region)
"""What has a size, and so can be a finding."""
ANGLES = (Angle, CobbAngle)
PIXEL_SPACING = "pixel_spacing"
_OF_REGION = ("area", "mean", "sd", "maximum", "peak")


def with_recalibrated(edit: Edit, records: Sequence[Measurement], stack: Stack | None) -> Edit:
    """The edit, and where it changes a calibration also every other thing drawn on that picture, in its new unit.

    `records` are those before the edit, `stack` are the pictures on the screen.
    """
    swaps = [change for change in edit.changes if isinstance(change, Swap)]
    if stack is None or not any(change.key[0] == Calibration.kind for change in swaps):
        return edit
    touched = {change.key for change in swaps}
    after = [row for row in records if (row.kind, row.id) not in touched]
    after += [change.after for change in swaps if isinstance(change.after, Calibration)]
    known = [row for row in after if isinstance(row, Calibration)]
    others = [row for row in after if row.frame_uid == stack.frame_uid and not isinstance(row, Calibration)]
    made = [(row, calibrated(row, stack, known)) for row in others]
    return replace(edit, changes=(*edit.changes, *(Swap(old, new) for old, new in made if new != old)))


def place_text(where: Code, side: str, zone: str) -> str:
    """``right lung · lower third``."""
    said = "place unspecified" if where == UNSPECIFIED_SITE else where.meaning
    if side in ("left", "right", "bilateral") and side not in said.lower():
        said = f"{side} {said[:1].lower()}{said[1:]}"
    return f"{said} · {zone} third" if zone else said


def box_of(record: Measurement) -> Box:
    """The box around a thing drawn, LPS mm."""
    points = np.array([point for line in record.lines_lps for point in line] or record.handles_lps)
    (a, b, c), (d, e, f) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return (a, b, c), (d, e, f)


def reported(record: Measurement, numbers: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers of a measurement that a finding is made of: its axes in millimetres, and what its pixels hold.

    A length that is not in millimetres is no size of a lesion.
    """
    if isinstance(record, Region):
        lengths = [float(np.linalg.norm(np.subtract(*record.scaled(axis)))) for axis in record.axes_lps]
        axes = [Quantity(kind, value, "mm") for kind, value in zip(("long_axis", "short_axis"), lengths, strict=True)]
        said = [row for row in numbers if row.kind in _OF_REGION and row.unit != "px²"]
        return _sourced(record, (*(axes if record.unit == "mm" else ()), *said))
    kept = [row for row in numbers if row.unit in ("mm", "°")]
    return _sourced(record, [replace(row, kind="long_axis") if isinstance(record, Ruler) else row for row in kept])


def _sourced(record: Measurement, rows: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The numbers, those in millimetres with what these stand on."""
    source = "" if record.spacing_source == PIXEL_SPACING else record.spacing_source
    return tuple(replace(row, mm_from=source) if row.unit.startswith("mm") else row for row in rows)


def evidence_of(record: Measurement, numbers: Sequence[Quantity], source: Source) -> tuple[Evidence, ...]:
    """One place with its number for each number; the place alone where there is none."""
    rows: Sequence[Quantity | None] = reported(record, numbers) or (None,)
    return tuple(
        Evidence(new_id(), record.series_uid, record.frame_uid, box_of(record), row, source, measurement_id=record.id)
        for row in rows
    )


def finding_from(
    record: Measurement, numbers: Sequence[Quantity], author: str, what: Code = LESION, where: Code = UNSPECIFIED_SITE,
    side: str = "none", zone: str = "",
) -> Edit:  # fmt: skip
    """A measurement becomes an accepted finding with its numbers as evidence: models miss lesions."""
    source = by(author)
    evidence = evidence_of(record, numbers, source)
    ids = tuple(row.id for row in evidence)
    finding = Finding(new_id(), what, where, side, zone, True, "definite", "accepted", ids, source)
    return Edit(f"Add finding from {record.word}", author, (*(Swap(None, row) for row in evidence), Swap(None, finding)))


def finding_sentence(
    facts: FactTable, finding: Finding, evidence: Sequence[Evidence], author: str, section_name: str = "findings"
) -> Sentence:
    """What the template would say of one finding in a section, as the reader's own sentence."""
    from inference.report.plan import plan
    from inference.report.realise import realise
    from inference.report.templates import choose_template

    known = {**facts.evidence, **{row.id: row for row in evidence}}
    alone = replace(facts, findings=(finding,), evidence=known)
    draft = realise(plan(alone, choose_template(facts.study)), by(author))
    said = [row for section in draft.sections if section_of(section.title) == section_name for row in section.sentences]
    (sentence,) = (row for row in said if finding.id in row.finding_ids)
    return replace(sentence, id=new_id(), source=by(author))


def angle_sentence(record: Measurement, numbers: Sequence[Quantity], evidence: Sequence[Evidence], author: str) -> Sentence:
    """``Cobb angle: 34.2°.``"""
    name = record.label or {"cobb_angle": "Cobb angle"}.get(record.kind, "Angle")
    text = f"{name}: {quantity_text(numbers[0])}."
    return Sentence(new_id(), text, (), tuple(row.id for row in evidence), by(author))


def without_nothing(draft: ReportDraft, facts: FactTable, finding: Finding) -> ReportDraft:
    """The draft without what the template says only while there is no such finding: that nothing was found."""
    from inference.report.plan import plan
    from inference.report.realise import realise
    from inference.report.templates import choose_template

    def said(table: FactTable) -> set[str]:
        rows = realise(plan(table, choose_template(table.study)), draft.source).sentences
        return {row.text for row in rows if not row.finding_ids}

    gone = said(facts) - said(replace(facts, findings=(*facts.findings, finding)))
    sections = tuple(
        replace(section, sentences=tuple(row for row in section.sentences if row.text not in gone or not row.source.is_model))
        for section in draft.sections
    )
    return replace(draft, sections=sections)


def lacks_impression(draft: ReportDraft) -> bool:
    """Whether the draft has an impression with nothing in it."""
    rows = [section for section in draft.sections if section_of(section.title) == "impression"]
    return bool(rows) and not any(section.text.strip() for section in rows)


def with_sentence(draft: ReportDraft, sentence: Sentence, section_name: str = "findings") -> ReportDraft:
    """The draft with a sentence at the end of a section, or in a new one where it has none."""
    titles = [section_of(section.title) for section in draft.sections]
    at = titles.index(section_name) if section_name in titles else len(titles)
    before = draft.sections[at] if at < len(titles) else Section(section_name.capitalize(), ())
    made = replace(before, sentences=(*(row for row in before.sentences if row.text.strip()), sentence))
    return replace(draft, sections=(*draft.sections[:at], made, *draft.sections[at + 1 :]))


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One line of the table: what it is called, its numbers, where it lies, in which picture, and who drew it.

    `detail` are all its numbers, each with its name, and for a region how often which values are in it.
    """

    record: Measurement
    name: str
    values: tuple[str, ...]
    place: str
    picture: str
    author: str
    detail: tuple[str, ...] = ()


def as_table(rows: Sequence[MeasuredRow], numbers: Sequence[Sequence[Quantity]]) -> str:
    """The lines for a spreadsheet, tab between cells: one for each number, with all its figures."""
    lines = ["name\tkind\tnumber\tvalue\tunit\tmm from\tplace\tpicture\tauthor"]
    for row, quantities in zip(rows, numbers, strict=True):
        for quantity in quantities:
            source = row.record.spacing_source if quantity.unit.startswith("mm") else ""
            cells = (
                row.name, row.record.word, quantity.kind.replace("_", " "), f"{quantity.value:.6g}", quantity.unit, source,
                row.place, row.picture, row.author,
            )  # fmt: skip
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "\n".join([*lines, ""])
