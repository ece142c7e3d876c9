"""Fills closed contours into a label map on a volume's grid."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from viewer.case.contours import Structure
from viewer.case.geometry import Array, Geometry
from viewer.case.polygon import fill_even_odd
from viewer.case.progress import Tick
from viewer.case.volume import Mask
from viewer.dicom.label_painter import Bits, FullError, LabelPainter

PARALLEL = 0.999
SAME_PLANE_VOXELS = 0.02
BETWEEN_SLICES = 0.2
"""In slices: from here a contour lies between two rather than on one."""


def fill_contours(
    structures: Sequence[Structure], geometry: Geometry, target: Mask, tick: Tick
) -> tuple[dict[int, tuple[int, ...]], tuple[str, ...]]:
    """Paint structures 0, 1, ... into `target` (the volume's grid, empty); their label numbers, and what was odd.

    A voxel belongs to a structure where its centre lies inside an odd number of its contours (so inner contours are
    holes, DICOM PS3.3 C.8.8.6.3), in the nearest plane of contours up to half the structure's own step away; half a
    slice where every picture that it touches has contours.
    Contours must lie parallel to two of the grid's axes.
    """
    numbers = {n: n + 1 for n in range(min(len(structures), 255))}
    painter = LabelPainter(target, numbers)
    crooked, beyond, between, dropped = [], [], [], [row.name for row in structures[255:]]
    for n, structure in enumerate(structures[:255]):
        tick(n / len(structures), "Filling contours")
        closed = [geometry.to_kji(points) for kind, points in structure.contours() if kind == "closed" and len(points) > 2]
        if not closed:
            continue
        axis = _axis(closed)
        if axis is None:
            crooked.append(structure.name)
            continue
        depths = np.array([points[:, axis].mean() for points in closed])
        if depths.min() < -0.5 or depths.max() > geometry.shape_kji[axis] - 0.5:
            beyond.append(structure.name)
        elif np.abs(depths - np.round(depths)).max() > BETWEEN_SLICES:
            between.append(structure.name)
        try:
            _fill(painter, n, np.moveaxis(target, axis, 0), axis, closed, structure.on_every_picture)
        except FullError:
            painter.forget(n)
            dropped.append(structure.name)
    oddities = []
    if crooked:
        oddities.append(f"Shown as lines only, as they do not lie parallel to the slices: {', '.join(crooked[:6])}.")
    if beyond:
        oddities.append(f"Some or all of it lies outside the pictures, where nothing is filled: {', '.join(beyond[:6])}.")
    if between:
        oddities.append(f"Drawn between the slices, so each contour fills the nearest ones: {', '.join(between[:6])}.")
    if dropped:
        oddities.append(f"Shown as lines only, as one label map holds no more: {', '.join(dropped[:6])}.")
    return painter.finish(), tuple(oddities)


def _axis(closed: Sequence[Array]) -> int | None:
    """The grid's axis that all contours are perpendicular to; None where there is none."""
    spans = np.array([np.ptp(points, axis=0) for points in closed])
    flat = [axis for axis in range(3) if spans[:, axis].max() <= 2 * SAME_PLANE_VOXELS * max(1.0, spans.max() * (1 - PARALLEL))]
    return min(flat, key=lambda axis: float(spans[:, axis].max())) if flat else None


def _fill(painter: LabelPainter, region: int, planes: Mask, axis: int, closed: Sequence[Array], on_every_picture: bool) -> None:
    heights = np.array([points[:, axis].mean() for points in closed])
    order = np.argsort(heights, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(heights[order]) > SAME_PLANE_VOXELS) + 1)
    levels = np.array([heights[group].mean() for group in groups])
    step = 1.0 if on_every_picture or len(levels) < 2 else float(np.diff(levels).min())
    reach = max(step, 1.0) / 2
    others = [other for other in range(3) if other != axis]
    filled: tuple[int, tuple[slice, slice], Bits] | None = None
    for k in range(max(int(np.floor(levels[0] - reach)), 0), min(int(np.ceil(levels[-1] + reach)) + 1, len(planes))):
        nearest = int(np.searchsorted((levels[1:] + levels[:-1]) / 2, k + 1e-6, side="right"))
        if not -reach - 1e-6 <= k - levels[nearest] < reach - 1e-6:  # half open: each plane fills as many slices
            continue
        if filled is None or filled[0] != nearest:
            contours = [closed[n][:, others] for n in groups[nearest]]
            filled = (nearest, *fill_even_odd(contours, (planes.shape[1], planes.shape[2])))
        _, where, bits = filled
        painter.paint(region, planes[k][where], bits)
