"""The rows of the measurement table: what was measured on each accepted finding, and the change since a prior."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.workflows.printed_text import short_date_text
from inference.report.numbers import format_lengths, format_quantity
from viewer.case.calibration import with_source
from viewer.case.facts import FactTable
from viewer.case.finding import Finding
from viewer.case.terms import UNSPECIFIED_SITE

DASH = "–"


@dataclass(frozen=True, slots=True)
class MeasurementRow:
    """One finding; every cell as it is printed, "–" where nothing was measured."""

    finding: str
    place: str
    axes: str
    volume: str
    density: str
    change: str


def measurement_rows(facts: FactTable) -> tuple[MeasurementRow, ...]:
    """One row for each accepted finding that is present and has a number."""
    counts: dict[str, int] = {}
    rows = []
    for finding in facts.accepted:
        if not finding.present or not facts.quantities_of(finding):
            continue
        name = finding.what.meaning
        counts[name] = counts.get(name, 0) + 1
        rows.append(
            MeasurementRow(
                f"{name} {counts[name]}",
                _place(finding),
                _axes(facts, finding),
                _value(facts, finding, "volume"),
                _value(facts, finding, "mean"),
                _change(facts, finding),
            )
        )
    return tuple(rows)


def _place(finding: Finding) -> str:
    side = "" if finding.side in ("none", "midline") else finding.side
    zone = f"{finding.zone} zone" if finding.zone else ""
    where = "" if finding.where == UNSPECIFIED_SITE else finding.where.meaning.lower()
    parts = [where if side and side in where else f"{side} {where}".strip(), zone]
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] or DASH


def _axes(facts: FactTable, finding: Finding) -> str:
    """The size as the report's sentences write it."""
    found = [facts.quantity_of(finding, kind) for kind in ("long_axis", "short_axis")]
    lengths = [quantity.value for quantity in found if quantity is not None and quantity.unit == "mm"]
    sources = [quantity.mm_from for quantity in found if quantity is not None and quantity.unit == "mm"]
    if not lengths:
        length = facts.quantity_of(finding, "length")
        return with_source(format_quantity(length.value, length.unit), length.mm_from) if length else DASH
    return with_source(format_lengths(lengths).replace(" x ", " × "), sources[0])


def _value(facts: FactTable, finding: Finding, kind: str) -> str:
    quantity = facts.quantity_of(finding, kind)
    return DASH if quantity is None else format_quantity(quantity.value, quantity.unit).replace("-", "−")


def _change(facts: FactTable, finding: Finding) -> str:
    change = facts.changes.get(finding.id)
    if change is None:
        return DASH
    if change.prior_value is None:
        word = "than on" if change.state in ("larger", "smaller") else "since"
        return f"{change.state} {word} {short_date_text(change.prior_date)}"
    return f"{change.state}, {change.prior_value:.1f} mm on {short_date_text(change.prior_date)}"
