"""Several viewers in rows and columns, on one wall or two, one of them active: what commands mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.widgets.view_grid import ViewGrid
from viewer.widgets.viewer_links import ViewerLinks
from viewer.widgets.wall import Cell, Wall

MOST_ROWS, MOST_COLUMNS = 4, 5


class ReadingRoom(QWidget):
    """Rows x columns of viewers; a click into one makes it active. With one viewer it looks as if there were no room.

    A second wall of viewers may stand in a window of its own; everything else is shared. What viewers say is said again
    here, whichever of them says it. Viewers that a smaller room has no place for are cleared and kept for later.
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
    second_opened = Signal(object)
    """The second wall, to be put into a window."""
    second_closed = Signal()
    """The second wall is empty; its viewers are here again."""

    def __init__(self, author: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._author = author
        self._wall = Wall()
        self._second: Wall | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._wall)
        self._spare: list[Cell] = []
        self._alone: Cell | None = None
        self._is_placing = False
        self._focused = "axial"
        self._active = self._make_cell()
        self._place(self._wall, [self._active], (1, 1))
        self.links = ViewerLinks(self)

    @property
    def active(self) -> ViewGrid:
        return self._active.viewer

    @property
    def viewers(self) -> tuple[ViewGrid, ...]:
        """Row by row, those of the second wall last."""
        return tuple(cell.viewer for cell in self._cells)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns here; a second wall has its own."""
        return self._wall.shape

    @property
    def second(self) -> Wall | None:
        """The wall in another window."""
        return self._second

    @property
    def is_second_active(self) -> bool:
        """Whether commands mean a viewer of the second wall."""
        return self._second is not None and self._active in self._second.cells

    @property
    def is_alone(self) -> bool:
        """Whether one of several viewers has its wall for itself."""
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
        """Make room for rows x columns viewers on the wall of the active one, which stays in any case; the others stay in
        their order."""
        rows, columns = min(max(rows, 1), MOST_ROWS), min(max(columns, 1), MOST_COLUMNS)
        wall = self._wall_of(self._active)
        count = rows * columns
        kept = wall.cells[:count]
        if self._active not in kept:
            kept[-1] = self._active
        self._rearrange(((wall, kept, (rows, columns)),))

    def open_second(self, rows: int = 1, columns: int = 1) -> None:
        """Add a wall for another window, with empty viewers."""
        if self._second is None:
            self._second = Wall()
            self._rearrange(((self._second, [], (rows, columns)),))
            self.second_opened.emit(self._second)

    def close_second(self) -> None:
        """Take the viewers of the second wall back, beside those that are here; what there is no room for is let go."""
        self.show_all()
        second, self._second = self._second, None
        if second is None:
            return
        coming = [cell for cell in second.cells if cell.viewer.has_image]
        cells = _joined(self._wall.cells, coming)
        gone = [cell for cell in second.cells if cell not in cells]
        rows, columns = _larger(self.shape, min(len(cells), MOST_ROWS * MOST_COLUMNS))
        if self._active not in cells[: rows * columns]:
            self._active = cells[0]
            self.active_changed.emit()
        self._rearrange(((self._wall, cells[: rows * columns], (rows, columns)),), (*gone, *cells[rows * columns :]))
        self.second_closed.emit()

    def move_across(self) -> None:
        """Take the active viewer to the other wall; the second wall is made for the first one, and goes with the last."""
        cell, wall = self._active, self._wall_of(self._active)
        if wall is self._second and len(wall.cells) == 1:
            self.close_second()
            return
        self.show_all()
        opened = self._second is None
        self._second = self._second or Wall()
        other = self._second if wall is self._wall else self._wall
        left = [one for one in wall.cells if one is not cell]
        came = _joined(other.cells, [cell])
        self._rearrange(((wall, left, _smaller(wall.shape, len(left))), (other, came, _larger(other.shape, len(came)))))
        if opened:
            self.second_opened.emit(self._second)
        self.focus_pane(self._focused)

    def step(self, by: int) -> None:
        """Make the next viewer active, or with -1 the one before, in whichever window it is."""
        at = (self._cells.index(self._active) + by) % len(self._cells)
        if self._alone is not None:
            self.show_all()
        self._cells[at].viewer.window().activateWindow()
        self._cells[at].viewer.focus_pane()

    def toggle_alone(self, name: str = "") -> None:
        """Give the whole room to one view of the active viewer, the one with the keys without a `name`, or end that."""
        name = name or self._focused
        viewer = self.active
        if len(self._wall_of(self._active).cells) == 1:
            viewer.maximise("" if viewer.shown.alone else name)
        elif self._alone is not None:
            self.show_all()
        else:
            self._alone = self._active
            if len(viewer.shown.names) > 1:
                viewer.maximise(name)
            self._wall_of(self._alone).show_alone(self._alone)
        viewer.focus_pane(name)

    def show_all(self) -> None:
        """End what `toggle_alone` began."""
        if self._alone is not None:
            self._alone.viewer.maximise("")
            self._wall_of(self._alone).show_alone(None)
            self._alone = None

    def focus_pane(self, name: str = "") -> None:
        """Move the keys to the active viewer."""
        self.active.focus_pane(name)

    def close_views(self) -> None:
        """Give the 3D contexts back; nothing is shown afterwards."""
        for cell in (*self._cells, *self._spare):
            cell.viewer.close_views()

    # Inside -------------------------------------------------------------------------------------------------

    @property
    def _cells(self) -> list[Cell]:
        return [*self._wall.cells, *(() if self._second is None else self._second.cells)]

    def _wall_of(self, cell: Cell) -> Wall:
        return self._second if self._second is not None and cell in self._second.cells else self._wall

    def _rearrange(self, wanted: Sequence[tuple[Wall, list[Cell], tuple[int, int]]], gone: Sequence[Cell] = ()) -> None:
        """Give walls these cells and shapes, new cells where there are too few; those that are on no wall then are kept."""
        self.show_all()
        before = [*self._cells, *gone]
        focus = self._active.viewer.window().focusWidget()
        had_keys = focus is not None and self._active.isAncestorOf(focus)
        self._is_placing = True  # Qt gives the keys to whatever comes next while cells move
        for wall, cells, shape in wanted:
            while len(cells) < shape[0] * shape[1]:
                cells.append(self._spare.pop() if self._spare else self._make_cell())
            self._place(wall, cells, shape)
        for cell in before:
            if cell not in self._cells:
                cell.setParent(None)
                cell.viewer.clear()
                cell.viewer.show_tiles(1, 1)
                self._spare.append(cell)
                self.let_go.emit(cell.viewer)
        self._is_placing = False
        if had_keys:
            self.active.focus_pane(self._focused)
        self._show_lines()
        self.links.refresh()

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

    def _place(self, wall: Wall, cells: list[Cell], shape: tuple[int, int]) -> None:
        wall.place(cells, shape)
        for cell in cells:
            cell.viewer.shares_room = len(cells) > 1

    def _show_lines(self) -> None:
        several = len(self._cells) > 1
        for cell in self._cells:
            cell.show_line("" if not several else "accent" if cell is self._active else "line")

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


def _joined(there: Sequence[Cell], coming: Sequence[Cell]) -> list[Cell]:
    """Cells of a wall with those that come to it: in the place of empty ones, then behind the others."""
    waiting = list(coming)
    joined = [waiting.pop(0) if waiting and not cell.viewer.has_image else cell for cell in there]
    return [*joined, *waiting]


def _smaller(shape: tuple[int, int], count: int) -> tuple[int, int]:
    """The shape without the rows or columns that `count` cells leave empty."""
    rows, columns = shape
    while columns > 1 and rows * (columns - 1) >= count:
        columns -= 1
    while rows > 1 and (rows - 1) * columns >= count:
        rows -= 1
    return rows, columns


def _larger(shape: tuple[int, int], count: int) -> tuple[int, int]:
    """The shape with as many more columns, then rows, as `count` cells need."""
    rows, columns = _smaller(shape, count)
    while rows * columns < count:
        rows, columns = (rows, columns + 1) if columns < MOST_COLUMNS and columns <= rows * 2 else (rows + 1, columns)
    return rows, columns
