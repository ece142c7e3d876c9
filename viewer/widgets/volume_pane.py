"""The 3D pane: turn with the left button, move with the middle one, magnify with the right one or the wheel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from viewer.case.geometry import Point
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Mask, Volume
from viewer.scene.annotations import letter_marks
from viewer.scene.body import BodyState, Cut, Quality, Snip
from viewer.scene.body_client import BodyClient, Picture
from viewer.scene.body_process import Initializer
from viewer.scene.camera import Camera
from viewer.scene.crop_box import CropBox
from viewer.scene.marks import LineMark, Mark, Pixels
from viewer.scene.orientation_cube import cube_marks
from viewer.scene.pick import find_surface
from viewer.scene.segment_surfaces import SegmentSurfaces
from viewer.scene.view_state import PlaneView, to_point
from viewer.tools.pointer import Modifier
from viewer.widgets import gestures
from viewer.widgets.pane import Pane
from viewer.widgets.tr import tr

REST_MS = 250
POLL_MS = 4
AFTER_SLICES_MS = 60
"""3D of a new volume is asked for this long after its slices are on the screen: they come first, and keys between."""
DEGREES_PER_PX = 0.5
ZOOM_PER_PX = 1.01
ZOOM_PER_NOTCH = 0.9
STILL_PX = 3.0
WAITING = "3D is being made."
WAITING_LONG = "3D takes longer than usual: the computer is busy. Click here to stop it."
LONG_S = 8.0


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
        self._box: CropBox | None = None
        self._face: int | None = None
        self._cut: Cut | None = None
        self._snipping = False
        self._line: list[QPointF] = []
        self._surfaces = SegmentSurfaces()
        self._segments: Callable[[], None] = self._drop_segments
        self._segments_shown = False
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
        self._box, self._cut, self._snipping, self._line = None, None, False, []
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
        self._surfaces.close()

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
        """From the front, with the values of the look; what was cut away stays away."""
        if self._state is not None and self._volume is not None:
            camera = Camera.at(self._volume.geometry)
            self.change(replace(self._state, camera=camera, shift=0.0, stretch=1.0))

    # What is cut away, and segments -------------------------------------------------------------------------

    def toggle_crop(self) -> None:
        """Put a box with handles around the body, or take it away."""
        if self._volume is not None:
            self._box = CropBox.whole(self._volume.geometry) if self._box is None else None
            self._use_cuts()

    def cut_along(self, view: PlaneView | None) -> None:
        """Take away what lies in front of a plane; None shows all again. `follow` moves the plane."""
        self._cut = None if view is None else Cut(view.centre_lps, to_point(-np.array(view.normal_lps)))
        self._use_cuts()

    def follow(self, point_lps: Point) -> None:
        """The plane that cuts goes through the crosshair, as the view does that it was taken from."""
        if self._cut is not None and self._cut.point_lps != point_lps:
            self._cut = replace(self._cut, point_lps=point_lps)
            self._use_cuts()

    @property
    def is_cut(self) -> bool:
        return self._cut is not None

    def toggle_scissors(self) -> None:
        """The left button draws a line around what is taken away, or turns the body again."""
        self._snipping, self._line = not self._snipping, []
        self.update()

    def undo_snip(self) -> bool:
        """Put back what the scissors took away last; False where there is nothing."""
        if self._state is None or not self._state.snips:
            return False
        self.change(replace(self._state, snips=self._state.snips[:-1]))
        return True

    def set_segments(self, mask_kji: Mask | None, segmentation: Segmentation | None, visible: Iterable[int]) -> None:
        """These are the segments now; 3D has them while `toggle_segments` wants them."""
        shown = None if mask_kji is None or segmentation is None else (mask_kji, segmentation, frozenset(visible))
        self._segments = self._drop_segments if shown is None else partial(self._use_segments, *shown)
        if self._segments_shown:
            self._segments()

    def toggle_segments(self) -> bool:
        """Show the visible segments as surfaces, or not; whether they are shown now."""
        self._segments_shown = not self._segments_shown
        (self._segments if self._segments_shown else self._drop_segments)()
        return self._segments_shown

    def toggle_body(self) -> None:
        """Show the body itself, or only the segments."""
        if self._state is not None:
            self.change(replace(self._state, body_shown=not self._state.body_shown))

    def _drop_segments(self) -> None:
        if self._state is not None:
            self.change(replace(self._state, surfaces=None))

    def _use_segments(self, mask_kji: Mask, segmentation: Segmentation, visible: frozenset[int]) -> None:
        if self._state is not None:
            self.change(replace(self._state, surfaces=self._surfaces.of(mask_kji, segmentation, visible)))

    def _use_cuts(self) -> None:
        if self._state is not None:
            box = () if self._box is None else self._box.cuts
            self.change(replace(self._state, cuts=(*box, *((self._cut,) if self._cut is not None else ()))))
            self.update()

    @property
    def is_settled(self) -> bool:
        """Whether the picture on the screen is as good as it gets."""
        return self._picture is not None and self._picture.settled and self._picture.state == self._state

    def pixels(self, ratio: float) -> Pixels | None:
        if self._state is None:
            return None
        is_old = self._picture is None or self._picture.state != self._state  # it changed while the pane was hidden
        # A timer that runs is left alone: a pane that is painted often would put it off for ever.
        # What is awaited while nobody looks whether it came was asked for of the body before this one.
        if is_old and not self._after.isActive() and not self._poll.isActive() and not self._client.failed:
            self._after.start(AFTER_SLICES_MS)
        return None if self._picture is None else _centred(self._picture.pixels, self._physical_px())

    def marks(self) -> Sequence[Mark]:
        if self._state is None:
            return ()
        plane = self._state.camera.plane(self.size_px)
        way = [(point.x(), point.y()) for point in self._line]
        line = [LineMark(a, b, "accent") for a, b in zip(way, (*way[1:], *way[:1]), strict=True)]
        box = () if self._box is None else self._box.marks(plane)
        return (*letter_marks(plane), *cube_marks(plane), *self._corners(plane, self._words()), *box, *line)

    def _words(self) -> str:
        """The look, and what renders it."""
        mapper = "GPU" if self._client.on_gpu else tr("CPU ray casting")
        coarse = "" if self.is_settled else f"  {tr('coarse')}" if self._picture is not None and self._picture.quality == "coarse" else "  ..."
        said = f"  {tr(self._client.said)}" if self._client.said else ""
        scissors = f"  {tr('scissors: draw around what goes')}" if self._snipping else ""
        return f"{tr(self.look)}{scissors}  {mapper}{coarse}{said}" if self.look else ""

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
        is_late = self._picture is None and self._client.waited_s > LONG_S
        said = self._client.failed or (WAITING_LONG if is_late else WAITING)
        if said != self.empty_text:
            self._picture, self.empty_text = None if self._client.failed else self._picture, said
            self.refresh()
        if picture is not None:
            self._picture = picture
            self.refresh()
            if not self._rest.isActive() and not self.is_settled and self._drag is None:
                self._want("fine")
        if not self._client.is_busy:
            self._poll.stop()

    def _stop_or_retry(self) -> None:
        """A click where there is no picture: end what takes too long, or begin again."""
        if self._client.failed:
            self._client.retry()
            self.empty_text = WAITING
            self._ask()
        elif self.empty_text == WAITING_LONG:
            self._client.stop()
            self._poll.stop()
            self._rest.stop()
            self.empty_text = self._client.failed
        self.refresh()

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
        if button is None or self._drag is not None or self._state is None:
            return
        if self._picture is None:
            self._stop_or_retry()
            return
        gesture: str = gestures.DRAG_3D[button]
        at = event.position()
        if gesture == "rotate" and self._snipping:
            gesture, self._line = "snip", [at]
        elif gesture == "rotate" and self._box is not None:
            self._face = self._box.face_at(self._state.camera.plane(self.size_px), (at.x(), at.y()))
            gesture = gesture if self._face is None else "crop"
        self._drag = gesture, at, at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None or self._state is None:
            return
        gesture, pressed, last = self._drag
        moved = event.position() - last
        self._drag = gesture, pressed, event.position()
        camera = self._state.camera
        if gesture == "snip":
            self._line.append(event.position())
            self.update()
            return
        if gesture == "crop" and self._box is not None and self._face is not None:
            here = event.position()
            self._box = self._box.dragged(self._face, camera.plane(self.size_px), (last.x(), last.y()), (here.x(), here.y()))
            self._use_cuts()
            return
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
        if drag is not None and drag[0] == "snip":
            self._snip("shift" in gestures.modifiers_of(event.modifiers()))
        if drag is not None and drag[0] == "rotate" and (event.position() - drag[1]).manhattanLength() < STILL_PX:
            self._pick(event.position())

    def _snip(self, keeps_inside: bool) -> None:
        """Take away what the line goes round, or with Shift all else."""
        line, self._line = self._line, []
        if self._state is None or len(line) < 3:
            return
        mm_per_px = self._state.camera.plane(self.size_px).mm_per_px
        middle = QPointF(self.width() / 2, self.height() / 2)
        way = tuple(((point - middle).x() * mm_per_px, (point - middle).y() * mm_per_px) for point in line)
        self._snipping = False
        self.change(replace(self._state, snips=(*self._state.snips, Snip(self._state.camera, way, not keeps_inside))))

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


def _centred(pixels: Pixels, size_px: tuple[int, int]) -> Pixels:
    """A picture of another size, in the middle of one of this size: what is shown until the pane's new size is rendered."""
    width, height = size_px
    if pixels.shape[:2] == (height, width):
        return pixels
    made = np.zeros((height, width, 3), np.uint8)
    tall, wide = min(height, pixels.shape[0]), min(width, pixels.shape[1])
    to, of = ((height - tall) // 2, (width - wide) // 2), ((pixels.shape[0] - tall) // 2, (pixels.shape[1] - wide) // 2)
    made[to[0] : to[0] + tall, to[1] : to[1] + wide] = pixels[of[0] : of[0] + tall, of[1] : of[1] + wide]
    return made
