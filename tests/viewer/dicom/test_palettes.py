"""Palette colour in every form of its tables."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pictures import BIG_ENDIAN, EXPLICIT, header, source, write
from pydicom.data import get_testdata_file
from pydicom.pixels import apply_color_lut

from viewer.case.progress import no_tick
from viewer.dicom.codecs import decode_frame
from viewer.dicom.frames import read_frames
from viewer.dicom.scan import scan

CHANNELS = ("Red", "Green", "Blue")


def palette_file(path: Path, index: np.ndarray, tables: dict[str, Any], syntax: str = EXPLICIT, **elements: Any) -> Path:  # type: ignore[type-arg]
    bits = index.dtype.itemsize * 8
    dataset = header(*index.shape, bits, PhotometricInterpretation="PALETTE COLOR", **elements)
    order = ">" if syntax == BIG_ENDIAN else "<"
    for channel in CHANNELS:
        setattr(dataset, f"{channel}PaletteColorLookupTableDescriptor", tables["descriptor"])
        element = pydicom.DataElement(f"{tables.get('kind', '')}{channel}PaletteColorLookupTableData", "OW", tables[channel])
        dataset.add(element)
    return write(path, dataset, index.astype(index.dtype.newbyteorder(order)).tobytes(), syntax)


@pytest.mark.parametrize("syntax", [EXPLICIT, BIG_ENDIAN])
def test_entries_of_sixteen_bits_from_a_negative_value_on(tmp_path: Path, syntax: str) -> None:
    """Below the first mapped value lies the first colour, above the last one the last (PS3.3 C.7.6.3.1.5)."""
    order = ">" if syntax == BIG_ENDIAN else "<"
    tables: dict[str, Any] = {"descriptor": [4, -2, 16]}
    for n, channel in enumerate(CHANNELS):
        tables[channel] = (np.array([0x1100, 0x2200, 0x3300, 0xFF00]) + n * 0x100).clip(0, 0xFFFF).astype(f"{order}u2").tobytes()
    index = np.array([[-9, -2, -1], [0, 1, 99]], np.int16)
    path = palette_file(tmp_path / "a.dcm", index, tables, syntax, PixelRepresentation=1)
    red = [[0x11, 0x11, 0x22], [0x33, 0xFF, 0xFF]]
    assert decode_frame(source(path))[..., 0].tolist() == red
    assert decode_frame(source(path))[0, 0].tolist() == [0x11, 0x12, 0x13]


@pytest.mark.parametrize("packed", [True, False])
def test_entries_of_eight_bits_two_to_a_word_or_one(tmp_path: Path, packed: bool) -> None:
    entries = np.arange(256, dtype=np.uint8)[::-1]
    data = entries.tobytes() if packed else entries.astype("<u2").tobytes()
    tables: dict[str, Any] = {"descriptor": [256, 0, 8], **dict.fromkeys(CHANNELS, data)}
    path = palette_file(tmp_path / "a.dcm", np.array([[0, 7], [200, 255]], np.uint8), tables)
    assert decode_frame(source(path))[..., 1].tolist() == [[255, 248], [55, 0]]


def test_zero_entries_are_65536(tmp_path: Path) -> None:
    data = np.arange(65536).astype("<u2").tobytes()
    path = palette_file(tmp_path / "a.dcm", np.array([[0, 65535]], np.uint16), {"descriptor": [0, 0, 16], **dict.fromkeys(CHANNELS, data)})
    assert decode_frame(source(path))[0, :, 2].tolist() == [0, 255]


def test_sixteen_bits_that_mean_eight(tmp_path: Path) -> None:
    data = np.arange(256).astype("<u2").tobytes()
    path = palette_file(tmp_path / "a.dcm", np.array([[0, 128]], np.uint8), {"descriptor": [256, 0, 16], **dict.fromkeys(CHANNELS, data)})
    assert decode_frame(source(path))[0, :, 0].tolist() == [0, 128]


def test_segmented_palettes(tmp_path: Path) -> None:
    """A run of two, a ramp of four up to 0xA000, and both once more (PS3.3 C.7.9.2)."""
    words = (0, 2, 0x1000, 0x2000, 1, 4, 0xA000, 2, 2, 0, 0)
    data = struct.pack(f"<{len(words)}H", *words)
    tables: dict[str, Any] = {"descriptor": [12, 0, 16], "kind": "Segmented", **dict.fromkeys(CHANNELS, data)}
    path = palette_file(tmp_path / "a.dcm", np.arange(12, dtype=np.uint8).reshape(2, 6), tables)
    row = [0x10, 0x20, 0x40, 0x60, 0x80, 0xA0]
    assert decode_frame(source(path))[..., 0].tolist() == [row, row]


@pytest.mark.parametrize("damage", [{"descriptor": [256, 0, 16]}, {"descriptor": [4, 0, 12]}])
def test_a_palette_that_is_too_short_or_of_odd_bits_is_refused(tmp_path: Path, damage: dict[str, Any]) -> None:
    tables: dict[str, Any] = {**dict.fromkeys(CHANNELS, bytes(8)), **damage}
    path = palette_file(tmp_path / "a.dcm", np.zeros((2, 2), np.uint8), tables)
    with pytest.raises(ValueError, match="its colour palette is"):
        decode_frame(source(path))


def palettes_of_real_files(real_data: Path | None) -> list[Path]:
    shared = [] if real_data is None else [
        real_data / "us" / "us_no_pixel_spacing.dcm", real_data / "us" / "us_palette_10f_rle",
        real_data / "syntaxes" / "colour_test_pattern" / "TestPattern_Palette_16.dcm",
    ]  # fmt: skip
    return [Path(str(get_testdata_file("examples_palette.dcm"))), *shared]


def test_real_palettes_agree_with_a_second_reader(real_data: Path) -> None:
    for path in palettes_of_real_files(real_data):
        dataset = pydicom.dcmread(path)
        theirs = apply_color_lut(dataset.pixel_array, dataset)
        theirs = (theirs >> 8).astype(np.uint8) if theirs.dtype == np.uint16 else theirs
        first = theirs[0] if theirs.ndim == 4 else theirs
        assert np.array_equal(decode_frame(source(path)), first), path.name


def test_a_supplemental_palette_is_said(real_data: Path) -> None:
    found = scan([real_data / "ct" / "nema_enhanced_ct"], no_tick)
    frames, _ = read_frames(found.instances, no_tick)
    assert [frame.oddities for frame in frames] == [
        ("Its makers show stored values from 1024 on in colours of their own (supplemental palette); here they are grey.",)
    ] * 2
