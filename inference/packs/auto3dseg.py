"""MONAI Auto3DSeg packs: one ``.pt`` with the configuration and the weights, often zipped with ``labels.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inference.packs.found import Found
from inference.packs.literals import Config, NoLiteral, refuse_programs
from inference.packs.recipe_writing import numbers, sizes, step, whole, without_nothing
from inference.packs.source import Brought, RefusedPack
from inference.packs.structures import is_known, labels_of
from inference.packs.weights import clean
from viewer.case.segmentation import Label
from viewer.case.terms import Code

MOST_LABELS = 255
_MODALITIES = {"ct": "CT", "mri": "MR", "mr": "MR", "pet": "PT", "pt": "PT"}
_OVERLAP = 0.25  # the pack does not say; its program's own 0.625 takes eight times as long
_NORMS = {"instance_nvfuser": "instance"}  # the same arithmetic on the graphics card
_MODES = {"ct": "range", "mri": "meanstd"}


def is_one(checkpoint: object) -> bool:
    """Whether these values, out of a ``.pt``, are such a pack."""
    return isinstance(checkpoint, Mapping) and isinstance(checkpoint.get("config"), Mapping) and "state_dict" in checkpoint


def read(brought: Brought, name: str, checkpoint: Mapping[str, Any]) -> Found:
    """The model in `checkpoint`, read from the file `name`.

    Raises
    ------
    RefusedPack for a configuration that names programs, an unknown normalisation, or labels without end.
    """
    root = dict(checkpoint["config"])
    refuse_programs(root)
    config = Config(root, {})
    try:
        network = config.literal(config.raw("network", {}))
        wanted = {key: config.get(key) for key in (
            "roi_size", "resample_resolution", "normalize_mode", "intensity_bounds", "orientation_ras",
            "crop_foreground", "sigmoid", "extra_modalities", "modality", "class_names", "resample",
        )}  # fmt: skip
    except NoLiteral as error:
        raise RefusedPack(f"The configuration in {name} {error}; expressions are never evaluated.") from error
    if not isinstance(network, dict) or not isinstance(network.get("_target_"), str):
        raise RefusedPack(f"The configuration in {name} does not say which network it is for.")
    target = network.pop("_target_").rsplit(".", 1)[-1]
    arguments = without_nothing(network)
    if isinstance(norm := arguments.get("norm"), str):
        arguments["norm"] = _NORMS.get(norm.lower(), norm)
    elif isinstance(norm, list) and norm:
        arguments["norm"] = [_NORMS.get(str(norm[0]).lower(), norm[0]), *norm[1:]]
    outputs = whole(arguments.get("out_channels", 2), 1, 4096, "number of outputs")
    sigmoid = bool(wanted["sigmoid"])
    labels, channel_labels, notes = _labels(brought, wanted["class_names"], outputs, sigmoid)
    modality, channels, steps = _intensities(wanted, whole(arguments.get("in_channels", 1), 1, 64, "number of inputs"))
    resolution = wanted["resample_resolution"] if wanted["resample"] is not False else None
    return Found(
        format="MONAI Auto3DSeg",
        name=brought.name.replace("_", " ").replace("-", " "),
        version="1",
        modality=modality,
        intended_use=f"{modality}: outlines {', '.join(label.name for label in labels[:12])}{' and more' if len(labels) > 12 else ''}, as its makers trained it.",
        limits="Not evaluated at this site.",
        labels=labels,
        network={
            "library": "monai", "name": target, "outputs": outputs, "activation": "sigmoid" if sigmoid else "softmax",
            "channel_labels": channel_labels, "arguments": arguments,
        },
        input={
            "channels": channels,
            "spacing_mm": None if resolution is None else numbers(resolution, 3, "resolution"),
            "orientation": "RAS" if wanted["orientation_ras"] else "LPS",
            "patch": sizes(wanted["roi_size"], "roi_size"), "overlap": _OVERLAP, "padding": "zero",
            "foreground": wanted["crop_foreground"] is not False, "steps_first": True, "steps": steps,
        },
        tensors=clean(checkpoint["state_dict"]) if isinstance(checkpoint["state_dict"], Mapping) else {},
        scores=_scores(checkpoint),
        notes=(*notes, *(() if wanted["orientation_ras"] else ("The pack does not say how the images lie; axial slices as DICOM stores them are assumed.",))),
    )  # fmt: skip


def _scores(checkpoint: Mapping[str, Any]) -> tuple[str, ...]:
    best = checkpoint.get("best_metric")
    try:
        dice = float(best)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ()
    return (f"Mean Dice {dice:.3f} in its makers' validation.",) if 0 < dice <= 1 else ()


def _intensities(wanted: Mapping[str, Any], inputs: int) -> tuple[str, list[str], list[dict[str, Any]]]:
    """Modality, channels, steps: the first mode is the main image's, the others those of further images by name."""
    extra = wanted["extra_modalities"] or {}
    if isinstance(extra, list) and all(isinstance(row, list | tuple) and len(row) == 2 and isinstance(row[0], str) for row in extra):
        extra = dict(extra)
    if not isinstance(extra, Mapping):
        raise RefusedPack("The pack's extra_modalities are no table.")
    main = str(wanted["normalize_mode"] or "none")
    modes = [main, *(str(mode) for mode in extra.values())]
    modality = _MODALITIES.get(str(wanted["modality"] or "").lower(), "CT" if main in ("range", "ct") else "MR")
    if len(modes) != inputs:
        if len(modes) > 1:
            raise RefusedPack(f"The pack's network has {inputs} inputs, but its configuration names {len(modes)}.")
        modes *= inputs  # several images of one kind, as in brain tumour packs
    channels = [modality, *map(str, extra)] if len(extra) + 1 == inputs else [f"{modality} {i + 1}" for i in range(inputs)]
    if len(set(modes)) == 1:
        return modality, channels, _mode(modes[0], wanted)
    return modality, channels, [row | {"channels": [i]} for i, mode in enumerate(modes) for row in _mode(mode, wanted)]


def _mode(mode: str, wanted: Mapping[str, Any]) -> list[dict[str, Any]]:
    match _MODES.get(mode, mode):
        case "none":
            return []
        case "range":
            low, high = numbers(wanted["intensity_bounds"], 2, "intensity_bounds")
            if low >= high:
                raise RefusedPack("The pack's intensity_bounds are no range.")
            return [step("scale", from_low=low, from_high=high, to_low=-1, to_high=1), step("sigmoid")]
        case "meanstd":
            return [step("zscore", over="nonzero")]
        case "meanstdtanh":
            return [step("zscore", over="nonzero"), step("tanh", scale=3)]
        case "pet":
            return [step("above_lowest"), step("sigmoid")]
    raise RefusedPack(f"The pack's intensities are to be prepared as {mode[:40]!r}, which is not known.")


def _labels(brought: Brought, class_names: object, outputs: int, sigmoid: bool) -> tuple[tuple[Label, ...], list[int], list[str]]:
    """Labels, the label of each channel, and what was assumed: out of ``labels.csv``, else the configuration."""
    foreground = outputs if sigmoid else outputs - 1
    if foreground > MOST_LABELS:
        raise RefusedPack(f"The pack has {foreground:,} labels; at most {MOST_LABELS} fit a label map.")
    channels = list(range(1, outputs + 1)) if sigmoid else list(range(outputs))
    files = brought.find("labels.csv", "label.csv", ".csv")
    if files:
        by_number = _table(brought.text(files[0]))
        known = tuple(by_number.get(n) or labels_of([(n, f"structure {n}")])[0] for n in range(1, foreground + 1))
        extra = [f"{files[0]} names labels that the network does not give."] if max(by_number, default=0) > foreground else []
        return _unlike(known), channels, extra
    names = [_class_name(row) for row in class_names] if isinstance(class_names, list) else []
    if names and names[0].lower() == "background":
        names = names[1:]
    if len(names) == foreground:
        return labels_of(enumerate(names, 1)), channels, []
    return labels_of((n, f"structure {n}") for n in range(1, foreground + 1)), channels, [
        "The pack does not name its structures; they are numbered."
    ]


def _class_name(row: object) -> str:
    return str(row.get("name", "")) if isinstance(row, Mapping) else str(row)


def _table(text: str) -> dict[int, Label]:
    """Labels by number out of a table as 3D Slicer writes it: LabelValue, Name and coded columns.

    Raises
    ------
    RefusedPack for more rows than a label map has values, or a table without numbers and names.
    """
    labels: dict[int, Label] = {}
    try:
        for count, row in enumerate(csv.DictReader(io.StringIO(text))):
            if count > MOST_LABELS:
                raise RefusedPack(f"The table of labels has more than {MOST_LABELS} rows; a label map has no more values.")
            number = int(str(row["LabelValue"]))
            if not 0 <= number <= MOST_LABELS:
                raise RefusedPack(f"The table of labels has the number {number}; labels are 1 to {MOST_LABELS}.")
            if number:
                labels[number] = _coded(labels_of([(number, str(row["Name"]))])[0], row)
    except (KeyError, ValueError, csv.Error) as error:
        raise RefusedPack("The table of labels has no LabelValue and Name in each row.") from error
    return labels


def _coded(label: Label, row: Mapping[str, Any]) -> Label:
    """The label with the code and side of the table, where it has them. Where our own table knows the name by another code, the name stays."""
    what, region = "SegmentedPropertyTypeCodeSequence", "AnatomicRegionSequence"
    scheme, value, meaning = (str(row.get(f"{what}.{part}") or "").strip() for part in ("CodingSchemeDesignator", "CodeValue", "CodeMeaning"))
    sides = [str(row.get(f"{base}.CodeMeaning") or "").lower() for base in ("SegmentedPropertyTypeModifierCodeSequence", "AnatomicRegionModifierSequence")]
    side = next((side for side in sides if side in ("left", "right")), label.side)
    where = str(row.get(f"{region}.CodeMeaning") or "").strip()
    if not (scheme and value and meaning and len(scheme) <= 16 and len(value) <= 16):
        return replace(label, side=side)
    if is_known(label) and label.code.value != value:
        return replace(label, code=Code(scheme, value, meaning[:64]), side=side)  # the name stays: `corrected` says what is wrong
    name = " ".join(part for part in (side if side != "none" else "", meaning, f"in {where}" if where else "") if part).lower()
    return replace(label, name=name[:64], code=Code(scheme, value, meaning[:64]), side=side)


def _unlike(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    seen: set[str] = set()
    rows = []
    for label in labels:
        rows.append(replace(label, name=f"{label.name} ({label.number})") if label.name in seen else label)
        seen.add(label.name)
    return tuple(rows)
