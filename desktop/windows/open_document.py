"""The document on the screen: turns pages and saves, with the files read on a thread."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.windows.reading import Reading
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Series
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.workflows.documents import OpenDocument
    from viewer.dicom.read_pdf import PageImage


class ShownDocument(QObject):
    """Joins `DocumentView` to the workflows; `show` puts a document where the images were."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        super().__init__(reading)
        self._desk, self._reading, self._view = desk, reading, reading.document
        self._series: Series | None = None
        self._view.chosen.connect(self._on_chosen)
        self._view.page_asked.connect(self._on_page_asked)
        self._view.save_asked.connect(lambda: desk.run(lambda desk: self.save()))

    def show(self, opened: OpenDocument, series: Series) -> None:
        self._series = series
        self._reading.show_document()
        self._view.show_document(opened)

    def save(self) -> None:
        """Ask for a folder and write the document there."""
        shown = self._view.shown
        folder = self._desk.ask_folder("Where to save the document") if shown is not None else None
        if shown is None or folder is None:
            return
        document, desk = shown.document, self._desk
        ending = {"pdf": ".pdf", "clinical document": ".xml"}.get(document.kind, ".txt")
        stem = re.sub(r"[^\w .-]+", "_", document.title).strip(" .")[:80] or "document"

        def work(tick: Tick) -> str:
            from desktop.workflows.documents import save_document

            path = next(
                path
                for number in range(1, 1000)
                if not (path := folder / f"{stem}{'' if number == 1 else f' {number}'}{ending}").exists()
            )
            save_document(document, path, desk.decoder)
            return path.name

        desk.start(tr("Save {name}", name=document.title), work, lambda name: desk.notices.say(tr("Saved {name}.", name=name)))

    def _on_chosen(self, uid: str) -> None:
        series, desk = self._series, self._desk
        if series is None or self._view.shown is None or uid == self._view.shown.document.uid:
            return
        instances = desk.library.instances_of(series.uid)

        def work(tick: Tick) -> OpenDocument:
            from desktop.workflows.documents import documents_of, open_document

            return open_document(documents_of(series, instances), desk.decoder, uid)

        desk.start("Open document", work, self._on_opened)

    def _on_opened(self, opened: OpenDocument) -> None:
        if self._series is not None and opened.document.series_uid == self._series.uid:
            self._view.show_document(opened)

    def _on_page_asked(self, page: int, width_px: int) -> None:
        shown, desk = self._view.shown, self._desk
        if shown is None:
            return
        document = shown.document

        def work(tick: Tick) -> PageImage | KnownError:
            from desktop.workflows.documents import draw_page

            try:
                return draw_page(document, page, width_px, desk.decoder)
            except KnownError as error:
                return error  # shown in the place of the page

        desk.start(f"Draw page {page + 1}", work, partial(self._view.show_page, document.uid, page))
