"""An uncertainty layer for a result that is there: the model runs again on slightly changed pictures."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from desktop.workflows.model_result import ModelResult
from inference.cards import ModelCard
from inference.client import Engine
from inference.gate.run import segmenter
from inference.gate.uncertainty import RUNS, mean_by_label, uncertainty_of
from viewer.case.edits import Edit, Swap
from viewer.case.progress import Tick
from viewer.case.volume import Volume


def with_doubt(result: ModelResult, volume: Volume, card: ModelCard, card_folder: Path, engine: Engine, tick: Tick) -> ModelResult:
    """`result`, which is not in the case yet, with an uncertainty layer and its mean under each label.

    Raises
    ------
    KnownError when the model cannot run again; CancelledError. The mask of `result` is left behind then.
    """
    segmentation, mask_path = result.segmentation, result.mask
    if segmentation is None or mask_path is None:
        return result
    started = time.monotonic()
    mask = np.load(mask_path, mmap_mode="r")
    with tempfile.TemporaryDirectory(prefix="lightbox-", dir=mask_path.parent) as scratch:
        layer = uncertainty_of(mask, volume, segmenter(card, card_folder, engine, Path(scratch)), Path(scratch), tick)
    path = mask_path.with_name(f"{segmentation.id}.uncertainty.part.npy")
    np.save(path, layer)
    means = mean_by_label(layer, mask, segmentation.labels)
    unsure = replace(
        segmentation,
        statistics=tuple(replace(row, uncertainty=round(means.get(row.number, 0.0), 4)) for row in segmentation.statistics),
        uncertainty_file=f"{segmentation.id}.uncertainty.npy",
    )
    changes = tuple(Swap(None, unsure) if isinstance(one, Swap) and one.after == segmentation else one for one in result.edit.changes)
    options = json.loads(result.run.options) | {"uncertainty_runs": RUNS}
    run = replace(result.run, options=json.dumps(options), seconds=result.run.seconds + time.monotonic() - started)
    return replace(result, edit=Edit(result.edit.label, result.edit.author, changes), run=run, segmentation=unsure, uncertainty=path)
