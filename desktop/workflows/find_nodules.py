"""Look for lung nodules: candidates as a label map, each one measured and proposed as a finding with its evidence."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from desktop.workflows.model_result import ModelResult, run_row
from desktop.workflows.proposals import Detected, Said, or_removed, propose
from desktop.workflows.segment import judged, numbers_of
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from inference.gate.seen import look_at
from inference.measure.lesions import LesionMeasurement
from inference.measure.place import side_and_zone
from inference.segmentation.inputs import request_for
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Series
from viewer.case.terms import LEFT_LUNG, LUNG, NODULE, RIGHT_LUNG
from viewer.case.volume import Volume

SITES = {"left": LEFT_LUNG, "right": RIGHT_LUNG}


def find_nodules(
    volume: Volume, series: Series, lungs: Segmentation, lungs_mask: Path, card: ModelCard, card_folder: Path,
    masks_folder: Path, engine: Engine, tick: Tick,
) -> ModelResult:  # fmt: skip
    """Propose nodules inside `lungs`, a segmentation of the same volume whose label map lies at `lungs_mask`.

    Every candidate becomes a proposed finding with long and short axis, volume and mean value as evidence.

    Raises
    ------
    KnownError when the model is no detector, does not apply, or the lungs are of another volume; CancelledError.
    """
    if card.task != "detection":
        raise KnownError(f"{card.name} does not look for lesions.")
    if lungs.geometry != volume.geometry:
        raise KnownError("The lungs were outlined on another series.", "Outline them on this one first.")
    check_weights(card, card_folder)
    started = time.monotonic()
    before = judged(card, look_at(volume, series.modality, part_of(tick, 0.0, 0.05)), series)
    source = Source(card.author, now(), run_id=new_id(), weights_sha256=card.weights_sha256)
    id = new_id()
    masks_folder.mkdir(parents=True, exist_ok=True)
    mask_path = masks_folder / f"{id}.part.npy"
    numbers = [number for label in lungs.labels if label.code in (LEFT_LUNG, RIGHT_LUNG, LUNG) for number in label.numbers]
    request = request_for(volume, series.modality, mask_path=str(lungs_mask), lungs=numbers)
    with or_removed(mask_path):
        done = engine.run(Task(source.run_id, card.runner, card_folder, volume.path, mask_path, request), part_of(tick, 0.05, 0.8))
        run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, {"lungs": lungs.id} | numbers_of(before))
        detected = Detected(id, mask_path, run, source, json.loads(done.answer)["candidates"])
        lung_voxels = np.load(lungs_mask, mmap_mode="r")

        def say(candidate: Mapping[str, Any], measured: LesionMeasurement) -> Said:
            side, zone = side_and_zone(measured.centre_lps, volume, lung_voxels, lungs.labels)
            return Said(Label(measured.number, f"nodule candidate {measured.number}", NODULE, side), SITES.get(side, LUNG), zone)

        return propose(card, volume, detected, say, before.problems, part_of(tick, 0.8, 1.0))
