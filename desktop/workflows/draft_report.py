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
from inference.report.templates import choose_template, template_by_id
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, Sentence
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
        draft = replace(draft, id=before.id)
    return Edit("Draft report", author, (Swap(before, draft),))
