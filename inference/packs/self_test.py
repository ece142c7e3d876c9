"""The self-test of a pack: one forward pass on numbers that are the same everywhere, and what came out of it.

Runs in the ML process. ONNX runs in OpenVINO, and torch, which the packaged program lacks, is imported for the others alone.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Mapping
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from inference.cards import CARD_FILE, BadCard, ModelCard, check_weights, read_card
from inference.engine import Task
from inference.llm import describe
from inference.memory import is_out_of_memory
from inference.packs import gguf
from inference.packs.recipe import Network, NetworkInput, network_of
from viewer.case.progress import Tick, no_tick

Float = npt.NDArray[np.float32]
Forward = Callable[[Float], Float]
_SIZES = (32, 64, 96, 128)
_MOST_VOXELS = 192**3
_RELATIVE, _ABSOLUTE = 1e-3, 1e-4
"""How far means and deviations may be from those at installation: processors round differently."""


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Runner: compare a pack with its card. Answer: ``{"said": sentence}``, empty when all is as at installation.

    Raises
    ------
    BadCard when the weights have changed, or do not fit any more.
    """
    tick(0.0, "Checking the weights")
    card = read_card(task.card_folder / CARD_FILE)
    check_weights(card, task.card_folder)
    tick(0.3, f"Trying {card.name}")
    return json.dumps({"said": compare(card, task.card_folder)})


def compare(card: ModelCard, folder: Path) -> str:
    """One sentence when the model gives other numbers than its card says; empty when it gives the same."""
    if card.task == "llm":
        gguf.read_head(folder / card.weights)
        if "projector" in card.network:
            describe.try_pack(card, folder, no_tick)
        return ""
    if "means" not in card.self_test:
        return ""
    shape = tuple(int(size) for size in card.self_test["shape"])
    now = _summary(forward_of(network_of(card), folder / card.weights)(numbers_of(shape)))
    for key in ("means", "deviations"):
        if not np.allclose(now[key], card.self_test[key], rtol=_RELATIVE, atol=_ABSOLUTE):
            return f"{card.name} gives other numbers on its self-test than when it was installed."
    return ""


def measure(network: Network, wanted: NetworkInput, weights: Path) -> dict[str, Any]:
    """What stands on the card: the shape that was tried, mean and standard deviation of each output.

    Raises
    ------
    BadCard when no size is taken, the output has another shape, or holds numbers that are not finite.
    """
    forward = forward_of(network, weights)
    why = ""
    for shape in _shapes(network, wanted):
        try:
            out = forward(numbers_of(shape))
        except (RuntimeError, ValueError, TypeError, MemoryError) as error:  # sizes that strides do not divide; the next is tried
            why = "it takes more memory than there is" if is_out_of_memory(error) else " ".join(str(error).split())[:160]
            continue
        expected = (1, network.outputs, *shape[2:])
        if out.shape not in (expected, expected[:2]):
            raise BadCard(f"The network makes {out.shape} out of {shape}, not {expected}.")
        if not np.isfinite(out).all():
            raise BadCard("The network gives numbers that are not finite.")
        return {"shape": list(shape), **_summary(out)}
    raise BadCard(f"The network does not run: {why}.")


def forward_of(network: Network, weights: Path) -> Forward:
    """The network as a function of arrays, with its weights, on the processor in float32."""
    if network.library == "onnx":
        return _onnx(weights)
    import torch

    from inference.networks.build import load

    if network.library == "torchscript":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            module = torch.jit.load(weights, map_location="cpu").eval()
    else:
        module = load(network, weights)

    def forward(values: Float) -> Float:
        with torch.inference_mode():
            out = module(torch.from_numpy(values))
        first = out[0] if isinstance(out, list | tuple) else out
        return np.asarray(first.float().numpy(), np.float32)

    return forward


def numbers_of(shape: tuple[int, ...]) -> Float:
    """An array from -1 to 1 that looks random and is the same on every machine."""
    index = np.arange(prod(shape), dtype=np.uint64)
    mixed = (index * np.uint64(2654435761) + np.uint64(97)) % np.uint64(2**32)
    return (mixed.astype(np.float64) / 2**31 - 1).astype(np.float32).reshape(shape)


def _onnx(weights: Path) -> Forward:
    from inference.backends.openvino_backend import OpenVino, from_file, of_shape

    def forward(values: Float) -> Float:
        network = OpenVino(of_shape(from_file(weights), values.shape), "f32", 1)
        return np.array(network.logits(values[0], lambda: None)[None])

    return forward


def _shapes(network: Network, wanted: NetworkInput) -> list[tuple[int, ...]]:
    """Shapes to try, small ones first, none larger than the patch."""
    channels = len(wanted.channels)
    if network.arguments.get("spatial_dims") == 2:
        return [(1, channels, *wanted.patch[1:])]
    small = [] if network.library in ("onnx", "torchscript") else [tuple(min(size, edge) for edge in wanted.patch) for size in _SIZES]
    return [(1, channels, *shape) for shape in dict.fromkeys([*small, wanted.patch]) if prod(shape) <= _MOST_VOXELS]


def _summary(out: Float) -> Mapping[str, list[float]]:
    flat = out.reshape(out.shape[1], -1).astype(np.float64)
    return {
        "means": [float(f"{value:.6g}") for value in flat.mean(1)],
        "deviations": [float(f"{value:.6g}") for value in flat.std(1)],
    }
