"""The series of a study as a column of thumbnails."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from viewer.case.study import Series
from viewer.case.volume import Volume
from viewer.scene.slice_view import picture, slicer_of
from viewer.scene.text_room import wrap
from viewer.scene.view_state import acquired_view, fit, picture_axis
from viewer.scene.windows import presets
from viewer.widgets import theme
from viewer.widgets.paint import to_image

THUMBNAIL_PX = 88
TITLE_LINES = 3
_UID = Qt.ItemDataRole.UserRole


class SeriesStrip(QListWidget):
    """One thumbnail per series; a click or Enter chooses one. A series shows its picture once it was loaded."""

    series_chosen = Signal(str)
    """The UID of the series that the reader wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIconSize(QSize(THUMBNAIL_PX, THUMBNAIL_PX))
        self.setFixedWidth(THUMBNAIL_PX + 40)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)  # titles are broken into lines that fit
        self.setAccessibleName("Series")
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)

    def show_series(self, series: Sequence[Series], current_uid: str = "") -> None:
        """List the series of a study; those that are not images have no picture."""
        self.clear()
        self.ensurePolished()
        metrics = self.fontMetrics()
        cell = QSize(THUMBNAIL_PX + 24, THUMBNAIL_PX + 16 + TITLE_LINES * metrics.lineSpacing())
        self.setGridSize(cell)
        for one in series:
            lines = wrap(one.description or one.modality, THUMBNAIL_PX, TITLE_LINES, metrics.horizontalAdvance)
            title = "\n".join(lines)
            item = QListWidgetItem(_blank(one.modality), title)
            item.setData(_UID, one.uid)
            number = f"Series {one.number}: " if one.number is not None else ""
            item.setToolTip(f"{number}{one.modality} {one.description}".strip())
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.addItem(item)
        self.set_current(current_uid)

    def set_current(self, uid: str) -> None:
        """Mark the series that is on the screen, without choosing it again."""
        item = self._item_of(uid)
        self.setCurrentItem(item) if item is not None else self.clearSelection()

    def set_volume(self, uid: str, volume: Volume) -> None:
        """Make the thumbnail of a series from its volume, the middle picture across its slices."""
        item = self._item_of(uid)
        if item is None:
            return
        ratio = self.devicePixelRatioF()
        side = round(THUMBNAIL_PX * ratio)
        axis = picture_axis(volume.geometry, acquired_view(volume.geometry))
        pixels = picture(slicer_of(volume), fit(volume.geometry, axis, (side, side)), presets(volume)["1"])
        item.setIcon(_icon(QPixmap.fromImage(to_image(pixels, ratio))))

    def _item_of(self, uid: str) -> QListWidgetItem | None:
        items = [self.item(row) for row in range(self.count())]
        return next((item for item in items if item.data(_UID) == uid), None)

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        self.series_chosen.emit(item.data(_UID))


def _icon(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when selected: Qt would tint the picture."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def _blank(modality: str) -> QIcon:
    pixmap = QPixmap(THUMBNAIL_PX, THUMBNAIL_PX)
    pixmap.fill(theme.colour("image ground"))
    painter = QPainter(pixmap)
    painter.setPen(theme.colour("quiet"))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, modality)
    painter.end()
    return _icon(pixmap)
