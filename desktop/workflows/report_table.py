"""The table of what was measured, as lines of the report: one for each accepted finding with a number, linked to it."""

from __future__ import annotations

from dataclasses import replace

from inference.report.languages import ENGLISH, tongue
from inference.report.numbers import format_quantity
from inference.report.voice import voice_of
from inference.report.wording import Described, describe
from viewer.case.edits import Edit, Swap
from viewer.case.facts import FactTable
from viewer.case.report import TABLE_MARK, ReportDraft, Sentence
from viewer.case.source import by, new_id

HEADS = {
    "en": ("Finding", "Place", "Size", "Volume", "Mean"),
    "de": ("Befund", "Ort", "Größe", "Volumen", "Mittelwert"),
    "es": ("Hallazgo", "Lugar", "Tamaño", "Volumen", "Media"),
    "fr": ("Anomalie", "Siège", "Taille", "Volume", "Moyenne"),
}
DASH = "–"


def with_table(draft: ReportDraft, after_id: str, facts: FactTable, author: str) -> Edit | None:
    """The draft with the table below a sentence, largest first; None where no accepted finding has a number."""
    found = [describe(finding, facts) for finding in facts.accepted if finding.present]
    measured = [one for one in found if one.lengths_mm or _quantity(one, facts, "volume", draft.language) != DASH]
    if not measured:
        return None
    measured.sort(key=lambda one: (-max(one.lengths_mm, default=0.0), one.finding.id))
    source = by(author)
    rows = [Sentence(new_id(), line(HEADS[draft.language]), (), (), source)]
    for one in measured:
        rows.append(Sentence(new_id(), line(_cells(one, facts, draft.language)), (one.finding.id,), one.finding.evidence_ids, source))
    sections = []
    for section in draft.sections:
        ids = [row.id for row in section.sentences]
        at = ids.index(after_id) + 1 if after_id in ids else None
        sections.append(section if at is None else replace(section, sentences=(*section.sentences[:at], *rows, *section.sentences[at:])))
    return Edit("Insert the table of measurements", author, (Swap(draft, replace(draft, sections=tuple(sections))),))


def line(cells: tuple[str, ...]) -> str:
    """Cells as one line of plain text: ``| Nodule | right lung | 8 mm |``."""
    return f"{TABLE_MARK} " + f" {TABLE_MARK} ".join(cells) + f" {TABLE_MARK}"


def _cells(one: Described, facts: FactTable, language: str) -> tuple[str, ...]:
    _, slots = voice_of(language).finding(one, "")
    name, place = slots["thing"], slots["place"].removeprefix("in ").removeprefix("the ") or DASH
    return name[:1].upper() + name[1:], place[:1].upper() + place[1:], slots["size"] or DASH, _quantity(one, facts, "volume", language), _quantity(one, facts, "mean", language)


def _quantity(one: Described, facts: FactTable, kind: str, language: str) -> str:
    quantity = facts.quantity_of(one.finding, kind)
    if quantity is None:
        return DASH
    text = format_quantity(quantity.value, quantity.unit)
    return text if language == ENGLISH else tongue(language).number(text)
