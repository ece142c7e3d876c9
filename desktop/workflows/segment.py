"""Run a segmentation model on a volume: a label map with names and statistics, as an edit."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np

from desktop.workflows.model_result import ModelResult, run_row
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from inference.measure.statistics import label_statistics
from inference.segmentation.inputs import request_for
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Problem, Series
from viewer.case.volume import Volume


def segment(
    volume: Volume, series: Series, card: ModelCard, card_folder: Path, masks_folder: Path, engine: Engine, tick: Tick
) -> ModelResult:
    """Segment `volume` with the model of `card`.

    Raises
    ------
    KnownError when the model is not a segmenter, does not apply to this series, or its files have changed;
    CancelledError when it was stopped.
    """
    if card.task != "segmentation":
        raise KnownError(f"{card.name} is not a segmentation model.")
    check_weights(card, card_folder)
    started = time.monotonic()
    source = Source(card.author, now(), run_id=new_id(), weights_sha256=card.weights_sha256)
    id = new_id()
    masks_folder.mkdir(parents=True, exist_ok=True)
    mask_path = masks_folder / f"{id}.part.npy"
    task = Task(source.run_id, card.runner, card_folder, volume.path, mask_path, request_for(volume, series.modality))
    done = engine.run(task, part_of(tick, 0.0, 0.85))
    answer = json.loads(done.answer)
    mask = np.load(mask_path, mmap_mode="r")
    statistics = label_statistics(volume, mask, card.labels, part_of(tick, 0.85, 1.0))
    found = {row.number for row in statistics}
    segmentation = Segmentation(
        id=id,
        series_uid=volume.series_uid,
        name=card.name,
        geometry=volume.geometry,
        labels=tuple(label for label in card.labels if label.number in found),
        statistics=statistics,
        mask_file=f"{id}.npy",
        source=source,
    )
    run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, {})
    problems = tuple(Problem("note", text, series.uid) for text in answer.get("problems", ()))
    return ModelResult(Edit(f"Segment: {card.name}", card.author, (Swap(None, segmentation),)), run, segmentation, mask_path, problems)
