"""Runner of the card ``geodesic``, and how prompts travel to any runner and voxels back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from inference.engine import Task
from inference.segmentation.clicks import Clicks, Kept
from inference.segmentation.crop import BoxKji
from inference.segmentation.inputs import open_volume, read_request, request_for
from inference.segmentation.outcome import NOTHING, Outcome, is_cut_by_boxes
from inference.warm import warm
from viewer.case.geometry import Geometry
from viewer.case.plain import from_plain, to_plain
from viewer.case.progress import Tick
from viewer.case.prompt import Prompt
from viewer.case.volume import Volume

CUT_BY_BOX = "The outline ends where the box does. A second box beside it, or a larger one, lets it go on."


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write what the prompts mean (boolean voxels of a box of the volume) to ``task.out_path``.

    Pieces on the way, and the answer, are JSON: see `read_piece` and `read_answer`. A task without prompts only gets ready.
    """
    volume, prompts = open_volume(task), read_prompts(task)
    clicks = Clicks(volume, prompts, read_before(task), kept_of(volume))
    outcome = clicks.segment(piece_writer(task, partial), tick)
    return answer_of(task, outcome, notes(prompts, outcome, volume.geometry))


def kept_of(volume: Volume) -> Kept:
    """What is remembered of the last volume that was clicked in, as long as its file is the same."""
    return warm("clicks", (str(volume.path), volume.path.stat().st_mtime_ns), Kept)


def prompt_request(
    volume: Volume, modality: str, prompts: Sequence[Prompt], before: tuple[Path, BoxKji] | None = None,
    drawn: tuple[Path, BoxKji] | None = None, speeds: Path | None = None,
) -> str:  # fmt: skip
    """The request of a task.

    Parameters
    ----------
    before : a file with boolean voxels of a box: what the structure was before the first of `prompts`.
    drawn : the same for the structure as it is now.
    speeds : file that remembers which runtime is fastest with each network on this machine.
    """
    return request_for(
        volume, modality,
        prompts=[to_plain(prompt) for prompt in prompts],
        before=_place(before),
        drawn=_place(drawn),
        speeds=None if speeds is None else str(speeds),
    )  # fmt: skip


def read_prompts(task: Task) -> tuple[Prompt, ...]:
    prompts: tuple[Prompt, ...] = from_plain(tuple[Prompt, ...])(read_request(task)["prompts"])
    return prompts


def read_before(task: Task) -> Outcome:
    """What the structure was before the first prompt; `NOTHING` for a new one."""
    return _read(read_request(task)["before"])


def read_drawn(task: Task) -> Outcome:
    """The structure as it is now; `NOTHING` where it has no voxels."""
    return _read(read_request(task)["drawn"])


def notes(prompts: Sequence[Prompt], outcome: Outcome, geometry: Geometry) -> list[str]:
    """What the reader should know of prompts that did nothing, or more than was meant."""
    if outcome.inside.any():
        return [CUT_BY_BOX] if is_cut_by_boxes(prompts, outcome, geometry) else []
    if not prompts or any(prompt.positive for prompt in prompts):
        return []
    return ["So far only the outside is marked. Mark the inside too."]


def piece_writer(task: Task, partial: Callable[[str], None]) -> Callable[[Outcome], None]:
    """Sends coarse outcomes on the way, each in a file of its own."""
    count = 0

    def write(outcome: Outcome) -> None:
        nonlocal count
        count += 1
        path = task.out_path.with_name(f"{task.out_path.stem}.{count}.npy")
        np.save(path, outcome.inside)
        partial(json.dumps({"path": str(path), "box_kji": outcome.box_kji}))

    return write


def answer_of(
    task: Task, outcome: Outcome, problems: Sequence[str], device: str = "cpu", options: Mapping[str, object] | None = None
) -> str:
    np.save(task.out_path, outcome.inside)
    return json.dumps({"box_kji": outcome.box_kji, "problems": list(problems), "device": device, "options": dict(options or {})})


def read_piece(text: str) -> Outcome:
    """What `piece_writer` sent; its file is removed."""
    piece = json.loads(text)
    return _take(Path(piece["path"]), piece["box_kji"])


@dataclass(frozen=True, eq=False, slots=True)
class Answered:
    """What a task gave back: the structure, sentences for the reader, where it ran and with which options."""

    outcome: Outcome
    notes: tuple[str, ...]
    device: str
    options: dict[str, object]


def read_answer(path: Path, answer: str) -> Answered:
    """What `answer_of` wrote; the file is removed."""
    said = json.loads(answer)
    return Answered(_take(path, said["box_kji"]), tuple(said["problems"]), said["device"], said["options"])


def _place(file: tuple[Path, BoxKji] | None) -> dict[str, object] | None:
    return None if file is None else {"path": str(file[0]), "box_kji": file[1]}


def _read(place: Mapping[str, Any] | None) -> Outcome:
    return NOTHING if place is None else Outcome(_box(place["box_kji"]), np.load(place["path"], allow_pickle=False))


def _take(path: Path, box_kji: object) -> Outcome:
    inside = np.load(path, allow_pickle=False)
    path.unlink()
    return Outcome(_box(box_kji), inside)


def _box(value: object) -> BoxKji:
    box: BoxKji = from_plain(tuple[tuple[int, int], tuple[int, int], tuple[int, int]])(value)
    return box
