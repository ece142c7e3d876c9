"""Runner of classifiers of radiographs: one picture in, a score for each finding out.

``task.volume_path`` is the picture as a person sees it with the file's own window: uint8, rows x columns, 0 is black and
air is dark. Answer: ``{"scores": [{"label": number, "score": 0 to 1, "calibrated": bool}], "problems": [sentences]}``.
A calibrated score is 0.5 at the operating point that the pack's makers chose, straight on both sides of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import torch

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from inference.networks.build import load
from inference.packs.recipe import NetworkInput, input_of, network_of
from inference.segmentation.preprocess import Float, Intensity, Planes
from inference.warm import warm
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

KIND = "classification"
_OBLONG = 1.6
"""Of longer to shorter side: beyond, cutting to a square loses a third of the picture."""


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Score the picture.

    Raises
    ------
    KnownError when the picture is gone or is none; BadCard when the pack is damaged.
    """
    tick(0.0, "Reading the picture")
    card = read_card(task.card_folder / CARD_FILE)
    network, wanted = network_of(card), input_of(card)
    try:
        assert task.volume_path is not None
        picture = np.load(task.volume_path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise KnownError("The picture cannot be read.", "Open the study again.") from error
    if picture.ndim != 2 or picture.dtype != np.uint8:
        raise KnownError(f"{card.name} reads one grey picture, not {picture.dtype} of {picture.ndim} axes.")
    tick(0.3, f"Loading {card.name}")
    module = warm(KIND, card.weights_sha256, lambda: load(network, task.card_folder / card.weights))
    tick(0.7, "Scoring")
    with torch.inference_mode():
        scores = torch.sigmoid(module(torch.from_numpy(prepare(picture, wanted))[None]).double())[0].numpy()
    points = card.network.get("operating_points")
    rows = [
        {"label": label, "score": at_point(float(scores[n]), points[n] if points else 0.5), "calibrated": points is not None}
        for n, label in enumerate(network.channel_labels)
        if label
    ]
    problems = []
    if max(picture.shape) > _OBLONG * min(picture.shape):
        problems.append("The picture is long and narrow; only the square in its middle was looked at.")
    return json.dumps({"scores": rows, "problems": problems})


def prepare(picture: Voxels, wanted: NetworkInput) -> Float:
    """The square in the middle, at the network's size, with the recipe's steps: (1, rows, columns), float32."""
    side = min(picture.shape)
    top, left = ((size - side) // 2 for size in picture.shape)
    square = torch.from_numpy(picture[top : top + side, left : left + side].astype(np.float32))
    sized = torch.nn.functional.interpolate(square[None, None], size=wanted.patch[1:], mode="bilinear", antialias=True)[0].numpy()
    return Intensity.fitted(wanted.steps, 0, Planes(sized), 0.0).apply(sized)


def at_point(score: float, point: float) -> float:
    """A score so that `point` becomes 0.5: linear below and above it."""
    return score / (2 * point) if score < point else 1 - (1 - score) / (2 * (1 - point))
