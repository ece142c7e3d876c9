"""The part of a series on the screen: opened on a thread and shown while it arrives, with the strip of thumbnails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.windows.main_window import MainWindow
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick, part_of
from viewer.case.study import Instance, Part, Problem, Series, Study
from viewer.scene.drawings import Drawings
from viewer.scene.marks import Pixels
from viewer.scene.thumbnail import thumbnail

if TYPE_CHECKING:
    from desktop.workflows.documents import OpenDocument
    from viewer.dicom.load import Early, Loaded

LOOK_AGAIN_MS = 60
"""How often the pictures that have arrived since are drawn."""
DOCUMENTS = "documents"
"""The part of a series that holds pictures and documents in which the documents are."""
PICTURELESS = ("SR", "SEG", "PR", "KO", "DOC", "RTSTRUCT", "RTPLAN", "REG", "RWV", "HP")
MOST_SMALL_PICTURES = 60
SLICES = ("CT", "MR", "PT")
"""Modalities of which the middle picture is looked at first; of films and radiographs it is the first one."""


@dataclass(eq=False, slots=True)
class _Request:
    """What the reader wants to see; `given_up` when that is something else by now."""

    study: Study
    series: Series
    key: str
    documents: int = 0
    given_up: threading.Event = field(default_factory=threading.Event)
    early: Early | None = None


class ShownSeries(QObject):
    """Opens one part at a time; asking for another gives the one before up."""

    pictures_came = Signal()
    """Something can be seen now, though not everything may be there."""
    ended = Signal(object)
    """Everything is there (`Loaded`), it is a document (`OpenDocument`), or why there is nothing (`KnownError`)."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._grid, self._strip = desk, window.reading.grid, window.reading.strip
        self._request: _Request | None = None
        self._problems: tuple[Problem, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        """What is odd about what is on the screen."""
        self._listed: tuple[str, ...] = ()
        self._pictures: dict[tuple[str, str], Pixels] = {}
        self._tried: set[str] = set()
        self.parts: dict[str, tuple[Part, ...]] = {}
        """Of each series that was opened since its study was."""
        self.loaded: Loaded | None = None
        """What is on the screen, once it is all there."""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._grid.look_again)

    @property
    def series(self) -> Series | None:
        return None if self._request is None else self._request.series

    @property
    def part(self) -> Part | None:
        """The part on the screen, also while it arrives."""
        if self.loaded is not None:
            return self.loaded.part
        early = None if self._request is None else self._request.early
        return None if early is None else early.loaded.part

    def list(self, study: Study, series: Sequence[Series], counts: Mapping[str, int]) -> None:
        """Show the series of a study in the strip; what is known of them already stays."""
        uids = (study.uid, *(f"{one.uid} {counts.get(one.uid, 0)}" for one in series))
        if uids == self._listed:
            return
        if not self._listed or self._listed[0] != study.uid:
            self.parts, self._pictures, self._tried = {}, {}, set()
        self._listed = uids
        self._strip.show_series(series)
        for uid, parts in self.parts.items():
            self._strip.show_parts(uid, parts)
        for (uid, key), pixels in self._pictures.items():
            self._strip.set_picture(uid, key, pixels)

    def open(self, study: Study, series: Series, key: str = "") -> None:
        """Open a part of a series, without a `key` its main one; `pictures_came` and `ended` follow."""
        stays = self.series is not None and self.series.uid == series.uid and self._grid.has_image
        self.give_up()
        request = self._request = _Request(study, series, key)
        self._strip.set_current(series.uid, key)
        if not stays:  # from one part to the next the picture stays until the other one is there
            self._grid.clear("Opening")
        desk, library = self._desk, self._desk.library
        instances = library.instances_of(series.uid)
        here = {series.uid, study.uid, *(one.uid for one in instances)}
        self._problems = tuple(row for row in library.problems_of(study.uid) if row.where in here)

        def work(tick: Tick) -> tuple[Loaded | OpenDocument | KnownError | None, Pixels | None]:
            def guarded(fraction: float, text: str) -> None:
                if request.given_up.is_set():
                    raise CancelledError
                tick(fraction, text)

            def arrived(early: Early) -> None:
                desk.jobs.call_main(partial(self._on_arrived, request, early))

            try:
                return self._read(request, instances, guarded, arrived)
            except CancelledError:
                stopped = KnownError("Opening was stopped.", "Choose the series again to open it.")
                return None if request.given_up.is_set() else stopped, None
            except KnownError as error:
                return error, None  # shown in the pane as well as in the message bar

        desk.start(f"Open {series.description or series.modality}", work, partial(self._on_ended, request))

    def give_up(self) -> None:
        """Let go of what is shown or being opened."""
        if self._request is not None:
            self._request.given_up.set()
        self._request = self.loaded = None
        self._timer.stop()
        self._grid.set_progress(None)

    def part_with(self, frame_uid: str) -> str | None:
        """The key of another part of the open series whose points are in this frame of reference."""
        parts = self.parts.get(self.series.uid, ()) if self.series is not None else ()
        return next((part.key for part in parts if part.frame_uid == frame_uid), None)

    def neighbour(self, step: int) -> str | None:
        """The key of the part `step` further on in the open series; None beyond the last and before the first."""
        if self.part is None or self.series is None:
            return None
        keys = [part.key for part in self.parts.get(self.series.uid, ())]
        at = keys.index(self.part.key) + step if self.part.key in keys else -1
        return keys[at] if 0 <= at < len(keys) else None

    # On a thread --------------------------------------------------------------------------------------------

    def _read(
        self, request: _Request, instances: Sequence[Instance], tick: Tick, arrived: Callable[[Early], None]
    ) -> tuple[Loaded | OpenDocument, Pixels | None]:
        from desktop.workflows.documents import documents_of, open_document
        from desktop.workflows.open_series import open_series

        series, decoder = request.series, self._desk.decoder
        documents = documents_of(series, instances)
        request.documents = len(documents)
        if documents and (request.key == DOCUMENTS or len(documents) == len(instances)):
            return open_document(documents, decoder), None
        start = 0.5 if series.modality in SLICES else 0.0
        folder = self._desk.library.volumes_folder
        loaded = open_series(series, instances, folder, decoder, tick, request.key, start, arrived)
        return loaded, thumbnail(loaded.stack, loaded.volume, self._strip.picture_px)

    # On the main thread -------------------------------------------------------------------------------------

    def _on_arrived(self, request: _Request, early: Early) -> None:
        if request is not self._request:
            return
        request.early = early
        self._know_parts(early.loaded)
        self.problems = self._all_problems(early.loaded)
        self._grid.show_loaded(early.loaded, request.study, request.series, self.problems, early)
        self._timer.start()
        self.pictures_came.emit()

    def _on_ended(
        self, request: _Request, result: tuple[Loaded | OpenDocument | KnownError | None, Pixels | None]
    ) -> None:
        from viewer.dicom.load import Loaded

        ended, small = result
        if request is not self._request or ended is None:
            return  # something else was opened meanwhile
        self._timer.stop()
        self._grid.set_progress(None)
        if isinstance(ended, Loaded):
            self.loaded = ended
            self._know_parts(ended)
            if small is not None:
                self._pictures[request.series.uid, ended.part.key] = small
                self._strip.set_picture(request.series.uid, ended.part.key, small)
            self.problems = self._all_problems(ended)
            self._grid.show_loaded(ended, request.study, request.series, self.problems)
            self._read_drawings(request, ended)
            self.pictures_came.emit()
        elif isinstance(ended, KnownError):
            self._grid.clear(ended.text)
        self.ended.emit(ended)
        self._make_small_pictures(request.study)

    def _make_small_pictures(self, study: Study) -> None:
        """Make thumbnails of the series that were not opened yet, one after the other on a thread."""
        library, desk, side_px = self._desk.library, self._desk, self._strip.picture_px
        done = {uid for uid, _ in self._pictures} | self._tried
        waiting = [one for one in library.series_of(study.uid) if one.uid not in done][:MOST_SMALL_PICTURES]
        pictured = [one for one in waiting if one.modality not in PICTURELESS]
        instances_of = library.instances_by_series([one.uid for one in pictured])
        work_on = [(one, instances_of[one.uid]) for one in pictured]
        self._tried |= {one.uid for one in waiting}
        if not work_on:
            return

        def take(uid: str, pixels: Pixels) -> None:
            if self._listed[0] == study.uid and uid not in {known for known, _ in self._pictures}:
                self._pictures[uid, ""] = pixels
                self._strip.set_picture(uid, "", pixels)

        def work(tick: Tick) -> None:
            from desktop.workflows.small_pictures import small_picture

            for number, (series, instances) in enumerate(work_on):
                if self._listed[0] != study.uid:
                    return  # the reader went to another study
                tick(number / len(work_on), f"Thumbnail {number + 1} of {len(work_on)}")
                pixels = small_picture(series, instances, desk.decoder, side_px, part_of(tick, 0.0, 0.0))
                if pixels is not None:
                    desk.jobs.call_main(partial(take, series.uid, pixels))

        desk.start("Thumbnails", work, lambda nothing: None)

    def _read_drawings(self, request: _Request, loaded: Loaded) -> None:
        """Lay what the files draw over their pictures on them, once it is read."""
        if not loaded.stack.overlaid:
            return
        instances, desk = self._desk.library.instances_of(request.series.uid), self._desk

        def work(tick: Tick) -> Drawings:
            from desktop.workflows.drawings import drawings_of

            return drawings_of(loaded.stack, instances, desk.decoder, tick)

        def then(drawings: Drawings) -> None:
            if request is self._request:
                self._grid.set_drawings(drawings)

        desk.start("Read drawings", work, then)

    def _know_parts(self, loaded: Loaded) -> None:
        assert self._request is not None
        uid, documents = self._request.series.uid, self._request.documents
        self.parts[uid] = loaded.parts
        if documents:
            name = "document" if documents == 1 else f"{documents} documents"
            self.parts[uid] += (Part(DOCUMENTS, name, documents, DOCUMENTS, False),)
        self._strip.show_parts(uid, self.parts[uid])
        self._strip.set_current(uid, loaded.part.key)

    def _all_problems(self, loaded: Loaded) -> tuple[Problem, ...]:
        return (*loaded.problems, *(row for row in self._problems if row not in loaded.problems))
