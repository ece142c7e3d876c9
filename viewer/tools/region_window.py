"""A box that is dragged over a picture becomes its window: from the values in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from viewer.case.geometry import Point
from viewer.case.region import rectangle_points
from viewer.case.volume import Window
from viewer.tools.pointer import Answers, DrawOutline, Nothing, Pointer, SetWindow

LEAST_PX = 4
"""A shorter drag is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class BoxOnScreen:
    """The dragged box: two corners, the directions of the screen, its size in pixels and theirs in mm."""

    corner_lps: Point
    opposite_lps: Point
    right_lps: Point
    down_lps: Point
    mm_per_px: float
    size_px: tuple[int, int]

    @property
    def centre_lps(self) -> Point:
        x, y, z = ((a + b) / 2 for a, b in zip(self.corner_lps, self.opposite_lps, strict=True))
        return x, y, z


@dataclass(slots=True)
class RegionWindowTool:
    window_of: Callable[[BoxOnScreen], Window | None]
    _start: Pointer | None = None

    def press(self, pointer: Pointer) -> Answers:
        self._start = pointer
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._start is None:
            return ()
        return (DrawOutline(rectangle_points(self._start.point_lps, pointer.point_lps, pointer.right_lps, pointer.down_lps)),)

    def release(self, pointer: Pointer) -> Answers:
        start, self._start = self._start, None
        if start is None:
            return (Nothing(),)
        across, down = (abs(b - a) for a, b in zip(start.xy_px, pointer.xy_px, strict=True))
        if min(across, down) < LEAST_PX:
            return (Nothing(),)
        size = round(across), round(down)
        box = BoxOnScreen(start.point_lps, pointer.point_lps, pointer.right_lps, pointer.down_lps, pointer.mm_per_px, size)
        window = self.window_of(box)
        return (Nothing(),) if window is None else (Nothing(), SetWindow(window))
