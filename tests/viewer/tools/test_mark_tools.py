"""Prompts are marked where the mouse is, in whatever plane a view shows."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from viewer.case.prompt import Prompt, point_prompt
from viewer.case.volume import Window
from viewer.scene.marks import DotMark, LineMark, Mark, PolygonMark
from viewer.scene.prompt_marks import prompt_marks
from viewer.scene.view_state import PlaneView
from viewer.tools.pointer import Answers, DrawPrompt, Nothing, Pointer, Prompted, SetWindow
from viewer.tools.prompts import MarkTool, OutsideTool
from viewer.tools.window_level import WindowLevelTool

ANGLE = math.radians(35)
VIEWS = [
    PlaneView("axial", (10.0, -20.0, 30.0), (1, 0, 0), (0, 1, 0), 0.5, (400, 300)),
    PlaneView("coronal", (10.0, -20.0, 30.0), (1, 0, 0), (0, 0, -1), 0.5, (400, 300)),
    PlaneView("sagittal", (10.0, -20.0, 30.0), (0, 1, 0), (0, 0, -1), 0.5, (400, 300)),
    PlaneView("oblique", (10.0, -20.0, 30.0), (math.cos(ANGLE), math.sin(ANGLE), 0), (0, 0, -1), 0.5, (400, 300)),
]


def pointer(view: PlaneView, x: float, y: float, *keys: str) -> Pointer:
    return Pointer(view.to_lps((x, y)), (x, y), view.mm_per_px, view.normal_lps, "left", frozenset(keys), view.right_lps)  # type: ignore[arg-type]


def drag(tool: MarkTool | OutsideTool, view: PlaneView, places: list[tuple[float, float]], *keys: str) -> Answers:
    tool.press(pointer(view, *places[0], *keys))
    for place in places[1:]:
        tool.move(pointer(view, *place, *keys))
    return tool.release(pointer(view, *places[-1], *keys))


def made(answers: Answers) -> Prompt:
    (answer,) = answers
    assert isinstance(answer, Prompted)
    return answer.prompt


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_marks_lie_in_the_plane_of_the_view(view: PlaneView) -> None:
    point = made(drag(MarkTool("point", lambda: True), view, [(50, 60)]))
    assert point == point_prompt(view.to_lps((50, 60)))
    box = made(drag(MarkTool("box", lambda: True), view, [(50, 60), (90, 70), (150, 100)]))
    corner, right, down = (np.array(p) for p in box.points_lps)
    assert np.allclose(corner, view.to_lps((50, 60)))
    assert np.allclose(right, view.to_lps((150, 60)))
    assert np.allclose(down, view.to_lps((50, 100)))
    line = [(50.0, 60.0), (80.0, 60.0), (80.0, 90.0)]
    scribble = made(drag(MarkTool("scribble", lambda: True), view, line))
    assert np.allclose(scribble.points_lps, [view.to_lps(place) for place in line])
    lasso = made(drag(MarkTool("lasso", lambda: True), view, [*line, (50, 90)]))
    assert lasso.kind == "lasso" and len(lasso.points_lps) == 4
    for prompt in (point, box, scribble, lasso):
        assert all(abs(view.distance_mm(p)) < 1e-9 for p in prompt.points_lps)


def test_control_and_the_switch_say_what_is_outside() -> None:
    for switch in (True, False):
        tool = MarkTool("point", lambda: switch)  # noqa: B023
        assert made(drag(tool, VIEWS[0], [(5, 5)])).positive is switch
        assert made(drag(tool, VIEWS[0], [(5, 5)], "control")).positive is not switch


def test_what_is_too_small_is_dropped_and_the_next_one_counts() -> None:
    box = MarkTool("box", lambda: True)
    assert drag(box, VIEWS[0], [(50, 60), (51, 100)]) == (Nothing(),)
    assert drag(MarkTool("lasso", lambda: True), VIEWS[0], [(50, 60)]) == (Nothing(),)
    assert drag(MarkTool("scribble", lambda: True), VIEWS[0], [(50, 60)]) == (Nothing(),)
    assert made(drag(box, VIEWS[0], [(50, 60), (80, 100)])).kind == "box"
    assert MarkTool("lasso", lambda: True).move(pointer(VIEWS[0], 1, 1)) == ()


def test_what_is_drawn_is_shown_meanwhile() -> None:
    tool = MarkTool("scribble", lambda: True)
    assert tool.press(pointer(VIEWS[0], 10, 10)) == (DrawPrompt(None),)
    (shown,) = tool.move(pointer(VIEWS[0], 30, 10))
    assert isinstance(shown, DrawPrompt) and shown.prompt is not None and len(shown.prompt.points_lps) == 2


def test_the_other_button_marks_outside_by_a_click_and_windows_by_a_drag() -> None:
    tool = OutsideTool(WindowLevelTool(lambda: Window(40, 400)))
    assert made(drag(tool, VIEWS[0], [(50, 60), (51, 61)])) == point_prompt(VIEWS[0].to_lps((50, 60)), False)
    tool.press(pointer(VIEWS[0], 50, 60))
    (window,) = tool.move(pointer(VIEWS[0], 90, 60))
    assert isinstance(window, SetWindow) and window.window.width > 400
    assert tool.release(pointer(VIEWS[0], 90, 60)) == ()


def kinds(marks: tuple[Mark, ...]) -> set[type]:
    return {type(mark) for mark in marks}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_marks_are_drawn_in_their_plane_and_not_beside_it(view: PlaneView) -> None:
    prompts = [
        made(drag(MarkTool(kind, lambda: True), view, [(50, 60), (90, 70), (150, 100), (60, 120)]))  # type: ignore[arg-type]
        for kind in ("point", "box", "scribble", "lasso")
    ]
    marks = prompt_marks(view, prompts, 0.6)
    assert {DotMark, LineMark, PolygonMark} <= kinds(marks)
    (dot,) = (mark for mark in marks if isinstance(mark, DotMark))
    assert dot.centre_px == pytest.approx((50, 60)) and dot.filled
    x, y, z = (c + 2 * n for c, n in zip(view.centre_lps, view.normal_lps, strict=True))
    assert prompt_marks(replace(view, centre_lps=(x, y, z)), prompts, 0.6) == ()
    (ring, _) = prompt_marks(view, [replace(prompts[0], positive=False)], 0.6)
    assert isinstance(ring, DotMark) and not ring.filled and ring.colour != dot.colour
