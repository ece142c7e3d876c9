"""A label map as formats need it in which a voxel has one segment: in layers where nothing is shared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from viewer.case.segmentation import Label
from viewer.case.volume import Mask


def layers_of(labels: Sequence[Label]) -> tuple[tuple[Label, ...], ...]:
    """Labels in layers in which no two share a number; one layer where none holds or overlaps another one."""
    layers: list[list[Label]] = []
    for label in labels:
        fits = (layer for layer in layers if all(not set(label.numbers).intersection(other.numbers) for other in layer))
        layer = next(fits, None)
        if layer is None:
            layers.append([label])
        else:
            layer.append(label)
    return tuple(map(tuple, layers))


def voxels_of(layer: Sequence[Label], mask: Mask) -> Mask:
    """The map of one layer: each label whole, under its own number, whatever else its voxels belong to."""
    table = np.zeros(256, np.uint8)
    for label in layer:
        table[list(label.numbers)] = label.number
    return table[mask]
