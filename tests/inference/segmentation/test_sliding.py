"""Windows cover everything once, are cut in the middle of their overlap, and decide as softmax and sigmoid do."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from inference.packs.recipe import Network
from inference.segmentation.sliding import decide, look, slide, span_of, windows_over
from viewer.case.progress import CancelledError, no_tick

SIZES = st.tuples(*[st.integers(1, 70)] * 3)
PATCHES = st.tuples(*[st.integers(1, 32)] * 3)
SOFTMAX = Network("layers", "", {}, 4, "softmax", (0, 3, 7, 200))


class Pointwise:
    """A network that looks at one voxel at a time, and counts how often it is asked."""

    name, xp = "test", np

    def __init__(self) -> None:
        self.windows = 0

    def logits(self, patch: Any, check: Any) -> Any:
        check()
        self.windows += 1
        value = patch[0]
        return np.stack([np.zeros_like(value), value, 2 * value - 3, 3 * value - 9])

    def to_numpy(self, array: Any) -> Any:
        return array

    def close(self) -> None:
        pass


@settings(max_examples=60, deadline=None)
@given(SIZES, PATCHES, st.sampled_from([0.0, 0.25, 0.5, 0.625]))
def test_every_voxel_is_decided_once_by_a_window_that_sees_it(shape: Any, patch: Any, overlap: float) -> None:
    count = np.zeros(shape, int)
    for window in windows_over(shape, patch, overlap):
        count[window.own] += 1
        for start, own, length, size in zip(window.start, window.own, patch, shape, strict=True):
            assert start <= own.start < own.stop <= start + length or size <= length
            assert size <= length or 0 <= start <= size - length
    assert (count == 1).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(40, 300), st.integers(16, 39), st.sampled_from([0.25, 0.5]))
def test_neighbours_overlap_enough_and_are_cut_in_the_middle(size: int, length: int, overlap: float) -> None:
    windows = windows_over((size, 1, 1), (length, 1, 1), overlap)
    for first, second in pairwise(windows):
        shared = first.start[0] + length - second.start[0]
        assert shared >= overlap * length - 1
        cut = first.own[0].stop
        assert abs((cut - second.start[0]) - (first.start[0] + length - cut)) <= 1


def test_a_pointwise_network_does_not_notice_the_windows() -> None:
    values = np.random.default_rng(0).normal(2, 3, (50, 41, 37)).astype(np.float32)
    backend = Pointwise()
    windows = windows_over((50, 41, 37), (16, 16, 12), 0.25)
    decided = slide([values], (16, 16, 12), windows, "zero", backend, SOFTMAX, no_tick)
    whole, clearness = decide(np.stack([np.zeros_like(values), values, 2 * values - 3, 3 * values - 9]), SOFTMAX, np)
    assert np.array_equal(decided.labels, whole) and np.array_equal(decided.clearness, clearness)
    assert backend.windows == len(windows)


def test_softmax_takes_the_highest_and_clearness_is_the_lead_of_two() -> None:
    logits = np.random.default_rng(2).normal(0, 3, (4, 5, 6, 7)).astype(np.float32)
    for xp, given_ in ((np, logits), (torch, torch.from_numpy(logits))):
        labels, clearness = decide(given_, SOFTMAX, xp)
        assert np.array_equal(np.asarray(labels), np.array(SOFTMAX.channel_labels)[logits.argmax(0)])
        first, second = np.sort(logits, 0)[::-1][:2]
        assert np.abs(np.asarray(clearness) - np.tanh((first - second) / 2) * 255).max() <= 1
    two = Network("layers", "", {}, 2, "softmax", (0, 1))
    p = np.exp(logits[:2]) / np.exp(logits[:2]).sum(0)
    assert np.abs(np.asarray(decide(logits[:2], two, np)[1]) - np.abs(p[0] - p[1]) * 255).max() <= 1


def test_labels_above_255_are_kept() -> None:
    many = Network("layers", "", {}, 2, "softmax", (0, 300))
    values = np.random.default_rng(2).normal(0, 3, (5, 6, 7)).astype(np.float32)

    class Two(Pointwise):
        def logits(self, patch: Any, check: Any) -> Any:
            return np.stack([np.zeros_like(patch[0]), patch[0]])

    decided = slide([values], (4, 4, 4), windows_over((5, 6, 7), (4, 4, 4), 0.25), "zero", Two(), many, no_tick)
    assert decided.labels.dtype == np.uint16 and np.array_equal(decided.labels, (values > 0) * 300)


def test_a_sigmoid_paints_classes_over_each_other_in_the_order_of_the_card() -> None:
    logits = np.random.default_rng(4).normal(0, 2, (3, 4, 5, 6)).astype(np.float32)
    for order in ((0, 1, 2), (2, 0, 1)):
        network = Network("layers", "", {}, 3, "sigmoid", (1, 2, 3), 0.3, order)
        expected = np.zeros(logits.shape[1:], int)
        for channel in order:
            expected[1 / (1 + np.exp(-logits[channel])) > 0.3] = channel + 1
        for xp, given_ in ((np, logits), (torch, torch.from_numpy(logits))):
            labels, clearness = decide(given_, network, xp)
            assert np.array_equal(np.asarray(labels), expected)
            assert int(np.asarray(clearness).min()) >= 0


@pytest.mark.parametrize(("fill", "outside"), [(0.0, 0.0), (-7.0, -7.0), (None, None)])
def test_what_lies_beyond_the_volume(fill: float | None, outside: float | None) -> None:
    values = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    out = np.empty((4, 5, 6), np.float32)
    look(values, (-1, -1, -1), fill, out)
    assert np.array_equal(out[1:3, 1:4, 1:5], values)
    assert out[0, 0, 0] == (outside if outside is not None else values[0, 0, 0])
    assert out[3, 4, 5] == (outside if outside is not None else values[1, 2, 3])


def test_a_stop_is_heard_within_a_window_and_the_time_left_is_told() -> None:
    texts: list[str] = []

    def tick(fraction: float, text: str) -> None:
        texts.append(text)
        if "Window 3" in text:
            raise CancelledError

    import time

    class Slow(Pointwise):
        def logits(self, patch: Any, check: Any) -> Any:
            time.sleep(0.3)
            return super().logits(patch, check)

    with pytest.raises(CancelledError):
        slide([np.zeros((100, 16, 16), np.float32)], (16, 16, 16), windows_over((100, 16, 16), (16, 16, 16), 0.25), "zero", Slow(), SOFTMAX, tick)
    assert texts[0] == "Window 1 of 8" and any(text.startswith("Window 2 of 8, about 2 s left") for text in texts)


def test_the_time_left_is_said_from_the_first_window_and_in_minutes_where_it_is_long() -> None:
    values, windows = np.zeros((40, 16, 16), np.float32), windows_over((40, 16, 16), (16, 16, 16), 0.25)
    rows = (
        (5.0, 0.0, ", about 15 s left"), (60.0, 0.0, ", about 3 min left"), (45.0, 9.0, ", about 2 min 20 s left"),
        (300.0, 0.0, ", about 15 min left"), (0.0, 9.0, ""),
    )  # fmt: skip
    for each, after, words in rows:
        texts: list[str] = []
        slide([values], (16, 16, 16), windows, "zero", Pointwise(), SOFTMAX, lambda fraction, text: texts.append(text), each, after)  # noqa: B023
        assert texts[0] == f"Window 1 of 3{words}" and texts[-1].startswith("Window 3 of 3")


class Blocks(Pointwise):
    """A network that sees means of blocks of `stride` voxels, counted from the window's corner."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.stride = stride

    def logits(self, patch: Any, check: Any) -> Any:
        x, y, z = (size // self.stride for size in patch.shape[1:])
        mean = patch[0].reshape(x, self.stride, y, self.stride, z, self.stride).mean((1, 3, 5), keepdims=True)
        value = np.broadcast_to(mean, (x, self.stride, y, self.stride, z, self.stride)).reshape(patch.shape[1:])
        return np.stack([np.zeros_like(value), value, 2 * value - 3, 3 * value - 9])


@settings(max_examples=30, deadline=None)
@given(st.data(), st.sampled_from([2, 4, 8]), st.sampled_from([0.0, 0.25, 0.5]))
def test_what_is_drawn_does_not_depend_on_the_part_that_is_looked_at(data: Any, stride: int, overlap: float) -> None:
    """A network with a grid of its own sees the same one wherever the part begins."""
    shape = data.draw(st.tuples(*[st.integers(9, 50)] * 3))
    patch = data.draw(st.tuples(*[st.integers(1, 24 // stride).map(lambda n: n * stride)] * 3))
    values = np.random.default_rng(data.draw(st.integers(0, 9))).normal(2, 9, shape).astype(np.float32)
    whole = _drawn(values, [slice(0, size) for size in shape], patch, overlap, stride)
    asked = [sorted(data.draw(st.tuples(*[st.integers(0, size)] * 2).filter(lambda pair: pair[0] != pair[1]))) for size in shape]
    box = [span_of(slice(*pair), *row) for pair, *row in zip(asked, patch, (stride,) * 3, shape, strict=True)]
    assert all(part.start <= low and high <= part.stop for part, (low, high) in zip(box, asked, strict=True))
    assert np.array_equal(_drawn(values, box, patch, overlap, stride), whole[tuple(box)])


def _drawn(values: Any, box: Any, patch: Any, overlap: float, stride: int) -> Any:
    part = values[tuple(box)]
    windows = windows_over(part.shape, patch, overlap, (stride,) * 3)
    return slide([part], patch, windows, "zero", Blocks(stride), SOFTMAX, no_tick).labels
