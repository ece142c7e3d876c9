"""Where in the images a phrase points: findings on record first, else outlined structures, else nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inference.grounding.looks import looks
from inference.grounding.places import vocabulary
from inference.grounding.point_at import MaskOf, regions_of, whole_of
from inference.grounding.region import Region
from inference.grounding.seek import VolumeOf, seek
from inference.report.assertion import Assertion
from inference.report.assertions import parse
from inference.report.lexicon import Lexicon, find_side, lexicon
from inference.report.numbers import format_lengths, to_base
from inference.report.phrasebook import words
from viewer.case.facts import FactTable
from viewer.case.finding import Finding
from viewer.case.geometry import Box
from viewer.case.progress import Tick, no_tick
from viewer.case.segmentation import Label, LabelStatistics, Segmentation
from viewer.case.terms import UNSPECIFIED_SITE

_PROPOSED = 0.9
_WIDER_WORD = 0.6
_UNKNOWN_SIDE = 0.5
_UNKNOWN_PLACE = 0.6
_LOBE_AS_ZONE = 0.8
_PART_AS_WHOLE = 0.5
_LEAST = 0.4
"""Below this too little of the phrase is met to show a place for it."""

_OFF_SIZE = 0.5
"""A length may differ by this much of itself before the phrase speaks of something else."""

_OFF_DENSITY_HU = 60.0
"""A mean value this far from what the phrase says is of something else."""

_LUNG_WORD = re.compile(r"\blungs?\b", re.IGNORECASE)
_DENIED = re.compile(r"^\s*(?:no|without|absent|absence of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Located:
    """The places, best first; when there is none, or only the whole of what was named, `reason` says why in one sentence."""

    located: bool
    regions: tuple[Region, ...]
    reason: str = ""
    assessed: bool = True
    """False where there was nothing to look in: the organ has no outline, or it is not known how the finding looks."""


def locate(
    phrase: str, facts: FactTable, segmentations: Sequence[Segmentation], mask_of: MaskOf | None = None,
    volume_of: VolumeOf | None = None, tick: Tick = no_tick,
) -> Located:  # fmt: skip
    """Find what `phrase` names among the findings that are not rejected, or among outlined structures and their parts.

    A phrase that denies something, and one that names what was neither found nor outlined, is not located. With `mask_of`,
    which gives the mask of a segmentation, parts of organs are worked out ("upper pole of the left kidney"); with
    `volume_of` too, what no finding meets is looked for in the pictures, inside the outline of the organ that the phrase names.
    """
    book = lexicon()
    assertions = [row for row in parse(phrase).assertions if row.finding]
    if assertions:
        claimed = [row for row in assertions if not row.negated]
        if not claimed:
            return _nowhere(f"The phrase says that there is no {assertions[0].finding}; that has no place.")
        if any(row.item for row in claimed):  # the entries of a list say where; their number says nothing
            claimed = [row for row in claimed if row.item or row.extreme]
        regions = [region for row in claimed for region in _of_findings(row, facts, book)]
        found = _somewhere(regions)
        if found is None and mask_of is not None and volume_of is not None:
            return _in_pictures(phrase, claimed, _why_none(claimed[0], facts, book), segmentations, mask_of, volume_of, tick)
        return found or _nowhere(_why_none(claimed[0], facts, book))
    if _DENIED.search(phrase):
        return _nowhere("The phrase says that something is absent; that has no place.")
    target = vocabulary().find(phrase)
    if target is not None:
        places, said = regions_of(target, segmentations, mask_of)
        exact = mask_of is not None or target.place.rule[:1] == ("level",)  # else boxes are all that is known
        if not places and exact:
            places, said = whole_of(target, segmentations)
        if places and (found := _somewhere(places)):
            return replace(found, reason=said)
        if exact:
            return _nowhere(f"No outline of “{phrase.strip()}” has been made in this study.")
    names = [match.value for match in book.anatomy_book.find(phrase, words(phrase))]
    if _LUNG_WORD.search(phrase):  # in "left lower lung" it is part of the zone's name
        names.append("lung")
    if not names:
        return _nowhere(f"No finding and no part of the body is known by the words “{phrase.strip()}”.")
    regions = _of_structures(names, find_side(phrase), segmentations, book)
    located = _somewhere(regions)
    if located and located.regions[0].score <= _PART_AS_WHOLE:
        part = next((name for name in names if book.anatomy[name].organ not in ("", name)), "")
        return replace(located, reason=_only_the_whole(part, book)) if part else located
    return located or _nowhere(f"No outline of “{phrase.strip()}” has been made in this study.")


def _in_pictures(
    phrase: str, claimed: Sequence[Assertion], why: str, segmentations: Sequence[Segmentation], mask_of: MaskOf, volume_of: VolumeOf, tick: Tick
) -> Located:  # fmt: skip
    """What no finding meets, looked for in the pictures; `why` says that no finding meets it."""
    sought = [seek(phrase, row, segmentations, mask_of, volume_of, tick) for row in claimed]
    found = _somewhere([region for one in sought for region in one.regions])
    if found is not None:
        return replace(found, reason="It is not among the findings; the pictures were searched, and this looks most like it.")
    return Located(False, (), f"{why} {sought[0].reason}", any(one.assessed for one in sought))


def _somewhere(regions: Sequence[Region]) -> Located | None:
    best: dict[tuple[str, Box], Region] = {}
    for region in regions:
        key = (region.finding_id or region.series_uid, region.box_lps)
        if key not in best or region.score > best[key].score:
            best[key] = region
    ordered = sorted(best.values(), key=lambda region: -region.score)
    return Located(True, tuple(ordered)) if ordered else None


def _nowhere(reason: str) -> Located:
    return Located(False, (), reason)


def _only_the_whole(part: str, book: Lexicon) -> str:
    place = book.anatomy[part]
    shown = f"the {place.zone} third of it is shown" if place.zone else "all of it is shown"
    return f"The {part} has no outline of its own; it is part of the {place.organ}, and {shown}."


def _why_none(row: Assertion, facts: FactTable, book: Lexicon) -> str:
    """Why no finding meets an assertion: there is none, or none of that size."""
    others = _so_called(row, _candidates(replace(row, numbers=()), facts, book), book) if row.sizes_mm else []
    sizes = [size for finding, _ in others if (size := _long_axis_mm(finding, facts)) is not None]
    if not sizes:
        return f"There is no {row.finding}{_place(row, book)} among the findings."
    about = format_lengths(row.sizes_mm[:1])
    return f"There is no {row.finding} of about {about}{_place(row, book)}; the largest is {format_lengths([max(sizes)])}."


def _place(row: Assertion, book: Lexicon) -> str:
    place = f" in the {row.anatomy or row.organ}" if row.anatomy or row.organ else ""
    side = row.side if row.side in ("left", "right") else ""
    if side and place:
        place = place.replace("in the ", f"in the {side} ", 1)
    elif side:
        place = f" on the {side}"
    if row.anatomy and row.organ and row.organ != row.anatomy and row.organ in book.anatomy:
        place += f" of the {row.organ}"
    return place


def _candidates(row: Assertion, facts: FactTable, book: Lexicon) -> list[tuple[Finding, float]]:
    """The findings that meet an assertion well enough, with their scores; one where it says "the largest"."""
    found = [
        (finding, score)
        for finding in facts.findings
        if finding.status != "rejected" and finding.present and facts.evidence_of(finding)
        if (score := _score(row, finding, facts, book)) >= _LEAST
    ]
    if not row.extreme:
        return found
    called = _so_called(row, found, book)
    sized = [(size, each) for each in called if (size := _long_axis_mm(each[0], facts)) is not None]
    sized.sort(key=lambda entry: entry[0], reverse=row.extreme == "largest")
    return [each for _, each in sized[row.rank - 1 : row.rank]] if sized else found


def _so_called(row: Assertion, found: list[tuple[Finding, float]], book: Lexicon) -> list[tuple[Finding, float]]:
    """Those that go by the word itself; a wider word ("lesion") counts only where none does."""
    exact = [each for each in found if book.is_kind_of(book.finding_of(each[0].what), row.finding)]
    return exact or found


def _of_findings(row: Assertion, facts: FactTable, book: Lexicon) -> list[Region]:
    regions = []
    for finding, score in _candidates(row, facts, book):
        at = facts.evidence_of(finding)[0]
        regions.append(Region(at.box_lps, round(score, 3), at.series_uid, at.segmentation_id, finding.id))
    return regions


def _score(row: Assertion, finding: Finding, facts: FactTable, book: Lexicon) -> float:
    """How well a finding meets an assertion: 0 where they contradict each other."""
    score = 1.0 if finding.status == "accepted" else _PROPOSED
    recorded = book.finding_of(finding.what)
    if not book.is_kind_of(recorded, row.finding):
        if not book.is_kind_of(row.finding, recorded):
            return 0.0
        score *= _WIDER_WORD
    if row.organ:
        if finding.where == UNSPECIFIED_SITE:
            score *= _UNKNOWN_PLACE
        elif not book.same_region(book.organ_of(book.anatomy_of(finding.where)), row.organ):
            return 0.0
    if row.side in ("left", "right") and finding.side != "bilateral":
        if finding.side in ("left", "right"):
            if finding.side != row.side:
                return 0.0
        else:
            score *= _UNKNOWN_SIDE
    place = book.anatomy.get(row.anatomy)
    zone = row.zone or (place.zone if place else "")
    if zone:
        if finding.zone and finding.zone != zone:
            return 0.0
        if not finding.zone:
            score *= _UNKNOWN_PLACE
        elif not row.zone:
            score *= _LOBE_AS_ZONE
    return score * _size_agreement(row, finding, facts) * _density_agreement(row, finding, facts)


def _density_agreement(row: Assertion, finding: Finding, facts: FactTable) -> float:
    """Whether what was measured is as dense as the phrase says, where it says so and a value in HU is at hand."""
    wanted = looks().wanted(row)
    mean = facts.quantity_of(finding, "mean")
    if wanted is None or mean is None or mean.unit != "HU":
        return 1.0
    low, high = wanted.look.density_hu
    beside_hu = max(low - mean.value, mean.value - high, 0.0)
    return max(0.0, 1 - beside_hu / _OFF_DENSITY_HU)


def _size_agreement(row: Assertion, finding: Finding, facts: FactTable) -> float:
    measured_mm = _long_axis_mm(finding, facts)
    if not row.sizes_mm or measured_mm is None:
        return 1.0
    difference = abs(row.sizes_mm[0] - measured_mm) / max(measured_mm, 1.0)
    return max(0.0, 1 - difference / _OFF_SIZE)


def _long_axis_mm(finding: Finding, facts: FactTable) -> float | None:
    long_axis = facts.quantity_of(finding, "long_axis") or facts.quantity_of(finding, "length")
    return None if long_axis is None else to_base(long_axis.value, long_axis.unit)[1]


def _of_structures(
    names: Sequence[str], side: str, segmentations: Sequence[Segmentation], book: Lexicon
) -> list[Region]:
    regions = []
    zone = next((book.anatomy[name].zone for name in names if book.anatomy[name].zone), "")
    for segmentation in segmentations:
        for label in segmentation.labels:
            score = max(_structure_score(name, label, book) for name in names)
            if side in ("left", "right") and label.side != side:
                score = 0.0 if label.side in ("left", "right") else score * _UNKNOWN_SIDE
            row = segmentation.find_statistics(label.number)
            if score > 0 and row is not None:
                box = _third(row, zone) if zone else row.box_lps
                regions.append(Region(box, round(score, 3), segmentation.series_uid, segmentation.id))
    return regions


def _structure_score(name: str, label: Label, book: Lexicon) -> float:
    """1 for the structure itself, less for a part of it: a lobe is shown as a third of its organ, others as the whole."""
    outlined = _outlined(label, book)
    if name == outlined:
        return 1.0
    return _PART_AS_WHOLE if book.anatomy[name].organ == outlined else 0.0


def _outlined(label: Label, book: Lexicon) -> str:
    """What a label holds: by its code, or by its name where that is the whole of which the code names a part."""
    coded = book.anatomy_of(label.code)
    named = book.anatomy_book.find(label.name, words(label.name))
    whole = len(named) == 1 and named[0].end - named[0].start == len(label.name)
    return named[0].value if whole and named[0].value == book.organ_of(coded) else coded


def _third(row: LabelStatistics, zone: str) -> Box:
    """The upper, middle or lower third of a structure's box."""
    (x0, y0, z0), (x1, y1, z1) = row.box_lps
    n = ("lower", "middle", "upper").index(zone)
    height = (z1 - z0) / 3
    return ((x0, y0, z0 + n * height), (x1, y1, z0 + (n + 1) * height))
