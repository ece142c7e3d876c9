"""A line at the top that asks before something is done for good; it covers nothing, and Escape leaves all as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.windows import look
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


class Question(QFrame):
    """One question at a time; a new one takes the place of the last, which counts as answered with no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._then: Callable[[], None] | None = None
        self._before: QWidget | None = None
        self.text = Label()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.yes, self.no = QPushButton(), QPushButton(tr("Leave it as it is"))
        mark = Label("▲")
        look.make(mark, "attention")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        for widget in (mark, self.text, self.yes, self.no):
            row.addWidget(widget)
        row.setStretch(1, 1)
        self.yes.clicked.connect(self._on_confirmed)
        self.no.clicked.connect(self.drop)
        escape = QShortcut(QKeySequence("Esc"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.drop)
        self.hide()

    def ask(self, text: str, answer: str, then: Callable[[], None]) -> None:
        """Ask; `answer` is what the button says that does it. The cursor is on the one that leaves all as it is."""
        self._then = then
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.text.setText(text)
        self.yes.setText(answer)
        self.show()
        self.no.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def drop(self) -> None:
        """Do nothing of what was asked."""
        self._then = None
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _on_confirmed(self) -> None:
        then = self._then
        self.drop()
        if then is not None:
            then()
