"""A decision table, and what it decides. It is asked with what is known, and asks for the rest that matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from inference.report.calculators.model import MissingError, Outcome, Slot, UndefinedError, Value, Values
from inference.report.calculators.units import round_half_up, written
from inference.report.guidelines.conditions import Condition, Interval, holds


@dataclass(frozen=True, slots=True)
class Row:
    """Under these conditions, this category. `undefined` is a sentence instead: the guideline says nothing there."""

    when: Mapping[str, Condition]
    category: str = ""
    recommendation: str = ""
    undefined: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Classes of a size, each bounded on every number that may be given for it: diameter or volume."""

    name: str
    title: str
    classes: Mapping[str, Mapping[str, Interval]]

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(next(iter(self.classes.values())))


@dataclass(frozen=True, slots=True)
class Total:
    """Points of choices and numbers, added up or the largest taken, from `start` on."""

    title: str
    points: Mapping[str, Mapping[Condition, int]]
    largest: bool = False
    start: int = 0


@dataclass(frozen=True, slots=True)
class After:
    """A change of the category that the rows gave: an upgrade for further features."""

    when: Mapping[str, Condition]
    change: Mapping[str, str]


POINTS = "points"


@dataclass(frozen=True, slots=True)
class Table:
    """`first` is looked through in order before the `rows`, of which exactly one holds for anything else."""

    slots: Mapping[str, Slot]
    rows: tuple[Row, ...]
    first: tuple[Row, ...] = ()
    bands: Mapping[str, Band] = field(default_factory=dict)
    total: Total | None = None
    after: tuple[After, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)

    def decide(self, values: Values) -> Outcome:
        """The category of what is known.

        Raises
        ------
        MissingError naming the slots that still matter, UndefinedError where the guideline says nothing.
        """
        known = self._known(values)
        asked: list[str] = []
        hit: Row | None = None
        for row in self.first:
            open_slots = self._open(row.when, known)
            if open_slots == [] and not asked:
                hit = row
                break
            asked += open_slots or []
        if hit is None:
            states = [(row, self._open(row.when, known)) for row in self.rows]
            possible = [(row, unknown) for row, unknown in states if unknown is not None]
            if not possible and not asked:
                raise UndefinedError("The table says nothing of these values.")
            if len(possible) == 1 and not possible[0][1] and not asked:
                hit = possible[0][0]
            else:
                asked += [name for _, unknown in possible for name in unknown]
        if hit is None:
            raise MissingError(self._slots_behind(asked, values), "More must be known.")
        return self._outcome(hit, known, values)

    def _outcome(self, row: Row, known: Mapping[str, Value], values: Values) -> Outcome:
        if row.undefined:
            raise UndefinedError(row.undefined)
        category, recommendation, notes = row.category, row.recommendation, [row.note] if row.note else []
        for after in self.after:
            if category not in after.change:
                continue
            unknown = self._open(after.when, known)
            if unknown:
                raise MissingError(self._slots_behind(unknown, values), "More must be known.")
            if unknown == []:
                category, recommendation = after.change[category], ""
        points = known.get(POINTS)
        value = points if isinstance(points, float) else None
        return Outcome(value, category, recommendation or self.categories.get(category, ""), notes=tuple(notes))

    def _open(self, when: Mapping[str, Condition], known: Mapping[str, Value]) -> list[str] | None:
        """Which of the conditions are not known yet; None where one of them does not hold."""
        if any(name in known and not holds(condition, known[name]) for name, condition in when.items()):
            return None
        return [name for name in when if name not in known]

    def _known(self, values: Values) -> dict[str, Value]:
        """The values as they are compared: rounded, with the classes of bands and the total."""
        known: dict[str, Value] = {}
        for name, value in values.items():
            decimals = self.slots[name].decimals
            known[name] = round_half_up(value, decimals) if isinstance(value, float) and decimals is not None else value
        for band in self.bands.values():
            found = {name: _class_of(band, name, known[name]) for name in band.slots if name in known}
            if len(set(found.values())) > 1:
                told = "; ".join(f"{self.slots[name].title.lower()} {written(self.slots[name], values[name])}: {one}" for name, one in found.items())
                raise UndefinedError(f"The numbers for the {band.title.lower()} do not agree ({told}): give the one that counts.")
            if found:
                known[band.name] = next(iter(found.values()))
        if self.total is not None and set(self.total.points) <= set(known):
            known[POINTS] = float(add_up(self.total, known))
        return known

    def _slots_behind(self, names: list[str], values: Values) -> tuple[str, ...]:
        """The slots to be asked for: of a band its first number, of the total what is not known of it."""
        wanted: set[str] = set()
        for name in names:
            if name in self.bands:
                wanted.add(self.bands[name].slots[0])
            elif name == POINTS and self.total is not None:
                wanted |= set(self.total.points) - set(values)
            else:
                wanted.add(name)
        return tuple(name for name in self.slots if name in wanted)


def add_up(total: Total, known: Mapping[str, Value]) -> int:
    """The points of what is known."""
    found = [total.start]
    for name, points in total.points.items():
        value = known[name]
        for one in value if isinstance(value, tuple) else (value,):
            found.append(next(much for condition, much in points.items() if holds(condition, one)))
    return max(found) if total.largest else sum(found)


def _class_of(band: Band, slot: str, value: Value) -> str:
    return next(name for name, bounds in band.classes.items() if holds(bounds[slot], value))
