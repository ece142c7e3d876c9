"""Palette colour in every form of its tables."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from pictures import BIG_ENDIAN, EXPLICIT, header, source, write
from pydicom.data import get_testdata_file
from pydicom.pixels import apply_color_lut

from viewer.case.progress import no_tick
from viewer.case.volume import Supplement, Window
from viewer.dicom.codecs import decode_frame
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Loaded, load
from viewer.dicom.scan import scan
from viewer.scene.pixel_source import PixelSource
from viewer.scene.view_state import fit
from viewer.scene.windows import to_grey

CHANNELS = ("Red", "Green", "Blue")


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


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


def shown(loaded: Loaded, number: int) -> tuple[np.ndarray, Window]:  # type: ignore[type-arg]
    """Each pixel of a picture as one pixel of the screen."""
    source = PixelSource(loaded.stack, loaded.volume)
    axis = source.axes[source.main]
    view = fit(source.geometry, axis, (loaded.stack.pixels.shape[2], loaded.stack.pixels.shape[1]), number)
    window = source.presets["1"]
    return source.pixels(view, window, None, None, True, False), window


def test_supplemental_colours_are_those_of_a_second_reader(real_data: Path, decoder: Decoder, tmp_path: Path) -> None:
    folder = real_data / "ct" / "nema_enhanced_ct"
    found = scan([folder], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path, decoder, no_tick)
    assert loaded.problems == ()
    dataset = pydicom.dcmread(found.instances[0].path)
    del dataset.PixelPresentation  # the second reader refuses it, and paints every value: those from the palette's first count
    positions = [float(row.PlanePositionSequence[0].ImagePositionPatient[2]) for row in dataset.PerFrameFunctionalGroupsSequence]
    for frame, stored in enumerate(dataset.pixel_array):
        pixels, window = shown(loaded, 1 + sorted(positions, reverse=True).index(positions[frame]))
        pixels = pixels[:, ::-1]  # its rows run to the patient's right
        coloured = stored >= 1024
        theirs = (apply_color_lut(stored, dataset) >> 8).astype(np.uint8)
        assert coloured.mean() > 0.2 and len(np.unique(theirs[coloured], axis=0)) > 50
        assert np.array_equal(pixels[coloured], theirs[coloured])
        grey = to_grey(stored[~coloured].astype(np.int16) - np.int16(1024), window)
        assert np.array_equal(pixels[~coloured], np.repeat(grey[:, None], 3, axis=1))


def test_highest_values_have_the_colours_of_the_palette_and_lower_ones_are_grey(tmp_path: Path, decoder: Decoder) -> None:
    stored = np.array([[0, 50, 99, 100], [101, 102, 103, 255]], np.uint8)
    dataset = header(2, 4, 8, PhotometricInterpretation="MONOCHROME2", PixelPresentation="MIXED", WindowCenter=50, WindowWidth=101)
    for channel, table in zip(CHANNELS, ([10, 20, 30], [40, 50, 60], [70, 80, 90]), strict=True):
        setattr(dataset, f"{channel}PaletteColorLookupTableDescriptor", [3, 100, 8])
        setattr(dataset, f"{channel}PaletteColorLookupTableData", np.array(table, "<u2").tobytes())
    path = write(tmp_path / "mixed.dcm", dataset, stored.tobytes(), vr="OB")
    found = scan([path], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert loaded.stack.supplement == Supplement(100, 1, ((10, 40, 70), (20, 50, 80), (30, 60, 90)))
    pixels = np.repeat(stored[:, :, None], 3, axis=2)
    loaded.stack.supplement.paint(pixels, stored)
    assert pixels[0].tolist() == [[0] * 3, [50] * 3, [99] * 3, [10, 40, 70]]
    assert pixels[1].tolist() == [[20, 50, 80], [30, 60, 90], [30, 60, 90], [30, 60, 90]]
    assert np.array_equal(loaded.stack.pixels[0], stored)
