"""The training loop: any task, any device, stopped and gone on with at any step.

A step's pictures depend on the seed and the step's number alone, so that a training that was stopped sees what it would
have seen. With a number of steps the result is the same again on the same machine; with minutes, the learning rate follows
the clock, and the log says how many steps were made.
"""

from __future__ import annotations

import csv
import math
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType
from typing import Any, cast

import torch
from torch import Tensor, nn

from inference.training.curve import draw_curve
from inference.training.fields import Dice
from inference.training.losses import loss_of, overlaps
from inference.training.task import Batch, Generator, Size, TrainingTask

CHECKPOINT, LOG, CURVE = "checkpoint.pt", "log.csv", "curve.svg"
EMA = 0.999
"""Share of the averaged weights that a step keeps."""
WARM_UP = 0.02
"""Of the training, until the learning rate is at its highest."""
_CLIP = 5.0
_SHORT_FROM = 48
"""Voxels along the shortest edge from which a processor may compute in bfloat16. With smaller pictures the gradients of the
deepest convolutions, of 2 x 2 x 2 voxels, come out wrong or as no numbers (torch 2.13 with oneDNN, seen on Zen 4)."""
_VALIDATION_SEED = 977
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how.

    Attributes
    ----------
    minutes : of the whole training, however often it is stopped; 0 where `steps` counts.
    call_minutes : until this call stops, and leaves the rest to the next.
    validate_s : seconds between two looks at held-out pictures, of which there are `held_out`.
    """

    size: Size
    device: torch.device
    seed: int = 1
    minutes: float = 0.0
    steps: int = 0
    call_minutes: float = math.inf
    validate_s: float = 300.0
    save_s: float = 60.0
    held_out: int = 8


@dataclass(eq=False, slots=True)
class State:
    """Where a training is."""

    module: nn.Module
    averaged: nn.Module
    optimiser: torch.optim.Optimizer
    step: int = 0
    samples: int = 0
    seconds: float = 0.0
    losses: list[float] = field(default_factory=list)


def train(task: TrainingTask, generator: Generator, held_out: Generator, plan: Plan, folder: Path, say: Say) -> State:
    """Go on with the training in `folder`, or begin it. Returns where it is when it is done or this call's time is up."""
    folder.mkdir(parents=True, exist_ok=True)
    state = begin(task, plan, folder / CHECKPOINT)
    regions = tuple(task.regions.values())
    pictures = _validation(task, held_out, plan)
    log = folder / LOG
    started, before = time.monotonic(), state.seconds
    said = saved = validated = started
    with stopping() as stopped:
        while (done := progress(state, plan)) < 1 and not stopped() and time.monotonic() - started < 60 * plan.call_minutes:
            rate = task.learning_rate * schedule(done)
            for group in state.optimiser.param_groups:
                group["lr"] = rate
            state.losses.append(_step(state, generator, plan, regions))
            now = time.monotonic()
            state.seconds = before + now - started
            if now - said > 20 or state.step == 1:
                said = now
                loss = sum(state.losses) / len(state.losses)
                state.losses.clear()
                each = state.samples / max(state.seconds, 1e-9)
                _append(log, {"step": state.step, "samples": state.samples, "seconds": round(state.seconds, 1), "rate": f"{rate:.2e}", "loss": f"{loss:.4f}"})
                say(f"{done:5.1%}  step {state.step}  {each:.2f} pictures/s  loss {loss:.4f}")
            if now - validated > plan.validate_s:
                validated = now
                _report(state, task, pictures, log, say)
            if now - saved > plan.save_s:
                saved = now
                keep(state, plan, folder / CHECKPOINT)
    _report(state, task, pictures, log, say)
    keep(state, plan, folder / CHECKPOINT)
    draw_curve(log, folder / CURVE)
    return state


def begin(task: TrainingTask, plan: Plan, checkpoint: Path) -> State:
    """A training as its checkpoint left it, or a new one."""
    torch.manual_seed(plan.seed)
    module = task.module().to(plan.device, memory_format=torch.channels_last_3d).train()
    optimiser = torch.optim.AdamW(module.parameters(), lr=task.learning_rate, weight_decay=1e-4)
    state = State(module, deepcopy(module).eval(), optimiser)
    if checkpoint.is_file():
        was: dict[str, Any] = torch.load(checkpoint, map_location=plan.device, weights_only=True)
        module.load_state_dict(was["module"])
        state.averaged.load_state_dict(was["averaged"])
        optimiser.load_state_dict(was["optimiser"])
        state.step, state.samples, state.seconds = int(was["step"]), int(was["samples"]), float(was["seconds"])
    return state


def keep(state: State, plan: Plan, checkpoint: Path) -> None:
    """Write the checkpoint, and what an export must know of the plan; the one before stays until the new one is whole."""
    partial = checkpoint.with_suffix(".part")
    how = {"size": [list(plan.size.patch), plan.size.batch, plan.size.spacing_mm], "seed": plan.seed, "device": device_name(plan.device)}
    torch.save(
        {
            "module": state.module.state_dict(), "averaged": state.averaged.state_dict(), "optimiser": state.optimiser.state_dict(),
            "step": state.step, "samples": state.samples, "seconds": state.seconds, **how,
        },
        partial,
    )  # fmt: skip
    partial.replace(checkpoint)


def device_name(device: torch.device) -> str:
    """The device in words, for the card."""
    if device.type == "cuda":
        return str(torch.cuda.get_device_name(device))
    return f"{torch.get_num_threads()} thread{'s' if torch.get_num_threads() > 1 else ''} of a processor"


def progress(state: State, plan: Plan) -> float:
    """The share of the training that is done."""
    return state.step / plan.steps if plan.steps else state.seconds / (60 * plan.minutes)


def schedule(done: float) -> float:
    """The learning rate as a share of the highest: up at first, then down along a cosine."""
    if done < WARM_UP:
        return 0.05 + 0.95 * done / WARM_UP
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (done - WARM_UP) / (1 - WARM_UP))))


def _step(state: State, generator: Generator, plan: Plan, regions: tuple[tuple[int, ...], ...]) -> float:
    dice = Dice.of(plan.seed * 1_000_003 + state.step, plan.device)
    with torch.no_grad():
        batch = generator.batch(dice, plan.size, lambda image: predict(state.averaged, image, plan.device))
    image = batch.image.contiguous(memory_format=torch.channels_last_3d)
    short = plan.device.type == "cuda" or min(plan.size.patch) >= _SHORT_FROM
    with torch.autocast(plan.device.type, torch.bfloat16, enabled=short):
        logits = state.module(image)
    loss = loss_of(logits, batch.truth, regions)
    state.optimiser.zero_grad(set_to_none=True)
    loss.backward()
    if torch.isfinite(nn.utils.clip_grad_norm_(state.module.parameters(), _CLIP)):
        state.optimiser.step()
    state.step += 1
    state.samples += plan.size.batch
    kept = min(EMA, (1 + state.step) / (10 + state.step))
    with torch.no_grad():
        torch._foreach_lerp_(list(state.averaged.parameters()), list(state.module.parameters()), 1 - kept)
    return float(loss.detach())


def predict(module: nn.Module, image: Tensor, device: torch.device) -> Tensor:
    """Logits without gradients."""
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        return cast(Tensor, module(image.contiguous(memory_format=torch.channels_last_3d))).float()


def _validation(task: TrainingTask, held_out: Generator, plan: Plan) -> list[Batch]:
    """Pictures of held-out maps, one at a time, always the same."""

    def nothing(image: Tensor) -> Tensor:
        return torch.zeros(image.shape[0], 2, *image.shape[2:], device=image.device)

    with torch.no_grad():
        return [
            held_out.batch(Dice.of(_VALIDATION_SEED + n, plan.device), replace(plan.size, batch=1), nothing) for n in range(plan.held_out)
        ]


def _report(state: State, task: TrainingTask, pictures: list[Batch], log: Path, say: Say) -> None:
    regions = tuple(task.regions.values())
    rows = [overlaps(predict(state.averaged, one.image, one.image.device), one.truth, regions) for one in pictures]
    found = torch.cat(rows, dim=1).nanmean(dim=1).tolist()
    named = {f"dice {name}": f"{value:.4f}" for name, value in zip(task.regions, found, strict=True)}
    _append(log, {"step": state.step, "samples": state.samples, "seconds": round(state.seconds, 1), **named})
    say("held out: " + ", ".join(f"{name} {value:.3f}" for name, value in zip(task.regions, found, strict=True)))


def _append(log: Path, row: dict[str, Any]) -> None:
    """One line of ``key=value`` cells as CSV: kinds of rows differ, so each cell says what it is."""
    with log.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow([f"{key}={value}" for key, value in row.items()])


@contextmanager
def stopping() -> Iterator[Callable[[], bool]]:
    """While this holds, a request to end lets the step finish and the checkpoint be written."""
    asked = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
