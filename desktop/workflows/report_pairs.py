"""What readers changed in drafts: pairs of the drafted and the signed sentence with the kind of change, without names.

Nothing is collected for it: the log of edits keeps every draft, so the pairs are read from there when they are asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.report_versions import versions
from inference.report.assertions import assert_text
from inference.report.gloss import gloss
from inference.report.privacy import known_of, left_over, without_identity
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.report import SignedReport
from viewer.case.study import Study
from viewer.dicom.whole_file import whole_file

FILE = "corrections.jsonl"
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_SIDES = re.compile(r"\b(?:left|right|bilateral|both)\b", re.IGNORECASE)
_UNITS = re.compile(r"\b(?:mm|cm|ml|HU|%)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence: `draft` is empty for one that the reader added, `final` for one that was taken out.

    `change`: none, added, removed, side, finding, negation, number, unit or wording.
    """

    report: int
    modality: str
    template: str
    language: str
    section: str
    author: str
    draft: str
    final: str
    change: str


def pairs_of(case: CaseStore, study: Study, number: int, modality: str) -> tuple[Pair, ...]:
    """The sentences of the newest signed report against the draft it was made from; empty where nothing was drafted."""
    signed = max(case.all_of(SignedReport), key=lambda one: one.version, default=None)
    if signed is None:
        return ()
    made = next((one for one in reversed(versions(case)) if one.is_model and one.draft.source == signed.draft.source), None)
    if made is None:
        return ()
    known = _known(study, signed)
    language = signed.draft.language

    def pair(section: str, draft: str, final: str) -> Pair:
        texts = without_identity(draft, known), without_identity(final, known)
        return Pair(number, modality, signed.draft.template_id, language, section, made.author, *texts, kind_of_change(draft, final, language))

    drafted = {row.id: row.text for row in made.draft.sentences}
    final = {row.id for row in signed.draft.sentences}
    found = [pair(section.title, drafted.get(row.id, ""), row.text) for section in signed.draft.sections for row in section.sentences if row.text or row.id in drafted]
    gone = [pair(section.title, row.text, "") for section in made.draft.sections for row in section.sentences if row.id not in final]
    return (*found, *gone)


def kind_of_change(draft: str, final: str, language: str = "en") -> str:
    """What of a sentence was changed, the gravest first."""
    if draft == final:
        return "none"
    if not draft or not final:
        return "added" if final else "removed"
    before, after = gloss(draft, language), gloss(final, language)
    if _found(_SIDES, before) != _found(_SIDES, after):
        return "side"
    said, says = _asserted(before), _asserted(after)
    if said.keys() == says.keys() and said != says:
        return "negation"
    if said.keys() != says.keys():
        return "finding"
    if _found(_NUMBERS, before) != _found(_NUMBERS, after):
        return "number"
    return "unit" if _found(_UNITS, before) != _found(_UNITS, after) else "wording"


def write_pairs(library: Library, folder: Path, tick: Tick) -> tuple[Path, int, int]:
    """Write all pairs as one JSON object a line; returns the file, how many pairs and of how many reports.

    Raises `KnownError` where nothing is signed, where the file cannot be written, and, before anything is written, where
    a known name or number would still stand in it; CancelledError.
    """
    lines: list[str] = []
    reports = 0
    for known, found in _all(library, tick):
        reports += 1
        text = [json.dumps(asdict(pair), ensure_ascii=False) for pair in found]
        if left_over(" ".join(f"{pair.draft} {pair.final}" for pair in found), known):
            raise KnownError("A name or number of a patient still stands in the texts; nothing was written.")
        lines += text
    if not lines:
        raise KnownError("No report that was drafted here is signed yet.")
    path = folder / FILE
    with whole_file(path) as part:
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path, len(lines), reports


def _all(library: Library, tick: Tick) -> Iterator[tuple[tuple[str, ...], tuple[Pair, ...]]]:
    uids = library.signed_studies()
    for number, uid in enumerate(uids, 1):
        tick(number / (len(uids) + 1), "Reading signed reports")
        row = library.find_row(uid)
        case = library.open_case(uid)
        found = pairs_of(case, row.study, number, row.modalities[0] if row.modalities else "")
        if found:
            yield tuple(value for one in case.all_of(SignedReport) for value in _known(row.study, one)), found


def _known(study: Study, signed: SignedReport) -> tuple[str, ...]:
    """Names and numbers of the patient, and the name of whoever signed."""
    return (*known_of(study), *re.findall(r"[^\W\d_]{2,}", signed.signed_by))


def _asserted(text: str) -> dict[str, bool]:
    """Which findings a text speaks of, and whether it says that they are there."""
    return {row.finding: not row.negated for row in assert_text(text)}


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return sorted(word.lower() for word in pattern.findall(text))
