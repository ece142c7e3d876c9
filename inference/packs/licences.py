"""Which licence a pack comes under and what it allows. No torch here; the model library uses this too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

NOT_STATED = "not stated"
"""On the card of a pack that came without a licence and was installed by someone who said so."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a licence allows, for a person to read.

    `kind` is "any use", "conditions", "non-commercial", "research", "unknown"; `may_treat` is False where clinical use
    by a hospital or practice is not clearly allowed.
    """

    kind: str
    text: str

    @property
    def may_treat(self) -> bool:
        return self.kind in ("any use", "conditions")


_ALLOWS: dict[str, Allowance] = {
    "any use": Allowance("any use", "any use; keep the licence text with copies"),
    "attribution": Allowance("any use", "any use; name the authors"),
    "share alike": Allowance("conditions", "any use; changed copies that are passed on stay under the same licence"),
    "conditions": Allowance("conditions", "use under conditions: read the licence"),
    "non-commercial": Allowance("non-commercial", "non-commercial use only: not for care that is paid for, without the owner's consent"),
    "research": Allowance("research", "research only: not for care"),
    "unknown": Allowance("unknown", "not stated: ask the owner before use"),
    "other": Allowance("unknown", "not a licence that Lightbox knows: read it before use"),
}

_NAMES: tuple[tuple[str, str, str], ...] = (
    # words in the text or name, name on the card, what it allows; the first that fits
    (r"(?:cc|creative commons|attribution)[ -]*(?:by)?[ -]*(?:non[ -]?commercial|nc)[ -]*(?:share[ -]?alike|sa)", "CC-BY-NC-SA-4.0", "non-commercial"),
    (r"(?:cc|creative commons|attribution)[ -]*(?:by)?[ -]*(?:non[ -]?commercial|nc)[ -]*(?:no[ -]?deriv\w*|nd)", "CC-BY-NC-ND-4.0", "non-commercial"),
    (r"(?:cc|creative commons|attribution)[ -]*(?:by)?[ -]*(?:non[ -]?commercial|nc)\b", "CC-BY-NC-4.0", "non-commercial"),
    (r"nvidia (?:one[ -]?way )?non[ -]?commercial", "NVIDIA-NonCommercial", "non-commercial"),
    (r"nvidia open model licen[sc]e", "NVIDIA-Open-Model", "conditions"),
    (r"(?:research|academic|educational)[ -](?:use )?only|only for (?:research|academic)|non[ -]clinical research", "LicenseRef-research-only", "research"),
    (r"non[ -]?commercial", "LicenseRef-non-commercial", "non-commercial"),
    (r"creative commons zero|\bcc0", "CC0-1.0", "any use"),
    (r"(?:cc|creative commons|attribution)[ -]*(?:by)?[ -]*(?:share[ -]?alike|sa)\b", "CC-BY-SA-4.0", "share alike"),
    (r"(?:cc|creative commons|attribution)[ -]*(?:by)?[ -]*(?:no[ -]?deriv\w*|nd)\b", "CC-BY-ND-4.0", "conditions"),
    (r"(?:cc[ -]by|creative commons attribution)\b|\battribution [1-4]\.0 international", "CC-BY-4.0", "attribution"),
    (r"\bapache(?: licen[sc]e)?,?[ -]*(?:version )?2", "Apache-2.0", "any use"),
    (r"mozilla public licen[sc]e|\bmpl\b", "MPL-2.0", "share alike"),
    (r"gnu affero|\bagpl", "AGPL-3.0", "share alike"),
    (r"gnu lesser|\blgpl", "LGPL-3.0", "share alike"),
    (r"gnu general public|\bgpl", "GPL-3.0", "share alike"),
    (r"\bllama[ -]?\d* community licen[sc]e|\bgemma terms|\bllama3", "LicenseRef-model-terms", "conditions"),
    (r"permission is hereby granted, free of charge|\bmit\b", "MIT", "any use"),
    (r"redistribution and use in source and binary forms|\bbsd\b", "BSD-3-Clause", "any use"),
    (r"\bunlicense\b", "Unlicense", "any use"),
    (r"\bisc\b", "ISC", "any use"),
)


_PROHIBITIONS: tuple[tuple[str, str, str], ...] = (
    # what forbids something beside any name, name on the card, what it allows
    (r"\b(?:research|academic|education\w*|teaching)\b[\w ,/&-]{0,40}\bonly\b(?! (?:if|when|under|with)\b)", "LicenseRef-research-only", "research"),
    (r"\b(?:only|solely|exclusively|restricted to|limited to) (?:be used )?(?:for |in )?(?:the )?(?:purposes? of )?(?:\w+ ){0,2}(?:research|academic|education\w*)\b",
     "LicenseRef-research-only", "research"),
    (r"\bnon[ -]?clinical\b|\b(?:not?|never|without)\b[^.;]{0,40}\b(?:clinical(?:ly)?|diagnos\w+|medical|patient care)\b",
     "LicenseRef-research-only", "research"),
    (r"\bnon[ -]?commercial", "LicenseRef-non-commercial", "non-commercial"),
    (r"\b(?:not?|never|prohibit\w*|except\w*|exclud\w*|forbid\w*|forbidden)\b[^.;]{0,40}\bcommercial(?:ly)?\b(?! damages)",
     "LicenseRef-non-commercial", "non-commercial"),
    (r"\bcommercial(?:ly)? (?:use|usage|purposes?|exploitation)\b[^.;]{0,40}\b(?:not|prohibited|forbidden|excluded|requires?|needs?)\b",
     "LicenseRef-non-commercial", "non-commercial"),
    (r"\bcommons clause\b", "LicenseRef-non-commercial", "non-commercial"),
    (r"\bproprietary\b|\bconfidential\b", "LicenseRef-proprietary", "other"),
)  # fmt: skip
_TITLE = 400
"""Characters at the head of a text in which a licence says its name."""
_DENIED = re.compile(r"\b(?:not?|never|neither|nor|isn't|except)\b[\w ]{0,40}$")
_BOTH = re.compile(r"\b(?:for )?(?:both )?(?:commercial(?:ly)? (?:and|or|and/or) non[ -]?commercial(?:ly)?|non[ -]?commercial(?:ly)? (?:and|or|and/or) commercial(?:ly)?)")
"""Words of texts that allow either."""
_STRICTEST_FIRST = ("research", "non-commercial", "other", "unknown", "conditions", "share alike", "attribution", "any use")


def name_of(text: str) -> str:
    """Short name of the licence with this text or name, for the card; `NOT_STATED` for an empty one.

    The strictest that the text speaks of is taken, so that "Apache-2.0 for the code, weights CC BY-NC" is
    non-commercial; a prohibition counts beside any name. A text that is none of the known ones is called by its first
    line.
    """
    return _known(text)[0]


def strictest(texts: Iterable[str]) -> str:
    """Short name of the strictest of several licences, which all hold; those that state nothing are passed over."""
    found = [row for row in map(_known, texts) if row[0] != NOT_STATED]
    return min(found, key=lambda row: _STRICTEST_FIRST.index(row[1]), default=(NOT_STATED, ""))[0]


def allowance(name: str) -> Allowance:
    """What the licence called `name` on a card allows."""
    if name.strip().lower().startswith(NOT_STATED):
        return _ALLOWS["unknown"]
    if (exact := next((allows for _, known, allows in (*_PROHIBITIONS, *_NAMES) if known == name), "")) or name.startswith("LicenseRef-"):
        return _ALLOWS[exact or "other"]
    return _ALLOWS[_known(name)[1]]


def _known(text: str) -> tuple[str, str]:
    """Name of a licence, and what it allows as a key of `_ALLOWS`."""
    plain = _BOTH.sub("", " ".join(text.lower().split()))
    if not plain or plain in (NOT_STATED, "not stated: ask before use", "none", "unknown"):
        return NOT_STATED, "unknown"
    rows = [row for row in _NAMES if _is_named(row[0], plain[:_TITLE])] or [row for row in _NAMES if _is_named(row[0], plain)]
    if not (rows and rows[0][1].endswith("GPL-3.0")):  # whose text speaks of copying noncommercially
        forbidding = [row for row in _NAMES if row[2] in ("non-commercial", "research") and _is_named(row[0], plain)]
        rows = forbidding or [row for row in _PROHIBITIONS if re.search(row[0], plain)] or rows
    if rows:
        pattern, name, allows = rows[0]
        found = re.search(pattern, plain)
        version = re.search(r"\b([1-4]\.0)\b", plain[found.start() :]) if found and name.startswith("CC-BY") else None
        return (name.replace("4.0", version[1]) if version else name), allows
    return "LicenseRef-" + re.sub(r"[^A-Za-z0-9.]+", "-", text.strip().splitlines()[0])[:40].strip("-"), "other"


def _is_named(pattern: str, plain: str) -> bool:
    """Whether a licence is named somewhere without "not" just before it."""
    return any(not _DENIED.search(plain[: found.start()]) for found in re.finditer(pattern, plain))
