"""Runner of the card ``xray-heart-width``: lung fields and heart of a frontal radiograph, and how wide heart and chest are.

``task.volume_path`` is the picture as a person sees it: uint8, rows x columns, 0 is black and air is dark. The outlines go to
``task.out_path``, uint8 with the card's numbers, of the picture's shape. Answer: ``{"heart": ends, "chest": ends, "ratio": mean,
"spread": sd, "looks": n, "problems": [sentences]}``; `ends` are two points (row, column), and the ratio is the mean over several looks at
the picture, slightly turned, sized and exposed, with how far these lie apart.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from inference.warm import warm
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

KIND = "radiograph"
RIGHT, LEFT, HEART = 1, 2, 3
LOOKS = ((0.0, 1.0, 1.0), (3.0, 1.0, 1.0), (-3.0, 1.0, 1.0), (0.0, 0.93, 1.0), (0.0, 1.07, 1.0), (0.0, 1.0, 0.8), (0.0, 1.0, 1.25))
"""Turned by degrees, sized by, exposed with a gamma of."""

_LEAST_LUNG, _LEAST_HEART = 0.03, 0.01
"""Of the picture: less, and it is no chest."""

_LEAST_CONTRAST = 0.08
"""Of the picture's range, between heart and lungs."""

_RATIOS = (0.25, 0.85)
_MOST_SPREAD = 0.04
_ROWS = 5
"""Of the network's, that a width is the median of."""

Float = npt.NDArray[np.float32]
Point = tuple[float, float]
Logits = Callable[[Float], Float]


@dataclass(frozen=True, slots=True)
class Widths:
    """Ends (row, column) of the heart's width and of the chest's, in the pixels that they were measured in."""

    heart: tuple[Point, Point]
    chest: tuple[Point, Point]

    @property
    def ratio(self) -> float:
        return (self.heart[1][1] - self.heart[0][1]) / (self.chest[1][1] - self.chest[0][1])


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Outline and measure.

    Raises
    ------
    KnownError when the picture is gone, is no grey picture, or no chest is seen in it.
    """
    tick(0.0, "Reading the picture")
    card = read_card(task.card_folder / CARD_FILE)
    try:
        assert task.volume_path is not None
        picture = np.load(task.volume_path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise KnownError("The picture cannot be read.", "Open the study again.") from error
    if picture.ndim != 2 or picture.dtype != np.uint8:
        raise KnownError(f"{card.name} reads one grey picture, not {picture.dtype} of {picture.ndim} axes.")
    size = int(card.input["patch"][-1])
    network = warm(KIND, card.weights_sha256, lambda: _network(task, size))
    found: list[Widths] = []
    for n, (degrees, scale, gamma) in enumerate(LOOKS):
        tick((n + 1) / (len(LOOKS) + 1), "Outlining lungs and heart")
        look, matrix, origin = seen(picture, size, degrees, scale, gamma)
        likely = softmax(network(look))
        if n == 0:
            where, first = (matrix, origin), measure(likely)
            np.save(task.out_path, drawn(likely, picture.shape, matrix, origin))
            if first is None or not is_chest(look, likely):
                raise KnownError("No chest is seen in this picture.", "Lungs and heart are looked for in frontal chest radiographs.")
        if (widths := measure(likely)) is not None:
            found.append(widths)
    assert first is not None
    ratios = [row.ratio for row in found]
    ends = {name: [[float(x) for x in where[0] * np.array(point) + where[1]] for point in getattr(first, name)] for name in ("heart", "chest")}
    spread = float(np.std(ratios))
    return json.dumps({**ends, "ratio": float(np.mean(ratios)), "spread": spread, "looks": len(ratios), "problems": doubts(first, likely, ratios, size)})


def _network(task: Task, size: int) -> Logits:
    from inference.backends.openvino_backend import OpenVino, from_file, of_shape

    card = read_card(task.card_folder / CARD_FILE)
    model = OpenVino(of_shape(from_file(task.card_folder / card.weights), (1, 1, size, size)), "f32", 1)
    return lambda look: np.asarray(model.logits(look[None], lambda: None), np.float32)


def seen(picture: npt.NDArray[np.uint8], size: int, degrees: float, scale: float, gamma: float) -> tuple[Float, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The whole picture in a square of `size`, 0 to 1, black around it; and how its pixels lie in the picture: step and origin (row, column).

    Step and origin are those of the look that is not turned.
    """
    step = max(picture.shape) / size * scale
    smooth = ndimage.gaussian_filter(picture.astype(np.float32) / 255, 0.45 * step)
    angle = np.radians(degrees)
    turn = step * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = (np.array(picture.shape) - 1) / 2
    origin = middle - turn @ np.full(2, (size - 1) / 2)
    look = ndimage.affine_transform(smooth, turn, origin, output_shape=(size, size), order=1, mode="constant")
    return np.asarray(np.clip(look, 0, 1) ** gamma, np.float32), np.full(2, step), middle - step * (size - 1) / 2


def softmax(logits: Float) -> Float:
    raised = np.exp(logits - logits.max(axis=0))
    return np.asarray(raised / raised.sum(axis=0), np.float32)


def measure(likely: Float) -> Widths | None:
    """The widest extent of the heart from side to side, and of both lungs together; None where one of the three is not seen."""
    parts = [_largest(likely[number], least * likely[0].size) for number, least in ((RIGHT, _LEAST_LUNG), (LEFT, _LEAST_LUNG), (HEART, _LEAST_HEART))]
    if any(part is None for part in parts):
        return None
    right, left, heart = (part for part in parts if part is not None)
    chest = np.array([(edge(right[k]), edge(left[k][::-1])) if right[k].any() and left[k].any() else (np.nan, np.nan) for k in range(len(right))])
    chest[:, 1] = right.shape[1] - 1 - chest[:, 1]
    wide = ndimage.median_filter(np.nan_to_num(chest[:, 1] - chest[:, 0], nan=0.0), _ROWS)
    if wide.max() <= 0:
        return None
    row = int(np.argmax(wide))
    rows = [k for k in range(max(row - _ROWS // 2, 0), min(row + _ROWS // 2 + 1, len(chest))) if np.isfinite(chest[k]).all()]
    ends = np.median(chest[rows], axis=0)
    outer = np.array([(edge(line), len(line) - 1 - edge(line[::-1])) if line.any() else (np.nan, np.nan) for line in heart])
    first, last = int(np.nanargmin(outer[:, 0])), int(np.nanargmax(outer[:, 1]))
    level = (first + last) / 2  # the width is from side to side, whatever the heights of its ends
    return Widths(((level, float(outer[first, 0])), (level, float(outer[last, 1]))), ((row, float(ends[0])), (row, float(ends[1]))))


def is_chest(look: Float, likely: Float) -> bool:
    """Whether the lungs are darker than the heart: a picture of nothing, or of something else, shows no such thing."""
    number = likely.argmax(axis=0)
    means = [float(look[number == part].mean()) for part in (RIGHT, LEFT, HEART)]
    return means[2] - max(means[:2]) > _LEAST_CONTRAST


def _largest(likely: Float, least: float) -> Float | None:
    """A class's probabilities in its largest part; None where that is small."""
    parts, count = ndimage.label(likely > 0.5)
    if not count:
        return None
    sizes = np.bincount(parts.ravel())[1:]
    if sizes.max() < least:
        return None
    keep = ndimage.binary_dilation(parts == int(sizes.argmax()) + 1)
    return np.asarray(np.where(keep, likely, 0), np.float32)


def edge(line: Float) -> float:
    """Where a line of probabilities first passes one half, between its pixels."""
    n = int(np.argmax(line > 0.5)) if (line > 0.5).any() else int(np.argmax(line))
    if n == 0 or line[n] <= 0.5:
        return float(n)
    return n - float((line[n] - 0.5) / max(line[n] - line[n - 1], 1e-6))


def drawn(likely: Float, shape: tuple[int, ...], step: npt.NDArray[np.float64], origin: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """The classes on the picture's own pixels."""
    back = [ndimage.affine_transform(one, 1 / step, -origin / step, output_shape=shape, order=1, mode="nearest") for one in likely]
    return np.asarray(np.argmax(back, axis=0), np.uint8)


def doubts(first: Widths, likely: Float, ratios: list[float], size: int) -> list[str]:
    """What speaks against the measurement."""
    said = []
    if not _RATIOS[0] <= first.ratio <= _RATIOS[1]:
        said.append(f"A ratio of {first.ratio:.2f} is hardly possible: look at the outlines.")
    if len(ratios) < len(LOOKS):
        said.append(f"In {len(LOOKS) - len(ratios)} of {len(LOOKS)} looks no chest was seen.")
    if float(np.std(ratios)) > _MOST_SPREAD:
        said.append("The looks at the picture disagree: measure by hand.")
    ends = (*(point[1] for point in first.chest), *(point[1] for point in first.heart))
    if min(ends) < 1 or max(ends) > size - 2:
        said.append("Chest or heart reach the edge of the picture.")
    return said
