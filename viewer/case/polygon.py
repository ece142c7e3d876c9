"""Fills outlines on a grid of pixels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array


def fill_even_odd(contours: Sequence[Array], shape: tuple[int, int]) -> tuple[tuple[slice, slice], npt.NDArray[np.bool_]]:
    """The box around contours of (row, column) points, within `shape`, and in it what lies inside an odd number of them.

    Each edge flips every pixel to the right of it on the rows that it crosses, so a running parity is even-odd.
    """
    every = np.concatenate(list(contours))
    low = np.clip(np.floor(every.min(axis=0)), 0, shape).astype(int)
    high = np.clip(np.ceil(every.max(axis=0)) + 1, low, shape).astype(int)
    box = (slice(low[0], high[0]), slice(low[1], high[1]))
    rows, columns = (high - low).tolist()
    flips = np.zeros((rows, columns + 1), np.int64)
    y0, x0 = np.concatenate(list(contours)).T
    y1, x1 = np.concatenate([np.roll(contour, -1, axis=0) for contour in contours]).T
    first = np.maximum(np.ceil(np.minimum(y0, y1)), low[0]).astype(int)
    crossings = np.minimum(np.ceil(np.maximum(y0, y1)), high[0]).astype(int) - first  # first <= row < last
    edges = np.repeat(np.arange(len(first)), np.maximum(crossings, 0))
    crossed = first[edges] + np.arange(len(edges)) - np.searchsorted(edges, edges)
    at = np.ceil(x0[edges] + (crossed - y0[edges]) * (x1 - x0)[edges] / (y1 - y0)[edges]).astype(int)
    np.add.at(flips, (crossed - low[0], np.clip(at - low[1], 0, columns)), 1)
    return box, (np.cumsum(flips, axis=1)[:, :columns] % 2).astype(bool)
