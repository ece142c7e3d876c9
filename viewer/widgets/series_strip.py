"""The series of a study, and the parts of those that were opened, as a column of thumbnails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from viewer.case.study import Part, Series
from viewer.scene.marks import Pixels
from viewer.scene.text_room import wrap
from viewer.widgets import theme
from viewer.widgets.label import tip_of
from viewer.widgets.paint import to_image
from viewer.widgets.tr import counted, tr

THUMBNAIL_PX = 88
TITLE_LINES = 3
MOST_WIDER = 1.5
DRAGGED = "application/x-lightbox-series"
_UID, _KEYS, _TITLE, _NAME = (Qt.ItemDataRole.UserRole + number for number in range(4))


def dragged_series(data: QMimeData) -> tuple[str, str] | None:
    """Series UID and part key of a thumbnail that is being dragged; None where something else is."""
    if not data.hasFormat(DRAGGED):
        return None
    uid, _, key = bytes(data.data(DRAGGED).data()).decode().partition("\n")
    return uid, key


class SeriesStrip(QListWidget):
    """One thumbnail per series, and once its parts are known one for each of them; a click or Enter chooses one.

    Parts of one group (the time points of a 4D series) share a thumbnail.
    """

    chosen = Signal(str, str)
    """Series UID and part key, which is empty while the parts of the series are not known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setIconSize(QSize(THUMBNAIL_PX, THUMBNAIL_PX))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)  # titles are broken into lines that fit
        self.setAccessibleName(tr("Series"))
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)
        self._series: dict[str, Series] = {}
        self._stars: dict[str, int] = {}
        self._fit_text()

    def changeEvent(self, event: QEvent) -> None:
        """A larger text has wider cells, and its titles are broken anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_text()

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The thumbnail that is dragged into a viewer."""
        data, keys = QMimeData(), items[0].data(_KEYS)
        data.setData(DRAGGED, f"{items[0].data(_UID)}\n{keys[0] if keys else ''}".encode())
        return data

    def show_series(self, series: Sequence[Series], current_uid: str = "") -> None:
        """List the series of a study; those that are not images have no picture."""
        self.clear()
        self.ensurePolished()
        self._series = {one.uid: one for one in series}
        self._fit_text()
        for one in series:
            self.addItem(self._make_item(one, ()))
        self.set_current(current_uid)

    def show_parts(self, uid: str, parts: Sequence[Part]) -> None:
        """Put the parts of a series in the place of its thumbnail; the pictures that are there stay."""
        before = [item for item in self._items() if item.data(_UID) == uid]
        groups: dict[str, list[Part]] = {}
        for part in parts:
            groups.setdefault(f"group {part.group}" if part.group else part.key, []).append(part)
        wanted = [tuple(part.key for part in group) for group in groups.values()]
        if not before or [item.data(_KEYS) for item in before] == wanted:
            return
        row, icon = self.row(before[0]), before[0].icon()
        for item in before:
            self.takeItem(self.row(item))
        for at, group in enumerate(groups.values()):
            item = self._make_item(self._series[uid], group)
            if at == 0 and len(before) == 1 and not before[0].data(_KEYS):
                item.setIcon(icon)
            self.insertItem(row + at, item)

    def set_current(self, uid: str, key: str = "") -> None:
        """Mark what is on the screen, without choosing it again."""
        item = self._item_of(uid, key)
        self.setCurrentItem(item) if item is not None else self.clearSelection()

    @property
    def picture_px(self) -> int:
        """The side of a thumbnail in the screen's own pixels."""
        return round(THUMBNAIL_PX * self.devicePixelRatioF())

    def set_picture(self, uid: str, key: str, pixels: Pixels) -> None:
        """Show a picture, `picture_px` wide and high, as the thumbnail of a series or its part."""
        item = self._item_of(uid, key)
        if item is not None:
            item.setIcon(_icon(QPixmap.fromImage(to_image(pixels, self.devicePixelRatioF()))))

    def set_stars(self, counts: Mapping[str, int]) -> None:
        """How many key images each series has."""
        self._stars = dict(counts)
        for item in self._items():
            self._title(item)

    @property
    def title_px(self) -> int:
        """What a title may be wide: a larger text gets more room, but never at the cost of the pictures."""
        return max(THUMBNAIL_PX, min(theme.px(THUMBNAIL_PX), round(MOST_WIDER * THUMBNAIL_PX)))

    def _fit_text(self) -> None:
        """Cells have room for the titles at the size of text that is chosen."""
        self.setFixedWidth(self.title_px + 40)
        self.setGridSize(QSize(self.title_px + 24, THUMBNAIL_PX + 16 + TITLE_LINES * self.fontMetrics().lineSpacing()))
        for item in self._items():
            series = self._series[item.data(_UID)]
            item.setData(_TITLE, "\n".join(_title_lines(series.description or series.modality, item.data(_NAME), self)))
            self._title(item)

    def _title(self, item: QListWidgetItem) -> None:
        count = self._stars.get(item.data(_UID), 0)
        item.setText(f"★{count} {item.data(_TITLE)}" if count else item.data(_TITLE))

    def _make_item(self, series: Series, parts: Sequence[Part]) -> QListWidgetItem:
        title = " ".join(part for part in (series.description or series.modality, _name_of(parts)) if part)
        lines = _title_lines(series.description or series.modality, _name_of(parts), self)
        item = QListWidgetItem(_blank(series.modality), "")
        item.setData(_UID, series.uid)
        item.setData(_NAME, _name_of(parts))
        item.setData(_TITLE, "\n".join(lines))
        self._title(item)
        item.setData(_KEYS, tuple(part.key for part in parts))
        number = f"{tr('Series')} {series.number}: " if series.number is not None else ""
        count = sum(part.pictures for part in parts)
        pictures = f"\n{counted(count, '1 picture', '{count} pictures')}" if parts else ""
        item.setToolTip(tip_of(f"{number}{series.modality} {title}".strip() + pictures))
        item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
        return item

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _item_of(self, uid: str, key: str) -> QListWidgetItem | None:
        own = [item for item in self._items() if item.data(_UID) == uid]
        return next((item for item in own if key in item.data(_KEYS)), own[0] if own else None)

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        keys = item.data(_KEYS)
        self.chosen.emit(item.data(_UID), keys[0] if keys else "")


def _name_of(parts: Sequence[Part]) -> str:
    """What tells parts from others of their series: a name, or how many there are of a 4D series."""
    return tr("{count} volumes", count=len(parts)) if len(parts) > 1 else parts[0].name if parts else ""


def _title_lines(title: str, name: str, strip: SeriesStrip) -> list[str]:
    """The title on as many lines as the name leaves, so that parts of one series can be told apart.

    One that is too long loses its middle: series of one protocol differ in how their titles end.
    """
    metrics, room_px = strip.fontMetrics(), strip.title_px
    names = wrap(name, room_px, TITLE_LINES - 1, metrics.horizontalAdvance) if name else []
    lines = wrap(title, room_px, TITLE_LINES - len(names), metrics.horizontalAdvance)
    if not any(line.endswith("…") for line in lines):
        return [*lines, *names]
    title = " ".join(title.split())
    head = [line for line in lines[:-1] if not line.endswith("…")]
    rest, mode = title.removeprefix(" ".join(head)).strip(), Qt.TextElideMode.ElideLeft if head else Qt.TextElideMode.ElideMiddle
    return [*head, metrics.elidedText(rest, mode, room_px), *names]


def _icon(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when selected: Qt would tint the picture."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def _blank(modality: str) -> QIcon:
    pixmap = QPixmap(THUMBNAIL_PX, THUMBNAIL_PX)
    pixmap.fill(theme.colour("image ground"))
    painter = QPainter(pixmap)
    painter.setPen(theme.on_image("quiet"))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, modality)
    painter.end()
    return _icon(pixmap)
