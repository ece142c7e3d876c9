"""How names, dates, findings and numbers read in the panels."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.workflows.measuring import place_text
from viewer.case.calibration import with_source
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.person import readable_name
from viewer.widgets.tr import day_of, number

STATUS_MARKS = {"proposed": "◇", "accepted": "●", "rejected": "✕"}
"""A shape for each state, so that colour is never alone."""
STATUS_WORDS = {"proposed": "proposed", "accepted": "confirmed", "rejected": "rejected"}
STATUS_ROLES = {"proposed": "proposed", "accepted": "confirmed", "rejected": "quiet"}

ATTESTATION_MARKS = {"confirmed": "●", "corrected": "◆", "rejected": "✕", "passively accepted": "◐", "not attested": "◇"}
ATTESTATION_WORDS = {state: state for state in ATTESTATION_MARKS}
ATTESTATION_ROLES = {
    "confirmed": "confirmed", "corrected": "confirmed", "rejected": "quiet", "passively accepted": "attention", "not attested": "proposed",
}  # fmt: skip
"""What the reader did with a finding: mark, word and colour."""

STUDY_MARKS = {"imported": "○", "reading": "◐", "drafted": "◕", "signed": "●"}

_UNIT_DIGITS = {"mm": 1, "cm": 1, "ml": 2, "HU": 0, "%": 0, "count": 0, "raw": 1}
_SHOWN_FIRST = ("long_axis", "length", "short_axis", "volume")


date, person = day_of, readable_name


def volume(ml: float) -> str:
    """Millilitres, or litres from one litre on."""
    return f"{number(ml / 1000, 2)} l" if ml >= 1000 else f"{number(ml, 0 if ml >= 100 else 1)} ml"


def quantity(row: Quantity) -> str:
    digits = _UNIT_DIGITS.get(row.unit, 1)
    unit = "" if row.unit in ("raw", "count") else f" {row.unit}"
    return f"{number(row.value, digits)}{unit}"


def finding_title(finding: Finding) -> str:
    """``Nodule · right lung · lower third``."""
    what = finding.what.meaning if finding.present else f"No {finding.what.meaning.lower()}"
    return f"{what} · {place_text(finding.where, finding.side, finding.zone)}"


def finding_size(evidence: Sequence[Evidence]) -> str:
    """The first numbers a reader asks for: ``8.4 × 7.1 mm · 0.24 ml``."""
    found: dict[str, Quantity] = {}
    for row in evidence:
        if row.quantity is not None:
            found.setdefault(row.quantity.kind, row.quantity)
    parts = [with_source(quantity(found[kind]), found[kind].mm_from) for kind in _SHOWN_FIRST if kind in found]
    if "long_axis" in found and "short_axis" in found:
        size = f"{number(found['long_axis'].value, 1)} × {quantity(found['short_axis'])}"
        parts[0:2] = [with_source(size, found["long_axis"].mm_from)]
    others = [row for row in found.values() if row.code is not None]  # under the names of the system that measured them
    return " · ".join(parts or [f"{row.kind} {quantity(row)}" for row in others[:2]])
