"""The check: every sentence of a report against the fact table, by rules that can be explained.

A verdict is ``supported``, ``contradicted`` (the table says otherwise), ``unsupported`` (nothing in the table
bears it) or ``not_checkable`` (it claims nothing that the table speaks of). Text is judged, never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from inference.report.calculated import judge_free, judge_linked
from inference.report.judge import Judge, Judged, Problem, Subject
from inference.report.sentences import section_of, split_report
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, Waiver

Outcome = Literal["supported", "contradicted", "unsupported", "not_checkable"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check says of one sentence; a sentence with several faults has several. `reason` is for the reader.

    `kind`: number, unit, side, anatomy, negation, comparison, date, count, finding, certainty, technique, guideline;
    empty where nothing is wrong. `problem` is what a `Waiver` names. An `advisory` verdict does not stop signing:
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
            sentence.text,
            section_of(section.title),
            sentence.finding_ids,
            not sentence.source.is_model,
        )
        for section in draft.sections
        for sentence in section.sentences
    ]
    linked = {
        sentence.id: next((id for id in sentence.evidence_ids if id in facts.calculations), "") for sentence in draft.sentences
    }
    return _check(subjects, facts, waivers, strict=True, linked=linked)


def check_text(text: str, facts: FactTable, waivers: Sequence[Waiver] = ()) -> Check:
    """Judge a plain text, which has no links: each statement is held to the finding it fits best."""
    sentences = split_report(text)
    has_findings = any(sentence.section in ("findings", "") for sentence in sentences)
    subjects = [
        Subject(
            f"S{number}",
            sentence.text,
            "findings"
            if not sentence.section or (not has_findings and sentence.section == "impression")
            else sentence.section,
            (),
            False,
            sentence.heading,
        )
        for number, sentence in enumerate(sentences, 1)
    ]
    return _check(subjects, facts, waivers, strict=False)


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
        "blocking": result.blocking,
    }


def _check(
    subjects: Sequence[Subject], facts: FactTable, waivers: Sequence[Waiver], *, strict: bool, linked: Mapping[str, str] | None = None
) -> Check:
    waived = {waiver.problem for waiver in waivers}
    judge = Judge(facts, strict=strict)
    verdicts: list[Verdict] = []
    for subject in subjects:
        # What a reader typed into one place may be several sentences: "... in the right lung. It lies on the left."
        calculation = (linked or {}).get(subject.id, "")
        judged = [_judge_part(replace(subject, text=part.text), judge, facts, calculation) for part in split_report(subject.text)]
        problems = [problem for part in judged for problem in part.problems]
        verdicts += _verdicts(subject, problems, any(part.confirmed for part in judged), waived)
    omissions = tuple(
        Omission(
            row.finding.id,
            f"The accepted finding “{row.label}” is not mentioned in the findings.",
            f"{row.finding.id}:omission",
            f"{row.finding.id}:omission" in waived,
        )
        for row in judge.omitted()
    )
    return Check(tuple(verdicts), omissions)


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
