"""From where a body is looked at: plain numbers, so that the window moves its marks before the new picture is there."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from viewer.case.geometry import Array, Geometry, Point
from viewer.scene.oblique import rotation
from viewer.scene.view_state import PlaneView, to_point

MARGIN = 1.1
"""Room around the body when it is seen as a whole."""

STANDARD: dict[str, tuple[Point, Point]] = {
    "front": ((0, 1, 0), (0, 0, 1)),
    "back": ((0, -1, 0), (0, 0, 1)),
    "left": ((-1, 0, 0), (0, 0, 1)),
    "right": ((1, 0, 0), (0, 0, 1)),
    "head": ((0, 0, -1), (0, -1, 0)),
    "feet": ((0, 0, 1), (0, -1, 0)),
}
"""The side of the patient that is looked at: the direction into the screen, and up on it."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Looks along right x down at `centre_lps`, without perspective; the pane is twice `half_height_mm` high."""

    centre_lps: Point
    right_lps: Point
    down_lps: Point
    half_height_mm: float

    @staticmethod
    def looking(geometry: Geometry, into_lps: Point, up_lps: Point) -> Camera:
        """Look along `into_lps` with `up_lps` up and the whole volume on a square screen."""
        into, up = np.array(into_lps, float), np.array(up_lps, float)
        right = np.cross(into, up)
        halves = geometry.matrix[:3, :3] * (np.array(geometry.shape_kji) / 2)
        reach = max(float(np.abs(direction @ halves).sum()) for direction in (up, right))
        return Camera(geometry.centre_lps, to_point(right), to_point(-up), reach * MARGIN)

    @staticmethod
    def at(geometry: Geometry, side: str = "front") -> Camera:
        """Look at one side of the patient (a name of `STANDARD`)."""
        return Camera.looking(geometry, *STANDARD[side])

    @property
    def into_lps(self) -> Point:
        return to_point(np.cross(self.right_lps, self.down_lps))

    def rotated(self, across_degrees: float, down_degrees: float) -> Camera:
        """The body turned as if grabbed by its front."""
        turn = rotation(self.right_lps, -down_degrees) @ rotation(self.down_lps, across_degrees)
        right, down = turn @ self.right_lps, turn @ self.down_lps
        down = down - right * float(right @ down)
        return replace(self, right_lps=_unit(right), down_lps=_unit(down))

    def zoomed(self, factor: float) -> Camera:
        return replace(self, half_height_mm=min(max(self.half_height_mm / factor, 1.0), 5000.0))

    def panned(self, right_mm: float, down_mm: float) -> Camera:
        """The body moved right and down on the screen."""
        shift = right_mm * np.array(self.right_lps) + down_mm * np.array(self.down_lps)
        return replace(self, centre_lps=to_point(np.array(self.centre_lps) - shift))

    def plane(self, size_px: tuple[int, int]) -> PlaneView:
        """The plane through the middle parallel to the screen: for letters, marks and the mouse."""
        mm_per_px = 2 * self.half_height_mm / max(size_px[1], 1)
        return PlaneView("volume", self.centre_lps, self.right_lps, self.down_lps, mm_per_px, size_px)


def _unit(vector: Array) -> Point:
    return to_point(vector / np.linalg.norm(vector))
