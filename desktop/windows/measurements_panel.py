"""The table of what was drawn: numbers, place, picture and author; a click goes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.elided import ElidedLabel
from desktop.windows.quiet_list import QuietList
from desktop.workflows.measuring import MeasuredRow
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

ROW_PX, LINE_PX = 44, 18
BUTTON_PX = 24
FEW, MANY = 3, 7
"""Lines that the panel has room for at first, and that it asks for as it fills."""


class _Delegate(QStyledItemDelegate):
    """Two lines: what it is and its numbers; where, in which picture, by whom."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, theme.px(ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: MeasuredRow = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.qcolour("raised"))
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), look.qcolour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.qcolour("raised"))
        painter.setFont(option.font)
        metrics, width = painter.fontMetrics(), box.width() - 20
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name_px = min(metrics.horizontalAdvance(row.name) + 12, width // 2 if row.values else width)
        painter.setPen(look.qcolour("text"))
        line_px = theme.px(LINE_PX)
        name = QRect(box.left() + 12, box.top() + 4, name_px, line_px)
        painter.drawText(name, left, metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, name_px - 8))
        values = QRect(name.right(), box.top() + 4, width - name_px, line_px)
        text = metrics.elidedText(" · ".join(row.values), Qt.TextElideMode.ElideRight, values.width())
        painter.drawText(values, left, text)
        painter.setPen(look.qcolour("quiet"))
        below = QRect(box.left() + 12, box.top() + 4 + line_px, width, line_px)
        painter.drawText(below, left, metrics.elidedText(_where(row), Qt.TextElideMode.ElideRight, width))
        painter.restore()


class _List(QuietList):
    """As high as a few lines, so that findings and segments keep their room."""

    lines = FEW

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.lines * theme.px(ROW_PX) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.px(ROW_PX) + 4)


class MeasurementsPanel(QWidget):
    """Shown while there is something in it. Keys work while the list has the focus; they are in the table of actions."""

    chosen = Signal(str, str)  # kind and id of a measurement: jump there
    appearing = Signal()  # it is about to be shown, and needs room
    growing = Signal()  # more lines than before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = ElidedLabel(tr("MEASUREMENTS"))
        look.make(title, "heading")
        self.count = Label()
        look.make(self.count, "quiet")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(12, 8, 8, 4)
        self._head.setSpacing(4)
        self._head.addWidget(title)
        self._head.addWidget(self.count)
        self.list = _List()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFont(theme.tabular(self.list.font()))
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Measurements"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.list.itemClicked.connect(self._on_item_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.list, 1)
        self._filling = False
        self.show_rows((), "")

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Buttons beside the title."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            look.fit_icon(button)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumSize(BUTTON_PX, BUTTON_PX)
            self._head.addWidget(button)

    @property
    def rows(self) -> tuple[MeasuredRow, ...]:
        return tuple(self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count()))

    def focus_panel(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: Sequence[MeasuredRow], selected_id: str) -> None:
        """Show these measurements; lines that stay keep their place under the pointer."""
        self._filling = True
        before = self.list.count()
        if [row.record.id for row in rows] != [row.record.id for row in self.rows]:
            self.list.clear()
            for _ in rows:
                QListWidgetItem(self.list)
        for n, row in enumerate(rows):
            item = self.list.item(n)
            item.setData(Qt.ItemDataRole.UserRole, row)
            said = "\n".join((row.name, *row.values, _where(row)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said.replace("\n", ", "))
            item.setToolTip(tip_of("\n".join((row.name, *(row.detail or row.values), _where(row)))))
        at = next((n for n, row in enumerate(rows) if row.record.id == selected_id), -1)
        self.list.setCurrentRow(at)
        if at < 0:
            self.list.clearSelection()
        self._filling = False
        self.count.setText(str(len(rows)))
        if rows and self.isHidden():
            self.appearing.emit()
        self.setVisible(bool(rows))
        self.list.lines = min(max(len(rows), FEW), MANY)
        self.list.updateGeometry()
        if max(FEW, before) < len(rows):
            self.growing.emit()
        self.list.lines = FEW
        if at >= 0:
            self.list.scrollToItem(self.list.item(at))

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self._on_item_clicked(item)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        record = item.data(Qt.ItemDataRole.UserRole).record
        self.chosen.emit(record.kind, record.id)


def _where(row: MeasuredRow) -> str:
    return " · ".join(part for part in (row.place, row.picture, row.author) if part)
