"""Results that somebody must hear of at once, found in a report and in the fact table (``resources/terms/critical.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import resources
from inference.report.assertion import Assertion
from inference.report.compare import Row
from inference.report.lexicon import Lexicon
from inference.report.mismatch import Spoken

WITHIN = {"minutes": "within minutes", "hours": "within hours", "days": "within days"}
_SECTIONS = ("findings", "impression", "")


@dataclass(frozen=True, slots=True)
class CriticalRule:
    """One line of the list. `organs` empty: anywhere; `words` must be in the sentence, `unless` must not."""

    id: str
    name: str
    findings: tuple[str, ...]
    organs: tuple[str, ...]
    words: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    within: str


@dataclass(frozen=True, slots=True)
class Critical:
    """A critical result: what it is, how soon it must be told, and where it is said. `finding_id` where a row says it."""

    rule: str
    name: str
    within: str
    sentence_id: str
    text: str
    finding_id: str = ""


@cache
def critical_rules() -> tuple[CriticalRule, ...]:
    data = tomllib.loads(resources.path("terms", "critical.toml").read_text(encoding="utf-8"))

    def pattern(text: str) -> re.Pattern[str] | None:
        return re.compile(rf"\b(?:{text})", re.IGNORECASE) if text else None

    return tuple(
        CriticalRule(id, row["name"], tuple(row["findings"]), tuple(row.get("organs", ())), pattern(row.get("words", "")), pattern(row.get("unless", "")), row["within"])
        for id, row in data.items()
    )


def find_critical(spoken: Sequence[Spoken], rows: Iterable[Row], book: Lexicon) -> tuple[Critical, ...]:
    """The critical results of a report, the most urgent first and each once; what is doubted counts, what is denied not."""
    found: dict[str, Critical] = {}
    for row in spoken:
        for said in row.parsed.assertions if row.section in _SECTIONS else ():
            if said.finding and not said.negated and said.context != "history":
                rule = _rule_for(said.finding, said.organs | ({said.organ} - {""}), said.sentence, book)
                if rule is not None:
                    found.setdefault(rule.name, Critical(rule.id, rule.name, rule.within, row.id, _clipped(said)))
    for fact in rows:
        if fact.finding.present:
            change = {"stable": " unchanged", "smaller": " decreased", "resolved": " resolved"}.get(fact.change.state, "") if fact.change else ""
            rule = _rule_for(fact.term, frozenset({fact.organ} - {""}), f"{fact.label} {fact.finding.note}{change}", book)
            if rule is not None:
                found.setdefault(rule.name, Critical(rule.id, rule.name, rule.within, "", fact.label, fact.finding.id))
    if "Pneumothorax under tension" in found:
        found.pop("Pneumothorax", None)
    return tuple(sorted(found.values(), key=lambda one: list(WITHIN).index(one.within)))


def _rule_for(finding: str, organs: frozenset[str], text: str, book: Lexicon) -> CriticalRule | None:
    for rule in critical_rules():
        if not any(book.is_kind_of(finding, name) for name in rule.findings):
            continue
        if rule.organs and not organs & frozenset(rule.organs):
            continue
        if (rule.words is None or rule.words.search(text)) and (rule.unless is None or not rule.unless.search(text)):
            return rule
    return None


def _clipped(said: Assertion) -> str:
    text = " ".join(said.sentence.split())
    return text if len(text) <= 160 else f"{text[:157]}..."
