"""The words of radiology that Lightbox knows: ``resources/terms`` as one value."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import resources
from inference.report.levels import numbered_part
from inference.report.phrasebook import Match, PhraseBook, Token, lowered, plural, words
from viewer.case.terms import LEFT_LUNG, LUNG, RIGHT_LUNG, Code

_PLURALS = ("calculi", "foci", "emboli", "thrombi", "bullae", "diverticula", "aneurysmata")
WORD_SCHEME = "99LIGHTBOX"
"""Coding scheme of words that no coded term stands for (a private designator, DICOM PS3.16 section 8)."""


@dataclass(frozen=True, slots=True)
class FindingTerm:
    """A thing that can be found. `weight` is its rank in an impression; `organ` the one its name implies."""

    name: str
    words: tuple[str, ...]
    kind_of: str
    organ: str
    mass: bool
    weight: float
    code: Code | None
    patterns: tuple[re.Pattern[str], ...]
    fluid: bool
    placed: bool
    misspelt: bool


@dataclass(frozen=True, slots=True)
class AnatomyTerm:
    """A place. `organ` is itself, or the organ it is a part of; empty for a zone of any organ."""

    name: str
    words: tuple[str, ...]
    organ: str
    zone: str
    paired: bool
    sex: str
    heading: str
    adjective: str
    region: bool
    near: tuple[str, ...]
    order: int
    code: Code | None
    only: str = ""
    """The side of a place that there is only on one side (the lingula)."""
    one_of_many: bool = False
    """Whether a body has many such places, so that one is "a rib" and not "the rib"."""
    parts: frozenset[str] = frozenset()
    """Those of its words that name only a part of it ("femoral neck" of the hip)."""


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A property that only a fact can bear: in its own words (`words`), or by being one of the terms `implied_by`."""

    name: str
    words: tuple[str, ...]
    implied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms, and the phrase books that find them."""

    findings: Mapping[str, FindingTerm]
    anatomy: Mapping[str, AnatomyTerm]
    finding_book: PhraseBook[str]
    misspelt: Mapping[str, str]
    anatomy_book: PhraseBook[str]
    side_book: PhraseBook[str]
    descriptor_book: PhraseBook[str]
    descriptors: Mapping[str, Descriptor]
    cue_books: Mapping[str, PhraseBook[str]]
    cue_patterns: Mapping[str, tuple[tuple[str, re.Pattern[str]], ...]]
    counts: Mapping[str, int]
    regions: Mapping[str, frozenset[str]]
    """Words for a part of the body ("chest") and the headings of the organs in it."""

    def heading_of(self, organ: str) -> str:
        """The group of organs that a report puts an organ under; empty for an unknown one."""
        return self.anatomy[organ].heading if organ in self.anatomy else ""

    def find_cues(self, table: str, text: str, tokens: tuple[Token, ...]) -> list[Match[str]]:
        """The cues of a table of ``cues.toml``: its phrases and its patterns, the longer of two that overlap."""
        found = self.cue_books[table].find(text, tokens)
        for kind, pattern in self.cue_patterns.get(table, ()):
            for match in pattern.finditer(text):
                cue = Match(kind, match.start(), match.end())
                found = [other for other in found if not (cue.start <= other.start and other.end <= cue.end)]
                found.append(cue)
        return found

    def is_treated(self, behind: str) -> bool:
        """Whether the text right behind a finding says that it was operated on ("hernia repair")."""
        return any(pattern.match(behind) for _, pattern in self.cue_patterns["context.after"])

    def is_placed(self, name: str) -> bool:
        """Whether people put it there, so that it can be removed (a tube)."""
        return name in self.findings and self.findings[name].placed

    def is_fluid(self, name: str) -> bool:
        """Whether a finding is filled with fluid, so that "no solid lesion" does not deny it."""
        return name in self.findings and self.findings[name].fluid

    def is_benign(self, name: str) -> bool:
        """Whether a finding is of no consequence by itself, so that "no significant abnormality" leaves room for it."""
        return name in self.findings and self.findings[name].weight <= 0.1

    def find_findings(self, text: str, tokens: tuple[Token, ...]) -> list[Match[str]]:
        """Finding words in reading order; of two that overlap the longer stays."""
        lower = lowered(text)
        matches = self.finding_book.find(text, tokens)
        matches += [Match("", match.start, match.end) for match in self.cue_books["no_finding"].find(text, tokens)]
        matches += [Match(self.misspelt[word.text], word.start, word.end) for word in tokens if word.text in self.misspelt]
        for term in self.findings.values():
            for pattern in term.patterns:
                matches += [Match(term.name, found.start(), found.end()) for found in pattern.finditer(lower)]
        kept: list[Match[str]] = []
        for match in sorted(matches, key=lambda match: match.start - match.end):
            if not any(match.overlaps(other) for other in kept):
                kept.append(match)
        return sorted((match for match in kept if match.value), key=lambda match: match.start)

    def is_plural(self, name: str, written: str) -> bool:
        """Whether a finding's word, as written, is a plural of things that can be counted."""
        last = written.lower().split()[-1] if written.split() else ""
        singular = last.endswith(("ss", "us", "sis", "ites", "osis"))
        return not self.findings[name].mass and (last in _PLURALS or (last.endswith("s") and not singular))

    def is_kind_of(self, narrow: str, wide: str) -> bool:
        """Whether every `narrow` is a `wide` ("granuloma" is a "nodule" is a "lesion")."""
        while narrow:
            if narrow == wide:
                return True
            term = self.findings.get(narrow)
            narrow = term.kind_of if term else ""
        return False

    def finding_of(self, code: Code) -> str:
        """The term for a coded finding: by code, else by its meaning; else the meaning itself, lower case."""
        for term in self.findings.values():
            if term.code == code:
                return term.name
        found = self.find_findings(code.meaning, words(code.meaning))
        return found[-1].value if found else code.meaning.strip().lower()

    def anatomy_of(self, code: Code) -> str:
        """The term for a coded place; the most specific one in its meaning; else the meaning, lower case."""
        for term in self.anatomy.values():
            if term.code == code:
                return term.name
        found = [match.value for match in self.anatomy_book.find(code.meaning, words(code.meaning))]
        parts = [name for name in found if self.anatomy[name].organ != name]
        return (parts or found or [code.meaning.strip().lower()])[0]

    def part_named(self, text: str, anatomy: str) -> str:
        """The words in which a text names only a part of a place, or one of its levels ("L4-L5"); empty for the whole."""
        term = self.anatomy.get(anatomy)
        if term is None:
            return ""
        numbered = numbered_part(text, term.organ)
        if numbered:
            return numbered
        found = [text[match.start : match.end] for match in self.anatomy_book.find(text, words(text)) if match.value == anatomy]
        part = next((part for part in found if part.lower() in term.parts), "")
        return part.upper() if len(part) <= 3 else part.lower()

    def same_region(self, organ: str, other: str) -> bool:
        """Whether two organ names may stand for one place ("pleura" and "lung", "bone" and "rib")."""
        first, second = self.anatomy.get(organ), self.anatomy.get(other)
        if organ == other or first is None or second is None:
            return organ == other
        return other in first.near or organ in second.near or first.region or second.region

    def organ_of(self, anatomy: str) -> str:
        """The organ that a place belongs to; a word that is not in the list is its own organ."""
        term = self.anatomy.get(anatomy)
        return term.organ if term else anatomy


def find_side(text: str) -> str:
    """The side that a text names, or ''."""
    sides = {match.value for match in lexicon().side_book.find(text, words(text))} - {"none"}
    if {"left", "right"} <= sides:
        return "bilateral"
    return next(iter(sides)) if len(sides) == 1 else ""


@lru_cache(maxsize=8)
def lexicon(more_findings: frozenset[str] = frozenset(), more_anatomy: frozenset[str] = frozenset()) -> Lexicon:
    """The lexicon, read once; with further words (of a fact table) that are then found in texts like its own."""
    finding_rows, anatomy_rows, cues = (_read(name) for name in ("findings", "anatomy", "cues"))
    finding_rows |= {name: {"words": [], "weight": 0.5} for name in sorted(more_findings) if words(name)}
    anatomy_rows |= {name: {"words": []} for name in sorted(more_anatomy) if words(name)}
    findings = {name: _finding(name, row) for name, row in finding_rows.items()}
    anatomy = {name: _place(name, row, order) for order, (name, row) in enumerate(anatomy_rows.items())}
    finding_book, anatomy_book, side_book = PhraseBook[str](), PhraseBook[str](), PhraseBook[str]()
    for book, terms in ((finding_book, findings), (anatomy_book, anatomy)):
        for term in terms.values():
            book.add((term.name, plural(term.name)), term.name)
    for book, terms in ((finding_book, findings), (anatomy_book, anatomy)):
        for term in terms.values():
            book.add(term.words, term.name)
            book.add((plural(word) for word in term.words), term.name)
    known = finding_book.all_words() | anatomy_book.all_words()
    misspelt = {
        form: finding.name
        for finding in findings.values()
        if finding.misspelt
        for form in _misspelt(finding.name)
        if form not in known
    }
    for side, phrases in cues["sides"].items():
        side_book.add(phrases, side)
    books = {}
    for kind, phrases in cues["negation"].items():
        books[f"negation.{kind}"] = PhraseBook[str]()
        books[f"negation.{kind}"].add(phrases, kind)
    for table in ("certainty", "certainty_after", "context", "change", "comparison", "normal", "no_finding"):
        books[table] = PhraseBook[str]()
        for name, phrases in cues[table].items():
            books[table].add(phrases, name)
    descriptors = {
        name: Descriptor(name, (name, *row["words"]), tuple(row.get("implied_by", ())))
        for name, row in _read("descriptors").items()
    }
    descriptor_book = PhraseBook[str]()
    for descriptor in descriptors.values():
        descriptor_book.add(descriptor.words, descriptor.name)
    return Lexicon(
        findings, anatomy, finding_book, misspelt, anatomy_book, side_book, descriptor_book, descriptors, books, _patterns(cues), cues["counts"],
        {name: frozenset(headings) for name, headings in cues["regions"].items()},
    )  # fmt: skip


@cache
def _misspelt(name: str) -> frozenset[str]:
    """A long word, its last part for a name of several, with one letter missing, added, wrong, or two swapped."""
    word = name.split()[-1]
    rows = [(word[:i], word[i:]) for i in range(1, len(word) + 1)]
    letters = string.ascii_lowercase
    found = {a + b[1:] for a, b in rows} | {a + b[1] + b[0] + b[2:] for a, b in rows if len(b) > 1}
    found |= {a + letter + rest for a, b in rows for letter in letters for rest in (b, b[1:])}
    return frozenset(found | {plural(form) for form in found}) - {word} if len(word) >= 8 else frozenset()


def _patterns(cues: Mapping[str, Any]) -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """The patterns of each table, under the name of the phrase book that they belong with."""
    found: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {}
    for table, rows in cues.items():
        if table.endswith("_patterns"):
            for kind, patterns in rows.items():
                base = table.removesuffix("_patterns")
                name = base if kind in cues[base] and base != "negation" else f"{base}.{kind}"
                found[name] = (*found.get(name, ()), *((kind, re.compile(pattern, re.IGNORECASE)) for pattern in patterns))
    return found


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.path("terms", f"{name}.toml").read_text(encoding="utf-8"))


def _code(name: str, row: Mapping[str, Any]) -> Code | None:
    scheme, value = row.get("code", ("", ""))
    return Code(scheme, value, name.capitalize()) if value else None


def _finding(name: str, row: Mapping[str, Any]) -> FindingTerm:
    patterns = tuple(re.compile(pattern) for pattern in row.get("regex", ()))
    return FindingTerm(
        name,
        tuple(row["words"]),
        row.get("kind_of", ""),
        row.get("organ", ""),
        row.get("mass", False),
        row["weight"],
        _code(name, row),
        patterns,
        row.get("fluid", False),
        row.get("placed", False),
        row.get("misspelt", False),
    )


def _place(name: str, row: Mapping[str, Any], order: int) -> AnatomyTerm:
    organ = "" if row.get("any_organ") else row.get("part_of", name)
    return AnatomyTerm(
        name,
        (*row["words"], *row.get("parts", ())),
        organ,
        row.get("zone", ""),
        row.get("paired", False),
        row.get("sex", ""),
        row.get("heading", ""),
        row.get("adjective", ""),
        row.get("region", False),
        tuple(row.get("near", ())),
        order,
        _code(name, row),
        row.get("only", ""),
        row.get("one_of_many", False),
        frozenset(row.get("parts", ())),
    )


@cache
def lung_codes() -> frozenset[Code]:
    """Both lungs, either one, and their parts: what is in a lobe is in the lung."""
    parts = (term.code for term in lexicon().anatomy.values() if term.organ == "lung" and term.code is not None)
    return frozenset((LUNG, LEFT_LUNG, RIGHT_LUNG, *parts))
