"""The check of sentences that rest on a calculator or guideline: against the calculation, word by word and number by number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from inference.report.compare import Mismatch
from viewer.case.calculation import Recomputed

_TOKEN = re.compile(r"\b[A-Za-z-]*\d[\w.]*\b|\b(?:I{1,3}F?|IV|VI?)\b")
_DENIES = re.compile(r"\b(?:no|not|without|never|none)\b", re.IGNORECASE)
_CATEGORY = r"(?:\d[A-CX]?|TR\d|LR-\w+|I{1,3}F?|IV|V)"
_MOST_OF_IT = 0.6
"""From this share of common words on, a changed sentence is still the calculation's."""


def judge_linked(text: str, recomputed: Recomputed) -> list[Mismatch] | None:
    """What is wrong with a sentence that rests on a calculation; None where the sentence is about something else."""
    written = recomputed.calculation.sentence
    if _plain(text) != _plain(written):
        said, wanted = set(re.findall(r"\w+", text.lower())), set(re.findall(r"\w+", written.lower()))
        if not said or len(said & wanted) < _MOST_OF_IT * len(said):
            return None
        strange = Counter(_TOKEN.findall(text)) - Counter(_TOKEN.findall(written))
        if strange:
            return [_wrong(f"The sentence says {next(iter(strange))}, which the calculation does not: {written}")]
        if len(_DENIES.findall(text)) != len(_DENIES.findall(written)):
            return [_wrong(f"The sentence denies something else than the calculation: {written}")]
    return [_wrong(recomputed.problem)] if recomputed.problem else []


def judge_free(text: str, calculations: Mapping[str, Recomputed]) -> list[Mismatch]:
    """A category that a sentence names for a guideline, against what was computed by that guideline."""
    found = []
    for title in sorted({one.title for one in calculations.values()}):
        match = re.search(rf"\b{re.escape(title)}\b(?:\s+v?\d{{4}}|\s+v[\d.]+)?(?:\s+category|\s+class|\s+score|:|\s+of)*\s+({_CATEGORY})\b", text)
        computed = {one.calculation.category for one in calculations.values() if one.title == title}
        if match and computed and not any(re.fullmatch(rf"(?:.*\s)?{re.escape(match[1])}", one) for one in computed):
            found.append(_wrong(f"The sentence says {title} {match[1]}; computed, it is {' and '.join(sorted(computed))}."))
    return found


def _wrong(reason: str) -> Mismatch:
    return Mismatch("guideline", reason)


def _plain(text: str) -> str:
    return " ".join(text.split())
