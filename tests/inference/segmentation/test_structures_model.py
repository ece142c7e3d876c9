"""The shipped model of structures, through its runner: each lung, bones and no lung in a belly; the sides are the patient's."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from torso_case import TorsoCase

from inference.cards import read_card
from inference.engine import Task
from inference.phantom.labels import Structure
from inference.segmentation.inputs import request_for
from inference.segmentation.structures import run
from resources import path as resource
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Mask, Volume

FOLDER = resource("models", "ct-structures")
NUMBER = {label.name: label.number for label in read_card(FOLDER / "card.toml").labels}
BONES = [NUMBER[name] for name in ("spine", "ribs, sternum, shoulders", "skull", "pelvis", "limbs")]
LUNGS = [NUMBER["lung right"], NUMBER["lung left"]]


def drawn_of(volume: Volume, folder: Path) -> Mask:
    path, out = folder / "volume.npy", folder / "labels.npy"
    np.save(path, volume.voxels)
    answer = json.loads(run(Task("t", "", FOLDER, path, out, request_for(volume, "CT", threads=1)), no_tick, lambda piece: None))
    mask: Mask = np.load(out)
    assert set(answer["labels"]) == set(np.unique(mask).tolist()) - {0} and answer["options"]["seconds"]["borders_s"] > 0
    return mask


def dice(one: np.ndarray, other: np.ndarray) -> float:
    return float(2 * (one & other).sum() / (one.sum() + other.sum()))


def test_a_drawn_torso_of_the_demonstration(case: TorsoCase, tmp_path: Path) -> None:
    drawn, truth = drawn_of(case.volume, tmp_path), case.torso.labels
    assert dice(drawn == NUMBER["lung right"], truth == Structure.LUNG_RIGHT) > 0.95
    assert dice(drawn == NUMBER["lung left"], truth == Structure.LUNG_LEFT) > 0.95
    assert dice(np.isin(drawn, BONES), truth == Structure.BONES) > 0.8
    right, liver = (case.volume.geometry.to_lps(np.argwhere(mask))[:, 0].mean() for mask in (drawn == NUMBER["lung right"], truth == Structure.LIVER))
    assert right < 0 and liver < 0, "LPS: x grows to the patient's left"


def test_a_real_belly_has_its_bones_and_no_lung_in_its_bowel(real_data: Path, tmp_path: Path) -> None:
    nifti = real_data / "nifti" / "totalsegmentator_abdomen"
    image, reference = (sitk.ReadImage(str(nifti / name)) for name in ("example_ct.nii.gz", "example_seg_fast_force_split.nii.gz"))
    voxels, labels = sitk.GetArrayFromImage(image).astype(np.int16), sitk.GetArrayFromImage(reference)
    matrix = np.eye(4)
    matrix[:3, :3] = (np.array(image.GetDirection()).reshape(3, 3) * image.GetSpacing())[:, ::-1]
    matrix[:3, 3] = image.GetOrigin()
    volume = Volume("series", Geometry.from_matrix(voxels.shape, matrix, "frame"), voxels, tmp_path / "volume.npy", "HU")
    drawn = drawn_of(volume, tmp_path)
    bones = (*range(25, 51), *range(69, 79), *range(91, 117))
    assert dice(np.isin(drawn, BONES), np.isin(labels, bones)) > 0.85
    bowel = np.isin(labels, (6, 18, 19, 20))
    assert bowel.sum() > 20_000 and np.isin(drawn[bowel], LUNGS).mean() < 0.005
    for name, theirs in (("lung right", (12, 13, 14)), ("lung left", (10, 11))):
        assert dice(drawn == NUMBER[name], np.isin(labels, theirs)) > 0.85, "each on its side"
    right, liver = (volume.geometry.to_lps(np.argwhere(mask))[:, 0].mean() for mask in (drawn == NUMBER["lung right"], labels == 5))
    left = volume.geometry.to_lps(np.argwhere(drawn == NUMBER["lung left"]))[:, 0].mean()
    assert abs(right - liver) < abs(left - liver), "the liver lies below the right lung"
