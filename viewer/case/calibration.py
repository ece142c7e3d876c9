"""What a length on a picture is: millimetres and what they stand on, or pixels."""

from __future__ import annotations

import math
from dataclasses import replace

from viewer.case.geometry import Point
from viewer.case.measurement import Ruler
from viewer.case.volume import Stack, UltrasoundRegion

ESTIMATED = ("imager", "imager/magnification")
"""Sources of millimetres on the detector, where the patient is magnified by an unknown or an assumed factor."""


def is_local(frame_uid: str) -> bool:
    """Whether a frame of reference is one picture's own, without a place in the patient."""
    return frame_uid.startswith("local:")


def calibrated(ruler: Ruler, stack: Stack | None) -> Ruler:
    """The ruler with the unit and scale that hold where its ends lie.

    On ultrasound both ends must lie in one region with millimetres in both directions (DICOM PS3.3 C.8.5.5);
    elsewhere on such a picture, and without any spacing, a length is in pixels.
    """
    if stack is None or not is_local(stack.frame_uid):
        return ruler
    along, down = (math.hypot(*step) for step in (stack.planes[0].along_lps, stack.planes[0].down_lps))
    if stack.regions:
        region = _region_of(stack, ruler, along, down)
        if region is not None:
            scale = (region.along / along, region.down / down, 1.0)
            return replace(ruler, unit="mm", scale=scale, spacing_source="us_region")
    elif stack.spacing_source != "none":
        return replace(ruler, unit="mm", scale=(1.0, 1.0, 1.0), spacing_source=stack.spacing_source)
    return replace(ruler, unit="px", scale=(1 / along,) * 3, spacing_source="none")


def _region_of(stack: Stack, ruler: Ruler, along: float, down: float) -> UltrasoundRegion | None:
    """The region with millimetres that holds both ends of a ruler; the smallest where they overlap."""
    origin = stack.planes[0].origin_lps

    def holds(region: UltrasoundRegion, point: Point) -> bool:
        column, row = (point[0] - origin[0]) / along, (point[1] - origin[1]) / down
        return region.left - 0.5 <= column <= region.right + 0.5 and region.top - 0.5 <= row <= region.bottom + 0.5

    holding = [
        region
        for region in stack.regions
        if region.units == ("mm", "mm") and holds(region, ruler.start_lps) and holds(region, ruler.end_lps)
    ]
    return min(holding, key=lambda region: (region.right - region.left) * (region.bottom - region.top), default=None)
