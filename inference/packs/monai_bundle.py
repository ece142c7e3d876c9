"""MONAI bundles: ``configs/inference.json``, ``configs/metadata.json`` and ``models/*.pt``, read as data.

Which network, which preparation of the images and which outputs are read as literals (`literals`); transforms come
from a fixed list. What a bundle wants to run besides is not looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from inference.packs.found import Found
from inference.packs.literals import Config, NoLiteral, refuse_programs
from inference.packs.recipe_writing import numbers, sizes, step, whole, without_nothing
from inference.packs.source import Brought, RefusedPack
from inference.packs.structures import labels_of
from inference.packs.weights import tensors_in
from viewer.case.segmentation import Label

_NETS = ("", "monai.networks.nets.")
_NOTHING_TO_DO = {"LoadImage", "EnsureChannelFirst", "AddChannel", "AsChannelFirst", "EnsureType", "ToTensor", "CastToType", "DivisiblePad", "SpatialPad"}
_KNOWN = {"Orientation", "Spacing", "CropForeground", "ScaleIntensityRange", "ScaleIntensity", "ScaleIntensityRangePercentiles", "NormalizeIntensity", "ThresholdIntensity"}
_AFTERWARDS = {"Activations", "AsDiscrete", "Invert", "SaveImage", "EnsureType", "ToTensor", "CopyItems", "DeleteItems", "SelectItems"}
"""After the network: what a run does anyway, or what is about files."""
_IN_WORDS = {
    "KeepLargestConnectedComponent": "keeps only the largest piece of each structure", "FillHoles": "fills holes",
    "RemoveSmallObjects": "removes small pieces",
}  # fmt: skip
_PADDINGS = {"constant": "zero", "replicate": "replicate", "edge": "replicate", "minimum": "minimum"}
_MODALITIES = {"CT": "CT", "MR": "MR", "MRI": "MR", "PET": "PT", "PT": "PT"}
_SPACING = re.compile(r"(\d+(?:\.\d+)?) ?[x×] ?(\d+(?:\.\d+)?) ?[x×] ?(\d+(?:\.\d+)?) ?mm")
_PAINTED = re.compile(r"torch\.where\(x\[\[(\d+)\]\] > 0, (\d+),")
_DEFAULT_OVERLAP = 0.25
_ENTRY = re.compile(r"^[ \t]*(path|url|hash_val|hash_type)[ \t]*:[ \t]*(.{1,500})$", re.MULTILINE)
_URL = re.compile(r"https://[\w./?=&%+~-]{1,300}")
_HASHES = ("md5", "sha1", "sha256", "sha512")


@dataclass(frozen=True, slots=True)
class _LargeFile:
    """Where its makers have a file, empty where they do not say, and its hash."""

    url: str
    hash: str
    hash_type: str


def is_one(brought: Brought) -> bool:
    """Whether it lies as a bundle does."""
    return bool(brought.find("/metadata.json")) and bool(brought.find("/inference.json", "/inference.yaml", "/inference.yml"))


def read(brought: Brought) -> list[Found]:
    """The models in the bundle: one for each way of its switches for which the weights are there.

    Raises
    ------
    RefusedPack when the network is not on the list, a needed value is an expression, a transform is unknown, or the
    weights are missing.
    """
    files = brought.find("/inference.json")
    if not files:
        raise RefusedPack("The bundle's configuration is YAML; only JSON is read.", "Ask its makers for inference.json.")
    root, metadata = brought.json(files[0]), brought.json(brought.find("/metadata.json")[0])
    if not isinstance(root, dict) or not isinstance(metadata, dict):
        raise RefusedPack("The bundle's configuration is no table.")
    refuse_programs(root)
    home = files[0].rsplit("/", 1)[0].removesuffix("configs").rstrip("/")
    found = []
    missing: list[str] = []
    large = _large_files(brought, home)
    for assumed in _switches(root):
        config = Config(root, assumed)
        weights = _weights(config)
        path = "/".join(part for part in (home, *weights.split("/")) if part not in ("", "."))
        if path in brought.sizes:
            model = _model(brought, config, metadata, path)
            found.append(replace(model, notes=(*model.notes, *_hash_note(brought.path(path), path, large.get(path)))))
        else:
            missing.append(path)
    if not found:
        where = [large[path].url for path in missing if path in large and large[path].url]
        advice = f"Its makers have it at {' and '.join(where)}." if where else "Bundles are often passed on without it."
        scripts = "It holds a program instead, which is not run. " if brought.find(".ts") else ""
        raise RefusedPack(f"The bundle's weights are missing: {' or '.join(missing)}.", f"{scripts}Put the file there. {advice}")
    left = [f"{path} is missing, so the model that it belongs to was not installed." for path in missing]
    return [replace(row, notes=(*row.notes, *left)) for row in _told_apart(found)]


def _large_files(brought: Brought, home: str) -> dict[str, _LargeFile]:
    """What ``large_files.yml``, of which MONAI's releases are made, says of files that do not lie in its repository."""
    name = f"{home}/large_files.yml".lstrip("/")
    if name not in brought.sizes:
        return {}
    rows: dict[str, _LargeFile] = {}
    for entry in re.split(r"^[ \t]*-[ \t]", brought.text(name), flags=re.MULTILINE)[1:]:
        said = {key: value.strip().strip("\"'") for key, value in _ENTRY.findall(entry)}
        url = said.get("url", "") if _URL.fullmatch(said.get("url", "")) else ""
        rows[f"{home}/{said.get('path', '')}".lstrip("/")] = _LargeFile(url, said.get("hash_val", "").lower(), said.get("hash_type", "").lower())
    return rows


def _hash_note(path: Path, name: str, large: _LargeFile | None) -> tuple[str, ...]:
    """A sentence where a file is another one than its makers published."""
    if large is None or not large.hash or large.hash_type not in _HASHES:
        return ()
    with path.open("rb") as file:
        is_theirs = hashlib.file_digest(file, large.hash_type).hexdigest() == large.hash
    return () if is_theirs else (f"{name} is not the file that its makers published: its {large.hash_type.upper()} differs from that in large_files.yml.",)


def _switches(root: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ways to set the one true-or-false switch that chooses between weights; the bundle's own way first."""
    chosen = str(root.get("modelname", ""))
    if found := re.search(r" if @([\w#]+) else ", chosen):
        try:
            first = Config(root, {}).get(found[1])
        except NoLiteral:
            first = None
        if isinstance(first, bool):
            return [{found[1]: first}, {found[1]: not first}]
    return [{}]


def _told_apart(found: list[Found]) -> list[Found]:
    """Where there is more than one, each is called by its spacing, or by a number."""
    if len(found) == 1:
        return found
    spacings = [row.input["spacing_mm"] for row in found]
    ends = [f"{spacing[0]:g} mm" for spacing in spacings if spacing]
    if len(set(ends)) < len(found):
        ends = [str(number + 1) for number in range(len(found))]
    return [replace(row, name=f"{row.name} {end}") for row, end in zip(found, ends, strict=True)]


def _weights(config: Config) -> str:
    for path in ("checkpointloader#load_path", "ckpt_path", "load_path"):
        try:
            value = config.get(path)
        except NoLiteral:
            continue
        if isinstance(value, str) and value:
            return value.replace("\\", "/")
    return "models/model.pt"


def _model(brought: Brought, config: Config, metadata: Mapping[str, Any], weights: str) -> Found:
    name, arguments = _network(config)
    plan = _Plan()
    transforms = _needed_raw(config, "preprocessing#transforms", [])
    if not isinstance(transforms, list):
        raise RefusedPack("The bundle's preprocessing is no list of transforms.")
    for row in transforms:
        plan.add(row, config)
    data = metadata.get("network_data_format", {})
    channels, modality = _channels(data, whole(arguments.get("in_channels", 1), 1, 64, "number of inputs"))
    outputs = whole(arguments.get("out_channels", 2), 1, 4096, "number of outputs")
    post = _needed_raw(config, "postprocessing#transforms", [])
    activation, threshold = _activation(config, post)
    labels, channel_labels, order = _labels(data, outputs, activation, post)
    inferer = _needed_raw(config, "inferer", {})
    patch = _literal(config, inferer, "roi_size") or _shape(data)
    notes = _left_out(post)
    if plan.orientation is None:
        notes.append("The bundle does not turn images; axial slices as DICOM stores them are assumed.")
    spacing = plan.spacing
    if spacing is None and (stated := _SPACING.search(str(metadata.get("image_classes", "")))):
        spacing = [float(v) for v in stated.groups()]
        notes.append(f"The voxel size is the one in the bundle's description: {stated[0]}.")
    if "data_license.txt" in str(brought.find("data_license.txt")):
        notes.append("The data it was trained on have terms of their own, in the pack's data_license.txt.")
    return Found(
        format="MONAI bundle",
        name=_words(metadata.get("name")) or brought.name,
        version=_words(metadata.get("version")) or "1",
        modality=modality,
        intended_use=_sentence(metadata.get("description")) or f"{modality} segmentation.",
        limits=_sentence(metadata.get("intended_use"), "Its makers say: ") + "Not evaluated at this site.",
        licence=_sentence(metadata.get("license")),
        labels=labels,
        network={
            "library": "monai", "name": name, "outputs": outputs, "activation": activation, "threshold": threshold,
            "channel_labels": channel_labels, "paint_order": order, "arguments": arguments,
        },
        input={
            "channels": channels, "spacing_mm": spacing, "orientation": plan.orientation or "LPS",
            "patch": sizes(patch, "roi_size"),
            "overlap": min(max(numbers(_literal(config, inferer, "overlap") or _DEFAULT_OVERLAP, 1, "overlap")[0], 0.0), 0.9),
            "padding": _PADDINGS.get(str(_literal(config, inferer, "padding_mode") or "constant"), "zero"),
            "foreground": plan.foreground, "steps_first": plan.steps_first, "steps": plan.steps,
        },
        tensors=tensors_in(brought.path(weights)),
        scores=_scores(metadata.get("eval_metrics")),
        notes=tuple(notes),
    )  # fmt: skip


def _network(config: Config) -> tuple[str, dict[str, Any]]:
    """Class and arguments."""
    value = next((v for key in ("network_def", "net", "network", "model") if isinstance(v := _needed_raw(config, key, None), Mapping)), None)
    if value is None:
        raise RefusedPack("The bundle does not say which network it is for as a table of literals (network_def).")
    target = str(value.get("_target_", ""))
    name = target.rsplit(".", 1)[-1]
    if not any(target == prefix + name for prefix in _NETS) and not re.fullmatch(rf"monai\.networks\.nets\.\w+\.{re.escape(name)}", target):
        raise RefusedPack(f"The bundle's network is {target[:80] or 'nameless'}, which is none of MONAI's.")
    try:
        arguments = config.literal({key: inner for key, inner in value.items() if not key.startswith("_")})
    except NoLiteral as error:
        raise RefusedPack(f"An argument of the bundle's network {error}; expressions are never evaluated.") from error
    return name, without_nothing(arguments)


@dataclass
class _Plan:
    """What the transforms add up to."""

    orientation: str | None = None
    spacing: list[float] | None = None
    foreground: bool = False
    steps_first: bool = False
    steps: list[dict[str, Any]] = field(default_factory=list)

    def add(self, row: object, config: Config) -> None:
        """One transform.

        Raises
        ------
        RefusedPack when it is none that is known: leaving it out would give the network something else than it learnt.
        """
        if not isinstance(row, Mapping) or not isinstance(row.get("_target_"), str):
            raise RefusedPack("The bundle's preprocessing holds something that is no transform.")
        name = row["_target_"].rsplit(".", 1)[-1].removesuffix("d").removesuffix("Dict")
        if name in _NOTHING_TO_DO or row.get("_disabled_") is True:
            return
        if name not in _KNOWN:
            raise RefusedPack(f"The bundle prepares images by {name[:60]}, which is not on the list of transforms that are known.")
        row = {key: _literal(config, row, key) for key in row if not key.startswith("_")}
        match name:
            case "Orientation":
                self.orientation = str(row.get("axcodes", "RAS"))
            case "Spacing":
                self.spacing = numbers(row.get("pixdim"), 3, "pixdim")
                self.steps_first = bool(self.steps)
            case "CropForeground":
                self.foreground = True
            case _:
                self.steps += _intensity(name, row)


def _intensity(name: str, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    match name:
        case "ScaleIntensityRange":
            from_low, from_high = numbers([row.get("a_min"), row.get("a_max")], 2, "a_min and a_max")
            to_low, to_high = numbers([row.get("b_min", 0), row.get("b_max", 1)], 2, "b_min and b_max")
            scaled = step("scale", from_low=from_low, from_high=from_high, to_low=to_low, to_high=to_high)
            return [scaled, step("clip", low=to_low, high=to_high)] if row.get("clip") else [scaled]
        case "ScaleIntensity" if row.get("factor") is None:
            low, high = numbers([row.get("minv", 0), row.get("maxv", 1)], 2, "minv and maxv")
            return [step("range", to_low=low, to_high=high)]
        case "ScaleIntensityRangePercentiles" if row.get("clip") and not row.get("relative"):
            low, high, to_low, to_high = numbers([row.get(key) for key in ("lower", "upper", "b_min", "b_max")], 4, "percentiles")
            return [step("percentiles", low=low, high=high, to_low=to_low, to_high=to_high)]
        case "NormalizeIntensity":
            if row.get("subtrahend") is None and row.get("divisor") is None:
                return [step("zscore", over="nonzero" if row.get("nonzero") else "all")]
            mean, sd = numbers([row.get("subtrahend", 0), row.get("divisor", 1)], 2, "subtrahend and divisor")
            return [step("standardise", mean=mean, sd=sd)]
        case "ThresholdIntensity" if row.get("threshold") is not None and row.get("cval") == row.get("threshold"):
            (edge,) = numbers([row["threshold"]], 1, "threshold")
            return [step("clip", low=edge, high=1e9) if row.get("above", True) else step("clip", low=-1e9, high=edge)]
    raise RefusedPack(f"The bundle prepares images by {name} in a way that is not known.")


def _activation(config: Config, post: object) -> tuple[str, float]:
    rows = [row for row in post if isinstance(row, Mapping)] if isinstance(post, list) else []
    sigmoid, threshold = False, 0.5
    for row in rows:
        name = str(row.get("_target_", "")).rsplit(".", 1)[-1]
        if name.startswith("Activations"):
            sigmoid = row.get("sigmoid") is True
        elif name.startswith("AsDiscrete") and isinstance(row.get("threshold"), float | int):
            threshold = float(row["threshold"])
    return ("sigmoid", threshold) if sigmoid else ("softmax", 0.5)


def _left_out(post: object) -> list[str]:
    """What the bundle does to its outlines afterwards and is not done here, as sentences."""
    rows = [str(row.get("_target_", "")) for row in post if isinstance(row, Mapping)] if isinstance(post, list) else []
    names = [name.rsplit(".", 1)[-1].removesuffix("d") for name in rows]
    known = _AFTERWARDS | ({"Lambda"} if _PAINTED.search(str(post)) else set())
    words = [_IN_WORDS.get(name, f"does {name[:40]} to its outlines") for name in names if name not in known]
    return [f"The bundle {text} afterwards; that is not done here." for text in words[:4]]


def _labels(data: Mapping[str, Any], outputs: int, activation: str, post: object) -> tuple[tuple[Label, ...], list[int], list[int] | None]:
    """Labels, the label of each output, and the order in which overlapping ones are painted."""
    foreground = outputs if activation == "sigmoid" else outputs - 1
    if foreground > 255:
        raise RefusedPack(f"The bundle has {foreground:,} labels; at most 255 fit a label map.")
    table = _part(data, "outputs", "pred", "channel_def")
    names = {int(key): str(value) for key, value in table.items() if str(key).isdecimal() and len(str(key)) < 7}
    painted = _PAINTED.findall(str(post)) if activation == "sigmoid" else []
    if painted and sorted(int(channel) for channel, _ in painted) == list(range(outputs)):
        order = [int(channel) for channel, _ in reversed(painted)]  # the last in the list is the first that is painted
        numbers_of = {int(channel): int(number) for channel, number in painted}
        if all(1 <= number <= 255 for number in numbers_of.values()) and len(set(numbers_of.values())) == outputs:
            plain = labels_of((numbers_of[channel], names.get(channel, f"structure {channel + 1}")) for channel in order)
            inner = [numbers_of[channel] for channel in order]
            nested = tuple(replace(label, includes=tuple(inner[i + 1 :])) for i, label in enumerate(plain))
            return nested, [numbers_of[channel] for channel in range(outputs)], order
    first = 0 if activation == "sigmoid" else 1
    labels = labels_of((n + 1 - first, names.get(n, f"structure {n + 1 - first}")) for n in range(first, outputs))
    return labels, list(range(1, outputs + 1)) if activation == "sigmoid" else list(range(outputs)), None


def _channels(data: Mapping[str, Any], inputs: int) -> tuple[list[str], str]:
    image = _part(data, "inputs", "image")
    modality = _MODALITIES.get(str(image.get("modality", "")).upper(), "any")
    table = _part(image, "channel_def")
    names = [str(table.get(str(i), "image")) for i in range(inputs)]
    return [modality if name == "image" else name for name in names], modality


def _part(table: object, *keys: str) -> Mapping[str, Any]:
    for key in keys:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table if isinstance(table, Mapping) else {}


def _shape(data: Mapping[str, Any]) -> object:
    shape = _part(data, "inputs", "image").get("spatial_shape")
    if not isinstance(shape, Sequence) or not all(isinstance(size, int) for size in shape):
        raise RefusedPack("The bundle does not say the size of the patches that its network sees (roi_size).")
    return shape


def _needed_raw(config: Config, path: str, default: Any) -> Any:
    try:
        return config.raw(path, default)
    except NoLiteral:
        return default


def _literal(config: Config, table: object, key: str) -> Any:
    if not isinstance(table, Mapping) or key not in table:
        return None
    try:
        return config.literal(table[key])
    except NoLiteral as error:
        raise RefusedPack(f"The bundle's {key} {error}; expressions are never evaluated.") from error


def _scores(metrics: object) -> tuple[str, ...]:
    if not isinstance(metrics, Mapping):
        return ()
    rows = [f"{str(key).replace('_', ' ')} {value:g}" for key, value in metrics.items() if isinstance(value, int | float)][:12]
    return (f"As its makers state: {', '.join(rows)}.",) if rows else ()


def _words(value: object) -> str:
    """A text or a number as text; anything else says nothing."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _sentence(value: object, before: str = "") -> str:
    text = " ".join(str(value or "").split())[:600].rstrip(".")
    return f"{before}{text}. " if text else ""
