"""Small pieces that the formulas share: slots that many of them ask for, and reading values."""

from __future__ import annotations

from collections.abc import Mapping

from inference.report.calculators.asking import YES_NO
from inference.report.calculators.model import MissingError, Slot, UndefinedError, Values

CREATININE_MG_DL = 0.011312
"""mg/dL in one µmol/L of creatinine (113.12 g/mol)."""
LENGTHS = ("finding.long_axis", "measurement.length")


def number(
    name: str, title: str, unit: str, least: float, most: float, *, fill: tuple[str, ...] = (), optional: bool = False,
    factors: Mapping[str, float] | None = None,
) -> Slot:  # fmt: skip
    """A slot for a number."""
    return Slot(name, title, unit, least, most, optional=optional, factors=factors or {}, fill=fill)


def choice(
    name: str, title: str, *choices: str, fill: tuple[str, ...] = (), optional: bool = False, synonyms: Mapping[str, str] | None = None
) -> Slot:
    """A slot for one of some words; without any, for yes or no."""
    return Slot(name, title, choices=choices or YES_NO, synonyms=synonyms or {}, optional=optional, fill=fill)


AGE = number("age", "Age", "years", 0, 120, fill=("patient.age",))
ADULT_AGE = number("age", "Age", "years", 18, 120, fill=("patient.age",))
SEX = choice("sex", "Sex", "male", "female", fill=("patient.sex",), synonyms={"m": "male", "f": "female", "man": "male", "woman": "female"})
CREATININE = number("creatinine", "Serum creatinine", "mg/dL", 0.1, 30, factors={"umol/L": CREATININE_MG_DL})
WEIGHT = number("weight", "Body weight", "kg", 1, 400)
HEIGHT = number("height", "Body height", "cm", 20, 260)


def num(values: Values, name: str) -> float:
    """A number that was given."""
    value = values[name]
    assert isinstance(value, float)
    return value


def word(values: Values, name: str) -> str:
    """A word that was given."""
    value = values[name]
    assert isinstance(value, str)
    return value


def yes(values: Values, name: str) -> bool:
    return word(values, name) == "yes"


def above(value: float, *limits: tuple[float, str], otherwise: str) -> str:
    """The name of the first limit, from the highest down, that a value reaches."""
    return next((name for limit, name in limits if value >= limit), otherwise)


def refuse_unless(holds: bool, why: str) -> None:
    if not holds:
        raise UndefinedError(why)


def need(values: Values, *names: str) -> None:
    """Ask for what turns out to matter."""
    unknown = tuple(name for name in names if name not in values)
    if unknown:
        raise MissingError(unknown, "More must be known.")
