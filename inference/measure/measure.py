"""One number, or one place in words, that was measured on an outline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.case.finding import Quantity
from viewer.case.terms import Code

Group = Literal["size", "values", "place", "distance", "organ"]
OWN = "99LIGHTBOX"


@dataclass(frozen=True, slots=True)
class Measure:
    """`name` is what it is called in the reader's words; `quantity` its number, None for a place, which `words` say.

    `note` is the rule it was measured by and what speaks against trusting it; `doubtful` that something does.
    """

    group: Group
    name: str
    quantity: Quantity | None = None
    words: str = ""
    note: str = ""
    doubtful: bool = False


def own_code(value: str, meaning: str) -> Code:
    """A code of our own, where DICOM has none."""
    return Code(OWN, value, meaning)
