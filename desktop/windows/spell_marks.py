"""Misspelt words underlined in the text of a sentence, with what was probably meant in the menu of the right button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QTextEdit

from desktop.windows import look
from viewer.widgets.tr import tr


class Spelling(Protocol):
    """What is asked of a word list."""

    def find_wrong(self, text: str) -> Sequence[tuple[int, int]]:
        """Start and end of each misspelt word."""

    def suggest(self, word: str) -> Sequence[str]: ...
    def keep(self, word: str) -> None:
        """Take a word into the reader's own list."""

    def is_mine(self, word: str) -> bool: ...
    def forget(self, word: str) -> None:
        """Take a word out of the reader's own list."""


class NoSpelling:
    """Nothing is wrong while there is no word list."""

    def find_wrong(self, text: str) -> Sequence[tuple[int, int]]:
        return ()

    def suggest(self, word: str) -> Sequence[str]:
        return ()

    def keep(self, word: str) -> None:
        return

    def is_mine(self, word: str) -> bool:
        return False

    def forget(self, word: str) -> None:
        return


class SpellMarks(QSyntaxHighlighter):
    """Belongs to one text. The word being typed is not marked before it ends."""

    def __init__(self, text: QTextEdit) -> None:
        super().__init__(text.document())
        self._text = text
        self.spelling: Spelling = NoSpelling()
        self._left_out = False
        text.cursorPositionChanged.connect(self._on_moved)

    def highlightBlock(self, text: str) -> None:
        mark = QTextCharFormat()
        mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        mark.setUnderlineColor(look.qcolour("wrong"))
        begins = self.currentBlock().position()
        caret = self._text.textCursor().position() - begins if self._text.hasFocus() else -1
        self._left_out = False
        for start, end in self.spelling.find_wrong(text):
            if end == caret:
                self._left_out = True
            else:
                self.setFormat(start, end - start, mark)

    def fill_menu(self, menu: QMenu, at: QPoint) -> None:
        """Put what was probably meant on top of a menu, where the mouse is over a misspelt word."""
        rows: list[tuple[str, Callable[[], None]]] = []
        found = self._word_at(at)
        if found is not None:
            word = found.selectedText()
            rows += [(one, partial(found.insertText, one)) for one in self.spelling.suggest(word)]
            rows.append((tr("Keep “{word}” as a word of mine", word=word), partial(self.spelling.keep, word)))
        else:
            here = self._text.cursorForPosition(at)
            here.select(QTextCursor.SelectionType.WordUnderCursor)
            if self.spelling.is_mine(own := here.selectedText()):
                rows.append((tr("Forget “{word}” as a word of mine", word=own), partial(self.spelling.forget, own)))
        if not rows:
            return
        first = menu.actions()[0]
        for name, then in rows:
            action = QAction(name, menu)
            action.triggered.connect(lambda _=False, then=then: then())
            menu.insertAction(first, action)
        menu.insertSeparator(first)

    def _word_at(self, at: QPoint) -> QTextCursor | None:
        cursor = self._text.cursorForPosition(at)
        block = cursor.block()
        inside = cursor.position() - block.position()
        for start, end in self.spelling.find_wrong(block.text()):
            if start <= inside <= end:
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                return cursor
        return None

    def _on_moved(self) -> None:
        if self._left_out:
            self.rehighlight()
