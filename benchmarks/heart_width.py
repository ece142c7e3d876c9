"""How far the cardiothoracic ratio of the built-in network is off, on radiographs computed from bodies that it never saw.

    python benchmarks/heart_width.py [--pictures 60] [--models folder] [--write]

Each picture is one of four held-out drawn bodies in one of eight positions, exposed and cut by chance. The true ratio is measured on its
true outlines, by the same rule. Two frontal chest radiographs of LIGHTBOX_TEST_DATA (../shared/data by default) have no reference: their
ratio is told. `--write` puts the sentences on the card.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import _rows  # noqa: F401  (which lets the package `inference` be found before the benchmark of that name)
import numpy as np
import torch

import resources
from desktop.workflows.classify import as_seen
from desktop.workflows.open_series import open_series
from inference.cards import CARD_FILE, ModelCard, find_card
from inference.engine import Task
from inference.packs.card_text import card_text
from inference.segmentation.radiograph import measure, run
from inference.training.fields import Dice
from inference.training.task import Size
from inference.training.tasks.radiographs import CLASSES, HELD_OUT, Radiograph
from inference.training.tasks.torsos import torso
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.scan import scan

ROOT = Path(__file__).resolve().parent.parent
MEASURED = "Measured: "
REAL = ("cr_chest_mono2_jpeg.dcm", "cr_chest_mono1_no_preamble")
SIZE = Size((1, 256, 256), 1, 3.0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=60)
    parser.add_argument("--models", type=Path, default=resources.path("models"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    card, folder = find_card("xray-heart-width", [options.models])
    sentences = []
    with tempfile.TemporaryDirectory() as name, Decoder() as decoder:
        for sentence in (*computed(card, folder, Path(name), options.pictures), *real(card, folder, Path(name), decoder)):
            print(sentence, flush=True)
            sentences.append(MEASURED + sentence)
    if options.write:
        kept = tuple(score for score in card.scores if not score.startswith(MEASURED))
        (folder / CARD_FILE).write_text(card_text(replace(card, scores=(*kept, *sentences))), encoding="utf-8")
    return 0


def computed(card: ModelCard, folder: Path, scratch: Path, count: int) -> Iterator[str]:
    device = torch.device("cpu")
    bodies = Radiograph().generator([torso(seed) for seed in HELD_OUT], device)
    rows, refused, cut = [], 0, 0
    for n in range(count):
        made = bodies.batch(Dice.of(50_000 + n, device), SIZE, lambda image: image)
        truth = made.truth[0, 0].numpy()
        theirs = measure(np.eye(len(CLASSES), dtype=np.float32)[truth].transpose(2, 0, 1))
        if theirs is None or touches(truth):
            cut += 1
            continue
        try:
            answer = ratio_of((255 * made.image[0, 0, 0].numpy()).astype(np.uint8), card, folder, scratch)
        except KnownError:
            refused += 1
            continue
        rows.append((theirs.ratio, answer["ratio"], answer["spread"], bool(answer["problems"])))
    true, ours, spread, doubted = (np.array(column) for column in zip(*rows, strict=True))
    off = ours - true
    sure = off[~doubted]
    yield (
        f"{len(rows)} radiographs computed from {len(HELD_OUT)} held-out drawn bodies, true ratios {true.min():.2f} to {true.max():.2f}: error {off.mean():+.3f} on average, "
        f"{np.abs(off).mean():.3f} in size, 95 % within {np.percentile(np.abs(off), 95):.3f}; {refused} more refused, {cut} left out because the chest was cut off; "
        f"without the {int(doubted.sum())} that it doubted itself 95 % within {np.percentile(np.abs(sure), 95):.3f}. Above or below 0.5 as in truth: "
        f"{np.mean((ours > 0.5) == (true > 0.5)):.0%}. Spread over seven looks {np.median(spread):.3f}."
    )


def touches(truth: np.ndarray) -> bool:
    """Whether lungs or heart reach a side of the picture."""
    return bool(truth[:, 0].any() or truth[:, -1].any())


def real(card: ModelCard, folder: Path, scratch: Path, decoder: Decoder) -> Iterator[str]:
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
    for name in REAL:
        if not (data / "xray" / name).is_file():
            continue
        found = scan([data / "xray" / name], no_tick)
        loaded = open_series(found.series[0], found.instances, scratch / "volumes", decoder, no_tick)
        answer = ratio_of(as_seen(loaded.stack), card, folder, scratch)
        doubts = f" It says itself: {' '.join(answer['problems'])}" if answer["problems"] else ""
        yield f"Real chest radiograph {name.split('.')[0]}, no reference: {answer['ratio']:.2f}, spread {answer['spread']:.3f}.{doubts}"


def ratio_of(picture: np.ndarray, card: ModelCard, folder: Path, scratch: Path) -> dict[str, object]:
    np.save(scratch / "picture.npy", picture)
    task = Task("t", card.runner, folder, scratch / "picture.npy", scratch / "outlines.npy", "{}")
    return json.loads(run(task, no_tick, lambda text: None))


if __name__ == "__main__":
    sys.exit(main())
