"""The summary for the patient says what the report says, explains words, and nothing else."""

import re

import pytest
from fact_tables import make_facts
from soak import count

from inference.report.lay import lay_summary
from inference.report.verify import check
from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft, Section
from viewer.case.source import new_id

LANGUAGES = ("en", "de", "es", "fr")


def facts_only(draft: ReportDraft) -> ReportDraft:
    rows = tuple(row for row in draft.sentences if row.finding_ids)
    return ReportDraft(new_id(), draft.template_id, (Section("Findings", rows),), draft.source, draft.language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_accepted_finding_is_said_once_and_nothing_is_objected_to(language: str) -> None:
    for seed in range(count(1000)):
        facts = make_facts(seed)
        draft = lay_summary(facts, language)
        said = [row.finding_ids[0] for row in draft.sentences if row.finding_ids]
        assert {finding.id for finding in facts.accepted} == set(said)
        verdicts = [one for one in check(facts_only(draft), facts).verdicts if one.verdict == "contradicted"]
        assert not verdicts, (seed, verdicts)


def test_numbers_of_the_summary_are_those_of_its_findings() -> None:
    for seed in range(40):
        facts = make_facts(seed)
        for row in lay_summary(facts).sentences:
            if not row.finding_ids:
                assert not re.search(r"\d", row.text.replace(str(facts.study.date[:4]), "").split(" of ")[0]), row.text


def test_words_are_explained_once_and_the_end_sends_to_the_doctor() -> None:
    texts = [row.text for seed in range(60) for row in lay_summary(make_facts(seed)).sentences if not row.finding_ids]
    assert "A nodule is a small rounded spot." in texts and "A fracture is a broken bone." in texts
    for seed in range(60):
        own = [row.text for row in lay_summary(make_facts(seed)).sentences if not row.finding_ids]
        assert len(own) == len(set(own))
        assert own[-1].startswith("What this means for you")


def test_another_language_is_refused() -> None:
    with pytest.raises(KnownError):
        lay_summary(make_facts(1), "it")
