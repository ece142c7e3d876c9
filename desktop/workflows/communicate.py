"""The communication log of critical results, as the reader writes an entry in a line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from viewer.case.communication import Communication
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by, new_id, now

TITLE = "Communication"
_WAYS = {
    r"telephone|phone[d]?|call(?:ed)?|tel\.?": "telephone", r"in person|face to face|personally": "in person",
    r"message|e-?mail|secure message|chat|pager|paged": "message", r"video(?: call)?": "video call",
}  # fmt: skip
_READ_BACK = re.compile(r"\b(?P<no>no|not|without)?\s*read[ -]?back\b", re.IGNORECASE)
_AT = re.compile(r"\bat (?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)\b", re.IGNORECASE)


def communication_from(text: str, result: str, author: str) -> Edit:
    """``Dr Meyer, phone, at 14:05, read back`` as an entry about `result`.

    The time is that of the reader's clock, today; without one it is now. Raises KnownError where nobody is named or
    no way is given.
    """
    back = _READ_BACK.search(text)
    at = _AT.search(text)
    way, rest = "", text
    for pattern, name in _WAYS.items():
        found = re.search(rf"\b(?:by |via )?(?:{pattern})(?=\W|$)", rest, re.IGNORECASE)
        if found and not way:
            way, rest = name, rest[: found.start()] + rest[found.end() :]
    rest = _AT.sub("", _READ_BACK.sub("", rest))
    told = " ".join(part for part in (" ".join(piece.split()) for piece in rest.split(",")) if part and part.lower() not in ("and", "not"))
    if not told or not way:
        raise KnownError("Say who was told and how.", "For example: Dr Meyer, phone, read back.")
    when = now()
    if at is not None:
        local = datetime.now().astimezone().replace(hour=int(at["hour"]), minute=int(at["minute"]), second=0, microsecond=0)
        when = local.astimezone(UTC).isoformat(timespec="milliseconds")
    made = Communication(new_id(), result, told, when, way, back is not None and back["no"] is None, by(author))
    return Edit("Log communication", author, (Swap(None, made),))


def with_communication(edit: Edit, draft: ReportDraft | None) -> Edit:
    """The entry, and its line in the last section of the draft, where there is one: so it is signed and exported."""
    swap = next(change for change in edit.changes if isinstance(change, Swap))
    entry = swap.after
    if draft is None or not isinstance(entry, Communication):
        return edit
    line = Sentence(new_id(), entry.text, (), (), entry.source)
    rest = [section for section in draft.sections if section.title != TITLE]
    before = [row for section in draft.sections if section.title == TITLE for row in section.sentences]
    made = replace(draft, sections=(*rest, Section(TITLE, (*before, line))))
    return replace(edit, changes=(*edit.changes, Swap(draft, made)))
