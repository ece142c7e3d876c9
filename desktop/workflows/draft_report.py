"""A report drafted from accepted findings: template sentences, or the same facts worded by a language model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.llm.wording import word_report
from inference.report.fields import open_places
from inference.report.plan import plan
from inference.report.realise import TEMPLATE_AUTHOR, realise
from inference.report.sentences import section_of
from inference.report.style import read_style
from inference.report.templates import template_by_id, template_for
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, Reviewed, Section, Sentence
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
    language: str = "",
    reviewed: Iterable[Reviewed] = (),
    library: Path | None = None,
) -> Edit:
    """Draft the report; it takes the place of `before`, where there is one, and keeps what was filled in there.

    `pack` is a language model (a card with its folder) that words the sentences in `engine`; None means
    template sentences. `indication` is as the referrer gave it; empty means the one in the headers. Without a
    `template_id` the template that fits best is taken, without a `language` that of the site; `reviewed` are the
    structures that normal text may speak of, `library` the folder whose own templates and style count.

    Raises
    ------
    KnownError when the pack is no language model, has changed, or cannot run here, and for a template or a style of the
    library that cannot be read; CancelledError.
    """
    style = read_style(library)
    template = template_by_id(template_id, library) if template_id else template_for(facts, library)
    given = indication.strip() or (facts.header.indication if facts.header else "")
    marks = {mark.structure: mark.source for mark in reviewed}
    report = plan(facts, template, given, language or style.language, marks, style)
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
        draft = replace(_with_filled(_with_calculated(draft, before, facts), before), id=before.id)
    return Edit("Draft report", author, (Swap(before, draft),))


def _with_filled(draft: ReportDraft, before: ReportDraft) -> ReportDraft:
    """The new draft with what the reader filled into the lines of the old one, in the same language."""
    filled = {
        row.id: row for row in before.sentences
        if before.language == draft.language and not row.source.is_model and row.text.strip() and not open_places(row.text)
    }  # fmt: skip
    sections = tuple(
        Section(section.title, tuple(filled.get(row.id, row) if open_places(row.text) else row for row in section.sentences))
        for section in draft.sections
    )
    return replace(draft, sections=sections)


def _with_calculated(draft: ReportDraft, before: ReportDraft, facts: FactTable) -> ReportDraft:
    """The new draft with the sentences of the old one that rest on calculators and guidelines, at the end of the impression."""
    kept = tuple(row for row in before.sentences if facts.calculations.keys() & set(row.evidence_ids))
    titles = [section_of(section.title) for section in draft.sections]
    at = titles.index("impression") if "impression" in titles else len(titles) - 1
    sections = tuple(
        Section(section.title, (*section.sentences, *kept)) if place == at else section for place, section in enumerate(draft.sections)
    )
    return replace(draft, sections=sections)
