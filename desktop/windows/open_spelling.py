"""Spelling of the open report: word lists come from a thread, one language at a time; the reader's own from the table."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.desk import Desk
from desktop.store.phrases import PhraseTable
from desktop.windows.main_window import MainWindow

if TYPE_CHECKING:
    from inference.report.spelling import Speller


class OpenSpelling:
    """Finds nothing until the list of the report's language is there."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self._desk, self._editor = desk, window.reading.report
        self._spellers: dict[str, Speller] = {}
        self._asked: set[str] = set()
        self._mine: frozenset[str] = frozenset()
        self._on = desk.settings.check_spelling
        self._editor.set_spelling(self)
        window.commands.actions["report.spelling"].triggered.connect(self.show)

    def show(self) -> None:
        """Look again which language the report has, and whether misspelt words are to be marked."""
        draft, on = self._desk.draft, self._desk.settings.check_spelling
        if on != self._on:
            self._on = on
            self._editor.respell()
        if draft is not None and self._desk.settings.check_spelling and draft.language not in self._asked:
            self._asked.add(draft.language)
            self._mine = PhraseTable(self._desk.library.folder).own_words()
            threading.Thread(target=self._load, args=(draft.language,), daemon=True).start()

    def find_wrong(self, text: str) -> Sequence[tuple[int, int]]:
        speller = self._speller
        return () if speller is None else speller.find_wrong(text, self._mine)

    def suggest(self, word: str) -> Sequence[str]:
        speller = self._speller
        return () if speller is None else speller.suggest(word)

    def keep(self, word: str) -> None:
        PhraseTable(self._desk.library.folder).keep_word(word)
        self._mine = self._mine | {word.lower()}
        self._editor.respell()

    def is_mine(self, word: str) -> bool:
        return word.lower() in self._mine

    def forget(self, word: str) -> None:
        PhraseTable(self._desk.library.folder).drop_word(word)
        self._mine = self._mine - {word.lower()}
        self._editor.respell()

    @property
    def _speller(self) -> Speller | None:
        draft = self._desk.draft
        return self._spellers.get(draft.language) if draft is not None and self._desk.settings.check_spelling else None

    def _load(self, language: str) -> None:
        from inference.report.spelling import speller

        found = speller(language)
        self._desk.jobs.call_main(lambda: self._take(language, found))

    def _take(self, language: str, found: Speller) -> None:
        self._spellers[language] = found
        self._editor.respell()
