"""The fact table as JSON and back: what ``lightbox findings --json`` writes and ``check --facts`` reads.

The form is `{"study": {...}, "findings": [...]}` as in the manual's section "A facts file".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from inference.report.dates import to_dicom
from inference.report.lexicon import WORD_SCHEME, find_side, lexicon
from inference.report.phrasebook import words
from viewer.case.errors import KnownError
from viewer.case.facts import CHANGE_STATES, Change, FactTable, StudyFacts
from viewer.case.finding import SIDES, ZONES, Certainty, Evidence, Finding, FindingStatus, Quantity
from viewer.case.source import Source
from viewer.case.terms import UNSPECIFIED_SITE, Code

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
        "quantities": [
            {"kind": row.kind, "value": row.value, "unit": row.unit} for row in facts.quantities_of(finding)
        ],
        "change": None
        if change is None
        else {"prior_date": change.prior_date, "state": change.state, "prior_value": change.prior_value},
        "status": finding.status,
        "evidence": list(finding.evidence_ids),
        "author": finding.source.author,
    }


def facts_from_json(data: Mapping[str, Any], author: str = "user:facts file") -> FactTable:
    """A fact table from JSON. Words that no term of the lexicon stands for stay words.

    Raises `KnownError` naming the row and what is wrong with it. A missing status is accepted, a missing
    side is read from the words of the place, else none.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("findings", []), Sequence):
        raise KnownError("The facts file holds no object with a list of findings.")
    study = data.get("study") or {}
    findings: list[Finding] = []
    evidence: dict[str, Evidence] = {}
    changes: dict[str, Change] = {}
    for number, row in enumerate(data.get("findings", []), 1):
        try:
            finding, rows, change = _finding(row, number, Source(author, ""))
        except (KeyError, TypeError, ValueError) as error:
            raise KnownError(f"Finding {number} of the facts file cannot be read: {error!s}.") from error
        findings.append(finding)
        evidence.update((entry.id, entry) for entry in rows)
        if change:
            changes[finding.id] = change
    age = study.get("age_years")
    return FactTable(
        StudyFacts(
            str(study.get("modality") or ""),
            str(study.get("body_part") or ""),
            to_dicom(str(study.get("date") or "")),
            str(study.get("sex") or ""),
            None if age is None else float(age),
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


def _finding(row: Mapping[str, Any], number: int, source: Source) -> tuple[Finding, list[Evidence], Change | None]:
    id = str(row.get("id") or f"F{number}")
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
            Quantity(str(entry["kind"]), float(entry["value"]), str(entry.get("unit") or "count")),
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
        bool(row.get("present", True)),
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
    if entry.get("state") not in CHANGE_STATES:
        raise ValueError(f"its change is {entry.get('state')!r}, not one of {', '.join(CHANGE_STATES)}")
    prior_value = entry.get("prior_value")
    return Change(
        to_dicom(str(entry.get("prior_date") or "")),
        str(entry["state"]),
        None if prior_value is None else float(prior_value),
    )
