"""Numbers of lossy pictures that overshoot Bits Stored stay the brightest and darkest; bits above of lossless ones are cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from pictures import header, source, write_compressed

from viewer.dicom.codecs import decode_frame

FOUR = "1.2.840.10008.1.2.4."


def disc(low: int, high: int) -> Any:
    """A bright disc on a dark ground, both at the ends of their range, with noise."""
    rows, columns = np.mgrid[:128, :128]
    noise = np.random.default_rng(0).integers(-15, 15, (128, 128))
    return np.clip(np.where(np.hypot(columns - 64, rows - 64) < 40, high, low) + noise, low, high)


def jpeg_2000(cells: Any) -> bytes:
    return bytes(imagecodecs.jpeg2k_encode(cells, level=70, reversible=False, codecformat="j2k", bitspersample=16))


def jpeg_ls(cells: Any) -> bytes:
    return bytes(imagecodecs.jpegls_encode(cells, level=3))


def decoded(path: Path, end: str, data: bytes, signed: bool) -> Any:
    dataset = header(128, 128, BitsStored=12, HighBit=11, PixelRepresentation=int(signed))
    return decode_frame(source(write_compressed(path / "a.dcm", dataset, [data], FOUR + end))).astype(int)


@pytest.mark.parametrize(("end", "encode", "error"), [("91", jpeg_2000, 400), ("90", jpeg_2000, 400), ("81", jpeg_ls, 3)])
@pytest.mark.parametrize("signed", [False, True])
def test_an_overshoot_ends_at_the_range(tmp_path: Path, end: str, encode: Callable[[Any], bytes], error: int, signed: bool) -> None:
    """By the stream's own word, whatever the transfer syntax calls it; JPEG-LS has no sign, its cells are 16 bits of one."""
    meant = disc(-2048, 2047) if signed else disc(0, 4095)
    cells = meant.astype(np.int16 if signed else np.uint16)
    data = encode(cells.view(np.uint16) if signed and encode is jpeg_ls and end == "81" else cells)
    found = decoded(tmp_path, end, data, signed)
    assert np.abs(found - meant).max() <= error


def test_signed_numbers_cut_to_their_bits_before_a_lossy_compression(tmp_path: Path) -> None:
    """The sign's bit is bit 11 and the stream knows nothing of it: 4095 is -1."""
    meant = disc(-1000, 1200)
    found = decoded(tmp_path, "81", jpeg_ls((meant & 0xFFF).astype(np.uint16)), signed=True)
    assert np.abs(found - meant).max() <= 3


@pytest.mark.parametrize("end", ["80", "81", "90", "91"])
@pytest.mark.parametrize("signed", [False, True])
def test_bits_above_those_of_a_lossless_picture_are_cut(tmp_path: Path, end: str, signed: bool) -> None:
    """An overlay in the highest bit; the transfer syntaxes that may lose something need not."""
    meant = disc(-2048, 2047) if signed else disc(0, 4095)
    cells = (meant & 0xFFF).astype(np.uint16)
    cells[10:20, 30:50] |= 0x8000
    data = imagecodecs.jpegls_encode(cells) if end in ("80", "81") else imagecodecs.jpeg2k_encode(cells, level=0, reversible=True, codecformat="j2k")
    assert np.array_equal(decoded(tmp_path, end, bytes(data), signed), meant)
