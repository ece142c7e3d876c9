"""Random smooth fields, Gaussian blur and places in a map: the parts that every generated picture is made with.

All of it runs in batches on whatever device the tensors lie on, from one generator, so that a seed gives the same pictures.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor
from torch.nn import functional

Shape = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Dice:
    """Random numbers on one device, from one seed."""

    device: torch.device
    generator: torch.Generator

    @staticmethod
    def of(seed: int, device: torch.device) -> Dice:
        generator = torch.Generator(device=device)
        generator.manual_seed(seed)
        return Dice(device, generator)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        return torch.rand(shape, generator=self.generator, device=self.device) * (high - low) + low

    def normal(self, *shape: int) -> Tensor:
        return torch.randn(shape, generator=self.generator, device=self.device)

    def below(self, count: int, *shape: int) -> Tensor:
        """Whole numbers from 0 to under `count`."""
        return torch.randint(count, shape, generator=self.generator, device=self.device)

    def happens(self, chance: float, *shape: int) -> Tensor:
        return torch.rand(shape, generator=self.generator, device=self.device) < chance

    def fraction(self) -> float:
        return float(self.uniform(0.0, 1.0, 1))


def smooth(dice: Dice, batch: int, channels: int, shape: Shape, knots: int) -> Tensor:
    """Normal numbers at `knots` places along the longest axis, and between them smooth: (batch, channels, *shape)."""
    longest = max(shape)
    few = tuple(max(2, round(knots * size / longest)) for size in shape)
    field = dice.normal(batch, channels, *few)
    return functional.interpolate(field, size=shape, mode="trilinear", align_corners=True)


def blur(values: Tensor, sd: Tensor) -> Tensor:
    """Gaussian of `sd` (batch, 3) voxels along each axis of `values` (batch, 1, x, y, z); 0 leaves an axis alone."""
    for axis in range(3):
        largest = float(sd[:, axis].max())
        if largest < 0.05:
            continue
        reach = max(1, math.ceil(2.5 * largest))
        at = torch.arange(-reach, reach + 1, device=values.device, dtype=values.dtype)
        kernels = torch.exp(-0.5 * (at / sd[:, axis, None].clamp(min=0.02)) ** 2)
        kernels = kernels / kernels.sum(dim=1, keepdim=True)
        size = [1, 1, 1]
        size[axis] = 2 * reach + 1
        padding = [0, 0, 0, 0, 0, 0]
        padding[2 * (2 - axis)] = padding[2 * (2 - axis) + 1] = reach
        padded = functional.pad(values, padding, mode="replicate").transpose(0, 1)
        batch = values.shape[0]
        values = functional.conv3d(padded, kernels.view(batch, 1, *size), groups=batch).transpose(0, 1)
    return values


@dataclass(frozen=True, slots=True)
class Warp:
    """How far a picture may lie from its map.

    `turn_degrees` about each axis; `size` is the range of the scale; `shear` of each axis against the others; `bend_mm`
    the largest standard deviation of the smooth displacement; `mirror` allows left for right, where no class has a side.
    """

    turn_degrees: float = 15.0
    size: tuple[float, float] = (0.85, 1.15)
    shear: float = 0.08
    bend_mm: float = 4.0
    mirror: bool = False


def places(dice: Dice, centres_mm: Tensor, shape: Shape, spacing_mm: Tensor, warp: Warp) -> Tensor:
    """Where in the map, in mm from its corner, each voxel of `shape` looks: (batch, 3, *shape).

    Parameters
    ----------
    centres_mm : (batch, 3) of the picture's middle in the map.
    spacing_mm : (batch, 3) of the picture's voxels.
    """
    batch = centres_mm.shape[0]
    matrix = _turned(dice.uniform(-1.0, 1.0, batch, 3) * math.radians(warp.turn_degrees))
    matrix = matrix @ (torch.eye(3, device=dice.device) + torch.triu(dice.uniform(-warp.shear, warp.shear, batch, 3, 3), 1))
    scale = dice.uniform(*warp.size, batch, 1) * dice.uniform(0.93, 1.07, batch, 3)
    matrix = matrix / scale[:, None, :]
    if warp.mirror:
        sign = torch.where(dice.happens(0.5, batch), -1.0, 1.0)
        matrix = torch.cat((matrix[:, :, :1] * sign[:, None, None], matrix[:, :, 1:]), dim=2)
    axes = [torch.arange(size, device=dice.device, dtype=torch.float32) - (size - 1) / 2 for size in shape]
    grid = torch.stack(torch.meshgrid(*axes, indexing="ij")).view(1, 3, -1) * spacing_mm[:, :, None]
    found = (matrix @ grid).view(batch, 3, *shape) + centres_mm.view(batch, 3, 1, 1, 1)
    strength = dice.uniform(0.0, warp.bend_mm, batch).view(-1, 1, 1, 1, 1)
    knots = 4 + int(dice.below(6, 1))
    return cast(Tensor, found + strength * smooth(dice, batch, 3, shape, knots))


def _turned(angles: Tensor) -> Tensor:
    """Rotation matrices (batch, 3, 3) from radians about x, y and z (batch, 3)."""
    one, zero = torch.ones_like(angles[:, 0]), torch.zeros_like(angles[:, 0])
    (cx, cy, cz), (sx, sy, sz) = torch.cos(angles).unbind(1), torch.sin(angles).unbind(1)

    def matrix(rows: Sequence[Sequence[Tensor]]) -> Tensor:
        return torch.stack([torch.stack(list(row), dim=1) for row in rows], dim=1)

    about_x = matrix([[one, zero, zero], [zero, cx, -sx], [zero, sx, cx]])
    about_y = matrix([[cy, zero, sy], [zero, one, zero], [-sy, zero, cy]])
    about_z = matrix([[cz, -sz, zero], [sz, cz, zero], [zero, zero, one]])
    return about_z @ about_y @ about_x
