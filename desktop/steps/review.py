"""The reader goes through findings: accept, reject, correct, and make one from a ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workflows import review
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding
from viewer.case.measurement import Ruler
from viewer.case.segmentation import Segmentation
from viewer.case.terms import UNSPECIFIED_SITE

if TYPE_CHECKING:
    from desktop.actions import Desk
    from desktop.store.case_store import CaseStore


def accept(desk: Desk) -> None:
    """Accept the finding in hand. It stays in hand: nothing moves by itself."""
    finding = desk.finding
    if finding is not None and finding.status != "accepted":
        desk.apply(review.accept(finding, desk.author))


def delete_or_reject(desk: Desk) -> None:
    """Remove the selected ruler; with none selected, reject the finding in hand."""
    if desk.ruler is not None:
        desk.apply(Edit("Delete ruler", desk.author, (Swap(desk.ruler, None),)))
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


def finding_from_ruler(desk: Desk) -> None:
    """The selected ruler, else the newest that is no finding yet, becomes an accepted one."""
    if desk.case is None:
        return
    used = {row.measurement_id for row in desk.case.all_of(Evidence)}
    free = [ruler for ruler in desk.case.all_of(Ruler) if ruler.id not in used]
    ruler = desk.ruler if desk.ruler is not None and desk.ruler.id not in used else (free[-1] if free else None)
    if ruler is None:
        desk.notices.say("There is no ruler that is not a finding yet.", "Measure with the ruler (R), then press F.")
        return
    where, side, zone = UNSPECIFIED_SITE, "none", ""
    if desk.loaded is not None and desk.loaded.volume is not None:
        where, side, zone = review.find_place(ruler, desk.loaded.volume, desk.case.all_of(Segmentation), desk.case.mask_of)
    same = review.find_same(ruler, _findings(desk), desk.case.all_of(Evidence))
    if same is not None:
        size = _size(desk.case, same)
        desk.notices.say(
            f"This may be the {same.what.meaning.lower()} already listed{f': {size}' if size else ''}.",
            "Undo, or reject one of them.",
            "warning",
        )
    edit = review.finding_from_ruler(ruler, desk.author, where=where, side=side, zone=zone)
    if desk.apply(edit):
        made = next(change.after for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, Finding))
        desk.take_finding(made.id)


def _size(case: CaseStore, finding: Finding) -> str:
    """``11.7 × 8.8 mm``, as far as it was measured."""
    found = {row.quantity.kind: row.quantity.value for row in case.all_of(Evidence) if row.id in finding.evidence_ids and row.quantity}
    axes = [f"{found[kind]:.1f}" for kind in ("long_axis", "short_axis") if kind in found]
    return f"{' × '.join(axes)} mm" if axes else ""


def correct(desk: Desk, finding: Finding) -> None:
    """Store a finding whose kind, organ or side the reader changed."""
    before = desk.case.find(Finding, finding.id) if desk.case is not None else None
    if before is not None and before != finding:
        desk.apply(Edit("Correct finding", desk.author, (Swap(before, finding),)))


def _findings(desk: Desk) -> tuple[Finding, ...]:
    return desk.case.all_of(Finding) if desk.case is not None else ()
