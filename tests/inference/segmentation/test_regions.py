"""Borders by rules inside what a network says, on a torso whose network is its truth, made coarse and partly wrong."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage
from torso_case import TorsoCase, volume_of

from inference.phantom.labels import Structure
from inference.segmentation.regions import BONES, LEAN, refine
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Mask, Volume

NUMBER = {
    name: n
    for n, name in enumerate(("body", "lung right", "lung left", "airways", *BONES, "gas in bowel", "fat", *LEAN), 1)
}
_FROM = {
    Structure.LUNG_RIGHT: "lung right", Structure.LUNG_LEFT: "lung left", Structure.AIRWAYS: "airways", Structure.BONES: "ribs, sternum, shoulders",
}  # fmt: skip
_BLOCK, _BELLY = 2, 64


def network_of(case: TorsoCase) -> Mask:
    """The truth on voxels of 5 mm; bone in the middle is spine, gas in the belly is told."""
    truth, hu = case.torso.labels, case.torso.voxels_hu
    drawn = np.where(hu < -30, NUMBER["fat"], NUMBER["muscle"]).astype(np.uint8)
    drawn[np.isin(truth, (Structure.OUTSIDE, Structure.TABLE))] = 0
    drawn[np.isin(truth, (Structure.LIVER, Structure.SPLEEN, Structure.HEART, Structure.AORTA))] = NUMBER["other soft tissue"]
    for structure, name in _FROM.items():
        drawn[truth == structure] = NUMBER[name]
    middle = case.volume.geometry.to_lps(np.argwhere(truth == Structure.BONES))
    spine = np.argwhere(truth == Structure.BONES)[(np.abs(middle[:, 0] - 4) < 34) & (middle[:, 1] > 0)]
    drawn[tuple(spine.T)] = NUMBER["spine"]
    belly = np.isin(truth, (Structure.SOFT_TISSUE, Structure.STOMACH)) & (hu < -400)
    drawn[ndimage.binary_opening(belly)] = NUMBER["gas in bowel"]
    lungs = drawn == NUMBER["lung right"]
    lungs[:, :60] = False
    drawn[lungs] = NUMBER["lung left"]  # the back of the right lung: a network may err
    places = [np.minimum(np.arange(size) // _BLOCK * _BLOCK + 1, size - 1) for size in drawn.shape]
    return np.ascontiguousarray(drawn[np.ix_(*places)])


@pytest.fixture(scope="module")
def drawn(case: TorsoCase) -> Mask:
    mask = network_of(case)
    assert refine(case.volume, mask, NUMBER, no_tick)
    return mask


def dice(one: np.ndarray, other: np.ndarray) -> float:
    return float(2 * (one & other).sum() / (one.sum() + other.sum()))


def test_borders_are_those_of_the_voxels_and_sides_those_of_the_patient(case: TorsoCase, drawn: Mask) -> None:
    truth, coarse = case.torso.labels, network_of(case)
    for structure, name, least in ((Structure.LUNG_RIGHT, "lung right", 0.97), (Structure.LUNG_LEFT, "lung left", 0.97), (Structure.AIRWAYS, "airways", 0.85)):
        was, now = (dice(mask == NUMBER[name], truth == structure) for mask in (coarse, drawn))
        assert now > least and now > was + 0.02, (name, was, now)
    bones = np.isin(drawn, [NUMBER[name] for name in BONES])
    assert dice(bones, truth == Structure.BONES) > 0.85 > dice(np.isin(coarse, [NUMBER[name] for name in BONES]), truth == Structure.BONES)
    x = case.volume.geometry.to_lps(np.argwhere(drawn == NUMBER["lung left"]))[:, 0]
    assert x.min() > -25 and np.median(x) > 40, "LPS: x grows to the patient's left"


def test_bones_have_the_group_that_is_nearest_and_the_aorta_is_none(case: TorsoCase, drawn: Mask) -> None:
    spine = case.volume.geometry.to_lps(np.argwhere(drawn == NUMBER["spine"]))
    ribs = case.volume.geometry.to_lps(np.argwhere(drawn == NUMBER["ribs, sternum, shoulders"]))
    assert np.abs(spine[:, 0] - 4).max() < 45 and len(spine) > 3000
    assert np.percentile(ribs[:, 0], 98) > 110 and np.percentile(ribs[:, 0], 2) < -100
    aorta = ndimage.binary_erosion(case.torso.labels == Structure.AORTA)
    assert not np.isin(drawn[aorta], [NUMBER[name] for name in BONES]).any()


def test_every_voxel_of_the_body_has_a_tissue_and_none_outside(case: TorsoCase, drawn: Mask) -> None:
    body = ~np.isin(case.torso.labels, (Structure.OUTSIDE, Structure.TABLE))
    assert dice(drawn > 0, body) > 0.99 and not (drawn == NUMBER["body"]).any()
    fat = case.volume.voxels[drawn == NUMBER["fat"]]
    assert fat.min() >= -190 and fat.max() <= -30
    liver = ndimage.binary_erosion(case.torso.labels == Structure.LIVER, iterations=2)
    assert (drawn[liver] == NUMBER["other soft tissue"]).mean() > 0.9


def test_gas_in_the_bowel_is_no_lung_even_where_the_network_says_so(case: TorsoCase, drawn: Mask) -> None:
    mask = network_of(case)[:_BELLY]
    pockets, count = ndimage.label(mask == NUMBER["gas in bowel"])
    sizes = np.bincount(pockets.ravel())[1:]
    stomach, loop = (np.argwhere(pockets == n + 1) for n in np.argsort(-sizes)[:2])
    mask[tuple(stomach[stomach[:, 1] < np.percentile(stomach[:, 1], 30)].T)] = NUMBER["lung left"]
    mask[tuple(loop.T)] = NUMBER["lung right"]
    assert refine(belly(case), mask, NUMBER, no_tick)
    found = mask[(drawn == NUMBER["gas in bowel"])[:_BELLY]]
    assert count > 5 and len(found) > 5000 and (found == NUMBER["gas in bowel"]).mean() > 0.99
    assert dice(np.isin(mask, (2, 3)), np.isin(drawn[:_BELLY], (2, 3))) > 0.97, "the lungs' bases are still there"


def test_the_same_places_however_the_array_is_stored(case: TorsoCase) -> None:
    """Stored from the head down and from left to right; the network's answer with it."""
    upright, mask = belly(case), network_of(case)[:_BELLY]
    turned = np.ascontiguousarray(mask[::-1, :, ::-1])
    matrix = np.array(upright.geometry.matrix)
    for axis in (0, 2):
        matrix[:3, 3] += matrix[:3, axis] * (mask.shape[axis] - 1)
        matrix[:3, axis] *= -1
    voxels = np.ascontiguousarray(upright.voxels[::-1, :, ::-1])
    assert refine(upright, mask, NUMBER, no_tick)
    assert refine(volume_of(voxels, Geometry.from_matrix(mask.shape, matrix, "frame")), turned, NUMBER, no_tick)
    assert (turned[::-1, :, ::-1] == mask).mean() > 0.998 and {2, 3} <= set(np.unique(mask).tolist())


def belly(case: TorsoCase) -> Volume:
    """The lowest slices: the belly and the lungs' bases."""
    return volume_of(case.volume.voxels[:_BELLY], Geometry.from_matrix((_BELLY, *case.volume.voxels.shape[1:]), case.volume.geometry.matrix, "frame"))


def test_without_a_body_nothing_is_changed(case: TorsoCase) -> None:
    shape = (20, 24, 28)
    geometry = Geometry.from_matrix(shape, np.diag([3.0, 3.0, 3.0, 1.0])[[2, 1, 0, 3]], "frame")
    air = Volume("series", geometry, np.full(shape, -1000, np.int16), Path("v.npy"), "HU")
    mask = np.full(shape, 3, np.uint8)
    assert not refine(air, mask, NUMBER, no_tick) and (mask == 3).all()
