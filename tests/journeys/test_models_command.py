"""`lightbox models`: a pack is added, listed, checked and removed, as typed; the real ML process looks at it."""

import json
from pathlib import Path
from typing import Any

import pytest
import tiny_packs
import torch

from desktop.cli import main
from desktop.settings import Settings, save_settings


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str | Path) -> tuple[int, Any]:
        code = main(["models", *map(str, arguments), "--library", str(tmp_path / "library"), "--json"])
        out, error = capsys.readouterr()
        return code, json.loads(out) if out.strip() else error

    return call


def rows(document: Any) -> dict[str, Any]:
    return {row["id"]: row for row in document["models"]}


def test_a_pack_is_added_listed_checked_and_removed(run: Any, tmp_path: Path) -> None:
    folder = tiny_packs.tfjs(tmp_path / "meshnet")
    code, document = run("add", folder)
    assert code == 0
    (row,) = document["models"]
    assert (row["id"], row["licence"], row["licence_kind"], row["state"], row["files"]) == ("meshnet", "MIT", "any use", "experimental", "ready")
    assert row["format"] == "TensorFlow.js" and row["missing"] == [] and "brainchop" in row["notes"][0]
    assert row["bytes"] > 2000 and folder.name in row["origin"]

    code, document = run("add", folder)
    assert code == 2 and "There is already a model meshnet." in document

    code, document = run("list")
    assert code == 0 and rows(document)["meshnet"]["files"] == "not checked" and "ct-classical" in rows(document)
    assert run("check", "meshnet")[0] == 0

    weights = tmp_path / "library" / "models" / "meshnet" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-4] + b"\0\0\0\1")
    code, document = run("check", "meshnet")
    assert code != 0 and "are not the ones on its card" in rows(document)["meshnet"]["files"]

    assert run("remove", "meshnet") == (0, {"models": [{"id": "meshnet", "state": "removed"}]})
    assert "meshnet" not in rows(run("list")[1]) and not weights.exists()


def test_a_refused_pack_leaves_nothing_and_a_broken_one_can_be_removed(run: Any, tmp_path: Path) -> None:
    path = tiny_packs.auto3dseg(tmp_path / "lungs.pt")
    code, document = run("add", path)
    assert code == 2 and "comes without a licence" in document and "--licence" in document
    models = tmp_path / "library" / "models"
    assert not models.exists() or list(models.iterdir()) == []
    models.mkdir(exist_ok=True)
    (models / ".left.part").mkdir()
    assert rows(run("add", path, "--licence", "CC BY-NC 4.0")[1])["lungs"]["licence_kind"] == "non-commercial"
    assert sorted(place.name for place in models.iterdir()) == ["lungs"], "what a power cut left is swept"
    (models / "lungs" / "card.toml").write_text("id = 3")
    code, document = run("list")
    assert "lungs" not in rows(document) and "lungs" in document["problems"][0]["where"]
    assert run("remove", "lungs")[0] == 0 and list(models.iterdir()) == []
    for wrong in ("ct-classical", "../library", "none"):
        assert run("remove", wrong)[0] == 2


def test_a_program_is_added_when_the_settings_trust_it(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "program"
    folder.mkdir()
    with pytest.warns(DeprecationWarning):
        torch.jit.trace(torch.nn.Conv3d(1, 2, 1), torch.zeros(1, 1, 4, 4, 4)).save(folder / "net.ts")
    import hashlib

    digest = hashlib.sha256((folder / "net.ts").read_bytes()).hexdigest()
    network = 'library = "torchscript"\noutputs = 2\nactivation = "softmax"\nchannel_labels = [0, 1]'
    (folder / "card.toml").write_text(tiny_packs.card("net.ts", digest, network=network))
    code, document = run("add", folder)
    assert code == 2 and f"SHA-256 {digest}" in document and "trusted_programs" in document
    save_settings(Settings(trusted_programs=f"{'0' * 64}, {digest}"))
    assert run("add", folder)[0] == 0
