"""A line at the bottom that asks for a few words about what was drawn; nothing moves for it, and Escape drops it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.windows import look
from desktop.windows.status_row import HEIGHT_PX
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


class AskWords(QFrame):
    """One question at a time, in the place of the status row; a new one drops the last."""

    asked = Signal(bool)
    """Whether there is a question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Callable[[str], str] | None = None
        self._dropped: Callable[[], None] | None = None
        look.make(self, "bar")
        self.setMinimumHeight(HEIGHT_PX)
        self._before: QWidget | None = None
        self.question, self.wrong = Label(), Label()
        look.make(self.wrong, "attention")
        self.field = QLineEdit()
        self.field.setFixedWidth(theme.px(240))
        self.question.setBuddy(self.field)
        self.keep, self.leave = QPushButton(tr("Keep")), QPushButton(tr("Drop"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(12)
        for widget in (self.question, self.field, self.keep, self.leave, self.wrong):
            row.addWidget(widget)
        row.addStretch(1)
        self.field.returnPressed.connect(self._on_answered)
        self.keep.clicked.connect(self._on_answered)
        self.leave.clicked.connect(self.drop)
        escape = QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.drop)
        self.hide()

    def ask(self, question: str, before: str, then: Callable[[str], str], dropped: Callable[[], None]) -> None:
        """Ask, with `before` in the field. `then` takes the answer and returns what is wrong with it, or nothing."""
        self.drop()
        self._then, self._dropped = then, dropped
        self._before = QApplication.focusWidget()  # it may be in the second window
        self.question.setText(question)
        self.field.setAccessibleName(question)
        self.field.setText(before)
        self.wrong.setText("")
        self.asked.emit(True)
        self.show()
        self.window().activateWindow()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def drop(self) -> None:
        """Nothing is kept of what was asked."""
        dropped, self._dropped = self._dropped, None
        self._end()
        if dropped is not None:
            dropped()

    def _end(self) -> None:
        self._then = None
        if self.isVisible() and self._before is not None and self._before.isVisible():
            self._before.window().activateWindow()
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.asked.emit(False)
        self._before = None

    def _on_answered(self) -> None:
        if self._then is None:
            return
        wrong = self._then(self.field.text())
        if wrong:
            self.wrong.setText(wrong)
        else:
            self._dropped = None
            self._end()
