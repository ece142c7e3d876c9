"""The acquired pixels in a region and what they hold: never screen pixels, never interpolated values."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array, Point
from viewer.case.region import Region
from viewer.case.volume import Plane, Stack

PEAK_MM3 = 1000.0
"""SUVpeak is the mean in a sphere of 1 cm3 around the hottest pixel (PERCIST 1.0, J Nucl Med 2009;50:122S)."""
SAME_MM = 1e-6
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False, slots=True)
class PixelStatistics:
    """What the pixels of a region hold, in the stack's unit. `sd` divides by the number of pixels less one.

    `values` are the pixels themselves, sorted; those that are padding or no number are left out and counted in
    `left_out`. `hottest_lps` is the centre of the highest one.
    """

    values: Array
    left_out: int
    hottest_lps: Point

    @property
    def count(self) -> int:
        return len(self.values)

    @property
    def mean(self) -> float:
        return float(self.values.mean())

    @property
    def sd(self) -> float:
        return float(self.values.std(ddof=1)) if self.count > 1 else 0.0

    @property
    def minimum(self) -> float:
        return float(self.values[0])

    @property
    def maximum(self) -> float:
        return float(self.values[-1])

    @property
    def median(self) -> float:
        return float(np.median(self.values))

    def histogram(self, bins: int = 32) -> tuple[tuple[int, ...], float, float]:
        """Counts in equal bins from the lowest to the highest value, and these two."""
        counts, edges = np.histogram(self.values, bins)
        return tuple(int(count) for count in counts), float(edges[0]), float(edges[-1])


def pixel_statistics(region: Region, stack: Stack) -> PixelStatistics | None:
    """Statistics of the acquired pixels whose centres lie in a region; None where there are none, or only colours.

    A region in a plane of the pictures takes pixels of that picture. One across the pictures takes one layer of
    pixels: in each column of them, along the acquired direction nearest to the region's normal, the one nearest to the
    region. So a region has one value, in whichever view it is looked at.
    """
    if stack.is_colour or region.frame_uid != stack.frame_uid:
        return None
    values, places = [], []
    for index, rows, columns, points in _layer(region, stack):
        plane = stack.planes[index]
        inside = contains(region, points)
        stored = np.asarray(stack.pixels[index])[rows[inside], columns[inside]]
        values.append(stored.astype(np.float64) * plane.slope + plane.intercept)
        places.append(points[inside])
    if not values:
        return None
    every, centres = np.concatenate(values), np.concatenate(places)
    shown = is_picture(every, stack.padding)
    if not shown.any():
        return None
    kept = every[shown]
    x, y, z = centres[shown][int(kept.argmax())]
    return PixelStatistics(np.sort(kept), int((~shown).sum()), (float(x), float(y), float(z)))


def is_picture(values: Array, padding: tuple[float, float] | None) -> npt.NDArray[np.bool_]:
    """Which values are part of the picture: neither padding nor not-a-number."""
    shown = np.isfinite(values)
    if padding is not None:
        shown &= (values < padding[0]) | (values > padding[1])
    return np.asarray(shown)


def contains(region: Region, points: Array) -> npt.NDArray[np.bool_]:
    """Which of (n, 3) points, LPS mm, lie in a region when they are seen along its normal.

    Of a rectangle and an ellipse the edge belongs to it; of other outlines it belongs to one of two neighbours.
    """
    if region.shape == "ellipse":
        centre, one, other = region.ellipse_lps
        parts = _parts(points - centre, one, other)
        return np.asarray((parts**2).sum(axis=1) <= 1 + SAME_MM)
    if region.shape == "rectangle":
        corner, beside, _, below = np.array(region.points_lps)
        parts = _parts(points - corner, beside - corner, below - corner)
        return np.asarray(np.all((parts >= -SAME_MM) & (parts <= 1 + SAME_MM), axis=1))
    normal = region.normal_lps
    right = np.cross(normal, np.eye(3)[int(np.abs(normal).argmin())])
    right /= np.linalg.norm(right)
    axes = np.stack([right, np.cross(normal, right)], axis=1)
    return in_polygon(points @ axes, region.outline_lps @ axes)


def in_polygon(points: Array, corners: Array) -> npt.NDArray[np.bool_]:
    """Which of (n, 2) points lie in a polygon (even-odd rule): how many edges lie on one side of each.

    Points are sorted along the second axis once, so that each edge looks only at those beside it.
    """
    order = np.argsort(points[:, 1], kind="stable")
    x, y = points[order].T
    inside = np.zeros(len(points), bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if ay == by:
            continue
        first, last = np.searchsorted(y, (min(ay, by), max(ay, by)), side="left")
        cross = ax + (y[first:last] - ay) * ((bx - ax) / (by - ay))
        inside[first:last] ^= x[first:last] < cross
    result = np.empty_like(inside)
    result[order] = inside
    return result


def peak(stack: Stack, centre_lps: Point) -> float | None:
    """The mean of the acquired pixels whose centres lie in a sphere of 1 cm3, in the stack's unit.

    None where there is no third direction: a single picture has no sphere.
    """
    if len(stack.planes) < 2 or stack.is_colour:
        return None
    radius = (3 * PEAK_MM3 / (4 * math.pi)) ** (1 / 3)
    centre = np.array(centre_lps)
    found = []
    for index, plane in enumerate(stack.planes):
        normal = np.cross(plane.along_lps, plane.down_lps)
        if abs(float((centre - plane.origin_lps) @ normal)) > radius * float(np.linalg.norm(normal)):
            continue
        around = _box_corners(np.stack([centre - radius, centre + radius]))
        rows, columns = (each.ravel() for each in np.meshgrid(*_ranges(plane, around, stack.pixels.shape[1:3]), indexing="ij"))
        points = _centres(plane, rows, columns)
        near = np.linalg.norm(points - centre, axis=1) <= radius
        values = np.asarray(stack.pixels[index])[rows[near], columns[near]].astype(np.float64)
        found.append(values * plane.slope + plane.intercept)
    every = np.concatenate([*found, np.empty(0)])
    every = every[is_picture(every, stack.padding)]
    return float(every.mean()) if len(every) else None


def _layer(region: Region, stack: Stack) -> Iterator[tuple[int, Indices, Indices, Array]]:
    """Picture, rows, columns and centres of the pixels in the layer around a region's plane, near its outline."""
    normal, outline = region.normal_lps, region.outline_lps
    origin = outline.mean(axis=0)
    origins = np.array([plane.origin_lps for plane in stack.planes])
    steps = np.array([(plane.along_lps, plane.down_lps) for plane in stack.planes])
    normals = np.cross(steps[:, 0], steps[:, 1])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    leans, across = np.abs(steps @ normal).max(axis=1), normals @ normal
    below, above = (gaps * np.abs(across) for gaps in _half_gaps(origins, normals))
    by_columns = leans > below + above  # the acquired direction nearest to the normal lies in the pictures
    low = np.where(by_columns, leans / 2, np.where(across > 0, below, above))
    high = np.where(by_columns, leans / 2, np.where(across > 0, above, below))
    corners = _box_corners(outline)
    depths = corners @ normals.T - (origins * normals).sum(axis=1)
    slack = np.maximum(low, high) * np.abs(across) + SAME_MM
    for index in np.flatnonzero((depths.min(axis=0) <= slack) & (depths.max(axis=0) >= -slack)).tolist():
        plane, first, last = stack.planes[index], float(low[index]), float(high[index])
        reach = np.stack([outline - last * normal, outline + first * normal]).reshape(-1, 3)
        rows, columns = _ranges(plane, reach, stack.pixels.shape[1:3])
        start = (origin - plane.origin_lps) @ normal - rows * float(np.array(plane.down_lps) @ normal)
        rows, columns = _near(rows, columns, start, float(np.array(plane.along_lps) @ normal), first, last)
        points = _centres(plane, rows, columns)
        # The region's plane lies less than half a step below a pixel's centre, or at most half a step above it.
        depth = (origin - points) @ normal
        near = (depth > -first + SAME_MM) & (depth <= last + SAME_MM)
        if near.any():
            yield index, rows[near], columns[near], points[near]


def _near(
    rows: Indices, columns: Indices, start: Array, step: float, low: float, high: float
) -> tuple[Indices, Indices]:
    """Rows and columns, flat, of the pixels whose depth ``start[row] - column * step`` is in -low..high, roughly."""
    if len(columns) == 0:
        return columns, columns
    if abs(step) < SAME_MM:
        rows = rows[(start > -low - SAME_MM) & (start < high + SAME_MM)]
        begin, end = np.full(len(rows), columns[0]), np.full(len(rows), columns[-1])
    else:
        ends = np.sort(np.stack([(start - high) / step, (start + low) / step]), axis=0)
        begin = np.maximum(np.ceil(ends[0] - 0.5).astype(np.intp), columns[0])
        end = np.minimum(np.floor(ends[1] + 0.5).astype(np.intp), columns[-1])
    counts = np.maximum(end - begin + 1, 0)
    before = np.cumsum(counts) - counts
    return np.repeat(rows, counts), np.arange(int(counts.sum())) - np.repeat(before - begin, counts)


def _half_gaps(origins: Array, normals: Array) -> tuple[Array, Array]:
    """Of each picture, how far its slice reaches before and behind it: half the way to its neighbours.

    The first and the last reach as far on the one side as on the other; a picture alone half a millimetre.
    """
    if len(origins) == 1:
        return np.array([0.5]), np.array([0.5])
    gaps = np.abs((np.diff(origins, axis=0) * normals[:-1]).sum(axis=1)) / 2
    return np.concatenate([gaps[:1], gaps]), np.concatenate([gaps, gaps[-1:]])


def _box_corners(points: Array) -> Array:
    low, high = points.min(axis=0), points.max(axis=0)
    return np.array([[(low, high)[bit >> axis & 1][axis] for axis in range(3)] for bit in range(8)])


def _ranges(plane: Plane, points: Array, shape: tuple[int, ...]) -> tuple[Indices, Indices]:
    """The rows and the columns in which points lie that are put on a plane, and one more on each side."""
    offsets = points - plane.origin_lps
    ranges = []
    for step, size in ((plane.down_lps, shape[0]), (plane.along_lps, shape[1])):
        vector = np.array(step)
        places = offsets @ vector / float(vector @ vector)
        first, last = max(math.ceil(places.min() - 1), 0), min(math.floor(places.max() + 1), size - 1)
        ranges.append(np.arange(first, last + 1))
    return ranges[0], ranges[1]


def _centres(plane: Plane, rows: Indices, columns: Indices) -> Array:
    along, down = np.array(plane.along_lps), np.array(plane.down_lps)
    return np.asarray(plane.origin_lps + columns[:, None] * along + rows[:, None] * down)


def _parts(offsets: Array, one: Array, other: Array) -> Array:
    """How much of two vectors at right angles each offset is; infinitely much of one without length."""
    lengths = np.array([float(one @ one), float(other @ other)])
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = offsets @ np.stack([one, other], axis=1) / lengths
    return np.where(np.isnan(parts), np.inf, parts)
