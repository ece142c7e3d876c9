"""What stands between the draft and the signature: each with a way there and a way to waive it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

MOST_PX = 220
MARKS = {"wrong": "✕", "attention": "▲"}


@dataclass(frozen=True, slots=True)
class ReportProblem:
    """A blocking problem of the check. `id` is what a waiver names; `role` its colour."""

    id: str
    text: str
    role: str
    sentence_id: str = ""
    finding_id: str = ""


class ProblemRow(QWidget):
    chosen = Signal(object)  # ReportProblem
    waived = Signal(str, str)  # problem id, reason
    resized = Signal()

    def __init__(self, problem: ReportProblem) -> None:
        super().__init__()
        mark = Label(MARKS.get(problem.role, "▲"))
        look.make(mark, problem.role)
        self.text = Label(problem.text)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.go = QPushButton(tr("Go"))
        self.go.setToolTip(tr("Go to the sentence or the finding"))
        self.go.clicked.connect(lambda: self.chosen.emit(problem))
        self.waive = QPushButton(tr("Waive"))
        self.waive.setToolTip(tr("Sign in spite of this, with a reason"))
        self.waive.clicked.connect(self._on_waive_clicked)
        self.reason = _Reason()
        self.reason.setPlaceholderText(tr("Reason, then Enter (Esc: not)"))
        self.reason.hide()
        self.reason.returnPressed.connect(self._on_reason_given)
        self.reason.left.connect(self._on_waive_clicked)
        self._problem = problem
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        for widget in (mark, self.text, self.go, self.waive):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 12, 2)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.reason)

    def _on_waive_clicked(self) -> None:
        self.reason.setVisible(not self.reason.isVisible())
        if self.reason.isVisible():
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resized.emit()

    def _on_reason_given(self) -> None:
        if reason := self.reason.text().strip():
            self.waived.emit(self._problem.id, reason)


class _Reason(QLineEdit):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ProblemsList(QScrollArea):
    """Every blocking problem; hidden when there is none."""

    chosen = Signal(object)  # ReportProblem
    waived = Signal(str, str)  # problem id, reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.make(self, "bar")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: list[ProblemRow] = []
        self.problems: tuple[ReportProblem, ...] = ()
        self.show_problems(())

    def show_problems(self, problems: Sequence[ReportProblem]) -> None:
        """Show these problems; a reason being typed is kept while its problem stands."""
        if self.rows and tuple(problems) == self.problems:
            return
        self.problems = tuple(problems)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.rows = []
        for problem in problems:
            row = ProblemRow(problem)
            row.chosen.connect(self.chosen)
            row.waived.connect(self.waived)
            row.resized.connect(self._fit)
            self.rows.append(row)
            column.addWidget(row)
        column.addStretch(1)
        if (before := self.takeWidget()) is not None:
            before.deleteLater()  # not now: the change may come from a key press inside it
        self.setWidget(inside)
        self.setVisible(bool(problems))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """As high as the problems need, up to a limit, so that the report keeps its room."""
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if layout is not None:
            layout.activate()
            needed = layout.heightForWidth(max(self.viewport().width(), 1))
            self.setFixedHeight(min(needed if needed >= 0 else layout.sizeHint().height(), MOST_PX))
