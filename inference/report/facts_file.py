"""The fact table as JSON and back: what ``lightbox findings --json`` writes and ``check --facts`` reads.

The form is `{"study": {...}, "findings": [...]}` as in the manual's section "A facts file".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

from inference.report.dates import to_dicom
from inference.report.lexicon import WORD_SCHEME, find_side, lexicon
from inference.report.phrasebook import words
from viewer.case.errors import KnownError
from viewer.case.facts import CHANGE_STATES, Change, FactTable, StudyFacts
from viewer.case.finding import SIDES, UCUM, ZONES, Certainty, Evidence, Finding, FindingStatus, Quantity
from viewer.case.source import Source, new_id
from viewer.case.terms import UNSPECIFIED_SITE, Code

QUANTITY_KINDS = ("long_axis", "short_axis", "length", "volume", "mean", "sd", "count")
"""Kinds of quantity that a finding may have: those that the exported measurement report has a concept for."""

_BELOW_ZERO = ("mean",)
_UNITS = {
    **{unit.lower(): (unit, 1.0) for unit in UCUM},
    **dict.fromkeys(("millimetre", "millimeter", "millimetres", "millimeters"), ("mm", 1.0)),
    **dict.fromkeys(("centimetre", "centimeter", "centimetres", "centimeters"), ("cm", 1.0)),
    **dict.fromkeys(("cc", "ccm", "cm3", "cm^3", "cm³", "millilitre", "milliliter", "millilitres", "milliliters"), ("ml", 1.0)),
    **dict.fromkeys(("mm3", "mm^3", "mm³"), ("ml", 0.001)),
    **dict.fromkeys(("l", "litre", "liter", "litres", "liters"), ("ml", 1000.0)),
    **dict.fromkeys(("hounsfield", "hounsfield unit", "hounsfield units", "[hnsf'u]"), ("HU", 1.0)),
    **dict.fromkeys(("percent", "per cent"), ("%", 1.0)),
    **dict.fromkeys(("{count}", "number"), ("count", 1.0)),
    "1": ("raw", 1.0),
}  # fmt: skip
"""Spellings of a unit -> a key of `UCUM`, and what one of it is there."""
_UNITS_OF = {
    **dict.fromkeys(("long_axis", "short_axis", "length"), ("mm", "cm")),
    "volume": ("ml",),
    **dict.fromkeys(("mean", "sd"), ("HU", "raw", "%")),
    "count": ("count",),
}
_NO_BOX = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))


def facts_to_json(facts: FactTable) -> dict[str, Any]:
    """The fact table as plain JSON values. Numbers are as measured, not rounded."""
    study = facts.study
    return {
        "study": {
            "modality": study.modality,
            "body_part": study.body_part,
            "date": study.date,
            "sex": study.sex,
            "age_years": study.age_years,
            "priors": list(study.prior_dates),
        },
        "findings": [finding_to_json(finding, facts) for finding in facts.findings],
    }


def finding_to_json(finding: Finding, facts: FactTable) -> dict[str, Any]:
    """One row of the fact table; `evidence` names the records that support it."""
    change = facts.changes.get(finding.id)
    return {
        "id": finding.id,
        "what": _code_to_json(finding.what),
        "where": _code_to_json(finding.where),
        "side": finding.side,
        "zone": finding.zone,
        "present": finding.present,
        "certainty": finding.certainty,
        "quantities": [_quantity_to_json(row) for row in facts.quantities_of(finding)],
        "change": None
        if change is None
        else {"prior_date": change.prior_date, "state": change.state, "prior_value": change.prior_value},
        "status": finding.status,
        "evidence": list(finding.evidence_ids),
        "attestation": facts.attestations.get(finding.id),
        "author": finding.source.author,
    }


def _quantity_to_json(quantity: Quantity) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": quantity.kind, "value": quantity.value, "unit": quantity.unit}
    if quantity.code is not None:
        row["code"] = _code_to_json(quantity.code)
    if quantity.derivation is not None:
        row["derivation"] = _code_to_json(quantity.derivation)
    if quantity.mm_from:
        row["mm_from"] = quantity.mm_from
    return row


def facts_from_json(data: Mapping[str, Any], author: str = "user:facts file") -> FactTable:
    """A fact table from JSON. Words that no term of the lexicon stands for stay words.

    Raises `KnownError` naming the row and what is wrong with it: a value that is no number, not finite, or
    negative where that means nothing; a unit or kind of quantity that is unknown; an id given twice. A missing
    status is accepted, a missing side is read from the words of the place, else none; a missing id is a fresh one.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("findings", []), list | tuple):
        raise KnownError("The facts file holds no object with a list of findings.")
    study = data.get("study") or {}
    if not isinstance(study, Mapping) or not isinstance(study.get("priors") or [], list | tuple):
        raise KnownError("The study of the facts file cannot be read: it is an object, and its priors are a list of dates.")
    findings: list[Finding] = []
    evidence: dict[str, Evidence] = {}
    changes: dict[str, Change] = {}
    for number, row in enumerate(data.get("findings", []), 1):
        try:
            finding, rows, change = _finding(row, Source(author, ""))
            if any(finding.id == other.id for other in findings):
                raise ValueError(f"its id {finding.id!r} is that of an earlier finding")
        except (KeyError, TypeError, ValueError) as error:
            raise KnownError(f"Finding {number} of the facts file cannot be read: {_what_is_wrong(error)}.") from error
        findings.append(finding)
        evidence.update((entry.id, entry) for entry in rows)
        if change:
            changes[finding.id] = change
    try:
        age = None if study.get("age_years") is None else _number(study["age_years"], "age_years")
    except ValueError as error:
        raise KnownError(f"The study of the facts file cannot be read: {error!s}.") from error
    return FactTable(
        StudyFacts(
            str(study.get("modality") or ""),
            str(study.get("body_part") or ""),
            to_dicom(str(study.get("date") or "")),
            str(study.get("sex") or ""),
            age,
            tuple(to_dicom(str(day)) for day in study.get("priors") or ()),
        ),
        tuple(findings),
        evidence,
        changes=changes,
    )


def code_from_word(word: str, *, place: bool = False) -> Code:
    """The code a word stands for in the lexicon, else a text-only code whose value is the word."""
    word = " ".join(word.split())
    if not word:
        return UNSPECIFIED_SITE if place else Code(WORD_SCHEME, "unspecified", "Unspecified")
    terms = lexicon().anatomy if place else lexicon().findings
    term = terms.get(word.lower())
    return term.code if term and term.code else Code(WORD_SCHEME, word.lower(), word)


def _code_to_json(code: Code) -> dict[str, str]:
    return {"scheme": code.scheme, "value": code.value, "meaning": code.meaning}


def _code(entry: Any, *, place: bool) -> Code:
    if isinstance(entry, Mapping):
        meaning = str(entry.get("meaning") or entry.get("value") or "")
        if not entry.get("scheme") or not entry.get("value"):
            return code_from_word(meaning, place=place)
        return Code(str(entry["scheme"]), str(entry["value"]), meaning)
    return code_from_word(str(entry or ""), place=place)


def _what_is_wrong(error: Exception) -> str:
    return f"it has no {error!s}" if isinstance(error, KeyError) else str(error)


def _number(value: Any, name: str, *, below_zero: bool = False) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"its {name} is {value!r}, not a number")
    if not math.isfinite(value):
        raise ValueError(f"its {name} is {value!r}, not a finite number")
    if value < 0 and not below_zero:
        raise ValueError(f"its {name} is {value!r}, below zero")
    return float(value)


def _quantity(entry: Any) -> Quantity:
    if not isinstance(entry, Mapping):
        raise ValueError(f"its quantity {entry!r} is no object with a kind, a value and a unit")
    kind, written = str(entry["kind"]), entry.get("unit")
    if entry.get("code"):  # another system's measurement, kept under its own name
        derivation = entry.get("derivation")
        return Quantity(
            kind,
            _number(entry["value"], kind, below_zero=True),
            str(written or "1"),
            _code(entry["code"], place=False),
            _code(derivation, place=False) if derivation else None,
        )
    if kind not in QUANTITY_KINDS:
        raise ValueError(f"its quantity is a {kind!r}, not one of {', '.join(QUANTITY_KINDS)}")
    value = _number(entry["value"], kind, below_zero=kind in _BELOW_ZERO)
    if kind == "count" and not written:
        written = "count"
    unit, factor = _UNITS.get(" ".join(str(written or "").lower().split()), ("", 1.0))
    if unit not in _UNITS_OF[kind]:
        shown = repr(written) if written else "missing"
        raise ValueError(f"the unit of its {kind} is {shown}, not one of {', '.join(_UNITS_OF[kind])}")
    if kind == "count" and not value.is_integer():
        raise ValueError(f"its count is {value:g}, not a whole number")
    return Quantity(kind, value * factor, unit, mm_from=str(entry.get("mm_from") or ""))


def _finding(row: Any, source: Source) -> tuple[Finding, list[Evidence], Change | None]:
    if not isinstance(row, Mapping):
        raise ValueError("it is no object")
    if not isinstance(row.get("quantities") or [], list | tuple):
        raise ValueError("its quantities are no list")
    if not isinstance(row.get("present", True), bool):
        raise ValueError(f"its present is {row['present']!r}, not true or false")
    id = str(row.get("id") or "") or new_id()
    what, where = _code(row["what"], place=False), _code(row.get("where"), place=True)
    side = row.get("side") or find_side(where.meaning) or "none"
    zone = row.get("zone") or _zone(where)
    certainty, status = row.get("certainty") or "definite", row.get("status") or "accepted"
    for name, value, known in (
        ("side", side, SIDES),
        ("zone", zone, ZONES),
        ("certainty", certainty, ("definite", "probable", "possible")),
        ("status", status, ("proposed", "accepted", "rejected")),
    ):
        if value not in known:
            raise ValueError(f"its {name} is {value!r}, not one of {', '.join(filter(None, known))}")
    rows = [
        Evidence(
            f"{id}:{index}",
            "",
            "",
            _NO_BOX,
            _quantity(entry),
            source,
        )
        for index, entry in enumerate(row.get("quantities") or (), 1)
    ]
    finding = Finding(
        id,
        what,
        where,
        side,
        zone,
        row.get("present", True),
        cast(Certainty, certainty),
        cast(FindingStatus, status),
        tuple(entry.id for entry in rows),
        source,
    )
    return finding, rows, _change(row.get("change"))


def _zone(where: Code) -> str:
    """The third of the organ that the words of a place name outright ("lower zone of the lung"); a lobe is no third."""
    book = lexicon().anatomy_book
    names = [match.value for match in book.find(where.meaning, words(where.meaning))]
    zones = {lexicon().anatomy[name].zone for name in names if not lexicon().anatomy[name].organ}
    return zones.pop() if len(zones) == 1 else ""


def _change(entry: Any) -> Change | None:
    if not entry:
        return None
    if not isinstance(entry, Mapping):
        raise ValueError(f"its change is {entry!r}, not an object")
    if entry.get("state") not in CHANGE_STATES:
        raise ValueError(f"its change is {entry.get('state')!r}, not one of {', '.join(CHANGE_STATES)}")
    prior_value = entry.get("prior_value")
    return Change(
        to_dicom(str(entry.get("prior_date") or "")),
        str(entry["state"]),
        None if prior_value is None else _number(prior_value, "prior_value"),
    )
