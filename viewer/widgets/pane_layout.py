"""Places panes beside and below each other, and gives the room to those that are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtWidgets import QGridLayout, QWidget


class PaneLayout(QGridLayout):
    """Two columns; a hidden pane's row or column keeps no room. Of three panes the first is as high as the others together."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(1)
        self.panes: dict[str, QWidget] = {}

    def add(self, panes: Mapping[str, QWidget]) -> None:
        for name, pane in panes.items():
            at = len(self.panes)
            self.panes[name] = pane
            self.addWidget(pane, at // 2, at % 2)

    def show_only(self, names: Collection[str]) -> None:
        """Show these panes and hide the others; the keys stay with the panes, on the first one if theirs is hidden."""
        rows: set[int] = set()
        columns: set[int] = set()
        beside = [name for name in self.panes if name in names] if len(names) == 3 else []
        for at, (name, pane) in enumerate(self.panes.items()):
            row, column, high = at // 2, at % 2, 1
            if name in beside:
                row, column, high = ((0, 0, 2), (0, 1, 1), (1, 1, 1))[beside.index(name)]
            if self.getItemPosition(self.indexOf(pane)) != (row, column, high, 1):
                self.removeWidget(pane)
                self.addWidget(pane, row, column, high, 1)
            if name in names:
                rows.update(range(row, row + high))
                columns.add(column)
        for index in range((len(self.panes) + 1) // 2):
            self.setRowStretch(index, int(index in rows))
        for index in range(2):
            self.setColumnStretch(index, int(index in columns))
        shown = [pane for name, pane in self.panes.items() if name in names]
        for pane in shown:  # after the stretches: their sizes follow from them
            pane.setVisible(True)
        for pane in self.panes.values():
            if pane not in shown:
                if pane.hasFocus() and shown:
                    shown[0].setFocus()  # or Qt would give it to whatever comes next, a text field even
                pane.setVisible(False)
        self.activate()  # what is fitted into a pane next wants its size to be right
