"""How unsure a model was, as a colour wash: where its runs on slightly changed pictures disagreed."""

from __future__ import annotations

import numpy as np

from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Mask
from viewer.scene.wash import Wash

WHOLE = 255
"""What a voxel holds in which no two runs agreed."""
BANDS = (
    (0.10 * WHOLE, (252, 197, 115), "10 % and more"),
    (0.40 * WHOLE, (237, 105, 37), "40 %"),
    (0.70 * WHOLE, (187, 55, 84), "70 %"),
)
"""Begins at, colour (from Inferno), key."""


class UncertaintyWash(Wash):
    """An uncertainty layer on the grid of its segmentation."""

    def __init__(self, geometry: Geometry, voxels: Mask, opacity: float = 0.55) -> None:
        self._geometry, self._voxels = geometry, voxels
        super().__init__(geometry, voxels, BANDS, "uncertainty", opacity)

    def text_at(self, point_lps: Point) -> str:
        """``uncertainty 42 %``; empty where all runs agreed, and outside the grid."""
        index = np.rint(self._geometry.to_kji([point_lps])[0]).astype(int)
        if np.any(index < 0) or np.any(index >= self._geometry.shape_kji):
            return ""
        value = int(self._voxels[tuple(index)])
        return f"uncertainty {value / WHOLE * 100:.0f} %" if value else ""
