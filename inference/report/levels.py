"""Parts that bear a number or one of a few names: vertebrae, discs, ribs, liver segments, ligaments, stretches of the aorta.

The word list holds all of one kind as one place ("intervertebral disc"); which one it is stands here, so that a
fracture of L2 is no fracture of L1 and none of it is lost in another language.
"""

from __future__ import annotations

import re

_VERTEBRA = r"(?:[CTL]\d{1,2}|S[1-5])"
_SPINE = re.compile(rf"\b({_VERTEBRA})(?:\s*[-–/]\s*({_VERTEBRA}|\d{{1,2}}))?\b(?!\s*-?\s*(?:mm|cm|weighted|w\b|hyper|hypo|iso|signal|images?|sequences?|FLAIR))", re.IGNORECASE)
_SEGMENT = re.compile(r"\bsegments?\s+((?:[ivx]+|\d)[ab]?)\b", re.IGNORECASE)
_RIB = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\s+rib\b", re.IGNORECASE)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8"}
_NUMERALS = {number: roman.upper() for roman, number in _ROMAN.items()}
_NAMED = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("cruciate anterior", r"\b(?:ACL|anterior cruciate)\b"),
        ("cruciate posterior", r"\b(?:PCL|posterior cruciate)\b"),
        ("collateral medial", r"\b(?:MCL|medial collateral)\b"),
        ("collateral lateral", r"\b(?:LCL|lateral collateral)\b"),
        ("aorta abdominal", r"\b(?:abdominal|infrarenal|suprarenal)\s+(?:abdominal\s+)?aort\w+"),
        ("aorta thoracic", r"\b(?:thoracic|ascending|descending)\s+(?:thoracic\s+)?aort\w+|\baortic (?:arch|root)\b"),
    )
)


def levels(text: str) -> frozenset[str]:
    """Every such part that a text names, as "kind value" ("spine l4-l5", "segment 6", "cruciate anterior")."""
    found = {f"spine {_spine(match)}" for match in _SPINE.finditer(text)}
    found |= {f"segment {_number(match.group(1))}" for match in _SEGMENT.finditer(text)}
    found |= {f"rib {match.group(1)}" for match in _RIB.finditer(text)}
    return frozenset(found | {name for name, pattern in _NAMED if pattern.search(text)})


def elsewhere(said: frozenset[str], known: frozenset[str]) -> bool:
    """Whether two texts name parts of one kind, and none of them is the same. A vertebra is part of its disc's level."""
    kinds = {one.split()[0] for one in said} & {one.split()[0] for one in known}
    return any(
        not any(_same(a, b) for a in said for b in known if a.startswith(f"{kind} ") and b.startswith(f"{kind} "))
        for kind in kinds
    )


def spinal_level(place: str) -> str:
    """ "L4-L5" where a place is nothing but a vertebra or a disc's level, else empty."""
    match = _SPINE.fullmatch(place.strip())
    return _spine(match).upper() if match else ""


def numbered_part(text: str, organ: str) -> str:
    """The one vertebra, disc's level, rib or liver segment that a text names by its number, as one writes it, else empty."""
    if organ == "spine":
        found = {_spine(match).upper() for match in _SPINE.finditer(text)}
    elif organ == "rib":
        found = {match.group().lower() for match in _RIB.finditer(text)}
    else:
        found = {f"segment {liver_segment(match.group())}" for match in _SEGMENT.finditer(text)} if organ == "liver" else set()
    return found.pop() if len(found) == 1 else ""


def liver_segment(place: str) -> str:
    """ "VI" or "IVa" where a place is nothing but a segment, else empty."""
    match = _SEGMENT.fullmatch(place.strip())
    number = _number(match.group(1)) if match else ""
    return _NUMERALS.get(number[:1], number[:1]) + number[1:]


def _spine(match: re.Match[str]) -> str:
    first, second = match.group(1).lower(), (match.group(2) or "").lower()
    return f"{first}-{second if second[:1].isalpha() else first[0] + second}" if second else first


def _number(written: str) -> str:
    written = written.lower()
    part = written[-1] if written[-1:] in ("a", "b") else ""
    number = written.removesuffix(part) if part else written
    return _ROMAN.get(number, number) + part


def _same(said: str, known: str) -> bool:
    if said == known or said.rstrip("ab") == known or known.rstrip("ab") == said:
        return True
    a, b = said.split()[-1].split("-"), known.split()[-1].split("-")
    return said.startswith("spine") and len(a) != len(b) and bool(set(a) & set(b))
