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
from inference.gate.applies import Judgement, judge_pictures, judge_result, touching
from inference.gate.seen import Seen, look_at
from inference.measure.statistics import label_statistics
from inference.segmentation.grid import Upright
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
    seen = look_at(volume, series.modality, part_of(tick, 0.0, 0.05))
    before = judged(card, seen, series)
    source = Source(card.author, now(), run_id=new_id(), weights_sha256=card.weights_sha256)
    id = new_id()
    masks_folder.mkdir(parents=True, exist_ok=True)
    mask_path = masks_folder / f"{id}.part.npy"
    task = Task(source.run_id, card.runner, card_folder, volume.path, mask_path, request_for(volume, series.modality))
    done = engine.run(task, part_of(tick, 0.05, 0.85))
    answer = json.loads(done.answer)
    mask = np.load(mask_path, mmap_mode="r")
    statistics = label_statistics(volume, mask, card.labels, part_of(tick, 0.85, 1.0))
    found = {row.number for row in statistics}
    after = judge_result(card, seen, series, statistics, touching(mask, Upright.of(volume.geometry).axes[0], card.labels))
    said = tuple(Problem("note", text, series.uid) for text in answer.get("problems", ()))
    problems = (*before.problems, *said, *after.problems)
    segmentation = Segmentation(
        id=id,
        series_uid=volume.series_uid,
        name=card.name,
        geometry=volume.geometry,
        labels=tuple(label for label in card.labels if label.number in found),
        statistics=statistics,
        mask_file=f"{id}.npy",
        source=source,
        notes=tuple(problem.text for problem in problems),
    )
    run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, numbers_of(before, after))
    return ModelResult(Edit(f"Segment: {card.name}", card.author, (Swap(None, segmentation),)), run, segmentation, mask_path, problems)


def judged(card: ModelCard, seen: Seen, series: Series) -> Judgement:
    """What speaks against the model on these pictures.

    Raises
    ------
    KnownError where it cannot be used on them.
    """
    judgement = judge_pictures(card, seen, series)
    if judgement.refusals:
        raise KnownError(" ".join(problem.text for problem in judgement.refusals), "Choose another series, or another model.")
    return judgement


def numbers_of(before: Judgement, after: Judgement | None = None) -> dict[str, object]:
    """What is kept of the judgements in the run's row: how far out of its range the model worked, and what was measured."""
    options: dict[str, object] = {"out_of_range": before.score, "pictures": dict(before.numbers)}
    return options if after is None else options | {"result": {"score": after.score, **after.numbers}}
