"""What the writer learns from: the request as the program sends it, and a sentence that answers it and passes the check."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from inference.llm.grammar import has_choice
from inference.llm.prompts import sentence_prompt, system
from inference.report.languages import LANGUAGES
from inference.report.phrases import Wording, Words, capitalised, fill, first
from inference.report.plan import ReportPlan, SentencePlan, plan
from inference.report.realise import TEMPLATE_AUTHOR, realise
from inference.report.style import Style
from inference.report.verify import check
from inference.report.voice import voice_of
from inference.training.writer.tables import make_study
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft
from viewer.case.source import by

SEEN, HELD_OUT = "seen", "held_out"
_AS_THE_PROGRAM = 0.5
"""Share of reports in the program's own words; the others have their ways of saying it in another order, and more of them."""
_MERGED = 0.5
_TRIES = 6


@dataclass(frozen=True, slots=True)
class Example:
    """One request and one right answer. `kind` is the sentence's, `language` the report's."""

    system: str
    prompt: str
    answer: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report to be worded: its plan, the request of each sentence that leaves a choice, and its facts.

    `requests` are (sentence, request) in reading order. `template` is what is written where nobody words it.
    """

    facts: FactTable
    plan: ReportPlan
    requests: tuple[tuple[SentencePlan, str], ...]
    template: ReportDraft


@cache
def phrasings() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """More patterns than the program has, by language, kind and split."""
    return tomllib.loads(Path(__file__).with_name("phrasings.toml").read_text(encoding="utf-8"))


def make_report(seed: int, *, held_out: bool, own_words: bool = False) -> Report:
    """A report by chance. Held-out ones have numbers and pairs of finding and place that training never shows, and ask in
    phrasings that it never shows; with `own_words`, in the program's own phrasings instead.
    """
    dice = random.Random(2 * seed + held_out)
    study = make_study(dice, held_out=held_out)
    language = dice.choice(("en", *LANGUAGES))  # English twice as often
    patterns = {} if own_words else _patterns(dice, language, held_out)
    style = Style(language, headings=dice.random() < 0.85, sentences={language: patterns})
    made = plan(study.facts, study.template, study.indication, language, style=style)
    if not own_words and dice.random() < _MERGED:
        made = _merged(made, dice, held_out)
    requests = []
    before = ""
    for sentence in made.sentences:
        if has_choice(sentence.wordings):
            requests.append((sentence, sentence_prompt(sentence, before)))
        before = first(sentence.wordings[0])
    return Report(study.facts, made, tuple(requests), realise(made, by(TEMPLATE_AUTHOR)))


def examples_of(seed: int, *, held_out: bool) -> tuple[list[Example], int]:
    """Requests and answers of one report, and how many sentences were left out because the check stops them."""
    report = make_report(seed, held_out=held_out)
    dice = random.Random(seed ^ 0x5EED)
    language = report.plan.language
    before = {sentence.id: text for (sentence, _), text in zip(report.requests, _before(report), strict=True)}
    answers = {sentence.id: _choose(sentence, before[sentence.id], dice) for sentence, _ in report.requests}
    worded = with_texts(report.template, answers)
    stopped = {row.sentence_id for row in check(worded, report.facts).verdicts if row.blocking}
    rows = [
        Example(system(language), prompt, answers[sentence.id], sentence.kind, language)
        for sentence, prompt in report.requests
        if sentence.id not in stopped
    ]
    return rows, len(stopped & answers.keys())


def stream(first_seed: int, *, held_out: bool) -> Iterator[Example]:
    """Examples without end."""
    seed = first_seed
    while True:
        yield from examples_of(seed, held_out=held_out)[0]
        seed += 1


def with_texts(draft: ReportDraft, texts: Mapping[str, str]) -> ReportDraft:
    """A draft with other texts in some of its sentences."""
    sections = tuple(
        replace(section, sentences=tuple(replace(one, text=texts.get(one.id, one.text)) for one in section.sentences))
        for section in draft.sections
    )
    return replace(draft, sections=sections)


def _before(report: Report) -> list[str]:
    return [prompt.split("Sentence before: ", 1)[1].split("\n", 1)[0] for _, prompt in report.requests]


def _choose(sentence: SentencePlan, before: str, dice: random.Random) -> str:
    """One of the sentence's wordings; rather one that does not begin as the sentence before it does."""
    tried = [_one_of(dice.choice(sentence.wordings), dice) for _ in range(_TRIES)]
    return next((text for text in tried if _opening(text) != _opening(before)), tried[0])


def _opening(text: str) -> str:
    return " ".join(text.rpartition(": ")[2].split()[:2])


def _one_of(wording: Wording, dice: random.Random) -> str:
    return "".join(part.text if isinstance(part, Words) else _one_of(dice.choice(part.ways), dice) for part in wording)


def _patterns(dice: random.Random, language: str, held_out: bool) -> dict[str, tuple[str, ...]]:
    """The program's patterns by kind, with more of this split; the first of a kind is the one that a request shows."""
    if not held_out and dice.random() < _AS_THE_PROGRAM:
        return {}
    patterns = {}
    for kind, more in phrasings()[language].items():
        own = voice_of(language).patterns.get(kind, ())
        if held_out:
            patterns[kind] = (dice.choice(more[HELD_OUT]), *own)
        else:
            ways = [*own, *more[SEEN]]
            dice.shuffle(ways)
            patterns[kind] = tuple(ways)
    return patterns


def _merged(made: ReportPlan, dice: random.Random, held_out: bool) -> ReportPlan:
    """The plan with some findings and the sentence on their change as one."""
    known = phrasings()[made.language]
    sections = []
    for section in made.sections:
        sentences: list[SentencePlan] = []
        for sentence in section.sentences:
            kind = f"merged_{sentence.kind.removeprefix('change_')}" if sentence.kind.startswith("change_") else ""
            one = sentences[-1] if sentences else None
            if one is None or one.kind != "finding" or kind not in known or one.slots["details"] or dice.random() < 0.3:
                sentences.append(sentence)
                continue
            slots = {**one.slots, **sentence.slots}
            ways = [*known[kind][HELD_OUT], *known[kind][SEEN]] if held_out else list(known[kind][SEEN])
            wordings = tuple(capitalised(fill(way, slots)) for way in ways)
            sentences[-1] = replace(one, kind=kind, slots=slots, wordings=wordings)
        sections.append(replace(section, sentences=tuple(sentences)))
    return replace(made, sections=tuple(sections))
