"""An RT Dose object: its grid of doses (DICOM PS3.3 C.8.8.3)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from viewer.case.dose import DoseGrid
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.dicom.headers import integer, number, numbers, read_header, text
from viewer.dicom.pixels import UNCOMPRESSED, from_bytes, source_of

SOP_CLASS = "1.2.840.10008.5.1.4.1.1.481.2"
MOST_VOXELS = 1 << 28
UNITS = {"GY": "Gy", "RELATIVE": "relative"}


def read_rtdose(path: Path) -> DoseGrid:
    """The dose grid of one object, its planes in order along the normal (row direction x column direction).

    Raises
    ------
    KnownError, in one sentence, where it has no grid that can be shown.
    """
    header = read_header(path)
    dataset = header.dataset
    count = max(1, integer(dataset, "NumberOfFrames") or 1)
    rows, columns = integer(dataset, "Rows") or 0, integer(dataset, "Columns") or 0
    if not header.has_pixels or rows < 1 or columns < 1:
        raise KnownError("The dose object has no grid; it may hold histograms or points only.")
    if count * rows * columns > MOST_VOXELS:
        raise KnownError(f"The dose object claims {count} planes of {columns} x {rows} values.")
    if header.syntax_uid not in UNCOMPRESSED or integer(dataset, "BitsAllocated") not in (16, 32):
        raise KnownError("The dose grid is stored in a way that this version does not read.")
    scaling = number(dataset, "DoseGridScaling")
    if scaling is None:
        raise KnownError("The dose object does not say how its numbers become doses.")
    if scaling <= 0:
        raise KnownError(f"The dose object's scaling is {scaling:g}, which makes no doses of its numbers.")
    if text(dataset, "DoseType") == "ERROR":
        raise KnownError("The dose object holds the errors of a dose, not a dose.")
    oddities: list[str] = []
    heights_mm, descending = _heights(numbers(dataset, "GridFrameOffsetVector"), count, numbers(dataset, "ImagePositionPatient"), oddities)
    geometry = _geometry(dataset, heights_mm, (count, rows, columns))
    source = source_of(header, str(path), 0, count)
    with path.open("rb") as file:
        file.seek(source.value_at)
        data = file.read(source.frame_bytes * count)
    if source.length is None or len(data) < source.frame_bytes * count or source.length < source.frame_bytes * count:
        raise KnownError("The dose object is cut short: it has fewer values than its grid needs.")
    voxels: npt.NDArray[np.float32] = np.empty((count, rows, columns), np.float32)
    for n in range(count):
        one = data[n * source.frame_bytes : (n + 1) * source.frame_bytes]
        voxels[count - 1 - n if descending else n] = from_bytes(source, one) * scaling
    unit = UNITS.get(text(dataset, "DoseUnits"), "")
    if not unit:
        raise KnownError(f"The dose object has doses in a unit that this version does not know ({text(dataset, 'DoseUnits') or 'none'}).")
    return DoseGrid(geometry, voxels, unit, text(dataset, "DoseType"), text(dataset, "DoseSummationType"), tuple(oddities))


def _heights(offsets: tuple[float, ...], count: int, position: tuple[float, ...], oddities: list[str]) -> tuple[tuple[float, ...], bool]:
    """Planes' distances from Image Position along the normal, ascending, and whether the file has them descending.

    Two conventions (PS3.3 C.8.8.3.2): offsets from the first plane, which begin with zero; or the planes' own z, which
    begin with the z of Image Position. With both at zero they are the same.
    """
    if count == 1:
        return (0.0,), False
    if len(offsets) != count:
        raise KnownError("The dose object does not say how far apart its planes lie.")
    values = np.array(offsets)
    if abs(values[0]) > 1e-3:
        if len(position) == 3 and abs(values[0] - position[2]) < 1e-2:
            values = values - values[0]
        else:
            raise KnownError("The dose object's plane offsets begin neither with zero nor with its own position.")
    steps = np.diff(values)
    if not (np.all(steps > 0) or np.all(steps < 0)):
        raise KnownError("The dose object's planes are in no order.")
    if np.ptp(steps) > 0.02 * abs(float(steps.mean())):
        raise KnownError("The dose object's planes are unevenly spaced, which this version does not show.")
    return tuple(np.sort(values).tolist()), bool(steps[0] < 0)


def _geometry(dataset: Dataset, heights_mm: tuple[float, ...], shape: tuple[int, int, int]) -> Geometry:
    position, directions = numbers(dataset, "ImagePositionPatient"), numbers(dataset, "ImageOrientationPatient")
    spacing = numbers(dataset, "PixelSpacing")
    if len(position) != 3 or len(directions) != 6 or len(spacing) != 2 or min(spacing) <= 0:
        raise KnownError("The dose object does not say where its grid lies.")
    along, down = np.array(directions[:3]), np.array(directions[3:])
    if not (0.99 < np.linalg.norm(along) < 1.01 and 0.99 < np.linalg.norm(down) < 1.01 and abs(along @ down) < 0.01):
        raise KnownError("The dose object's orientation is impossible: rows and columns are not at right angles.")
    normal = np.cross(along, down)
    step_mm = (heights_mm[-1] - heights_mm[0]) / max(len(heights_mm) - 1, 1) or 1.0
    matrix = np.eye(4)
    matrix[:3] = np.column_stack([normal * step_mm, down * spacing[0], along * spacing[1], np.array(position) + normal * heights_mm[0]])
    return Geometry.from_matrix(shape, matrix, text(dataset, "FrameOfReferenceUID"))
