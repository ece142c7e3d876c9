"""nnU-Net v2 folders: ``plans.json``, ``dataset.json`` and ``fold_X/checkpoint_final.pth``, TotalSegmentator's among them.

The network is built from the plans alone, as nnU-Net's own plans handler describes it, old and new form of plans alike.
Test-time mirroring and the ensemble of folds are left out: they multiply the time and change little.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from typing import Any

from inference.packs.found import NETWORK_RUNNER, PROMPT_RUNNER, Found
from inference.packs.recipe import PROMPT_CHANNELS
from inference.packs.recipe_writing import numbers, sizes, step
from inference.packs.source import Brought, RefusedPack
from inference.packs.structures import labels_of
from inference.packs.weights import read_checkpoint, state_of
from viewer.case.segmentation import Label

CHECKPOINTS = ("checkpoint_final.pth", "checkpoint_best.pth", "checkpoint_latest.pth")
_PREFERRED = ("3d_fullres", "3d_lowres")
_OVERLAP = 0.25  # the plans do not say; nnU-Net's own half takes three times as long
_NETWORKS = {"PlainConvUNet": "n_conv_per_stage", "ResidualEncoderUNet": "n_blocks_per_stage"}
_REORIENTS = "NibabelIOWithReorient"
_TWICE = re.compile(r"^decoder\.encoder\.|\.all_modules\.")
_DEEPEST = 8
_NNINTERACTIVE_V1 = ("Dataset225_nnInteractiveV2", "CC BY-NC-SA 4.0")
"""The first nnInteractive came without a licence file; its makers state this one."""
_PROMPT_OUTPUTS = 2


def places(brought: Brought) -> list[str]:
    """The folders in the pack that hold plans, shallowest first; "" is the pack's own."""
    return [
        home
        for name in brought.find("/plans.json")
        if (home := name.removesuffix("plans.json")) + "dataset.json" in brought.sizes
    ]


def read(brought: Brought, home: str) -> Found:
    """The model in the folder `home` of the pack.

    Raises
    ------
    RefusedPack for a network or normalisation that is not known, pictures instead of volumes, or missing weights.
    """
    plans, dataset = brought.json(home + "plans.json"), brought.json(home + "dataset.json")
    if not isinstance(plans, dict) or not isinstance(dataset, dict):
        raise RefusedPack("The plans of the pack are no table.")
    fold, left_out = _fold(brought, home)
    checkpoint = read_checkpoint(brought.path(fold))
    init = checkpoint.get("init_args") if isinstance(checkpoint, Mapping) else None
    configuration_name = init.get("configuration") if isinstance(init, Mapping) else None
    configuration = _configuration(plans, str(configuration_name or ""))
    prompts = _prompts(brought, home)
    channels = _channels(dataset)
    outputs, labels, channel_labels, regions = _labels(dataset, bool(prompts))
    name, arguments = _network(configuration, len(channels) + len(prompts), outputs)
    orientation, assumed = _orientation(plans, dataset, bool(prompts))
    weights = {key: tensor for key, tensor in state_of(checkpoint, fold).items() if not _TWICE.search(key)}
    patch = sizes(configuration.get("patch_size"), "patch_size")
    spacing = None if prompts else numbers(configuration.get("spacing"), 3, "spacing")
    return Found(
        format="nnInteractive" if prompts else "nnU-Net v2",
        name="nnInteractive" if prompts else _name(brought, home, plans),
        version="1",
        modality=_modality(channels),
        intended_use=_purpose(dataset, labels, bool(prompts)),
        limits="Not evaluated at this site.",
        licence=_licence(dataset, plans),
        labels=labels,
        network={
            "library": "nnunet", "name": name, "outputs": outputs, "activation": "sigmoid" if regions else "softmax",
            "channel_labels": channel_labels, "arguments": arguments,
        },
        input={
            "channels": [*channels, *prompts], "spacing_mm": spacing, "orientation": orientation, "patch": patch,
            "overlap": _OVERLAP, "padding": "zero", "foreground": not prompts, "steps_first": True,
            "steps": _steps(plans, configuration, channels),
        },
        tensors=weights,
        task="prompt" if prompts else "segmentation",
        runner=PROMPT_RUNNER if prompts else NETWORK_RUNNER,
        notes=(*left_out, *assumed),
    )  # fmt: skip


def _fold(brought: Brought, home: str) -> tuple[str, list[str]]:
    """The checkpoint to use and what is said about the others."""
    folds = {
        match[1]: name
        for checkpoint in reversed(CHECKPOINTS)
        for name in brought.sizes
        if (match := re.fullmatch(rf"{re.escape(home)}(fold_\w+)/{re.escape(checkpoint)}", name))
    }
    if not folds:
        raise RefusedPack(f"The weights are missing: {home}fold_0/{CHECKPOINTS[0]}.", "The plans alone are no model.")
    chosen = "fold_all" if "fold_all" in folds else min(folds)
    others = len(folds) - 1
    return folds[chosen], [f"Of {others + 1} folds, {chosen} is used."] if others else []


def _configuration(plans: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    table = plans.get("configurations")
    if not isinstance(table, dict):
        raise RefusedPack("The plans of the pack have no configurations.")
    name = wanted if wanted in table else next((name for name in _PREFERRED if name in table), "")
    if not name:
        raise RefusedPack("The plans of the pack have no configuration for volumes (3d_fullres, 3d_lowres).")
    configuration: dict[str, Any] = {}
    for _ in range(_DEEPEST):
        row = table.get(name)
        if not isinstance(row, dict):
            raise RefusedPack(f"The plans of the pack have no configuration {name[:40]!r}.")
        configuration = row | configuration
        if "inherits_from" not in row:
            break
        name = str(row["inherits_from"])
    if configuration.get("previous_stage"):
        raise RefusedPack("The pack is the second stage of a cascade, which needs the first one's result; it is not run.")
    patch = configuration.get("patch_size")
    if not isinstance(patch, list) or len(patch) != 3:
        raise RefusedPack("The pack segments pictures, not volumes; only 3D configurations are run.")
    return configuration


def _network(configuration: Mapping[str, Any], inputs: int, outputs: int) -> tuple[str, dict[str, Any]]:
    """Class and arguments, from new plans (``architecture``) or old ones."""
    architecture = configuration.get("architecture")
    if isinstance(architecture, Mapping):
        target = str(architecture.get("network_class_name", ""))
        given = architecture.get("arch_kwargs")
    else:
        target = str(configuration.get("UNet_class_name", ""))
        given = _of_old_plans(configuration, target)
    name = target.rsplit(".", 1)[-1]
    if name not in _NETWORKS or not (target == name or target.startswith("dynamic_network_architectures.architectures.")):
        raise RefusedPack(f"The plans ask for the network {target[:80] or 'nameless'}; only {' and '.join(_NETWORKS)} are built.")
    if not isinstance(given, Mapping):
        raise RefusedPack("The plans of the pack do not describe their network.")
    stages = given.get("n_stages")
    if not isinstance(stages, int) or not 2 <= stages <= 12:
        raise RefusedPack("The plans' network has no number of stages from 2 to 12.")
    if str(given.get("conv_op", "Conv3d")).rsplit(".", 1)[-1] != "Conv3d":
        raise RefusedPack("The pack's network is not of 3D convolutions.")
    norm = {"InstanceNorm3d": "instance", "BatchNorm3d": "batch"}.get(str(given.get("norm_op")).rsplit(".", 1)[-1])
    slope = {"LeakyReLU": _part(given, "nonlin_kwargs").get("negative_slope", 0.01), "ReLU": 0.0}.get(str(given.get("nonlin")).rsplit(".", 1)[-1])
    if norm is None or slope is None or given.get("nonlin_first"):
        raise RefusedPack("The plans' network has a normalisation or activation that is not known.")
    extra = {"block", "bottleneck_channels", "stem_channels"} & {key for key, value in given.items() if value is not None}
    if extra:
        raise RefusedPack(f"The plans' network has {', '.join(sorted(extra))}, which is not built.")
    norm_options = _part(given, "norm_op_kwargs")
    return name, {
        "inputs": inputs, "outputs": outputs,
        "features": _per_stage(given.get("features_per_stage"), stages, "features_per_stage"),
        "kernels": _per_stage(given.get("kernel_sizes"), stages, "kernel_sizes"),
        "strides": _per_stage(given.get("strides"), stages, "strides"),
        "counts": _per_stage(given.get(_NETWORKS[name], given.get("n_conv_per_stage")), stages, _NETWORKS[name]),
        "decoder_counts": _per_stage(given.get("n_conv_per_stage_decoder"), stages - 1, "n_conv_per_stage_decoder"),
        "blocks": {
            "bias": bool(given.get("conv_bias", False)), "norm": norm, "eps": float(norm_options.get("eps", 1e-5)),
            "affine": bool(norm_options.get("affine", False)), "slope": float(slope),
        },
    }  # fmt: skip


def _of_old_plans(configuration: Mapping[str, Any], target: str) -> dict[str, Any]:
    """The network of plans from before nnU-Net 2.3, which fix all that new ones write out."""
    encoder = configuration.get("n_conv_per_stage_encoder")
    base, most = configuration.get("UNet_base_num_features"), configuration.get("unet_max_num_features")
    if not isinstance(encoder, list) or not isinstance(base, int) or not isinstance(most, int):
        raise RefusedPack("The plans of the pack do not describe their network.")
    return {
        "n_stages": len(encoder),
        "features_per_stage": [min(base * 2**min(i, 20), most) for i in range(len(encoder))],
        "kernel_sizes": configuration.get("conv_kernel_sizes"),
        "strides": configuration.get("pool_op_kernel_sizes"),
        _NETWORKS.get(target, "n_conv_per_stage"): encoder,
        "n_conv_per_stage_decoder": configuration.get("n_conv_per_stage_decoder"),
        "conv_bias": True, "norm_op": "InstanceNorm3d", "norm_op_kwargs": {"eps": 1e-5, "affine": True},
        "nonlin": "LeakyReLU",
    }  # fmt: skip


def _per_stage(value: object, stages: int, what: str) -> list[Any]:
    row = [value] * stages if isinstance(value, int) else value
    if not isinstance(row, list | tuple) or len(row) != stages:
        raise RefusedPack(f"The plans' {what} is not one entry for each of {stages} stages.")
    for entry in row:
        if not isinstance(entry, int) and not (isinstance(entry, list | tuple) and len(entry) == 3 and all(isinstance(v, int) for v in entry)):
            raise RefusedPack(f"The plans' {what} holds something that is no number.")
    return [list(entry) if isinstance(entry, tuple) else entry for entry in row]


def _channels(dataset: Mapping[str, Any]) -> list[str]:
    table = dataset.get("channel_names", dataset.get("modality"))
    if not isinstance(table, Mapping) or not 1 <= len(table) <= 16:
        raise RefusedPack("The pack's dataset.json does not name its channels.")
    try:
        return [str(table[key])[:32] or "image" for key in sorted(table, key=int)]
    except ValueError as error:
        raise RefusedPack("The channels in the pack's dataset.json are not numbered.") from error


def _labels(dataset: Mapping[str, Any], prompted: bool) -> tuple[int, tuple[Label, ...], list[int], bool]:
    """Outputs of the network, labels, label of each output, and whether they overlap (regions)."""
    if prompted:
        return _PROMPT_OUTPUTS, labels_of([(1, "object")]), [0, 1], False
    table = dataset.get("labels")
    if not isinstance(table, Mapping) or not table:
        raise RefusedPack("The pack's dataset.json names no labels.")
    if len(table) > 256:
        raise RefusedPack(f"The pack has {len(table):,} labels; at most 255 fit a label map.")
    rows = {str(name): value for name, value in table.items() if name != "ignore"}
    if any(isinstance(value, list) and len(value) > 1 for value in rows.values()):
        return _regions(rows, dataset.get("regions_class_order"))
    try:
        by_number = {int(value[0] if isinstance(value, list) else value): name for name, value in rows.items()}
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        raise RefusedPack("The labels in the pack's dataset.json are not numbers.") from error
    if sorted(by_number) != list(range(len(rows))):
        raise RefusedPack("The labels in the pack's dataset.json are not numbered from 0 on.")
    return len(rows), labels_of((n, by_number[n]) for n in range(1, len(rows))), list(range(len(rows))), False


def _regions(rows: Mapping[str, Any], order: object) -> tuple[int, tuple[Label, ...], list[int], bool]:
    """Overlapping labels: each output is a set of values, painted in order with the value that `order` gives it."""
    for value in rows.values():
        if not all(isinstance(n, int) and 0 <= n < 256 for n in (value if isinstance(value, list) else [value])):
            raise RefusedPack("The pack's regions are no lists of label values.")
    sets = {name: frozenset(value if isinstance(value, list) else [value]) for name, value in rows.items()}
    regions = [(name, values) for name, values in sets.items() if values != {0}]
    if not isinstance(order, list) or len(order) != len(regions) or not all(isinstance(n, int) and 0 < n < 256 for n in order):
        raise RefusedPack("The pack's regions have no order (regions_class_order).")
    if len(set(order)) != len(order):
        raise RefusedPack("The pack paints two regions with one value.")
    labels = labels_of((number, name) for number, (name, _) in zip(order, regions, strict=True))
    nested = tuple(
        replace(label, includes=tuple(n for n, (_, inner) in zip(order, regions, strict=True) if n != label.number and inner < values))
        for label, (_, values) in zip(labels, regions, strict=True)
    )
    return len(regions), nested, order, True


def _steps(plans: Mapping[str, Any], configuration: Mapping[str, Any], channels: list[str]) -> list[dict[str, Any]]:
    """How values are normalised: the same for all channels in one entry, else per channel."""
    schemes = configuration.get("normalization_schemes")
    masks = configuration.get("use_mask_for_norm") or [False] * len(channels)
    if not isinstance(schemes, list) or len(schemes) != len(channels) or not isinstance(masks, list) or len(masks) != len(channels):
        raise RefusedPack("The plans of the pack do not say how each channel is normalised.")
    of_all = plans.get("foreground_intensity_properties_per_channel", plans.get("foreground_intensity_properties_by_modality"))
    per_channel = [
        _normalisation(str(scheme), bool(mask), _part(of_all, str(i)))
        for i, (scheme, mask) in enumerate(zip(schemes, masks, strict=True))
    ]
    if all(rows == per_channel[0] for rows in per_channel):
        return per_channel[0]
    return [row | {"channels": [i]} for i, rows in enumerate(per_channel) for row in rows]


def _normalisation(scheme: str, masked: bool, properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    match scheme:
        case "CTNormalization":
            low, high, mean, sd = numbers(
                [properties.get(key) for key in ("percentile_00_5", "percentile_99_5", "mean", "std")], 4, "intensity properties"
            )
            return [step("clip", low=low, high=high), step("standardise", mean=mean, sd=max(sd, 1e-8))]
        case "ZScoreNormalization":
            return [step("zscore", over="nonzero" if masked else "all")]
        case "RescaleTo01Normalization":
            return [step("range", to_low=0, to_high=1)]
        case "RGBTo01Normalization":
            return [step("scale", from_low=0, from_high=255, to_low=0, to_high=1)]
        case "NoNormalization":
            return []
    raise RefusedPack(f"The plans ask for the normalisation {scheme[:60]!r}, which is not known.")


def _orientation(plans: Mapping[str, Any], dataset: Mapping[str, Any], prompted: bool) -> tuple[str, list[str]]:
    """How the network's axes grow. nnU-Net's arrays are slice, row, column; only one of its readers turns images."""
    reader = str(dataset.get("overwrite_image_reader_writer") or plans.get("image_reader_writer") or "")
    notes = []
    if reader == _REORIENTS or "totalseg" in str(plans.get("dataset_name", "")).lower():
        letters = "SAR"  # TotalSegmentator turns every image to RAS before nnU-Net reads it as z, y, x
    else:
        letters = "SPL"  # an axial series as DICOM stores it, read as z, y, x
        if not prompted:
            notes.append("The plans do not say how the images lay in training; axial slices as DICOM stores them are assumed: check left and right.")
    order = plans.get("transpose_forward", [0, 1, 2])
    if not isinstance(order, list) or order not in [list(row) for row in permutations(range(3))]:
        raise RefusedPack("The plans' transpose_forward is no order of three axes.")
    return "".join(letters[axis] for axis in order), notes


def _prompts(brought: Brought, home: str) -> tuple[str, ...]:
    """The prompt channels of nnInteractive, empty for a plain nnU-Net.

    Raises
    ------
    RefusedPack for channels in another order than its first version's.
    """
    new, legacy = home + "inference_info.json", home + "inference_session_class.json"
    if new not in brought.sizes and legacy not in brought.sizes:
        return ()
    info = brought.json(new) if new in brought.sizes else {}
    if not isinstance(info, Mapping):
        raise RefusedPack("The pack's inference_info.json is no table.")
    mapping = info.get("channel_mapping", {})
    ours = {"prev_seg": 0, "bbox2d": [1, 2], "bbox3d": [1, 2], "lasso": [1, 2], "points": [3, 4], "scribble": [5, 6]}
    if info.get("interaction_channels", 6) != 6 or not isinstance(mapping, Mapping) or any(ours.get(key) != value for key, value in mapping.items()):
        raise RefusedPack("The pack's prompts lie in other channels than image, mask, box, point and scribble (1 + 7); it is not run.")
    return PROMPT_CHANNELS


def _modality(channels: list[str]) -> str:
    words = " ".join(channels).upper()
    if re.search(r"\bCT\b", words):
        return "CT"
    if re.search(r"\b(MRI?|T1\w*|T2\w*|FLAIR|ADC|DWI)\b", words):
        return "MR"
    return "any"


def _name(brought: Brought, home: str, plans: Mapping[str, Any]) -> str:
    folders = [part for part in (brought.folder.name + "/" + home).split("/") if re.match(r"Dataset\d+_", part)]
    name = folders[-1] if folders else str(plans.get("dataset_name") or brought.name)
    return re.sub(r"^Dataset\d+_", "", name).replace("_", " ")


def _purpose(dataset: Mapping[str, Any], labels: tuple[Label, ...], prompted: bool) -> str:
    if prompted:
        return "Outlines what a reader points at, in volumes of any kind."
    names = ", ".join(label.name for label in labels[:12]) + (" and more" if len(labels) > 12 else "")
    return " ".join(str(dataset.get("description") or f"Outlines {names}, as its makers trained it.").split())[:600]


def _licence(dataset: Mapping[str, Any], plans: Mapping[str, Any]) -> str:
    if plans.get("dataset_name") == _NNINTERACTIVE_V1[0]:
        return _NNINTERACTIVE_V1[1]
    return str(dataset.get("licence") or dataset.get("license") or "")


def _part(table: object, key: str) -> Mapping[str, Any]:
    value = table.get(key) if isinstance(table, Mapping) else None
    return value if isinstance(value, Mapping) else {}
