"""What the reader says about proposed findings: accept, reject, make one from a ruler. Each is one `Edit`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from inference.measure.place import side_and_zone
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.geometry import Point
from viewer.case.measurement import Ruler
from viewer.case.segmentation import Segmentation
from viewer.case.source import by, new_id
from viewer.case.terms import BODY, LEFT_LUNG, LESION, LUNG, NODULE, RIGHT_LUNG, UNSPECIFIED_SITE, Code
from viewer.case.volume import Mask, Volume

SAME_PLACE_MM = 2.0
"""How far beside a finding's box the middle of a ruler may lie to be taken for a measurement of the same thing."""


def accept(finding: Finding, author: str) -> Edit:
    """The reader agrees: the finding may be reported."""
    return Edit("Accept finding", author, (Swap(finding, replace(finding, status="accepted")),))


def reject(finding: Finding, author: str) -> Edit:
    """The reader disagrees: the finding stays in the log and is not reported."""
    return Edit("Reject finding", author, (Swap(finding, replace(finding, status="rejected")),))


def finding_from_ruler(
    ruler: Ruler, author: str, what: Code = LESION, where: Code = UNSPECIFIED_SITE, side: str = "none", zone: str = ""
) -> Edit:
    """A ruler becomes an accepted finding with its length as evidence: models miss lesions.

    A length that is not in millimetres is no size of a lesion; the place alone is evidence then.
    """
    low = [min(a, b) for a, b in zip(ruler.start_lps, ruler.end_lps, strict=True)]
    high = [max(a, b) for a, b in zip(ruler.start_lps, ruler.end_lps, strict=True)]
    source = by(author)
    evidence = Evidence(
        id=new_id(),
        series_uid=ruler.series_uid,
        frame_uid=ruler.frame_uid,
        box_lps=((low[0], low[1], low[2]), (high[0], high[1], high[2])),
        quantity=None if ruler.length_mm is None else Quantity("long_axis", ruler.length_mm, "mm"),
        source=source,
        measurement_id=ruler.id,
    )
    finding = Finding(
        id=new_id(),
        what=what,
        where=where,
        side=side,
        zone=zone,
        present=True,
        certainty="definite",
        status="accepted",
        evidence_ids=(evidence.id,),
        source=source,
    )
    return Edit("Add finding from ruler", author, (Swap(None, evidence), Swap(None, finding)))


def find_place(
    ruler: Ruler, volume: Volume, segmentations: Sequence[Segmentation], mask_of: Callable[[Segmentation], Mask]
) -> tuple[Code, str, str]:
    """Organ, side and zone of a ruler's middle, by the newest segmentation that names an organ there.

    Outside every organ the place is `UNSPECIFIED_SITE`, ``"none"``, ``""``: the reader says where it is.
    """
    middle_lps = _middle(ruler)
    if ruler.frame_uid == volume.geometry.frame_uid:
        k, j, i = (round(float(at)) for at in volume.geometry.to_kji([middle_lps])[0])
        inside = all(0 <= at < size for at, size in zip((k, j, i), volume.geometry.shape_kji, strict=True))
        for row in reversed(segmentations) if inside else ():
            organs = [label for label in row.labels if label.code not in (BODY, NODULE, LESION)]
            if not organs or row.geometry != volume.geometry:
                continue
            mask = mask_of(row)
            here = [label for label in organs if int(mask[k, j, i]) in label.numbers]
            if here:
                organ = min(here, key=lambda label: len(label.numbers))
                if organ.code in (LUNG, LEFT_LUNG, RIGHT_LUNG):
                    return organ.code, *side_and_zone(middle_lps, volume, mask, row.labels)
                return organ.code, organ.side, ""
    return UNSPECIFIED_SITE, "none", ""


def find_same(ruler: Ruler, findings: Sequence[Finding], evidence: Sequence[Evidence]) -> Finding | None:
    """A finding that is not rejected and was measured where this ruler lies, or None."""
    middle = _middle(ruler)
    near = {
        row.id
        for row in evidence
        if row.frame_uid == ruler.frame_uid
        and all(a - SAME_PLACE_MM <= at <= b + SAME_PLACE_MM for a, at, b in zip(row.box_lps[0], middle, row.box_lps[1], strict=True))
    }
    return next((one for one in findings if one.status != "rejected" and near & set(one.evidence_ids)), None)


def _middle(ruler: Ruler) -> Point:
    x, y, z = ((a + b) / 2 for a, b in zip(ruler.start_lps, ruler.end_lps, strict=True))
    return x, y, z
