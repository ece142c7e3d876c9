"""One view drawn after the other: all of them at once would hold the window up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

from viewer.widgets.view_grid import ViewGrid

TURN_MS = 20


@contextmanager
def drawn_in_turn(viewer: ViewGrid) -> Iterator[None]:
    """Draw what the block shows in the main view first and in the others a moment later; they keep what they show."""
    panes = viewer.slice_panes
    for pane in panes:
        pane.hold()
    try:
        yield
    finally:
        main = viewer.main_pane
        in_turn = sorted(panes, key=lambda pane: (pane is not main, not pane.isVisibleTo(viewer)))
        for count, pane in enumerate(in_turn):
            if count:
                QTimer.singleShot(TURN_MS * count, pane, pane.release)
            else:
                pane.release()
