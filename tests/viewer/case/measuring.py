"""Analytic pictures to measure on: a field known at every point, acquired on any grid, and what must come out."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Point
from viewer.case.region import Region, ellipse_points, rectangle_points
from viewer.case.source import Source
from viewer.case.volume import Plane, Stack

FRAME = "1.2.3.4"
SOURCE = Source("user:meier", "2024-01-01")
Field = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


def rotation(*degrees: float) -> npt.NDArray[np.float64]:
    """About x, then y, then z."""
    matrix = np.eye(3)
    for axis, angle in enumerate(degrees):
        a, b = [n for n in range(3) if n != axis]
        turn = np.eye(3)
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        turn[a, a], turn[a, b], turn[b, a], turn[b, b] = c, -s, s, c
        matrix = turn @ matrix
    return matrix


def stack_of(
    field: Field,
    shape_kji: tuple[int, int, int] = (20, 40, 50),
    spacing_mm: Point = (2.0, 1.0, 1.0),
    turn: npt.NDArray[np.float64] | None = None,
    gaps_mm: npt.NDArray[np.float64] | None = None,
    slope: float = 1.0,
    unit: str = "HU",
    **more: object,
) -> Stack:
    """Pictures of a field, centred on 0; `turn` has the unit steps along i, j and k as columns."""
    axes = np.eye(3) if turn is None else turn
    depth = np.arange(shape_kji[0]) * spacing_mm[0] if gaps_mm is None else np.concatenate([[0], np.cumsum(gaps_mm)])
    depth = depth - depth.mean()
    along, down = axes[:, 0] * spacing_mm[2], axes[:, 1] * spacing_mm[1]
    first = -along * (shape_kji[2] - 1) / 2 - down * (shape_kji[1] - 1) / 2
    planes = tuple(
        Plane(f"1.{n}", 0, tuple(first + z * axes[:, 2]), tuple(along), tuple(down), slope) for n, z in enumerate(depth)
    )
    grid = np.stack(np.meshgrid(*(np.arange(size) for size in shape_kji[1:]), indexing="ij"), axis=-1)
    points = [np.array(p.origin_lps) + grid[..., 1:] * along + grid[..., :1] * down for p in planes]
    pixels = np.stack([field(each) / slope for each in points])
    return Stack("1.2", FRAME, planes, pixels, unit, **more)  # type: ignore[arg-type]


def region(shape: str, centre: Point, normal: npt.ArrayLike, half: tuple[float, float], spin: float = 0.0) -> Region:
    """A rectangle, ellipse, or a five-pointed star as polygon, with half axes `half`, in any plane, turned in it."""
    n = np.array(normal, float) / np.linalg.norm(normal)
    right = np.cross(n, np.eye(3)[int(np.abs(n).argmin())])
    right /= np.linalg.norm(right)
    down = np.cross(n, right)
    c, s = math.cos(math.radians(spin)), math.sin(math.radians(spin))
    right, down = c * right + s * down, c * down - s * right
    corner, opposite = (np.array(centre) + sign * (half[0] * right + half[1] * down) for sign in (-1, 1))
    if shape == "rectangle":
        points = rectangle_points(tuple(corner), tuple(opposite), tuple(right), tuple(down))
    elif shape == "ellipse":
        points = ellipse_points(tuple(corner), tuple(opposite), tuple(right), tuple(down))
    else:
        turns = np.arange(10) * math.pi / 5
        reach = np.where(np.arange(10) % 2, 0.45, 1.0)
        star = np.array(centre) + (reach * np.cos(turns))[:, None] * half[0] * right
        star = star + (reach * np.sin(turns))[:, None] * half[1] * down
        points = tuple(tuple(row) for row in star)
    return Region("r", "1.2", FRAME, points, SOURCE, shape="polygon" if shape == "star" else shape)


def slow_contains(points: list[tuple[float, float]], corners: list[tuple[float, float]]) -> list[bool]:
    """The even-odd rule one point and one edge after the other, in exact fractions."""
    inside = []
    for px, py in points:
        x, y, odd = Fraction(px), Fraction(py), False
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            a, b, c, d = Fraction(ax), Fraction(ay), Fraction(bx), Fraction(by)
            if (b <= y) != (d <= y) and x < a + (y - b) * (c - a) / (d - b):
                odd = not odd
        inside.append(odd)
    return inside
