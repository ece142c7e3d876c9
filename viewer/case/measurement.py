"""What a person measured on the images."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Literal

from viewer.case.geometry import Point
from viewer.case.source import Source


@dataclass(frozen=True, slots=True)
class Ruler:
    """A distance. Points are LPS mm in `frame_uid`; never voxel indices.

    On a picture without a place in the patient the frame of reference is the picture's own: `scale` then says how
    much one step of it is along each axis, in `unit`. `spacing_source` is what the millimetres stand on (`Stack`).
    """

    kind: ClassVar[str] = "ruler"
    id: str
    series_uid: str
    frame_uid: str
    start_lps: Point
    end_lps: Point
    source: Source
    unit: Literal["mm", "px"] = "mm"
    scale: Point = (1.0, 1.0, 1.0)
    spacing_source: str = "pixel_spacing"

    @property
    def length(self) -> float:
        """In `unit`."""
        steps = (b - a for a, b in zip(self.start_lps, self.end_lps, strict=True))
        return math.hypot(*(step * much for step, much in zip(steps, self.scale, strict=True)))

    @property
    def length_mm(self) -> float | None:
        """None where nothing says how large a pixel is."""
        return self.length if self.unit == "mm" else None
