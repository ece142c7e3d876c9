"""Local UIDs for what came without one: the same for the same content, on every import.

``2.25.`` and a UUID as a decimal number is a valid UID (DICOM PS3.5 B.2). Other systems do not know these.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Sequence
from pathlib import Path

_OURS = uuid.UUID("5a0cf2f6-0d6c-5b1e-9d5f-6a3f3a1d8c11")
_UID = re.compile(r"[0-9]+(\.[0-9]+)*")


def local_uid(kind: str, parts: Sequence[str]) -> str:
    """A UID made of what the things it names have in common."""
    return f"2.25.{uuid.uuid5(_OURS, chr(31).join((kind, *parts))).int}"


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_stem(uid: str) -> str:
    """A UID as the start of a file name; what is no UID (a header may say anything) becomes a hash."""
    if _UID.fullmatch(uid) and len(uid) <= 64:
        return uid
    return hashlib.sha256(uid.encode()).hexdigest()[:40]
