"""What the reader says about proposed findings: accept, reject, make one from a ruler. Each is one `Edit`."""

from __future__ import annotations

from dataclasses import replace

from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.measurement import Ruler
from viewer.case.source import by, new_id
from viewer.case.terms import LESION, UNSPECIFIED_SITE, Code


def accept(finding: Finding, author: str) -> Edit:
    """The reader agrees: the finding may be reported."""
    return Edit("Accept finding", author, (Swap(finding, replace(finding, status="accepted")),))


def reject(finding: Finding, author: str) -> Edit:
    """The reader disagrees: the finding stays in the log and is not reported."""
    return Edit("Reject finding", author, (Swap(finding, replace(finding, status="rejected")),))


def finding_from_ruler(
    ruler: Ruler, author: str, what: Code = LESION, where: Code = UNSPECIFIED_SITE, side: str = "none", zone: str = ""
) -> Edit:
    """A ruler becomes an accepted finding with its length as evidence: models miss lesions."""
    low = [min(a, b) for a, b in zip(ruler.start_lps, ruler.end_lps, strict=True)]
    high = [max(a, b) for a, b in zip(ruler.start_lps, ruler.end_lps, strict=True)]
    source = by(author)
    evidence = Evidence(
        id=new_id(),
        series_uid=ruler.series_uid,
        frame_uid=ruler.frame_uid,
        box_lps=((low[0], low[1], low[2]), (high[0], high[1], high[2])),
        quantity=Quantity("long_axis", ruler.length_mm, "mm"),
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
