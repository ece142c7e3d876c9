"""From a training's checkpoint to a pack: ``card.toml`` and ``model.onnx``, as every other model of Lightbox."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from inference.cards import CARD_FILE, read_card
from inference.packs.card_text import card_text
from inference.packs.recipe import input_of, network_of
from inference.packs.self_test import measure
from inference.packs.source import sha256_of
from inference.training.curve import read_log
from inference.training.loop import CHECKPOINT, LOG
from inference.training.onnx_out import write_onnx
from inference.training.task import Size, TrainingTask
from viewer.case.progress import no_tick

WEIGHTS = "model.onnx"


def export(task: TrainingTask, folder: Path, out: Path) -> Path:
    """Write the averaged weights of the training in `folder` as a pack below `out`; returns its folder."""
    was: dict[str, Any] = torch.load(folder / CHECKPOINT, map_location="cpu", weights_only=True)
    patch, batch, spacing_mm = was["size"]
    size = Size((int(patch[0]), int(patch[1]), int(patch[2])), int(batch), float(spacing_mm))
    module = task.module()
    module.load_state_dict(was["averaged"])
    card = task.card(size)
    pack = out / card.id
    pack.mkdir(parents=True, exist_ok=True)
    card = replace(card, weights=WEIGHTS, scores=(how_trained(was, size), *validated(folder / LOG)))
    wanted = input_of(card)
    network = network_of(card)
    write_onnx(module, len(wanted.channels), network.outputs, pack / WEIGHTS, flat=size.patch[0] == 1)
    card = replace(card, weights_sha256=sha256_of(pack / WEIGHTS, no_tick))
    (pack / CARD_FILE).write_text(card_text(card), encoding="utf-8")
    if find_spec("openvino"):
        finish(pack)
    return pack


def finish(pack: Path) -> None:
    """Try the exported network, and put on its card what it gives; where it was trained nothing may run ONNX."""
    card = read_card(pack / CARD_FILE)
    self_test = measure(network_of(card), input_of(card), pack / card.weights)
    (pack / CARD_FILE).write_text(card_text(replace(card, self_test=self_test)), encoding="utf-8")


def how_trained(was: dict[str, Any], size: Size) -> str:
    """What the weights saw, as a sentence for the card."""
    hours = was["seconds"] / 3600
    time = f"{hours:.1f} hours" if hours >= 1 else f"{was['seconds'] / 60:.0f} minutes"
    edge = " x ".join(str(length) for length in size.patch)
    return (
        f"Trained on {was['samples']:,} generated pictures of {edge} voxels of {size.spacing_mm:g} mm in {was['step']:,} steps, {time} "
        f"on {was['device']}, seed {was['seed']}; no real picture was seen."
    )


def validated(log: Path) -> list[str]:
    """The last look at generated pictures of held-out maps, as a sentence."""
    if not log.is_file():
        return []
    looks = [row for row in read_log(log) if any(key.startswith("dice ") for key in row)]
    if not looks:
        return []
    found = ", ".join(f"{key[5:]} {float(value):.2f}" for key, value in looks[-1].items() if key.startswith("dice ") and value != "nan")
    return [f"Generated pictures of maps that were held out, mean Dice: {found}."]
