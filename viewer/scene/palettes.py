"""Well-known colour palettes for greys (DICOM PS3.6 Annex B), computed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.uint8]
"""Red, green and blue of the greys 0 to 255."""
Knots = tuple[tuple[int, int], ...]

_KNOTS: Mapping[str, tuple[Knots, Knots, Knots]] = {
    "hot iron": (
        ((0, 0), (127, 254), (128, 255)), ((128, 0), (254, 252), (255, 255)), ((191, 0), (254, 252), (255, 255)),
    ),
    "PET": (
        ((63, 0), (64, 1), (106, 85), (107, 86), (149, 170), (150, 171), (192, 255)),
        ((0, 0), (31, 62), (32, 65), (62, 125), (63, 128), (95, 64), (96, 63), (127, 1), (128, 0), (254, 252), (255, 255)),
        ((0, 0), (1, 1), (128, 255), (129, 252), (192, 0), (212, 80), (213, 85), (233, 165), (234, 170), (254, 250), (255, 255)),
    ),
    "spring": (((0, 255),), ((0, 0), (255, 255)), ((0, 255), (255, 0))),
}  # fmt: skip


def _table(channels: tuple[Knots, Knots, Knots]) -> Table:
    greys = np.arange(256)
    lines = [np.interp(greys, [at for at, _ in knots], [value for _, value in knots]) for knots in channels]
    return np.rint(np.stack(lines, axis=1)).astype(np.uint8)


PALETTES: Mapping[str, Table] = {name: _table(channels) for name, channels in _KNOTS.items()}
"""Straight lines between the knots of each channel; below the first and above the last they go on level."""
