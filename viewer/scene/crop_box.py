"""A box along a volume's own axes: in 3D what lies outside is not shown, and each face has a handle to drag."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from viewer.case.geometry import Array, Geometry, Point
from viewer.scene.body import Cut
from viewer.scene.marks import DotMark, LineMark, Mark
from viewer.scene.view_state import PlaneView, to_point

REACH_PX = 12.0
THINNEST = 2.0
"""Voxels that stay between two faces."""


@dataclass(frozen=True, slots=True)
class CropBox:
    """From `low_kji` to `high_kji`, in voxel indices, edges included."""

    geometry: Geometry
    low_kji: Point
    high_kji: Point

    @staticmethod
    def whole(geometry: Geometry) -> CropBox:
        k, j, i = geometry.shape_kji
        return CropBox(geometry, (-0.5, -0.5, -0.5), (k - 0.5, j - 0.5, i - 0.5))

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """The six faces; those at the volume's own edge cut nothing."""
        return tuple(Cut(to_point(self._face(axis, high)), to_point(self._outward(axis, high))) for axis, high in _FACES)

    def marks(self, view: PlaneView) -> tuple[Mark, ...]:
        """The edges of the box and a handle on each face."""
        corners = {bits: self.geometry.to_lps([self._corner(bits)])[0] for bits in product((0, 1), repeat=3)}
        edges = [(a, b) for a, b in product(corners, corners) if a < b and sum(x != y for x, y in zip(a, b, strict=True)) == 1]
        lines = tuple(
            LineMark(view.to_px(to_point(corners[a])), view.to_px(to_point(corners[b])), "accent", 1.0) for a, b in edges
        )
        dots = tuple(DotMark(view.to_px(to_point(self._face(*face))), "accent", 5.0, filled=True) for face in _FACES)
        return (*lines, *dots)

    def face_at(self, view: PlaneView, xy_px: tuple[float, float]) -> int | None:
        """The number of the handle under the mouse, the one in front where two are; None where there is none."""
        near = [
            (view.distance_mm(to_point(self._face(*face))), number)
            for number, face in enumerate(_FACES)
            if np.hypot(*np.subtract(view.to_px(to_point(self._face(*face))), xy_px)) <= REACH_PX
        ]
        return min(near)[1] if near else None

    def dragged(self, face: int, view: PlaneView, from_px: tuple[float, float], to_px: tuple[float, float]) -> CropBox:
        """A face moved along its own direction as the mouse moves on the screen; it stays in the volume."""
        axis, high = _FACES[face]
        step = self.geometry.matrix[:3, axis]
        on_screen = np.array((step @ np.array(view.right_lps), step @ np.array(view.down_lps))) / view.mm_per_px
        if (length := float(on_screen @ on_screen)) < 1e-6:  # seen from its end: no way to drag it
            return self
        by = float(np.subtract(to_px, from_px) @ on_screen) / length
        low, top = list(self.low_kji), list(self.high_kji)
        if high:
            top[axis] = min(max(top[axis] + by, low[axis] + THINNEST), self.geometry.shape_kji[axis] - 0.5)
        else:
            low[axis] = max(min(low[axis] + by, top[axis] - THINNEST), -0.5)
        return replace(self, low_kji=to_point(np.array(low)), high_kji=to_point(np.array(top)))

    def _corner(self, bits: tuple[int, ...]) -> list[float]:
        return [high if bit else low for bit, low, high in zip(bits, self.low_kji, self.high_kji, strict=True)]

    def _face(self, axis: int, high: bool) -> Array:
        """The middle of a face, LPS mm."""
        middle = (np.array(self.low_kji) + self.high_kji) / 2
        middle[axis] = (self.high_kji if high else self.low_kji)[axis]
        return np.asarray(self.geometry.to_lps([middle])[0])

    def _outward(self, axis: int, high: bool) -> Array:
        step = self.geometry.matrix[:3, axis]
        return np.asarray(step / np.linalg.norm(step) * (1 if high else -1))


_FACES = tuple((axis, high) for axis in range(3) for high in (False, True))
