"""Planes turned about the crosshair: oblique reformats at right angles to each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from viewer.case.geometry import Array, Geometry, Point
from viewer.scene.marks import DotMark, Mark
from viewer.scene.view_state import PictureAxis, PlaneView, cross, outer_corners, to_point

HANDLE = 0.36
"""How far from the crosshair its handles lie, as a part of the pane's shorter side."""


def turn_axes(
    axes: Mapping[str, PictureAxis], geometry: Geometry, names: Iterable[str], about_lps: Point, normal_lps: Point, degrees: float
) -> dict[str, PictureAxis]:
    """The axes of `names` turned about a line through `about_lps`; the others stay.

    Each is counted anew through the volume, with a picture through `about_lps`, one smallest voxel side apart.
    """
    turn = rotation(normal_lps, degrees)
    turned = dict(axes)
    for name in names:
        old = axes[name]
        right = turn @ old.right_lps
        right /= np.linalg.norm(right)
        down = turn @ old.down_lps
        down -= right * float(right @ down)
        down /= np.linalg.norm(down)
        into = np.cross(right, down)
        forward = float(np.cross(old.right_lps, old.down_lps) @ np.array(old.next_lps)) > 0
        following = into if forward else -into
        turned[name] = _counted(geometry, replace(
            old, right_lps=to_point(right), down_lps=to_point(down), next_lps=to_point(following), acquired=False
        ), about_lps)  # fmt: skip
    return turned


def turn_view(view: PlaneView, axis: PictureAxis, about_lps: Point, normal_lps: Point, degrees: float) -> PlaneView:
    """A view turned with its axis; the point stays where it is on the screen."""
    about = np.array(about_lps)
    centre = about + rotation(normal_lps, degrees) @ (np.array(view.centre_lps) - about)
    moved = replace(view, centre_lps=to_point(centre), right_lps=axis.right_lps, down_lps=axis.down_lps)
    return moved.through(about_lps)


def straight_view(view: PlaneView, axis: PictureAxis, about_lps: Point) -> PlaneView:
    """A view along another axis, with a point of the patient where it was on the screen."""
    x, y = view.to_px(about_lps)
    moved = replace(view, right_lps=axis.right_lps, down_lps=axis.down_lps, centre_lps=about_lps)
    offset = np.subtract(about_lps, moved.to_lps((x, y)))
    return moved.moved(to_point(offset)).through(axis.nearest(about_lps))


def handle_marks(view: PlaneView, point_lps: Point, others: Iterable[PlaneView]) -> tuple[Mark, ...]:
    """The handles at the ends of the crosshair's lines."""
    x, y = view.to_px(point_lps)
    reach = HANDLE * min(view.size_px)
    marks = []
    for other in others:
        along = np.array(cross(view.normal_lps, other.normal_lps))
        if np.linalg.norm(along) < 0.05:
            continue
        direction = np.array((along @ np.array(view.right_lps), along @ np.array(view.down_lps)))
        dx, dy = reach * direction / np.linalg.norm(direction)
        marks += [DotMark((x + sign * dx, y + sign * dy), "accent", 5.0) for sign in (-1, 1)]
    return tuple(marks)


def rotation(normal_lps: Point, degrees: float) -> Array:
    """About a unit vector, by the right hand (Rodrigues)."""
    angle = math.radians(degrees)
    x, y, z = normal_lps
    cross = np.array(((0, -z, y), (z, 0, -x), (-y, x, 0)))
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross)


def _counted(geometry: Geometry, axis: PictureAxis, through_lps: Point) -> PictureAxis:
    """The pictures of an axis through the whole volume, one of them through a point."""
    step_mm = min(geometry.spacing_mm)
    along = (outer_corners(geometry) - np.array(through_lps)) @ np.array(axis.next_lps)
    before = max(math.floor(-float(along.min()) / step_mm), 0)
    after = max(math.floor(float(along.max()) / step_mm), 0)
    first = np.array(through_lps) - before * step_mm * np.array(axis.next_lps)
    offsets = tuple((step_mm * np.arange(before + after + 1)).tolist())
    return replace(axis, first_lps=to_point(first), offsets_mm=offsets)
