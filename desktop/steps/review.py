"""The reader goes through findings: accept, reject, correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.steps import measuring
from desktop.workflows import review
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Finding

if TYPE_CHECKING:
    from desktop.desk import Desk


def accept(desk: Desk) -> None:
    """Accept the finding in hand. It stays in hand: nothing moves by itself."""
    finding = desk.finding
    if finding is not None and finding.status != "accepted":
        desk.apply(review.accept(finding, desk.author))


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
