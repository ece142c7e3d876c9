"""Runner of the card ``geodesic``, and how prompts travel to any runner and voxels back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from inference.engine import Task
from inference.segmentation.clicks import NOTHING, Clicks, Kept, Outcome
from inference.segmentation.crop import BoxKji
from inference.segmentation.inputs import open_volume, read_request, request_for
from viewer.case.plain import from_plain, to_plain
from viewer.case.progress import Tick
from viewer.case.prompt import Prompt
from viewer.case.volume import Volume

_kept: dict[tuple[str, int], Kept] = {}


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write what the prompts mean (boolean voxels of a box of the volume) to ``task.out_path``.

    Pieces on the way, and the answer, are JSON: see `read_piece` and `read_answer`.
    """
    volume, prompts = open_volume(task), read_prompts(task)
    clicks = Clicks(volume, prompts, read_before(task), kept_of(volume))
    outcome = clicks.segment(piece_writer(task, partial), tick)
    return answer_of(task, outcome, notes(prompts, outcome))


def kept_of(volume: Volume) -> Kept:
    """What is remembered of the last volume that was clicked in, as long as its file is the same."""
    key = str(volume.path), volume.path.stat().st_mtime_ns
    if key not in _kept:
        _kept.clear()
        _kept[key] = Kept()
    return _kept[key]


def prompt_request(volume: Volume, modality: str, prompts: Sequence[Prompt], before: tuple[Path, BoxKji] | None) -> str:
    """The request of a task: `before` is a file with boolean voxels of a box, what the structure was before the prompts."""
    more = None if before is None else {"path": str(before[0]), "box_kji": before[1]}
    return request_for(volume, modality, prompts=[to_plain(prompt) for prompt in prompts], before=more)


def read_prompts(task: Task) -> tuple[Prompt, ...]:
    prompts: tuple[Prompt, ...] = from_plain(tuple[Prompt, ...])(read_request(task)["prompts"])
    return prompts


def read_before(task: Task) -> Outcome:
    """What the structure was before the first prompt; `NOTHING` for a new one."""
    before = read_request(task)["before"]
    return NOTHING if before is None else Outcome(_box(before["box_kji"]), np.load(before["path"], allow_pickle=False))


def notes(prompts: Sequence[Prompt], outcome: Outcome) -> list[str]:
    """What the reader should know of prompts that did nothing."""
    if outcome.inside.any() or any(prompt.positive for prompt in prompts):
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


def answer_of(task: Task, outcome: Outcome, problems: Sequence[str]) -> str:
    np.save(task.out_path, outcome.inside)
    return json.dumps({"box_kji": outcome.box_kji, "problems": list(problems)})


def read_piece(text: str) -> Outcome:
    """What `piece_writer` sent; its file is removed."""
    piece = json.loads(text)
    return _take(Path(piece["path"]), piece["box_kji"])


def read_answer(path: Path, answer: str) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome and sentences for the reader; the file is removed."""
    said = json.loads(answer)
    return _take(path, said["box_kji"]), tuple(said["problems"])


def _take(path: Path, box_kji: object) -> Outcome:
    inside = np.load(path, allow_pickle=False)
    path.unlink()
    return Outcome(_box(box_kji), inside)


def _box(value: object) -> BoxKji:
    box: BoxKji = from_plain(tuple[tuple[int, int], tuple[int, int], tuple[int, int]])(value)
    return box
