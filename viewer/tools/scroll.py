"""Goes through the pictures by dragging up and down."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.tools.pointer import Answers, Pointer, Scroll

PX_PER_PICTURE = 6.0


@dataclass(slots=True)
class ScrollTool:
    _start_y: float | None = None
    _done: int = 0

    def press(self, pointer: Pointer) -> Answers:
        self._start_y, self._done = pointer.xy_px[1], 0
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._start_y is None:
            return ()
        wanted = int((pointer.xy_px[1] - self._start_y) / PX_PER_PICTURE)
        steps, self._done = wanted - self._done, wanted
        return (Scroll(steps),) if steps else ()

    def release(self, pointer: Pointer) -> Answers:
        self._start_y = None
        return ()
