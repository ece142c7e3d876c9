"""What is drawn for a measurement in its own plane and in others, and what stands beside it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from bodies import FRAME, TURNS, turned
from hypothesis import given
from hypothesis import strategies as st

from viewer.case.calibration import Calibration
from viewer.case.finding import Quantity
from viewer.case.measurement import Angle, Arrow, Bidirectional, CobbAngle, Probe, Ruler, SpineLabel, TextNote
from viewer.case.region import Region
from viewer.case.source import by
from viewer.case.volume import Plane, Stack
from viewer.scene.marks import DotMark, LineMark, PolygonMark, TextMark
from viewer.scene.measurement_marks import measurement_marks
from viewer.scene.numbers import Numbers
from viewer.scene.text_room import LabelRoom, box_of
from viewer.scene.value_text import drawn_text, quantity_text
from viewer.scene.view_state import PLANES, fit, picture_axis

SIZE = (400, 300)
MEIER = by("user:meier")


def view_of(name="axial", turn=TURNS[0], lean=0.0):
    geometry = turned(*turn, lean)
    return fit(geometry, picture_axis(geometry, name), SIZE)


def ruler(start, end):
    return Ruler("r", "s", FRAME, start, end, MEIER)


def drawn(cls, view, *places, **more):
    return cls("m", "s", FRAME, tuple(view.to_lps(place) for place in places), MEIER, **more)


def marks_of(view, record, depth=0.5, selected="", numbers=None):
    return measurement_marks(view, [record], numbers or Numbers(), depth, LabelRoom(SIZE), selected)


def texts(marks):
    return [mark.text for mark in marks if isinstance(mark, TextMark)]


@pytest.mark.parametrize("name", PLANES)
@given(
    turn=st.sampled_from(TURNS),
    lean=st.floats(0, 20),
    start=st.tuples(st.floats(20, 380), st.floats(20, 280)),
    across=st.floats(10, 200),
    down=st.floats(-200, 200),
)
def test_a_ruler_says_its_length_in_every_plane(name, turn, lean, start, across, down):
    view = view_of(name, turn, lean)
    made = ruler(view.to_lps(start), view.to_lps((start[0] + across, start[1] + down)))
    line, first, second, *leader, label = marks_of(view, made)
    assert len(leader) <= 1 and all(isinstance(mark, LineMark) and mark.dashed for mark in leader)
    assert isinstance(line, LineMark) and isinstance(first, DotMark) and isinstance(second, DotMark)
    length_px = (across**2 + down**2) ** 0.5
    assert made.length_mm == pytest.approx(length_px * view.mm_per_px)
    assert isinstance(label, TextMark) and label.text == f"{made.length_mm:.1f} mm"
    assert line.start_px == pytest.approx(start)


def test_a_line_leads_from_a_label_that_found_room_only_further_off() -> None:
    view = view_of()
    made = ruler(view.to_lps((100, 100)), view.to_lps((180, 100)))
    assert not [mark for mark in marks_of(view, made) if isinstance(mark, LineMark) and mark.dashed]
    crowd = [TextMark((x, y), "x" * 30, "text", "left") for x in (0, 184) for y in range(70, 140, 14)]
    marks = measurement_marks(view, [made], Numbers(), 0.5, LabelRoom(SIZE, crowd), "")
    (leader,) = [mark for mark in marks if isinstance(mark, LineMark) and mark.dashed]
    (label,) = [mark for mark in marks if isinstance(mark, TextMark)]
    assert leader.end_px in (pytest.approx((100, 100)), pytest.approx((180, 100)))
    left, top, right, bottom = box_of(label)
    assert left - 1 <= leader.start_px[0] <= right + 1 and top - 1 <= leader.start_px[1] <= bottom + 1


def test_a_ruler_off_the_plane_is_hidden_and_one_across_it_is_a_circle():
    view = view_of()
    here, there = view.to_lps((100, 100)), view.to_lps((200, 100))
    n = np.array(view.normal_lps)
    behind, front = tuple(there + 5 * n), tuple(here - 5 * n)
    assert marks_of(view, ruler(here, behind), 1.0) == ()
    (dot,) = marks_of(view, ruler(front, behind), 1.0)
    assert isinstance(dot, DotMark) and dot.centre_px == pytest.approx((150, 100))
    assert len(marks_of(view, ruler(front, behind), 6.0)) == 4


@pytest.mark.parametrize("shape", ["rectangle", "ellipse", "polygon", "spline"])
def test_a_region_is_an_outline_in_its_plane_and_points_where_another_one_cuts_it(shape):
    view = view_of()
    box = drawn(Region, view, (100, 100), (200, 100), (200, 160), (100, 160), shape=shape)
    outline, *rest = marks_of(view, box)
    assert isinstance(outline, PolygonMark) and not any(isinstance(mark, DotMark) for mark in rest)
    assert sum(isinstance(mark, DotMark) for mark in marks_of(view, box, selected="m")) == 4, "handles while selected"
    across = view_of("coronal").through(view.to_lps((150, 130)))
    cuts = marks_of(across, box)
    assert len(cuts) == 2 and all(isinstance(mark, DotMark) for mark in cuts)
    off = across.through(view.to_lps((150, 290)))
    assert marks_of(off, box) == ()


def test_each_kind_says_what_it_is():
    view = view_of()
    cross = drawn(Bidirectional, view, (100, 100), (200, 100), (150, 80), (150, 140))
    assert texts(marks_of(view, cross)) == [f"{cross.lengths[0]:.1f} × {cross.lengths[1]:.1f} mm"]
    assert cross.lengths == pytest.approx((100 * view.mm_per_px, 60 * view.mm_per_px))
    assert texts(marks_of(view, drawn(Angle, view, (100, 0), (0, 0), (0, 50)))) == ["90.0°"]
    assert texts(marks_of(view, drawn(CobbAngle, view, (0, 0), (50, 0), (0, 90), (50, 140)))) == ["45.0°"]
    assert texts(marks_of(view, drawn(Arrow, view, (50, 50), (90, 90), label="cyst"))) == ["cyst"]
    assert texts(marks_of(view, drawn(Arrow, view, (50, 50), (90, 90)))) == []
    assert texts(marks_of(view, drawn(TextNote, view, (50, 50), label="old"))) == ["old"]
    assert texts(marks_of(view, drawn(SpineLabel, view, (50, 50), label="L1"))) == ["L1"]
    assert texts(marks_of(view, replace(cross, label="target 1")))[0] == "target 1"
    known = drawn(Calibration, view, (50, 50), (90, 50), length_mm=20.0)
    known = replace(known, unit="mm", spacing_source="user:meier")
    assert texts(marks_of(view, known)) == ["20.0 mm (calibrated by meier)"]


def test_pixels_are_said_in_their_unit_and_colours_have_none():
    pixels = np.arange(64, dtype=np.int16).reshape(1, 8, 8)
    planes = (Plane("1", 0, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)),)
    stack = Stack("s", "1.9", planes, pixels, "HU")
    box = Region("m", "s", "1.9", ((1, 1, 0), (4, 1, 0), (4, 3, 0), (1, 3, 0)), MEIER, shape="rectangle")
    values = pixels[0, 1:4, 1:5]
    sd = values.std(ddof=1)
    assert drawn_text(box, Numbers(stack).of(box)) == ("6.0 mm²", f"mean {values.mean():.1f} ± {sd:.0f} HU", "9 to 28")
    assert drawn_text(replace(box, unit="px"), Numbers().of(replace(box, unit="px"))) == ("6 px²",)
    colour = Numbers(replace(stack, pixels=np.zeros((1, 8, 8, 3), np.uint8)))
    assert drawn_text(box, colour.of(box), in_colour=True) == ("6.0 mm²", "colour: no values")
    raw = Numbers(replace(stack, unit="raw"))
    assert drawn_text(box, raw.of(box))[1:] == (f"mean 18.5 ± {sd:.3g}", "9 to 28")
    probe = Probe("p", "s", "1.9", ((2.2, 3.4, 0.0),), MEIER)
    assert drawn_text(probe, Numbers(stack).of(probe)) == ("26 HU",)
    suv = [Quantity(kind, value, "SUVbw") for kind, value in (("mean", 4.21), ("sd", 1.1), ("minimum", 2.0), ("maximum", 8.127), ("peak", 7.04))]
    said = drawn_text(box, (Quantity("area", 120.0, "mm²"), *suv))
    assert said == ("1.20 cm²", "max 8.13 · peak 7.04 SUVbw", "mean 4.21 ± 1.10")
    assert quantity_text(Quantity("perimeter", 12.34, "mm")) == "12.3 mm"


def test_lines_of_a_label_stay_together_and_touch_no_other():
    room = LabelRoom(SIZE)
    first = room.labels(("one", "two", "three"), "accent", (100, 100, 150, 140))
    second = room.labels(("four", "five"), "accent", (100, 100, 150, 140))
    boxes = [box_of(mark) for mark in (*first, *second)]
    assert [round(b[1] - a[1]) for a, b in pairwise(boxes[:3])] == [14, 14]
    for one in boxes[:3]:
        for other in boxes[3:]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    corner = room.labels(("a long text", "b"), "accent", (390, 2, 399, 4))
    assert all(box_of(mark)[0] >= 0 and box_of(mark)[2] <= SIZE[0] and box_of(mark)[1] >= 0 for mark in corner)
