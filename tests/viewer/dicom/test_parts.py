"""Every picture of a series ends in one part with a name; parts of one grid are a 4D series."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import count

from viewer.case.geometry import Point
from viewer.dicom.arrange import Layout, arrange
from viewer.dicom.frames import Frame
from viewer.dicom.part_names import plane_name
from viewer.dicom.pixels import FrameSource
from viewer.dicom.values import Values

AXIAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
CORONAL = ((1.0, 0.0, 0.0), (0.0, 0.0, -1.0))
SAGITTAL = ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0))
SOURCE = FrameSource("", "", 0, 0, 0, 1, 7, 9, 16, 16, 15, False)


def picture(uid: str, z: float, says: dict[str, float | str] | None = None, axes: tuple[Point, Point] = AXIAL, **more: Any) -> Frame:
    """A picture of one millimetre pixels at a height along its normal."""
    frame = Frame(
        uid, 0, (0.0, 0.0, 0.0), *axes, (1.0, 1.0), "pixel_spacing", "1.2", True, Values(), 5.0, False,
        tuple((says or {}).items()), SOURCE,
    )  # fmt: skip
    x, y, n = (component * z for component in frame.normal)
    return replace(frame, position_lps=(x, y, n), **more)


def slices(name: str, says: dict[str, float | str] | None = None, number: int = 6, **more: Any) -> list[Frame]:
    return [picture(f"{name}.{k}", 5.0 * k, {**(says or {}), "number": float(k)}, **more) for k in range(number)]


def names(frames: Sequence[Frame]) -> list[str]:
    return [layout.part.name for layout in arrange(frames, "9")]


def keys(frames: Sequence[Frame]) -> list[str]:
    return [layout.part.key for layout in arrange(frames, "9")]


def text(layout: Layout) -> str:
    return " ".join(problem.text for problem in layout.problems)


NAMED: list[tuple[list[dict[str, float | str]], list[str]]] = [
    ([{"echo": 1.0, "echo time": 12.0}, {"echo": 2.0, "echo time": 95.0}], ["echo 1, 12 ms", "echo 2, 95 ms"]),
    ([{"echo time": 12.0, "echo": 1.0}, {"echo time": 95.0, "echo": 1.0}], ["echo 1, 12 ms", "echo 2, 95 ms"]),
    ([{"b value": 0.0}, {"b value": 1000.0}, {"b value": 50.0}], ["b 0", "b 50", "b 1000"]),
    ([{"cardiac phase": 75.0}, {"cardiac phase": 30.0}], ["phase 30 %", "phase 75 %"]),
    ([{"time point": 1.0, "time": 7.0}, {"time point": 2.0, "time": 19.4}], ["time 1 of 2, 0.0 s", "time 2 of 2, 12.4 s"]),
    ([{"time point": 2.0}, {"time point": 1.0}], ["time 1 of 2", "time 2 of 2"]),
    ([{"time": 900.0}, {"time": 0.0}], ["time 1 of 2, 0.0 s", "time 2 of 2, 15 min"]),
    ([{"inversion time": 300.0}, {"inversion time": 900.0}], ["TI 300 ms", "TI 900 ms"]),
    ([{"trigger": 0.0}, {"trigger": 120.0}], ["phase 1 of 2, 0 ms", "phase 2 of 2, 120 ms"]),
    ([{"voltage": 80.0}, {"voltage": 140.0}], ["80 kV", "140 kV"]),
    ([{"contrast phase": "ARTERIAL"}, {"contrast phase": "VENOUS PHASE"}], ["arterial phase", "venous phase"]),
    ([{"kernel": "B30f"}, {"kernel": "B70f"}], ["kernel B30f", "kernel B70f"]),
    ([{"thickness": 1.0}, {"thickness": 5.0}], ["1 mm slices", "5 mm slices"]),
    ([{"gate": 1.0}, {"gate": 2.0}], ["gate 1", "gate 2"]),
    ([{"acquisition": 3.0}, {"acquisition": 4.0}], ["acquisition 3", "acquisition 4"]),
    ([{"series number": 3.0}, {"series number": 4.0}], ["series number 3", "series number 4"]),
    ([{"type": "ORIGINAL\\PRIMARY\\AXIAL"}, {"type": "DERIVED\\PRIMARY\\AXIAL"}], ["original axial", "derived axial"]),
    ([{"comment": "before"}, {"comment": "after the injection of a contrast agent"}], ["after the injection of…", "before"]),
    ([{"dimension scan mode": 1.0}, {"dimension scan mode": 2.0}], ["scan mode 1", "scan mode 2"]),
]


@pytest.mark.parametrize(("sets", "expected"), NAMED)
def test_repeated_places_become_named_parts_of_one_series(sets: list[dict[str, float | str]], expected: list[str]) -> None:
    frames = [frame for n, says in enumerate(sets) for frame in slices(str(n), says)]
    random.Random(4).shuffle(frames)
    layouts = arrange(frames, "9")
    assert [layout.part.name for layout in layouts] == expected
    assert [layout.part.pictures for layout in layouts] == [6] * len(sets)
    assert [(layout.part.group, layout.part.position) for layout in layouts] == [
        (layouts[0].part.key, position) for position in range(len(sets))
    ]
    for layout in layouts:
        assert not layout.problems and not layout.resampled
        assert len({frame.instance_uid.split(".")[0] for frame in layout.frames}) == 1  # nothing is mixed


def test_two_things_that_differ_are_both_said() -> None:
    says = [(0.0, ""), (1000.0, "0.00,1.00,0.00"), (1000.0, "1.00,0.00,0.00")]
    frames = [
        frame
        for n, (b, direction) in enumerate(says)
        for frame in slices(str(n), {"b value": b, **({"direction": direction} if direction else {})})
    ]
    assert names(frames) == ["b 0", "b 1000, direction 1", "b 1000, direction 2"]


def test_values_of_another_kind_are_never_in_one_volume() -> None:
    frames = slices("m", kind="magnitude") + slices("p", kind="phase", number=4) + slices("f", kind="field map", number=9)
    assert names(frames) == ["magnitude", "field map", "phase"]
    hu = [replace(frame, values=Values(unit="HU")) for frame in slices("h")]
    assert sorted(names(slices("r") + hu)) == ["HU", "raw values"]
    dark = [replace(frame, values=Values(inverted=True)) for frame in slices("d")]
    assert len(arrange(slices("r") + dark, "9")) == 2


def test_planes_and_localizers_are_said() -> None:
    frames = slices("a", number=12) + slices("c", axes=CORONAL) + slices("s", axes=SAGITTAL, number=2)
    assert names(frames) == ["axial", "coronal", "sagittal"]
    scout = slices("x", axes=CORONAL, number=40, localizer=True)
    assert names(slices("a") + scout) == ["axial", "localizer, coronal"]
    assert names(scout) == [""]
    leaning = ((1.0, 0.0, 0.0), (0.0, 0.8, -0.6))
    assert plane_name(picture("1", 0.0, axes=leaning)) == "oblique axial"


def test_matrix_pixel_size_and_frame_of_reference_separate() -> None:
    wide = slices("w", source=replace(SOURCE, columns=18))
    fine = slices("f", spacing_mm=(0.5, 0.5))
    elsewhere = slices("e", frame_uid="1.3")
    for other, word in ((wide, "18 x 7"), (fine, "0.5 mm pixels"), (elsewhere, "frame of reference")):
        found = names(slices("a") + other)
        assert len(set(found)) == 2 and any(word in name for name in found)


def test_acquisition_numbers_alone_separate_nothing() -> None:
    frames = [picture(f"{k}", 5.0 * k, {"acquisition": float(k // 2), "time": 3.0 * k}) for k in range(21)]
    (layout,) = arrange(frames, "9")
    assert layout.part.pictures == 21 and layout.part.name == "" and not layout.problems


def test_an_incomplete_time_point_is_a_part_that_names_what_is_missing() -> None:
    frames = [
        picture(f"{t}.{k}", 5.0 * k, {"time": 12.0 * t + 0.1 * k}) for t in range(3) for k in range(6) if (t, k) not in ((0, 5), (1, 3))
    ]
    layouts = arrange(frames, "9")
    assert [layout.part.name for layout in layouts] == ["time 3 of 3, 24.0 s", "time 1 of 3, 0.0 s", "time 2 of 3, 12.0 s"]
    assert "pictures at 5 of the 6 positions of the series; missing: z 25.0 mm" in text(layouts[1])
    assert "missing: z 15.0 mm" in text(layouts[2]) and "1 slice is missing: 1 after slice 3" in text(layouts[2])
    assert not layouts[0].problems
    for t, layout in ((2, layouts[0]), (0, layouts[1]), (1, layouts[2])):
        assert {frame.instance_uid[0] for frame in layout.frames} == {str(t)}
    assert [layout.part.position for layout in layouts if layout.part.group] == [1, 0]  # one grid: times 3 and 2


def test_a_phase_of_part_of_the_body_stays_a_part() -> None:
    frames = [picture(f"{n}.{k}", 5.0 * k, {"acquisition": float(n)}) for n in (1, 2) for k in range(40) if n == 2 or k < 15]
    layouts = arrange(frames, "9")
    assert [(layout.part.name, layout.part.pictures) for layout in layouts] == [("acquisition 2", 40), ("acquisition 1", 15)]
    assert "15 of the 40 positions" in text(layouts[1])


def test_phases_between_each_others_slices_are_told_apart() -> None:
    frames = [picture(f"{n}.{k}", 5.0 * k + 0.7 * n, {"acquisition": float(n)}) for n in range(2) for k in range(8)]
    layouts = arrange(frames, "9")
    assert [layout.part.pictures for layout in layouts] == [8, 8] and not any(layout.problems for layout in layouts)


def test_what_nothing_tells_apart_is_kept_as_repeat() -> None:
    frames = [picture(f"{n}.{k}", 5.0 * k, {"number": float(10 * n + k)}) for n in range(2) for k in range(6)]
    layouts = arrange(frames, "9")
    assert [layout.part.name for layout in layouts] == ["axial", "repeat 2"]
    assert all("12 pictures lie at 6 positions; nothing in the headers" in text(layout) for layout in layouts)
    assert {frame.instance_uid[0] for frame in layouts[0].frames} == {"0"}


def test_blocks_that_meet_in_one_slice_stay_one_volume() -> None:
    heights = [0, 5, 10, 15, 20, 20, 25, 30, 35, 40]
    frames = [picture(f"{n}", height, {"acquisition": float(n > 4), "number": float(n)}) for n, height in enumerate(heights)]
    layouts = arrange(frames, "9")
    assert [layout.part.pictures for layout in layouts] == [9, 1]
    assert not layouts[0].resampled


def test_stacks_side_by_side_are_told_apart() -> None:
    left, right = slices("l"), slices("r")
    right = [replace(frame, position_lps=(-180.0, 0.0, frame.position_lps[2])) for frame in right]
    layouts = arrange(left + right, "9")
    assert [{frame.instance_uid[0] for frame in layout.frames} for layout in layouts] == [{"r"}, {"l"}] or [
        {frame.instance_uid[0] for frame in layout.frames} for layout in layouts
    ] == [{"l"}, {"r"}]
    assert not any(layout.resampled for layout in layouts)


def test_colour_slices_with_a_place_are_one_stack_without_a_volume() -> None:
    colour = replace(SOURCE, samples=3, photometric="RGB")
    layouts = arrange(slices("g") + slices("c", source=colour, number=4), "9")
    assert [(layout.part.name, layout.part.is_volume) for layout in layouts] == [("raw values", True), ("colour", False)]
    assert layouts[1].geometry is None and len(layouts[1].frames) == 4


def test_keys_stay_when_files_are_added() -> None:
    before = keys(slices("1", {"b value": 0.0}) + slices("2", {"b value": 800.0}))
    after = keys(
        slices("1", {"b value": 0.0}) + slices("2", {"b value": 800.0}) + slices("3", {"b value": 400.0})
        + slices("4", axes=CORONAL, localizer=True)
    )  # fmt: skip
    assert set(before) < set(after)
    assert keys(slices("1")) == ["axial"]
    assert "axial" in keys(slices("1") + slices("2", axes=SAGITTAL))


some = st.sampled_from(
    [{}, {"echo": 1.0}, {"echo": 2.0}, {"b value": 0.0}, {"b value": 900.0, "direction": "1,0,0"}, {"time": 4.0},
     {"time": 9.5}, {"acquisition": 2.0}, {"comment": "x"}, {"trigger": 30.0}]
)  # fmt: skip


@settings(max_examples=count(4000))
@given(
    st.lists(st.tuples(some, st.integers(0, 6), st.sampled_from([AXIAL, CORONAL, SAGITTAL]), st.booleans(), st.sampled_from(["", "phase"])),
             min_size=1, max_size=40), st.randoms(),
)  # fmt: skip
def test_nothing_is_lost_doubled_or_named_alike(rows: list[Any], shuffle: Any) -> None:
    frames = [
        picture(f"{n}", 4.0 * k, dict(says, number=float(n)), axes, localizer=scout, kind=kind)
        for n, (says, k, axes, scout, kind) in enumerate(rows)
    ]
    layouts = arrange(frames, "9")
    found = [frame.instance_uid for layout in layouts for frame in layout.frames]
    assert sorted(found) == sorted(frame.instance_uid for frame in frames)
    assert len({layout.part.key for layout in layouts}) == len(layouts)
    assert len({layout.part.name for layout in layouts}) == len(layouts)
    for layout in layouts:
        heights = [sum(a * b for a, b in zip(frame.position_lps, layout.frames[0].normal, strict=True)) for frame in layout.frames]
        assert all(above - below > 3.9 for below, above in pairwise(heights))
    shuffle.shuffle(frames)
    again = arrange(frames, "9")
    assert [layout.part for layout in again] == [layout.part for layout in layouts]
    assert [[frame.instance_uid for frame in layout.frames] for layout in again] == [
        [frame.instance_uid for frame in layout.frames] for layout in layouts
    ]
