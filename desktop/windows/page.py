"""A page that takes the place of the worklist or the images for a moment; Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.windows import look
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


class Page(QWidget):
    """Title, a way back, and a body."""

    left = Signal()

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = Label(title)
        look.make(heading, "title")
        back = QPushButton(tr("Back"))
        back.setToolTip(tr("Go back (Esc)"))
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(back)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(body, 1)
        self.setFocusProxy(body if body.focusProxy() is not None else back)  # a page that is searched begins there

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
