"""What the last import refused or found odd, file by file: a list to look at afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from viewer.case.study import Problem

MARKS = {"refused": "✕ refused", "warning": "▲ odd", "note": "● note"}
ROLES = {"refused": "wrong", "warning": "attention", "note": "quiet"}
ORDER = ("refused", "warning", "note")


class ImportPage(QWidget):
    """Refused files first. The text of a row can be read in full by pointing at it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = QLabel("Nothing was imported yet.")
        self.summary.setWordWrap(True)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(["", "File", "What was said", "Folder"])
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look.ROW_PX)
        for column, width in ((0, 96), (1, 220), (3, 260)):
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 0, 0, 0)
        column_of.setSpacing(12)
        column_of.addWidget(self.summary)
        column_of.addWidget(self.table, 1)

    def show_problems(self, summary: str, problems: Sequence[Problem]) -> None:
        """Show what an import said."""
        self.summary.setText(summary)
        rows = sorted(problems, key=lambda problem: ORDER.index(problem.level))
        self.table.setRowCount(len(rows))
        for number, problem in enumerate(rows):
            where = Path(problem.where)
            is_path = len(where.parts) > 1
            cells = (MARKS[problem.level], where.name, problem.text, str(where.parent) if is_path else "")
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0:
                    item.setForeground(look.qcolour(ROLES[problem.level]))
                self.table.setItem(number, column, item)
        self.table.setVisible(bool(rows))
