"""A line of a table in the report, as cells: lines below each other have their columns below each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.windows import look
from viewer.case.report import TABLE_MARK
from viewer.widgets.label import Label

_SHARES = (8, 8, 7, 6, 5)
"""Widths of the columns of the table of measurements: finding, place, size, volume, mean."""


def cells_of(line: str) -> list[str]:
    """ "| Nodule | 8 mm |" as its cells; none for a line that is not of a table."""
    return [cell.strip() for cell in line.strip().strip(TABLE_MARK).split(TABLE_MARK)] if line.startswith(TABLE_MARK) else []


class TableCells(QWidget):
    """Shows a line; a click, or the keyboard coming to it, asks for the text itself."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 3, 2, 3)
        self._row.setSpacing(8)
        self.labels: list[Label] = []

    def show_line(self, line: str, is_head: bool) -> None:
        """The cells of a line; those of the head of a table are quiet."""
        cells = cells_of(line)
        while self.labels and len(self.labels) != len(cells):
            self._row.removeWidget(gone := self.labels.pop())
            gone.deleteLater()
        for column, cell in enumerate(cells):
            if column == len(self.labels):
                label = Label()
                label.setWordWrap(True)
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                self._row.addWidget(label)
                self.labels.append(label)
            self._row.setStretch(column, _SHARES[column] if len(cells) == len(_SHARES) else 1)
            self.labels[column].setText(cell)
            look.make(self.labels[column], "quiet" if is_head else "report")
        self.setAccessibleName(", ".join(cells))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.wanted.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.wanted.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(look.qcolour("quiet"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
