"""How values become colour and opacity in 3D: named presets for what is looked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from viewer.case.volume import Voxels

Blend = Literal["surface", "brightest", "darkest", "mean"]
"""Composite with opacity, or the maximum, the minimum or the mean along each ray."""
Knot = tuple[float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """Knots of (value, opacity over `OPACITY_MM`, red, green, blue); of a projection, grey values with no opacity."""

    name: str
    knots: tuple[Knot, ...]
    shaded: bool = True
    blend: Blend = "surface"

    def adjusted(self, shift: float, stretch: float, per_unit: float = 1.0) -> Look:
        """The same with values moved by `shift` of the span and spread by `stretch` about the middle; `per_unit` rescales."""
        values = [knot[0] for knot in self.knots]
        middle, span = (values[0] + values[-1]) / 2, values[-1] - values[0]
        knots = tuple(
            (per_unit * (middle + shift * span + (value - middle) * stretch), *rest) for value, *rest in self.knots
        )
        return replace(self, knots=knots)  # type: ignore[arg-type]


OPACITY_MM = 2.5
"""The way through the body over which an opacity is meant."""

CT_LOOKS = (
    Look("bone", (
        (140, 0.0, 0.62, 0.32, 0.24), (230, 0.10, 0.86, 0.68, 0.52), (400, 0.60, 0.97, 0.90, 0.78),
        (1000, 0.95, 1.0, 0.99, 0.95),
    )),
    Look("vessels", (
        (110, 0.0, 0.45, 0.05, 0.05), (170, 0.12, 0.75, 0.16, 0.12), (260, 0.55, 0.92, 0.34, 0.24),
        (450, 0.75, 0.97, 0.80, 0.66), (1000, 0.90, 1.0, 0.98, 0.94),
    )),
    Look("skin", (
        (-450, 0.0, 0.70, 0.50, 0.40), (-250, 0.25, 0.86, 0.66, 0.55), (0, 0.55, 0.90, 0.72, 0.60),
        (300, 0.85, 0.96, 0.90, 0.80),
    )),
    Look("soft tissue", (
        (-50, 0.0, 0.55, 0.25, 0.20), (10, 0.012, 0.70, 0.32, 0.26), (60, 0.10, 0.82, 0.42, 0.34),
        (140, 0.30, 0.92, 0.66, 0.50), (400, 0.80, 1.0, 0.95, 0.85),
    )),
    Look("lung", (
        (-1000, 0.0, 0.10, 0.15, 0.25), (-880, 0.0, 0.25, 0.40, 0.55), (-700, 0.012, 0.45, 0.65, 0.80),
        (-450, 0.05, 0.85, 0.75, 0.70), (-350, 0.0, 0.9, 0.7, 0.6), (150, 0.0, 0.9, 0.85, 0.7),
        (400, 0.06, 1.0, 0.96, 0.88),
    ), shaded=False),
)  # fmt: skip


def looks_for(unit: str, sample: Voxels) -> tuple[Look, ...]:
    """The looks that suit a volume, the first one being shown at the start; `sample` are values of it."""
    if unit == "HU":
        return (*CT_LOOKS, _projection("MIP", -200, 1000, "brightest"), _projection("MinIP", -1024, -600, "darkest"))
    low, middle, high = (float(value) for value in np.nanpercentile(sample, (50, 97, 99.8)))
    high = max(high, low + 1e-6)
    middle = min(max(middle, low + 0.2 * (high - low)), low + 0.8 * (high - low))
    mip = _projection("MIP", low, high, "brightest")
    if unit.startswith("SUV"):
        return mip, Look("uptake", (
            (middle, 0.0, 0.4, 0.0, 0.0), (middle + 0.3 * (high - middle), 0.08, 0.9, 0.25, 0.0), (high, 0.6, 1.0, 0.95, 0.6),
        ))  # fmt: skip
    start = low + 0.35 * (high - low)
    return (
        Look("MR tissue", (
            (low, 0.0, 0.2, 0.15, 0.12), (start, 0.08, 0.75, 0.6, 0.5), (high, 0.5, 1.0, 0.95, 0.88),
        )),
        Look("MR vessels", (
            (middle, 0.0, 0.45, 0.05, 0.05), (middle + 0.35 * (high - middle), 0.2, 0.85, 0.25, 0.18), (high, 0.8, 1.0, 0.9, 0.8),
        )),
        mip,
        _projection("MinIP", low, high, "darkest"),
    )  # fmt: skip


def _projection(name: str, low: float, high: float, blend: Blend) -> Look:
    return Look(name, ((low, 0, 0, 0, 0), (high, 1, 1, 1, 1)), False, blend)
