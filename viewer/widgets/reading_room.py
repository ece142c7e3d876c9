"""Several viewers in rows and columns, one of them active: what commands mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from viewer.widgets import theme
from viewer.widgets.series_strip import dragged_series
from viewer.widgets.view_grid import ViewGrid
from viewer.widgets.viewer_links import ViewerLinks

MOST_ROWS, MOST_COLUMNS = 4, 5


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


class ReadingRoom(QWidget):
    """Rows x columns of viewers; a click into one makes it active. With one viewer it looks as if there were no room.

    What viewers say is said again here, whichever of them says it. Viewers that a smaller room has no place for are
    cleared and kept for later.
    """

    edit_made = Signal(object)
    words_asked = Signal(object)
    window_changed = Signal(float, float)
    mark_selected = Signal(str, str)
    tool_picked = Signal(str)
    hovered = Signal(str)
    pane_focused = Signal(str)
    active_changed = Signal()
    made = Signal(object)
    """A viewer that was not there before."""
    let_go = Signal(object)
    """A viewer that is no longer shown."""
    dropped = Signal(object, str, str)
    """Viewer, series UID and part key."""

    def __init__(self, author: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._author = author
        self._rows = QSplitter(Qt.Orientation.Vertical)
        self._rows.setChildrenCollapsible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._rows)
        self._cells: list[Cell] = []
        self._spare: list[Cell] = []
        self._lines: list[QSplitter] = []
        self._alone: Cell | None = None
        self._is_placing = False
        self._focused = "axial"
        self._active = self._make_cell()
        self.shape = (1, 1)
        self._place([self._active])
        self.links = ViewerLinks(self)

    @property
    def active(self) -> ViewGrid:
        return self._active.viewer

    @property
    def viewers(self) -> tuple[ViewGrid, ...]:
        """Row by row."""
        return tuple(cell.viewer for cell in self._cells)

    @property
    def is_alone(self) -> bool:
        """Whether one of several viewers has the room for itself."""
        return self._alone is not None

    def activate(self, viewer: ViewGrid) -> None:
        """Let commands mean this viewer."""
        cell = next(cell for cell in self._cells if cell.viewer is viewer)
        if cell is not self._active:
            self._active = cell
            self._show_lines()
            self.active_changed.emit()
            self.links.refresh()

    def arrange(self, rows: int, columns: int) -> None:
        """Make room for rows x columns viewers; those that are there stay in their order, the active one in any case."""
        rows, columns = min(max(rows, 1), MOST_ROWS), min(max(columns, 1), MOST_COLUMNS)
        self.show_all()
        count = rows * columns
        kept = self._cells[:count]
        if self._active not in kept:
            kept[-1] = self._active
        gone = [cell for cell in self._cells if cell not in kept]
        while len(kept) < count:
            kept.append(self._spare.pop() if self._spare else self._make_cell())
        self.shape = (rows, columns)
        focus = self.window().focusWidget()
        had_keys = focus is not None and self.isAncestorOf(focus)
        self._is_placing = True  # Qt gives the keys to whatever comes next while cells move
        self._place(kept)
        for cell in gone:
            cell.setParent(None)
            cell.viewer.clear()
            cell.viewer.show_tiles(1, 1)
            self._spare.append(cell)
            self.let_go.emit(cell.viewer)
        self._is_placing = False
        if had_keys:
            self.active.focus_pane(self._focused)
        self.links.refresh()

    def step(self, by: int) -> None:
        """Make the next viewer active, or with -1 the one before."""
        at = (self._cells.index(self._active) + by) % len(self._cells)
        if self._alone is not None:
            self.show_all()
        self._cells[at].viewer.focus_pane()

    def toggle_alone(self, name: str = "") -> None:
        """Give the whole room to one view of the active viewer, the one with the keys without a `name`, or end that."""
        name = name or self._focused
        viewer = self.active
        if len(self._cells) == 1:
            viewer.maximise("" if viewer.shown.alone else name)
        elif self._alone is not None:
            self.show_all()
        else:
            self._alone = self._active
            if len(viewer.shown.names) > 1:
                viewer.maximise(name)
            self._show_cells()
        viewer.focus_pane(name)

    def show_all(self) -> None:
        """End what `toggle_alone` began."""
        if self._alone is not None:
            self._alone.viewer.maximise("")
            self._alone = None
            self._show_cells()

    def focus_pane(self, name: str = "") -> None:
        """Move the keys to the active viewer."""
        self.active.focus_pane(name)

    def close_views(self) -> None:
        """Give the 3D contexts back; nothing is shown afterwards."""
        for cell in (*self._cells, *self._spare):
            cell.viewer.close_views()

    # Inside -------------------------------------------------------------------------------------------------

    def _make_cell(self) -> Cell:
        viewer = ViewGrid(self._author)
        cell = Cell(viewer)
        if self._cells:
            viewer.pick_tool(self.active.tool)
            viewer.set_marks_shown(self.active.content.marks_shown)
        viewer.pane_focused.connect(lambda name: self._on_pane_focused(viewer, name))
        viewer.edit_made.connect(self.edit_made)
        viewer.words_asked.connect(self.words_asked)
        viewer.mark_selected.connect(self.mark_selected)
        viewer.hovered.connect(self.hovered)
        viewer.window_changed.connect(partial(self._on_window_changed, viewer))
        viewer.tool_picked.connect(self._on_tool_picked)
        viewer.alone_asked.connect(partial(self._on_alone_asked, viewer))
        cell.dropped.connect(lambda uid, key: self.dropped.emit(viewer, uid, key))
        self.made.emit(viewer)
        return cell

    def _place(self, cells: Sequence[Cell]) -> None:
        """Put cells into rows of equal height and columns of equal width."""
        before, self._cells = self._lines, list(cells)
        rows, columns = self.shape
        self._lines = []
        for row in range(rows):
            line = QSplitter(Qt.Orientation.Horizontal)
            line.setChildrenCollapsible(False)
            for cell in cells[row * columns : (row + 1) * columns]:
                line.addWidget(cell)
                cell.show()
                cell.viewer.shares_room = len(cells) > 1
            line.splitterMoved.connect(partial(self._on_column_moved, line))
            self._rows.addWidget(line)
            self._lines.append(line)
            line.setSizes([1000] * columns)
        for line in before:
            line.setParent(None)
            line.deleteLater()
        self._rows.setSizes([1000] * rows)
        self._show_lines()

    def _show_cells(self) -> None:
        for line in self._lines:
            line.setVisible(self._alone is None or self._alone.parent() is line)
        for cell in self._cells:
            cell.setVisible(self._alone is None or cell is self._alone)

    def _show_lines(self) -> None:
        for cell in self._cells:
            cell.show_line("" if len(self._cells) == 1 else "accent" if cell is self._active else "line")

    def _on_pane_focused(self, viewer: ViewGrid, name: str) -> None:
        if self._is_placing:
            return
        self.activate(viewer)
        self._focused = name
        self.pane_focused.emit(name)

    def _on_window_changed(self, viewer: ViewGrid, centre: float, width: float) -> None:
        if viewer is self.active:
            self.window_changed.emit(centre, width)

    def _on_tool_picked(self, name: str) -> None:
        for viewer in self.viewers:
            if viewer.tool != name:
                viewer.pick_tool(name)
        self.tool_picked.emit(name)

    def _on_alone_asked(self, viewer: ViewGrid, name: str) -> None:
        self.activate(viewer)
        self.toggle_alone(name)

    def _on_column_moved(self, moved: QSplitter, at: int, index: int) -> None:
        for line in self._lines:
            if line is not moved:
                line.setSizes(moved.sizes())
