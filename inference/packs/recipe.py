"""How a network of a pack is built, fed and read: literals on its card, nothing that is executed. No torch here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, cast

from inference.cards import BadCard, ModelCard

Activation = Literal["softmax", "sigmoid"]
LIBRARIES = ("monai", "nnunet", "layers", "onnx", "torchscript", "torchxrayvision")
ORIENTATION_LETTERS = ({"R", "L"}, {"A", "P"}, {"S", "I"})


@dataclass(frozen=True, slots=True)
class Network:
    """The network itself.

    Attributes
    ----------
    library : who knows its layers, one of `LIBRARIES`. "layers" is a plain list of layers in `arguments`.
    name : the class, out of that library's allow-list; empty where the weights file is the whole network.
    arguments : literals for the class.
    outputs : channels that come out.
    activation : "softmax" where one class wins, "sigmoid" where classes may overlap; then later channels win.
    channel_labels : the label number of each output channel, 0 for background.
    threshold : of a sigmoid.
    paint_order : the channels in the order in which a sigmoid's classes are painted, the last on top.
    """

    library: str
    name: str
    arguments: Mapping[str, Any]
    outputs: int
    activation: Activation
    channel_labels: tuple[int, ...]
    threshold: float = 0.5
    paint_order: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.paint_order:
            object.__setattr__(self, "paint_order", tuple(range(self.outputs)))


@dataclass(frozen=True, slots=True)
class Step:
    """One step from values to network input, out of `STEPS`, with its numbers; `channels` is empty for all of them."""

    kind: str
    numbers: Mapping[str, float]
    over: str = "all"
    channels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkInput:
    """What the network wants to see.

    Attributes
    ----------
    channels : what each input channel is ("CT", "T1", ..., or one of `PROMPT_CHANNELS`).
    spacing_mm : of the network's axes, None for the volume's own.
    orientation : where the network's three axes grow, as letters: "RAS" is to the right, to the front, to the head.
    steps : applied to each image channel in this order.
    steps_first : whether the steps come before the volume is resampled, as the network was trained.
    patch : voxels along the network's axes; one that sees pictures has 1 along the first.
    overlap : of neighbouring patches, 0 to under 1.
    padding : "zero", "replicate" or "minimum": what lies beyond the volume.
    foreground : whether only the part of the volume above the body's threshold is looked at.
    whole : whether the network must see the whole of `patch` at once: smaller windows give something else.
    """

    channels: tuple[str, ...]
    spacing_mm: tuple[float, float, float] | None
    orientation: str
    steps: tuple[Step, ...]
    patch: tuple[int, int, int]
    overlap: float = 0.25
    padding: str = "minimum"
    foreground: bool = True
    steps_first: bool = False
    whole: bool = False

    @property
    def images(self) -> tuple[str, ...]:
        """The channels that are pictures of the patient, which come first; the rest are prompts."""
        return tuple(name for name in self.channels if name not in PROMPT_CHANNELS)


PROMPT_CHANNELS = ("previous", "region+", "region-", "point+", "point-", "scribble+", "scribble-")
"""Channels that a reader draws: the mask so far, boxes and lassos, points, scribbles; + is inside, - is outside."""

STEPS: Mapping[str, tuple[str, ...]] = {
    "clip": ("low", "high"),
    "scale": ("from_low", "from_high", "to_low", "to_high"),
    "standardise": ("mean", "sd"),
    "zscore": (),
    "range": ("to_low", "to_high"),
    "percentiles": ("low", "high", "to_low", "to_high"),
    "sigmoid": (),
    "tanh": ("scale",),
    "above_lowest": (),
}
"""Steps and the numbers each needs.

clip to [low, high]; scale [from_low, from_high] to [to_low, to_high], linear and unclipped; standardise: minus `mean`,
over `sd`; zscore: minus the mean, over the standard deviation of what `over` names, and the rest stays 0; range: lowest
and highest value to [to_low, to_high]; percentiles `low` and `high` (0 to 100) to [to_low, to_high], clipped; sigmoid:
1 / (1 + exp(-v)); tanh: `scale` tanh(v / `scale`); above_lowest: minus the lowest value, over the standard deviation.
"""
OVER = ("all", "nonzero", "foreground")
PADDINGS = ("zero", "replicate", "minimum")


def network_of(card: ModelCard) -> Network:
    """The `[network]` table of a card.

    Raises
    ------
    BadCard for what is missing, unknown or out of range.
    """
    read = _Reader(card, "network", card.network)
    library = read.one_of("library", LIBRARIES)
    outputs = read.integer("outputs", 1, 4096)
    labels = tuple(read.integers("channel_labels"))
    if len(labels) != outputs:
        read.fail(f"has {outputs} outputs but {len(labels)} channel labels")
    known = {label.number for label in card.labels} | {0}
    if unknown := sorted(set(labels) - known):
        read.fail(f"names labels that the card does not have: {', '.join(map(str, unknown))}")
    arguments = card.network.get("arguments", {})
    if not isinstance(arguments, dict):
        read.fail("has arguments that are no table")
    refuse_unless_literal(arguments, read.fail)
    return Network(
        library, read.text("name", ""), arguments, outputs,
        cast(Activation, read.one_of("activation", ("softmax", "sigmoid"))), labels,
        read.number("threshold", 0.5, 0.0, 1.0), _paint_order(card, outputs, read),
    )  # fmt: skip


def input_of(card: ModelCard) -> NetworkInput:
    """The `[input]` table of a card.

    Raises
    ------
    BadCard for what is missing, unknown or out of range.
    """
    read = _Reader(card, "input", card.input)
    channels = card.input.get("channels")
    if not isinstance(channels, list) or not channels or not all(isinstance(name, str) and name for name in channels):
        read.fail("does not say what its channels are")
    if [name for name in channels if name in PROMPT_CHANNELS] != channels[sum(n not in PROMPT_CHANNELS for n in channels) :]:
        read.fail("has prompt channels before images")
    spacing = card.input.get("spacing_mm")
    orientation = read.text("orientation", "RAS")
    if len(orientation) != 3 or not all(
        any(letter in pair for letter in orientation) for pair in ORIENTATION_LETTERS
    ):
        read.fail(f"has the orientation {orientation!r}, which is not three of R or L, A or P, S or I")
    patch = tuple(read.integers("patch"))
    if len(patch) != 3 or not all(1 <= size <= 1024 for size in patch):
        read.fail("has no patch of three sizes")
    return NetworkInput(
        channels=tuple(channels),
        spacing_mm=None if spacing is None else _three(spacing, read),
        orientation=orientation,
        steps=tuple(_step(row, len(channels), read) for row in _steps(card, read)),
        patch=(patch[0], patch[1], patch[2]),
        overlap=read.number("overlap", 0.25, 0.0, 0.9),
        padding=read.one_of("padding", PADDINGS, "minimum"),
        foreground=bool(card.input.get("foreground", True)),
        steps_first=bool(card.input.get("steps_first", False)),
        whole=bool(card.input.get("whole", False)),
    )


def refuse_unless_literal(value: object, fail: Callable[[str], None], depth: int = 0) -> None:
    """Numbers, words, lists and tables of them, nothing that could be meant as an expression or as a path to code."""
    if depth > 8:
        fail("is nested too deeply")
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str) or key.startswith("_"):
                fail(f"has the key {key!r}, which no network takes")
            refuse_unless_literal(inner, fail, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            refuse_unless_literal(inner, fail, depth + 1)
    elif isinstance(value, str):
        if value.startswith(("$", "@", "%")):
            fail(f"holds the expression {value[:40]!r}; expressions are never evaluated")
    elif isinstance(value, float) and not math.isfinite(value):
        fail("holds a number that is not finite")
    elif value is not None and not isinstance(value, bool | int | float):
        fail(f"holds a {type(value).__name__}")


def _three(value: object, read: _Reader) -> tuple[float, float, float]:
    if not isinstance(value, list) or len(value) != 3 or not all(isinstance(v, int | float) and 0.1 <= v <= 20 for v in value):
        read.fail("has a spacing that is not three lengths from 0.1 to 20 mm")
    x, y, z = cast(Sequence[float], value)
    return float(x), float(y), float(z)


def _paint_order(card: ModelCard, outputs: int, read: _Reader) -> tuple[int, ...]:
    if "paint_order" not in card.network:
        return ()
    order = tuple(read.integers("paint_order"))
    if sorted(order) != list(range(outputs)):
        read.fail("has a paint_order that does not name each output once")
    return order


def _steps(card: ModelCard, read: _Reader) -> list[object]:
    rows = card.input.get("steps", [])
    if not isinstance(rows, list):
        read.fail("has steps that are no list")
    return list(rows)


def _step(row: object, channels: int, read: _Reader) -> Step:
    if not isinstance(row, dict) or row.get("kind") not in STEPS:
        read.fail(f"has a step that is none of {', '.join(STEPS)}")
    table = cast(dict[str, Any], row)
    kind = str(table["kind"])
    needed = STEPS[kind]
    if unknown := sorted(set(table) - {"kind", "over", "channels", *needed}):
        read.fail(f"has an unknown key in the step {kind}: {', '.join(unknown)}")
    if not all(isinstance(table.get(name), int | float) and math.isfinite(table[name]) for name in needed):
        read.fail(f"has a step {kind} without {', '.join(needed)}")
    if table.get("sd", 1) <= 0 or table.get("scale", 1) <= 0:
        read.fail(f"has a step {kind} that divides by nothing")
    if (kind in ("clip", "percentiles") and table["low"] >= table["high"]) or (kind == "scale" and table["from_low"] == table["from_high"]):
        read.fail(f"has a step {kind} that leaves nothing of the values")
    over = str(table.get("over", "all"))
    if over not in OVER:
        read.fail(f"has a step over {over!r}, which is none of {', '.join(OVER)}")
    only = table.get("channels", [])
    if not isinstance(only, list) or not all(isinstance(index, int) and 0 <= index < channels for index in only):
        read.fail(f"has a step {kind} for channels that it does not have")
    return Step(kind, {name: float(table[name]) for name in needed}, over, tuple(only))


class _Reader:
    """Values of one table of a card, each refused with one sentence."""

    def __init__(self, card: ModelCard, table: str, values: Mapping[str, Any]) -> None:
        self._about = f"The [{table}] table of the model {card.id}"
        self._values = values
        if not values:
            self.fail("is missing")

    def fail(self, why: str) -> NoReturn:
        raise BadCard(f"{self._about} {why}.")

    def text(self, key: str, default: str) -> str:
        value = self._values.get(key, default)
        if not isinstance(value, str):
            self.fail(f"has a {key} that is no text")
        return str(value)

    def one_of(self, key: str, choices: Sequence[str], default: str = "") -> str:
        value = self.text(key, default)
        if value not in choices:
            self.fail(f"has the {key} {value!r}, which is none of {', '.join(choices)}")
        return value

    def integer(self, key: str, low: int, high: int) -> int:
        value = self._values.get(key)
        if not isinstance(value, int) or not low <= value <= high:
            self.fail(f"has no {key} from {low} to {high}")
        return value

    def integers(self, key: str) -> list[int]:
        value = self._values.get(key)
        if not isinstance(value, list) or not all(isinstance(item, int) for item in value):
            self.fail(f"has no list of whole numbers called {key}")
        return list(cast(list[int], value))

    def number(self, key: str, default: float, low: float, high: float) -> float:
        value = self._values.get(key, default)
        if not isinstance(value, int | float) or not low <= value <= high:
            self.fail(f"has a {key} that is not from {low:g} to {high:g}")
        return float(value)
