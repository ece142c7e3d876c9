"""The places of the body that phrases name: `resources/terms/places.toml` as one value, and which of them a phrase means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from inference.report.lexicon import find_side
from inference.report.phrasebook import Match, PhraseBook, plural, words
from viewer.case.segmentation import Label
from viewer.case.terms import LEFT_LUNG, LUNG, RIGHT_LUNG, Code

Rule = tuple[str | float, ...]
_LEFT_OUT = re.compile(r"\b(?:the|a|an|left|right|bilateral|its|of|in|at|within)\b", re.IGNORECASE)
_WIDER = {LEFT_LUNG: LUNG, RIGHT_LUNG: LUNG}
"""Structures whose side is in their code."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `rule` says how it is worked out of the outline of `part_of`; empty where only its own outline will do.

    `code` is None for a part that has none in the standard; `side` is left or right where it lies on one side only.
    """

    name: str
    words: tuple[str, ...]
    code: Code | None
    part_of: str
    paired: bool
    side: str
    rule: Rule


@dataclass(frozen=True, slots=True)
class Target:
    """What a phrase points at: a place, a part of it (a place of the table `zones`) or none, and a side or ''."""

    place: Place
    zone: Place | None
    side: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All places by name, the parts that any organ may have, and the books that find them in a phrase."""

    places: Mapping[str, Place]
    zones: Mapping[str, Place]
    _book: PhraseBook[str]
    _bare: PhraseBook[str]
    _zones: PhraseBook[str]

    def find(self, phrase: str) -> Target | None:
        """The place that a phrase names by the most words, None where it names none.

        Small words and sides between are passed over: "upper pole of the left kidney" is the upper pole of kidney.
        """
        bare = _without_small(phrase)
        found = [_longest(text, book.find(text, words(text))) for text, book in ((phrase, self._book), (bare, self._bare))]
        rows = [(length, name, rest) for matches, rest in found for length, name in matches]
        if not rows:
            return None
        wholes = {whole for _, name, _ in rows for whole in self.wholes_of(self.places[name])}
        _, name, rest = max((row for row in rows if row[1] not in wholes), key=lambda row: row[0])
        place = self.places[name]
        zones = self._zones.find(rest, words(rest))
        side = place.side or find_side(phrase)
        return Target(place, self.zones[zones[0].value] if zones else None, side if side in ("left", "right") else "")

    def wholes_of(self, place: Place) -> tuple[str, ...]:
        """The names of what a place is part of, the next larger first."""
        found: list[str] = []
        while place.part_of:
            found.append(place.part_of)
            place = self.places[place.part_of]
        return tuple(found)

    def of_label(self, label: Label) -> Place | None:
        """The place that an outline shows, by its code."""
        wanted = _WIDER.get(label.code, label.code)
        return next((place for place in self.places.values() if place.code == wanted), None)

    def shows(self, label: Label, place: Place, side: str = "") -> bool:
        """Whether an outline is of a place, and of a side where one is meant."""
        if place.code is None or _WIDER.get(label.code, label.code) != place.code:
            return False
        return not side or label.side == side or not place.paired


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    raw = tomllib.loads(resources.path("terms", "places.toml").read_text(encoding="utf-8"))
    places = {name: _place(name, row) for name, row in raw["places"].items()}
    zones = {name: _place(name, row) for name, row in raw["zones"].items()}
    book, bare, parts = PhraseBook[str](), PhraseBook[str](), PhraseBook[str]()
    for names, table in ((places, book), (zones, parts)):
        for place in names.values():
            table.add((place.name, plural(place.name), *place.words, *map(plural, place.words)), place.name)
    for place in places.values():
        bare.add((text for text in map(_without_small, (place.name, plural(place.name), *place.words)) if words(text)), place.name)
    return Vocabulary(places, zones, book, bare, parts)


def _longest(text: str, matches: Sequence[Match[str]]) -> tuple[list[tuple[int, str]], str]:
    """How long each match is and what it means, and the text without them."""
    rest = text
    for match in reversed(matches):
        rest = rest[: match.start] + rest[match.end :]
    return [(match.end - match.start, match.value) for match in matches], rest


def _without_small(text: str) -> str:
    return " ".join(_LEFT_OUT.sub(" ", text).split())


def _place(name: str, row: Mapping[str, Any]) -> Place:
    code = Code("SCT", row["code"], row["meaning"]) if "code" in row else None
    rule = tuple(part if isinstance(part, str) else float(part) for part in row.get("rule", ()))
    return Place(name, tuple(row["words"]), code, row.get("part_of", ""), row.get("paired", False), row.get("side", ""), rule)
