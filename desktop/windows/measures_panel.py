"""The table of what was measured on one segment: groups of lines, the rule of the one in hand, and where it may go."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.elided import ElidedLabel
from desktop.workflows.measured import GROUPS, Measured, row_text
from inference.measure.measure import Measure
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

ROWS_AT_LEAST = 7
MOST_LETTERS = 14
VALUE_PX = 112


def _short(text: str) -> str:
    """Words that fit beside a name; the rest stands below the table."""
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


class MeasuresPanel(QWidget):
    """Shown once something was measured, until it is closed."""

    report_asked = Signal(object)  # Measure
    copy_asked = Signal()
    appearing = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(tr("MEASURED"))
        look.make(self.title, "heading")
        self._of = ElidedLabel("")
        close = QToolButton()
        close.setText("×")
        close.setAutoRaise(True)
        close.setToolTip(tr("Close the table"))
        close.setAccessibleName(tr("Close the table"))
        close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 4)
        for widget in (self.title, self._of):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(close)
        self.words = Label()
        self.words.setWordWrap(True)
        self.words.setContentsMargins(12, 0, 12, 4)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setUniformRowHeights(True)
        self.tree.setFont(theme.tabular(self.tree.font()))
        self.tree.setAccessibleName(tr("Measures"))
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.tree.header().resizeSection(1, theme.px(VALUE_PX))
        self.tree.setMinimumHeight(ROWS_AT_LEAST * theme.px(look.ROW_PX))
        self.tree.currentItemChanged.connect(self._on_current_changed)
        self.note = Label()
        self.note.setWordWrap(True)
        self.note.setContentsMargins(12, 4, 12, 0)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        look.make(self.note, "quiet")
        self.to_report, self.copy = QPushButton(tr("Write into the report")), QPushButton(tr("Copy all"))
        self.to_report.clicked.connect(self._on_report)
        self.copy.clicked.connect(self.copy_asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        for button in (self.to_report, self.copy):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.tree, 1)
        column.addWidget(self.note)
        column.addLayout(foot)
        self.measured: Measured | None = None
        self.hide()

    @property
    def row(self) -> Measure | None:
        """The line in hand."""
        item = self.tree.currentItem()
        row: Measure | None = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        return row

    def show_measured(self, measured: Measured | None) -> None:
        """Show the measures of a segment; None closes the table."""
        self.measured = measured
        self.tree.clear()
        if measured is None:
            self.hide()
            return
        self._of.setText(measured.name)
        self._of.setToolTip(tip_of(measured.name))
        self.words.setText(measured.words)
        group = ""
        for row in measured.rows:
            if row.group != group:
                group = row.group
                heading = QTreeWidgetItem(self.tree, [tr(GROUPS[group]), ""])
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setForeground(0, look.qcolour("quiet"))
            item = QTreeWidgetItem(self.tree, [f"  {row.name}", f"{_short(row_text(row))}{' ▲' if row.doubtful else ''}"])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setToolTip(0, tip_of(row.note))
            item.setToolTip(1, tip_of(f"{row_text(row)}\n{row.note}"))
            item.setData(0, Qt.ItemDataRole.UserRole, row)
        if (first := self.tree.topLevelItem(1)) is not None:
            self.tree.setCurrentItem(first)
        self.show_outdated(False)
        if self.isHidden():
            self.appearing.emit()
        self.show()

    def show_outdated(self, outdated: bool) -> None:
        """Say that the segment was changed since."""
        self.title.setText(tr("MEASURED BEFORE IT CHANGED") if outdated else tr("MEASURED"))
        look.make(self.title, "attention" if outdated else "heading")

    def minimumSizeHint(self) -> QSize:
        """Room for all that is said here at this width: a layout counts wrapped text as one line."""
        size, column = super().minimumSizeHint(), self.layout()
        if column is not None and column.hasHeightForWidth():
            size.setHeight(max(size.height(), column.totalMinimumHeightForWidth(self.width())))
        return size

    def focus_panel(self) -> None:
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_current_changed(self) -> None:
        row = self.row
        whole = "" if row is None or row_text(row) == _short(row_text(row)) else f"{row_text(row)}. "
        self.note.setText("" if row is None else f"{'▲ ' if row.doubtful else ''}{whole}{row.note}")
        self.note.setVisible(bool(self.note.text()))
        self.to_report.setEnabled(row is not None and row.quantity is not None)

    def _on_report(self) -> None:
        if (row := self.row) is not None:
            self.report_asked.emit(row)
