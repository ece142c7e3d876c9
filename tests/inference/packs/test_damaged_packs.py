"""Packs that are damaged or lie in any place: each is installed or refused in a sentence, and nothing else happens."""

import copy
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import tiny_packs
import torch
from soak import count
from tiny_gguf import write_tiny_gguf

from inference.engine import Task
from inference.packs import install
from viewer.case.errors import KnownError

LIES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 3, 10**20, 1e308, -1e308, float("nan"), float("inf"), 0.5, "", "x", "@x", "$x", "%x", "$[1]", "../..", "\ud800", "\0", [], {},
    [[]], [None], ["x"], [1, 2], [1, 2, 3], [10**9] * 3, [0.0] * 3, [True] * 3, {"x": 1}, {"_target_": "UNet"}, {"0": None}, [[1, 1, 1]] * 40, "9" * 400,
)  # fmt: skip


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("seeds")
    single = folder / "auto"
    single.mkdir()
    tiny_packs.auto3dseg(single / "model.pt")
    (single / "labels.csv").write_text(tiny_packs.LABELS_CSV)
    words = folder / "words"
    words.mkdir()
    write_tiny_gguf(words / "w.gguf")
    onnx = folder / "onnx"
    onnx.mkdir()
    model = tiny_packs.onnx_model()
    (onnx / "net.onnx").write_bytes(model)
    import hashlib

    (onnx / "card.toml").write_text(tiny_packs.card("net.onnx", hashlib.sha256(model).hexdigest()))
    return [
        single, words, onnx, tiny_packs.spleen_bundle(folder / "spleen"), tiny_packs.whole_body_bundle(folder / "body"),
        tiny_packs.brats_bundle(folder / "brats"), tiny_packs.nnunet(folder / "nnunet"), tiny_packs.nnunet(folder / "old", old_plans=True),
        tiny_packs.nnunet(folder / "prompt", prompts=True), tiny_packs.tfjs(folder / "tfjs"),
    ]  # fmt: skip


def attempt(source: Path, out: Path) -> bool:
    """Whether the pack was installed; True or a sentence, never anything else."""
    request = json.dumps({"source": str(source), "licence": "MIT"})
    try:
        install.run(Task("t", "", out, None, out, request), lambda f, t: None, lambda t: None)
    except KnownError as error:
        assert error.text.endswith(".") and "\n" not in error.text, error.text
        assert not out.exists()
        return False
    shutil.rmtree(out)
    return True


@pytest.mark.filterwarnings("ignore")  # libraries warn of odd arguments before they refuse them
@pytest.mark.parametrize("start", range(0, count(3000), 20))
def test_bytes_that_are_wrong_in_any_file(seeds: list[Path], tmp_path: Path, start: int) -> None:
    for number in range(start, start + 20):
        rng = random.Random(number)
        folder = tmp_path / f"pack{number}"
        shutil.copytree(rng.choice(seeds), folder)
        path = rng.choice([path for path in sorted(folder.rglob("*")) if path.is_file()])
        data = bytearray(path.read_bytes())
        match rng.randrange(4):
            case 0:
                del data[rng.randrange(len(data) + 1) :]
            case 1:
                place = rng.randrange(len(data))
                data[place : place + rng.randrange(64)] = rng.randbytes(rng.randrange(64))
            case 2:
                for _ in range(rng.randrange(1, 9)):
                    data[rng.randrange(len(data))] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
            case _:  # where heads and tables are
                data[rng.randrange(min(400, len(data)))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        attempt(folder, tmp_path / "out")
        shutil.rmtree(folder)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("start", range(0, count(3000), 20))
def test_values_that_lie_in_any_place(seeds: list[Path], tmp_path: Path, start: int) -> None:
    for number in range(start, start + 20):
        rng = random.Random(number)
        folder = tmp_path / f"pack{number}"
        shutil.copytree(rng.choice([seed for seed in seeds if seed.name not in ("words", "onnx")]), folder)
        files = sorted(path for path in folder.rglob("*.json"))
        if not files:
            checkpoint = torch.load(folder / "model.pt", weights_only=False)
            lie(rng, checkpoint["config"])
            torch.save(checkpoint, folder / "model.pt")
        else:
            path = rng.choice(files)
            table = json.loads(path.read_text())
            for _ in range(rng.randrange(1, 3)):
                lie(rng, table)
            path.write_text(json.dumps(table))
        attempt(folder, tmp_path / "out")
        shutil.rmtree(folder)


def lie(rng: random.Random, table: Any) -> None:
    """Put something else, or nothing, in one place of a nested table."""
    places: list[tuple[Any, Any]] = []
    stack = [table]
    while stack:
        value = stack.pop()
        rows = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in list(rows):
            places.append((value, key))
            if isinstance(inner, dict | list):
                stack.append(inner)
    if not places:
        return
    where, key = rng.choice(places)
    if rng.random() < 0.15:
        del where[key]
    else:
        where[key] = copy.deepcopy(rng.choice(LIES))


def test_the_seeds_themselves_are_installed(seeds: list[Path], tmp_path: Path) -> None:
    assert all(attempt(seed, tmp_path / "out") for seed in seeds)
