"""Magnifies: dragging down brings the place where the drag began closer."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.tools.pointer import Answers, Pointer, Zoom

PER_PX = 1.01


@dataclass(slots=True)
class ZoomTool:
    _pressed: Pointer | None = None
    _last_y: float = 0.0

    def press(self, pointer: Pointer) -> Answers:
        self._pressed, self._last_y = pointer, pointer.xy_px[1]
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._pressed is None:
            return ()
        moved, self._last_y = pointer.xy_px[1] - self._last_y, pointer.xy_px[1]
        return (Zoom(PER_PX**moved, self._pressed.point_lps),)

    def release(self, pointer: Pointer) -> Answers:
        self._pressed = None
        return ()
