"""Puts label maps that lie on planes of their own onto a volume's grid: voxel by voxel, or the nearest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Geometry, Point
from viewer.case.progress import Tick
from viewer.case.volume import Mask, Plane

EXACT_VOXELS = 0.05
"""Pixels this near to voxel centres, over a whole plane, are those voxels: files round their positions."""
SAME_PLANE_MM = 0.01


@dataclass(frozen=True, eq=False, slots=True)
class PlaneSet:
    """Parallel planes of equal pixels, in order along their normal.

    `origins_lps` (planes, 3) are the centres of the first pixels, `along` and `down` unit vectors; `step_mm` is the
    distance of planes where somebody said it.
    """

    origins_lps: Array
    along: Point
    down: Point
    spacing_mm: tuple[float, float]
    shape_ji: tuple[int, int]
    step_mm: float | None = None

    @property
    def normal(self) -> Array:
        return np.asarray(np.cross(self.along, self.down))

    @property
    def heights_mm(self) -> Array:
        return np.asarray(self.origins_lps @ self.normal)


@dataclass(frozen=True, slots=True)
class Placed:
    """How it went: `exact` where each pixel is one voxel, `outside` where labelled pixels lie beyond the volume."""

    exact: bool
    outside: bool


def planes_of(
    origins_lps: Array, along: Point, down: Point, spacing_mm: tuple[float, float], shape_ji: tuple[int, int], step_mm: float | None
) -> tuple[PlaneSet, tuple[int, ...]]:
    """The planes that frames lie on, and the plane of each frame.

    Raises
    ------
    KnownError where frames lie beside each other in one plane (tiles).
    """
    heights = origins_lps @ np.cross(along, down)
    order = np.argsort(heights, kind="stable")
    starts = np.concatenate([[True], np.diff(heights[order]) > SAME_PLANE_MM])
    number = np.empty(len(order), int)
    number[order] = np.cumsum(starts) - 1
    kept = origins_lps[order[starts]]
    if np.linalg.norm(origins_lps - kept[number], axis=1).max() > 0.3 * min(spacing_mm):
        raise KnownError("Frames of the segmentation lie beside each other in one plane, which this version does not read.")
    return PlaneSet(kept, along, down, spacing_mm, shape_ji, step_mm), tuple(number.tolist())


def place(
    labels: Mask, planes: PlaneSet, geometry: Geometry, acquired: Sequence[Plane], resampled: bool, target: Mask, tick: Tick
) -> Placed:
    """Copy label maps into `target`, which is on the volume's grid and empty.

    Parameters
    ----------
    labels : (planes, rows, columns).
    acquired : the pictures that the volume was made of. Where the planes are some of them, a voxel takes the label of
        the picture that is nearest to it, so that pictures without labels stay without.
    resampled : whether the volume has slices between the pictures.

    Notes
    -----
    Exact where pixels are voxels, with any order and direction of the axes; else the nearest pixel of the nearest
    plane, up to half a step away.
    """
    outside = _reaches_outside(labels, planes, geometry)
    if not resampled and _copy(labels, planes, geometry, target):
        return Placed(True, outside)
    _sample(labels, planes, geometry, acquired, target, tick)
    return Placed(False, outside)


def _copy(labels: Mask, planes: PlaneSet, geometry: Geometry, target: Mask) -> bool:
    """Copy plane by plane where pixels are voxels; False, and nothing done, where they are not."""
    first = geometry.to_kji(planes.origins_lps)
    row_mm, column_mm = planes.spacing_mm
    right, below, behind = (
        geometry.to_kji([planes.origins_lps[0] + np.array(step)])[0] - first[0]
        for step in (np.array(planes.along) * column_mm, np.array(planes.down) * row_mm, planes.normal)
    )
    axes = [int(np.abs(vector).argmax()) for vector in (behind, below, right)]
    if sorted(axes) != [0, 1, 2]:
        return False
    rows, columns = planes.shape_ji
    drift = [
        np.abs(first - np.rint(first)).max(),
        *(np.abs(vector - np.rint(vector)).max() * size for vector, size in ((below, rows), (right, columns))),
        abs(abs(below[axes[1]]) - 1),
        abs(abs(right[axes[2]]) - 1),
    ]
    if max(drift) > EXACT_VOXELS or not _same_step(planes, geometry.spacing_mm[axes[0]]):
        return False
    turned = np.moveaxis(target, axes, (0, 1, 2))
    start = np.rint(first).astype(int)[:, axes]
    for at, (vector, axis) in enumerate(((below, axes[1]), (right, axes[2])), start=1):
        if vector[axis] < 0:
            turned = np.flip(turned, at)
            start[:, at] = turned.shape[at] - 1 - start[:, at]
    for plane, (k, j, i) in zip(labels, start.tolist(), strict=True):
        j0, j1 = max(j, 0), min(j + rows, turned.shape[1])
        i0, i1 = max(i, 0), min(i + columns, turned.shape[2])
        if 0 <= k < turned.shape[0] and j1 > j0 and i1 > i0:
            turned[k, j0:j1, i0:i1] = plane[j0 - j : j1 - j, i0 - i : i1 - i]
    return True


def _same_step(planes: PlaneSet, voxel_mm: float) -> bool:
    """Whether planes lie as densely as voxels do; planes may be left out."""
    gaps = np.diff(planes.heights_mm)
    step_mm = min((planes.step_mm or voxel_mm, *gaps.tolist()))
    return abs(step_mm / voxel_mm - 1) < EXACT_VOXELS or (planes.step_mm is None and step_mm > voxel_mm)


def _sample(labels: Mask, planes: PlaneSet, geometry: Geometry, acquired: Sequence[Plane], target: Mask, tick: Tick) -> None:
    heights, number_at = _with_acquired(planes, acquired)
    gaps = np.diff(heights)
    if planes.step_mm is not None or not len(gaps):
        step_mm = planes.step_mm or geometry.spacing_mm[0]
    elif len(heights) > len(planes.origins_lps):  # pictures: uneven gaps between them are filled, holes are not
        step_mm = min(float(gaps.max()), 3 * float(np.median(gaps)))
    else:
        step_mm = float(gaps.min())
    middles = (heights[1:] + heights[:-1]) / 2
    row_mm, column_mm = planes.spacing_mm
    to_plane = np.stack([planes.normal, np.array(planes.down) / row_mm, np.array(planes.along) / column_mm])
    steps = to_plane @ geometry.matrix[:3, :3]  # (height mm, row, column) per voxel step along k, j, i
    start = to_plane @ geometry.matrix[:3, 3]
    shifts = planes.origins_lps @ to_plane[1:].T  # (row, column) of each plane's first pixel
    rows, columns = planes.shape_ji
    j, i = np.arange(geometry.shape_kji[1])[:, None], np.arange(geometry.shape_kji[2])[None, :]
    for k in range(geometry.shape_kji[0]):
        if k % 8 == 0:
            tick(k / geometry.shape_kji[0], "Placing the segmentation")
        height = start[0] + steps[0, 0] * k + steps[0, 1] * j + steps[0, 2] * i
        nearest = np.searchsorted(middles, height)
        own = number_at[nearest]
        inside = (own >= 0) & (np.abs(height - heights[nearest]) <= step_mm / 2 + 1e-3)
        if not inside.any():
            continue
        own = np.maximum(own, 0)
        row = np.rint(start[1] + steps[1, 0] * k + steps[1, 1] * j + steps[1, 2] * i - shifts[own, 0]).astype(np.int32)
        column = np.rint(start[2] + steps[2, 0] * k + steps[2, 1] * j + steps[2, 2] * i - shifts[own, 1]).astype(np.int32)
        inside &= (row >= 0) & (row < rows) & (column >= 0) & (column < columns)
        found = labels[own, np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)]
        target[k] = np.where(inside, found, 0)


def _with_acquired(planes: PlaneSet, acquired: Sequence[Plane]) -> tuple[Array, npt.NDArray[np.int64]]:
    """Heights of the planes, and of the pictures between them where the planes are pictures; and each one's number or -1."""
    heights = planes.heights_mm
    along = np.arange(len(heights))
    pictures = np.array([plane.origin_lps for plane in acquired]) @ planes.normal if acquired else np.empty(0)
    parallel = all(abs(float(_unit(np.cross(plane.along_lps, plane.down_lps)) @ planes.normal)) > 0.9999 for plane in acquired)
    if not parallel or not len(pictures) or np.abs(heights[:, None] - pictures[None, :]).min(axis=1).max() > SAME_PLANE_MM:
        return heights, along
    others = pictures[np.abs(pictures[:, None] - heights[None, :]).min(axis=1) > SAME_PLANE_MM]
    every = np.concatenate([heights, others])
    order = np.argsort(every)
    return every[order], np.concatenate([along, np.full(len(others), -1)])[order]


def _unit(vector: Array) -> Array:
    return np.asarray(vector / np.linalg.norm(vector))


def _reaches_outside(labels: Mask, planes: PlaneSet, geometry: Geometry) -> bool:
    """Whether the rectangle around the labelled pixels of any plane has a corner beyond the outermost voxels."""
    row_mm, column_mm = planes.spacing_mm
    corners = []
    for plane, origin in zip(labels, planes.origins_lps, strict=True):
        rows, columns = np.flatnonzero(plane.any(axis=1)), np.flatnonzero(plane.any(axis=0))
        if len(rows):
            corners += [
                origin + np.array(planes.down) * row_mm * row + np.array(planes.along) * column_mm * column
                for row in (rows[0], rows[-1])
                for column in (columns[0], columns[-1])
            ]
    if not corners:
        return False
    places = geometry.to_kji(np.array(corners))
    return bool(np.any(places < -0.5 - EXACT_VOXELS) or np.any(places > np.array(geometry.shape_kji) - 0.5 + EXACT_VOXELS))
