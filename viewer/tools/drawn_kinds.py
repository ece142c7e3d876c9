"""What can be drawn point by point: how many points each kind takes, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.case.calibration import Calibration
from viewer.case.edits import Measurement
from viewer.case.geometry import Point
from viewer.case.measurement import (
    Angle,
    Arrow,
    Bidirectional,
    CobbAngle,
    Placed,
    Polyline,
    Probe,
    Ruler,
    SpineLabel,
    TextNote,
)
from viewer.case.region import Region, Shape, ellipse_points, rectangle_points
from viewer.case.source import Source
from viewer.case.spine import next_level
from viewer.tools.pointer import Pointer

PROPOSED_SHARE = 0.6
"""How long a second line is proposed, as a share of the first."""


@dataclass(frozen=True, slots=True)
class Base:
    """What every thing drawn has before it has points."""

    id: str
    series_uid: str
    frame_uid: str
    source: Source


Make = Callable[[Base, tuple[Point, ...], Pointer], Measurement | None]
"""The thing through these points, first drawn where the pointer is; None where they make none."""


@dataclass(frozen=True, slots=True)
class DrawnKind:
    """`least` points make one, `most` complete it (None: until the reader says so).

    `flat`: it lies in the plane in which it was begun. `pairs`: it is two lines. `closed`: it ends where it began.
    `asks` says whether it lacks words that only the reader can give.
    """

    name: str
    make: Make
    least: int
    most: int | None
    flat: bool = False
    pairs: bool = False
    closed: bool = False
    asks: Callable[[Measurement], bool] = lambda record: False


def drawn_kinds(labels: Callable[[], Sequence[SpineLabel]], livewire: Make) -> tuple[DrawnKind, ...]:
    """Every kind that is drawn by points; `labels` are the vertebrae that have a name already."""

    def vertebra(base: Base, points: tuple[Point, ...], pointer: Pointer) -> SpineLabel:
        name = next_level(labels(), points[0], base.frame_uid)
        return SpineLabel(base.id, base.series_uid, base.frame_uid, points, base.source, label=name)

    return (
        DrawnKind("ruler", _ruler, 2, 2),
        DrawnKind("polyline", _placed(Polyline), 2, None),
        DrawnKind("bidirectional", _bidirectional, 2, 4, flat=True, pairs=True),
        DrawnKind("angle", _placed(Angle), 3, 3),
        DrawnKind("cobb angle", _placed(CobbAngle), 4, 4, pairs=True),
        DrawnKind("rectangle", _region("rectangle"), 2, 2, flat=True),
        DrawnKind("ellipse", _region("ellipse"), 2, 2, flat=True),
        DrawnKind("spline", _region("spline"), 3, None, flat=True, closed=True),
        DrawnKind("livewire", livewire, 2, None, flat=True, closed=True),
        DrawnKind("arrow", _placed(Arrow), 2, 2),
        DrawnKind("text", _placed(TextNote), 1, 1, asks=lambda record: True),
        DrawnKind("probe", _placed(Probe), 1, 1),
        DrawnKind("vertebra", vertebra, 1, 1, asks=lambda record: not record.label),
        DrawnKind("calibration", _calibration, 2, 2, asks=lambda record: True),
    )


def polygon(base: Base, points: Sequence[Point]) -> Region:
    """A region with these corners."""
    return Region(base.id, base.series_uid, base.frame_uid, tuple(points), base.source)


def _ruler(base: Base, points: tuple[Point, ...], pointer: Pointer) -> Ruler:
    return Ruler(base.id, base.series_uid, base.frame_uid, points[0], points[1], base.source)


def _placed(cls: Callable[[str, str, str, tuple[Point, ...], Source], Placed]) -> Make:
    def make(base: Base, points: tuple[Point, ...], pointer: Pointer) -> Measurement:
        made: Measurement = cls(base.id, base.series_uid, base.frame_uid, points, base.source)  # type: ignore[assignment]
        return made

    return make


def _region(shape: Shape) -> Make:
    def make(base: Base, points: tuple[Point, ...], pointer: Pointer) -> Region:
        if shape in ("rectangle", "ellipse"):
            across = rectangle_points if shape == "rectangle" else ellipse_points
            points = across(points[0], points[1], pointer.right_lps, pointer.down_lps)
        return Region(base.id, base.series_uid, base.frame_uid, points, base.source, shape=shape)

    return make


def _bidirectional(base: Base, points: tuple[Point, ...], pointer: Pointer) -> Bidirectional:
    """The end of the second line is put at right angles to the first one; before it is drawn, one is proposed to be dragged."""
    a, b = (np.array(point) for point in points[:2])
    along = (b - a) / np.linalg.norm(b - a)
    if len(points) < 4:
        half = PROPOSED_SHARE / 2 * np.linalg.norm(b - a) * np.cross(along, pointer.normal_lps)
        c, d = (a + b) / 2 - half, (a + b) / 2 + half
    else:
        c, d = (np.array(point) for point in points[2:])
    x, y, z = d - float((d - c) @ along) * along
    ends = (*points[:2], (float(c[0]), float(c[1]), float(c[2])), (float(x), float(y), float(z)))
    return Bidirectional(base.id, base.series_uid, base.frame_uid, ends, base.source)


def _calibration(base: Base, points: tuple[Point, ...], pointer: Pointer) -> Calibration:
    """The line alone: its length is asked, and until then taken for one millimetre."""
    return Calibration(base.id, base.series_uid, base.frame_uid, points, base.source)
