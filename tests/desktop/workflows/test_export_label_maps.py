"""Segments that share voxels leave as NIfTI whole, each under its own number, and come back with their names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from phantom import phantom_geometry

from desktop.workflows.export_label_maps import TABLE_ENDING, count_apart, files_of, names_beside, write_label_maps
from desktop.workflows.take_label_map import take_label_map
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import BODY, LEFT_LUNG, LESION
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder

GEOMETRY = phantom_geometry()
LABELS = (Label(1, "lung, left", LEFT_LUNG, "left"), Label(2, "lesion", LESION, "none", (4,)), Label(3, "body", BODY, "none", (1, 4)))


def segmentation(labels: tuple[Label, ...] = LABELS) -> Segmentation:
    return Segmentation("1", "1.2", "x", GEOMETRY, labels, (), "1.npy", by("user:ada"))


@pytest.fixture
def mask() -> np.ndarray:
    made = np.zeros(GEOMETRY.shape_kji, np.uint8)
    made[3:, 5:, :25] = 3
    made[5:9, 8:14, 3:20] = 1
    made[7:, 11:, 16:25] = 4
    made[7:, 11:, 25:30] = 2
    return made


def test_no_number_of_a_file_names_nobody(tmp_path: Path, mask: np.ndarray) -> None:
    files = write_label_maps(tmp_path, "seg", segmentation(), mask)
    assert [file.path.name for file in files] == ["seg-1.nii.gz", "seg-2.nii.gz"] and all(file.valid for file in files)
    assert "several files" in files[0].problems[0].text and count_apart([segmentation()]) == 2
    found: dict[str, np.ndarray] = {}
    for file in files:
        voxels, names = sitk.GetArrayFromImage(sitk.ReadImage(str(file.path))), names_beside(file.path)
        assert set(np.unique(voxels)) - {0} == set(names)
        found |= {name: voxels == number for number, (name, _, _) in names.items()}
    assert {label.name: int(np.isin(mask, label.numbers).sum()) for label in LABELS} == {name: int(one.sum()) for name, one in found.items()}
    for label in LABELS:
        np.testing.assert_array_equal(found[label.name], np.isin(mask, label.numbers))


def test_segments_that_share_nothing_are_one_file_and_come_back_with_names_sides_and_codes(tmp_path: Path, mask: np.ndarray) -> None:
    labels = (LABELS[0], replace(LABELS[1], includes=()))
    mask = np.where(mask > 2, 0, mask).astype(np.uint8)
    (file,) = write_label_maps(tmp_path, "seg", segmentation(labels), mask)
    assert file.path.name == "seg.nii.gz" and file.problems == () and files_of(labels, "seg") == (("seg", labels),)
    volume = Volume("1.2", GEOMETRY, np.zeros(GEOMETRY.shape_kji, np.int16), Path("unused"), "HU")
    with Decoder() as decoder:
        taken, _, _ = take_label_map(file.path, volume, tmp_path / "masks", decoder, no_tick)
    assert [(row.name, row.side, row.code) for row in taken.labels] == [("lung, left", "left", LEFT_LUNG), ("lesion", "none", LESION)]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "number,structure\nx,y\n", "\x00", "number,structure,side,scheme,code,meaning\n1,two\n"])
def test_a_table_of_another_program_is_no_harm(tmp_path: Path, text: str) -> None:
    (tmp_path / f"a{TABLE_ENDING}").write_text(text)
    assert names_beside(tmp_path / "a.nii.gz") == {}
