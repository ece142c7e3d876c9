"""What a calculator is: what it asks for, what it answers, and by which published rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from viewer.case.errors import KnownError

Value = float | str | tuple[str, ...]
Values = Mapping[str, Value]


class UndefinedError(KnownError):
    """The rule says nothing of these inputs; the text says why."""


class MissingError(KnownError):
    """More must be known before the rule answers. `slots` are the names of what is asked for, in order."""

    def __init__(self, slots: tuple[str, ...], text: str, advice: str = "") -> None:
        super().__init__(text, advice)
        self.slots = slots

    def __reduce__(self) -> tuple[type, tuple[tuple[str, ...], str, str]]:  # type: ignore[override]
        return type(self), (self.slots, self.text, self.advice)


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that a calculator asks for: a number with its unit and range, or a choice of words.

    `least` and `most` belong to the range. `decimals` is to how many places the number is rounded (halves up) before
    it is compared, where the guideline says so. `factors` are further units that the number may come in: what one of
    them is in `unit`; units of one dimension convert anyway. `synonyms` are other spellings of choices. `several`
    allows any number of the choices. `keys` are other names that the slot may be given by. `fill` names where it may be read from (`inference.report.calculators.fill`).
    """

    name: str
    title: str
    unit: str = ""
    least: float = float("-inf")
    most: float = float("inf")
    choices: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    several: bool = False
    optional: bool = False
    decimals: int | None = None
    factors: Mapping[str, float] = field(default_factory=dict)
    fill: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A value for a slot, in the slot's unit, with where it is from ("given", "the finding's long axis", ...)."""

    value: Value
    source: str = "given"
    evidence_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """A number beside the main one."""

    name: str
    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule answers. A guideline has a category and no value; `digits` is how many decimals are shown."""

    value: float | None = None
    category: str = ""
    recommendation: str = ""
    details: tuple[Detail, ...] = ()
    notes: tuple[str, ...] = ()
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Vector:
    """An example with a known answer. `given` is written as on the command line; `source` is who published it,
    empty where it was computed by hand from the cited rule. `refused` is a part of the sentence that refuses it."""

    given: str
    value: float | None = None
    category: str = ""
    refused: str = ""
    source: str = ""
    within: float = 0.005


@dataclass(frozen=True, slots=True)
class Calculator:
    """A published rule as a function without side effects.

    `answer` gets the values of the slots that are known, in the slots' units. It raises `UndefinedError` where the
    rule says nothing, and `MissingError` where it must know more. `alternatives` are groups of slots of which one
    must be complete. `site` says that the file is the site's own.
    """

    id: str
    title: str
    what: str
    version: str
    citation: str
    slots: tuple[Slot, ...]
    answer: Callable[[Values], Outcome]
    vectors: tuple[Vector, ...]
    unit: str = ""
    value_name: str = ""
    words: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()
    limits: str = ""
    site: bool = False

    def slot(self, name: str) -> Slot:
        return next(slot for slot in self.slots if slot.name == name)


@dataclass(frozen=True, slots=True)
class Result:
    """An answer together with what it was computed from and by."""

    calculator: Calculator
    given: Mapping[str, Given]
    outcome: Outcome
