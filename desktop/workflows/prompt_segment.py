"""What a reader marked of one structure: its voxels worked out from all its prompts, and an edit of the changed box."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from desktop.store.case_store import CaseStore
from desktop.workflows.model_result import ModelResult, run_row
from desktop.workflows.segment import SPEEDS_FILE
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from inference.gate.sides import check_sides
from inference.measure.statistics import label_statistics
from inference.packs.structures import label_of
from inference.segmentation.crop import BoxKji
from inference.segmentation.grid import bounding_box
from inference.segmentation.outcome import NOTHING, Outcome
from inference.segmentation.prompt_voxels import touches
from inference.segmentation.prompts import prompt_request, read_answer, read_piece
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.patch import Patch
from viewer.case.progress import Tick, no_tick
from viewer.case.prompt import Prompt, Prompts
from viewer.case.segmentation import Label, LabelStatistics, Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Problem, Series
from viewer.case.volume import Mask, Volume

NAME = "Marked structures"
"""Of the segmentation that takes what readers mark; one for each grid of voxels."""
MOST_LABELS = 255
SLOT = "prompt"
"""In the ML process: a newer click takes the place of one that waits or runs."""


@dataclass(frozen=True, eq=False, slots=True)
class Structure:
    """What is being marked: a label, and the segmentation and its map as they are in the case now.

    `segmentation` and `mask` are None while there is none yet, `prompts` while nothing is marked. `under` is the map as it
    would be without this structure: what it gives back where it shrinks.
    """

    label: Label
    segmentation: Segmentation | None = None
    mask: Mask | None = None
    prompts: Prompts | None = None
    under: Mask | None = None


def marked_segmentation(case: CaseStore, geometry: Geometry) -> Segmentation | None:
    """The segmentation that holds what was marked on this grid, if something was."""
    found = (row for row in case.all_of(Segmentation) if row.geometry == geometry and row.name == NAME)
    return next(found, None)


def new_structure(name: str, segmentation: Segmentation | None, mask: Mask | None) -> Structure:
    """A structure without voxels, coded by its name where that is known, beside those of `segmentation`.

    Raises
    ------
    KnownError when no number is left for it.
    """
    labels = () if segmentation is None else segmentation.labels
    taken = {number for label in labels for number in label.numbers}
    number = next((number for number in range(1, MOST_LABELS + 1) if number not in taken), None)
    if number is None:
        raise KnownError(f"{NAME} hold {MOST_LABELS} structures; there is no room for another.")
    name = name.strip() or "structure"
    names = {label.name for label in labels}
    again = next(name if n == 1 else f"{name} {n}" for n in range(1, MOST_LABELS + 2) if (name if n == 1 else f"{name} {n}") not in names)
    return Structure(replace(label_of(number, name), name=again), segmentation, mask, None, None if mask is None else np.array(mask))


def known_structure(number: int, segmentation: Segmentation, mask: Mask, prompts: Prompts | None) -> Structure:
    """A structure that is there, to be corrected; where it shrinks nothing comes back but background."""
    label = next(label for label in segmentation.labels if label.number == number)
    return Structure(label, segmentation, mask, prompts)


def mark(
    volume: Volume,
    series: Series,
    structure: Structure,
    added: Sequence[Prompt],
    card: ModelCard,
    card_folder: Path,
    masks_folder: Path,
    engine: Engine,
    author: str,
    preview: Callable[[Outcome], None],
    tick: Tick,
) -> ModelResult:
    """`work_out` and `result_of` in one step; raises what they raise."""
    worked = work_out(volume, series, structure, added, None, card, card_folder, masks_folder, engine, preview, tick)
    return result_of(volume, series, structure, worked, card, masks_folder, author)


@dataclass(frozen=True, eq=False, slots=True)
class Worked:
    """What a structure is after its prompts so far. Nothing of it is in the case yet."""

    record: Prompts
    outcome: Outcome
    seconds: float
    device: str
    options: dict[str, object]
    notes: tuple[str, ...]


def work_out(
    volume: Volume,
    series: Series,
    structure: Structure,
    added: Sequence[Prompt],
    last: Outcome | None,
    card: ModelCard,
    card_folder: Path,
    masks_folder: Path,
    engine: Engine,
    preview: Callable[[Outcome], None],
    tick: Tick,
) -> Worked:
    """Work a structure out from its prompts in the case and the `added` ones.

    Parameters
    ----------
    last : the structure as the reader sees it now; None where that is what the case holds.
    preview : is called with coarse outcomes, in this thread.

    Raises
    ------
    KnownError when the model takes no prompts, does not apply to this series, or its files have changed, and when nothing
    of `added` lies in the images; CancelledError when it was stopped, SupersededError by a newer call.
    """
    if card.task != "prompt":
        raise KnownError(f"{card.name} takes no points or boxes.")
    if card.modality not in ("any", series.modality):
        raise KnownError(f"{card.name} is for {card.modality}; this series is {series.modality}.")
    check_weights(card, card_folder)
    there = tuple(prompt for prompt in added if touches(prompt, volume.geometry))
    if not there:
        raise KnownError("That lies outside the images.", "Mark something inside them.")
    started = time.monotonic()
    source = Source(card.author, now(), run_id=new_id(), weights_sha256=card.weights_sha256)
    masks_folder.mkdir(parents=True, exist_ok=True)
    record = _record(structure, there, volume.geometry, source)
    path = masks_folder / f"{source.run_id}.part.npy"
    now_drawn = last if last is not None else _drawn(structure)
    try:
        before = _written(before_of(record), path.with_suffix(".before.npy"))
        drawn = _written(now_drawn, path.with_suffix(".drawn.npy"))
        request = prompt_request(volume, series.modality, record.prompts, before, drawn, speeds_of(masks_folder))
        task = Task(source.run_id, card.runner, card_folder, volume.path, path, request)
        done = engine.run(task, tick, lambda text: preview(read_piece(text)), urgent=True, slot=SLOT)
        answered = read_answer(done.path, done.answer)
        outcome = answered.outcome
        if now_drawn.inside.any() and not any(prompt.positive for prompt in there):
            outcome = outcome.within(now_drawn)  # a mark outside takes away, whatever the model makes of it
    finally:
        for left in masks_folder.glob(f"{source.run_id}.*"):
            left.unlink(missing_ok=True)
    notes = (*answered.notes, *(["What lies outside the images counts for nothing."] if len(there) < len(added) else []))
    return Worked(record, outcome, time.monotonic() - started, answered.device, answered.options, notes)


def result_of(
    volume: Volume, series: Series, structure: Structure, worked: Worked, card: ModelCard, masks_folder: Path, author: str
) -> ModelResult:
    """What was worked out, as one edit of the case: the changed voxels as one patch, the new measurements, and the prompts.

    The edit is by the model; `author`, who marked it, stands in the run.
    """
    record, source = worked.record, worked.record.source
    segmentation, mask_path = structure.segmentation, None
    if segmentation is None:
        id = record.segmentation_id
        segmentation = Segmentation(id, volume.series_uid, NAME, volume.geometry, (), (), f"{id}.npy", source)
        mask_path = masks_folder / f"{id}.part.npy"
        np.lib.format.open_memmap(mask_path, mode="w+", dtype=np.uint8, shape=volume.geometry.shape_kji)
    after, patch = _changed(volume, structure, segmentation, worked.outcome)
    swaps = () if after == structure.segmentation else (Swap(structure.segmentation, after),)
    edit = Edit(f"Mark {structure.label.name}", card.author, (*swaps, *patch, Swap(structure.prompts, record)))
    options = {"prompts": len(record.prompts), "by": author, **worked.options}
    run = run_row(card, source, series.study_uid, series.uid, worked.seconds, options, worked.device)
    problems = [Problem("note", text, series.uid) for text in worked.notes]
    marked = replace(card, labels=(structure.label,))
    problems += [Problem("warning", text, series.uid) for text in check_sides(marked, volume, after.statistics).wrong]
    return ModelResult(edit, run, after, mask_path, tuple(problems))


def get_ready(volume: Volume, series: Series, card: ModelCard, card_folder: Path, masks_folder: Path, engine: Engine, tick: Tick) -> None:
    """Load what the model needs, so that the first click does not wait for it."""
    check_weights(card, card_folder)
    masks_folder.mkdir(parents=True, exist_ok=True)
    id = new_id()
    out_path = masks_folder / f"{id}.part.npy"
    request = prompt_request(volume, series.modality, (), speeds=speeds_of(masks_folder))
    try:
        engine.run(Task(id, card.runner, card_folder, volume.path, out_path, request), tick)
    finally:
        out_path.unlink(missing_ok=True)


def speeds_of(masks_folder: Path) -> Path:
    """Beside the masks lie the library's models, where this machine's speeds are remembered."""
    return masks_folder.parent / "models" / SPEEDS_FILE


def _drawn(structure: Structure) -> Outcome:
    """Where the structure's voxels are in the case."""
    box = _box_of(structure.segmentation, structure.label.number)
    if structure.mask is None or box is None:
        return NOTHING
    return Outcome(box, np.asarray(structure.mask[_slices(box)] == structure.label.number))


def _written(outcome: Outcome, path: Path) -> tuple[Path, BoxKji] | None:
    """A file with an outcome's voxels, and where they lie; None where there are none."""
    if not outcome.inside.any():
        return None
    np.save(path, outcome.inside)
    return path, outcome.box_kji


def before_of(record: Prompts) -> Outcome:
    """What the structure was before its first prompt."""
    if not record.before:
        return NOTHING
    shape = [high - low for low, high in record.before_box_kji]
    return Outcome(record.before_box_kji, np.frombuffer(zlib.decompress(record.before), np.bool_).reshape(shape))


def _record(structure: Structure, added: Sequence[Prompt], geometry: Geometry, source: Source) -> Prompts:
    known = structure.prompts
    if known is not None:
        return replace(known, prompts=(*known.prompts, *added), source=source)
    segmentation_id = structure.segmentation.id if structure.segmentation is not None else new_id()
    number = structure.label.number
    record = Prompts(
        Prompts.id_of(segmentation_id, number), segmentation_id, number, geometry.frame_uid, tuple(added), source
    )
    box = _box_of(structure.segmentation, number)
    if box is None or structure.mask is None:
        return record
    inside = structure.mask[_slices(box)] == number
    return replace(record, before_box_kji=box, before=zlib.compress(inside.tobytes(), 1)) if inside.any() else record


def _changed(
    volume: Volume, structure: Structure, segmentation: Segmentation, outcome: Outcome
) -> tuple[Segmentation, tuple[Patch, ...]]:
    """The segmentation with the structure as `outcome` has it, measured again, and the changed voxels."""
    label = structure.label
    labels = segmentation.labels if label in segmentation.labels else (*segmentation.labels, label)
    was = _box_of(segmentation, label.number)
    boxes = [box for box in (was, outcome.box_kji if outcome.inside.any() else None) if box is not None]
    if not boxes:
        return replace(segmentation, labels=labels), ()
    box = _around(boxes)
    there = _slices(box)
    before = np.zeros([high - low for low, high in box], np.uint8) if structure.mask is None else np.array(structure.mask[there])
    after = before.copy()
    mine = before == label.number
    after[mine] = 0 if structure.under is None else structure.under[there][mine]
    to = tuple(slice(a - c, b - c) for (a, b), (c, _) in zip(outcome.box_kji, box, strict=True))
    if outcome.inside.any():
        after[to][outcome.inside] = label.number
    changed = before != after
    if not changed.any():
        return replace(segmentation, labels=labels), ()
    cut = bounding_box(changed)
    spans = [(low + part.start, low + part.stop) for (low, _), part in zip(box, cut, strict=True)]
    patch = Patch.between(segmentation.id, (spans[0], spans[1], spans[2]), before[cut], after[cut])
    touched = {int(number) for number in np.union1d(before[changed], after[changed])} - {0}
    statistics = _measured(volume, replace(segmentation, labels=labels), structure.mask, box, after, touched | {label.number})
    return replace(segmentation, labels=labels, statistics=statistics), (patch,)


def _measured(
    volume: Volume, segmentation: Segmentation, mask: Mask | None, box: BoxKji, after: Mask, touched: set[int]
) -> tuple[LabelStatistics, ...]:
    """The statistics with those labels measured again that hold a number of `touched`; only their own boxes are read."""
    again = [label for label in segmentation.labels if touched.intersection(label.numbers)]
    around = _around([box, *(found for label in again if (found := _box_of(segmentation, label.number)) is not None)])
    cut = _slices(around)
    whole = np.zeros([high - low for low, high in around], np.uint8) if mask is None else np.array(mask[cut])
    whole[tuple(slice(a - c, b - c) for (a, b), (c, _) in zip(box, around, strict=True))] = after
    matrix = volume.geometry.matrix.copy()
    matrix[:3, 3] = volume.geometry.point(*(low for low, _ in around))
    geometry = Geometry.from_matrix((whole.shape[0], whole.shape[1], whole.shape[2]), matrix, volume.geometry.frame_uid)
    part = replace(volume, geometry=geometry, voxels=volume.voxels[cut])
    rows = {row.number: row for row in label_statistics(part, whole, again, no_tick)}
    numbers = {label.number for label in again}
    kept = {row.number: row for row in segmentation.statistics if row.number not in numbers}
    return tuple((rows | kept)[label.number] for label in segmentation.labels if label.number in rows | kept)


def _box_of(segmentation: Segmentation | None, number: int) -> BoxKji | None:
    """A half-open box of voxels that holds a label whole; None where it has no voxels."""
    statistics = None if segmentation is None else segmentation.find_statistics(number)
    if segmentation is None or statistics is None:
        return None
    corners = np.array(np.meshgrid(*zip(*statistics.box_lps, strict=True))).reshape(3, -1).T
    places = segmentation.geometry.to_kji(corners)
    low = np.maximum(np.floor(places.min(axis=0) + 0.5), 0).astype(int).tolist()
    high = np.minimum(np.ceil(places.max(axis=0) + 0.5), segmentation.geometry.shape_kji).astype(int).tolist()
    return (low[0], high[0]), (low[1], high[1]), (low[2], high[2])


def _around(boxes: Sequence[BoxKji]) -> BoxKji:
    k, j, i = (
        (min(box[axis][0] for box in boxes), max(box[axis][1] for box in boxes)) for axis in range(3)
    )
    return k, j, i


def _slices(box: BoxKji) -> tuple[slice, slice, slice]:
    k, j, i = (slice(*span) for span in box)
    return k, j, i
