"""Look for focal lesions inside the organs that are outlined: candidates as a label map, each measured and proposed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
from inference.measure.outlines import Outline, cut
from inference.measure.place import height_range_mm
from inference.packs.structures import label_of
from inference.segmentation.inputs import request_for
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Problem, Series
from viewer.case.terms import KIDNEY, LESION, LIVER, UNSPECIFIED_SITE, Code
from viewer.case.volume import Volume

RUNNER = "inference.segmentation.focal_lesions:run"
SPLEEN = Code("SCT", "78961009", "Spleen")
ORGANS = {LIVER.value: "liver", SPLEEN.value: "spleen", KIDNEY.value: "kidney"}
"""Where focal lesions are looked for: code of the outline, and what the detector calls it. Not bones: see the model's card."""

NO_ORGAN = "Focal lesions are looked for inside liver, spleen and kidneys, and none of them is outlined in this series."
OUTLINE_FIRST = "Outline one by hand or with a model, or import a segmentation."

_ZONES = ("upper", "middle", "lower")


@dataclass(frozen=True, slots=True)
class Organ:
    """One outline of an organ on a series, and where its label map lies."""

    segmentation: Segmentation
    mask_path: Path
    label: Label

    @property
    def name(self) -> str:
        return ORGANS[self.label.code.value]

    @property
    def words(self) -> str:
        return f"{self.label.side} {self.name}" if self.label.side in ("left", "right") else self.name


def organs_of(segmentations: Sequence[Segmentation], volume: Volume, mask_path: Callable[[Segmentation], Path]) -> tuple[Organ, ...]:
    """The newest outline of each organ (and side) on the volume's own grid, whoever made it."""
    found: dict[tuple[str, str], Organ] = {}
    for segmentation in reversed(segmentations):
        if segmentation.geometry == volume.geometry:
            for label in map(_known, segmentation.labels):
                if label.code.scheme == "SCT" and label.code.value in ORGANS:
                    found.setdefault((label.code.value, label.side), Organ(segmentation, mask_path(segmentation), label))
    return tuple(sorted(found.values(), key=lambda organ: (list(ORGANS.values()).index(organ.name), organ.label.side)))


def _known(label: Label) -> Label:
    """A label with the code and side of its name, where it has no code of a structure: drawn by hand, or from another program."""
    if label.code.scheme == "SCT" and label.code != UNSPECIFIED_SITE:
        return label
    named = label_of(label.number, label.name)
    return replace(label, code=named.code, side=named.side if label.side == "none" else label.side)


def find_lesions(
    volume: Volume, series: Series, organs: Sequence[Organ], card: ModelCard, card_folder: Path, masks_folder: Path, engine: Engine, tick: Tick
) -> ModelResult:
    """Propose what is darker or brighter than the organ around it. In what was not outlined nothing is looked for, and that is said.

    Raises
    ------
    KnownError when the model is no such detector, does not apply, or no organ is outlined; CancelledError.
    """
    if card.runner != RUNNER:
        raise KnownError(f"{card.name} does not look for focal lesions.")
    if not organs:
        raise KnownError(NO_ORGAN, OUTLINE_FIRST)
    check_weights(card, card_folder)
    started = time.monotonic()
    before = judged(card, look_at(volume, series.modality, part_of(tick, 0.0, 0.05)), series)
    source = Source(card.author, now(), run_id=new_id(), weights_sha256=card.weights_sha256)
    id = new_id()
    masks_folder.mkdir(parents=True, exist_ok=True)
    mask_path = masks_folder / f"{id}.part.npy"
    hosts = [{"organ": organ.name, "mask_path": str(organ.mask_path), "numbers": list(organ.label.numbers)} for organ in organs]
    request = request_for(volume, series.modality, hosts=hosts)
    with or_removed(mask_path):
        done = engine.run(Task(source.run_id, card.runner, card_folder, volume.path, mask_path, request), part_of(tick, 0.05, 0.8))
        options = {"organs": {organ.words: organ.segmentation.id for organ in organs}} | numbers_of(before)
        run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, options)
        detected = Detected(id, mask_path, run, source, json.loads(done.answer)["candidates"])
        outlines = [_outline(organ) for organ in organs]

        def say(candidate: Mapping[str, Any], measured: LesionMeasurement) -> Said:
            organ, outline = organs[candidate["host"]], outlines[candidate["host"]]
            kind = "darker" if candidate["contrast_hu"] < 0 else "brighter"
            label = Label(measured.number, f"{kind} spot {measured.number}, {organ.words}", LESION, organ.label.side)
            note = f"{abs(candidate['contrast_hu']):.0f} HU {kind} than the {organ.words} around it; score {candidate['score']:.2f}. A candidate, not a diagnosis."
            return Said(label, organ.label.code, _zone(organ, outline, measured.centre_lps[2]), note)

        return propose(card, volume, detected, say, (*before.problems, *_searched(organs, outlines)), part_of(tick, 0.8, 1.0))


def _outline(organ: Organ) -> Outline | None:
    return cut(organ.segmentation, np.load(organ.mask_path, mmap_mode="r"), organ.label.number)


def _searched(organs: Sequence[Organ], outlines: Sequence[Outline | None]) -> list[Problem]:
    """What was looked in and what was not: an organ without an outline was not searched, one cut off only as far as it is seen."""
    there = [organ for organ, outline in zip(organs, outlines, strict=True) if outline is not None]
    missing = [name for name in ORGANS.values() if name not in {organ.name for organ in there}]
    said = f"Looked in: {', '.join(organ.words for organ in there) or 'nothing'}."
    if missing:
        said += f" Not looked in, for want of an outline: {', '.join(missing)}."
    cut_off = [
        organ.words for organ, outline in zip(organs, outlines, strict=True)
        if outline is not None and outline.is_cut_off(organ.segmentation.geometry.shape_kji)
    ]  # fmt: skip
    if cut_off:
        said += f" Cut off by the edge of the pictures: {', '.join(cut_off)}."
    return [Problem("note", said, organs[0].segmentation.series_uid)]


def _zone(organ: Organ, outline: Outline | None, z_mm: float) -> str:
    """The third of the organ's height; none where the organ is not seen whole."""
    if outline is None or outline.is_cut_off(organ.segmentation.geometry.shape_kji):
        return ""
    low_mm, high_mm = height_range_mm(outline.geometry, outline.solid.view(np.uint8), 1)
    return _ZONES[min(2, max(0, int(3 * (high_mm - z_mm) / (high_mm - low_mm))))]
