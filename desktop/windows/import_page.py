"""What the last import refused or found odd: a list to look at afterwards, which leads to the studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from viewer.case.study import Level
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

MARKS = {"refused": "✕ refused", "warning": "▲ odd", "note": "● note"}
ROLES = {"refused": "wrong", "warning": "attention", "note": "quiet"}
ORDER = ("refused", "warning", "note")
COLUMNS = ("", "What", "What was said", "Where")
WIDTHS = ((0, 96), (1, 280), (3, 300))


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One remark. `what` is a file's name, a patient with a series, or how many files; `all` names each on a line.

    `study_uid` is the study that it is about, empty for files that belong to none.
    """

    level: Level
    what: str
    text: str
    where: str
    all: str = ""
    study_uid: str = ""


class ImportPage(QWidget):
    """Refused files first. The text of a row can be read in full by pointing at it; Enter opens the study of one."""

    opened = Signal(str)  # study UID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ImportRow] = []
        self.summary = Label(tr("Nothing was imported yet."))
        self.summary.setWordWrap(True)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels([tr(one) if one else "" for one in COLUMNS])
        self.table.setAccessibleName(tr("The last import"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(look.ROW_PX))
        self.table.activated.connect(self._on_activated)
        for column, width in WIDTHS:
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.hint = Label(tr("Enter or a double click opens the study that a row is about."))
        look.make(self.hint, "quiet")
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(12)
        column_of.addWidget(self.summary)
        column_of.addWidget(self.table, 1)
        column_of.addWidget(self.hint)

    def show_rows(self, summary: str, rows: Sequence[ImportRow]) -> None:
        """Show what an import said."""
        self.summary.setText(summary)
        self._rows = sorted(rows, key=lambda row: ORDER.index(row.level))
        self.table.setRowCount(len(self._rows))
        for number, row in enumerate(self._rows):
            cells = (MARKS[row.level], row.what, row.text, row.where)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(tip_of(row.all or text if column == 1 else text))
                if column == 0:
                    item.setForeground(look.qcolour(ROLES[row.level]))
                self.table.setItem(number, column, item)
        self.table.setVisible(bool(rows))
        self.hint.setVisible(any(row.study_uid for row in rows))

    def _on_activated(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._rows) and self._rows[row].study_uid:
            self.opened.emit(self._rows[row].study_uid)
