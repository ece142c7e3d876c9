"""The hanging protocols: a list, and beside it the text of the one that is chosen, to be changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from viewer.case.hanging import HangingProtocol
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

_PATH = Qt.ItemDataRole.UserRole


class HangingPage(QWidget):
    """Those that come with Lightbox cannot be changed: saving one makes the reader's own of the same name."""

    appearing = Signal()
    saved = Signal(str)
    """The text of a protocol that shall be kept."""
    deleted = Signal(object)
    """The file of the reader's own that shall go."""

    def __init__(self) -> None:
        super().__init__()
        self.list, self.text, self.said = QListWidget(), QPlainTextEdit(), Label()
        self.list.setAccessibleName(tr("Hanging protocols"))
        self.text.setAccessibleName(tr("Text of the hanging protocol"))
        self.text.setTabChangesFocus(True)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.save, self.delete = QPushButton(tr("Save as my own")), QPushButton(tr("Delete"))
        self._texts: dict[Path, str] = {}
        buttons = QHBoxLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.delete)
        buttons.addStretch(1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.text, 1)
        column.addWidget(self.said)
        column.addLayout(buttons)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setSizes([320, 640])
        split.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        self.setFocusProxy(self.list)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.save.clicked.connect(lambda: self.saved.emit(self.text.toPlainText()))
        self.delete.clicked.connect(self._on_delete)
        self._on_chosen(None)

    def show_protocols(self, protocols: Mapping[Path, HangingProtocol], texts: Mapping[Path, str], wrong: str = "", name: str = "") -> None:
        """List protocols by file, and with `texts` also files that are none; the one called `name` is chosen."""
        self._texts = dict(texts)
        self.list.clear()
        for path in texts:
            protocol = protocols.get(path)
            title = f"! {path.name}" if protocol is None else f"{protocol.name}{'  · ' + tr('my own') if protocol.own else ''}"
            item = QListWidgetItem(title)
            item.setData(_PATH, path)
            item.setData(_PATH + 1, protocol is None or protocol.own)
            if protocol is not None:
                use = tr("used when a study opens") if protocol.automatic else tr("used when asked for")
                item.setToolTip(f"{protocol.rows} x {protocol.columns}, {use}")
            self.list.addItem(item)
            if protocol is not None and protocol.name == name:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.say(wrong)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.appearing.emit()

    def say(self, wrong: str) -> None:
        """What is wrong with files, or with the text that was to be saved; empty where nothing is."""
        look.make(self.said, "wrong")
        self.said.setText(wrong)

    def say_saved(self, text: str) -> None:
        """What becomes of the text that was just saved."""
        look.make(self.said, "quiet")
        self.said.setText(text)

    def _on_chosen(self, item: QListWidgetItem | None, before: QListWidgetItem | None = None) -> None:
        self.text.setPlainText("" if item is None else self._texts[item.data(_PATH)])
        self.delete.setEnabled(item is not None and bool(item.data(_PATH + 1)))
        self.save.setEnabled(item is not None)
        self.say("")

    def _on_delete(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.deleted.emit(item.data(_PATH))
