"""Consecutive pictures of one view side by side; the wheel turns pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QGridLayout, QWidget

from viewer.scene.acquired import PICTURE
from viewer.scene.view_state import PlaneView, fit
from viewer.widgets.content import Content
from viewer.widgets.pane import Pane, SlicePane, SliceSource

TILES = "tiles"
MOST_TILES = 8
"""In a row or column."""


class Tiles(QWidget):
    """Rows x columns of pictures, the first one on its page at the top left. All are moved and magnified as one.

    They go where the pane of the same view goes: it stays hidden behind them and holds the place in the series.
    """

    def __init__(
        self,
        content: Content,
        source: SliceSource,
        panes: Mapping[str, Pane],
        connect: Callable[[Pane], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.name, self.shape = TILES, (1, 1)
        self.panes: tuple[SlicePane, ...] = ()
        self._content, self._source, self._connect = content, source, connect
        self._behind = {name: pane for name, pane in panes.items() if isinstance(pane, SlicePane)}
        self._shown, self._first = PICTURE, 1
        self._framed: PlaneView | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(1)
        for name, pane in self._behind.items():
            pane.view_changed.connect(partial(self._on_behind_moved, name))

    def arrange(self, rows: int, columns: int) -> None:
        """Make room for so many pictures; 1 x 1 keeps none."""
        for pane in self.panes:
            self._grid.removeWidget(pane)
            pane.deleteLater()
        self.shape = min(max(rows, 1), MOST_TILES), min(max(columns, 1), MOST_TILES)
        count = 0 if self.shape == (1, 1) else self.shape[0] * self.shape[1]
        self.panes = tuple(SlicePane(self._shown, self._source, self) for _ in range(count))
        for number, pane in enumerate(self.panes):
            self._grid.addWidget(pane, number // self.shape[1], number % self.shape[1])
            self._connect(pane)
        if self.panes:
            self.setFocusProxy(self.panes[0])
        self._framed = None

    def show_view(self, name: str) -> None:
        """Show the pictures of this view."""
        if name != self._shown or self._framed is None:
            self._shown, self._first, self._framed = name, 1, None
        self._page()

    def fit(self) -> None:
        """All of each picture."""
        self._framed = None
        self._page()

    def frame(self, pane: SlicePane, view: PlaneView) -> bool:
        """Move and magnify all tiles as one of them was; False for a pane that is none of them."""
        if pane not in self.panes:
            return False
        self._framed = view
        self._page()
        return True

    def _on_behind_moved(self, name: str) -> None:
        if name == self._shown:
            self._page()

    def _page(self) -> None:
        """Show the page that the picture of the hidden pane is on."""
        source, behind = self._content.source, self._behind.get(self._shown)
        if not self.panes or source is None or behind is None or behind.view is None or self._shown not in source.axes:
            for pane in self.panes:
                pane.show_view(None)
            return
        axis, count = source.axes[self._shown], len(self.panes)
        if self._framed is None:
            layout = self.layout()
            if layout is not None:
                layout.activate()
            self._framed = fit(source.geometry, axis, self.panes[0].size_px)
        number = axis.number_at(behind.view.centre_lps)
        self._first += (number - self._first) // count * count
        self._first = min(max(self._first, 1), axis.count)
        for at, pane in enumerate(self.panes, self._first):
            pane.name = self._shown
            shown = self._framed.resized(pane.size_px).through(axis.middle_of(at)) if at <= axis.count else None
            pane.show_view(shown)
