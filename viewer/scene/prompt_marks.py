"""Prompts on a plane: what was marked inside a structure and outside it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from viewer.case.geometry import Point
from viewer.case.prompt import Prompt
from viewer.scene.marks import DotMark, LineMark, Mark, PolygonMark, Role, TextMark
from viewer.scene.view_state import PlaneView, to_point

RADIUS_PX, LINE_PX = 4.0, 2.0


def prompt_marks(view: PlaneView, prompts: Iterable[Prompt], depth_mm: float) -> tuple[Mark, ...]:
    """What lies within `depth_mm` of a plane: filled dots and whole lines inside, rings and dashes outside."""
    marks: list[Mark] = []
    for prompt in prompts:
        ink: Role = "confirmed" if prompt.positive else "wrong"
        points = _corners(prompt)
        near = [abs(view.distance_mm(point)) <= depth_mm for point in points]
        places = [view.to_px(point) for point in points]
        if prompt.kind == "point" and near[0]:
            x, y = places[0]
            marks.append(DotMark((x, y), ink, RADIUS_PX, prompt.positive))
            marks.append(TextMark((x + RADIUS_PX + 2, y), "+" if prompt.positive else "−", ink, "left", True))
        elif prompt.kind == "scribble":
            marks += [
                LineMark(start, end, ink, LINE_PX, not prompt.positive)
                for (start, one), (end, other) in pairwise(zip(places, near, strict=True)) if one and other
            ]  # fmt: skip
        elif prompt.kind in ("box", "lasso") and all(near):
            marks.append(PolygonMark(tuple(places), ink, dashed=not prompt.positive))
    return tuple(marks)


def _corners(prompt: Prompt) -> tuple[Point, ...]:
    """The points of a line or outline in order; of a flat box all four, of a solid one those in no one plane."""
    if prompt.kind != "box" or len(prompt.points_lps) != 3:
        return prompt.points_lps
    corner, first, second = prompt.points_lps
    return corner, first, to_point(np.array(first) + np.array(second) - np.array(corner)), second
