"""Turns the planes that cut a view about the crosshair: the lines follow the mouse, the view itself stays."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from viewer.case.geometry import Point
from viewer.tools.pointer import Answers, MoveCrosshair, Pointer, TurnPlanes

CENTRE_PX = 24.0
"""A press this near to the crosshair's point moves it; further away it turns the lines."""
FINE = 0.1
"""With Shift the planes turn by this part of the angle."""


@dataclass(slots=True)
class TurnTool:
    crosshair: Callable[[], Point]
    _last: float | None = None
    _moves: bool = False

    def press(self, pointer: Pointer) -> Answers:
        x, y = self._from_crosshair(pointer)
        self._moves = math.hypot(x, y) < CENTRE_PX
        self._last = math.atan2(y, x)
        return (MoveCrosshair(pointer.point_lps),) if self._moves else ()

    def move(self, pointer: Pointer) -> Answers:
        if self._moves:
            return (MoveCrosshair(pointer.point_lps),)
        if self._last is None:
            return ()
        x, y = self._from_crosshair(pointer)
        angle = math.atan2(y, x)
        by = math.remainder(angle - self._last, 2 * math.pi)
        self._last = angle
        if by == 0.0:
            return ()
        return (TurnPlanes(math.degrees(by) * (FINE if "shift" in pointer.modifiers else 1.0)),)

    def release(self, pointer: Pointer) -> Answers:
        self._last, self._moves = None, False
        return ()

    def _from_crosshair(self, pointer: Pointer) -> tuple[float, float]:
        """Pixels to the right of and below the crosshair's point."""
        offset = np.subtract(pointer.point_lps, self.crosshair()) / pointer.mm_per_px
        return float(offset @ np.array(pointer.right_lps)), float(offset @ np.array(pointer.down_lps))
