"""The page of DICOM elements: a tree with a search over tags, names and values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from viewer.dicom.tags import TagRow

HEADS = ("Element", "Name", "VR", "Value")
WIDTHS = (150, 300, 44)
KEYWORD = Qt.ItemDataRole.UserRole


class TagTree(QTreeWidget):
    """Ctrl+C copies the selected rows, as tables take them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        rows = [item for item in self.selectedItems() if not item.isHidden()]
        lines = ["\t".join(item.text(column) for column in range(len(HEADS))).rstrip() for item in rows]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))


class TagsPage(QWidget):
    """All words of the search stand in an element's tag, name, keyword or value; what holds it stays to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.title = Label()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search elements: a name, a tag, a part of a value"))
        self.search.setAccessibleName(tr("Search elements"))
        self.search.setClearButtonEnabled(True)
        self.found = Label()
        look.make(self.found, "quiet")
        copy = QPushButton(tr("Copy"))
        copy.setToolTip(tr("Copy the selected elements (Ctrl+C)"))
        self.tree = TagTree()
        self.tree.setAccessibleName(tr("Elements"))
        self.tree.setHeaderLabels([tr(head) for head in HEADS])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setUniformRowHeights(True)
        for column, width in enumerate(WIDTHS):
            self.tree.setColumnWidth(column, width)
        copy.clicked.connect(self.tree.copy)
        self.search.textChanged.connect(self._on_searched)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        row.addWidget(copy)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(self.title)
        column_.addLayout(row)
        column_.addWidget(self.tree, 1)
        self.setFocusProxy(self.search)

    def show_rows(self, title: str, rows: Sequence[TagRow]) -> None:
        """Show the elements of one picture; the search stays."""
        self.title.setText(title)
        self.tree.clear()
        above: list[QTreeWidgetItem] = []
        top: list[QTreeWidgetItem] = []
        for row in rows:
            item = QTreeWidgetItem([row.tag, row.name, row.vr, row.value])
            item.setData(0, KEYWORD, row.keyword)
            item.setToolTip(3, tip_of(row.value))
            del above[row.depth :]
            if above:
                above[-1].addChild(item)
            else:
                top.append(item)
            above.append(item)
        self.tree.addTopLevelItems(top)
        self._on_searched(self.search.text())

    def _on_searched(self, said: str) -> None:
        words = said.casefold().split()
        count = sum(self._filter(self._top(place), words, False) for place in range(self.tree.topLevelItemCount()))
        self.found.setText(tr("{count} found", count=count) if words else tr("{count} elements", count=count))

    def _top(self, place: int) -> QTreeWidgetItem:
        item = self.tree.topLevelItem(place)
        assert item is not None
        return item

    def _filter(self, item: QTreeWidgetItem, words: Sequence[str], above: bool) -> int:
        """Hide an element that neither has the words, nor holds one that has, nor lies in one; how many have them."""
        said = " ".join((*(item.text(column) for column in range(len(HEADS))), item.data(0, KEYWORD) or "")).casefold()
        plain = said.replace("(", "").replace(")", "").replace(",", "")
        here = all(word in said or word in plain for word in words) and bool(item.text(0))
        below = sum(self._filter(item.child(place), words, above or here) for place in range(item.childCount()))
        item.setHidden(not (here or below or above))
        item.setExpanded(bool(words) and below > 0)
        return int(here) + below
