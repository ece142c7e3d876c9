"""What is written from the same facts beside the report: a summary for the patient, and the report in another language."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.windows import look
from desktop.windows.choice import Choice
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

KINDS = ("summary for the patient", "translation of the report")


class AsidePage(QWidget):
    """Shows what it is given; what is wanted leaves as a signal."""

    asked = Signal(str, str)  # one of KINDS, language

    def __init__(self) -> None:
        super().__init__()
        self.banner = Label("▲ " + tr("Not part of the report: it is not signed, not exported and not kept."))
        self.banner.setWordWrap(True)
        look.make(self.banner, "attention")
        self.kind, self.language = Choice(), Choice()
        self.kind.addItems([tr(name) for name in KINDS])
        self.kind.setAccessibleName(tr("What is shown"))
        self.language.setAccessibleName(tr("Language"))
        self.copy = QPushButton(tr("Copy"))
        self.said = Label()
        self.said.setWordWrap(True)
        look.make(self.said, "quiet")
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Not part of the report"))
        font = self.text.font()
        font.setPixelSize(theme.px(theme.REPORT_PX))
        self.text.setFont(font)
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.language)
        head.addStretch(1)
        head.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.text, 1)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._ask)
        self.language.currentIndexChanged.connect(self._ask)
        self.copy.clicked.connect(self._on_copy)

    def set_languages(self, names: Sequence[tuple[str, str]]) -> None:
        """Offer languages, as (code, name); done once."""
        self.language.blockSignals(True)
        for code, name in names:
            self.language.addItem(name, code)
        self.language.blockSignals(False)

    def show_text(self, sections: Sequence[tuple[str, str]], said: str) -> None:
        """Titles with their text; an empty title has none. `said` is what the check says of it."""
        self.said.setText(said)
        self.copy.setEnabled(bool(sections))
        parts = []
        for title, text in sections:
            head = f"<p style='color:{look.qcolour('quiet').name()}'>{escape(title)}</p>" if title else ""
            parts.append(head + "".join(f"<p>{escape(line)}</p>" for line in text.splitlines()))
        self.text.setHtml("".join(parts))

    def showEvent(self, event: QShowEvent) -> None:
        self._ask()
        super().showEvent(event)

    def _on_copy(self) -> None:
        """What it is goes along with it."""
        QGuiApplication.clipboard().setText(f"{tr('Not part of the report')}\n\n{self.text.toPlainText()}\n")

    def _ask(self) -> None:
        self.asked.emit(KINDS[max(self.kind.currentIndex(), 0)], self.language.currentData() or "")
