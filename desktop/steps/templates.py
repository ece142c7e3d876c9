"""Which template and language a report has, what was reviewed, and the reader's own short words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.steps import reporting
from viewer.case.edits import Edit, Swap
from viewer.case.report import ReportDraft, Reviewed, Section, Sentence
from viewer.case.source import by, new_id

if TYPE_CHECKING:
    from desktop.desk import Desk
    from inference.report.fields import Normal
    from inference.report.templates import Template


def choose(desk: Desk) -> None:
    """Draft in another template: those that fit the study come first."""
    from inference.report.templates import described, ranked

    facts = desk.facts()
    templates = ranked(facts.study, described(facts), desk.library.folder)
    now = desk.draft.template_id if desk.draft is not None else ""
    names = [(f"● {row.name}" if row.id == now else row.name, _told(row)) for row in templates]
    desk.choose(names, lambda place: reporting.draft("", desk, template_id=templates[place].id))


def choose_language(desk: Desk) -> None:
    """Draft in another language."""
    from inference.report.languages import LANGUAGES

    codes = list(LANGUAGES)
    now = desk.draft.language if desk.draft is not None else ""
    names = [(f"● {LANGUAGES[code]}" if code == now else LANGUAGES[code], "") for code in codes]
    desk.choose(names, lambda place: reporting.draft("", desk, language=codes[place]))


def review(desk: Desk) -> None:
    """Say of structures of the template that they were reviewed, or take it back: only then normal text speaks of them."""
    template, marks = _template(desk), _marks(desk)
    if template is None:
        return
    if not template.normals:
        desk.notices.say("This template has no structures to be marked as reviewed.", "Choose another template in the menu Report.")
        return
    names = [("All of them", "Mark every structure of the template as reviewed")]
    names += [(f"✓ {row.name}" if row.id in marks else row.name, row.text(_language(desk))) for row in template.normals]

    def chosen(place: int) -> None:
        rows = [row for row in template.normals if row.id not in marks] if place == 0 else [template.normals[place - 1]]
        if place and rows[0].id in marks:
            _unmark(desk, rows[0], marks[rows[0].id])
        elif rows:
            _mark(desk, template, rows)

    desk.choose(names, chosen)


def import_template(desk: Desk) -> None:
    """Take in report templates of the MRRT form."""
    from desktop.workflows.own_templates import import_mrrt

    paths = desk.ask_files("Import an MRRT template")
    for path in paths:
        template = import_mrrt(path, desk.library.folder)
        desk.notices.say(f"{template.name} is a template now:", f"{len(template.lines)} lines to fill in. Choose it with Report, Another template.")


def next_field(desk: Desk) -> None:
    """Put the cursor into the next line that is to be filled in."""
    from inference.report.fields import open_places

    draft = desk.draft
    found = next((row.id for row in draft.sentences if open_places(row.text)), "") if draft is not None else ""
    if found:
        desk.go_to_sentence(found)
    else:
        desk.notices.say("Nothing is left to fill in.")


def values(desk: Desk) -> dict[str, str]:
    """What the variables of the reader's own texts stand for now."""
    from inference.report.autotext import values_of

    return values_of(desk.facts(), desk.finding, desk.indication, _language(desk))


def _told(template: Template) -> str:
    asked = sum(line.required for line in template.lines)
    return f"{', '.join(template.modalities) or 'any modality'}; {asked} required lines, {len(template.normals)} structures to review"


def _language(desk: Desk) -> str:
    return desk.draft.language if desk.draft is not None else desk.settings.report_language or "en"


def _template(desk: Desk) -> Template | None:
    from inference.report.templates import all_templates, template_for

    if desk.case is None:
        return None
    id = desk.draft.template_id if desk.draft is not None else ""
    return next((row for row in all_templates(desk.library.folder) if row.id == id), None) or template_for(desk.facts(), desk.library.folder)


def _marks(desk: Desk) -> dict[str, Reviewed]:
    return {mark.structure: mark for mark in desk.case.all_of(Reviewed)} if desk.case is not None else {}


def _mark(desk: Desk, template: Template, rows: list[Normal]) -> None:
    """The marks, and in a draft that exists the sentences that follow from them."""
    desk.commit_text()
    draft, source = desk.draft, by(desk.author)
    made = [Reviewed(new_id(), row.id, source) for row in rows]
    swaps = [Swap(None, mark) for mark in made]
    if draft is not None and (desk.signed is None or desk.signed.draft != draft):
        new = _with_planned(draft, template, desk, {mark.structure for mark in made} | set(_marks(desk)))
        swaps += [Swap(draft, new)] if new != draft else []
    desk.apply(Edit("Mark as reviewed", desk.author, tuple(swaps)))


def _unmark(desk: Desk, row: Normal, mark: Reviewed) -> None:
    desk.commit_text()
    draft = desk.draft
    swaps = [Swap(mark, None)]
    if draft is not None and (desk.signed is None or desk.signed.draft != draft):
        id = f"{row.section}-normal-{row.id}"
        sections = tuple(Section(one.title, tuple(said for said in one.sentences if said.id != id)) for one in draft.sections)
        new = replace(draft, sections=sections)
        swaps += [Swap(draft, new)] if new != draft else []
    desk.apply(Edit("Take back reviewed", desk.author, tuple(swaps)))


def _with_planned(draft: ReportDraft, template: Template, desk: Desk, structures: set[str]) -> ReportDraft:
    """The draft with the normal sentences that a new one would have, in their places; everything else as it is."""
    from inference.report.fields import open_places
    from inference.report.plan import plan
    from inference.report.realise import realise
    from inference.report.sentences import section_of
    from inference.report.style import read_style

    source = by(desk.author)
    marks = dict.fromkeys(structures, source)
    planned = realise(plan(desk.facts(), template, desk.indication, draft.language, marks, read_style(desk.library.folder)), source)
    fresh = {section_of(section.title): section.sentences for section in planned.sections}
    sections = []
    for section in draft.sections:
        rows = list(section.sentences)
        wanted = fresh.get(section_of(section.title), ())
        for index, sentence in enumerate(wanted):
            if "-normal-" in sentence.id and all(row.id != sentence.id for row in rows):
                rows.insert(_place(rows, wanted[:index]), sentence)
        said = {row.id.partition("-normal-")[2] for row in rows if "-normal-" in row.id}
        rows = [row for row in rows if not (open_places(row.text) and row.id.split("-", 2)[-1] in said)]  # of an imported template
        sections.append(Section(section.title, tuple(rows)))
    return replace(draft, sections=tuple(sections))


def _place(rows: list[Sentence], before: tuple[Sentence, ...]) -> int:
    """Behind the nearest sentence that stands before it in the plan, else at the beginning."""
    ids = [row.id for row in rows]
    return next((ids.index(row.id) + 1 for row in reversed(before) if row.id in ids), 0)
