"""A line around what has the keys, where the widget's own look does not say it."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QFocusFrame,
    QSlider,
    QTabBar,
    QTextBrowser,
    QWidget,
)

from viewer.widgets import theme

FRAMED = (QAbstractItemView, QTextBrowser, QSlider, QCheckBox, QTabBar)
"""Fields, buttons and views draw their own line."""


class FocusLine(QFocusFrame):
    """Follows the focus inside one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def paintEvent(self, event: QPaintEvent) -> None:
        if (widget := self.widget()) is not None:
            painter = QPainter(self)
            painter.setPen(QPen(theme.colour("accent"), 1))
            place = widget.rect().translated(widget.mapTo(self._window, widget.rect().topLeft()) - self.mapTo(self._window, self.rect().topLeft()))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.end()

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        framed = isinstance(now, FRAMED) and now.window() is self._window
        self.setWidget(now if framed else None)  # type: ignore[arg-type]
