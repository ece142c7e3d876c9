"""Every version of a report that the log of edits keeps: to be looked at, held against another, and brought back."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from desktop.store.case_store import CaseStore
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft, SignedReport

Piece = tuple[Literal["same", "added", "removed"], str]
TYPED_S = 30.0
"""Words typed into one sentence within this time are one version."""
_TOKEN = re.compile(r"\n|\w+(?:[.,]\d+)?|[^\w\s]|[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Version:
    """A draft as it stood after an edit. `number` is the row of the log, `signed` the version that was signed then, or 0."""

    number: int
    at: str
    author: str
    label: str
    draft: ReportDraft
    signed: int = 0

    @property
    def is_model(self) -> bool:
        """Whether a model or the templates wrote all of it."""
        return self.author.startswith("model:")


def versions(case: CaseStore) -> tuple[Version, ...]:
    """All of them, oldest first. What one person typed into one sentence within `TYPED_S` is one version, its last."""
    found: list[Version] = []
    typed: tuple[str, str, str] | None = None
    began = ""
    log = {entry.number: entry for kind in (ReportDraft.kind, SignedReport.kind) for entry in case.log_of(kind)}
    for _, entry in sorted(log.items()):
        for change in entry.to_edit().changes:
            if not isinstance(change, Swap):
                continue
            if isinstance(change.after, SignedReport):
                found.append(Version(entry.number, entry.at, entry.author, entry.label, change.after.draft, change.after.version))
                typed = None
            elif isinstance(change.after, ReportDraft):
                before = change.before if isinstance(change.before, ReportDraft) else None
                here = _typed_in(entry.label, entry.author, before, change.after)
                version = Version(entry.number, entry.at, entry.author, entry.label, change.after)
                if here is not None and here == typed and _seconds(began, entry.at) < TYPED_S:
                    found[-1] = version
                else:
                    found.append(version)
                    began = entry.at
                typed = here
    return tuple(found)


def first_draft(found: Sequence[Version], until: Version) -> Version | None:
    """What the templates or a model wrote last, before a version or as that version."""
    written = [one for one in found if one.is_model and one.number <= until.number and not one.label.startswith(("Undo", "Redo"))]
    return written[-1] if written else None


def brought_back(version: Version, current: ReportDraft | None, author: str) -> Edit:
    """The version takes the place of the draft of now; undo takes that back. Raises `KnownError` where nothing differs."""
    draft = version.draft if current is None else replace(version.draft, id=current.id)
    if draft == current:
        raise KnownError("The report reads like this now.")
    return Edit("Bring back a version of the report", author, (Swap(current, draft),))


def compare_drafts(before: ReportDraft, after: ReportDraft) -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """Section by section, in the later draft's order: its title, and its text with what was added and removed."""
    old = {section.title: section for section in before.sections}
    titles = [section.title for section in after.sections] + [one.title for one in before.sections if one.title not in {row.title for row in after.sections}]
    new = {section.title: section for section in after.sections}
    rows = []
    for title in titles:
        texts = ["\n".join(row.text for row in side[title].sentences) if title in side else "" for side in (old, new)]
        rows.append((title, compare_texts(*texts)))
    return tuple(rows)


def compare_texts(before: str, after: str) -> tuple[Piece, ...]:
    """Word by word; a number with its decimals is one word."""
    return tuple(_pieces(_TOKEN.findall(before), _TOKEN.findall(after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    removed = added = ""
    steps = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (tag, a, b, c, d) in enumerate(steps):
        same = "".join(after[c:d])
        if tag != "equal":
            removed, added = removed + "".join(before[a:b]), added + same
        elif same == " " and 0 < at < len(steps) - 1:  # a space between two changed words belongs to them
            removed, added = removed + same, added + same
        else:
            yield from _changed(removed, added)
            yield "same", same
            removed = added = ""
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield "removed", removed
    if added:
        yield "added", added


def _seconds(began: str, ended: str) -> float:
    return (datetime.fromisoformat(ended) - datetime.fromisoformat(began)).total_seconds()


def _typed_in(label: str, author: str, before: ReportDraft | None, after: ReportDraft) -> tuple[str, str, str] | None:
    """Who typed into which sentence; None for any other kind of change."""
    if before is None or label != "Edit sentence":
        return None
    old = {row.id: row.text for row in before.sentences}
    changed = [row.id for row in after.sentences if old.get(row.id) != row.text]
    return (label, author, changed[0]) if len(changed) == 1 else None
