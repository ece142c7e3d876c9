"""Who is the same patient, and local UIDs for what came without one: the same for the same content, on every import.

``2.25.`` and a UUID as a decimal number is a valid UID (DICOM PS3.5 B.2). Other systems do not know these.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from viewer.case.study import Patient, Series

_OURS = uuid.UUID("5a0cf2f6-0d6c-5b1e-9d5f-6a3f3a1d8c11")
SECOND_VERSION = " (other content under the same UIDs)"
MOST_NAMED = 5
_UID = re.compile(r"[0-9]+(\.[0-9]+)*")


def local_uid(kind: str, parts: Sequence[str]) -> str:
    """A UID made of what the things it names have in common."""
    return f"2.25.{uuid.uuid5(_OURS, chr(31).join((kind, *parts))).int}"


def second_version(series: Series) -> Series:
    """Where files go that carry the UIDs of others with other content: a series of their own, so that neither breaks.

    A picture that was exported twice would else lie twice in one volume. Different series numbers stay apart.
    """
    uid = local_uid("series", [series.study_uid, series.uid, "second version", str(series.number)])
    return replace(series, uid=uid, description=series.description + SECOND_VERSION)


def second_version_said(count: int, names: Sequence[str] = ()) -> str:
    """What the reader is told of `count` such files; `names` where these are known."""
    known = "which other systems do not know."
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    which = f" ({', '.join(names[:MOST_NAMED])}{more})" if names else ""
    if count == 1:
        said = f"1 file{which} carries the SOP Instance UID of another picture with other content"
        return f"{said}; it is kept apart, in a series of its own under a local UID, {known}"
    said = f"{count} files{which} carry SOP Instance UIDs of other pictures with other content"
    return f"{said}; they are kept apart, in a series of their own under local UIDs, {known}"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_stem(uid: str) -> str:
    """A UID as the start of a file name; what is no UID (a header may say anything) becomes a hash."""
    if _UID.fullmatch(uid) and len(uid) <= 64:
        return uid
    return hashlib.sha256(uid.encode()).hexdigest()[:40]


def name_key(name: str) -> str:
    """A person name as it is compared: one group of it, without case, accents, doubled spaces and empty ends.

    The alphabetic group; where that is empty the ideographic one, then the phonetic one (DICOM PS3.5 6.2.1).
    Empty components between others count: in "Doe^^Jane" Jane is a middle name.
    """
    for group in name.split("="):
        letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", group).casefold())
        plain = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")  # accents; kana keep theirs
        if key := "^".join(" ".join(part.split()) for part in plain.split("^")).rstrip("^"):
            return key
    return ""


def plain_date(date: str) -> str:
    """YYYYMMDD, also of ACR-NEMA's 1997.06.09 and of 1997-06-09; empty for zeros, which stand for no date."""
    return "" if date == "00000000" else re.sub(r"(\d{4})[.\-/](\d\d)[.\-/](\d\d)", r"\1\2\3", date)


def names_another(one: Patient, other: Patient) -> bool:
    """Whether two headers name different patients; a field that one of them leaves empty says nothing."""
    pairs = (
        (one.id, other.id), (one.issuer, other.issuer), (name_key(one.name), name_key(other.name)),
        (one.birth_date, other.birth_date), (one.sex, other.sex),
    )  # fmt: skip
    return any(mine and yours and mine != yours for mine, yours in pairs)


def fill_in(one: Patient, other: Patient) -> Patient:
    """`one`, with what it leaves empty taken from `other`."""
    return Patient(
        one.id or other.id, one.name or other.name, one.birth_date or other.birth_date, one.sex or other.sex,
        one.issuer or other.issuer,
    )  # fmt: skip
