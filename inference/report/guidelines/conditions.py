"""Conditions of a decision table: ``"<6"``, ``">=6, <8"``, a word, or a list of words. Nothing else is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from inference.report.calculators.model import Slot

_PART = re.compile(r"(<=|>=|<|>|)\s*(-?\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Interval:
    """Numbers between two bounds, each of which may belong to it or not."""

    low: float
    high: float
    with_low: bool
    with_high: bool

    def holds(self, value: float) -> bool:
        above = value > self.low or (self.with_low and value == self.low)
        return above and (value < self.high or (self.with_high and value == self.high))


Condition = Interval | frozenset[str]


def holds(condition: Condition, value: object) -> bool:
    """Whether a value meets a condition."""
    if isinstance(condition, Interval):
        return isinstance(value, int | float) and condition.holds(value)
    return value in condition


def read_interval(text: str) -> Interval:
    """``"<6"``, ``">=6, <8"`` or ``"7"``. Raises ValueError for anything else, and for what no number meets."""
    low, high, with_low, with_high = float("-inf"), float("inf"), True, True
    bounds = set[str]()
    for part in text.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError(f"{text!r} is no condition on a number; one is written like '<6' or '>=6, <8'")
        sign, bound = match[1], float(match[2])
        ends = {"<": {"high"}, "<=": {"high"}, ">": {"low"}, ">=": {"low"}, "": {"low", "high"}}[sign]
        if ends & bounds:
            raise ValueError(f"{text!r} bounds a number twice on one side")
        bounds |= ends
        if "low" in ends:
            low, with_low = bound, sign != ">"
        if "high" in ends:
            high, with_high = bound, sign != "<"
    if low > high or (low == high and not (with_low and with_high)):
        raise ValueError(f"no number is {text!r}")
    return Interval(low, high, with_low, with_high)


def cuts(slot: Slot, intervals: list[Interval]) -> tuple[float, ...]:
    """Numbers that stand for all that a slot may be: its ends, each printed bound, and what lies beside it.

    Of a number that is rounded before it is compared the neighbours are the next ones that rounding can give.
    """
    bounds = sorted({bound for one in intervals for bound in (one.low, one.high) if slot.least <= bound <= slot.most})
    if slot.decimals is not None:
        step = 10.0**-slot.decimals
        near = [round(bound + by, 6) for bound in (slot.least, *bounds, slot.most) for by in (-step, 0.0, step)]
    else:
        points = sorted({slot.least, *bounds, slot.most})
        near = [*points, *((a + b) / 2 for a, b in pairwise(points))]
    return tuple(sorted({value for value in near if slot.least <= value <= slot.most}))
