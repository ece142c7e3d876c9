"""Several windows of one picture, as a radiologist looks at one CT: the first layer of a network that reads densities.

Between -1000 and 1000 HU fat and muscle lie a twelfth of the range apart, lung and air a tenth. Cut to windows they lie as far
apart as a network can wish, before it has learned anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn


class Windows(nn.Module):
    """The picture (batch, 1, x, y, z) with values 0 to 1, and beside it each window of it, cut to 0 to 1."""

    scale: Tensor
    shift: Tensor

    def __init__(self, windows: Sequence[tuple[float, float]]) -> None:
        """`windows` are (low, high) in the picture's values; the whole range comes first by itself."""
        super().__init__()
        low, high = torch.tensor([(0.0, 1.0), *windows]).T.reshape(2, 1, -1, 1, 1, 1)
        self.register_buffer("scale", 1 / (high - low), persistent=False)
        self.register_buffer("shift", -low / (high - low), persistent=False)

    @property
    def channels(self) -> int:
        return int(self.scale.shape[1])

    def forward(self, image: Tensor) -> Tensor:
        return cast(Tensor, (image.float() * self.scale + self.shift).clamp(0, 1))
