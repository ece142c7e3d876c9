"""Pixels as acquired (`Stack`) and as an even grid (`Volume`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry, Point

Voxels = npt.NDArray[Any]
Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where one acquired picture lies.

    `origin_lps` is the centre of its first pixel; `along_lps` and `down_lps` are the steps (mm, not unit
    vectors) from one column to the next and from one row to the next. See DICOM PS3.3 C.7.6.2.1.1.
    Stored value * `slope` + `intercept` is the value in the stack's unit.
    """

    instance_uid: str
    frame: int
    origin_lps: Point
    along_lps: Point
    down_lps: Point
    slope: float = 1.0
    intercept: float = 0.0


@dataclass(frozen=True, eq=False, slots=True)
class Stack:
    """What was acquired, sorted along the normal: `pixels[n]` are the stored values of `planes[n]`."""

    series_uid: str
    frame_uid: str
    planes: tuple[Plane, ...]
    pixels: Voxels
    unit: str
    spacing_source: str = "pixel_spacing"

    def probe(self, point_lps: Point) -> tuple[float, tuple[int, int, int]] | None:
        """The value (in `unit`) of the acquired pixel nearest to a point, and its (column, row, slice) from 0.

        None outside the pictures: beside them, or further before the first or behind the last one than half
        the way to its neighbour (0.5 mm for a single picture).
        """
        origins = np.array([plane.origin_lps for plane in self.planes])
        along, down = (np.array(step) for step in (self.planes[0].along_lps, self.planes[0].down_lps))
        normal = np.cross(along, down) / np.linalg.norm(np.cross(along, down))
        distances = (np.array(point_lps) - origins) @ normal
        slice_number = int(np.abs(distances).argmin())
        neighbours = [n for n in (slice_number - 1, slice_number + 1) if 0 <= n < len(self.planes)]
        gaps = [abs(float((origins[n] - origins[slice_number]) @ normal)) for n in neighbours]
        if abs(float(distances[slice_number])) > max(gaps, default=1.0) / 2 + 1e-6:
            return None
        plane = self.planes[slice_number]
        offset = np.array(point_lps) - np.array(plane.origin_lps)
        along, down = np.array(plane.along_lps), np.array(plane.down_lps)
        column, row = round(float(offset @ along / (along @ along))), round(float(offset @ down / (down @ down)))
        pixels = self.pixels[slice_number]
        if not (0 <= row < pixels.shape[0] and 0 <= column < pixels.shape[1]):
            return None
        return float(pixels[row, column]) * plane.slope + plane.intercept, (column, row, slice_number)


@dataclass(frozen=True, eq=False, slots=True)
class Window:
    """Which values are shown from black to white."""

    centre: float
    width: float
    name: str = ""


@dataclass(frozen=True, eq=False, slots=True)
class Volume:
    """Evenly spaced voxels on orthogonal axes; for reformats, 3D and models. Made only by `viewer.dicom.load`.

    `voxels` is a read-only memory map of `path`, shape ``geometry.shape_kji``, in `unit` (``HU``, ``SUV``,
    ``raw``). `resampled` says that the grid is not the one the pictures were acquired on (tilt, uneven
    slices); `windows` are the ones in the file.
    """

    series_uid: str
    geometry: Geometry
    voxels: Voxels
    path: Path
    unit: str
    resampled: bool = False
    windows: tuple[Window, ...] = ()

    def value_at(self, point_lps: Point) -> float | None:
        """The value of the voxel that holds a point, or None outside."""
        index = np.rint(self.geometry.to_kji([point_lps])[0]).astype(int)
        if np.any(index < 0) or np.any(index >= self.geometry.shape_kji):
            return None
        return float(self.voxels[tuple(index)])
