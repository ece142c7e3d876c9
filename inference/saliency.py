"""Where a classifier of radiographs looks: how much a score falls when a patch of the picture is covered, and whether to believe it.

Covering asks the network itself what matters and needs no gradients; maps of gradients alone show edges whatever the network has
learned (Adebayo, NeurIPS 2018). A map is believed when the same network with weights at random gives another one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from viewer.case.progress import Tick, part_of

Float = npt.NDArray[np.float32]
Scores = Callable[[Float], npt.NDArray[np.float64]]
"""A batch (n, 1, rows, columns) -> the score of the one finding, (n,)."""

_PATCH, _STEPS = 6, 10
"""A patch is a sixth of the picture wide; this many of its places along each axis."""

_BATCH = 10
_ALIKE = 0.5
"""Correlation of two maps from which on they are the same."""

_LEAST_FALL = 0.02
"""Of the score, somewhere: less, and no place matters."""


@dataclass(frozen=True, eq=False, slots=True)
class Saliency:
    """`map` (rows, columns) of the network's picture: the fall of the score where a place is covered; `doubt` says why it is not to be shown."""

    map: Float
    doubt: str


def covered(picture: Float, score_of: Scores, tick: Tick) -> Float:
    """The fall of the score for every place covered, smooth; ``picture`` is (1, rows, columns) as the network takes it.

    A covered patch fades into the picture and holds the mean of what lies around it, so that its own edges are no sign.
    """
    rows, columns = picture.shape[1:]
    whole = float(score_of(picture[None])[0])
    y, x = np.arange(rows)[:, None], np.arange(columns)[None, :]
    fill = ndimage.gaussian_filter(picture[0], max(rows, columns) / 6)
    centres = [(r, c) for r in np.linspace(0, rows - 1, _STEPS) for c in np.linspace(0, columns - 1, _STEPS)]
    weight, total = np.zeros((rows, columns)), np.zeros((rows, columns))
    for first in range(0, len(centres), _BATCH):
        tick(first / len(centres), "Covering parts of the picture")
        masks = [np.exp(-(((y - r) / (rows / _PATCH / 1.5)) ** 2 + ((x - c) / (columns / _PATCH / 1.5)) ** 2) ** 2) for r, c in centres[first : first + _BATCH]]
        batch = np.stack([picture[0] * (1 - mask) + fill * mask for mask in masks])[:, None].astype(np.float32)
        for mask, score in zip(masks, score_of(batch), strict=True):
            total += (whole - float(score)) * mask
            weight += mask
    return np.asarray(total / np.maximum(weight, 1e-6), np.float32)


def explained(picture: Float, score_of: Scores, random_scores_of: Sequence[Scores], tick: Tick) -> Saliency:
    """The map of a network, unless all of those of the same layers with weights at random are like it."""
    count = 1 + len(random_scores_of)
    own = covered(picture, score_of, part_of(tick, 0.0, 1 / count))
    if float(own.max()) < _LEAST_FALL:
        return Saliency(own, "No single place decides this score.")
    for n, other in enumerate(random_scores_of, 1):
        if alike(own, covered(picture, other, part_of(tick, n / count, (n + 1) / count))) <= _ALIKE:
            return Saliency(own, "")
    return Saliency(own, "The same network with weights at random gives the same map: it shows the picture, not what was learned.")


def alike(one: Float, other: Float) -> float:
    """Correlation of two maps; 0 where one of them is even."""
    if min(float(np.ptp(one)), float(np.ptp(other))) < 1e-9:
        return 0.0
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])
