"""Finds the phrases of a word list in a text: longest first, whole words, hyphen or space alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Generic, TypeVar

V = TypeVar("V")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_BETWEEN = re.compile(r"[\s\-/]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A lower-case word and its place in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match(Generic[V]):
    """A phrase of the book in a text; `start` and `end` are characters, half-open."""

    value: V
    start: int
    end: int

    def overlaps(self, other: Match[Any]) -> bool:
        return self.start < other.end and other.start < self.end


def words(text: str) -> tuple[Token, ...]:
    """The words of a text, lower case."""
    return tuple(Token(found.group(), found.start(), found.end()) for found in _WORD.finditer(lowered(text)))


def lowered(text: str) -> str:
    """A text in lower case, character for character: those whose small letter is two ("İ") stay."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plural(word: str) -> str:
    """The regular English plural of the last word of a phrase."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("sis"):
        return word[:-2] + "es"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"


@dataclass(slots=True)
class PhraseBook(Generic[V]):
    """Phrases and what each stands for. Where two phrases share words, the longest that comes first wins."""

    _by_first: dict[str, list[tuple[tuple[str, ...], V]]] = field(default_factory=dict)

    def add(self, phrases: Iterable[str], value: V) -> None:
        for phrase in phrases:
            key = tuple(token.text for token in words(phrase))
            row = self._by_first.setdefault(key[0], [])
            if all(known != key for known, _ in row):
                row.append((key, value))
                row.sort(key=lambda entry: -len(entry[0]))

    def all_words(self) -> set[str]:
        """Every word of its phrases."""
        return {word for rows in self._by_first.values() for key, _ in rows for word in key}

    def find(self, text: str, tokens: tuple[Token, ...]) -> list[Match[V]]:
        """Matches that do not overlap, in reading order. Words of a phrase are joined by space, hyphen or slash."""
        found: list[Match[V]] = []
        index = 0
        while index < len(tokens):
            match, length = self._longest_at(text, tokens, index)
            if match is not None:
                found.append(match)
            index += length
        return found

    def _longest_at(self, text: str, tokens: tuple[Token, ...], index: int) -> tuple[Match[V] | None, int]:
        for key, value in self._by_first.get(tokens[index].text, ()):
            part = tokens[index : index + len(key)]
            if tuple(token.text for token in part) != key:
                continue
            gaps = (text[a.end : b.start] for a, b in pairwise(part))
            if all(_BETWEEN.fullmatch(gap) for gap in gaps):
                return Match(value, part[0].start, part[-1].end), len(key)
        return None, 1
