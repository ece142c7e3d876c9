"""An outline that follows edges from click to click (live wire, "intelligent scissors")."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.case.measurement import Polyline
from viewer.case.region import Region
from viewer.tools.drawn_kinds import Base, polygon
from viewer.tools.pointer import Pointer

FLAT_COST = 1.0
EDGE_COST = 0.03
"""What a step over even ground costs, and one along the strongest edges: up to thirty times the way for an edge."""
LEAST_STEPS_WIDE = 1.5
"""A closed wire that is narrower in the mean, in pixels, has doubled back on itself."""
_STEPS = tuple((j, i, float(np.hypot(j, i))) for j in (-1, 0, 1) for i in (-1, 0, 1) if j or i)


@dataclass(frozen=True, eq=False, slots=True)
class PlaneValues:
    """Values on a grid in a plane, as the reader sees them: beyond the window's ends all are alike.

    `corner_lps` is the middle of the first; `step_mm` leads to the next one along `right_lps` and `down_lps`.
    """

    values: Array
    corner_lps: Point
    right_lps: Point
    down_lps: Point
    step_mm: float


def edge_costs(values: Array) -> Array:
    """What a step onto each pixel costs: little where values change much, by their gradient.

    The strongest twentieth of the changes count as one. Mortensen & Barrett, SIGGRAPH 1995, with the gradient alone.
    """
    filled = np.where(np.isfinite(values), values, np.nanmin(values, initial=0.0))
    padded = np.pad(filled, 1, mode="edge")
    smooth = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
    smooth = (smooth[:, :-2] + 2 * smooth[:, 1:-1] + smooth[:, 2:]) / 4
    change = np.hypot(*np.gradient(smooth))
    some = change[change > 1e-6 * max(float(change.max()), 1e-12)]
    strong = float(np.percentile(some, 95)) if len(some) else 1.0
    return np.asarray(EDGE_COST + (FLAT_COST - EDGE_COST) * (1 - np.minimum(change / strong, 1)) ** 2)


class Wire:
    """The cheapest ways from one pixel to all others, found as far as they are asked for (Dijkstra).

    Pixels are numbers in one row after the other, with a border that costs too much to be crossed.
    """

    def __init__(self, plane: PlaneValues, start_lps: Point) -> None:
        self._plane = plane
        self._shape: tuple[int, int] = plane.values.shape[0], plane.values.shape[1]
        self._width = self._shape[1] + 2
        self._costs: list[float] = np.pad(edge_costs(plane.values), 1, constant_values=math.inf).ravel().tolist()
        self._steps = tuple((down * self._width + right, length) for down, right, length in _STEPS)
        self._start = self._index(start_lps)
        self._best = [math.inf] * len(self._costs)
        self._from = [-1] * len(self._costs)
        self._done = bytearray(len(self._costs))
        self._heap: list[tuple[float, int]] = []
        if self._holds(self._start):
            self._best[self._number(self._start)] = 0.0
            self._heap.append((0.0, self._number(self._start)))

    def to(self, point_lps: Point) -> list[Point]:
        """Points along edges from the start, not included, to a point, included; outside the grid a straight line."""
        end = self._index(point_lps)
        if not self._holds(end) or not self._holds(self._start):
            return [point_lps]
        at, start = self._number(end), self._number(self._start)
        self._search(at)
        way = []
        while at != start:
            way.append(at)
            at = self._from[at]
        return [*(self._point(*divmod(number, self._width)) for number in reversed(way[1:])), point_lps]

    def _search(self, end: int) -> None:
        costs, best, came_from, done, heap, steps = (
            self._costs, self._best, self._from, self._done, self._heap, self._steps
        )  # fmt: skip
        while not done[end]:
            cost, at = heapq.heappop(heap)
            if done[at]:
                continue
            done[at] = 1
            for step, length in steps:
                to = at + step
                reached = cost + length * costs[to]
                if reached < best[to]:
                    best[to], came_from[to] = reached, at
                    heapq.heappush(heap, (reached, to))

    def _number(self, index: tuple[int, int]) -> int:
        return (index[0] + 1) * self._width + index[1] + 1

    def _holds(self, index: tuple[int, int]) -> bool:
        return 0 <= index[0] < self._shape[0] and 0 <= index[1] < self._shape[1]

    def _index(self, point_lps: Point) -> tuple[int, int]:
        offset = np.subtract(point_lps, self._plane.corner_lps) / self._plane.step_mm
        return round(float(offset @ np.array(self._plane.down_lps))), round(float(offset @ np.array(self._plane.right_lps)))

    def _point(self, row: int, column: int) -> Point:
        plane = self._plane
        x, y, z = (
            np.array(plane.corner_lps)
            + (row - 1) * plane.step_mm * np.array(plane.down_lps)
            + (column - 1) * plane.step_mm * np.array(plane.right_lps)
        )
        return float(x), float(y), float(z)


class Livewire:
    """Makes regions whose outline follows edges between the points clicked, and back to the first.

    `values_around` gives the values in the plane of a pointer around a point of it.
    """

    def __init__(self, values_around: Callable[[Pointer, Point], PlaneValues]) -> None:
        self._values_around = values_around
        self._id = ""
        self._wires: dict[Point, Wire] = {}
        self._step_mm = 1.0

    def make(self, base: Base, points: tuple[Point, ...], pointer: Pointer) -> Region | Polyline | None:
        """The region; while the way back runs along the way there it is a line, which has a length and no area."""
        if base.id != self._id:
            self._id, self._wires = base.id, {}
        outline: list[Point] = [points[0]]
        for start, end in pairwise(points):
            outline += self._wire(pointer, start).to(end)
        there = len(outline)
        back = self._wire(pointer, points[0]).to(points[-1])[:-1]
        outline += reversed(back)
        if len(outline) < 3:
            return None
        region = polygon(base, outline)
        if 2 * region.area > LEAST_STEPS_WIDE * self._step_mm * region.perimeter:
            return region
        return Polyline(base.id, base.series_uid, base.frame_uid, tuple(outline[:there]), base.source)

    def _wire(self, pointer: Pointer, start: Point) -> Wire:
        if start not in self._wires:
            plane = self._values_around(pointer, start)
            self._step_mm = plane.step_mm
            self._wires[start] = Wire(plane, start)
        return self._wires[start]
