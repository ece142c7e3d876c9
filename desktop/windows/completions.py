"""A list of completions that lets a click elsewhere through: the first click on an image is a mark, not a farewell."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit


class Completions(QCompleter):
    """Words offered below a line, wherever they hold what was typed."""

    def __init__(self, words: Sequence[str], line: QLineEdit) -> None:
        super().__init__(list(words), line)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(self)
        popup = self.popup()
        assert popup is not None
        popup.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)  # the click is passed on here, on every platform
        popup.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        popup = self.popup()
        outside = popup is not None and isinstance(event, QMouseEvent) and not popup.rect().contains(event.position().toPoint())
        if watched is not popup or event.type() != QEvent.Type.MouseButtonPress or not outside:
            return super().eventFilter(watched, event)
        assert popup is not None and isinstance(event, QMouseEvent)
        popup.hide()
        under = QApplication.widgetAt(event.globalPosition().toPoint())
        if under is not None:  # pressed and let go: of what follows, the widget below hears nothing while the list closes
            place = QPointF(under.mapFromGlobal(event.globalPosition()))
            for kind, held in ((event.type(), event.buttons()), (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)):
                again = QMouseEvent(kind, place, event.globalPosition(), event.button(), held, event.modifiers())
                QApplication.sendEvent(under, again)
        return True
