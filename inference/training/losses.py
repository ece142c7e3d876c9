"""What training makes small: cross-entropy, and one minus the overlap (Dice) of every region that matters."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

_SMOOTH = 50.0
"""Voxels added to both sides of a Dice, so that a region that is hardly in a picture does not decide the step."""


def loss_of(logits: Tensor, truth: Tensor, regions: Sequence[tuple[int, ...]]) -> Tensor:
    """Mean cross-entropy plus one minus the mean soft Dice of the regions; each region is a set of classes.

    Voxels whose truth is below 0 are not known, and count for neither.
    """
    known = (truth >= 0)[:, None]
    logs = torch.log_softmax(logits.float(), dim=1)
    wanted = torch.zeros_like(logs).scatter_(1, truth[:, None].clamp(min=0), 1.0) * known
    # Sums over classes as one product of matrices: to pick the rows of each region costs more than the network's own step.
    of_region = torch.zeros(len(regions), logs.shape[1], device=logs.device)
    for number, region in enumerate(regions):
        of_region[number, list(region)] = 1.0
    shares, wanted = (logs.exp() * known).flatten(2), wanted.flatten(2)
    both = torch.einsum("brn,brn->br", of_region @ shares, of_region @ wanted)
    all_ = (shares.sum(2) + wanted.sum(2)) @ of_region.T
    dice = (2 * both + _SMOOTH) / (all_ + _SMOOTH)
    return functional.nll_loss(logs, truth, ignore_index=-1) + 1 - dice.mean()


def overlaps(logits: Tensor, truth: Tensor, regions: Sequence[tuple[int, ...]]) -> Tensor:
    """Hard Dice of every region and picture, (regions, batch); NaN where neither holds any."""
    drawn = torch.where(truth >= 0, logits.argmax(dim=1), -1)
    rows = []
    for region in regions:
        numbers = torch.tensor(region, device=truth.device)
        ours, theirs = torch.isin(drawn, numbers).flatten(1), torch.isin(truth, numbers).flatten(1)
        total = ours.sum(1) + theirs.sum(1)
        rows.append(torch.where(total > 0, 2 * (ours & theirs).sum(1) / total, torch.nan))
    return torch.stack(rows)
