"""The fact table: everything a report may say, in one value, and its JSON form (docs: the facts file)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from viewer.case.attestation import AttestationState
from viewer.case.calculation import Recomputed
from viewer.case.communication import Communication
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.study import Series, Study

CHANGE_STATES = ("new", "larger", "stable", "smaller", "resolved")


@dataclass(frozen=True, slots=True)
class StudyFacts:
    """What the headers say about the examination. Dates are YYYYMMDD."""

    modality: str
    body_part: str
    date: str
    sex: str
    age_years: float | None
    prior_dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """How a finding compares with an earlier study, as measured; `state` is one of `CHANGE_STATES`."""

    prior_date: str
    state: str
    prior_value: float | None = None

    def __post_init__(self) -> None:
        if self.state not in CHANGE_STATES:
            raise ValueError(f"no such change: {self.state!r}")


@dataclass(frozen=True, slots=True)
class FactTable:
    """Findings with their evidence, beside the study's header facts.

    `evidence` maps evidence ids to records. `series` are the study's series, for the technique section.
    `changes` maps ids of findings that were compared with a prior to what was measured.
    `attestations` says what the reader did with each finding, by id; `communications` who was told of critical results.
    `calculations` are the answers of calculators and guidelines by id, each computed again from what is known now.
    """

    study: StudyFacts
    findings: tuple[Finding, ...]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    header: Study | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    calculations: Mapping[str, Recomputed] = field(default_factory=dict)
    attestations: Mapping[str, AttestationState] = field(default_factory=dict)
    communications: tuple[Communication, ...] = ()

    @property
    def accepted(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status == "accepted")

    def find_finding(self, id: str) -> Finding | None:
        return next((finding for finding in self.findings if finding.id == id), None)

    def evidence_of(self, finding: Finding) -> tuple[Evidence, ...]:
        return tuple(self.evidence[id] for id in finding.evidence_ids if id in self.evidence)

    def quantities_of(self, finding: Finding) -> tuple[Quantity, ...]:
        return tuple(row.quantity for row in self.evidence_of(finding) if row.quantity is not None)

    def quantity_of(self, finding: Finding, kind: str) -> Quantity | None:
        return next((quantity for quantity in self.quantities_of(finding) if quantity.kind == kind), None)
