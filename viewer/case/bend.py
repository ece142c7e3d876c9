"""How a body is bent between two studies: small shifts on a coarse grid, in between along straight lines."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from viewer.case.geometry import Array, Point

UNIT_MM = 0.01
MOST_NODES = 200_000


@dataclass(frozen=True)
class Bend:
    """Shifts at the nodes of a grid along x, y and z (LPS), `step_mm` apart from `origin_lps` on, `shape` of them.

    `packed` holds them as text: whole hundredths of a millimetre (int16, (x, y, z, 3)), deflated, in base 64. Beyond
    the grid the shift at its edge goes on.

    Raises ValueError where they do not fit.
    """

    origin_lps: Point
    step_mm: float
    shape: tuple[int, int, int]
    packed: str

    def __post_init__(self) -> None:
        if min(self.shape) < 2 or int(np.prod(self.shape)) > MOST_NODES or not self.step_mm > 0:
            raise ValueError("a grid of shifts has two nodes along each axis, and not too many")
        if self.shifts_mm.shape != (*self.shape, 3):
            raise ValueError("the shifts do not fill their grid")

    @staticmethod
    def of(origin_lps: Point, step_mm: float, shifts_mm: Array) -> Bend:
        """Of shifts (x, y, z, 3) in mm."""
        whole = np.clip(np.rint(shifts_mm / UNIT_MM), -32767, 32767).astype("<i2")
        x, y, z, _ = whole.shape
        return Bend(origin_lps, step_mm, (x, y, z), base64.b64encode(zlib.compress(whole.tobytes(), 6)).decode("ascii"))

    @cached_property
    def shifts_mm(self) -> Array:
        """(x, y, z, 3)."""
        count = int(np.prod(self.shape)) * 3
        unpacking = zlib.decompressobj()
        try:
            raw = unpacking.decompress(base64.b64decode(self.packed, validate=True), 2 * count + 1)
        except (ValueError, zlib.error) as error:
            raise ValueError("the shifts cannot be read") from error
        if len(raw) != 2 * count or not unpacking.eof:
            raise ValueError("the shifts do not fill their grid")
        return np.asarray(np.frombuffer(raw, "<i2").reshape(*self.shape, 3) * UNIT_MM)

    def at(self, points_lps: Array) -> Array:
        """The shifts at (n, 3) points, mm, linear between the nodes."""
        most = np.array(self.shape) - 1
        place = np.clip((np.asarray(points_lps) - self.origin_lps) / self.step_mm, 0, most)
        low = np.minimum(place.astype(np.intp), most - 1)
        part = place - low
        total = np.zeros((len(place), 3))
        for corner in range(8):
            bits = np.array([corner >> axis & 1 for axis in range(3)])
            weight = np.prod(np.where(bits, part, 1 - part), axis=1)
            total += weight[:, None] * self.shifts_mm[tuple((low + bits).T)]
        return total

    @property
    def largest_mm(self) -> float:
        return float(np.linalg.norm(self.shifts_mm, axis=-1).max())
