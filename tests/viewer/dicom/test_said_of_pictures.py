"""Pictures that make no volume are called pictures."""

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate, generate_frames

from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.dicom.values import NO_SIGN, said_of_bits


def test_a_damaged_frame_of_a_clip_is_a_picture_and_no_slice(tmp_path: Path) -> None:
    dataset = dcmread(str(get_testdata_file("SC_rgb_rle_2frame.dcm")))
    first, _ = generate_frames(dataset.PixelData, number_of_frames=2)
    dataset.PixelData = encapsulate([first, b"\xff" * 80])
    dataset.save_as(tmp_path / "clip.dcm")
    found = scan([tmp_path / "clip.dcm"], no_tick)
    with Decoder() as decoder:
        loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert loaded.volume is None
    (said,) = (problem.text for problem in loaded.problems if "cannot be read" in problem.text)
    assert said.startswith("Picture 2 cannot be read (") and said.endswith("); shown black.")


def test_a_header_without_a_sign_is_said(tmp_path: Path) -> None:
    dataset = dcmread(str(get_testdata_file("CT_small.dcm")))
    del dataset.PixelRepresentation
    dataset.save_as(tmp_path / "ct.dcm")
    found = scan([tmp_path / "ct.dcm"], no_tick)
    with Decoder() as decoder:
        loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert NO_SIGN in [problem.text for problem in loaded.problems if problem.level == "note"]


@pytest.mark.parametrize(
    ("stored", "high", "said"),
    [
        (20, 19, "The header says 20 bits stored of 16 allocated, which cannot be; all 16 bits of a pixel are read."),
        (0, 0, "The header says 0 bits stored of 16 allocated, which cannot be; all 16 bits of a pixel are read."),
        (12, 3, "The header says 3 for the highest of 12 bits, which cannot be; the lowest 12 bits are read."),
        (12, 15, ""),
        (16, 15, ""),
    ],
)
def test_impossible_numbers_of_bits_are_said(stored: int, high: int, said: str) -> None:
    dataset = Dataset()
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, stored, high
    assert said_of_bits(dataset) == said
