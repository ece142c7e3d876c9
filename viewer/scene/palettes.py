"""Colour palettes for greys: the well-known ones of DICOM (PS3.6 Annex B) and the rainbow, computed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Table = npt.NDArray[np.uint8]
"""Red, green and blue of the greys 0 to 255."""
Knots = tuple[tuple[float, int], ...]
Step = tuple[int, int]
"""The first grey of a step, and its colour as 0xRRGGBB."""

_KNOTS: Mapping[str, tuple[Knots, Knots, Knots]] = {
    "hot iron": (
        ((0, 0), (127, 254), (128, 255)), ((128, 0), (254, 252), (255, 255)), ((191, 0), (254, 252), (255, 255)),
    ),
    "PET": (
        ((63, 0), (64, 1), (106, 85), (107, 86), (149, 170), (150, 171), (192, 255)),
        ((0, 0), (31, 62), (32, 65), (62, 125), (63, 128), (95, 64), (96, 63), (127, 1), (128, 0), (254, 252), (255, 255)),
        ((0, 0), (1, 1), (128, 255), (129, 252), (192, 0), (212, 80), (213, 85), (233, 165), (234, 170), (254, 250), (255, 255)),
    ),
    "hot metal blue": (
        ((85, 0), (102, 50), (119, 90), (153, 190), (170, 255)),
        ((119, 0), (238, 224), (255, 255)),
        ((0, 0), (17, 33), (42, 83), (44, 86), (75, 147), (93, 183), (95, 186), (102, 200), (119, 150), (136, 50), (153, 0), (170, 0),
         (238, 200), (255, 255)),
    ),
    "rainbow": (  # hues from blue to red, in equal steps
        ((127.5, 0), (191.25, 255)), ((0, 0), (63.75, 255), (191.25, 255), (255, 0)), ((63.75, 255), (127.5, 0)),
    ),
    "spring": (((0, 255),), ((0, 0), (255, 255)), ((0, 255), (255, 0))),
    "summer": (((0, 0),), ((0, 255), (255, 128)), ((127, 0), (255, 254))),
    "fall": (((0, 255),), ((0, 255), (255, 0)), ((0, 0),)),
    "winter": (((127, 0), (255, 127)), ((0, 0), (255, 255)), ((0, 255), (255, 128))),
}  # fmt: skip

_PET_STEPS: tuple[Step, ...] = (
    (0, 0x000000), (13, 0x600050), (26, 0x303050), (39, 0x303070), (51, 0x505080), (64, 0x6060B0), (77, 0x7070C0), (90, 0x8080E0),
    (102, 0x306030), (115, 0x309030), (128, 0x50C050), (141, 0x40E040), (153, 0xE0E050), (166, 0xD0D060), (179, 0xD0B040), (192, 0xD09000),
    (204, 0xC06000), (217, 0xB03000), (230, 0xFF0000), (243, 0xFFFFFF),
)  # fmt: skip


def _table(channels: tuple[Knots, Knots, Knots]) -> Table:
    greys = np.arange(256)
    lines = [np.interp(greys, [at for at, _ in knots], [value for _, value in knots]) for knots in channels]
    return np.rint(np.stack(lines, axis=1)).astype(np.uint8)


def _stepped(steps: tuple[Step, ...]) -> Table:
    starts = np.array([start for start, _ in steps])
    colours = np.array([(colour >> 16, colour >> 8 & 0xFF, colour & 0xFF) for _, colour in steps], np.uint8)
    return np.asarray(colours[np.searchsorted(starts, np.arange(256), "right") - 1])


_SMOOTH = {name: _table(channels) for name, channels in _KNOTS.items()}
_ORDER = ("hot iron", "PET", "PET 20 step", "hot metal blue", "rainbow", "spring", "summer", "fall", "winter")
PALETTES: Mapping[str, Table] = {name: _SMOOTH[name] if name in _SMOOTH else _stepped(_PET_STEPS) for name in _ORDER}
"""Straight lines between the knots of each channel, level below the first and above the last; or steps of one colour each."""
