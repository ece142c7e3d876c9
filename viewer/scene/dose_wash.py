"""Doses as a colour wash over a picture: bands of isodose, in parts of the highest dose."""

from __future__ import annotations

import numpy as np

from viewer.case.dose import DoseGrid
from viewer.case.geometry import Point
from viewer.scene.colour_tables import Colour
from viewer.scene.marks import Pixels
from viewer.scene.slice_view import Slicer
from viewer.scene.value_text import value_text
from viewer.scene.view_state import PlaneView

BANDS: tuple[tuple[float, Colour], ...] = (
    (0.10, (68, 1, 84)),
    (0.30, (65, 68, 135)),
    (0.50, (42, 120, 142)),
    (0.70, (34, 168, 132)),
    (0.80, (122, 209, 81)),
    (0.90, (189, 223, 38)),
    (0.95, (253, 231, 37)),
)
"""From which part of the highest dose a band begins, and its colour (Viridis: even in lightness, for any colour vision)."""


class DoseWash:
    """A dose grid over pictures in the same frame of reference."""

    def __init__(self, dose: DoseGrid, opacity: float = 0.35) -> None:
        self.dose = dose
        self._slicer = Slicer(dose.geometry, dose.voxels)
        self._opacity = opacity
        self._levels = np.array([part for part, _ in BANDS]) * dose.highest
        self._colours = np.array([(0, 0, 0), *(colour for _, colour in BANDS)], np.float32)

    def lay_over(self, pixels: Pixels, view: PlaneView) -> None:
        """Tint the pixels of a plane where the dose reaches the lowest band; elsewhere they stay as they are."""
        doses = np.nan_to_num(self._slicer.values(view), nan=-np.inf)
        bands = np.searchsorted(self._levels, doses, side="right")
        inside = bands > 0
        tint = self._colours[bands[inside]]
        pixels[inside] = (pixels[inside] * (1 - self._opacity) + tint * self._opacity + 0.5).astype(np.uint8)

    def text_at(self, point_lps: Point) -> str:
        """``dose 48.2 Gy``; empty outside the grid."""
        value = self.dose.value_at(point_lps)
        return "" if value is None else f"dose {value_text(value, self.dose.unit)}"
