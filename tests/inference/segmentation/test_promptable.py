"""Networks with nnInteractive's channels: what they see of the prompts, and how their answer comes back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from soak import count
from test_clicks import MIDDLE, OTHER, Case, dice

from inference.engine import Task
from inference.segmentation import promptable
from inference.segmentation.outcome import Outcome
from inference.segmentation.prompts import prompt_request, read_answer
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.prompt import Prompt, point_prompt
from viewer.case.volume import Volume

Bool = npt.NDArray[np.bool_]
CHANNELS = ("CT", "previous", "region+", "region-", "point+", "point-", "scribble+", "scribble-")
CARD = """
id = "known"
version = "1"
name = "Known answer"
task = "prompt"
runner = "inference.segmentation.promptable:run"
modality = "any"
license = "Apache-2.0"
intended_use = "Tests."
limits = "Tests."
weights = "weights.safetensors"
weights_sha256 = "{sha256}"
[labels]
1 = {{ name = "structure", code = ["99T", "1"] }}
[network]
library = "layers"
outputs = 2
activation = "softmax"
channel_labels = [0, 1]
[network.arguments]
inputs = 8
layers = [{{ kind = "conv", outputs = 2, kernel = 1, dilation = 1, bias = true }}]
[input]
channels = {channels}
orientation = "{orientation}"
patch = [{patch}, {patch}, {patch}]
overlap = 0.25
padding = "replicate"
foreground = false
"""


def known_pack(folder: Path, weights: dict[str, float], bias: float, orientation: str = "RAS", patch: int = 64) -> Path:
    """A pack whose structure is where the sum of its channels, each with a weight, is above `-bias`."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir()
    row = torch.tensor([weights.get(name, 0.0) for name in CHANNELS])
    weight = torch.stack([torch.zeros(8), row]).reshape(2, 8, 1, 1, 1)
    save_file({"0.weight": weight, "0.bias": torch.tensor([0.0, bias])}, folder / "weights.safetensors")
    sha256 = hashlib.sha256((folder / "weights.safetensors").read_bytes()).hexdigest()
    (folder / "card.toml").write_text(CARD.format(sha256=sha256, channels=json.dumps(CHANNELS), orientation=orientation, patch=patch))
    return folder


class Asked(Case):
    """The two balls in a file, as the ML process reads them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(values=(0.0, 100.0, 100.0), noise=0.0)
        path = folder / "volume.npy"
        np.save(path, self.volume.voxels)
        self.folder = folder
        self.volume = Volume("series", self.geometry, np.load(path, mmap_mode="r"), path, "HU")

    def ask(self, pack: Path, *prompts: Prompt, drawn: Outcome | None = None) -> Bool:
        place = None
        if drawn is not None:
            np.save(self.folder / "drawn.npy", drawn.inside)
            place = self.folder / "drawn.npy", drawn.box_kji
        request = prompt_request(self.volume, "CT", prompts, drawn=place, speeds=self.folder / "speeds.json")
        task = Task("t", "", pack, self.volume.path, self.folder / "out.part.npy", request)
        answer = promptable.run(task, no_tick, lambda piece: None)
        return self.whole(read_answer(task.out_path, answer).outcome)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(tmp_path_factory.mktemp("asked"))


@pytest.mark.parametrize("orientation", ["RAS", "LPS", "SAR"])
def test_the_answer_lies_where_the_network_saw_it(case: Asked, tmp_path: Path, orientation: str) -> None:
    """The balls are in no mirror image of each other, so axes that are swapped or turned show."""
    pack = known_pack(tmp_path / "pack", {"CT": 1.0}, -50.0, orientation)
    both = case.ask(pack, point_prompt(case.at(*MIDDLE)), point_prompt(case.at(*OTHER)))
    assert dice(both, case.ball | case.other) > 0.97


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack that gives back what was marked."""
    names = ("point+", "scribble+", "region+", "previous")
    return known_pack(tmp_path_factory.mktemp("telling") / "pack", dict.fromkeys(names, 10.0), -1.0)


def test_each_prompt_reaches_its_channel_where_it_was_made(case: Asked, telling: Path) -> None:
    place = case.at(9.0, -12.0, 8.0)
    mask = case.ask(telling, point_prompt(place), point_prompt(case.at(*MIDDLE), False))
    where = np.argwhere(mask)
    assert np.linalg.norm(case.geometry.to_lps(where).mean(axis=0) - place) < 1.5
    line = (case.at(-10.0, 5.0, 3.0), case.at(10.0, 5.0, 3.0))
    mask = case.ask(telling, Prompt("scribble", line), point_prompt(place, False))
    assert all(case.value(mask, case.at(x, 5.0, 3.0)) for x in np.linspace(-9, 9, 10))
    corners = (case.at(-10, -10, 4), case.at(10, -10, 4), case.at(-10, 10, 4))
    mask = case.ask(telling, Prompt("box", corners), point_prompt(place, False))
    assert case.value(mask, case.at(0, 0, 4)) and not case.value(mask, case.at(0, 0, 12))


def test_the_mask_so_far_is_seen(case: Asked, telling: Path) -> None:
    drawn = Outcome(((20, 30), (10, 25), (30, 50)), np.ones((10, 15, 20), np.bool_))
    inside = case.geometry.point(25, 17, 40)
    mask = case.ask(telling, point_prompt(inside), point_prompt(case.at(*MIDDLE), False), drawn=drawn)
    assert dice(mask, case.whole(drawn)) > 0.95


def test_what_does_not_fit_is_looked_at_from_farther_away(case: Asked, tmp_path: Path) -> None:
    pack = known_pack(tmp_path / "pack", {"CT": 1.0}, -50.0, patch=16)
    mask = case.ask(pack, point_prompt(case.at(*MIDDLE)), point_prompt(case.at(*OTHER)))
    assert dice(mask, case.ball | case.other) > 0.8


def test_marked_voxels_obey_a_network_that_does_not(case: Asked, tmp_path: Path) -> None:
    """Its answer is wrong at every mark."""
    pack = known_pack(tmp_path / "pack", {"point+": -100.0, "point-": 100.0}, 10.0, patch=32)
    rng = np.random.default_rng(0)
    for _ in range(count(400)):
        points = [case.geometry.point(*rng.integers(0, case.geometry.shape_kji)) for _ in range(3)]
        prompts = [point_prompt(place, bool(rng.integers(2))) for place in points]
        mask = case.ask(pack, *prompts)
        if any(prompt.positive for prompt in prompts):
            for prompt in prompts:
                assert case.value(mask, prompt.points_lps[0]) == prompt.positive
        else:
            assert not mask.any()


def test_another_modality_is_refused_in_a_sentence(case: Asked, tmp_path: Path) -> None:
    pack = known_pack(tmp_path / "pack", {"CT": 1.0}, -50.0)
    text = (pack / "card.toml").read_text().replace('modality = "any"', 'modality = "MR"')
    (pack / "card.toml").write_text(text)
    with pytest.raises(KnownError, match="reads MR"):
        case.ask(pack, point_prompt(case.at(*MIDDLE)))
