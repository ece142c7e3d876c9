"""A magnifying glass over the pointer: what is under it, cut anew from the voxels, not the picture's pixels enlarged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from viewer.scene.marks import Pixels
from viewer.scene.view_state import PlaneView
from viewer.widgets import theme
from viewer.widgets.paint import to_image

SIZE_PX, TIMES = 220, 3.0


def lens_view(view: PlaneView, at_px: tuple[float, float]) -> PlaneView:
    """The plane around a place of a view, three times as large."""
    return replace(view, centre_lps=view.to_lps(at_px), mm_per_px=view.mm_per_px / TIMES, size_px=(SIZE_PX, SIZE_PX))


def draw_lens(
    painter: QPainter, view: PlaneView, at_px: tuple[float, float], ratio: float, pixels: Callable[[PlaneView, float], Pixels]
) -> None:
    """Draw the round glass with its middle at the pointer."""
    image = to_image(pixels(lens_view(view, at_px).scaled(ratio), ratio), ratio)
    box = QRectF(at_px[0] - SIZE_PX / 2, at_px[1] - SIZE_PX / 2, SIZE_PX, SIZE_PX)
    glass = QPainterPath()
    glass.addEllipse(box)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(glass)
    painter.drawImage(box.topLeft(), image)
    painter.setClipping(False)
    painter.setPen(QPen(theme.on_image("accent"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box)
    middle = QPointF(*at_px)
    for across, down in ((6.0, 0.0), (0.0, 6.0)):
        painter.drawLine(middle - QPointF(across, down), middle + QPointF(across, down))
    painter.restore()
