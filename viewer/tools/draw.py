"""Draws things by their points: drag from one to the next, or click at each."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from viewer.case.calibration import Calibration
from viewer.case.edits import Edit, Measurement, Swap
from viewer.case.geometry import Point
from viewer.case.measurement import Polyline
from viewer.case.source import by, new_id
from viewer.tools.drawn_kinds import Base, DrawnKind
from viewer.tools.pointer import Answers, AskWords, MakeEdit, Nothing, Pointer, Preview, Select
from viewer.tools.select import REACH_PX, STILL_PX, SelectTool

SAME_DIRECTION = 0.9999


@dataclass(frozen=True, slots=True)
class Ground:
    """What things are drawn on. `author` is asked when one is complete and is never empty.

    `calibrated` gives a thing the unit that holds where it lies.
    """

    series_uid: str
    frame_uid: str
    author: Callable[[], str]
    calibrated: Callable[[Measurement], Measurement] = lambda record: record


@dataclass(slots=True)
class DrawTool:
    """One kind of thing after the other. A press on a point of something that is there moves that, as `handles` does.

    The first point lies where the button goes down. Where it comes up elsewhere, there is the second; later points
    lie where it comes up. Kinds of two lines (`pairs`) begin the second one like the first.
    """

    kind: DrawnKind
    ground: Ground
    handles: SelectTool
    _points: list[Point] = field(default_factory=list)
    _id: str = ""
    _first: Pointer | None = None
    _pressed: Pointer | None = None
    _last: Pointer | None = None
    _began: bool = False
    _moves_handle: bool = False

    @property
    def is_drawing(self) -> bool:
        return bool(self._points)

    def press(self, pointer: Pointer) -> Answers:
        if not self._points or self._has_left(pointer):
            self._moves_handle = self.handles.is_on_handle(pointer)
            if self._moves_handle:
                self._drop()
                return self.handles.press(pointer)
            self._drop()
            self._id, self._first = new_id(), pointer
        self._pressed = self._last = pointer
        self._began = self._begins_line
        if self._began:
            self._points.append(self._flat(pointer))
        return self._preview(pointer)

    def move(self, pointer: Pointer) -> Answers:
        return self.handles.move(pointer) if self._moves_handle else self.hover(pointer)

    def hover(self, pointer: Pointer) -> Answers:
        if not self._points:
            return ()
        self._last = pointer
        return self._preview(pointer)

    def release(self, pointer: Pointer) -> Answers:
        if self._moves_handle:
            self._moves_handle = False
            return self.handles.release(pointer)
        pressed, self._pressed = self._pressed, None
        if not self._points or pressed is None:
            return ()
        self._last = pointer
        dragged = math.dist(pressed.xy_px, pointer.xy_px) >= STILL_PX
        if self._closes(pointer) and not self._began:
            return self.finish()
        if (dragged or not self._began) and len(self._points) != self.kind.most:
            self._points.append(self._flat(pointer))
        return self.finish() if len(self._points) == self.kind.most else self._preview(pointer)

    def step_back(self) -> Answers:
        if self._points:
            self._points.pop()
        if not self._points:
            self._drop()
            return (Nothing(),)
        return () if self._last is None else self._preview(self._last)

    def finish(self) -> Answers:
        record = self._made(tuple(self._points))
        self._drop()
        if record is None or (self.kind.closed and not record.closed):  # a wire that encloses nothing
            return (Nothing(),)
        author = self.ground.author()
        record = replace(record, source=by(author))
        if self.kind.asks(record):
            return Preview(self._seen(record)), AskWords(record)
        return MakeEdit(Edit(f"Add {record.word}", author, (Swap(None, record),))), Select(record.kind, record.id)

    @property
    def _begins_line(self) -> bool:
        return not self._points or (self.kind.pairs and len(self._points) == 2)

    def _closes(self, pointer: Pointer) -> bool:
        """Whether a click on the first point means: that is all."""
        if self.kind.most is not None or not self.kind.closed or len(self._points) < self.kind.least:
            return False
        return math.dist(self._flat(pointer), self._points[0]) <= REACH_PX * pointer.mm_per_px

    def _has_left(self, pointer: Pointer) -> bool:
        """Whether this is another view than the one in which the thing was begun: it is begun anew there."""
        assert self._first is not None
        return abs(float(np.dot(self._first.normal_lps, pointer.normal_lps))) < SAME_DIRECTION

    def _flat(self, pointer: Pointer) -> Point:
        """Where the mouse is; of a flat kind, in the plane in which the thing was begun."""
        if self._first is None or not self.kind.flat:
            return pointer.point_lps
        normal, point = np.array(pointer.normal_lps), np.array(pointer.point_lps)
        x, y, z = point + float((np.array(self._first.point_lps) - point) @ normal) * normal
        return float(x), float(y), float(z)

    def _preview(self, pointer: Pointer) -> Answers:
        points = self._points
        if len(points) != self.kind.most and not (self._begins_line and self.kind.pairs):
            points = [*points, self._flat(pointer)]
        record = self._made(tuple(points))
        if record is None and len(points) > 1:
            base = self._base
            line = Polyline(base.id, base.series_uid, base.frame_uid, tuple(points[:2]), base.source)
            record = self.ground.calibrated(line)
        return () if record is None else (Preview(self._seen(record)),)

    def _seen(self, record: Measurement) -> Measurement:
        """What is drawn of it now: a calibration is the line alone, with the length that holds so far, until the reader has said its own."""
        if not isinstance(record, Calibration):
            return record
        return self.ground.calibrated(Polyline(record.id, record.series_uid, record.frame_uid, record.points_lps, record.source))

    def _made(self, points: tuple[Point, ...]) -> Measurement | None:
        """The thing through these points; None where they are too few, or too close together."""
        if len(points) < self.kind.least or self._first is None or self._last is None:
            return None
        if self.kind.least > 1 and math.dist(points[0], points[1]) < STILL_PX * self._last.mm_per_px:
            return None
        record = self.kind.make(self._base, points, self._first)
        return None if record is None else self.ground.calibrated(record)

    @property
    def _base(self) -> Base:
        return Base(self._id, self.ground.series_uid, self.ground.frame_uid, by("user:-"))

    def _drop(self) -> None:
        self._points, self._first, self._pressed, self._last = [], None, None, None
