"""Segments written for other programs come back as they were: on an oblique grid, with holes, nests and overlaps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
import SimpleITK as sitk
from phantom import phantom_geometry, write_phantom

from desktop.workflows.export_segments import export_segments, nrrd_problems, structure_problems
from inference.measure.statistics import label_statistics
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import BODY, LEFT_LUNG, LESION
from viewer.dicom.decode import Decoder
from viewer.dicom.fill_contours import fill_contours
from viewer.dicom.load import Loaded, load
from viewer.dicom.read_nrrd import read_nrrd
from viewer.dicom.read_rtstruct import read_rtstruct
from viewer.dicom.read_stl import read_surface
from viewer.dicom.scan import scan
from viewer.dicom.write_rtstruct import outlines
from viewer.scene.write_stl import enclosed_ml, surface, write_stl

LABELS = (
    Label(1, "lung", LEFT_LUNG, "left"), Label(2, "a lesion: the 1st", LESION, "none", (4,)), Label(3, "body", BODY, "none", (1, 4)),
)  # fmt: skip


def shapes(geometry: Geometry) -> np.ndarray:
    """A body with a hole, a lung in it, a lesion that shares voxels with the body, and one voxel alone."""
    places = geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T) - geometry.centre_lps
    x, y, z = places.T
    mask = np.zeros(len(places), np.uint8)
    mask[(x / 20) ** 2 + (y / 15) ** 2 + (z / 22) ** 2 < 1] = 3
    mask[(x - 4) ** 2 + y**2 + (z / 3) ** 2 < 4**2] = 0
    mask[((x + 9) / 5) ** 2 + (y / 7) ** 2 + (z / 12) ** 2 < 1] = 1
    lesion = (x - 18) ** 2 + (y + 2) ** 2 + z**2 < 6**2
    mask = np.where(lesion, np.where(mask == 3, 4, 2), mask).astype(np.uint8).reshape(geometry.shape_kji)
    mask[1, 1, 1] = 2
    return mask


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, Segmentation, np.ndarray, Path, list]:
    folder, out = tmp_path_factory.mktemp("phantom"), tmp_path_factory.mktemp("out")
    write_phantom(folder, phantom_geometry())
    scanned = scan([folder], no_tick)
    (study,) = scanned.studies
    series = scanned.series[0]
    instances = [row for row in scanned.instances if row.series_uid == series.uid]
    with Decoder() as decoder:
        loaded = load(series, instances, tmp_path_factory.mktemp("volumes"), decoder, no_tick)
    volume = loaded.need_volume()
    mask = shapes(volume.geometry)
    segmentation = Segmentation(
        "id", series.uid, "Hand", volume.geometry, LABELS, label_statistics(volume, mask, LABELS, no_tick), "id.npy", by("user:ada")
    )
    files = export_segments([(segmentation, mask)], loaded, series, instances, study, out, ("rtstruct", "nrrd", "stl"), no_tick)
    return loaded, segmentation, mask, out, files


def test_every_file_is_read_back_and_right(made: tuple) -> None:
    *_, out, files = made
    assert [file.format for file in files] == ["rtstruct", "nrrd", "stl", "stl", "stl"]
    assert all(file.valid for file in files), files
    assert sorted(path.name for path in out.iterdir()) == sorted(file.path.name for file in files)


def test_contours_lie_on_the_pictures_and_fill_to_the_same_voxels(made: tuple) -> None:
    loaded, segmentation, mask, _, files = made
    path = files[0].path
    assert structure_problems(path, segmentation, mask) == ()
    found = read_rtstruct(path)
    assert [row.name for row in found.structures] == [label.name for label in LABELS] and found.name == "Hand"
    assert found.source_uids == {plane.instance_uid for plane in loaded.stack.planes}
    for structure in found.structures:
        for _, points in structure.contours():
            places = segmentation.geometry.to_kji(points)
            assert np.ptp(places[:, 0]) < 1e-4 and np.abs(places[:, 0] - np.rint(places[:, 0])).max() < 1e-4
            assert np.abs(places[:, 1:] - np.rint(places[:, 1:] - 0.5) - 0.5).max() < 1e-3  # edges of pixels: half a voxel away
    dataset = pydicom.dcmread(path)
    assert dataset.StructureSetROISequence[0].ROIGenerationAlgorithm == "MANUAL"
    assert dataset.RTROIObservationsSequence[0].RTROIIdentificationCodeSequence[0].CodeValue == LEFT_LUNG.value


def test_a_contour_may_have_many_thousand_points(tmp_path: Path) -> None:
    write_phantom(tmp_path / "in", phantom_geometry((4, 120, 120)))
    scanned = scan([tmp_path / "in"], no_tick)
    series = scanned.series[0]
    instances = [row for row in scanned.instances if row.series_uid == series.uid]
    with Decoder() as decoder:
        loaded = load(series, instances, tmp_path, decoder, no_tick)
    volume = loaded.need_volume()
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    mask[1, 1::4], mask[1, 2::4, ::2], mask[1, :, 0] = 1, 1, 1  # a comb with teeth on its teeth
    mask[3] = np.random.default_rng(0).random(mask.shape[1:]) < 0.3  # thousands of islands, and nothing on picture 2
    rows = label_statistics(volume, mask, LABELS[:1], no_tick)
    record = Segmentation("id", series.uid, "Comb", volume.geometry, LABELS[:1], rows, "id.npy", by("user:ada"))
    record = replace(record, name="Comb with teeth on its teeth")
    (file,) = export_segments([(record, mask)], loaded, series, instances, scanned.studies[0], tmp_path / "out", ("rtstruct",), no_tick)
    assert file.valid, file.problems
    assert read_rtstruct(file.path).name == "Comb with teeth on its teeth", "not only the 16 letters of a label"
    (structure,) = read_rtstruct(file.path).structures
    assert max(structure.lengths) > 5000
    filled = np.zeros(mask.shape, np.uint8)
    fill_contours([structure], volume.geometry, filled, no_tick)
    assert np.array_equal(filled, mask), "a picture without contours stays empty, and each island has its pixels"
    by_pydicom = pydicom.dcmread(file.path).ROIContourSequence[0].ContourSequence
    assert [len(row.ContourData) // 3 for row in by_pydicom] == [row.NumberOfContourPoints for row in by_pydicom] == list(structure.lengths)
    assert {row.ContourImageSequence[0].ReferencedSOPInstanceUID for row in by_pydicom} == {loaded.stack.planes[k].instance_uid for k in (1, 3)}


def test_a_wrong_structure_set_is_found_out(made: tuple) -> None:
    _, segmentation, mask, _, files = made
    assert structure_problems(files[0].path, segmentation, np.roll(mask, 3, axis=2))
    assert nrrd_problems(files[1].path, segmentation, np.roll(mask, 1, axis=2))


def test_nrrd_has_the_same_voxels_for_itk_too(made: tuple) -> None:
    _, segmentation, mask, _, files = made
    geometry, found = segmentation.geometry, read_nrrd(files[1].path)
    assert found.layers.shape == (2, *mask.shape) and np.allclose(found.matrix, geometry.matrix)
    assert [(row.name, row.layer, row.value) for row in found.segments] == [("lung", 0, 1), ("a lesion: the 1st", 0, 2), ("body", 1, 3)]
    assert [row.code for row in found.segments] == [label.code for label in LABELS]
    image = sitk.ReadImage(str(files[1].path))
    assert image.GetNumberOfComponentsPerPixel() == 2
    assert np.array_equal(np.moveaxis(sitk.GetArrayFromImage(image), -1, 0), found.layers)
    for kji in ((0, 0, 0), (3, 5, 7)):
        assert np.allclose(image.TransformIndexToPhysicalPoint([*kji[::-1]]), geometry.point(*kji))
    assert image.GetMetaData("Segment0_Name") == "lung" and "44029006" in image.GetMetaData("Segment0_Tags")


def test_a_map_without_overlaps_is_a_plain_volume(made: tuple, tmp_path: Path) -> None:
    from viewer.dicom.write_nrrd import write_seg_nrrd

    _, segmentation, mask, _, _ = made
    flat = replace(segmentation, labels=LABELS[:1])
    write_seg_nrrd(tmp_path / "one.seg.nrrd", flat, mask, [(1, 2, 3)])
    assert np.array_equal(sitk.GetArrayFromImage(sitk.ReadImage(str(tmp_path / "one.seg.nrrd"))), mask == 1)


def test_a_surface_is_closed_and_where_the_segment_is(made: tuple, tmp_path: Path) -> None:
    _, segmentation, _, _, files = made
    for label, file in zip(LABELS, files[2:], strict=True):
        corners, row = read_surface(file.path).corners, segmentation.find_statistics(label.number)
        assert file.path.read_bytes()[:25] == b"Lightbox SPACE=LPS UNIT=m"
        assert enclosed_ml(corners) == pytest.approx(row.volume_ml, rel=0.1)
        edges = np.sort(np.stack([corners, np.roll(corners, -1, axis=1)], axis=2).reshape(-1, 2, 3).round(4).view("f8,f8,f8"), axis=1)
        assert np.all(np.unique(edges, axis=0, return_counts=True)[1] % 2 == 0)  # no hole in it
        assert np.abs((corners.min(axis=(0, 1)) + corners.max(axis=(0, 1))) / 2 - np.mean(row.box_lps, axis=0)).max() < 4
    ball = phantom_geometry((40, 60, 60), (2.0, 1.5, 1.5))
    places = ball.to_lps(np.indices(ball.shape_kji).reshape(3, -1).T) - ball.centre_lps
    inside = (np.linalg.norm(places, axis=1) < 25).reshape(ball.shape_kji).astype(np.uint8)
    record = replace(segmentation, geometry=ball)
    corners = surface(record, inside, LABELS[0])
    assert enclosed_ml(corners) == pytest.approx(4 / 3 * np.pi * 25**3 / 1000, rel=0.02)
    assert np.linalg.norm(corners.reshape(-1, 3) - ball.centre_lps, axis=1).max() < 26.5
    write_stl(tmp_path / "ball.stl", record, inside, LABELS[0])


@pytest.mark.parametrize("seed", range(6))
def test_outlines_of_any_region_enclose_it_and_nothing_else(seed: int) -> None:
    inside = np.random.default_rng(seed).random((17, 23)) < (0.2, 0.35, 0.5, 0.65, 0.8, 1.0)[seed]
    lines = outlines(inside)
    parity = np.zeros(inside.shape, int)
    j, i = np.indices(inside.shape)
    area = 0.0
    for line in lines:
        ends = np.roll(line, -1, axis=0)
        assert np.all((line == ends).sum(axis=1) == 1)  # each step along a row or a column
        assert np.all(((line - ends) * (ends - np.roll(ends, -1, axis=0))) == 0)  # and a corner at each point
        area += float((line[:, 1] * ends[:, 0] - ends[:, 1] * line[:, 0]).sum() / 2)
        for (y0, x0), (y1, _) in zip(line, ends, strict=True):
            parity += (i > x0) & ((j > min(y0, y1)) & (j < max(y0, y1)))
    assert np.array_equal(parity % 2 == 1, inside) and abs(area) == inside.sum()
