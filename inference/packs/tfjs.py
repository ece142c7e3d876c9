"""Networks of browsers: TensorFlow.js ``model.json`` with ``model.bin``, a plain list of 3D convolutions, as brainchop has.

brainchop's exporter writes instance normalisation into the *name* of a convolution, as ``_gn``; its networks see a whole
head of 256 x 256 x 256 voxels of 1 mm that FreeSurfer's *conform* laid out: left, down, front.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from inference.packs.found import Found
from inference.packs.recipe_writing import step
from inference.packs.source import Brought, RefusedPack
from inference.packs.structures import labels_of
from inference.packs.weights import clean

_ACTIVATIONS = {"gelu": "gelu", "elu": "elu", "relu": "relu"}
_NORMALISED = "_gn"
_EPS = 1e-5
_MOST_LAYERS = 512
_DTYPES = {"float32": "<f4", "float16": "<f2"}


def is_one(brought: Brought) -> bool:
    """Whether there is a TensorFlow.js model."""
    files = brought.find("/model.json")
    return bool(files) and b'"modelTopology"' in brought.path(files[0]).read_bytes()[:65536]


def read(brought: Brought) -> Found:
    """The model in the pack.

    Raises
    ------
    RefusedPack for a graph that is no plain list, layers that are not known, and weights that are not as long as stated.
    """
    files = brought.find("/model.json")
    root = brought.json(files[0])
    home = files[0].removesuffix("model.json")
    try:
        if root["format"] != "layers-model":
            raise RefusedPack("The pack is a TensorFlow graph; only lists of layers are read.")
        rows = root["modelTopology"]["model_config"]["config"]["layers"]
        shape = rows[0]["config"]["batch_input_shape"]
        layers, places = _layers(rows)
        tensors = _weights(brought, home, root["weightsManifest"], places)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise RefusedPack(f"{files[0]} is no list of 3D convolutions that can be read: {type(error).__name__} {error}.") from error
    if len(shape) != 5 or shape[-1] != 1 or not all(isinstance(size, int) and 16 <= size <= 512 for size in shape[1:4]):
        raise RefusedPack("The pack's network does not see one volume of a stated size.")
    outputs = int(next(row["outputs"] for row in reversed(layers) if row["kind"] == "conv"))
    if outputs > 256:
        raise RefusedPack(f"The pack has {outputs - 1:,} labels; at most 255 fit a label map.")
    labels, notes = _labels(brought, home, outputs)
    return Found(
        format="TensorFlow.js",
        name=brought.name.replace("_", " "),
        version="1",
        modality="MR",
        intended_use=f"Whole heads: outlines {', '.join(label.name for label in labels[:12])}.",
        limits="Sees the whole head at once at 1 mm; heads that are cut off by the field of view are outlined wrongly. Not evaluated at this site.",
        labels=labels,
        network={
            "library": "layers", "outputs": outputs, "activation": "softmax", "channel_labels": list(range(outputs)),
            "arguments": {"inputs": 1, "layers": layers},
        },
        input={
            "channels": ["head"], "spacing_mm": [1.0, 1.0, 1.0], "orientation": "LIA", "patch": list(shape[1:4]),
            "overlap": 0.0, "padding": "zero", "foreground": False, "whole": True,
            "steps": [step("percentiles", low=2, high=98, to_low=0, to_high=1)],
        },
        tensors=tensors,
        notes=(*notes, "The pack does not state spacing, orientation and intensities; brainchop's are assumed (1 mm, conformed)."),
    )  # fmt: skip


def _layers(rows: list[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Our list of layers, and for each of the pack's weights its name in our network."""
    if len(rows) > _MOST_LAYERS:
        raise RefusedPack(f"The pack's network has more than {_MOST_LAYERS} layers.")
    layers: list[dict[str, Any]] = []
    places: dict[str, str] = {}
    before = rows[0]["config"]["name"]
    if rows[0]["class_name"] != "InputLayer":
        raise RefusedPack("The pack's network does not begin with its input.")
    for row in rows[1:]:
        config = row["config"]
        name = config["name"]
        if [source[0] for source in row["inbound_nodes"][0]] != [before]:
            raise RefusedPack(f"The layer {str(name)[:40]} does not follow the one before it; only plain lists of layers are read.")
        before = name
        match row["class_name"]:
            case "Conv3D":
                places[f"{name}/kernel"] = f"{len(layers)}.weight"
                places[f"{name}/bias"] = f"{len(layers)}.bias"
                layers += _convolution(name, config)
            case "Activation" | "ELU" | "ReLU":
                layers.append(_activation(str(config.get("activation", row["class_name"])).lower()))
            case "Dropout" | "SpatialDropout3D":
                pass  # does nothing after training
            case kind:
                raise RefusedPack(f"The pack's network has a layer {str(kind)[:40]}, which is not known.")
    return layers, places


def _convolution(name: str, config: Mapping[str, Any]) -> list[dict[str, Any]]:
    kernel, dilation, strides = (set(config[key]) for key in ("kernel_size", "dilation_rate", "strides"))
    if len(kernel) != 1 or len(dilation) != 1 or strides != {1} or config["padding"] != "same" or config["data_format"] != "channels_last":
        raise RefusedPack(f"The convolution {name[:40]} is not cubic, without strides and of its input's size.")
    row = {"kind": "conv", "outputs": int(config["filters"]), "kernel": int(kernel.pop()), "dilation": int(dilation.pop()), "bias": bool(config["use_bias"])}
    rows: list[dict[str, Any]] = [row]
    if name.endswith(_NORMALISED):
        rows.append({"kind": "instance_norm", "eps": _EPS})
    if config.get("activation", "linear") != "linear":
        rows.append(_activation(str(config["activation"])))
    return rows


def _activation(name: str) -> dict[str, Any]:
    if name not in _ACTIVATIONS:
        raise RefusedPack(f"The pack's network has the activation {name[:40]}, which is not known.")
    return {"kind": _ACTIVATIONS[name]}


def _weights(brought: Brought, home: str, manifest: Any, places: Mapping[str, str]) -> dict[str, torch.Tensor]:
    tensors: dict[str, torch.Tensor] = {}
    for group in manifest:
        names = [home + str(path) for path in group["paths"]]
        if missing := [name for name in names if name not in brought.sizes]:
            raise RefusedPack(f"The weights are missing: {missing[0][:80]}.")
        raw = b"".join(brought.path(name).read_bytes() for name in names)
        place = 0
        for row in group["weights"]:
            if row["dtype"] not in _DTYPES or "quantization" in row:
                raise RefusedPack(f"The weights {str(row['name'])[:40]} are stored in a form that is not read.")
            shape = [int(size) for size in row["shape"]]
            kind = np.dtype(_DTYPES[row["dtype"]])
            count = int(np.prod(shape, dtype=object))
            if count < 0 or place + count * kind.itemsize > len(raw):
                raise RefusedPack("The pack's weights are shorter than its description says.")
            values = np.frombuffer(raw, kind, count, place).reshape(shape).astype(np.float32)
            place += count * kind.itemsize
            if (name := places.get(str(row["name"]))) is None:
                raise RefusedPack(f"The weights {str(row['name'])[:40]} belong to no layer.")
            # Keras: depth, height, width, inputs, outputs. PyTorch: outputs, inputs, depth, height, width.
            tensors[name] = torch.from_numpy(np.ascontiguousarray(values.transpose(4, 3, 0, 1, 2) if values.ndim == 5 else values))
        if place != len(raw):
            raise RefusedPack("The pack's weights are longer than its description says.")
    return clean(tensors)


def _labels(brought: Brought, home: str, outputs: int) -> tuple[tuple[Any, ...], list[str]]:
    """Labels out of ``colormap.json`` (a list of names) or ``labels.json`` (a table), with background first."""
    names: list[str] = []
    if home + "colormap.json" in brought.sizes:
        table = brought.json(home + "colormap.json")
        rows = table.get("labels") if isinstance(table, dict) else None
        names = [str(name) for name in rows] if isinstance(rows, list) else []
    elif home + "labels.json" in brought.sizes:
        table = brought.json(home + "labels.json")
        names = [str(table.get(str(n), "")) for n in range(outputs)] if isinstance(table, dict) else []
    if len(names) != outputs or not all(names):
        return labels_of((n, f"structure {n}") for n in range(1, outputs)), ["The pack does not name its structures; they are numbered."]
    return labels_of((n, names[n]) for n in range(1, outputs)), []
