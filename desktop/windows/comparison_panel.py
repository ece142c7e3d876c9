"""The table of lesions that were compared with a prior: sizes, change, state, and how each went over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPen
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

from desktop.steps.comparing_lesions import TARGET
from desktop.windows import look
from desktop.windows.elided import ElidedLabel
from desktop.workflows.changes import Compared
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import counted, number, tr

ROW_PX, FEW, BUTTON_PX, PLOT_PX = 44, 3, 24, 52
STATE_ROLES = {
    "new": "attention", "larger": "attention", "stable": "text", "smaller": "confirmed", "resolved": "confirmed", "not comparable": "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A lesion with what is said of it; `trend` are its days before this study (negative) and sizes in mm, oldest first."""

    compared: Compared
    place: str
    trend: tuple[tuple[int, float], ...]
    is_target: bool = False
    """Of RECIST 1.1."""

    @property
    def title(self) -> str:
        name = f"{TARGET}{self.compared.name}" if self.is_target else self.compared.name
        return f"{name} · {self.place}" if self.place else name

    @property
    def sizes(self) -> str:
        """``5.9 → 8.1 mm · +38 % · VDT 80 d``: the volume's doubling time."""
        row, delta = self.compared, self.compared.delta
        now = next((one.value for one in row.quantities if one.kind == "long_axis" and one.unit == "mm"), None)
        before = row.pair.prior_quantity("long_axis")
        parts = [f"{'–' if before is None else number(before.value, 1)} → {'–' if now is None else number(now, 1)} mm"]
        if delta.change_percent is not None:
            parts.append(f"{'+' if delta.change_percent >= 0 else ''}{number(delta.change_percent)} %")
        if delta.doubling_days is not None:
            parts.append(tr("VDT {days} d", days=number(delta.doubling_days)))
        return " · ".join(parts)

    @property
    def in_full(self) -> str:
        """Every number, and by what the state is."""
        delta = self.compared.delta
        lines = [self.title, f"{tr(delta.state)}: {tr(delta.rule)}", self.sizes]
        if self.is_target:
            lines.append(tr("a target lesion of RECIST 1.1"))
        if delta.change_mm is not None:
            lines.append(f"{delta.change_mm:+.1f} mm" + ("" if delta.change_ml is None else f", {delta.change_ml:+.2f} ml, {delta.volume_percent or 0:+.0f} %"))
        if delta.doubling_days is not None:
            lines.append(tr("volume doubling time (VDT) {days} days", days=number(delta.doubling_days)))
        if delta.days is not None:
            lines.append(counted(delta.days, "1 day since the prior", "{count} days since the prior"))
        if self.compared.pair.finding_id and self.compared.pair.prior_finding_id:
            lines.append(tr("{mm} mm from where the alignment expects it", mm=number(self.compared.pair.apart_mm, 1)))
        return "\n".join(lines)


class _Delegate(QStyledItemDelegate):
    """Two lines and a small plot: what and where with its state; sizes and change; size over time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        row: ComparedRow = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.qcolour("raised"))
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), look.qcolour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.qcolour("raised"))
        painter.setFont(option.font)
        metrics, line = painter.fontMetrics(), theme.px(18)
        state = tr(row.compared.delta.state)
        left, right = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        plot_px = theme.px(PLOT_PX) if len(row.trend) > 1 else 0
        width = box.width() - 20
        state_px = metrics.horizontalAdvance(state) + 4
        first = QRect(box.left() + 12, box.top() + theme.px(4), width, line)
        painter.setPen(look.qcolour("text"))
        painter.drawText(first, left, metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, width - state_px - 8))
        painter.setPen(look.qcolour(STATE_ROLES[row.compared.delta.state]))
        painter.drawText(first, right, state)
        painter.setPen(look.qcolour("quiet"))
        below = QRect(box.left() + 12, box.top() + theme.px(22), width - plot_px - 6, line)
        painter.drawText(below, left, metrics.elidedText(row.sizes, Qt.TextElideMode.ElideRight, below.width()))
        if plot_px:
            self._plot(painter, QRect(box.left() + 12 + width - plot_px, below.top(), plot_px, line), row)
        painter.restore()

    def _plot(self, painter: QPainter, box: QRect, row: ComparedRow) -> None:
        """Sizes over days, from nothing to the largest."""
        first, last = row.trend[0][0], row.trend[-1][0]
        most = max(size for _, size in row.trend) or 1.0
        points = [
            QPointF(box.left() + 3 + (day - first) / max(last - first, 1) * (box.width() - 6), box.bottom() - 3 - size / most * (box.height() - 6))
            for day, size in row.trend
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.qcolour("line"), 1))
        painter.drawLine(box.left(), box.bottom() - 1, box.right(), box.bottom() - 1)
        colour = look.qcolour(STATE_ROLES[row.compared.delta.state])
        painter.setPen(QPen(colour, 1.5))
        painter.drawPolyline(points)
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, 2, 2)


class _List(QListWidget):
    """As high as a few lines."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), FEW * theme.px(ROW_PX) + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.px(ROW_PX) + 4)


class ComparisonPanel(QWidget):
    """Shown while there is something in it; a click goes to the lesion in both studies."""

    chosen = Signal(object)  # LesionPair
    appearing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = ElidedLabel(tr("COMPARISON"))
        look.make(title, "heading")
        self.since = Label()
        look.make(self.since, "quiet")
        self._head = QHBoxLayout()
        self._head.setContentsMargins(12, 8, 8, 4)
        self._head.setSpacing(4)
        self._head.addWidget(title)
        self._head.addWidget(self.since)
        self.list = _List()
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFont(theme.tabular(self.list.font()))
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Lesions compared with a prior"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_item_chosen)
        self.list.itemActivated.connect(self._on_item_chosen)
        self.sums = ElidedLabel("")
        look.make(self.sums, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.list, 1)
        below = QHBoxLayout()
        below.setContentsMargins(12, 2, 8, 6)
        below.addWidget(self.sums)
        column.addLayout(below)
        self.hide()

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Buttons beside the title."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setIconSize(QSize(theme.px(theme.ICON_PX), theme.px(theme.ICON_PX)))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedSize(theme.px(BUTTON_PX), theme.px(BUTTON_PX))
            self._head.addWidget(button)

    @property
    def rows(self) -> tuple[ComparedRow, ...]:
        return tuple(self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count()))

    def focus_panel(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: Sequence[ComparedRow], since: str, sums: str, selected_id: str) -> None:
        """Show these lesions; `since` is the prior's date, `sums` what RECIST says."""
        if len(rows) != self.list.count():
            self.list.clear()
            for _ in rows:
                QListWidgetItem(self.list)
        for n, row in enumerate(rows):
            item = self.list.item(n)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((row.title, row.compared.delta.state, row.sizes)))
            item.setToolTip(row.in_full)
        at = next((n for n, row in enumerate(rows) if row.compared.pair.finding_id and row.compared.pair.finding_id == selected_id), -1)
        self.list.setCurrentRow(at)
        self.since.setText(since)
        self.sums.setText(sums)
        self.sums.setVisible(bool(sums))
        if rows and self.isHidden():
            self.appearing.emit()
        self.setVisible(bool(rows))

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).compared.pair)
