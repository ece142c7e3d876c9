"""The 3D pane: turn with the left button, move with the middle one, magnify with the right one or the wheel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewer.case.geometry import Geometry
from viewer.case.volume import Volume
from viewer.scene.annotations import letter_marks
from viewer.scene.body import BodyState, Quality
from viewer.scene.body_client import BodyClient, Picture
from viewer.scene.body_process import Initializer
from viewer.scene.camera import Camera
from viewer.scene.marks import Mark, Pixels
from viewer.scene.pick import find_surface
from viewer.scene.view_state import PlaneView
from viewer.tools.pointer import Modifier
from viewer.widgets import gestures
from viewer.widgets.pane import Pane

REST_MS = 250
POLL_MS = 4
AFTER_SLICES_MS = 60
"""3D of a new volume is asked for this long after its slices are on the screen: they come first, and keys between."""
DEGREES_PER_PX = 0.5
ZOOM_PER_PX = 1.01
ZOOM_PER_NOTCH = 0.9
STILL_PX = 3.0
WAITING = "3D is being made."


class VolumePane(Pane):
    """The whole volume as a body. Another process renders it; it starts when the pane is first painted with a volume."""

    picked = Signal(object)
    """The point of the body's surface that was clicked, LPS mm."""
    start_with: Initializer | None = None
    """Run first in each process that renders 3D: the application's offline guard."""

    def __init__(
        self, name: str, corners: Callable[[PlaneView, str], Sequence[Mark]], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._corners = corners
        self._volume: Volume | None = None
        self._client = BodyClient(type(self).start_with)
        self._state: BodyState | None = None
        self._picture: Picture | None = None
        self._drag: tuple[str, QPointF, QPointF] | None = None
        self._rest = _timer(self, self._on_rested)
        self._after = _timer(self, self._ask)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_polled)
        self.wheel_turned.connect(self._on_wheel_turned)

    # What is shown ------------------------------------------------------------------------------------------

    def show_volume(self, volume: Volume | None) -> None:
        """Show another body from the front; the process stays for the next one."""
        for timer in (self._rest, self._after, self._poll):
            timer.stop()
        self._volume, self._picture, self._drag = volume, None, None
        self._client.open(volume)
        if volume is None:
            self._state = None
        else:
            self._state = BodyState(Camera.at(volume.geometry), "", self._physical_px())
        self.empty_text = "" if volume is None else WAITING
        self.refresh()

    def close_body(self) -> None:
        """End the process; called before the window goes."""
        self.show_volume(None)
        self._client.close()

    @property
    def state(self) -> BodyState | None:
        """How the body is to be seen; None where there is none."""
        return self._state

    def change(self, state: BodyState) -> None:
        """See the body in another way: a coarse picture at once, a fine one when nothing changes for a moment."""
        if state != self._state:
            self._state = state
            self.update()
            if self.isVisible():
                self._rest.start(REST_MS)
                self._want("coarse")

    @property
    def geometry_lps(self) -> Geometry | None:
        """The body's grid in the patient."""
        return None if self._volume is None else self._volume.geometry

    @property
    def client(self) -> BodyClient:
        """The other process, to be asked about it."""
        return self._client

    @property
    def looks(self) -> tuple[str, ...]:
        """Names of what the body can look like; empty before its first picture is there."""
        return tuple(look.name for look in self._client.looks)

    @property
    def look(self) -> str:
        if self._state is None or not self.looks:
            return ""
        return self._state.look if self._state.look in self.looks else self.looks[0]

    def use_look(self, name: str) -> None:
        if self._state is not None and name in self.looks:
            self.change(replace(self._state, look=name, shift=0.0, stretch=1.0))

    def look_at(self, side: str) -> None:
        """See one side of the patient whole (a name of `viewer.scene.camera.STANDARD`)."""
        if self._state is not None and self._volume is not None:
            self.change(replace(self._state, camera=Camera.at(self._volume.geometry, side)))

    def reset(self) -> None:
        """From the front, all of it, with the values of the look."""
        if self._state is not None and self._volume is not None:
            camera = Camera.at(self._volume.geometry)
            self.change(replace(self._state, camera=camera, shift=0.0, stretch=1.0, cuts=(), snips=()))

    @property
    def is_settled(self) -> bool:
        """Whether the picture on the screen is as good as it gets."""
        return self._picture is not None and self._picture.settled and self._picture.state == self._state

    def pixels(self, ratio: float) -> Pixels | None:
        if self._state is None:
            return None
        if self._picture is None and not self._client.is_busy and not self._client.failed:
            self._after.start(AFTER_SLICES_MS)
        return None if self._picture is None else self._picture.pixels

    def marks(self) -> Sequence[Mark]:
        if self._state is None:
            return ()
        plane = self._state.camera.plane(self.size_px)
        return (*letter_marks(plane), *self._corners(plane, self._words()))

    def _words(self) -> str:
        """The look, and what renders it."""
        mapper = "GPU" if self._client.on_gpu else "CPU ray casting"
        coarse = "" if self.is_settled else "  coarse" if self._picture is not None and self._picture.quality == "coarse" else "  ..."
        said = f"  {self._client.said}" if self._client.said else ""
        return f"{self.look}  {mapper}{coarse}{said}" if self.look else ""

    # Pictures from the other process ------------------------------------------------------------------------

    def _physical_px(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        width, height = self.size_px
        return max(round(width * ratio), 1), max(round(height * ratio), 1)

    def _ask(self) -> None:
        """The first picture of a body, or one of another size."""
        if self._state is not None and self.isVisible():
            self._rest.start(REST_MS)
            self._want("coarse")

    def _want(self, quality: Quality) -> None:
        if self._state is None:
            return
        self._state = replace(self._state, size_px=self._physical_px())
        self._client.want(self._state, quality)
        if not self._poll.isActive():
            self._poll.start()

    def _on_polled(self) -> None:
        picture = self._client.poll()
        if self._client.failed and self._client.failed != self.empty_text:
            self._picture, self.empty_text = None, self._client.failed
            self.refresh()
        if picture is not None:
            self._picture = picture
            self.refresh()
            if not self._rest.isActive() and not self.is_settled and self._drag is None:
                self._want("fine")
        if not self._client.is_busy:
            self._poll.stop()

    def _on_rested(self) -> None:
        if self._drag is not None:
            self._rest.start(REST_MS)
        elif not self.is_settled and self.isVisible():
            self._want("fine")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._picture is not None:
            self._after.start(AFTER_SLICES_MS)

    # The mouse ----------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = gestures.button_of(event.button())
        if button is not None and self._drag is None:
            self._drag = gestures.DRAG_3D[button], event.position(), event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or self._state is None:
            return
        gesture, pressed, last = self._drag
        moved = event.position() - last
        self._drag = gesture, pressed, event.position()
        camera = self._state.camera
        if "control" in gestures.modifiers_of(event.modifiers()):
            shift = self._state.shift + moved.y() / max(self.height(), 1)
            stretch = min(max(self._state.stretch * ZOOM_PER_PX ** moved.x(), 0.05), 20.0)
            self.change(replace(self._state, shift=shift, stretch=stretch))
            return
        if gesture == "rotate":
            camera = camera.rotated(moved.x() * DEGREES_PER_PX, moved.y() * DEGREES_PER_PX)
        elif gesture == "pan":
            mm_per_px = camera.plane(self.size_px).mm_per_px
            camera = camera.panned(moved.x() * mm_per_px, moved.y() * mm_per_px)
        else:
            camera = camera.zoomed(ZOOM_PER_PX ** moved.y())
        self.change(replace(self._state, camera=camera))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and drag[0] == "rotate" and (event.position() - drag[1]).manhattanLength() < STILL_PX:
            self._pick(event.position())

    def _pick(self, at: QPointF) -> None:
        """Say where the body's surface is under the mouse."""
        look = next((look for look in self._client.looks if look.name == self.look), None)
        if self._state is None or self._volume is None or look is None:
            return
        point = find_surface(self._volume, self._state, look, self._state.camera.plane(self.size_px).to_lps((at.x(), at.y())))
        if point is not None:
            self.picked.emit(point)

    def _on_wheel_turned(self, notches: int, at: QPointF, modifiers: frozenset[Modifier]) -> None:
        if self._state is not None:
            self.change(replace(self._state, camera=self._state.camera.zoomed(ZOOM_PER_NOTCH**notches)))


def _timer(pane: VolumePane, then: Callable[[], None]) -> QTimer:
    timer = QTimer(pane)
    timer.setSingleShot(True)
    timer.timeout.connect(then)
    return timer


