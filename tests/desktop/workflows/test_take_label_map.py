"""Label maps of other programs come onto the pictures where they belong, with names, colours and codes, or are refused in a sentence."""

from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from phantom import phantom_geometry

from desktop.workflows.take_label_map import take_label_map
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import BODY, LEFT_LUNG, LESION, UNSPECIFIED_SITE
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.read_nrrd import read_nrrd
from viewer.dicom.read_stl import read_surface
from viewer.dicom.write_nrrd import write_seg_nrrd
from viewer.scene.write_stl import write_stl

LABELS = (Label(1, "lung", LEFT_LUNG), Label(2, "lesion", LESION, "none", (4,)), Label(3, "body", BODY, "none", (1, 4)))
COLOURS = ((10, 20, 30), (200, 0, 0), (0, 255, 90))
GEOMETRY = phantom_geometry()


@pytest.fixture
def volume() -> Volume:
    return Volume("1.2", GEOMETRY, np.zeros(GEOMETRY.shape_kji, np.int16), Path("unused"), "HU")


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as decoder:
        yield decoder


def mask_of() -> np.ndarray:
    k, j, i = np.indices(GEOMETRY.shape_kji)
    mask = np.where((k > 2) & (j > 4) & (i < 25), 3, 0).astype(np.uint8)
    mask[5:9, 8:14, 3:20] = 1
    lesion = (k > 6) & (j > 10) & (i > 15) & (i < 30)
    return np.where(lesion, np.where(mask == 3, 4, 2), mask).astype(np.uint8)


def members(segmentation: Segmentation, mask: np.ndarray) -> dict[str, np.ndarray]:
    return {label.name: np.isin(mask, label.numbers) for label in segmentation.labels}


def test_what_was_exported_comes_back_with_nests_and_overlaps(tmp_path: Path, volume: Volume, decoder: Decoder) -> None:
    mask = mask_of()
    before = Segmentation("1", "1.2", "x", GEOMETRY, LABELS, (), "1.npy", by("user:ada"))
    write_seg_nrrd(tmp_path / "of ada.seg.nrrd", before, mask, COLOURS)
    found, path, notes = take_label_map(tmp_path / "of ada.seg.nrrd", volume, tmp_path / "masks", decoder, no_tick)
    taken = np.load(path)
    there, here = members(before, mask), members(found, taken)
    assert there.keys() == here.keys() and all(np.array_equal(there[name], here[name]) for name in there)
    assert [(row.code, row.colour) for row in found.labels] == [(label.code, colour) for label, colour in zip(LABELS, COLOURS, strict=True)]
    assert found.name == "of ada" and notes == () and {row.number for row in found.statistics} == {1, 2, 3}


def test_surfaces_that_were_exported_come_back_where_they_were(tmp_path: Path, volume: Volume, decoder: Decoder) -> None:
    k, j, i = np.indices(GEOMETRY.shape_kji)
    spans = np.array(GEOMETRY.shape_kji) / 2
    away = np.sqrt(((k - spans[0]) / (spans[0] * 0.7)) ** 2 + ((j - spans[1]) / (spans[1] * 0.6)) ** 2 + ((i - spans[2]) / (spans[2] * 0.5)) ** 2)
    mask = np.where(away < 0.6, 4, np.where(away < 1, 3, 0)).astype(np.uint8)
    before = Segmentation("1", "1.2", "x", GEOMETRY, LABELS, (), "1.npy", by("user:ada"))
    for label in LABELS[1:]:
        write_stl(tmp_path / f"{label.name}.stl", before, mask, label)
    lesion, body = tmp_path / "lesion.stl", tmp_path / "body.stl"
    found, path, notes = take_label_map(lesion, volume, tmp_path / "masks", decoder, no_tick, (body,))
    there, here = members(before, mask), members(found, np.load(path))
    assert notes == () and here.keys() == {"lesion", "body"}
    for name, voxels in here.items():  # the surface is smoothed: its outermost voxels may differ
        assert 2 * (voxels & there[name]).sum() / (voxels.sum() + there[name].sum()) > 0.97
    raw = bytearray(body.read_bytes())
    raw[:80] = b"some program".ljust(80)
    (tmp_path / "silent.stl").write_bytes(raw)
    _, path, (said,) = take_label_map(tmp_path / "silent.stl", volume, tmp_path / "masks", decoder, no_tick)
    assert "taken as LPS" in said and np.array_equal(np.load(path) > 0, here["body"])
    raw[:80] = b"SPACE=RAS".ljust(80)
    (tmp_path / "ras.stl").write_bytes(raw)
    assert np.allclose(read_surface(tmp_path / "ras.stl").as_ras[..., :2], -read_surface(body).corners[..., :2])
    (tmp_path / "open.stl").write_bytes(raw[:80] + (len(raw) // 50 - 2).to_bytes(4, "little") + raw[84:])
    with pytest.raises(KnownError, match="not closed"):
        take_label_map(tmp_path / "open.stl", volume, tmp_path / "masks", decoder, no_tick)


def slicer_file(path: Path, data: np.ndarray, matrix: np.ndarray, kind: str, endian: str, space: str, packed: bool) -> None:
    """As other programs may write it: the layers last or first, in RAS, of other numbers, cut to what is drawn."""
    flip = np.diag([-1.0, -1.0, 1.0]) if "right" in space else np.eye(3)
    vectors = [f"({','.join(map(repr, (flip @ matrix[:3, axis]).tolist()))})" for axis in (2, 1, 0)]
    lines = [
        "NRRD0005", "# made by a test", f"type: {kind}", f"dimension: {data.ndim}", f"space: {space}",
        f"sizes: {' '.join(map(str, data.shape[::-1]))}", f"space directions: {' '.join([*vectors, 'none'][: data.ndim])}",
        f"endian: {endian}", f"encoding: {'gzip' if packed else 'raw'}", f"space origin: ({','.join(map(repr, (flip @ matrix[:3, 3]).tolist()))})",
        "Segment0_ID:=Segment_1", "Segment0_Name:=lung   left", "Segment0_Color:=0.5 1 7", "Segment0_LabelValue:=9", "Segment0_Layer:=0",
        "Segment0_Tags:=Segmentation.Status:done|TerminologyEntry:Lists~SCT^123037004^Anatomical Structure~SCT^39607008^Lung"
        "~SCT^7771000^Left~Lists~^^~^^|",
        "Segment1_ID:=b", "Segment1_Name:=other", "Segment1_LabelValue:=300", "Segment1_Layer:=1", "Segment1_Tags:=TerminologyEntry:broken",
    ]  # fmt: skip
    raw = data.astype(np.dtype(data.dtype).newbyteorder(">" if endian == "big" else "<")).tobytes()
    path.write_bytes(("\n".join(lines) + "\n\n").encode() + (gzip.compress(raw) if packed else raw))


@pytest.mark.parametrize(("endian", "space", "packed"), [("big", "right-anterior-superior", False), ("little", "left-posterior-superior", True)])
def test_a_cut_out_of_another_program_lies_where_it_was_drawn(tmp_path: Path, volume: Volume, decoder: Decoder, endian: str, space: str, packed: bool) -> None:
    box = (slice(3, 9), slice(5, 15), slice(4, 20))
    layers = np.zeros((2, *GEOMETRY.shape_kji), np.int16)
    layers[(0, *box)], layers[1, 6:8, 7:9, 5:18] = 9, 300
    matrix = GEOMETRY.matrix.copy()
    matrix[:3, 3] = GEOMETRY.point(2, 4, 3)
    slicer_file(tmp_path / "a.seg.nrrd", layers[:, 2:10, 4:16, 3:22], matrix, "short", endian, space, packed)
    found, path, notes = take_label_map(tmp_path / "a.seg.nrrd", volume, tmp_path, decoder, no_tick)
    here = members(found, np.load(path))
    assert np.array_equal(here["lung left"], layers[0] == 9) and np.array_equal(here["other"], layers[1] == 300)
    lung, other = found.labels
    assert (lung.side, lung.code.value, lung.colour) == ("left", "39607008", (128, 255, 255)) and other.code == UNSPECIFIED_SITE
    assert notes == ()


def test_a_nifti_map_and_one_on_a_finer_grid(tmp_path: Path, volume: Volume, decoder: Decoder) -> None:
    fine = GEOMETRY.matrix.copy()
    fine[:3, :3] /= 2
    fine[:3, 3] = GEOMETRY.point(-0.25, -0.25, -0.25)
    voxels = np.zeros([2 * size for size in GEOMETRY.shape_kji], np.uint8)
    voxels[8:16, 10:20, 12:30] = 5
    image = sitk.GetImageFromArray(voxels)
    image.SetOrigin(fine[:3, 3].tolist())
    spacing = np.linalg.norm(fine[:3, :3], axis=0)
    image.SetSpacing(spacing[::-1].tolist())
    image.SetDirection((fine[:3, :3] / spacing)[:, ::-1].ravel().tolist())
    sitk.WriteImage(image, str(tmp_path / "fine.nii.gz"))
    found, path, notes = take_label_map(tmp_path / "fine.nii.gz", volume, tmp_path, decoder, no_tick)
    assert np.array_equal(np.argwhere(np.load(path)).min(0), (4, 5, 6)) and np.array_equal(np.argwhere(np.load(path)).max(0), (7, 9, 14))
    assert [row.name for row in found.labels] == ["Segment 1"] and "another grid" in notes[0]


def test_what_lies_elsewhere_is_refused(tmp_path: Path, volume: Volume, decoder: Decoder) -> None:
    far = np.array(GEOMETRY.matrix)
    far[:3, 3] += 900.0
    slicer_file(tmp_path / "far.nrrd", np.full((2, 4, 4, 4), 9, np.int16), far, "short", "little", "left-posterior-superior", True)
    with pytest.raises(KnownError, match="None of the segments"):
        take_label_map(tmp_path / "far.nrrd", volume, tmp_path / "masks", decoder, no_tick)
    assert not list((tmp_path / "masks").iterdir())
    slicer_file(tmp_path / "far.nrrd", np.zeros((2, 4, 4, 4), np.int16), far, "short", "little", "left-posterior-superior", True)
    with pytest.raises(KnownError, match=r"None|no segments"):
        take_label_map(tmp_path / "far.nrrd", volume, tmp_path / "masks", decoder, no_tick)


def test_damaged_files_are_refused_in_a_sentence(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    before = Segmentation("1", "1.2", "x", GEOMETRY, LABELS, (), "1.npy", by("user:ada"))
    write_seg_nrrd(tmp_path / "whole.nrrd", before, mask_of(), COLOURS)
    whole, path = (tmp_path / "whole.nrrd").read_bytes(), tmp_path / "damaged.nrrd"
    head = whole.index(b"\n\n")
    refused = 0
    for _ in range(300):
        damaged = bytearray(whole[: int(random.integers(head))] if random.random() < 0.2 else whole)
        for at in random.integers(0, min(head + 40, len(damaged)), 3) if len(damaged) else ():
            damaged[at] = random.integers(256)
        path.write_bytes(bytes(damaged))
        try:
            found = read_nrrd(path)
            assert found.layers.ndim == 4 and all(0 <= row.layer < len(found.layers) and len(row.name) <= 64 for row in found.segments)
        except KnownError:
            refused += 1
    assert refused > 30
    path.write_bytes(whole.replace(b"sizes: 2 ", b"sizes: 2000000 "))
    with pytest.raises(KnownError):
        read_nrrd(path)
    path.write_bytes(whole[:-30])
    with pytest.raises(KnownError):
        read_nrrd(path)


def test_a_name_is_plain_text(tmp_path: Path, volume: Volume, decoder: Decoder) -> None:
    before = Segmentation("1", "1.2", "x", GEOMETRY, (replace(LABELS[0], name="a\tb"),), (), "1.npy", by("user:ada"))
    write_seg_nrrd(tmp_path / "n.seg.nrrd", before, np.where(mask_of() == 1, 1, 0).astype(np.uint8), COLOURS[:1])
    found, _, _ = take_label_map(tmp_path / "n.seg.nrrd", volume, tmp_path, decoder, no_tick)
    assert found.labels[0].name == "a b"
