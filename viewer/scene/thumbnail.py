"""A small picture of what a series or a part of one shows."""

from __future__ import annotations

from viewer.case.volume import Stack, Volume, Window
from viewer.scene.acquired import pictures_of
from viewer.scene.marks import Pixels
from viewer.scene.slice_view import shaded, slicer_of
from viewer.scene.view_state import acquired_view, fit, picture_axis
from viewer.scene.windows import presets


def thumbnail(stack: Stack, volume: Volume | None, side_px: int) -> Pixels:
    """The middle picture across the slices of a volume, or the first one of pictures that make none."""
    size = (side_px, side_px)
    if volume is not None:
        axis = picture_axis(volume.geometry, acquired_view(volume.geometry))
        view = fit(volume.geometry, axis, size)
        return shaded(slicer_of(volume), view, presets(volume)["1"], volume)
    pictures = pictures_of(stack)
    view = fit(pictures.geometry, pictures.axis, size, 1)
    return shaded(pictures.slicer(view), view, Window(0, 1) if stack.is_colour else presets(stack)["1"], stack)
