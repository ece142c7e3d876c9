"""The reader's own words: short words that stand for longer texts, and sentences learned from what was signed.

Both are tables of ``phrases.db`` in the library's folder, which anybody may read with SQLite; nothing of them leaves it.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft

FILE = "phrases.db"
LEAST_WORDS, MOST_WORDS = 3, 40
_TABLES = """
CREATE TABLE IF NOT EXISTS autotext (short TEXT PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS spelled (word TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS learned (text TEXT, language TEXT, used INTEGER NOT NULL, last TEXT NOT NULL, PRIMARY KEY (text, language));
"""
_SHORT = re.compile(r"\S{1,24}")
_TELLING = re.compile(r"\d|\[|\b(?:Dr|Prof|Mr|Mrs|Ms|Herr|Frau|Sra?|Mme|M)\b\.?", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Learned:
    """A sentence that the reader signed, how often, and on which day last (ISO)."""

    text: str
    language: str
    used: int
    last: str


class PhraseTable:
    """Reads and writes the file; each call is one short transaction, so that several windows may share it."""

    def __init__(self, library: Path) -> None:
        self.path = library / FILE

    def autotexts(self) -> dict[str, str]:
        """The texts by their short words."""
        return {str(short): str(text) for short, text in self._rows("SELECT short, text FROM autotext ORDER BY short")}

    def text_of(self, short: str) -> str:
        """What a short word stands for, capitals or not; empty for none."""
        rows = self._rows("SELECT text FROM autotext WHERE short = ? COLLATE NOCASE", short)
        return str(rows[0][0]) if rows else ""

    def keep(self, short: str, text: str) -> None:
        """Let a short word stand for a text. Raises `KnownError` for one that is no single word, or without a text."""
        if not _SHORT.fullmatch(short):
            raise KnownError("A short word has no space and at most 24 letters.")
        if not text.strip():
            raise KnownError("The text behind a short word cannot be empty.")
        self._write("INSERT OR REPLACE INTO autotext VALUES (?, ?)", [(short, " ".join(text.split()))])

    def drop(self, short: str) -> None:
        self._write("DELETE FROM autotext WHERE short = ?", [(short,)])

    def own_words(self) -> frozenset[str]:
        """Words that the reader said are spelled right, in small letters; of a file from before there were any, none."""
        if not self._rows("SELECT 1 FROM sqlite_master WHERE name = 'spelled'"):
            return frozenset()
        return frozenset(str(row[0]) for row in self._rows("SELECT word FROM spelled"))

    def keep_word(self, word: str) -> None:
        """Take a word for spelled right from now on."""
        self._write("INSERT OR IGNORE INTO spelled VALUES (?)", [(word.lower(),)])

    def drop_word(self, word: str) -> None:
        self._write("DELETE FROM spelled WHERE word = ?", [(word.lower(),)])

    def learn(self, draft: ReportDraft, private: Iterable[str]) -> int:
        """Remember what the reader wrote in a report that is signed now; returns how many sentences.

        Only whole sentences without a number, a date, a title or one of the `private` words (the patient's names) are.
        """
        words = {word.lower() for one in private for word in re.findall(r"[^\W\d_]{2,}", one)}
        texts = {
            row.text for row in draft.sentences
            if not row.source.is_model and LEAST_WORDS <= len(row.text.split()) <= MOST_WORDS and not _TELLING.search(row.text)
            and not words & {word.lower() for word in re.findall(r"[^\W\d_]+", row.text)}
        }  # fmt: skip
        today = datetime.now(UTC).date().isoformat()
        self._write(
            "INSERT INTO learned VALUES (?, ?, 1, ?) ON CONFLICT (text, language) DO UPDATE SET used = used + 1, last = excluded.last",
            [(text, draft.language, today) for text in sorted(texts)],
        )
        return len(texts)

    def learned(self) -> tuple[Learned, ...]:
        """All of them, those used most first."""
        rows = self._rows("SELECT text, language, used, last FROM learned ORDER BY used DESC, last DESC, text")
        return tuple(Learned(str(text), str(language), int(used), str(last)) for text, language, used, last in rows)

    def beginning(self, start: str, language: str, most: int = 5) -> tuple[str, ...]:
        """Learned sentences that begin like this, in this language."""
        rows = self._rows(
            "SELECT text FROM learned WHERE language = ? AND substr(text, 1, ?) = ? COLLATE NOCASE AND text <> ? ORDER BY used DESC, last DESC LIMIT ?",
            language, len(start), start, start, most,
        )  # fmt: skip
        return tuple(str(row[0]) for row in rows)

    def forget(self, text: str, language: str) -> None:
        self._write("DELETE FROM learned WHERE text = ? AND language = ?", [(text, language)])

    def forget_all(self) -> None:
        """Forget every learned sentence; the short words stay."""
        self._write("DELETE FROM learned", [()])

    def _rows(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        if not self.path.is_file():
            return []
        with self._open() as db:
            return list(db.execute(question, values))

    def _write(self, order: str, rows: Iterable[tuple[object, ...]]) -> None:
        with self._open() as db:
            db.executemany(order, rows)

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            db = sqlite3.connect(self.path, timeout=5)
            try:
                with db:
                    db.executescript(_TABLES)
                    db.execute("PRAGMA secure_delete = ON")  # what is forgotten is gone from the file as well
                    yield db
            finally:
                db.close()
        except sqlite3.Error as error:
            raise KnownError(f"The table of phrases {self.path} cannot be used: {error}.", "Move it away to begin a new one.") from error
