"""German, Spanish and French sentences word by word in English, for the check to read.

The check knows one language. What is written in another is first glossed: nouns by the language's tables, sides,
negations, comparisons and numbers by its patterns, everything else as it stands. A gloss is no translation and is never
shown; it keeps each number, unit, side, place, date and denial, in the order of the sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from inference.report.dates import MONTHS
from inference.report.languages import ENGLISH, Noun, tongue
from inference.report.numbers import COUNT_WORDS
from inference.report.templates import phrases

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_QUOTES = {"„": "“", "«": "»"}
_ENDINGS = ("s", "es", "n", "en", "e")
_IT_IS = re.compile(r"(?<=\S) It (?:is|has) (?=(?:new|larger|smaller|unchanged|increased|decreased|resolved)\b)")
"""What changed, told inside a sentence and not as one of its own."""
_OPENS_QUOTE = re.compile(r" \((?=[„«])")


@dataclass(frozen=True, slots=True)
class _Book:
    """What a language's words stand for: phrases by their first word, longest first, and patterns in their order."""

    phrases: dict[str, tuple[tuple[str, str], ...]]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    date: re.Pattern[str]
    months: dict[str, str]


@lru_cache(maxsize=2048)
def gloss(text: str, language: str) -> str:
    """A sentence in English words; one that is English, as it is."""
    if language == ENGLISH:
        return text
    book = _book(language)
    text = _COMMA.sub(".", text)
    text = book.date.sub(lambda found: f"{found['d']} {book.months[found['m'].lower()]} {found['y']}", text)
    out: list[str] = []
    at = 0
    while at < len(text):
        if text[at] in _QUOTES:
            end = text.find(_QUOTES[text[at]], at)
            end = len(text) if end < 0 else end
            out.append(text[at + 1 : end].strip())
            at = end + 1
            continue
        starts_word = text[at].isalpha() and not (at and text[at - 1].isalpha())
        words, end = _at(book, text, at) if starts_word or not text[at].isalpha() else ("", at)
        if end > at:
            out.append(words)
            at = end
        else:
            out.append(text[at])
            at += 1
    plain = _IT_IS.sub(" ", " ".join("".join(out).replace("’", "'").split()))
    for mark in (",", ".", ":", ";"):
        plain = plain.replace(f" {mark}", mark)
    return plain[:1].upper() + plain[1:]


def _at(book: _Book, text: str, at: int) -> tuple[str, int]:
    """The English for what begins here and where that ends; the longer of a known phrase and a pattern."""
    best, end = "", at
    word = _WORD.match(text, at)
    if word is not None:
        heads = {word.group().lower(), word.group().lower().split("'")[0].split("’")[0].split("-")[0]}
        for head in heads:
            for phrase, english in book.phrases.get(head, ()):
                stop = at + len(phrase)
                if text[at:stop].lower() == phrase and not text[stop : stop + 1].isalpha() and stop > end:
                    named = _OPENS_QUOTE.match(text, stop)  # what is in the quotes says it better
                    best, end = ("" if named else english), stop
                    break
    for pattern, english in book.patterns:
        found = pattern.match(text, at)
        if found is not None and found.end() > end:
            best, end = english, found.end()
            if best and not text[end : end + 1].isspace() and text[end : end + 1].isalnum() and not best.endswith(" "):
                best += " "
    return best, end


@cache
def _book(language: str) -> _Book:
    own = tongue(language)
    rows: dict[str, str] = {}
    for kind in (own.findings, own.anatomy):
        for english, noun in kind.items():
            for form in _forms(noun, language):
                rows.setdefault(form, english)
    for english, heading in own.headings.items():
        rows.setdefault(heading.lower(), english.lower())
    english_parts = phrases().body_parts
    for code, region in own.body_parts.items():
        rows.setdefault(region.lower(), english_parts.get(code, ""))
    rows |= {word: COUNT_WORDS[number].lower() for number, word in enumerate(own.counts) if number > 1}
    rows.setdefault({"de": "befund", "es": "hallazgo", "fr": "anomalie"}[language], "abnormality")
    by_first: dict[str, list[tuple[str, str]]] = {}
    for phrase, english in rows.items():
        word = _WORD.match(phrase)
        if word is not None:
            by_first.setdefault(word.group().split("'")[0].split("-")[0], []).append((phrase, english))
    names = "|".join(own.months)
    between = {"de": r"\.\s*", "es": r" de ", "fr": r"(?:er)? "}[language]
    year = {"es": r" de "}.get(language, r" ")
    return _Book(
        {head: tuple(sorted(found, key=lambda row: -len(row[0]))) for head, found in by_first.items()},
        tuple((re.compile(pattern, re.IGNORECASE), english) for pattern, english in own.gloss.items()),
        re.compile(rf"\b(?P<d>\d{{1,2}}){between}(?P<m>{names}){year}(?P<y>\d{{4}})", re.IGNORECASE),
        {month.lower(): MONTHS[number] for number, month in enumerate(own.months)},
    )


def _forms(noun: Noun, language: str) -> set[str]:
    forms = {noun.text, noun.plural, noun.genitive} - {""}
    if language == "de":
        forms |= {form + ending for form in tuple(forms) for ending in _ENDINGS}
        adjective, _, rest = noun.text.partition(" ")
        if rest and adjective.islower():  # "keiner lytischen Läsion"
            forms |= {f"{adjective}{ending} {rest}" for ending in ("n", "r", "m")}
    return {form.lower() for form in forms}

