"""Draws an outline with the mouse held down."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from viewer.case.edits import Edit, Swap
from viewer.case.geometry import Point
from viewer.case.region import Region
from viewer.case.source import by, new_id
from viewer.tools.draw import Ground
from viewer.tools.drawn_kinds import Base, polygon
from viewer.tools.pointer import Answers, MakeEdit, Nothing, Pointer, Preview, Select
from viewer.tools.select import SelectTool

STEP_PX = 2.0
"""Between two points of the outline, so that it has no more of them than can be seen."""
SMALLEST_PX2 = 36.0


@dataclass(slots=True)
class FreehandTool:
    """One outline from press to release, closed by a straight line. It stays in the plane in which it was begun."""

    ground: Ground
    handles: SelectTool
    _points: list[Point] = field(default_factory=list)
    _id: str = ""
    _first: Pointer | None = None
    _moves_handle: bool = False

    def press(self, pointer: Pointer) -> Answers:
        self._moves_handle = self.handles.is_on_handle(pointer)
        if self._moves_handle:
            return self.handles.press(pointer)
        self._id, self._first, self._points = new_id(), pointer, [pointer.point_lps]
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._moves_handle:
            return self.handles.move(pointer)
        if self._first is None:
            return ()
        normal, point = np.array(self._first.normal_lps), np.array(pointer.point_lps)
        x, y, z = point + float((np.array(self._points[0]) - point) @ normal) * normal
        if math.dist(self._points[-1], (x, y, z)) < STEP_PX * pointer.mm_per_px:
            return ()
        self._points.append((float(x), float(y), float(z)))
        return (Preview(self._region("user:-")),) if len(self._points) > 2 else ()

    def release(self, pointer: Pointer) -> Answers:
        if self._moves_handle:
            self._moves_handle = False
            return self.handles.release(pointer)
        first, self._first = self._first, None
        if first is None or len(self._points) < 3:
            return (Nothing(),)
        if self._region("user:-").area < SMALLEST_PX2 * pointer.mm_per_px**2:
            return (Nothing(),)
        author = self.ground.author()
        region = self._region(author)
        return MakeEdit(Edit("Add region", author, (Swap(None, region),))), Select(region.kind, region.id)

    def _region(self, author: str) -> Region:
        base = Base(self._id, self.ground.series_uid, self.ground.frame_uid, by(author))
        region = self.ground.calibrated(polygon(base, self._points))
        assert isinstance(region, Region)
        return region
