"""A button of the tool bar that opens a small field of cells: the one under the mouse and all before it are the layout."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget, QWidgetAction

from desktop.windows import look
from viewer.widgets import theme
from viewer.widgets.tr import tr

ROWS, COLUMNS = 4, 5
CELL_PX, GAP_PX, MARGIN_PX, TEXT_PX = 24, 4, 8, 40
_KEYS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Cells(QWidget):
    """Rows x columns to choose from, with the mouse or the arrow keys; with Shift they are pictures of one series."""

    chosen = Signal(int, int, bool)
    """Rows, columns, and whether consecutive pictures of one series are meant."""

    def __init__(self) -> None:
        super().__init__()
        self.shape = (1, 1)
        self._tiles = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Rows and columns of viewers"))

    def sizeHint(self) -> QSize:
        side = CELL_PX + GAP_PX
        return QSize(2 * MARGIN_PX + COLUMNS * side - GAP_PX, 2 * MARGIN_PX + ROWS * side - GAP_PX + TEXT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row in range(ROWS):
            for column in range(COLUMNS):
                lit = row < self.shape[0] and column < self.shape[1]
                at = MARGIN_PX + column * (CELL_PX + GAP_PX), MARGIN_PX + row * (CELL_PX + GAP_PX)
                painter.setPen(theme.colour("accent" if lit else "line"))
                painter.setBrush(theme.colour("raised" if lit else "surface"))
                painter.drawRect(QRectF(at[0] + 0.5, at[1] + 0.5, CELL_PX - 1, CELL_PX - 1))
        what = tr("pictures") if self._tiles else tr("viewers")
        painter.setPen(theme.colour("text"))
        room = QRectF(MARGIN_PX, self.height() - TEXT_PX - MARGIN_PX / 2, self.width() - 2 * MARGIN_PX, TEXT_PX)
        text = f"{self.shape[0]} x {self.shape[1]} {what}\n{'' if self._tiles else tr('Shift: one series')}"
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._tiles = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._take(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._take(event.position().toPoint())
        self.chosen.emit(*self.shape, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._tiles = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self.shape = min(max(self.shape[0] + step[0], 1), ROWS), min(max(self.shape[1] + step[1], 1), COLUMNS)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(*self.shape, self._tiles)
        else:
            super().keyPressEvent(event)

    def _take(self, at: QPoint) -> None:
        side = CELL_PX + GAP_PX
        row, column = (at.y() - MARGIN_PX) // side, (at.x() - MARGIN_PX) // side
        self.shape = min(max(row, 0), ROWS - 1) + 1, min(max(column, 0), COLUMNS - 1) + 1
        self.update()


class LayoutPicker(QToolButton):
    """Opens the field of cells."""

    chosen = Signal(int, int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(tr("Rows and columns of viewers (Alt+1 to Alt+9)"))
        self.setAccessibleName(tr("Layout"))
        look.set_icon(self, "grid")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.cells = Cells()
        menu, action = QMenu(self), QWidgetAction(self)
        action.setDefaultWidget(self.cells)
        menu.addAction(action)
        menu.aboutToShow.connect(self.cells.setFocus)
        self.setMenu(menu)
        self.cells.chosen.connect(self._on_chosen)

    def _on_chosen(self, rows: int, columns: int, tiles: bool) -> None:
        self.menu().close()
        self.chosen.emit(rows, columns, tiles)
