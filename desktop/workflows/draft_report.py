"""A report drafted from accepted findings: template sentences, or the same facts worded by a language model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.llm.wording import word_report
from inference.report.plan import plan
from inference.report.realise import TEMPLATE_AUTHOR, realise
from inference.report.sentences import section_of
from inference.report.templates import choose_template, template_by_id
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by


def draft_report(
    facts: FactTable,
    indication: str,
    engine: Engine | None,
    pack: tuple[ModelCard, Path] | None,
    before: ReportDraft | None,
    tick: Tick,
    on_sentence: Callable[[Sentence], None] | None = None,
    template_id: str = "",
) -> Edit:
    """Draft the report; it takes the place of `before`, where there is one.

    `pack` is a language model (a card with its folder) that words the sentences in `engine`; None means
    template sentences. `indication` is as the referrer gave it; empty means the one in the headers.

    Raises
    ------
    KnownError when the pack is no language model, has changed, or cannot run here; CancelledError.
    """
    template = template_by_id(template_id) if template_id else choose_template(facts.study)
    given = indication.strip() or (facts.header.indication if facts.header else "")
    report = plan(facts, template, given)
    if pack is None or engine is None:
        tick(0.5, "Wording")
        draft = realise(report, by(TEMPLATE_AUTHOR))
        author = TEMPLATE_AUTHOR
    else:
        card, folder = pack
        if card.task != "llm":
            raise KnownError(f"{card.name} is not a language model.")
        check_weights(card, folder)
        draft = word_report(report, facts, card, folder, engine, tick, on_sentence)
        author = card.author
    if before is not None:
        draft = replace(_with_calculated(draft, before, facts), id=before.id)
    return Edit("Draft report", author, (Swap(before, draft),))


def _with_calculated(draft: ReportDraft, before: ReportDraft, facts: FactTable) -> ReportDraft:
    """The new draft with the sentences of the old one that rest on calculators and guidelines, at the end of the impression."""
    kept = tuple(row for row in before.sentences if facts.calculations.keys() & set(row.evidence_ids))
    titles = [section_of(section.title) for section in draft.sections]
    at = titles.index("impression") if "impression" in titles else len(titles) - 1
    sections = tuple(
        Section(section.title, (*section.sentences, *kept)) if place == at else section for place, section in enumerate(draft.sections)
    )
    return replace(draft, sections=sections)
