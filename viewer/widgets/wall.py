"""Viewers in rows and columns on one widget: the middle of the reading place, or a second window."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from viewer.widgets import theme
from viewer.widgets.series_strip import dragged_series
from viewer.widgets.view_grid import ViewGrid


class Cell(QWidget):
    """A viewer with a hairline around it that says which one is active; takes a series that is dropped on it."""

    dropped = Signal(str, str)
    """Series UID and part key."""

    def __init__(self, viewer: ViewGrid) -> None:
        super().__init__()
        self.viewer = viewer
        self._line = ""
        self._over = False
        self.setAcceptDrops(True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(viewer)

    def show_line(self, role: str) -> None:
        """Draw a line of this colour role around the viewer, or with "" none."""
        self._line = role
        margin = 1 if role else 0
        self._box.setContentsMargins(margin, margin, margin, margin)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("attention" if self._over else self._line or "image ground"))
        painter.fillRect(self.viewer.geometry(), theme.colour("image ground" if self._line else "line"))
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_series(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._over = True
            self.update()

    def dragLeaveEvent(self, event: object) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        dragged = dragged_series(event.mimeData())
        if dragged is not None:
            event.acceptProposedAction()
            self.dropped.emit(*dragged)


class Wall(QWidget):
    """Rows x columns of cells of equal size at first; the reader may move the lines between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._rows)
        self._lines: list[QSplitter] = []
        self.cells: list[Cell] = []
        """Row by row."""
        self.shape = (1, 1)

    def place(self, cells: Sequence[Cell], shape: tuple[int, int]) -> None:
        """Put cells into rows of equal height and columns of equal width."""
        before, self.cells, self.shape = self._lines, list(cells), shape
        rows, columns = shape
        self._lines = []
        for row in range(rows):
            line = QSplitter(Qt.Orientation.Horizontal)
            line.setChildrenCollapsible(False)
            for cell in cells[row * columns : (row + 1) * columns]:
                line.addWidget(cell)
                cell.show()
            line.splitterMoved.connect(partial(self._on_column_moved, line))
            self._rows.addWidget(line)
            self._lines.append(line)
            line.setSizes([1000] * columns)
        for line in before:
            line.setParent(None)
            line.deleteLater()
        self._rows.setSizes([1000] * rows)

    def show_alone(self, alone: Cell | None) -> None:
        """Give all the room to one cell; None shows every cell."""
        for line in self._lines:
            line.setVisible(alone is None or alone.parent() is line)
        for cell in self.cells:
            cell.setVisible(alone is None or cell is alone)

    def _on_column_moved(self, moved: QSplitter, at: int, index: int) -> None:
        for line in self._lines:
            if line is not moved:
                line.setSizes(moved.sizes())
