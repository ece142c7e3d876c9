"""Small maps that need no data, and sizes that train in a second."""

from __future__ import annotations

import numpy as np
import torch

from inference.training.fields import Dice
from inference.training.label_maps import LabelMap
from inference.training.task import Size

CPU = torch.device("cpu")
TINY = Size((32, 32, 32), 2, 4.0)


def halves(right: int = 5, left: int = 9) -> LabelMap:
    """A body whose right half is one label and whose left half another, and a small front."""
    voxels = np.zeros((40, 36, 44), np.uint8)
    voxels[20:36, 6:30, 6:38] = right  # x grows to the patient's right
    voxels[4:20, 6:30, 6:38] = left
    return LabelMap("halves", voxels, (3.0, 3.0, 3.0))


def head() -> LabelMap:
    """Shells in the compact numbers of `tasks.brain`: skin, skull, fluid, cortex, white matter."""
    from inference.training.tasks.brain import _NUMBERS

    axes = np.meshgrid(*(np.arange(size) - size / 2 for size in (50, 60, 54)), indexing="ij")
    radius = np.sqrt(sum((axis / scale) ** 2 for axis, scale in zip(axes, (22, 27, 24), strict=True)))
    voxels = np.zeros(radius.shape, np.uint8)
    for outer, raw in ((1.0, 511), (0.92, 507), (0.85, 515), (0.78, 24), (0.7, 3), (0.55, 2), (0.2, 4)):
        voxels[radius < outer] = _NUMBERS.index(raw)
    return LabelMap("shells", voxels, (4.0, 4.0, 4.0))


def dice(seed: int = 1) -> Dice:
    return Dice.of(seed, CPU)
