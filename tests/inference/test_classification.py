"""Classifiers of radiographs: what the network sees is what a person sees, and scores are read at operating points."""

import json
from pathlib import Path

import numpy as np
import pytest
import tiny_packs
import torch

from inference import classification, saliency
from inference.engine import Task
from inference.packs import install
from inference.packs.recipe import NetworkInput, Step
from inference.warm import drop
from viewer.case.errors import KnownError

WANTED = NetworkInput(("radiograph",), None, "LPS", (Step("scale", {"from_low": 0, "from_high": 255, "to_low": -1024, "to_high": 1024}),), (1, 32, 32))


def test_the_middle_square_is_seen_upright_and_unmirrored() -> None:
    picture = np.zeros((64, 96), np.uint8)
    picture[:16, 16:32] = 255  # top left of the square in the middle
    seen = classification.prepare(picture, WANTED)
    assert seen.shape == (1, 32, 32) and seen.dtype == np.float32
    assert seen[0, :7, :7].min() > 1000 and seen[0, 10:, :].max() < -1000 and seen[0, :, 10:].max() < -1000


@pytest.mark.parametrize(("score", "expected"), [(0.0, 0.0), (0.05, 0.25), (0.1, 0.5), (0.55, 0.75), (1.0, 1.0)])
def test_the_operating_point_is_one_half(score: float, expected: float) -> None:
    assert classification.at_point(score, 0.1) == pytest.approx(expected)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("xray")
    state = tiny_packs.weights_of("monai", "DenseNet121", {"spatial_dims": 2, "in_channels": 1, "out_channels": 18}, 18)
    named = {key.replace(".layers.", ".").replace("class_layers.out.", "classifier."): value for key, value in state.items()}
    named["classifier.weight"] = torch.zeros_like(named["classifier.weight"])
    named["classifier.bias"] = torch.linspace(-2, 2, 18)
    named["op_threshs"] = torch.tensor([0.5] * 17 + [float("nan")])
    torch.save(named, folder / "densenet.pt")
    request = json.dumps({"source": str(folder / "densenet.pt"), "licence": "Apache-2.0"})
    install.run(Task("t", "", folder, None, folder / "out", request), lambda f, t: None, lambda t: None)
    return next((folder / "out").iterdir())


def test_scores_are_those_of_the_weights_and_a_network_without_a_place_shows_none(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saliency, "_STEPS", 2)
    np.save(tmp_path / "picture.npy", np.random.default_rng(0).integers(0, 256, (50, 90)).astype(np.uint8))
    task = Task("t", "", pack, tmp_path / "picture.npy", tmp_path / "map.npy", json.dumps({"explain": 4}))
    answer = json.loads(classification.run(task, lambda f, t: None, lambda t: None))
    drop(classification.KIND)
    assert "No single place" in answer["doubt"] and np.load(tmp_path / "map.npy").shape == (50, 90)
    expected = 1 / (1 + np.exp(-np.linspace(-2, 2, 18)))
    assert [row["label"] for row in answer["scores"]] == list(range(1, 18)), "the untrained output says nothing"
    assert [row["score"] for row in answer["scores"]] == pytest.approx(list(expected[:17]), abs=1e-6)
    assert all(row["spread"] == pytest.approx(0, abs=1e-6) and row["looks"] == 8 for row in answer["scores"]), "whatever the picture, it says the same"
    assert [row["votes"] for row in answer["scores"]] == [8 * bool(row["score"] >= 0.5) for row in answer["scores"]]
    assert all(row["calibrated"] for row in answer["scores"]) and "long and narrow" in answer["problems"][0]


def test_looks_differ_a_little_and_the_first_is_the_picture() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (60, 50)).astype(np.uint8)
    seen = [classification.prepare(look, WANTED) for look in classification.looks(picture)]
    assert np.array_equal(classification.looks(picture)[0], picture) and len(seen) == 8
    assert all(not np.array_equal(seen[0], other) for other in seen[1:])


def test_what_is_no_grey_picture_is_refused(pack: Path, tmp_path: Path) -> None:
    np.save(tmp_path / "colour.npy", np.zeros((4, 4, 3), np.uint8))
    for path, reason in ((tmp_path / "colour.npy", "one grey picture"), (tmp_path / "absent.npy", "cannot be read")):
        with pytest.raises(KnownError, match=reason):
            classification.run(Task("t", "", pack, path, tmp_path / "none", "{}"), lambda f, t: None, lambda t: None)
