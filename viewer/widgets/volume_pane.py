"""The 3D pane: turn with the left button, move with the middle one, magnify with the right one or the wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from viewer.case.errors import KnownError
from viewer.case.volume import Volume
from viewer.scene.annotations import letter_marks
from viewer.scene.marks import Mark, Pixels
from viewer.scene.view_state import PlaneView
from viewer.scene.volume_view import Quality, VolumeView
from viewer.tools.pointer import Modifier
from viewer.widgets import gestures
from viewer.widgets.pane import Pane

REST_MS = 250
AFTER_SLICES_MS = 60
"""The body of a new volume is made this long after its slices are on the screen: they come first, and keys between."""
DEGREES_PER_PX = 0.5
ZOOM_PER_PX = 1.01
ZOOM_PER_NOTCH = 0.9


class VolumePane(Pane):
    """The whole volume as a body. The body is made when the pane is first painted, not when a study opens."""

    def __init__(
        self, name: str, corners: Callable[[PlaneView, str], Sequence[Mark]], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._corners = corners
        self._volume: Volume | None = None
        self._body: VolumeView | None = None
        self._quality: Quality = "coarse"
        self._drag: tuple[str, QPointF] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rested)
        self._after = QTimer(self)
        self._after.setSingleShot(True)
        self._after.timeout.connect(lambda: self.setUpdatesEnabled(True))
        self.wheel_turned.connect(self._on_wheel_turned)

    def show_volume(self, volume: Volume | None) -> None:
        self.close_body()
        self._volume = volume
        self.empty_text = ""
        if volume is not None and self.isVisible():  # the slices first, and room for a key press between
            self.setUpdatesEnabled(False)
            self._after.start(AFTER_SLICES_MS)
        self._moved()

    def close_body(self) -> None:
        """Give the OpenGL context back; called before the window goes."""
        self._rest.stop()
        if self._body is not None:
            self._body.close()
            self._body = None

    @property
    def looks(self) -> tuple[str, ...]:
        """Names of what the body can look like; empty before it was first painted."""
        return () if self._body is None else tuple(look.name for look in self._body.looks)

    @property
    def look(self) -> str:
        return "" if self._body is None else self._body.look

    def use_look(self, name: str) -> None:
        if self._body is not None:
            self._body.use_look(name)
            self._moved()

    def pixels(self, ratio: float) -> Pixels | None:
        if self._volume is None:
            return None
        if self._body is None:
            try:
                self._body = VolumeView(self._volume)
            except KnownError as error:
                self._volume, self.empty_text = None, str(error)
                return None
        width, height = self.size_px
        if self._quality == "coarse":
            self._rest.start(REST_MS)
        return self._body.render((max(round(width * ratio), 1), max(round(height * ratio), 1)), self._quality)

    def marks(self) -> Sequence[Mark]:
        if self._body is None:
            return ()
        plane = self._body.plane(self.size_px)
        return (*letter_marks(plane), *self._corners(plane, self._body.look))

    def reset(self) -> None:
        if self._body is not None:
            self._body.look_from((0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
            self._moved()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = gestures.button_of(event.button())
        if button is not None and self._drag is None:
            self._drag = gestures.DRAG_3D[button], event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or self._body is None:
            return
        gesture, last = self._drag
        moved = event.position() - last
        self._drag = gesture, event.position()
        if gesture == "rotate":
            self._body.rotate(moved.x() * DEGREES_PER_PX, moved.y() * DEGREES_PER_PX)
        elif gesture == "pan":
            mm_per_px = self._body.plane(self.size_px).mm_per_px
            self._body.pan(moved.x() * mm_per_px, moved.y() * mm_per_px)
        else:
            self._body.zoom(ZOOM_PER_PX ** moved.y())
        self._moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    def _on_wheel_turned(self, notches: int, at: QPointF, modifiers: frozenset[Modifier]) -> None:
        if self._body is not None:
            self._body.zoom(ZOOM_PER_NOTCH**notches)
            self._moved()

    def _moved(self) -> None:
        self._quality = "coarse"
        self.refresh()

    def _on_rested(self) -> None:
        if self._body is None:
            return
        if self._drag is not None:
            self._rest.start(REST_MS)
            return
        self._quality = "fine"
        self.refresh()
