"""What the report will say, sentence by sentence, before it is put into words: accepted findings and header facts only."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inference.report.dates import format_date
from inference.report.numbers import count_word, format_lengths, format_setting
from inference.report.phrasebook import plural
from inference.report.phrases import Wording, capitalised, fill
from inference.report.sentences import section_of
from inference.report.templates import Template, body_part_key, phrases
from inference.report.wording import Described, describe, with_article
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

    @property
    def sentences(self) -> tuple[SentencePlan, ...]:
        return tuple(sentence for section in self.sections for sentence in section.sentences)


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence before it has an id: kind, slots, and the findings it speaks of."""

    kind: str
    slots: Mapping[str, str]
    about: tuple[Described, ...] = ()


def plan(facts: FactTable, template: Template, indication: str = "") -> ReportPlan:
    """The sentences of a report from the accepted findings.

    `indication` is quoted as given; empty, the one in the headers is used, else it says that none was
    provided. Nothing is said of organs without an accepted finding, and nothing of priors that were not compared.
    """
    rows = {
        "indication": _indication(facts, indication),
        "technique": _technique(facts),
        "comparison": _comparison(facts),
        "findings": _findings(facts, template),
        "impression": _impression(facts),
    }
    sections = tuple(
        SectionPlan(title, _sentences(section_of(title), rows.get(section_of(title), ())))
        for title in template.sections
    )
    return ReportPlan(template.id, sections)


def _sentences(section: str, rows: Iterable[_Row]) -> tuple[SentencePlan, ...]:
    sentences: list[SentencePlan] = []
    for row in rows:
        finding_ids = tuple(one.finding.id for one in row.about)
        evidence_ids = tuple(dict.fromkeys(id for one in row.about for id in one.finding.evidence_ids))
        key = f"{section}-{row.kind}" + (f"-{zlib.crc32('|'.join(finding_ids).encode()):08x}" if finding_ids else "")
        repeats = sum(sentence.id.startswith(key) for sentence in sentences)
        wordings = tuple(capitalised(fill(pattern, row.slots)) for pattern in phrases().sentences[row.kind])
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


def _technique(facts: FactTable) -> list[_Row]:
    names = phrases()
    modality = facts.study.modality.upper()
    if not modality:
        return [_Row("no_technique", {})]
    series = [one for one in facts.series if one.modality.upper() == modality]
    part = facts.study.body_part or next((one.body_part for one in series if one.body_part), "")
    region = names.body_parts.get(body_part_key(part), "")  # a code nobody would write is left out
    examination = names.modalities.get(modality, modality) + (f" of {region}" if region else "")
    agents = sorted({" ".join(one.contrast_agent.split()) for one in series if one.contrast_agent.strip()})
    named = [agent for agent in agents if agent.upper() not in _SAYS_ONLY_THAT]
    contrast = f"contrast agent ({', '.join(named)})" if named else "contrast agent" if agents else ""
    rows = [_Row("technique", {"examination": examination, "contrast": contrast})]
    if series and not agents and modality in ("CT", "MR"):
        rows.append(_Row("contrast_unknown", {}))
    return rows + _settings(series)


def _settings(series: Sequence[Series]) -> list[_Row]:
    """One sentence for each different way of acquiring, at most four; only what the headers hold."""
    rows: dict[tuple[str, str, str], _Row] = {}
    for one in series:
        thickness = format_setting(one.slice_thickness_mm, "mm") if one.slice_thickness_mm else ""
        voltage = format_setting(one.kvp, "kV") if one.kvp else ""
        kernel = one.kernel.partition("\\")[0]  # the first value names the kernel, further ones its settings
        key = (thickness, voltage, kernel)
        if thickness and key not in rows:
            name = f"Series {one.number}" if one.number is not None else ""
            slots = {"series": name, "thickness": thickness, "voltage": voltage, "kernel": kernel}
            rows[key] = _Row("settings", slots)
    return list(rows.values())[:4]


def _comparison(facts: FactTable) -> list[_Row]:
    compared = sorted({change.prior_date for change in facts.changes.values() if change.prior_date})
    if compared:
        return [_Row("compared", {"prior": format_date(compared[-1])})]
    priors = sorted(day for day in facts.study.prior_dates if day)
    return [_Row("prior_available", {"prior": format_date(priors[-1])})] if priors else [_Row("no_prior", {})]


def _findings(facts: FactTable, template: Template) -> list[_Row]:
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
        slots = {
            "heading": one.heading if one.heading != heading else "",
            "thing": one.thing,
            "a_thing": with_article(one.thing, mass=one.mass_noun),
            "A_thing": _capital(with_article(one.thing, mass=one.mass_noun)),
            "things": one.things,
            "place": one.place,
            "size": one.size,
            "details": one.details,
        }
        heading = one.heading
        rows.append(_finding_row(one, slots))
        rows += _change(one, facts)
    return [*(rows or [_Row("no_findings", {})]), _Row("not_assessed", {})]


def _finding_row(one: Described, slots: dict[str, str]) -> _Row:
    if not one.finding.present:
        return _Row("absent", slots, (one,))
    if one.count > 1 and not one.mass_noun:
        word = count_word(one.count)
        return _Row("findings_counted", slots | {"count": word.lower(), "Count": word}, (one,))
    if one.thing.startswith("bilateral ") and not one.mass_noun:
        things = one.things.removeprefix("bilateral ")
        return _Row("findings_counted", slots | {"count": "bilateral", "Count": "Bilateral", "things": things}, (one,))
    return _Row("finding", slots, (one,))


def _change(one: Described, facts: FactTable) -> list[_Row]:
    change = facts.changes.get(one.finding.id)
    if change is None:
        return []
    size = format_lengths([change.prior_value]) if change.prior_value is not None else ""
    slots = {"prior": format_date(change.prior_date) or "the earlier study", "prior_size": size}
    return [_Row(f"change_{change.state}", slots, (one,))]


def _impression(facts: FactTable) -> list[_Row]:
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
        rows = [_Row("impression_absent", {"thing": one.thing, "place": one.place}, (one,)) for one in absent]
        return rows or [_Row("no_findings", {})]

    def rank(group: list[Described]) -> tuple[float, float, str]:
        longest = max((one.lengths_mm[0] for one in group if one.lengths_mm), default=0.0)
        return -group[0].weight, -longest, group[0].finding.id

    return [_summary(group) for group in sorted(groups.values(), key=rank)]


def _summary(group: list[Described]) -> _Row:
    one = max(group, key=lambda one: one.lengths_mm[:1])
    if len(group) == 1:
        if one.count > 1 or (one.thing.startswith("bilateral ") and not one.mass_noun):
            word = count_word(one.count) if one.count > 1 else "Bilateral"
            things = one.things.removeprefix("bilateral ")
            slots = {"Count": word, "things": things, "place": one.place, "size": one.longest}
            return _Row("impression_group_same", slots, (one,))
        article = with_article(one.thing, mass=one.mass_noun)
        slots = {"Thing": _capital(one.thing), "A_thing": _capital(article), "place": one.place, "size": one.longest}
        return _Row("impression_one", slots, (one,))
    measured = all(each.lengths_mm for each in group)
    adjective = one.anatomy.adjective if one.anatomy else ""
    things = plural(f"{adjective} {one.thing}".strip())
    slots = {"Count": count_word(len(group)), "things": things, "size": one.longest if measured else ""}
    if measured and adjective:
        return _Row("impression_group", slots | {"place": one.place}, tuple(group))
    return _Row("impression_group_same", slots | {"place": f"the {one.organ}" if not adjective else ""}, tuple(group))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
