"""The one way a text of the window becomes a text in the reader's language."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, QDate, QLocale

CONTEXT = "Lightbox"


def tr(text: str, /, **values: object) -> str:
    """The text in the language of the window, with `values` in its braces; what has no translation stays English.

    Texts are written in the code in English: ``tr("{count} of {total}", count=3, total=9)``. Tables of commands hold
    plain texts, which are translated where they are shown.
    """
    said = QCoreApplication.translate(CONTEXT, text) if text else ""
    return said.format(**values) if values else said


def counted(count: int, one: str, many: str, /, **values: object) -> str:
    """What is said of one, or with ``{count}`` in it of any other number, in the language of the window."""
    return tr(one if count == 1 else many, count=count, **values)


def number(value: float, digits: int = 0) -> str:
    """A number as the reader's language writes it, for panels; never for exports, which other programs read."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", digits)


_DECIMAL = re.compile(r"(?<!\d)(?<!\d\.)(\d+)\.(\d+)(?!\d|\.\d)")
"""A number with one point; days and versions have two."""


def decimals(text: str) -> str:
    """Numbers in a text, ``8.4 mm``, as the reader's language writes them; days (``31.01.2026``) and versions stay."""
    point = QLocale().decimalPoint()
    return text if point == "." else _DECIMAL.sub(lambda found: f"{found[1]}{point}{found[2]}", text)


def grouped(value: int) -> str:
    """A whole number in groups of three digits, as the reader's language writes it."""
    return QLocale().toString(value)


def day(year: int, month: int, date: int) -> str:
    """A day as the reader's language writes it, always with four digits of the year; in English as ISO 8601 does,
    which reads the same on both sides of the Atlantic.
    """
    locale = QLocale()
    found = QDate(year, month, date)
    if locale.language() == QLocale.Language.English or not found.isValid():
        return f"{year:04d}-{month:02d}-{date:02d}"
    written = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return locale.toString(found, written if "yyyy" in written else written.replace("yy", "yyyy"))


def day_of(yyyymmdd: str) -> str:
    """``20240131`` -> ``2024-01-31`` in English, as the reader's language writes it in others; what is no such date stays."""
    if len(yyyymmdd) == 8 and yyyymmdd.isdigit():
        return day(int(yyyymmdd[:4]), int(yyyymmdd[4:6]), int(yyyymmdd[6:]))
    return yyyymmdd
