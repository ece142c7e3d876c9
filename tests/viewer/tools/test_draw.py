"""Drawing without a window: drags and clicks in, previews and one edit out."""

import math
from itertools import pairwise

import numpy as np
import pytest

from viewer.case.measurement import Ruler
from viewer.case.source import by
from viewer.tools.draw import DrawTool, Ground
from viewer.tools.drawn_kinds import drawn_kinds
from viewer.tools.freehand import FreehandTool
from viewer.tools.livewire import Livewire, PlaneValues, Wire, edge_costs
from viewer.tools.pointer import AskWords, MakeEdit, Nothing, Pointer, Preview, Select, StepTool
from viewer.tools.select import Places, SelectTool

MM_PER_PX = 0.5
RULER = Ruler("r", "1.2", "1.3", (10.0, 20.0, 5.0), (40.0, 20.0, 5.0), by("user:meier"))


def at(x, y, z=5.0, normal=(0.0, 0.0, 1.0)):
    """The mouse over an axial picture whose pixel (0, 0) is the origin."""
    return Pointer((x, y, z), (x / MM_PER_PX, y / MM_PER_PX), MM_PER_PX, normal)


def meier():
    return "user:meier"


def tool(name, drawn=(), labels=(), livewire=None):
    kind = next(row for row in drawn_kinds(lambda: labels, livewire or (lambda *_: None)) if row.name == name)
    return DrawTool(kind, Ground("1.2", "1.3", meier), SelectTool(lambda: Places(drawn), meier))


def drag(one, start, end):
    one.press(start)
    one.move(end)
    return one.release(end)


def click(one, place):
    one.hover(place)
    one.press(place)
    return one.release(place)


def added(answers):
    made, selected = answers
    assert isinstance(made, MakeEdit) and made.edit.author == "user:meier"
    (swap,) = made.edit.changes
    assert swap.before is None and selected == Select(swap.after.kind, swap.after.id)
    assert made.edit.label == f"Add {swap.after.word}"
    assert (swap.after.series_uid, swap.after.frame_uid, swap.after.source.author) == ("1.2", "1.3", "user:meier")
    return swap.after


def test_a_ruler_by_dragging():
    ruler = tool("ruler")
    assert isinstance(ruler, StepTool)
    ruler.press(at(10, 20))
    (shown,) = ruler.move(at(13, 24))
    assert shown == Preview(shown.record) and shown.record.length_mm == pytest.approx(5)
    made = added(ruler.release(at(16, 28)))
    assert (made.id, made.handles_lps) == (shown.record.id, ((10, 20, 5), (16, 28, 5)))
    assert not ruler.is_drawing and ruler.move(at(0, 0)) == () == ruler.release(at(0, 0))


def test_a_ruler_by_two_clicks():
    ruler = tool("ruler")
    click(ruler, at(10, 20))
    assert ruler.is_drawing
    (shown,) = ruler.hover(at(13, 24))
    assert shown.record.length_mm == pytest.approx(5)
    assert added(click(ruler, at(16, 28))).length_mm == pytest.approx(10)


def test_two_clicks_at_one_place_make_nothing():
    ruler = tool("ruler")
    click(ruler, at(10, 20))
    assert click(ruler, at(10.4, 20.4)) == (Nothing(),) and not ruler.is_drawing


def test_the_ruler_takes_an_end_that_is_there_and_two_have_two_ids():
    ruler = tool("ruler", [RULER])
    assert ruler.press(at(40, 20)) == (Select("ruler", "r"),)
    (shown,) = ruler.move(at(45, 30))
    assert shown.record.id == "r"
    (made,) = ruler.release(at(45, 30))
    assert made.edit.label == "Move ruler"
    ids = {added(drag(ruler, at(0, 50), at(50, 50))).id for _ in range(2)}
    assert len(ids) == 2 and "r" not in ids


def test_a_point_near_another_thing_is_a_point_of_what_is_being_drawn():
    ruler = tool("ruler", [RULER])
    click(ruler, at(0, 0))
    assert added(click(ruler, at(40, 20))).handles_lps[1] == (40, 20, 5)


def test_an_angle_by_a_drag_and_a_click():
    angle = tool("angle")
    drag(angle, at(40, 0), at(0, 0))
    assert angle.is_drawing
    (shown,) = angle.hover(at(0, 30))
    assert shown.record.degrees == pytest.approx(90)
    assert added(click(angle, at(30, 30))).degrees == pytest.approx(45)


def test_two_lines_by_two_drags_or_four_clicks():
    for gesture in (
        lambda one, a, b: drag(one, a, b),
        lambda one, a, b: [click(one, a), click(one, b)][1],
    ):
        cobb = tool("cobb angle")
        gesture(cobb, at(0, 0), at(40, 0))
        (shown,) = cobb.hover(at(20, 20))
        assert shown.record.kind == "polyline", "between the two there is only the first"
        assert added(gesture(cobb, at(0, 60), at(40, 100))).degrees == pytest.approx(45)


def test_the_second_axis_is_at_right_angles_wherever_it_is_drawn():
    both = tool("bidirectional")
    drag(both, at(0, 0), at(40, 0))
    both.press(at(15, -10))
    (shown,) = both.move(at(33, 12))
    assert shown.record.points_lps[3] == pytest.approx((15, 12, 5))
    made = added(both.release(at(33, 14)))
    assert made.lengths == pytest.approx((40, 24))


def test_one_drag_proposes_the_second_axis_and_enter_keeps_it():
    both = tool("bidirectional")
    both.press(at(0, 0))
    (shown,) = both.move(at(50, 0))
    assert shown.record.kind == "bidirectional" and shown.record.lengths == pytest.approx((50, 30))
    both.release(at(50, 0))
    made = added(both.finish())
    assert made.lengths == pytest.approx((50, 30))
    c, d = (np.array(point) for point in made.points_lps[2:])
    assert (c + d) / 2 == pytest.approx((25, 0, 5)) and abs((d - c) @ (1, 0, 0)) < 1e-9


def test_boxes_follow_the_directions_of_the_picture():
    s = math.sqrt(0.5)
    turned = lambda x, y: Pointer((x, y, 5.0), (x * 2, y * 2), MM_PER_PX, (0, 0, 1.0), right_lps=(s, s, 0.0))  # noqa: E731
    box = added(drag(tool("rectangle"), turned(0, 0), turned(0, 20)))
    assert box.area == pytest.approx(200) and box.points_lps[1] == pytest.approx((10, 10, 5))
    oval = added(drag(tool("ellipse"), at(0, 0), at(20, 10)))
    assert oval.area == pytest.approx(math.pi * 50) and oval.shape == "ellipse"


def test_a_polyline_ends_when_the_reader_says_so_and_points_can_be_taken_back():
    line = tool("polyline")
    click(line, at(0, 0))
    for place in (at(10, 0), at(10, 10), at(90, 90)):
        click(line, place)
    (shown,) = line.step_back()
    assert len(shown.record.points_lps) == 4, "three, and where the mouse is"
    assert added(line.finish()).length == pytest.approx(20)


def test_taking_all_points_back_drops_it_and_too_few_make_nothing():
    line = tool("polyline")
    click(line, at(0, 0))
    assert line.step_back() == (Nothing(),) and not line.is_drawing
    click(line, at(0, 0))
    assert line.finish() == (Nothing(),) and not line.is_drawing


def test_a_curve_closes_on_its_first_point():
    curve = tool("spline")
    for x, y in ((0, 0), (30, 0), (30, 30)):
        click(curve, at(x, y))
    assert curve.is_drawing
    made = added(click(curve, at(1, 1)))
    assert made.shape == "spline" and len(made.points_lps) == 3


def test_a_flat_thing_stays_in_the_plane_where_it_was_begun_and_another_view_begins_anew():
    curve = tool("spline")
    click(curve, at(0, 0))
    click(curve, at(30, 0, z=9.0))
    made = added((click(curve, at(30, 30)), curve.finish())[1])
    assert {point[2] for point in made.points_lps} == {5.0}
    click(curve, at(0, 0))
    click(curve, at(5, 5, normal=(0.0, 1.0, 0.0)))
    assert curve.finish() == (Nothing(),)


def test_a_length_across_pictures():
    line = tool("polyline")
    click(line, at(0, 0))
    click(line, at(30, 0, z=45.0))
    assert added(line.finish()).length == pytest.approx(50)


def test_words_are_asked_for_before_it_is_stored():
    shown, asked = click(tool("text"), at(5, 5))
    assert isinstance(asked, AskWords) and shown == Preview(asked.record)
    _, asked = drag(tool("calibration"), at(0, 0), at(50, 0))
    assert asked.record.kind == "calibration"
    assert added(click(tool("probe"), at(5, 5))).points_lps == ((5, 5, 5),)


def test_vertebrae_follow_each_other():
    first = click(tool("vertebra"), at(0, 0, 100.0))
    assert isinstance(first[1], AskWords), "the first one is named by the reader"
    known = first[1].record.__class__("v", "1.2", "1.3", ((0.0, 0.0, 100.0),), by("user:meier"), label="T12")
    assert added(click(tool("vertebra", labels=[known]), at(1, 3, 70.0))).label == "L1"


def test_freehand_needs_a_size_and_thins_its_points():
    free = FreehandTool(Ground("1.2", "1.3", meier), SelectTool(Places, meier))
    turns = np.linspace(0, 2 * np.pi, 2000)
    free.press(at(50, 0))
    for turn in turns:
        free.move(at(50 * math.cos(turn), 50 * math.sin(turn)))
    made = added(free.release(at(50, 0)))
    assert made.area == pytest.approx(math.pi * 2500, rel=0.01) and len(made.points_lps) < 330
    free.press(at(0, 0))
    free.move(at(1, 1))
    assert free.release(at(1, 1)) == (Nothing(),)


def disc(noise=0.0):
    """A bright disc of 30 mm on a grid of 0.8 mm, its middle at (40, 40)."""
    j, i = np.mgrid[:128, :128]
    away = np.hypot(i * 0.8 - 40, j * 0.8 - 40)
    values = 200 / (1 + np.exp((away - 30) / 0.6)) + np.random.default_rng(3).normal(0, noise, away.shape)
    return PlaneValues(values, (0.0, 0.0, 5.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 0.8)


@pytest.mark.parametrize("noise", [0.0, 12.0])
def test_the_wire_follows_an_edge(noise):
    wire = Wire(disc(noise), (70.0, 40.0, 5.0))
    way = np.array(wire.to((40.0, 70.0, 5.0)))
    away = np.hypot(way[:, 0] - 40, way[:, 1] - 40)
    assert len(way) > 30 and abs(away - 30).max() < 2.0, "a quarter of the rim and no chord"
    assert (way[:, 2] == 5).all() and tuple(way[-1]) == (40.0, 70.0, 5.0)
    assert wire.to((400.0, 40.0, 5.0)) == [(400.0, 40.0, 5.0)], "where nothing is known it is straight"


def test_the_cheapest_way_is_the_one_that_scipy_finds():
    from scipy.sparse import lil_array
    from scipy.sparse.csgraph import dijkstra

    plane = PlaneValues(np.random.default_rng(1).normal(0, 1, (14, 17)), (0.0, 0.0, 0.0), (1.0, 0, 0), (0, 1.0, 0), 1.0)
    costs = edge_costs(plane.values)
    graph = lil_array((costs.size, costs.size))
    for j, i in np.ndindex(costs.shape):
        for b, a in ((b, a) for b in range(j - 1, j + 2) for a in range(i - 1, i + 2) if (b, a) != (j, i)):
            if 0 <= b < 14 and 0 <= a < 17:
                graph[j * 17 + i, b * 17 + a] = costs[b, a] * math.hypot(b - j, a - i)
    wire, expected = Wire(plane, (2.0, 3.0, 0.0)), dijkstra(graph.tocsr(), indices=3 * 17 + 2)
    for j, i in ((0, 0), (13, 16), (9, 1), (3, 15)):
        way = [(2, 3), *((round(x), round(y)) for x, y, _ in wire.to((float(i), float(j), 0.0)))]
        cost = sum(costs[b, a] * math.dist((a, b), before) for before, (a, b) in pairwise(way))
        assert cost == pytest.approx(expected[j * 17 + i])


def test_a_region_along_edges_is_closed_along_edges():
    wire = Livewire(lambda pointer, point: disc())
    around = tool("livewire", livewire=wire.make)
    for turn in (0.1, 2.2, 4.3):
        click(around, at(40 + 30 * math.cos(turn), 40 + 30 * math.sin(turn)))
    made = added(around.finish())
    assert made.shape == "polygon" and made.area == pytest.approx(math.pi * 900, rel=0.02)


def test_a_wire_that_doubles_back_on_itself_has_a_length_and_no_area():
    wire = Livewire(lambda pointer, point: disc())
    around = tool("livewire", livewire=wire.make)
    (first, second) = (at(40 + 30 * math.cos(turn), 40 + 30 * math.sin(turn)) for turn in (0.1, 1.4))
    click(around, first)
    (seen,) = around.hover(second)
    assert isinstance(seen, Preview) and seen.record.kind == "polyline" and seen.record.length == pytest.approx(30 * 1.3, rel=0.15)
    click(around, second)
    assert around.finish() == (Nothing(),)


def test_a_calibration_that_waits_for_its_length_claims_none():
    line = tool("calibration")
    line.press(at(10, 10))
    seen = [*line.move(at(50, 10)), *line.release(at(50, 10))]
    previews = [row.record for row in seen if isinstance(row, Preview)]
    assert [row.kind for row in previews] == ["polyline"] * 2 and all("calibrated" not in row.spacing_source for row in previews)
    (asked,) = (row.record for row in seen if isinstance(row, AskWords))
    assert asked.kind == "calibration"
