"""The loop: it learns, goes on where it stopped, and what it exports is a pack like any other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
import torch
from training_case import CPU, TINY, dice, head

from inference.cards import CARD_FILE, check_weights, read_card
from inference.engine import Task
from inference.packs import lightbox_pack
from inference.packs.install import run as install
from inference.packs.onnx import look_into
from inference.packs.recipe import network_of
from inference.packs.self_test import compare, forward_of, numbers_of
from inference.segmentation.inputs import request_for
from inference.segmentation.network import run as run_network
from inference.training.export import export
from inference.training.loop import CURVE, LOG, Plan, State, progress, schedule, train
from inference.training.losses import loss_of, overlaps
from inference.training.onnx_out import write_onnx
from inference.training.tasks.brain import Brain
from inference.training.tasks.structures import CLASSES, WINDOWS_HU, Structures
from inference.training.windows import Windows
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume


@pytest.fixture(autouse=True, scope="module")
def one_thread():  # type: ignore[no-untyped-def]
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def quiet(text: str) -> None:
    """Nobody watches."""


def trained(folder: Path, steps: int, of: int = 0) -> State:
    task = Brain()
    generator = task.generator([head()], CPU)
    plan = Plan(TINY, CPU, seed=3, steps=of or steps, held_out=1)
    if of:  # stopped after `steps` of `of`

        class Stopping:
            def batch(self, *given):  # type: ignore[no-untyped-def]
                made.append(1)
                if len(made) > steps:
                    raise KeyboardInterrupt
                return generator.batch(*given)

        made: list[int] = []
        with pytest.raises(KeyboardInterrupt):
            train(task, Stopping(), generator, replace(plan, save_s=0.0), folder, quiet)
        return State(None, None, None)  # type: ignore[arg-type]
    return train(task, generator, generator, plan, folder, quiet)


def test_a_training_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    whole = trained(tmp_path / "whole", 3)
    trained(tmp_path / "halves", 2, of=3)
    rest = trained(tmp_path / "halves", 3)
    assert rest.step == whole.step == 3 and rest.samples == 6
    for name, weights in whole.averaged.state_dict().items():
        assert torch.allclose(weights, rest.averaged.state_dict()[name], atol=1e-6), name


def test_what_is_exported_runs_as_every_other_pack(tmp_path: Path) -> None:
    state = trained(tmp_path / "brain", 2)
    text = (tmp_path / "brain" / LOG).read_text(encoding="utf-8")
    assert "step=1,samples=2" in text and "dice brain mask=" in text
    curve = (tmp_path / "brain" / CURVE).read_text(encoding="utf-8")
    assert curve.count("<polyline") == 10 and "brain mask" in curve and ElementTree.fromstring(curve) is not None
    pack = export(Brain(), tmp_path / "brain", tmp_path / "packs")
    card = read_card(pack / CARD_FILE)
    check_weights(card, pack)
    assert "16 voxels" not in card.scores[0] and "4 generated pictures" in card.scores[0] and "seed 3" in card.scores[0]
    assert compare(card, pack) == ""
    assert (pack / "model.onnx").stat().st_size < 12e6
    values = numbers_of((1, 1, 32, 48, 32))
    with torch.no_grad():
        expected = state.averaged(torch.from_numpy(values)).numpy()
    found = forward_of(network_of(card), pack / "model.onnx")(values)
    assert np.abs(found - expected).max() < 0.02 * np.abs(expected).max()  # weights in 16 bits

    voxels = np.random.default_rng(1).normal(100, 30, (40, 44, 36)).astype(np.int16)
    voxels[:4] = 0
    matrix = np.array([[0, 0, 3.0, 0], [0, 3.0, 0, 0], [3.0, 0, 0, 0], [0, 0, 0, 1]])
    np.save(tmp_path / "volume.npy", voxels)
    volume = Volume("1.2", Geometry.from_matrix(voxels.shape, matrix, "1.3"), voxels, tmp_path / "volume.npy", "")
    out = tmp_path / "mask.npy"
    answer = json.loads(run_network(Task("t", card.runner, pack, volume.path, out, request_for(volume, "MR", threads=1)), no_tick, quiet))
    assert np.load(out).shape == voxels.shape and set(answer["labels"]) <= {label.number for label in card.labels}

    request = json.dumps({"source": str(pack), "licence": "", "trusted_programs": []})
    there = tmp_path / "installed"
    packs = json.loads(install(Task("t", "", there, None, there, request), no_tick, quiet))["packs"]
    assert packs[0]["format"] == "Lightbox" and packs[0]["id"] == card.id
    assert lightbox_pack.CARD_FILE == CARD_FILE


def test_windows_of_a_ct_are_cut_alike_by_torch_and_in_the_pack(tmp_path: Path) -> None:
    (low, high), lungs = WINDOWS_HU[2], WINDOWS_HU[1]
    hu = torch.tensor([-1000.0, low, (low + high) / 2, high, 900.0])
    seen = Windows([((a + 1000) / 2000, (b + 1000) / 2000) for a, b in (lungs, (low, high))])(((hu + 1000) / 2000).view(1, 1, -1, 1, 1))
    assert seen[0, 2].flatten().tolist() == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0], abs=1e-5)
    assert seen[0, 0].flatten().tolist() == pytest.approx(((hu + 1000) / 2000).tolist())

    torch.manual_seed(4)
    module = Structures().module()
    write_onnx(module, 1, len(CLASSES), tmp_path / "model.onnx")
    values = numbers_of((1, 1, 32, 48, 32))
    with torch.no_grad():
        expected = module(torch.from_numpy(values)).numpy()
    network = network_of(Structures().card(TINY))
    found = forward_of(network, tmp_path / "model.onnx")(values)
    assert np.abs(found - expected).max() < 0.03 * np.abs(expected).max()


def test_the_loss_is_least_for_the_truth() -> None:
    truth = torch.randint(0, 3, (2, 8, 8, 8), generator=dice().generator)
    right = 20.0 * torch.nn.functional.one_hot(truth, 3).permute(0, 4, 1, 2, 3).float()
    regions = ((1,), (2,), (1, 2))
    assert float(loss_of(right, truth, regions)) < 0.01
    assert float(loss_of(right.roll(1, dims=1), truth, regions)) > 5
    assert overlaps(right, truth, regions).min() == 1.0
    assert overlaps(right, truth, ((2,),)).shape == (1, 2)


def test_the_learning_rate_rises_and_falls() -> None:
    rates = [schedule(n / 100) for n in range(101)]
    assert rates[0] < 0.1 and max(rates) == pytest.approx(1.0, abs=0.01) and rates[-1] == pytest.approx(0.0, abs=1e-6)
    assert progress(State(None, None, None, seconds=30.0), Plan(TINY, CPU, minutes=1.0)) == 0.5  # type: ignore[arg-type]


def test_a_layer_that_is_not_known_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match="Softplus"):
        write_onnx(torch.nn.Sequential(torch.nn.Conv3d(1, 2, 3), torch.nn.Softplus()), 1, 2, tmp_path / "model.onnx")
    write_onnx(torch.nn.Sequential(torch.nn.Conv3d(2, 3, 3, padding=1), torch.nn.LeakyReLU(0.1)), 2, 3, tmp_path / "model.onnx")
    outline = look_into(tmp_path / "model.onnx")
    assert outline.operators == {"Cast", "Conv", "LeakyRelu", "Identity"}
    assert list(outline.inputs.values()) == [(1, 2, None, None, None)]
