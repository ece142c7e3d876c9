"""Axial, coronal, sagittal and 3D of one volume, or the pictures of a stack: what the window embeds.

Shows
    ``show_loaded(loaded, study, series, problems)``, ``clear(text)``, ``set_mask(...)``, ``set_records(...)``. The grid keeps no case data of its own: after an edit, call ``set_records`` again.
Goes
    ``jump_to(point_lps, box_lps)``, ``reset_view()``, ``maximise(name)``, ``focus_pane(name)``.
Says (signals)
    ``edit_made(Edit)`` to be applied to the store; ``words_asked(record)`` where the reader must say what it is; ``crosshair_moved(point)``; ``window_changed(centre, width)``;
    ``mark_selected(kind, id)``, both empty when the ground was clicked; ``tool_picked(name)``; ``hovered(text)`` for the status bar; ``pane_focused(name)``.

``content.prompting`` takes what is marked of a structure. Call ``close_views()`` before the window goes, so that the 3D context is given back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Signal
from PySide6.QtWidgets import QWidget

from viewer.case.contours import Contours
from viewer.case.edits import Measurement
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Box, Point
from viewer.case.key_image import KeyImage
from viewer.case.presentation import Presentation
from viewer.case.segmentation import Segmentation
from viewer.case.study import Problem, Series, Study
from viewer.case.volume import Mask, Window
from viewer.scene.acquired import PICTURE
from viewer.scene.corners import Corners, corner_marks
from viewer.scene.drawings import Drawings
from viewer.scene.marks import Mark
from viewer.scene.pixel_source import PixelSource
from viewer.scene.slice_view import FILL
from viewer.scene.view_state import PLANES, PlaneView
from viewer.scene.wash import Wash
from viewer.tools import pointer as answers
from viewer.tools.pointer import Answers, Modifier
from viewer.widgets import gestures
from viewer.widgets.content import Content
from viewer.widgets.kept_views import put_back, state_of
from viewer.widgets.linked_views import LinkedViews
from viewer.widgets.pane import Pane, SlicePane, SliceSource
from viewer.widgets.pane_layout import PaneLayout
from viewer.widgets.tool_in_hand import ToolInHand
from viewer.widgets.volume_pane import VolumePane

if TYPE_CHECKING:
    from viewer.dicom.load import Early, Loaded

VOLUME = "3D"
ZOOM_PER_NOTCH = 0.9


class ViewGrid(QWidget):
    """Four views of one volume, or one of pictures. `author` gives the author of edits (``user:<name>``) when one is made."""

    edit_made = Signal(object)
    words_asked = Signal(object)
    crosshair_moved = Signal(object)
    window_changed = Signal(float, float)
    mark_selected = Signal(str, str)
    tool_picked = Signal(str)
    hovered = Signal(str)
    pane_focused = Signal(str)

    def __init__(self, author: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = Content()
        self._hand = ToolInHand(self._content, author)
        self._maximised = ""
        self._there: float | None = None
        self._layout = PaneLayout(self)
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
        corners = Corners(study, series, loaded.volume, loaded.stack, tuple(problems), loaded.part.name)
        self._content.show(source, corners)
        self._volume_pane.show_volume(loaded.volume if early is None else None)
        self._hand.make(series.uid)
        self.maximise(self._maximised if self._maximised in (*source.views, VOLUME) else "")
        self.reset_view()
        if stays:
            self.restore(state)
            self._content.window = window
        self.set_progress(None if early is None else 0.0)
        self._tell_window()

    def look_again(self) -> None:
        """Show what arrived since."""
        source = self._content.source
        if source is not None and source.arriving is not None:
            there = source.look_again()
            if there != self._there:
                self.set_progress(there)
                self._refresh_slices()

    def set_progress(self, there: float | None) -> None:
        """How many of the pictures have arrived, 0..1, as a thin line at the foot of each view; None shows none."""
        self._there = there
        for pane in self._slice_panes:
            pane.set_progress(there if pane.view is not None else None)

    def clear(self, text: str = "") -> None:
        """Show no image; `text` says what belongs here."""
        self._content.clear()
        self._hand.make()
        self._volume_pane.show_volume(None)
        self.maximise(self._maximised if self._maximised in (*PLANES, VOLUME) else "")
        for pane in self._panes.values():
            pane.empty_text = text if pane.name == (self._maximised or "axial") else ""
            if isinstance(pane, SlicePane):
                pane.show_view(None)
            pane.refresh()

    def set_mask(
        self,
        mask_kji: Mask | None,
        segmentation: Segmentation | None,
        visible: Iterable[int] = (),
        opacity: float = FILL,
        outline_only: bool = False,
    ) -> None:
        """Show the visible numbers of a label map on top; the map stays mapped until the next call."""
        self._content.set_mask(mask_kji, segmentation, visible, opacity, outline_only)
        self._refresh_slices()

    def set_records(
        self,
        drawn: Sequence[Measurement],
        findings: Sequence[Finding],
        evidence: Mapping[str, Evidence],
        selected_id: str = "",
    ) -> None:
        """Show what the store holds now; what lies in another frame of reference is left out."""
        self._content.set_records(drawn, findings, evidence, selected_id)
        self._update_slices()

    def set_contours(self, sets: Sequence[Contours]) -> None:
        """Draw the structure sets that the store holds now."""
        self._content.set_contours(sets)
        self._update_slices()

    def set_wash(self, wash: Wash | None) -> None:
        """Tint the pictures with numbers in their frame of reference; None takes the tint away."""
        self._content.wash = wash
        self._update_slices()

    def set_presented(self, states: Sequence[Presentation], key_images: Sequence[KeyImage]) -> None:
        """Show the presentation states and key images that the store holds now."""
        if self._content.presented.set_records(states, key_images):
            self._present()

    @property
    def has_presentation(self) -> bool:
        return self._content.presented.is_of(self._content.source)

    def toggle_presentation(self) -> None:
        """Show pictures as the presentation states made for them want it, or as they were acquired."""
        self._content.presented.on = not self._content.presented.on
        self.reset_view()

    @property
    def content(self) -> Content:
        """What is shown, to be asked about it."""
        return self._content

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
        self._update_slices()
        self.crosshair_moved.emit(point_lps)

    def reset_view(self) -> None:
        """Fit every view and go to the middle; the window stays."""
        if self._content.source is None:
            return
        self._views.fit()
        self._present()
        self._volume_pane.reset()
        self._refresh_slices()
        self.crosshair_moved.emit(self._content.crosshair)

    def _present(self) -> None:
        """Turn, mirror and zoom pictures without a place in the patient as a state wants them; a volume stays as it lies."""
        source = self._content.source
        for pane in self._slice_panes:
            if source is not None and pane.view is not None and pane.name == PICTURE:
                pane.show_view(self._content.presented.view(source, pane.view))
        self._refresh_slices()

    def maximise(self, name: str) -> None:
        """Show one view alone (a name of `PLANES` or ``3D``), or with "" all that there are."""
        views = self._content.views
        self._maximised = name if len(views) > 1 else ""
        self._layout.show_only((self._maximised,) if self._maximised else views if len(views) == 1 else (*views, VOLUME))

    def focus_pane(self, name: str = "") -> None:
        """Move the keys to a view, or to the first one where this one is not shown."""
        self._panes[self._shown_name(self._maximised or name)].setFocus()

    def _shown_name(self, name: str) -> str:
        """The view of this name, or the first one where what is shown has no such view."""
        views = self._content.views
        return name if name in views or (name == VOLUME and len(views) > 1) else views[0]

    def scroll_pane(self, name: str, steps: int) -> None:
        """Go `steps` pictures on in one view; the crosshair goes along, so that it stays on the screen."""
        pane = self._panes[self._shown_name(name)]
        if isinstance(pane, SlicePane) and pane.view is not None:
            self._views.scroll(pane, steps)
            self._update_slices()
            self.crosshair_moved.emit(self._content.crosshair)

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
        for pane in self._slice_panes:
            pane.drop_tool()
        self._update_slices()

    def step_back(self) -> None:
        """Backspace: take the last point of what is drawn away."""
        if (given := self._hand.step_back()) is not None:
            self._on_answered(*given)

    def finish_drawing(self) -> None:
        """Enter: what is drawn is complete."""
        if (given := self._hand.finish()) is not None:
            self._on_answered(*given)

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
        self._show_window(self._content.presets[key])
        return True

    def set_window(self, centre: float, width: float) -> None:
        self._show_window(Window(centre, width))

    def next_file_window(self) -> bool:
        """The next window of the file, after the last one the first; False where there is none but the one shown."""
        window = self._content.next_file_window
        if window is not None:
            self._show_window(window)
        return window is not None

    def set_smooth(self, smooth: bool) -> None:
        """Linear interpolation, or the nearest voxel as a square."""
        self._content.smooth = smooth
        self._refresh_slices()

    def set_inverted(self, inverted: bool) -> None:
        self._content.inverted = inverted
        self._refresh_slices()

    def set_drawings(self, drawings: Drawings) -> None:
        """Lay what the files draw over their pictures on them."""
        if self._content.source is not None:
            self._content.source.drawings = drawings
            self._refresh_slices()

    def toggle_drawings(self) -> None:
        self._content.drawings_shown = not self._content.drawings_shown
        self._refresh_slices()

    def set_marks_shown(self, shown: bool) -> None:
        """Hide or show findings, measurements and crosshair; letters and corners stay."""
        self._content.marks_shown = shown
        self._update_slices()

    @property
    def volume_pane(self) -> VolumePane:
        return self._volume_pane

    def pane(self, name: str) -> Pane:
        return self._panes[name]

    # Keeping ------------------------------------------------------------------------------------------------

    def view_state(self) -> dict[str, Any]:
        """Window, crosshair, planes and layout as plain values."""
        return state_of(self._content, self._slice_panes, self._maximised)

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go back to a state of the same volume that `view_state` gave."""
        if self._content.source is None or not state:
            return
        put_back(self._content, self._slice_panes, state)
        self.maximise(state["maximised"])
        self._show_window(self._content.find_window(*state["window"]))
        self.crosshair_moved.emit(self._content.crosshair)

    def close_views(self) -> None:
        """Give the 3D context back; the grid shows nothing afterwards."""
        self.clear()

    # Inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        hand = self._hand
        source = SliceSource(self._content.pixels, self._marks, hand.for_button, self._on_answered, hand.drawing_in)
        self._slice_panes = tuple(SlicePane(name, source, self) for name in (*PLANES, PICTURE))
        self._volume_pane = VolumePane(VOLUME, self._volume_corners, self)
        *planes, pictures = self._slice_panes
        self._views = LinkedViews(self._content, self._slice_panes)
        self._layout.add((*planes, self._volume_pane, pictures))
        self._panes = self._layout.panes
        for pane in self._panes.values():
            pane.maximise_asked.connect(partial(self._on_maximise_asked, pane.name))
            pane.focused.connect(partial(self.pane_focused.emit, pane.name))
        for pane in self._slice_panes:
            pane.wheel_turned.connect(partial(self._on_wheel_turned, pane))
            pane.hovered.connect(partial(self._on_hovered, pane.name))
        self.maximise("")

    def _marks(self, view: PlaneView) -> Sequence[Mark]:
        return self._content.marks(view, [pane.view for pane in self._slice_panes if pane.view is not None])

    def _volume_corners(self, plane: PlaneView, look: str) -> Sequence[Mark]:
        corners = self._content.corners
        return () if corners is None else corner_marks(corners.of_volume(look), plane.size_px)

    def _on_answered(self, pane: SlicePane, given: Answers) -> None:
        for answer in given:
            view = pane.view
            match answer:
                case answers.Preview(record):
                    self._content.preview = record
                    self._update_slices()
                case answers.AskWords(record):
                    self.words_asked.emit(record)
                case answers.MakeEdit(edit):
                    # The preview stays until `set_records` brings the stored records, so that nothing flickers between.
                    self.edit_made.emit(edit)
                case answers.MoveCrosshair(point):
                    self._move_crosshair(pane, point)
                case answers.Select(kind, id):
                    self._content.selected_id = id
                    self._update_slices()
                    self.mark_selected.emit(kind, id)
                case answers.Pan(by_lps) if view is not None:
                    pane.show_view(view.moved(by_lps))
                case answers.Zoom(factor, about_lps) if view is not None:
                    pane.show_view(view.zoomed(factor, about_lps))
                case answers.Scroll(steps):
                    self.scroll_pane(pane.name, steps)
                case answers.SetWindow(window):
                    self._show_window(window)
                case answers.DrawPrompt() | answers.Prompted() | answers.Nothing():
                    self._content.preview = None
                    self._content.prompting.answer(answer)
                    self._update_slices()

    def _move_crosshair(self, pane: SlicePane, point_lps: Point) -> None:
        self._views.follow(pane, point_lps)
        self._update_slices()
        self.crosshair_moved.emit(point_lps)

    def _show_window(self, window: Window) -> None:
        if self._content.source is not None and self._content.source.is_colour:
            return  # colour is shown as it is
        self._content.window = window
        self._refresh_slices()
        self._tell_window()

    def _tell_window(self) -> None:
        source = self._content.source
        if source is not None and not source.is_colour:
            self.window_changed.emit(self._content.window.centre, self._content.window.width)

    def _refresh_slices(self) -> None:
        for pane in self._slice_panes:
            pane.refresh()

    def _update_slices(self) -> None:
        for pane in self._slice_panes:
            pane.update()

    def _on_wheel_turned(self, pane: SlicePane, notches: int, at: QPointF, modifiers: frozenset[Modifier]) -> None:
        gesture = gestures.WHEEL.get(modifiers)
        if gesture == "scroll":
            self.scroll_pane(pane.name, notches)
        elif gesture == "zoom" and pane.view is not None:
            pane.show_view(pane.view.zoomed(ZOOM_PER_NOTCH**notches, pane.view.to_lps((at.x(), at.y()))))

    def _on_maximise_asked(self, name: str) -> None:
        self.maximise("" if self._maximised == name else name)
        self._panes[name].setFocus()

    def _on_hovered(self, name: str, point_lps: Point | None) -> None:
        self.hovered.emit("" if point_lps is None else self._content.text_at(name, point_lps))
