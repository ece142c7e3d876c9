"""One statement about one finding, as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inference.report.numbers import Measured

_DISTANCE = re.compile(r"\s*(?:above|below|from|proximal to|distal to|cephalad to|caudal to|away from)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One statement about one finding.

    `finding` is a term of ``resources/terms``; empty where the sentence speaks of "it" or "the largest".
    `anatomy` is the most specific place named, `organ` what it belongs to, `organs` all organs named outright, `zone` an upper, middle or lower
    third named outright. `count` is a number of findings, 2 with `at_least` for "several"; `plural` is a plural
    without a number. `extreme` ("largest", "smallest") marks what is said of one of a group (`rank` 2: "second largest"); with `within` the place says of which group.
    `item` marks an entry of a list. `descriptors` are properties it claims ("spiculated"). `start` and `end` are characters of the sentence (of the file, from
    `assert_text`). `context` is "history" for what is told of the past or an earlier study, "question" for what an
    indication asks; such an assertion is never more than possible. `prior_date` (YYYY-MM-DD) is the day of the study that a change is
    told against, where the text gives just one.
    """

    sentence: str
    section: str
    finding: str
    anatomy: str
    organ: str
    organs: frozenset[str]
    zone: str
    side: str
    negated: bool
    certainty: str
    numbers: tuple[Measured, ...]
    change: str
    count: int | None
    at_least: bool
    start: int
    end: int
    extreme: str = ""
    rank: int = 1
    within: bool = False
    plural: bool = False
    item: bool = False
    descriptors: tuple[str, ...] = ()
    context: str = ""
    prior_date: str = ""

    @property
    def sizes_mm(self) -> tuple[float, ...]:
        """The lengths it gives for now (not for an earlier study, not "4 cm above the carina"), longest first."""
        lengths = (
            number.value
            for number in self.numbers
            if number.dimension == "length" and not number.prior and not _DISTANCE.match(self.sentence, number.end)
        )
        return tuple(sorted(lengths, reverse=True))
