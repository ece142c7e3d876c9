"""Records become marks in the right place, and say the same in every plane."""

from dataclasses import replace

import pytest
from bodies import FRAME, TURNS, turned
from hypothesis import given
from hypothesis import strategies as st

from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.source import by
from viewer.case.study import Problem
from viewer.case.terms import LUNG, NODULE
from viewer.scene.annotations import (
    crosshair_marks,
    cut_box,
    finding_marks,
    letter_marks,
    scale_bar,
)
from viewer.scene.corners import corner_marks, headline
from viewer.scene.marks import LineMark, PolygonMark, TextMark
from viewer.scene.text_room import LabelRoom, box_of
from viewer.scene.view_state import PLANES, fit, oblique_axis, picture_axis

SIZE = (400, 300)


def view_of(name="axial", turn=TURNS[0], lean=0.0):
    geometry = turned(*turn, lean)
    return fit(geometry, picture_axis(geometry, name), SIZE)


def test_letters_lie_at_the_edges():
    marks = {mark.anchor: mark for mark in letter_marks(view_of("coronal"))}
    assert {anchor: mark.text for anchor, mark in marks.items()} == {
        "left": "R",
        "right": "L",
        "top": "H",
        "bottom": "F",
    }
    assert marks["left"].at_px[0] < 20 and marks["right"].at_px[0] > 380


def test_a_scale_just_below_a_round_number_has_a_bar() -> None:
    view = replace(view_of(), size_px=(400, 500))
    assert len(scale_bar(replace(view, mm_per_px=(100 - 1e-14) / 100))) == 4



@pytest.mark.parametrize("mm_per_px", [0.013, 0.1, 0.37, 1.0, 4.2, 20.0])
def test_the_scale_bar_is_as_long_as_it_says(mm_per_px):
    line, *_, label = scale_bar(replace(view_of(), mm_per_px=mm_per_px))
    assert isinstance(line, LineMark) and isinstance(label, TextMark)
    number, unit = label.text.split()
    length_mm = (line.end_px[1] - line.start_px[1]) * mm_per_px
    assert length_mm == pytest.approx(float(number) * {"mm": 1, "cm": 10}[unit])
    assert 20 < line.end_px[1] - line.start_px[1] <= SIZE[1] / 5 + 1


def test_crosshair_has_a_gap_and_follows_the_other_planes():
    axial, coronal, sagittal = (view_of(name) for name in PLANES)
    point = axial.to_lps((150, 120))
    lines = crosshair_marks(axial, point, [coronal, sagittal])
    assert len(lines) == 4
    for line in lines:
        x, y = line.start_px
        assert ((x - 150) ** 2 + (y - 120) ** 2) ** 0.5 == pytest.approx(18)
        along = (abs(line.end_px[0] - x), abs(line.end_px[1] - y))
        assert min(along) == pytest.approx(0, abs=1e-6)
    assert crosshair_marks(axial, point, [axial]) == ()


def evidence(low, high, quantity=None):
    return Evidence("e", "s", FRAME, (low, high), quantity, by("model:x@1"))


def finding(status):
    return Finding("f", NODULE, LUNG, "right", "upper", True, "definite", status, ("e",), by("model:x@1"))


def test_evidence_is_framed_where_the_plane_cuts_it():
    view = view_of()
    x, y, z = view.centre_lps
    box = ((x - 3, y - 4, z - 5), (x + 3, y + 4, z + 5))
    outline = cut_box(view, box)
    assert len(outline) == 4
    across = max(px for px, _ in outline) - min(px for px, _ in outline)
    down = max(py for _, py in outline) - min(py for _, py in outline)
    assert across * view.mm_per_px == pytest.approx(10)  # 6 mm and a margin of 2 mm on both sides
    assert down * view.mm_per_px == pytest.approx(12)
    assert cut_box(view.moved((0, 0, 7.5)), box) == ()
    assert cut_box(view.moved((0, 0, 6.5)), box) != ()
    point = ((x, y, z), (x, y, z))
    assert len(cut_box(view, point)) == 4


def test_an_oblique_plane_cuts_a_box_in_up_to_six_corners():
    geometry = turned(*TURNS[0])
    view = fit(geometry, oblique_axis(geometry, geometry.centre_lps, (1, 1, 1)), SIZE)
    x, y, z = geometry.centre_lps
    assert len(cut_box(view, ((x - 5, y - 5, z - 5), (x + 5, y + 5, z + 5)))) == 6


def test_proposed_is_dashed_accepted_is_solid_rejected_is_gone():
    view = view_of()
    x, y, z = view.centre_lps
    rows = {"e": evidence((x - 3, y - 4, z - 5), (x + 3, y + 4, z + 5), Quantity("long_axis", 8.4, "mm"))}
    (frame,) = finding_marks(view, [finding("proposed")], rows, FRAME, LabelRoom(SIZE))
    assert isinstance(frame, PolygonMark) and frame.dashed and frame.colour == "proposed"
    frame, size = finding_marks(view, [finding("accepted")], rows, FRAME, LabelRoom(SIZE))
    assert not frame.dashed and frame.colour == "confirmed" and size.text == "8.4 mm"
    assert finding_marks(view, [finding("rejected")], rows, FRAME, LabelRoom(SIZE)) == ()
    assert len(finding_marks(view, [finding("rejected")], rows, FRAME, LabelRoom(SIZE), selected_id="f")) == 2
    assert finding_marks(view, [finding("accepted")], rows, "another frame", LabelRoom(SIZE)) == ()


def test_a_size_stands_where_nothing_else_does():
    view = view_of()
    size = Quantity("long_axis", 8.4, "mm")

    def label_of(xy, room):
        x, y, z = view.to_lps(xy)
        rows = {"e": evidence((x - 3, y - 4, z - 5), (x + 3, y + 4, z + 5), size)}
        return finding_marks(view, [finding("accepted")], rows, FRAME, room)[1]

    corner = corner_marks({"top right": ["4 · Thorax", "CT  120 kV"]}, SIZE)
    for xy in ((200, 150), (300, 35), (390, 150), (200, 292), (10, 10)):
        label = label_of(xy, LabelRoom(SIZE, corner))
        left, top, right, bottom = box_of(label)
        assert left >= 0 and top >= 0 and right <= SIZE[0] and bottom <= SIZE[1]
        for other in map(box_of, corner):
            assert left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]
    room = LabelRoom(SIZE)
    first, second = label_of((200, 150), room), label_of((200, 150), room)
    assert first.at_px[0] > 200 > box_of(second)[2]  # right of it, then left of it


def corner_texts(lines, size):
    return [mark.text for mark in corner_marks(lines, size)]


def test_corners_shrink_with_the_pane_and_warnings_stand_out():
    lines = {"top left": ["Doe, Jane", "ID7"], "bottom right": ["! Slice 37 is missing.", "W 400"]}
    marks = corner_marks(lines, SIZE)
    assert [mark.text for mark in marks] == ["Doe, Jane", "ID7", "W 400", "Slice 37 is missing."]
    assert [mark.colour for mark in marks] == ["text", "text", "text", "attention"]
    assert [mark.at_px for mark in marks] == [(8, 8), (8, 25), (392, 292), (392, 275)]
    assert corner_texts(lines, (400, 150)) == ["Doe, Jane", "Slice 37 is missing."]
    lines["bottom right"] = ["oblique 15°", "W 400"]
    assert corner_texts(lines, (400, 150)) == ["Doe, Jane", "W 400"]
    lines["top left"] = ["Doe, Jane", "ID7", "2026-01-31"]
    assert corner_texts(lines, (200, 200)) == ["Doe, Jane", "2026-01-31", "W 400"], "the date tells a prior"
    assert corner_texts(lines, (200, 500)) == ["Doe, Jane", "ID7", "2026-01-31", "W 400", "oblique 15°"], "tall has room for all"
    assert corner_marks(lines, (100, 100)) == ()


def test_what_has_no_room_is_left_out_whole():
    lines = {
        "top left": ["Doe, Jane", "LIGHTBOX-7  M  born 1950-02-03  76 y"],
        "top right": [
            "2 · Portal venous 2.0 mm soft tissue",
            "CT  120 kV  Standard",
            "contrast  Iodinated contrast agent",
        ],
    }
    assert "LIGHTBOX-7  M  born 1950-02-03  76 y" in corner_texts(lines, (600, 400))  # beyond the middle
    assert corner_texts(lines, (430, 350)) == [
        "2 · Portal venous 2.0 mm", "soft tissue", "CT  120 kV  Standard", "contrast",
        "Doe, Jane", "LIGHTBOX-7  M  born 1950-02-03  76 y",
    ]  # fmt: skip
    assert "LIGHTBOX-7  M  76 y" in corner_texts(lines, (310, 350))


@given(st.text("Wi x", max_size=60), st.integers(160, 700))
def test_no_text_of_two_corners_meets_another(text, width):
    lines = {f"{edge} {side}": [text, text, f"! {text}"] for edge in ("top", "bottom") for side in ("left", "right")}
    size = (width, 300)
    boxes = [box_of(mark) for mark in (*corner_marks(lines, size), *letter_marks(replace(view_of(), size_px=size)))]
    for at, one in enumerate(boxes):
        assert one[0] >= 0 and one[2] <= width
        for other in boxes[:at]:
            assert one[0] >= other[2] or one[2] <= other[0] or one[1] >= other[3] or one[3] <= other[1]


def test_a_long_warning_takes_three_lines_and_never_the_place_of_the_window():
    sentence = "The gantry was tilted by 18.5° and slices are unevenly spaced, so the volume was interpolated."
    last, third, second, first = corner_marks({"bottom right": [f"! {sentence}", "W 85"]}, SIZE)
    assert sentence.startswith(f"{first.text} {second.text} {third.text[:-2]}") and third.text.endswith(" …")
    assert first.colour == third.colour == "attention" and first.at_px[1] < second.at_px[1] < third.at_px[1]
    assert (last.text, last.at_px) == ("W 85", (392, 292))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "The gantry was tilted by 18.5° and slices are unevenly spaced (gaps of 1.08 mm once, 4.00 mm 13 times); the "
            "volume was interpolated onto an even, rectangular grid of 2.37 mm, while slices are shown as acquired.",
            "tilt 18.5°, uneven slices",
        ),
        ("The Study Instance UID of the files is empty; local ones were made, which other systems do not know.", "local UIDs"),
        ("The gantry was tilted by 3.0° and slice 7 is missing; x", "The gantry was tilted by 3.0° and slice 7 is missing"),
        ("Files of this series name different patients: 47 of 93 files name A (ID 1). No part mixes them; check.", "its files name different patients"),
        ("Slice 37 is missing.", "Slice 37 is missing."),
    ],
)
def test_oddities_are_short_on_the_image(text, short):
    assert headline(Problem("warning", text)) == short


def test_the_position_has_room_where_the_corner_across_is_empty():
    lines = {"bottom left": ["Axial 1 / 20", "z -784.5 mm", "thickness 3 mm · step 2.00 mm", "0.70 px/mm"], "bottom right": ["W 300"]}
    assert corner_texts(lines, (356, 350)) == ["W 300", *reversed(lines["bottom left"])]
