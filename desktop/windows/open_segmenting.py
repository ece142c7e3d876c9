"""The segment in hand: its line in the list, the tools and their numbers, and the brush over the images."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QColorDialog

from desktop.desk import Desk
from desktop.menus.segmenting import NAMING, OPERATIONS
from desktop.steps import segmenting as steps
from desktop.windows.main_window import MainWindow
from desktop.windows.open_measures import OpenMeasures
from desktop.windows.open_study import OpenStudy
from desktop.windows.rows import default_visible
from desktop.windows.term_picker import TermPicker
from desktop.workflows.hand_settings import HandSettings
from viewer.case.segmentation import Segmentation, names_apart
from viewer.case.terms import Code
from viewer.scene.colour_tables import colour_of
from viewer.widgets.tool_box import VOXEL_TOOLS
from viewer.widgets.tr import tr

CT_TOLERANCE_HU = 30.0
WIDTHS_PER_TOLERANCE = 16


class OpenSegmenting(QObject):
    """Joins `desk.segmenting` with the panel and with the viewer in use."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._window, self._study = desk, window, study
        self._panel, self._tools = window.reading.segments, window.reading.segments.tools
        actions = window.commands.actions
        naming = [actions[row.id] for row in NAMING]
        groups: list[list[QAction]] = [[actions[row.id] for row in OPERATIONS], naming, [actions[f"segment.{name}"] for name in ("begin", "measure_one", "measure", "copy_table", "export")]]
        self._tools.set_actions([actions[f"tool.{name.replace(' ', '_')}"] for name in VOXEL_TOOLS], groups)
        self._panel.tree.addActions(naming)
        self._panel.picked.connect(desk.segmenting.take)
        self._panel.add_asked.connect(partial(desk.run, steps.add))
        self._panel.segmentation_picked.connect(self._on_segmentation_picked)
        self._tools.settings_changed.connect(self._on_settings_changed)
        self._tools.brush_changed.connect(self._on_brush_changed)
        self._terms = TermPicker(window)
        self._volume_of = ""
        self._terms.picked.connect(self._on_term_picked)
        desk.segmenting.changed.connect(self.refresh)
        desk.segmenting.begun.connect(self._on_begun)
        desk.segmenting.hide_asked.connect(self._on_hide_asked)
        desk.segmenting.terms_asked.connect(self._on_terms_asked)
        desk.segmenting.colour_asked.connect(self._on_colour_asked)
        study.changed.connect(self._on_study_changed)
        window.reading.room.tool_picked.connect(self._tools.show_tool)
        self._panel.can_edit(False)
        self.measures = OpenMeasures(desk, window, study)

    def refresh(self) -> None:
        """Show the segment in hand and how the tools work."""
        segmenting, label = self._desk.segmenting, self._desk.segmenting.label
        loaded = self._desk.loaded
        unit = loaded.volume.unit if loaded is not None and loaded.volume is not None else ""
        self._panel.show_picked(0 if label is None else label.number)
        self._tools.show_settings(segmenting.settings, segmenting.brush, unit)
        self._window.commands.refresh()

    def _on_study_changed(self) -> None:
        painting = self._window.reading.grid.content.painting
        desk = self._desk
        painting.settings = desk.segmenting.brush
        own = self._study.is_own_active
        painting.open_canvas = partial(steps.open_canvas, desk) if own else self._on_prior_painted
        painting.taken = (lambda drawn: desk.run(lambda desk: steps.take(desk, drawn))) if own else lambda drawn: self._on_prior_painted()
        painting.resized = self._desk.segmenting.changed.emit
        self._panel.can_edit(steps.can_edit(desk))
        case, loaded = desk.case, desk.loaded
        shown = self._study.segmentation
        here: list[Segmentation] = []
        if case is not None and loaded is not None and loaded.volume is not None:
            here = [row for row in case.all_of(Segmentation) if row.geometry == loaded.volume.geometry]
        self._panel.show_segmentations(list(names_apart(here).items()), shown.id if shown is not None else "")
        self._begin_volume()
        desk.segmenting.show(shown)
        self._panel.show_picked(0 if desk.segmenting.label is None else desk.segmenting.label.number)
        self._tools.show_tool(desk.grid.tool)

    def _begin_volume(self) -> None:
        """Values of another volume mean something else: begin with a tolerance that fits what is shown of it."""
        loaded, segmenting = self._desk.loaded, self._desk.segmenting
        volume = loaded.volume if loaded is not None else None
        if volume is None or volume.series_uid == self._volume_of:
            return
        self._volume_of = volume.series_uid
        width = self._desk.grid.content.window.width
        tolerance = CT_TOLERANCE_HU if volume.unit == "HU" else round(width / WIDTHS_PER_TOLERANCE, 2)
        segmenting.settings = replace(segmenting.settings, tolerance=tolerance, limited=False)
        self.refresh()

    def _on_prior_painted(self) -> None:
        self._desk.notices.say("A prior is not changed from here.", "Open its study to draw on it.")

    def _on_begun(self, segmentation_id: str, number: int) -> None:
        self._study.show_label(segmentation_id, number)
        self._desk.segmenting.show(self._study.segmentation)
        self.refresh()

    def _on_segmentation_picked(self, id: str) -> None:
        self._study.segmentation_id = id
        self._study.refresh()

    def _on_settings_changed(self, settings: HandSettings) -> None:
        self._desk.segmenting.settings = settings

    def _on_brush_changed(self, radius_mm: float, ball: bool) -> None:
        brush = self._desk.segmenting.brush
        brush.radius_mm, brush.ball = radius_mm, ball
        self._desk.grid.update_slices()

    def _on_hide_asked(self, others: bool) -> None:
        shown, label = self._desk.segmenting.shown, self._desk.segmenting.label
        if shown is None or label is None:
            return
        visible, alone = self._study.visible_labels(shown.id), frozenset({label.number})
        if others:
            visible = default_visible(shown) if visible == alone else alone
        else:
            visible ^= alone
        self._study.show_labels(shown.id, visible)
        self._panel.show_picked(label.number)

    def _on_terms_asked(self) -> None:
        label = self._desk.segmenting.label
        self._terms.ask(self._panel, "none" if label is None else label.side)

    def _on_term_picked(self, code: Code, side: str) -> None:
        self._desk.run(lambda desk: steps.set_term(desk, code, side))
        self._desk.grid.focus_pane(self._window.focused_pane)

    def _on_colour_asked(self) -> None:
        """Beside the window, which goes on answering; a colour that is chosen after another segment was taken is that one's no more."""
        label = self._desk.segmenting.label
        if label is None:
            return
        dialog = QColorDialog(QColor(*colour_of(label)), self._window)
        dialog.setWindowTitle(tr("Colour of the segment"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(partial(self._recolour, label.number))
        dialog.show()

    def _recolour(self, number: int, chosen: QColor) -> None:
        label = self._desk.segmenting.label
        if label is not None and label.number == number:
            self._desk.run(lambda desk: steps.set_colour(desk, (chosen.red(), chosen.green(), chosen.blue())))
