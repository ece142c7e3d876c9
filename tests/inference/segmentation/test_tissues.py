"""Tissues and parts of the skeleton by rules: on the synthetic torso, and on a real abdomen where another model says which bone is which."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from torso_case import TorsoCase

from inference.cards import read_card
from inference.gate.applies import applies_of
from inference.phantom.labels import Structure
from inference.segmentation.tissues import outline_tissues
from resources import path as resource
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Mask, Volume

CARD = read_card(resource("models", "ct-tissues") / "card.toml")
NUMBER = {label.name: label.number for label in CARD.labels}


@pytest.fixture(scope="module")
def mask(case: TorsoCase) -> Mask:
    return outline_tissues(case.volume, CARD, no_tick)


def places(case: TorsoCase, mask: Mask, name: str) -> np.ndarray:
    return case.volume.geometry.to_lps(np.argwhere(mask == NUMBER[name]))


def test_the_spine_is_behind_in_the_middle_and_ribs_are_around(case: TorsoCase, mask: Mask) -> None:
    spine, ribs = places(case, mask, "spine"), places(case, mask, "ribs and shoulders")
    assert len(spine) > 3000 and abs(np.median(spine[:, 0]) - 4) < 8 and np.percentile(np.abs(spine[:, 0] - 4), 95) < 45
    assert np.percentile(ribs[:, 0], 95) > 100 and np.percentile(ribs[:, 0], 5) < -90
    assert not (mask == NUMBER["skull"]).any()
    bones = case.torso.labels == Structure.BONES
    drawn = np.isin(mask, [NUMBER[name] for name in ("spine", "ribs and shoulders", "pelvis and thighs")])
    assert 2 * (bones & drawn).sum() / (bones.sum() + drawn.sum()) > 0.85


def test_gas_is_not_lung_and_fat_is_fat(case: TorsoCase, mask: Mask) -> None:
    lungs = np.isin(case.torso.labels, (Structure.LUNG_LEFT, Structure.LUNG_RIGHT))
    assert (lungs & (mask == NUMBER["gas"])).sum() < 0.02 * lungs.sum()
    fat, lean = (case.volume.voxels[mask == NUMBER[name]] for name in ("fat", "muscle and organs"))
    assert fat.min() >= -190 and fat.max() <= -30 and lean.min() >= -29 and lean.max() <= 150
    liver = case.torso.labels == Structure.LIVER
    assert (liver & (mask == NUMBER["muscle and organs"])).sum() > 0.8 * liver.sum()
    assert not (liver & (mask == NUMBER["fat"])).sum() > 0.01 * liver.sum()


def test_the_same_upside_down(case: TorsoCase, mask: Mask) -> None:
    matrix = np.array(case.volume.geometry.matrix)
    matrix[:3, 3] += matrix[:3, 0] * (len(mask) - 1)
    matrix[:3, 0] *= -1
    turned = Volume("series", Geometry.from_matrix(mask.shape, matrix, "frame"), np.ascontiguousarray(case.volume.voxels[::-1]), Path("v.npy"), "HU")
    assert (outline_tissues(turned, CARD, no_tick)[::-1] == mask).mean() > 0.999


def test_parts_of_a_real_skeleton(real_data: Path) -> None:
    folder = real_data / "nifti" / "totalsegmentator_abdomen"
    picture, drawn = (sitk.DICOMOrient(sitk.ReadImage(str(folder / name)), "LPS") for name in ("example_ct.nii.gz", "example_seg_fast_force_split.nii.gz"))
    matrix = np.eye(4)
    matrix[:3, :3] = (np.array(picture.GetDirection()).reshape(3, 3) * np.array(picture.GetSpacing()))[:, ::-1]
    matrix[:3, 3] = picture.GetOrigin()
    voxels, reference = sitk.GetArrayFromImage(picture).astype(np.int16), sitk.GetArrayFromImage(drawn)
    mask = outline_tissues(Volume("series", Geometry.from_matrix(voxels.shape, matrix, "frame"), voxels, folder, "HU"), CARD, no_tick)
    wanted = {"spine": range(25, 51), "ribs and shoulders": (*range(69, 75), *range(92, 117)), "pelvis and thighs": range(75, 79)}
    bone = np.isin(reference, [value for values in wanted.values() for value in values])
    for name, values in wanted.items():
        mine = (mask == NUMBER[name]) & bone
        assert np.isin(reference[mine], list(values)).mean() > 0.9, name
    assert 2 * (np.isin(mask, range(6, 10)) & bone).sum() / (np.isin(mask, range(6, 10)).sum() + bone.sum()) > 0.85
    assert np.isin(reference[mask == NUMBER["gas"]], (6, 18, 19, 20)).mean() > 0.85


def test_the_card_says_regions_that_exist() -> None:
    assert set(applies_of(CARD).regions) == {"head", "chest", "abdomen"}
