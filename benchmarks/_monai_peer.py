"""The usual way to run a segmentation network: MONAI's transforms and its sliding window, as its published bundles have it.

The volume is resampled to the network's spacing, scaled, seen whole by overlapping windows that are weighed by a bell, and
the probabilities of every class are brought back to the volume's own grid, where the highest wins. That it is turned costs
the peer nothing: it gets a view.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inference.segmentation.network_grid import NetworkGrid


@dataclass(frozen=True, slots=True)
class Work:
    """One run on the volume's file; the label map goes to `out`, on the volume's grid."""

    pack: Path
    volume: Path
    grid: NetworkGrid
    spacing_mm: tuple[float, float, float]
    patch: tuple[int, int, int]
    window_hu: tuple[float, float]
    threads: int
    out: Path
    overlap: float = 0.5


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of the steps, and the most memory of the process, libraries included.

    `back_as_labels_s` is the shorter last step that some use: the highest wins first, and its labels are brought back by
    nearest neighbour, in steps as large as the network's voxels.
    """

    prepare_s: float
    windows_s: float
    back_s: float
    back_as_labels_s: float
    peak_bytes: int

    @property
    def total_s(self) -> float:
        return self.prepare_s + self.windows_s + self.back_s

    @property
    def total_as_labels_s(self) -> float:
        return self.prepare_s + self.windows_s + self.back_as_labels_s


def run(work: Work) -> Took:
    """In a process of its own. What is loaded once, libraries and network, is not in the seconds."""
    os.environ["OMP_WAIT_POLICY"] = "passive"  # as ours: on a machine that does other work, threads that spin wait for each other
    import torch
    from monai.data import MetaTensor
    from monai.inferers import sliding_window_inference
    from monai.transforms import (
        Activationsd,
        AsDiscreted,
        Compose,
        EnsureChannelFirstd,
        Invertd,
        ScaleIntensityRanged,
        Spacingd,
    )

    from inference.cards import CARD_FILE, read_card
    from inference.memory import peak_bytes
    from inference.networks.build import load
    from inference.packs.recipe import network_of

    torch.set_num_threads(work.threads)
    card = read_card(work.pack / CARD_FILE)
    module = load(network_of(card), work.pack / card.weights)
    low, high = work.window_hu
    own_mm = [work.grid.geometry.spacing_mm[axis] for axis in work.grid.axes]
    before = Compose([
        EnsureChannelFirstd("image", channel_dim="no_channel"),
        Spacingd("image", pixdim=work.spacing_mm, mode="bilinear"),
        ScaleIntensityRanged("image", a_min=low, a_max=high, b_min=-1.0, b_max=1.0, clip=True),
    ])  # fmt: skip
    after = Compose([
        Activationsd("pred", softmax=True),
        Invertd("pred", transform=before, orig_keys="image", nearest_interp=False, to_tensor=True),
        AsDiscreted("pred", argmax=True),
    ])  # fmt: skip
    after_as_labels = Compose([
        AsDiscreted("pred", argmax=True),
        Invertd("pred", transform=before, orig_keys="image", nearest_interp=True, to_tensor=True),
    ])  # fmt: skip
    with torch.inference_mode():
        module(torch.zeros(1, 1, *work.patch))  # warm
        started = time.perf_counter()
        voxels = work.grid.view(np.load(work.volume)).astype(np.float32)
        image = MetaTensor(torch.from_numpy(voxels), affine=torch.diag(torch.tensor([*own_mm, 1.0])))
        data = before({"image": image})
        prepared = time.perf_counter()
        logits = sliding_window_inference(data["image"][None], work.patch, 1, module, overlap=work.overlap, mode="gaussian")
        slid = time.perf_counter()
        brought = after({"pred": logits[0], "image": data["image"]})["pred"]
        labels = np.empty(work.grid.geometry.shape_kji, np.uint8)
        work.grid.view(labels)[...] = brought.numpy()[0]
        np.save(work.out, labels)
        back = time.perf_counter()
        peak = peak_bytes()
        after_as_labels({"pred": logits[0], "image": data["image"]})["pred"].numpy()
        ended = time.perf_counter()
    return Took(prepared - started, slid - prepared, back - slid, ended - back, peak)
