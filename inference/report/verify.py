"""The check: every sentence of a report against the fact table, by rules that can be explained.

A verdict is ``supported``, ``contradicted`` (the table says otherwise), ``unsupported`` (nothing in the table
bears it) or ``not_checkable`` (it claims nothing that the table speaks of). Text is judged, never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from inference.report.appearance import appearance_mismatches
from inference.report.calculated import judge_free, judge_linked
from inference.report.category import category_mismatches
from inference.report.critical import WITHIN, Critical, find_critical
from inference.report.described import is_described
from inference.report.fields import is_required, open_places, without_places
from inference.report.gloss import gloss
from inference.report.judge import Judge, Judged, Problem, Subject
from inference.report.lexicon import lexicon
from inference.report.mismatch import mismatches
from inference.report.patient import Line, patient_mismatches
from inference.report.sentences import section_of, split_report
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, Sentence, Waiver

Outcome = Literal["supported", "contradicted", "unsupported", "not_checkable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check says of one sentence; a sentence with several faults has several. `reason` is for the reader.

    `kind`: number, unit, side, anatomy, negation, comparison, sex, absent organ, implant, date, count, finding,
    certainty, technique, guideline, field (still to be filled in), mismatch (between findings and impression); empty
    where nothing is wrong. `problem` is what a `Waiver` names. An `advisory` verdict does not stop signing:
    a property the reader typed ("spiculated") is unsupported by the table and yet the reader's to say.
    """

    sentence_id: str
    sentence: str
    verdict: Outcome
    kind: str
    reason: str
    problem: str
    waived: bool = False
    advisory: bool = False

    @property
    def blocking(self) -> bool:
        """Whether it stops signing."""
        return self.verdict in ("contradicted", "unsupported") and not self.waived and not self.advisory


@dataclass(frozen=True, slots=True)
class Omission:
    """An accepted finding that the findings section does not mention."""

    finding_id: str
    reason: str
    problem: str
    waived: bool = False

    @property
    def blocking(self) -> bool:
        return not self.waived


@dataclass(frozen=True, slots=True)
class Check:
    """The check of a whole report. Signing is refused while `blocking`."""

    verdicts: tuple[Verdict, ...]
    omissions: tuple[Omission, ...]
    critical: tuple[Critical, ...] = ()
    """Results that somebody must be told of; they do not stop signing."""

    @property
    def blocking(self) -> bool:
        return any(row.blocking for row in self.verdicts) or any(row.blocking for row in self.omissions)

    @property
    def problems(self) -> tuple[Verdict | Omission, ...]:
        """What stops signing, in reading order, omissions last."""
        rows: tuple[Verdict | Omission, ...] = (*self.verdicts, *self.omissions)
        return tuple(row for row in rows if row.blocking)

    def of_sentence(self, sentence_id: str) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.sentence_id == sentence_id)


def check(draft: ReportDraft, facts: FactTable, waivers: Sequence[Waiver] = ()) -> Check:
    """Judge a draft. Sentences are held to the findings they are linked to; typed ones to the whole table."""
    subjects = [
        Subject(
            sentence.id,
            _without_heading(gloss(without_places(sentence.text), draft.language), sentence),
            section_of(section.title),
            sentence.finding_ids,
            not sentence.source.is_model or (is_described(sentence.id) and bool(sentence.checked_by)),
        )
        for section in draft.sections
        for sentence in section.sentences
    ]
    linked = {
        sentence.id: next((id for id in sentence.evidence_ids if id in facts.calculations), "") for sentence in draft.sentences
    }
    result = _check(subjects, facts, waivers, strict=True, linked=linked)
    said = {sentence.id: sentence for sentence in draft.sentences}
    waived = {waiver.problem for waiver in waivers}
    unfilled = {id: verdict for id, sentence in said.items() if (verdict := _unfilled(sentence, waived) or _unverified(sentence, waived)) is not None}
    rows = (replace(row, sentence=said[row.sentence_id].text) for row in result.verdicts if row.sentence_id not in unfilled)
    order = {id: number for number, id in enumerate(said)}
    return replace(result, verdicts=tuple(sorted((*rows, *unfilled.values()), key=lambda row: order[row.sentence_id])))


def check_text(text: str, facts: FactTable, waivers: Sequence[Waiver] = (), language: str = "en") -> Check:
    """Judge a plain text, which has no links: each statement is held to the finding it fits best."""
    sentences = split_report(text)
    has_findings = any(sentence.section in ("findings", "") for sentence in sentences)
    subjects = [
        Subject(
            f"S{number}",
            gloss(sentence.text, language),
            "findings"
            if not sentence.section or (not has_findings and sentence.section == "impression")
            else sentence.section,
            (),
            False,
            sentence.heading,
        )
        for number, sentence in enumerate(sentences, 1)
    ]
    result = _check(subjects, facts, waivers, strict=False)
    said = {f"S{number}": sentence.text for number, sentence in enumerate(sentences, 1)}
    return replace(result, verdicts=tuple(replace(row, sentence=said[row.sentence_id]) for row in result.verdicts))


def check_to_json(result: Check) -> dict[str, Any]:
    """A check as ``lightbox check --json`` gives it."""
    return {
        "verdicts": [
            {
                "id": row.sentence_id,
                "sentence": row.sentence,
                "verdict": row.verdict,
                "kind": row.kind,
                "reason": row.reason,
                "problem": row.problem,
                "waived": row.waived,
                "advisory": row.advisory,
            }
            for row in result.verdicts
        ],
        "omissions": [
            {
                "finding": row.finding_id,
                "kind": "omission",
                "reason": row.reason,
                "problem": row.problem,
                "waived": row.waived,
            }
            for row in result.omissions
        ],
        "critical": [
            {"what": row.name, "within": WITHIN[row.within], "sentence_id": row.sentence_id, "text": row.text, "finding": row.finding_id or None}
            for row in result.critical
        ],
        "blocking": result.blocking,
    }


def _unfilled(sentence: Sentence, waived: set[str]) -> Verdict | None:
    """What stands against a line of a template that is still to be filled in."""
    places = open_places(sentence.text)
    if not places and (sentence.text.strip() or not is_required(sentence.id)):
        return None
    reason = f"Still to be filled in: {', '.join(places)}." if places else "The template requires this line."
    problem = f"{sentence.id}:field"
    return Verdict(sentence.id, sentence.text, "unsupported", "field", reason, problem, problem in waived)


def _unverified(sentence: Sentence, waived: set[str]) -> Verdict | None:
    """What stands against a model's words about a picture, which nothing was measured for, until a reader said that they are right."""
    if not is_described(sentence.id) or not sentence.source.is_model or sentence.checked_by:
        return None
    who, problem = sentence.source.author.partition(":")[2], f"{sentence.id}:unverified"
    reason = f"Unverified: {who} says so of the picture, and nothing was measured. Mark it as checked, rewrite or remove it."
    return Verdict(sentence.id, sentence.text, "unsupported", "unverified", reason, problem, problem in waived)


def _without_heading(text: str, sentence: Sentence) -> str:
    """What the plan wrote behind its own heading of organs ("Pelvis: "), which is no claim; a reader's text as it is."""
    heading, _, rest = text.partition(": ")
    known = sentence.source.is_model and sentence.finding_ids and any(heading.lower() == row.heading.lower() for row in lexicon().anatomy.values())
    return rest if known and rest else text


def _check(
    subjects: Sequence[Subject], facts: FactTable, waivers: Sequence[Waiver], *, strict: bool, linked: Mapping[str, str] | None = None
) -> Check:
    waived = {waiver.problem for waiver in waivers}
    judge = Judge(facts, strict=strict)
    lines: list[Line] = []
    judged: dict[str, list[Judged]] = {}
    for subject in subjects:
        # What a reader typed into one place may be several sentences: "... in the right lung. It lies on the left."
        calculation = (linked or {}).get(subject.id, "")
        parts = [part.text for part in split_report(subject.text)]
        lines += [Line(subject.id, subject.section, part) for part in parts if subject.section != "communication"]
        judged[subject.id] = [_judge_part(replace(subject, text=part), judge, facts, calculation) for part in parts]
    across: dict[str, list[Problem]] = {}
    for id, problem in (
        *patient_mismatches(lines, facts, judge.book),
        *category_mismatches(lines, judge.rows, judge.book),
        *appearance_mismatches(lines, facts),
        *mismatches(judge.spoken, judge.book),
    ):
        across.setdefault(id, []).append(problem)
    verdicts: list[Verdict] = []
    for subject in subjects:
        problems = [problem for part in judged[subject.id] for problem in part.problems]
        more = [problem for problem in across.get(subject.id, ()) if problem.kind != "mismatch" or all(one.kind == "finding" for one in problems)]
        verdicts += _verdicts(subject, [*problems, *more], any(part.confirmed for part in judged[subject.id]), waived)
    omissions = tuple(
        Omission(
            row.finding.id,
            f"The accepted finding “{row.label}” is not mentioned in the findings.",
            f"{row.finding.id}:omission",
            f"{row.finding.id}:omission" in waived,
        )
        for row in judge.omitted()
    )
    return Check(tuple(verdicts), omissions, find_critical(judge.spoken, judge.rows, judge.book))


def _judge_part(subject: Subject, judge: Judge, facts: FactTable, calculation: str) -> Judged:
    """One sentence: against the calculation that it rests on, else against the table."""
    found = judge_linked(subject.text, facts.calculations[calculation]) if calculation else None
    if found is not None:
        return Judged(tuple(found), not found)
    judged = judge.judge(subject)
    return replace(judged, problems=(*judged.problems, *judge_free(subject.text, facts.calculations)))


def _verdicts(subject: Subject, problems: Iterable[Problem], confirmed: bool, waived: set[str]) -> list[Verdict]:
    rows: list[Verdict] = []
    ordered = sorted(problems, key=lambda problem: (problem.advisory, problem.unsupported))
    for kind in dict.fromkeys(problem.kind for problem in ordered):
        same = [problem for problem in ordered if problem.kind == kind]
        worst = same[0]
        outcome: Outcome = "unsupported" if worst.unsupported else "contradicted"
        reason = " ".join(dict.fromkeys(problem.reason for problem in same))
        id = f"{subject.id}:{kind}"
        rows.append(Verdict(subject.id, subject.text, outcome, kind, reason, id, id in waived, worst.advisory))
    if rows:
        return rows
    if confirmed:
        return [Verdict(subject.id, subject.text, "supported", "", "The fact table says the same.", "")]
    return [
        Verdict(subject.id, subject.text, "not_checkable", "", "It claims nothing that the fact table speaks of.", "")
    ]
