"""Cuts a report's plain text into sections and sentences, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SECTIONS = {
    "indication": ("indication", "clinical indication", "clinical information", "clinical history", "history", "reason for exam", "reason for examination", "reason for study", "clinical question", "clinical details"),
    "technique": ("technique", "procedure", "protocol", "examination", "exam", "study", "method", "methods"),
    "comparison": ("comparison", "comparisons", "comparison study", "prior studies", "priors"),
    "findings": ("findings", "finding", "report", "description", "result", "results"),
    "impression": ("impression", "impressions", "conclusion", "conclusions", "opinion", "summary", "assessment", "interpretation"),
}  # fmt: skip
_NAMES = {name: section for section, names in SECTIONS.items() for name in names}
_HEADING = re.compile(r"^[ \t]*(?:#+ *)?([A-Za-z][A-Za-z /&]{2,40}?)[ \t]*(?::|\n|\r|$)", re.MULTILINE)
_LINE_HEADING = re.compile(r"([A-Z][A-Za-z ,/&]{2,40}):\s")
_END = re.compile(
    r"(?<=[.!?])[\"')\]]*(?=\s+|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)|\n(?=[ \t]*[A-Z][A-Za-z /&]{2,40}:)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|e\.g|i\.e|approx|vs|Prof|St|No|Fig|cf|ca|a\.m|p\.m|resp)|(?:^|\n)\s*\d{1,2})\.$"
)


@dataclass(frozen=True, slots=True)
class TextSentence:
    """One sentence of a plain text: characters ``text[start:end]`` of the whole; `section` is a key of `SECTIONS` or ''.

    `heading` is what its line began with ("Liver" of "Liver: a cyst. No mass."), else empty.
    """

    text: str
    section: str
    start: int
    end: int
    heading: str = ""


def section_of(title: str) -> str:
    """Which kind of section a title names, or ''."""
    return _NAMES.get(" ".join(title.lower().strip(" :").split()), "")


def split_report(text: str) -> list[TextSentence]:
    """Every sentence of a report. Headings ("FINDINGS:" or alone on a line) set the section and are no sentences."""
    marks = [(match.start(), match.end(), section_of(match.group(1))) for match in _HEADING.finditer(text)]
    marks = [mark for mark in marks if mark[2]]
    bounds = [(0, 0, ""), *marks, (len(text), len(text), "")]
    sentences: list[TextSentence] = []
    for (_, start, section), (end, _, _) in pairwise(bounds):
        for first, last in _split(text, start, end):
            found = _LINE_HEADING.match(text, first, last)
            same_line = bool(sentences) and "\n" not in text[sentences[-1].end : first]
            heading = found.group(1) if found else sentences[-1].heading if same_line else ""
            sentences.append(TextSentence(text[first:last], section, first, last, heading))
    return sentences


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _END.finditer(text, start, end):
        if _ABBREVIATION.search(text[first : match.start()]):
            continue
        yield from _trimmed(text, first, match.end())
        first = match.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    part = text[first:last]
    lead = re.match(r"\s*(?:(?:[-*•]|\d{1,2}[.)])\s+)?", part)
    first += lead.end() if lead else 0
    last = first + len(text[first:last].rstrip())
    if last > first and re.search(r"\w", text[first:last]):
        yield first, last
