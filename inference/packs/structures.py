"""Names that model packs give to structures, as labels with the codes of DICOM. No torch here."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import resources
from viewer.case.segmentation import Label
from viewer.case.terms import Code

OWN_SCHEME = "99LIGHTBOX"
"""Coding scheme of structures that the table does not know. Other systems show their names."""
_SIDES = {"left": "left", "l": "left", "lt": "left", "right": "right", "r": "right", "rt": "right"}
_SMALL_WORDS = {"of", "the", "in", "a", "structure", "entire"}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_VERTEBRA = re.compile(r"(?:vertebrae?\W*)?\b([ctls])\W?(\d{1,2})\b(?:\W*vertebrae?)?", re.IGNORECASE)
_RIB = re.compile(r"\brib\b\D*(\d{1,2})|\b(\d{1,2})(?:st|nd|rd|th)?\W+rib\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Table:
    structures: dict[frozenset[str], tuple[Code, bool]]
    vertebrae: dict[str, str]
    ribs: dict[str, str]
    regions: dict[str, frozenset[str]]


def label_of(number: int, name: str) -> Label:
    """A label for the structure that a pack calls `name`, as ``kidney_right`` or ``Right Kidney``.

    A structure that the table does not know keeps its name under `OWN_SCHEME`; `is_known` tells.
    """
    shown = " ".join(name.replace("_", " ").split())[:64] or f"structure {number}"
    words = [word for word in re.split(r"[^a-z0-9]+", shown.lower()) if word and word not in _SMALL_WORDS]
    sides = [_SIDES[word] for word in words if word in _SIDES]
    side = sides[0] if len(set(sides)) == 1 else "none"
    code = _numbered(shown) or _named(words)
    if code is None:
        slug = re.sub(r"[^a-z0-9]+", "-", shown.lower()).strip("-")[:16] or str(number)
        return Label(number, shown, Code(OWN_SCHEME, slug, shown), side)
    return Label(number, shown, code, side)


def corrected(label: Label) -> tuple[Label, str]:
    """The label with the code that its name has in our table, and a sentence where a pack's own code was another one.

    Readers go by the name; sides, parts of the body and comparisons go by the code. Both must mean one thing.
    """
    ours = label_of(label.number, label.name)
    side = ours.side if ours.side != "none" else label.side
    if not is_known(ours) or ((ours.code.scheme, ours.code.value) == (label.code.scheme, label.code.value) and side == label.side):
        return label, ""
    said = f"The code or side that the pack gives {label.name} ({label.code.scheme} {label.code.value}, side {label.side}) is not that of its name; "
    return replace(label, code=ours.code, side=side), f"{said}{ours.code.scheme} {ours.code.value}, side {side}, stands on the card."


def known_names() -> tuple[str, ...]:
    """What structures with a code are called, paired ones with their sides."""
    table = tomllib.loads(resources.path("terms", "structures.toml").read_text(encoding="utf-8"))
    names = [name for name, row in table["structures"].items() if not row.get("paired")]
    names += [f"{side} {name}" for name, row in table["structures"].items() if row.get("paired") for side in ("left", "right")]
    return (*sorted(names), *(f"{level} vertebra" for level in table["vertebrae"]))


def is_known(label: Label) -> bool:
    """Whether other systems know the label's code."""
    return label.code.scheme != OWN_SCHEME


def regions_of(labels: Iterable[Label]) -> tuple[str, ...]:
    """Parts of the body (as `inference.gate.seen` calls them) of which pictures must show one for these structures to be
    there; empty when one of them may lie anywhere, or is not known."""
    found: set[str] = set()
    for label in labels:
        regions = _table().regions.get(label.code.value)
        if regions is None:
            return ()
        found |= regions
    return tuple(sorted(found - {"any"}))


def labels_of(names: Iterable[tuple[int, str]]) -> tuple[Label, ...]:
    """Labels of several structures; where two have one name, the number tells them apart."""
    labels: list[Label] = []
    for number, name in names:
        label = label_of(number, name)
        if any(label.name == other.name for other in labels):
            label = replace(label, name=f"{label.name} ({number})")
        labels.append(label)
    return tuple(labels)


def _numbered(name: str) -> Code | None:
    """Vertebrae and ribs."""
    table = _table()
    if (found := _VERTEBRA.search(name)) and "disc" not in name.lower():
        level = f"{found[1].upper()}{int(found[2])}"
        if level in table.vertebrae:
            return Code("SCT", table.vertebrae[level], f"{level} vertebra")
    words = name.lower().split()
    ordinals = [str(_ORDINALS.index(word) + 1) for word in words if word in _ORDINALS]
    found = _RIB.search(name)
    if found or ("rib" in words and ordinals):
        number = str(int(found[1] or found[2])) if found else ordinals[0]
        if number in table.ribs:
            return Code("SCT", table.ribs[number], f"Rib {number}")
    return None


def _named(words: list[str]) -> Code | None:
    """The table's entry with these words: with the side in its name first, then a paired one without it."""
    structures = _table().structures
    with_side = frozenset(_singular(_SIDES.get(word, word)) for word in words)
    without = frozenset(_singular(word) for word in words if word not in _SIDES)
    if with_side in structures:
        return structures[with_side][0]
    code, paired = structures.get(without, (None, False))
    return code if paired else None


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def _table() -> _Table:
    raw = tomllib.loads(resources.path("terms", "structures.toml").read_text(encoding="utf-8"))
    structures: dict[frozenset[str], tuple[Code, bool]] = {}
    for name, row in raw["structures"].items():
        code = Code("SCT", row["code"], row["meaning"])
        for words in (name, *row.get("words", ())):
            key = frozenset(_singular(word) for word in words.split() if word not in _SMALL_WORDS)
            row_of_key = (code, row.get("paired", False))
            assert structures.setdefault(key, row_of_key) == row_of_key, f"two structures are called {words}"
    numbered = {"C": "neck", "T": "chest", "L": "abdomen", "S": "abdomen"}
    regions = {code: {numbered[level[0]]} for level, code in raw["vertebrae"].items()} | {code: {"chest", "abdomen"} for code in raw["ribs"].values()}
    for region, names in raw["regions"].items():
        for name in names:
            regions.setdefault(raw["structures"][name]["code"], set()).add(region)
    return _Table(structures, raw["vertebrae"], raw["ribs"], {code: frozenset(names) for code, names in regions.items()})
