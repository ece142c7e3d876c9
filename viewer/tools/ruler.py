"""Measures a distance: press at one end, release at the other."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from viewer.case.edits import Edit, Swap
from viewer.case.measurement import Ruler
from viewer.case.source import by, new_id
from viewer.tools.pointer import Answers, MakeEdit, Nothing, Pointer, Select, ShowRuler
from viewer.tools.select import SelectTool

SHORTEST_PX = 3.0


@dataclass(slots=True)
class RulerTool:
    """Rulers on one series; `author` is asked when a ruler is complete and is never empty.

    A press on the end of a ruler that is there moves that end, as `handles` does. `calibrated` gives a ruler the
    unit that holds where it lies.
    """

    series_uid: str
    frame_uid: str
    author: Callable[[], str]
    handles: SelectTool
    calibrated: Callable[[Ruler], Ruler] = lambda ruler: ruler
    _ruler: Ruler | None = None
    _moves_handle: bool = False

    def press(self, pointer: Pointer) -> Answers:
        self._moves_handle = self.handles.is_on_handle(pointer)
        if self._moves_handle:
            return self.handles.press(pointer)
        point = pointer.point_lps
        self._ruler = Ruler(new_id(), self.series_uid, self.frame_uid, point, point, by(self.author()))
        return (ShowRuler(self._ruler),)

    def move(self, pointer: Pointer) -> Answers:
        if self._moves_handle:
            return self.handles.move(pointer)
        if self._ruler is None:
            return ()
        self._ruler = self.calibrated(replace(self._ruler, end_lps=pointer.point_lps))
        return (ShowRuler(self._ruler),)

    def release(self, pointer: Pointer) -> Answers:
        if self._moves_handle:
            self._moves_handle = False
            return self.handles.release(pointer)
        if self._ruler is None:
            return ()
        ruler, self._ruler = self.calibrated(replace(self._ruler, end_lps=pointer.point_lps)), None
        if math.dist(ruler.start_lps, ruler.end_lps) < SHORTEST_PX * pointer.mm_per_px:  # a click, not a drag
            return (Nothing(),)
        return MakeEdit(Edit("Add ruler", ruler.source.author, (Swap(None, ruler),))), Select(Ruler.kind, ruler.id)
