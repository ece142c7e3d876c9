"""A noisy CT series that is made here, in any of the transfer syntaxes that the benchmarks compare."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import numpy.typing as npt
import rle
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate

Cells = npt.NDArray[np.uint16]
SIDE = 512
DIFFERENT = 40
"""Pictures that are made and encoded; a longer series repeats them at other places."""

SYNTAXES: dict[str, tuple[str, Callable[[Cells], Any]]] = {
    "uncompressed": ("1.2.840.10008.1.2.1", lambda cells: cells.tobytes()),
    "jpegls": ("1.2.840.10008.1.2.4.80", imagecodecs.jpegls_encode),
    "jpeg_lossless": ("1.2.840.10008.1.2.4.70", imagecodecs.ljpeg_encode),
    "j2k": (
        "1.2.840.10008.1.2.4.90",
        lambda cells: imagecodecs.jpeg2k_encode(cells, reversible=True, level=0, codecformat="j2k"),
    ),
    "htj2k": ("1.2.840.10008.1.2.4.201", lambda cells: imagecodecs.htj2k_encode(cells, reversible=True)),
    "rle": (
        "1.2.840.10008.1.2.5",
        lambda cells: rle.encode_pixel_data(
            cells.tobytes(), rows=SIDE, columns=SIDE, samples_per_pixel=1, bits_allocated=16, number_of_frames=1,
            byteorder="<",
        ),
    ),
}  # fmt: skip


def stored_values(number: int) -> Cells:
    """A body with soft structures and the noise of a scanner, as 12 bits; HU = value - 1024."""
    noise = np.random.default_rng(number).normal(0, 20, (SIDE, SIDE))
    y, x = np.mgrid[:SIDE, :SIDE]
    body = ((x - 256) / 200) ** 2 + ((y - 256) / 150) ** 2 < 1
    hu = np.where(body, 40 + 30 * np.sin(x / 40 + number / 20) + 20 * np.cos(y / 30), -1000) + noise
    return np.clip(np.rint(hu) + 1024, 0, 4095).astype(np.uint16)


def write_series(folder: Path, name: str, slices: int) -> Path:
    """Write `slices` files of 512 x 512 pixels in the syntax `name` into a folder of that name."""
    syntax_uid, encode = SYNTAXES[name]
    with ThreadPoolExecutor(2) as pool:
        encoded = list(pool.map(lambda number: bytes(encode(stored_values(number))), range(min(DIFFERENT, slices))))
    target = folder / name
    target.mkdir()
    for number in range(slices):
        dataset = _header(name, number)
        dataset.file_meta.TransferSyntaxUID = syntax_uid
        data = encoded[number % len(encoded)]
        dataset.PixelData = data if name == "uncompressed" else encapsulate([data])
        dataset["PixelData"].VR = "OW" if name == "uncompressed" else "OB"
        dataset["PixelData"].is_undefined_length = name != "uncompressed"
        dataset.save_as(target / f"{number:04}.dcm", enforce_file_format=True)
    return target


def write_many(folder: Path, pictures: int) -> Path:
    """Write one uncompressed series of `pictures` files of 64 x 64 pixels, whose number is what costs."""
    target = folder / "many"
    target.mkdir()
    for number in range(pictures):
        dataset = _header("uncompressed", number)
        dataset.file_meta.TransferSyntaxUID = SYNTAXES["uncompressed"][0]
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = f"2.25.99.{number + 1}"
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.SeriesDescription = "2.25.799", "2.25.899", "many, 64 x 64"
        dataset.Rows = dataset.Columns = 64
        dataset.PixelData = np.full((64, 64), number % 4096, np.uint16).tobytes()
        dataset["PixelData"].VR = "OW"
        dataset.save_as(target / f"{number:05}.dcm", enforce_file_format=True)
    return target


def _header(name: str, number: int) -> Dataset:
    own = [*SYNTAXES].index(name) + 1
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID = f"2.25.{own}.{number + 1}"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.FrameOfReferenceUID = f"2.25.7{own}", f"2.25.8{own}", "2.25.90"
    dataset.PatientName, dataset.PatientID, dataset.StudyDate, dataset.Modality = "Generated", "BENCHMARK", "20240101", "CT"
    dataset.SeriesNumber, dataset.InstanceNumber = own, number + 1
    dataset.SeriesDescription = f"{name}, {SIDE} x {SIDE}"
    dataset.ImageOrientationPatient, dataset.ImagePositionPatient = [1, 0, 0, 0, 1, 0], [-180, -180, float(number)]
    dataset.PixelSpacing, dataset.SliceThickness = [0.7, 0.7], 1
    dataset.Rows = dataset.Columns = SIDE
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = 16, 12, 11, 0
    dataset.RescaleSlope, dataset.RescaleIntercept, dataset.WindowCenter, dataset.WindowWidth = 1, -1024, 40, 400
    return dataset
