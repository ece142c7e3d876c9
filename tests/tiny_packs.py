"""Packs as users bring them, of a few kilobytes: the real layouts with tiny networks whose weights are drawn here."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import torch

from inference.networks.build import build
from inference.packs.recipe import Network

APACHE = "Apache License\nVersion 2.0, January 2004\n"


def weights_of(library: str, name: str, arguments: dict[str, Any], outputs: int, seed: int = 0) -> dict[str, torch.Tensor]:
    """Weights of a network that a recipe can build."""
    torch.manual_seed(seed)
    return build(Network(library, name, arguments, outputs, "softmax", tuple(range(outputs)))).state_dict()


# MONAI Auto3DSeg

SEGRESNET = {"init_filters": 8, "blocks_down": [1, 1], "in_channels": 1, "out_channels": 3, "dsdepth": 1, "norm": "INSTANCE"}


def auto3dseg(path: Path, **changes: Any) -> Path:
    """One ``.pt`` as Auto3DSeg's segresnet template saves it."""
    arguments = SEGRESNET | changes.pop("network", {})
    config = {
        "network": {"_target_": "SegResNetDS", **arguments}, "roi_size": [32, 32, 32], "normalize_mode": "range",
        "resample": True, "resample_resolution": [3.0, 3.0, 3.0], "intensity_bounds": [-250.0, 250.0], "modality": "CT",
        "orientation_ras": True, "crop_foreground": True, "sigmoid": False, "extra_modalities": {},
        "class_names": ["left lung", "right lung"], "num_epochs": 1250, "ckpt_path": "./work/model",
        **changes,
    }  # fmt: skip
    known = arguments | {"norm": "INSTANCE"}
    state = weights_of("monai", "SegResNetDS", known, int(known["out_channels"]))
    torch.save({"config": config, "state_dict": state, "epoch": 900, "best_metric": np.float32(0.91)}, path)
    return path


LABELS_CSV = """LabelValue,Name,SegmentedPropertyCategoryCodeSequence.CodingSchemeDesignator,SegmentedPropertyCategoryCodeSequence.CodeValue,SegmentedPropertyCategoryCodeSequence.CodeMeaning,SegmentedPropertyTypeCodeSequence.CodingSchemeDesignator,SegmentedPropertyTypeCodeSequence.CodeValue,SegmentedPropertyTypeCodeSequence.CodeMeaning,SegmentedPropertyTypeModifierCodeSequence.CodingSchemeDesignator,SegmentedPropertyTypeModifierCodeSequence.CodeValue,SegmentedPropertyTypeModifierCodeSequence.CodeMeaning
2,kidney_right,SCT,123037004,Anatomical Structure,SCT,64033007,Kidney,SCT,24028007,Right
1,spleen,SCT,123037004,Anatomical Structure,SCT,78961009,Spleen,,,
"""


# MONAI bundles, as the model zoo lays them out

IMPORTS = ["$import glob", "$import numpy", "$import os"]
SPLEEN_NETWORK = {
    "_target_": "UNet", "spatial_dims": 3, "in_channels": 1, "out_channels": 2, "channels": [4, 8], "strides": [2],
    "num_res_units": 2, "norm": "batch",
}  # fmt: skip


def spleen_config() -> dict[str, Any]:
    """The shape of spleen_ct_segmentation's ``inference.json``."""
    return {
        "imports": list(IMPORTS),
        "bundle_root": ".",
        "image_key": "image",
        "output_dir": "$@bundle_root + '/eval'",
        "output_dtype": "$numpy.float32",
        "datalist": "$list(sorted(glob.glob(@dataset_dir + '/imagesTs/*.nii.gz')))",
        "device": "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
        "network_def": dict(SPLEEN_NETWORK),
        "network": "$@network_def.to(@device)",
        "preprocessing": {
            "_target_": "Compose",
            "transforms": [
                {"_target_": "LoadImaged", "keys": "@image_key"},
                {"_target_": "EnsureChannelFirstd", "keys": "@image_key"},
                {"_target_": "Orientationd", "keys": "@image_key", "axcodes": "RAS"},
                {"_target_": "Spacingd", "keys": "@image_key", "pixdim": [1.5, 1.5, 2.0], "mode": "bilinear"},
                {"_target_": "ScaleIntensityRanged", "keys": "@image_key", "a_min": -57, "a_max": 164, "b_min": 0, "b_max": 1, "clip": True},
                {"_target_": "EnsureTyped", "keys": "@image_key"},
            ],
        },
        "inferer": {"_target_": "SlidingWindowInferer", "roi_size": [32, 32, 32], "sw_batch_size": 4, "overlap": 0.5},
        "postprocessing": {
            "_target_": "Compose",
            "transforms": [
                {"_target_": "Activationsd", "keys": "pred", "softmax": True},
                {"_target_": "AsDiscreted", "keys": "pred", "argmax": True},
            ],
        },
        "checkpointloader": {"_target_": "CheckpointLoader", "load_path": "$@bundle_root + '/models/model.pt'", "load_dict": {"model": "@network"}},
        "initialize": ["$monai.utils.set_determinism(seed=123)"],
        "run": ["$@evaluator.run()"],
    }


def metadata(name: str, modality: str, inputs: dict[str, str], outputs: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "version": "0.5.9", "name": name, "description": "A tiny model.", "eval_metrics": {"mean_dice": 0.961},
        "intended_use": "This is an example, not to be used for diagnostic purposes", **more,
        "network_data_format": {
            "inputs": {"image": {"modality": modality, "num_channels": len(inputs), "spatial_shape": [32, 32, 32], "channel_def": inputs}},
            "outputs": {"pred": {"num_channels": len(outputs), "channel_def": outputs}},
        },
    }  # fmt: skip


def bundle(folder: Path, config: dict[str, Any], meta: dict[str, Any], weights: dict[str, dict[str, torch.Tensor]]) -> Path:
    (folder / "configs").mkdir(parents=True)
    (folder / "models").mkdir()
    (folder / "configs" / "inference.json").write_text(json.dumps(config))
    (folder / "configs" / "metadata.json").write_text(json.dumps(meta))
    (folder / "LICENSE").write_text(APACHE)
    for name, state in weights.items():
        torch.save(state, folder / "models" / name)
    return folder


def spleen_bundle(folder: Path, **changes: Any) -> Path:
    """Like spleen_ct_segmentation; `changes` go into its configuration."""
    arguments = {key: value for key, value in SPLEEN_NETWORK.items() if key != "_target_"}
    state = weights_of("monai", "UNet", arguments, 2)
    meta = metadata("Spleen CT segmentation", "CT", {"0": "image"}, {"0": "background", "1": "spleen"})
    return bundle(folder, spleen_config() | changes, meta, {"model.pt": state})


def whole_body_bundle(folder: Path, files: tuple[str, ...] = ("model.pt", "model_lowres.pt")) -> Path:
    """Like wholeBody_ct_segmentation: voxel size and weights hang on one switch."""
    config = spleen_config()
    arguments = {"spatial_dims": 3, "in_channels": 1, "out_channels": 4, "init_filters": 8, "blocks_down": [1, 2], "blocks_up": [1], "dropout_prob": 0.2}
    config["displayable_configs"] = {"highres": True, "sw_overlap": 0.25, "sw_batch_size": 1}
    config["pixdim"] = "$[1.5, 1.5, 1.5] if @displayable_configs#highres else [3.0, 3.0, 3.0]"
    config["modelname"] = "$'model.pt' if @displayable_configs#highres else 'model_lowres.pt'"
    config["network_def"] = {"_target_": "SegResNet", **arguments}
    config["preprocessing"]["transforms"] = [
        {"_target_": "LoadImaged", "keys": "@image_key"},
        {"_target_": "EnsureTyped", "keys": "@image_key"},
        {"_target_": "EnsureChannelFirstd", "keys": "@image_key"},
        {"_target_": "Orientationd", "keys": "@image_key", "axcodes": "RAS"},
        {"_target_": "Spacingd", "keys": "@image_key", "pixdim": "@pixdim", "mode": "bilinear"},
        {"_target_": "NormalizeIntensityd", "keys": "@image_key", "nonzero": True},
        {"_target_": "ScaleIntensityd", "keys": "@image_key", "minv": -1.0, "maxv": 1.0},
    ]
    config["inferer"] |= {"overlap": "@displayable_configs#sw_overlap", "padding_mode": "replicate", "mode": "gaussian"}
    config["checkpointloader"]["load_path"] = "$@bundle_root + '/models/' + @modelname"
    outputs = {"0": "background", "1": "spleen", "2": "kidney_right", "3": "vertebrae_L5"}
    state = weights_of("monai", "SegResNet", arguments, 4)
    return bundle(folder, config, metadata("Whole body CT segmentation", "CT", {"0": "image"}, outputs), dict.fromkeys(files, state))


def brats_bundle(folder: Path) -> Path:
    """Like brats_mri_segmentation: four images, three overlapping outputs, painted by an expression."""
    config = spleen_config()
    arguments = {"blocks_down": [1, 1], "blocks_up": [1], "init_filters": 8, "in_channels": 4, "out_channels": 3, "dropout_prob": 0.2}
    config["network_def"] = {"_target_": "SegResNet", **arguments}
    config["preprocessing"]["transforms"] = [
        {"_target_": "LoadImaged", "keys": "@image_key", "image_only": False},
        {"_target_": "NormalizeIntensityd", "keys": "@image_key", "nonzero": True, "channel_wise": True},
    ]
    painted = "$lambda x: torch.where(x[[2]] > 0, 4, torch.where(x[[0]] > 0, 1, torch.where(x[[1]] > 0, 2, 0)))"
    config["postprocessing"]["transforms"] = [
        {"_target_": "Activationsd", "keys": "pred", "sigmoid": True},
        {"_target_": "AsDiscreted", "keys": "pred", "threshold": 0.5},
        {"_target_": "Lambdad", "keys": "pred", "func": painted},
    ]
    meta = metadata(
        "BraTS MRI segmentation", "MR", {"0": "T1c", "1": "T1", "2": "T2", "3": "FLAIR"},
        {"0": "Tumor core", "1": "Whole tumor", "2": "Enhancing tumor"}, image_classes="4 channel data, T1c, T1, T2, FLAIR at 1x1x1 mm",
    )  # fmt: skip
    state = weights_of("monai", "SegResNet", {"spatial_dims": 3, **arguments}, 3)
    return bundle(folder, config, meta, {"model.pt": {"model": state}})


# nnU-Net v2

FEATURES, KERNELS, STRIDES = [4, 8, 8], [[1, 3, 3], [3, 3, 3], [3, 3, 3]], [[1, 1, 1], [1, 2, 2], [2, 2, 2]]


def nnunet_state(kind: str, inputs: int, outputs: int) -> dict[str, torch.Tensor]:
    """Weights by nnU-Net's names, those included that it keeps twice."""
    arguments = {
        "inputs": inputs, "outputs": outputs, "features": FEATURES, "kernels": KERNELS, "strides": STRIDES,
        "counts": [2, 2, 2], "decoder_counts": [2, 2], "blocks": {"bias": True, "eps": 1e-5, "slope": 0.01},
    }  # fmt: skip
    state = weights_of("nnunet", kind, arguments, outputs)
    twice = {key.replace(".conv.", ".all_modules.0."): value for key, value in state.items() if ".conv." in key}
    return state | twice | {f"decoder.{key}": value for key, value in state.items() if key.startswith("encoder.")}


def nnunet(
    folder: Path, *, old_plans: bool = False, kind: str = "PlainConvUNet", prompts: bool = False, dataset: dict[str, Any] | None = None,
    plans: dict[str, Any] | None = None, folds: tuple[str, ...] = ("fold_0",),
) -> Path:  # fmt: skip
    """A trained model's folder; `dataset` and `plans` change what stands in those files."""
    labels = {"background": 0, "spleen": 1, "kidney_right": 2, "vertebrae_L5": 3}
    of_dataset = {"channel_names": {"0": "CT"}, "labels": labels, "file_ending": ".nii.gz", "numTraining": 3, **(dataset or {})}
    outputs = 2 if prompts else _heads(of_dataset["labels"])
    inputs = len(of_dataset["channel_names"]) + (7 if prompts else 0)
    per_stage = "n_conv_per_stage" if kind == "PlainConvUNet" else "n_blocks_per_stage"
    configuration: dict[str, Any] = {
        "data_identifier": "nnUNetPlans_3d_fullres", "batch_size": 2, "patch_size": [16, 32, 32], "spacing": [3.0, 1.5, 1.5],
        "normalization_schemes": ["ZScoreNormalization" if prompts else "CTNormalization"] * len(of_dataset["channel_names"]),
        "use_mask_for_norm": [False] * len(of_dataset["channel_names"]),
    }  # fmt: skip
    if old_plans:
        configuration |= {
            "UNet_class_name": kind, "UNet_base_num_features": 4, "unet_max_num_features": 8, "n_conv_per_stage_encoder": [2, 2, 2],
            "n_conv_per_stage_decoder": [2, 2], "num_pool_per_axis": [1, 2, 2], "pool_op_kernel_sizes": STRIDES, "conv_kernel_sizes": KERNELS,
        }  # fmt: skip
    else:
        configuration["architecture"] = {
            "network_class_name": f"dynamic_network_architectures.architectures.unet.{kind}",
            "arch_kwargs": {
                "n_stages": 3, "features_per_stage": FEATURES, "conv_op": "torch.nn.modules.conv.Conv3d", "kernel_sizes": KERNELS,
                "strides": STRIDES, per_stage: [2, 2, 2], "n_conv_per_stage_decoder": [2, 2], "conv_bias": True,
                "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d", "norm_op_kwargs": {"eps": 1e-05, "affine": True},
                "dropout_op": None, "dropout_op_kwargs": None, "nonlin": "torch.nn.LeakyReLU", "nonlin_kwargs": {"inplace": True},
            },
            "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
        }  # fmt: skip
    of_plans = {
        "dataset_name": "Dataset297_TotalSegmentator_total_3mm_1559subj", "plans_name": "nnUNetPlans", "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2], "transpose_backward": [0, 1, 2],
        "configurations": {"2d": {"patch_size": [64, 64]}, "3d_fullres": configuration},
        "foreground_intensity_properties_per_channel": {
            str(i): {"mean": 50.0, "std": 100.0, "percentile_00_5": -900.0, "percentile_99_5": 800.0} for i in range(len(of_dataset["channel_names"]))
        },
        **(plans or {}),
    }  # fmt: skip
    folder.mkdir(parents=True)
    (folder / "plans.json").write_text(json.dumps(of_plans))
    (folder / "dataset.json").write_text(json.dumps(of_dataset))
    if prompts:
        (folder / "inference_session_class.json").write_text(json.dumps({"point_radius": 4, "preferred_scribble_thickness": [2, 2, 2]}))
    for fold in folds:
        (folder / fold).mkdir()
        checkpoint = {
            "network_weights": nnunet_state(kind, inputs, outputs), "optimizer_state": {"state": {}, "param_groups": [{"lr": 0.01, "params": [0]}]},
            "grad_scaler_state": None, "logging": {"mean_fg_dice": [np.float64(0.8)], "epoch_end_timestamps": [1.5]}, "_best_ema": np.float64(0.8),
            "current_epoch": 1000, "trainer_name": "nnUNetTrainer", "inference_allowed_mirroring_axes": (0, 1, 2),
            "init_args": {"plans": of_plans, "configuration": "3d_fullres", "fold": 0, "dataset_json": of_dataset, "device": torch.device("cuda:0")},
        }  # fmt: skip
        torch.save(checkpoint, folder / fold / "checkpoint_final.pth")
    return folder


def _heads(labels: dict[str, Any]) -> int:
    rows = [value for name, value in labels.items() if name != "ignore"]
    regions = any(isinstance(value, list) and len(value) > 1 for value in rows)
    return sum(1 for value in rows if value != 0) if regions else len(rows)


# TensorFlow.js, as brainchop exports it


def tfjs(folder: Path, seed: int = 0) -> Path:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    kernels = {"conv3d_0_gn": (3, 3, 3, 1, 4), "conv3d_1_gn": (3, 3, 3, 4, 4), "output": (1, 1, 1, 4, 2)}
    layers: list[dict[str, Any]] = [{"class_name": "InputLayer", "name": "input", "inbound_nodes": [], "config": {"name": "input", "batch_input_shape": [None, 32, 32, 32, 1]}}]
    before = "input"
    for number, (name, shape) in enumerate(kernels.items()):
        config = {
            "name": name, "filters": shape[-1], "kernel_size": list(shape[:3]), "strides": [1, 1, 1], "dilation_rate": [2 - number] * 3 if number < 2 else [1, 1, 1],
            "padding": "same", "data_format": "channels_last", "activation": "linear", "use_bias": name == "output",
        }  # fmt: skip
        layers.append({"class_name": "Conv3D", "name": name, "config": config, "inbound_nodes": [[[before, 0, 0, {}]]]})
        before = name
        if name != "output":
            layers.append({"class_name": "Activation", "name": f"a{number}", "config": {"name": f"a{number}", "activation": "gelu"}, "inbound_nodes": [[[before, 0, 0, {}]]]})
            before = f"a{number}"
    rows = [{"name": f"{name}/kernel", "shape": list(shape), "dtype": "float32"} for name, shape in kernels.items()]
    rows.append({"name": "output/bias", "shape": [2], "dtype": "float32"})
    values = [rng.standard_normal(row["shape"]).astype("<f4") for row in rows]
    (folder / "model.bin").write_bytes(b"".join(value.tobytes() for value in values))
    model = {
        "format": "layers-model", "generatedBy": "tests", "modelTopology": {"model_config": {"class_name": "Functional", "config": {"name": "m", "layers": layers}}},
        "weightsManifest": [{"paths": ["model.bin"], "weights": rows}],
    }  # fmt: skip
    (folder / "model.json").write_text(json.dumps(model))
    (folder / "colormap.json").write_text(json.dumps({"labels": ["background", "brain mask"]}))
    (folder / "LICENSE").write_text("MIT License\n")
    return folder


# ONNX: one 1 x 1 x 1 convolution, written by hand


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def part(field: int, value: bytes | str) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def tensor_value(name: str, shape: tuple[int, ...]) -> bytes:
    dims = b"".join(part(1, number(1, size)) for size in shape)
    return part(1, name) + part(2, part(1, number(1, 1) + part(2, dims)))


def onnx_model(
    *, domain: str = "", operator: str = "Conv", opset: int = 17, external: str = "", dims: tuple[int, ...] = (2, 1, 1, 1, 1), extra: bytes = b""
) -> bytes:  # fmt: skip
    raw = np.array([-1.0, 1.0], "<f4").tobytes()
    stored = part(13, part(1, "location") + part(2, external)) + number(14, 1) if external else part(9, raw)
    weight = b"".join(number(1, size) for size in dims) + number(2, 1) + part(8, "w") + stored
    node = part(1, "x") + part(1, "w") + part(2, "y") + part(4, operator) + (part(7, domain) if domain else b"")
    graph = part(1, node) + part(2, "g") + part(5, weight) + part(11, tensor_value("x", (1, 1, 16, 16, 16))) + part(12, tensor_value("y", (1, 2, 16, 16, 16)))
    return number(1, 8) + part(8, part(1, "") + number(2, opset)) + part(7, graph) + extra


def onnx_pack(folder: Path, model: bytes | None = None, **changes: str) -> Path:
    """A card and an ONNX file beside it, without a licence file."""
    model = model or onnx_model()
    folder.mkdir()
    (folder / "net.onnx").write_bytes(model)
    (folder / "card.toml").write_text(card("net.onnx", hashlib.sha256(model).hexdigest(), **changes))
    return folder


def card(file: str, sha256: str, **changes: str) -> str:
    """A card for one channel and two outputs."""
    rows = {
        "id": '"tiny"', "version": '"1"', "name": '"Tiny"', "task": '"segmentation"', "runner": '"inference.segmentation.network:run"',
        "modality": '"CT"', "license": '"Apache-2.0"', "intended_use": '"Tests."', "limits": '"All."', "weights": json.dumps(file),
        "weights_sha256": json.dumps(sha256),
    }  # fmt: skip
    network = changes.pop("network", 'library = "onnx"\noutputs = 2\nactivation = "softmax"\nchannel_labels = [0, 1]')
    top = "\n".join(f"{key} = {value}" for key, value in (rows | changes).items())
    return f"""{top}
[labels]
1 = {{ name = "bone", code = ["SCT", "272673000", "Bone"] }}
[network]
{network}
[input]
channels = ["CT"]
spacing_mm = [1.0, 1.0, 1.0]
patch = [16, 16, 16]
steps = [{{ kind = "scale", from_low = -1000, from_high = 1000, to_low = 0, to_high = 1 }}]
"""


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder.parent))
    return path
