"""Measures a distance: press at one end, release at the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from viewer.case.edits import Edit, Swap
from viewer.case.measurement import Ruler
from viewer.case.source import by, new_id
from viewer.tools.pointer import Answers, MakeEdit, Nothing, Pointer, Select, ShowRuler

SHORTEST_PX = 3.0


@dataclass(slots=True)
class RulerTool:
    """Rulers on one series; `author` is asked when a ruler is complete and is never empty."""

    series_uid: str
    frame_uid: str
    author: Callable[[], str]
    _ruler: Ruler | None = None

    def press(self, pointer: Pointer) -> Answers:
        point = pointer.point_lps
        self._ruler = Ruler(new_id(), self.series_uid, self.frame_uid, point, point, by(self.author()))
        return (ShowRuler(self._ruler),)

    def move(self, pointer: Pointer) -> Answers:
        if self._ruler is None:
            return ()
        self._ruler = replace(self._ruler, end_lps=pointer.point_lps)
        return (ShowRuler(self._ruler),)

    def release(self, pointer: Pointer) -> Answers:
        if self._ruler is None:
            return ()
        ruler, self._ruler = replace(self._ruler, end_lps=pointer.point_lps), None
        if ruler.length_mm < SHORTEST_PX * pointer.mm_per_px:  # a click, not a drag
            return (Nothing(),)
        return MakeEdit(Edit("Add ruler", ruler.source.author, (Swap(None, ruler),))), Select(Ruler.kind, ruler.id)
