"""Train the built-in models, and export them.

    python -m inference.training brain --minutes 27          one model; again goes on where it stopped
    python -m inference.training all --minutes 27            every model, the time split between them, each exported
    python -m inference.training export brain --out packs    the pack of a training, whenever
    python -m inference.training finish --out packs          self-tests for packs that came from a machine without OpenVINO
    python -m inference.training writer --help               the writer of reports, which has a command of its own
    python -m inference.training focal --bodies 10           the judge of focal lesions
"""

from __future__ import annotations

import argparse
import math
import sys
from dataclasses import replace
from pathlib import Path

import torch

from inference.cards import CARD_FILE
from inference.training.export import export, finish
from inference.training.focal import main as focal
from inference.training.label_maps import load, save
from inference.training.loop import Plan, train
from inference.training.task import Maps, TrainingTask
from inference.training.tasks.brain import Brain
from inference.training.tasks.click import Click
from inference.training.tasks.radiographs import Radiograph
from inference.training.tasks.structures import Structures
from inference.training.writer.command import main as writer

TASKS: dict[str, TrainingTask] = {task.name: task for task in (Brain(), Structures(), Click(), Radiograph())}
SHARES = {"brain": 0.28, "structures": 0.28, "click": 0.38, "radiograph": 0.06}
"""Of the time of ``all``."""


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["writer"]:
        return writer(arguments[1:])
    if arguments[:1] == ["focal"]:
        return focal(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="python -m inference.training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=[*TASKS, "all", "export", "finish"])
    parser.add_argument("model", nargs="?", choices=[*TASKS], help="which to export")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of public data")
    parser.add_argument("--folder", type=Path, default=Path("build/training"), help="where label maps, checkpoints and logs go")
    parser.add_argument("--out", type=Path, help="where packs go; without it, ``packs`` in that folder")
    parser.add_argument("--minutes", type=float, default=27.0, help="of the whole training, however often it is stopped")
    parser.add_argument("--call-minutes", type=float, default=math.inf, help="until this call stops; the next goes on")
    parser.add_argument("--steps", type=int, default=0, help="instead of minutes: the same result again")
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--prepare", action="store_true", help="only read the label maps, which can then travel without the data")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    out = options.out or options.folder / "packs"
    if options.task == "export":
        if options.model is None:
            parser.error("say which model to export")
        say(f"written: {export(TASKS[options.model], options.folder / options.model, out)}")
        return 0
    if options.task == "finish":
        for card in sorted(out.glob(f"*/{CARD_FILE}")):
            finish(card.parent)
            say(f"tried: {card.parent}")
        return 0
    for name in TASKS if options.task == "all" else [options.task]:
        share = SHARES[name] if options.task == "all" else 1.0
        task = TASKS[name]
        device = torch.device(options.device)
        size = task.cuda if device.type == "cuda" else task.cpu
        size = replace(size, batch=options.batch or size.batch)
        maps = maps_of(task, options.data, options.folder)
        if options.prepare:
            continue
        plan = Plan(
            size, device, options.seed, options.minutes * share, options.steps, options.call_minutes * share,
            validate_s=60.0 if device.type == "cuda" else 300.0,
        )  # fmt: skip
        train_one(task, maps, plan, options.folder)
        say(f"written: {export(task, options.folder / name, out)}")
    return 0


def train_one(task: TrainingTask, maps: Maps, plan: Plan, folder: Path) -> None:
    """One model's training, begun or gone on with."""
    train(task, task.generator(maps.seen, plan.device), task.generator(maps.held_out, plan.device), plan, folder / task.name, say)


def maps_of(task: TrainingTask, data: Path, folder: Path) -> Maps:
    """The task's maps; from `folder`, where they were read before."""
    kept = folder / f"{task.name}-maps.npz", folder / f"{task.name}-held-out.npz"
    if not all(path.is_file() for path in kept):
        maps = task.maps(data, lambda other: maps_of(other, data, folder))
        save(kept[0], maps.seen)
        save(kept[1], maps.held_out)
    return Maps(load(kept[0]), load(kept[1]))


def say(text: str) -> None:
    """To whoever watches."""
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
