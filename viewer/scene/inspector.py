"""What lies under the pointer, in full: which acquired pixel, its stored value, the value, and the shade it is shown in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from viewer.case.geometry import Point
from viewer.case.volume import Plane, Voxels, Window
from viewer.scene.corners import BETWEEN
from viewer.scene.marks import Mark, TextMark
from viewer.scene.pixel_source import PixelSource
from viewer.scene.text_room import width_px
from viewer.scene.value_text import Translate, number_text, untranslated, value_text
from viewer.scene.view_state import PlaneView
from viewer.scene.windows import is_dark_high, to_grey

LINE_PX, FROM_POINTER_PX = 17.0, 18.0


@dataclass(frozen=True, eq=False, slots=True)
class StoredPicture:
    """What the file of one picture holds: `values` (rows, columns), or None while they are read, and where they cannot be."""

    instance_uid: str
    frame: int
    values: Voxels | None = None


def inspect(
    source: PixelSource, view_name: str, point_lps: Point, window: Window, inverted: bool, stored: Callable[[Plane], StoredPicture],
    tr: Translate = untranslated,
) -> tuple[str, ...]:  # fmt: skip
    """Lines for a point: the pixel that was acquired nearest to it with its stored value, the value there, and its shade.

    `stored` gives what the file of a picture holds. On resampled grids and between pictures the view shows a value of
    the grid, which then is not the one that the stored value stands for. The shade is 0 (black) to 255, before colours.
    """
    axis, stack = source.axes.get(view_name), source.measured
    found = stack.probe(point_lps if axis is None or source.volume is not None else axis.nearest(point_lps))
    if found is None:
        return ()
    value, (column, row, index) = found
    as_seen = source.axes.get(source.main)  # pictures are counted as in the corner, and not as their files lie
    number = index + 1 if as_seen is None or source.volume is None else as_seen.number_at(stack.planes[index].origin_lps)
    lines = [BETWEEN.join((tr("column {number}", number=column + 1), tr("row {number}", number=row + 1), tr("picture {number}", number=number)))]
    if isinstance(value, tuple):
        return (*lines, value_text(value, ""))
    values = stored(stack.planes[index]).values
    if values is not None and values.ndim == 2 and row < values.shape[0] and column < values.shape[1]:
        lines.append(tr("stored {number}", number=number_text(float(values[row, column]))))
    unit = source.shown.unit
    seen = value if source.volume is None else source.volume.value_at(point_lps)
    if seen is None:
        return tuple(lines)
    others = () if source.volume is None else source.volume.other_units
    lines.append(value_text(seen, unit, others) if unit != "raw" else tr("value {number}", number=number_text(seen)))
    padding = source.shown.padding
    shade = int(to_grey(np.array([seen]), window, inverted != is_dark_high(source.shown), padding)[0])
    padded = padding is not None and padding[0] <= seen <= padding[1]
    lines.append(tr("padding: no picture") if padded else tr("shade {number} of 255", number=shade))
    return tuple(lines)


def inspector_marks(view: PlaneView, point_lps: Point, lines: tuple[str, ...]) -> tuple[Mark, ...]:
    """The lines beside the pointer, on the side where they have room."""
    x, y = view.to_px(point_lps)
    width, height = view.size_px
    wide, tall = max((width_px(line) for line in lines), default=0.0), LINE_PX * len(lines)
    left = x + FROM_POINTER_PX if x + FROM_POINTER_PX + wide < width else x - FROM_POINTER_PX - wide
    top = y + FROM_POINTER_PX if y + FROM_POINTER_PX + tall < height else y - FROM_POINTER_PX - tall
    return tuple(TextMark((max(left, 4.0), max(top, 4.0) + at * LINE_PX), line) for at, line in enumerate(lines))
