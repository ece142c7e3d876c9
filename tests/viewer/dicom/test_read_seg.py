"""DICOM SEG objects: every segment comes back on the voxels of its pictures, whatever the coding and the grid."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import SimpleITK as sitk
from pydicom import dcmread
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from slanted import LABELS, Slanted, make_slanted, tilted
from test_write_seg import write

from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.volume import Stack, Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.read_seg import read_seg
from viewer.dicom.scan import scan
from viewer.dicom.seg_masks import SegMasks, make_masks


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def made(path: Path, volume: Volume, stack: Stack, folder: Path, decoder: Decoder) -> tuple[SegMasks, list[np.ndarray]]:
    folder.mkdir(exist_ok=True)
    masks = make_masks(read_seg(path), volume, stack, folder, decoder, no_tick)
    assert sorted(folder.iterdir()) == sorted(map.path for map in masks.maps), "nothing but the masks is left"
    return masks, [np.load(map.path) for map in masks.maps]


def region(masks: SegMasks, arrays: list[np.ndarray], name: str) -> np.ndarray:
    for map, array in zip(masks.maps, arrays, strict=True):
        for label in map.labels:
            if label.name == name:
                return np.isin(array, label.numbers)
    raise AssertionError(f"no label {name}")


def loaded(files: list[Path], folder: Path, decoder: Decoder) -> tuple[Volume, Stack]:
    found = scan(files, no_tick)
    one = load(found.series[0], found.instances, folder, decoder, no_tick)
    assert one.volume is not None
    return one.volume, one.stack


def nrrd(path: Path, of: Volume) -> np.ndarray:
    """A label map's value at the centre of each voxel of a volume, by ITK's own physical points."""
    image = sitk.ReadImage(str(path))
    array = sitk.GetArrayFromImage(image)
    points = of.geometry.to_lps(np.indices(of.geometry.shape_kji).reshape(3, -1).T)
    spacing, origin = np.array(image.GetSpacing()), np.array(image.GetOrigin())
    direction = np.array(image.GetDirection()).reshape(3, 3)
    i, j, k = np.rint((points - origin) @ direction / spacing).astype(int).T
    return array[k, j, i].reshape(of.geometry.shape_kji)


# what we write comes back ---------------------------------------------------------------------------------------


def test_what_lightbox_writes_comes_back_voxel_by_voxel_with_its_nesting(tmp_path: Path, decoder: Decoder) -> None:
    case = make_slanted(tmp_path / "ct")
    masks, (mask,) = made(write(case, tmp_path / "seg.dcm").path, case.volume, case.stack, tmp_path / "out", decoder)
    assert masks.exact and not masks.oddities
    for number, label in enumerate(LABELS[:3], start=1):
        np.testing.assert_array_equal(region(masks, [mask], label.name), np.isin(case.mask, label.numbers))
        back = next(row for row in masks.maps[0].labels if row.name == label.name)
        assert (back.number, back.code, back.side, len(back.includes)) == (number, label.code, label.side, len(label.includes))
    assert set(np.unique(mask)) == {0, 1, 2, 3}


def test_planes_of_a_tilted_gantry_give_each_voxel_the_label_of_the_nearest_picture(tmp_path: Path, decoder: Decoder) -> None:
    case = tilted(make_slanted(tmp_path / "ct"))
    path = write(case, tmp_path / "seg.dcm").path
    masks, arrays = made(path, case.volume, case.stack, tmp_path / "out", decoder)
    assert not masks.exact
    found = region(masks, arrays, "lungs")
    truth = np.isin(case.mask, LABELS[0].numbers)
    assert np.abs(found.sum() / truth.sum() - 1) < 0.25 and (found & truth).sum() / truth.sum() > 0.7
    back = replace(case, mask=np.where(found, np.uint8(3), np.uint8(0)))
    again = write(back, tmp_path / "again.dcm").path
    for one, other in zip(lung_frames(path), lung_frames(again), strict=True):
        assert one == other, "the acquired pictures carry what they carried"


def lung_frames(path: Path) -> list[tuple[tuple[float, ...], bytes]]:
    dataset = dcmread(path)
    frames = np.atleast_3d(dataset.pixel_array)
    return sorted(
        (tuple(group.PlanePositionSequence[0].ImagePositionPatient), frame.tobytes())
        for frame, group in zip(frames, dataset.PerFrameFunctionalGroupsSequence, strict=True)
        if "SegmentIdentificationSequence" not in group or group.SegmentIdentificationSequence[0].ReferencedSegmentNumber == 1
    )


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (0, 2, 1)])
@pytest.mark.parametrize("flips", [(), (0,), (1, 2), (0, 1, 2)])
def test_the_order_and_direction_of_the_volumes_axes_do_not_matter(
    tmp_path: Path, decoder: Decoder, axes: tuple[int, int, int], flips: tuple[int, ...]
) -> None:
    case = make_slanted(tmp_path / "ct")
    path = write(case, tmp_path / "seg.dcm").path
    other = turned(case, axes, flips)
    masks, arrays = made(path, other.volume, other.stack, tmp_path / "out", decoder)
    assert masks.exact
    np.testing.assert_array_equal(region(masks, arrays, "lung left"), np.isin(other.mask, (5, 9)))


def turned(case: Slanted, axes: tuple[int, int, int], flips: tuple[int, ...]) -> Slanted:
    """The same body and labels on a grid whose axes are permuted and turned round."""
    matrix = case.volume.geometry.matrix.copy()
    shape = case.volume.geometry.shape_kji
    for axis in flips:
        matrix[:3, 3] += matrix[:3, axis] * (shape[axis] - 1)
        matrix[:3, axis] *= -1
    matrix[:3, :3] = matrix[:3, axes]
    mask = np.ascontiguousarray(np.transpose(np.flip(case.mask, flips), axes))
    voxels = np.ascontiguousarray(np.transpose(np.flip(case.volume.voxels, flips), axes))
    geometry = type(case.volume.geometry).from_matrix(mask.shape, matrix, case.volume.geometry.frame_uid)
    return replace(case, mask=mask, volume=replace(case.volume, geometry=geometry, voxels=voxels))


def test_another_grid_takes_the_nearest_pixel_and_the_volume_in_ml_stays(tmp_path: Path, decoder: Decoder) -> None:
    case = make_slanted(tmp_path / "ct")
    path = write(case, tmp_path / "seg.dcm").path
    matrix = case.volume.geometry.matrix.copy()
    a = np.deg2rad(17)  # finer voxels, turned about the patient's axis, around the same body
    matrix[:3, :3] = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]]) @ np.diag([0.45, 0.4, 0.5])[:, ::-1]
    shape = (60, 60, 70)
    matrix[:3, 3] = np.array(case.volume.geometry.centre_lps) - matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    geometry = type(case.volume.geometry).from_matrix(shape, matrix, case.volume.geometry.frame_uid)
    volume = replace(case.volume, geometry=geometry, voxels=np.zeros(shape, np.int16))
    masks, arrays = made(path, volume, case.stack, tmp_path / "out", decoder)
    assert not masks.exact
    truth = np.isin(case.mask, LABELS[0].numbers)
    found = region(masks, arrays, "lungs")
    assert found.sum() * geometry.voxel_mm3 == pytest.approx(truth.sum() * case.volume.geometry.voxel_mm3, rel=0.02)
    for point in case.volume.geometry.to_lps(np.argwhere(truth)):
        k, j, i = np.rint(geometry.to_kji([point])[0]).astype(int)
        assert found[k, j, i]


def test_thick_planes_of_their_own_fill_all_slices_that_they_cover(tmp_path: Path, decoder: Decoder) -> None:
    case = make_slanted(tmp_path / "ct")
    path = write(case, tmp_path / "seg.dcm").path
    dataset = dcmread(path)
    dataset.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].SpacingBetweenSlices = 5
    keep_frames(dataset, lambda group: round(height(group, case)) in (2, 4))  # every second plane, 5 mm apart
    dataset.save_as(path)
    masks, arrays = made(path, case.volume, replace(case.stack, planes=()), tmp_path / "out", decoder)
    found = region(masks, arrays, "lungs").any(axis=(1, 2))
    assert not masks.exact and found.tolist() == [False, True, True, True, True, True, False]


def height(group: Dataset, case: Slanted) -> float:
    return float(case.volume.geometry.to_kji([group.PlanePositionSequence[0].ImagePositionPatient])[0, 0])


def keep_frames(dataset: Dataset, wanted: Any) -> None:
    """Leave out frames of a BINARY object and shuffle the rest."""
    pixels = dataset.pixel_array
    groups = list(dataset.PerFrameFunctionalGroupsSequence)
    kept = [n for n, group in enumerate(groups) if wanted(group)][::-1]
    dataset.PerFrameFunctionalGroupsSequence = [groups[n] for n in kept]
    dataset.NumberOfFrames = len(kept)
    packed = np.packbits(pixels[kept].ravel(), bitorder="little").tobytes()
    dataset.PixelData = packed + b"\0" * (len(packed) % 2)


# what others write ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def liver(real_data: Path, tmp_path_factory: pytest.TempPathFactory, decoder: Decoder) -> tuple[Volume, Stack]:
    folder = real_data / "derived" / "dcmqi_ct_seg"
    return loaded([folder / f"0{n}.dcm" for n in (1, 2, 3)], tmp_path_factory.mktemp("volumes"), decoder)


@pytest.mark.parametrize(
    "name",
    ["derived/dcmqi_ct_seg/seg_liver.dcm", "syntaxes/seg_liver_explicit_be.dcm", "syntaxes/seg_liver_j2k.dcm",
     "syntaxes/seg_liver_deflated_image_frame.dcm"],
)  # fmt: skip
def test_the_liver_lies_where_its_label_map_says_in_every_coding(
    real_data: Path, liver: tuple[Volume, Stack], tmp_path: Path, decoder: Decoder, name: str
) -> None:
    masks, arrays = made(real_data / name, *liver, tmp_path / "out", decoder)
    truth = nrrd(real_data / "derived" / "dcmqi_ct_seg" / "nrrd" / "liver_seg.nrrd", liver[0])
    assert masks.exact and truth.any()
    np.testing.assert_array_equal(region(masks, arrays, "Liver"), truth != 0)
    assert (masks.maps[0].labels[0].code.scheme, masks.maps[0].labels[0].code.value) == ("SCT", "10200004")


def test_frames_that_begin_inside_a_byte_are_read_from_their_first_bit(
    real_data: Path, liver: tuple[Volume, Stack], tmp_path: Path, decoder: Decoder
) -> None:
    path = real_data / "malformed" / "seg_1bit_nonbyte_aligned.dcm"
    masks, arrays = made(path, *liver, tmp_path / "out", decoder)
    whole = dcmread(real_data / "derived" / "dcmqi_ct_seg" / "seg_liver.dcm").pixel_array
    found = region(masks, arrays, "Liver")
    assert not found[:, 510:].any() and not found[:, :, 510:].any()
    np.testing.assert_array_equal(found[:, :510, :510], dcmread(path).pixel_array)
    assert (found[:, :510, :510] == whole[:, :510, :510]).mean() > 0.99 or found.any()


def test_overlapping_segments_of_another_maker_keep_every_pixel(
    real_data: Path, liver: tuple[Volume, Stack], tmp_path: Path, decoder: Decoder
) -> None:
    folder = real_data / "derived" / "dcmqi_ct_seg"
    masks, arrays = made(folder / "seg_partial_overlaps.dcm", *liver, tmp_path / "out", decoder)
    assert len(arrays) == 1 and [label.name for label in masks.maps[0].labels] == ["GREEN", "ORANGE", "PURPLE", "LIGHT_BLUE", "DARK_BLUE"]
    maps = [nrrd(folder / "nrrd" / f"partial_overlaps-{n}.nrrd", liver[0]) for n in (1, 2, 3)]
    truths = {(map_ == value).tobytes() for map_ in maps for value in np.unique(map_) if value}
    assert {region(masks, arrays, label.name).tobytes() for label in masks.maps[0].labels} == truths


@pytest.mark.parametrize(
    ("name", "truth"),
    [("label.seg", "label.nrrd"), ("sparse-labelmap-noppv.dcm", "sparse_labelmap_noppv_seg.nrrd"),
     ("sparse-labelmap-ppv5.dcm", "sparse_labelmap_ppv5_seg.nrrd")],
)  # fmt: skip
def test_label_maps_with_planes_left_out_and_padding(real_data: Path, tmp_path: Path, decoder: Decoder, name: str, truth: str) -> None:
    folder = real_data / "derived" / "dcmqi_24x38x3"
    volume, stack = loaded([folder / f"IMG000{n}.dcm" for n in (1, 2, 3)], tmp_path / "volumes", decoder)
    masks, arrays = made(folder / name, volume, stack, tmp_path / "out", decoder)
    assert masks.exact and [label.name for label in masks.maps[0].labels] == ["Liver"]
    np.testing.assert_array_equal(region(masks, arrays, "Liver"), nrrd(folder / truth, volume) == 1)


@pytest.mark.parametrize("name", ["seg_image_ct_binary.dcm", "seg_image_ct_binary_overlap.dcm", "seg_image_ct_binary_fractional.dcm"])
def test_highdicoms_objects_lie_on_their_pictures(real_data: Path, tmp_path: Path, decoder: Decoder, name: str) -> None:
    sources = Path(str(get_testdata_file("DICOMDIR"))).parent / "77654033" / "CT2"
    near = [path for path in sources.iterdir() if float(dcmread(path).ImagePositionPatient[2]) > 100]
    volume, stack = loaded(sorted(near), tmp_path / "volumes", decoder)
    path = real_data / "derived" / "highdicom_seg" / name
    found = read_seg(path)
    masks, arrays = made(path, volume, stack, tmp_path / "out", decoder)
    pixels = np.atleast_3d(dcmread(path).pixel_array)
    for segment in found.segments:
        mine = region(masks, arrays, segment.name)
        for frame, number in enumerate(found.segment_of_frame):
            if number == segment.number and found.origins_lps[frame, 2] > 100:
                rows, columns = np.nonzero(pixels[frame])
                points = (
                    found.origins_lps[frame]
                    + rows[:, None] * np.array(found.down) * found.spacing_mm[0]
                    + columns[:, None] * np.array(found.along) * found.spacing_mm[1]
                )
                k, j, i = np.rint(volume.geometry.to_kji(points)).astype(int).T
                assert mine[k, j, i].all()
                set_in_slice = mine[k[0]].sum() if len(k) else 0
                assert set_in_slice == len(rows)
    assert any("fractional" in oddity for oddity in found.oddities) == ("fractional" in name)
    assert any("outside the pictures" in oddity for oddity in masks.oddities) == ("overlap" in name), "its fourth picture"


# what no one should write ---------------------------------------------------------------------------------------


def broken(tmp_path: Path, change: Any) -> tuple[Path, Slanted]:
    case = make_slanted(tmp_path / "ct")
    path = write(case, tmp_path / "seg.dcm").path
    dataset = dcmread(path)
    change(dataset)
    dataset.save_as(path)
    return path, case


def _set(**values: Any) -> Any:
    return lambda dataset: [setattr(dataset, name, value) for name, value in values.items()]


def _other_frame(dataset: Dataset) -> None:
    dataset.FrameOfReferenceUID = "2.25.4711"


def _no_positions(dataset: Dataset) -> None:
    for group in dataset.PerFrameFunctionalGroupsSequence:
        del group.PlanePositionSequence


def _turned_frame(dataset: Dataset) -> None:
    turned = Dataset()
    turned.ImageOrientationPatient = [0, 1, 0, 0, 0, 1]
    dataset.PerFrameFunctionalGroupsSequence[1].PlaneOrientationSequence = [turned]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set(Rows=60000, Columns=60000), "60000 x 60000"),
        (_set(Rows=6000, Columns=6000), "cut short"),
        (_set(NumberOfFrames=200000), "cut short"),
        (_set(NumberOfFrames=3), "where its frames lie"),
        (_set(NumberOfFrames=0), "holds no frames"),
        (_set(SegmentationType="FRACTIONAL", MaximumFractionalValue=0), "what is half inside cannot be known"),
        (_set(SegmentationType="SPARKLING"), "of a kind"),
        (_set(PixelData=b"\0" * 2), "cut short"),
        (_set(BitsAllocated=32), "32 bits"),
        (_other_frame, "another frame of reference"),
        (_no_positions, "where its frames lie"),
        (_turned_frame, "different directions"),
        (lambda dataset: setattr(dataset, "PixelData", bytes(len(dataset.PixelData))), "is empty"),
    ],
)
def test_what_cannot_be_placed_is_refused_in_one_sentence(tmp_path: Path, decoder: Decoder, change: Any, words: str) -> None:
    path, case = broken(tmp_path, change)
    (tmp_path / "out").mkdir()
    with pytest.raises(KnownError, match=words) as refusal:
        make_masks(read_seg(path), case.volume, case.stack, tmp_path / "out", decoder, no_tick)
    assert refusal.value.text.count(". ") == 0
    assert not list((tmp_path / "out").iterdir())


def test_a_segment_without_description_keeps_its_number_as_name(tmp_path: Path, decoder: Decoder) -> None:
    path, case = broken(tmp_path, lambda dataset: setattr(dataset, "SegmentSequence", dataset.SegmentSequence[:1]))
    found = read_seg(path)
    assert "does not describe its segment 2, 3" in found.oddities[0]
    masks, arrays = made(path, case.volume, case.stack, tmp_path / "out", decoder)
    np.testing.assert_array_equal(region(masks, arrays, "Segment 2"), np.isin(case.mask, (5, 9)))


def test_no_segment_description_at_all(tmp_path: Path, decoder: Decoder) -> None:
    path, case = broken(tmp_path, lambda dataset: setattr(dataset, "SegmentSequence", []))
    masks, arrays = made(path, case.volume, case.stack, tmp_path / "out", decoder)
    np.testing.assert_array_equal(region(masks, arrays, "Segment 1"), np.isin(case.mask, (3, 5, 9)))


def test_one_number_for_two_segments_and_a_segment_without_pixels_are_said(tmp_path: Path, decoder: Decoder) -> None:
    def change(dataset: Dataset) -> None:
        dataset.SegmentSequence[2].SegmentNumber, dataset.SegmentSequence[2].SegmentLabel = 1, "spleen"
        more = Dataset()
        more.SegmentNumber, more.SegmentLabel = 9, "nowhere"
        dataset.SegmentSequence.append(more)

    path, case = broken(tmp_path, change)
    first = LABELS[0].name
    said = f"gives one number to several segments, which cannot be told apart: 1 ({first} / spleen)."
    assert any(said in oddity for oddity in read_seg(path).oddities)
    masks, arrays = made(path, case.volume, case.stack, tmp_path / "out", decoder)
    assert masks.oddities == ("No pixel belongs to: nowhere.",)
    np.testing.assert_array_equal(region(masks, arrays, f"{first} / spleen"), np.isin(case.mask, LABELS[0].numbers))


def test_pixels_beyond_the_pictures_are_said_to_be_left_out(tmp_path: Path, decoder: Decoder) -> None:
    def move(dataset: Dataset) -> None:
        step = np.array(case.volume.geometry.matrix[:3, 2]) * -6
        for group in dataset.PerFrameFunctionalGroupsSequence:
            position = group.PlanePositionSequence[0]
            position.ImagePositionPatient = [f"{v:.8g}" for v in np.array(position.ImagePositionPatient, float) + step]

    case = make_slanted(tmp_path / "ct")
    path, _ = broken(tmp_path, move)
    masks, arrays = made(path, case.volume, case.stack, tmp_path / "out", decoder)
    assert masks.exact and any("outside the pictures" in oddity for oddity in masks.oddities)
    np.testing.assert_array_equal(region(masks, arrays, "lungs")[:, :, :14], np.isin(case.mask, (3, 5, 9))[:, :, 6:20])
