"""From labels to a picture that a scanner might have made of them, in any contrast.

Every label gets a grey value at random and noise around it (Billot et al., *SynthSeg*, Medical Image Analysis 2023), or, for
CT, a density near the tissue's own. Then partial volume, a bias field, thick slices, a gamma curve, noise, and missing parts.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from inference.training.fields import Dice, Shape, blur, smooth

SKIN_HU = -480.0
"""As `inference.segmentation.body` has it; that module needs libraries that a machine that only trains lacks."""
VARIANTS = 3
"""Parts that a mixed tissue falls into, each of its own grey."""


@dataclass(frozen=True, eq=False, slots=True)
class Tissues:
    """What is known of the labels' looks.

    Attributes
    ----------
    groups : (256,) int64: labels of one group are painted alike (left and right).
    mixed : (256,) bool: labels that hold several tissues, as what lies under the skin does.
    hu : (256, 2) Hounsfield units and their spread among patients; used where CT is painted.
    hu_within : (256,) spread within one tissue.
    """

    groups: Tensor
    mixed: Tensor
    hu: Tensor
    hu_within: Tensor

    def to(self, device: torch.device) -> Tissues:
        return Tissues(self.groups.to(device), self.mixed.to(device), self.hu.to(device), self.hu_within.to(device))


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures vary.

    `ct` is the share that is painted with densities; `window` the share of those that are cut to a window; `thick` the share
    with thick slices, up to `thickest` voxels; `cut` the share that lacks a part of the field of view, `slab` the share that shows a few
    slices alone, as a short scan does. With `hu_range`, densities
    between its ends become 0 to 1, as a recipe for CT does, and greys stay as they are; without it, see `normalised`;
    `foreground` takes its percentiles from what is no air, as the step of a recipe does.
    """

    ct: float = 0.15
    window: float = 0.7
    thick: float = 0.4
    thickest: float = 3.5
    cut: float = 0.25
    slab: float = 0.0
    noise: float = 0.06
    noise_hu: float = 25.0
    bias: float = 0.4
    air: float = 0.7
    hu_range: tuple[float, float] | None = None
    foreground: bool = False


def paint(dice: Dice, labels: Tensor, tissues: Tissues, look: Look) -> tuple[Tensor, Tensor]:
    """Pictures (batch, 1, x, y, z) of labels (batch, x, y, z) uint8, and which voxels are in the field of view (bool).

    Values are 0 to 1.
    """
    batch, shape = labels.shape[0], (labels.shape[1], labels.shape[2], labels.shape[3])
    is_ct = dice.happens(look.ct, batch)
    mean, spread = _palette(dice, tissues, look, is_ct)
    index = labels.to(torch.int64)
    field = smooth(dice, batch, 1, shape, 8 + int(dice.below(24, 1)))[:, 0]
    variant = torch.clamp(((field + 1.2) / 0.8).floor(), 0, VARIANTS - 1).to(torch.int64)
    index = index + 256 * torch.where(tissues.mixed[index], variant, 0)
    index += (torch.arange(batch, device=dice.device) * 256 * VARIANTS).view(-1, 1, 1, 1)
    values = (mean.view(-1)[index] + spread.view(-1)[index] * dice.normal(*labels.shape))[:, None]
    values = blur(values, dice.uniform(0.0, 0.9, batch, 1).expand(batch, 3))
    strength = dice.uniform(0.0, look.bias, batch) * ~is_ct
    values = values * torch.exp(strength.view(-1, 1, 1, 1, 1) * smooth(dice, batch, 1, shape, 2 + int(dice.below(4, 1))))
    values = _thick(dice, values, look)
    sd = dice.uniform(0.0, 1.0, batch) * torch.where(is_ct, look.noise_hu, look.noise * _range(values) if not is_ct.all() else 0.0)
    values = values + sd.view(-1, 1, 1, 1, 1) * dice.normal(*values.shape)
    if look.hu_range is None:
        values = torch.where(is_ct.view(-1, 1, 1, 1, 1), _windowed(dice, values, look), values)
    seen = _seen(dice, batch, shape, look)
    values = torch.where(seen[:, None], values, values.amin(dim=(1, 2, 3, 4), keepdim=True))
    if look.hu_range is not None:
        low, high = look.hu_range
        return torch.where(is_ct.view(-1, 1, 1, 1, 1), (values - low) / (high - low), values).clamp(0, 1), seen
    values = _of_foreground(values, is_ct) if look.foreground else normalised(values)
    gamma = torch.exp(0.35 * dice.normal(batch)).clamp(0.4, 2.5).view(-1, 1, 1, 1, 1)
    return values**gamma, seen


def normalised(values: Tensor) -> Tensor:
    """0 to 1 from the 0.5th to the 99.5th percentile of each picture: what the card asks of the runner too."""
    low, high = _ends(values)
    return ((values - low) / (high - low).clamp(min=1e-6)).clamp(0, 1)


def _of_foreground(values: Tensor, is_ct: Tensor) -> Tensor:
    """0 to 1 from the 0.5th to the 99th percentile of what is above air, as `preprocess.air_below` says it."""
    flat = values.flatten(1)
    some = flat[:, :: max(1, flat.shape[1] // 50_000)].float()
    bright = torch.quantile(some, 0.98, dim=1)
    above = some > torch.where(is_ct, SKIN_HU, 0.1 * bright)[:, None]
    some = torch.where(above | ~above.any(1, keepdim=True), some, torch.nan)
    low, high = torch.nanquantile(some, torch.tensor([0.005, 0.99], device=some.device), dim=1).view(2, -1, 1, 1, 1, 1)
    return ((values - low) / (high - low).clamp(min=1e-6)).clamp(0, 1)


def _ends(values: Tensor) -> tuple[Tensor, Tensor]:
    flat = values.flatten(1)
    flat = flat[:, :: max(1, flat.shape[1] // 50_000)].float()
    ends = torch.quantile(flat, torch.tensor([0.005, 0.995], device=flat.device), dim=1)
    return ends[0].view(-1, 1, 1, 1, 1), ends[1].view(-1, 1, 1, 1, 1)


def _range(values: Tensor) -> Tensor:
    low, high = _ends(values)
    return (high - low).view(-1)


def _palette(dice: Dice, tissues: Tissues, look: Look, is_ct: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and spread of each variant of each label: (batch, VARIANTS, 256) each."""
    batch = len(is_ct)
    grey = dice.uniform(0.0, 1.0, batch, VARIANTS, 256)[:, :, tissues.groups]
    spread = dice.uniform(0.0, 0.09, batch, VARIANTS, 256)[:, :, tissues.groups]
    dark = dice.happens(look.air, batch)
    grey[:, :, 0] = torch.where(dark[:, None], 0.02 * grey[:, :, 0], grey[:, :, 0])
    spread[:, :, 0] = torch.where(dark[:, None], 0.2 * spread[:, :, 0], spread[:, :, 0])
    density = tissues.hu[:, 0] + tissues.hu[:, 1] * dice.normal(batch, VARIANTS, 256)[:, :, tissues.groups]
    density = density * torch.where(tissues.hu[:, 0] > 150, dice.uniform(0.6, 1.1, batch, 1, 1), 1.0)
    within = tissues.hu_within * dice.uniform(0.5, 1.5, batch, VARIANTS, 256)
    ct = is_ct.view(-1, 1, 1)
    return torch.where(ct, density, grey), torch.where(ct, within, spread)


def _thick(dice: Dice, values: Tensor, look: Look) -> Tensor:
    """Slices along one axis, thicker than the voxels, and interpolated back; one thickness for a batch."""
    if dice.fraction() >= look.thick:
        return values
    axis, factor = int(dice.below(3, 1)), 1.3 + (look.thickest - 1.3) * dice.fraction()
    shape = list(values.shape[2:])
    fewer = list(shape)
    fewer[axis] = max(4, round(shape[axis] / factor))
    sd = torch.zeros(values.shape[0], 3, device=values.device)
    sd[:, axis] = 0.35 * factor
    thick = functional.interpolate(blur(values, sd), size=fewer, mode="nearest-exact")
    return functional.interpolate(thick, size=shape, mode="trilinear", align_corners=False)


def _windowed(dice: Dice, values: Tensor, look: Look) -> Tensor:
    """Densities cut to what a display or an export keeps; the rest of the pictures keep all."""
    batch = values.shape[0]
    level, width = dice.uniform(-50.0, 150.0, batch), torch.exp(dice.uniform(4.6, 8.0, batch))
    whole = ~dice.happens(look.window, batch)
    low = torch.where(whole, -1024.0, (level - width / 2).clamp(min=-1024.0)).view(-1, 1, 1, 1, 1)
    high = torch.where(whole, 3000.0, level + width / 2).view(-1, 1, 1, 1, 1)
    return torch.maximum(torch.minimum(values, high), low)


def _seen(dice: Dice, batch: int, shape: Shape, look: Look) -> Tensor:
    """Everything but a slab at one end of one axis, for some."""
    seen = torch.ones(batch, *shape, dtype=torch.bool, device=dice.device)
    axis, at_end = int(dice.below(3, 1)), dice.fraction() < 0.5
    share = dice.uniform(0.0, 0.45, batch) * dice.happens(look.cut, batch)
    along = (torch.arange(shape[axis], device=dice.device) + 0.5) / shape[axis]
    along = along if at_end else 1 - along
    kept = along[None] <= (1 - share[:, None])
    size = [batch, 1, 1, 1]
    size[axis + 1] = shape[axis]
    seen &= kept.view(*size)
    if look.slab:
        up = torch.arange(shape[2], device=dice.device) + 0.5
        middle, half = dice.uniform(0.2, 0.8, batch, 1) * shape[2], dice.uniform(0.04, 0.25, batch, 1) * shape[2]
        seen &= (((up - middle).abs() < half) | ~dice.happens(look.slab, batch, 1)).view(batch, 1, 1, -1)
    return seen
