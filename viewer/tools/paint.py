"""Brush, eraser, scissors and clicks that change a segment: what the mouse does, in millimetres of the patient."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from viewer.case.geometry import Point
from viewer.tools.canvas import Canvas
from viewer.tools.pointer import (
    Answers,
    ClickedVoxels,
    CutVoxels,
    DrawOutline,
    Nothing,
    PaintedVoxels,
    Pointer,
    VoxelsChanged,
)

RADII_MM = (0.5, 100.0)
RADIUS_STEP = 1.15
OUTLINE_STEP_PX = 2.0


@dataclass(slots=True)
class BrushSettings:
    """How the brush is: shared by all views. `limits` are the values it paints on, None for all."""

    radius_mm: float = 5.0
    ball: bool = False
    limits: tuple[float, float] | None = None

    def resize(self, notches: int) -> None:
        """Larger by so many notches, or with a negative number smaller."""
        self.radius_mm = min(max(self.radius_mm * RADIUS_STEP**notches, RADII_MM[0]), RADII_MM[1])


@dataclass(slots=True)
class BrushTool:
    """Paints with the button down, or erases; with Control the other of the two.

    `open_canvas` gives what is painted on, or None where nothing can be painted now (and says why).
    """

    settings: Callable[[], BrushSettings]
    open_canvas: Callable[[], Canvas | None]
    erases: bool = False
    _canvas: Canvas | None = None
    _last: Pointer | None = None
    _erasing: bool = False

    def press(self, pointer: Pointer) -> Answers:
        self._canvas = self.open_canvas()
        if self._canvas is None:
            return ()
        self._erasing = self.erases != ("control" in pointer.modifiers)
        self._last = pointer
        return self._draw(pointer)

    def move(self, pointer: Pointer) -> Answers:
        return () if self._canvas is None else self._draw(pointer)

    def release(self, pointer: Pointer) -> Answers:
        canvas, self._canvas = self._canvas, None
        if canvas is None:
            return ()
        return (PaintedVoxels(canvas, "Erase" if self._erasing else "Paint"),)

    def _draw(self, pointer: Pointer) -> Answers:
        assert self._canvas is not None and self._last is not None
        points = (self._last.point_lps, pointer.point_lps)
        self._last = pointer
        settings = self.settings()
        normal = None if settings.ball else pointer.normal_lps
        changed = self._canvas.draw(points, settings.radius_mm, normal, self._erasing)
        return (VoxelsChanged(self._canvas.mask),) if changed else ()


@dataclass(slots=True)
class ScissorsTool:
    """An outline dragged on a view; complete when the button comes up."""

    _points: list[Point] = field(default_factory=list)
    _last: Pointer | None = None

    def press(self, pointer: Pointer) -> Answers:
        self._points, self._last = [pointer.point_lps], pointer
        return ()

    def move(self, pointer: Pointer) -> Answers:
        if self._last is None:
            return ()
        if math.dist(self._last.xy_px, pointer.xy_px) >= OUTLINE_STEP_PX:
            self._last = pointer
            self._points.append(pointer.point_lps)
        return (DrawOutline(tuple(self._points)),)

    def release(self, pointer: Pointer) -> Answers:
        points, self._last = tuple(self._points), None
        self._points = []
        return (CutVoxels(points, pointer.normal_lps),) if len(points) >= 3 else (Nothing(),)


@dataclass(slots=True)
class ClickTool:
    """A click from which a region grows: in space, or in the slice on the screen."""

    in_slice: bool = False

    def press(self, pointer: Pointer) -> Answers:
        return ()

    def move(self, pointer: Pointer) -> Answers:
        return ()

    def release(self, pointer: Pointer) -> Answers:
        return (ClickedVoxels(pointer.point_lps, pointer.normal_lps if self.in_slice else None),)
