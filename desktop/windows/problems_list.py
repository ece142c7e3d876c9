"""What stands between the draft and the signature: each with a way there and a way to waive it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look

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

    def __init__(self, problem: ReportProblem) -> None:
        super().__init__()
        mark = QLabel(MARKS.get(problem.role, "▲"))
        look.make(mark, problem.role)
        self.text = QLabel(problem.text)
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.go = QPushButton("Go")
        self.go.setToolTip("Go to the sentence or the finding")
        self.go.clicked.connect(lambda: self.chosen.emit(problem))
        self.waive = QPushButton("Waive")
        self.waive.setToolTip("Sign in spite of this, with a reason")
        self.waive.clicked.connect(self._on_waive_clicked)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Reason, then Enter (Esc: not)")
        self.reason.hide()
        self.reason.returnPressed.connect(self._on_reason_given)
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
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason_given(self) -> None:
        if reason := self.reason.text().strip():
            self.waived.emit(self._problem.id, reason)


class ProblemsList(QScrollArea):
    """Every blocking problem; hidden when there is none."""

    chosen = Signal(object)  # ReportProblem
    waived = Signal(str, str)  # problem id, reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
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
            self.rows.append(row)
            column.addWidget(row)
        column.addStretch(1)
        if (before := self.takeWidget()) is not None:
            before.deleteLater()  # not now: the change may come from a key press inside it
        self.setWidget(inside)
        self.setVisible(bool(problems))
        self.setFixedHeight(min(40 * len(problems) + 8, 168))
