"""Series become stacks and volumes with the right value at every point of the patient, or say what is odd."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kept import until_kept
from phantom import (
    Slice,
    body_hu,
    phantom_geometry,
    slices_of,
    slope_hu,
    truth_hu,
    write_phantom,
    write_slice,
    write_slices,
)  # fmt: skip
from soak import count

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.dicom.arrange import arrange
from viewer.dicom.decode import Decoder
from viewer.dicom.frames import Frame
from viewer.dicom.load import Loaded, load
from viewer.dicom.pixels import FrameSource
from viewer.dicom.scan import scan
from viewer.dicom.values import Values


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def load_folder(folder: Path, decoder: Decoder, volumes: Path | None = None) -> Loaded:
    found = scan([folder], no_tick)
    (series,) = found.series
    loaded = load(series, found.instances, volumes or folder.parent / "volumes", decoder, no_tick)
    until_kept()
    return loaded


def sentences(loaded: Loaded) -> str:
    return " ".join(problem.text for problem in loaded.problems)


def inner(loaded: Loaded, margin: int = 1) -> tuple[slice, slice, slice]:
    return tuple(slice(margin, -margin) for _ in range(3))  # type: ignore[return-value]


def test_oblique_body_has_its_value_at_every_voxel(tmp_path: Path, decoder: Decoder) -> None:
    written = write_phantom(tmp_path / "series")
    loaded = load_folder(tmp_path / "series", decoder)
    geometry = loaded.volume.geometry
    assert geometry.shape_kji == written.shape_kji
    assert np.allclose(geometry.matrix, written.matrix, atol=1e-5)
    assert geometry.frame_uid == written.frame_uid
    assert np.array_equal(loaded.volume.voxels, truth_hu(written))
    assert loaded.volume.value_at((31.0 - 11, -47.0 - 2, 112.0 + 3)) == -820  # the lung is on the right
    assert loaded.volume.value_at((31.0 + 8, -47.0 - 9, 112.0 + 12)) == 180
    assert (loaded.volume.unit, loaded.volume.resampled, loaded.problems) == ("HU", False, ())
    assert [(window.centre, window.width) for window in loaded.volume.windows] == [(40.0, 400.0)]


def test_stack_planes_lie_where_they_were_acquired(tmp_path: Path, decoder: Decoder) -> None:
    written = write_phantom(tmp_path / "series")
    loaded = load_folder(tmp_path / "series", decoder)
    for k, plane in enumerate(loaded.stack.planes):
        point = np.array(plane.origin_lps) + 7 * np.array(plane.along_lps) + 11 * np.array(plane.down_lps)
        assert np.allclose(point, written.point(k, 11, 7), atol=1e-4)
        value = loaded.stack.pixels[k, 11, 7] * plane.slope + plane.intercept
        assert value == body_hu(point[None])[0]


def test_one_file_holds_stack_and_volume_where_the_grid_is_regular(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "series")
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.volume.voxels.dtype == np.int16
    assert len(list((tmp_path / "volumes").glob("*.npy"))) == 1
    assert isinstance(loaded.volume.voxels, np.memmap) and not loaded.volume.voxels.flags.writeable


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
def test_order_of_files_and_numbers_means_nothing(tmp_path: Path, decoder: Decoder, order: str) -> None:
    geometry = phantom_geometry()
    slices = slices_of(geometry)
    rank = list(reversed(range(len(slices)))) if order == "reversed" else np.random.default_rng(3).permutation(len(slices))
    write_slices(tmp_path / "series", [slices[n].with_tags(InstanceNumber=m + 1) for m, n in enumerate(rank)])
    loaded = load_folder(tmp_path / "series", decoder)
    assert np.allclose(loaded.volume.geometry.matrix, geometry.matrix, atol=1e-5)
    assert np.array_equal(loaded.volume.voxels, truth_hu(geometry))


def test_missing_slice_is_named_and_the_rest_stays_in_place(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry(oblique=False)
    slices = slices_of(geometry)
    write_slices(tmp_path / "series", slices[:6] + slices[7:], slope_hu)
    loaded = load_folder(tmp_path / "series", decoder)
    assert "1 slice is missing: 1 after slice 6 (z 102.0 to 110.0 mm, gap 8.00 mm)" in sentences(loaded)
    assert loaded.volume.resampled
    assert loaded.volume.geometry.shape_kji == geometry.shape_kji
    assert np.allclose(loaded.volume.geometry.spacing_mm, geometry.spacing_mm)
    assert np.abs(loaded.volume.voxels - truth_hu(geometry, slope_hu)).max() <= 1
    assert len(loaded.stack.planes) == len(slices) - 1


@pytest.mark.parametrize("degrees", [20.0, -20.0])
def test_gantry_tilt_is_named_in_degrees_and_straightened(tmp_path: Path, decoder: Decoder, degrees: float) -> None:
    geometry = phantom_geometry((10, 40, 36))
    shear = np.tan(np.deg2rad(degrees)) * 4.0
    down = geometry.matrix[:3, 1] / np.linalg.norm(geometry.matrix[:3, 1])
    slices = [slice_.moved(down * shear * k) for k, slice_ in enumerate(slices_of(geometry))]
    write_slices(tmp_path / "series", slices, slope_hu)
    loaded = load_folder(tmp_path / "series", decoder)
    assert len(loaded.problems) == 1 and "tilted by 20.0°" in sentences(loaded)
    assert loaded.volume.resampled
    grid = loaded.volume.geometry
    assert np.allclose(grid.matrix[:3, :3].T @ grid.matrix[:3, :3], np.diag(np.square(grid.spacing_mm)), atol=1e-6)
    covered = loaded.volume.voxels != -1024
    assert covered.mean() > 0.6
    assert np.abs(loaded.volume.voxels - truth_hu(grid, slope_hu))[covered].max() <= 1
    for k, plane in enumerate(loaded.stack.planes):
        assert np.allclose(plane.origin_lps, slices[k].origin_lps, atol=1e-4)
        for corner_ji in ((0, 0), (39, 0), (0, 35), (39, 35)):
            corner = np.array(plane.origin_lps) + np.array(corner_ji) @ [plane.down_lps, plane.along_lps]
            index = grid.to_kji([corner])[0]
            assert np.all(index > -1e-3) and np.all(index < np.array(grid.shape_kji) - 1 + 1e-3)


def test_uneven_spacing_is_named_and_evened_out(tmp_path: Path, decoder: Decoder) -> None:
    normal = phantom_geometry().matrix[:3, 0] / 4.0
    first = slices_of(phantom_geometry())[0]
    heights = [0, 4, 8, 12, 13.1, 20.1, 27.1, 34.1]
    write_slices(
        tmp_path / "series",
        [first.moved(normal * height).with_tags(InstanceNumber=n) for n, height in enumerate(heights, 1)], slope_hu,
    )  # fmt: skip
    loaded = load_folder(tmp_path / "series", decoder)
    assert "unevenly spaced (gaps of 1.10 mm once, 4.00 mm 3 times, 7.00 mm 3 times)" in sentences(loaded)
    assert loaded.volume.resampled and loaded.volume.geometry.spacing_mm[0] == pytest.approx(4.0)
    assert np.abs(loaded.volume.voxels - truth_hu(loaded.volume.geometry, slope_hu)).max() <= 1


def test_each_slice_has_its_own_slope(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((6, 30, 36))
    for k, slice_ in enumerate(slices_of(geometry)):
        write_slice(tmp_path / "series" / f"{k}.dcm", slice_, slope=1.0 if k == 0 else 0.1 * k, intercept=-1500.5)
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.volume.voxels.dtype == np.float32
    assert np.abs(loaded.volume.voxels - truth_hu(geometry)).max() <= 0.51
    assert {round(plane.slope, 3) for plane in loaded.stack.planes} == {1.0, 0.1, 0.2, 0.3, 0.4, 0.5}


def test_monochrome1_values_are_not_inverted(tmp_path: Path, decoder: Decoder) -> None:
    geometry = write_phantom(tmp_path / "series", PhotometricInterpretation="MONOCHROME1")
    assert np.array_equal(load_folder(tmp_path / "series", decoder).volume.voxels, truth_hu(geometry))


def test_localizer_is_a_part_of_its_own(tmp_path: Path, decoder: Decoder) -> None:
    geometry = write_phantom(tmp_path / "series")
    along, down = (0.0, 1.5, 0.0), (0.0, 0.0, -1.75)
    scout = Slice((31.0, -100.0, 160.0), along, down, (30, 36), 99, {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]})
    write_slice(tmp_path / "series" / "scout.dcm", scout)
    loaded = load_folder(tmp_path / "series", decoder)
    assert np.array_equal(loaded.volume.voxels, truth_hu(geometry))
    assert [(part.name, part.pictures) for part in loaded.parts] == [("axial", 16), ("localizer, sagittal", 1)]
    assert loaded.part == loaded.parts[0] and not loaded.problems


def test_two_phases_do_not_mix(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((6, 30, 36))
    both = [
        slice_.with_tags(AcquisitionNumber=phase, InstanceNumber=2 * n + phase)
        for n, slice_ in enumerate(slices_of(geometry)) for phase in (2, 1)
    ]  # fmt: skip
    for n, slice_ in enumerate(both):
        late = slice_.tags["AcquisitionNumber"] == 2
        hu_of = (lambda points: body_hu(points) + 50.0) if late else body_hu
        write_slice(tmp_path / "series" / f"{n}.dcm", slice_, hu_of, SOPInstanceUID=f"1.2.3.{n}")
    loaded = load_folder(tmp_path / "series", decoder)
    assert np.array_equal(loaded.volume.voxels, truth_hu(geometry))
    assert [part.name for part in loaded.parts] == ["acquisition 1", "acquisition 2"]
    assert not loaded.volume.resampled and not loaded.problems


def test_garbage_above_the_stored_bits_is_dropped(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((3, 30, 36))
    for k, slice_ in enumerate(slices_of(geometry)):
        stored = np.rint(body_hu(slice_.points_lps) + 1024).astype("<u2") | 0xA000
        write_slice(tmp_path / "series" / f"{k}.dcm", slice_, PixelData=stored.tobytes(), BitsStored=12, HighBit=11)
    assert np.array_equal(load_folder(tmp_path / "series", decoder).volume.voxels, truth_hu(geometry))


def test_sign_of_fewer_bits_than_the_cell_has(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((3, 30, 36))
    for k, slice_ in enumerate(slices_of(geometry)):
        stored = np.rint(body_hu(slice_.points_lps)).astype("<i2").view("<u2") & 0x0FFF | 0x5000
        write_slice(tmp_path / "series" / f"{k}.dcm", slice_, PixelData=stored.tobytes(), BitsStored=12, HighBit=11,
                    signed=True, intercept=0.0)  # fmt: skip
    assert np.array_equal(load_folder(tmp_path / "series", decoder).volume.voxels, truth_hu(geometry))


def test_padding_beyond_the_stored_bits_becomes_air_and_not_tissue(tmp_path: Path, decoder: Decoder) -> None:
    slice_ = slices_of(phantom_geometry())[8]
    stored = np.rint(body_hu(slice_.points_lps) + 1024).astype("<u2")
    stored[:50] = 63536  # -2000 as unsigned: its lower 12 bits would read 1072 HU
    write_slice(tmp_path / "series" / "0.dcm", slice_, PixelData=stored.tobytes(), BitsStored=12, HighBit=11,
                PixelPaddingValue=63536)  # fmt: skip
    assert np.all(np.ravel(load_folder(tmp_path / "series", decoder).volume.voxels)[:50] == -1024)


def test_negative_padding_in_unsigned_cells_becomes_air(tmp_path: Path, decoder: Decoder) -> None:
    slice_ = slices_of(phantom_geometry())[8]
    stored = np.rint(body_hu(slice_.points_lps) + 1024).astype("<u2")
    stored[:50] = 63536
    write_slice(tmp_path / "series" / "0.dcm", slice_, PixelData=stored.tobytes(), PixelPaddingValue=63536)
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.volume.voxels.dtype == np.int16
    assert np.all(np.ravel(loaded.volume.voxels)[:50] == -1024)


def test_padding_that_fits_is_kept(tmp_path: Path, decoder: Decoder) -> None:
    slice_ = slices_of(phantom_geometry())[8]
    stored = np.rint(body_hu(slice_.points_lps)).astype("<i2")
    stored[:50] = -1500
    write_slice(tmp_path / "series" / "0.dcm", slice_, PixelData=stored.tobytes(), PixelPaddingValue=-1500,
                signed=True, intercept=0.0)  # fmt: skip
    assert np.all(np.ravel(load_folder(tmp_path / "series", decoder).volume.voxels)[:50] == -1500)


def test_signed_values_keep_their_sign(tmp_path: Path, decoder: Decoder) -> None:
    geometry = write_phantom(tmp_path / "series", signed=True, intercept=0.0)
    assert np.array_equal(load_folder(tmp_path / "series", decoder).volume.voxels, truth_hu(geometry))


def test_values_beyond_int16_become_float(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((3, 30, 36))
    write_slices(tmp_path / "series", slices_of(geometry), lambda points: body_hu(points) + 50_000.0, intercept=0.0)
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.volume.voxels.dtype == np.float32 and loaded.stack.pixels.dtype == np.uint16
    assert np.array_equal(loaded.volume.voxels, truth_hu(geometry) + 50_000.0)


def test_single_slice_is_a_volume_of_its_thickness(tmp_path: Path, decoder: Decoder) -> None:
    write_slice(tmp_path / "series" / "0.dcm", slices_of(phantom_geometry())[8], SliceThickness="2.5")
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.volume.geometry.spacing_mm[0] == pytest.approx(2.5)
    assert [problem.level for problem in loaded.problems] == ["note"] and "single slice" in sentences(loaded)


def test_cut_file_costs_its_slice_and_is_named(tmp_path: Path, decoder: Decoder) -> None:
    geometry = write_phantom(tmp_path / "series")
    path = tmp_path / "series" / "004.dcm"
    path.write_bytes(path.read_bytes()[:-100])
    loaded = load_folder(tmp_path / "series", decoder)
    assert "Slice 5 cannot be read (the pixel data is cut short)" in sentences(loaded)
    expected = truth_hu(geometry)
    expected[4] = -1024
    assert np.array_equal(loaded.volume.voxels, expected)


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        ({"ImageOrientationPatient": ["1", "0", "0", "1", "0", "0"]}, "not at right angles"),
        ({"Modality": "SEG"}, "holds a segmentation"),
        ({"BitsAllocated": 12}, "12 bits"),
    ],
)
def test_what_is_no_volume_says_so_in_one_sentence(
    tmp_path: Path, decoder: Decoder, tags: dict[str, Any], sentence: str
) -> None:
    write_phantom(tmp_path / "series", phantom_geometry((2, 30, 36)), **tags)
    with pytest.raises(KnownError, match=sentence):
        load_folder(tmp_path / "series", decoder)
    assert not list((tmp_path / "volumes").glob("*")) if (tmp_path / "volumes").exists() else True


@pytest.mark.parametrize(
    ("tags", "lack"), [({"ImagePositionPatient": None}, "where in the patient this is"), ({"PixelSpacing": None}, "how large the pixels are")]
)
def test_slices_without_a_place_follow_each_other_by_number(
    tmp_path: Path, decoder: Decoder, tags: dict[str, Any], lack: str
) -> None:
    slices = slices_of(phantom_geometry((3, 30, 36)))
    numbered = [slice_.with_tags(InstanceNumber=number) for slice_, number in zip(slices, (30, 10, 20), strict=True)]
    write_slices(tmp_path / "series", numbered, **tags)
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.volume is None and len(loaded.parts) == 1 and f"does not say {lack}" in sentences(loaded)
    assert loaded.stack.frame_uid == f"local:{loaded.stack.series_uid}"
    assert [plane.origin_lps for plane in loaded.stack.planes] == [(0, 0, 10), (0, 0, 20), (0, 0, 30)]
    for place, n in enumerate((1, 2, 0)):
        assert np.array_equal(loaded.stack.pixels[place].ravel(), body_hu(slices[n].points_lps))
    with pytest.raises(KnownError, match="make no volume"):
        loaded.need_volume()


def test_slices_with_one_number_and_no_place_are_apart(tmp_path: Path, decoder: Decoder) -> None:
    write_slices(tmp_path / "series", [s.with_tags(InstanceNumber=7) for s in slices_of(phantom_geometry((2, 30, 36)))],
                 ImagePositionPatient=None)  # fmt: skip
    loaded = load_folder(tmp_path / "series", decoder)
    assert len(loaded.parts) == 2 and loaded.stack.pixels.shape == (1, 30, 36)
    assert loaded.stack.frame_uid == f"local:{loaded.stack.planes[0].instance_uid}"


def test_slices_with_a_place_make_the_volume_and_the_others_a_part(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry()
    write_phantom(tmp_path / "series")
    write_slice(tmp_path / "series" / "004.dcm", slices_of(geometry)[4], ImagePositionPatient=None)
    loaded = load_folder(tmp_path / "series", decoder)
    assert [(part.name, part.pictures, part.is_volume) for part in loaded.parts] == [("axial", 15, True), ("picture 5", 1, False)]
    assert "1 slice is missing: 1 after slice 4" in sentences(loaded)


def test_second_opening_maps_the_same_file(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry(oblique=False)
    write_slices(tmp_path / "series", slices_of(geometry)[:5] + slices_of(geometry)[6:])
    first = load_folder(tmp_path / "series", decoder)
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "volumes").iterdir()}
    second = load_folder(tmp_path / "series", decoder)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "volumes").iterdir()} == times
    assert (second.volume.geometry, second.stack.planes, second.problems) == (
        first.volume.geometry, first.stack.planes, first.problems
    )  # fmt: skip
    assert np.array_equal(second.volume.voxels, first.volume.voxels)
    assert np.array_equal(second.stack.pixels, first.stack.pixels)


def test_a_changed_series_is_loaded_again(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((8, 30, 36))
    write_slices(tmp_path / "series", slices_of(geometry)[:5])
    assert len(load_folder(tmp_path / "series", decoder).stack.planes) == 5
    write_slices(tmp_path / "series", slices_of(geometry))
    assert len(load_folder(tmp_path / "series", decoder).stack.planes) == 8


def test_a_damaged_cache_is_made_again(tmp_path: Path, decoder: Decoder) -> None:
    geometry = write_phantom(tmp_path / "series")
    load_folder(tmp_path / "series", decoder)
    (pixels,) = (tmp_path / "volumes").glob("*.npy")
    pixels.write_bytes(pixels.read_bytes()[:1000])
    assert np.array_equal(load_folder(tmp_path / "series", decoder).volume.voxels, truth_hu(geometry))
    for note in (tmp_path / "volumes").glob("*.json"):
        note.write_text(json.dumps({"format": -1}), encoding="utf-8")
    assert np.array_equal(load_folder(tmp_path / "series", decoder).volume.voxels, truth_hu(geometry))


def test_cancel_leaves_no_pixels(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "series")
    found = scan([tmp_path / "series"], no_tick)

    def stop(fraction: float, text: str) -> None:
        if fraction > 0.5:
            raise CancelledError

    with pytest.raises(CancelledError):
        load(found.series[0], found.instances, tmp_path / "volumes", decoder, stop)
    assert not list((tmp_path / "volumes").glob("*.npy")) and not list((tmp_path / "volumes").glob("*.part"))


def test_progress_grows_to_one(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "series")
    found = scan([tmp_path / "series"], no_tick)
    fractions: list[float] = []
    load(found.series[0], found.instances, tmp_path / "v", decoder, lambda fraction, text: fractions.append(fraction))
    assert fractions == sorted(fractions) and fractions[-1] == 1.0 and len(fractions) > 16


def frame_at(geometry: Geometry, k: int) -> Frame:
    matrix = geometry.matrix
    along, down = matrix[:3, 2] / np.linalg.norm(matrix[:3, 2]), matrix[:3, 1] / np.linalg.norm(matrix[:3, 1])
    _, rows, columns = geometry.shape_kji
    source = FrameSource("", "", 0, 0, 0, 1, rows, columns, 16, 16, 15, False)
    return Frame(
        f"1.{k}", 0, geometry.point(k, 0, 0), tuple(along), tuple(down),
        (geometry.spacing_mm[1], geometry.spacing_mm[2]), "pixel_spacing", geometry.frame_uid, True, Values(), None,
        False, (), source,
    )  # fmt: skip


unit = st.floats(-1, 1)
spacing = st.floats(0.2, 9.0)


@settings(deadline=None, max_examples=count(3000))
@given(st.tuples(unit, unit, unit, unit), st.tuples(spacing, spacing, spacing), st.integers(2, 40), st.randoms())
def test_any_regular_grid_is_found_again(
    turn: tuple[float, float, float, float], spacing_mm: tuple[float, float, float], slices: int, random: Any
) -> None:
    from scipy.spatial.transform import Rotation

    if np.linalg.norm(turn) < 0.1:
        return
    rotation = Rotation.from_quat(turn).as_matrix()  # its columns: along, down, normal
    matrix = np.eye(4)
    matrix[:3, :3] = rotation[:, ::-1] * spacing_mm
    matrix[:3, 3] = (-120.5, 33.0, 801.25)
    geometry = Geometry.from_matrix((slices, 7, 9), matrix, "1.2")
    frames = [frame_at(geometry, k) for k in range(slices)]
    random.shuffle(frames)
    (layout,) = arrange(frames, "1.9")
    assert not layout.resampled and not layout.problems
    assert layout.geometry.shape_kji == geometry.shape_kji
    assert np.allclose(layout.geometry.matrix, geometry.matrix, atol=1e-6)
    points = np.array([[0.0, 3.0, 5.0], [slices - 1.0, 0.5, 8.0]])
    assert np.allclose(layout.geometry.to_kji(geometry.to_lps(points)), points, atol=1e-6)


def test_enhanced_multi_frame_loads_frame_by_frame(tmp_path: Path, real_data: Path, decoder: Decoder) -> None:
    found = scan([real_data / "mr" / "philips_enhanced_fieldmap"], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path, decoder, no_tick)
    assert loaded.volume.geometry.shape_kji == (32, 64, 64)
    assert [part.name for part in loaded.parts] == ["magnitude", "field map"] and not loaded.problems
    dataset = pydicom.dcmread(found.instances[0].path)
    for k, plane in enumerate(loaded.stack.planes):
        groups = dataset.PerFrameFunctionalGroupsSequence[plane.frame]
        assert np.allclose(plane.origin_lps, groups.PlanePositionSequence[0].ImagePositionPatient)
        rescale = groups.PixelValueTransformationSequence[0]
        expected = dataset.pixel_array[plane.frame] * float(rescale.RescaleSlope) + float(rescale.RescaleIntercept)
        assert np.allclose(loaded.volume.voxels[k], expected, atol=1e-3)


REAL = {
    "ct/siemens_mct_abdomen_j2k_empty_uids": ((20, 512, 512), ""),
    "ct/ge_hispeed_head_tilt_varspacing": ((37, 611, 512), "tilted by 18.5° and slices are unevenly spaced"),
    "ct/philips_ingenuity_head_phantom_tilt": ((54, 600, 512), "tilted by 18.5°; "),
}


@pytest.mark.parametrize("name", REAL)
def test_real_series_agree_with_another_reader(tmp_path: Path, real_data: Path, decoder: Decoder, name: str) -> None:
    import SimpleITK

    shape, sentence = REAL[name]
    found = scan([real_data / name], no_tick)
    (series,) = found.series
    loaded = load(series, found.instances, tmp_path, decoder, no_tick)
    assert loaded.volume.geometry.shape_kji == shape
    assert (sentence in sentences(loaded)) if sentence else not loaded.problems
    paths = {instance.uid: instance.path for instance in found.instances}
    for k in range(0, len(loaded.stack.planes), 5):
        plane = loaded.stack.planes[k]
        image = SimpleITK.ReadImage(paths[plane.instance_uid])
        values = loaded.stack.pixels[k] * plane.slope + plane.intercept
        assert np.array_equal(values, SimpleITK.GetArrayFromImage(image)[0])
        mine = np.array(plane.origin_lps) + 100 * np.array(plane.along_lps) + 200 * np.array(plane.down_lps)
        assert np.allclose(mine, image.TransformIndexToPhysicalPoint((100, 200, 0)), atol=1e-3)


def test_reference_segmentation_lies_on_its_organs(tmp_path: Path, real_data: Path, decoder: Decoder) -> None:
    import SimpleITK

    found = scan([real_data / "ct" / "siemens_mct_abdomen_j2k_empty_uids"], no_tick)
    volume = load(found.series[0], found.instances, tmp_path, decoder, no_tick).volume
    (path,) = (real_data / "nifti" / "totalsegmentator_dicom_ref").glob("*.nii.gz")
    reference = SimpleITK.ReadImage(str(path))
    labels = SimpleITK.GetArrayFromImage(reference)
    for number, low, high in ((5, 70, 110), (79, 5, 35), (1, 65, 95)):  # liver, spinal cord, spleen
        found_kji = np.argwhere(labels == number)[::97]
        points = [reference.TransformIndexToPhysicalPoint([int(n) for n in kji[::-1]]) for kji in found_kji]
        values = [volume.value_at(point) for point in points]
        assert None not in values and low < np.mean(np.array(values, float)) < high
