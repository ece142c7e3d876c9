"""A summary for the patient from the accepted findings: their sentences as in the report, and what their names mean.

Nothing is said of a finding that the report would not say, so that the same check holds; explanations come from the
table ``terms/lay.toml`` and say what a word means, never what follows for the patient.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import resources
from inference.report.dates import format_date
from inference.report.languages import ENGLISH, check_language, tongue
from inference.report.lexicon import lexicon
from inference.report.phrases import capitalised, fill, first
from inference.report.realise import TEMPLATE_AUTHOR
from inference.report.voice import Voice, voice_of
from inference.report.wording import Described, describe
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import Source, by, new_id


def lay_summary(facts: FactTable, language: str = ENGLISH) -> ReportDraft:
    """Two sections without a title: what was seen, what is most important first, and what was looked for and not seen.

    The sentences on findings carry their ids; those that explain a word and those around them carry none. Raises
    `KnownError` for a language that no report can be written in.
    """
    texts, voice, source = _table()[check_language(language)], voice_of(language), by(TEMPLATE_AUTHOR)
    found = sorted((describe(finding, facts) for finding in facts.accepted), key=_rank)
    seen: list[Sentence] = [_plain(_begin(facts, texts, voice), source)]
    explained: set[str] = set()
    for one in (one for one in found if one.finding.present):
        seen.append(_said(one, voice, source))
        change = facts.changes.get(one.finding.id)
        if change is not None:
            seen.append(_about(one, first(capitalised(fill(voice.patterns[f"change_{change.state}"][0], voice.change(change)))), source))
        meaning = _meaning(one, language)
        if meaning and meaning not in explained:
            explained.add(meaning)
            seen.append(_plain(meaning, source))
    absent = [_said(one, voice, source) for one in found if not one.finding.present]
    if len(seen) == 1 and not absent:
        seen.append(_plain(texts["none"], source))
    rest = [_plain(texts["absent"], source), *absent] if absent else []
    sections = (Section("", tuple(seen)), Section("", (*rest, _plain(texts["end"], source))))
    return ReportDraft(new_id(), "lay-summary", sections, source, language)


def _begin(facts: FactTable, texts: Mapping[str, str], voice: Voice) -> str:
    examination = voice.technique(facts.study.modality.upper(), facts.study.body_part, None)["examination"]
    date = format_date(facts.study.date) if voice.language == ENGLISH else tongue(voice.language).date(facts.study.date)
    return texts["begin_date" if date else "begin"].format(examination=examination or "–", date=date)


def _rank(one: Described) -> tuple[float, float, str]:
    return -one.weight, -max(one.lengths_mm, default=0.0), one.finding.id


def _said(one: Described, voice: Voice, source: Source) -> Sentence:
    """The report's own sentence, without its heading and its further numbers."""
    kind, slots = voice.finding(one, "")
    return _about(one, first(capitalised(fill(voice.patterns[kind][0], {**slots, "details": ""}))), source)


def _about(one: Described, text: str, source: Source) -> Sentence:
    return Sentence(new_id(), text, (one.finding.id,), one.finding.evidence_ids, source)


def _plain(text: str, source: Source) -> Sentence:
    return Sentence(new_id(), text, (), (), source)


def _meaning(one: Described, language: str) -> str:
    """What its name means, or that of a wider term which its name holds ("pulmonary nodule"); empty where no line says it."""
    terms, words = lexicon().findings, _table()["words"]
    name = one.term.name if one.term else ""
    while name and name not in words:
        name = terms[name].kind_of if name in terms else ""
    held = one.term is not None and (name == one.term.name or name in one.finding.what.meaning.lower())
    return str(words[name][language]) if name and held else ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.path("terms", "lay.toml").read_text(encoding="utf-8"))
