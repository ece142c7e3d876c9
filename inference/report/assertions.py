"""What sentences say: one `Assertion` for each finding that a sentence affirms or denies.

Rules and a word list, no model: the same text always gives the same assertions, and each can be explained
by pointing at words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from inference.report.assertion import Assertion
from inference.report.dates import WrittenDate, find_dates
from inference.report.lexicon import Lexicon, lexicon
from inference.report.numbers import Measured, find_numbers
from inference.report.phrasebook import words
from inference.report.reader import Reader
from inference.report.sentences import split_report


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence taken apart.

    `comparison` is true where it claims to know an earlier study's pictures, `changed` where it claims a change.
    """

    text: str
    assertions: tuple[Assertion, ...]
    numbers: tuple[Measured, ...]
    dates: tuple[WrittenDate, ...]
    comparison: bool
    changed: bool


def parse(text: str, section: str = "", book: Lexicon | None = None, heading: str = "", today: str = "") -> Parsed:
    """What one sentence says.

    `book` is the lexicon, with further words where a fact table has some; `heading` the words its line began
    with ("Liver"), which place what names no place; `today` the study's date (YYYYMMDD): a number with another
    date behind it is an earlier one.
    """
    book = book or lexicon()
    tokens = words(text)
    dates = find_dates(text)
    numbers = tuple(
        replace(number, prior=number.prior or _is_dated(text, number, dates, today))
        for number in find_numbers(text)
        if not any(day.start <= number.start < day.end for day in dates)
    )
    reader = Reader(text, section, tokens, book, numbers, heading)
    assertions = reader.assertions()
    claims = reader.changes or book.cue_books["comparison"].find(text, tokens)
    comparison = any(match.value != "quality" for match in claims)
    return Parsed(text, assertions, numbers, tuple(dates), comparison, bool(reader.changes))


def _is_dated(text: str, number: Measured, dates: list[WrittenDate], today: str) -> bool:
    """ "(8 mm on 1 January 2026)": a number with the date of another study right behind it."""
    day = next((day for day in dates if day.start >= number.end), None)
    if day is None or today in day.readings:
        return False
    return bool(re.fullmatch(r",?\s*(?:on|in|at|as of|dated)?\s*(?:the )?\(?", text[number.end : day.start], re.IGNORECASE))


def assert_text(text: str) -> list[Assertion]:
    """Every assertion of a report's plain text, spans in characters of `text`."""
    found: list[Assertion] = []
    subject = ""
    section = ""
    for sentence in split_report(text):
        if sentence.section != section:
            subject, section = "", sentence.section
        for assertion in parse(sentence.text, sentence.section, heading=sentence.heading).assertions:
            subject = assertion.finding or subject
            if subject:
                found.append(
                    replace(
                        assertion,
                        finding=subject,
                        start=assertion.start + sentence.start,
                        end=assertion.end + sentence.start,
                    )
                )
    return found


def assertion_to_json(assertion: Assertion) -> dict[str, Any]:
    """An assertion as ``lightbox assert --json`` gives it."""
    return {
        "sentence": assertion.sentence,
        "section": assertion.section,
        "finding": assertion.finding,
        "anatomy": assertion.anatomy,
        "organ": assertion.organ,
        "side": assertion.side or "none",
        "negated": assertion.negated,
        "certainty": assertion.certainty,
        "size_mm": list(assertion.sizes_mm),
        "change": assertion.change or None,
        "count": assertion.count,
        "span": [assertion.start, assertion.end],
    }
