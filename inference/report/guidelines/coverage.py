"""Whether a decision table answers everything once: its gaps, its overlaps, and rows that nothing reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from inference.report.calculators.model import Slot
from inference.report.guidelines.conditions import Condition, Interval, cuts, holds
from inference.report.guidelines.table import POINTS, Row, Table, Total
from viewer.case.errors import KnownError

MOST_PROBLEMS, MOST_STEPS = 5, 400_000
Cell = str | float


def problems_of(table: Table) -> list[str]:
    """What is wrong with a table, each in one sentence; empty where every combination has exactly one answer.

    Every printed bound, its neighbours and the ends of each range are tried in every combination that matters. Of
    the total every sum that can come about is tried, with every other condition.

    Raises
    ------
    KnownError when the table is too large to be looked through.
    """
    found = [*_band_problems(table), *_point_problems(table)]
    return found or _Search(table).problems()


def reachable(total: Total, slots: Mapping[str, Slot]) -> tuple[float, ...]:
    """Every total that can come about."""
    sums = {total.start}
    for name, points in total.points.items():
        parts = {0, *points.values()} if slots[name].several else set(points.values())
        if slots[name].several and not total.largest:
            parts = _sums(list(points.values()))
        sums = {max(a, b) if total.largest else a + b for a, b in product(sums, parts)}
    return tuple(float(one) for one in sorted(sums))


def _sums(parts: Sequence[int]) -> set[int]:
    found = {0}
    for part in parts:
        found |= {one + part for one in found}
    return found


def _band_problems(table: Table) -> list[str]:
    found = []
    for band in table.bands.values():
        for name in band.slots:
            bounds = {label: one[name] for label, one in band.classes.items()}
            found += _partition(table.slots[name], bounds, f"The classes of {band.title.lower()}")
    return found


def _point_problems(table: Table) -> list[str]:
    found = []
    for name, points in (table.total.points if table.total else {}).items():
        slot = table.slots[name]
        if slot.choices:
            known = {word for condition in points if isinstance(condition, frozenset) for word in condition}
            found += [f"The {slot.title.lower()} has no points for {word!r}." for word in slot.choices if word not in known]
        else:
            bounds = {str(much): one for one, much in points.items() if isinstance(one, Interval)}
            found += _partition(slot, bounds, f"The points of {slot.title.lower()}")
    return found


def _partition(slot: Slot, bounds: Mapping[str, Interval], what: str) -> list[str]:
    for value in cuts(slot, list(bounds.values())):
        hits = [name for name, one in bounds.items() if one.holds(value)]
        if len(hits) != 1:
            said = "say nothing" if not hits else f"say {' and '.join(hits)}"
            return [f"{what} {said} of {slot.title.lower()} {value:g}."]
    return []


class _Search:
    """Goes through all combinations, leaving out what no row asks about."""

    def __init__(self, table: Table) -> None:
        self.table = table
        every = [*table.first, *table.rows]
        names = {name for row in every for name in row.when}
        used = {name: sum(name in row.when for row in every) for name in names}
        self.names = sorted(names, key=lambda name: (-used[name], name))
        self.cells = {name: _cells(table, name, every) for name in self.names}
        self.found: list[str] = []
        self.reached: set[int] = set()
        self.steps = 0

    def problems(self) -> list[str]:
        self._go(0, {}, self.table.first, self.table.rows)
        if not self.found:
            dead = [n for n, row in enumerate(self.table.rows, 1) if id(row) not in self.reached]
            self.found += [f"Row {n} can never be reached." for n in dead]
        return self.found[:MOST_PROBLEMS]

    def _go(self, depth: int, chosen: dict[str, Cell], first: Sequence[Row], rows: Sequence[Row]) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise KnownError("The table has too many combinations to be checked.", "Split it, or use bands.")
        if len(self.found) >= MOST_PROBLEMS:
            return
        left = set(self.names[depth:])
        if first and not left & set(first[0].when):
            return
        if not first and (not rows or (len(rows) == 1 and not left & set(rows[0].when)) or not left):
            self._ended(chosen, rows)
            return
        name = self.names[depth]
        for cell in self.cells[name]:
            self._go(
                depth + 1,
                {**chosen, name: cell},
                [row for row in first if _fits(row, name, cell)],
                [row for row in rows if _fits(row, name, cell)],
            )

    def _ended(self, chosen: Mapping[str, Cell], rows: Sequence[Row]) -> None:
        self.reached |= {id(row) for row in rows}
        if len(rows) == 1:
            return
        told = ", ".join(f"{name} = {cell:g}" if isinstance(cell, float) else f"{name} = {cell}" for name, cell in chosen.items())
        if not rows:
            self.found.append(f"No row says what holds for {told}.")
        else:
            which = " and ".join(str(self.table.rows.index(row) + 1) for row in rows)
            self.found.append(f"Rows {which} both hold for {told}.")


def _fits(row: Row, name: str, cell: Cell) -> bool:
    condition = row.when.get(name)
    return condition is None or holds(condition, cell)


def _cells(table: Table, name: str, rows: Sequence[Row]) -> tuple[Cell, ...]:
    if name in table.bands:
        return tuple(table.bands[name].classes)
    if name == POINTS and table.total is not None:
        return reachable(table.total, table.slots)
    slot = table.slots[name]
    conditions: list[Condition] = [row.when[name] for row in rows if name in row.when]
    return slot.choices or cuts(slot, [one for one in conditions if isinstance(one, Interval)])
