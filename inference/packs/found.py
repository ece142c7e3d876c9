"""What a loader makes out of a pack before it is written in the normal form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.case.segmentation import Label

if TYPE_CHECKING:
    import torch

NETWORK_RUNNER = "inference.segmentation.network:run"
PROMPT_RUNNER = "inference.segmentation.promptable:run"
CLASSIFIER_RUNNER = "inference.classification:run"
LANGUAGE_RUNNER = "inference.llm.llama:run"


@dataclass(frozen=True, slots=True)
class Found:
    """One model in a pack.

    Attributes
    ----------
    format : of the pack, as a person calls it ("MONAI bundle").
    licence : the name or text that the model itself states, empty where it states none; licence files count beside it.
    tensors : weights as data, or
    file : a file that is the weights as a whole (ONNX, GGUF, a trusted program), which `weights` names on the card.
    projector : of a language model that reads pictures, the file that does.
    applies : the card's own table of what pictures it is meant for, where the pack has one.
    notes : what was assumed or left out, a sentence each; they stand on the card and are shown at installation.
    """

    format: str
    name: str
    version: str
    modality: str
    intended_use: str
    limits: str
    labels: tuple[Label, ...]
    network: Mapping[str, Any]
    input: Mapping[str, Any]
    licence: str = ""
    tensors: Mapping[str, torch.Tensor] | None = None
    file: Path | None = None
    weights: str = "weights.safetensors"
    projector: Path | None = None
    task: str = "segmentation"
    runner: str = NETWORK_RUNNER
    scores: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    identifier: str = ""
    applies: Mapping[str, Any] = field(default_factory=dict)
    self_test: Mapping[str, Any] = field(default_factory=dict)
