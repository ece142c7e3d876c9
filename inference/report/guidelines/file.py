"""A guideline as a TOML file: read strictly, checked to be whole, and turned into a calculator. Nothing in it is run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from inference.report.calculators.asking import YES_NO, answer, read_inputs, split_pairs
from inference.report.calculators.model import Calculator, Slot, Vector
from inference.report.guidelines.conditions import Condition, Interval, read_interval
from inference.report.guidelines.coverage import problems_of
from inference.report.guidelines.table import POINTS, After, Band, Row, Table, Total
from viewer.case.errors import KnownError

_ID = re.compile(r"[a-z][a-z0-9-]{1,40}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
MOST_BYTES = 200_000


def read_guideline(text: str, *, site: bool = False) -> tuple[Calculator, Table]:
    """A guideline from the text of its file.

    Raises
    ------
    KnownError that says what is wrong: no TOML, an unknown or missing entry, a condition that cannot be read, a table
    with gaps or overlaps, or one of its own vectors that comes out otherwise.
    """
    if len(text.encode()) > MOST_BYTES:
        raise KnownError("The file is too large for a guideline.")
    try:
        data = tomllib.loads(text)
        calculator, table = _Reader(data).calculator(site)
    except (tomllib.TOMLDecodeError, ValueError, TypeError) as error:
        raise KnownError(f"It cannot be read: {error}.") from error
    except RecursionError:
        raise KnownError("It cannot be read: it is nested too deeply.") from None
    wrong = problems_of(table)
    if wrong:
        raise KnownError(wrong[0])
    for vector in calculator.vectors:
        if said := wrong_in(calculator, vector):
            raise KnownError(said)
    return calculator, table


def wrong_in(calculator: Calculator, vector: Vector) -> str:
    """How a vector comes out otherwise than it says; empty where it does not."""
    try:
        found = answer(calculator, read_inputs(calculator, split_pairs(vector.given))).outcome
    except KnownError as error:
        refused = bool(vector.refused) and vector.refused.lower() in str(error).lower()
        return "" if refused else f"The vector {vector.given!r} is refused: {error}"
    if vector.refused:
        return f"The vector {vector.given!r} is not refused."
    if vector.category and found.category != vector.category:
        return f"The vector {vector.given!r} gives {found.category!r}, not {vector.category!r}."
    if vector.value is not None and (found.value is None or abs(found.value - vector.value) > vector.within):
        return f"The vector {vector.given!r} gives {found.value}, not {vector.value}."
    return ""


class _Reader:
    """Takes the entries of a file apart; what it does not know is an error."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = dict(data)
        self.slots: dict[str, Slot] = {}
        self.points: dict[str, dict[Condition, int]] = {}
        self.bands: dict[str, Band] = {}

    def calculator(self, site: bool) -> tuple[Calculator, Table]:
        data = self.data
        _only(data, "the file", "id title version citation what words aliases limits slots bands total first row after categories vector")
        id, title, version = _text(data, "id"), _text(data, "title"), _text(data, "version")
        if not _ID.fullmatch(id):
            raise ValueError(f"the id {id!r} is not lower-case letters, digits and hyphens")
        for name, entry in _table(data, "slots").items():
            self._slot(name, entry)
        for name, entry in _table(data, "bands").items():
            self._band(name, entry)
        total = self._total()
        categories = {name: _sentence(entry, f"the category {name}") for name, entry in _table(data, "categories").items()}
        rows = tuple(self._row(entry, f"row {n}") for n, entry in enumerate(_list(data, "row"), 1))
        first = tuple(self._row(entry, f"first {n}") for n, entry in enumerate(_list(data, "first"), 1))
        after = tuple(self._after(entry, f"after {n}") for n, entry in enumerate(_list(data, "after"), 1))
        if not rows:
            raise ValueError("it has no [[row]]")
        table = Table(self.slots, rows, first, self.bands, total, after, categories)
        for row in (*first, *rows):
            if categories and row.category and row.category not in categories and not row.recommendation:
                raise ValueError(f"the category {row.category!r} has no line under [categories]")
        for name in [new for one in after for new in one.change.values()]:
            if name not in categories:
                raise ValueError(f"the category {name!r} has no line under [categories]")
        calculator = Calculator(
            id, title, _text(data, "what"), version, _text(data, "citation"), tuple(self.slots.values()), table.decide,
            tuple(_vector(entry) for entry in _list(data, "vector")),
            "points" if total else "", total.title if total else "", _words(data, "words"), _words(data, "aliases"),
            limits=_text(data, "limits", ""), site=site,
        )  # fmt: skip
        return calculator, table

    def _slot(self, name: str, entry: Any) -> None:
        where = f"the slot {name}"
        if not _NAME.fullmatch(name) or name == POINTS:
            raise ValueError(f"a slot cannot be called {name!r}")
        if not isinstance(entry, dict):
            raise ValueError(f"{where} is no table")
        _only(entry, where, "title unit range decimals choices synonyms several factors fill keys points")
        choices = _words(entry, "choices")
        if choices and ("range" in entry or "unit" in entry):
            raise ValueError(f"{where} is either a choice or a number")
        least, most = float("-inf"), float("inf")
        if not choices and "range" not in entry and "points" in entry and all(not re.match(r"[<>=\d]", word) for word in entry["points"]):
            choices = tuple(entry["points"])
        if not choices:
            bounds = entry.get("range")
            if not isinstance(bounds, list) or len(bounds) != 2 or not all(_is_number(one) for one in bounds):
                raise ValueError(f"{where} has neither choices nor a range of two numbers")
            least, most = float(bounds[0]), float(bounds[1])
        self.slots[name] = Slot(
            name, _text(entry, "title"), _text(entry, "unit", ""), least, most, choices,
            {str(a): str(b) for a, b in _table(entry, "synonyms").items()}, bool(entry.get("several", False)), True,
            _decimals(entry, where), {str(a): float(b) for a, b in _table(entry, "factors").items()}, _words(entry, "fill"), _words(entry, "keys"),
        )  # fmt: skip
        if choices and len(set(choices)) != len(choices):
            raise ValueError(f"{where} has a choice twice")
        if "points" in entry:
            points = {self._condition(name, condition): much for condition, much in _table(entry, "points").items()}
            if not all(type(much) is int for much in points.values()):
                raise ValueError(f"the points of {where} are not whole numbers")
            self.points[name] = points

    def _band(self, name: str, entry: Any) -> None:
        if not _NAME.fullmatch(name) or name in self.slots or name == POINTS or not isinstance(entry, dict):
            raise ValueError(f"a band cannot be called {name!r}")
        classes: dict[str, dict[str, Interval]] = {}
        for label, bounds in entry.items():
            if label == "title":
                continue
            read = {slot: self._condition(slot, condition) for slot, condition in _table(entry, label).items()}
            numbers = {slot: one for slot, one in read.items() if isinstance(one, Interval)}
            if not numbers or len(numbers) != len(bounds):
                raise ValueError(f"the class {label!r} of the band {name} is not bounded by numbers")
            classes[label] = numbers
        if not classes or len({tuple(one) for one in classes.values()}) != 1:
            raise ValueError(f"the classes of the band {name} are not bounded by the same numbers in the same order")
        self.bands[name] = Band(name, _text(entry, "title"), classes)

    def _total(self) -> Total | None:
        entry = _table(self.data, "total")
        if not entry and not self.points:
            return None
        _only(entry, "the total", "title take start")
        take = _text(entry, "take", "sum")
        if take not in ("sum", "largest") or not self.points or type(entry.get("start", 0)) is not int:
            raise ValueError("the total takes the 'sum' or the 'largest' of points that slots have, from a whole number on")
        return Total(_text(entry, "title", "Points"), self.points, take == "largest", entry.get("start", 0))

    def _row(self, entry: Any, where: str) -> Row:
        if not isinstance(entry, dict):
            raise ValueError(f"{where} is no table")
        _only(entry, where, "when category recommendation undefined note")
        if ("category" in entry) == ("undefined" in entry):
            raise ValueError(f"{where} has neither or both of category and undefined")
        return Row(
            self._when(entry, where), _text(entry, "category", ""), _sentence(entry.get("recommendation", ""), where),
            _text(entry, "undefined", ""), _text(entry, "note", ""),
        )  # fmt: skip

    def _after(self, entry: Any, where: str) -> After:
        if not isinstance(entry, dict):
            raise ValueError(f"{where} is no table")
        _only(entry, where, "when change")
        change = _table(entry, "change")
        if not change or not all(isinstance(one, str) for one in change.values()):
            raise ValueError(f"{where} changes no category")
        return After(self._when(entry, where), change)

    def _when(self, entry: Mapping[str, Any], where: str) -> dict[str, Condition]:
        found: dict[str, Condition] = {}
        for name, condition in _table(entry, "when").items():
            try:
                found[name] = self._condition(name, condition)
            except ValueError as error:
                raise ValueError(f"in {where}: {error}") from None
        return found

    def _condition(self, name: str, written: Any) -> Condition:
        slot, band = self.slots.get(name), self.bands.get(name)
        words = tuple(band.classes) if band else slot.choices if slot else ()
        if slot is None and band is None and name != POINTS:
            raise ValueError(f"there is no slot {name!r}")
        if words:
            chosen = [written] if isinstance(written, str) else written
            if not isinstance(chosen, list) or not chosen or not all(isinstance(one, str) for one in chosen):
                raise ValueError(f"{name} is compared with {written!r}, not with words")
            unknown = [one for one in chosen if one not in words]
            if unknown:
                raise ValueError(f"{name} is never {unknown[0]!r}")
            return frozenset(chosen)
        if not isinstance(written, str):
            raise ValueError(f"{name} is compared with {written!r}, which is no text like '<6'")
        return read_interval(written)


def _vector(entry: Any) -> Vector:
    if not isinstance(entry, dict):
        raise ValueError("a vector is no table")
    _only(entry, "a vector", "given value category refused source within")
    value = entry.get("value")
    if value is not None and not _is_number(value):
        raise ValueError("the value of a vector is no number")
    if value is None and "category" not in entry and "refused" not in entry:
        raise ValueError("a vector has neither a value, a category nor a refusal")
    return Vector(
        _text(entry, "given"), None if value is None else float(value), _text(entry, "category", ""),
        _text(entry, "refused", ""), _text(entry, "source", ""), float(entry.get("within", 0.005)),
    )  # fmt: skip


def _only(entry: Mapping[str, Any], where: str, names: str) -> None:
    unknown = [name for name in entry if name not in names.split()]
    if unknown:
        raise ValueError(f"{where} has an entry {unknown[0]!r}, which means nothing")


def _text(entry: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    value = entry.get(name, otherwise)
    if not isinstance(value, str) or (otherwise is None and not value.strip()):
        raise ValueError(f"the entry {name!r} is missing or no text")
    return value


def _sentence(text: Any, where: str) -> str:
    """A recommendation becomes a part of one sentence, so it has no full stop inside."""
    if not isinstance(text, str) or re.search(r"[.!?](?:\s|$)|\n", text):
        raise ValueError(f"the recommendation of {where} is not one clause without a full stop")
    return text


def _words(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = entry.get(name, [])
    if value == "yes/no":
        return YES_NO
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError(f"the entry {name!r} is no list of words")
    return tuple(value)


def _table(entry: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = entry.get(name, {})
    if not isinstance(value, dict):
        raise ValueError(f"the entry {name!r} is no table")
    return value


def _list(entry: Mapping[str, Any], name: str) -> list[Any]:
    value = entry.get(name, [])
    if not isinstance(value, list):
        raise ValueError(f"each {name} stands under a [[{name}]] of its own")
    return value


def _decimals(entry: Mapping[str, Any], where: str) -> int | None:
    value = entry.get("decimals")
    if value is not None and (type(value) is not int or not 0 <= value <= 3):
        raise ValueError(f"the decimals of {where} are no whole number from 0 to 3")
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


