"""The writer's training: any device, stopped and gone on with, a cosine over the whole of its time."""

from __future__ import annotations

import csv
import math
import random
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from inference.training.curve import draw_curve
from inference.training.loop import CHECKPOINT, CURVE, LOG, device_name, schedule, stopping
from inference.training.writer.network import Shape, Writer
from inference.training.writer.shards import (
    HELD_OUT,
    TOKENS,
    Pool,
    Rows,
    load,
    prepare,
    rows_of,
    write_shard,
    writing_ahead,
)
from inference.training.writer.vocabulary import USER

SHAPES = {
    "large": Shape(TOKENS, 512, 8, 8, 4, 1408),  # 25.7 million parameters, 27 MB as Q8_0
    "medium": Shape(TOKENS, 384, 8, 6, 2, 1152),  # 15.3 million
    "small": Shape(TOKENS, 192, 4, 4, 2, 512),  # 2.4 million, to try things
}
REQUEST_WEIGHT = 0.2
"""Of a token of the request in the loss, the answer's being 1: foreseeing the facts said again teaches to copy."""
LAST_RATE = 0.05
"""Of the highest learning rate, at the end."""
_CLIP = 1.0
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how.

    Attributes
    ----------
    minutes : of the whole training; 0 where `steps` counts. `call_minutes`: until this call stops.
    tokens : in a step, split into `parts` batches of different lengths.
    workers : processes that write text; without one, a shard is made where none is left.
    shard : examples in a shard, of which there are at most `shards`.
    """

    shape: Shape
    device: torch.device
    minutes: float = 0.0
    steps: int = 0
    call_minutes: float = math.inf
    tokens: int = 8192
    parts: int = 2
    rate: float = 1e-3
    seed: int = 1
    workers: int = 0
    shard: int = 5000
    shards: int = 4000
    held_out: int = 2000
    look_s: float = 120.0
    say_s: float = 20.0


@dataclass(eq=False, slots=True)
class State:
    """Where a training is; `tokens` and `examples` are those it learned from, requests and all."""

    module: Writer
    optimiser: torch.optim.Optimizer
    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    examples: int = 0
    shards: int = 0


def fit(plan: Plan, folder: Path, say: Say) -> State:
    """Go on with the training in `folder`, or begin it."""
    vocabulary = prepare(folder, plan.held_out)
    state = begin(plan, folder / CHECKPOINT)
    pool = Pool(folder, loaded=max(0, state.shards - 4))
    held_out = load(folder / HELD_OUT)
    started, before = time.monotonic(), state.seconds
    said = looked = saved = started
    losses: list[float] = []
    say(f"{state.module.shape.parameters / 1e6:.1f} million parameters, {plan.workers} processes write text")
    with stopping() as stopped, writing_ahead(folder, plan.workers, pool.loaded, plan.shards, plan.shard):
        while (done := progress(state, plan)) < 1 and not stopped() and time.monotonic() - started < 60 * plan.call_minutes:
            pool.refresh()
            if not pool.shards:
                if plan.workers:
                    time.sleep(0.2)
                else:
                    write_shard(folder, pool.loaded, plan.shard, vocabulary)
                continue
            rate = plan.rate * (LAST_RATE + (1 - LAST_RATE) * schedule(done))
            losses.append(_step(state, pool, plan, rate))
            now = time.monotonic()
            state.seconds, state.shards = before + now - started, max(state.shards, pool.loaded)
            if now - said > plan.say_s or state.step == 1:
                loss, speed = sum(losses) / len(losses), state.tokens / max(state.seconds, 1e-9)
                losses.clear()
                said = now
                _append(folder / LOG, {"step": state.step, "seconds": round(state.seconds, 1), "examples": state.examples, "shards": state.shards, "rate": f"{rate:.2e}", "loss": f"{loss:.4f}"})
                say(f"{done:5.1%}  step {state.step}  {speed:,.0f} tokens/s  {state.examples:,} examples of {state.shards} shards  loss {loss:.4f}")
            if now - looked > plan.look_s:
                looked = now
                _look(state, held_out, plan, folder, say)
            if now - saved > 60:
                saved = now
                keep(state, plan, folder / CHECKPOINT)
    _look(state, held_out, plan, folder, say)
    keep(state, plan, folder / CHECKPOINT)
    draw_curve(folder / LOG, folder / CURVE)
    return state


def progress(state: State, plan: Plan) -> float:
    """The share of the training that is done."""
    return state.step / plan.steps if plan.steps else state.seconds / (60 * plan.minutes)


def begin(plan: Plan, checkpoint: Path) -> State:
    """A training as its checkpoint left it, or a new one."""
    torch.manual_seed(plan.seed)
    module = Writer(plan.shape).to(plan.device)
    wide = [parameter for parameter in module.parameters() if parameter.dim() > 1]
    flat = [parameter for parameter in module.parameters() if parameter.dim() < 2]
    groups = [{"params": wide, "weight_decay": 0.1}, {"params": flat, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=plan.rate, betas=(0.9, 0.95), fused=plan.device.type == "cuda")
    state = State(module, optimiser)
    if checkpoint.is_file():
        was: dict[str, Any] = torch.load(checkpoint, map_location=plan.device, weights_only=True)
        module.load_state_dict(was["module"])
        optimiser.load_state_dict(was["optimiser"])
        state.step, state.seconds, state.tokens = int(was["step"]), float(was["seconds"]), int(was["tokens"])
        state.examples, state.shards = int(was["examples"]), int(was["shards"])
    return state


def keep(state: State, plan: Plan, checkpoint: Path) -> None:
    """Write the checkpoint, and what an export must know; the one before stays until the new one is whole."""
    partial = checkpoint.with_suffix(".part")
    rows = {name: getattr(state, name) for name in ("step", "seconds", "tokens", "examples", "shards")}
    how = {"shape": asdict(plan.shape), "seed": plan.seed, "device": device_name(plan.device)}
    torch.save({"module": state.module.state_dict(), "optimiser": state.optimiser.state_dict(), **rows, **how}, partial)
    partial.replace(checkpoint)


def _step(state: State, pool: Pool, plan: Plan, rate: float) -> float:
    dice = random.Random(plan.seed * 1_000_003 + state.step)
    for group in state.optimiser.param_groups:
        group["lr"] = rate
    state.optimiser.zero_grad(set_to_none=True)
    total = torch.zeros((), device=plan.device)
    for _ in range(plan.parts):
        rows = pool.draw(dice, plan.tokens // plan.parts)
        losses, weights = losses_of(state.module, rows, plan.device, REQUEST_WEIGHT)
        loss = (losses * weights).sum() / weights.sum() / plan.parts
        loss.backward()
        total += loss.detach()
        state.tokens += int(rows.lengths.sum())
        state.examples += len(rows.lengths)
    if torch.isfinite(nn.utils.clip_grad_norm_(state.module.parameters(), _CLIP)):
        state.optimiser.step()
    state.step += 1
    return float(total)


def losses_of(module: Writer, rows: Rows, device: torch.device, request_weight: float) -> tuple[Tensor, Tensor]:
    """Cross-entropy of each token that counts, and its weight; the fixed part of a request counts nothing."""
    tokens = torch.from_numpy(rows.tokens).to(device)
    weights = torch.from_numpy(_weights(rows, request_weight)).to(device)
    with torch.autocast(device.type, torch.bfloat16):
        hidden = module(tokens[:, :-1])
        counted = weights > 0
        logits = module.logits(hidden[counted])
    return functional.cross_entropy(logits.float(), tokens[:, 1:][counted], reduction="none"), weights[counted]


def _weights(rows: Rows, request_weight: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    """What the prediction of each token but the first weighs."""
    place = np.arange(1, rows.tokens.shape[1])[None]
    asked = (rows.tokens == USER).argmax(axis=1)[:, None]
    answered, inside = place >= rows.answers[:, None], place < rows.lengths[:, None]
    return np.where(answered, 1.0, np.where(place > asked, request_weight, 0.0)).astype(np.float32) * inside


def held_out_loss(module: Writer, folder: Path, device: torch.device, most: int = 500) -> float:
    """Nats a token of held-out answers, tokens of each answer's end included."""
    shard = load(folder / HELD_OUT)
    return _held_out(module, shard, device, most)


def _held_out(module: Writer, shard: Any, device: torch.device, most: int) -> float:
    total, count, at = 0.0, 0, 0
    step = max(1, len(shard) // most)
    with torch.no_grad():
        while at < len(shard):
            rows = rows_of(shard, at, 8192)
            losses, weights = losses_of(module, rows, device, 0.0)
            total, count = total + float(losses.sum()), count + len(weights)
            at += len(rows.lengths) * step
    return total / count


def _look(state: State, held_out: Any, plan: Plan, folder: Path, say: Say) -> None:
    loss = _held_out(state.module, held_out, plan.device, 500)
    _append(folder / LOG, {"step": state.step, "seconds": round(state.seconds, 1), "held out": f"{loss:.4f}"})
    say(f"held out: {loss:.4f} nats a token of an answer, perplexity {math.exp(loss):.3f}")


def _append(log: Path, row: dict[str, Any]) -> None:
    with log.open("a", newline="", encoding="utf-8") as file:
        csv.writer(file).writerow([f"{key}={value}" for key, value in row.items()])
