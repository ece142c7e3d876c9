"""Run a segmentation model on a volume: a label map with names and statistics, as an edit."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desktop.store.runs import Run
from desktop.workflows.model_result import ModelResult, run_row
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from inference.gate.applies import Judgement, judge_pictures, judge_result, touching
from inference.gate.seen import Seen, look_at
from inference.gate.sides import check_sides
from inference.gate.way_round import not_checked
from inference.measure.statistics import label_statistics
from inference.segmentation.grid import Upright
from inference.segmentation.inputs import request_for
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Problem, Series
from viewer.case.volume import Volume

SPEEDS_FILE = "speeds.json"
"""In the library's models: which runtime each network is fastest with on each machine."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A coarse label map on the volume's grid, drawn while the real one is made; its file goes when the run ends."""

    path: Path
    labels: tuple[Label, ...]


def segment(
    volume: Volume, series: Series, card: ModelCard, card_folder: Path, masks_folder: Path, engine: Engine, tick: Tick,
    *, models_folder: Path | None = None, channels: Mapping[str, Path] | None = None, preview: Callable[[Preview], None] | None = None,
    unfinished: Callable[[Run], None] | None = None,
) -> ModelResult:  # fmt: skip
    """Segment `volume` with the model of `card`.

    Parameters
    ----------
    models_folder : of the library; where what was found out about this machine's speed is kept.
    channels : for a network that reads several series, the voxels of each channel on the volume's grid.
    preview : called, in this thread, when a coarse result of a long run can be looked at.
    unfinished : called, in this thread, with the row of a run that was stopped or failed.

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
    preview_path = masks_folder / f"{id}.preview.npy"
    more: dict[str, object] = {"channels": {name: str(path) for name, path in (channels or {}).items()}}
    if models_folder is not None:
        more["speeds"] = str(models_folder / SPEEDS_FILE)
    if preview is not None:
        more["preview"] = str(preview_path)

    def show(text: str) -> None:
        numbers = json.loads(text).get("labels", ())
        if preview is not None and preview_path.exists():
            preview(Preview(preview_path, tuple(label for label in card.labels if label.number in numbers)))

    task = Task(source.run_id, card.runner, card_folder, volume.path, mask_path, request_for(volume, series.modality, **more))
    try:
        answer = json.loads(engine.run(task, part_of(tick, 0.05, 0.85), show).answer)
    except BaseException as error:
        mask_path.unlink(missing_ok=True)  # it may have been begun
        if unfinished is not None:
            stopped = isinstance(error, CancelledError)
            seconds, said = time.monotonic() - started, "" if stopped else str(error)
            unfinished(
                run_row(card, source, series.study_uid, series.uid, seconds, numbers_of(before), outcome="cancelled" if stopped else "failed", text=said)
            )
        raise
    finally:
        preview_path.unlink(missing_ok=True)
    mask = np.load(mask_path, mmap_mode="r")
    statistics = label_statistics(volume, mask, card.labels, part_of(tick, 0.85, 1.0))
    found = {row.number for row in statistics}
    after = judge_result(card, seen, series, statistics, touching(mask, Upright.of(volume.geometry).axes[0], card.labels))
    notes = tuple(Problem("note", text, series.uid) for text in answer.get("problems", ()))
    sides = check_sides(card, volume, statistics)
    wrong = tuple(Problem("warning", text, series.uid) for text in sides.wrong)
    unchecked = not_checked(seen, sides.told)
    problems = (*before.problems, *notes, *wrong, *after.problems, *([Problem("note", unchecked, series.uid)] if unchecked else []))
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
    options = numbers_of(before, after) | {"orientation": unchecked or "checked"} | answer.get("options", {})
    run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, options, answer.get("device", "cpu"))
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
