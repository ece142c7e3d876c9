"""The tool at the start: picks a mark, moves a point of it or the whole, and elsewhere moves the crosshair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.case.edits import Edit, Measurement, Swap
from viewer.case.geometry import Array, Box, Point
from viewer.tools.pointer import Answers, MakeEdit, MoveCrosshair, Nothing, Pointer, Preview, Select

REACH_PX = 8.0
"""How near a press must be to a handle or a line: a target of 16 px, with the handle's own size 24."""
STILL_PX = 3.0
"""A mouse that moved less than this was only clicked."""
FEW = 4
"""Points of a thing of which each one matters: ruler, angle, two directions."""


@dataclass(frozen=True, slots=True)
class Places:
    """What can be picked: things drawn, and boxes with the (kind, id) of the record that they show.

    `depth_mm` is how far from a plane a point may be to count as lying in it.
    """

    drawn: Sequence[Measurement] = ()
    boxes: Sequence[tuple[Box, str, str]] = ()
    depth_mm: float = 1.0


@dataclass(slots=True)
class SelectTool:
    places: Callable[[], Places]
    author: Callable[[], str]
    calibrated: Callable[[Measurement], Measurement] = lambda record: record
    _before: Measurement | None = None
    _after: Measurement | None = None
    _handle: int | None = None
    _pressed: Pointer | None = None
    _crosshair: bool = False

    def is_on_handle(self, pointer: Pointer) -> bool:
        """Whether a press here takes hold of a point of something."""
        return _handle_at(pointer, self.places()) is not None

    def press(self, pointer: Pointer) -> Answers:
        places = self.places()
        found = _handle_at(pointer, places) or _line_at(pointer, places)
        if found is not None:
            self._before, self._handle = found
            self._after, self._pressed = None, pointer
            return (Select(self._before.kind, self._before.id),)
        self._crosshair = True
        box = _box_at(pointer, places)
        picked = Select(*box) if box is not None else Select("", "")
        return picked, MoveCrosshair(pointer.point_lps)

    def move(self, pointer: Pointer) -> Answers:
        if self._before is None or self._pressed is None:
            return (MoveCrosshair(pointer.point_lps),) if self._crosshair else ()
        if self._after is None and _is_still(self._pressed, pointer):
            return ()
        if self._handle is None:
            x, y, z = np.subtract(pointer.point_lps, self._pressed.point_lps)
            moved = self._before.shifted((float(x), float(y), float(z)))
        else:
            moved = self._before.with_handle(self._handle, _at_depth(pointer, self._before.handles_lps[self._handle]))
        self._after = self.calibrated(moved)
        return (Preview(self._after),)

    def release(self, pointer: Pointer) -> Answers:
        before, after, handle = self._before, self._after, self._handle
        self._before = self._after = self._pressed = None
        self._crosshair = False
        if before is None or after is None:
            return ()
        if after == before or (handle is not None and _collapses(after, handle, STILL_PX * pointer.mm_per_px)):
            return (Nothing(),)
        return (MakeEdit(Edit(f"Move {before.word}", self.author(), (Swap(before, after),))),)


def mark_at(pointer: Pointer, places: Places) -> tuple[str, str]:
    """Kind and id of what a press here would pick; both empty where it would pick nothing."""
    found = _handle_at(pointer, places) or _line_at(pointer, places)
    return (found[0].kind, found[0].id) if found is not None else _box_at(pointer, places) or ("", "")


def _collapses(record: Measurement, handle: int, least_mm: float) -> bool:
    """Whether a point of a thing of few points was laid on another one: a length or an angle of nothing."""
    points = np.array(record.handles_lps)
    others = np.delete(points, handle, axis=0)
    return 1 < len(points) <= FEW and bool(np.linalg.norm(others - points[handle], axis=1).min() < least_mm)


def _is_still(pressed: Pointer, pointer: Pointer) -> bool:
    return float(np.hypot(*np.subtract(pointer.xy_px, pressed.xy_px))) < STILL_PX


def _at_depth(pointer: Pointer, held_lps: Point) -> Point:
    """Where the mouse is, at the depth of what it holds, so that a drag does not leave its plane."""
    normal, point = np.array(pointer.normal_lps), np.array(pointer.point_lps)
    x, y, z = point + float((np.array(held_lps) - point) @ normal) * normal
    return float(x), float(y), float(z)


def _in_plane_px(pointer: Pointer, points: Array) -> tuple[Array, Array]:
    """How far points lie from the pointer along the screen (pixels) and across it (mm)."""
    offsets = points - pointer.point_lps
    depths = offsets @ np.array(pointer.normal_lps)
    along = offsets - depths[:, None] * pointer.normal_lps
    return np.linalg.norm(along, axis=1) / pointer.mm_per_px, np.abs(depths)


def _handle_at(pointer: Pointer, places: Places) -> tuple[Measurement, int] | None:
    best = None
    for record in places.drawn:
        reach_px, depth_mm = _in_plane_px(pointer, np.array(record.handles_lps))
        reach_px[depth_mm > places.depth_mm] = np.inf
        number = int(reach_px.argmin())
        if reach_px[number] <= REACH_PX and (best is None or reach_px[number] < best[0]):
            best = float(reach_px[number]), record, number
    return None if best is None else best[1:]


def _line_at(pointer: Pointer, places: Places) -> tuple[Measurement, None] | None:
    """What has a line under the mouse that lies in the plane with all its points."""
    for record in places.drawn:
        for line in record.lines_lps:
            points = np.array(line)
            if np.any(_in_plane_px(pointer, points)[1] > places.depth_mm):
                continue
            starts, ends = (points, np.roll(points, -1, axis=0)) if record.closed else (points[:-1], points[1:])
            along = ends - starts
            squares = np.maximum((along**2).sum(axis=1), 1e-12)
            parts = np.clip(((pointer.point_lps - starts) * along).sum(axis=1) / squares, 0, 1)
            if _in_plane_px(pointer, starts + parts[:, None] * along)[0].min() <= REACH_PX / 2:
                return record, None
    return None


def _box_at(pointer: Pointer, places: Places) -> tuple[str, str] | None:
    """The smallest box that holds the pointer."""
    holding = [
        (float(np.linalg.norm(np.subtract(high, low))), kind, id)
        for (low, high), kind, id in places.boxes
        if all(a - 2 <= p <= b + 2 for a, p, b in zip(low, pointer.point_lps, high, strict=True))
    ]
    if not holding:
        return None
    _, kind, id = min(holding)
    return kind, id
