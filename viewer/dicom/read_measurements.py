"""Measurement groups of a structured report (TID 1500) as findings, with the place and number of each."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from viewer.case.attestation import STATES, AttestationState
from viewer.case.finding import Certainty, Evidence, Finding
from viewer.case.geometry import Box
from viewer.case.measurement import Ruler
from viewer.case.region import Region as Outlined
from viewer.case.source import Source, now
from viewer.case.study import Problem
from viewer.case.terms import UNSPECIFIED_SITE, Code
from viewer.dicom.content_tree import Item, Place, Reference, Report, cleaned
from viewer.dicom.measured import length_mm, quantity_of
from viewer.dicom.referenced import PicturePlace, Region, box_around

GROUP = Code("DCM", "125007", "Measurement Group")
FINDING = Code("DCM", "121071", "Finding")
FINDING_SITE = Code("SCT", "363698007", "Finding Site")
LATERALITY = Code("SCT", "272741003", "Laterality")
TOPOGRAPHY = Code("SCT", "106233006", "Topographical Modifier")
TRACKING_NAME = Code("DCM", "112039", "Tracking Identifier")
TRACKING_UID = Code("DCM", "112040", "Tracking Unique Identifier")
ALGORITHM = Code("DCM", "111001", "Algorithm Name")
PRESENCE = Code("SCT", "705057003", "Presence")
ATTESTATION = Code("99LIGHTBOX", "attestation", "What the reader did with the finding")
_REMARK = re.compile(r"(?P<state>[a-z ]+): .*\((?P<uid>[\d.]+)\)", re.DOTALL)
"""A finding that was not accepted: what became of it, its name and place, its tracking UID."""
NOT_THERE = (Code("SCT", "272519000", "Absent"), Code("SCT", "2667000", "Absent"), Code("SCT", "260415000", "Not detected"))
CERTAINTIES: dict[Code, Certainty] = {
    Code("SCT", "410592001", "Probably present"): "probable", Code("SCT", "410590009", "Known possible"): "possible",
}  # fmt: skip
SIDES = {
    Code("SCT", "7771000", "Left"): "left", Code("SCT", "24028007", "Right"): "right",
    Code("SCT", "51440002", "Bilateral"): "bilateral", Code("SCT", "399488007", "Midline"): "midline",
}  # fmt: skip
ZONES = {
    Code("SCT", "261183002", "Upper"): "upper", Code("SCT", "255562008", "Mid"): "middle",
    Code("SCT", "261122009", "Lower"): "lower",
}  # fmt: skip
UNNAMED = Code("99LIGHTBOX", "unnamed", "Unnamed measurement")
NOWHERE: Box = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
MOST_GROUPS = 2_000
OFF_MM, OFF_RATIO = 1.0, 0.05
"""A line that differs from the number said of it by more than both is mentioned."""


class FindPlace(Protocol):
    """Where pictures and segments of the study lie; `viewer.dicom.referenced.Places`."""

    def picture(self, sop_instance_uid: str, frame: int = 1) -> PicturePlace | None: ...
    def segment(self, sop_instance_uid: str, number: int) -> Region | None: ...


@dataclass(slots=True)
class Measurements:
    """What a report measured. `missing` are objects it points at that are not there; `placed` counts what has a place."""

    author: str
    findings: list[Finding] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    rulers: list[Ruler] = field(default_factory=list)
    regions: list[Outlined] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    placed: int = 0
    known: int = 0
    """Groups that are about a finding that the case has already."""
    attestations: dict[str, AttestationState] = field(default_factory=dict)
    """Tracking UID -> what the reader did with that finding where it was written, known or not."""


def read_measurements(report: Report, places: FindPlace, tracked: frozenset[str]) -> Measurements:
    """Every measurement group as a proposed finding; groups whose tracking UID is among `tracked` are counted only.

    A finding's ids come from the report's UID and the group's place in it, so that they are the same at every read.
    """
    root, uid = report.root, report.sop_instance_uid
    found = Measurements(f"import:{report.observer()}", problems=list(report.problems))
    by_place = {item.place: item for item in root.walk()}
    groups = [item for item in root.walk() if item.value_type == "CONTAINER" and item.name == GROUP]
    if len(groups) > MOST_GROUPS:
        found.problems.append(Problem("warning", f"Of {len(groups):,} measurement groups the first {MOST_GROUPS:,} are findings."))
    for number, group in enumerate(groups[:MOST_GROUPS], start=1):
        _Group(group, number, uid, by_place, places, found).read(tracked)
    for item in root.walk():
        if item.value_type == "TEXT" and item.name == ATTESTATION and (told := _REMARK.fullmatch(item.text)):
            state = _state_in([told["state"].replace(" ", "_")])
            if state is not None:
                found.attestations[told["uid"]] = state
    return found


def _state_in(values: Iterable[str]) -> AttestationState | None:
    known = {state.replace(" ", "_"): state for state in STATES}
    return next((known[value] for value in values if value in known), None)


@dataclass(slots=True)
class _Group:
    """One measurement group on its way into `found`."""

    item: Item
    number: int
    uid: str
    by_place: dict[Place, Item]
    places: FindPlace
    found: Measurements

    def read(self, tracked: frozenset[str]) -> None:
        state = _state_in(child.code.value for child in self.item.named(ATTESTATION) if child.code)
        if state is not None:
            self.found.attestations.update({child.text: state for child in self.item.named(TRACKING_UID)})
        if any(child.text in tracked for child in self.item.named(TRACKING_UID)):
            self.found.known += 1
            return
        algorithm = next((child.text for child in self.item.named(ALGORITHM) if child.text), "")
        source = Source(f"import:{cleaned(algorithm, 64)}" if algorithm else self.found.author, now(), run_id=self.uid)
        region = self._region()
        outlined = self._outlined(source)
        self.found.regions += [outlined] if outlined else []
        evidence: list[Evidence] = []
        for item in self._numbers():
            quantity = quantity_of(item)
            if quantity is None:
                continue
            ruler = self._ruler(item, source)
            own = self._drawn(item) or region or Region("", "", NOWHERE)
            id = self._id("evidence", item.place)
            drawn = ruler or outlined
            evidence.append(
                Evidence(id, own.series_uid, own.frame_uid, own.box_lps, quantity, source, measurement_id=drawn.id if drawn else "")
            )
            if ruler is not None:
                self._compare(ruler, length_mm(quantity))
                self.found.rulers.append(ruler)
        if not evidence and region is not None:
            id = self._id("evidence", self.item.place)
            evidence.append(Evidence(id, region.series_uid, region.frame_uid, region.box_lps, None, source))
        self.found.placed += any(row.frame_uid for row in evidence)
        self.found.evidence += evidence
        self.found.findings.append(self._finding(source, tuple(row.id for row in evidence)))

    def _finding(self, source: Source, evidence_ids: tuple[str, ...]) -> Finding:
        name = next((child.text for child in self.item.named(TRACKING_NAME) if child.text), "")
        what = next((child.code for child in self.item.named(FINDING) if child.code), None)
        site = next((child for child in self.item.named(FINDING_SITE) if child.code), None)
        where = site.code if site is not None and site.code else UNSPECIFIED_SITE
        said = [child.code for child in (site or self.item).children if child.name == LATERALITY and child.code]
        said += [child.code for child in self.item.named(LATERALITY) if child.code]
        zones = [child.code for child in site.named(TOPOGRAPHY) if child.code] if site else []
        presence = next((child.code for child in self.item.named(PRESENCE) if child.code), None)
        first_word = where.meaning.partition(" ")[0].lower()
        return Finding(
            id=self._id("finding", self.item.place),
            what=what or Code(UNNAMED.scheme, UNNAMED.value, name or UNNAMED.meaning),
            where=where,
            side=next((SIDES[code] for code in said if code in SIDES), first_word if first_word in ("left", "right") else "none"),
            zone=next((ZONES[code] for code in zones if code in ZONES), ""),
            present=presence not in NOT_THERE,
            certainty=CERTAINTIES.get(presence, "definite") if presence else "definite",
            status="proposed",
            evidence_ids=evidence_ids,
            source=source,
            note="; ".join(self._notes(name, zones)),
        )

    def _notes(self, name: str, zones: list[Code]) -> Iterator[str]:
        """What a finding has no field for: its name there, places within the organ, evaluations, remarks."""
        if name:
            yield cleaned(name, 200)
        yield from (code.meaning for code in zones if code not in ZONES)
        for child in self.item.children:
            if child.relationship != "CONTAINS" or child.name in (FINDING, PRESENCE):
                continue
            if child.value_type == "CODE" and child.code:
                yield f"{child.meaning}: {child.code.meaning}"
            elif child.value_type == "TEXT" and child.text:
                yield f"{child.meaning}: {cleaned(child.text, 500)}"

    def _numbers(self) -> Iterator[Item]:
        return (child for child in self.item.children if child.value_type == "NUM")

    # Where ----------------------------------------------------------------------------------------------------

    def _region(self) -> Region | None:
        """The group's own place: a segment, a drawn region, else the whole of the picture that it names."""
        for child in self.item.children:
            if child.reference is not None and child.reference.segments:
                found = self.places.segment(child.reference.sop_instance_uid, child.reference.segments[0])
                if found is not None:
                    return found
                self.found.missing.add(child.reference.sop_instance_uid)
        drawn = [region for child in self.item.children if (region := self._shape(child)) is not None]
        if drawn:
            return drawn[0]
        for item in self._numbers():
            if (region := self._drawn(item)) is not None:
                return region
        pictures = [self._picture(child.reference) for child in self.item.children if child.value_type == "IMAGE" and child.reference]
        place = next((picture for picture in pictures if picture is not None), None)
        return Region(place.series_uid, place.frame_uid, place.box_lps) if place is not None else None

    def _drawn(self, item: Item) -> Region | None:
        """Where one number was measured, when the report draws it."""
        shapes = (self._shape(child) for child in self._below(item))
        return next((region for region in shapes if region is not None), None)

    def _below(self, item: Item) -> Iterator[Item]:
        for child in item.children:
            yield self.by_place.get(child.target, child) if child.target else child

    def _shape(self, item: Item) -> Region | None:
        placed = self._points(item)
        if placed is None:
            return None
        series_uid, frame_uid, points = placed
        if item.graphic == "CIRCLE" and len(points) == 2:  # its middle and a point on it; a circle on the picture
            radius = float(np.linalg.norm(points[1] - points[0]))
            normal = self._normal(item)
            reach = radius * np.sqrt(np.clip(1 - normal**2, 0, 1))
            points = np.array([points[0] - reach, points[0] + reach])
        return Region(series_uid, frame_uid, box_around(points))

    def _points(self, item: Item) -> tuple[str, str, np.ndarray] | None:
        if not item.points:
            return None
        if item.value_type == "SCOORD3D":
            return self._series_in(item.frame_uid), item.frame_uid, np.array(item.points)
        picture = self._picture_of(item)
        return None if picture is None else (picture.series_uid, picture.frame_uid, picture.to_lps(item.points))

    def _picture_of(self, item: Item) -> PicturePlace | None:
        if item.value_type != "SCOORD":
            return None
        images = (child.reference for child in self._below(item) if child.reference is not None)
        reference = next(images, None)
        return self._picture(reference) if reference is not None else None

    def _picture(self, reference: Reference) -> PicturePlace | None:
        found = self.places.picture(reference.sop_instance_uid, reference.frames[0] if reference.frames else 1)
        if found is None:
            self.found.missing.add(reference.sop_instance_uid)
        return found

    def _normal(self, item: Item) -> np.ndarray:
        picture = self._picture_of(item)
        if picture is None:
            return np.zeros(3)
        across = np.cross(picture.along_lps, picture.down_lps)
        return np.asarray(across / np.linalg.norm(across))

    def _series_in(self, frame_uid: str) -> str:
        """The series of a picture that the group names and that lies in the frame of reference."""
        for item in self.item.walk():
            if item.reference is not None and not item.reference.segments:
                picture = self.places.picture(item.reference.sop_instance_uid)
                if picture is not None and picture.frame_uid == frame_uid:
                    return picture.series_uid
        return ""

    # Lines ----------------------------------------------------------------------------------------------------

    def _ruler(self, item: Item, source: Source) -> Ruler | None:
        """The line that a length was measured along, when it is one straight line."""
        for child in self._below(item):
            placed = self._points(child) if child.graphic in ("POLYLINE", "MULTIPOINT") else None
            if placed is not None and len(placed[2]) == 2:
                start, end = (tuple(float(value) for value in point) for point in placed[2])
                return Ruler(
                    id=self._id("ruler", item.place), series_uid=placed[0], frame_uid=placed[1],
                    start_lps=(start[0], start[1], start[2]), end_lps=(end[0], end[1], end[2]), source=source,
                )  # fmt: skip
        return None

    def _outlined(self, source: Source) -> Outlined | None:
        """The group's own region, when it is drawn as a flat polygon in a picture's frame of reference."""
        for child in self.item.children:
            placed = self._points(child) if child.graphic == "POLYGON" and child.value_type != "NUM" else None
            if placed is None or len(placed[2]) < 4:
                continue
            corners = tuple((float(x), float(y), float(z)) for x, y, z in placed[2])
            if corners[0] == corners[-1]:
                corners = corners[:-1]
            return Outlined(self._id("region", child.place), placed[0], placed[1], corners, source)
        return None

    def _compare(self, ruler: Ruler, said_mm: float | None) -> None:
        drawn_mm = ruler.length_mm
        if said_mm is None or drawn_mm is None or abs(drawn_mm - said_mm) <= max(OFF_MM, OFF_RATIO * said_mm):
            return
        text = f"Measurement {self.number} of the report says {said_mm:.1f} mm, but its line is {drawn_mm:.1f} mm long."
        self.found.problems.append(Problem("warning", text))

    def _id(self, kind: str, place: Place) -> str:
        return uuid.uuid5(uuid.NAMESPACE_OID, f"lightbox/{kind}/{self.uid}/{'.'.join(map(str, place))}").hex
