"""Axial, coronal, sagittal and 3D of one volume, or the pictures of a stack: what the window embeds.

Shows
    ``show_loaded(loaded, study, series, problems)``, ``clear(text)``, ``set_mask(...)``, ``set_records(...)``. The grid keeps no case data of its own: after an edit, call ``set_records`` again.
Goes
    ``jump_to(point_lps, box_lps)``, ``reset_view()``, ``maximise(name)``, ``focus_pane(name)``.
Says (signals)
    ``edit_made(Edit)`` to be applied to the store; ``words_asked(record)`` where the reader must say what it is; ``crosshair_moved(point)``; ``window_changed(centre, width)``;
    ``mark_selected(kind, id)``, both empty when the ground was clicked; ``tool_picked(name)``; ``hovered(text)`` for the status bar; ``pane_focused(name)``;
    and for viewers beside this one `scrolled`, `pointed`, `framed`, `window_chosen` and `plane_changed`.

``content.prompting`` takes what is marked of a structure. Call ``close_views()`` before the window goes, so that the 3D context is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewer.case.geometry import Box, Point
from viewer.case.study import Problem, Series, Study
from viewer.case.volume import Window
from viewer.scene.acquired import PICTURE
from viewer.scene.corners import Corners, corner_marks
from viewer.scene.fusion import Fusion
from viewer.scene.marks import Mark
from viewer.scene.pixel_source import PixelSource
from viewer.scene.view_state import PLANES, PlaneView, against_edge
from viewer.widgets.blend import BlendSlider
from viewer.widgets.cine import Cine
from viewer.widgets.kept_views import put_back, state_of
from viewer.widgets.linked_views import LinkedViews
from viewer.widgets.pane import Pane, SlicePane, SliceSource
from viewer.widgets.pane_layout import PaneLayout
from viewer.widgets.reformats import Reformats
from viewer.widgets.shown_records import ShowsRecords
from viewer.widgets.shown_views import VOLUME, ShownViews
from viewer.widgets.tiles import TILES, Tiles
from viewer.widgets.tool_in_hand import ToolInHand
from viewer.widgets.tr import day_of, tr
from viewer.widgets.viewer_mouse import ViewerMouse
from viewer.widgets.volume_pane import VolumePane

if TYPE_CHECKING:
    from viewer.dicom.load import Early, Loaded



class ViewGrid(ShowsRecords):
    """Four views of one volume, or one of pictures. `author` gives the author of edits (``user:<name>``) when one is made."""

    edit_made, previewed = Signal(object), Signal(object)
    words_asked = Signal(object)
    crosshair_moved = Signal(object)
    window_changed = Signal(float, float)
    mark_selected = Signal(str, str)
    tool_picked = Signal(str)
    hovered = Signal(str)
    pane_focused = Signal(str)
    scrolled = Signal(object)
    """The crosshair went with the pictures to this point."""
    pointed = Signal(object)
    """The reader showed a point."""
    framed = Signal(object)
    """The plane of a view after it was moved or magnified by the reader."""
    window_chosen = Signal(object)
    plane_changed = Signal()
    alone_asked = Signal(str)
    """A view was double clicked that shares the room with other viewers."""

    def __init__(self, author: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hand, self.cine = ToolInHand(self._content, author), Cine(self)
        self._shown = ShownViews(self._content)
        self.shares_room = False
        self._layout = PaneLayout(self)
        self._blend = BlendSlider(self)
        self._blend.valueChanged.connect(self._on_blended)
        self._lay_out()

    # What is shown ------------------------------------------------------------------------------------------

    def show_loaded(
        self, loaded: Loaded, study: Study, series: Series, problems: Sequence[Problem] = (), early: Early | None = None
    ) -> None:
        """Show a part of a series: a volume from its middle, other pictures from the first one.

        `early` says that its pictures are still arriving; `look_again` then shows what came since, and a second call
        without it that all are there: views, window and records stay as the reader left them.
        """
        before = self._content.source
        stays = before is not None and before.arriving is not None and before.stack is loaded.stack
        state, window = self.view_state() if stays else {}, self._content.window
        source = PixelSource(loaded.stack, loaded.volume, loaded.part.is_volume, early)
        corners = Corners(study, series, loaded.volume, loaded.stack, tuple(problems), loaded.part, tr=tr, day=day_of)
        self._content.show(source, corners)
        self._content.part_position = loaded.part.position
        self._volume_pane.show_volume(loaded.volume if early is None else None)
        self._hand.make(series.uid)
        self.maximise(self._shown.begin())
        self.reset_view()
        if stays:
            self.restore(state)
            self._content.window = window
        self.set_progress(None if early is None else 0.0)
        self._tell_window()

    def look_again(self) -> None:
        """Show what arrived since in the view that has waited longest: all of them at once would hold the window up."""
        source = self._content.source
        shown = [pane for pane in (*self.slice_panes, *self._tiles.panes) if pane.isVisibleTo(self)]
        if source is not None and source.arriving is not None and shown:
            min(shown, key=lambda pane: pane.there).look_again(source.look_again())

    def show_time(self, source: PixelSource, name: str, position: int) -> None:
        """Show another time of the same places, as the one before is shown."""
        self._content.show_time(source, name, position)
        self.refresh_slices()

    def set_progress(self, there: float | None) -> None:
        """How many of the pictures have arrived, 0..1, as a thin line at the foot of each view; None shows none."""
        for pane in (*self.slice_panes, *self._tiles.panes):
            pane.there = 0.0
            pane.set_progress(there if pane.view is not None else None)

    def clear(self, text: str = "") -> None:
        """Show no image; `text` says what belongs here."""
        self._content.clear()
        self._hand.make()
        self._volume_pane.show_volume(None)
        self.maximise(self._shown.alone if self._shown.alone in (*PLANES, VOLUME) else "")
        for pane in self._panes.values():
            pane.empty_text = text if pane.name == (self._shown.alone or "axial") else ""
            if isinstance(pane, SlicePane):
                pane.show_view(None)
            pane.refresh()

    @property
    def has_image(self) -> bool:
        return self._content.source is not None

    @property
    def selected(self) -> tuple[str, str]:
        """Kind and id of the selected mark, both empty where none is."""
        return self._content.selected

    # Going somewhere ----------------------------------------------------------------------------------------

    @property
    def crosshair_lps(self) -> Point:
        return self._content.crosshair

    def jump_to(self, point_lps: Point, box_lps: Box | None = None) -> None:
        """Move the crosshair and every view to a point; pan where it, or the box around it, would be off screen."""
        self._views.jump_to(point_lps, box_lps)
        self.update_slices()
        self.crosshair_moved.emit(point_lps)

    def reset_view(self) -> None:
        """Fit every view and go to the middle; the window stays."""
        if self._content.source is None:
            return
        self._views.fit()
        self._tiles.fit()
        self.present()
        self._volume_pane.reset()
        self.refresh_slices()
        self.crosshair_moved.emit(self._content.crosshair)

    def present(self) -> None:
        """Turn, mirror and zoom pictures without a place in the patient as a state wants them; a volume stays as it lies."""
        source = self._content.source
        for pane in self.slice_panes:
            if source is not None and pane.view is not None and pane.name == PICTURE:
                pane.show_view(self._content.presented.view(source, pane.view))
        self.refresh_slices()

    def maximise(self, name: str) -> None:
        """Show one view alone (a name of `PLANES` or ``3D``), or with "" those that are wanted of it."""
        self._shown.show_alone(name)
        shown = self._shown.names
        tiled = self._tiles.shape != (1, 1) and shown != (VOLUME,)
        self._layout.show_only((TILES,) if tiled else shown)
        self._tiles.show_view(shown[0])

    def show_views(self, wanted: str) -> None:
        """What is wanted of what is shown: `FOUR`, `FLAT`, `ONE`, or the name of a view."""
        self._shown.wanted = wanted
        self.maximise("")

    @property
    def shown(self) -> ShownViews:
        """Which views are on the screen."""
        return self._shown

    def show_tiles(self, rows: int, columns: int) -> None:
        """Show `rows` x `columns` consecutive pictures of one view; 1 x 1 ends that."""
        self._tiles.arrange(rows, columns)
        self.maximise(self._shown.alone)
        self._tiles.fit()

    @property
    def tiles(self) -> tuple[int, int]:
        """Rows and columns of consecutive pictures; (1, 1) while there are none."""
        return self._tiles.shape

    @property
    def pictures_shown(self) -> int:
        """How many pictures on a notch of the wheel goes: a page of tiles, else one."""
        return self._tiles.shape[0] * self._tiles.shape[1]

    def focus_pane(self, name: str = "") -> None:
        """Move the keys to a view, or to the first one where this one is not shown."""
        (self._tiles if self._tiles.isVisible() else self._panes[self._shown.name_or_first(self._shown.alone or name)]).setFocus()

    def scroll_pane(self, name: str, steps: int) -> None:
        """Go `steps` pictures on in one view; the crosshair goes along, so that it stays on the screen."""
        pane = self._panes[self._shown.name_or_first(name)]
        if isinstance(pane, SlicePane) and pane.view is not None:
            self._views.scroll(pane, steps)
            self.update_slices()
            self.crosshair_moved.emit(self._content.crosshair)
            self.scrolled.emit(self._content.crosshair)

    def frame(self, pane: SlicePane, view: PlaneView) -> None:
        """Show a plane that the reader moved or magnified."""
        if not self._tiles.frame(pane, view):
            pane.show_view(view)
        self.framed.emit(view)

    def align(self, edge: str) -> None:
        """Move pictures without a place in the patient to the ``left`` or ``right`` edge of their view."""
        pane, source = self.main_pane, self._content.source
        if pane is not None and pane.view is not None and source is not None and pane.name in source.axes:
            pane.show_view(against_edge(source.geometry, pane.view, edge))

    def move_crosshair(self, pane: SlicePane | None, point_lps: Point) -> None:
        """The crosshair follows the mouse: the pane under it keeps still, the others go to the point."""
        self._views.follow(pane, point_lps)
        self.update_slices()
        self.crosshair_moved.emit(point_lps)
        if pane is not None:
            self.pointed.emit(point_lps)

    def follow(self, point_lps: Point, with_pan: bool) -> None:
        """Go where a viewer beside this one went; `with_pan` brings the point onto the screen."""
        if with_pan:
            self._views.follow(None, point_lps)
        else:
            self._views.page_to(point_lps)
        self.update_slices()

    def scroll_to(self, number: int) -> None:
        """Go to a picture of the first view, the last one where there are not so many."""
        source = self._content.source
        if source is not None:
            axis = source.axes[source.first]
            self._views.page_to(axis.middle_of(min(max(number, 1), axis.count)))
            self.update_slices()

    @property
    def main_pane(self) -> SlicePane | None:
        """The flat view that the keys go to, else the first one that is shown."""
        shown = [pane for pane in self.slice_panes if pane.name in self._shown.names and pane.view is not None]
        return next((pane for pane in shown if pane.hasFocus()), shown[0] if shown else None)

    # Tools and windows --------------------------------------------------------------------------------------

    @property
    def tool(self) -> str:
        return self._hand.name

    def pick_tool(self, name: str) -> None:
        """What the left button does from now on."""
        if self._hand.is_drawing:
            self.cancel_gesture()
        self._hand.pick(name)
        self.tool_picked.emit(name)

    def cancel_gesture(self) -> None:
        """Escape: drop what is being drawn, else go back to the select tool."""
        if self._content.preview is None and not self._hand.is_drawing:
            self.pick_tool("select")
        self._content.preview = None
        self._hand.make()
        for pane in self.slice_panes:
            pane.drop_tool()
        self.update_slices()

    def step_back(self) -> None:
        """Backspace: take the last point of what is drawn away."""
        if (given := self._hand.step_back()) is not None:
            self._mouse.answer(*given)

    def finish_drawing(self) -> None:
        """Enter: what is drawn is complete."""
        if (given := self._hand.finish()) is not None:
            self._mouse.answer(*given)

    @property
    def presets(self) -> Mapping[str, Window]:
        """The window of each number key for this volume."""
        return self._content.presets

    @property
    def window_level(self) -> Window:
        return self._content.window

    def use_preset(self, key: str) -> bool:
        """The window on a number key; False where the key has none."""
        if key not in self._content.presets:
            return False
        self.show_window(self._content.presets[key])
        return True

    def set_window(self, centre: float, width: float) -> None:
        self.show_window(Window(centre, width))

    def next_file_window(self) -> bool:
        """The next window of the file, after the last one the first; False where there is none but the one shown."""
        window = self._content.next_file_window
        if window is not None:
            self.show_window(window)
        return window is not None

    def set_smooth(self, smooth: bool) -> None:
        """Linear interpolation, or the nearest voxel as a square."""
        self._content.smooth = smooth
        self.refresh_slices()

    def set_colours(self, name: str) -> None:
        """The colour table of greys, by its name; empty for greys."""
        self._content.colours = name
        self.refresh_slices()

    def set_inverted(self, inverted: bool) -> None:
        self._content.inverted = inverted
        self.refresh_slices()

    @property
    def volume_pane(self) -> VolumePane:
        return self._volume_pane

    def pane(self, name: str) -> Pane:
        return self._panes[name]

    # Keeping ------------------------------------------------------------------------------------------------

    def view_state(self) -> dict[str, Any]:
        """Window, crosshair, planes and layout as plain values."""
        return state_of(self._content, self.slice_panes, self._shown.alone)

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to a state of the same volume that `view_state` gave."""
        if self._content.source is None or not state:
            return
        put_back(self._content, self.slice_panes, state)
        self.maximise(state["maximised"])
        self.show_window(self._content.find_window(*state["window"]))
        self.crosshair_moved.emit(self._content.crosshair)

    def close_views(self) -> None:
        """End the process of 3D; the grid shows nothing afterwards."""
        self.clear()
        self._volume_pane.close_body()

    # Inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        hand = self._hand
        self._mouse = mouse = ViewerMouse(self)
        source = SliceSource(self._content.pixels, self._marks, hand.for_button, mouse.answer, hand.drawing_in, lambda: self._content.lens, self._content.whole_mm_per_px)
        self.slice_panes = tuple(SlicePane(name, source, self) for name in (*PLANES, PICTURE))
        self._volume_pane = VolumePane(VOLUME, self._volume_corners, self)
        self._volume_pane.picked.connect(self.jump_to)
        self._volume_pane.picked.connect(self.pointed)  # viewers linked with this one go along
        self.crosshair_moved.connect(self._volume_pane.follow)
        *planes, pictures = self.slice_panes
        self._views = LinkedViews(self._content, self.slice_panes)
        self.reformats = Reformats(self, self.slice_panes)
        self._panes = {pane.name: pane for pane in (*planes, self._volume_pane, pictures)}
        self._tiles = Tiles(self._content, source, self._panes, self._connect_pane, self)
        self._layout.add({**self._panes, TILES: self._tiles})
        for pane in self._panes.values():
            self._connect_pane(pane)
        self.maximise("")

    def _connect_pane(self, pane: Pane) -> None:
        pane.maximise_asked.connect(lambda: self._on_maximise_asked(pane.name))  # a tile's name changes
        pane.focused.connect(lambda: self.pane_focused.emit(pane.name))
        if isinstance(pane, SlicePane):
            pane.wheel_turned.connect(partial(self._mouse.turn_wheel, pane))
            pane.hovered.connect(lambda point_lps: self._mouse.hover(pane.name, point_lps))
            pane.view_changed.connect(self.plane_changed)

    def _marks(self, view: PlaneView) -> Sequence[Mark]:
        names = self._shown.cutting if self._tiles.shape == (1, 1) else ()
        cutting = [pane.view for pane in self.slice_panes if pane.view is not None and pane.name in names]
        return self._content.marks(view, cutting)

    def _volume_corners(self, plane: PlaneView, look: str) -> Sequence[Mark]:
        corners = self._content.corners
        return () if corners is None else corner_marks(corners.of_volume(look), plane.size_px)

    def show_window(self, window: Window) -> None:
        if self._content.source is not None and self._content.source.is_colour:
            return  # colour is shown as it is
        self._content.window = window
        self.refresh_slices()
        self._tell_window()
        self.window_chosen.emit(window)

    def _tell_window(self) -> None:
        source = self._content.source
        if source is not None and not source.is_colour:
            self.window_changed.emit(self._content.window.centre, self._content.window.width)

    def show_fusion(self, fusion: Fusion | None) -> None:
        """Lay a second volume in colour over the pictures; None takes it away."""
        self._content.fusion = fusion
        self.refresh_slices()

    def refresh_slices(self) -> None:
        self._blend.sync(self._content.fusion, self.main_pane)
        for pane in (*self.slice_panes, *self._tiles.panes):
            pane.refresh()

    def _on_blended(self, percent: int) -> None:
        if self._content.fusion is not None:
            self.show_fusion(replace(self._content.fusion, blend=percent / 100))

    def update_slices(self) -> None:
        """Draw the marks again."""
        for pane in (*self.slice_panes, *self._tiles.panes):
            pane.update()

    def _on_maximise_asked(self, name: str) -> None:
        if self.shares_room:
            self.alone_asked.emit(name)
        else:
            self.maximise("" if self._shown.alone == name else name)
            self._panes[name].setFocus()
