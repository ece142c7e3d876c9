"""A grid of radiation doses, planned or computed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Voxels


@dataclass(frozen=True, eq=False, slots=True)
class DoseGrid:
    """Doses on a grid: float32 `voxels` of ``geometry.shape_kji`` in `unit` (``Gy`` or ``relative``).

    `kind` is the dose type (PHYSICAL, EFFECTIVE, ERROR), `summation` what was added up (PLAN, BEAM, FRACTION, ...).
    """

    geometry: Geometry
    voxels: Voxels
    unit: str
    kind: str
    summation: str
    oddities: tuple[str, ...] = ()

    @property
    def highest(self) -> float:
        return float(self.voxels.max())

    def value_at(self, point_lps: Point) -> float | None:
        """The dose at a point, linear between the grid's centres; None outside them."""
        place = self.geometry.to_kji([point_lps])[0]
        low = np.floor(place + 1e-9).astype(int)
        top = np.array(self.geometry.shape_kji) - 1
        if np.any(place < -1e-6) or np.any(place > top + 1e-6):
            return None
        low = np.clip(low, 0, np.maximum(top - 1, 0))
        part = np.clip(place - low, 0.0, 1.0)
        dose = 0.0
        for corner in range(8):
            step = np.array([corner >> 2 & 1, corner >> 1 & 1, corner & 1])
            weight = float(np.prod(np.where(step, part, 1 - part)))
            if weight:
                k, j, i = np.minimum(low + step, top)
                dose += weight * float(self.voxels[k, j, i])
        return dose
