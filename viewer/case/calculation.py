"""What a calculator or guideline answered for this patient, and what it was computed from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from viewer.case.source import Source


@dataclass(frozen=True, slots=True)
class CalculationInput:
    """One value that went in, as written with its unit ("7 mm", "solid"); `filled` where it was read, not typed."""

    name: str
    value: str
    origin: str
    filled: bool = False
    evidence_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """An answer that a sentence of the report rests on: it can be computed again from `inputs`.

    `sentence` is what it says in words. `finding_id` is the finding it was filled from, if any.
    """

    kind: ClassVar[str] = "calculation"
    id: str
    calculator: str
    version: str
    inputs: tuple[CalculationInput, ...]
    category: str
    sentence: str
    finding_id: str
    source: Source


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A calculation beside what it is now: `problem` says in one sentence what no longer holds, or is empty."""

    calculation: Calculation
    title: str
    problem: str = ""
