"""Measure the cardiothoracic ratio of a chest radiograph: two rulers that the reader can move, and how sure the ratio is."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from desktop.workflows.classify import RADIOGRAPHS, as_seen
from desktop.workflows.model_result import ModelResult, run_row
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from viewer.case.calibration import Calibration, calibrated
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.measurement import Ruler
from viewer.case.progress import Tick
from viewer.case.source import Source, new_id, now
from viewer.case.study import Problem, Series
from viewer.case.volume import Stack

RUNNER = "inference.segmentation.radiograph:run"
NAMES = {"heart": "Heart", "chest": "Chest"}


@dataclass(frozen=True, slots=True)
class HeartWidth:
    """The ratio with its spread over several looks at the picture, and what enters the case."""

    ratio: float
    spread: float
    looks: int
    rulers: tuple[Ruler, Ruler]
    result: ModelResult

    @property
    def said(self) -> str:
        return f"Cardiothoracic ratio {self.ratio:.2f} (± {2 * self.spread:.2f} over {self.looks} looks)"


def measure_heart(
    stack: Stack, series: Series, calibrations: Sequence[Calibration], card: ModelCard, folder: Path, engine: Engine, tick: Tick
) -> HeartWidth:
    """Look at the first picture of `stack`.

    Raises
    ------
    KnownError for a series that is no radiograph, a picture without a chest, or a pack that has changed; CancelledError.
    """
    if card.runner != RUNNER:
        raise KnownError(f"{card.name} measures no hearts.")
    if series.modality not in RADIOGRAPHS or stack.is_colour:
        raise KnownError(f"{card.name} reads radiographs; this series is {series.modality}.", "Choose a series of CR or DX.")
    check_weights(card, folder)
    started = time.monotonic()
    source = Source(card.author, now(), run_id=new_id(), weights_sha256=card.weights_sha256)
    with TemporaryDirectory(prefix="lightbox-") as scratch:
        path = Path(scratch) / "picture.npy"
        np.save(path, as_seen(stack))
        done = engine.run(Task(source.run_id, card.runner, folder, path, Path(scratch) / "outlines.npy", "{}"), tick)
    answer = json.loads(done.answer)

    def ruler(name: str) -> Ruler:
        first, last = (_point(stack, row, column) for row, column in answer[name])
        made = Ruler(new_id(), series.uid, stack.frame_uid, first, last, source, label=NAMES[name])
        return calibrated(made, stack, calibrations)

    rulers = ruler("heart"), ruler("chest")
    options: dict[str, object] = {"ratio": answer["ratio"], "spread": answer["spread"]}
    run = run_row(card, source, series.study_uid, series.uid, time.monotonic() - started, options)
    problems = tuple(Problem("warning", text, series.uid) for text in answer["problems"])
    edit = Edit(f"{card.name} {answer['ratio']:.2f}", card.author, tuple(Swap(None, one) for one in rulers))
    return HeartWidth(answer["ratio"], answer["spread"], answer["looks"], rulers, ModelResult(edit, run, None, None, problems))


def _point(stack: Stack, row: float, column: float) -> Point:
    plane = stack.planes[0]
    x, y, z = (o + column * a + row * d for o, a, d in zip(plane.origin_lps, plane.along_lps, plane.down_lps, strict=True))
    return x, y, z
