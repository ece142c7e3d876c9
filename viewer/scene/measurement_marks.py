"""What was drawn as marks on a plane: lines, handles and labels in its own plane, points where another one cuts it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from viewer.case.calibration import Calibration
from viewer.case.edits import Measurement
from viewer.case.geometry import Array
from viewer.case.measurement import Angle, Arrow, CobbAngle, Probe, SpineLabel, TextNote
from viewer.case.region import Region
from viewer.scene.marks import DotMark, LineMark, Mark, PolygonMark, TextMark, Xy
from viewer.scene.numbers import Numbers
from viewer.scene.text_room import Box, LabelRoom, box_of
from viewer.scene.view_state import PlaneView

ARC_PX = 22.0
HEAD_PX = 11.0
"""Length of the two strokes of an arrow's head."""
FAR_PX = 20.0
"""From a label to its thing: from here on a line leads there."""
TICK_PX = 6.0
"""Half of the stroke at each end of a calibration."""


def measurement_marks(
    view: PlaneView,
    drawn: Iterable[Measurement],
    numbers: Numbers,
    depth_mm: float,
    room: LabelRoom,
    selected_id: str = "",
) -> tuple[Mark, ...]:
    """What lies with all its points within `depth_mm` of the plane; of what crosses it, a small circle where it does.

    The selected one has the first choice of a place for its label. A label that would lie on another one is left out.
    """
    marks: list[Mark] = []
    for record in sorted(drawn, key=lambda record: record.id != selected_id):
        selected = record.id == selected_id
        lines = [np.array(line) for line in record.lines_lps] or [np.array(record.handles_lps)]
        depths = [_depths(view, line) for line in lines]
        if _reach(depths) <= depth_mm:
            places = [view.all_to_px(line) for line in lines]
            marks += _whole(view, record, places, selected)
            text = numbers.text_of(record, in_short=not selected)
            if text:
                labels = room.labels(text, "accent", _around(record, places), selected, _segments(record, places))
                marks += (*_leader(labels, [place for line in places for place in line]), *labels)
        else:
            for line, depth in zip(lines, depths, strict=True):
                marks += [DotMark(place, "accent", 3.0) for place in _cuts(view, line, depth, record.closed)]
    return tuple(marks)


def lies_in(view: PlaneView, record: Measurement, depth_mm: float) -> bool:
    """Whether all points of a thing lie within `depth_mm` of a plane."""
    return _reach([_depths(view, np.array(record.handles_lps))]) <= depth_mm


def _reach(depths: Iterable[Array]) -> float:
    return max(float(np.abs(each).max()) for each in depths)


def _whole(view: PlaneView, record: Measurement, lines: list[list[Xy]], selected: bool) -> list[Mark]:
    width = 2.5 if selected else 1.5
    marks: list[Mark] = []
    for line in lines:
        if record.closed:
            marks.append(PolygonMark(tuple(line), "accent", width))
        else:
            marks += [LineMark(a, b, "accent", width, isinstance(record, Calibration)) for a, b in pairwise(line)]
    match record:
        case Angle():
            marks += _arc(lines[0][1], lines[0][0], lines[0][2])
        case CobbAngle():
            marks.append(LineMark(_middle(lines[0]), _middle(lines[1]), "accent", 1.0, dashed=True))
        case Arrow():
            return marks + _head(lines[0][0], lines[0][1], width) + (_handles(view, record, selected) if selected else [])
        case Calibration():
            marks += _ticks(lines[0][0], lines[0][1], width)
        case TextNote():
            return marks + (_handles(view, record, selected) if selected else [])
    if selected or not isinstance(record, Region):
        marks += _handles(view, record, selected)
    return marks


def _handles(view: PlaneView, record: Measurement, selected: bool) -> list[Mark]:
    places = view.all_to_px(np.array(record.handles_lps))
    return [DotMark(place, "accent", 4.5 if selected else 3.5, filled=selected) for place in places]


def _leader(labels: Sequence[TextMark], places: Sequence[Xy]) -> list[Mark]:
    """A thin line from a label that found room only further off to the nearest point of what it belongs to."""
    if not labels:
        return []
    boxes = [box_of(label) for label in labels]
    left, top, right, bottom = min(box[0] for box in boxes), boxes[0][1], max(box[2] for box in boxes), boxes[-1][3]
    ends = [((min(max(x, left), right), min(max(y, top), bottom)), (x, y)) for x, y in places]
    start, end = min(ends, key=lambda pair: math.dist(*pair))
    return [LineMark(start, end, "accent", 1.0, dashed=True)] if math.dist(start, end) > FAR_PX else []


def _segments(record: Measurement, lines: list[list[Xy]]) -> list[tuple[Xy, Xy]]:
    """The straight lines that a label had better not lie on; a region's label stands beside it anyway."""
    return [] if record.closed else [pair for line in lines for pair in pairwise(line)]


def _around(record: Measurement, lines: list[list[Xy]]) -> Box:
    """The box beside which the label goes: at the right end of a line, around a region, at the corner of an angle."""
    every = [place for line in lines for place in line]
    if record.closed:
        xs, ys = zip(*every, strict=True)
        return min(xs), min(ys), max(xs), max(ys)
    if isinstance(record, Probe | SpineLabel | TextNote):
        x, y = every[0]
        margin = 0.0 if isinstance(record, TextNote) else 5.0
        return x - margin, y, x + margin, y
    if isinstance(record, Angle):
        x, y = lines[0][1]
    elif isinstance(record, Arrow):
        x, y = lines[0][0]
    elif isinstance(record, CobbAngle):
        (a, b), (c, d) = _middle(lines[0]), _middle(lines[1])
        x, y = (a + c) / 2, (b + d) / 2
    else:
        x, y = max(every)
    return x - 3, y, x + 3, y


def _arc(corner: Xy, one: Xy, other: Xy) -> list[Mark]:
    """An arc at the corner of an angle, where its legs leave room."""
    first, last = (math.atan2(end[1] - corner[1], end[0] - corner[0]) for end in (one, other))
    radius = min(ARC_PX, math.dist(corner, one) / 2, math.dist(corner, other) / 2)
    turn = math.remainder(last - first, math.tau)
    places = [
        (corner[0] + radius * math.cos(first + turn * n / 12), corner[1] + radius * math.sin(first + turn * n / 12))
        for n in range(13)
    ]
    return [LineMark(a, b, "accent", 1.0) for a, b in pairwise(places)]


def _head(tail: Xy, tip: Xy, width: float) -> list[Mark]:
    away = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    ends = [(tip[0] + HEAD_PX * math.cos(away + turn), tip[1] + HEAD_PX * math.sin(away + turn)) for turn in (-0.45, 0.45)]
    return [LineMark(tip, end, "accent", width) for end in ends]


def _ticks(start: Xy, end: Xy, width: float) -> list[Mark]:
    along = math.atan2(end[1] - start[1], end[0] - start[0])
    x, y = -math.sin(along) * TICK_PX, math.cos(along) * TICK_PX
    return [LineMark((a - x, b - y), (a + x, b + y), "accent", width) for a, b in (start, end)]


def _middle(line: Sequence[Xy]) -> Xy:
    return (line[0][0] + line[1][0]) / 2, (line[0][1] + line[1][1]) / 2


def _depths(view: PlaneView, points: Array) -> Array:
    return np.asarray((points - view.centre_lps) @ np.array(view.normal_lps))


def _cuts(view: PlaneView, points: Array, depths: Array, closed: bool) -> list[Xy]:
    """Where a line crosses the plane."""
    after, below = np.roll(points, -1, axis=0), np.roll(depths, -1)
    crosses = (depths < 0) != (below < 0)
    if not closed:
        crosses[-1] = False
    if not crosses.any():
        return []
    part = depths[crosses] / (depths[crosses] - below[crosses])
    return view.all_to_px(points[crosses] + part[:, None] * (after[crosses] - points[crosses]))
