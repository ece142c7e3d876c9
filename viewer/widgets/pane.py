"""One image on the screen: pixels at the screen's own resolution, marks on top, the mouse.

A pane holds no case data. It asks for pixels when they are out of date and for marks on every repaint; Qt
gathers many changes into one repaint, so a fast wheel never queues up pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isclose

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewer.scene.marks import Mark, Pixels, TextMark
from viewer.scene.view_state import PlaneView
from viewer.tools.pointer import Answers, Button, Modifier, Nothing, Pointer, StepTool, Tool
from viewer.tools.prompts import MarkTool, OutsideTool
from viewer.widgets import gestures, theme
from viewer.widgets.lens import draw_lens
from viewer.widgets.paint import draw, image_font, to_image
from viewer.widgets.tr import tr

EMPTY_MARGIN_PX = 16
PROGRESS_PX = 2
NOTCH = 120
"""Eighths of a degree of one notch of a mouse wheel (QWheelEvent.angleDelta)."""


class Pane(QWidget):
    """An image with marks that takes the keyboard focus and reports the wheel and double clicks."""

    wheel_turned = Signal(int, QPointF, object)
    """Notches (down is positive), where, and the set of modifiers."""
    maximise_asked = Signal()
    focused = Signal()
    size_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.empty_text = ""
        self._image: QImage | None = None
        self._is_held = False
        self._wheel = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(64, 64)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("{name} view", name=tr(name)))

    def pixels(self, ratio: float) -> Pixels | None:
        """The picture with `ratio` physical pixels to a logical one; None where there is nothing to show."""
        return None

    def marks(self) -> Sequence[Mark]:
        """What lies on the picture, in logical pixels."""
        return ()

    def refresh(self) -> None:
        """The picture is out of date."""
        if not self._is_held:
            self._image = None
        self.update()

    def hold(self) -> None:
        """Keep the picture as it is, until `release`."""
        self._is_held = True

    def release(self) -> None:
        """Draw the picture anew."""
        self._is_held = False
        self.refresh()

    @property
    def size_px(self) -> tuple[int, int]:
        return max(self.width(), 1), max(self.height(), 1)

    def sizeHint(self) -> QSize:
        return QSize(400, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if not self._is_held and (self._image is None or self._image.devicePixelRatio() != ratio):
            pixels = self.pixels(ratio)
            self._image = None if pixels is None else to_image(pixels, ratio)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("image ground"))
        if self._image is None:
            room = QRectF(self.rect()).adjusted(EMPTY_MARGIN_PX, 0, -EMPTY_MARGIN_PX, 0)
            painter.setFont(image_font())
            painter.setPen(theme.on_image("quiet"))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), tr(self.empty_text))
            self._say(tr(self.empty_text))
        else:
            painter.drawImage(QPointF(0, 0), self._image)
            marks = self.marks()
            draw(painter, marks, self._image)
            self._say(", ".join(mark.text for mark in marks if isinstance(mark, TextMark) and len(mark.text) > 1))
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(theme.on_image("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))
        painter.end()

    def _say(self, said: str) -> None:
        """What a screen reader says of the picture: its texts, as patient, series, position and window."""
        if said != self.accessibleDescription():
            self.setAccessibleDescription(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
        self.size_changed.emit()

    def focusInEvent(self, event: object) -> None:
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel -= event.angleDelta().y()
        notches, self._wheel = int(self._wheel / NOTCH), self._wheel - int(self._wheel / NOTCH) * NOTCH
        if notches:
            self.wheel_turned.emit(notches, event.position(), gestures.modifiers_of(event.modifiers()))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        button = gestures.button_of(event.button())
        if button is not None and gestures.DOUBLE_CLICK.get(button) == "maximise":
            self.maximise_asked.emit()
        event.accept()


@dataclass(frozen=True, slots=True)
class SliceSource:
    """What a slice pane asks its grid for: each is called with the plane that is on the screen."""

    pixels: Callable[[PlaneView, float], Pixels]
    marks: Callable[[PlaneView], Sequence[Mark]]
    tool_for: Callable[[SlicePane, Button], Tool | None]
    answer: Callable[[SlicePane, Answers], None]
    drawing: Callable[[SlicePane], StepTool | None]
    """The tool that goes on between presses, while it is drawing."""
    has_lens: Callable[[], bool]
    whole_mm_per_px: Callable[[PlaneView], float]
    """The scale at which all of the picture is on the screen."""


class SlicePane(Pane):
    """A plane of the patient. `view` is in logical pixels; pixels are rendered at the screen's resolution."""

    hovered = Signal(object)
    """The point of the patient under the mouse, LPS mm, also when the picture moves under it; None when it leaves."""
    view_changed = Signal()

    def __init__(self, name: str, source: SliceSource, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._source = source
        self._view: PlaneView | None = None
        self._tool: Tool | None = None
        self._button: Button | None = None
        self._mouse_px: tuple[float, float] | None = None
        self._progress: float | None = None
        self.there = 0.0
        """How many of the pictures had arrived, 0..1, when this view last looked."""

    def look_again(self, there: float) -> None:
        """Show what arrived since; `there` says how many have."""
        if there != self.there:
            self.there = there
            self.refresh()
            if self._progress is not None:
                self.set_progress(there)

    def set_progress(self, progress: float | None) -> None:
        """Draw a thin line at the foot, as long as `progress` (0..1) of the width; None draws none."""
        if progress != self._progress:
            self._progress = progress
            self.update()

    @property
    def view(self) -> PlaneView | None:
        return self._view

    def show_view(self, view: PlaneView | None) -> None:
        if view != self._view:
            self._view = view
            self.refresh()
            if self._mouse_px is not None:
                self._tell_point()
            self.view_changed.emit()

    def pixels(self, ratio: float) -> Pixels | None:
        return None if self._view is None else self._source.pixels(self._view.scaled(ratio), ratio)

    def marks(self) -> Sequence[Mark]:
        return () if self._view is None else self._source.marks(self._view)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._view is not None and self._mouse_px is not None and self._source.has_lens():
            painter = QPainter(self)
            draw_lens(painter, self._view, self._mouse_px, self.devicePixelRatioF(), self._source.pixels)
            painter.end()
        if self._progress is not None:
            painter = QPainter(self)
            line = QRectF(0, self.height() - PROGRESS_PX, self.width() * self._progress, PROGRESS_PX)
            painter.fillRect(line, theme.on_image("accent"))
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._view is not None:
            whole, view = self._source.whole_mm_per_px, self._view.resized(self.size_px)
            # What was seen whole stays whole; what the reader magnified keeps its field.
            self._view = replace(view, mm_per_px=whole(view)) if isclose(self._view.mm_per_px, whole(self._view), rel_tol=1e-3) else view
        if self._mouse_px is not None:  # where the mouse is now is told when it moves next
            self._mouse_px = None
            self._tell_point()
        super().resizeEvent(event)

    def drop_tool(self) -> None:
        """Forget the gesture that is under way."""
        self._tool = self._button = None

    def pointer(self, xy: QPointF, button: Button, modifiers: frozenset[Modifier]) -> Pointer | None:
        """The mouse in the patient; None while there is no image."""
        if self._view is None:
            return None
        xy_px = (xy.x(), xy.y())
        view = self._view
        return Pointer(view.to_lps(xy_px), xy_px, view.mm_per_px, view.normal_lps, button, modifiers, view.right_lps)

    def _tell_point(self) -> None:
        if self._view is None or self._mouse_px is None:
            self.hovered.emit(None)
        else:
            self.hovered.emit(self._view.to_lps(self._mouse_px))

    def leaveEvent(self, event: QEvent) -> None:
        self._mouse_px = None
        self._tell_point()
        self.update()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = gestures.button_of(event.button())
        if button is None or self._tool is not None:
            return
        self._mouse_px = (event.position().x(), event.position().y())
        pointer = self.pointer(event.position(), button, gestures.modifiers_of(event.modifiers()))
        tool = self._source.tool_for(self, button)
        if pointer is None or tool is None:
            return
        self._tool, self._button = tool, button
        self._source.answer(self, tool.press(pointer))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        button: Button = self._button or "left"
        pointer = self.pointer(event.position(), button, gestures.modifiers_of(event.modifiers()))
        if pointer is None:
            return
        if self._tool is not None:
            self._source.answer(self, self._tool.move(pointer))
        elif (drawing := self._source.drawing(self)) is not None:
            self._source.answer(self, drawing.hover(pointer))
        self._mouse_px = pointer.xy_px
        self._tell_point()
        if self._source.has_lens():
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        button = gestures.button_of(event.button())
        if button is not None and isinstance(self._source.tool_for(self, button), MarkTool | OutsideTool):
            self.mousePressEvent(event)  # two marks in quick succession
            return
        drawing = self._source.drawing(self)
        if drawing is not None and gestures.button_of(event.button()) == "left":
            given = drawing.finish()
            self._source.answer(self, given)
            if given != (Nothing(),):  # nothing was complete: the first click of the two had only begun it
                event.accept()
                return
        super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._tool is None or gestures.button_of(event.button()) != self._button or self._button is None:
            return
        tool, button, self._tool, self._button = self._tool, self._button, None, None
        pointer = self.pointer(event.position(), button, gestures.modifiers_of(event.modifiers()))
        if pointer is not None:
            self._source.answer(self, tool.release(pointer))
