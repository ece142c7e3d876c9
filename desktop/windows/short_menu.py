"""A short menu that asks which one is meant, beside what it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget


class ShortMenu(QMenu):
    """Asks once at a time; a click elsewhere or Escape asks nothing."""

    def ask(self, names: Sequence[tuple[str, str]], beside: QWidget, then: Callable[[int], None]) -> None:
        """Offer names, each with a sentence that a mouse at rest shows; `then` gets the place of the chosen one."""
        self.clear()
        self.setToolTipsVisible(True)
        for place, (name, tip) in enumerate(names):
            action = self.addAction(name.replace("&", "&&"))
            action.setToolTip(tip)
            action.triggered.connect(partial(self._on_triggered, then, place))
        corner = QPoint(12, 12) if beside.isVisible() else beside.window().rect().center()
        self.popup((beside if beside.isVisible() else beside.window()).mapToGlobal(corner))
        if self.actions():
            self.setActiveAction(self.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A name that begins with a number is chosen by its digit."""
        typed = event.text()
        numbered = [action for action in self.actions() if typed.isdecimal() and action.text().startswith(f"{typed} ")]
        if not numbered:
            super().keyPressEvent(event)
            return
        self.close()
        numbered[0].trigger()

    def _on_triggered(self, then: Callable[[int], None], place: int, checked: bool = False) -> None:
        then(place)
