"""The brush and the scissors over the views: how large, where, and who takes what was drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from viewer.case.geometry import Point
from viewer.scene.marks import LineMark, Mark, PolygonMark
from viewer.scene.view_state import PlaneView
from viewer.tools.canvas import Canvas
from viewer.tools.paint import BrushSettings
from viewer.tools.pointer import ClickedVoxels, CutVoxels, DrawOutline, PaintedVoxels

CIRCLE = np.stack([np.cos(np.linspace(0, 2 * np.pi, 48)), np.sin(np.linspace(0, 2 * np.pi, 48))], axis=1)


class Painting:
    """`open_canvas` gives what a stroke paints on, None where nothing can be painted; `taken` gets what was drawn."""

    def __init__(self) -> None:
        self.settings = BrushSettings()
        self.open_canvas: Callable[[], Canvas | None] = lambda: None
        self.taken: Callable[[PaintedVoxels | CutVoxels | ClickedVoxels], None] = lambda drawn: None
        self.resized: Callable[[], None] = lambda: None
        self.brush_in_hand = False
        self._cursor: Point | None = None
        self._outline: tuple[Point, ...] = ()

    def canvas(self) -> Canvas | None:
        return self.open_canvas()

    def resize(self, notches: int) -> None:
        """A larger brush, or with a negative number a smaller one."""
        self.settings.resize(notches)
        self.resized()

    def hover(self, point_lps: Point | None) -> bool:
        """The mouse is here now; whether the brush must be drawn again."""
        changed = self.brush_in_hand and point_lps != self._cursor
        self._cursor = point_lps
        return changed

    def answer(self, given: PaintedVoxels | DrawOutline | CutVoxels | ClickedVoxels) -> None:
        """Draw what is being drawn, and hand over what is complete."""
        self._outline = given.points_lps if isinstance(given, DrawOutline) else ()
        if not isinstance(given, DrawOutline):
            self.taken(given)

    def drop(self) -> None:
        """Forget the outline that is being drawn."""
        self._outline = ()

    def marks(self, view: PlaneView) -> Sequence[Mark]:
        """The brush where a plane cuts it, and the outline of the scissors."""
        marks: list[Mark] = []
        if self.brush_in_hand and self._cursor is not None:
            away = abs(view.distance_mm(self._cursor))
            radius = self.settings.radius_mm
            if away < (radius if self.settings.ball else 1e-3):
                x, y = view.to_px(self._cursor)
                size = np.sqrt(radius**2 - away**2) / view.mm_per_px
                points = tuple((x + size * a, y + size * b) for a, b in CIRCLE.tolist())
                marks.append(PolygonMark(points, "accent", 1.0))
        places = view.all_to_px(np.array(self._outline)) if self._outline else []
        marks += [LineMark(one, other, "accent") for one, other in pairwise(places)]
        if len(places) > 2:
            marks.append(LineMark(places[-1], places[0], "accent", dashed=True))
        return marks
