"""Chest radiograph classifiers of torchxrayvision: the weights of its DenseNet-121.

MONAI's DenseNet121 is the same network with other names, so there is no second one here. torchxrayvision's own files are
whole Python objects and are not read; the sentence of the refusal says how to save the weights alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import torch

from inference.packs.found import CLASSIFIER_RUNNER, Found
from inference.packs.recipe_writing import step
from inference.packs.source import Brought
from inference.packs.structures import OWN_SCHEME
from viewer.case.segmentation import Label
from viewer.case.terms import Code

PATHOLOGIES = (
    ("atelectasis", "46621007"), ("consolidation", "95436008"), ("infiltration", ""), ("pneumothorax", "36118008"),
    ("pulmonary oedema", "19242006"), ("emphysema", "87433001"), ("fibrosis", "51615001"), ("pleural effusion", "60046008"),
    ("pneumonia", "233604007"), ("pleural thickening", ""), ("cardiomegaly", "8186001"), ("nodule", "27925004"),
    ("mass", "4147007"), ("hernia", ""), ("lung lesion", "52988006"), ("fracture", "125605004"), ("lung opacity", ""),
    ("enlarged cardiomediastinum", ""),
)  # fmt: skip
"""Outputs in the order of the package, with the codes of SNOMED CT, where one is certain."""
_SIZE = 224
_CONV = re.compile(r"(denselayer\d+)\.(norm|conv)")


def is_one(tensors: Mapping[str, torch.Tensor]) -> bool:
    """Whether these weights are its DenseNet's."""
    return "features.conv0.weight" in tensors and "classifier.weight" in tensors and tensors["features.conv0.weight"].shape[1:2] == (1,)


def read(brought: Brought, tensors: Mapping[str, torch.Tensor]) -> Found:
    """The classifier with these weights. Outputs without an operating point were not trained and are left out."""
    thresholds = tensors.get("op_threshs")
    outputs = int(tensors["classifier.weight"].shape[0])
    points = [float(v) for v in thresholds.float().tolist()] if thresholds is not None and thresholds.numel() == outputs else []
    trained = [i for i in range(outputs) if not points or 0 < points[i] < 1]
    named = PATHOLOGIES if outputs == len(PATHOLOGIES) else tuple((f"finding {i + 1}", "") for i in range(outputs))
    labels = tuple(
        Label(i + 1, named[i][0], Code("SCT", named[i][1], named[i][0].capitalize()) if named[i][1] else Code(OWN_SCHEME, named[i][0].replace(" ", "-")[:16], named[i][0]))
        for i in trained
    )
    notes = [] if points else ["The pack has no operating points; its scores are not calibrated and only rank findings."]
    return Found(
        format="torchxrayvision DenseNet-121",
        name=f"Chest radiograph: {brought.name}",
        version="1",
        modality="CR",
        task="classification",
        runner=CLASSIFIER_RUNNER,
        intended_use="Frontal chest radiographs: a score for each finding, as an aid to look again.",
        limits="Scores are not probabilities of disease. Adults, frontal view. Not evaluated at this site.",
        labels=labels,
        network={
            "library": "monai", "name": "DenseNet121", "outputs": outputs, "activation": "sigmoid",
            "channel_labels": [i + 1 if i in trained else 0 for i in range(outputs)],
            "arguments": {"spatial_dims": 2, "in_channels": 1, "out_channels": outputs},
            "operating_points": [points[i] if i in trained else 0.5 for i in range(outputs)] if points else None,
        },
        input={
            "channels": ["radiograph"], "orientation": "LPS", "patch": [1, _SIZE, _SIZE], "foreground": False, "padding": "zero",
            "steps": [step("scale", from_low=0, from_high=255, to_low=-1024, to_high=1024)],  # of shades, not stored values
        },
        tensors={_our_name(name): tensor for name, tensor in tensors.items() if name != "op_threshs"},
        notes=tuple(notes),
    )  # fmt: skip


def _our_name(name: str) -> str:
    return _CONV.sub(r"\1.layers.\2", name).replace("classifier.", "class_layers.out.")
