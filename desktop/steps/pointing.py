"""The pointer moved and pressed by keys: what is drawn with a mouse can be drawn without one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QMouseEvent
from PySide6.QtWidgets import QApplication

from viewer.widgets.pane import Pane

if TYPE_CHECKING:
    from desktop.desk import Desk

FINE_PX, COARSE_PX = 1, 8
HELD_S = 0.15
"""Steps that follow each other faster than this are those of a key that is held."""


class KeyPointer:
    """Moves a pixel at a time, faster while the key is held; a second press of the button lets it go."""

    def __init__(self) -> None:
        self._moved_s = 0.0
        self._pressed: Pane | None = None

    def move(self, pane: Pane, right: int, down: int) -> None:
        now_s = time.monotonic()
        step, self._moved_s = (COARSE_PX if now_s - self._moved_s < HELD_S else FINE_PX), now_s
        at = self._place(pane) + QPoint(right * step, down * step)
        at = QPoint(min(max(at.x(), 0), pane.width() - 1), min(max(at.y(), 0), pane.height() - 1))
        QCursor.setPos(pane.mapToGlobal(at))
        self._send(pane, QEvent.Type.MouseMove, at)

    def press(self, pane: Pane) -> None:
        at = self._place(pane)
        QCursor.setPos(pane.mapToGlobal(at))
        is_down = self._pressed is pane
        self._pressed = None if is_down else pane
        self._send(pane, QEvent.Type.MouseButtonRelease if is_down else QEvent.Type.MouseButtonPress, at)

    def _place(self, pane: Pane) -> QPoint:
        """In the pane: where the pointer is, else the middle."""
        at = pane.mapFromGlobal(QCursor.pos())
        return at if pane.rect().contains(at) else pane.rect().center()

    def _send(self, pane: Pane, kind: QEvent.Type, at: QPoint) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        held = left if self._pressed is pane else none
        button = none if kind is QEvent.Type.MouseMove else left
        event = QMouseEvent(kind, QPointF(at), QPointF(pane.mapToGlobal(at)), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(pane, event)


_pointer = KeyPointer()


def move(right: int, down: int, desk: Desk) -> None:
    """A step of the pointer in the view that has the keys."""
    pane = QApplication.focusWidget()
    if isinstance(pane, Pane):
        _pointer.move(pane, right, down)


def press(desk: Desk) -> None:
    """Press the left button where the pointer is, or let it go."""
    pane = QApplication.focusWidget()
    if isinstance(pane, Pane):
        _pointer.press(pane)
