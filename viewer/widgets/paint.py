"""Puts marks on pixels: the only code that draws them, for panes, pictures and key images alike.

Needs a QGuiApplication (offscreen will do) for the fonts, and no window.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPolygonF,
    QRegion,
)

from viewer.case.errors import KnownError
from viewer.scene.marks import Anchor, DotMark, Ink, LineMark, Mark, Pixels, PolygonMark, TextMark
from viewer.widgets import theme

_HALO = QColor(0, 0, 0, 190)
_TEXT_HALO = QColor(0, 0, 0, 215)
_AROUND = tuple(QPointF(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y)
_HALO_PX = 2.5
"""How much wider than the line its dark rim is, in total."""
_WIDE_PX = 5.0
"""From this width on a line is a patch of colour: its ends are straight and it has no rim."""
_PLATE_PX = 3.0
_PLATE_GAP_PX = 1.5
"""Above and below a line of a block: where the next one stands a line lower, no stripe of the picture is between."""
_PARTS = 8
_CONTRAST = 4.6
"""Of letters and the ground behind them, a little more than must be: shades are whole numbers."""


def to_image(pixels: Pixels, ratio: float = 1.0) -> QImage:
    """A `QImage` of its own memory; `ratio` is how many of its pixels make one logical pixel."""
    height, width, _ = pixels.shape
    contiguous = np.ascontiguousarray(pixels)
    borrowed = QImage(contiguous.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    image = borrowed.convertToFormat(QImage.Format.Format_RGB32)  # the screen's own format: converted once
    image.setDevicePixelRatio(ratio)
    return image


def paint(pixels: Pixels, marks: Sequence[Mark], path: Path) -> None:
    """Write a PNG of pixels with marks on them. Raises `KnownError` where it cannot be written."""
    image = to_image(pixels)
    painter = QPainter(image)
    try:
        draw(painter, marks, image.copy())
    finally:
        painter.end()
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]
        raise KnownError(f"The picture could not be written to {path}.", "Check the folder and the space on the disk.")


def draw(painter: QPainter, marks: Sequence[Mark], ground: QImage | None = None) -> None:
    """Draw marks in the painter's logical pixels, in their order; texts on bright parts of `ground` get a dark plate.

    `ground` is what the marks lie on, without them.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _draw_plates(painter, [mark for mark in marks if isinstance(mark, TextMark) and " " in mark.anchor], ground)
    for mark in marks:
        match mark:
            case LineMark():
                _draw_line(painter, mark)
            case PolygonMark():
                _draw_polygon(painter, mark)
            case DotMark():
                _draw_dot(painter, mark)
            case TextMark():
                _draw_text(painter, mark, None if " " in mark.anchor else ground)


@lru_cache(maxsize=2)
def image_font(bold: bool = False) -> QFont:
    """The font of texts on pictures; kept, because each picture asks a hundred times. Not to be changed."""
    font = theme.tabular(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setPixelSize(theme.IMAGE_PX)
    font.setBold(bold)
    return font


@lru_cache(maxsize=2)
def _metrics(bold: bool) -> QFontMetricsF:
    return QFontMetricsF(image_font(bold))


def _ink(colour: Ink) -> QColor:
    return theme.on_image(colour) if isinstance(colour, str) else QColor(*colour)


def _pens(mark: LineMark | PolygonMark | DotMark, width_px: float, dashed: bool) -> tuple[QPen, QPen]:
    halo = QPen(_HALO, width_px + _HALO_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    pen = QPen(_ink(mark.colour), width_px)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap if dashed or width_px >= _WIDE_PX else Qt.PenCapStyle.RoundCap)
    if dashed:
        pen.setDashPattern([4, 3])
    return halo, pen


def _draw_line(painter: QPainter, mark: LineMark) -> None:
    start, end = QPointF(*mark.start_px), QPointF(*mark.end_px)
    halo, pen = _pens(mark, mark.width_px, mark.dashed)
    for each in (halo, pen) if 1 < mark.width_px < _WIDE_PX else (pen,):
        painter.setPen(each)
        painter.drawLine(start, end)


def _draw_polygon(painter: QPainter, mark: PolygonMark) -> None:
    polygon = QPolygonF([QPointF(x, y) for x, y in mark.points_px])
    for pen in _pens(mark, mark.width_px, mark.dashed):
        painter.setPen(pen)
        painter.drawPolygon(polygon)


def _draw_dot(painter: QPainter, mark: DotMark) -> None:
    centre = QPointF(*mark.centre_px)
    for pen in _pens(mark, 1.5, dashed=False):
        painter.setPen(pen)
        painter.drawEllipse(centre, mark.radius_px, mark.radius_px)
    if mark.filled:
        painter.setBrush(QBrush(_ink(mark.colour)))
        painter.drawEllipse(centre, mark.radius_px, mark.radius_px)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_plates(painter: QPainter, texts: Sequence[TextMark], ground: QImage | None) -> None:
    """One plate behind all lines that begin or end at one place, equally dark: its lines touch and never overlap."""
    blocks: dict[tuple[Anchor, float], list[TextMark]] = {}
    for mark in texts if ground is not None else ():
        blocks.setdefault((mark.anchor, mark.at_px[0]), []).append(mark)
    for block in blocks.values():
        boxes = [_box(mark)[0] for mark in block]
        assert ground is not None
        opacity = max(plate_opacity(ground, box, _ink(mark.colour)) for box, mark in zip(boxes, block, strict=True))
        if opacity:
            plate = QRegion()
            for box in boxes:
                plate += box.adjusted(-_PLATE_PX, -_PLATE_GAP_PX, _PLATE_PX, _PLATE_GAP_PX).toAlignedRect()
            painter.save()
            painter.setClipRegion(plate, Qt.ClipOperation.IntersectClip)
            painter.fillRect(plate.boundingRect(), QColor.fromRgbF(0, 0, 0, opacity))
            painter.restore()


def _box(mark: TextMark) -> tuple[QRectF, QFontMetricsF]:
    """Where a text stands."""
    metrics = _metrics(mark.bold)
    box = QRectF(0, 0, metrics.horizontalAdvance(mark.text), metrics.height())
    return box.translated(_corner(mark.at_px, box, mark.anchor)), metrics


def _draw_text(painter: QPainter, mark: TextMark, ground: QImage | None) -> None:
    box, metrics = _box(mark)
    base = QPointF(box.left(), box.top() + metrics.ascent())
    painter.setFont(image_font(mark.bold))
    opacity = 0.0 if ground is None else plate_opacity(ground, box, _ink(mark.colour))
    if opacity:
        painter.fillRect(box.adjusted(-_PLATE_PX, 0, _PLATE_PX, 0), QColor.fromRgbF(0, 0, 0, opacity))
    # Eight shifted copies and not a stroked path: as crisp as the letters themselves, and thirty times faster.
    painter.setPen(_TEXT_HALO)
    for shift in _AROUND:
        painter.drawText(base + shift, mark.text)
    painter.setPen(_ink(mark.colour))
    painter.drawText(base, mark.text)


def plate_opacity(ground: QImage, box: QRectF, ink: QColor) -> float:
    """How dark the ground behind a text is made, 0 (not at all) to 1: as much as bright anatomy needs, and no more.

    The letters then have a contrast of at least 4.5 : 1 with every eighth of the ground (WCAG 2, 1.4.3).
    """
    brightest_allowed = _brightest_behind(ink)
    ratio = ground.devicePixelRatio()
    under = QRectF(box.topLeft() * ratio, box.size() * ratio).toAlignedRect().intersected(ground.rect())
    if under.isEmpty():
        return 0.0
    row = ground.copy(under).scaled(_PARTS, 1, mode=Qt.TransformationMode.SmoothTransformation)
    brightest = max(QColor(row.pixel(part, 0)).lightnessF() for part in range(_PARTS))
    return 1 - brightest_allowed / brightest if brightest > brightest_allowed else 0.0


def _brightest_behind(ink: QColor) -> float:
    """The brightest grey, 0 to 1, on which letters of a colour have that contrast."""
    channels = (ink.redF(), ink.greenF(), ink.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    letters = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    ground = max((letters + 0.05) / _CONTRAST - 0.05, 0.0)
    return 12.92 * ground if ground <= 0.0031308 else 1.055 * float(ground ** (1 / 2.4)) - 0.055


def _corner(at_px: tuple[float, float], box: QRectF, anchor: Anchor) -> QPointF:
    """The top left corner of a text whose `anchor` lies at a point."""
    x, y = at_px
    if "right" in anchor:
        x -= box.width()
    elif "left" not in anchor:
        x -= box.width() / 2
    if "bottom" in anchor:
        y -= box.height()
    elif "top" not in anchor:
        y -= box.height() / 2
    return QPointF(round(x), round(y))
