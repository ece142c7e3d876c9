"""Calculators and guidelines beside the images: search, a form with where each value is from, the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.calculator_field import CalculatorField, FieldState
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


@dataclass(frozen=True, slots=True)
class Entry:
    """A calculator as it stands in the list."""

    id: str
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What is shown below the form. `asks` says what is missing or refused; `lines` what to bear in mind."""

    headline: str = ""
    sentence: str = ""
    lines: tuple[str, ...] = ()
    asks: str = ""
    refused: bool = False


class _Delegate(QStyledItemDelegate):
    """Two lines: the guideline with its version, and what it is for."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, 2 * option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        box, metrics = option.rect, option.fontMetrics
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.qcolour("raised"))
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), look.qcolour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.qcolour("raised"))
        painter.setFont(option.font)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        line = QRect(box.left() + 12, box.top() + 5, box.width() - 20, metrics.height())
        for role, text in (("text", entry.title), ("quiet", entry.what)):
            painter.setPen(look.qcolour(role))
            painter.drawText(line, left, metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()))
            line.translate(0, metrics.height() + 1)
        painter.restore()


class CalculatorPanel(QWidget):
    """Holds nothing: what is typed leaves as a signal, and what it means comes back."""

    appearing = Signal()
    searched = Signal(str)
    chosen = Signal(str)
    value_given = Signal(str, str)  # slot and what is written in it
    insert_asked = Signal()
    copy_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, CalculatorField] = {}
        heading = Label(tr("CALCULATORS"))
        look.make(heading, "heading")
        close = QPushButton(tr("Close"))
        close.setToolTip(tr("Fold this panel"))
        close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(close)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("A name, an organ, a word: nodule"))
        self.search.setAccessibleName(tr("Search calculators"))
        self.search.textChanged.connect(self._on_search_changed)
        self.search.returnPressed.connect(self._on_search_entered)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Calculators"))
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)
        self.problems = _text("attention")
        self.problems.hide()
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.problems)
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        self.stack.addWidget(self._make_form())
        search = QHBoxLayout()
        search.setContentsMargins(12, 0, 12, 0)
        search.addWidget(self.search)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addLayout(search)
        outer.addWidget(self.stack, 1)
        self.setMinimumWidth(340)
        self.show_answer(Answered(), "")

    def _make_form(self) -> QWidget:
        back = QPushButton(tr("All calculators"))
        back.clicked.connect(self.show_list)
        self.title, self.what = _text("title"), _text("quiet")
        top = QVBoxLayout()
        top.setContentsMargins(12, 8, 12, 8)
        top.setSpacing(4)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        top.addWidget(self.title)
        top.addWidget(self.what)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.headline, self.sentence, self.notes, self.asks = _text("title"), _text(), _text("quiet"), _text("attention")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.insert, self.copy = QPushButton(tr("Insert into report")), QPushButton(tr("Copy"))
        look.make(self.insert, "primary")
        self.insert.clicked.connect(self.insert_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.why_not = _text("quiet")
        buttons = QHBoxLayout()
        buttons.addWidget(self.insert)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        answer = QFrame()
        look.make(answer, "bar")
        below = QVBoxLayout(answer)
        below.setContentsMargins(12, 8, 12, 12)
        below.setSpacing(6)
        for widget in (self.headline, self.asks, self.sentence, self.notes):
            below.addWidget(widget)
        below.addLayout(buttons)
        below.addWidget(self.why_not)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.area, 1)
        column.addWidget(answer)
        return page

    def show_entries(self, entries: Sequence[Entry], problems: Sequence[str]) -> None:
        """List these calculators, and what is wrong with files of the site."""
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            item.setToolTip(entry.what)
            self.list.addItem(item)
        if entries:
            self.list.setCurrentRow(0)
        self.problems.setText("\n".join(problems))
        self.problems.setVisible(bool(problems))

    def show_form(self, title: str, what: str, fields: Sequence[CalculatorField]) -> None:
        """Ask for the values of one calculator."""
        self.title.setText(title)
        self.what.setText(what)
        self.fields = {field.name: field for field in fields}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 0, 12, 8)
        column.setSpacing(8)
        for field in fields:
            field.changed.connect(self.value_given)
            column.addWidget(field)
        column.addStretch(1)
        if (before := self.area.takeWidget()) is not None:
            before.deleteLater()
        self.area.setWidget(inside)
        self.stack.setCurrentIndex(1)

    def show_states(self, states: Mapping[str, FieldState]) -> None:
        """Say where each value is from, and which are asked for."""
        for name, state in states.items():
            self.fields[name].show_state(state)

    def show_answer(self, answered: Answered, why_not_insert: str) -> None:
        """Show the answer, or what is missing; `why_not_insert` says why it cannot go into the report."""
        for label, text in (
            (self.headline, answered.headline),
            (self.asks, answered.asks),
            (self.sentence, answered.sentence),
            (self.notes, "\n".join(answered.lines)),
            (self.why_not, why_not_insert if answered.sentence else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        look.make(self.asks, "attention" if answered.refused else "quiet")
        self.insert.setEnabled(bool(answered.sentence) and not why_not_insert)
        self.copy.setEnabled(bool(answered.sentence))

    def show_list(self) -> None:
        """Go back to all of them."""
        self.stack.setCurrentIndex(0)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    @property
    def has_form(self) -> bool:
        return self.stack.currentIndex() == 1

    def focus_panel(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.appearing.emit()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.has_form:
                self.show_list()
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.search.hasFocus():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
        else:
            super().keyPressEvent(event)

    def _on_search_changed(self, text: str) -> None:
        self.stack.setCurrentIndex(0)
        self.searched.emit(text)

    def _on_search_entered(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._on_item(item)

    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).id)


def _text(kind: str = "") -> QLabel:
    label = Label()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        look.make(label, kind)
    return label
