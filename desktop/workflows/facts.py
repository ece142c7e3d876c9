"""The fact table of an open case: what its report may say."""

from __future__ import annotations

from dataclasses import replace

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.changes import changes_of, compared
from viewer.case.attestation import AttestationState, attestations
from viewer.case.calculation import Calculation
from viewer.case.communication import Communication
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding
from viewer.case.study import NO_PICTURES, Study


def fact_table(library: Library, case: CaseStore, study: Study) -> FactTable:
    """All that the report of a study may say, with its calculations computed again. Quick; reads only."""
    facts, calculations = _table(library, case, study), case.all_of(Calculation)
    if not calculations:
        return facts
    from inference.report.calculators.book import book_of
    from inference.report.calculators.recompute import recomputed

    return replace(facts, calculations=recomputed(calculations, book_of(library.folder), facts))


def _table(library: Library, case: CaseStore, study: Study) -> FactTable:
    """Findings with evidence and change from `case`, header facts and the dates of priors from `library`. Quick; reads only."""
    series = library.series_of(study.uid)
    main = next((row for row in series if row.modality not in NO_PICTURES), None)
    facts = StudyFacts(
        modality=main.modality if main else "",
        body_part=main.body_part if main else "",
        date=study.date,
        sex=study.patient.sex,
        age_years=study.age_years,
        prior_dates=tuple(prior.date for prior in library.priors_of(study) if prior.date),
    )
    evidence = {row.id: row for row in case.all_of(Evidence)}
    return FactTable(
        facts, case.all_of(Finding), evidence, tuple(series), study, changes_of(compared(case, study.date)),
        attestations=attested(case), communications=case.all_of(Communication),
    )  # fmt: skip


def attested(case: CaseStore) -> dict[str, AttestationState]:
    """What the reader did with each finding, from the log of edits."""
    return attestations(entry.to_edit() for entry in case.log_of(Finding.kind))
