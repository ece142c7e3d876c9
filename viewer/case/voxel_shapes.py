"""The voxels of what is drawn: brushes and outlines, in patient millimetres, on any grid and any plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array, Geometry, Point
from viewer.case.patch import BoxKji
from viewer.case.polygon import fill_even_odd
from viewer.case.progress import Tick, no_tick

Inside = npt.NDArray[np.bool_]
Shape = tuple[BoxKji, Inside]
"""A box, and in it which voxels are meant."""
EDGE = 1e-6


def stroke(geometry: Geometry, start: Point, end: Point, radius_mm: float, normal_lps: Point | None = None) -> Shape | None:
    """The voxels that a round brush passes on its way from one point to another; None outside the grid.

    A voxel counts where its centre comes within `radius_mm` of the way: of a ball, or with `normal_lps` of a disc in that
    plane, one voxel thick. The voxels on the way itself always count, however small the brush is.
    """
    matrix = geometry.matrix
    ends = geometry.to_kji([start, end])
    reach = radius_mm * np.linalg.norm(np.linalg.inv(matrix[:3, :3]), axis=1)
    nearest = np.rint(ends)
    low = np.minimum(np.ceil(ends.min(axis=0) - reach), nearest.min(axis=0))
    high = np.maximum(np.floor(ends.max(axis=0) + reach), nearest.max(axis=0)) + 1
    box = _clipped(low, high, geometry)
    if box is None:
        return None
    parts = _offsets(geometry, box, np.array(start))
    way = np.array(end, float) - start
    length2 = float(way @ way)
    if length2 > 0:
        along = np.clip(sum(part * step for part, step in zip(parts, way, strict=True)) / length2, 0, 1)
        parts = tuple(part - along * step for part, step in zip(parts, way, strict=True))
    distance2 = sum(part * part for part in parts)
    limit = radius_mm**2 * (1 + EDGE)
    if normal_lps is None:
        inside = np.asarray(distance2 <= limit)
    else:
        depth = sum(part * step for part, step in zip(parts, normal_lps, strict=True))
        inside = np.asarray(distance2 - depth * depth <= limit) & _within(depth, half_thickness_mm(geometry, normal_lps))
    steps = int(np.ceil(np.abs(ends[1] - ends[0]).max() * 2)) + 1
    way_kji = np.rint(ends[0] + np.linspace(0, 1, steps)[:, None] * (ends[1] - ends[0])).astype(int)
    there = np.all((way_kji >= [span[0] for span in box]) & (way_kji < [span[1] for span in box]), axis=1)
    inside[tuple((way_kji[there] - [span[0] for span in box]).T)] = True
    return box, inside


def prism(
    geometry: Geometry, outline_lps: Sequence[Point], normal_lps: Point, through: bool, limit: BoxKji | None = None,
    tick: Tick = no_tick,
) -> Shape | None:  # fmt: skip
    """The voxels whose centres lie inside an outline drawn on a plane; None where there are none.

    `through` goes through all slices along the normal, else only the voxels count that the plane cuts. Only voxels in
    `limit` are looked at.
    """
    matrix, normal, points = geometry.matrix, np.array(normal_lps, float), np.array(outline_lps, float)
    lengths = np.linalg.norm(matrix[:3, :3], axis=0)
    axis = int(np.argmax(np.abs(normal @ matrix[:3, :3]) / lengths))
    one, other = (a for a in range(3) if a != axis)
    across = np.cross(matrix[:3, one], matrix[:3, other])
    limit = limit or ((0, geometry.shape_kji[0]), (0, geometry.shape_kji[1]), (0, geometry.shape_kji[2]))
    half = half_thickness_mm(geometry, normal_lps)
    # Along the normal, the outline comes to lie in slice n of the grid; there it is a polygon of indices.
    starts = geometry.to_kji(points)
    step = normal * (across @ matrix[:3, axis]) / (across @ normal)
    drift = geometry.to_kji(points[:1] + step)[0] - starts[0]  # one slice on, and so much aside
    slices: dict[int, tuple[tuple[slice, slice], Inside]] = {}
    last: tuple[Array, tuple[slice, slice], Inside] | None = None
    size = (geometry.shape_kji[one], geometry.shape_kji[other])
    first, end = limit[axis]
    if not through:
        slack = half / abs(float(normal @ matrix[:3, axis])) + float(np.ptp(starts[:, axis])) + 1
        first = max(first, int(np.floor(starts[:, axis].min() - slack)))
        end = min(end, int(np.ceil(starts[:, axis].max() + slack)) + 1)
    for n in range(first, end):
        if n % 16 == 0:
            tick((n - first) / max(end - first, 1), "Cutting")
        moved = starts + (n - starts[:, axis : axis + 1]) * drift
        polygon = moved[:, (one, other)]
        if last is None or not np.allclose(last[0], polygon, atol=1e-9):
            last = (polygon, *fill_even_odd([polygon], size))
        where, inside = last[1], last[2]
        if not through and inside.size:
            box = _box_at(axis, n, one, where[0], where[1])
            depth = sum(part * p for part, p in zip(_offsets(geometry, box, points[0]), normal, strict=True))
            inside = inside & _within(depth, half).reshape(inside.shape)
        if inside.any():
            slices[n] = where, inside
    if not slices:
        return None
    spans: list[tuple[int, int]] = [(0, 0)] * 3
    spans[axis] = (min(slices), max(slices) + 1)
    for at, part in ((one, 0), (other, 1)):
        low = max(min(where[part].start for where, _ in slices.values()), limit[at][0])
        high = min(max(where[part].stop for where, _ in slices.values()), limit[at][1])
        if low >= high:
            return None
        spans[at] = (low, high)
    result = np.zeros([high - low for low, high in spans], bool)
    for n, (where, inside) in slices.items():
        target = np.moveaxis(result, axis, 0)[n - spans[axis][0]]
        rows, columns = (slice(max(w.start, spans[at][0]), min(w.stop, spans[at][1])) for w, at in zip(where, (one, other), strict=True))
        if rows.start < rows.stop and columns.start < columns.stop:
            part_of = inside[rows.start - where[0].start : rows.stop - where[0].start, columns.start - where[1].start : columns.stop - where[1].start]
            target[rows.start - spans[one][0] : rows.stop - spans[one][0], columns.start - spans[other][0] : columns.stop - spans[other][0]] = part_of
    return (spans[0], spans[1], spans[2]), result


def plane_slab(geometry: Geometry, box: BoxKji, point_lps: Point, normal_lps: Point) -> Inside:
    """Which voxels of a box a plane cuts."""
    depth = sum(part * p for part, p in zip(_offsets(geometry, box, np.array(point_lps)), normal_lps, strict=True))
    shape = tuple(high - low for low, high in box)
    return np.asarray(np.broadcast_to(_within(depth, half_thickness_mm(geometry, normal_lps)), shape))


def half_thickness_mm(geometry: Geometry, normal_lps: Point) -> float:
    """Half of how thick a voxel is along a direction: so far from its centre a plane still cuts it."""
    return float(np.abs(np.array(normal_lps) @ geometry.matrix[:3, :3]).sum() / 2)


def _within(depth: npt.NDArray[np.float64] | float, half: float) -> Inside:
    """Half open, so that a plane between two layers of voxels is one layer thick."""
    return np.asarray((np.asarray(depth) > -half * (1 - EDGE)) & (np.asarray(depth) <= half * (1 + EDGE)))


def _offsets(geometry: Geometry, box: BoxKji, origin_lps: Array) -> tuple[Array, Array, Array]:
    """x, y and z from a point to each voxel centre of a box, shape of the box."""
    k, j, i = np.ogrid[tuple(slice(*span) for span in box)]
    matrix, shift = geometry.matrix, geometry.matrix[:3, 3] - origin_lps
    x, y, z = (matrix[row, 0] * k + matrix[row, 1] * j + (matrix[row, 2] * i + shift[row]) for row in range(3))
    return x, y, z


def _clipped(low: Array, high: Array, geometry: Geometry) -> BoxKji | None:
    first = np.clip(low, 0, geometry.shape_kji).astype(int).tolist()
    end = np.clip(high, 0, geometry.shape_kji).astype(int).tolist()
    if any(a >= b for a, b in zip(first, end, strict=True)):
        return None
    return (first[0], end[0]), (first[1], end[1]), (first[2], end[2])


def _box_at(axis: int, n: int, one: int, rows: slice, columns: slice) -> BoxKji:
    spans = [(columns.start, columns.stop)] * 3
    spans[one] = (rows.start, rows.stop)
    spans[axis] = (n, n + 1)
    return spans[0], spans[1], spans[2]
