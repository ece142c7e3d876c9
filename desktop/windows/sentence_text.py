"""The text of one sentence of the report while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from desktop.windows import look
from desktop.windows.offer import Offer
from desktop.windows.spell_marks import SpellMarks
from inference.report.fields import OPEN

LINE_HEIGHT_PERCENT = 150
_BREAK = re.compile(r"\s*[\r\n]\s*")


class SentenceText(QTextEdit):
    """Plain text as high as its lines. Undo is the case's, so the keys for it pass through.

    Space or Tab behind one of the reader's short words puts its text there; Tab goes on to the next place to fill in.
    """

    entered = Signal()  # Return: a new sentence below
    emptied = Signal()  # Backspace in an empty sentence
    focused = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        look.make(self, "report")
        self.expand: Callable[[str], str] = lambda short: ""
        self.complete: Callable[[str], Sequence[str]] = lambda start: ()
        self._offer = Offer(self)
        self.spelling = SpellMarks(self)
        self.textChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Replace the text, keeping the cursor where it was."""
        at = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (
            event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        ):
            event.ignore()
            return False
        return super().event(event)

    def select_place(self) -> bool:
        """Select the next place to fill in behind the cursor, else the first one; False where there is none."""
        places = [(found.start(), found.end()) for found in OPEN.finditer(self.toPlainText())]
        if not places:
            return False
        cursor = self.textCursor()
        start, end = next((place for place in places if place[0] >= cursor.position()), places[0])
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def _expand_word(self, space: bool) -> bool:
        """Put the text of a short word in its place; False where the word before the cursor is none."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        before = self.toPlainText()[: cursor.position()]
        short = before.rpartition(" ")[2]
        text = self.expand(short) if short else ""
        if not text:
            return False
        start = len(before) - len(short)
        cursor.setPosition(start)
        cursor.setPosition(len(before), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text + (" " if space and not OPEN.search(text) else ""))
        if OPEN.search(text):
            cursor.setPosition(start)
            self.setTextCursor(cursor)
            self.select_place()
        else:
            self.setTextCursor(cursor)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._offer.wants(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and self._expand_word(True):
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.toPlainText():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)
            if event.text().strip():
                self._offer.show(self.complete(self.toPlainText()) if self.textCursor().atEnd() else ())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        self.spelling.fill_menu(menu, event.pos())
        for action in menu.actions():
            if action.objectName() in ("edit-undo", "edit-redo"):  # those of the case, in the menu Edit
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab, before it leaves: takes what is offered, grows a short word, goes to the next place to fill in."""
        if next and (self._offer.take() or self._expand_word(False) or self._tab()):
            return True
        return super().focusNextPrevChild(next)

    def _tab(self) -> bool:
        """To the next place to fill in; behind the last one, and where there is none, to the next sentence."""
        last = max((found.end() for found in OPEN.finditer(self.toPlainText())), default=-1)
        return last > self.textCursor().selectionEnd() and self.select_place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason):
            self.select_place()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 24)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Several lines that are pasted are one line here, as they are kept: a row is a sentence."""
        if source.hasText():
            self.insertPlainText(_BREAK.sub(" ", source.text().strip("\r\n")))

    def _space(self) -> None:
        """Lines stand apart, also after all was typed anew, which drops the spacing."""
        if self.document().begin().blockFormat().lineHeight() == LINE_HEIGHT_PERCENT:
            return
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spaced)

    def _fit(self) -> None:
        self._space()
        height = max(round(self.document().size().height()), 24)
        if height != self.height():
            self.setFixedHeight(height)
