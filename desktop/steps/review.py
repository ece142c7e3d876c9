"""The reader goes through findings: accept, reject, correct, and make one from a ruler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workflows import review
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Point
from viewer.case.measurement import Ruler
from viewer.case.segmentation import Segmentation
from viewer.case.terms import LEFT_LUNG, RIGHT_LUNG, UNSPECIFIED_SITE, Code

if TYPE_CHECKING:
    from desktop.actions import Desk


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
    middle = _middle(ruler)
    near = [row for row in desk.case.all_of(Evidence) if _holds(row, ruler.frame_uid, middle)]
    same = next((one for one in _findings(desk) if one.status != "rejected" and {row.id for row in near} & set(one.evidence_ids)), None)
    where, side, zone = _place(desk, ruler, middle)
    edit = review.finding_from_ruler(ruler, desk.author, where=where, side=side, zone=zone)
    if same is not None:
        desk.notices.say(f"This may be the {same.what.meaning.lower()} that is listed already.", "Undo, or reject one of them.", "warning")
    if desk.apply(edit):
        made = next(change.after for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, Finding))
        desk.take_finding(made.id)


def _middle(ruler: Ruler) -> Point:
    x, y, z = ((a + b) / 2 for a, b in zip(ruler.start_lps, ruler.end_lps, strict=True))
    return x, y, z


def _holds(evidence: Evidence, frame_uid: str, point_lps: Point) -> bool:
    low, high = evidence.box_lps
    return evidence.frame_uid == frame_uid and all(a <= p <= b for a, p, b in zip(low, point_lps, high, strict=True))


def _place(desk: Desk, ruler: Ruler, middle_lps: Point) -> tuple[Code, str, str]:
    """Organ, side and zone of a ruler inside an outlined lung; elsewhere unspecified: the reader says."""
    from inference.measure.place import side_and_zone

    if desk.case is not None and desk.loaded is not None and ruler.frame_uid == desk.loaded.volume.geometry.frame_uid:
        volume = desk.loaded.volume
        for row in reversed(desk.case.all_of(Segmentation)):
            lungs = [label for label in row.labels if label.code in (LEFT_LUNG, RIGHT_LUNG)]
            if not lungs or row.geometry != volume.geometry:
                continue
            mask = desk.case.mask_of(row)
            k, j, i = (round(float(at)) for at in volume.geometry.to_kji([middle_lps])[0])
            inside = all(0 <= at < size for at, size in zip((k, j, i), mask.shape, strict=True))
            label = next((label for label in lungs if inside and int(mask[k, j, i]) in label.numbers), None)
            if label is not None:
                return label.code, *side_and_zone(middle_lps, volume, mask, row.labels)
    return UNSPECIFIED_SITE, "none", ""


def correct(desk: Desk, finding: Finding) -> None:
    """Store a finding whose kind, organ or side the reader changed."""
    before = desk.case.find(Finding, finding.id) if desk.case is not None else None
    if before is not None and before != finding:
        desk.apply(Edit("Correct finding", desk.author, (Swap(before, finding),)))


def _findings(desk: Desk) -> tuple[Finding, ...]:
    return desk.case.all_of(Finding) if desk.case is not None else ()
