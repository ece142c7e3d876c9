"""What sentences say: one `Assertion` for each finding that a sentence affirms or denies.

Rules and a word list, no model: the same text always gives the same assertions, and each can be explained
by pointing at words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inference.report.assertion import Assertion
from inference.report.dates import WrittenDate, find_dates
from inference.report.lexicon import Lexicon, lexicon
from inference.report.numbers import BASE_UNITS, Measured, find_numbers
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


_PLAIN = {ord(mark): plain for marks, plain in (("\u2010\u2011\u2012", "-"), ("\u2018\u2019", "'"), ("\u00a0\u2007\u202f\ufeff", " "), ("\v\f\x85\u2028\u2029", "\n")) for mark in marks}
"""Signs that mean the same as a plain one, character for character, so that spans stay true."""

_SPOKEN = (
    (re.compile(r" (?:period|full stop)\b", re.IGNORECASE), "."),
    (re.compile(r" comma\b", re.IGNORECASE), ","),
    (re.compile(r"(?:(?<=findings)|(?<=impression)|(?<=indication)|(?<=history)|(?<=comparison)|(?<=technique)) colon\b", re.IGNORECASE), ":"),
    (re.compile(r"\bnew (?:line|paragraph)\b", re.IGNORECASE), "\n"),
)
"""Signs as a dictation spells them, where it has none of its own."""

_OLD_LINE = re.compile(r"\r(?!\n)")
_CONTEXTS = {"indication": "question", "technique": "question", "comparison": "history"}
_GOES_ON = re.compile(
    r"\s*(?:it|these|this|they|both|the (?:\w+ )?(?:largest|smallest|biggest|dominant|longest|remainder|others?)|measur\w+|unchanged|stable"
    r"|(?:increased|decreased|larger|smaller|bigger|new|now|previously)\b)",
    re.IGNORECASE,
)


def assert_text(text: str) -> list[Assertion]:
    """Every assertion of a report's plain text, spans in characters of `text`.

    A sentence without a finding ("It measures 12 mm.") is about the finding before it, where that is there at all.
    """
    found: list[Assertion] = []
    subject: Assertion | None = None
    section = compared = ""
    for sentence in split_report(_plain(text)):
        if sentence.section != section:
            subject, section = None, sentence.section
        parsed = parse(sentence.text, sentence.section, heading=sentence.heading)
        if section == "comparison":
            compared = compared or _only_date(parsed.dates)
        goes_on = bool(_GOES_ON.match(sentence.text))
        for row in parsed.assertions:
            if row.finding:
                subject = row
            elif subject is None or subject.negated or not (row.extreme or goes_on):
                continue
            earlier = row.change or parsed.comparison or any(number.prior for number in row.numbers)
            day = (_only_date(parsed.dates) if parsed.dates else compared) if earlier else ""
            row = replace(row, prior_date=day, sentence=text[sentence.start : sentence.end])
            found.append(_placed(row, subject, sentence.start))
        if not parsed.assertions and not goes_on:
            subject = None
    return found


def _plain(text: str) -> str:
    """A text with plain signs in place of others, character for character."""
    plain = _OLD_LINE.sub("\n", text.translate(_PLAIN))
    if not re.search(r"[.;]", plain):
        for spoken, sign in _SPOKEN:
            plain = spoken.sub(_as_long(sign), plain)
    return plain


def _as_long(sign: str) -> Callable[[re.Match[str]], str]:
    """A sign in place of a word, with spaces up to the word's length."""
    return lambda said: sign.ljust(len(said.group()))


def _only_date(dates: Sequence[WrittenDate]) -> str:
    """The one day that some dates name, YYYY-MM-DD; empty for none, several, or one that can be read two ways."""
    days = {day for written in dates for day in written.readings}
    day = days.pop() if len(days) == 1 else ""
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day else ""


def _placed(row: Assertion, subject: Assertion, offset: int) -> Assertion:
    """An assertion with the finding it goes on about, its place in the file, and no surer than its section allows."""
    context = row.context or _CONTEXTS.get(row.section, "") or (subject.context if not row.finding else "")
    certainty = "possible" if context and not row.negated else row.certainty if row.finding else subject.certainty
    return replace(
        row, finding=row.finding or subject.finding, certainty=certainty, context=context,
        start=row.start + offset, end=row.end + offset,
    )  # fmt: skip


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
        "context": assertion.context or None,
        "size_mm": list(assertion.sizes_mm),
        "measurements": [
            {
                "dimension": number.dimension, "value": round(number.value, 6), "unit": BASE_UNITS[number.dimension],
                "written_unit": number.unit, "bound": number.bound or None, "prior": number.prior,
            }
            for number in assertion.numbers
        ],
        "change": assertion.change or None,
        "prior_date": assertion.prior_date or None,
        "count": assertion.count,
        "span": [assertion.start, assertion.end],
    }  # fmt: skip
