"""What a person measured on the images."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from viewer.case.geometry import Point
from viewer.case.source import Source


@dataclass(frozen=True, slots=True)
class Ruler:
    """A distance. Points are LPS mm in `frame_uid`; never voxel indices."""

    kind: ClassVar[str] = "ruler"
    id: str
    series_uid: str
    frame_uid: str
    start_lps: Point
    end_lps: Point
    source: Source

    @property
    def length_mm(self) -> float:
        return math.dist(self.start_lps, self.end_lps)
