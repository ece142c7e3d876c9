"""A plane bent along a path and laid flat: what lies along a vessel, a canal or a row of teeth in one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Point
from viewer.case.volume import Plane, Stack, Volume

TURNS = 36
"""Pictures around the path, five degrees from one to the next: half a turn, after which they repeat mirrored."""
WIDTH_MM = 60.0
"""Across the path, half of it on either side."""
MOST_MM = 5000.0


@dataclass(frozen=True, eq=False, slots=True)
class Straightened:
    """A plane that was laid flat, what it was made of (the record of the line, its points then, the direction across), and how
    the views of the volume stood before: the plane's own places are none of the patient's."""

    stack: Stack
    volume: Volume
    line_id: str
    points_lps: tuple[Point, ...]
    across_lps: Point
    views_before: Mapping[str, Any]


def smooth_path(points_lps: Sequence[Point], step_mm: float) -> Array:
    """Points `step_mm` apart along a curve through all `points_lps` (centripetal Catmull-Rom), shape (n, 3).

    Raises `KnownError` for a path that is shorter than a few steps or longer than `MOST_MM`.
    """
    given = np.array([point for n, point in enumerate(points_lps) if n == 0 or point != points_lps[n - 1]], float)
    if len(given) < 2 or np.linalg.norm(np.diff(given, axis=0), axis=1).sum() < 4 * step_mm:
        raise KnownError("The path is too short.", "Draw a line of several points (L), and select it.")
    ends = np.vstack((2 * given[0] - given[1], given, 2 * given[-1] - given[-2]))
    knots = np.concatenate(([0.0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(ends, axis=0), axis=1)))))
    pieces = []
    for n in range(1, len(ends) - 2):
        t0, t1, t2, t3 = knots[n - 1 : n + 3]
        t = np.linspace(t1, t2, 65)[:-1, None]
        p0, p1, p2, p3 = ends[n - 1 : n + 3]
        a1 = (t1 - t) / (t1 - t0) * p0 + (t - t0) / (t1 - t0) * p1
        a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
        a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
        b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        pieces.append((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
    dense = np.vstack((*pieces, ends[-2]))
    along = np.concatenate(([0.0], np.cumsum(np.linalg.norm(np.diff(dense, axis=0), axis=1))))
    if along[-1] > MOST_MM:
        raise KnownError(f"The path is {along[-1] / 1000:.1f} m long.", "Draw a shorter one.")
    places = np.arange(0.0, along[-1] + 1e-9, step_mm)
    return np.stack([np.interp(places, along, dense[:, axis]) for axis in range(3)], axis=1)


def frames_along(path_lps: Array, across_lps: Point) -> tuple[Array, Array, Array]:
    """Unit vectors along the path and two across it at each point, turning as little as they can (double reflection).

    The first one across is `across_lps` at the start, as far as that lies across. W. Wang et al., ACM Trans. Graph.
    27(1), 2008.
    """
    tangents = np.gradient(path_lps, axis=0)
    tangents /= np.linalg.norm(tangents, axis=1)[:, None]
    first = np.array(across_lps) - tangents[0] * float(np.array(across_lps) @ tangents[0])
    if np.linalg.norm(first) < 1e-3:
        first = np.cross(tangents[0], np.eye(3)[np.abs(tangents[0]).argmin()])
    across = np.empty_like(path_lps)
    across[0] = first / np.linalg.norm(first)
    for n in range(len(path_lps) - 1):
        step = path_lps[n + 1] - path_lps[n]
        mirror = step @ step
        left = across[n] - 2 / mirror * (step @ across[n]) * step
        tangent = tangents[n] - 2 / mirror * (step @ tangents[n]) * step
        other = tangents[n + 1] - tangent
        size = other @ other
        across[n + 1] = left if size < 1e-18 else left - 2 / size * (other @ left) * other
    return tangents, across, np.cross(tangents, across)


def straighten(volume: Volume, points_lps: Sequence[Point], across_lps: Point, name: str, only: int | None = None) -> Stack:
    """Pictures along the path through `points_lps`, the first across it in the direction of `across_lps`.

    Each picture has the path from left to right through its middle row, a column for each smallest voxel side along
    it; the next ones are turned about the path. They lie in a space of their own (``local:``), x being the millimetres
    along the path. Values are interpolated; outside the volume they are its lowest possible one.

    Raises `KnownError` for a path that is too short.
    """
    step_mm = min(volume.geometry.spacing_mm)
    path = smooth_path(points_lps, step_mm)
    _, first, second = frames_along(path, across_lps)
    half = round(WIDTH_MM / 2 / step_mm)
    offsets = np.arange(-half, half + 1) * step_mm
    turns = range(TURNS) if only is None else (only,)
    pictures = np.empty((len(turns), len(offsets), len(path)), np.float32)
    for at, turn in enumerate(turns):
        angle = np.deg2rad(180.0 * turn / TURNS)
        across = np.cos(angle) * first + np.sin(angle) * second
        points = path[None] + offsets[:, None, None] * across[None]
        pictures[at] = _values_at(volume, points.reshape(-1, 3)).reshape(points.shape[:2])
    whole = volume.voxels.dtype.kind in "iu"
    pixels = np.rint(pictures).astype(np.int16 if volume.voxels.dtype.itemsize <= 2 else np.int32) if whole else pictures
    pixels = np.broadcast_to(pixels, (TURNS, *pixels.shape[1:]))
    planes = tuple(
        Plane(f"{volume.series_uid}.{turn}", turn, (0.0, float(offsets[0]), float(turn)), (step_mm, 0.0, 0.0), (0.0, step_mm, 0.0))
        for turn in range(TURNS)
    )
    return Stack(
        volume.series_uid, f"local:{name}", planes, pixels, volume.unit, "pixel_spacing", volume.windows, volume.inverted,
        None if not whole else (float(pixels.min()), float(pixels.min())) if pixels.min() < -30_000 else None,
    )  # fmt: skip


def _values_at(volume: Volume, points_lps: Array) -> Array:
    """Linear between the eight voxel centres around each point."""
    shape = np.array(volume.geometry.shape_kji)
    indices = volume.geometry.to_kji(points_lps)
    inside = np.all((indices > -0.5) & (indices < shape - 0.5), axis=1)
    indices = np.clip(indices, 0, shape - 1)
    low = np.minimum(indices.astype(np.intp), np.maximum(shape - 2, 0))
    part = indices - low
    total = np.zeros(len(indices))
    for corner in range(8):
        bits = np.array([(corner >> axis) & 1 for axis in range(3)])
        weight = np.prod(np.where(bits, part, 1 - part), axis=1)
        at = np.minimum(low + bits, shape - 1)
        total += weight * volume.voxels[tuple(at.T)]
    lowest = float(np.iinfo(volume.voxels.dtype).min) if volume.voxels.dtype.kind in "iu" else float("nan")
    return np.where(inside, total, lowest)
