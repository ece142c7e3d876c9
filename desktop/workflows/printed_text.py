"""Text as it can be printed: the font, characters it lacks, names and dates for people."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources

REGULAR, BOLD = "Lightbox", "Lightbox-Bold"
MONTHS = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip
RIGHT_TO_LEFT = ("R", "AL")
SUBSTITUTE = "?"


@cache
def _glyphs() -> frozenset[int]:
    """Register the fonts, once; the characters that both have."""
    fonts = [
        TTFont(REGULAR, str(resources.path("fonts", "DejaVuSans.ttf"))),
        TTFont(BOLD, str(resources.path("fonts", "DejaVuSans-Bold.ttf"))),
    ]
    for font in fonts:
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset(fonts[0].face.charToGlyph) & frozenset(fonts[1].face.charToGlyph)


class Ink:
    """Makes text printable and remembers whether anything could not be printed.

    The font has Latin, Greek and Cyrillic. What it lacks, and letters of right-to-left scripts, which would come out
    in the wrong order, become "?": never an empty box, never silently. `lost` says that this happened.
    """

    def __init__(self) -> None:
        self._known = _glyphs()
        self.lost = False

    def plain(self, text: str) -> str:
        """Text for a canvas: printable characters on one line."""
        return "".join(self._printable(character) for character in unicodedata.normalize("NFC", " ".join(text.split())))

    def markup(self, text: str) -> str:
        """Text for a paragraph: escaped, line breaks kept."""
        return "<br/>".join(escape(self.plain(line)) for line in text.splitlines())

    def _printable(self, character: str) -> str:
        if ord(character) in self._known and unicodedata.bidirectional(character) not in RIGHT_TO_LEFT:
            return character
        self.lost = True
        return SUBSTITUTE


def person_text(name: str) -> str:
    """A DICOM person name for people: ``Meier^Anna^^Dr.`` becomes "Meier, Dr. Anna".

    The alphabetic group is used where there is one (PS3.5 6.2.1.2), else the first group that is not empty.
    """
    group = next((group for group in name.split("=") if group.strip(" ^")), "")
    family, given, middle, prefix, suffix = ([part.strip() for part in group.split("^")] + [""] * 5)[:5]
    first = " ".join(part for part in (prefix, given, middle) if part)
    return ", ".join(part for part in (family, first, suffix) if part)


def date_text(date: str) -> str:
    """``20260102`` becomes "2 January 2026"; anything else is given back as it is."""
    try:
        day = datetime.strptime(date, "%Y%m%d")
    except ValueError:
        return date
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date_text(date: str) -> str:
    """``20260102`` becomes "2 Jan 2026"."""
    day, _, rest = date_text(date).partition(" ")
    month, _, year = rest.partition(" ")
    return f"{day} {month[:3]} {year}" if year else date


def moment_text(moment: str) -> str:
    """An ISO 8601 moment becomes "2 January 2026, 03:04 UTC"."""
    value = datetime.fromisoformat(moment)
    value = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}, {value:%H:%M} UTC"


def sex_text(sex: str) -> str:
    return {"M": "male", "F": "female", "O": "other"}.get(sex, "")
