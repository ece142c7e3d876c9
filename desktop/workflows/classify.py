"""Run a classifier on a radiograph: a score for each finding, for a reader to look again. Nothing is kept of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.segmentation import Label
from viewer.case.source import new_id
from viewer.case.study import Series
from viewer.case.volume import Stack
from viewer.scene.acquired import stack_values
from viewer.scene.windows import presets, to_grey

RADIOGRAPHS = ("CR", "DX")


@dataclass(frozen=True, slots=True)
class Score:
    """How strongly a picture looks like a finding to a model: 0 to 1, which is no probability of disease.

    A `calibrated` one is 0.5 where the model's makers would call it.
    """

    finding: Label
    score: float
    calibrated: bool


def classify(stack: Stack, series: Series, card: ModelCard, folder: Path, engine: Engine, tick: Tick) -> tuple[tuple[Score, ...], tuple[str, ...]]:
    """Scores, highest first, and sentences for the reader; the first picture of `stack` is looked at.

    Raises
    ------
    KnownError for a series that is no radiograph, or a pack that has changed.
    """
    if series.modality not in RADIOGRAPHS or stack.is_colour:
        raise KnownError(f"{card.name} reads radiographs; this series is {series.modality}.", "Choose a series of CR or DX.")
    check_weights(card, folder)
    grey = to_grey(stack_values(stack, 0), presets(stack)["1"], inverted=stack.inverted, padding=stack.padding)
    with TemporaryDirectory(prefix="lightbox-") as scratch:
        path = Path(scratch) / "picture.npy"
        np.save(path, grey)
        done = engine.run(Task(new_id(), card.runner, folder, path, Path(scratch) / "none", "{}"), tick)
    answer = json.loads(done.answer)
    labels = {label.number: label for label in card.labels}
    scores = tuple(Score(labels[row["label"]], row["score"], row["calibrated"]) for row in answer["scores"])
    return tuple(sorted(scores, key=lambda row: -row.score)), tuple(answer["problems"])
