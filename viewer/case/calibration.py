"""What a length on a picture is: millimetres and what they stand on, or pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, TypeVar

from viewer.case.geometry import Point
from viewer.case.measurement import Drawn, Placed
from viewer.case.volume import Stack, UltrasoundRegion

ESTIMATED = ("imager", "imager/magnification")
"""Sources of millimetres on the detector, where the patient is magnified by an unknown or an assumed factor."""
MM_FROM = {
    "imager": "detector",
    "imager/magnification": "detector, magnification",
    "us_region": "ultrasound region",
    "calibrated": "calibrated",
}
"""What millimetres stand on, where that is not the Pixel Spacing of a slice."""
BY_READER = "user:"
"""Begins the source of millimetres that a reader gave to a picture; the reader's name follows."""
AnyDrawn = TypeVar("AnyDrawn", bound=Drawn)


@dataclass(frozen=True, slots=True)
class Calibration(Placed):
    """A line of known length on a picture without millimetres of its own; every length on that picture follows from it.

    `frame_uid` is the picture's own frame of reference, so that it says nothing of any other picture.
    """

    kind: ClassVar[str] = "calibration"
    least: ClassVar[int] = 2
    most: ClassVar[int | None] = 2
    length_mm: float = 1.0

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        if not (self.length_mm > 0 and math.isfinite(self.length_mm)) or math.dist(*self.points_lps) == 0:
            raise ValueError("a calibration needs a line and its length")

    @property
    def mm_per_step(self) -> float:
        """How many millimetres one step of the picture's frame of reference is."""
        return self.length_mm / math.dist(*self.points_lps)

    @property
    def mm_source(self) -> str:
        """What millimetres stand on that follow from it."""
        return f"{BY_READER}{self.source.author.partition(':')[2]}"


def mm_source(spacing_source: str) -> str:
    """What millimetres stand on, in the reader's words; empty where that is the Pixel Spacing of a slice."""
    if spacing_source.startswith(BY_READER):
        return f"calibrated by {spacing_source[len(BY_READER):]}"
    return MM_FROM.get(spacing_source, "")


def with_source(text: str, spacing_source: str, about: str = "≈ ") -> str:
    """A length with what has to be said of its millimetres: ``≈ 12.3 mm (detector)``, ``50.0 mm (calibrated by Meier)``."""
    estimated = spacing_source in ESTIMATED
    if not estimated and not spacing_source.startswith(BY_READER):
        return text
    return f"{about if estimated else ''}{text} ({mm_source(spacing_source)})"


def is_local(frame_uid: str) -> bool:
    """Whether a frame of reference is one picture's own, without a place in the patient."""
    return frame_uid.startswith("local:")


def can_calibrate(stack: Stack) -> bool:
    """Whether a reader may say how large things are: on pictures without millimetres, or with those of the detector."""
    has_mm = any(region.units == ("mm", "mm") for region in stack.regions)
    return is_local(stack.frame_uid) and not has_mm and stack.spacing_source in ("none", *ESTIMATED)


def find_calibration(stack: Stack, calibrations: Sequence[Calibration]) -> Calibration | None:
    """The newest one that holds for these pictures."""
    own = [row for row in calibrations if row.frame_uid == stack.frame_uid]
    return own[-1] if own and can_calibrate(stack) else None


def calibrated(record: AnyDrawn, stack: Stack | None, calibrations: Sequence[Calibration] = ()) -> AnyDrawn:
    """The thing drawn, with the unit and scale that hold where its points lie.

    On ultrasound all points must lie in one region with millimetres in both directions (DICOM PS3.3 C.8.5.5);
    elsewhere on such a picture, and without any spacing, a length is in pixels. The newest of `calibrations` of the
    same picture holds where the picture itself has no millimetres, or only those of the detector.
    """
    if isinstance(record, Calibration):
        return _with(record, "mm", (record.mm_per_step,) * 3, record.mm_source)
    if stack is None or not is_local(stack.frame_uid):
        return record
    along, down = (math.hypot(*step) for step in (stack.planes[0].along_lps, stack.planes[0].down_lps))
    known = find_calibration(stack, calibrations)
    if known is not None:
        return _with(record, "mm", (known.mm_per_step,) * 3, known.mm_source)
    if stack.regions:
        region = _region_of(stack, record.handles_lps, along, down)
        if region is not None:
            return _with(record, "mm", (region.along / along, region.down / down, 1.0), "us_region")
    elif stack.spacing_source != "none":
        return _with(record, "mm", (1.0, 1.0, 1.0), stack.spacing_source)
    return _with(record, "px", (1 / along, 1 / along, 1 / along), "none")


def _with(record: AnyDrawn, unit: str, scale: Point, source: str) -> AnyDrawn:
    return replace(record, unit=unit, scale=scale, spacing_source=source)  # type: ignore[type-var]


def _region_of(stack: Stack, points: Sequence[Point], along: float, down: float) -> UltrasoundRegion | None:
    """The region with millimetres that holds all points; the smallest where they overlap."""
    origin = stack.planes[0].origin_lps

    def holds(region: UltrasoundRegion, point: Point) -> bool:
        column, row = (point[0] - origin[0]) / along, (point[1] - origin[1]) / down
        return region.left - 0.5 <= column <= region.right + 0.5 and region.top - 0.5 <= row <= region.bottom + 0.5

    holding = [
        region
        for region in stack.regions
        if region.units == ("mm", "mm") and all(holds(region, point) for point in points)
    ]
    return min(holding, key=lambda region: (region.right - region.left) * (region.bottom - region.top), default=None)
