"""What runs now, how far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.jobs import Job, JobProgress, Jobs
from desktop.windows import look
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

_COMPACT_TEXT_PX = 330

class JobRow(QWidget):
    """One running job. Stop asks; when nothing happens for three seconds the same button kills."""

    def __init__(self, job: Job, jobs: Jobs, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job, self._jobs = job, jobs
        self.label = Label(tr(job.label))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 4)
        self.text = Label(tr("Waiting"))
        look.make(self.text, "quiet")
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.stop = QPushButton(tr("Stop"))
        self.stop.setToolTip(tr("Stop: {label}", label=tr(job.label)))
        self.stop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stop.clicked.connect(self._on_stop_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for widget in (self.label, self.bar, self.text, self.stop):
            row.addWidget(widget)
        row.setStretch(2, 1)
        if compact:  # in the status bar: enough for how far it is and how long it will take
            self.text.setFixedWidth(theme.px(_COMPACT_TEXT_PX))
        self._asked = False

    def show_progress(self, progress: JobProgress) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setUpdatesEnabled(False)  # or Qt would draw at once, with all in the window that waits to be drawn
        self.bar.setValue(round(progress.fraction * 1000))
        self.bar.setUpdatesEnabled(True)
        self.bar.setToolTip(tip_of(progress.text))
        if not self._asked:
            self.text.setText(progress.text)

    def offer_kill(self) -> None:
        """The job did not answer: killing the ML process is the certain way."""
        if self._job.in_engine:
            self.stop.setText(tr("Stop now"))
            self.stop.setToolTip(tr("End the model's process; the report is safe"))
            self.stop.setEnabled(True)
        else:
            self.text.setText(tr("Stopping after the step it is in"))

    def _on_stop_clicked(self) -> None:
        if self._asked:
            self._jobs.stop_now(self._job)
        else:
            self._asked = True
            self.text.setText(tr("Stopping"))
            self._jobs.stop(self._job)
        self.stop.setEnabled(False)


class JobRows(QObject):
    """A row for each running job, added to a layout when it starts and taken away when it ends."""

    changed = Signal()

    def __init__(self, jobs: Jobs, layout: QBoxLayout, compact: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.by_job: dict[str, JobRow] = {}
        self._jobs, self._layout, self._compact = jobs, layout, compact
        jobs.job_started.connect(self._on_job_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.stop_was_slow.connect(self._on_stop_was_slow)
        jobs.ended.connect(self._on_ended)

    def _on_job_started(self, job: Job) -> None:
        row = self.by_job[job.id] = JobRow(job, self._jobs, self._compact)
        self._layout.addWidget(row)
        self.changed.emit()

    def _on_progressed(self, progress: JobProgress) -> None:
        if progress.job.id in self.by_job:
            self.by_job[progress.job.id].show_progress(progress)

    def _on_stop_was_slow(self, job: Job) -> None:
        if job.id in self.by_job:
            self.by_job[job.id].offer_kill()

    def _on_ended(self, job: Job) -> None:
        row = self.by_job.pop(job.id, None)
        if row is not None:
            row.hide()
            self._layout.removeWidget(row)
            row.deleteLater()
        self.changed.emit()


class JobPanel(QFrame):
    """All running jobs with what each does; folded until it is asked for, and hidden while nothing runs."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 8, 2)
        column.setSpacing(0)
        self.folded = True
        self._rows = JobRows(jobs, column, compact=False, parent=self)
        self._rows.changed.connect(self._refresh)
        self._refresh()

    def fold(self, folded: bool) -> None:
        self.folded = folded
        self._refresh()

    def _refresh(self) -> None:
        self.setVisible(bool(self._rows.by_job) and not self.folded)
