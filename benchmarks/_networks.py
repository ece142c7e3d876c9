"""Networks of the sizes that people use, whose output means something without days of training.

All weights are random and fixed, but for the first layer, which looks at the values around several levels, and the last,
which is fitted to the classes of a phantom by least squares. What lies between runs and costs what it always costs, and
its random features take part in the fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

CLASSES = 5
"""Air, lung, soft tissue, vessels and organs with contrast medium, bone."""
ARGUMENTS: dict[str, dict[str, Any]] = {
    "UNet": {
        "spatial_dims": 3, "in_channels": 1, "out_channels": CLASSES, "channels": [16, 32, 64, 128, 256], "strides": [2, 2, 2, 2],
        "num_res_units": 2, "norm": "batch",
    },
    "SegResNet": {
        "spatial_dims": 3, "init_filters": 16, "in_channels": 1, "out_channels": CLASSES, "blocks_down": [1, 2, 2, 4], "blocks_up": [1, 1, 1],
        "norm": "batch",
    },
}  # fmt: skip
SHARPNESS = 24.0
"""Difference of the logits inside a class and outside it: about what trained networks give."""
_LEVELS = (-0.97, -0.93, -0.85, -0.7, -0.4, 0.0, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.75, 0.85, 0.95)
"""Values between which the first layer tells, -1 for air and 1 for 400 HU."""
_SAMPLES = 3000


def fitted(name: str, values: np.ndarray, labels: np.ndarray, patch: int = 96) -> nn.Module:
    """A network fitted to `labels` of `values`, both in the network's order at its spacing."""
    from monai.networks import nets

    torch.manual_seed(0)
    module = getattr(nets, name)(**ARGUMENTS[name])
    with torch.no_grad():
        if name == "UNet":
            _see_levels_first(module)
        else:
            _see_levels_last(module)
        spots = [tuple(int(at * (size - patch)) for at, size in zip(place, values.shape, strict=True)) for place in _PLACES]
        views = [tuple(slice(at, at + patch) for at in spot) for spot in spots]
        _settle(module, [torch.from_numpy(np.ascontiguousarray(values[view]))[None, None] for view in views])
        last = module.model[2][0].conv if name == "UNet" else module.conv_final[2].conv
        features, classes = [], []
        hook = last.register_forward_pre_hook(lambda layer, given: features.append(given[0][0].clone()))
        for view in views:
            module(torch.from_numpy(np.ascontiguousarray(values[view]))[None, None])
            step = 2 if name == "UNet" else 1  # the last layer doubles the voxels; every second one coincides
            classes.append(torch.from_numpy(labels[view][::step, ::step, ::step].astype(np.int64)))
        hook.remove()
        weights, offsets = _least_squares(features, classes, 16 if name == "UNet" else None)
        if name == "UNet":
            _set_last_of_unet(module, weights, offsets)
        else:
            last.weight.copy_(weights.T[:, :, None, None, None])
            last.bias.copy_(offsets)
    return module.eval()


_PLACES = ((0.3, 0.5, 0.1), (0.7, 0.5, 0.35), (0.35, 0.5, 0.65), (0.7, 0.5, 0.95))


def _smoothing(weight: torch.Tensor) -> None:
    """A conv of one channel to several becomes a weighted mean of the 27 voxels around, the same for all."""
    line = torch.tensor([0.25, 1.0, 0.25])
    kernel = line[:, None, None] * line[:, None] * line
    weight.copy_((kernel / kernel.sum()).expand_as(weight))


def _see_levels_first(module: Any) -> None:
    """UNet: its first block's channels are how far the value lies above each level; the rest of the block passes them on."""
    first = module.model[0]
    units = first.conv
    _smoothing(units.unit0.conv.weight)
    units.unit0.conv.bias.copy_(-torch.tensor(_LEVELS))
    units.unit1.conv.weight.mul_(0.05)
    for channel in range(16):
        units.unit1.conv.weight[channel, channel, 1, 1, 1] = 1.0
    first.residual.weight.mul_(0.05)


def _see_levels_last(module: Any) -> None:
    """SegResNet: the value runs along the identities of its blocks; the last norm lays the levels, in units of its spread."""
    _smoothing(module.convInit.conv.weight)
    for name, layer in module.named_modules():
        if isinstance(layer, nn.Conv3d) and "convInit" not in name and "conv_final" not in name:
            layer.weight.mul_(0.3)
    norm = module.conv_final[0]
    norm.bias.copy_(torch.linspace(-2.0, 1.5, 16))
    norm.weight.copy_(torch.where(torch.arange(16) % 2 == 0, 1.0, -1.0))


def _settle(module: Any, patches: list[torch.Tensor]) -> None:
    """Batch norms take the mean and spread that they see here for those of all pictures, but the first, which is set."""
    norms = [layer for layer in module.modules() if isinstance(layer, nn.BatchNorm3d)]
    for layer in norms:
        layer.reset_running_stats()
        layer.momentum = None  # the mean over all patches
    module.train()
    if norms:
        for patch in patches:
            module(patch)
    module.eval()


def _least_squares(
    features: list[torch.Tensor], classes: list[torch.Tensor], trusted: int | None
) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights (features, classes) and offsets that give each class its logit, from as many voxels of each.

    Features after the first `trusted` are held small: those of random deep layers change with the window's place to a
    degree that those of trained ones do not.
    """
    dice = torch.Generator().manual_seed(0)
    rows, wanted = [], []
    for here, labels in zip(features, classes, strict=True):
        flat = here.reshape(len(here), -1).T
        for number in range(CLASSES):
            places = torch.nonzero(labels.reshape(-1) == number)[:, 0]
            places = places[torch.randperm(len(places), generator=dice)[:_SAMPLES]]
            rows.append(flat[places])
            logits = torch.zeros(len(places), CLASSES)
            logits[:, number] = SHARPNESS
            wanted.append(logits)
    x = torch.cat(rows).double()
    x = torch.cat([x, torch.ones(len(x), 1, dtype=torch.double)], 1)
    y = torch.cat(wanted).double()
    gram = x.T @ x
    ridge = torch.full((len(gram),), 1e-4, dtype=torch.double)
    if trusted is not None:
        ridge[trusted:-1] = 10.0
    solution = torch.linalg.solve(gram + torch.diag(ridge) * gram.diagonal().mean(), x.T @ y).float()
    return solution[:-1], solution[-1]


def _set_last_of_unet(module: Any, weights: torch.Tensor, offsets: torch.Tensor) -> None:
    """The transposed convolution doubles linearly and mixes by `weights`; what follows it leaves the order of classes."""
    up, refine = module.model[2][0], module.model[2][1]
    line = torch.tensor([0.5, 1.0, 0.5])
    kernel = line[:, None, None] * line[:, None] * line
    up.conv.weight.copy_(weights[:, :, None, None, None] * kernel)
    up.conv.bias.copy_(offsets)
    norm = up.adn.N
    norm.running_mean.zero_()
    norm.running_var.fill_(1.0)
    refine.conv.unit0.conv.weight.mul_(0.01)
    refine.conv.unit0.conv.bias.zero_()
