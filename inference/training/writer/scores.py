"""What a writer is worth, through the program's own runner: facts kept with and without a grammar, speed, texts to read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inference.cards import CARD_FILE, ModelCard, read_card
from inference.engine import Task
from inference.llm.grammar import can_say, grammar, length_of
from inference.llm.llama import run
from inference.llm.prompts import system
from inference.llm.wording import passes
from inference.report.languages import LANGUAGES
from inference.report.phrases import first
from inference.report.plan import SentencePlan
from inference.report.verify import check
from inference.training.writer.examples import Report, make_report, with_texts
from viewer.case.progress import no_tick
from viewer.case.report import ReportDraft
from viewer.case.source import by

FREE = "root ::= [^\\n]+\n"
"""Any line: what is called grammar-free."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SAID_AS_THEY_STAND = ("heading", "place", "size", "details", "prior", "prior_size", "since", "examination", "contrast", "count")
_THING = ("thing", "a_thing", "things", "of_a_thing", "no_thing", "de_thing")
_CHARACTERS_FREE = 400


@dataclass(frozen=True, slots=True)
class Rate:
    """How many sentences of how many state exactly their facts, and how many are in the program's own words."""

    exact: int
    own_words: int
    of: int
    tokens_per_s: float

    def __str__(self) -> str:
        return f"{self.exact} of {self.of} exact ({self.exact / max(1, self.of):.1%}), {self.own_words} in the program's own words, {self.tokens_per_s:.0f} tokens/s"


def rate(pack: Path, reports: list[Report], *, constrained: bool, threads: int = 1) -> tuple[Rate, list[tuple[str, str]]]:
    """Word every sentence that leaves a choice; also what was said wrongly, as (template sentence, what was written)."""
    card = read_card(pack / CARD_FILE)
    exact = own = asked = 0
    tokens = seconds = 0.0
    wrong: list[tuple[str, str]] = []
    for language in LANGUAGES:
        found = [report for report in reports if report.plan.language == language]
        texts, made, took = _word(card, pack, found, constrained, threads)
        tokens, seconds = tokens + made, seconds + took
        for number, report in enumerate(found):
            for sentence, _ in report.requests:
                text = texts[f"{number}/{sentence.id}"]
                good = is_exact(report, sentence, text)
                asked, exact, own = asked + 1, exact + good, own + can_say(sentence.wordings, text)
                if not good:
                    wrong.append((first(sentence.wordings[0]), text))
    return Rate(exact, own, asked, tokens / seconds if seconds else 0.0), wrong


def is_exact(report: Report, sentence: SentencePlan, text: str) -> bool:
    """Whether a text says all facts of its sentence and nothing else that the check could tell."""
    told = first(sentence.wordings[0])
    lower, wanted = text.lower(), told.lower()
    for name in _SAID_AS_THEY_STAND:
        value = sentence.slots.get(name, "").lower()
        if value and value in wanted and value not in lower:
            return False
    things = [sentence.slots[name].lower() for name in _THING if sentence.slots.get(name)]
    if things and not any(thing in lower for thing in things):
        return False
    if sorted(_NUMBER.findall(text)) != sorted(_NUMBER.findall(told)):
        return False
    rows = check(with_texts(report.template, {sentence.id: text}), report.facts).of_sentence(sentence.id)
    return not any(row.blocking for row in rows) and (not sentence.finding_ids or any(row.verdict == "supported" for row in rows))


def drafts(pack: Path, count: int, threads: int = 1) -> tuple[str, int, int]:
    """Reports to be read, each as the program would write it with this model; sentences worded unlike the templates, and asked."""
    card = read_card(pack / CARD_FILE)
    reports = [make_report(seed, held_out=True, own_words=True) for seed in range(7_000, 7_000 + count)]
    parts: list[str] = []
    other = asked = 0
    for language in LANGUAGES:
        found = [report for report in reports if report.plan.language == language]
        texts, _, _ = _word(card, pack, found, True, threads)
        for number, report in enumerate(found):
            said: dict[str, str] = {}
            for sentence, _ in report.requests:
                text = texts[f"{number}/{sentence.id}"]
                if can_say(sentence.wordings, text) and _may_stand(report, sentence.id, text):
                    said[sentence.id] = text
            asked += len(report.requests)
            other += sum(text != first(row.wordings[0]) for row, _ in report.requests if (text := said.get(row.id, "")))
            parts.append(_as_text(f"Report {len(parts) + 1}: {report.facts.study.modality}, {language}", with_texts(report.template, said)))
    return "\n\n".join(parts) + "\n", other, asked


def score(pack: Path, count: int, say: Callable[[str], None], threads: int = 1) -> dict[str, str]:
    """Rates on held-out reports: in the program's own phrasings, and in phrasings that were never shown."""
    rows: dict[str, str] = {}
    for name, own in (("the program's phrasings", True), ("phrasings never shown", False)):
        reports = [make_report(seed, held_out=True, own_words=own) for seed in range(5_000, 5_000 + count)]
        for how in ("under the grammar", "without a grammar"):
            found, wrong = rate(pack, reports, constrained=how == "under the grammar", threads=threads)
            rows[f"{name}, {how}"] = str(found)
            say(f"{name}, {how}: {found}")
            for told, text in wrong[:5]:
                say(f"    asked: {told}\n    wrote: {text}")
    return rows


def _may_stand(report: Report, id: str, text: str) -> bool:
    one = next(one for one in report.template.sentences if one.id == id)
    return passes(report.template, replace(one, text=text, source=by("model:report-writer@1")), report.facts)


def _word(card: ModelCard, pack: Path, reports: list[Report], constrained: bool, threads: int) -> tuple[Mapping[str, str], int, float]:
    """Texts by "number of the report/id of the sentence", tokens made, seconds."""
    rows = [
        {
            "id": f"{number}/{sentence.id}", "prompt": prompt, "grammar": grammar(sentence.wordings) if constrained else FREE,
            "max_characters": max(length_of(way) for way in sentence.wordings) * 2 if constrained else _CHARACTERS_FREE,
        }
        for number, report in enumerate(reports)
        for sentence, prompt in report.requests
    ]  # fmt: skip
    if not rows:
        return {}, 0, 0.0
    language = reports[0].plan.language
    request = {"system": system(language), "sentences": rows, "n_threads": threads, "n_ctx": 1024}
    answer = json.loads(run(Task("score", card.runner, pack, None, pack, json.dumps(request)), no_tick, lambda piece: None))
    return {row["id"]: row["text"] for row in answer["sentences"]}, answer["tokens"], answer["seconds"]


def _as_text(title: str, draft: ReportDraft) -> str:
    lines = [title, "-" * len(title)]
    for section in draft.sections:
        lines.append(f"{section.title.upper()}: " + " ".join(one.text for one in section.sentences))
    return "\n".join(lines)
