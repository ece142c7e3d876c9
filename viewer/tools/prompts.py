"""Marks what belongs to a structure, and what does not: points, boxes, scribbles and lassos on the plane of any view."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.case.prompt import Prompt, PromptKind, point_prompt
from viewer.tools.pointer import Answers, DrawPrompt, Nothing, Pointer, Prompted
from viewer.tools.select import STILL_PX
from viewer.tools.window_level import WindowLevelTool

STEP_PX = 2.0
"""A line that is drawn by hand gets its next point after so much way."""


@dataclass(slots=True)
class MarkTool:
    """One kind of prompt. What `positive` says holds without a key; with Ctrl it is the opposite.

    A box, scribble or lasso is dragged and is complete when the button comes up; one that is too small is dropped.
    """

    kind: PromptKind
    positive: Callable[[], bool]
    _points: list[Point] = field(default_factory=list)
    _pressed: Pointer | None = None
    _last: Pointer | None = None

    def press(self, pointer: Pointer) -> Answers:
        self._pressed = self._last = pointer
        self._points = [pointer.point_lps]
        return self._preview()

    def move(self, pointer: Pointer) -> Answers:
        if self._pressed is None or self._last is None:
            return ()
        if math.dist(self._last.xy_px, pointer.xy_px) >= STEP_PX:
            self._last = pointer
            self._points.append(pointer.point_lps)
        return self._preview()

    def release(self, pointer: Pointer) -> Answers:
        if self._pressed is None:
            return ()
        self.move(pointer)
        prompt = self._prompt()
        self._pressed, self._points = None, []
        return (Nothing(),) if prompt is None else (Prompted(prompt),)

    def _preview(self) -> Answers:
        return (DrawPrompt(self._prompt()),)

    def _prompt(self) -> Prompt | None:
        """What is drawn so far; None while it is too small to be one."""
        pressed, last = self._pressed, self._last
        assert pressed is not None and last is not None
        positive = self.positive() != ("control" in pressed.modifiers)
        if self.kind == "point":
            return point_prompt(pressed.point_lps, positive)
        if self.kind == "box":
            along, down = _part(pressed, last, pressed.right_lps), _part(pressed, last, pressed.down_lps)
            if min(np.linalg.norm(along), np.linalg.norm(down)) < STILL_PX * pressed.mm_per_px:
                return None
            corner = np.array(pressed.point_lps)
            return Prompt("box", (pressed.point_lps, _point(corner + along), _point(corner + down)), positive)
        if len(self._points) < (3 if self.kind == "lasso" else 2):
            return None
        return Prompt(self.kind, tuple(self._points), positive)


@dataclass(slots=True)
class OutsideTool:
    """The other button, while something is marked: a click marks a point outside, a drag is window and level as ever."""

    window_level: WindowLevelTool
    _pressed: Pointer | None = None

    def press(self, pointer: Pointer) -> Answers:
        self._pressed = pointer
        return self.window_level.press(pointer)

    def move(self, pointer: Pointer) -> Answers:
        if self._pressed is None or math.dist(self._pressed.xy_px, pointer.xy_px) < STILL_PX:
            return ()
        return self.window_level.move(pointer)

    def release(self, pointer: Pointer) -> Answers:
        pressed, self._pressed = self._pressed, None
        done = self.window_level.release(pointer)
        if pressed is None or math.dist(pressed.xy_px, pointer.xy_px) >= STILL_PX:
            return done
        return (Prompted(point_prompt(pressed.point_lps, False)),)


def _part(start: Pointer, end: Pointer, direction: Point) -> Array:
    """The part of the way from start to end that goes in a direction."""
    unit = np.array(direction)
    return np.asarray(float((np.array(end.point_lps) - np.array(start.point_lps)) @ unit) * unit)


def _point(values: Array) -> Point:
    return float(values[0]), float(values[1]), float(values[2])
