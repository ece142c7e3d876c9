"""What a person measured or wrote on the images: points in the patient's millimetres. Every value is computed from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, TypeVar

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.case.source import Source

LengthUnit = Literal["mm", "px"]
Self = TypeVar("Self", bound="Drawn")


class Drawn:
    """One thing drawn on the images. Points are LPS mm in `frame_uid`; never voxel indices.

    On a picture without a place in the patient the frame of reference is the picture's own: `scale` then says how
    much one step of it is along each axis, in `unit`. `spacing_source` is what the millimetres stand on (`Stack`), or
    ``user:<name>`` where a reader calibrated the picture. `label` is what the reader calls it, or wrote.
    """

    __slots__ = ()
    kind: ClassVar[str]
    closed: ClassVar[bool] = False
    """Whether its line comes back to where it began."""
    id: str
    series_uid: str
    frame_uid: str
    source: Source
    unit: LengthUnit
    scale: Point
    spacing_source: str
    label: str

    @property
    def handles_lps(self) -> tuple[Point, ...]:
        """The points by which the reader takes hold of it."""
        raise NotImplementedError

    @property
    def lines_lps(self) -> tuple[tuple[Point, ...], ...]:
        """The lines that show it, each through its points; of a point alone there is none."""
        return (self.handles_lps,) if len(self.handles_lps) > 1 else ()

    def with_handles(self: Self, points: Sequence[Point]) -> Self:
        """The same thing with all its points elsewhere."""
        raise NotImplementedError

    def with_handle(self: Self, number: int, point: Point) -> Self:
        """The same thing with one point elsewhere; the others follow as far as its kind wants it."""
        points = list(self.handles_lps)
        points[number] = point
        return self.with_handles(points)

    def shifted(self: Self, by_lps: Point) -> Self:
        """The whole thing moved."""
        return self.with_handles([_moved(point, by_lps) for point in self.handles_lps])

    def scaled(self, points: Sequence[Point]) -> Array:
        """(n, 3) points in `unit`, so that distances between them are lengths."""
        return np.array(points, float).reshape(-1, 3) * self.scale

    def length_along(self, points: Sequence[Point]) -> float:
        """The length of the line through points, in `unit`."""
        return math.fsum(np.linalg.norm(np.diff(self.scaled(points), axis=0), axis=1))

    @property
    def word(self) -> str:
        """What its kind is called: ``ruler``, ``cobb angle``."""
        return self.kind.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Ruler(Drawn):
    """A distance."""

    kind: ClassVar[str] = "ruler"
    id: str
    series_uid: str
    frame_uid: str
    start_lps: Point
    end_lps: Point
    source: Source
    unit: LengthUnit = "mm"
    scale: Point = (1.0, 1.0, 1.0)
    spacing_source: str = "pixel_spacing"
    label: str = ""

    @property
    def handles_lps(self) -> tuple[Point, ...]:
        return self.start_lps, self.end_lps

    def with_handles(self, points: Sequence[Point]) -> Ruler:
        start, end = points
        return replace(self, start_lps=start, end_lps=end)

    @property
    def length(self) -> float:
        """In `unit`."""
        steps = (b - a for a, b in zip(self.start_lps, self.end_lps, strict=True))
        return math.hypot(*(step * much for step, much in zip(steps, self.scale, strict=True)))

    @property
    def length_mm(self) -> float | None:
        """None where nothing says how large a pixel is."""
        return self.length if self.unit == "mm" else None


@dataclass(frozen=True, slots=True)
class Placed(Drawn):
    """What most kinds hold. `least` is the number of points without which there is none, `most` that of a complete one."""

    kind: ClassVar[str] = ""
    least: ClassVar[int] = 1
    most: ClassVar[int | None] = 1
    id: str
    series_uid: str
    frame_uid: str
    points_lps: tuple[Point, ...]
    source: Source
    unit: LengthUnit = "mm"
    scale: Point = (1.0, 1.0, 1.0)
    spacing_source: str = "pixel_spacing"
    label: str = ""

    def __post_init__(self) -> None:
        count = len(self.points_lps)
        if count < self.least or (self.most is not None and count > self.most):
            raise ValueError(f"a {self.word} cannot have {count} points")

    @property
    def handles_lps(self) -> tuple[Point, ...]:
        return self.points_lps

    def with_handles(self: PlacedKind, points: Sequence[Point]) -> PlacedKind:
        return replace(self, points_lps=tuple(points))


PlacedKind = TypeVar("PlacedKind", bound=Placed)


@dataclass(frozen=True, slots=True)
class Polyline(Placed):
    """A length along a line with corners."""

    kind: ClassVar[str] = "polyline"
    least: ClassVar[int] = 2
    most: ClassVar[int | None] = None

    @property
    def length(self) -> float:
        """In `unit`."""
        return self.length_along(self.points_lps)


@dataclass(frozen=True, slots=True)
class Bidirectional(Placed):
    """Two lengths at right angles: the ends of one line, then those of the other (RECIST 1.1, long and short axis).

    The second line is held at right angles to the first one wherever its points are put.
    """

    kind: ClassVar[str] = "bidirectional"
    least: ClassVar[int] = 4
    most: ClassVar[int | None] = 4

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        first, second = (np.subtract(b, a) for a, b in (self.points_lps[:2], self.points_lps[2:]))
        if abs(float(first @ second)) > 1e-4 * float(np.linalg.norm(first) * np.linalg.norm(second)) + 1e-9:
            raise ValueError("the axes of a bidirectional measurement are at right angles")

    @property
    def lines_lps(self) -> tuple[tuple[Point, ...], ...]:
        return self.points_lps[:2], self.points_lps[2:]

    def with_handle(self, number: int, point: Point) -> Bidirectional:
        """An end of the first line takes the second along; one of the second slides to its place across the first."""
        points = [np.array(end) for end in self.points_lps]
        before = points[1] - points[0]
        points[number] = np.array(point)
        if number < 2:
            return self._turned(points, before)
        other, along = points[5 - number], _unit(before)
        points[5 - number] = other + float((points[number] - other) @ along) * along
        return replace(self, points_lps=tuple(_point(end) for end in points))

    def _turned(self, points: list[Array], before: Array) -> Bidirectional:
        """The second line crosses the first one at the same share of it, as long as it was on both sides."""
        start, end, _, _ = points
        after, old_start = end - start, np.array(self.points_lps[0])
        length, old_length = float(np.linalg.norm(after)), float(np.linalg.norm(before))
        if length == 0 or old_length == 0:
            return self
        normal = np.cross(before, points[3] - points[2])
        normal = normal if np.linalg.norm(normal) > 0 else np.cross(before, after)
        if np.linalg.norm(normal) == 0:
            return replace(self, points_lps=tuple(_point(end) for end in points))
        # Right angles to the line, in its plane; the plane turns with an end that leaves it.
        side, old_side = np.cross(normal, after), np.cross(normal, before)
        side, old_side = _unit(side), _unit(old_side)
        old = [np.array(end) - old_start for end in self.points_lps[2:]]
        share = float(old[0] @ before) / old_length**2
        foot = start + share * after
        points[2:] = [foot + float(each @ old_side) * side for each in old]
        return replace(self, points_lps=tuple(_point(end) for end in points))

    @property
    def lengths(self) -> tuple[float, float]:
        """Long and short axis, in `unit`; the long one is the longer one, whichever was drawn first."""
        one, other = self.length_along(self.points_lps[:2]), self.length_along(self.points_lps[2:])
        return max(one, other), min(one, other)

    @property
    def axes_lps(self) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """The ends of the long axis and those of the short one."""
        first, second = self.points_lps[:2], self.points_lps[2:]
        return (first, second) if self.length_along(first) >= self.length_along(second) else (second, first)


@dataclass(frozen=True, slots=True)
class Angle(Placed):
    """The angle at the second of three points."""

    kind: ClassVar[str] = "angle"
    least: ClassVar[int] = 3
    most: ClassVar[int | None] = 3

    @property
    def degrees(self) -> float:
        """0 to 180."""
        one, corner, other = self.scaled(self.points_lps)
        return angle_between(one - corner, other - corner)


@dataclass(frozen=True, slots=True)
class CobbAngle(Placed):
    """The angle between two lines, as between the end plates of two vertebrae."""

    kind: ClassVar[str] = "cobb_angle"
    least: ClassVar[int] = 4
    most: ClassVar[int | None] = 4

    @property
    def lines_lps(self) -> tuple[tuple[Point, ...], ...]:
        return self.points_lps[:2], self.points_lps[2:]

    @property
    def degrees(self) -> float:
        """0 to 180. Whichever way each was drawn, both lines run from the one side to the other of what is between them."""
        a, b, c, d = self.scaled(self.points_lps)
        straight = np.linalg.norm(a - c) + np.linalg.norm(b - d)
        crossed = np.linalg.norm(a - d) + np.linalg.norm(b - c)
        return angle_between(b - a, d - c if straight <= crossed else c - d)


@dataclass(frozen=True, slots=True)
class Arrow(Placed):
    """An arrow from its first point to its second, which is what it points at; `label` stands beside it."""

    kind: ClassVar[str] = "arrow"
    least: ClassVar[int] = 2
    most: ClassVar[int | None] = 2


@dataclass(frozen=True, slots=True)
class TextNote(Placed):
    """Words (`label`) at a point."""

    kind: ClassVar[str] = "text_note"


@dataclass(frozen=True, slots=True)
class Probe(Placed):
    """A point whose value is shown: that of the acquired pixel that holds it."""

    kind: ClassVar[str] = "probe"


@dataclass(frozen=True, slots=True)
class SpineLabel(Placed):
    """A vertebra's name (`label`: L1, T12, ...) at a point in it."""

    kind: ClassVar[str] = "spine_label"


def angle_between(one: Array, other: Array) -> float:
    """Degrees between two directions, 0 to 180; 0 where one has no length."""
    across, along = float(np.linalg.norm(np.cross(one, other))), float(np.dot(one, other))
    return math.degrees(math.atan2(across, along))


def middle_of(record: Drawn) -> Point:
    """The middle of the box around a thing's points."""
    points = np.array(record.handles_lps)
    return _point((points.min(axis=0) + points.max(axis=0)) / 2)


def _moved(point: Point, by: Point) -> Point:
    return point[0] + by[0], point[1] + by[1], point[2] + by[2]


def _point(values: Array) -> Point:
    return float(values[0]), float(values[1]), float(values[2])


def _unit(vector: Array) -> Array:
    length = float(np.linalg.norm(vector))
    return np.asarray(vector / length) if length else np.asarray(vector)
