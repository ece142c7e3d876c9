"""How long the report is, beside how long the reader's own reports in its template are: said quietly, never asked for."""

from __future__ import annotations

from statistics import median

from desktop.desk import Desk
from viewer.case.report import ReportDraft, SignedReport

NEWEST, LEAST = 50, 3
"""Signed reports that are looked at, and that it takes to speak of a habit."""


class ReportLength:
    """Reads the signed reports of a template once, and again when another report is signed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._of: tuple[object, ...] = ()
        self._median = 0

    def words(self, draft: ReportDraft) -> int:
        return count_words(draft.text)

    def usual(self, draft: ReportDraft, signed: SignedReport | None) -> int:
        """The median of the reader's own reports in this template; 0 where there are too few."""
        name = self._desk.settings.reader_name
        key = (draft.template_id, name, signed.id if signed is not None else "")
        if key != self._of:
            texts = self._desk.library.signed_texts(draft.template_id, name, NEWEST) if name else ()
            self._of, self._median = key, round(median(count_words(text) for text in texts)) if len(texts) >= LEAST else 0
        return self._median


def count_words(text: str) -> int:
    """Words with a letter: no numbers, and no lines of tables."""
    return sum(any(letter.isalpha() for letter in word) for word in text.split())
