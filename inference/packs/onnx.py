"""ONNX networks: looked into as data before any runtime opens them. No torch here.

The file does not say how images are prepared or what its outputs mean; a card beside it does (`lightbox_pack`).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from inference.packs.protobuf import NotProtobuf, fields, message, text, varint
from inference.packs.source import RefusedPack

OPSETS = range(7, 25)
"""Versions of ONNX's own operators that the runtimes here know."""
_OWN_DOMAINS = ("", "ai.onnx")
_LOOPS = ("If", "Loop", "Scan")
"""Operators with graphs of their own: how long they run is not known before, and no network for images needs them."""
_MOST_NODES = 200_000
_DEEPEST = 8
_FLOAT = 1

# Numbers of fields in onnx.proto3.
_MODEL_OPSET, _MODEL_GRAPH, _MODEL_FUNCTIONS = 8, 7, 25
_OPSET_DOMAIN, _OPSET_VERSION = 1, 2
_GRAPH_NODE, _GRAPH_INITIALIZER, _GRAPH_INPUT, _GRAPH_OUTPUT, _GRAPH_SPARSE = 1, 5, 11, 12, 15
_NODE_TYPE, _NODE_ATTRIBUTE, _NODE_DOMAIN = 4, 5, 7
_ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH, _ATTRIBUTE_TENSORS, _ATTRIBUTE_GRAPHS = 5, 6, 10, 11
_TENSOR_DIMS, _TENSOR_NAME, _TENSOR_EXTERNAL, _TENSOR_LOCATION = 1, 8, 13, 14
_VALUE_NAME, _VALUE_TYPE, _TYPE_TENSOR, _TENSOR_KIND, _TENSOR_SHAPE, _SHAPE_DIM, _DIM_VALUE = 1, 2, 1, 1, 2, 1, 1


@dataclass
class Outline:
    """What is in an ONNX file: operators by name, shapes of inputs and outputs (None for a size that is open)."""

    opset: int = 0
    operators: set[str] = field(default_factory=set)
    inputs: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    outputs: dict[str, tuple[int | None, ...]] = field(default_factory=dict)
    nodes: int = 0
    weights: set[str] = field(default_factory=set)


def look_into(path: Path) -> Outline:
    """The outline of an ONNX file that may be run.

    Raises
    ------
    RefusedPack for data outside the file, loops, operators or functions of its own, an unknown version, several inputs, or a
    file that is none.
    """
    outline = Outline()
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)  # closed with the last view of it
        _model(memoryview(mapped), outline)
    except (NotProtobuf, OSError, ValueError) as error:
        raise RefusedPack(f"{path.name} is no ONNX network that can be read: {error}.") from error
    if outline.opset not in OPSETS:
        raise RefusedPack(f"{path.name} uses version {outline.opset} of ONNX's operators; {OPSETS[0]} to {OPSETS[-1]} are known.")
    inputs = {name: shape for name, shape in outline.inputs.items() if name not in outline.weights}
    if len(inputs) != 1 or len(outline.outputs) != 1:
        raise RefusedPack(f"{path.name} has {len(inputs)} inputs and {len(outline.outputs)} outputs; one of each is run.")
    outline.inputs = inputs
    for what, shapes in (("input", inputs), ("output", outline.outputs)):
        (shape,) = shapes.values()
        if len(shape) != 5:
            raise RefusedPack(f"The {what} of {path.name} has {len(shape)} axes; batch, channel and three of space are run.")
    return outline


def _model(data: memoryview, outline: Outline) -> None:
    graphs = 0
    for number, value in fields(data):
        if number == _MODEL_OPSET:
            row = dict(fields(message(value)))
            domain = text(row.get(_OPSET_DOMAIN, memoryview(b"")))
            if domain in _OWN_DOMAINS:
                outline.opset = int(row.get(_OPSET_VERSION, 0))
        elif number == _MODEL_GRAPH:
            graphs += 1
            _graph(message(value), outline, 0)
        elif number == _MODEL_FUNCTIONS:
            raise RefusedPack("The ONNX network brings operators of its own (functions); they are not run.")
    if graphs != 1 or not outline.nodes:
        raise NotProtobuf("it holds no graph")


def _graph(data: memoryview, outline: Outline, depth: int) -> None:
    if depth > _DEEPEST:
        raise NotProtobuf("its graphs are nested too deeply")
    for number, value in fields(data):
        match number:
            case n if n == _GRAPH_NODE:
                _node(message(value), outline, depth)
            case n if n == _GRAPH_INITIALIZER:
                outline.weights.add(_tensor(message(value)))
            case n if n == _GRAPH_SPARSE:
                raise RefusedPack("The ONNX network has sparse weights, which are not read.")
            case n if n == _GRAPH_INPUT and depth == 0:
                name, shape = _value(message(value))
                outline.inputs[name] = shape
            case n if n == _GRAPH_OUTPUT and depth == 0:
                name, shape = _value(message(value))
                outline.outputs[name] = shape


def _node(data: memoryview, outline: Outline, depth: int) -> None:
    outline.nodes += 1
    if outline.nodes > _MOST_NODES:
        raise NotProtobuf("it has too many operators")
    operator, domain = "", ""
    for number, value in fields(data):
        if number == _NODE_TYPE:
            operator = text(value)
        elif number == _NODE_DOMAIN:
            domain = text(value)
        elif number == _NODE_ATTRIBUTE:
            for inner, part in fields(message(value)):
                if inner in (_ATTRIBUTE_TENSOR, _ATTRIBUTE_TENSORS):
                    _tensor(message(part))
                elif inner in (_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS):
                    _graph(message(part), outline, depth + 1)
    if domain not in _OWN_DOMAINS:
        raise RefusedPack(f"The ONNX network uses the operator {domain[:40]}.{operator[:40]}, which is not one of ONNX's own.")
    if operator in _LOOPS:
        raise RefusedPack(f"The ONNX network has the operator {operator}, whose end cannot be known; it is not run.")
    outline.operators.add(operator)


def _tensor(data: memoryview) -> str:
    """The name of a tensor that lies in the file.

    Raises
    ------
    RefusedPack when its numbers lie elsewhere, or it claims more than there are.
    """
    name, count, dims = "", 1, []
    for number, value in fields(data):
        if number == _TENSOR_NAME:
            name = text(value)
        elif number == _TENSOR_DIMS:
            dims += [value] if isinstance(value, int) else list(_packed(value))
        elif number == _TENSOR_EXTERNAL:
            place = dict(fields(message(value))).get(2, memoryview(b""))
            raise RefusedPack(f"The ONNX network keeps numbers outside of its file ({text(place)[:60]}); that is not followed.")
        elif number == _TENSOR_LOCATION and value != 0:
            raise RefusedPack("The ONNX network keeps numbers outside of its file; that is not followed.")
    for size in dims:
        count *= size
    if count > len(data) * 8:  # the smallest numbers have 1 bit
        raise RefusedPack(f"A weight of the ONNX network claims {count:,} numbers in {len(data):,} bytes.")
    return name


def _packed(data: memoryview) -> Iterator[int]:
    place = 0
    while place < len(data):
        value, place = varint(data, place)
        yield value


def _value(data: memoryview) -> tuple[str, tuple[int | None, ...]]:
    """Name and shape of an input or output."""
    name, shape = "", []
    for number, value in fields(data):
        if number == _VALUE_NAME:
            name = text(value)
        elif number == _VALUE_TYPE:
            for kind, tensor in fields(message(value)):
                if kind != _TYPE_TENSOR:
                    raise RefusedPack(f"{name[:40]} of the ONNX network is no tensor.")
                for part, inner in fields(message(tensor)):
                    if part == _TENSOR_KIND and inner != _FLOAT:
                        raise RefusedPack(f"{name[:40]} of the ONNX network is not in 32-bit floating point.")
                    if part == _TENSOR_SHAPE:
                        shape = [_size(message(dim)) for number_, dim in fields(message(inner)) if number_ == _SHAPE_DIM]
    return name, tuple(shape)


def _size(data: memoryview) -> int | None:
    value = dict(fields(data)).get(_DIM_VALUE)
    return value if isinstance(value, int) else None
