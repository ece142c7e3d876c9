"""How others presented the pictures on the screen: their grey levels, shutters, drawings, and stars on key images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from viewer.case.key_image import KeyImage
from viewer.case.presentation import Presentation
from viewer.case.volume import Plane, Window
from viewer.scene.acquired import PICTURE
from viewer.scene.marks import Mark, Pixels
from viewer.scene.pixel_source import PixelSource
from viewer.scene.presentation_grey import close_shutters, shown_window
from viewer.scene.presentation_marks import presentation_marks, presented_view
from viewer.scene.view_state import PlaneView

LONGEST_NAME = 32


class Presented:
    """The presentation states and key images of a study; `on` shows the states, `shutters_on` their shutters."""

    def __init__(self) -> None:
        self.on = self.shutters_on = True
        self._states: tuple[Presentation, ...] = ()
        self._key_images: tuple[KeyImage, ...] = ()
        self._window: tuple[tuple[str, int, Window], Window, bool] | None = None

    def set_records(self, states: Sequence[Presentation], key_images: Sequence[KeyImage]) -> bool:
        """Take what the store holds now; whether that is other than before. Other states are shown, whatever was hidden."""
        before = self._states, self._key_images
        self._states, self._key_images = tuple(states), tuple(key_images)
        self._window = None
        self.on = self.on or self._states != before[0]
        return before != (self._states, self._key_images)

    def is_of(self, source: PixelSource | None) -> bool:
        """Whether a state was made for any picture of a source."""
        if not self._states:
            return False
        uids = {picture.instance_uid for state in self._states for picture in state.pictures}
        return source is not None and source.stack is not None and any(plane.instance_uid in uids for plane in source.stack.planes)

    def window(self, source: PixelSource, view: PlaneView, window: Window) -> tuple[Window, bool]:
        """The state's grey levels for the picture that a view shows, or `window` where there is no state.

        And whether values may be interpolated under them: not where a table puts the greys in another order.
        """
        found = self._found(source, view)
        if found is None or source.stack is None or source.is_colour:
            return window, True
        state, _, index = found
        key = state.id, index, window
        if self._window is None or self._window[0] != key or source.arriving is not None:
            shown = shown_window(state, source.stack, index, window)
            steps = np.diff(shown.lut.values) if shown.lut is not None else np.zeros(1)
            self._window = key, shown, bool(np.all(steps >= 0) or np.all(steps <= 0))
        return self._window[1:]

    def words(self, source: PixelSource, view: PlaneView, greys: bool) -> str:
        """What is said of the state of the picture that a view shows; `greys` says whether its grey levels are shown too."""
        found = self._for(source, view)
        if found is None:
            return ""
        state = found[0]
        name = state.name if len(state.name) <= LONGEST_NAME else f"{state.name[:LONGEST_NAME].rstrip()}…"
        if not self.on:
            return f"presentation state hidden: {name}"
        grey = [] if source.is_colour else ["inverse"] if greys and state.inverse else [] if greys else ["other window"]
        unturned = ["not turned"] if view.name != PICTURE and (state.rotation or state.flipped) else []
        return "  ".join((f"presentation state: {name}", *grey, *unturned))

    def shuttered(self, pixels: Pixels, source: PixelSource, view: PlaneView) -> Pixels:
        """The picture with what the state's shutters hide, else those of its file (PS3.4 N.2: a state takes their place),
        and black beside it."""
        found = self._found(source, view)
        if found is None:
            shown = source.acquired_at(view) if self.shutters_on and source.drawings.shutters else None
            own = None if shown is None else source.drawings.shutters.get(shown[0])
            return pixels if shown is None or own is None else close_shutters(pixels, view, shown[1], _size(source), own)
        state = found[0] if self.shutters_on else replace(found[0], shutters=())
        return close_shutters(pixels, view, found[1], _size(source), state)

    def view(self, source: PixelSource, view: PlaneView) -> PlaneView:
        """The view turned, mirrored and zoomed as the state of its picture wants it."""
        found = self._found(source, view)
        return view if found is None else presented_view(view, found[1], _size(source), found[0])

    def marks(self, source: PixelSource, view: PlaneView) -> tuple[Mark, ...]:
        """What the state draws."""
        marks: list[Mark] = []
        found = self._found(source, view)
        if found is not None:
            state, plane, _ = found
            marks += presentation_marks(view, plane, _size(source), state)
        return tuple(marks)

    def star(self, source: PixelSource, view: PlaneView) -> str:
        """Why the picture that a view shows is a key image, empty where it is none."""
        shown = source.acquired_at(view) if self._key_images else None
        titles = [] if shown is None else [image.title.meaning for image in self._key_images if _marks(image, shown[1])]
        return ", ".join(dict.fromkeys(titles))

    def _found(self, source: PixelSource, view: PlaneView) -> tuple[Presentation, Plane, int] | None:
        """The last state that was made for the picture of a view, while states are shown."""
        return self._for(source, view) if self.on else None

    def _for(self, source: PixelSource, view: PlaneView) -> tuple[Presentation, Plane, int] | None:
        shown = source.acquired_at(view) if self._states else None
        if shown is None:
            return None
        index, plane = shown
        states = [state for state in self._states if state.is_of(plane.instance_uid, plane.frame + 1)]
        return (states[-1], plane, index) if states else None


def _marks(image: KeyImage, plane: Plane) -> bool:
    return image.instance_uid == plane.instance_uid and image.frame in (0, plane.frame + 1)


def _size(source: PixelSource) -> tuple[int, int]:
    assert source.stack is not None
    rows, columns = source.stack.pixels.shape[1:3]
    return columns, rows
