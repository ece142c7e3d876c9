"""Runner of the card ``ct-structures``: a network says where things are, rules on Hounsfield units where they end."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import numpy as np

from inference.cards import CARD_FILE, read_card
from inference.engine import Task, interruptible
from inference.segmentation import network
from inference.segmentation.inputs import open_volume
from inference.segmentation.regions import refine
from viewer.case.progress import Tick, part_of

_NETWORKS_SHARE = 0.5
"""Of the time; the rules take the rest."""


@interruptible
def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """As `inference.segmentation.network.run`, with every border redrawn by `inference.segmentation.regions.refine`.

    Raises
    ------
    KnownError as `network.run`; CancelledError.
    """
    answer = json.loads(network.run(task, part_of(tick, 0.0, _NETWORKS_SHARE), partial))
    started = time.monotonic()
    number = {label.name: label.number for label in read_card(task.card_folder / CARD_FILE).labels}
    drawn = np.load(task.out_path, mmap_mode="r+", allow_pickle=False)
    if not refine(open_volume(task), drawn, number, part_of(tick, _NETWORKS_SHARE, 1.0)):
        answer["problems"].append("No body was found by its density, so every border is the network's own, of 5 mm voxels.")
    drawn.flush()
    answer["labels"] = [int(n) for n in np.flatnonzero(np.bincount(drawn.ravel(), minlength=2)) if n]
    answer["options"]["seconds"]["borders_s"] = round(time.monotonic() - started, 3)
    return json.dumps(answer)
