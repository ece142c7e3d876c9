"""How far an outline lies from the surface of others: of its organ, the pleura, the skin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from inference.measure.border import cropped
from inference.measure.outlines import Outline
from viewer.case.geometry import Geometry

Bool = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]
_MARGINS_MM = (30.0, 100.0)
"""How far around an outline a surface is looked for first: a body has millions of faces."""


def surface_points(solid: Bool, geometry: Geometry) -> Points:
    """Middles of the faces between inside and outside, LPS mm, shape (n, 3). The edge of the array is no surface."""
    found = []
    for axis in range(3):
        first, second = (solid[tuple(slice(n, n + solid.shape[axis] - 1) if other == axis else slice(None) for other in range(3))] for n in (0, 1))
        places = np.argwhere(first != second).astype(np.float64)
        places[:, axis] += 0.5
        found.append(geometry.to_lps(places))
    return np.concatenate(found)


def distance_mm(outline: Outline, other: Outline) -> float | None:
    """The shortest way from the surface of one to the surface of another, mm; 0 where they touch or cross.

    A lesion that lies inside, or in a gap of the other, is filled in first: what counts is the outer surface. None where
    the other has no surface in the pictures. Right to one voxel: half of one at either surface.
    """
    inside = filled(outline, other)
    own = surface_points(outline.solid, outline.geometry)
    for margin_mm in (*_MARGINS_MM, None):
        near = inside if margin_mm is None else _near(inside, outline, margin_mm)
        target = surface_points(near.solid, near.geometry) if near is not None else ()
        if len(target) and len(own):
            found = float(cKDTree(target).query(own)[0].min())
            if margin_mm is None or found <= margin_mm:
                return found
    return None


def _near(other: Outline, outline: Outline, margin_mm: float) -> Outline | None:
    """What of an outline lies within a margin of another one's box; None where that is nothing."""
    spans = []
    for mine, theirs, step in zip(outline.box, other.box, outline.geometry.spacing_mm, strict=True):
        reach = int(np.ceil(margin_mm / step)) + 1
        spans.append((max(mine.start - reach, theirs.start) - theirs.start, min(mine.stop + reach, theirs.stop) - theirs.start))
    if any(first >= last for first, last in spans):
        return None
    k, j, i = (slice(first, last) for first, last in spans)
    solid = other.solid[k, j, i]
    geometry = cropped(other.geometry, (k.start, j.start, i.start), solid.shape)
    return Outline(other.segmentation_id, other.label, solid, geometry, other.box)


def filled(outline: Outline, other: Outline) -> Outline:
    """The other outline with the first one's voxels added, where the first lies mostly inside it or is enclosed by it."""
    shared = overlap(outline, other)
    if shared < 0.5 and enclosure(outline, other) < 0.5:
        return other
    solid = other.solid.copy()
    mine, theirs = _common(outline, other)
    if mine is not None:
        solid[theirs] |= outline.solid[mine]
    return Outline(other.segmentation_id, other.label, solid, other.geometry, other.box)


def overlap(outline: Outline, other: Outline) -> float:
    """Which part of an outline's voxels lie in another one, 0..1."""
    mine, theirs = _common(outline, other)
    if mine is None:
        return 0.0
    return float(np.count_nonzero(outline.solid[mine] & other.solid[theirs]) / np.count_nonzero(outline.solid))


def enclosure(outline: Outline, other: Outline) -> float:
    """Which part of the voxels just outside an outline lie in another one, 0..1: a lesion may be a gap of its organ."""
    mine, theirs = _common(outline, other)
    if mine is None:
        return 0.0
    shell = np.zeros_like(outline.solid)
    for axis in range(3):
        for step in (1, -1):
            shell |= np.roll(outline.solid, step, axis)
    shell &= ~outline.solid
    around = int(np.count_nonzero(shell))
    return float(np.count_nonzero(shell[mine] & other.solid[theirs]) / around) if around else 0.0


def _common(outline: Outline, other: Outline) -> tuple[tuple[slice, slice, slice] | None, tuple[slice, slice, slice]]:
    """The voxels that both cuts have, as indices into each; None where there are none."""
    mine, theirs = [], []
    for a, b in zip(outline.box, other.box, strict=True):
        first, last = max(a.start, b.start), min(a.stop, b.stop)
        if first >= last:
            return None, other.box
        mine.append(slice(first - a.start, last - a.start))
        theirs.append(slice(first - b.start, last - b.start))
    return (mine[0], mine[1], mine[2]), (theirs[0], theirs[1], theirs[2])
