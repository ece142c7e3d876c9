"""Numbers on a grid as a colour wash over a picture, in bands, with a key that says what each colour means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Voxels
from viewer.scene.colour_tables import Colour
from viewer.scene.marks import LineMark, Mark, Pixels, TextMark
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PlaneView

_SWATCH_PX, _ROW_PX, _KEY_PX, _LETTER_PX, _LEAST_PX = 12, 16, 84, 7.5, (260, 240)
Band = tuple[float, Colour, str]
"""From which value it begins, its colour, and what the key says of it."""


class Wash:
    """Bands of colour, the lowest first; below the first band pictures stay as they are.

    `title` stands over the key. Subclasses say in words what lies at a point.
    """

    def __init__(self, geometry: Geometry, voxels: Voxels, bands: Sequence[Band], title: str, opacity: float = 0.35) -> None:
        self._slicer = Slicer(geometry, voxels)
        self._bands, self._title, self._opacity = tuple(bands), title, opacity
        self._levels = np.array([level for level, _, _ in bands])
        self._colours = np.array([(0, 0, 0), *(colour for _, colour, _ in bands)], np.float32)

    def text_at(self, point_lps: Point) -> str:
        """What the grid says at a point; empty outside it."""
        raise NotImplementedError

    def lay_over(self, pixels: Pixels, view: PlaneView) -> None:
        """Tint the pixels of a plane where the values reach the lowest band; elsewhere they stay as they are."""
        values = np.nan_to_num(self._slicer.values(view).astype(np.float32), nan=-np.inf)
        bands = np.searchsorted(self._levels, values, side="right")
        inside = bands > 0
        tint = self._colours[bands[inside]]
        pixels[inside] = (pixels[inside] * (1 - self._opacity) + tint * self._opacity + 0.5).astype(np.uint8)

    def key(self, view: PlaneView) -> tuple[Mark, ...]:
        """Colours and what they mean, at the right edge below the middle; nothing in a small pane."""
        width, height = view.size_px
        if width < _LEAST_PX[0] or height < _LEAST_PX[1]:
            return ()
        longest = max(len(text) for text in (self._title, *(text for _, _, text in self._bands)))
        x, y = width - max(_KEY_PX, _SWATCH_PX + 6 + longest * _LETTER_PX + 8), height * 0.56
        marks: list[Mark] = [TextMark((x, y), self._title, "text", "left")]
        for n, (_, colour, text) in enumerate(reversed(self._bands), 1):
            middle = y + n * _ROW_PX
            marks.append(LineMark((x, middle), (x + _SWATCH_PX, middle), colour, _ROW_PX - 4.0))
            marks.append(TextMark((x + _SWATCH_PX + 6, middle), text, "text", "left"))
        return tuple(marks)
