"""How findings look on CT, and what a phrase asks for: kind, density, size, shape, edge. `resources/terms/looks.toml` as values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import resources
from inference.report.assertion import Assertion
from inference.report.lexicon import lexicon
from inference.report.phrasebook import PhraseBook, words

Contrast = Literal["darker", "brighter", "either"]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of finding looks: darker or brighter than its organ, the HU of its middle, and where it is looked for."""

    contrast: Contrast
    density_hu: Span
    organs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a phrase asks for. `size_mm`, `shape` and `edge` are None or empty where it does not say."""

    finding: str
    look: Look
    size_mm: float | None
    shape: str
    edge: str


@dataclass(frozen=True, slots=True)
class Looks:
    """The whole table, with the books that find its words."""

    kinds: Mapping[str, Look]
    implied: PhraseBook[str]
    densities: Mapping[str, Look]
    density_book: PhraseBook[str]
    shape_book: PhraseBook[str]
    edge_book: PhraseBook[str]

    def wanted(self, row: Assertion) -> Wanted | None:
        """What an assertion asks for; None for a kind of finding of which it is not known how it looks."""
        kind = row.finding
        while kind and kind not in self.kinds:
            kind = lexicon().findings[kind].kind_of
        if not kind:
            return None
        look = self.kinds[kind]
        said = self._found(self.density_book, row.sentence)
        if said:
            density = self.densities[said]
            span = density.density_hu if density.density_hu != (-1000.0, 3000.0) else look.density_hu
            look = Look(density.contrast if density.contrast != "either" else look.contrast, span, look.organs)
        size = row.sizes_mm[0] if row.sizes_mm else None
        return Wanted(row.finding, look, size, self._found(self.shape_book, row.sentence), self._found(self.edge_book, row.sentence))

    def organ_in(self, phrase: str) -> str:
        """The organ that a word of the phrase implies ("nephrolithiasis"), or ''."""
        return self._found(self.implied, phrase)

    @staticmethod
    def _found(book: PhraseBook[str], text: str) -> str:
        found = book.find(text, words(text))
        return found[0].value if found else ""


@cache
def looks() -> Looks:
    """The table, read once."""
    raw = tomllib.loads(resources.path("terms", "looks.toml").read_text(encoding="utf-8"))
    density, shape, edge, implied = (PhraseBook[str]() for _ in range(4))
    for name, row in raw["density"].items():
        density.add(row["words"], name)
    for book, table in ((shape, raw["shape"]), (edge, raw["edge"])):
        for name, names in table.items():
            book.add(names, name)
    for word, organ in raw["implied"].items():
        implied.add((word,), organ)
    kinds = {name: _look(row) for name, row in raw["looks"].items()}
    return Looks(kinds, implied, {name: _look(row) for name, row in raw["density"].items()}, density, shape, edge)


def _look(row: Mapping[str, Any]) -> Look:
    low, high = row["density_hu"]
    return Look(row["contrast"], (float(low), float(high)), tuple(row.get("organs", ())))
