"""A line at the top that asks once who is reading; it covers nothing and can be answered with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


class AskName(QFrame):
    """Asks for the name that stands under reports and in the log of edits."""

    answered = Signal(str)

    def __init__(self, suggestion: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(suggestion)
        self.field.setPlaceholderText(tr("First and last name"))
        self.field.setAccessibleName(tr("First and last name"))
        self.field.setFixedWidth(theme.px(240))
        self.keep = QPushButton(tr("Keep this name"))
        question = Label(tr("Who is reading? The name stands under reports and in the log of edits."))
        question.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        for widget in (question, self.field, self.keep):
            row.addWidget(widget)
        row.addStretch(1)
        self.field.returnPressed.connect(self._on_answered)
        self.field.textChanged.connect(self._on_text_changed)
        self.keep.clicked.connect(self._on_answered)
        self._on_text_changed(suggestion)

    def ask(self) -> None:
        """Show the question and put the cursor into it."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _on_text_changed(self, text: str) -> None:
        self.keep.setEnabled(bool(text.strip()))

    def _on_answered(self) -> None:
        if name := self.field.text().strip():
            self.hide()
            self.answered.emit(name)
