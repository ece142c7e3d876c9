"""Compressed pictures of every family: exact where the syntax is lossless, in the right colours, never of another size."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pydicom
import pydicom.data
import pytest
import rle
from pictures import colours, header, ramp, source, write, write_compressed
from pydicom.pixels import apply_color_lut

from viewer.case.errors import KnownError
from viewer.dicom.codecs import decode_cells, decode_frame
from viewer.dicom.headers import quiet

FOUR = "1.2.840.10008.1.2.4."
RGB = {"SamplesPerPixel": 3, "PhotometricInterpretation": "RGB", "PlanarConfiguration": 0}
LOSSLESS: dict[str, Callable[[Any], Any]] = {
    "57": imagecodecs.ljpeg_encode,
    "70": imagecodecs.ljpeg_encode,
    "80": imagecodecs.jpegls_encode,
    "90": lambda cells: imagecodecs.jpeg2k_encode(cells, reversible=True, level=0, codecformat="j2k"),
    "201": lambda cells: imagecodecs.htj2k_encode(cells, reversible=True),
    "202": lambda cells: imagecodecs.htj2k_encode(cells, reversible=True),
    "110": lambda cells: imagecodecs.jpegxl_encode(cells, lossless=True),
}
GREY_ONLY = ("57", "70")


@pytest.mark.parametrize("end", LOSSLESS)
@pytest.mark.parametrize("bits", [8, 12, 16])
def test_lossless_grey_is_exact(tmp_path: Path, end: str, bits: int) -> None:
    cells = ramp(bits=bits).astype(np.uint8 if bits == 8 else np.uint16)
    dataset = header(20, 30, 8 if bits == 8 else 16, BitsStored=bits, HighBit=bits - 1)
    path = write_compressed(tmp_path / "a.dcm", dataset, [bytes(LOSSLESS[end](cells))], FOUR + end)
    assert np.array_equal(decode_frame(source(path)), cells)


@pytest.mark.parametrize("end", [end for end in LOSSLESS if end not in GREY_ONLY])
def test_lossless_colour_is_exact(tmp_path: Path, end: str) -> None:
    path = write_compressed(tmp_path / "a.dcm", header(20, 30, 8, **RGB), [bytes(LOSSLESS[end](colours()))], FOUR + end)
    assert np.array_equal(decode_frame(source(path)), colours())


@pytest.mark.parametrize("predictor", range(1, 8))
def test_every_predictor_of_lossless_jpeg(tmp_path: Path, predictor: int) -> None:
    cells = ramp(bits=12)
    data = imagecodecs.jpeg_encode(cells, lossless=True, predictor=predictor, bitspersample=12)
    path = write_compressed(tmp_path / "a.dcm", header(20, 30, BitsStored=12, HighBit=11), [data], FOUR + "57")
    assert np.array_equal(decode_frame(source(path)), cells)


@pytest.mark.parametrize(("end", "encode"), [
    ("90", lambda cells, bits: imagecodecs.jpeg2k_encode(cells, reversible=True, level=0, codecformat="j2k", bitspersample=bits)),
    ("80", lambda cells, bits: imagecodecs.jpegls_encode(cells)),
])  # fmt: skip
def test_the_headers_sign_counts_and_not_the_codestreams(tmp_path: Path, end: str, encode: Callable[..., Any]) -> None:
    """Negative numbers of 13 bits, compressed as if they were positive ones."""
    meant = (np.arange(600).reshape(20, 30) * 13 - 4000).astype(np.int16)
    data = bytes(encode((meant & 0x1FFF).astype(np.uint16), 13))
    dataset = header(20, 30, BitsStored=13, HighBit=12, PixelRepresentation=1)
    assert np.array_equal(decode_frame(source(write_compressed(tmp_path / "a.dcm", dataset, [data], FOUR + end))), meant)


def test_signed_codestreams_keep_their_sign(tmp_path: Path) -> None:
    meant = (np.arange(600).reshape(20, 30) - 300).astype(np.int16)
    data = imagecodecs.jpeg2k_encode(meant, reversible=True, level=0, codecformat="j2k", bitspersample=12)
    path = write_compressed(tmp_path / "a.dcm", header(20, 30, PixelRepresentation=1), [data], FOUR + "90")
    assert np.array_equal(decode_frame(source(path)), meant)


@pytest.mark.parametrize("photometric", ["RGB", "YBR_FULL", "YBR_FULL_422", "YBR_ICT"])
@pytest.mark.parametrize("inside", ["YCBCR", "RGB"])
def test_jpeg_tells_its_own_colours(tmp_path: Path, photometric: str, inside: str) -> None:
    """With a JFIF or Adobe marker the header's word, right or wrong, makes no difference."""
    data = imagecodecs.jpeg_encode(colours(), 98, colorspace="RGB", outcolorspace=inside, subsampling="444")
    dataset = header(20, 30, 8, **{**RGB, "PhotometricInterpretation": photometric})
    picture = decode_frame(source(write_compressed(tmp_path / "a.dcm", dataset, [data], FOUR + "50")))
    assert np.abs(picture.astype(int) - colours()).max() <= 6


def test_a_jpeg_without_markers_is_what_the_header_says_or_what_its_sampling_proves(tmp_path: Path) -> None:
    ycc = imagecodecs.jpeg_encode(colours(), 98, colorspace="RGB", outcolorspace="YCBCR", subsampling="444")
    halved = imagecodecs.jpeg_encode(np.repeat(colours(), 2, 1), 98, colorspace="RGB", outcolorspace="YCBCR", subsampling="422")
    for data, columns, photometric, meant in (
        (ycc, 30, "YBR_FULL", colours()), (halved, 60, "RGB", np.repeat(colours(), 2, 1)),
    ):  # fmt: skip
        bare = data[:2] + data[20:]  # without its JFIF segment of 18 bytes
        assert b"JFIF" in data[:20] and b"JFIF" not in bare
        dataset = header(20, columns, 8, **{**RGB, "PhotometricInterpretation": photometric})
        picture = decode_frame(source(write_compressed(tmp_path / "a.dcm", dataset, [bare], FOUR + "50")))
        assert np.abs(picture.astype(int) - meant).max() <= 8, photometric


@pytest.mark.parametrize(("photometric", "mct"), [("YBR_RCT", True), ("RGB", True), ("RGB", False), ("YBR_RCT", False)])
def test_jpeg_2000_says_whether_its_colours_are_transformed(tmp_path: Path, photometric: str, mct: bool) -> None:
    data = imagecodecs.jpeg2k_encode(colours(), reversible=True, level=0, codecformat="j2k", mct=mct)
    dataset = header(20, 30, 8, **{**RGB, "PhotometricInterpretation": photometric})
    assert np.array_equal(decode_frame(source(write_compressed(tmp_path / "a.dcm", dataset, [data], FOUR + "90"))), colours())


def test_a_colour_profile_is_applied_and_a_broken_one_is_not(tmp_path: Path) -> None:
    primaries = (0.64, 0.33, 1.0, 0.30, 0.60, 1.0, 0.15, 0.06, 1.0)
    made = imagecodecs.cms_profile("rgb", whitepoint=(0.3127, 0.3290, 1.0), primaries=primaries, gamma=1.0)
    profile = bytes(made)  # a camera whose numbers grow with the light
    grey = np.full((4, 4, 3), 55, np.uint8)
    for given, expected in ((profile, 128), (profile[:60], 55), (b"nonsense" * 30, 55)):
        path = write(tmp_path / "a.dcm", header(4, 4, 8, **RGB, ICCProfile=given), grey.tobytes())
        found = source(path)
        assert found.needs_decoder == (expected != 55)
        assert abs(int(decode_frame(found)[0, 0, 0]) - expected) <= 2


def test_deflated_frames_of_single_bits(tmp_path: Path) -> None:
    masks = np.random.default_rng(1).integers(0, 2, (3, 7, 9), np.uint8)
    frames = [zlib.compress(np.packbits(mask.ravel(), bitorder="little").tobytes(), wbits=-15) for mask in masks]
    path = write_compressed(tmp_path / "a.dcm", header(7, 9, 1), frames, "1.2.840.10008.1.2.8.1")
    for frame, mask in enumerate(masks):
        assert np.array_equal(decode_frame(source(path, frame)), mask)


def test_rle_that_holds_too_much_is_damaged(tmp_path: Path) -> None:
    """The decoder panics on it, which must not end the process."""
    whole = rle.encode_pixel_data(
        ramp().tobytes(), rows=20, columns=30, samples_per_pixel=1, bits_allocated=16, number_of_frames=1, byteorder="<"
    )
    data = bytearray(whole)
    data[64:] = b"\x81\x07" * (len(data) // 2)  # runs of 128, one after the other
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), [bytes(data)], "1.2.840.10008.1.2.5")
    with pytest.raises(ValueError, match="is damaged"):
        decode_frame(source(path))


def wrong_size(dataset: pydicom.Dataset) -> None:
    dataset.Rows, dataset.Columns = 30, 20


def wrong_samples(dataset: pydicom.Dataset) -> None:
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation, dataset.PlanarConfiguration = 3, "RGB", 0


def too_few_bits(dataset: pydicom.Dataset) -> None:
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 8, 8, 7


@pytest.mark.parametrize("end", LOSSLESS)
@pytest.mark.parametrize("lie", [wrong_size, wrong_samples, too_few_bits])
def test_a_picture_other_than_the_header_says_is_refused(tmp_path: Path, end: str, lie: Callable[[pydicom.Dataset], None]) -> None:
    dataset = header(20, 30)
    lie(dataset)
    path = write_compressed(tmp_path / "a.dcm", dataset, [bytes(LOSSLESS[end](ramp()))], FOUR + end)
    with pytest.raises(ValueError, match="the header says"):
        decode_frame(source(path))


@pytest.mark.parametrize("end", [end for end in LOSSLESS if end != "110"])
def test_a_codestream_without_its_end_is_cut_short(tmp_path: Path, end: str) -> None:
    whole = bytes(LOSSLESS[end](ramp()))
    path = write_compressed(tmp_path / "a.dcm", header(20, 30), [whole[: whole.rfind(b"\xff\xd9")]], FOUR + end)
    with pytest.raises(ValueError, match="cut short"):
        decode_frame(source(path))


def test_a_syntax_and_pixels_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.dcm", header(20, 30), ramp().tobytes())
    plain.write_bytes(plain.read_bytes().replace(b"UI\x14\x001.2.840.10008.1.2.1\0", b"UI\x14\x001.2.840.10008.1.2.5\0", 1))
    with pytest.raises(KnownError, match="not compressed"):
        source(plain)
    packed = write_compressed(tmp_path / "b.dcm", header(20, 30), [bytes(LOSSLESS["90"](ramp()))], "1.2.840.10008.1.2.5")
    packed.write_bytes(packed.read_bytes().replace(b"UI\x14\x001.2.840.10008.1.2.5\0", b"UI\x14\x001.2.840.10008.1.2.1\0", 1))
    with pytest.raises(KnownError, match="does not say how"):
        source(packed)


BOUNDS = {"TestPattern_JPEG-Baseline_YBR422.dcm": 1, "TestPattern_JPEG-Baseline_YBRFull.dcm": 1}
"""Steps of 255 that two JPEG decoders may differ by; all other files agree to the bit."""


def colour_files(real_data: Path) -> list[Path]:
    wheel = Path(pydicom.data.__file__).parent / "test_files"
    return [
        *sorted(wheel.glob("SC_*.dcm")), *(wheel / f"examples_{name}.dcm" for name in ("jpeg2k", "palette", "rgb_color", "ybr_color")),
        *sorted((real_data / "syntaxes" / "colour_test_pattern").iterdir()), *sorted((real_data / "us").iterdir()),
    ]  # fmt: skip


def test_real_colour_files_agree_with_a_second_reader(real_data: Path) -> None:
    compared = 0
    for path in colour_files(real_data):
        with quiet():
            dataset = pydicom.dcmread(path)
            try:
                theirs = dataset.pixel_array
            except RuntimeError:
                continue  # pydicom has no decoder for it here
        frames = int(dataset.get("NumberOfFrames", 1) or 1)
        if dataset.PhotometricInterpretation == "PALETTE COLOR":
            theirs = apply_color_lut(theirs, dataset)
        bits = theirs.dtype.itemsize * 8
        if bits > 8:
            is_palette = dataset.PhotometricInterpretation == "PALETTE COLOR"
            theirs = theirs >> 8 if is_palette else np.rint(theirs / ((1 << bits) - 1) * 255)
        for frame in {0, frames - 1}:
            ours = decode_frame(source(path, frame)).astype(int)
            assert np.abs(ours - (theirs if frames == 1 else theirs[frame])).max() <= BOUNDS.get(path.name, 0), path.name
        compared += 1
    assert compared >= 35


def test_the_published_pattern_in_its_published_colours(real_data: Path) -> None:
    """The five encodings of one pattern differ by no more than their own loss."""
    folder = real_data / "syntaxes" / "colour_test_pattern"
    exact = decode_frame(source(folder / "TestPattern_JPEG-LS-Lossless.dcm")).astype(int)
    for name, bound in (("JPEG-LS-NearLossless", 3), ("JPEG-Baseline_YBRFull", 6), ("Palette_16", 48)):
        other = decode_frame(source(folder / f"TestPattern_{name}.dcm")).astype(int)
        assert np.percentile(np.abs(other - exact), 95) <= bound, name


def test_tiles_of_another_size_are_refused_one_by_one(real_data: Path) -> None:
    path = real_data / "malformed" / "multiframe_jpeg_wrong_dimensions.dcm"
    assert decode_frame(source(path, 0)).shape == (240, 240, 3)
    with pytest.raises(ValueError, match="55 x 121 pixels, the header says 240 x 240"):
        decode_frame(source(path, 139))


def test_cells_keep_what_lies_beside_the_stored_bits(tmp_path: Path) -> None:
    cells = (ramp(bits=12).astype(np.uint16) | 0x8000).astype("<u2")
    path = write(tmp_path / "a.dcm", header(20, 30, BitsStored=12, HighBit=11), cells.tobytes())
    assert np.array_equal(decode_cells(source(path))[..., 0], cells)
