"""A document in the place of the images: a report's text, or a PDF page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.choice import Choice
from viewer.case.errors import KnownError
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.workflows.documents import OpenDocument
    from viewer.dicom.read_pdf import PageImage

RESIZE_PAUSE_MS = 200
WIDEST_PX = 1400


class _Sheet(QScrollArea):
    """Page keys turn pages; the wheel and arrows scroll."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(steps)


class DocumentView(QWidget):
    """Shows what it is given and asks for the rest: it reads no file."""

    chosen = Signal(str)
    """The UID of another document of the series."""
    page_asked = Signal(int, int)
    """A page (from 0) and how many physical pixels wide it is wanted."""
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: OpenDocument | None = None
        self.page = 0
        self.title = Label()
        look.make(self.title, "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.kind = Label()
        look.make(self.kind, "quiet")
        self.others = Choice()
        self.others.activated.connect(lambda row: self.chosen.emit(self.others.itemData(row)))
        self.before, self.after, self.count = QPushButton(tr("Previous")), QPushButton(tr("Next")), Label()
        self.before.setToolTip(tr("Previous page (Page Up)"))
        self.after.setToolTip(tr("Next page (Page Down)"))
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.save = QPushButton(tr("Save as a file"))
        self.save.clicked.connect(self.save_asked)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for widget in (self.others, self.before, self.count, self.after, self.save):
            head.addWidget(widget)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Document"))
        self.others.setAccessibleName(tr("Documents"))
        self.paper = Label()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sheet = _Sheet()
        self.sheet.turned.connect(self.turn)
        self.sheet.setWidgetResizable(True)
        self.sheet.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # pages are as wide as it leaves room
        self.sheet.setWidget(self.paper)
        self.body = QStackedWidget()
        self.body.addWidget(self.text)
        self.body.addWidget(self.sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.kind)
        column.addWidget(self.body, 1)
        self.setFocusProxy(self.text)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(RESIZE_PAUSE_MS)
        self._again.timeout.connect(self._ask)

    @property
    def pages(self) -> int:
        return 0 if self.shown is None or isinstance(self.shown.contents, KnownError) else self.shown.contents.pages

    def show_document(self, opened: OpenDocument) -> None:
        """Show a document from its beginning; a PDF's pages are asked for one by one."""
        self.shown, self.page = opened, 0
        document, contents = opened.document, opened.contents
        self.title.setText(document.title)
        self.kind.setText(document.name)
        self.kind.setVisible(document.name != document.title)
        self.others.clear()
        for number, one in enumerate(opened.among, start=1):
            self.others.addItem(tr("{number} of {count}: {name}", number=number, count=len(opened.among), name=one.name), one.uid)
        self.others.setCurrentIndex([one.uid for one in opened.among].index(document.uid))
        self.others.setVisible(len(opened.among) > 1)
        self.text.setPlainText(str(contents) if isinstance(contents, KnownError) else contents.text)
        self.paper.clear()
        self.body.setCurrentWidget(self.sheet if self.pages else self.text)
        self.setFocusProxy(self.sheet if self.pages else self.text)
        self._show_count()
        self._ask()

    def clear(self) -> None:
        self.shown = None
        self.text.clear()
        self.paper.clear()

    def turn(self, pages: int) -> None:
        """Go some pages on, as far as there are any."""
        wanted = min(max(self.page + pages, 0), max(self.pages - 1, 0))
        if wanted != self.page:
            self.page = wanted
            self._show_count()
            self._ask()
            self.sheet.verticalScrollBar().setValue(0)

    def show_page(self, uid: str, page: int, drawn: PageImage | KnownError) -> None:
        """Take a page that was asked for; one of a document or page that was left meanwhile is dropped."""
        if self.shown is None or uid != self.shown.document.uid or page != self.page:
            return
        if isinstance(drawn, KnownError):
            self.paper.setText(str(drawn))
            return
        stride = drawn.width_px * 3
        image = QImage(drawn.rgb, drawn.width_px, drawn.height_px, stride, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.paper.setPixmap(QPixmap.fromImage(image))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pages:
            self._again.start()

    def _show_count(self) -> None:
        for widget in (self.before, self.after, self.count):
            widget.setVisible(self.pages > 1)
        self.count.setText(tr("Page {page} of {pages}", page=self.page + 1, pages=self.pages))
        self.before.setEnabled(self.page > 0)
        self.after.setEnabled(self.page < self.pages - 1)

    def _ask(self) -> None:
        if self.pages and self.isVisible():
            width = min(self.sheet.viewport().width() - 8, WIDEST_PX)
            self.page_asked.emit(self.page, max(round(width * self.devicePixelRatioF()), 100))
