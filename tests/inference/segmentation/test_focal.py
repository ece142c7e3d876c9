"""Planted spots in an organ are proposed, and told by whether they are darker; vessels rank below; nothing is made of noise."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from torso_case import volume_of

from inference.cards import read_card
from inference.client import Engine
from inference.engine import Task
from inference.measure.lesions import measure_lesion
from inference.segmentation.focal_lesions import BONE, Candidate, Host, Judge, find_focal_lesions, inputs_of, spots_of
from inference.segmentation.grid import depth_mm
from inference.segmentation.inputs import request_for
from inference.training.planted import Planted, plant
from resources import path as resource
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.case.volume import Mask, Volume

CARD = resource("models", "ct-focal-lesions")
JUDGES = {name: Judge.of(read_card(CARD / "card.toml").network[name]) for name in ("soft", BONE)}
MIDDLE = np.array((45.0, 42.0, 50.0))


def organ(steps: tuple[float, float, float] = (2.5, 1.6, 1.6), noise_hu: float = 10.0, seed: int = 4) -> tuple[np.ndarray, np.ndarray, Geometry, np.ndarray]:
    """An ellipsoid of 90 HU in fat: voxels, the organ, geometry, and the LPS point of each voxel."""
    size = tuple(round(length / step) for length, step in zip((100.0, 84.0, 90.0), steps, strict=True))
    matrix = np.zeros((4, 4))
    matrix[2, 0], matrix[1, 1], matrix[0, 2], matrix[3, 3] = (*steps, 1.0)
    geometry = Geometry.from_matrix(size, matrix, "frame")
    points = geometry.to_lps(np.argwhere(np.ones(size, bool))).reshape(*size, 3)
    solid = np.linalg.norm((points - MIDDLE) / (40, 34, 42), axis=-1) < 1
    voxels = np.where(solid, 90, -100) + np.random.default_rng(seed).normal(0, noise_hu, size)
    return voxels.astype(np.int16), solid, geometry, points


def with_ball(voxels: np.ndarray, points: np.ndarray, centre: tuple[float, float, float], across_mm: float, more_hu: float) -> np.ndarray:
    share = np.clip(0.5 + (across_mm / 2 - np.linalg.norm(points - np.array(centre), axis=-1)) / 2, 0, 1)
    return (voxels + share * more_hu).astype(np.int16)


def find(voxels: np.ndarray, solid: np.ndarray, geometry: Geometry) -> tuple[Mask, tuple[Candidate, ...]]:
    return find_focal_lesions(volume_of(voxels, geometry), [Host("liver", solid)], JUDGES, no_tick)


@pytest.mark.parametrize("steps", [(1.5, 1.5, 1.5), (5.0, 0.9, 0.9), (2.0, 1.2, 2.4)])
@pytest.mark.parametrize("more_hu", [-60.0, 70.0])
def test_a_spot_is_found_with_its_place_size_and_kind_on_any_grid(steps: tuple[float, float, float], more_hu: float) -> None:
    voxels, solid, geometry, points = organ(steps)
    centre = (58.0, 36.0, 60.0)
    voxels = with_ball(voxels, points, centre, 16.0, more_hu)
    mask, candidates = find(voxels, solid, geometry)
    assert len(candidates) <= 3
    assert np.linalg.norm(np.subtract(candidates[0].centre_lps, centre)) < 2.5
    assert candidates[0].contrast_hu == pytest.approx(more_hu, rel=0.25)
    measured = measure_lesion(volume_of(voxels, geometry), mask, candidates[0].number)
    assert measured.long_axis_mm == pytest.approx(16.0, abs=4.0)
    assert measured.mean_hu == pytest.approx(90 + more_hu, abs=12)


def test_the_same_picture_stored_the_other_way_round_gives_the_same_places() -> None:
    voxels, solid, geometry, points = organ((2.0, 1.6, 1.6))
    voxels = with_ball(with_ball(voxels, points, (62.0, 36.0, 60.0), 12.0, -70), points, (30.0, 46.0, 40.0), 14.0, 80)
    _, candidates = find(voxels, solid, geometry)
    assert len(candidates) >= 2
    for order, flips in (((0, 1, 2), (-1, 1, -1)), ((2, 0, 1), (1, -1, 1))):
        matrix = np.array(geometry.matrix, np.float64)
        turned, outline = voxels.transpose(order), solid.transpose(order)
        matrix[:3, :3] = matrix[:3, :3][:, list(order)]
        for axis, flip in enumerate(flips):
            if flip < 0:
                turned, outline = np.flip(turned, axis), np.flip(outline, axis)
                matrix[:3, 3] += matrix[:3, axis] * (turned.shape[axis] - 1)
                matrix[:3, axis] *= -1
        again = find(np.ascontiguousarray(turned), np.ascontiguousarray(outline), Geometry.from_matrix(turned.shape, matrix, "frame"))[1]
        assert len(again) == len(candidates)
        assert np.allclose([row.centre_lps for row in again], [row.centre_lps for row in candidates], atol=0.01)
        assert [row.score for row in again] == pytest.approx([row.score for row in candidates], abs=0.01)


def test_a_vessel_through_the_organ_ranks_below_a_spot_as_bright() -> None:
    voxels, solid, geometry, points = organ((1.6, 1.6, 1.6))
    x, y, z = np.moveaxis(points, -1, 0)
    vessel = np.hypot(x - 38, y - 38 - 0.2 * (z - 50)) < 5
    voxels = with_ball(np.where(vessel & solid, voxels + 80, voxels), points, (64.0, 42.0, 50.0), 10.0, 80)
    _, candidates = find(voxels, solid, geometry)
    assert np.linalg.norm(np.subtract(candidates[0].centre_lps, (64.0, 42.0, 50.0))) < 2.5
    others = [row for row in candidates[1:] if np.hypot(row.centre_lps[0] - 38, row.centre_lps[1] - 38) < 8]
    assert all(row.score < 0.6 * candidates[0].score for row in others)


def test_nothing_is_made_of_noise_and_of_no_outline() -> None:
    voxels, solid, geometry, _ = organ(noise_hu=18.0)
    assert len(find(voxels, solid, geometry)[1]) <= 1
    assert find(voxels, np.zeros_like(solid), geometry)[1] == ()
    thin = np.zeros_like(solid)
    thin[20, 20:24, 20:40] = True
    assert find(voxels, thin, geometry)[1] == ()


def test_an_organ_that_the_pictures_cut_off_is_looked_in_as_far_as_it_is_seen() -> None:
    voxels, solid, geometry, points = organ((2.0, 1.6, 1.6))
    voxels = with_ball(voxels, points, (45.0, 42.0, 66.0), 14.0, -70)
    low = 22
    matrix = np.array(geometry.matrix, np.float64)
    matrix[:3, 3] += matrix[:3, 0] * low
    cut = Geometry.from_matrix(voxels[low:].shape, matrix, "frame")
    _, candidates = find(voxels[low:], solid[low:], cut)
    assert np.linalg.norm(np.subtract(candidates[0].centre_lps, (45.0, 42.0, 66.0))) < 2.5
    assert all(cut.to_kji([row.centre_lps])[0, 0] >= 0 for row in candidates)


def test_the_runner_says_where_there_is_nothing_to_look_in_and_stops_when_asked(tmp_path: Path) -> None:
    voxels, solid, geometry, points = organ()
    voxels = with_ball(voxels, points, (45.0, 42.0, 50.0), 18.0, -70)
    volume = volume_of(voxels, geometry)
    np.save(tmp_path / "volume.npy", voxels)
    np.save(tmp_path / "mask.npy", solid.astype(np.uint8) * 7)
    row = {"organ": "liver", "mask_path": str(tmp_path / "mask.npy"), "numbers": [7]}
    runner = "inference.segmentation.focal_lesions:run"

    def task(hosts: list[dict[str, object]], modality: str = "CT") -> Task:
        return Task("t", runner, CARD, tmp_path / "volume.npy", tmp_path / "out.npy", request_for(volume, modality, hosts=hosts))

    with Engine() as engine:
        candidates = json.loads(engine.run(task([row]), no_tick).answer)["candidates"]
        with pytest.raises(KnownError, match="no organ"):
            engine.run(task([row | {"numbers": [3]}]), no_tick)
        with pytest.raises(KnownError, match="MR"):
            engine.run(task([row], "MR"), no_tick)
    assert candidates[0]["contrast_hu"] < -40 and candidates[0]["host"] == 0
    assert sorted(np.unique(np.load(tmp_path / "out.npy"))) == list(range(len(candidates) + 1))

    def stop(share: float, text: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        find_focal_lesions(volume, [Host("liver", solid)], JUDGES, stop)


def test_what_is_planted_has_its_size_contrast_and_noise() -> None:
    voxels, solid, geometry, points = organ((1.6, 1.6, 1.6))
    made = plant(voxels, geometry, "liver", solid, depth_mm(solid, geometry.spacing_mm), 18.0, -50.0, np.random.default_rng(1))
    assert made is not None
    picture, lesion = made
    inside = (np.linalg.norm(points - np.array(lesion.centre_lps), axis=-1) < 5) & solid
    assert isinstance(lesion, Planted) and lesion.group == (15.0, 30.0)
    assert picture[inside].mean() - 90 == pytest.approx(-50, abs=8)
    assert picture[inside].std() == pytest.approx(voxels[inside].std(), rel=0.35)
    changed = picture != voxels
    assert not changed[~solid].any() and changed.sum() * geometry.voxel_mm3 < 3 * np.pi / 6 * 18**3
    assert plant(voxels, geometry, "liver", solid, depth_mm(solid, geometry.spacing_mm), 200.0, -50.0, np.random.default_rng(1)) is None


def test_the_score_of_a_spot_grows_with_how_clear_it_is() -> None:
    voxels, solid, geometry, points = organ((2.0, 1.6, 1.6))
    scores = []
    for more_hu in (-25.0, -50.0, -90.0):
        volume = Volume("s", geometry, with_ball(voxels, points, (50.0, 40.0, 54.0), 12.0, more_hu), Path("v.npy"), "HU")
        near = [spot.features for _, spot in spots_of(volume, Host("liver", solid), no_tick) if spot.features.contrast_hu < -15 and spot.features.across_mm > 6]
        scores.append(max((JUDGES["soft"].score(one) for one in near), default=0.0))
    assert scores == sorted(scores) and scores[-1] > JUDGES["soft"].least
    assert len(inputs_of(replace(near[0], open=0.5))) == len(JUDGES["soft"].weights)
