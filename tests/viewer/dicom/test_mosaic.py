"""Siemens mosaics become slices at the places where the scanner planned them."""

from __future__ import annotations

import re
import struct
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from enhanced import csa_header, write
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import MRImageStorage
from soak import count

from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Loaded, load
from viewer.dicom.mosaic import Mosaic, csa_table, tile_of
from viewer.dicom.scan import scan


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def load_folder(folder: Path, volumes: Path, decoder: Decoder, part: str = "") -> Loaded:
    found = scan([folder], no_tick)
    return load(found.series[0], found.instances, volumes, decoder, no_tick, part)


def planned(dataset: pydicom.Dataset) -> tuple[np.ndarray, float]:
    """Centres of the slices, shape (slices, 3), and the field of view across, of the protocol in the header.

    The protocol is a text that the scanner's own planning wrote; nothing of the reader is used.
    """
    data = dataset[0x00291020].value
    text = data[data.index(b"### ASCCONV BEGIN") :].decode("latin-1")
    slices = int(re.search(r"sSliceArray.lSize\s*=\s*(\d+)", text)[1])
    centres = np.zeros((slices, 3))
    for n, axis, value in re.findall(r"sSliceArray.asSlice\[(\d+)\].sPosition.d(Sag|Cor|Tra)\s*=\s*([-\d.e]+)", text):
        centres[int(n), ("Sag", "Cor", "Tra").index(axis)] = float(value)
    return centres, float(re.search(r"asSlice\[0\].dReadoutFOV\s*=\s*([\d.]+)", text)[1])


@pytest.mark.parametrize(
    ("name", "size"), [("mr/siemens_trio_epi_mosaic", 64), ("mr/siemens_trio_epi_mosaic_compressed", 86)]
)
def test_real_mosaics_lie_where_the_protocol_planned_them(
    tmp_path: Path, real_data: Path, decoder: Decoder, name: str, size: int
) -> None:
    import SimpleITK

    first = load_folder(real_data / name, tmp_path, decoder)
    assert [part.pictures for part in first.parts] == [36, 36]
    assert [part.name.split(",")[0] for part in first.parts] == ["time 1 of 2", "time 2 of 2"]
    assert [(part.group, part.position) for part in first.parts] == [(first.part.key, 0), (first.part.key, 1)]
    assert first.volume is not None and first.volume.geometry.shape_kji == (36, size, size) and not first.problems
    files = {dataset.SOPInstanceUID: dataset for dataset in map(pydicom.dcmread, (real_data / name).iterdir())}
    dataset = files[first.stack.planes[0].instance_uid]
    centres, field_mm = planned(dataset)
    assert field_mm == pytest.approx(size * float(dataset.PixelSpacing[0]), rel=1e-3)
    for plane, centre in zip(first.stack.planes, centres, strict=True):
        middle = np.array(plane.origin_lps) + size / 2 * np.add(plane.along_lps, plane.down_lps)
        assert np.allclose(middle, centre, atol=0.01)  # a picture's centre is between its four middle pixels
    whole = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(dataset.filename)))[0]
    for k in range(36):
        top, left = k // 6 * size, k % 6 * size
        assert np.array_equal(first.volume.voxels[k], whole[top : top + size, left : left + size])


def test_second_time_point_has_its_own_pixels(tmp_path: Path, real_data: Path, decoder: Decoder) -> None:
    folder = real_data / "mr/siemens_trio_epi_mosaic"
    first = load_folder(folder, tmp_path, decoder)
    second = load_folder(folder, tmp_path, decoder, first.parts[1].key)
    assert second.volume is not None and first.volume is not None
    assert second.volume.geometry == first.volume.geometry
    files = {dataset.SOPInstanceUID: dataset for dataset in map(pydicom.dcmread, folder.iterdir())}
    assert np.array_equal(second.volume.voxels[7], files[second.stack.planes[0].instance_uid].pixel_array[64:128, 64:128])
    assert not np.array_equal(second.volume.voxels, first.volume.voxels)


def write_mosaic(path: Path, csa: bytes, normal: float = 1.0, count: int = 5) -> None:
    pixels = np.zeros((9, 12), np.uint16)  # 3 x 3 tiles of 3 rows and 4 columns
    for index in range(count):
        pixels[index // 3 * 3 :, index % 3 * 4 :][:3, :4] = 100 * (index + 1) + np.arange(12).reshape(3, 4)
    write(path, pixels, SOPClassUID=MRImageStorage, ImageType=["ORIGINAL", "PRIMARY", "M", "MOSAIC"],
          ImagePositionPatient=[-10, -20, 30], ImageOrientationPatient=[1, 0, 0, 0, 1, 0], PixelSpacing=[2, 3],
          SliceThickness="3", SpacingBetweenSlices="5")  # fmt: skip
    dataset = pydicom.dcmread(path)
    if csa:
        dataset.add_new(0x00290010, "LO", "SIEMENS CSA HEADER")
        dataset.add_new(0x00291010, "OB", csa)
    dataset.save_as(path)


@pytest.mark.parametrize("normal", [1.0, -1.0])
def test_tiles_are_stacked_along_the_normal_of_the_private_header(tmp_path: Path, decoder: Decoder, normal: float) -> None:
    csa = csa_header({"Other": [], "NumberOfImagesInMosaic": ["5"], "SliceNormalVector": ["0.0", "0.0", f"{normal}"]})
    write_mosaic(tmp_path / "series" / "0.dcm", csa)
    loaded = load_folder(tmp_path / "series", tmp_path / "volumes", decoder)
    assert loaded.volume is not None and loaded.volume.geometry.shape_kji == (5, 3, 4)
    for index in range(5):  # the mosaic is 8 columns of 3 mm and 6 rows of 2 mm larger than a slice, half of it before
        x, y, z = -10 + 4 * 3, -20 + 3 * 2, 30 + normal * 5 * index
        assert loaded.volume.value_at((x, y, z)) == 100 * (index + 1)
        assert loaded.volume.value_at((x + 3 * 3, y + 2 * 2, z)) == 100 * (index + 1) + 11


@pytest.mark.parametrize("csa", [b"", csa_header({"NumberOfImagesInMosaic": ["0"]}), csa_header({"SliceNormalVector": ["0"] * 3})])
def test_a_mosaic_that_says_nothing_is_one_picture(tmp_path: Path, decoder: Decoder, csa: bytes) -> None:
    write_mosaic(tmp_path / "series" / "0.dcm", csa)
    loaded = load_folder(tmp_path / "series", tmp_path / "volumes", decoder)
    assert loaded.volume is None and loaded.stack.pixels.shape == (1, 9, 12)
    assert "mosaic of slices, and its header does not say of how many" in loaded.problems[0].text


def test_tiles_that_do_not_fit_are_refused_as_tiles(tmp_path: Path, decoder: Decoder) -> None:
    write_mosaic(tmp_path / "series" / "0.dcm", csa_header({"NumberOfImagesInMosaic": ["20"]}))
    loaded = load_folder(tmp_path / "series", tmp_path / "volumes", decoder)
    assert loaded.volume is None and "cannot hold 20 equal slices" in loaded.problems[0].text


@pytest.mark.parametrize(("tiles", "across"), [(2, 2), (4, 2), (5, 3), (9, 3), (35, 6), (36, 6), (37, 7)])
def test_the_smallest_square_holds_all_tiles(tiles: int, across: int) -> None:
    assert Mosaic(tiles, None).across == across
    assert tile_of(Mosaic(tiles, None), tiles - 1, across * 8, across * 4)[2:] == (8, 4)


@settings(max_examples=count(5000))
@given(st.data())
def test_a_damaged_private_header_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    whole = bytearray(csa_header({"A": ["1"], "NumberOfImagesInMosaic": ["36", ""], "SliceNormalVector": ["0", "0", "1"]}))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 4))
        whole[at : at + 4] = struct.pack("<I", data.draw(st.sampled_from((0, 1, 77, 0x7FFFFFFF, 0xFFFFFFFF))))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        table = csa_table(bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    assert all(isinstance(text, str) for texts in table.values() for text in texts)
