"""What the report will say, sentence by sentence, before it is put into words: accepted findings and header facts only."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from inference.report.languages import ENGLISH
from inference.report.phrases import Wording, capitalised, fill
from inference.report.sentences import section_of
from inference.report.style import Style
from inference.report.templates import Template
from inference.report.voice import Voice, voice_of
from inference.report.wording import Described, describe
from viewer.case.facts import FactTable
from viewer.case.source import Source
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
    source: Source | None = None
    """Who says it, where it is not the one who words the report: a reader who marked a structure as reviewed."""


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
    source: Source | None = None


def plan(
    facts: FactTable,
    template: Template,
    indication: str = "",
    language: str = ENGLISH,
    reviewed: Mapping[str, Source] | None = None,
    style: Style | None = None,
) -> ReportPlan:
    """The sentences of a report from the accepted findings, in one of `inference.report.languages.LANGUAGES`.

    `indication` is quoted as given; empty, the one in the headers is used, else it says that none was
    provided. Nothing is said of organs without an accepted finding, save of those that the reader marked as `reviewed`
    (structures of the template, and who says so), and nothing of priors that were not compared.

    Raises `KnownError` for another language.
    """
    voice, style = voice_of(language), style or Style()
    patterns = {**voice.patterns, **style.sentences.get(language, {})}
    rows = {
        "indication": _indication(facts, indication),
        "technique": _technique(facts, voice),
        "comparison": _comparison(facts, voice),
        "findings": _findings(facts, template, voice, reviewed or {}, style),
        "impression": _impression(facts, voice),
    }
    if not facts.accepted and any(row.kind.startswith("normal-") for row in rows["findings"]):
        rows["impression"] = [_Row("impression_normal", {})]
    said = {normal.id for normal in template.normals if normal.id in (reviewed or {})}
    for normal in template.normals:
        if normal.section != "findings" and reviewed and normal.id in reviewed:
            row = _Row(f"normal-{normal.id}", {"text": normal.text(language)}, (), reviewed[normal.id])
            rows[normal.section] = [*rows[normal.section], row]
    for line in template.lines:
        if line.id in said:  # pre-filled in an imported template, and reviewed
            continue
        kind = f"required-{line.id}" if line.required else f"field-{line.id}"
        rows[line.section] = [*rows[line.section], _Row(kind, {"text": line.text(language)})]
    titles = {section_of(title): title for title in template.sections}
    order = [section for section in style.sections if section in titles] or list(titles)
    required = [line.section for line in template.lines if line.required]
    sections = tuple(
        SectionPlan(style.titles.get(section) or voice.title(titles[section], section), _sentences(section, rows.get(section, ()), patterns))
        for section in (*order, *(section for section in titles if section in required and section not in order))
    )
    return ReportPlan(template.id, sections, language)


def _sentences(section: str, rows: Iterable[_Row], patterns: Mapping[str, tuple[str, ...]]) -> tuple[SentencePlan, ...]:
    sentences: list[SentencePlan] = []
    for row in rows:
        finding_ids = tuple(one.finding.id for one in row.about)
        evidence_ids = tuple(dict.fromkeys(id for one in row.about for id in one.finding.evidence_ids))
        key = f"{section}-{row.kind}" + (f"-{zlib.crc32('|'.join(finding_ids).encode()):08x}" if finding_ids else "")
        repeats = sum(sentence.id.startswith(key) for sentence in sentences)
        kind = "normal" if row.kind.startswith("normal-") and "heading" in row.slots else row.kind
        wordings = tuple(capitalised(fill(pattern, row.slots)) for pattern in patterns.get(kind, ("{text}",)))
        id = f"{key}-{repeats + 1}" if repeats else key
        sentences.append(SentencePlan(id, row.kind, row.slots, wordings, finding_ids, evidence_ids, row.source))
    return tuple(sentences)


def _indication(facts: FactTable, indication: str) -> list[_Row]:
    text = " ".join((indication or (facts.header.indication if facts.header else "")).split())
    if not text:
        return [_Row("no_indication", {})]
    return [_Row("indication", {"indication": text if text[-1] in ".?!" else f"{text}."})]


_SAYS_ONLY_THAT = ("APPLIED", "YES", "Y", "CONTRAST", "CE", "IV", "+")
"""What scanners write for "there was some" where the agent's name belongs (Contrast/Bolus Agent)."""
CHANGED_WEIGHT = 0.5
"""What is new or has grown stands in front of what is as urgent by its kind and has not."""


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


def _findings(
    facts: FactTable, template: Template, voice: Voice, reviewed: Mapping[str, Source], style: Style
) -> list[_Row]:
    def place_in_report(one: Described) -> tuple[object, ...]:
        order = one.anatomy.order if one.anatomy else 999
        longest = -one.lengths_mm[0] if one.lengths_mm else 0.0
        return (
            template.heading_rank(one.heading), one.heading, not one.finding.present, order, -one.weight, one.thing,
            longest, one.finding.id,
        )  # fmt: skip

    found = sorted((describe(finding, facts) for finding in facts.accepted), key=place_in_report)
    normals = _normals(found, template, voice.language, reviewed)
    rows: list[_Row] = []
    last = ""
    headings = {one.heading for one in found} | set(normals)
    for heading in sorted(headings, key=lambda heading: (template.heading_rank(heading), heading)):
        for one in (one for one in found if one.heading == heading):
            kind, slots = voice.finding(one, heading if style.headings and heading != last else "")
            last = heading
            rows.append(_Row(kind, slots, (one,)))
            if (change := facts.changes.get(one.finding.id)) is not None:
                rows.append(_Row(f"change_{change.state}", voice.change(change), (one,)))
        for row in normals.get(heading, []):
            rows.append(replace(row, slots={**row.slots, "heading": voice.heading(heading) if style.headings and heading != last else ""}))
            last = heading
    return [*(rows or [_Row("no_findings", {})]), _Row("not_assessed", {})]


def _normals(
    found: Sequence[Described], template: Template, language: str, reviewed: Mapping[str, Source]
) -> dict[str, list[_Row]]:
    """By heading: what is said of structures that were reviewed, unless a finding in them was accepted or denied."""
    taken = {name for one in found for name in (one.organ, one.anatomy.name if one.anatomy else "")}
    rows: dict[str, list[_Row]] = {}
    for normal in template.normals:
        if normal.id in reviewed and normal.section == "findings" and not taken & set(normal.organs):
            row = _Row(f"normal-{normal.id}", {"text": normal.text(language)}, (), reviewed[normal.id])
            rows.setdefault(normal.heading, []).append(row)
    return rows


def _impression(facts: FactTable, voice: Voice) -> list[_Row]:
    """The present findings by weight and growth, then size; several of a kind in one organ that changed alike are one sentence."""
    groups: dict[tuple[str, ...], list[Described]] = {}
    for finding in sorted(facts.accepted, key=lambda finding: finding.id):
        one = describe(finding, facts)
        alone = one.mass_noun or one.count > 1 or not one.organ or one.sided
        key = (finding.id,) if alone else (one.thing, one.organ)
        if finding.present:
            groups.setdefault(key, []).append(one)
    if not groups:
        absent = [describe(finding, facts) for finding in sorted(facts.accepted, key=lambda finding: finding.id)]
        rows = [_Row("impression_absent", voice.denial(one), (one,)) for one in absent]
        return rows or [_Row("impression_none", {"[": "[", "]": "]"})]

    def urgency(one: Described) -> float:
        change = facts.changes.get(one.finding.id)
        return one.weight + (CHANGED_WEIGHT if change is not None and change.state in ("new", "larger") else 0.0)

    def rank(group: list[Described]) -> tuple[float, float, str]:
        longest = max((one.lengths_mm[0] for one in group if one.lengths_mm), default=0.0)
        return -max(urgency(one) for one in group), -longest, group[0].finding.id

    parts = sorted((part for group in groups.values() for part in _alike(group, facts, voice)), key=rank)
    return [_summary(part, facts, voice) for part in parts]


def _summary(group: Sequence[Described], facts: FactTable, voice: Voice) -> _Row:
    kind, slots = voice.summary(group)
    return _Row(kind, {**slots, "change": _changed(group[0], facts, voice)}, tuple(group))


def _alike(group: list[Described], facts: FactTable, voice: Voice) -> list[list[Described]]:
    """Findings of a kind apart by how they changed; each by itself where nothing is told of some, so that none is miscounted."""
    parts: dict[str, list[Described]] = {}
    for one in group:
        parts.setdefault(_changed(one, facts, voice), []).append(one)
    return [[one] for one in group] if "" in parts and len(parts) > 1 else list(parts.values())


def _changed(one: Described, facts: FactTable, voice: Voice) -> str:
    change = facts.changes.get(one.finding.id)
    return voice.changed(change) if change else ""
