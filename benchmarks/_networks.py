"""Networks of the sizes that people use, made here in minutes: a trained one, and a larger one whose last layer alone is fitted.

    python benchmarks/_networks.py [--seconds 110]

Both see torsos of the generator with other anatomies, sizes and noise than those they are measured on. At first their first
and last passes carry the picture's values, their deep layers are random, and the last layer is fitted to the classes. All
layers of the small one are then trained; with the large one that would take an hour. What is made is kept in the user's
cache, a training that was stopped too, which goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
import torch
from monai.losses import DiceCELoss
from monai.networks import nets
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # before this folder, where `inference` is a benchmark

from inference.phantom.labels import Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.torso import make_torso
from viewer.case.progress import no_tick

CLASSES = 4
"""Air, lung, soft tissue, bone."""
_SEGRESNET = {
    "spatial_dims": 3, "in_channels": 1, "out_channels": CLASSES, "blocks_down": [1, 2, 2, 4], "blocks_up": [1, 1, 1], "norm": "batch",
}  # fmt: skip
ARGUMENTS: dict[str, dict[str, Any]] = {"small": {**_SEGRESNET, "init_filters": 8}, "usual": {**_SEGRESNET, "init_filters": 16}}
"""Of MONAI's SegResNet: 1.2 and 4.7 million weights."""
WINDOW_HU = (-1000.0, 400.0)
SPACING_MM = 1.5
STEPS, CROP, CROPS = 240, 48, 2
RATE = 1e-3
_PLANS = (
    TorsoPlan(seed=31, noise_seed=5, noise_sd_hu=6.0),
    TorsoPlan(seed=32, noise_seed=6, girth=0.92, fat_mm=7.0, breath_mm=6.0, blood_hu=170.0, noise_sd_hu=12.0),
    TorsoPlan(seed=33, noise_seed=7, girth=1.06, fat_mm=17.0, lung_hu=-830.0, blood_hu=135.0, noise_sd_hu=3.0),
)
"""What the networks learn from."""
_RECIPE = 3
"""Goes up when the weights would become others by anything below."""
_LEVELS, _SAMPLES = (-2.0, 1.5), 4000

Pair = tuple[np.ndarray, np.ndarray]


def classes_of(labels: np.ndarray) -> np.ndarray:
    """The classes of a torso's labels; lesions are soft tissue."""
    table = np.full(256, 2, np.uint8)
    table[[Structure.OUTSIDE, Structure.TABLE, Structure.AIRWAYS]] = 0
    table[[Structure.LUNG_RIGHT, Structure.LUNG_LEFT]] = 1
    table[Structure.BONES] = 3
    return table[labels]


def scaled(voxels_hu: np.ndarray) -> np.ndarray:
    """What the networks see, float32."""
    low, high = WINDOW_HU
    return np.clip((voxels_hu.astype(np.float32) - low) / (high - low) * 2 - 1, -1, 1)


def weights_of(name: str, seconds: float | None = None) -> dict[str, torch.Tensor] | None:
    """The network's weights, from the cache or made now; None where `seconds` were not enough, and the next call goes on."""
    recipe = repr((name, ARGUMENTS[name], STEPS, CROP, CROPS, RATE, _PLANS, _RECIPE))
    folder = Path(platformdirs.user_cache_dir("lightbox", appauthor=False)) / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{name}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.pt"
    if kept.is_file():
        weights: dict[str, torch.Tensor] = torch.load(kept, weights_only=True)
        return weights
    part = kept.with_suffix(".part")
    made: Any = _fitted(name, _torsos(folder)) if not part.is_file() else nets.SegResNet(**ARGUMENTS[name])
    if name == "small":
        made = _trained(made, _torsos(folder), part, seconds)
    if made is not None:
        torch.save(made.state_dict(), kept)
    return None if made is None else made.state_dict()


def _torsos(folder: Path) -> list[Pair]:
    """Values and classes in the network's order, drawn once."""
    made = []
    for plan in _PLANS:
        path = folder / f"torso-{hashlib.sha256(repr((plan, SPACING_MM, CLASSES)).encode()).hexdigest()[:12]}.npz"
        if not path.is_file():
            print(f"drawing torso {plan.seed}", file=sys.stderr)
            torso = make_torso(replace(plan, shape_kji=(266, 224, 256), spacing_mm=(SPACING_MM,) * 3), no_tick)
            np.savez(path, voxels=torso.voxels_hu.transpose(2, 1, 0), classes=classes_of(torso.labels).transpose(2, 1, 0))
        with np.load(path) as drawn:
            made.append((scaled(drawn["voxels"]), drawn["classes"]))
    return made


# Trained


def _trained(module: nn.Module, torsos: list[Pair], part: Path, seconds: float | None) -> nn.Module | None:
    """All layers, by cross-entropy and Dice on random crops, turned over at random, their values shifted and spread a little."""
    started = time.monotonic()
    module.train()
    optimiser = torch.optim.AdamW(module.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=STEPS, pct_start=0.15)
    loss_of = DiceCELoss(softmax=True, to_onehot_y=True)
    first = 0
    if part.is_file():
        was = torch.load(part, weights_only=True)
        module.load_state_dict(was["module"])
        optimiser.load_state_dict(was["optimiser"])
        schedule.load_state_dict(was["schedule"])
        first = was["step"]
    for step in range(first, STEPS):
        dice = np.random.default_rng([step, 1])
        crops = [_crop(torsos, dice, CROP) for _ in range(CROPS)]
        x = torch.from_numpy(np.stack([values for values, _ in crops])[:, None])
        y = torch.from_numpy(np.stack([classes for _, classes in crops])[:, None].astype(np.int64))
        optimiser.zero_grad()
        loss = loss_of(module(x), y)
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 10 == 9:
            print(f"step {step + 1} of {STEPS}, loss {loss.item():.3f}, {time.monotonic() - started:.0f} s", file=sys.stderr)
        if seconds is not None and time.monotonic() - started > seconds:
            torch.save({"module": module.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict(), "step": step + 1}, part)
            return None
    _settle(module, torsos)
    part.unlink(missing_ok=True)
    return module


def _crop(torsos: list[Pair], dice: np.random.Generator, size: int) -> Pair:
    values, classes = torsos[dice.integers(len(torsos))]
    while True:
        view = tuple(slice(at, at + size) for at in (int(dice.integers(length - size + 1)) for length in values.shape))
        if (classes[view] == 0).mean() < 0.8 or dice.random() < 0.1:  # most of a picture is air, of which there is little to learn
            break
    turn = tuple(slice(None, None, int(dice.choice((-1, 1)))) for _ in range(3))
    changed = values[view][turn] * dice.uniform(0.95, 1.05) + dice.uniform(-0.03, 0.03)
    changed += dice.normal(0, dice.uniform(0, 0.02), changed.shape)
    return np.clip(changed, -1, 1).astype(np.float32), np.ascontiguousarray(classes[view][turn])


def _settle(module: nn.Module, torsos: list[Pair], size: int = 96, count: int = 8) -> None:
    """Batch norms take the mean and spread that they see in whole windows for those of all pictures."""
    for layer in module.modules():
        if isinstance(layer, nn.BatchNorm3d):
            layer.reset_running_stats()
            layer.momentum = None  # the mean over all windows
    module.train()
    with torch.no_grad():
        for n in range(count):
            module(torch.from_numpy(_crop(torsos, np.random.default_rng([n, 2]), size)[0])[None, None])
    module.eval()


# Fitted


def _fitted(name: str, torsos: list[Pair]) -> nn.Module:
    """The last layer alone, by softmax regression over voxels of windows at many places, borders included."""
    torch.manual_seed(0)
    module: Any = nets.SegResNet(**ARGUMENTS[name])
    with torch.no_grad():
        _pass_values_on(module)
    _settle(module, torsos, count=4)
    last = module.conv_final[2].conv
    features, wanted = [], []
    hook = last.register_forward_pre_hook(lambda layer, given: features.append(given[0][0].clone()))
    with torch.no_grad():
        for n in range(6):
            values, classes = _crop(torsos, np.random.default_rng([n, 3]), 96)
            module(torch.from_numpy(values)[None, None])
            wanted.append(torch.from_numpy(classes.astype(np.int64)))
    hook.remove()
    weight, bias = _softmax_regression(features, wanted)
    with torch.no_grad():
        last.weight.copy_(weight.T[:, :, None, None, None])
        last.bias.copy_(bias)
    return module


def _pass_values_on(module: Any) -> None:
    """The value, a little smoothed, runs along the identities of the blocks; the last norm lays levels over its spread."""
    line = torch.tensor([0.25, 1.0, 0.25])
    kernel = line[:, None, None] * line[:, None] * line
    module.convInit.conv.weight.copy_((kernel / kernel.sum()).expand_as(module.convInit.conv.weight))
    for name, layer in module.named_modules():
        if isinstance(layer, nn.Conv3d) and "convInit" not in name and "conv_final" not in name:
            layer.weight.mul_(0.3)
    norm = module.conv_final[0]
    norm.bias.copy_(torch.linspace(*_LEVELS, len(norm.bias)))
    norm.weight.copy_(torch.where(torch.arange(len(norm.bias)) % 2 == 0, 1.0, -1.0))


def _softmax_regression(features: list[torch.Tensor], wanted: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights (features, classes) and offsets, from as many voxels of each class."""
    dice = torch.Generator().manual_seed(0)
    rows, numbers = [], []
    for here, classes in zip(features, wanted, strict=True):
        flat = here.reshape(len(here), -1).T
        for number in range(CLASSES):
            places = torch.nonzero(classes.reshape(-1) == number)[:, 0]
            places = places[torch.randperm(len(places), generator=dice)[:_SAMPLES]]
            rows.append(flat[places])
            numbers.append(torch.full((len(places),), number))
    x, y = torch.cat(rows).double(), torch.cat(numbers)
    mean, sd = x.mean(0), x.std(0) + 1e-6
    weight = torch.zeros(x.shape[1], CLASSES, dtype=torch.double, requires_grad=True)
    bias = torch.zeros(CLASSES, dtype=torch.double, requires_grad=True)
    optimiser = torch.optim.LBFGS([weight, bias], max_iter=300, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy((x - mean) / sd @ weight + bias, y) + 1e-5 * weight.square().sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    plain = weight.detach() / sd[:, None]
    return plain.float(), (bias.detach() - mean @ plain).float()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, help="stop after so long; the next call goes on from there")
    options = parser.parse_args()
    for name in ARGUMENTS:
        if weights_of(name, options.seconds) is None:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
