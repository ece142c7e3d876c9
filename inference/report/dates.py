"""Dates as a report writes and a reader reads them. Ours are YYYYMMDD, as in DICOM."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
_MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)
_NUMBERS = re.compile(r"\b(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})\b")
_PATTERNS = (
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"\b(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b"),
    _NUMBERS,
    re.compile(r"\b(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\b"),
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text. Where day and month can be read both ways, `readings` holds both."""

    readings: frozenset[str]
    start: int
    end: int


def format_date(day: str) -> str:
    """``20251114`` -> ``14 November 2025``; anything else comes back as it is."""
    if len(day) != 8 or not day.isdigit() or not 1 <= int(day[4:6]) <= 12:
        return day
    return f"{int(day[6:])} {MONTHS[int(day[4:6]) - 1]} {day[:4]}"


def to_dicom(day: str) -> str:
    """A date as people write it in a file (``2025-11-14``) -> YYYYMMDD; what is no date comes back as it is."""
    found = find_dates(day)
    return min(found[0].readings) if found else day


def find_dates(text: str) -> list[WrittenDate]:
    """The dates in a text, in reading order."""
    found: list[WrittenDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            readings = _readings(match["y"], match["m"], match["d"], either=pattern is _NUMBERS)
            if readings:
                found.append(WrittenDate(frozenset(readings), match.start(), match.end()))
    return sorted(found, key=lambda written: written.start)


def _readings(year: str, month: str, day: str, *, either: bool) -> set[str]:
    if not month.isdigit():
        number = 1 + [name[:3].lower() for name in MONTHS].index(month[:3].lower())
        return _valid(int(year), number, int(day))
    readings = _valid(int(year), int(month), int(day))
    if either:  # 03/04/2025 is April in Britain and March in America
        readings |= _valid(int(year), int(day), int(month))
    return readings


def _valid(year: int, month: int, day: int) -> set[str]:
    try:
        return {date(year, month, day).strftime("%Y%m%d")}
    except ValueError:
        return set()
