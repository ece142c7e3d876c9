"""The models on this machine: what each is for, how far it can be trusted, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.model_card import ModelRow, page
from viewer.case.study import Problem
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

LIST_PX = 320
EMPTY = "No model is installed. Add a pack: a file, an archive or a folder that you trust."


class _Delegate(QStyledItemDelegate):
    """Two lines: the name, and the state in words beside its mark."""

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        return QSize(theme.px(200), theme.px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        row: ModelRow | Problem = index.data(Qt.ItemDataRole.UserRole)  # type: ignore[attr-defined]
        name, state, role = (
            (index.data(Qt.ItemDataRole.DisplayRole), *row.state)  # type: ignore[attr-defined]
            if isinstance(row, ModelRow)
            else (row.where.rpartition("/")[0].rpartition("/")[2], tr("✕ refused"), "wrong")
        )
        box = option.rect
        flags = option.state
        painter.save()
        if flags & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.qcolour("raised"))
            focused = bool(flags & QStyle.StateFlag.State_HasFocus)
            painter.fillRect(box.left(), box.top(), 2, box.height(), look.qcolour("accent" if focused else "line"))
        elif flags & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.qcolour("raised"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        lines = ((box.adjusted(12, 4, -8, -theme.px(24)), name, "text"), (box.adjusted(12, theme.px(24), -8, -4), state, role))
        for place, text, colour in lines:
            painter.setPen(look.qcolour(colour))
            painter.drawText(place, left, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width()))
        painter.restore()


class ModelLibrary(QWidget):
    """A list of models, and the page of the one in hand with what can be done with it."""

    file_asked = Signal()
    folder_asked = Signal()
    check_asked = Signal(str)
    try_asked = Signal(str)
    evaluate_asked = Signal(str)
    accept_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ModelRow | Problem, ...] = ()
        self.list = QListWidget()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Models"))
        self.list.currentRowChanged.connect(self._show_current)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(tr("About the model"))
        self.text.setFont(theme.tabular(self.text.font()))
        self.add_file = _button(tr("Add from file"), tr("Install a pack from one file: .pt, .onnx, .safetensors, .gguf or a zip archive"), self.file_asked.emit)
        self.add_folder = _button(tr("Add from folder"), tr("Install a pack from its folder"), self.folder_asked.emit)
        self.check = self._action(tr("Check"), tr("Compare the files with the card, and the numbers with those of the installation"), self.check_asked)
        self.try_on = self._action(tr("Try on phantoms"), tr("Run the acceptance cases on built-in phantoms; takes minutes, in the background"), self.try_asked)
        self.evaluate = self._action(tr("Evaluate"), tr("Measure it on a folder of your own cases with references"), self.evaluate_asked)
        self.accept = self._action(tr("Accept"), tr("Accept the model for this site, on its evaluation"), self.accept_asked)
        self.remove = self._action(tr("Remove"), tr("Take the pack out of the library"), self.remove_asked)
        self.doing = Label()
        look.make(self.doing, "quiet")
        self._lay_out()
        self.show_models(())

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        adding.setContentsMargins(0, 8, 8, 0)
        adding.setSpacing(8)
        adding.addWidget(self.add_file)
        adding.addWidget(self.add_folder)
        adding.addStretch(1)
        side, side_column = _column((0, 0, 8, 0))
        side_column.addWidget(self.list, 1)
        side_column.addLayout(adding)
        actions = QHBoxLayout()
        actions.setContentsMargins(16, 8, 0, 0)
        actions.setSpacing(8)
        for button in (self.check, self.try_on, self.evaluate, self.accept, self.remove):
            actions.addWidget(button)
        actions.addWidget(self.doing, 1)
        main, main_column = _column((0, 0, 0, 0))
        main_column.addWidget(self.text, 1)
        main_column.addLayout(actions)
        self.text.setViewportMargins(16, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(side)
        split.addWidget(main)
        split.setStretchFactor(1, 1)
        split.setSizes([theme.px(LIST_PX), 4 * theme.px(LIST_PX)])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.setFocusProxy(self.list)

    @property
    def current(self) -> ModelRow | Problem | None:
        number = self.list.currentRow()
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def show_models(self, rows: Sequence[ModelRow | Problem]) -> None:
        """Show these; the model in hand stays in hand, and a new one is taken in hand."""
        before, known = self._key(self.current), {self._key(row) for row in self.rows}
        place = self.text.verticalScrollBar().value()
        new = [self._key(row) for row in rows if known and self._key(row) not in known]
        self.rows = tuple(rows)
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(self._name(row) if isinstance(row, ModelRow) else row.text, self.list)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setToolTip(f"{row.card.id} {row.card.version}" if isinstance(row, ModelRow) else row.where)
        keys = [self._key(row) for row in rows]
        wanted = new[0] if new else before
        self.list.setCurrentRow(keys.index(wanted) if wanted in keys else 0)
        self.list.blockSignals(False)
        self._show_current()
        if wanted == before:
            self.text.verticalScrollBar().setValue(place)

    def refresh(self) -> None:
        """Write the page of the model in hand again, in the colours of now."""
        self._show_current()

    def show_doing(self, text: str) -> None:
        """Say what runs now; empty when nothing does."""
        self.doing.setText(text)

    def _show_current(self) -> None:
        row = self.current
        if isinstance(row, ModelRow):
            self.text.setHtml(page(row))
        else:
            self.text.setPlainText(f"{row.text}\n\n{row.where}" if row is not None else tr(EMPTY))
        is_model = isinstance(row, ModelRow)
        for button in (self.check, self.try_on, self.evaluate, self.accept, self.remove):
            button.setVisible(is_model)
        if isinstance(row, ModelRow):
            self.try_on.setVisible(row.can_measure)
            self.evaluate.setVisible(row.can_measure)
            self.accept.setVisible(row.can_measure and row.standing.is_experimental)
            self.accept.setEnabled(row.evaluation is not None)
            self.accept.setToolTip(tr("Accept the model for this site, on its evaluation") if row.evaluation else tr("Evaluate it first, on cases of this site"))
            self.remove.setVisible(not row.built_in)

    def _action(self, text: str, tip: str, signal: object) -> QPushButton:
        def ask() -> None:
            row = self.current
            if isinstance(row, ModelRow):
                signal.emit(row.card.id)  # type: ignore[attr-defined]

        return _button(text, tip, ask)

    def _name(self, row: ModelRow) -> str:
        """What the list calls a model: where two have one name, version and id tell them apart."""
        alike = sum(isinstance(other, ModelRow) and other.card.name.casefold() == row.card.name.casefold() for other in self.rows)
        return row.card.name if alike == 1 else f"{row.card.name} {row.card.version} · {row.card.id}"

    def _key(self, row: ModelRow | Problem | None) -> str:
        return "" if row is None else row.card.id if isinstance(row, ModelRow) else row.where


def _button(text: str, tip: str, clicked: object) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.clicked.connect(lambda: clicked())  # type: ignore[operator]
    return button


def _column(margins: tuple[int, int, int, int]) -> tuple[QWidget, QVBoxLayout]:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(*margins)
    column.setSpacing(0)
    return widget, column
