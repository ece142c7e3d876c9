"""Marks on a plane: evidence, crosshair, orientation letters, scale bar."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from viewer.case.calibration import with_source
from viewer.case.finding import Evidence, Finding, FindingStatus
from viewer.case.geometry import Array, Box, Point
from viewer.scene.marks import Anchor, LineMark, Mark, PolygonMark, Role, TextMark, Xy
from viewer.scene.text_room import LabelRoom
from viewer.scene.view_state import PlaneView, cross

BOX_MARGIN_MM = 2.0
"""Evidence frames stand off by this much, so that they do not cover the edge of what they show."""
CROSSHAIR_GAP_PX = 18.0
EDGE_PX = 8.0
"""From the pane's edge to texts."""

_ROLES: dict[FindingStatus, Role] = {"proposed": "proposed", "accepted": "confirmed", "rejected": "quiet"}
_LETTERS = (("L", "R"), ("P", "A"), ("H", "F"))
_LETTER_LIMIT = math.sin(math.radians(10.0))
"""A second letter appears when a direction leans more than ten degrees; less is not seen on the image."""


def letters(direction_lps: Point) -> str:
    """Where a direction points in the patient, most important letter first: ``L``, ``AR``, ``HPL``.

    R right, L left, A front (anterior), P back (posterior), F feet, H head (DICOM PS3.3 C.7.6.1.1.1).
    """
    components = sorted(zip(direction_lps, _LETTERS, strict=True), key=lambda row: -abs(row[0]))
    return "".join(pair[0] if value > 0 else pair[1] for value, pair in components if abs(value) > _LETTER_LIMIT)


def letter_marks(view: PlaneView) -> tuple[Mark, ...]:
    """Letters at the middle of each edge, from the view's own vectors."""
    width, height = view.size_px
    rx, ry, rz = view.right_lps
    dx, dy, dz = view.down_lps
    places: tuple[tuple[Xy, Point, Anchor], ...] = (
        ((EDGE_PX, height / 2), (-rx, -ry, -rz), "left"),
        ((width - EDGE_PX, height / 2), (rx, ry, rz), "right"),
        ((width / 2, EDGE_PX), (-dx, -dy, -dz), "top"),
        ((width / 2, height - EDGE_PX), (dx, dy, dz), "bottom"),
    )
    return tuple(TextMark(at, letters(direction), "text", anchor, bold=True) for at, direction, anchor in places)


def picture_letter_marks(view: PlaneView, towards: tuple[str, str]) -> tuple[Mark, ...]:
    """Letters of a picture without a place in the patient, as its header says: where rows run to, and columns.

    Rows run along x of the picture's own frame of reference, columns along y; the view may be mirrored and turned.
    """
    width, height = view.size_px
    right, down = _towards(view.right_lps, towards), _towards(view.down_lps, towards)
    places: tuple[tuple[Xy, str, Anchor], ...] = (
        ((EDGE_PX, height / 2), _opposite(right), "left"),
        ((width - EDGE_PX, height / 2), right, "right"),
        ((width / 2, EDGE_PX), _opposite(down), "top"),
        ((width / 2, height - EDGE_PX), down, "bottom"),
    )
    return tuple(TextMark(at, text, "text", anchor, bold=True) for at, text, anchor in places if text)


def _towards(direction: Point, towards: tuple[str, str]) -> str:
    """Where a direction of the screen points, which is along the rows or along the columns of a picture."""
    along, text = (direction[0], towards[0]) if abs(direction[0]) > abs(direction[1]) else (direction[1], towards[1])
    return text if along > 0 else _opposite(text)


def _opposite(text: str) -> str:
    pairs = {**dict(_LETTERS), **{there: here for here, there in _LETTERS}}
    return "".join(pairs.get(letter, "") for letter in text)


def scale_bar(view: PlaneView, estimated: bool = False) -> tuple[Mark, ...]:
    """A round number of millimetres at the left edge, as long as fits a fifth of the pane's height."""
    longest_mm = view.size_px[1] / 5 * view.mm_per_px
    power = 10.0 ** math.floor(math.log10(longest_mm))
    length_mm = power * max(step for step in (0.5, 1, 2, 5) if step * power <= longest_mm)  # log10(100 - 1e-14) is 2
    length_px = length_mm / view.mm_per_px
    if view.size_px[0] < 160 or length_px < 12:
        return ()
    x, y = EDGE_PX + 2, view.size_px[1] * 0.68
    top, bottom = y - length_px / 2, y + length_px / 2
    text = f"{'≈ ' if estimated else ''}{f'{length_mm / 10:g} cm' if length_mm >= 10 else f'{length_mm:g} mm'}"
    return (
        LineMark((x, top), (x, bottom), "text"),
        LineMark((x - 3, top), (x + 3, top), "text"),
        LineMark((x - 3, bottom), (x + 3, bottom), "text"),
        TextMark((x + 7, y), text, "text", "left"),
    )


def crosshair_marks(view: PlaneView, point_lps: Point, others: Iterable[PlaneView]) -> tuple[Mark, ...]:
    """Thin lines where the other planes cut this one, with a gap around the crosshair's point."""
    marks: list[Mark] = []
    centre = view.to_px(point_lps)
    reach = float(sum(view.size_px))
    for other in others:
        along = np.array(cross(view.normal_lps, other.normal_lps))
        if np.linalg.norm(along) < 0.05:
            continue
        direction = np.array((along @ np.array(view.right_lps), along @ np.array(view.down_lps)))
        x, y = direction / np.linalg.norm(direction)
        for sign in (-1, 1):
            start = (centre[0] + sign * x * CROSSHAIR_GAP_PX, centre[1] + sign * y * CROSSHAIR_GAP_PX)
            end = (centre[0] + sign * x * reach, centre[1] + sign * y * reach)
            marks.append(LineMark(start, end, "accent", 1.0))
    return tuple(marks)


def finding_marks(
    view: PlaneView,
    findings: Iterable[Finding],
    evidence: Mapping[str, Evidence],
    frame_uid: str,
    room: LabelRoom,
    selected_id: str = "",
    measured_here: Collection[str] = (),
) -> tuple[Mark, ...]:
    """Frames around the evidence of findings that the plane cuts: dashed while proposed, solid once accepted.

    A rejected finding is shown only while it is selected. The selected one says its size, unless its measurement is
    one of those that lie in this plane (`measured_here`, ids) and say it themselves.
    """
    marks: list[Mark] = []
    for finding in findings:
        selected = finding.id == selected_id
        if finding.status == "rejected" and not selected:
            continue
        rows = [evidence[id] for id in finding.evidence_ids if id in evidence and evidence[id].frame_uid == frame_uid]
        boxes = {row.box_lps for row in rows if row.box_lps[0] != row.box_lps[1] or len(rows) == 1}
        role = _ROLES[finding.status]
        for box in sorted(boxes):
            outline = cut_box(view, box)
            if len(outline) < 3:
                continue
            marks.append(PolygonMark(outline, role, 2.5 if selected else 1.5, dashed=finding.status != "accepted"))
            size = next((row.quantity for row in rows if row.quantity and row.quantity.kind == "long_axis"), None)
            says_itself = any(row.measurement_id in measured_here for row in rows)
            if size is not None and not says_itself and (selected or finding.status == "accepted"):
                columns, lines = zip(*outline, strict=True)
                around = (min(columns), min(lines), max(columns), max(lines))
                marks.append(room.label(with_source(f"{size.value:.1f} {size.unit}", size.mm_from), role, around))
    return tuple(marks)


def sought_marks(view: PlaneView, boxes: Sequence[Box]) -> tuple[Mark, ...]:
    """Dashed frames around the places that words were found at; the best one, which comes first, is bolder."""
    outlines = [(n, cut_box(view, box)) for n, box in enumerate(boxes)]
    return tuple(PolygonMark(outline, "attention", 2.5 if n == 0 else 1.5, dashed=True) for n, outline in outlines if len(outline) >= 3)


def cut_box(view: PlaneView, box_lps: Box, margin_mm: float = BOX_MARGIN_MM) -> tuple[Xy, ...]:
    """The outline, in pixels, in which a plane cuts a box and a margin around it; empty where it does not."""
    low, high = np.array(box_lps[0]) - margin_mm, np.array(box_lps[1]) + margin_mm
    corners = np.array([[(low, high)[bit >> axis & 1][axis] for axis in range(3)] for bit in range(8)])
    depths = (corners - np.array(view.centre_lps)) @ np.array(view.normal_lps)
    cuts: list[Array] = []
    for first in range(8):
        for axis in range(3):
            second = first | 1 << axis
            if second != first and (depths[first] < 0) != (depths[second] < 0):
                part = depths[first] / (depths[first] - depths[second])
                cuts.append(corners[first] + part * (corners[second] - corners[first]))
    if len(cuts) < 3:
        return ()
    points = [view.to_px((float(x), float(y), float(z))) for x, y, z in cuts]
    middle_x, middle_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return tuple(sorted(points, key=lambda xy: math.atan2(xy[1] - middle_y, xy[0] - middle_x)))
