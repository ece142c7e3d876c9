"""Doses as a colour wash over a picture: bands of isodose, in parts of the highest dose."""

from __future__ import annotations

from viewer.case.dose import DoseGrid
from viewer.case.geometry import Point
from viewer.scene.colour_tables import Colour
from viewer.scene.value_text import value_text
from viewer.scene.wash import Wash

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


class DoseWash(Wash):
    """A dose grid over pictures in the same frame of reference."""

    def __init__(self, dose: DoseGrid, opacity: float = 0.35) -> None:
        self.dose = dose
        bands = [(part * dose.highest, colour, value_text(part * dose.highest, dose.unit)) for part, colour in BANDS]
        super().__init__(dose.geometry, dose.voxels, bands, "dose", opacity)

    def text_at(self, point_lps: Point) -> str:
        """``dose 48.2 Gy``; empty outside the grid."""
        value = self.dose.value_at(point_lps)
        return "" if value is None else f"dose {value_text(value, self.dose.unit)}"
