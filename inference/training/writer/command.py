"""Train the writer of reports, export it, score it.

    python -m inference.training writer --minutes 25          again goes on where it stopped
    python -m inference.training writer export --out packs    the pack of a training, whenever
    python -m inference.training writer scores --out packs    facts kept, perplexity, speed, fifty reports to read
"""

from __future__ import annotations

import argparse
import math
import os
from pathlib import Path

import torch

from inference.training.loop import CHECKPOINT
from inference.training.writer.fit import SHAPES, Plan, fit, held_out_loss
from inference.training.writer.shards import WEIGHTS, prepare


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m inference.training writer", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    on_card = torch.cuda.is_available()
    parser.add_argument("what", nargs="?", choices=["train", "prepare", "export", "scores"], default="train")
    parser.add_argument("--folder", type=Path, default=Path("build/training"), help="text, checkpoint and log go to ``writer`` in it")
    parser.add_argument("--out", type=Path, help="where the pack goes; without it, ``packs`` in that folder")
    parser.add_argument("--minutes", type=float, default=25.0, help="of the whole training, however often it is stopped")
    parser.add_argument("--call-minutes", type=float, default=math.inf, help="until this call stops; the next goes on")
    parser.add_argument("--steps", type=int, default=0, help="instead of minutes")
    parser.add_argument("--size", choices=[*SHAPES], default="large" if on_card else "medium")
    parser.add_argument("--tokens", type=int, default=131_072 if on_card else 8192, help="in a step")
    parser.add_argument("--rate", type=float, default=0.0, help="of learning, at its highest")
    parser.add_argument("--workers", type=int, default=max(0, (os.cpu_count() or 1) - 2) if on_card else 0, help="processes that write text")
    parser.add_argument("--shard", type=int, default=5000, help="examples in a file of text")
    parser.add_argument("--held-out", type=int, default=2000, help="examples that the perplexity is measured on")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if on_card else "cpu")
    parser.add_argument("--type", choices=["q8_0", "f16"], default="q8_0", help="of the exported weights")
    parser.add_argument("--reports", type=int, default=50, help="to score, and to read")
    options = parser.parse_args(arguments)
    if options.threads:
        torch.set_num_threads(options.threads)
    folder = options.folder / "writer"
    out = options.out or options.folder / "packs"
    if options.what == "prepare":
        prepare(folder, options.held_out)
    elif options.what == "train":
        _train(options, folder)
    elif options.what == "export":
        from inference.training.writer.gguf_out import export

        say(f"written: {export(folder, out, options.type)}")
    else:
        _score(options, folder, out)
    return 0


def say(text: str) -> None:
    """To whoever watches."""
    print(text, flush=True)  # noqa: T201


def _train(options: argparse.Namespace, folder: Path) -> None:
    shape = SHAPES[options.size]
    plan = Plan(
        shape, torch.device(options.device), options.minutes, options.steps, options.call_minutes, options.tokens,
        rate=options.rate or 1e-3 * (512 / shape.width) ** 0.5, seed=options.seed, workers=options.workers, shard=options.shard,
        held_out=options.held_out, look_s=60.0 if options.device == "cuda" else 300.0,
    )  # fmt: skip
    fit(plan, folder, say)
    save_weights(folder)


def save_weights(folder: Path) -> None:
    """The weights alone in 16 bits, a sixth of the checkpoint: what export needs, and what is brought from another machine."""
    was = torch.load(folder / CHECKPOINT, map_location="cpu", weights_only=True)
    was.pop("optimiser")
    was["module"] = {name: tensor.half() for name, tensor in was["module"].items()}
    torch.save(was, folder / WEIGHTS)


def _score(options: argparse.Namespace, folder: Path, out: Path) -> None:
    from inference.training.writer.gguf_out import export, trained_in
    from inference.training.writer.scores import drafts, score

    pack = export(folder, out, options.type)
    loss = held_out_loss(trained_in(folder).module, folder, torch.device("cpu"))
    perplexity = f"Perplexity {math.exp(loss):.3f} a token on answers of held-out generated text."
    say(perplexity)
    rows = score(pack, options.reports, say, options.threads or 1)
    text, other, asked = drafts(pack, options.reports, options.threads or 1)
    (folder / "reports.txt").write_text(text, encoding="utf-8")
    variety = f"{other} of {asked} sentences worded unlike the template's."
    say(f"{variety} To be read: {folder / 'reports.txt'}")
    found = tuple(f"{name[:1].upper()}{name[1:]}: {row}." for name, row in rows.items())
    export(folder, out, options.type, (perplexity, *found, variety))
