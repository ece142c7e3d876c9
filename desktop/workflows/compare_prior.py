"""Compare a study with an earlier one of the same patient: registration, and which lesion is which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from inference.measure.match import Lesion, match_lesions
from inference.measure.register import Aligned, align
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.geometry import Geometry, Point
from viewer.case.progress import Tick
from viewer.case.registration import Registration
from viewer.case.source import by, new_id
from viewer.case.study import Series, Study
from viewer.case.volume import Volume

REGISTERED_BY, PAIRED_BY = "model:rigid-registration@1", "model:lesion-matching@1"
BENT_BY = "model:deformable-registration@1"
BY_HAND_MM = 10.0
"""How far a transform that the reader placed by hand is taken to be off, for the matching of lesions."""


@dataclass(frozen=True, slots=True)
class Side:
    """A study as one side of a comparison: its findings that are not rejected, in one volume's frame of reference.

    `looked_by` are who looked for findings in it: model ids, and ``user`` where a reader accepted something.
    """

    study: Study
    series: Series
    geometry: Geometry
    findings: tuple[Finding, ...]
    evidence: dict[str, Evidence]
    looked_by: frozenset[str]

    def quantities_of(self, finding: Finding) -> tuple[Quantity, ...]:
        rows = (self.evidence[id] for id in finding.evidence_ids if id in self.evidence)
        return tuple(row.quantity for row in rows if row.quantity is not None)

    def place_of(self, finding: Finding) -> Point | None:
        """The middle of the finding's first place in the volume's frame; None where it has none there."""
        rows = (self.evidence[id] for id in finding.evidence_ids if id in self.evidence)
        return next((row.centre_lps for row in rows if row.frame_uid == self.geometry.frame_uid), None)

    def lesions(self) -> tuple[Lesion, ...]:
        """What has a place and a size."""
        found = []
        for finding in self.findings:
            place = self.place_of(finding)
            sizes = [row.value for row in self.quantities_of(finding) if row.kind == "long_axis" and row.unit == "mm"]
            if place is not None and sizes and finding.present:
                found.append(Lesion(finding.id, finding.what, finding.side, place, sizes[0]))
        return tuple(found)

    def shows(self, point_lps: Point) -> bool:
        """Whether a place is inside the pictures."""
        at = self.geometry.to_kji([point_lps])[0]
        return bool(np.all(at > -0.5) and np.all(at < np.array(self.geometry.shape_kji) - 0.5))

    def looked_for(self, finding: Finding) -> bool:
        """Whether who made a finding of the other study also looked here."""
        return looker(finding) in self.looked_by


def side_of(library: Library, case: CaseStore, study: Study, series: Series, geometry: Geometry) -> Side:
    """What the library holds of one side; quick, reads only."""
    findings = tuple(row for row in case.all_of(Finding) if row.status != "rejected")
    looked = {run.model for run in library.runs_of(study.uid) if run.outcome == "done" and run.series_uid == series.uid}
    looked |= {"user" for row in findings if looker(row) == "user" and row.status == "accepted"}
    return Side(study, series, geometry, findings, {row.id: row for row in case.all_of(Evidence)}, frozenset(looked))


def looker(finding: Finding) -> str:
    """Who found it: a model's id, ``user``, or ``import``."""
    kind, _, name = finding.source.author.partition(":")
    return name.partition("@")[0] if kind == "model" else kind


def register(current: Volume, series: Series, prior: Volume, prior_series: Series, tick: Tick) -> Registration:
    """How the prior lies to the current pictures. Raises what `align` raises."""
    found: Aligned = align(current, series.modality, prior, prior_series.modality, tick)
    return Registration(
        new_id(), series.uid, current.geometry.frame_uid, prior_series.study_uid, prior_series.uid, prior.geometry.frame_uid,
        found.rows, "rigid", found.quality, by(REGISTERED_BY),
    )  # fmt: skip


def bend(known: Registration, current: Volume, prior: Volume, modality: str, tick: Tick) -> Registration:
    """The same registration with the body bent onto the prior's. Raises what `deform` raises."""
    from inference.measure.deform import deform

    found = deform(current, prior, modality, known.rows, known.quality, tick)
    return replace(known, method="deformable", quality=found.quality, source=by(BENT_BY), bend=found.bend)


def match(current: Side, prior: Side, registration: Registration, kept: Sequence[LesionPair] = ()) -> tuple[LesionPair, ...]:
    """Pairs of the lesions of both sides; those of `kept` that the reader made stay as they are.

    A lesion without a partner is new, or gone, only where the other study shows its place and was searched the same
    way; else the pair says why it cannot be compared.
    """
    own = [row for row in kept if row.source.author.startswith("user:") and row.prior_study_uid == prior.study.uid]
    taken, taken_prior = {row.finding_id for row in own}, {row.prior_finding_id for row in own}
    here = [row for row in current.lesions() if row.id not in taken]
    there = [row for row in prior.lesions() if row.id not in taken_prior]
    uncertainty_mm = registration.quality.residual_95_mm if registration.quality is not None else BY_HAND_MM
    found = match_lesions(here, there, registration.there, uncertainty_mm)
    pairs = [pair_of(current, prior, registration, row.current.id, row.prior.id) for row in found]
    matched = {row.current.id for row in found}, {row.prior.id for row in found}
    pairs += [pair_of(current, prior, registration, row.id, "") for row in here if row.id not in matched[0]]
    pairs += [pair_of(current, prior, registration, "", row.id) for row in there if row.id not in matched[1]]
    return (*own, *pairs)


def pair_of(
    current: Side, prior: Side, registration: Registration, finding_id: str, prior_id: str, author: str = PAIRED_BY
) -> LesionPair:
    """A pair of these findings, either of which may be missing."""
    finding = next((row for row in current.findings if row.id == finding_id), None)
    earlier = next((row for row in prior.findings if row.id == prior_id), None)
    here = current.place_of(finding) if finding is not None else None
    then = prior.place_of(earlier) if earlier is not None else None
    there = then if then is not None else registration.there(here or current.geometry.centre_lps)
    back = here if here is not None else registration.back(there)
    apart_mm = float(np.linalg.norm(np.subtract(registration.there(back), there)))
    reason = ""
    if earlier is None and finding is not None:
        reason = _why_not(prior, there, finding, "the earlier study")
    elif finding is None and earlier is not None:
        reason = _why_not(current, back, earlier, "this study")
    return LesionPair(
        new_id(), finding_id, prior.study.uid, prior.study.date, prior_id, earlier.what.meaning if earlier else "",
        prior.quantities_of(earlier) if earlier else (), prior.series.uid, prior.geometry.frame_uid, there, back, apart_mm, reason, by(author),
    )  # fmt: skip


def _why_not(other: Side, place_lps: Point, finding: Finding, name: str) -> str:
    if not other.shows(place_lps):
        return f"Its place is not in the pictures of {name}."
    return "" if other.looked_for(finding) else f"Nobody looked for it in {name}."


def denial(pair: LesionPair, earlier: Finding, series_uid: str, frame_uid: str, author: str) -> Edit:
    """The edit by which the reader says that a lesion of the prior has resolved: a finding that denies it where it was.

    The pair becomes the reader's, so that comparing again keeps it.
    """
    place = Evidence(new_id(), series_uid, frame_uid, (pair.here_lps, pair.here_lps), None, by(author))
    finding = replace(
        earlier, id=new_id(), present=False, certainty="definite", status="accepted", evidence_ids=(place.id,), source=by(author), note=""
    )
    said = replace(pair, finding_id=finding.id, source=by(author))
    return Edit(f"{finding.what.meaning} has resolved", author, (Swap(None, place), Swap(None, finding), Swap(pair, said)))


def keep_pairs(case: CaseStore, pairs: Sequence[LesionPair], prior_study_uid: str, author: str) -> Edit:
    """The edit that puts these pairs in the place of those there were with the same prior."""
    before = [row for row in case.all_of(LesionPair) if row.prior_study_uid == prior_study_uid]
    chosen = {(row.finding_id, row.prior_finding_id): row.target for row in before}
    pairs = [replace(row, target=row.target or chosen.get((row.finding_id, row.prior_finding_id), "")) for row in pairs]
    stay = {row.id for row in pairs} & {row.id for row in before}
    changes = [*(Swap(row, None) for row in before if row.id not in stay), *(Swap(None, row) for row in pairs if row.id not in stay)]
    return Edit("Compare lesions with prior", author, tuple(changes))
