"""The line at the bottom: tool, window, what is under the pointer, notes, and the job that runs.

Its height never changes, so that the images above do not move when a job starts or a note comes.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.jobs import Jobs
from desktop.notices import Notice
from desktop.windows import look
from desktop.windows.elided import ElidedLabel
from desktop.windows.job_panel import JobRow, JobRows
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

HEIGHT_PX = 36
NOTE_MS = 8000


class StatusRow(QFrame):
    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.make(self, "bar")
        self.setMinimumHeight(HEIGHT_PX)
        self.tool, self.window_level, self.point = Label(), Label(), Label()
        self.note, self.oddities = ElidedLabel(), ElidedLabel()
        self.more_jobs = Label()
        look.make(self.more_jobs, "quiet")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 0, 8, 0)
        self._row.setSpacing(24)
        for label in (self.tool, self.window_level, self.point, self.note, self.oddities, self.more_jobs):
            self._row.addWidget(label)
        self._row.setStretch(3, 1)
        for label in (self.tool, self.window_level, self.point):
            look.make(label, "quiet")
            label.setFont(theme.tabular(label.font()))
        look.make(self.oddities, "attention")
        self.oddities.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.oddities.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._jobs = JobRows(jobs, self._row, compact=True, parent=self)
        self._jobs.changed.connect(self._refresh)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(NOTE_MS)
        self._timer.timeout.connect(lambda: self.note.setText(""))

    @property
    def rows(self) -> Mapping[str, JobRow]:
        """The row of each running job, by its id; the newest one is shown."""
        return self._jobs.by_job

    def show_note(self, notice: Notice) -> None:
        """Say something that needs no answer; it leaves by itself."""
        self.note.setText(f"● {notice.text} {notice.advice}".strip())
        self._timer.start()

    def show_reading(self, reading: bool) -> None:
        """Tool, window and pointer mean something only beside images."""
        for label in (self.tool, self.window_level, self.point, self.oddities):
            label.setVisible(reading)

    def _refresh(self) -> None:
        newest = list(self.rows)[-1:]
        for id, row in self.rows.items():
            row.setVisible(id in newest)
        self.more_jobs.setText(tr("{count} running", count=len(self.rows)) if len(self.rows) > 1 else "")
        self.more_jobs.setVisible(len(self.rows) > 1)
