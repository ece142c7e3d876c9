"""A network's view moved over a volume: each voxel is decided once, by the window in whose middle it lies most.

Nothing is held but the labels and how clearly each was decided: no volume of numbers per class. Windows overlap so
that every voxel is seen with its surroundings, and each is cut where it is no longer nearer than its neighbour; where
others weigh overlapping windows by a steep bell, the difference is a few voxels around the cut.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from inference.packs.recipe import Network
from inference.segmentation.network_grid import Triple
from inference.segmentation.preprocess import Float, Slices
from viewer.case.progress import Tick

Check = Callable[[], None]
"""Raises `CancelledError` when the user asked to stop; called often while a window is worked on."""
Labels = npt.NDArray[Any]
CLEAR = 255
"""The clearness of a voxel that no other label comes near."""


class Backend(Protocol):
    """A network ready to run: see `inference.backends`."""

    name: str
    xp: Any
    """numpy or torch: the functions that work on what `logits` gives."""

    def logits(self, patch: Float, check: Check) -> Any:
        """(channels, x, y, z) -> (outputs, x, y, z), before any activation."""

    def to_numpy(self, array: Any) -> npt.NDArray[Any]: ...

    def close(self) -> None:
        """Leave the network to another backend."""


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown to the network (it may reach beyond the volume), and the voxels that it decides."""

    start: Triple
    own: Slices


@dataclass(frozen=True, eq=False, slots=True)
class Decided:
    """Label numbers, and how clearly each won over the next, 0..`CLEAR`, in the network's order."""

    labels: Labels
    clearness: npt.NDArray[np.uint8]


def span_of(part: slice, length: int, stride: int, size: int) -> slice:
    """`part` of an axis of `size` voxels, widened to what windows on multiples of `stride` see: real voxels where there are any."""
    missing = max(0, length - (part.stop - part.start))
    start = max(0, min(part.start - missing // 2, size - length)) // stride * stride
    more = ceil(max(0, part.stop - start - length) / stride) * stride
    return slice(start, min(start + length + more, size))


def windows_over(shape: Triple, patch: Triple, overlap: float, strides: Triple = (1, 1, 1)) -> tuple[Window, ...]:
    """Windows of `patch` voxels, evenly spread, that overlap by about `overlap` and decide every voxel once.

    They begin on multiples of `strides`: a network that sees every eighth voxel in its depth sees the same ones in each.
    Over a part of a grid that `span_of` gives, these are multiples on the grid, wherever the part begins.
    """
    per_axis = [_along(size, length, overlap, stride) for size, length, stride in zip(shape, patch, strides, strict=True)]
    return tuple(
        Window((x, y, z), (own_x, own_y, own_z))
        for z, own_z in per_axis[2] for y, own_y in per_axis[1] for x, own_x in per_axis[0]
    )  # fmt: skip


def _along(size: int, length: int, overlap: float, stride: int) -> list[tuple[int, slice]]:
    """Start and decided part of each window along one axis; one that is too long lies around the middle."""
    if size <= length:
        return [(-((length - size) // 2 // stride * stride), slice(0, size))]
    steps = ceil((size - length) / stride)  # the last window may reach a little beyond the volume
    count = ceil((size - length) / max(1.0, length * (1 - overlap))) + 1
    starts = [round(place) * stride for place in np.linspace(0, steps, min(count, steps + 1))]
    cuts = [0, *((first + length + second) // 2 for first, second in pairwise(starts)), size]
    return [(start, slice(low, high)) for start, low, high in zip(starts, cuts[:-1], cuts[1:], strict=True)]


def slide(
    channels: Sequence[Float], patch: Triple, windows: Sequence[Window], padding: str, backend: Backend, network: Network, tick: Tick,
    seconds_a_window: float = 0.0, seconds_after: float = 0.0,
) -> Decided:  # fmt: skip
    """Let the network decide every voxel of `channels`, arrays of one shape in the network's order.

    The text of `tick` says how long it will take: by `seconds_a_window` at first (0 is not known), then by the windows so
    far; and with `seconds_after` for what follows.

    Raises
    ------
    CancelledError, also within a window.
    """
    shape = channels[0].shape
    number = np.uint8 if max(network.channel_labels) < 256 else np.uint16
    out = Decided(np.zeros(shape, number), np.zeros(shape, np.uint8))
    fills = [outside(channel, padding) for channel in channels]
    view = np.empty((len(channels), *patch), np.float32)
    started = time.monotonic()
    for n, window in enumerate(windows):
        each = (time.monotonic() - started) / n if n else seconds_a_window
        text = f"Window {n + 1} of {len(windows)}{_left(each * (len(windows) - n) + seconds_after) if each else ''}"

        def check(n: int = n, text: str = text) -> None:
            tick(n / len(windows), text)

        check()
        for channel, values, fill in zip(view, channels, fills, strict=True):
            look(values, window.start, fill, channel)
        logits = backend.logits(view, check)
        inner = tuple(slice(part.start - at, part.stop - at) for part, at in zip(window.own, window.start, strict=True))
        labels, clearness = decide(logits[(slice(None), *inner)], network, backend.xp)
        out.labels[window.own] = backend.to_numpy(labels)
        out.clearness[window.own] = backend.to_numpy(clearness)
    return out


def _left(seconds: float) -> str:
    """How long it will take, in words; nothing where that is over in a moment."""
    if seconds < 1:
        return ""
    if seconds < 100:
        return f", about {seconds:.0f} s left"
    minutes, tens = divmod(round(seconds / 10), 6) if seconds < 600 else (round(seconds / 60), 0)
    return f", about {minutes} min {tens}0 s left" if tens else f", about {minutes} min left"


def outside(values: Float, padding: str) -> float | None:
    """What lies beyond the volume; None for its nearest voxel."""
    if padding == "replicate":
        return None
    return float(values.min()) if padding == "minimum" else 0.0


def look(values: Float, start: Triple, fill: float | None, out: Float) -> None:
    """Copy the window of ``out.shape`` that begins at `start`, which may lie outside, into `out`."""
    source, target = [], []
    for at, length, size in zip(start, out.shape, values.shape, strict=True):
        low, high = max(at, 0), min(at + length, size)
        source.append(slice(low, high))
        target.append(slice(low - at, high - at))
    if all(part == slice(0, length) for part, length in zip(target, out.shape, strict=True)):
        out[...] = values[tuple(source)]
    elif fill is not None:
        out[...] = fill
        out[tuple(target)] = values[tuple(source)]
    else:
        before_after = [(part.start, length - part.stop) for part, length in zip(target, out.shape, strict=True)]
        out[...] = np.pad(values[tuple(source)], before_after, mode="edge")


def decide(logits: Any, network: Network, xp: Any) -> tuple[Any, Any]:
    """The label of each voxel and how clearly it won, 0..`CLEAR`, from (outputs, x, y, z) in numpy or torch.

    Clearness is the difference of the two highest probabilities where only two classes matter:
    tanh((first - second) / 2) of the logits; for a sigmoid, how far the nearest class is from changing sides.
    """
    return _softmax(logits, network, xp) if network.activation == "softmax" else _sigmoid(logits, network, xp)


def _softmax(logits: Any, network: Network, xp: Any) -> tuple[Any, Any]:
    best, second = logits[0], xp.full_like(logits[0], -xp.inf)
    labels = xp.full_like(best, network.channel_labels[0])
    for channel in range(1, len(logits)):
        here = logits[channel]
        number = network.channel_labels[channel]
        second = xp.maximum(second, xp.minimum(best, here))
        labels = xp.where(here > best, float(number), labels)
        best = xp.maximum(best, here)
    return _whole(labels, network, xp), _whole(xp.tanh((best - second) / 2) * CLEAR, None, xp)


def _sigmoid(logits: Any, network: Network, xp: Any) -> tuple[Any, Any]:
    at = float(np.log(network.threshold / (1 - network.threshold))) if 0 < network.threshold < 1 else 0.0
    labels = xp.zeros_like(logits[0])
    margin = xp.ones_like(logits[0])
    for channel in network.paint_order:
        number = network.channel_labels[channel]
        if number == 0:  # a background of its own paints nothing
            continue
        away = xp.tanh((logits[channel] - at) / 2)
        labels = xp.where(away > 0, float(number), labels)
        margin = xp.where(away > 0, away, xp.minimum(margin, -away))
    return _whole(labels, network, xp), _whole(margin * CLEAR, None, xp)


def _whole(values: Any, network: Network | None, xp: Any) -> Any:
    """As uint8, or int32 where a label needs more."""
    wide = network is not None and max(network.channel_labels) > 255
    kind = xp.int32 if wide else xp.uint8
    return values.to(kind) if hasattr(values, "to") else values.astype(kind)
