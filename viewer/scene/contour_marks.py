"""Contours of structures as marks on a plane: outlines in their own plane, cuts in the others."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from viewer.case.contours import Contours, Structure
from viewer.case.geometry import Array
from viewer.scene.colour_tables import Colour, label_colour, readable
from viewer.scene.marks import DotMark, LineMark, Mark, PolygonMark
from viewer.scene.view_state import PlaneView


class ContourSet:
    """All contours of structure sets in one frame of reference, ready to be cut by any plane."""

    def __init__(self, sets: Iterable[Contours], frame_uid: str) -> None:
        self._structures = [
            _Ready(structure, readable(structure.colour) if structure.colour else label_colour(number))
            for contours in sets
            if contours.frame_uid == frame_uid
            for number, structure in enumerate(contours.structures, start=1)
            if structure.lengths
        ]

    def marks(self, view: PlaneView, depth_mm: float) -> tuple[Mark, ...]:
        """What to draw on a plane: contours within `depth_mm` of it whole, of others the lines inside where it cuts them."""
        centre, normal = np.array(view.centre_lps), np.array(view.normal_lps)
        marks: list[Mark] = []
        for ready in self._structures:
            distances = (ready.points - centre) @ normal
            low, high = np.minimum.reduceat(distances, ready.starts), np.maximum.reduceat(distances, ready.starts)
            near = (np.abs(low) <= depth_mm) & (np.abs(high) <= depth_mm)
            for n in np.flatnonzero(near | ((low < 0) & (high >= 0))).tolist():
                span = slice(ready.starts[n], ready.ends[n])
                if near[n]:
                    marks += _outline(view, ready.kinds[n], ready.points[span], ready.colour)
                elif ready.kinds[n] == "closed":
                    marks += _cuts(view, ready.points[span], distances[span], ready.colour)
        return tuple(marks)


class _Ready:
    def __init__(self, structure: Structure, colour: Colour) -> None:
        contours = [(kind, points) for kind, points in structure.contours() if len(points)]
        self.colour = colour
        self.kinds = [kind for kind, _ in contours]
        self.points = np.concatenate([points for _, points in contours])
        self.ends = np.cumsum([len(points) for _, points in contours])
        self.starts = np.concatenate([[0], self.ends[:-1]])


def _outline(view: PlaneView, kind: str, points: Array, colour: Colour) -> list[Mark]:
    places = view.all_to_px(points)
    if kind == "point" or len(places) == 1:
        return [DotMark(place, colour) for place in places]
    if kind == "closed":
        return [PolygonMark(tuple(places), colour)]
    return [LineMark(start, end, colour) for start, end in pairwise(places)]


def _cuts(view: PlaneView, points: Array, distances: Array, colour: Colour) -> list[Mark]:
    """The pieces of the line in which a plane cuts a flat closed contour that lie inside it (every second one)."""
    following, beyond = np.roll(points, -1, axis=0), np.roll(distances, -1)
    crosses = (distances < 0) != (beyond < 0)
    if not crosses.any():
        return []
    part = distances[crosses] / (distances[crosses] - beyond[crosses])
    cuts = points[crosses] + part[:, None] * (following[crosses] - points[crosses])
    along = cuts - cuts[0]
    direction = along[np.linalg.norm(along, axis=1).argmax()]
    places = view.all_to_px(cuts[np.argsort(along @ direction, kind="stable")])
    return [LineMark(start, end, colour) for start, end in zip(places[::2], places[1::2], strict=False)]
