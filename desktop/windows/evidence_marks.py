"""The small numbered marks behind a sentence: each is a place in the images or a number that supports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from viewer.widgets import theme

MOST = 4


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """A place to go to, and the numbers that were measured there, in words."""

    evidence_id: str
    told: str


class EvidenceMarks(QWidget):
    """At most `MOST` marks; a click goes to the place."""

    chosen = Signal(str)  # evidence id

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        self._shown: tuple[EvidenceMark, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self.hide()

    def show_marks(self, marks: Sequence[EvidenceMark]) -> None:
        """Show these marks; none hides them."""
        marks = tuple(marks[:MOST])
        if marks == self._shown:
            return
        self._shown = marks
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._make(number, mark) for number, mark in enumerate(marks, 1)]
        self.setVisible(bool(marks))

    def _make(self, number: int, mark: EvidenceMark) -> QToolButton:
        button = QToolButton()
        button.setText("◎" if len(self._shown) == 1 else f"◎{number}")
        button.setToolTip(mark.told)
        button.setAccessibleName(mark.told)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from sentence to sentence
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setMinimumSize(theme.px(24), theme.px(24))
        button.clicked.connect(lambda: self.chosen.emit(mark.evidence_id))
        self._grid.addWidget(button, *divmod(number - 1, 2))
        return button
