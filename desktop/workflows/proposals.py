"""What a detector saw, as findings for a reader to accept or reject: each measured, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from desktop.store.runs import Run
from desktop.workflows.model_result import ModelResult
from inference.cards import ModelCard
from inference.measure.lesions import LesionMeasurement, measure_lesion
from inference.measure.statistics import label_statistics
from viewer.case.edits import Edit, Record, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id
from viewer.case.study import Problem
from viewer.case.terms import Code
from viewer.case.volume import Volume


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one candidate. `label` is its row in the segmentation; `label.code` what it may be."""

    label: Label
    where: Code
    zone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Detected:
    """What a detector wrote: its run, its label map `id`.part.npy at `mask_path`, and the candidates of its answer."""

    id: str
    mask_path: Path
    run: Run
    source: Source
    candidates: Sequence[Mapping[str, Any]]


@contextmanager
def or_removed(path: Path) -> Iterator[None]:
    """What a run that does not end well has written goes."""
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def propose(
    card: ModelCard, volume: Volume, detected: Detected, say: Callable[[Mapping[str, Any], LesionMeasurement], Said], problems: tuple[Problem, ...], tick: Tick,
) -> ModelResult:  # fmt: skip
    """Measure every candidate and make it a proposed finding. Where there is none, that is said; it does not mean absent."""
    if not detected.candidates:
        detected.mask_path.unlink(missing_ok=True)
        said = Problem("warning", f"Nothing was found by {card.name}. That does not mean that nothing is there.", volume.series_uid)
        return ModelResult(Edit(f"{card.name}: not found by this model", card.author, ()), detected.run, None, None, (*problems, said))
    mask = np.load(detected.mask_path, mmap_mode="r")
    labels: list[Label] = []
    records: list[Record] = []
    for count, candidate in enumerate(detected.candidates):
        tick(0.5 * count / len(detected.candidates), "Measuring candidates")
        measured = measure_lesion(volume, mask, int(candidate["number"]))
        found = say(candidate, measured)
        evidence = evidence_of(measured, volume, detected.id, detected.source)
        labels.append(found.label)
        finding = Finding(
            id=new_id(), what=found.label.code, where=found.where, side=found.label.side, zone=found.zone, present=True, certainty="definite",
            status="proposed", evidence_ids=tuple(row.id for row in evidence), source=detected.source, note=found.note,
        )  # fmt: skip
        records += [*evidence, finding]
    segmentation = Segmentation(
        id=detected.id, series_uid=volume.series_uid, name=card.name, geometry=volume.geometry, labels=tuple(labels),
        statistics=label_statistics(volume, mask, labels, part_of(tick, 0.5, 1.0)), mask_file=f"{detected.id}.npy", source=detected.source,
        notes=tuple(problem.text for problem in problems),
    )  # fmt: skip
    changes = (Swap(None, segmentation), *(Swap(None, record) for record in records))
    edit = Edit(f"{card.name}: {len(detected.candidates)} found", card.author, changes)
    return ModelResult(edit, detected.run, segmentation, detected.mask_path, problems)


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
