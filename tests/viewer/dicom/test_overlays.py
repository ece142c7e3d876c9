"""Overlays lie where their header says, clipped to the picture, whether they have elements of their own or share the pixels'."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pytest
from pictures import BIG_ENDIAN, EXPLICIT, header, ramp, write, write_compressed
from pydicom.data import get_testdata_file

from viewer.dicom.decode import Decoder
from viewer.dicom.overlays import read_overlays


def drawing(rows: int = 6, columns: int = 5, frames: int = 1) -> np.ndarray:  # type: ignore[type-arg]
    return np.random.default_rng(rows).integers(0, 2, (frames, rows, columns), np.uint8)


def overlay_file(path: Path, bits: np.ndarray, origin: list[int], syntax: str = EXPLICIT, group: int = 0x6002, **more: Any) -> str:  # type: ignore[type-arg]
    dataset = header(20, 30)
    order = ">" if syntax == BIG_ENDIAN else "<"
    packed = np.packbits(bits.ravel(), bitorder="little").tobytes()
    packed = np.frombuffer(packed + b"\0" * (len(packed) % 2), "<u2").astype(f"{order}u2").tobytes()
    dataset.add_new((group, 0x0010), "US", bits.shape[1])
    dataset.add_new((group, 0x0011), "US", bits.shape[2])
    dataset.add_new((group, 0x0040), "CS", "R")
    dataset.add_new((group, 0x0050), "SS", origin)
    dataset.add_new((group, 0x1500), "LO", "A nodule")
    dataset.add_new((group, 0x3000), "OW", packed)
    if len(bits) > 1:
        dataset.add_new((group, 0x0015), "IS", len(bits))
        dataset.add_new((group, 0x0051), "US", more.get("first", 1))
    return str(write(path, dataset, ramp().astype(f"{order}u2").tobytes(), syntax))


@pytest.mark.parametrize("syntax", [EXPLICIT, BIG_ENDIAN, "1.2.840.10008.1.2"])
def test_an_overlay_inside_the_picture(tmp_path: Path, syntax: str) -> None:
    bits = drawing()
    (overlay,) = read_overlays(overlay_file(tmp_path / "a.dcm", bits, [4, 8], syntax))
    assert (overlay.origin, overlay.type, overlay.label) == ((3, 7), "R", "A nodule")
    assert np.array_equal(overlay.bits, bits)
    assert np.array_equal(overlay.on_frame(0), bits[0]) and np.array_equal(overlay.on_frame(9), bits[0])


@pytest.mark.parametrize(
    ("origin", "rows", "columns", "first"),
    [([-1, 1], slice(2, 6), slice(0, 5), (0, 0)), ([1, -2], slice(0, 6), slice(3, 5), (0, 0)),
     ([18, 28], slice(0, 3), slice(0, 3), (17, 27))],
)  # fmt: skip
def test_what_lies_outside_is_cut_off(
    tmp_path: Path, origin: list[int], rows: slice, columns: slice, first: tuple[int, int]
) -> None:
    bits = drawing()
    (overlay,) = read_overlays(overlay_file(tmp_path / "a.dcm", bits, origin))
    assert overlay.origin == first and np.array_equal(overlay.bits, bits[:, rows, columns])
    assert overlay.origin[0] + overlay.rows <= 20 and overlay.origin[1] + overlay.columns <= 30


def test_an_overlay_wholly_outside_or_cut_short_is_left_out(tmp_path: Path) -> None:
    assert read_overlays(overlay_file(tmp_path / "a.dcm", drawing(), [-40, 1])) == ()
    path = overlay_file(tmp_path / "b.dcm", drawing(), [1, 1])
    dataset = pydicom.dcmread(path)
    dataset[0x6002, 0x0010].value = 4000
    dataset.save_as(path)
    assert read_overlays(path) == ()


def test_frames_of_an_overlay_belong_to_frames_of_the_picture(tmp_path: Path) -> None:
    bits = drawing(frames=3)
    (overlay,) = read_overlays(overlay_file(tmp_path / "a.dcm", bits, [1, 1], first=5))
    assert overlay.on_frame(3) is None and overlay.on_frame(7) is None
    for frame in range(3):
        assert np.array_equal(overlay.on_frame(4 + frame), bits[frame])


@pytest.mark.parametrize("compressed", [False, True])
def test_an_overlay_in_unused_bits_of_the_pixels(tmp_path: Path, compressed: bool) -> None:
    mask = np.random.default_rng(3).integers(0, 2, (20, 30), np.uint16)
    cells = (ramp(bits=12) | mask << 14).astype("<u2")
    dataset = header(20, 30, BitsStored=12, HighBit=11)
    dataset.add_new((0x6000, 0x0010), "US", 20)
    dataset.add_new((0x6000, 0x0011), "US", 30)
    dataset.add_new((0x6000, 0x0040), "CS", "G")
    dataset.add_new((0x6000, 0x0050), "SS", [1, 1])
    dataset.add_new((0x6000, 0x0100), "US", 16)
    dataset.add_new((0x6000, 0x0102), "US", 14)
    if compressed:
        path = write_compressed(tmp_path / "a.dcm", dataset, [bytes(imagecodecs.ljpeg_encode(cells))], "1.2.840.10008.1.2.4.70")
    else:
        path = write(tmp_path / "a.dcm", dataset, cells.tobytes())
    with Decoder(processes=1) as decoder:
        (overlay,) = decoder.call(read_overlays, str(path))
    assert np.array_equal(overlay.bits[0], mask)
    dataset = pydicom.dcmread(path)
    dataset[0x6000, 0x0102].value = 7  # one of the picture's own bits
    dataset.save_as(path)
    assert read_overlays(str(path)) == ()


def test_the_overlays_of_a_real_mammogram(real_data: Path) -> None:
    """One whole inside but for its foot, one whose first 26 rows and columns are above and left of the picture."""
    path = str(real_data / "xray" / "mg_overlay_out_of_bounds.dcm")
    first, second = read_overlays(path)
    assert (first.origin, first.bits.shape, first.description) == ((703, 408), (1, 85, 101), "First reference mark")
    assert (second.origin, second.bits.shape, second.description) == ((0, 0), (1, 75, 75), "First target mark")
    whole = pydicom.dcmread(path).overlay_array(0x6002)
    assert np.array_equal(second.bits[0], whole[26:, 26:])


def test_a_real_overlay_agrees_with_a_second_reader() -> None:
    path = str(get_testdata_file("examples_overlay.dcm"))
    (overlay,) = read_overlays(path)
    assert np.array_equal(overlay.bits[0], pydicom.dcmread(path).overlay_array(0x6000))
