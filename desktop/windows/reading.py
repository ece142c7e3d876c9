"""The reading place: series strip, the room of viewers, findings and segments, and the report beside them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.windows.calculator_panel import CalculatorPanel
from desktop.windows.comparison_panel import ComparisonPanel
from desktop.windows.document_view import DocumentView
from desktop.windows.findings_panel import FindingsPanel
from desktop.windows.marking_panel import MarkingPanel
from desktop.windows.measurements_panel import MeasurementsPanel
from desktop.windows.measures_panel import MeasuresPanel
from desktop.windows.report_editor import ReportEditor
from desktop.windows.segments_panel import SegmentsPanel
from viewer.widgets import theme
from viewer.widgets.pane import Pane
from viewer.widgets.reading_room import ReadingRoom
from viewer.widgets.series_strip import SeriesStrip
from viewer.widgets.view_grid import ViewGrid

SIDE_PX, CALCULATORS_PX, REPORT_PX = 312, 380, 440
SIDE_LEAST_PX = 240
ROOM_FOR_BOTH_PX = 1600
"""From this width on findings and report stand side by side; below, the report takes the findings' place."""

ROOM_FOR_ALL_PX = 2000
"""Below this width the calculators take the findings' place, and in a narrow window the report's as well."""


class Reading(QWidget):
    """Panels fold one by one; the images get what is left."""

    folded = Signal()

    def __init__(self, author: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = SeriesStrip()
        self.room = ReadingRoom(author)
        self.document = DocumentView()
        self._middle = QStackedWidget()
        self._middle.addWidget(self.room)
        self._middle.addWidget(self.document)
        self.findings = FindingsPanel()
        self.measurements = MeasurementsPanel()
        self.comparison = ComparisonPanel()
        self.measures = MeasuresPanel()
        self.segments = SegmentsPanel()
        self.marking = MarkingPanel()
        self.report = ReportEditor()
        self.calculators = CalculatorPanel()
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.addWidget(self.marking)
        self.side.addWidget(self.findings)
        self.side.addWidget(self.comparison)
        self.side.addWidget(self.measurements)
        self.side.addWidget(self.measures)
        self.side.addWidget(self.segments)
        for place, share in enumerate((0, 3, 2, 2, 3, 2)):
            self.side.setStretchFactor(place, share)
        self.side.setChildrenCollapsible(False)
        self._side = QScrollArea()  # where the window is too low for all of them, they scroll
        self._side.setFrameShape(QFrame.Shape.NoFrame)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fit()
        self._side.setWidget(self.side)
        self.marking.installEventFilter(self)
        self.measures.installEventFilter(self)
        self.measurements.appearing.connect(lambda: self.make_room(self.measurements))
        self.measurements.growing.connect(lambda: self._let_grow(self.measurements))
        self.segments.growing.connect(lambda: self._let_grow(self.segments))
        self.comparison.appearing.connect(lambda: self.make_room(self.comparison))
        self.measures.appearing.connect(lambda: self.make_room(self.measures))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.strip, self._middle, self._side, self.calculators, self.report):
            self.split.addWidget(widget)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.report.setMinimumWidth(360)
        self.split.setSizes([128, 800, SIDE_PX, CALCULATORS_PX, REPORT_PX])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self._panels: dict[str, QWidget] = {"series": self.strip, "findings": self._side, "report": self.report, "calculators": self.calculators}
        self._wanted: dict[str, bool] = {}
        self._fold()

    def fit(self) -> None:
        """Room beside the pictures for texts of the size they have now."""
        least = theme.px(SIDE_LEAST_PX)
        self.side.setMinimumWidth(least)
        self._side.setMinimumWidth(least + self._side.verticalScrollBar().sizeHint().width())

    @property
    def grid(self) -> ViewGrid:
        """The active viewer: what commands mean."""
        return self.room.active

    @property
    def is_narrow(self) -> bool:
        return self.width() < ROOM_FOR_BOTH_PX

    def is_shown(self, name: str) -> bool:
        return not self._panels[name].isHidden()

    def show_images(self) -> None:
        """Put the views in the middle."""
        self._middle.setCurrentWidget(self.room)
        self.document.clear()

    def show_document(self) -> None:
        """Put a document where the views were."""
        self._middle.setCurrentWidget(self.document)

    def show_panel(self, name: str, shown: bool) -> None:
        """Fold or unfold a panel; where there is no room for both, findings and report take turns."""
        self._wanted[name] = shown
        if self.is_narrow and name == "findings" and shown:
            self._wanted["report"] = False
        if self.is_narrow and name in ("findings", "report") and shown:
            self._wanted["calculators"] = False
        self._fold()
        self.folded.emit()

    def state(self) -> dict[str, bool]:
        """What the reader folded and unfolded."""
        return {name: shown for name, shown in self._wanted.items() if name != "calculators"}

    def restore(self, state: dict[str, bool]) -> None:
        """Fold and unfold as `state` says, as far as there is room."""
        self._wanted = dict(state)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        calculators = self._wanted.get("calculators", False)
        report = self._wanted.get("report", not self.is_narrow) and not (calculators and self.is_narrow)
        findings = self._wanted.get("findings", True) and not (report and self.is_narrow)
        findings = findings and not (calculators and self.width() < ROOM_FOR_ALL_PX)
        for name, shown in (("series", self._wanted.get("series", True)), ("findings", findings), ("report", report), ("calculators", calculators)):
            self._panels[name].setVisible(shown)

    def make_room(self, panel: QWidget) -> None:
        """Show a panel with room that it takes from the findings: what is said below the segments stays whole."""
        sizes = self.side.sizes()
        panel.show()
        at, findings, wanted = self.side.indexOf(panel), self.side.indexOf(self.findings), panel.sizeHint().height()
        sizes[findings] = max(sizes[findings] + sizes[at] - wanted, self.findings.minimumSizeHint().height())
        sizes[at] = wanted
        self.side.setSizes(sizes)

    def _let_grow(self, panel: QWidget) -> None:
        """Findings that are none leave their room to what fills."""
        if not self.findings.list.count() and panel.height() < panel.sizeHint().height():
            self.make_room(panel)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While marks are set, or measures shown, the findings leave where there is not room for all."""
        if watched in (self.marking, self.measures) and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            shown = [panel for panel in (self.marking, self.measures) if not panel.isHidden()]
            wanted = sum(panel.minimumSizeHint().height() for panel in (*shown, self.findings, self.measurements, self.segments))
            self.findings.setVisible(not shown or wanted < self.side.height())
        return super().eventFilter(watched, event)

    def next_panel(self) -> None:
        """Move the focus to the next panel that is unfolded; from view to view of the active viewer on the way."""
        panes = [pane for pane in self.room.active.findChildren(Pane) if pane.isVisible()]
        now = next((n for n, pane in enumerate(panes) if pane.hasFocus()), len(panes))
        if now + 1 < len(panes):
            panes[now + 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        stops: list[tuple[QWidget, Callable[[], object]]] = [
            (self.strip, self.strip.setFocus),
            (self.room, lambda: panes[0].setFocus() if panes else self.room.focus_pane()),
            (self.document, self.document.setFocus),
            (self.findings, self.findings.focus_panel),
            (self.comparison, self.comparison.focus_panel),
            (self.measurements, self.measurements.focus_panel),
            (self.measures, self.measures.focus_panel),
            (self.segments, self.segments.focus_panel),
            (self.calculators, self.calculators.focus_panel),
            (self.report, self.report.focus_report),
        ]
        open_stops = [(widget, go) for widget, go in stops if widget.isVisible()]
        at = next((n for n, (widget, _) in enumerate(open_stops) if _has_focus(widget)), -1)
        for widget, go in (*open_stops[at + 1 :], *open_stops[: at + 1]):
            go()
            if _has_focus(widget):  # a panel in which nothing can be done now is passed over
                return


def _has_focus(widget: QWidget) -> bool:
    focus = widget.window().focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))
