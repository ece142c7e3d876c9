"""Pixels as acquired (`Stack`) and as an even grid (`Volume`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry, Point

Voxels = npt.NDArray[Any]
Mask = npt.NDArray[np.uint8]

Value = float | tuple[int, int, int]
"""What a pixel holds: a number in its picture's unit, or red, green and blue."""
VoiFunction = Literal["linear", "linear_exact", "sigmoid"]


@dataclass(frozen=True, slots=True)
class Lut:
    """A lookup table from whole numbers: `first` gives ``values[0]``, whatever lies below it too; above the last, the last.

    `bits` is the width of the entries (DICOM PS3.3 C.11.1.1).
    """

    first: int
    values: tuple[int, ...]
    bits: int = 16


@dataclass(frozen=True, slots=True)
class Window:
    """Which values are shown from black to white, and along which curve (DICOM PS3.3 C.11.2.1).

    With a `lut` the shades come from its table (VOI LUT Sequence); `centre` and `width` then are the table's span.
    """

    centre: float
    width: float
    name: str = ""
    function: VoiFunction = "linear_exact"
    lut: Lut | None = None


@dataclass(frozen=True, slots=True)
class Supplement:
    """Colours that the makers of a picture gave to its highest values (DICOM PS3.3 C.7.6.19); lower ones are grey.

    The value `first` has the first of `colours` (RGB), ``first + step`` the second; above the last, the last.
    """

    first: float
    step: float
    colours: tuple[tuple[int, int, int], ...]

    def paint(self, pixels: npt.NDArray[np.uint8], values: Voxels) -> None:
        """Put the colours of values, shape (rows, columns), into their RGB pixels."""
        coloured = values >= self.first
        index = np.rint((values[coloured].astype(float) - self.first) / self.step).astype(int)
        pixels[coloured] = np.array(self.colours, np.uint8)[np.minimum(index, len(self.colours) - 1)]


@dataclass(frozen=True, slots=True)
class UltrasoundRegion:
    """A part of an ultrasound picture with a scale of its own (DICOM PS3.3 C.8.5.5), in pixels from 0, both ends included.

    `along` and `down` are how much one pixel is in `units` ("mm", "s", "mm/s", ...), per direction.
    """

    left: int
    top: int
    right: int
    bottom: int
    along: float
    down: float
    units: tuple[str, str] = ("mm", "mm")
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Plane:
    """Where one acquired picture lies.

    `origin_lps` is the centre of its first pixel; `along_lps` and `down_lps` are the steps (mm, not unit
    vectors) from one column to the next and from one row to the next. See DICOM PS3.3 C.7.6.2.1.1.
    Stored value * `slope` + `intercept` is the value in the stack's unit. `thickness_mm` is what its file says.
    """

    instance_uid: str
    frame: int
    origin_lps: Point
    along_lps: Point
    down_lps: Point
    slope: float = 1.0
    intercept: float = 0.0
    thickness_mm: float | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Stack:
    """What was acquired, sorted along the normal: `pixels[n]` are the stored values of `planes[n]`.

    `pixels` has the shape (planes, rows, columns), and one more axis of 3 (RGB, uint8) for colour.
    `spacing_source` says what the millimetres of the planes stand on: ``pixel_spacing``, ``imager`` (on the
    detector), ``imager/magnification``, ``us_region``, ``calibrated``, or ``none`` (then they are pixels).
    `windows` are the ones in the file, the first is the one to begin with; `inverted` says that high values are
    dark (MONOCHROME1); `padding` is the range of values, in `unit`, that are no picture. `frame_seconds` are the
    times of a film's frames from its first. `orientation_letters` say where rows and columns of pictures without a
    place in the patient run to (Patient Orientation, DICOM PS3.3 C.7.6.1.1.1), empty where nothing says it.
    `overlaid`: files of it hold overlays, drawings over the pictures, or shutters. `supplement` are colours of its highest values.
    `lossy` says that the pictures were compressed with losses, and how much where the file says it ("lossy 10 : 1").
    """

    series_uid: str
    frame_uid: str
    planes: tuple[Plane, ...]
    pixels: Voxels
    unit: str
    spacing_source: str = "pixel_spacing"
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: tuple[float, float] | None = None
    regions: tuple[UltrasoundRegion, ...] = ()
    frame_seconds: tuple[float, ...] = ()
    orientation_letters: tuple[str, str] = ("", "")
    overlaid: bool = False
    supplement: Supplement | None = None
    lossy: str = ""

    @property
    def is_colour(self) -> bool:
        return self.pixels.ndim == 4

    def probe(self, point_lps: Point) -> tuple[Value, tuple[int, int, int]] | None:
        """The value (in `unit`, or RGB) of the acquired pixel nearest to a point, and its (column, row, slice) from 0.

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
        if self.is_colour:
            red, green, blue = (int(part) for part in pixels[row, column])
            return (red, green, blue), (column, row, slice_number)
        return float(pixels[row, column]) * plane.slope + plane.intercept, (column, row, slice_number)


@dataclass(frozen=True, eq=False, slots=True)
class Volume:
    """Evenly spaced voxels on orthogonal axes; for reformats, 3D and models. Made only by `viewer.dicom.load`.

    `voxels` is a read-only memory map of `path`, shape ``geometry.shape_kji``, in `unit` (``HU``, ``SUV``,
    ``Bq/ml``, ``raw``, or the name of another). `resampled` says that the grid is not the one the pictures were
    acquired on (tilt, uneven slices); `windows`, `inverted` and `padding` are those of the `Stack`, as is `supplement`
    unless values were mixed by resampling.
    `other_units` are units in which a value can be said too, each with its factor (``("SUVlbm", 0.74)``).
    """

    series_uid: str
    geometry: Geometry
    voxels: Voxels
    path: Path
    unit: str
    resampled: bool = False
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: tuple[float, float] | None = None
    other_units: tuple[tuple[str, float], ...] = ()
    supplement: Supplement | None = None

    def value_at(self, point_lps: Point) -> float | None:
        """The value of the voxel that holds a point, or None outside."""
        index = np.rint(self.geometry.to_kji([point_lps])[0]).astype(int)
        if np.any(index < 0) or np.any(index >= self.geometry.shape_kji):
            return None
        return float(self.voxels[tuple(index)])
