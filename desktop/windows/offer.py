"""A short list below the cursor of a text: sentences that go on from what was typed; Tab takes one, Esc leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QTextEdit

_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Offer(QCompleter):
    """Belongs to one text; what is chosen takes the place of all that stands there."""

    def __init__(self, text: QTextEdit) -> None:
        super().__init__(text)
        self._text, self._rows = text, QStringListModel(self)
        self.setModel(self._rows)
        self.setWidget(text)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.activated.connect(self._take)

    def show(self, sentences: Sequence[str]) -> None:
        """Offer these; none closes the list."""
        popup = self.popup()
        assert popup is not None
        self._rows.setStringList(list(sentences))
        if not sentences:
            popup.hide()
            return
        place = self._text.cursorRect()
        place.setLeft(0)
        place.setWidth(self._text.viewport().width())
        self.complete(place)
        popup.setCurrentIndex(self._rows.index(0, 0))

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for the open list."""
        popup = self.popup()
        return popup is not None and popup.isVisible() and event.key() in _KEYS

    def take(self) -> bool:
        """Take what is marked in the open list; False where none is open."""
        popup = self.popup()
        if popup is None or not popup.isVisible():
            return False
        self._take(popup.currentIndex().data() or "")
        popup.hide()
        return True

    def _take(self, sentence: str) -> None:
        if sentence:
            cursor = self._text.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(sentence)
