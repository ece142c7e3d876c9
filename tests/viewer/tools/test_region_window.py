"""A box dragged over a picture becomes its window."""

from dataclasses import replace

import pytest

from viewer.case.volume import Window
from viewer.tools.pointer import DrawOutline, Nothing, Pointer, SetWindow
from viewer.tools.region_window import BoxOnScreen, RegionWindowTool

START = Pointer((10.0, 20.0, 5.0), (100.0, 100.0), 0.5, (0.0, 0.0, 1.0))
END = replace(START, point_lps=(30.0, 50.0, 5.0), xy_px=(140.0, 160.0))


def test_the_box_is_drawn_and_its_values_make_the_window() -> None:
    asked: list[BoxOnScreen] = []
    tool = RegionWindowTool(lambda box: asked.append(box) or Window(40, 80))
    assert tool.press(START) == ()
    (outline,) = tool.move(END)
    assert isinstance(outline, DrawOutline)
    assert set(outline.points_lps) == {(10, 20, 5), (30, 20, 5), (30, 50, 5), (10, 50, 5)}
    dropped, answer = tool.release(END)
    assert dropped == Nothing() and isinstance(answer, SetWindow) and answer.window == Window(40, 80)
    (box,) = asked
    assert box.centre_lps == pytest.approx((20, 35, 5)) and box.size_px == (40, 60) and box.mm_per_px == 0.5


@pytest.mark.parametrize("end", [START, replace(START, xy_px=(102.0, 160.0))])
def test_a_slip_of_the_hand_changes_nothing(end: Pointer) -> None:
    tool = RegionWindowTool(lambda box: Window(1, 2))
    tool.press(START)
    assert tool.release(end) == (Nothing(),)


def test_colours_have_no_window() -> None:
    tool = RegionWindowTool(lambda box: None)
    tool.press(START)
    assert tool.release(END) == (Nothing(),)
