"""Packs come into a library through the real ML process, which a model cannot keep for ever."""

import hashlib
import time
from pathlib import Path

import pytest
import tiny_packs
import torch

from desktop.workflows import install_model
from desktop.workflows.install_model import install
from inference.client import Engine
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick


class Endless(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        while bool(x.sum() < 1e30):
            x = x * 1.0
        return x


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_without_end_is_given_up_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_model, "MOST_SILENT_S", 12.0)
    source, models = tmp_path / "pack", tmp_path / "models"
    source.mkdir()
    torch.jit.script(Endless()).save(str(source / "net.ts"))  # type: ignore[no-untyped-call]
    digest = hashlib.sha256((source / "net.ts").read_bytes()).hexdigest()
    network = 'library = "torchscript"\noutputs = 1\nactivation = "sigmoid"\nchannel_labels = [1]'
    (source / "card.toml").write_text(tiny_packs.card("net.ts", digest, network=network))
    with Engine() as engine:
        started = time.monotonic()
        with pytest.raises(KnownError, match="comes to no end on its self-test; it was stopped after 12 s"):
            install(source, "", models, (), digest, engine, no_tick)
        assert time.monotonic() - started < 60 and list(models.iterdir()) == []
        (row,) = install(tiny_packs.onnx_pack(tmp_path / "good"), "", models, (), "", engine, no_tick)  # the next one runs
        for known, advice in ((["TINY"], "that of a built-in model cannot be taken"), (["tiny"], "Remove it first")):
            with pytest.raises(KnownError) as error:
                install(tmp_path / "good", "", models, known, "", engine, no_tick)
            assert known[0] in error.value.text and advice in error.value.advice
    assert row.card.id == "tiny" and row.notes == ()
