"""Moves the picture with the mouse."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.case.geometry import Point
from viewer.tools.pointer import Answers, Pan, Pointer


@dataclass(slots=True)
class PanTool:
    """The point under the mouse when it was pressed stays under it."""

    _held_lps: Point | None = None

    def press(self, pointer: Pointer) -> Answers:
        self._held_lps = pointer.point_lps
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._held_lps is None:
            return ()
        (x, y, z), (hx, hy, hz) = pointer.point_lps, self._held_lps
        return (Pan((hx - x, hy - y, hz - z)),)

    def release(self, pointer: Pointer) -> Answers:
        self._held_lps = None
        return ()
