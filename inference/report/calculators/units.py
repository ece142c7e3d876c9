"""Units that a number may come in, and rounding as guidelines print it."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal

from inference.report.calculators.model import Slot, UndefinedError, Value
from viewer.case.errors import KnownError

_DIMENSIONS: tuple[dict[str, float], ...] = (
    {"mm": 1.0, "cm": 10.0, "m": 1000.0},
    {"mm2": 1.0, "cm2": 100.0},
    {"mm3": 0.001, "cm3": 1.0, "ml": 1.0, "l": 1000.0},
    {"g": 0.001, "kg": 1.0},
    {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "wk": 7.0},
    {"bq": 1e-6, "kbq": 0.001, "mbq": 1.0, "gbq": 1000.0},
    {"bq/ml": 0.001, "kbq/ml": 1.0},
    {"g/l": 0.1, "g/dl": 1.0},
    {"ng/ml": 1.0, "ug/l": 1.0},
)
_SPELLINGS = {
    "mm²": "mm2", "cm²": "cm2", "mm³": "mm3", "cm³": "cm3", "cc": "cm3", "ccm": "cm3", "mmq": "mm2",
    "millimetre": "mm", "millimeter": "mm", "millimetres": "mm", "millimeters": "mm", "centimetre": "cm", "centimeter": "cm",
    "day": "d", "days": "d", "week": "wk", "weeks": "wk", "minute": "min", "minutes": "min", "hour": "h", "hours": "h",
    "y": "years", "yr": "years", "yrs": "years", "year": "years", "a": "years", "percent": "%", "deg": "°", "degrees": "°",
    "degree": "°", "µmol/l": "umol/l", "μmol/l": "umol/l", "micromol/l": "umol/l", "µg/l": "ug/l", "μg/l": "ug/l",
    "mcg/l": "ug/l", "bpm": "/min", "iu/l": "u/l", "/nl": "10⁹/l", "10^9/l": "10⁹/l", "10e9/l": "10⁹/l", "g/µl": "10⁹/l",
    "ng/ml/ml": "ng/ml/ml", "suvbw": "suv",
}  # fmt: skip
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+|,\d{1,2})?(?:e[+-]?\d{1,2})?)\s*(.*)", re.IGNORECASE | re.DOTALL)


def plain_unit(unit: str) -> str:
    """A unit in one spelling: ``mm³`` and ``MM3`` are ``mm3``."""
    lower = unit.strip().lower().replace(" ", "").replace("−", "-")
    return _SPELLINGS.get(lower, lower)


def factor(slot: Slot, unit: str) -> float | None:
    """What one of `unit` is in the unit of a slot; None where the two are not of one kind."""
    asked, own = plain_unit(unit), plain_unit(slot.unit)
    if asked == own:
        return 1.0
    for other, much in slot.factors.items():
        if plain_unit(other) == asked:
            return much
    return next((row[asked] / row[own] for row in _DIMENSIONS if asked in row and own in row), None)


def units_of(slot: Slot) -> tuple[str, ...]:
    """Every unit that the number of a slot may come in, its own first."""
    own = plain_unit(slot.unit)
    others = [unit for row in _DIMENSIONS if own in row for unit in row if unit != own]
    return (slot.unit, *slot.factors, *others) if slot.unit else tuple(slot.factors)


def round_half_up(value: float, decimals: int) -> float:
    """Rounded as people do it on paper: 2.5 is 3, and 0.15 to one place is 0.2."""
    return float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def read_number(slot: Slot, text: str, unit: str = "") -> float:
    """A number as written, in the unit of the slot. `unit` is the one meant where the text names none.

    Raises
    ------
    KnownError for what is no number, has another kind of unit, or lies outside the range of the slot.
    """
    match = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    if match is None:
        raise KnownError(f"The {slot.title.lower()} is {text.strip()!r}, which is no number.", _wanted(slot))
    written = match[2].strip() or unit
    much = factor(slot, written) if written else 1.0
    if much is None:
        raise KnownError(f"The {slot.title.lower()} cannot be in {written!r}.", _wanted(slot))
    return checked(slot, float(match[1].replace(",", ".")) * much)


def checked(slot: Slot, value: float) -> float:
    """The number if it lies in the range of the slot."""
    if not math.isfinite(value) or not slot.least <= value <= slot.most:
        raise UndefinedError(
            f"The {slot.title.lower()} is {written(slot, value)}, which is outside {slot.least:g} to {written(slot, slot.most)}."
        )
    return value


def written(slot: Slot, value: Value) -> str:
    """A value with its unit as a reader writes it."""
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    if isinstance(value, str):
        return value
    gap = "" if slot.unit in ("%", "°", "") else " "
    return f"{round(value, 4):g}{gap}{slot.unit}"


def _wanted(slot: Slot) -> str:
    named = ", ".join(dict.fromkeys(units_of(slot)))
    return f"It is a number in {named}." if named else "It is a plain number."
