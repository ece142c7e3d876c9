"""Sentences that call a whole examination, or a whole region, normal: "Normal chest CT.", "No abnormality."."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EXAMINATION = r"ct|cta|mri?|mra|pet(?:[-/ ]ct)?|scan|study|examination|exam|investigation|radiographs?|x-?rays?|films?|ultrasound|sonogram|imaging|appearances?"
_REGION = r"chest|thorax|abdomen|pelvis|head|neck|body"
_DEGREE = r"(?:(?:essentially|entirely|completely|grossly|totally|basically)\s+)?"
_NORMAL = r"(?:normal|unremarkable|negative|within normal limits|clear|free of (?:any )?(?:abnormalit(?:y|ies)|pathology))"
_PATTERNS = (
    re.compile(rf"^(?:this is an?\s+|an?\s+)?{_DEGREE}{_NORMAL}\s+(?:[\w-]+\s+){{0,4}}?(?:{_EXAMINATION}|{_REGION})\b", re.IGNORECASE),
    re.compile(
        rf"^(?:the\s+)?(?:[\w-]+\s+){{0,3}}?(?:{_EXAMINATION}|{_REGION})\s+(?:of (?:the\s+)?(?:[\w-]+,?\s+){{1,5}})?"
        rf"(?:(?:is|are|was|appears?|looks?)\s+)?{_DEGREE}{_NORMAL}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"^{_DEGREE}(?:normal|unremarkable|negative)(?: findings?)?\W*$", re.IGNORECASE),
    re.compile(r"^(?:nad|n\.a\.d\.)\W*$", re.IGNORECASE),
    re.compile(r"^no (?P<degree>significant|relevant|important|major) findings?\b", re.IGNORECASE),
    re.compile(r"^(?:there (?:is|are)\s+)?nothing (?:abnormal|of note|to report)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:no|without|no evidence of)\s+(?:(?P<degree>significant|relevant|important|major)\s+|(?:any|definite|focal)\s+)*"
        r"(?:abnormalit(?:y|ies)|abnormal findings?|pathology|pathological findings?|disease)\b(?!\s+(?:in|of|at)\b)",
        re.IGNORECASE,
    ),
)
_LIMITED = re.compile(
    r"\b(?:otherwise|apart from|aside from|other|except|besides|remain\w*|rest|elsewhere|further|but|additional|acute|active|prior|previous|earlier|last|new)\b",
    re.IGNORECASE,
)
_WORD = re.compile(rf"\b(?:{_EXAMINATION})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Blanket:
    """What is called normal: the whole examination, or only a `region` named by a word. `significant` softens it."""

    region: str
    significant: bool


def find_blanket(text: str) -> Blanket | None:
    """The blanket statement that a sentence makes; None for one with a reservation ("otherwise normal")."""
    if _LIMITED.search(text):
        return None
    found = next((match for pattern in _PATTERNS if (match := pattern.search(text.strip()))), None)
    if found is None:
        return None
    region = re.search(rf"\b(?:{_REGION})\b", found.group(), re.IGNORECASE)
    whole = region is None or _WORD.search(found.group()) or _WORD.match(text.strip()[found.end() :].lstrip())
    return Blanket("" if whole or region is None else region.group().lower(), bool(found.groupdict().get("degree")))
