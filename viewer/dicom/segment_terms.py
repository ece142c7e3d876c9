"""What a segment can be called: the coded terms that DICOM names for segments, found by words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydicom.sr.codedict import Collection

from viewer.case.terms import Code

GROUPS = {
    "CID7166": "tissue", "CID7191": "tissue", "CID7159": "lesion", "CID7152": "heart", "CID7153": "nervous system",
    "CID7154": "abdomen", "CID7155": "chest", "CID7156": "vessel", "CID7157": "device", "CID7160": "pelvis",
    "CID7165": "other", "CID7151": "structure", "CID4031": "region",
}  # fmt: skip
"""Context groups of PS3.16 for what is segmented, with a word for each; a term is in the first group that has it."""
LESIONS = "CID7159"


@dataclass(frozen=True, slots=True)
class Term:
    code: Code
    group: str


def find_terms(words: str, most: int = 200) -> tuple[Term, ...]:
    """Terms with all these words (or the beginnings of words), the shortest names first; all of them without words."""
    wanted = words.lower().split()
    found = []
    for term, parts in _terms():
        if all(any(part.startswith(word) for part in parts) for word in wanted):
            found.append(term)
    found.sort(key=lambda term: (len(term.code.meaning) if wanted else 0, term.code.meaning.lower()))
    return tuple(found[:most])


@cache
def lesion_codes() -> frozenset[tuple[str, str]]:
    """Scheme and value of what is not normal anatomy (CID 7159)."""
    return frozenset((term.code.scheme, term.code.value) for term, _ in _terms() if term.group == "lesion")


@cache
def _terms() -> tuple[tuple[Term, tuple[str, ...]], ...]:
    known: dict[tuple[str, str], Term] = {}
    for name, group in GROUPS.items():
        for code in Collection(name).concepts.values():
            key = (str(code.scheme_designator), str(code.value))
            known.setdefault(key, Term(Code(*key, str(code.meaning)), group))
    rows = (term for term in known.values() if term.code.scheme in ("SCT", "DCM"))
    return tuple((term, tuple(term.code.meaning.lower().replace("-", " ").replace(",", " ").split())) for term in rows)
