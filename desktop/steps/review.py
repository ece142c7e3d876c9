"""The reader goes through findings: accept, reject, correct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.steps import measuring
from desktop.workflows import review
from desktop.workflows.facts import attested
from viewer.case.calculation import Calculation
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding

if TYPE_CHECKING:
    from desktop.desk import Desk


def accept(desk: Desk) -> None:
    """Accept the finding in hand. It stays in hand: nothing moves by itself."""
    finding = desk.finding
    if finding is not None and finding.status != "accepted":
        desk.apply(review.accept(finding, desk.author))
    elif finding is not None and desk.case is not None and attested(desk.case).get(finding.id) == "passively accepted":
        desk.apply(review.confirm(finding, desk.author))


def add_in_words(desk: Desk) -> None:
    """Ask for a finding in words, such as "6 mm nodule in the right upper lobe"; it is an accepted one."""

    def then(text: str) -> str:
        try:
            edit = review.from_words(text, desk.author)
        except KnownError as error:
            return str(error)
        if desk.apply(edit):
            desk.take_finding(next(change.after.id for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, Finding)))
        return ""

    desk.ask_words("What was found, and where?", "", then, lambda: None)


def merge(ids: Sequence[str], desk: Desk) -> None:
    """Make one finding of several; the one in hand keeps its name."""
    case = desk.case
    if case is None:
        return
    findings = [row for row in (case.find(Finding, id) for id in ids) if row is not None]
    linked: list[LesionPair | Calculation] = [*case.all_of(LesionPair), *case.all_of(Calculation)]
    edit = review.merge(findings, {row.id: row for row in case.all_of(Evidence)}, desk.author, desk.draft, linked)
    if desk.apply(edit):
        desk.take_finding(edit.changes[0].key[1])


def delete_or_reject(desk: Desk) -> None:
    """Remove the selected measurement; with none selected, reject the finding in hand."""
    if measuring.delete(desk):
        return
    finding = desk.finding
    if finding is not None and finding.status != "rejected":
        desk.apply(review.reject(finding, desk.author))


def step(by: int, desk: Desk) -> None:
    """Take the next finding (1) or the one before (-1) in hand, round the end."""
    findings = _findings(desk)
    if not findings:
        return
    ids = [finding.id for finding in findings]
    at = ids.index(desk.finding.id) if desk.finding is not None and desk.finding.id in ids else (-1 if by > 0 else 0)
    desk.take_finding(ids[(at + by) % len(ids)])


def correct(desk: Desk, finding: Finding) -> None:
    """Store a finding whose kind, organ or side the reader changed."""
    before = desk.case.find(Finding, finding.id) if desk.case is not None else None
    if before is not None and before != finding:
        desk.apply(Edit("Correct finding", desk.author, (Swap(before, finding),)))


def _findings(desk: Desk) -> tuple[Finding, ...]:
    return desk.case.all_of(Finding) if desk.case is not None else ()
