"""A combo box with a thin chevron in the quiet colour, sharp at any scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox

from desktop.windows import look

HALF_PX = 4


class Choice(QComboBox):
    """The style sheet draws no arrow; a style sheet could only take one from a file of one colour and size."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.qcolour("quiet"), 1.5))
        tip = QPointF(self.width() - 12.0, self.height() / 2 + HALF_PX / 2)
        painter.drawPolyline([tip + QPointF(-HALF_PX, -HALF_PX), tip, tip + QPointF(HALF_PX, -HALF_PX)])
