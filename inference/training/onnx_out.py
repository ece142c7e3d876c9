"""A trained U-Net as an ONNX file with 16-bit weights: data that OpenVINO runs without torch, half as large.

Written by hand, as `inference.packs.protobuf` reads: the networks trained here are made of few kinds of layers, and the field
numbers of onnx.proto3 have not changed since it began.
"""

from __future__ import annotations

import operator
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from inference.training.windows import Windows

OPSET = 17
_IR_VERSION = 8
_FLOAT, _FLOAT16 = 1, 10
_TYPE_FLOAT, _TYPE_INT, _TYPE_INTS = 1, 2, 7
_INPUT, _OUTPUT = "image", "scores"


def write_onnx(module: nn.Module, channels: int, outputs: int, path: Path, flat: bool = False) -> None:
    """Write the module, in evaluation, for images of any size that its strides divide; a `flat` one, whose kernels are one
    voxel thick along the first axis, for pictures of two axes.

    Raises
    ------
    NotImplementedError for a layer that none of the networks here has.
    """
    traced = torch.fx.GraphModule(module.eval(), _Tracer().trace(module))
    layers = dict(traced.named_modules())
    graph = _Graph(flat)
    names: dict[torch.fx.Node, str] = {}
    for node in traced.graph.nodes:
        before = [names[one] for one in node.all_input_nodes]
        match node.op:
            case "placeholder":
                names[node] = _INPUT
            case "call_module":
                names[node] = graph.layer(layers[node.target], before[0], node.name)
            case "call_function" if node.target is operator.add:
                names[node] = graph.node("Add", before, node.name)
            case "call_function" if node.target is torch.cat:
                names[node] = graph.node("Concat", before, node.name, [_int("axis", 1)])
            case "output":
                graph.node("Identity", before, _OUTPUT)
            case _:
                raise NotImplementedError(f"{node.op} {node.target}")
    body = b"".join(_bytes(1, node) for node in graph.nodes) + _text(2, "lightbox")
    body += b"".join(_bytes(5, weight) for weight in graph.weights)
    body += _bytes(11, _value(_INPUT, channels, flat)) + _bytes(12, _value(_OUTPUT, outputs, flat))
    model = _whole(1, _IR_VERSION) + _text(2, "Lightbox") + _bytes(7, body) + _bytes(8, _text(1, "") + _whole(2, OPSET))
    path.write_bytes(model)


class _Tracer(torch.fx.Tracer):
    """Looks into every module but those that `_Graph.layer` knows."""

    def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
        return isinstance(m, Windows) or super().is_leaf_module(m, module_qualified_name)


class _Graph:
    """Nodes and weights, as they come."""

    def __init__(self, flat: bool) -> None:
        self.flat = flat
        self.nodes: list[bytes] = []
        self.weights: list[bytes] = []

    def node(self, kind: str, inputs: Sequence[str], output: str, attributes: Sequence[bytes] = ()) -> str:
        body = b"".join(_text(1, name) for name in inputs) + _text(2, output) + _text(3, output) + _text(4, kind)
        self.nodes.append(body + b"".join(_bytes(5, one) for one in attributes))
        return output

    def weight(self, name: str, tensor: torch.Tensor) -> str:
        """A weight in 16 bits, and the node that widens it."""
        values: npt.NDArray[Any] = tensor.detach().float().cpu().numpy().astype(np.float16)
        if not np.isfinite(values).all():
            raise ValueError(f"{name} holds numbers that 16 bits do not")
        self.weights.append(
            b"".join(_whole(1, size) for size in values.shape) + _whole(2, _FLOAT16) + _text(8, f"{name}.16") + _bytes(9, values.tobytes())
        )
        return self.node("Cast", [f"{name}.16"], name, [_int("to", _FLOAT)])

    def layer(self, layer: nn.Module, before: str, name: str) -> str:
        match layer:
            case nn.Conv3d() | nn.ConvTranspose3d():
                if self.flat and (layer.kernel_size[0], layer.stride[0]) != (1, 1):
                    raise NotImplementedError("a flat network has no kernels along the first axis")
                axes = slice(1 if self.flat else 0, 3)
                inputs = [before, self.weight(f"{name}.weight", layer.weight[:, :, 0] if self.flat else layer.weight)]
                if layer.bias is not None:
                    inputs.append(self.weight(f"{name}.bias", layer.bias))
                padding = [int(size) for size in layer.padding[axes]]
                rows = [_ints("kernel_shape", layer.kernel_size[axes]), _ints("strides", layer.stride[axes]), _ints("pads", padding * 2)]
                if isinstance(layer, nn.ConvTranspose3d):
                    return self.node("ConvTranspose", inputs, name, [*rows, _ints("output_padding", layer.output_padding[axes])])
                return self.node("Conv", inputs, name, [*rows, _ints("dilations", layer.dilation[axes])])
            case nn.InstanceNorm3d():
                scale = layer.weight if layer.weight is not None else torch.ones(layer.num_features)
                shift = layer.bias if layer.bias is not None else torch.zeros(layer.num_features)
                inputs = [before, self.weight(f"{name}.weight", scale), self.weight(f"{name}.bias", shift)]
                return self.node("InstanceNormalization", inputs, name, [_float("epsilon", layer.eps)])
            case nn.PReLU():
                slope = layer.weight.view(-1, *[1] * (2 if self.flat else 3))
                return self.node("PRelu", [before, self.weight(f"{name}.weight", slope)], name)
            case nn.LeakyReLU():
                return self.node("LeakyRelu", [before], name, [_float("alpha", layer.negative_slope)])
            case Windows():
                scaled = self.node("Mul", [before, self.weight(f"{name}.scale", layer.scale)], f"{name}.scaled")
                shifted = self.node("Add", [scaled, self.weight(f"{name}.shift", layer.shift)], f"{name}.shifted")
                above = self.node("Relu", [shifted], f"{name}.above")  # OpenVINO 2026.4 uses its own numbers in HardSigmoid
                return self.node("Min", [above, self.weight(f"{name}.one", torch.ones(1))], name)
            case nn.Dropout() | nn.Identity():
                return before
            case _:
                raise NotImplementedError(f"layers of the kind {type(layer).__name__} are not written")


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _whole(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _text(field: int, value: str) -> bytes:
    return _bytes(field, value.encode())


def _float(name: str, value: float) -> bytes:
    return _text(1, name) + _varint(2 << 3 | 5) + struct.pack("<f", value) + _whole(20, _TYPE_FLOAT)


def _int(name: str, value: int) -> bytes:
    return _text(1, name) + _whole(3, value) + _whole(20, _TYPE_INT)


def _ints(name: str, values: Sequence[int]) -> bytes:
    return _text(1, name) + b"".join(_whole(8, int(value)) for value in values) + _whole(20, _TYPE_INTS)


def _value(name: str, channels: int, flat: bool) -> bytes:
    """Name and shape of an input or output: one picture, channels, and two or three sizes that are open."""
    sizes = [_whole(1, 1), _whole(1, channels), *(_text(2, f"{name}_{axis}") for axis in ("yz" if flat else "xyz"))]
    shape = b"".join(_bytes(1, size) for size in sizes)
    return _text(1, name) + _bytes(2, _bytes(1, _whole(1, _FLOAT) + _bytes(2, shape)))
