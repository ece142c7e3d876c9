"""The languages a report can be written in: ``resources/report_templates/languages`` as values.

English is the language of the lexicon and of ``phrases.toml``; the others have their patterns, names and nouns in a
file of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from viewer.case.errors import KnownError

ENGLISH = "en"
LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
"""Codes of the languages, with the names their readers use."""

_POINT = re.compile(r"(?<=\d)\.(?=\d)")


@dataclass(frozen=True, slots=True)
class Noun:
    """A thing or a place in one language. `gender` is m, f or n; `plural_only` for "Varizen".

    `bare` nouns stand without an indefinite article, `aspirated` ones are not elided before ("la hernie"). For
    German `plural` of a place is the dative, `genitive` and `preposition` what their names say.
    """

    text: str
    gender: str
    plural: str = ""
    genitive: str = ""
    preposition: str = ""
    plural_only: bool = False
    bare: bool = False
    aspirated: bool = False


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language other than English, as its file has it."""

    code: str
    sentences: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    words: Mapping[str, str]
    changed: Mapping[str, tuple[str, str]]
    modalities: Mapping[str, str]
    body_parts: Mapping[str, str]
    headings: Mapping[str, str]
    findings: Mapping[str, Noun]
    anatomy: Mapping[str, Noun]
    gloss: Mapping[str, str]
    months: tuple[str, ...]
    counts: tuple[str, ...]
    date_pattern: str
    at_level: frozenset[str]

    def number(self, text: str) -> str:
        """A text with its decimal points as commas, and its units as this language abbreviates them."""
        return _POINT.sub(",", text).replace(" HU", f" {self.words['HU']}")

    def date(self, day: str) -> str:
        """``20251114`` as one says it; what is no date comes back as it is."""
        if len(day) != 8 or not day.isdigit() or not 1 <= int(day[4:6]) <= 12:
            return day
        number = "1er" if self.code == "fr" and day[6:] == "01" else str(int(day[6:]))
        return self.date_pattern.format(day=number, month=self.months[int(day[4:6]) - 1], year=day[:4])

    def count(self, number: int) -> str:
        """``drei``; digits above twelve."""
        return self.counts[number] if 0 <= number < len(self.counts) else str(number)


def check_language(code: str) -> str:
    """The code itself. Raises `KnownError` for a language that no report can be written in."""
    if code not in LANGUAGES:
        raise KnownError(f"No report can be written in {code!r}.", f"Languages: {', '.join(LANGUAGES)}.")
    return code


@cache
def tongue(code: str) -> Tongue:
    """A language other than English, read once."""
    path = resources.path("report_templates", "languages", f"{code}.toml")
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Tongue(
        code,
        {kind: tuple(patterns) for kind, patterns in data["sentences"].items()},
        data["titles"],
        data["words"],
        {state: (dated, undated) for state, (dated, undated) in data["changed"].items()},
        data["modalities"],
        data["body_parts"],
        data["headings"],
        {name: noun(entry) for name, entry in data["findings"].items()},
        {name: noun(entry) for name, entry in data["anatomy"].items()},
        data["gloss"],
        tuple(data["months"]),
        tuple(data["counts"]),
        data["date"],
        frozenset(data.get("at_level", ())),
    )


def noun(entry: str) -> Noun:
    """``"Rundherd|m|Rundherde"`` as a value; the files say what the parts mean."""
    text, gender, plural, genitive, preposition = (*entry.split("|"), "", "", "", "")[:5]
    plural_only = gender.rstrip("-") in ("p", "mp", "fp")
    return Noun(
        text.rstrip("!"), gender[0], plural, genitive, preposition, plural_only, gender.endswith("-"), text.endswith("!")
    )
