"""What is drawn on top of an image: lines, shapes and text in pane pixels, coloured by role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
"""(height, width, 3) RGB."""
Xy = tuple[float, float]
Role = Literal["text", "quiet", "accent", "proposed", "confirmed", "attention", "wrong"]
Ink = Role | tuple[int, int, int]
"""A role of the theme, or RGB where the colour is the thing's own."""
Anchor = Literal[
    "top left", "top", "top right", "left", "centre", "right", "bottom left", "bottom", "bottom right"
]  # fmt: skip
"""Which part of a text lies at its point."""


@dataclass(frozen=True, slots=True)
class LineMark:
    start_px: Xy
    end_px: Xy
    colour: Ink
    width_px: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class PolygonMark:
    """A closed outline, never filled: nothing covers the image."""

    points_px: tuple[Xy, ...]
    colour: Ink
    width_px: float = 1.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class DotMark:
    """A small circle: an end handle of a ruler, a point of evidence."""

    centre_px: Xy
    colour: Ink
    radius_px: float = 3.5
    filled: bool = False


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text with a thin dark halo."""

    at_px: Xy
    text: str
    colour: Ink = "text"
    anchor: Anchor = "top left"
    bold: bool = False


Mark = LineMark | PolygonMark | DotMark | TextMark


class Paint(Protocol):
    """Draws marks on pixels and writes a PNG: the one painter of panes, pictures and key images."""

    def __call__(self, pixels: Pixels, marks: Sequence[Mark], path: Path) -> None: ...
