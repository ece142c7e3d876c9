"""`lightbox segment` with a model that takes points and boxes: one structure, new or known by its name."""

from __future__ import annotations

import argparse
import math
import time
from pathlib import Path

import numpy as np

from desktop.commands.session import author, pixels_of
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.model_result import ModelResult, keep
from desktop.workflows.prompt_segment import Structure, known_structure, mark, marked_segmentation, new_structure
from inference.cards import ModelCard
from inference.client import Engine
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, part_of
from viewer.case.prompt import Prompt, Prompts, box_prompt, point_prompt


def segment_marked(options: argparse.Namespace, card: ModelCard, folder: Path, tick: Tick) -> tuple[ModelResult, int, float]:
    """What was made, the number of the structure in it, and the seconds it took. `--text` names the structure."""
    prompts = prompts_of(options)
    started = time.monotonic()
    with Library(options.library) as library, Engine() as engine:
        study = library.find_study(options.study)
        opened = pixels_of(library, study, options.series, part_of(tick, 0.0, 0.3), options.part)
        case, volume = library.open_case(study.uid), opened.loaded.need_volume()
        structure = structure_called(options.text or "", case, volume.geometry)
        result = mark(
            volume, opened.series, structure, prompts, card, folder, library.masks_folder, engine, author(),
            lambda piece: None, part_of(tick, 0.3, 1.0),
        )  # fmt: skip
        keep(result, library, case)
    return result, structure.label.number, time.monotonic() - started


def structure_called(name: str, case: CaseStore, geometry: Geometry) -> Structure:
    """The structure of that name that was marked before, else a new one."""
    segmentation = marked_segmentation(case, geometry)
    if segmentation is None:
        return new_structure(name, None, None)
    mask, label = case.mask_of(segmentation), segmentation.find_label(name.strip()) if name.strip() else None
    if label is None:
        return new_structure(name, segmentation, mask)
    return known_structure(label.number, segmentation, mask, case.find(Prompts, Prompts.id_of(segmentation.id, label.number)))


def prompts_of(options: argparse.Namespace) -> tuple[Prompt, ...]:
    """Box and points of the command line, in that order.

    Raises
    ------
    KnownError for what is no point or box, and where there is neither.
    """
    prompts = [] if options.box is None else [_box(options.box)]
    prompts += [_point(text) for text in options.point or ()]
    if not prompts:
        raise KnownError(f"The model {options.model} needs at least one --point or a --box.")
    return tuple(prompts)


def _point(text: str) -> Prompt:
    parts = text.split(",")
    positive = not (len(parts) == 4 and parts[3].strip() == "-")
    values = _numbers(parts if positive else parts[:3], 3, f"A point is X,Y,Z in LPS mm, or X,Y,Z,- outside the structure, not {text!r}.")
    return point_prompt((values[0], values[1], values[2]), positive)


def _box(text: str) -> Prompt:
    said = f"A box is X0,Y0,Z0,X1,Y1,Z1 in LPS mm, flat in one direction at most, not {text!r}."
    values = _numbers(text.split(","), 6, said)
    low, high = np.array(values[:3]), np.array(values[3:])
    edges = [axis for axis in range(3) if low[axis] != high[axis]]
    if len(edges) == 3:
        return box_prompt((values[0], values[1], values[2]), (values[3], values[4], values[5]))
    if len(edges) < 2:
        raise KnownError(said)
    corners = [low, *(np.where(np.arange(3) == axis, high, low) for axis in edges)]
    return Prompt("box", tuple((float(x), float(y), float(z)) for x, y, z in corners))


def _numbers(parts: list[str], count: int, otherwise: str) -> list[float]:
    try:
        values = [float(part) for part in parts]
    except ValueError:
        raise KnownError(otherwise) from None
    if len(values) != count or not all(math.isfinite(value) for value in values):
        raise KnownError(otherwise)
    return values
