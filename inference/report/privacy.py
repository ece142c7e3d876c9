"""Free text without what tells whose it is: what is known of the patient first, then what looks like it.

Known values (names, numbers, dates of this study) are found wherever they stand; unknown ones by their form: dates,
long numbers, telephone numbers, mail addresses, and the name behind a title. Nothing finds every name in free text, so
whoever passes the file on has to read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from inference.report.dates import MONTHS
from viewer.case.study import Study

NAME, NUMBER, DATE = "[NAME]", "[NUMBER]", "[DATE]"
_MONTHS = "|".join(
    (*MONTHS, *(month[:3] + r"\.?" for month in MONTHS), "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember",
     "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
     "janvier", "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
)  # fmt: skip
_DATES = re.compile(
    r"\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\b)"
    rf"|\b\d{{1,2}}(?:\.|er|st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?:{_MONTHS})(?:,?\s+(?:de\s+)?\d{{4}})?\b|\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d{2,5}\)?[ /-]\d{2,4}[ -]?\d{2,7}(?:[ -]?\d{2,4})*\b(?!\s*(?:mm|cm|ml|x|×))")
_LONG = re.compile(r"\b(?=\w*\d{5})[A-Za-z]{0,4}-?\d{5,}\w*\b")
_TITLE = re.compile(
    r"\b((?:Dr|Prof|Mr|Mrs|Ms|Miss|Herr|Herrn|Frau|Sr|Sra|Dra|Mme|Mlle|Monsieur|Madame|Doctor|Schwester|Nurse|Sister)\b\.?(?:\s+(?:Dr|Prof|med)\b\.?)*)"
    r"\s+((?:(?:von|van|de|der|del|la|le)\s+)*[A-ZÀ-Þ](?:\.|[\w'’-]*)(?:\s+(?:von|van|de|der|del|la|le))*(?:\s+[A-ZÀ-Þ][\w'’-]+){0,2})"
)


def known_of(study: Study) -> tuple[str, ...]:
    """What the headers say that tells who the patient is and who else was there."""
    patient = study.patient
    people = re.findall(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*", f"{patient.name} {study.referring_physician}")
    return tuple(text for text in (*people, patient.id, study.accession, study.uid) if len(text.strip()) > 1)


def without_identity(text: str, known: Iterable[str] = ()) -> str:
    """The text with each known value, date, long number and titled name replaced by a word in brackets."""
    for value in sorted(set(known), key=len, reverse=True):
        mark = NUMBER if any(letter.isdigit() for letter in value) else NAME
        text = re.sub(rf"(?<!\w){re.escape(value)}(?:['’]s|s)?(?!\w)", mark, text, flags=re.IGNORECASE)
    text = _MAIL.sub(NUMBER, text)
    text = _TITLE.sub(lambda found: f"{found[1]} {NAME}", text)
    return _LONG.sub(NUMBER, _PHONE.sub(NUMBER, _DATES.sub(DATE, text)))


def left_over(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Which known values still stand in a text that is about to leave: whole words, in any case."""
    return tuple(value for value in known if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text, re.IGNORECASE))
