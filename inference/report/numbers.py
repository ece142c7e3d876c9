"""How a number is written in a report, and how a written number is read back. The only place that rounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

BASE_UNITS = {"length": "mm", "volume": "ml", "attenuation": "HU", "share": "%"}
"""The unit of a number's value, by its dimension."""

COUNT_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")

_UNIT = r"mm3|mm³|cm3|cm³|cc|mm|cm|ml|millimet(?:er|re)s?|centimet(?:er|re)s?|millilit(?:er|re)s?|met(?:er|re)s?|m|hu|hounsfield units?|%|percent"
_NUMBER = r"\d+(?:\.\d+|,\d{1,2}(?!\d))?"
_MEASURE = re.compile(
    rf"(?<![\w.])({_NUMBER})\s*-?\s*({_UNIT})?((?:\s*(?:x|×|by)\s*{_NUMBER}\s*(?:{_UNIT})?){{0,2}})(?![\w])(?:\s*-?\s*({_UNIT})(?!\w))?",
    re.IGNORECASE,
)
_REST = re.compile(rf"(?:x|×|by)\s*({_NUMBER})\s*({_UNIT})?", re.IGNORECASE)
_PRIOR = re.compile(
    r"(?:when it measured|previously|formerly|earlier|prior(?:ly)?|before|was|were|from|had been)\s*(?:,|:|\()?\s*"
    r"(?:when it |been |measured |measuring |measured at |about |approximately |at )*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\s*(?:previously|earlier|formerly|before|then|(?:on|in|at) the (?:prior|previous|earlier)[\w ]*)\s*(?:[).,;]|$)",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"({_NUMBER})\s*(?:-|–|to)\s*$", re.IGNORECASE)
_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORD_VALUES = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_IN_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})[\s-]+)?(?P<ones>{'|'.join(sorted(_WORD_VALUES, key=len, reverse=True))})"
    rf"(?:\s+point\s+(?P<tenth>{'|'.join(_ONES[:10])}))?(?P<half>\s+and\s+a\s+half)?[\s-]+(?P<unit>(?!m\b){_UNIT})(?!\w)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:(?P<below>\b(?:under|below|less than|smaller than|not exceeding)|<)|(?P<above>\b(?:over|above|more than|larger than|greater than|exceeding)|>))\s*$",
    re.IGNORECASE,
)
_SUBCENTIMETRE = re.compile(r"\bsub-?\s?centimet(?:er|re)\b", re.IGNORECASE)
_TIE = 1e-6


@dataclass(frozen=True, slots=True)
class Measured:
    """A number with a unit as written. `dimension`: length, volume, attenuation, share.

    `value` is in the base unit (mm, ml, HU, %), `step` what one unit of its last digit is worth there, so
    that a rounded number can be compared with the measured one. `prior` says that the text calls it an
    earlier value. Numbers of one size ("12 x 9 mm") share `group`. `bound` is "<" for "under 15 mm", ">" for "over".
    """

    dimension: str
    value: float
    unit: str
    step: float
    start: int
    end: int
    group: int
    prior: bool = False
    bound: str = ""

    def matches(self, value: float) -> bool:
        """Whether a measured value, rounded to the digits written, is this number, or is within it as a bound."""
        if self.bound:
            return value < self.value + _TIE if self.bound == "<" else value > self.value - _TIE
        return abs(self.value - value) <= self.step / 2 + _TIE


def format_lengths(values_mm: Sequence[float]) -> str:
    """One size, long axis first: ``12 x 9 mm``; one decimal where the longest is below 10 mm (``7.4 x 5.2 mm``)."""
    decimals = 0 if _round(max(values_mm), 1) >= 10 else 1
    return " x ".join(_fixed(value, decimals) for value in values_mm) + " mm"


def format_quantity(value: float, unit: str) -> str:
    """One number with its unit: volumes get two decimals below 1 ml, one below 10; HU, % and counts none."""
    if unit in ("mm", "cm"):
        return format_lengths([value if unit == "mm" else value * 10])
    if unit == "ml":
        decimals = 3 if value < 0.1 else 2 if value < 1 else 1 if value < 10 else 0
        return f"{_fixed(value, decimals)} ml"
    if unit == "%":
        return f"{_fixed(value, 0)} %"
    return f"{_fixed(value, 0)} {unit}" if unit == "HU" else _fixed(value, 0)


def format_setting(value: float, unit: str) -> str:
    """A number of the scanner as its header gives it: ``1.25 mm``, ``120 kV``."""
    return f"{value:g} {unit}"


def count_word(count: int) -> str:
    """A count as it begins a sentence: ``Three``; digits above twelve."""
    return COUNT_WORDS[count] if 0 <= count < len(COUNT_WORDS) else str(count)


def to_base(value: float, unit: str) -> tuple[str, float]:
    """A quantity's dimension, and its value in that dimension's base unit."""
    dimension, factor = _unit(unit)
    return dimension, value * factor


def find_numbers(text: str) -> list[Measured]:
    """Every number that has a unit, in reading order; a size's numbers get the unit at its end."""
    text = text.replace("−", "-")
    found: list[Measured] = [_in_words(match, text, -1 - index) for index, match in enumerate(_IN_WORDS.finditer(text))]
    found += [
        Measured("length", 10.0, "cm", 10.0, match.start(), match.end(), -1000 - index, bound="<")
        for index, match in enumerate(_SUBCENTIMETRE.finditer(text))
    ]
    for group, match in enumerate(_MEASURE.finditer(text)):
        parts = [(match.group(1), match.group(2), match.start(1), match.end(1))]
        offset = match.start(3)
        parts += [
            (rest.group(1), rest.group(2), offset + rest.start(1), offset + rest.end(1))
            for rest in _REST.finditer(match.group(3) or "")
        ]
        last_unit = match.group(4) or next((unit for _, unit, _, _ in reversed(parts) if unit), None)
        if last_unit is None:
            continue
        low = _RANGE.search(text, 0, match.start()) if not text[match.start() - 1 : match.start()].isalnum() else None
        if low and not re.search(r"[\w.]$", text[: low.start(1)]):  # "5 to 14 mm": the unit counts for both
            parts.insert(0, (low.group(1), last_unit, low.start(1), low.end(1)))
        prior = _is_prior(text, low.start(1) if low else match.start(), match.end())
        for number, unit, start, _ in parts:
            dimension, factor = _unit(unit or last_unit)
            sign = -1.0 if dimension == "attenuation" and text[:start].endswith("-") and not low else 1.0
            number = number.replace(",", ".")
            decimals = len(number.partition(".")[2])
            found.append(
                Measured(
                    dimension,
                    sign * float(number) * factor,
                    _short(unit or last_unit),
                    10.0**-decimals * factor,
                    start,
                    match.end(),
                    group,
                    prior if not low else prior and start == low.start(1),
                    _bound(text, match.start()),
                )
            )
    return sorted(found, key=lambda measured: measured.start)


def _in_words(match: re.Match[str], text: str, group: int) -> Measured:
    """ "Fifteen millimetres", "one point five centimetres"."""
    value = float(_WORD_VALUES[match["ones"].lower()] + (_WORD_VALUES[match["tens"].lower()] if match["tens"] else 0))
    if match["tenth"]:
        value += _WORD_VALUES[match["tenth"].lower()] / 10
    value += 0.5 if match["half"] else 0.0
    dimension, factor = _unit(match["unit"])
    step = 0.1 if match["tenth"] or match["half"] else 1.0
    prior = _is_prior(text, match.start(), match.end())
    return Measured(dimension, value * factor, _short(match["unit"]), step * factor, match.start(), match.end(), group, prior)


def _bound(text: str, start: int) -> str:
    found = _BOUND.search(text[:start])
    return "" if found is None else "<" if found["below"] else ">"


def _is_prior(text: str, start: int, end: int) -> bool:
    before = _PRIOR.search(text[:start])
    if before and re.search(r"\b(?:rang|var)\w+\s*$", text[: before.start()], re.IGNORECASE):
        return False  # "ranging from 5 to 14 mm"
    return bool(before or _AFTER.match(text[end:]) or re.match(r"\s*(?:→|->)\s*\d", text[end:]))


def _short(unit: str) -> str:
    """A unit that is written out, as its sign."""
    unit = unit.lower()
    signs = {"millim": "mm", "centim": "cm", "millil": "ml", "met": "m"}
    return next((sign for word, sign in signs.items() if unit.startswith(word)), unit)


def _unit(unit: str) -> tuple[str, float]:
    unit = unit.lower()
    if unit in ("mm3", "mm³"):
        return "volume", 0.001
    if unit in ("cm3", "cm³", "cc", "ml") or unit.startswith("millil"):
        return "volume", 1.0
    if unit == "mm" or unit.startswith("millim"):
        return "length", 1.0
    if unit == "cm" or unit.startswith("centim"):
        return "length", 10.0
    if unit == "m" or unit.startswith("met"):
        return "length", 1000.0
    if unit == "hu" or unit.startswith("hounsfield"):
        return "attenuation", 1.0
    if unit in ("%", "percent"):
        return "share", 1.0
    return unit, 1.0


def _round(value: float, decimals: int) -> float:
    return float(_fixed(value, decimals))


def _fixed(value: float, decimals: int) -> str:
    text = str(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
    return text.lstrip("-") if float(text) == 0 else text
