"""Changes of a draft that the reader makes by typing: each is one `Edit`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from inference.report.fields import is_required
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by, new_id

Change = Callable[[tuple[Sentence, ...]], tuple[Sentence, ...]]
ADDENDUM = "Addendum"


def with_text(draft: ReportDraft, sentence_id: str, text: str, author: str) -> Edit:
    """The sentence reads `text`; it keeps its evidence, and is the reader's now."""
    return _edit(
        "Edit sentence",
        draft,
        author,
        lambda rows: tuple(
            replace(row, text=text, source=by(author), checked_by="") if row.id == sentence_id else row for row in rows
        ),
    )


def with_checked(draft: ReportDraft, sentence_id: str, author: str) -> Edit:
    """The reader says that a sentence is right as it stands, or takes that back."""
    return _edit(
        "Check sentence",
        draft,
        author,
        lambda rows: tuple(replace(row, checked_by="" if row.checked_by else author) if row.id == sentence_id else row for row in rows),
    )


def with_new_after(
    draft: ReportDraft, sentence_id: str, author: str, text: str = "", finding_ids: tuple[str, ...] = (), evidence_ids: tuple[str, ...] = ()
) -> tuple[Edit, str]:
    """A sentence below this one, empty unless its text is given; returns the edit and the new sentence's id."""
    made = Sentence(new_id(), text, finding_ids, evidence_ids, by(author))

    def insert(rows: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        ids = [row.id for row in rows]
        if sentence_id not in ids:
            return rows
        at = ids.index(sentence_id) + 1
        return (*rows[:at], made, *rows[at:])

    return _edit("Add sentence", draft, author, insert), made.id


def lacks_addendum(draft: ReportDraft) -> bool:
    """Whether an addendum was started and nothing is written in it yet."""
    return bool(draft.sections) and draft.sections[-1].title == ADDENDUM and not draft.sections[-1].text.strip()


def with_addendum(draft: ReportDraft, author: str) -> tuple[Edit, str]:
    """A section of its own below the signed text with one empty sentence; returns the edit and the sentence's id."""
    made = Sentence(new_id(), "", (), (), by(author))
    sections = (*draft.sections, Section(ADDENDUM, (made,)))
    return Edit("Start addendum", author, (Swap(draft, replace(draft, sections=sections)),)), made.id


def without(draft: ReportDraft, sentence_id: str, author: str) -> Edit:
    """The draft without this sentence. Raises `KnownError` for a line that its template requires."""
    if is_required(sentence_id):
        raise KnownError("The template requires this line.", "Write there that it does not apply, if so.")
    return _edit("Remove sentence", draft, author, lambda rows: tuple(row for row in rows if row.id != sentence_id))


def _edit(label: str, draft: ReportDraft, author: str, change: Change) -> Edit:
    sections = tuple(Section(section.title, change(section.sentences)) for section in draft.sections)
    return Edit(label, author, (Swap(draft, replace(draft, sections=sections)),))
