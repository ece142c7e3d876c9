"""Every planted nodule is found and measured; vessels, ribs and an empty lung give nothing."""

import json
from pathlib import Path

import numpy as np
import pytest
from torso_case import TorsoCase, volume_of

from inference.client import Engine
from inference.engine import Task
from inference.measure.lesions import measure_lesion
from inference.measure.place import side_and_zone
from inference.segmentation.inputs import request_for
from inference.segmentation.nodules import find_nodules
from resources import path as resource
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, no_tick

CARD = resource("models", "ct-lung-nodules")
RUNNER = "inference.segmentation.nodules:run"


def lungs_of(case: TorsoCase) -> list[np.ndarray]:
    return [case.mask == label.number for label in case.card.labels if "lung" in label.name]


def test_the_planted_nodules_are_found_by_the_runner(case: TorsoCase, tmp_path: Path) -> None:
    np.save(tmp_path / "volume.npy", case.volume.voxels)
    np.save(tmp_path / "lungs.npy", case.mask)
    request = request_for(case.volume, "CT", mask_path=str(tmp_path / "lungs.npy"), lungs=[2, 3])
    with Engine() as engine:
        task = Task("t", RUNNER, CARD, tmp_path / "volume.npy", tmp_path / "nodules.npy", request)
        done = engine.run(task, no_tick)
        empty = request_for(case.volume, "CT", mask_path=str(tmp_path / "lungs.npy"), lungs=[77])
        with pytest.raises(KnownError, match="no lung"):
            engine.run(Task("t", RUNNER, CARD, task.volume_path, task.out_path, empty), no_tick)
    candidates = json.loads(done.answer)["candidates"]
    mask = np.load(done.path)
    assert sorted(np.unique(mask)) == list(range(len(candidates) + 1))
    assert [row["score"] for row in candidates] == sorted((row["score"] for row in candidates), reverse=True)
    planted = [row for row in case.torso.truth.lesions if row.kind == "lung_nodule"]
    assert len(planted) == 3 and len(candidates) <= 5
    for lesion in planted:
        distances = [np.linalg.norm(np.subtract(row["centre_lps"], lesion.centre_lps)) for row in candidates]
        assert min(distances) < 2, lesion.name
        number = candidates[int(np.argmin(distances))]["number"]
        measured = measure_lesion(case.volume, mask, number)
        assert measured.long_axis_mm == pytest.approx(lesion.long_axis_mm, abs=2.0)
        assert measured.short_axis_mm == pytest.approx(lesion.short_axis_mm, abs=2.0)
        place = side_and_zone(measured.centre_lps, case.volume, case.mask, case.card.labels)
        assert place == (lesion.side, lesion.zone)


def ball(points: np.ndarray, centre: tuple[float, ...], radius_mm: float) -> np.ndarray:
    return np.asarray(np.linalg.norm(points - np.array(centre), axis=-1) <= radius_mm)


@pytest.fixture(scope="module")
def chest() -> tuple[np.ndarray, list[np.ndarray], Geometry, np.ndarray]:
    """A box of lung in tissue, slices 1.5 mm apart, with the LPS point of each voxel."""
    shape = (70, 110, 110)
    geometry = Geometry.from_matrix(shape, np.diag([1.5, 0.8, 0.8, 1])[[2, 1, 0, 3]], "frame")
    points = geometry.to_lps(np.argwhere(np.ones(shape, bool))).reshape(*shape, 3)
    lung = np.all((points > (9, 9, 9)) & (points < (79, 79, 95)), axis=-1)
    return np.where(lung, -850, 40).astype(np.int16), [lung], geometry, points


@pytest.mark.parametrize("diameter_mm", [6.0, 8.0, 14.0, 24.0])
def test_a_ball_is_found_with_its_diameter(
    chest: tuple[np.ndarray, list[np.ndarray], Geometry, np.ndarray], diameter_mm: float
) -> None:
    voxels, lungs, geometry, points = chest
    noisy = np.where(ball(points, (44.3, 40.1, 50.2), diameter_mm / 2), 40, voxels)
    noisy = (noisy + np.random.default_rng(2).normal(0, 25, noisy.shape)).astype(np.int16)
    volume = volume_of(noisy, geometry)
    mask, candidates = find_nodules(volume, lungs, no_tick)
    assert len(candidates) == 1
    measured = measure_lesion(volume, mask, 1)
    assert np.allclose(measured.centre_lps, (44.3, 40.1, 50.2), atol=1.0)
    assert measured.long_axis_mm == pytest.approx(diameter_mm, abs=0.9)
    assert measured.short_axis_mm == pytest.approx(diameter_mm, abs=0.9)


def test_vessels_and_ground_alone_give_nothing(
    chest: tuple[np.ndarray, list[np.ndarray], Geometry, np.ndarray],
) -> None:
    voxels, lungs, geometry, points = chest
    x, y, z = np.moveaxis(points, -1, 0)
    vessels = (np.hypot(x - 40, y - 30) < 2.5) | (np.hypot(y - 55, z - 50) < 2.0)
    vessels |= np.hypot(x - 40 - 0.5 * (z - 60), y - 30) * (z > 60) + 99 * (z <= 60) < 2.0
    volume = volume_of(np.where(vessels & lungs[0], 40, voxels).astype(np.int16), geometry)
    assert find_nodules(volume, lungs, no_tick)[1] == ()


def test_a_nodule_on_a_vessel_is_cut_off_from_it(
    chest: tuple[np.ndarray, list[np.ndarray], Geometry, np.ndarray],
) -> None:
    voxels, lungs, geometry, points = chest
    x, y, _ = np.moveaxis(points, -1, 0)
    vessel = np.hypot(x - 40, y - 30) < 1.5
    volume = volume_of(
        np.where((vessel & lungs[0]) | ball(points, (42, 30, 50), 5), 40, voxels).astype(np.int16), geometry
    )
    mask, candidates = find_nodules(volume, lungs, no_tick)
    assert len(candidates) == 1
    assert measure_lesion(volume, mask, 1).max_3d_mm < 14


def test_cancelling(chest: tuple[np.ndarray, list[np.ndarray], Geometry, np.ndarray]) -> None:
    voxels, lungs, geometry, _ = chest

    def tick(fraction: float, text: str) -> None:
        if fraction > 0.3:
            raise CancelledError

    with pytest.raises(CancelledError):
        find_nodules(volume_of(voxels, geometry), lungs, tick)
