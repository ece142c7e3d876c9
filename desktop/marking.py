"""The structure that is being marked in the window, for whoever shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.workflows.marking_session import MarkingSession
    from viewer.case.segmentation import Segmentation
    from viewer.widgets.view_grid import ViewGrid


class Marking(QObject):
    """`session` is None while nothing is being marked."""

    changed = Signal()
    kept = Signal(str, int)
    """A structure entered the case: the segmentation's id and the structure's number."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: MarkingSession | None = None
        self.viewer: ViewGrid | None = None
        """Where the session is: the viewer that was the active one when it began."""
        self.shown: Segmentation | None = None
        """The segmentation on the images, whose structures can be corrected."""

    @property
    def in_hand(self) -> ViewGrid:
        """The viewer of the session; there must be one."""
        assert self.viewer is not None
        return self.viewer

    def show(self, session: MarkingSession | None) -> None:
        """Begin with a session, look again at the one there is, or end with None."""
        self.session = session
        self.changed.emit()

    @property
    def undo_label(self) -> str:
        """What taking one step back would take back, or empty."""
        return f"{self.session.prompts[-1].kind} on {self.session.label.name}" if self.session and self.session.prompts else ""

    @property
    def redo_label(self) -> str:
        """What going one step on would put there again, or empty."""
        return f"{self.session.undone[-1].kind} on {self.session.label.name}" if self.session and self.session.undone else ""
