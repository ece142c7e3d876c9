"""What one picture says about another beside it: the line where it cuts, the point that both show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.scene.annotations import CROSSHAIR_GAP_PX
from viewer.scene.marks import LineMark, Mark
from viewer.scene.view_state import PlaneView

PARALLEL = 0.05
"""Sine of the angle below which two planes cut nowhere that would help."""
CURSOR_PX = 14.0


@dataclass(frozen=True, slots=True)
class ReferencePlane:
    """A picture: its middle, unit vectors to the right and down, and half its width and height in mm."""

    centre_lps: Point
    right_lps: Point
    down_lps: Point
    half_mm: tuple[float, float]


def reference_marks(view: PlaneView, other: ReferencePlane) -> tuple[Mark, ...]:
    """The line where a picture cuts the plane of a view, as long as the picture is wide there; none where they are parallel."""
    cut = cut_line(view, other)
    if cut is None:
        return ()
    start, end = view.all_to_px(np.array(cut))
    return (LineMark(start, end, "accent", 1.0, dashed=True),)


def cut_line(view: PlaneView, other: ReferencePlane) -> tuple[Array, Array] | None:
    """The two ends, LPS mm, of the line in which a picture lies in the plane of a view; None where it does not."""
    right, down = np.array(other.right_lps), np.array(other.down_lps)
    normal = np.array(view.normal_lps)
    if np.linalg.norm(np.cross(np.cross(right, down), normal)) < PARALLEL:
        return None
    # Points of the picture are centre + a right + b down with |a|, |b| within its halves; in the plane where
    # a (right . n) + b (down . n) = depth.
    along, across, depth = float(right @ normal), float(down @ normal), -view.distance_mm(other.centre_lps)
    half_a, half_b = other.half_mm
    ends: list[Array] = []
    for fixed, half_fixed, other_slope, half_other, fixed_first in (
        (along, half_a, across, half_b, True),
        (across, half_b, along, half_a, False),
    ):
        if abs(other_slope) < 1e-9:
            continue
        for at in (-half_fixed, half_fixed):
            found = (depth - at * fixed) / other_slope
            if abs(found) <= half_other + 1e-6:
                a, b = (at, found) if fixed_first else (found, at)
                ends.append(np.array(other.centre_lps) + a * right + b * down)
    if len(ends) < 2:
        return None
    first = ends[0]
    last = max(ends, key=lambda end: float(np.linalg.norm(end - first)))
    return None if np.linalg.norm(last - first) < 1e-6 else (first, last)


def cursor_marks(view: PlaneView, point_lps: Point, depth_mm: float) -> tuple[Mark, ...]:
    """A small cross with a gap around a point of the patient that lies in the picture."""
    if abs(view.distance_mm(point_lps)) > depth_mm:
        return ()
    x, y = view.to_px(point_lps)
    near, far = CROSSHAIR_GAP_PX / 3, CURSOR_PX
    ways = ((1, 0), (-1, 0), (0, 1), (0, -1))
    return tuple(LineMark((x + near * a, y + near * b), (x + far * a, y + far * b), "accent", 1.5) for a, b in ways)

