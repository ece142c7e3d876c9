"""Small pictures of any pixel layout and transfer syntax, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended

from viewer.dicom.headers import integer, read_header
from viewer.dicom.pixels import FrameSource, source_of

EXPLICIT = "1.2.840.10008.1.2.1"
BIG_ENDIAN = "1.2.840.10008.1.2.2"


def header(rows: int, columns: int, bits: int = 16, **elements: Any) -> Dataset:
    """A secondary capture without pixels; `elements` by keyword."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.Modality, dataset.PatientID = "1.2.3.5", "1.2.3.6", "OT", "P"
    dataset.Rows, dataset.Columns, dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = rows, columns, bits, bits, bits - 1
    dataset.PixelRepresentation, dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 0, 1, "MONOCHROME2"
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    return dataset


def write(path: Path, dataset: Dataset, pixels: bytes, syntax_uid: str = EXPLICIT, kind: str = "PixelData", vr: str = "OW") -> Path:
    """The file with these bytes as the value of its pixels; they are not encapsulated here."""
    known = pydicom.uid.UID(syntax_uid) in pydicom.uid.AllTransferSyntaxes
    dataset.file_meta.TransferSyntaxUID = syntax_uid if known else "1.2.840.10008.1.2.4.201"  # pydicom writes no others
    setattr(dataset, kind, pixels + b"\0" * (len(pixels) % 2))
    if kind == "PixelData":
        dataset["PixelData"].VR = vr
    dataset.save_as(path, enforce_file_format=True)
    if not known:
        padded = syntax_uid.encode().ljust(len("1.2.840.10008.1.2.4.201"), b"\0")
        path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.4.201", padded, 1))
    return path


def write_compressed(
    path: Path, dataset: Dataset, frames: list[bytes], syntax_uid: str, fragments: int = 1, table: str = "basic"
) -> Path:
    """The file with compressed frames, each in so many fragments; the `table` of offsets is basic, extended or empty."""
    if len(frames) > 1:
        dataset.NumberOfFrames = len(frames)
    if table == "extended":
        pixels, dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths = encapsulate_extended(frames)
    else:
        pixels = encapsulate(frames, fragments_per_frame=fragments, has_bot=table == "basic")
    return write(path, dataset, pixels, syntax_uid, vr="OB")


def source(path: Path, frame: int = 0) -> FrameSource:
    """Where a frame of a file lies."""
    found = read_header(path)
    return source_of(found, str(path), frame, max(1, integer(found.dataset, "NumberOfFrames") or 1))


def ramp(rows: int = 20, columns: int = 30, bits: int = 16) -> npt.NDArray[np.uint16]:
    """A picture that no flip, swap or shift leaves as it is, up to the highest number of `bits` bits."""
    cells = np.arange(rows * columns, dtype=np.int64).reshape(rows, columns)
    return (cells * ((1 << bits) - 1) // (rows * columns - 1)).astype(np.uint16)


def colours(rows: int = 20, columns: int = 30) -> npt.NDArray[np.uint8]:
    """Smooth colours, different in each corner."""
    down, along = np.mgrid[0:rows, 0:columns]
    return np.stack([down * 255 // (rows - 1), along * 255 // (columns - 1), 255 - down * 200 // (rows - 1)], -1).astype(np.uint8)
