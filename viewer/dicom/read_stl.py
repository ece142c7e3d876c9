"""Surfaces of other programs (STL): their triangles, whether they are closed, and the voxels inside them."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Geometry
from viewer.case.progress import Tick

TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("unused", "<u2")])
MOST_TRIANGLES = 20_000_000
_BESIDE = np.array([1.7e-6, 3.1e-6])
"""Lines run a hair beside voxel centres (voxels), so that none runs through a corner or along an edge."""
_AT_ONCE = 4_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Surface:
    """Corners (triangle, 3, 3) in mm of the file's own space: "LPS" or "RAS" where its header says so, else ""."""

    name: str
    corners: Array
    space: str

    @property
    def as_ras(self) -> Array:
        """The corners in LPS if the file's are RAS: x and y change sign."""
        return self.corners * (-1.0, -1.0, 1.0)


def read_surface(path: Path) -> Surface:
    """Read a binary or plain-text STL. Raises KnownError for another or a damaged file."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read: {error.strerror}.") from None
    count = struct.unpack_from("<I", raw, 80)[0] if len(raw) >= 84 else 0
    if count and len(raw) >= 84 + TRIANGLE.itemsize * count and count <= MOST_TRIANGLES:
        head, corners = raw[:80], np.frombuffer(raw, TRIANGLE, count, 84)["corners"].astype(np.float64)
    elif raw.lstrip()[:5].lower() == b"solid":
        head = raw[:200].partition(b"\n")[0]
        numbers = re.findall(rb"vertex\s+(\S+)\s+(\S+)\s+(\S+)", raw, re.IGNORECASE)
        try:
            corners = np.array(numbers, dtype=np.bytes_).astype(np.float64).reshape(-1, 3, 3)
        except ValueError:
            raise KnownError(f"{path.name} is no STL surface, or it is damaged.") from None
    else:
        raise KnownError(f"{path.name} is no STL surface, or it is damaged.")
    if not len(corners) or not np.isfinite(corners).all():
        raise KnownError(f"{path.name} has no triangles, or damaged ones.")
    said = re.search(r"SPACE=(LPS|RAS)", head.decode("ascii", "replace"))
    own = re.search(r"UNIT=mm (.+)", head.decode("ascii", "replace"))
    name = own[1].strip(" \0") if own else path.stem
    return Surface(name or path.stem, corners, said[1] if said else "")


def open_edges(corners: Array) -> int:
    """How many edges have an odd number of triangles: 0 for a closed surface. Corners are one where their numbers are."""
    _, numbers = np.unique(corners.astype(np.float32).reshape(-1, 3), axis=0, return_inverse=True)
    triangles = numbers.reshape(-1, 3)
    edges = np.sort(np.concatenate([triangles[:, (0, 1)], triangles[:, (1, 2)], triangles[:, (2, 0)]]), axis=1)
    edges = edges[edges[:, 0] != edges[:, 1]]  # a triangle that is a line
    _, times = np.unique(edges, axis=0, return_counts=True)
    return int((times % 2).sum())


def voxels_inside(corners_lps: Array, geometry: Geometry, tick: Tick) -> npt.NDArray[np.bool_]:
    """The voxels (k, j, i) whose centres lie inside a closed surface: an odd number of crossings along k before them."""
    shape = geometry.shape_kji
    flips = np.zeros((shape[0] + 1, *shape[1:]), np.bool_)
    places = geometry.to_kji(corners_lps.reshape(-1, 3)).reshape(-1, 3, 3)
    flat = places[:, :, 1:] - _BESIDE
    low = np.clip(np.ceil(flat.min(axis=1)).astype(np.int64), 0, None)
    high = np.minimum(np.floor(flat.max(axis=1)).astype(np.int64), np.array(shape[1:]) - 1)
    size = np.maximum(high - low + 1, 0)
    count = size[:, 0] * size[:, 1]
    touched = np.flatnonzero(count)
    ends = np.cumsum(count[touched])
    start = 0
    while start < len(touched):
        tick(start / len(touched), "Filling the surface")
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _AT_ONCE)))
        _cross(flips, places, flat, touched[start:stop], low, size, count)
        start = stop
    return np.logical_xor.accumulate(flips, axis=0)[:-1]


def _cross(
    flips: npt.NDArray[np.bool_], places: Array, flat: Array, rows: npt.NDArray[np.int64], low: npt.NDArray[np.int64],
    size: npt.NDArray[np.int64], count: npt.NDArray[np.int64],
) -> None:  # fmt: skip
    """Turn inside and outside round behind every place where a line along k goes through one of these triangles."""
    which = np.repeat(rows, count[rows])
    within = np.arange(len(which)) - np.repeat(np.cumsum(count[rows]) - count[rows], count[rows])
    at = low[which] + np.stack((within // size[which, 1], within % size[which, 1]), axis=1)
    a, b, c = (flat[which, corner] for corner in range(3))

    def turn(one: Array, other: Array, third: Array) -> Array:
        return np.asarray((other[:, 0] - one[:, 0]) * (third[:, 1] - one[:, 1]) - (other[:, 1] - one[:, 1]) * (third[:, 0] - one[:, 0]))

    weights = np.stack((turn(b, c, at), turn(c, a, at), turn(a, b, at)), axis=1)
    hit = (weights > 0).all(axis=1) | (weights < 0).all(axis=1)
    weights, which, at = weights[hit], which[hit], at[hit]
    depth = (weights * places[which, :, 0]).sum(axis=1) / weights.sum(axis=1)
    behind = np.clip(np.ceil(depth), 0, len(flips) - 1).astype(np.int64)
    np.logical_xor.at(flips, (behind, at[:, 0], at[:, 1]), True)
