"""Small multi-frame objects with functional groups, nuclear medicine and mosaics, written with pydicom alone."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as Items
from pydicom.uid import EnhancedMRImageStorage, ExplicitVRLittleEndian, generate_uid

FRAME_UID = "1.2.826.0.1.3680043.10.999.8"


def item(**tags: Any) -> Dataset:
    dataset = Dataset()
    for keyword, value in tags.items():
        setattr(dataset, keyword, value)
    return dataset


def one(**tags: Any) -> Items:
    return Items([item(**tags)])


def write(path: Path, pixels: np.ndarray, **tags: Any) -> None:
    """A file of uint16 `pixels`, (rows, columns) or (frames, rows, columns), with `tags`."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = tags.pop("SOPClassUID", EnhancedMRImageStorage)
    meta.MediaStorageSOPInstanceUID = tags.pop("SOPInstanceUID", None) or generate_uid(entropy_srcs=[path.name, "instance"])
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset = FileDataset(str(path), {}, file_meta=meta, preamble=b"\0" * 128)
    attributes: dict[str, Any] = {
        "SOPClassUID": meta.MediaStorageSOPClassUID, "SOPInstanceUID": meta.MediaStorageSOPInstanceUID,
        "StudyInstanceUID": "1.2.3.4", "SeriesInstanceUID": "1.2.3.4.5", "FrameOfReferenceUID": FRAME_UID,
        "Modality": "MR", "PatientID": "P", "PatientName": "Several^Frames", "InstanceNumber": 1, "SeriesNumber": 1,
        "ImageType": ["ORIGINAL", "PRIMARY", "M", "NONE"], "Rows": pixels.shape[-2], "Columns": pixels.shape[-1],
        "SamplesPerPixel": 1, "PhotometricInterpretation": "MONOCHROME2", "BitsAllocated": 16, "BitsStored": 16,
        "HighBit": 15, "PixelRepresentation": 0, "PixelData": pixels.astype("<u2").tobytes(),
    }  # fmt: skip
    if pixels.ndim == 3:
        attributes["NumberOfFrames"] = len(pixels)
    for keyword, value in {**attributes, **tags}.items():
        if value is not None:
            setattr(dataset, keyword, value)
    path.parent.mkdir(parents=True, exist_ok=True)
    dataset.save_as(path, enforce_file_format=True)


def frame_groups(position: Sequence[float], **groups: Items) -> Dataset:
    """Per-frame functional groups of a frame at a position."""
    place = one(ImagePositionPatient=[f"{value:.6g}" for value in position])
    return item(PlanePositionSequence=place, **groups)


def shared_groups(directions: Sequence[float] = (1, 0, 0, 0, 1, 0), spacing: Sequence[float] = (2, 3)) -> Items:
    return Items([item(
        PlaneOrientationSequence=one(ImageOrientationPatient=list(directions)),
        PixelMeasuresSequence=one(PixelSpacing=list(spacing), SliceThickness="4"),
    )])  # fmt: skip


def csa_header(entries: dict[str, Sequence[str]]) -> bytes:
    """A CSA header ("SV10") with texts by name."""
    out = b"SV10\4\3\2\1" + struct.pack("<II", len(entries), 77)
    for name, texts in entries.items():
        out += name.encode().ljust(64, b"\0") + struct.pack("<I4sIII", len(texts), b"DS\0\0", 0, len(texts), 205)
        for text in texts:
            data = text.encode() + b"\0"
            out += struct.pack("<4I", len(data), len(data), 77, len(data)) + data.ljust((len(data) + 3) // 4 * 4, b"\0")
    return out
