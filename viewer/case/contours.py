"""Structures outlined by planar contours, as radiotherapy keeps them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array
from viewer.case.source import Source

ContourKind = Literal["closed", "open", "point"]


@dataclass(frozen=True, slots=True)
class Structure:
    """One named structure: its contours one after the other, each with a kind and its number of points.

    `points` are all of them packed (x, y, z in LPS mm as little-endian doubles, zlib): there may be hundreds of
    thousands. `colour` is the one that the file recommends. `on_every_picture`: none of the pictures that it touches is
    without contours, so that a contour stands for its own picture alone.
    """

    number: int
    name: str
    colour: tuple[int, int, int] | None
    kinds: tuple[ContourKind, ...]
    lengths: tuple[int, ...]
    points: bytes
    on_every_picture: bool = False

    @staticmethod
    def of(
        number: int, name: str, colour: tuple[int, int, int] | None, contours: tuple[tuple[ContourKind, npt.ArrayLike], ...],
        on_every_picture: bool = False,
    ) -> Structure:  # fmt: skip
        """From contours of (n, 3) points, LPS mm."""
        arrays = [np.asarray(points, "<f8").reshape(-1, 3) for _, points in contours]
        packed = zlib.compress(np.concatenate([*arrays, np.empty((0, 3), "<f8")]).tobytes(), 1)
        kinds, lengths = tuple(kind for kind, _ in contours), tuple(map(len, arrays))
        return Structure(number, name, colour, kinds, lengths, packed, on_every_picture)

    def contours(self) -> tuple[tuple[ContourKind, Array], ...]:
        """Kind and points, (n, 3) LPS mm, of each contour."""
        points = np.frombuffer(zlib.decompress(self.points), "<f8").reshape(-1, 3)
        ends = np.cumsum(self.lengths)
        starts = ends - self.lengths
        return tuple((kind, points[a:b]) for kind, a, b in zip(self.kinds, starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class Contours:
    """A structure set on a series. Points are in `frame_uid`."""

    kind: ClassVar[str] = "contours"
    id: str
    series_uid: str
    frame_uid: str
    name: str
    structures: tuple[Structure, ...]
    source: Source
