"""A thick slab: the brightest, the darkest or the mean value through some millimetres of the patient."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from viewer.scene.marks import Pixels

SlabMode = Literal["MIP", "MinIP", "mean"]
MODES: tuple[SlabMode, ...] = ("MIP", "MinIP", "mean")
THICKNESSES_MM = (1.0, 2.0, 3.0, 5.0, 7.5, 10.0, 15.0, 20.0, 25.0, 30.0, 40.0, 50.0, 75.0, 100.0, 150.0, 200.0)
FIRST_MM = 10.0


@dataclass(frozen=True, slots=True)
class Slab:
    """`thickness_mm` across the plane, half of it on either side."""

    mode: SlabMode
    thickness_mm: float = FIRST_MM

    @property
    def words(self) -> str:
        return f"{self.mode} {self.thickness_mm:g} mm"

    def thicker(self, steps: int) -> Slab:
        """The thickness `steps` further on in `THICKNESSES_MM`; negative is thinner."""
        nearest = min(range(len(THICKNESSES_MM)), key=lambda at: abs(THICKNESSES_MM[at] - self.thickness_mm))
        return replace(self, thickness_mm=THICKNESSES_MM[min(max(nearest + steps, 0), len(THICKNESSES_MM) - 1)])

    def samples(self, spacing_mm: float) -> tuple[int, float]:
        """How many planes `spacing_mm` apart, or a little less, fill the slab, and how far apart they are then."""
        gaps = max(math.ceil(self.thickness_mm / spacing_mm - 1e-6), 1)
        return gaps + 1, self.thickness_mm / gaps


def next_mode(slab: Slab | None) -> Slab | None:
    """Thin, MIP, MinIP, mean, thin again."""
    if slab is None:
        return Slab(MODES[0])
    at = MODES.index(slab.mode) + 1
    return replace(slab, mode=MODES[at]) if at < len(MODES) else None


def enlarged(pixels: Pixels, size_px: tuple[int, int]) -> Pixels:
    """Pixels of half a size, each twice as wide and high."""
    width, height = size_px
    twice = pixels.repeat(2, axis=0).repeat(2, axis=1)
    missing = max(height - len(twice), 0), max(width - twice.shape[1], 0)  # of a size that is odd
    return np.pad(twice[:height, :width], ((0, missing[0]), (0, missing[1]), (0, 0)), mode="edge") if any(missing) else twice[:height, :width]
