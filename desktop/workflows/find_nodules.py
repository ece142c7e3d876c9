"""Look for lung nodules: candidates as a label map, each one measured and proposed as a finding with its evidence."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np

from desktop.workflows.model_result import ModelResult, run_row
from desktop.workflows.segment import judged, numbers_of
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from inference.gate.seen import look_at
from inference.measure.lesions import LesionMeasurement, measure_lesion
from inference.measure.place import side_and_zone
from inference.measure.statistics import label_statistics
from inference.segmentation.inputs import request_for
from viewer.case.edits import Edit, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Problem, Series
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
    done = engine.run(Task(source.run_id, card.runner, card_folder, volume.path, mask_path, request), part_of(tick, 0.05, 0.8))
    candidates = json.loads(done.answer)["candidates"]
    run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, {"lungs": lungs.id} | numbers_of(before))
    if not candidates:
        mask_path.unlink(missing_ok=True)
        said = Problem("warning", f"Nothing was found by {card.name}. That does not mean that nothing is there.", series.uid)
        return ModelResult(Edit(f"{card.name}: not found by this model", card.author, ()), run, None, None, (*before.problems, said))

    mask = np.load(mask_path, mmap_mode="r")
    lung_voxels = np.load(lungs_mask, mmap_mode="r")
    labels: list[Label] = []
    records: list[Record] = []
    for count, candidate in enumerate(candidates):
        tick(0.8 + 0.1 * count / len(candidates), "Measuring candidates")
        measured = measure_lesion(volume, mask, int(candidate["number"]))
        side, zone = side_and_zone(measured.centre_lps, volume, lung_voxels, lungs.labels)
        evidence = evidence_of(measured, volume, id, source)
        labels.append(Label(measured.number, f"nodule candidate {measured.number}", NODULE, side))
        finding = Finding(
            id=new_id(), what=NODULE, where=SITES.get(side, LUNG), side=side, zone=zone, present=True,
            certainty="definite", status="proposed", evidence_ids=tuple(row.id for row in evidence), source=source,
        )  # fmt: skip
        records += [*evidence, finding]
    segmentation = Segmentation(
        id=id, series_uid=volume.series_uid, name=card.name, geometry=volume.geometry, labels=tuple(labels),
        statistics=label_statistics(volume, mask, labels, part_of(tick, 0.9, 1.0)), mask_file=f"{id}.npy", source=source,
        notes=tuple(problem.text for problem in before.problems),
    )  # fmt: skip
    changes = (Swap(None, segmentation), *(Swap(None, record) for record in records))
    return ModelResult(Edit(f"{card.name}: {len(candidates)} found", card.author, changes), run, segmentation, mask_path, before.problems)


def evidence_of(measured: LesionMeasurement, volume: Volume, segmentation_id: str, source: Source) -> tuple[Evidence, ...]:
    """One evidence per number, all at the lesion's place."""
    quantities = (
        Quantity("long_axis", measured.long_axis_mm, "mm"),
        Quantity("short_axis", measured.short_axis_mm, "mm"),
        Quantity("volume", measured.volume_ml, "ml"),
        Quantity("mean", measured.mean_hu, "HU"),
    )
    return tuple(
        Evidence(
            id=new_id(), series_uid=volume.series_uid, frame_uid=volume.geometry.frame_uid, box_lps=measured.box_lps,
            quantity=quantity, source=source, segmentation_id=segmentation_id, label=measured.number,
        )
        for quantity in quantities
    )  # fmt: skip
