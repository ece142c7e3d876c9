"""What the reader says about findings: accept, reject, and where one that was measured lies. Each is one `Edit`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from inference.measure.place import side_and_zone
from viewer.case.edits import Edit, Measurement, Swap
from viewer.case.finding import Evidence, Finding
from viewer.case.measurement import middle_of
from viewer.case.segmentation import Segmentation
from viewer.case.terms import BODY, LEFT_LUNG, LESION, LUNG, NODULE, RIGHT_LUNG, UNSPECIFIED_SITE, Code
from viewer.case.volume import Mask, Volume

SAME_PLACE_MM = 2.0
"""How far beside a finding's box the middle of a measurement may lie to be taken for one of the same thing."""


def accept(finding: Finding, author: str) -> Edit:
    """The reader agrees: the finding may be reported."""
    return Edit("Accept finding", author, (Swap(finding, replace(finding, status="accepted")),))


def reject(finding: Finding, author: str) -> Edit:
    """The reader disagrees: the finding stays in the log and is not reported."""
    return Edit("Reject finding", author, (Swap(finding, replace(finding, status="rejected")),))


def find_place(
    record: Measurement,
    volume: Volume,
    segmentations: Sequence[Segmentation],
    mask_of: Callable[[Segmentation], Mask],
    with_zone: bool = True,
) -> tuple[Code, str, str]:
    """Organ, side and zone of a measurement's middle, by the newest segmentation that names an organ there.

    The zone takes a look at the whole map; without it this is instant. Outside every organ the place is `UNSPECIFIED_SITE`, ``"none"``, ``""``: the reader says where it is.
    """
    middle_lps = middle_of(record)
    if record.frame_uid == volume.geometry.frame_uid:
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
                if with_zone and organ.code in (LUNG, LEFT_LUNG, RIGHT_LUNG):
                    return organ.code, *side_and_zone(middle_lps, volume, mask, row.labels)
                return organ.code, organ.side, ""
    return UNSPECIFIED_SITE, "none", ""


def find_same(record: Measurement, findings: Sequence[Finding], evidence: Sequence[Evidence]) -> Finding | None:
    """A finding that is not rejected and was measured where this lies, or None."""
    middle = middle_of(record)
    near = {
        row.id
        for row in evidence
        if row.frame_uid == record.frame_uid
        and all(a - SAME_PLACE_MM <= at <= b + SAME_PLACE_MM for a, at, b in zip(row.box_lps[0], middle, row.box_lps[1], strict=True))
    }
    return next((one for one in findings if one.status != "rejected" and near & set(one.evidence_ids)), None)
