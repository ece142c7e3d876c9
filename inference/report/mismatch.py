"""The impression beside the findings of the same text: what one says and the other denies, a side or a size that differ.

The check holds each sentence to the fact table; this holds the text to itself, so that it also works where the table is
silent. Precision first: a side is objected to only where the findings name this finding, in this organ, with a side,
and nowhere with the side of the impression (two stages: candidates, then a look at everything else that was said).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inference.report.assertion import Assertion
from inference.report.assertions import Parsed
from inference.report.compare import Mismatch, related
from inference.report.lexicon import Lexicon

_QUALIFIED = re.compile(
    r"\b(?:new|other|additional|further|acute|active|significant|definite|suspicious|recurrent|residual|more|enlarged|large|central|recent)\b[\s\w-]*$", re.IGNORECASE
)
_GENERAL = ("abnormality", "lesion", "opacity", "enlargement", "dilatation", "infection", "device", "malignancy")
"""Words that stand for many things: what is said of them in two places need not be the same thing."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that was read: where it stands and what it says."""

    id: str
    section: str
    parsed: Parsed


def mismatches(spoken: Sequence[Spoken], book: Lexicon) -> Iterator[tuple[str, Mismatch]]:
    """(sentence id, what is wrong) for sentences of the impression that the findings do not bear out."""
    above = [said for row in spoken if row.section in ("findings", "") for said in row.parsed.assertions if _counts(said)]
    for row in spoken:
        if row.section != "impression" or not above:
            continue
        for said in row.parsed.assertions:
            if _counts(said) and said.finding not in _GENERAL:
                same = [other for other in above if _same_thing(said, other, book)]
                found = _polarity(said, same) or _side(said, same) or _size(said, same)
                if found:
                    yield row.id, Mismatch("mismatch", found)


def _counts(said: Assertion) -> bool:
    return bool(said.finding) and not said.context and said.change != "resolved"


def _same_thing(said: Assertion, other: Assertion, book: Lexicon) -> bool:
    """The same word, or a narrower or wider one, in the same organ as far as both name one."""
    if other.finding in _GENERAL or not related(book, said.finding, other.finding):
        return False
    return not said.organs or not other.organs or any(book.same_region(a, b) for a in said.organs for b in other.organs)


def _polarity(said: Assertion, same: Sequence[Assertion]) -> str:
    exact = [other for other in same if other.finding == said.finding and _sides_meet(said, other)]
    if not exact or _qualified(said) or any(_qualified(other) for other in exact):
        return ""
    if said.negated and all(not other.negated and other.certainty == "definite" for other in exact):
        return f"The impression denies what the findings describe: {said.finding}."
    if not said.negated and said.certainty != "possible" and all(other.negated for other in exact):
        return f"The impression states what the findings deny: {said.finding}."
    return ""


def _qualified(said: Assertion) -> bool:
    start = said.sentence[said.start : said.end].lower()
    return bool(_QUALIFIED.search(said.sentence[max(0, said.start - 40) : said.start])) or start.startswith(("acute", "active"))


def _sides_meet(said: Assertion, other: Assertion) -> bool:
    return not said.side or not other.side or said.side == other.side or "bilateral" in (said.side, other.side)


def _side(said: Assertion, same: Sequence[Assertion]) -> str:
    if said.negated or said.side not in ("left", "right"):
        return ""
    affirmed = [other for other in same if not other.negated]
    sides = {other.side for other in affirmed}
    if not affirmed or sides != {"left" if said.side == "right" else "right"}:
        return ""
    return f"The impression says {said.side}; the findings say {sides.pop()} ({said.finding})."


def _size(said: Assertion, same: Sequence[Assertion]) -> str:
    if said.negated:
        return ""
    numbers = [one for one in said.numbers if one.dimension == "length" and not one.prior and not one.bound]
    given = [one for other in same if not other.negated for one in other.numbers if one.dimension == "length" and not one.bound]
    for number in numbers:
        if given and not any(number.matches(other.value) or other.matches(number.value) for other in given):
            shown = ", ".join(f"{other.value:g} mm" for other in given[:3])
            return f"The impression gives {number.value:g} mm for the {said.finding}; the findings give {shown}."
    return ""
