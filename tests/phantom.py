"""A small asymmetric body, known at every point of space, and its pictures as DICOM CT.

No two of its axes look alike, so a mirrored, swapped or shifted reading cannot pass. It is written with
pydicom alone: nothing of the reader is used to make what the reader is tested on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid

from viewer.case.geometry import Geometry, Point

Field = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
"""(n, 3) LPS mm -> n values in HU."""

CENTRE_LPS = (31.0, -47.0, 112.0)


def body_hu(points_lps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """HU of the body at LPS points: soft tissue with one lung (right), a bone (left, back) and a ball (front, top)."""
    x, y, z = (np.asarray(points_lps, float) - CENTRE_LPS).T
    hu = np.full(x.shape, -1000.0)
    hu[(x / 26) ** 2 + (y / 19) ** 2 + (z / 30) ** 2 < 1] = 40.0
    hu[((x + 11) / 9) ** 2 + ((y + 2) / 10) ** 2 + ((z - 3) / 16) ** 2 < 1] = -820.0
    hu[((x - 9) / 4) ** 2 + ((y - 9) / 5) ** 2 + (z / 60) ** 2 < 1] = 700.0
    hu[(x - 8) ** 2 + (y + 9) ** 2 + (z - 12) ** 2 < 5.0**2] = 180.0
    return np.where((x / 26) ** 2 + (y / 19) ** 2 + (z / 30) ** 2 < 1, hu, -1000.0)


def slope_hu(points_lps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A plain gradient, different along x, y and z: linear interpolation must give it back exactly."""
    return np.asarray((np.asarray(points_lps, float) - CENTRE_LPS) @ [6.0, -4.0, 9.0] + 100.0)


def oblique_directions() -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Unit vectors along a row and down a column, double oblique."""
    a, b = np.deg2rad(14.0), np.deg2rad(-9.0)
    along = np.array([np.cos(a), np.sin(a), 0.0])
    down = np.array([-np.sin(a) * np.cos(b), np.cos(a) * np.cos(b), np.sin(b)])
    return along, down


def phantom_geometry(
    shape_kji: tuple[int, int, int] = (16, 30, 36), spacing_mm: Point = (4.0, 1.75, 1.5), oblique: bool = True
) -> Geometry:
    """A grid with three different spacings around the body."""
    along, down = oblique_directions() if oblique else (np.array([1.0, 0, 0]), np.array([0, 1.0, 0]))
    axes = np.stack([np.cross(along, down), down, along], axis=1) * spacing_mm
    matrix = np.eye(4)
    matrix[:3, :3] = axes
    matrix[:3, 3] = np.array(CENTRE_LPS) - axes @ ((np.array(shape_kji) - 1) / 2)
    return Geometry.from_matrix(shape_kji, matrix, "1.2.826.0.1.3680043.10.999.7")


@dataclass(frozen=True)
class Slice:
    """One picture to write. Vectors along and down are steps in mm; `tags` are DICOM keywords."""

    origin_lps: Point
    along_lps: Point
    down_lps: Point
    shape_ji: tuple[int, int]
    number: int
    tags: dict[str, Any] = field(default_factory=dict)

    def with_tags(self, **tags: Any) -> Slice:
        return replace(self, tags={**self.tags, **tags})

    def moved(self, by_lps: npt.ArrayLike) -> Slice:
        x, y, z = np.asarray(self.origin_lps) + by_lps
        return replace(self, origin_lps=(float(x), float(y), float(z)))

    @property
    def points_lps(self) -> npt.NDArray[np.float64]:
        """(rows * columns, 3)."""
        j, i = np.indices(self.shape_ji).reshape(2, -1, 1)
        return np.asarray(self.origin_lps + i * np.asarray(self.along_lps) + j * np.asarray(self.down_lps))


def slices_of(geometry: Geometry) -> list[Slice]:
    """One slice for each k of a grid, numbered from 1."""
    matrix, (slices, rows, columns) = geometry.matrix, geometry.shape_kji
    along, down = tuple(matrix[:3, 2]), tuple(matrix[:3, 1])
    return [Slice(geometry.point(k, 0, 0), along, down, (rows, columns), k + 1) for k in range(slices)]


def write_slice(
    path: Path, slice_: Slice, hu_of: Field = body_hu, *, slope: float = 1.0, intercept: float = -1024.0,
    signed: bool = False, series: str = "phantom", **tags: Any,
) -> None:  # fmt: skip
    """One CT picture, 16 bits, explicit VR little endian; `tags` replace or (None) remove attributes."""
    rows, columns = slice_.shape_ji
    stored = np.rint((hu_of(slice_.points_lps) - intercept) / slope).reshape(rows, columns)
    dtype = np.dtype("<i2" if signed else "<u2")
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = generate_uid(entropy_srcs=[series, str(slice_.number), str(slice_.origin_lps)])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    spacing = [float(np.linalg.norm(slice_.down_lps)), float(np.linalg.norm(slice_.along_lps))]
    directions = [*np.divide(slice_.along_lps, spacing[1]), *np.divide(slice_.down_lps, spacing[0])]
    attributes: dict[str, Any] = {
        "SOPClassUID": CTImageStorage, "SOPInstanceUID": meta.MediaStorageSOPInstanceUID,
        "StudyInstanceUID": generate_uid(entropy_srcs=["study of", series.partition("/")[0]]),
        "SeriesInstanceUID": generate_uid(entropy_srcs=["series", series]),
        "FrameOfReferenceUID": "1.2.826.0.1.3680043.10.999.7", "Modality": "CT", "PatientID": "PHANTOM",
        "PatientName": "Phantom^Asymmetric", "StudyDate": "20240131", "InstanceNumber": slice_.number,
        "ImageType": ["ORIGINAL", "PRIMARY", "AXIAL"], "SeriesNumber": 1, "SliceThickness": "4",
        "ImagePositionPatient": [f"{value:.10g}" for value in slice_.origin_lps],
        "ImageOrientationPatient": [f"{value:.10f}" for value in directions],
        "PixelSpacing": [f"{value:.8g}" for value in spacing],
        "Rows": rows, "Columns": columns, "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2",
        "BitsAllocated": 16, "BitsStored": 16, "HighBit": 15, "PixelRepresentation": int(signed),
        "RescaleSlope": f"{slope:.10g}", "RescaleIntercept": f"{intercept:.10g}",
        "WindowCenter": "40", "WindowWidth": "400",
        "PixelData": stored.astype(dtype).tobytes(),
    }  # fmt: skip
    for keyword, value in {**attributes, **slice_.tags, **tags}.items():
        if value is not None:
            setattr(dataset, keyword, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)


def write_slices(folder: Path, slices: Sequence[Slice], hu_of: Field = body_hu, **options: Any) -> None:
    """Slices as files of one series, in the given order of names."""
    for index, slice_ in enumerate(slices):
        write_slice(folder / f"{index:03}.dcm", slice_, hu_of, **options)


def write_phantom(folder: Path, geometry: Geometry | None = None, **options: Any) -> Geometry:
    """The whole body as one regular oblique series; the grid it was written on."""
    geometry = geometry or phantom_geometry()
    write_slices(folder, slices_of(geometry), **options)
    return geometry


def truth_hu(geometry: Geometry, hu_of: Field = body_hu) -> npt.NDArray[np.float64]:
    """HU at every voxel centre of a grid, shape ``shape_kji``."""
    return hu_of(geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T)).reshape(geometry.shape_kji)
