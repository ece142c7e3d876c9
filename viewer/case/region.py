"""A flat part of a picture with an outline: rectangle, ellipse, or a shape of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.case.measurement import Placed

Shape = Literal["rectangle", "ellipse", "polygon", "spline"]
STEPS = 16
"""Pieces of a curve between two points of a spline."""
ELLIPSE_SIDES = 96
"""Sides of the polygon as which an ellipse is drawn and written to DICOM; its numbers are those of the ellipse."""
HANDLES = 8
"""Points by which an outline that was drawn freely can be taken hold of."""
MANY = 24
"""From this many points on an outline was drawn freely: taking hold of one point pulls its neighbours along."""


@dataclass(frozen=True, slots=True)
class Region(Placed):
    """A flat region; which pixels are in it, and what they hold, is `viewer.case.region_pixels`.

    The points are the corners of a rectangle in their order, the ends of an ellipse's axes in theirs (the first and
    third are one axis, the second and fourth the other), the corners of a polygon, or the points through which a
    closed curve runs (``spline``: uniform Catmull-Rom).
    """

    kind: ClassVar[str] = "region"
    least: ClassVar[int] = 3
    most: ClassVar[int | None] = None
    closed: ClassVar[bool] = True
    shape: Shape = "polygon"

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        if self.shape in ("rectangle", "ellipse") and len(self.points_lps) != 4:
            raise ValueError(f"a {self.shape} has four points")

    @property
    def word(self) -> str:
        return self.shape if self.shape != "polygon" else "region"

    @property
    def outline_lps(self) -> Array:
        """(n, 3) corners of the outline, LPS mm."""
        points = np.array(self.points_lps, float)
        if self.shape == "ellipse":
            centre, one, other = self.ellipse_lps
            turn = np.linspace(0, 2 * np.pi, ELLIPSE_SIDES, endpoint=False)[:, None]
            return np.asarray(centre + np.cos(turn) * one + np.sin(turn) * other)
        return closed_curve(points) if self.shape == "spline" else points

    @property
    def lines_lps(self) -> tuple[tuple[Point, ...], ...]:
        return (tuple((float(x), float(y), float(z)) for x, y, z in self.outline_lps),)

    @property
    def handles_lps(self) -> tuple[Point, ...]:
        """Of an outline that was drawn freely a few points of it; each other shape has a handle at each of its points."""
        return self.points_lps[:: self._every] if self._is_free else self.points_lps

    @property
    def _is_free(self) -> bool:
        return self.shape == "polygon" and len(self.points_lps) > MANY

    @property
    def _every(self) -> int:
        return -(-len(self.points_lps) // HANDLES)

    @property
    def ellipse_lps(self) -> tuple[Array, Array, Array]:
        """Middle and the two half axes of an ellipse."""
        right, below, left, above = np.array(self.points_lps, float)
        return (right + left) / 2, (right - left) / 2, (below - above) / 2

    @property
    def normal_lps(self) -> Array:
        """Unit vector across the region (Newell's rule: that of the flat area)."""
        points = self.outline_lps - self.outline_lps[0]
        normal = np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0)
        length = float(np.linalg.norm(normal))
        return np.asarray(normal / length) if length > 0 else np.array((0.0, 0.0, 1.0))

    @property
    def area(self) -> float:
        """In square `unit`: of the shape itself, not of the pixels in it."""
        if self.shape == "ellipse":
            _, one, other = self.ellipse_lps
            return float(np.pi * np.linalg.norm(np.cross(one * self.scale, other * self.scale)))
        points = (self.outline_lps - self.outline_lps[0]) * self.scale
        return float(np.linalg.norm(np.cross(points, np.roll(points, -1, axis=0)).sum(axis=0)) / 2)

    @property
    def perimeter(self) -> float:
        """In `unit`. Of an ellipse Ramanujan's second formula, within 0.005 % up to 20 : 1."""
        if self.shape == "ellipse":
            _, one, other = self.ellipse_lps
            a, b = (float(np.linalg.norm(half * self.scale)) for half in (one, other))
            h = ((a - b) / (a + b)) ** 2 if a + b else 0.0
            return float(np.pi * (a + b) * (1 + 3 * h / (10 + np.sqrt(4 - 3 * h))))
        points = self.outline_lps * self.scale
        return float(np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1).sum())

    @property
    def axes_lps(self) -> tuple[tuple[Point, Point], tuple[Point, Point]]:
        """The ends of the longest diameter, and of the longest line across the region at right angles to it."""
        points = self.outline_lps
        scaled = points * self.scale
        first, last = _furthest(scaled)
        along = scaled[last] - scaled[first]
        length = float(np.linalg.norm(along))
        long = (_point(points[first]), _point(points[last]))
        if length == 0:
            return long, long
        along = along / length
        side = np.cross(self.normal_lps * self.scale, along)
        size = float(np.linalg.norm(side))
        low, high = _widest(scaled, scaled[first], along, side / size if size else side)
        return long, (_point(low / self.scale), _point(high / self.scale))

    def with_handles(self, points: Sequence[Point]) -> Region:
        if self._is_free and len(points) == len(self.handles_lps):  # the whole moved: all its points do
            by = np.subtract(points[0], self.handles_lps[0])
            return replace(self, points_lps=tuple(_point(np.add(point, by)) for point in self.points_lps))
        return replace(self, points_lps=tuple(points))

    def with_handle(self, number: int, point: Point) -> Region:
        if self.shape == "rectangle":
            return replace(self, points_lps=_with_corner(self.points_lps, number, point))
        if self.shape == "ellipse":
            return replace(self, points_lps=_with_end(self.points_lps, number, point))
        if self._is_free:
            return replace(self, points_lps=_pulled(self.points_lps, number * self._every, point))
        points = list(self.points_lps)
        points[number] = point
        return replace(self, points_lps=tuple(points))


def rectangle_points(corner: Point, opposite: Point, right_lps: Point, down_lps: Point) -> tuple[Point, ...]:
    """The corners of a rectangle along the picture's own directions (unit vectors) through two of them."""
    offset, across, down = np.subtract(opposite, corner), np.array(right_lps), np.array(down_lps)
    a, b = float(offset @ across) * across, float(offset @ down) * down
    return tuple(_point(np.array(corner) + part) for part in (0 * a, a, a + b, b))


def ellipse_points(corner: Point, opposite: Point, right_lps: Point, down_lps: Point) -> tuple[Point, ...]:
    """The ends of the axes of the ellipse that touches the sides of that rectangle."""
    corners = np.array(rectangle_points(corner, opposite, right_lps, down_lps))
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    return tuple(_point(middles[n]) for n in (1, 2, 3, 0))


def closed_curve(points: Array) -> Array:
    """The curve through (n, 3) points and back to the first: uniform Catmull-Rom, `STEPS` pieces between two of them."""
    before, after, beyond = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0), np.roll(points, -2, axis=0)
    t = np.linspace(0, 1, STEPS, endpoint=False)[None, :, None]
    a, b, c, d = (each[:, None, :] for each in (before, points, after, beyond))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return np.asarray(curve.reshape(-1, 3))


def _with_corner(points: Sequence[Point], number: int, point: Point) -> tuple[Point, ...]:
    """A rectangle with one corner elsewhere; the opposite one stays, and so do the directions of its sides."""
    corners = [np.array(corner) for corner in points]
    fixed = corners[(number + 2) % 4]
    sides = [corners[(number + turn) % 4] - fixed for turn in (1, 3)]
    offset = np.array(point) - fixed
    sides = [side / np.linalg.norm(side) if np.linalg.norm(side) else side for side in sides]
    parts = [float(offset @ side) * side for side in sides]
    corners[number] = fixed + parts[0] + parts[1]
    corners[(number + 1) % 4], corners[(number + 3) % 4] = fixed + parts[0], fixed + parts[1]
    return tuple(_point(corner) for corner in corners)


def _with_end(points: Sequence[Point], number: int, point: Point) -> tuple[Point, ...]:
    """An ellipse with one end of an axis elsewhere along it; the opposite end stays."""
    ends = [np.array(end) for end in points]
    fixed, before = ends[(number + 2) % 4], (ends[number] + ends[(number + 2) % 4]) / 2
    axis = ends[number] - fixed
    length = float(np.linalg.norm(axis))
    if length == 0:
        return tuple(points)
    ends[number] = fixed + float((np.array(point) - fixed) @ axis) / length**2 * axis
    middle = (ends[number] + fixed) / 2
    for other in ((number + 1) % 4, (number + 3) % 4):
        ends[other] = ends[other] + middle - before
    return tuple(_point(end) for end in ends)


def _pulled(points: Sequence[Point], number: int, point: Point) -> tuple[Point, ...]:
    """A free outline with one point elsewhere; its neighbours, a twelfth of the way round, follow less and less."""
    outline = np.array(points)
    steps = np.linalg.norm(np.roll(outline, -1, axis=0) - outline, axis=1)
    place = np.concatenate([[0.0], np.cumsum(steps)])
    whole, place = float(place[-1]), place[:-1]
    away = np.abs(place - place[number])
    away = np.minimum(away, whole - away)
    reach = whole / 12
    share = np.where(away < reach, (1 + np.cos(np.pi * np.minimum(away / max(reach, 1e-12), 1))) / 2, 0.0)
    share[number] = 1.0
    return tuple(_point(row) for row in outline + share[:, None] * (np.array(point) - outline[number]))


def _furthest(points: Array) -> tuple[int, int]:
    """The two points of an outline that lie furthest from each other."""
    squares = ((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2)
    first, last = divmod(int(squares.argmax()), len(points))
    return first, last


def _widest(points: Array, origin: Array, along: Array, side: Array) -> tuple[Array, Array]:
    """The ends of the longest line across an outline, at right angles to `along`: it begins at a corner of it."""
    place, height = (points - origin) @ along, (points - origin) @ side
    after, above = np.roll(place, -1), np.roll(height, -1)
    best, ends = -1.0, (origin, origin)
    for at in np.unique(place):
        low, high = np.minimum(place, after), np.maximum(place, after)
        crossing = (low <= at) & (at <= high)
        span = np.where(after == place, 1.0, after - place)
        heights = np.where(after == place, height, height + (at - place) / span * (above - height))[crossing]
        if len(heights) and heights.max() - heights.min() > best:
            best = float(heights.max() - heights.min())
            foot = origin + at * along
            ends = foot + heights.min() * side, foot + heights.max() * side
    return ends


def _point(values: Array) -> Point:
    return float(values[0]), float(values[1]), float(values[2])
