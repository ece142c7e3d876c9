"""The reader's own words in two tables: short words with what they stand for, and sentences learned from what was signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.store.phrases import Learned
from desktop.windows import look
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


class PhrasesPage(QWidget):
    """Shows what it is given; every change leaves as a signal."""

    appearing = Signal()
    kept = Signal(str, str)  # short word, text
    dropped = Signal(str)
    forgotten = Signal(str, str)  # text, language
    all_forgotten = Signal()
    learning = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.short, self.text = QLineEdit(), QLineEdit()
        self.short.setPlaceholderText(tr("short word"))
        self.short.setFixedWidth(theme.px(140))
        self.text.setPlaceholderText(tr("text it stands for"))
        self.short.setAccessibleName(tr("short word"))
        self.text.setAccessibleName(tr("text it stands for"))
        self.keep, self.drop = QPushButton(tr("Keep")), QPushButton(tr("Delete"))
        self.said = Label()
        self.said.setWordWrap(True)
        look.make(self.said, "quiet")
        self.words = _table((tr("Short word"), tr("Text")), 1)
        self.learned = _table((tr("Sentence"), tr("Language"), tr("Signed"), tr("Last")), 0)
        self.words.setAccessibleName(tr("SHORT WORDS"))
        self.learned.setAccessibleName(tr("LEARNED SENTENCES"))
        self.learn = QCheckBox(tr("Learn the sentences that I write and sign"))
        self.forget, self.forget_all = QPushButton(tr("Forget")), QPushButton(tr("Forget all"))
        heading = Label(tr("SHORT WORDS"))
        learned = Label(tr("LEARNED SENTENCES"))
        look.make(heading, "heading")
        look.make(learned, "heading")
        line = QHBoxLayout()
        for widget in (self.short, self.text, self.keep, self.drop):
            line.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(self.learn)
        below.addStretch(1)
        below.addWidget(self.forget)
        below.addWidget(self.forget_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addLayout(line)
        column.addWidget(self.said)
        column.addWidget(self.words, 1)
        column.addWidget(learned)
        column.addLayout(below)
        column.addWidget(self.learned, 1)
        self.setFocusProxy(self.short)
        self.keep.clicked.connect(self._on_keep)
        self.text.returnPressed.connect(self._on_keep)
        self.drop.clicked.connect(lambda: self.dropped.emit(self.short.text().strip()))
        self.words.itemSelectionChanged.connect(self._on_chosen)
        self.learn.toggled.connect(self.learning)
        self.forget.clicked.connect(self._on_forget)
        self.forget_all.clicked.connect(self.all_forgotten)

    def show_words(self, rows: Sequence[tuple[str, str]], learned: Sequence[Learned], learning: bool, said: str) -> None:
        """Show both tables; `said` is a line about what texts may hold, or what is wrong."""
        self.said.setText(said)
        _fill(self.words, rows)
        _fill(self.learned, [(row.text, row.language, str(row.used), row.last) for row in learned])
        before = self.learn.blockSignals(True)
        self.learn.setChecked(learning)
        self.learn.blockSignals(before)

    def showEvent(self, event: QShowEvent) -> None:
        self.appearing.emit()
        super().showEvent(event)

    def _on_keep(self) -> None:
        self.kept.emit(self.short.text().strip(), self.text.text())

    def _on_chosen(self) -> None:
        row = self.words.currentRow()
        if row >= 0 and self.words.selectedItems():
            self.short.setText(_cell(self.words, row, 0))
            self.text.setText(_cell(self.words, row, 1))

    def _on_forget(self) -> None:
        for row in sorted({item.row() for item in self.learned.selectedItems()}, reverse=True):
            self.forgotten.emit(_cell(self.learned, row, 0), _cell(self.learned, row, 1))


def _table(heads: Sequence[str], wide: int) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setHorizontalHeaderLabels(list(heads))
    table.verticalHeader().hide()
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    table.setTabKeyNavigation(False)
    return table


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.setRowCount(len(rows))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            table.setItem(number, column, item)


def _cell(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item is not None else ""
