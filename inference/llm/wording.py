"""A report worded by a language model in the ML process, sentence by sentence, each tested before it counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from inference.cards import ModelCard
from inference.client import Engine
from inference.engine import Task
from inference.llm.grammar import can_say, grammar, has_choice, length_of
from inference.llm.prompts import sentence_prompt, system
from inference.report.phrases import first
from inference.report.plan import ReportPlan, SentencePlan
from inference.report.realise import TEMPLATE_AUTHOR, realise
from inference.report.verify import check
from viewer.case.facts import FactTable
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, Sentence
from viewer.case.source import Source, by, new_id, now


def word_report(
    plan: ReportPlan,
    facts: FactTable,
    card: ModelCard,
    folder: Path,
    engine: Engine,
    tick: Tick,
    on_sentence: Callable[[Sentence], None] | None = None,
) -> ReportDraft:
    """The plan in the model's words; `on_sentence` gets each sentence as soon as it has passed.

    A sentence that is not one of the plan's wordings, that the check blocks, or that came too late is the
    template sentence instead, and its source says so. Sentences without a choice are never asked for.

    Raises
    ------
    KnownError when the model cannot run or its process dies; CancelledError when the user stopped.
    """
    run_id = new_id()
    draft = realise(plan, by(TEMPLATE_AUTHOR))
    plans = {sentence.id: sentence for sentence in plan.sentences if has_choice(sentence.wordings)}
    source = Source(card.author, now(), run_id, card.weights_sha256)
    worded: dict[str, Sentence] = {}

    def receive(piece: str) -> None:
        row = json.loads(piece)
        sentence = plans[row["id"]]
        text = row["text"] if row["ended"] == "complete" and can_say(sentence.wordings, row["text"]) else ""
        candidate = Sentence(sentence.id, text, sentence.finding_ids, sentence.evidence_ids, source)
        if text and passes(draft, candidate, facts):
            worded[sentence.id] = candidate
        if on_sentence is not None:
            template = next(one for one in draft.sentences if one.id == sentence.id)
            on_sentence(worded.get(sentence.id, template))

    if plans:
        request = request_json(plan, list(plans.values()))
        engine.run(Task(run_id, card.runner, folder, None, Path(f"{run_id}.none"), request), tick, receive)
    sections = tuple(
        replace(section, sentences=tuple(worded.get(one.id, one) for one in section.sentences))
        for section in draft.sections
    )
    return ReportDraft(draft.id, draft.template_id, sections, source, draft.language)


def passes(draft: ReportDraft, candidate: Sentence, facts: FactTable) -> bool:
    """Whether the check lets a sentence stand in its place of the draft."""
    sections = tuple(
        replace(section, sentences=tuple(candidate if one.id == candidate.id else one for one in section.sentences))
        for section in draft.sections
    )
    verdicts = check(replace(draft, sections=sections), facts).of_sentence(candidate.id)
    return not any(verdict.blocking for verdict in verdicts)


def request_json(plan: ReportPlan, sentences: list[SentencePlan]) -> str:
    """The request of `inference.llm.llama`."""
    order = [sentence.id for sentence in plan.sentences]
    before = {id: first(plan.sentences[index - 1].wordings[0]) if index else "" for index, id in enumerate(order)}
    rows = [
        {
            "id": sentence.id,
            "prompt": sentence_prompt(sentence, before[sentence.id]),
            "grammar": grammar(sentence.wordings),
            "max_characters": max(len(first(way).encode()) for way in sentence.wordings)
            + max(length_of(way) for way in sentence.wordings),
        }
        for sentence in sentences
    ]
    return json.dumps({"system": system(plan.language), "sentences": rows}, ensure_ascii=False)
