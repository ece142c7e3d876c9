"""The table of measures beside the open study: shown when a segment was measured, said to be old when it changed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import measures as steps
from desktop.windows.main_window import MainWindow
from desktop.windows.open_study import OpenStudy
from desktop.workflows.measured import Measured
from inference.measure.measure import Measure
from viewer.case.segmentation import Segmentation


class OpenMeasures(QObject):
    """Joins the commands that measure with their panel."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._reading = desk, window.reading
        self._panel = window.reading.measures
        desk.segmenting.measured.connect(self._on_measured)
        self._panel.report_asked.connect(self._on_report_asked)
        self._panel.copy_asked.connect(self._on_copy_asked)
        self._panel.left.connect(lambda: self._panel.show_measured(None))
        study.changed.connect(self._on_study_changed)

    def _on_measured(self, measured: Measured) -> None:
        if not self._reading.is_shown("findings"):
            self._reading.show_panel("findings", True)
        self._panel.show_measured(measured)

    def _on_study_changed(self) -> None:
        measured, case = self._panel.measured, self._desk.case
        if measured is None:
            return
        now = next((row for row in case.all_of(Segmentation) if row.id == measured.segmentation.id), None) if case is not None else None
        if now is None or all(label.number != measured.number for label in now.labels):
            self._panel.show_measured(None)
        else:
            self._panel.show_outdated(now.find_statistics(measured.number) != measured.segmentation.find_statistics(measured.number))

    def _on_report_asked(self, row: Measure) -> None:
        measured = self._panel.measured
        if measured is not None:
            self._desk.run(lambda desk: steps.report(desk, measured, row))

    def _on_copy_asked(self) -> None:
        measured = self._panel.measured
        if measured is not None:
            self._desk.run(lambda desk: steps.copy(desk, measured))
