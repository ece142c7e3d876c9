"""Run a classifier on a radiograph: a score for each finding, for a reader to look again. Nothing is kept of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.engine import Task
from viewer.case.errors import KnownError
from viewer.case.geometry import Box
from viewer.case.progress import Tick
from viewer.case.segmentation import Label
from viewer.case.source import new_id
from viewer.case.study import Series
from viewer.case.volume import Stack
from viewer.scene.acquired import stack_values
from viewer.scene.windows import presets, to_grey

RADIOGRAPHS = ("CR", "DX")


@dataclass(frozen=True, slots=True)
class Score:
    """How strongly a picture looks like a finding to a model: 0 to 1, which is no probability of disease.

    The mean over `looks` at the picture, slightly moved and exposed; `spread` is their standard deviation, `votes` how many of them are one
    half or more. A `calibrated` one is 0.5 where the model's makers would call it.
    """

    finding: Label
    score: float
    spread: float
    votes: int
    looks: int
    calibrated: bool


@dataclass(frozen=True, eq=False, slots=True)
class Classified:
    """Scores, highest first, and sentences for the reader. `map` (rows, columns): how much the asked finding's score falls where the
    picture is covered; None where nothing was asked, or where `doubt` says why it is not to be believed."""

    scores: tuple[Score, ...]
    said: tuple[str, ...]
    picture: npt.NDArray[np.uint8]
    map: npt.NDArray[np.float32] | None = None
    doubt: str = ""


def classify(stack: Stack, series: Series, card: ModelCard, folder: Path, engine: Engine, tick: Tick, explain: str = "") -> Classified:
    """Look at the first picture of `stack`; with the name of a finding as `explain`, also where that is seen.

    Raises
    ------
    KnownError for a series that is no radiograph, a finding that the model does not know, or a pack that has changed.
    """
    if series.modality not in RADIOGRAPHS or stack.is_colour:
        raise KnownError(f"{card.name} reads radiographs; this series is {series.modality}.", "Choose a series of CR or DX.")
    asked = card.find_label(explain) if explain else None
    if explain and asked is None:
        raise KnownError(f"{card.name} scores no {explain}.", f"It scores: {', '.join(label.name for label in card.labels)}.")
    check_weights(card, folder)
    grey = as_seen(stack)
    with TemporaryDirectory(prefix="lightbox-") as scratch:
        path, found = Path(scratch) / "picture.npy", Path(scratch) / "map.npy"
        np.save(path, grey)
        request = json.dumps({"explain": asked.number} if asked else {})
        answer = json.loads(engine.run(Task(new_id(), card.runner, folder, path, found, request), tick).answer)
        shown = np.load(found) if asked and not answer["doubt"] else None
    labels = {label.number: label for label in card.labels}
    scores = [Score(labels[row.pop("label")], **row) for row in answer["scores"]]
    return Classified(tuple(sorted(scores, key=lambda row: -row.score)), tuple(answer["problems"]), grey, shown, answer["doubt"])


def over(picture: npt.NDArray[np.uint8], found: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """The picture with a map laid over it in orange: (rows, columns, 3). What raises the score is shown, not what lowers it."""
    share = 0.6 * np.clip(found / max(float(found.max()), 1e-6), 0, 1)[..., None]
    return np.asarray((1 - share) * picture[..., None] + share * np.array([255, 140, 0]), np.uint8)


def strongest(stack: Stack, found: npt.NDArray[np.float32]) -> Box | None:
    """The corners (LPS mm) of the part of a map of the first picture that is at least half as strong as its strongest place and hangs
    together with it; None where covering nothing lowers the score."""
    if found.max() <= 0:
        return None
    parts, _ = ndimage.label(found >= found.max() / 2)
    rows, columns = np.nonzero(parts == parts[np.unravel_index(found.argmax(), found.shape)])
    plane = stack.planes[0]
    corners = [
        np.add(plane.origin_lps, np.multiply(plane.down_lps, row)) + np.multiply(plane.along_lps, column)
        for row in (rows.min() - 0.5, rows.max() + 0.5)
        for column in (columns.min() - 0.5, columns.max() + 0.5)
    ]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    return (float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))


def as_seen(stack: Stack) -> npt.NDArray[np.uint8]:
    """The first picture as a person sees it with the file's own window: uint8, air is dark."""
    return to_grey(stack_values(stack, 0), presets(stack)["1"], inverted=stack.inverted, padding=stack.padding)
