"""The tool at the start: picks a mark, moves an end of a ruler, and elsewhere moves the crosshair."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from viewer.case.edits import Edit, Swap
from viewer.case.geometry import Box, Point
from viewer.case.measurement import Ruler
from viewer.tools.pointer import Answers, MakeEdit, MoveCrosshair, Nothing, Pointer, Select, ShowRuler

REACH_PX = 8.0
"""How near a press must be to a handle or a line: a target of 16 px, with the handle's own size 24."""


@dataclass(frozen=True, slots=True)
class Places:
    """What can be picked: rulers, and boxes with the (kind, id) of the record that they show.

    `depth_mm` is how far from a plane a ruler's end may be to count as lying in it.
    """

    rulers: Sequence[Ruler] = ()
    boxes: Sequence[tuple[Box, str, str]] = ()
    depth_mm: float = 1.0


@dataclass(slots=True)
class SelectTool:
    places: Callable[[], Places]
    author: Callable[[], str]
    calibrated: Callable[[Ruler], Ruler] = lambda ruler: ruler
    _before: Ruler | None = None
    _after: Ruler | None = None
    _end: str = ""
    _crosshair: bool = False

    def is_on_handle(self, pointer: Pointer) -> bool:
        """Whether a press here takes an end of a ruler."""
        return _handle_at(pointer, self.places()) is not None

    def press(self, pointer: Pointer) -> Answers:
        places = self.places()
        handle = _handle_at(pointer, places)
        if handle is not None:
            self._before, self._end = handle
            self._after = self._before
            return (Select(Ruler.kind, self._before.id),)
        ruler = _ruler_at(pointer, places)
        if ruler is not None:
            return (Select(Ruler.kind, ruler.id),)
        self._crosshair = True
        box = _box_at(pointer, places)
        picked = Select(*box) if box is not None else Select("", "")
        return picked, MoveCrosshair(pointer.point_lps)

    def move(self, pointer: Pointer) -> Answers:
        if self._before is not None:
            self._after = self.calibrated(_with_end(self._before, self._end, pointer))
            return (ShowRuler(self._after),)
        return (MoveCrosshair(pointer.point_lps),) if self._crosshair else ()

    def release(self, pointer: Pointer) -> Answers:
        before, after = self._before, self._after
        self._before, self._after, self._crosshair = None, None, False
        if before is None or after is None:
            return ()
        if math.dist((*before.start_lps, *before.end_lps), (*after.start_lps, *after.end_lps)) < 1e-6:
            return (Nothing(),)
        return (MakeEdit(Edit("Move ruler", self.author(), (Swap(before, after),))),)


def _with_end(ruler: Ruler, end: str, pointer: Pointer) -> Ruler:
    """The ruler with one end under the mouse, kept at its own depth so that a drag does not leave its plane."""
    held = np.array(ruler.start_lps if end == "start" else ruler.end_lps)
    normal = np.array(pointer.normal_lps)
    point = np.array(pointer.point_lps)
    x, y, z = (float(value) for value in point + float((held - point) @ normal) * normal)
    return replace(ruler, start_lps=(x, y, z)) if end == "start" else replace(ruler, end_lps=(x, y, z))


def _in_plane_px(pointer: Pointer, point_lps: Point) -> tuple[float, float]:
    """How far a point lies from the pointer along the screen (pixels) and across it (mm)."""
    offset = np.array(point_lps) - np.array(pointer.point_lps)
    depth = float(offset @ np.array(pointer.normal_lps))
    along = offset - depth * np.array(pointer.normal_lps)
    return float(np.linalg.norm(along)) / pointer.mm_per_px, abs(depth)


def _handle_at(pointer: Pointer, places: Places) -> tuple[Ruler, str] | None:
    near = []
    for ruler in places.rulers:
        for end, point in (("start", ruler.start_lps), ("end", ruler.end_lps)):
            distance_px, depth_mm = _in_plane_px(pointer, point)
            if distance_px <= REACH_PX and depth_mm <= places.depth_mm:
                near.append((distance_px, ruler, end))
    if not near:
        return None
    _, ruler, end = min(near, key=lambda row: row[0])
    return ruler, end


def _ruler_at(pointer: Pointer, places: Places) -> Ruler | None:
    for ruler in places.rulers:
        start, end = np.array(ruler.start_lps), np.array(ruler.end_lps)
        along = end - start
        part = float(np.clip((np.array(pointer.point_lps) - start) @ along / max(float(along @ along), 1e-12), 0, 1))
        x, y, z = (float(value) for value in start + part * along)
        distance_px, depth_mm = _in_plane_px(pointer, (x, y, z))
        if distance_px <= REACH_PX / 2 and depth_mm <= places.depth_mm:
            return ruler
    return None


def _box_at(pointer: Pointer, places: Places) -> tuple[str, str] | None:
    """The smallest box that holds the pointer."""
    holding = [
        (math.dist(low, high), kind, id)
        for (low, high), kind, id in places.boxes
        if all(a - 2 <= p <= b + 2 for a, p, b in zip(low, pointer.point_lps, high, strict=True))
    ]
    if not holding:
        return None
    _, kind, id = min(holding)
    return kind, id
