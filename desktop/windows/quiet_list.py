"""A list of places to go to, which goes nowhere before the reader chooses one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget


class QuietList(QListWidget):
    """Qt makes the first row the current one when the keys come; here that would move the pictures."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        nothing_chosen = self.currentRow() < 0
        with QSignalBlocker(self):
            super().focusInEvent(event)
            if nothing_chosen:
                self.setCurrentRow(-1)
