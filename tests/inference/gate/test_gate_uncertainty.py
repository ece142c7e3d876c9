"""Votes become entropy, runs come back to their place, and a model that is sure is 0 everywhere."""

from pathlib import Path

import numpy as np
import pytest

from inference.gate.uncertainty import RUNS, WHOLE, entropy, mean_by_label, uncertainty_of, variants
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, no_tick
from viewer.case.segmentation import Label
from viewer.case.terms import BONE
from viewer.case.volume import Mask, Volume


def volume() -> Volume:
    voxels = np.full((12, 20, 20), -1000, np.int16)
    voxels[3:9, 5:15, 5:15] = 60
    voxels[4:8, 7:13, 7:13] = 400
    return Volume("1.3", Geometry.from_matrix(voxels.shape, np.diag([2.0, 1, 1, 1]), "frame"), voxels, Path("volume.npy"), "HU")


def test_entropy_of_votes() -> None:
    planes = [np.array([[[a, b, c, d]]], np.uint8) for a, b, c, d in ((1, 1, 1, 0), (1, 1, 2, 1), (1, 2, 3, 2), (1, 2, 4, 3))]
    half = round(np.log(2) / np.log(4) * WHOLE)
    assert entropy(planes).tolist() == [[[0, half, WHOLE, WHOLE]]]


def test_a_segmenter_that_nothing_disturbs_is_sure(tmp_path: Path) -> None:
    def bones(changed: Volume, tick: Tick) -> Mask:
        return (changed.voxels > 220).astype(np.uint8)

    layer = uncertainty_of(bones(volume(), no_tick), volume(), bones, tmp_path, no_tick)
    assert layer.max() == 0, "also the shifted run lies where it belongs"
    assert list(tmp_path.iterdir()) == []


def test_what_hangs_on_the_brightness_is_unsure_there_and_only_there(tmp_path: Path) -> None:
    def at_the_edge(changed: Volume, tick: Tick) -> Mask:
        return np.where(changed.voxels > 220, 2, np.where(changed.voxels > 60, 1, 0)).astype(np.uint8)

    first = at_the_edge(volume(), no_tick)
    layer = uncertainty_of(first, volume(), at_the_edge, tmp_path, no_tick)
    soft, hard = volume().voxels == 60, volume().voxels == 400
    assert layer[soft].min() > 0 and layer[hard].max() == 0 and layer[volume().voxels < 0].max() == 0
    labels = (Label(2, "bone", BONE), Label(3, "nowhere", BONE))
    assert mean_by_label(layer, first, labels) == {2: 0.0}


@pytest.mark.parametrize(("dtype", "unit"), [(np.int16, "HU"), (np.float32, "SUV")])
def test_variants_keep_the_type_and_come_back(dtype: type, unit: str) -> None:
    rng = np.random.default_rng(1)
    voxels = rng.integers(0, 1000, (9, 11, 13)).astype(dtype)
    shown = Volume("1.3", Geometry.from_matrix(voxels.shape, np.eye(4), "frame"), voxels, Path("v.npy"), unit)
    assert len(variants(shown)) == RUNS - 1
    for variant in variants(shown):
        changed = variant.change(voxels)
        assert changed.dtype == dtype and changed.shape == voxels.shape and not np.array_equal(changed, voxels)
        if variant.name == "shifted":
            inner = (slice(2, -2), slice(4, -4), slice(3, -3))
            assert np.array_equal(variant.back(changed.astype(np.uint8))[inner], voxels.astype(np.uint8)[inner])
