"""Networks whose answer is known exactly, as packs: thresholds, and a look at the neighbour in one direction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from inference.engine import Task
from inference.segmentation.inputs import request_for
from viewer.case.geometry import Geometry
from viewer.case.volume import Volume, Voxels

CARD = """
id = "{id}"
version = "1"
name = "Threshold"
task = "segmentation"
runner = "inference.segmentation.network:run"
modality = "{modality}"
license = "Apache-2.0"
intended_use = "Tests."
limits = "Tests."
weights = "weights.safetensors"
weights_sha256 = "{sha256}"

[labels]
1 = {{ name = "middle", code = ["99T", "1"] }}
2 = {{ name = "bright", code = ["99T", "2"] }}

[network]
library = "layers"
outputs = {outputs}
activation = "{activation}"
channel_labels = {labels}
{network}

[network.arguments]
inputs = {inputs}
layers = [{{ kind = "conv", outputs = {outputs}, kernel = {kernel}, dilation = 1, bias = true }}]

[input]
channels = {channels}
orientation = "{orientation}"
{spacing}
patch = {patch}
overlap = 0.25
padding = "{padding}"
foreground = {foreground}
{steps}
"""


def threshold_pack(
    folder: Path, thresholds: tuple[float, float] = (0.0, 100.0), kernel: int = 1, tap: tuple[int, int, int] = (0, 0, 0), *,
    orientation: str = "RAS", spacing_mm: tuple[float, float, float] | None = None, patch: tuple[int, int, int] = (16, 16, 16),
    steps: str = "", activation: str = "softmax", modality: str = "CT", foreground: bool = False, sharpness: float = 0.01,
    channels: tuple[str, ...] = ("CT",), use: int = 0, padding: str = "replicate", network: str = "",
) -> Path:  # fmt: skip
    """A pack that labels 1 above the first threshold and 2 above the second.

    `tap` is where, from each voxel along the network's axes, the value that decides is looked up (-1, 0 or 1 with a
    `kernel` of 3); `use` is the channel that decides. The outputs are linear in the values, so that the label changes
    exactly where a value, interpolated linearly, crosses a threshold.
    """
    import torch
    from safetensors.torch import save_file

    low, high = thresholds
    slopes, offsets = ([0, 1, 2], [0, -low, -low - high]) if activation == "softmax" else ([1, 1], [-low, -high])
    weight = torch.zeros(len(slopes), len(channels), kernel, kernel, kernel)
    centre = [kernel // 2 + step for step in tap]
    for channel, slope in enumerate(slopes):
        weight[channel, use, centre[0], centre[1], centre[2]] = slope * sharpness
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "weights.safetensors"
    save_file({"0.weight": weight, "0.bias": torch.tensor(offsets, dtype=torch.float32) * sharpness}, path)
    text = CARD.format(
        id=folder.name, modality=modality, sha256=hashlib.sha256(path.read_bytes()).hexdigest(), outputs=len(slopes),
        activation=activation, labels=[0, 1, 2] if activation == "softmax" else [1, 2], kernel=kernel, inputs=len(channels),
        channels=json.dumps(list(channels)), orientation=orientation, patch=list(patch), padding=padding,
        foreground=json.dumps(foreground), steps=steps, network=network,
        spacing="" if spacing_mm is None else f"spacing_mm = {list(spacing_mm)}",
    )  # fmt: skip
    (folder / "card.toml").write_text(text, encoding="utf-8")
    return folder


def task_for(pack: Path, volume: Volume, out: Path, **request: Any) -> Task:
    """A task that runs `pack` on `volume`, in float32 unless the request names another way."""
    modality = request.pop("modality", "CT")
    return Task("task", "inference.segmentation.network:run", pack, volume.path, out, request_for(volume, modality, **({"backend": "torch f32", "threads": 1} | request)))


def saved_volume(folder: Path, voxels: Voxels, geometry: Geometry, unit: str = "HU", name: str = "volume") -> Volume:
    path = folder / f"{name}.npy"
    np.save(path, voxels)
    return Volume("series", geometry, np.load(path, mmap_mode="r"), path, unit)


def drawn(geometry: Geometry, field: Callable[[Any], Any]) -> Voxels:
    """`field` of LPS millimetres (n, 3) at every voxel centre."""
    index = np.stack(np.meshgrid(*map(np.arange, geometry.shape_kji), indexing="ij"), -1).reshape(-1, 3)
    values: Voxels = field(geometry.to_lps(index)).reshape(geometry.shape_kji)
    return values
