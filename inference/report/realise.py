"""A sentence plan in template words: the default draft, and what a language model's wording falls back to."""

from __future__ import annotations

from inference.report.phrases import first
from inference.report.plan import ReportPlan, SentencePlan
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import Source, new_id

TEMPLATE_AUTHOR = "model:report-templates@1.0.0"
"""Who made a sentence that the templates worded."""


def realise_sentence(sentence: SentencePlan, source: Source) -> Sentence:
    """The template sentence of one plan."""
    return Sentence(sentence.id, first(sentence.wordings[0]), sentence.finding_ids, sentence.evidence_ids, sentence.source or source)


def realise(plan: ReportPlan, source: Source) -> ReportDraft:
    """The whole report in template sentences, in the plan's order."""
    sections = tuple(
        Section(section.title, tuple(realise_sentence(sentence, source) for sentence in section.sentences))
        for section in plan.sections
    )
    return ReportDraft(new_id(), plan.template_id, sections, source, plan.language)
