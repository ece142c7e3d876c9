"""Calculators and guidelines: opening their panel, what the open study says for one, and putting a result into the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by, new_id

if TYPE_CHECKING:
    from desktop.desk import Desk
    from inference.report.calculators.model import Calculator, Given, Result


def toggle(desk: Desk) -> None:
    """Show the panel of calculators beside the images, or fold it."""
    desk.show("reading")
    desk.toggle_panel("calculators")


def filled(desk: Desk, calculator: Calculator) -> dict[str, Given]:
    """The slots that the patient, the finding in hand and the selected measurement fill."""
    if desk.case is None or desk.study is None:
        return {}
    from inference.report.calculators.fill import Measured, fill
    from viewer.case.quantities import quantities_of

    drawn, loaded = desk.measurement, desk.loaded
    measured = None if drawn is None else Measured(drawn.label or drawn.word, quantities_of(drawn, loaded.stack if loaded else None))
    return fill(calculator, desk.facts(), desk.finding, measured)


def insert(desk: Desk, result: Result) -> str:
    """Put a result into the impression as a sentence that rests on it, undone as one step; the sentence's id, or ''."""
    from inference.report.calculators.recompute import as_record
    from inference.report.sentences import section_of

    desk.commit_text()
    draft = desk.draft
    if draft is None:
        raise KnownError("There is no report yet.", "Draft it first (Ctrl+D).")
    if desk.signed is not None and desk.signed.draft == draft:
        raise KnownError("The report is signed.", "Start an addendum first.")
    finding_id = desk.finding.id if desk.finding is not None else ""
    record = as_record(result, new_id(), finding_id, by(desk.author))
    places = tuple(dict.fromkeys(id for row in record.inputs for id in row.evidence_ids))
    sentence = Sentence(new_id(), record.sentence, (finding_id,) if finding_id else (), (*places, record.id), by(desk.author))
    titles = [section_of(section.title) for section in draft.sections]
    at = titles.index("impression") if "impression" in titles else len(titles) - 1
    edit = Edit(f"Insert {result.calculator.title}", desk.author, (Swap(None, record), Swap(draft, _with_sentence(draft, at, sentence))))
    return sentence.id if desk.apply(edit) else ""


def _with_sentence(draft: ReportDraft, at: int, sentence: Sentence) -> ReportDraft:
    """The draft with one more sentence at the end of a section; an empty line there gives way."""
    section = draft.sections[at]
    kept = tuple(row for row in section.sentences if row.text.strip())
    sections = (*draft.sections[:at], Section(section.title, (*kept, sentence)), *draft.sections[at + 1 :])
    return replace(draft, sections=sections)
