"""One run of a segmenter for its label map alone, as measurements of models need it. In the ML process, like any run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from inference.cards import ModelCard
from inference.client import Engine
from inference.engine import Task
from inference.segmentation.inputs import request_for
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.source import new_id
from viewer.case.volume import Mask, Volume

PROMPTED = "inference.segmentation.promptable:run"
Segmenter = Callable[[Volume, Tick], Mask]
"""A volume -> its label map with the card's numbers, on its grid."""


def refuse_unless_measurable(card: ModelCard) -> None:
    """KnownError for a model that draws no label map by itself."""
    if card.task != "segmentation" or card.runner == PROMPTED:
        why = "it draws where a reader points" if card.runner == PROMPTED else f"its task is {card.task}"
        raise KnownError(f"{card.name} cannot be measured against label maps: {why}.")


def segmenter(card: ModelCard, folder: Path, engine: Engine, scratch: Path) -> Segmenter:
    """The model of `card` as a function; its files come and go in `scratch`, which exists."""
    modality = card.modality if card.modality != "any" else "CT"

    def run(volume: Volume, tick: Tick) -> Mask:
        out = scratch / f"{new_id()}.npy"
        try:
            engine.run(Task(new_id(), card.runner, folder, volume.path, out, request_for(volume, modality)), tick)
            mask: Mask = np.load(out, allow_pickle=False)
        finally:
            out.unlink(missing_ok=True)
        return mask

    return run


def saved(volume: Volume, path: Path) -> Volume:
    """The same volume with its voxels in a file of their own, for the ML process to map."""
    np.save(path, np.ascontiguousarray(volume.voxels))
    return Volume(volume.series_uid, volume.geometry, np.load(path, mmap_mode="r"), path, volume.unit, padding=volume.padding)
