"""Uncompressed pixels of every width, order and colour come out as what was written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK
from pictures import BIG_ENDIAN, EXPLICIT, colours, header, ramp, source, write

from viewer.case.errors import KnownError
from viewer.dicom.codecs import decode_frame
from viewer.dicom.pixels import from_bytes
from viewer.dicom.syntaxes import check_readable


def read(path: Path, frame: int = 0) -> np.ndarray:  # type: ignore[type-arg]
    """The frame as the program reads it itself; the decoder processes must agree."""
    found = source(path, frame)
    with path.open("rb") as file:
        file.seek(found.frame_at)
        values = from_bytes(found, file.read(found.frame_bytes))
    assert np.array_equal(values, decode_frame(found))
    return values


@pytest.mark.parametrize("syntax", [EXPLICIT, BIG_ENDIAN, "1.2.840.10008.1.2"])
@pytest.mark.parametrize("bits", [8, 16, 32])
def test_whole_bytes_in_either_order(tmp_path: Path, syntax: str, bits: int) -> None:
    cells = ramp(7, 9, bits=min(bits, 16)).astype(f"{'>' if syntax == BIG_ENDIAN else '<'}u{bits // 8}")
    data = cells.tobytes()
    if bits == 8 and syntax == BIG_ENDIAN:  # OW: two pixels to a word, the first in its lower byte (PS3.5 8.1.1)
        data = np.frombuffer(data + b"\0", "<u2").astype(">u2").tobytes()
    path = write(tmp_path / "a.dcm", header(7, 9, bits), data, syntax)
    assert np.array_equal(read(path), cells)
    assert np.array_equal(read(path), pydicom.dcmread(path).pixel_array)


@pytest.mark.parametrize("syntax", [EXPLICIT, BIG_ENDIAN])
def test_single_bits_follow_each_other_across_frames(tmp_path: Path, syntax: str) -> None:
    masks = np.random.default_rng(1).integers(0, 2, (5, 7, 9), np.uint8)
    packed = np.packbits(masks.ravel(), bitorder="little").tobytes()
    if syntax == BIG_ENDIAN:
        packed = np.frombuffer(packed + b"\0" * (len(packed) % 2), "<u2").astype(">u2").tobytes()
    path = write(tmp_path / "a.dcm", header(7, 9, 1, NumberOfFrames=5), packed, syntax)
    for frame, mask in enumerate(masks):
        assert np.array_equal(read(path, frame), mask)


def test_twelve_packed_bits(tmp_path: Path, real_data: Path) -> None:
    path = real_data / "malformed" / "bits_allocated_12_packed.dcm"
    assert np.array_equal(read(path), SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path)))[0])
    with pytest.raises(KnownError, match="12 bits"):  # as many bytes as pixels of 16 bits have: which is it?
        source(write(tmp_path / "a.dcm", header(4, 5, 12), bytes(40)))


@pytest.mark.parametrize(("kind", "bits"), [("FloatPixelData", 32), ("DoubleFloatPixelData", 64)])
def test_floating_point(tmp_path: Path, kind: str, bits: int) -> None:
    values = np.linspace(-1e3, 1e3, 63).reshape(7, 9)
    dataset = header(7, 9, bits)
    del dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation
    path = write(tmp_path / "a.dcm", dataset, values.astype(f"<f{bits // 8}").tobytes(), kind=kind)
    assert read(path).dtype == np.float32 and np.array_equal(read(path), values.astype(np.float32))


@pytest.mark.parametrize("signed", [False, True])
def test_bits_beside_the_stored_ones_are_dropped(tmp_path: Path, signed: bool) -> None:
    """Twelve bits in the middle of the cell, with rubbish on both sides."""
    meant = np.arange(-32, 31).reshape(7, 9) if signed else ramp(7, 9, 12).astype(np.int64)
    cells = ((meant & 0xFFF) << 2 | 0xC003).astype("<u2")
    elements = {"BitsStored": 12, "HighBit": 13, "PixelRepresentation": int(signed)}
    assert np.array_equal(read(write(tmp_path / "a.dcm", header(7, 9, **elements), cells.tobytes())), meant)


@pytest.mark.parametrize("planar", [0, 1])
def test_colour_by_pixel_and_by_plane(tmp_path: Path, planar: int) -> None:
    rgb = colours(7, 9)
    data = (np.moveaxis(rgb, -1, 0) if planar else rgb).tobytes()
    dataset = header(7, 9, 8, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=planar)
    assert np.array_equal(read(write(tmp_path / "a.dcm", dataset, data)), rgb)


def test_colour_of_sixteen_bits_is_brought_to_eight(tmp_path: Path) -> None:
    wide = colours(7, 9).astype("<u2") * 257
    dataset = header(7, 9, 16, SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0)
    assert np.array_equal(read(write(tmp_path / "a.dcm", dataset, wide.tobytes())), colours(7, 9))


def ybr(rgb: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
    """YBR_FULL of RGB, straight from DICOM PS3.3 C.7.6.3.1.2."""
    r, g, b = np.moveaxis(rgb.astype(float), -1, 0)
    return np.rint(np.stack([
        0.299 * r + 0.587 * g + 0.114 * b, -0.1687 * r - 0.3313 * g + 0.5 * b + 128, 0.5 * r - 0.4187 * g - 0.0813 * b + 128
    ], -1)).clip(0, 255).astype(np.uint8)  # fmt: skip


def test_ybr_full_and_its_subsampled_kin(tmp_path: Path) -> None:
    rgb = np.repeat(colours(6, 10), 2, axis=1)  # neighbours alike, so that subsampling loses nothing
    full = ybr(rgb)
    pairs = np.stack([full[:, 0::2, 0], full[:, 1::2, 0], full[:, 0::2, 1], full[:, 0::2, 2]], -1)
    for photometric, data in (("YBR_FULL", full), ("YBR_FULL_422", pairs), ("YBR_FULL_422", full)):
        dataset = header(6, 20, 8, SamplesPerPixel=3, PhotometricInterpretation=photometric, PlanarConfiguration=0)
        path = write(tmp_path / "a.dcm", dataset, data.tobytes())
        assert np.abs(read(path).astype(int) - rgb).max() <= 2, (photometric, data.size)


def test_partial_range_reaches_black_and_white(tmp_path: Path) -> None:
    """16 is black and 235 is white in YBR_PARTIAL_422 (ITU-R BT.601)."""
    data = bytes([16, 235, 128, 128] * 2)
    dataset = header(2, 2, 8, SamplesPerPixel=3, PhotometricInterpretation="YBR_PARTIAL_422", PlanarConfiguration=0)
    assert read(write(tmp_path / "a.dcm", dataset, data)).tolist() == [[[0] * 3, [255] * 3]] * 2


@pytest.mark.parametrize(
    ("elements", "words"),
    [
        ({"SamplesPerPixel": 4, "PhotometricInterpretation": "CMYK"}, "CMYK"),
        ({"SamplesPerPixel": 4, "PhotometricInterpretation": "ARGB"}, "overlay mixed"),
        ({"SamplesPerPixel": 3, "PhotometricInterpretation": "HSV"}, "hue"),
        ({"SamplesPerPixel": 2}, "2 samples"),
        ({"BitsAllocated": 24}, "24 bits"),
        ({"Rows": 65535, "Columns": 65535}, "65535 x 65535"),
    ],
)
def test_layouts_that_are_not_read_are_named(tmp_path: Path, elements: dict[str, object], words: str) -> None:
    with pytest.raises(KnownError, match=words):
        source(write(tmp_path / "a.dcm", header(4, 4, 8, **elements), bytes(64)))


@pytest.mark.parametrize(
    ("syntax", "words"),
    [
        ("1.2.840.10008.1.2.4.100", "An MPEG-2 video"), ("1.2.840.10008.1.2.4.102", "An MPEG-4"),
        ("1.2.840.10008.1.2.4.107", "An HEVC"), ("1.2.840.10008.1.2.4.106", "A stereoscopic MPEG-4"),
        ("1.2.840.10008.1.2.4.94", "image server"), ("1.2.840.10008.1.2.7.1", "SMPTE ST 2110"),
        ("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2"), ("1.2.3.4.5", r"private one \(1.2.3.4.5\)"),
    ],
)  # fmt: skip
def test_syntaxes_that_are_not_read_are_named(syntax: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        check_readable(syntax)


def test_a_film_shows_the_frames_that_its_file_holds(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", header(4, 4, NumberOfFrames=2_000_000_000), ramp(4, 4).tobytes() * 3)
    assert source(path).frames == 3


def test_wide_colour_that_is_subsampled_in_name_only(tmp_path: Path) -> None:
    wide = ybr(colours(6, 20)).astype("<u2") * 257
    dataset = header(6, 20, 16, SamplesPerPixel=3, PhotometricInterpretation="YBR_FULL_422", PlanarConfiguration=0)
    assert np.abs(read(write(tmp_path / "a.dcm", dataset, wide.tobytes())).astype(int) - colours(6, 20)).max() <= 2
    short = source(write(tmp_path / "b.dcm", dataset, wide.tobytes()[:480]))
    with pytest.raises(ValueError, match="cut short"):
        decode_frame(short)
