"""What the flat views of a part of a series are cut from: its volume, or its pictures as they were acquired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from viewer.case.calibration import is_local
from viewer.case.geometry import Geometry, Point
from viewer.case.subtraction import Subtraction
from viewer.case.volume import Plane, Stack, Volume, Voxels, Window
from viewer.scene import windows
from viewer.scene.acquired import PICTURE, AcquiredPictures, find_acquired, pictures_of, slices_of
from viewer.scene.drawings import Drawings, draw_over
from viewer.scene.marks import Pixels
from viewer.scene.palettes import Table
from viewer.scene.presentation_grey import PicturePlaces
from viewer.scene.slab import Slab
from viewer.scene.slice_view import Overlay, Slicer, shaded, slicer_of
from viewer.scene.value_text import Translate, untranslated, value_text
from viewer.scene.view_state import PLANES, PictureAxis, PlaneView, acquired_view, picture_axis

FEW = 4
"""Pictures that give the first window while the others arrive."""


def bring_in(stack: Stack, volume: Volume | None) -> None:
    """Read what the first look needs from the mapped files: the window's sample, and the middle cuts. On a thread.

    Otherwise the window waits for the disk while it draws its first picture.
    """
    shown = volume or stack
    if isinstance(shown, Volume) or not shown.is_colour:
        windows.presets(shown)
    if volume is not None:
        for axis, size in enumerate(volume.voxels.shape):
            np.take(volume.voxels, size // 2, axis=axis).max()
    elif len(stack.pixels):
        stack.pixels[0].max()


class Arriving(Protocol):
    """Which pictures of a stack are there already, and the one that is looked at (`viewer.dicom.load.Early`)."""

    ready: npt.NDArray[np.bool_]
    wanted: int


class PixelSource:
    """The views that pictures have, and the pixels of any plane of theirs.

    With a `volume` there are three views of it; the one along its slices shows them as acquired where the volume is
    interpolated. `is_volume` without a volume says that it is still being made: its slices are shown as they arrive.
    Other pictures have one view, `PICTURE`. While pictures are `arriving`, those that are not there are black.
    """

    def __init__(
        self, stack: Stack, volume: Volume | None, is_volume: bool = False, arriving: Arriving | None = None
    ) -> None:
        self.stack, self.volume, self.arriving = stack, volume, arriving
        self._slicer = None if volume is None else slicer_of(volume)
        self._acquired: AcquiredPictures | None = None
        self._places: PicturePlaces | None = None
        if volume is not None:
            self.geometry: Geometry = volume.geometry
            self.axes: dict[str, PictureAxis] = {name: picture_axis(volume.geometry, name) for name in PLANES}
            self._acquired = find_acquired(volume, stack)
            self.main = acquired_view(volume.geometry)
        else:
            self._acquired = slices_of(stack) if is_volume else pictures_of(stack)
            self.geometry, self.axes, self.main = self._acquired.geometry, {}, self._acquired.axis.name
        if self._acquired is not None:
            self.axes[self._acquired.axis.name] = self._acquired.axis
        self._straight = dict(self.axes)
        self._show_what_is_there()
        self.presets: Mapping[str, Window] = self._find_presets()
        self.plain_window: Window | None = None
        """The window of the frames themselves, while a mask is subtracted from them."""
        self.drawings = Drawings()
        """What the files draw over their pictures."""

    @property
    def slab(self) -> Slab | None:
        """How thick the cuts through the volume are; None is one plane."""
        return None if self._slicer is None else self._slicer.slab

    @slab.setter
    def slab(self, slab: Slab | None) -> None:
        if self._slicer is not None:
            self._slicer.slab = slab

    @property
    def subtraction(self) -> Subtraction | None:
        """What is subtracted from the pictures that are shown; the values that are told stay those of the file."""
        return None if self._acquired is None else self._acquired.subtraction

    def subtract(self, subtraction: Subtraction | None, window: Window) -> Window:
        """Show differences to a mask, or with None the pictures again; the window to show them with, which was `window`."""
        assert self._acquired is not None
        before = self._acquired.subtraction
        self._acquired.subtraction = subtraction
        self._acquired.forget()
        if subtraction is None:
            plain, self.plain_window = self.plain_window, None
            self.presets = self._find_presets()
            return plain or window
        if before is not None:
            return window
        self.plain_window = window
        self.presets = windows.of_differences(self.stack, subtraction)
        return self.presets["1"]

    @property
    def is_turned(self) -> bool:
        return self.axes != self._straight

    def straighten(self) -> None:
        """The pictures along each view are those of the volume's own axes again."""
        self.axes = dict(self._straight)

    @property
    def shown(self) -> Volume | Stack:
        """What says unit, windows, padding and whether high values are dark."""
        return self.volume or self.stack

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the flat views, the first one first."""
        if PICTURE in self.axes:
            return (PICTURE,)
        return (self.main,) if self.geometry.shape_kji[0] == 1 else PLANES

    @property
    def is_colour(self) -> bool:
        return self.volume is None and self.stack.is_colour

    @property
    def first(self) -> str:
        """The view that is looked at first."""
        return self.views[0] if self.views[0] in self.axes else self.main

    def pixels(
        self, view: PlaneView, window: Window, mask: Slicer | None, overlay: Overlay | None, smooth: bool, inverted: bool,
        palette: Table | None = None,
    ) -> Pixels:  # fmt: skip
        """RGB of a plane; `inverted` is the reader's wish, on top of what the file wants."""
        slicer = self._slicer_of(view)
        if self.plain_window is not None and self._acquired is not None and not self._acquired.is_subtracted(view):
            window = self.plain_window
        shown = self.shown if slicer is self._slicer else self.stack
        pixels = shaded(slicer, view, window, shown, mask, overlay, smooth, inverted, palette)
        if self.arriving is not None:
            self._black_out(pixels, view, slicer)
        return pixels

    def values(self, view: PlaneView) -> Voxels:
        """The values on a plane, not-a-number or the lowest ones outside; of colours their mean."""
        values = self._slicer_of(view).values(view)
        return values.mean(axis=2) if values.ndim == 3 else values

    def inside(self, view: PlaneView) -> npt.NDArray[np.bool_]:
        """True on the pixels of a plane that lie in what is shown."""
        return self._slicer_of(view).inside(view)

    @property
    def measured(self) -> Stack:
        """The acquired pictures where they are shown: pictures without an order in space have places of their own."""
        return self._acquired.stack if self.volume is None and self._acquired is not None else self.stack

    def draw(self, pixels: Pixels, view: PlaneView) -> None:
        """Lay what the file draws over its picture on the pixels of a view."""
        shown = self.acquired_at(view) if self.drawings.over else None
        if shown is not None:
            draw_over(pixels, view, self.measured, shown[0], self.drawings)

    def acquired_at(self, view: PlaneView) -> tuple[int, Plane] | None:
        """Which picture of the stack a view shows as it was acquired, and where; None for cuts across the pictures."""
        if self._acquired is not None and self._is_acquired(view.name):
            index = self._acquired.index_at(view)
            return index, self._acquired.plane(index)
        if self.stack is None or view.name != self.main:
            return None
        if self._places is None:
            self._places = PicturePlaces(self.stack)
        found = self._places.shown(view)
        return None if found is None else (found, self.stack.planes[found])

    def text_at(self, view_name: str, point_lps: Point, tr: Translate = untranslated) -> str:
        """Where a point of a view is, and the value there, in the reader's words."""
        x, y, z = point_lps
        where, said = f"x {x:.1f}  y {y:.1f}  z {z:.1f} mm", ""
        if self._is_acquired(view_name):
            found = self.stack.probe(self.axes[view_name].nearest(point_lps))
            if is_local(self.stack.frame_uid):
                where = "" if found is None else f"{tr('column {number}', number=found[1][0] + 1)}  {tr('row {number}', number=found[1][1] + 1)}"
            if found is not None:
                said = value_text(found[0], self.stack.unit, () if self.volume is None else self.volume.other_units)
        elif self.volume is not None:
            value = self.volume.value_at(point_lps)
            said = "" if value is None else value_text(value, self.volume.unit, self.volume.other_units)
        return "  ·  ".join(part for part in (where, said) if part)

    def look_again(self) -> float:
        """Forget what was cut before more pictures arrived; how many of them are there, 0..1."""
        self._show_what_is_there()
        if self._acquired is not None:
            self._acquired.forget()
        return 1.0 if self.arriving is None else float(np.mean(self.arriving.ready))

    def _show_what_is_there(self) -> None:
        """Let cuts across the pictures reach as far as these have come, from the one that is looked at outward."""
        if self._slicer is None or self.arriving is None:
            return
        there, wanted = np.flatnonzero(self.arriving.ready), self.arriving.wanted
        at = int(there[np.abs(there - wanted).argmin()]) if len(there) else wanted
        missing = np.flatnonzero(~self.arriving.ready)
        first = int(missing[missing < at].max(initial=-1)) + 1
        end = int(missing[missing > at].min(initial=len(self.arriving.ready)))
        self._slicer.show_only(first, end)

    def _is_acquired(self, view_name: str) -> bool:
        """Whether a view shows pictures as they were acquired, not cuts across them."""
        return self._acquired is not None and self.axes.get(view_name) is self._acquired.axis

    def _slicer_of(self, view: PlaneView) -> Slicer:
        if self._acquired is not None and self._is_acquired(view.name) and self.slab is None:
            return self._acquired.slicer(view)
        assert self._slicer is not None
        return self._slicer

    def _black_out(self, pixels: Pixels, view: PlaneView, slicer: Slicer) -> None:
        """Make black what has not arrived, and ask for the picture that the main view wants."""
        assert self.arriving is not None
        if slicer is not self._slicer and not self.arriving.ready[self._index_at(view)]:
            pixels[...] = 0
        if view.name == self.main:
            self.arriving.wanted = self._index_at(view)

    def _index_at(self, view: PlaneView) -> int:
        """Which picture of the stack the main view shows."""
        if self._acquired is not None:
            return self._acquired.index_at(view)
        index = round(float(self.geometry.to_kji([view.centre_lps])[0][0]))
        return min(max(index, 0), len(self.stack.planes) - 1)

    def _find_presets(self) -> Mapping[str, Window]:
        if self.is_colour:
            return {}
        if self.arriving is None:
            return windows.presets(self.shown)
        there = np.flatnonzero(self.arriving.ready)[:FEW]
        planes = tuple(self.stack.planes[index] for index in there)
        return windows.presets(replace(self.stack, planes=planes, pixels=self.stack.pixels[there]))
