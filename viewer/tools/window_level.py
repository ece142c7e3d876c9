"""Changes contrast and brightness: right makes the window wider, down makes the image brighter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viewer.case.volume import Window
from viewer.tools.pointer import Answers, Pointer, SetWindow

PER_PX = 1 / 400
"""Part of the window's own width by which one pixel of dragging changes it; CT and MR then feel the same."""


@dataclass(slots=True)
class WindowLevelTool:
    window: Callable[[], Window]
    _start: tuple[Window, tuple[float, float]] | None = None

    def press(self, pointer: Pointer) -> Answers:
        self._start = self.window(), pointer.xy_px
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._start is None:
            return ()
        window, (x, y) = self._start
        across, down = pointer.xy_px[0] - x, pointer.xy_px[1] - y
        narrowest = min(window.width, 1.0)
        width = max(window.width * (1 + across * PER_PX), narrowest)
        function = window.function if window.lut is None else "linear_exact"
        return (SetWindow(Window(window.centre - down * window.width * PER_PX, width, "", function)),)

    def release(self, pointer: Pointer) -> Answers:
        self._start = None
        return ()
