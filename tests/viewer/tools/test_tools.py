"""Tools without a window: press, move, release, and what they answer."""

from dataclasses import replace

import pytest

from viewer.case.edits import Swap
from viewer.case.measurement import Ruler
from viewer.case.region import Region
from viewer.case.source import by
from viewer.case.volume import Window
from viewer.tools.crosshair import CrosshairTool
from viewer.tools.pan import PanTool
from viewer.tools.pointer import (
    MoveCrosshair,
    Nothing,
    Pan,
    Pointer,
    Scroll,
    Select,
    SetWindow,
    Zoom,
)
from viewer.tools.scroll import ScrollTool
from viewer.tools.select import Places, SelectTool
from viewer.tools.window_level import WindowLevelTool
from viewer.tools.zoom import ZoomTool

MM_PER_PX = 0.5
RULER = Ruler("r", "1.2", "1.3", (10.0, 20.0, 5.0), (40.0, 20.0, 5.0), by("user:meier"))


def at(x, y, z=5.0):
    """The mouse over an axial picture whose pixel (0, 0) is the origin."""
    return Pointer((x, y, z), (x / MM_PER_PX, y / MM_PER_PX), MM_PER_PX, (0.0, 0.0, 1.0))


def meier():
    return "user:meier"


def test_select_moves_one_end_of_a_ruler_within_its_plane():
    tool = SelectTool(lambda: Places([RULER]), meier)
    assert tool.press(at(39, 21, z=5.4)) == (Select("ruler", "r"),)
    (shown,) = tool.move(at(45, 30, z=5.4))
    assert shown.record.end_lps == pytest.approx((45, 30, 5.0))
    (made,) = tool.release(at(45, 30, z=5.4))
    assert made.edit.label == "Move ruler"
    assert made.edit.changes == (Swap(RULER, replace(RULER, end_lps=(45.0, 30.0, 5.0))),)


def test_select_takes_the_nearer_end():
    short = replace(RULER, end_lps=(12.0, 20.0, 5.0))
    tool = SelectTool(lambda: Places([short]), meier)
    tool.press(at(10.4, 20))
    (shown,) = tool.move(at(0, 0))
    assert shown.record.start_lps == pytest.approx((0, 0, 5))


def test_an_end_laid_on_the_other_leaves_the_ruler_as_it_was():
    tool = SelectTool(lambda: Places([RULER]), meier)
    tool.press(at(40, 20))
    tool.move(at(20, 20))
    (shown,) = tool.move(at(10.5, 20))
    assert shown.record.end_lps == pytest.approx((10.5, 20, 5))
    assert tool.release(at(10.5, 20)) == (Nothing(),)
    tool.press(at(40, 20))
    tool.move(at(14, 20))
    (made,) = tool.release(at(14, 20))
    assert made.edit.changes[0].after.end_lps == pytest.approx((14, 20, 5))


def test_select_leaves_a_ruler_alone_that_is_only_clicked_or_elsewhere():
    tool = SelectTool(lambda: Places([RULER]), meier)
    tool.press(at(40, 20))
    assert tool.move(at(40.5, 20.5)) == () == tool.release(at(40.5, 20.5)), "a hand that trembles moves nothing"
    assert tool.press(at(25, 21)) == (Select("ruler", "r"),)  # its line
    tool.release(at(25, 21))
    assert tool.press(at(40, 20, z=9.0)) == (Select("", ""), MoveCrosshair((40, 20, 9.0)))  # another slice
    tool.release(at(40, 20, z=9.0))


def test_select_moves_the_whole_by_its_line():
    tool = SelectTool(lambda: Places([RULER]), meier)
    tool.press(at(25, 21))
    tool.move(at(27, 30))
    (made,) = tool.release(at(28, 31))
    assert made.edit.changes[0].after.handles_lps == ((12.0, 29.0, 5.0), (42.0, 29.0, 5.0))


def test_select_picks_a_region_by_its_outline_and_not_by_what_is_in_it():
    square = ((0.0, 0.0, 5.0), (30.0, 0.0, 5.0), (30.0, 30.0, 5.0), (0.0, 30.0, 5.0))
    region = Region("q", "1.2", "1.3", square, by("user:meier"))
    tool = SelectTool(lambda: Places([region]), meier)
    assert tool.press(at(0.5, 15)) == (Select("region", "q"),), "also the side that closes it"
    tool.release(at(0.5, 15))
    assert tool.press(at(15, 15))[0] == Select("", "")


def test_select_moves_the_crosshair_elsewhere_and_picks_the_smallest_finding():
    boxes = [(((0, 0, 0), (90, 90, 90)), "finding", "big"), (((50, 50, 0), (60, 60, 10)), "finding", "small")]
    tool = SelectTool(lambda: Places([RULER], boxes), meier)
    assert tool.press(at(55, 55)) == (Select("finding", "small"), MoveCrosshair((55, 55, 5)))
    assert tool.move(at(56, 57)) == (MoveCrosshair((56, 57, 5)),)
    assert tool.release(at(56, 57)) == ()
    assert tool.move(at(1, 1)) == ()
    assert tool.press(at(70, 70))[0] == Select("finding", "big")


def test_window_level_is_relative_to_the_window_at_the_press():
    now = [Window(40, 400)]
    tool = WindowLevelTool(lambda: now[0])
    assert tool.move(at(5, 5)) == ()
    assert tool.press(at(0, 0)) == ()
    (answer,) = tool.move(at(50, 0))  # 100 px to the right: a quarter wider
    assert isinstance(answer, SetWindow)
    assert (answer.window.centre, answer.window.width) == pytest.approx((40, 500))
    (answer,) = tool.move(at(0, 20))  # 40 px down: brighter by a tenth of the width
    assert (answer.window.centre, answer.window.width) == pytest.approx((0, 400))
    (answer,) = tool.move(at(-5000, 0))
    assert answer.window.width == 1.0
    assert tool.release(at(0, 0)) == () and tool.move(at(9, 9)) == ()


def test_pan_holds_the_point_under_the_mouse():
    tool = PanTool()
    tool.press(at(10, 10))
    assert tool.move(at(14, 7)) == (Pan((-4, 3, 0)),)
    tool.release(at(14, 7))
    assert tool.move(at(0, 0)) == ()


def test_zoom_multiplies_about_the_pressed_point():
    tool = ZoomTool()
    tool.press(at(10, 10))
    (first,) = tool.move(at(10, 20))
    (second,) = tool.move(at(10, 10))
    assert isinstance(first, Zoom) and first.about_lps == (10, 10, 5)
    assert first.factor > 1 and first.factor * second.factor == pytest.approx(1)


def test_scroll_counts_pictures_by_the_way_dragged():
    tool = ScrollTool()
    tool.press(at(0, 0))
    assert tool.move(at(0, 2)) == ()
    assert tool.move(at(0, 9.5)) == (Scroll(3),)
    assert tool.move(at(0, 3.5)) == (Scroll(-2),)


def test_crosshair_goes_with_the_mouse():
    tool = CrosshairTool()
    assert tool.press(at(1, 2)) == (MoveCrosshair((1, 2, 5)),)
    assert tool.move(at(3, 4)) == (MoveCrosshair((3, 4, 5)),)
    assert tool.release(at(3, 4)) == ()
