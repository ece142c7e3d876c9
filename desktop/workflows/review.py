"""What the reader says about findings: accept, reject, and where one that was measured lies. Each is one `Edit`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import cast

from inference.measure.place import side_and_zone
from viewer.case.calculation import Calculation
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Measurement, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import ZONES, Certainty, Evidence, Finding, Quantity
from viewer.case.measurement import middle_of
from viewer.case.report import ReportDraft, Sentence
from viewer.case.segmentation import Segmentation
from viewer.case.source import by, new_id
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


def confirm(finding: Finding, author: str) -> Edit:
    """The reader agrees with what was taken over without a look: an act, though nothing changes."""
    return Edit("Confirm finding", author, (Swap(finding, finding),))


def merge(
    findings: Sequence[Finding],
    evidence: Mapping[str, Evidence],
    author: str,
    draft: ReportDraft | None = None,
    linked: Sequence[LesionPair | Calculation] = (),
) -> Edit:
    """Several findings are one thing: the first keeps its name and place and gets the evidence; the others go.

    What another had that the first lacks (a place, a side, a third of that place) is taken over. Numbers come from the one with most
    of them, so that no size is made of two measurements; sentences of the `draft` that spoke of any of them speak of
    the first, and so do the pairs with priors and the calculations `linked` to them: one pair for each prior, one with a
    lesion there before one without. The log keeps all as they were.

    Raises
    ------
    KnownError for fewer than two findings, and for ones of different kinds of statement (there, and not there).
    """
    if len(findings) < 2:
        raise KnownError("Select two or more findings to merge.", "Ctrl+click selects several.")
    first, *others = findings
    if len({row.present for row in findings}) > 1:
        raise KnownError("A finding that is there cannot be merged with one that is not.")
    sides = {row.side for row in findings} - {"none"}
    if len(sides) > 1:
        raise KnownError(f"These findings lie on different sides: {', '.join(sorted(sides))}.", "Correct the side first.")
    where = next((row.where for row in findings if row.where != UNSPECIFIED_SITE), first.where)
    measured = max(findings, key=lambda row: sum(id in evidence and evidence[id].quantity is not None for id in row.evidence_ids))
    places = [id for row in findings for id in row.evidence_ids if id in evidence and evidence[id].quantity is None]
    ids = tuple(dict.fromkeys((*measured.evidence_ids, *places)))
    made = replace(
        first, where=where, side=next(iter(sides), "none"), zone=next((row.zone for row in findings if row.zone and row.where == where), ""),
        evidence_ids=ids, status="accepted",
    )  # fmt: skip
    gone = {row.id for row in others}
    changes = (Swap(first, made), *(Swap(row, None) for row in others), *_relinked(linked, gone, first.id))
    if draft is None or not any(gone & set(row.finding_ids) for row in draft.sentences):
        return Edit("Merge findings", author, changes)
    return Edit("Merge findings", author, (*changes, Swap(draft, _speaking_of(draft, gone, first.id))))


def _relinked(linked: Sequence[LesionPair | Calculation], gone: Set[str], id: str) -> list[Swap]:
    """What changes in the pairs and calculations of findings that became the finding `id`."""
    swaps = [Swap(row, replace(row, finding_id=id)) for row in linked if isinstance(row, Calculation) and row.finding_id in gone]
    pairs = [row for row in linked if isinstance(row, LesionPair) and row.finding_id in (*gone, id)]
    for study in dict.fromkeys(row.prior_study_uid for row in pairs):
        here = sorted((row for row in pairs if row.prior_study_uid == study), key=lambda row: (not row.prior_finding_id, row.finding_id != id))
        kept, *rest = here
        swaps += [Swap(row, None) for row in rest]
        if kept.finding_id != id:
            swaps.append(Swap(kept, replace(kept, finding_id=id)))
    return swaps


def _speaking_of(draft: ReportDraft, gone: Set[str], id: str) -> ReportDraft:
    """The draft whose sentences speak of the finding `id` where they spoke of those that are `gone`."""

    def linked(row: Sentence) -> Sentence:
        return replace(row, finding_ids=tuple(dict.fromkeys(id if one in gone else one for one in row.finding_ids)))

    return replace(draft, sections=tuple(replace(part, sentences=tuple(map(linked, part.sentences))) for part in draft.sections))


def from_words(text: str, author: str) -> Edit:
    """``6 mm nodule in the right upper lobe`` as an accepted finding of the reader, its size as evidence without a place.

    Raises
    ------
    KnownError where the words name no finding, or more than one.
    """
    from inference.report.assertions import assert_text
    from inference.report.facts_file import code_from_word
    from inference.report.lexicon import lexicon

    said = [row for row in assert_text(text) if row.finding]
    if len({(row.start, row.finding) for row in said}) != 1:
        raise KnownError("Name one finding." if said else "No finding that Lightbox knows is named.", "For example: 6 mm nodule in the right upper lobe.")
    (row,) = said[:1]
    place = lexicon().anatomy.get(row.anatomy) or lexicon().anatomy.get(row.organ)
    part_of = lexicon().anatomy.get(row.organ)
    whole = part_of if place is not None and not place.organ else place  # "upper zone" is a third of its organ
    named = lexicon().part_named(text, row.anatomy) or (whole.name if whole is not None else row.anatomy or row.organ)
    where = code_from_word(named, place=True)
    source, sizes = by(author), row.sizes_mm
    kinds = ("long_axis", "short_axis")
    quantities = [Quantity(kind, value, "mm") for kind, value in zip(kinds, sizes, strict=False)]
    quantities += [Quantity("volume", one.value, "ml") for one in row.numbers if one.dimension == "volume" and not one.prior]
    if row.count and row.count > 1 and not row.at_least:
        quantities.append(Quantity("count", float(row.count), "count"))
    nowhere = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    evidence = tuple(Evidence(new_id(), "", "", nowhere, one, source) for one in quantities)
    zone = row.zone or (place.zone if place is not whole and place is not None else "")
    finding = Finding(
        new_id(), code_from_word(row.finding), where, row.side or "none", zone if zone in ZONES else "", not row.negated,
        cast(Certainty, row.certainty), "accepted", tuple(one.id for one in evidence), source, note=" ".join(text.split()),
    )  # fmt: skip
    return Edit("Add finding in words", author, (*(Swap(None, one) for one in evidence), Swap(None, finding)))


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
