"""Runner of classifiers of radiographs: one picture in, a score for each finding out.

``task.volume_path`` is the picture as a person sees it with the file's own window: uint8, rows x columns, 0 is black and
air is dark. Answer: ``{"scores": [{"label", "score", "spread", "votes", "looks", "calibrated"}], "problems": [sentences]}``: a score is the
mean over several looks at the picture, slightly moved, sized and exposed, `spread` its standard deviation, `votes` in how many looks it
is one half or more. A calibrated score is 0.5 at the operating point that the pack's makers chose, straight on both sides of it.

With ``{"explain": label number}`` as request, where the network looks for that finding goes to ``task.out_path`` (float32, of the picture's
shape: how much the score falls where a place is covered), and ``"doubt"`` of the answer says why it is not to be shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from inference.networks.build import build, load
from inference.packs.recipe import NetworkInput, input_of, network_of
from inference.saliency import explained
from inference.segmentation.inputs import read_request
from inference.segmentation.preprocess import Float, Intensity, Planes
from inference.warm import warm
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Voxels

KIND = "classification"
_BLANK = 2
"""Networks with weights at random that a map is held against."""

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
    points = card.network.get("operating_points")

    def scores_of(module: torch.nn.Module, batch: Float) -> npt.NDArray[np.float64]:
        """(pictures, outputs), read at the operating points."""
        with torch.inference_mode():
            raw: npt.NDArray[np.float64] = torch.sigmoid(module(torch.from_numpy(batch)).double()).numpy()
        return np.array([[at_point(float(score), points[n] if points else 0.5) for n, score in enumerate(row)] for row in raw])

    tick(0.5, "Scoring")
    scores = scores_of(module, np.stack([prepare(look, wanted) for look in looks(picture)]))
    rows = [
        {
            "label": label, "score": float(scores[:, n].mean()), "spread": float(scores[:, n].std()), "votes": int((scores[:, n] >= 0.5).sum()),
            "looks": len(scores), "calibrated": points is not None,
        }
        for n, label in enumerate(network.channel_labels)
        if label
    ]  # fmt: skip
    doubt = ""
    if (asked := read_request(task).get("explain")) is not None:
        n = network.channel_labels.index(int(asked))
        torch.manual_seed(0)
        blank = [build(network) for _ in range(_BLANK)]  # the same layers, with weights at random
        others = [lambda batch, module=other: scores_of(module, batch)[:, n] for other in blank]
        found = explained(prepare(picture, wanted), lambda batch: scores_of(module, batch)[:, n], others, part_of(tick, 0.6, 1.0))
        np.save(task.out_path, on_picture(found.map, (picture.shape[0], picture.shape[1])))
        doubt = found.doubt
    problems = []
    if max(picture.shape) > _OBLONG * min(picture.shape):
        problems.append("The picture is long and narrow; only the square in its middle was looked at.")
    return json.dumps({"scores": rows, "problems": problems, "doubt": doubt})


def looks(picture: Voxels) -> list[Voxels]:
    """The picture itself first, then moved, cut closer and exposed in other ways, by little: what a finding should not depend on."""
    rows, columns = picture.shape
    down, right, closer = round(0.03 * rows), round(0.03 * columns), (round(0.04 * rows), round(0.04 * columns))
    moved = [np.roll(picture, (a, b), (0, 1)) for a, b in ((down, 0), (-down, 0), (0, right), (0, -right))]
    cut = picture[closer[0] : rows - closer[0], closer[1] : columns - closer[1]]
    exposed = [np.asarray(255 * (picture / 255.0) ** gamma, np.uint8) for gamma in (0.85, 1.18)]
    return [picture, *moved, cut, *exposed]


def on_picture(found: Float, shape: tuple[int, int]) -> Float:
    """A map of the network's square on the pixels of the picture that the square is the middle of; 0 beside it."""
    side = min(shape)
    out = np.zeros(shape, np.float32)
    top, left = ((size - side) // 2 for size in shape)
    sized = torch.nn.functional.interpolate(torch.from_numpy(found)[None, None], size=(side, side), mode="bilinear")[0, 0].numpy()
    out[top : top + side, left : left + side] = sized
    return out


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
