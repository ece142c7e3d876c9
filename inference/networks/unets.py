"""The two U-Nets of nnU-Net, with its names for weights, so that its checkpoints load. Not its code.

The layout is that of ``dynamic_network_architectures`` 0.4: convolution, instance normalisation, leaky ReLU, twice
per stage, strided convolutions down and transposed ones up; the residual variant follows ResNet-D (He et al.,
*Bag of tricks for image classification with convolutional neural networks*, CVPR 2019). Names that the package keeps
twice (``all_modules``, ``decoder.encoder``) exist once here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

Size = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Blocks:
    """What all blocks of one network have in common."""

    bias: bool = True
    norm: str = "instance"
    eps: float = 1e-5
    affine: bool = True
    slope: float = 0.01

    def normalise(self, channels: int) -> nn.Module:
        if self.norm == "batch":
            return nn.BatchNorm3d(channels, eps=self.eps, affine=self.affine)
        return nn.InstanceNorm3d(channels, eps=self.eps, affine=self.affine)

    def activate(self) -> nn.Module:
        return nn.LeakyReLU(self.slope) if self.slope else nn.ReLU()


class Convolution(nn.Module):
    """Convolution, normalisation and, unless `linear`, activation."""

    def __init__(
        self, inputs: int, outputs: int, kernel: Size, stride: Size, blocks: Blocks, bias: bool, linear: bool = False
    ) -> None:
        super().__init__()
        padding = tuple((size - 1) // 2 for size in kernel)
        self.conv = nn.Conv3d(inputs, outputs, kernel, stride, padding, bias=bias)
        self.norm = blocks.normalise(outputs)
        self.activation = nn.Identity() if linear else blocks.activate()

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.activation(self.norm(self.conv(x))))


class Convolutions(nn.Module):
    """Several in a row; the first may stride."""

    def __init__(self, count: int, inputs: int, outputs: int, kernel: Size, stride: Size, blocks: Blocks) -> None:
        super().__init__()
        self.convs = nn.Sequential(
            *(
                Convolution(outputs if i else inputs, outputs, kernel, (1, 1, 1) if i else stride, blocks, blocks.bias)
                for i in range(count)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.convs(x))


class ResidualBlock(nn.Module):
    """Two convolutions beside a path that is averaged and projected where size or channels change."""

    def __init__(self, inputs: int, outputs: int, kernel: Size, stride: Size, blocks: Blocks) -> None:
        super().__init__()
        self.conv1 = Convolution(inputs, outputs, kernel, stride, blocks, blocks.bias)
        self.conv2 = Convolution(outputs, outputs, kernel, (1, 1, 1), blocks, blocks.bias, linear=True)
        self.activation = blocks.activate()
        skip: list[nn.Module] = []
        if stride != (1, 1, 1):
            skip.append(nn.AvgPool3d(stride, stride))
        if inputs != outputs:
            skip.append(Convolution(inputs, outputs, (1, 1, 1), (1, 1, 1), blocks, bias=False, linear=True))
        self.skip = nn.Sequential(*skip)

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.activation(self.conv2(self.conv1(x)) + self.skip(x)))


class ResidualBlocks(nn.Module):
    """Several in a row; the first may stride."""

    def __init__(self, count: int, inputs: int, outputs: int, kernel: Size, stride: Size, blocks: Blocks) -> None:
        super().__init__()
        self.blocks = nn.Sequential(
            *(
                ResidualBlock(outputs if i else inputs, outputs, kernel, (1, 1, 1) if i else stride, blocks)
                for i in range(count)
            )
        )

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.blocks(x))


class Encoder(nn.Module):
    """Stages of falling resolution; gives the output of each."""

    def __init__(self, stages: Sequence[nn.Module], stem: nn.Module | None = None) -> None:
        super().__init__()
        if stem is not None:
            self.stem = stem
        self.stages = nn.Sequential(*stages)

    def forward(self, x: Tensor) -> list[Tensor]:
        if hasattr(self, "stem"):
            x = self.stem(x)
        outputs = []
        for stage in self.stages:
            x = stage(x)
            outputs.append(x)
        return outputs


class Decoder(nn.Module):
    """From the lowest resolution up, each stage joined with the encoder's of its size. `seg_layers` but the last are
    the outputs that training supervised at lower resolutions; they are kept so that weights fit."""

    def __init__(
        self, features: Sequence[int], kernels: Sequence[Size], strides: Sequence[Size], counts: Sequence[int],
        outputs: int, blocks: Blocks,
    ) -> None:  # fmt: skip
        super().__init__()
        up, stages, heads = [], [], []
        for step in range(1, len(features)):
            below, here, stride = features[-step], features[-step - 1], strides[-step]
            up.append(nn.ConvTranspose3d(below, here, stride, stride, bias=blocks.bias))
            stages.append(Convolutions(counts[step - 1], 2 * here, here, kernels[-step - 1], (1, 1, 1), blocks))
            heads.append(nn.Conv3d(here, outputs, 1))
        self.transpconvs = nn.ModuleList(up)
        self.stages = nn.ModuleList(stages)
        self.seg_layers = nn.ModuleList(heads)

    def forward(self, skips: list[Tensor]) -> Tensor:
        x = skips[-1]
        for step, (up, stage) in enumerate(zip(self.transpconvs, self.stages, strict=True)):
            x = stage(torch.cat((up(x), skips[-step - 2]), 1))
        return cast(Tensor, self.seg_layers[-1](x))


class UNet(nn.Module):
    """Encoder and decoder."""

    def __init__(self, encoder: Encoder, decoder: Decoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder

    def forward(self, x: Tensor) -> Tensor:
        return cast(Tensor, self.decoder(self.encoder(x)))


def plain(
    inputs: int, outputs: int, features: Sequence[int], kernels: Sequence[Size], strides: Sequence[Size],
    counts: Sequence[int], decoder_counts: Sequence[int], blocks: Blocks,
) -> UNet:  # fmt: skip
    """PlainConvUNet. `counts` are the convolutions of each encoder stage, `decoder_counts` those from the lowest up."""
    stages = [
        nn.Sequential(Convolutions(count, before, here, kernel, stride, blocks))
        for count, before, here, kernel, stride in zip(
            counts, [inputs, *features], features, kernels, strides, strict=False
        )
    ]
    return UNet(Encoder(stages), Decoder(features, kernels, strides, decoder_counts, outputs, blocks))


def residual(
    inputs: int, outputs: int, features: Sequence[int], kernels: Sequence[Size], strides: Sequence[Size],
    counts: Sequence[int], decoder_counts: Sequence[int], blocks: Blocks,
) -> UNet:  # fmt: skip
    """ResidualEncoderUNet. `counts` are the residual blocks of each encoder stage."""
    stem = Convolutions(1, inputs, features[0], kernels[0], (1, 1, 1), blocks)
    stages = [
        ResidualBlocks(count, before, here, kernel, stride, blocks)
        for count, before, here, kernel, stride in zip(
            counts, [features[0], *features], features, kernels, strides, strict=False
        )
    ]
    return UNet(Encoder(stages, stem), Decoder(features, kernels, strides, decoder_counts, outputs, blocks))
