"""A report drafted from accepted findings: template sentences, or the same facts worded by a language model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.llm.wording import word_report
from inference.report.described import is_described
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

_PLANNED = re.compile(r"[a-z]+-[a-z_]+(?:-|$)")
"""Ids of the plan name their section and kind ("findings-not_assessed"); those of added sentences are random."""


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
    """Draft the report; it takes the place of `before`, where there is one, and keeps what was filled in and added there.

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
        draft = replace(_with_own(_with_filled(_with_calculated(draft, before, facts), before), before), id=before.id)
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


def _with_own(draft: ReportDraft, before: ReportDraft) -> ReportDraft:
    """The new draft with the sentences that the reader added to the old one: behind the line they stood behind, where it
    is still there, else at the end of their section; a section of the reader's own (an addendum) comes last."""
    made = {row.id for row in draft.sentences}
    sections = list(draft.sections)
    for old in before.sections:
        kind = section_of(old.title)
        at = next((n for n, new in enumerate(sections) if new.title == old.title or (kind and section_of(new.title) == kind)), None)
        for number, row in enumerate(old.sentences):
            if row.id in made or not row.text.strip() or not _is_own(row):
                continue
            if at is None:
                sections.append(Section(old.title, ()))
                at = len(sections) - 1
            rows = sections[at].sentences
            anchor = old.sentences[number - 1].id if number else ""
            behind = next((n for n, new in enumerate(rows) if new.id == anchor), len(rows) - 1) + 1
            sections[at] = Section(sections[at].title, (*rows[:behind], row, *rows[behind:]))
    return replace(draft, sections=tuple(sections))


def _is_own(row: Sentence) -> bool:
    """Whether a sentence that no draft makes is the reader's: written by hand, or a model's of a picture that was checked."""
    if is_described(row.id):
        return bool(row.checked_by) or not row.source.is_model
    return not row.source.is_model and not _PLANNED.match(row.id)


def _with_calculated(draft: ReportDraft, before: ReportDraft, facts: FactTable) -> ReportDraft:
    """The new draft with the sentences of the old one that rest on calculators and guidelines, at the end of the impression."""
    kept = tuple(row for row in before.sentences if facts.calculations.keys() & set(row.evidence_ids))
    titles = [section_of(section.title) for section in draft.sections]
    at = titles.index("impression") if "impression" in titles else len(titles) - 1
    sections = tuple(
        Section(section.title, (*section.sentences, *kept)) if place == at else section for place, section in enumerate(draft.sections)
    )
    return replace(draft, sections=sections)
