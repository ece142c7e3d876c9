"""A label that shows its text as it is: what comes out of a file's header or a model's card is never read as markup."""

from __future__ import annotations

from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Label(QLabel):
    """Plain text only. Qt's own label takes what looks like markup for markup, and reads the pictures that it names."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def tip_of(text: str) -> str:
    """`text` for `setToolTip`, which has no plain form: markup in it is shown as it is written."""
    return f'<p style="white-space:pre-wrap">{escape(text)}</p>' if QtGui.Qt.mightBeRichText(text) else text
