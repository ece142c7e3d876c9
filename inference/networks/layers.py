"""A network that is a plain list of layers, as browsers run: convolutions with holes, normalisation, activation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torch import nn


def sequence(inputs: int, layers: Sequence[Mapping[str, Any]]) -> nn.Sequential:
    """Layers one after another. Weights are named by the layer's place: ``0.weight``, ``2.bias``.

    Parameters
    ----------
    layers : each with `kind`: ``conv`` with `outputs`, `kernel`, `dilation` and `bias` (its output has its input's
        size), ``instance_norm`` with `eps` and no weights, ``gelu``, ``elu``, ``relu``.
    """
    modules: list[nn.Module] = []
    channels = inputs
    for layer in layers:
        match layer["kind"]:
            case "conv":
                modules.append(
                    nn.Conv3d(
                        channels, layer["outputs"], layer["kernel"], dilation=layer["dilation"], padding="same",
                        bias=layer["bias"],
                    )
                )  # fmt: skip
                channels = layer["outputs"]
            case "instance_norm":
                modules.append(nn.InstanceNorm3d(channels, eps=layer["eps"]))
            case "gelu":
                modules.append(nn.GELU())
            case "elu":
                modules.append(nn.ELU())
            case "relu":
                modules.append(nn.ReLU())
            case kind:
                raise ValueError(f"there is no layer {kind!r}")
    return nn.Sequential(*modules)
