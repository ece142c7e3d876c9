"""What was measured on one segment: said, put into a report and copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.workflows.measuring import with_sentence
from inference.measure.measure import Measure
from inference.report.numbers import format_quantity
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.report import ReportDraft, Sentence
from viewer.case.segmentation import Segmentation
from viewer.case.source import by, new_id

GROUPS = {"size": "Size", "values": "Values", "place": "Place", "distance": "Distances", "organ": "This organ"}
"""Headings of the table, in its order."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of one segment: `name` as it is called, `words` the whole in a sentence, and the segment as it then was."""

    segmentation: Segmentation
    number: int
    name: str
    words: str
    rows: tuple[Measure, ...]

    @property
    def key(self) -> tuple[str, int]:
        return self.segmentation.id, self.number


def value_text(quantity: Quantity) -> str:
    """``151 ml``, ``0.47``, ``12.3 cm²``: as the table shows it."""
    match quantity.unit:
        case "ratio":
            return f"{quantity.value:.2f}"
        case "score":
            return f"{quantity.value:.0f}"
        case "mm":
            return f"{quantity.value:.1f} mm"
        case "%" | "cm²":
            return f"{quantity.value:.1f} {quantity.unit}"
        case "ml" | "HU":
            return format_quantity(quantity.value, quantity.unit)
    return f"{quantity.value:.4g} {quantity.unit}".replace(" raw", "")


def row_text(row: Measure) -> str:
    """What stands beside a measure's name."""
    return value_text(row.quantity) if row.quantity is not None else row.words


def table_of_segments(segmentation: Segmentation, unit: str) -> str:
    """What was measured under each segment, for a spreadsheet: tab between cells, values in the volume's unit, LPS mm."""
    lines = [f"segment\tcode\tvolume ml\tmean {unit}\tSD {unit}\tmin {unit}\tmax {unit}\tcentroid x mm\ty mm\tz mm".replace(" \t", "\t")]
    for label in segmentation.labels:
        row = segmentation.find_statistics(label.number)
        numbers = () if row is None else (row.volume_ml, row.mean, row.sd, row.lowest, row.highest, *row.centroid_lps)
        cells = ("" if value is None else f"{value:.6g}" for value in numbers)
        lines.append("\t".join((" ".join(label.name.split()), f"{label.code.scheme} {label.code.value}", *cells)))
    return "\n".join([*lines, ""])


def as_table(measured: Measured) -> str:
    """All lines for a spreadsheet, tab between cells, with rule and codes."""
    lines = ["segment\tgroup\tmeasure\tvalue\tunit\tcode\tnote"]
    for row in measured.rows:
        value, unit, code = (f"{row.quantity.value:.6g}", row.quantity.unit, row.quantity.code) if row.quantity else (row.words, "", None)
        coded = f"{code.scheme} {code.value}" if code is not None else ""
        lines.append("\t".join((measured.name, GROUPS[row.group], row.name, value, unit, coded, row.note)))
    return "\n".join([*lines, ""])


def finding_of(measured: Measured, findings: Sequence[Finding], evidence: Sequence[Evidence]) -> Finding | None:
    """The finding that was measured on this segment, unless it was rejected."""
    own = {row.id for row in evidence if (row.segmentation_id, row.label) == measured.key}
    return next((row for row in findings if row.status != "rejected" and own & set(row.evidence_ids)), None)


def report_edit(
    measured: Measured, row: Measure, draft: ReportDraft, finding: Finding | None, evidence: Sequence[Evidence], author: str
) -> tuple[Edit, Sentence]:
    """A measure as a sentence of the findings section, with its number as evidence under the segment it was measured on.

    Where the segment is that of a finding, the number becomes one of the finding's. What a model outlined and nobody changed
    keeps the model as its source. A number that is evidence already is not written down twice.

    Raises
    ------
    KnownError for a place without a number where no finding is.
    """
    known = next((one for one in evidence if (one.segmentation_id, one.label) == measured.key and one.quantity == row.quantity), None)
    statistics = measured.segmentation.find_statistics(measured.number)
    if row.quantity is None or statistics is None:
        raise KnownError("This line has no number to report.", "Copy the table, or write it as you would say it.")
    source = by(author) if measured.segmentation.edited_by else measured.segmentation.source
    one = known or Evidence(
        new_id(), measured.segmentation.series_uid, measured.segmentation.geometry.frame_uid, statistics.box_lps, row.quantity, source,
        segmentation_id=measured.segmentation.id, label=measured.number,
    )  # fmt: skip
    changes: list[Swap] = [] if known else [Swap(None, one)]
    ids: tuple[str, ...] = ()
    if finding is not None:
        ids = (finding.id,) if row.quantity.unit != "mm" else ()  # a length beside a finding is read as its size
        if one.id not in finding.evidence_ids:
            changes.append(Swap(finding, replace(finding, evidence_ids=(*finding.evidence_ids, one.id))))
    name = f"{measured.name[:1].upper()}{measured.name[1:]}"
    value = value_text(row.quantity)
    said = f"{value} from {row.name.removeprefix('To ')}" if row.group == "distance" else f"{_lowered(row.name)} {value}"
    sentence = Sentence(new_id(), f"{name}: {said}.", ids, (one.id,), by(author))
    changes.append(Swap(draft, with_sentence(draft, sentence)))
    return Edit(f"Report {_lowered(row.name)}", author, tuple(changes)), sentence


def _lowered(name: str) -> str:
    """A name inside a sentence: ``SD`` and ``LAA-950`` keep their capitals."""
    return name if name[1:2].isupper() or name.startswith(("Agatston", "Evans")) else f"{name[:1].lower()}{name[1:]}"
