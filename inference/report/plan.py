"""What the report will say, sentence by sentence, before it is put into words: accepted findings and header facts only."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inference.report.languages import ENGLISH
from inference.report.phrases import Wording, capitalised, fill
from inference.report.sentences import section_of
from inference.report.templates import Template
from inference.report.voice import Voice, voice_of
from inference.report.wording import Described, describe
from viewer.case.facts import FactTable
from viewer.case.study import Series


@dataclass(frozen=True, slots=True)
class SentencePlan:
    """One sentence to be written: the ways it may be worded (all true), and what it rests on."""

    id: str
    kind: str
    slots: Mapping[str, str]
    wordings: tuple[Wording, ...]
    finding_ids: tuple[str, ...]
    evidence_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionPlan:
    title: str
    sentences: tuple[SentencePlan, ...]


@dataclass(frozen=True, slots=True)
class ReportPlan:
    """Sections in the template's order; the same facts always give the same plan."""

    template_id: str
    sections: tuple[SectionPlan, ...]
    language: str = ENGLISH

    @property
    def sentences(self) -> tuple[SentencePlan, ...]:
        return tuple(sentence for section in self.sections for sentence in section.sentences)


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence before it has an id: kind, slots, and the findings it speaks of."""

    kind: str
    slots: Mapping[str, str]
    about: tuple[Described, ...] = ()


def plan(facts: FactTable, template: Template, indication: str = "", language: str = ENGLISH) -> ReportPlan:
    """The sentences of a report from the accepted findings, in one of `inference.report.languages.LANGUAGES`.

    `indication` is quoted as given; empty, the one in the headers is used, else it says that none was
    provided. Nothing is said of organs without an accepted finding, and nothing of priors that were not compared.

    Raises `KnownError` for another language.
    """
    voice = voice_of(language)
    rows = {
        "indication": _indication(facts, indication),
        "technique": _technique(facts, voice),
        "comparison": _comparison(facts, voice),
        "findings": _findings(facts, template, voice),
        "impression": _impression(facts, voice),
    }
    sections = tuple(
        SectionPlan(voice.title(title, section_of(title)), _sentences(section_of(title), rows.get(section_of(title), ()), voice))
        for title in template.sections
    )
    return ReportPlan(template.id, sections, language)


def _sentences(section: str, rows: Iterable[_Row], voice: Voice) -> tuple[SentencePlan, ...]:
    sentences: list[SentencePlan] = []
    for row in rows:
        finding_ids = tuple(one.finding.id for one in row.about)
        evidence_ids = tuple(dict.fromkeys(id for one in row.about for id in one.finding.evidence_ids))
        key = f"{section}-{row.kind}" + (f"-{zlib.crc32('|'.join(finding_ids).encode()):08x}" if finding_ids else "")
        repeats = sum(sentence.id.startswith(key) for sentence in sentences)
        wordings = tuple(capitalised(fill(pattern, row.slots)) for pattern in voice.patterns[row.kind])
        id = f"{key}-{repeats + 1}" if repeats else key
        sentences.append(SentencePlan(id, row.kind, row.slots, wordings, finding_ids, evidence_ids))
    return tuple(sentences)


def _indication(facts: FactTable, indication: str) -> list[_Row]:
    text = " ".join((indication or (facts.header.indication if facts.header else "")).split())
    if not text:
        return [_Row("no_indication", {})]
    return [_Row("indication", {"indication": text if text[-1] in ".?!" else f"{text}."})]


_SAYS_ONLY_THAT = ("APPLIED", "YES", "Y", "CONTRAST", "CE", "IV", "+")
"""What scanners write for "there was some" where the agent's name belongs (Contrast/Bolus Agent)."""


def _technique(facts: FactTable, voice: Voice) -> list[_Row]:
    modality = facts.study.modality.upper()
    if not modality:
        return [_Row("no_technique", {})]
    series = [one for one in facts.series if one.modality.upper() == modality]
    part = facts.study.body_part or next((one.body_part for one in series if one.body_part), "")
    agents = sorted({" ".join(one.contrast_agent.split()) for one in series if one.contrast_agent.strip()})
    named = [agent for agent in agents if agent.upper() not in _SAYS_ONLY_THAT]
    rows = [_Row("technique", voice.technique(modality, part, named if agents else None))]
    if series and not agents and modality in ("CT", "MR"):
        rows.append(_Row("contrast_unknown", {}))
    return rows + _settings(series, voice)


def _settings(series: Sequence[Series], voice: Voice) -> list[_Row]:
    """One sentence for each different way of acquiring, at most four; only what the headers hold."""
    rows: dict[tuple[float, float | None, str], _Row] = {}
    for one in series:
        kernel = one.kernel.partition("\\")[0]  # the first value names the kernel, further ones its settings
        key = (one.slice_thickness_mm or 0.0, one.kvp, kernel)
        if one.slice_thickness_mm and key not in rows:
            rows[key] = _Row("settings", voice.settings(one.number, one.slice_thickness_mm, one.kvp, kernel))
    return list(rows.values())[:4]


def _comparison(facts: FactTable, voice: Voice) -> list[_Row]:
    compared = sorted({change.prior_date for change in facts.changes.values() if change.prior_date})
    if compared:
        return [_Row("compared", voice.prior(compared[-1]))]
    priors = sorted(day for day in facts.study.prior_dates if day)
    return [_Row("prior_available", voice.prior(priors[-1]))] if priors else [_Row("no_prior", {})]


def _findings(facts: FactTable, template: Template, voice: Voice) -> list[_Row]:
    def place_in_report(one: Described) -> tuple[object, ...]:
        order = one.anatomy.order if one.anatomy else 999
        longest = -one.lengths_mm[0] if one.lengths_mm else 0.0
        return (
            template.heading_rank(one.heading), one.heading, not one.finding.present, order, -one.weight, one.thing,
            longest, one.finding.id,
        )  # fmt: skip

    rows: list[_Row] = []
    heading = ""
    for one in sorted((describe(finding, facts) for finding in facts.accepted), key=place_in_report):
        kind, slots = voice.finding(one, one.heading if one.heading != heading else "")
        heading = one.heading
        rows.append(_Row(kind, slots, (one,)))
        if (change := facts.changes.get(one.finding.id)) is not None:
            rows.append(_Row(f"change_{change.state}", voice.change(change), (one,)))
    return [*(rows or [_Row("no_findings", {})]), _Row("not_assessed", {})]


def _impression(facts: FactTable, voice: Voice) -> list[_Row]:
    """The present findings by weight, then size; several of a kind in one organ are one sentence."""
    groups: dict[tuple[str, ...], list[Described]] = {}
    for finding in sorted(facts.accepted, key=lambda finding: finding.id):
        one = describe(finding, facts)
        alone = one.mass_noun or one.count > 1 or not one.organ or one.thing.startswith(("left", "right", "bilateral"))
        key = (finding.id,) if alone else (one.thing, one.organ)
        if finding.present:
            groups.setdefault(key, []).append(one)
    if not groups:
        absent = [describe(finding, facts) for finding in sorted(facts.accepted, key=lambda finding: finding.id)]
        rows = [_Row("impression_absent", voice.denial(one), (one,)) for one in absent]
        return rows or [_Row("no_findings", {})]

    def rank(group: list[Described]) -> tuple[float, float, str]:
        longest = max((one.lengths_mm[0] for one in group if one.lengths_mm), default=0.0)
        return -group[0].weight, -longest, group[0].finding.id

    return [_Row(*voice.summary(group), tuple(group)) for group in sorted(groups.values(), key=rank)]
