"""What the training loop asks of a model that is to be trained: pictures with their truth, a network, a card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor, nn

from inference.cards import ModelCard
from inference.packs.recipe import Network
from inference.training.fields import Dice, Shape
from inference.training.label_maps import LabelMap

Predict = Callable[[Tensor], Tensor]
"""The network as it is now, without gradients: input -> logits."""


@dataclass(frozen=True, eq=False, slots=True)
class Batch:
    """`image` (batch, channels, x, y, z) float32; `truth` (batch, x, y, z) int64, the class of each voxel."""

    image: Tensor
    truth: Tensor


@dataclass(frozen=True, slots=True)
class Size:
    """What differs between a graphics card and a processor: voxels along a picture and their edge, pictures in a step."""

    patch: Shape
    batch: int
    spacing_mm: float


@dataclass(frozen=True, eq=False, slots=True)
class Maps:
    """To train on, and held out."""

    seen: Sequence[LabelMap]
    held_out: Sequence[LabelMap]


MapsOf = Callable[["TrainingTask"], Maps]


class Generator(Protocol):
    """Makes pictures; the same dice make the same ones."""

    def batch(self, dice: Dice, size: Size, predict: Predict) -> Batch: ...


class TrainingTask(Protocol):
    """One model that can be trained.

    Attributes
    ----------
    name : word on the command line, and of the folder that its files go to.
    regions : sets of classes whose overlap is asked for, each named for the log.
    cpu, cuda : sizes for either.
    learning_rate : at its highest.
    """

    name: str
    regions: Mapping[str, tuple[int, ...]]
    cpu: Size
    cuda: Size
    learning_rate: float

    def network(self) -> Network: ...

    def module(self) -> nn.Module:
        """The network with random weights, and whatever of its input is prepared inside it."""
        ...

    def maps(self, data: Path, of: MapsOf) -> Maps:
        """The label maps, read from the folder of public data; `of` gives those of another task, read before."""
        ...

    def generator(self, maps: Sequence[LabelMap], device: torch.device) -> Generator: ...

    def card(self, size: Size) -> ModelCard:
        """The exported card, but for weights, scores and self-test."""
        ...
