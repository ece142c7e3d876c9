"""Every model that is trained: its pictures, two steps of it, and its pack."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from training_case import CPU, TINY, dice, halves, head

from inference.cards import CARD_FILE, check_weights, read_card
from inference.packs.card_text import card_text
from inference.packs.recipe import PROMPT_CHANNELS, input_of, network_of
from inference.packs.self_test import compare
from inference.segmentation import body as body_rules
from inference.segmentation import promptable
from inference.segmentation.focal import Features
from inference.training import focal
from inference.training.__main__ import SHARES, TASKS, main
from inference.training.label_maps import LabelMap, LabelMaps, save
from inference.training.losses import loss_of
from inference.training.paint import SKIN_HU
from inference.training.task import Maps
from inference.training.tasks import click, radiographs, structures, torsos
from inference.training.tasks.tissue import Tissue


@pytest.fixture(autouse=True, scope="module")
def one_thread():  # type: ignore[no-untyped-def]
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def body() -> LabelMap:
    return torsos.body(5, 8.0)


MAPS = {"brain": head, "structures": lambda: halves(Tissue.LUNG_RIGHT, Tissue.LUNG_LEFT), "click": lambda: halves(70, 230), "radiograph": lambda: torsos.torso(5, 8.0)}


@pytest.mark.parametrize("name", TASKS)
def test_two_steps_from_the_command_line_make_a_pack(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for which in ("maps", "held-out"):
        save(tmp_path / f"{name}-{which}.npz", [MAPS[name]()])
    is_flat = name == "radiograph"
    monkeypatch.setattr(radiographs, "POSITIONS", 2)
    monkeypatch.setattr(type(TASKS[name]), "cpu", replace(TINY, batch=1, patch=(1, 32, 32) if is_flat else TINY.patch))
    assert main([name, "--folder", str(tmp_path), "--steps", "2", "--device", "cpu"]) == 0
    (pack,) = (tmp_path / "packs").iterdir()
    card = read_card(pack / CARD_FILE)
    check_weights(card, pack)
    assert card.weights == "model.onnx" and network_of(card).outputs == len(set(network_of(card).channel_labels))
    assert input_of(card).orientation == ("LPS" if is_flat else "RAS") and "2 steps" in card.scores[0]
    assert sum(SHARES.values()) == pytest.approx(1.0) and set(SHARES) == set(TASKS)


def test_a_body_has_its_liver_on_the_right_gas_below_its_lungs_and_the_pelvis_below_the_belly(body: LabelMap) -> None:
    def middle(*tissues: Tissue) -> np.ndarray:  # type: ignore[type-arg]
        return np.argwhere(np.isin(body.voxels, tissues)).mean(axis=0)

    assert middle(Tissue.LIVER)[0] > middle(Tissue.SPLEEN)[0] + 5
    assert middle(Tissue.LUNG_RIGHT)[0] > middle(Tissue.LUNG_LEFT)[0] + 5
    assert middle(Tissue.LUNG_LEFT)[2] > middle(Tissue.LIVER)[2]
    assert middle(Tissue.SPINE, Tissue.SPINE_MARROW)[1] < middle(Tissue.HEART)[1], "y grows to the front"
    table = structures.classes()
    gas = np.argwhere(table[body.voxels] == structures.CLASSES.index("gas in bowel"))
    assert gas[:, 2].mean() < middle(Tissue.LUNG_LEFT)[2]
    pelvis, sacrum = middle(Tissue.PELVIS, Tissue.PELVIS_MARROW), np.argwhere(np.isin(body.voxels, (Tissue.SPINE, Tissue.SPINE_MARROW)))
    assert middle(Tissue.LIVER)[2] > pelvis[2] > np.argwhere(np.isin(body.voxels, (Tissue.LIMB, Tissue.LIMB_MARROW)))[:, 2].min()
    assert middle(Tissue.FLUID)[1] > sacrum[sacrum[:, 2] < pelvis[2]][:, 1].mean() + 2, "the bladder lies before the sacrum"
    assert {1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12} <= set(np.unique(table[body.voxels]).tolist())


def test_pictures_of_bodies_never_exchange_the_lungs(body: LabelMap) -> None:
    generator = structures.Structures().generator([body], CPU)
    seen = 0
    for seed in range(12):
        truth = generator.batch(dice(seed), replace(TINY, spacing_mm=9.0), lambda image: image).truth
        for one in truth:
            right, left = (torch.nonzero(one == number)[:, 0].float() for number in (1, 2))
            if min(len(right), len(left)) > 200:
                seen += 1
                assert right.mean() > left.mean()
    assert seen >= 5


def test_what_a_head_does_not_tell_is_unknown() -> None:
    table = structures.classes()[structures.head(head()).voxels]
    assert (table == structures.UNKNOWN).any() and (table == structures.CLASSES.index("skull")).any()


def test_marks_are_painted_as_the_runner_paints_them() -> None:
    assert np.array_equal(click.ball(), promptable._ball())
    assert click.CHANNELS[1:] == PROMPT_CHANNELS
    assert (click.POINT_RADIUS, click.FADING) == (promptable.POINT_RADIUS, promptable.FADING)
    assert SKIN_HU == body_rules.SKIN_HU


def test_marks_lie_in_the_structure_and_later_ones_where_the_network_is_wrong() -> None:
    generator = click.Click().generator([halves(70, 230)], CPU)
    asked: list[torch.Tensor] = []

    def all_wrong(channels: torch.Tensor) -> torch.Tensor:
        asked.append(channels.clone())
        return torch.stack((torch.zeros_like(channels[:, 0]), torch.ones_like(channels[:, 0])), dim=1)

    inside = outside = 0
    for seed in range(8):
        made = generator.batch(dice(seed), TINY, all_wrong)
        for channels, truth in zip(made.image, made.truth, strict=True):
            if not truth.any():
                continue
            positive = channels[click.CHANNELS.index("point+")]
            negative = channels[click.CHANNELS.index("point-")]
            at = positive.flatten().argmax()
            inside += bool(positive.max() > 0)
            assert positive.max() == 0 or truth.flatten()[at] == 1
            outside += bool(negative.max() > 0)
            assert negative.max() == 0 or truth.flatten()[negative.flatten().argmax()] == 0
    assert inside >= 8 and outside >= 5, "the network draws everything, so corrections are outside"
    assert any(float(channels[:, 1].max()) == 0 for channels in asked), "there is no mask before the first answer"


def test_the_deepest_place_is_deep() -> None:
    mask = torch.zeros(1, 20, 20, 20, dtype=torch.bool)
    mask[0, 2:15, 3:16, 4:17] = True
    mask[0, 18, 18, 18] = True
    (place,) = click.deepest(dice(), mask).tolist()
    assert max(abs(a - b) for a, b in zip(place, (8, 9, 10), strict=True)) <= 1


def test_drawn_shapes_have_numbers_of_their_own() -> None:
    labels = click.planted(dice(), torch.full((2, 24, 24, 24), 3, dtype=torch.uint8), 4)
    assert {3} < set(labels.unique().tolist()) <= {3, 220, 221, 222, 223}
    tiles = click.tiled(dice(), 2, (24, 24, 24), 6)
    assert set(tiles.unique().tolist()) <= set(range(220, 226)) and len(tiles.unique()) >= 4


def test_maps_of_other_tasks_are_read_once(tmp_path: Path) -> None:
    raw = np.zeros((9, 9, 9), np.uint8)
    raw[3:6, 3:6, 3:6] = 7
    import SimpleITK as sitk

    sitk.WriteImage(sitk.GetImageFromArray(raw), str(tmp_path / "map.nii.gz"))
    made = click.moved("map", tmp_path / "map.nii.gz", 120, 15)
    assert set(np.unique(made.voxels).tolist()) == {0, 120}
    of = Maps([head()], [head()])
    assert len(LabelMaps([*of.seen, made], CPU)) == 2


def test_a_pack_from_elsewhere_gets_its_self_test(tmp_path: Path) -> None:
    from inference.training.onnx_out import write_onnx

    torch.manual_seed(0)
    card = structures.Structures().card(TINY)
    pack = tmp_path / card.id
    pack.mkdir()
    write_onnx(torch.nn.Sequential(torch.nn.Conv3d(1, 13, 1)), 1, 13, pack / "model.onnx")
    digest = hashlib.sha256((pack / "model.onnx").read_bytes()).hexdigest()
    (pack / CARD_FILE).write_text(card_text(replace(card, weights="model.onnx", weights_sha256=digest)), encoding="utf-8")
    assert main(["finish", "--out", str(tmp_path)]) == 0
    found = read_card(pack / CARD_FILE)
    assert len(found.self_test["means"]) == 13 and compare(found, pack) == ""


@pytest.mark.parametrize("name", TASKS)
def test_everything_is_made_on_the_device_that_is_asked_for(name: str) -> None:
    """What forgets to say where it is made lands on another device here, as it would beside a graphics card."""
    generator = TASKS[name].generator([MAPS[name]()], CPU)
    for seed in range(6):
        with torch.device("meta"):
            made = generator.batch(dice(seed), TINY, lambda image: torch.stack((image[:, 0], 1 - image[:, 0]), dim=1))
            loss = loss_of(torch.zeros(2, 13, *made.truth.shape[1:], device="cpu"), made.truth, tuple(TASKS[name].regions.values()))
        assert made.image.device == made.truth.device == loss.device == CPU


def test_radiographs_show_the_patients_left_on_the_right_and_the_heart_between_dark_lungs() -> None:
    views = radiographs.views_of(torsos.torso(5, 8.0), 3, 1)
    for view in views:
        middle = {n: np.argwhere(view.truth == n).mean(axis=0) for n in (1, 2, 3)}
        assert middle[1][1] < middle[3][1] < middle[2][1], "right lung, heart, left lung, as a reader sees them"
        assert middle[3][0] > min(middle[1][0], middle[2][0]), "rows run down"
        water, _, lung = view.paths
        assert lung[view.truth == 1].mean() > 40 and water[view.truth == 3].mean() > water[view.truth == 1].mean()
    widths = [int((view.truth == 3).any(axis=0).sum()) for view in views]
    assert max(widths) - min(widths) >= 3, "hearts of one body differ"
    image = radiographs.expose(dice(2), torch.from_numpy(np.stack([view.paths for view in views])))
    assert image.shape == (3, 1, radiographs.PIXELS, radiographs.PIXELS) and float(image.min()) >= 0 and float(image.max()) <= 1


def test_the_judge_of_focal_lesions_learns_what_tells_them_apart() -> None:
    rng = np.random.default_rng(3)
    rows = []
    for n in range(600):
        is_lesion = n % 3 == 0
        z = float(np.exp(rng.normal(1.9 if is_lesion else 1.4, 0.3)))
        features = Features(z, float(rng.uniform(0.2, 1)), 2.0, -40.0, 50.0, 0.6, 0.05, 0.2, 1.5, 10.0)
        rows.append(focal.Seen("liver", f"{n % 8}.0.0", 0 if is_lesion else -1, features))
    judge = focal.learn(rows, 2.0)
    clear, faint = (replace(rows[0].features, z=z, curved=0.8) for z in (9.0, 3.2))
    assert judge.score(clear) > 0.6 > 0.3 > judge.score(faint) and judge.score(replace(clear, curved=0.02)) == 0
    false = sum(judge.score(row.features) >= judge.least for row in rows if row.hit < 0 and int(row.scan[0]) % 4 == 0)
    assert false == pytest.approx(2 * 2, abs=2), "two a scan, of the two that were held out"
