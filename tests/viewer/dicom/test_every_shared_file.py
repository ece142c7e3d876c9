"""Every file of the shared data gives what tests/data/shared_files.json says, and other readers say the same of each."""

from __future__ import annotations

import logging
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
import SimpleITK
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut
from survey import read_rows, survey

ROWS = read_rows()
LOSSY = {"1.2.840.10008.1.2.4.50": 3, "1.2.840.10008.1.2.4.51": 2, "1.2.840.10008.1.2.4.81": 1, "1.2.840.10008.1.2.4.91": 1,
         "1.2.840.10008.1.2.4.203": 2}  # fmt: skip
"""Lossy syntaxes, whose decoders round differently, and by how many stored steps."""
NO_SECOND_OPINION = {
    "malformed/bits_allocated_12_packed.dcm",
    "malformed/emri_j2k_too_short.dcm",
    "malformed/multiframe_jpeg_wrong_dimensions.dcm",
    "syntaxes/htj2k_lossless_rgb.dcm",
    "syntaxes/htj2k_lossy_rgb.dcm",
}
"""Neither pydicom nor SimpleITK decodes these here; tests of their own say what they give."""


def test_every_file_has_a_row(real_data: Path) -> None:
    files = {path.relative_to(real_data).as_posix() for path in real_data.rglob("*") if path.is_file()}
    assert files == set(ROWS)


def test_every_file_gives_what_its_row_says(real_data: Path, tmp_path: Path) -> None:
    found = survey(real_data, tmp_path / "library")
    different = {path: (row, ROWS[path]) for path, row in found.items() if row != ROWS[path]}
    assert not different


PICTURES = [path for path, row in ROWS.items() if row.get("parts") and row["is"] != "Research volume"]


@pytest.mark.parametrize("path", [path for path in PICTURES if path not in NO_SECOND_OPINION])
def test_other_readers_say_the_same(real_data: Path, path: str) -> None:
    row = ROWS[path]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(real_data / path, force=True)
        if "TransferSyntaxUID" not in dataset.file_meta:
            dataset.file_meta.TransferSyntaxUID = row["syntax"]
        frames = _frames(dataset, real_data / path)
    mosaic = "MOSAIC" in dataset.get("ImageType", "")
    for part in row["parts"]:
        tolerance = LOSSY.get(row["syntax"], 0) * abs(float(dataset.get("RescaleSlope") or 1)) + 1e-3
        seen = _tile_middles(frames[0], part) if mosaic else [_middle(dataset, frames, n, part) for n in range(len(frames))]
        wanted = np.atleast_1d(part["middle"])
        assert any(np.abs(np.atleast_1d(value) - wanted).max() <= tolerance for value in seen), (seen, wanted)
        if "first_lps" in part and not mosaic:
            places = [_place(dataset, n) for n in range(len(frames))]
            assert any(np.allclose(place, part["first_lps"], atol=2e-3) for place in places)
            spacing = _group(dataset, 0, "PixelMeasuresSequence", "PixelSpacing").PixelSpacing
            assert np.allclose([float(mm) for mm in spacing], part["spacing_mm"], atol=1e-3)


def _frames(dataset: Dataset, path: Path) -> list[Any]:
    """Stored values or RGB of each frame, by pydicom; by SimpleITK where it has no decoder."""
    logging.getLogger("pydicom").setLevel(logging.CRITICAL)
    try:
        pixels = dataset.pixel_array
    except RuntimeError:
        return list(_with_simpleitk(path, dataset))
    if dataset.PhotometricInterpretation == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, dataset)
        pixels = (pixels >> 8).astype(np.uint8) if pixels.dtype == np.uint16 else pixels
    pictures = pixels.ndim - (dataset.get("SamplesPerPixel", 1) == 3 or dataset.PhotometricInterpretation == "PALETTE COLOR")
    return list(pixels) if pictures == 3 else [pixels]


def _with_simpleitk(path: Path, dataset: Dataset) -> Any:
    """SimpleITK gives rescaled values; stored ones come back by the header's slope and intercept."""
    reader = SimpleITK.ImageFileReader()
    reader.SetFileName(str(path))
    reader.SetImageIO("GDCMImageIO")
    values = SimpleITK.GetArrayFromImage(reader.Execute())
    rescale = _group(dataset, 0, "PixelValueTransformationSequence", "RescaleSlope")
    return (values - float(rescale.get("RescaleIntercept", 0))) / float(rescale.get("RescaleSlope", 1))


def _middle(dataset: Dataset, frames: list[Any], n: int, part: dict[str, Any]) -> Any:
    """The value in the middle of frame n, by the header's own rescale; of PET as SUV, worked out by hand."""
    frame = frames[n]
    value = frame[frame.shape[0] // 2, frame.shape[1] // 2]
    if frame.ndim == 3:
        return value.astype(int)
    if "ModalityLUTSequence" in dataset:
        return float(apply_modality_lut(frame, dataset)[frame.shape[0] // 2, frame.shape[1] // 2])
    rescale = _group(dataset, n, "PixelValueTransformationSequence", "RescaleSlope")
    scaled = float(value) * float(rescale.get("RescaleSlope", 1)) + float(rescale.get("RescaleIntercept", 0))
    return scaled * 5.9422e-4 if part["unit"] == "SUVbw" else scaled


def _tile_middles(mosaic: Any, part: dict[str, Any]) -> list[float]:
    """The value in the middle of every tile: 12 bits are what the scanner stored, whatever lies in the other four."""
    _, rows, columns = part["pictures"]
    middles = mosaic[rows // 2 :: rows, columns // 2 :: columns].astype(np.int64).reshape(-1)
    return [float(value) for low in (middles & 0xFFF, ((middles & 0xFFF) ^ 0x800) - 0x800) for value in low]


def _place(dataset: Dataset, n: int) -> list[float]:
    group = _group(dataset, n, "PlanePositionSequence", "ImagePositionPatient")
    return [float(mm) for mm in group.ImagePositionPatient]


def _group(dataset: Dataset, n: int, group: str, keyword: str) -> Dataset:
    per_frame = dataset.get("PerFrameFunctionalGroupsSequence") or []
    shared = dataset.get("SharedFunctionalGroupsSequence") or []
    for item in (*per_frame[n : n + 1], *shared[:1]):
        for inner in item.get(group) or []:
            if keyword in inner:
                return inner
    return dataset
