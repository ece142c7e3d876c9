"""NIfTI, NRRD and MetaImage files: each voxel at its place in the patient, whatever the order of the axes."""

import gzip
import math
import struct
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from phantom import body_hu, phantom_geometry, truth_hu

from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.cache import Loaded
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.research_file import NO_IDENTITY, RESEARCH_CLASS
from viewer.dicom.scan import Scan, scan
from viewer.dicom.write_nifti import to_simpleitk, write_nifti


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def opened(path: Path, folder: Path, decoder: Decoder, part: str = "") -> tuple[Scan, Loaded]:
    found = scan([path], no_tick)
    assert [problem.text for problem in found.problems] == []
    return found, load(found.series[0], found.instances, folder, decoder, no_tick, part)


def refusal(path: Path) -> str:
    found = scan([path], no_tick)
    assert not found.instances and len(found.problems) == 1 and found.problems[0].level == "refused"
    return found.problems[0].text


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize("order", [*list(permutations(range(3)))[::2], (0, 2, 1)])
def test_a_known_body_lies_where_it_is_in_every_format_and_order_of_axes(
    tmp_path: Path, decoder: Decoder, suffix: str, order: tuple[int, int, int]
) -> None:
    geometry = phantom_geometry()
    image = sitk.PermuteAxes(to_simpleitk(truth_hu(geometry).astype(np.int16), geometry), order)
    image = sitk.Flip(image, [order[0] == 0, order[1] == 0, False])
    path = tmp_path / f"body{suffix}"
    sitk.WriteImage(image, str(path), useCompression=suffix != ".nii")
    found, loaded = opened(path, tmp_path / "volumes", decoder)
    volume = loaded.volume
    assert volume is not None and volume.voxels.dtype == np.int16
    points = volume.geometry.to_lps(np.indices(volume.geometry.shape_kji).reshape(3, -1).T)
    truth = body_hu(points).reshape(volume.geometry.shape_kji)
    assert np.mean(volume.voxels == truth) > 0.995, "float32 in NIfTI headers moves a few voxels of the surface"
    k, j, i = volume.geometry.matrix[:3, :3].T
    assert np.cross(i, j) @ k > 0, "right-handed"
    for n in (0, len(loaded.stack.planes) - 1):
        assert loaded.stack.probe(volume.geometry.point(n, 3, 2)) == (volume.voxels[n, 3, 2], (2, 3, n))
    assert (found.studies[0].description, found.studies[0].patient.name) == (path.name, NO_IDENTITY)
    assert found.instances[0].sop_class_uid == RESEARCH_CLASS


def test_the_same_file_is_the_same_study_wherever_it_lies(tmp_path: Path) -> None:
    geometry = phantom_geometry()
    write_nifti(tmp_path / "a.nii", truth_hu(geometry).astype(np.int16), geometry)
    first = scan([tmp_path / "a.nii"], no_tick)
    (tmp_path / "a.nii").rename(tmp_path / "b.nii")
    second = scan([tmp_path / "b.nii"], no_tick)
    assert first.studies[0].uid == second.studies[0].uid and first.instances[0].uid == second.instances[0].uid
    assert second.studies[0].description == "b.nii"


def test_a_kept_file_has_no_ending_and_opens_again_from_the_cache(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry()
    write_nifti(tmp_path / "a.nii.gz", truth_hu(geometry).astype(np.float32) + 0.25, geometry)
    found = scan([tmp_path / "a.nii.gz"], no_tick)
    kept = tmp_path / "0123abcd"
    (tmp_path / "a.nii.gz").rename(kept)
    instances = [replace(found.instances[0], path=str(kept))]
    first = load(found.series[0], instances, tmp_path / "volumes", decoder, no_tick)
    second = load(found.series[0], instances, tmp_path / "volumes", decoder, no_tick)
    assert first.volume is not None and second.volume is not None and first.volume.path == second.volume.path
    assert first.volume.voxels.dtype == np.float32 and (first.volume.voxels == second.volume.voxels).all()


def test_four_axes_are_time_points(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry()
    images = [to_simpleitk((truth_hu(geometry) + n).astype(np.int16), geometry) for n in range(3)]
    four = sitk.JoinSeries(images, 0.0, 2.5)
    sitk.WriteImage(four, str(tmp_path / "film.nii.gz"))
    found, first = opened(tmp_path / "film.nii.gz", tmp_path / "volumes", decoder)
    assert [part.name for part in first.parts] == ["time point 1, 0 s", "time point 2, 2.5 s", "time point 3, 5 s"]
    assert len({part.group for part in first.parts}) == 1 and [part.position for part in first.parts] == [0, 1, 2]
    third = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick, "3")
    assert first.volume is not None and third.volume is not None
    np.testing.assert_array_equal(third.volume.voxels, first.volume.voxels + np.int16(2))
    with pytest.raises(KnownError, match="no part 4"):
        load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick, "4")


@pytest.mark.parametrize(("dtype", "kept"), [(np.uint8, np.int16), (np.int32, np.int16), (np.uint16, np.int16), (np.float64, np.float32)])
def test_whole_numbers_stay_exact_and_others_become_floats(tmp_path: Path, decoder: Decoder, dtype: type, kept: type) -> None:
    geometry = phantom_geometry()
    values = np.arange(math.prod(geometry.shape_kji)).reshape(geometry.shape_kji) % 251
    voxels = (values + (0.5 if dtype is np.float64 else 0)).astype(dtype)
    write_nifti(tmp_path / "a.nii", voxels, geometry)
    _, loaded = opened(tmp_path / "a.nii", tmp_path / "volumes", decoder)
    assert loaded.volume is not None and loaded.volume.voxels.dtype == kept
    assert sorted(np.unique(loaded.volume.voxels)) == sorted(np.unique(voxels))


def nifti_header(path: Path, **fields: tuple[int, bytes]) -> None:
    data = bytearray(path.read_bytes())
    for at, value in fields.values():
        data[at : at + len(value)] = value
    path.write_bytes(data)


def test_a_place_that_is_not_said_is_a_warning(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry(oblique=False)
    write_nifti(tmp_path / "a.nii", truth_hu(geometry).astype(np.int16), geometry)
    nifti_header(tmp_path / "a.nii", codes=(252, struct.pack("<2h", 0, 0)))
    _, loaded = opened(tmp_path / "a.nii", tmp_path / "volumes", decoder)
    (problem,) = loaded.problems
    assert problem.level == "warning" and "left and right may be exchanged" in problem.text


def test_values_that_are_missing_are_said(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry()
    voxels = truth_hu(geometry).astype(np.float32)
    voxels[0, 0, :7] = np.nan
    sitk.WriteImage(to_simpleitk(voxels, geometry), str(tmp_path / "a.mha"))
    _, loaded = opened(tmp_path / "a.mha", tmp_path / "volumes", decoder)
    assert [problem.text for problem in loaded.problems] == ["7 voxels have no value."]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ((40, struct.pack("<8h", 3, 32000, 32000, 32000, 1, 1, 1, 1)), ("cut short", "claims 32000 x 32000 x 32000 voxels")),
        ((40, struct.pack("<8h", 3, -5, 30, 16, 1, 1, 1, 1)), "claims -5 x 30 x 16 voxels"),
        ((40, struct.pack("<8h", 5, 36, 30, 16, 2, 2, 1, 1)), "has 5 axes"),
        ((40, struct.pack("<8h", 77, 36, 30, 16, 2, 2, 1, 1)), "damaged"),
        ((70, struct.pack("<h", 128)), "colours"),
    ],
)
def test_headers_that_cannot_be_true_are_refused_in_one_sentence(
    tmp_path: Path, field: tuple[int, bytes], words: str | tuple[str, str]
) -> None:
    geometry = phantom_geometry()
    write_nifti(tmp_path / "a.nii", truth_hu(geometry).astype(np.int16), geometry)
    nifti_header(tmp_path / "a.nii", one=field)
    plain, packed = (words, words) if isinstance(words, str) else words
    assert plain in refusal(tmp_path / "a.nii")
    (tmp_path / "b.nii.gz").write_bytes(gzip.compress((tmp_path / "a.nii").read_bytes()))
    assert packed in refusal(tmp_path / "b.nii.gz")


def test_axes_that_are_not_at_right_angles_are_refused(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry(oblique=False)
    write_nifti(tmp_path / "a.nii", truth_hu(geometry).astype(np.int16), geometry)
    shear = struct.pack("<12f", 1.5, 0.6, 0, 0, 0, 1.75, 0, 0, 0, 0, 4, 0)
    nifti_header(tmp_path / "a.nii", codes=(252, struct.pack("<2h", 0, 1)), rows=(280, shear))
    found = scan([tmp_path / "a.nii"], no_tick)
    with pytest.raises(KnownError, match="right angles"):
        load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz", ".nrrd", ".mha"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_is_cut_short_is_refused_and_leaves_nothing(tmp_path: Path, decoder: Decoder, suffix: str, packed: bool) -> None:
    geometry = phantom_geometry()
    voxels = np.random.default_rng(1).integers(0, 999, geometry.shape_kji, np.int16)
    path = tmp_path / f"a{suffix}"
    sitk.WriteImage(to_simpleitk(voxels, geometry), str(path), useCompression=packed)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    if suffix == ".nii":
        assert "cut short" in refusal(path)
        return
    found = scan([path], no_tick)
    with pytest.raises(KnownError, match="cut short"):
        load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert not list((tmp_path / "volumes").iterdir())


def test_headers_that_point_at_other_files_are_refused(tmp_path: Path) -> None:
    mhd = "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementType = MET_SHORT\nElementDataFile = /etc/passwd\n"
    (tmp_path / "a.mhd").write_text(mhd)
    nrrd = "NRRD0004\ntype: short\ndimension: 3\nsizes: 2 2 2\nencoding: raw\ndata file: /etc/passwd\n\n"
    (tmp_path / "b.nrrd").write_text(nrrd)
    assert "in another file" in refusal(tmp_path / "a.mhd") and "in another file" in refusal(tmp_path / "b.nrrd")


# real files -------------------------------------------------------------------------------------------------------


def test_one_brain_in_four_orders_of_axes_is_one_brain(real_data: Path, tmp_path: Path, decoder: Decoder) -> None:
    volumes = {}
    for name in ("RAS", "LPS", "PSR", "ASL"):
        volume = opened(real_data / "nifti" / "orientations" / f"{name}.nii.gz", tmp_path / "volumes", decoder)[1].volume
        assert volume is not None
        volumes[name] = volume
    reference = volumes["RAS"]
    indices = np.argwhere(reference.voxels > 40)[::97]
    points = reference.geometry.to_lps(indices)
    assert len(points) > 500
    for name in ("LPS", "PSR", "ASL"):
        for index, point in zip(indices, points, strict=True):
            assert volumes[name].value_at(tuple(point)) == reference.voxels[tuple(index)]
    left, front = volumes["ASL"].geometry.matrix[:3, 0], volumes["ASL"].geometry.matrix[:3, 2]
    assert abs(left[0]) == np.abs(left).max() and abs(front[1]) == np.abs(front).max()


@pytest.mark.parametrize(
    ("name", "shape_kji", "spacing_mm", "low", "high", "parts"),
    [
        ("nifti/totalsegmentator_abdomen/example_ct.nii.gz", (112, 101, 122), (3.0, 3.0, 3.0), -1207, 3382, 1),
        ("nifti/totalsegmentator_abdomen/example_seg_fast_force_split.nii.gz", (112, 101, 122), (3.0, 3.0, 3.0), 0, 117, 1),
        ("nifti/totalsegmentator_dicom_ref/example_seg_dicom.nii.gz", (20, 512, 512), (2.0, 0.9766, 0.9766), 0, 117, 1),
        ("nifti/series_4d.nii.gz", (91, 109, 91), (2.0, 2.0, 2.0), 0, 100, 10),
        ("labels/torso.nii.gz", (89, 320, 384), (5.0, 0.7816, 0.7816), 0, 11, 1),
        ("labels/abdomen_amos_0013.nii.gz", (82, 512, 512), (5.0, 0.78125, 0.78125), 0, 15, 1),
        ("labels/head_hncma_atlas.nrrd", (256, 256, 256), (1.0, 1.0, 1.0), 0, 4100, 1),
        ("derived/dcmqi_24x38x3/label.nrrd", (3, 38, 24), (2.5, 0.7, 0.7), 0, 1, 1),
    ],
)
def test_real_files_have_the_size_and_values_that_their_readme_says(
    real_data: Path, tmp_path: Path, decoder: Decoder, name: str, shape_kji: tuple[int, int, int],
    spacing_mm: tuple[float, float, float], low: int, high: int, parts: int,
) -> None:  # fmt: skip
    _, loaded = opened(real_data / name, tmp_path / "volumes", decoder)
    volume = loaded.volume
    assert volume is not None and volume.geometry.shape_kji == shape_kji and len(loaded.parts) == parts
    assert volume.geometry.spacing_mm == pytest.approx(spacing_mm, rel=1e-3)
    assert (volume.voxels.min(), volume.voxels.max()) == (low, high)


def test_labels_made_on_a_dicom_series_lie_on_its_pictures(real_data: Path, tmp_path: Path, decoder: Decoder) -> None:
    """The reference labels of the abdomen: their grid is the CT's, first to last voxel."""
    labels = opened(real_data / "nifti" / "totalsegmentator_dicom_ref" / "example_seg_dicom.nii.gz", tmp_path / "volumes", decoder)[1].volume
    found = scan([real_data / "ct" / "siemens_mct_abdomen_j2k_empty_uids"], no_tick)
    ct = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick).volume
    assert labels is not None and ct is not None
    corners = np.array([(k, j, i) for k in (0, 19) for j in (0, 511) for i in (0, 511)])
    there = {tuple(np.round(point, 1)) for point in labels.geometry.to_lps(corners)}
    assert there == {tuple(np.round(point, 1)) for point in ct.geometry.to_lps(corners)}
    liver = labels.geometry.to_lps(np.argwhere(np.asarray(labels.voxels) == 5)[::501])
    values = [ct.value_at(tuple(point)) for point in liver]
    assert len(values) > 100 and 40 < np.median([value for value in values if value is not None]) < 160
