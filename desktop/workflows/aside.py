"""What is written beside the report from the same facts, and is no part of it: a summary for the patient, a translation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from inference.report.lay import lay_summary
from inference.report.plan import plan
from inference.report.realise import TEMPLATE_AUTHOR, realise
from inference.report.style import read_style
from inference.report.templates import all_templates, template_for
from inference.report.verify import check
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, Reviewed
from viewer.case.source import by

Kind = Literal["summary for the patient", "translation of the report"]


@dataclass(frozen=True, slots=True)
class Aside:
    """Titles with their text, a paragraph a line; `objections` are the check's, one line each."""

    sections: tuple[tuple[str, str], ...]
    objections: tuple[str, ...]


def write_aside(
    kind: Kind, language: str, facts: FactTable, draft: ReportDraft | None, reviewed: Iterable[Reviewed] = (), library: Path | None = None
) -> Aside:
    """The text from the accepted findings, not from the words of the report; every sentence on a finding is checked.

    `draft` says which template and whose indication. Raises `KnownError` for a language that no report can be written in.
    """
    if kind == "summary for the patient":
        made = lay_summary(facts, language)
    else:
        style = read_style(library)
        template = next((one for one in all_templates(library) if draft is not None and one.id == draft.template_id), None)
        marks = {mark.structure: mark.source for mark in reviewed}
        made = realise(plan(facts, template or template_for(facts, library), "", language, marks, style), by(TEMPLATE_AUTHOR))
    about = replace(
        made, sections=tuple(replace(section, sentences=tuple(row for row in section.sentences if row.finding_ids)) for section in made.sections)
    )
    verdicts = check(about, facts).verdicts
    objections = tuple(one.reason for one in verdicts if one.verdict in ("contradicted", "unsupported"))
    return Aside(tuple((section.title, "\n".join(row.text for row in section.sentences)) for section in made.sections), objections)
