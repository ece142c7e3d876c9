"""Cuts a report's plain text into sections and sentences, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SECTIONS = {
    "indication": ("indication", "indications", "clinical indication", "clinical information", "clinical history", "clinical data", "clinical statement", "history", "patient history", "medical history", "past medical history", "reason for exam", "reason for examination", "reason for study", "reason for this examination", "reason", "clinical question", "clinical details", "clinical context", "question", "diagnosis", "admitting diagnosis", "symptoms", "signs and symptoms", "fragestellung", "klinische angaben", "motivo del estudio"),
    "technique": ("technique", "procedure", "procedures", "protocol", "examination", "examinations", "exam", "study", "method", "methods", "views", "type of study", "technik", "técnica"),
    "comparison": ("comparison", "comparisons", "comparison study", "comparison studies", "compared to", "prior studies", "priors", "vergleich", "comparación", "comparaison"),
    "communication": ("communication", "communications", "communication of results", "critical results", "critical result communication", "notification"),
    "findings": ("findings", "finding", "report", "description", "result", "results", "observations", "findings and impression", "interpretation of findings", "body", "befund", "befunde", "hallazgos", "résultats"),
    "impression": ("impression", "impressions", "conclusion", "conclusions", "opinion", "summary", "assessment", "interpretation", "final impression", "diagnostic impression", "conclusion and recommendation", "beurteilung", "conclusión", "impresión"),
}  # fmt: skip
CONTEXT = ("indication", "technique", "comparison")
"""Sections that say why and how it was looked, not what was seen."""

_NAMES = {name: section for section, names in SECTIONS.items() for name in names}
_ANY_NAME = "|".join(sorted((name.replace(" ", "[ ]+") for name in _NAMES), key=len, reverse=True))
_HEADING = re.compile(
    rf"(?P<line>^[ \t]*(?:#+ *|\*+)?)(?P<name>{_ANY_NAME})[ \t]*\**(?:(?:\([^)\n]{{0,40}}\))?[ \t]*:\**|[ \t]-+[ \t]|\r?$)"
    rf"|(?<=\s)(?P<inside>{_ANY_NAME})[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_BODY = re.compile(
    r"\n[ \t]*\n(?=\s*\S)"
    r"|\n(?=[ \t]*[A-Z][A-Za-z /&,]{2,40}:)"
    r"|(?<=[.!?])\s+(?=(?:the (?:heart|lungs?|cardi\w+|mediastin\w+|trachea)|there (?:is|are|has been)|heart|cardi\w+|(?:both )?lungs?|mediastin\w+"
    r"|no (?:focal|acute|evidence|pleural|pneumothorax|infiltrates?|consolidation|effusions?))\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|has|have|remains?|persists?|shows?|demonstrates?|appears?|again)\b", re.IGNORECASE)
_NOT_SEEN = re.compile(
    r"\b(?:patient|pt|he|she|who|reports?|complain\w*|history|known|prior|previous|earlier|radiographs?|x-?rays?|films?|stud(?:y|ies)"
    r"|exam(?:ination)?s?|CT|MRI?|PET|available|dated|clinical\w*|question|concern\w*|rule out|evaluat\w+)\b",
    re.IGNORECASE,
)
_LONGEST = 600
"""Characters of a sentence; text without a full stop is cut here, at a space."""
_LINE_HEADING = re.compile(r"([A-Z][A-Za-z ,/&]{2,40}):\s")
_END = re.compile(
    r"(?:(?<=[.!])|(?<=\w\?))[\"')\]]*(?=\s+|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)|\n(?=[ \t]*[A-Z][A-Za-z /&]{2,40}:)"
    r"|(?<=[a-z;:,])[ \t]+(?=\d{1,2}[.)][ \t]+[A-Z])|(?P<line>\n)(?=[ \t]*[A-Z])"
)
_UNFINISHED = re.compile(r"(?:[,(-]|\b(?:and|or|nor|of|the|an?|with|without|no|in|to|is|are|left|right|for|by|at|on|from|than))\s*$", re.IGNORECASE)
_NARROW = 50
"""Lines shorter than this are not the lines of a paragraph."""
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
    """Every sentence of a report. Headings ("FINDINGS:" or alone on a line) set the section and are no sentences.

    What follows an indication, a technique or a comparison without a heading of its own is in no section.
    """
    marks = [(mark.start(), mark.end(), section) for mark in _HEADING.finditer(text) if (section := _heading(text, mark))]
    bounds = [(0, 0, ""), *marks, (len(text), len(text), "")]
    sentences: list[TextSentence] = []
    for (_, start, section), (end, _, following) in pairwise(bounds):
        body = _body(text, start, end) if section in CONTEXT and following in ("", "impression") else end
        for first, last, part in ((start, body, section), (body, end, "")):
            for a, b in _split(text, first, last):
                found = _LINE_HEADING.match(text, a, b)
                same_line = bool(sentences) and "\n" not in text[sentences[-1].end : a]
                heading = found.group(1) if found else sentences[-1].heading if same_line else ""
                sentences.append(TextSentence(text[a:b], part, a, b, heading))
    return sentences


def _heading(text: str, mark: re.Match[str]) -> str:
    """The section that a heading opens. Inside a line it is one in capitals, or behind the end of a sentence."""
    if mark["inside"] is None:
        return section_of(re.sub(r"\s+", " ", mark["name"]))
    name = mark["inside"]
    ended = text[: mark.start()][-20:].rstrip()[-1:] in (".", ";", "?", "!", "]", "_")
    return section_of(re.sub(r"\s+", " ", name)) if name.isupper() or ended else ""


def _body(text: str, start: int, end: int) -> int:
    """Where, after an indication or a comparison, a report without a heading for them begins to say what is seen."""
    said = re.search(r"\S", text[start:end])
    if said is None:
        return end
    found = _BODY.search(text, start + said.start(), end)
    line = next((at for at in _line_ends(text, start + said.start(), end)), end)
    return min(found.start() if found else end, line, _statement(text, start + said.start(), end))


def _statement(text: str, start: int, end: int) -> int:
    """Where the first whole sentence stands that is about the pictures: not the first, not of a patient or a study."""
    for first, last in list(_split(text, start, end))[1:]:
        if _FINITE.search(text, first, last) and not _NOT_SEEN.search(text, first, last):
            return first
    return end


def _line_ends(text: str, start: int, end: int) -> Iterator[int]:
    """The line breaks behind which a new statement begins, though no full stop says so."""
    width = max((len(line) for line in text[start:end].split("\n")), default=0)
    for mark in re.finditer(r"\n(?=[ \t]*[A-Z])", text[start:end]):
        if _is_line_end(text, start + mark.start(), start, width):
            yield start + mark.start()


def _is_line_end(text: str, at: int, start: int, width: int) -> bool:
    """Whether a line break ends a statement: the next line's first word would have fitted on a line of that width."""
    line = text[max(text.rfind("\n", start, at) + 1, start) : at].rstrip()
    word = re.match(r"\s*(\S*)", text[at : at + 60])
    fits = len(line) + 1 + len(word.group(1) if word else "") <= max(width, _NARROW)
    return fits and not _UNFINISHED.search(line[-12:])


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    width = max((len(line) for line in text[start:end].split("\n")), default=0)
    for match in _END.finditer(text, start, end):
        if _ABBREVIATION.search(text[max(first, match.start() - 16) : match.start()]):
            continue
        if match["line"] and not _is_line_end(text, match.start(), start, width):
            continue
        yield from _trimmed(text, first, match.end())
        first = match.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    part = text[first:last]
    lead = re.match(r"\s*(?:(?:[-*•]|\d{1,2}[.)])\s+)?", part)
    first += lead.end() if lead else 0
    last = first + len(text[first:last].rstrip())
    while last - first > _LONGEST:
        cut = max(text.rfind(" ", first, first + _LONGEST), text.rfind("\n", first, first + _LONGEST))
        cut = cut if cut > first else first + _LONGEST
        yield from _worded(text, first, cut)
        first = cut
    yield from _worded(text, first, last)


def _worded(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    first += len(text[first:last]) - len(text[first:last].lstrip())
    if last > first and re.search(r"\w", text[first:last]):
        yield first, last
