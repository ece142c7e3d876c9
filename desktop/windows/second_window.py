"""A second window for another monitor: viewers of the open study, with the same case, undo, links and keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.windows import look

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow
    from viewer.widgets.reading_room import ReadingRoom
    from viewer.widgets.wall import Wall

SETTING = "second window"


class SecondWindow(QWidget):
    """Holds a wall of viewers; closing it gives them back."""

    closing = Signal()

    def __init__(self, wall: Wall) -> None:
        super().__init__()
        self.setStyleSheet(look.style_sheet())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(wall)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationPaletteChange:
            self.setStyleSheet(look.style_sheet())


class OpenSecond(QObject):
    """Opens and closes the second window with the room's second wall, where it was for these screens."""

    def __init__(self, desk: Desk, window: MainWindow, room: ReadingRoom) -> None:
        super().__init__(window)
        self._desk, self._main, self._room = desk, window, room
        self._window: SecondWindow | None = None
        self._was_offered = False
        room.second_opened.connect(self._on_opened)
        room.second_closed.connect(self._on_closed)
        window.closing.connect(self._leave)
        window.windowTitleChanged.connect(self._show_title)

    def offer(self) -> None:
        """Open it with the first study, if it was open when Lightbox was left with these screens."""
        if not self._was_offered:
            self._was_offered = True
            kept = self._kept()
            if kept.get("open"):
                self._room.open_second(*kept["shape"])

    def _on_opened(self, wall: Wall) -> None:
        window = self._window = SecondWindow(wall)
        window.closing.connect(self._room.close_second)
        self._main.commands.join(window, wall)
        self._show_title(self._main.windowTitle())
        kept = self._kept().get("geometry")
        main = self._main.screen()
        free = next((screen for screen in QGuiApplication.screens() if screen is not main), None)
        room = main.availableGeometry() if free is None else free.availableGeometry()
        if kept is not None:
            window.setGeometry(QRect(*kept))
            window.show()
        elif free is not None:
            window.setGeometry(room)
            window.showMaximized()
        else:
            window.setGeometry(room.adjusted(room.width() // 2, 0, 0, 0))
            window.show()
        self._keep(True)

    def _on_closed(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            self._keep(False, window)
            window.closing.disconnect(self._room.close_second)
            window.close()
            window.deleteLater()

    def _leave(self) -> None:
        """The main window closes: this one goes with it, and comes back with it."""
        if self._window is None:
            return
        self._keep(True)
        kept = self._desk.library.get_setting(_setting())
        self._room.close_second()
        if kept is not None:
            self._desk.library.set_setting(_setting(), kept)

    def _show_title(self, title: str) -> None:
        if self._window is not None:
            self._window.setWindowTitle(f"{title} · 2")

    def _kept(self) -> dict[str, list[int]]:
        kept = self._desk.library.get_setting(_setting())
        return json.loads(kept) if kept else {}

    def _keep(self, is_open: bool, window: SecondWindow | None = None) -> None:
        window, second = window or self._window, self._room.second
        if window is None:
            return
        at = window.geometry()
        shape = self._kept().get("shape", [1, 1]) if second is None else list(second.shape)
        state = {"open": is_open, "geometry": [at.x(), at.y(), at.width(), at.height()], "shape": shape}
        self._desk.library.set_setting(_setting(), json.dumps(state))


def _setting() -> str:
    """The setting of the screens that there are: another arrangement has a place of its own."""
    places = sorted((at.x(), at.y(), at.width(), at.height()) for at in (screen.geometry() for screen in QGuiApplication.screens()))
    return " ".join((SETTING, *(f"{x},{y},{wide}x{high}" for x, y, wide, high in places)))
