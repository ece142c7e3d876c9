"""The segment in hand and how tools change it, for whoever shows it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.workflows.hand_settings import HandSettings
from viewer.case.segmentation import Label, Segmentation
from viewer.tools.paint import BrushSettings


class Segmenting(QObject):
    """`shown` is the segmentation on the images, `number` the segment in hand, 0 where none is."""

    changed = Signal()
    """Another segment, another size, another way: the panel looks again."""
    begun = Signal(str, int)
    """A segment is to be seen: its segmentation's id and its number."""
    hide_asked = Signal(bool)
    """The segment in hand is to be hidden or seen again; with True all others are."""
    terms_asked = Signal()
    """The reader wants a name with a code for the segment in hand."""
    measured = Signal(object)
    """A segment was measured: a `Measured` to be shown."""
    colour_asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.brush = BrushSettings()
        self.settings = HandSettings()
        self.shown: Segmentation | None = None
        self._active: tuple[str, int] = ("", 0)

    @property
    def label(self) -> Label | None:
        """The segment in hand: the one chosen, the only one, or of what the reader draws the newest."""
        if self.shown is None:
            return None
        chosen = next((row for row in self.shown.labels if (self.shown.id, row.number) == self._active), None)
        own = self.shown.source.author.startswith("user:") or len(self.shown.labels) == 1
        return chosen or (self.shown.labels[-1] if own and self.shown.labels else None)

    def take(self, segmentation_id: str, number: int) -> None:
        """Take a segment in hand."""
        self._active = (segmentation_id, number)
        self.changed.emit()

    def show(self, shown: Segmentation | None) -> None:
        """Another segmentation is on the images, or the same one after a change."""
        if shown != self.shown:
            self.shown = shown
            self.changed.emit()
