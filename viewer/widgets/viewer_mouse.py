"""What becomes of the mouse over the panes of one viewer: answers of tools, the wheel, double clicks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from viewer.case.geometry import Point
from viewer.tools import pointer as answers
from viewer.tools.pointer import Answers, Modifier
from viewer.widgets import gestures
from viewer.widgets.pane import SlicePane

if TYPE_CHECKING:
    from viewer.widgets.view_grid import ViewGrid

ZOOM_PER_NOTCH = 0.9
LOOKING = (answers.SetWindow, answers.Pan, answers.Zoom, answers.Nothing)
"""What changes how pictures are looked at, and none of them."""


class ViewerMouse:
    """Turns what tools answer into changes of the views, and into the signals of their grid."""

    def __init__(self, grid: ViewGrid) -> None:
        self._grid = grid

    def answer(self, pane: SlicePane, given: Answers) -> None:
        grid, content = self._grid, self._grid.content
        if not all(isinstance(answer, LOOKING) for answer in given):
            grid.cine.stop()  # nothing is drawn on a film that runs
        for answer in given:
            view = pane.view
            match answer:
                case answers.Preview(record):
                    content.preview = record
                    grid.update_slices()
                    grid.previewed.emit(record)
                case answers.AskWords(record):
                    grid.words_asked.emit(record)
                case answers.MakeEdit(edit):
                    # The preview stays until `set_records` brings the stored records, so that nothing flickers between.
                    grid.edit_made.emit(edit)
                case answers.MoveCrosshair(point):
                    grid.move_crosshair(pane, point)
                case answers.Select(kind, id):
                    content.selected_id = id
                    grid.update_slices()
                    grid.mark_selected.emit(kind, id)
                case answers.Pan(by_lps) if view is not None:
                    grid.frame(pane, view.moved(by_lps))
                case answers.Zoom(factor, about_lps) if view is not None:
                    grid.frame(pane, view.zoomed(factor, about_lps))
                case answers.Scroll(steps):
                    grid.scroll_pane(pane.name, steps)
                case answers.TurnPlanes(degrees):
                    grid.reformats.turn(pane, degrees)
                case answers.SetWindow(window):
                    grid.show_window(window)
                case answers.VoxelsChanged(mask):
                    content.show_working(mask)
                    pane.refresh()
                case answers.PaintedVoxels() | answers.DrawOutline() | answers.CutVoxels() | answers.ClickedVoxels():
                    content.painting.answer(answer)
                    grid.update_slices()
                case answers.DrawPrompt() | answers.Prompted() | answers.Nothing():
                    given_up, content.preview = content.preview is not None, None
                    if given_up:
                        grid.previewed.emit(None)
                    content.prompting.answer(answer)
                    content.painting.drop()
                    grid.update_slices()

    def turn_wheel(self, pane: SlicePane, notches: int, at: QPointF, modifiers: frozenset[Modifier]) -> None:
        gesture = gestures.WHEEL.get(modifiers)
        if gesture == "brush size":
            self._grid.content.painting.resize(-notches)
            self._grid.update_slices()
        elif gesture == "slab":
            self._grid.reformats.thicken(-notches)
        elif gesture == "scroll":
            self._grid.scroll_pane(pane.name, notches * self._grid.pictures_shown)
        elif gesture == "zoom" and pane.view is not None:
            self._grid.frame(pane, pane.view.zoomed(ZOOM_PER_NOTCH**notches, pane.view.to_lps((at.x(), at.y()))))

    def hover(self, name: str, point_lps: Point | None) -> None:
        content = self._grid.content
        content.pointed = None if point_lps is None else (name, point_lps)
        if content.painting.hover(point_lps) or content.inspects:
            self._grid.update_slices()
        said = "" if point_lps is None else content.text_at(name, point_lps)
        self._grid.hovered.emit(said)
