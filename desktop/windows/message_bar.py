"""One line at the bottom: what happened and what to do next. It covers nothing and takes no focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.notices import Notice
from desktop.windows import look
from viewer.case.errors import KnownError
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

MARKS = {"note": "●", "warning": "▲", "wrong": "✕"}
ROLES = {"note": "accent", "warning": "attention", "wrong": "wrong"}


class MessageBar(QFrame):
    """Shows the newest warning or failure until it is closed; notes go to the status row instead."""

    show_asked = Signal(str)  # the place that shows more of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.waiting: list[Notice] = []
        self._mark = Label()
        self._text = Label()
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = Label()
        look.make(self._more, "quiet")
        self.show_more = QPushButton(tr("Show"))
        self.show_more.setToolTip(tr("Show the list"))
        self.show_more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_more.clicked.connect(self._on_show_clicked)
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setToolTip(tr("Close this message"))
        self._close.setAutoRaise(True)
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(8)
        for widget in (self._mark, self._text, self.show_more, self._more, self._close):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.setStretch(1, 1)
        self._refresh()

    @property
    def shown(self) -> Notice | None:
        return self.waiting[-1] if self.waiting else None

    def show_notice(self, notice: Notice) -> None:
        """Show a notice above those still open."""
        if notice in self.waiting:
            self.waiting.remove(notice)
        self.waiting.append(notice)
        self._refresh()

    def dismiss(self) -> None:
        """Close what is shown; an earlier warning that is still open comes back."""
        if self.waiting:
            self.waiting.pop()
        self._refresh()

    def withdraw(self, error: KnownError) -> None:
        """Close what was said of a failure that is none any more."""
        self.waiting = [notice for notice in self.waiting if notice.text != tr(error.text)]
        self._refresh()

    def clear(self) -> None:
        """Close all: they spoke of a study that is no longer open."""
        self.waiting.clear()
        self._refresh()

    def _refresh(self) -> None:
        notice = self.shown
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._mark.setText(MARKS[notice.level])
        look.make(self._mark, ROLES[notice.level])
        self._text.setText(f"{notice.text} {notice.advice}".strip())
        self.show_more.setVisible(bool(notice.show))
        self._more.setText(tr("{count} more", count=len(self.waiting) - 1) if len(self.waiting) > 1 else "")

    def _on_show_clicked(self) -> None:
        if (notice := self.shown) is not None:
            self.dismiss()
            self.show_asked.emit(notice.show)
