"""A presentation state's grey levels and shutters on the pictures that it was made for."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array
from viewer.case.presentation import FileShutters, Presentation, Shutter
from viewer.case.volume import Lut, Plane, Stack, Window
from viewer.scene.marks import Pixels
from viewer.scene.view_state import PlaneView
from viewer.scene.windows import is_dark_high, shades

SAME_DIRECTION = 0.999
MOST_ENTRIES = 1 << 16
FULL = (1 << 16) - 1


class PicturePlaces:
    """Where the pictures of a stack lie, worked out once: the views ask with every step."""

    def __init__(self, stack: Stack) -> None:
        points = (point for plane in stack.planes for point in (plane.origin_lps, plane.along_lps, plane.down_lps))
        places = np.fromiter(chain.from_iterable(points), float, 9 * len(stack.planes)).reshape(-1, 3, 3)  # np.array takes 4 times as long
        self._origins_lps, self._across = places[:, 0], np.cross(places[:, 1], places[:, 2])
        self._least = SAME_DIRECTION * np.linalg.norm(self._across, axis=1)

    def shown(self, view: PlaneView) -> int | None:
        """Which picture a view shows as it was acquired; None where the view cuts across the pictures."""
        normal = np.array(view.normal_lps)
        facing = np.abs(self._across @ normal) >= self._least
        distances_mm = np.abs((self._origins_lps - np.array(view.centre_lps)) @ normal)
        best = int(np.where(facing, distances_mm, np.inf).argmin())
        return best if facing[best] and distances_mm[best] <= distances_mm.min() else None


def shown_window(state: Presentation, stack: Stack, index: int, window: Window) -> Window:
    """The state's grey levels as one window for a picture's values; `window` where the state names none.

    The chain is modality, VOI, presentation LUT (PS3.4 N.2). A state that only names a plain window gives that; any
    other one gives a table over the picture's values, which also says what MONOCHROME1 means here: nothing, the
    state alone decides.
    """
    plane = stack.planes[index]
    voi = state.window_of(plane.instance_uid, plane.frame + 1) or window
    is_plain = state.grey_lut is None and state.modality_lut is None and state.slope is None
    if is_plain and not state.inverse and not is_dark_high(stack):
        return voi
    values = _values_of(stack, index)
    stored = np.rint((values - state.picture_intercept) / (state.picture_slope or 1.0))
    modality = values
    if state.modality_lut is not None:
        modality = _looked_up(state.modality_lut, stored)
    elif state.slope is not None:
        modality = stored * state.slope + (state.intercept or 0.0)
    grey = shades(modality, voi, 1.0)
    if state.grey_lut is not None:
        entries = np.array(state.grey_lut.values, float) / ((1 << state.grey_lut.bits) - 1)
        grey = entries[np.rint(grey * (len(entries) - 1)).astype(int)]
    if state.inverse != is_dark_high(stack):  # the views turn such pictures round once more
        grey = 1 - grey
    table = Lut(int(values[0]), tuple(int(entry) for entry in np.rint(grey * FULL)), 16)
    return replace(voi, lut=table)


def _values_of(stack: Stack, index: int) -> Array:
    """Whole numbers from the lowest to the highest value of a picture."""
    plane, pixels = stack.planes[index], stack.pixels[index]
    ends = np.array([pixels.min(), pixels.max()], float) * plane.slope + plane.intercept
    low, high = math.floor(ends.min()), math.ceil(ends.max())
    return np.arange(low, min(high, low + MOST_ENTRIES - 1) + 1, dtype=float)


def _looked_up(lut: Lut, values: Array) -> Array:
    entries = np.array(lut.values, float)
    return np.asarray(entries[np.clip(np.nan_to_num(values).astype(int) - lut.first, 0, len(entries) - 1)])


def close_shutters(pixels: Pixels, view: PlaneView, plane: Plane, size: tuple[int, int], state: Presentation | FileShutters) -> Pixels:
    """The picture of a view with what the shutters hide in the shutters' grey, and black beside the picture.

    `state` is a presentation state or the picture's own header. `size` is columns and rows of the picture: a state's greys say nothing of what lies outside.
    """
    height, width = pixels.shape[:2]
    shown = scaled(view, width)
    spots = spots_of(shown, plane)
    open_ = np.ones((height, width), bool)
    for shutter in state.shutters:
        open_ &= _inside(shutter, spots)
    closed = pixels.copy()
    closed[~open_] = round(state.shutter_grey * 255)
    closed[~_inside(Shutter("rectangle", ((0.0, 0.0), (size[0] - 1.0, size[1] - 1.0))), spots)] = 0
    return closed


def scaled(view: PlaneView, width_px: int) -> PlaneView:
    """The view with as many pixels as its picture has: it may have been drawn for a finer screen."""
    return view if view.size_px[0] == width_px else view.scaled(width_px / view.size_px[0])


def spots_of(view: PlaneView, plane: Plane) -> tuple[Array, Array]:
    """Column and row of the picture under the middle of every pixel of a view, each (height, width)."""
    width, height = view.size_px
    corner, right, down = (np.array(view.to_lps(xy)) for xy in ((0.5, 0.5), (1.5, 0.5), (0.5, 1.5)))
    to_picture = _to_picture(plane)
    start = to_picture @ (corner - np.array(plane.origin_lps))
    by_x, by_y = to_picture @ (right - corner), to_picture @ (down - corner)
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    return start[0] + x * by_x[0] + y * by_y[0], start[1] + x * by_x[1] + y * by_y[1]


def _to_picture(plane: Plane) -> Array:
    """(2, 3): from mm beside the first pixel to columns and rows."""
    along, down = np.array(plane.along_lps), np.array(plane.down_lps)
    return np.asarray(np.linalg.pinv(np.stack([along, down], axis=1)))


def _inside(shutter: Shutter, spots: tuple[Array, Array]) -> npt.NDArray[np.bool_]:
    column, row = spots
    points = np.array(shutter.points)
    if shutter.kind == "rectangle":  # its edges are pixels that are hidden no more than half: the whole pixel is shown
        (left, top), (right, bottom) = np.minimum(*points) - 0.5, np.maximum(*points) + 0.5
        return np.asarray((column >= left) & (column <= right) & (row >= top) & (row <= bottom))
    if shutter.kind == "circle":
        radius = float(np.linalg.norm(points[1] - points[0]))
        return np.asarray(np.hypot(column - points[0, 0], row - points[0, 1]) <= radius)
    inside = np.zeros(column.shape, bool)
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crosses = (row >= min(y0, y1)) & (row < max(y0, y1))
        inside ^= crosses & (column < x0 + (row - y0) * (x1 - x0) / (y1 - y0))
    return inside
