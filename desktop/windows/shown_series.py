"""The part of a series in one viewer: opened on a thread and shown while it arrives."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.store.library import Library
from desktop.windows.study_strip import StudyStrip
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick
from viewer.case.study import Instance, Part, Problem, Series, Study
from viewer.scene.drawings import Drawings
from viewer.scene.marks import Pixels
from viewer.scene.pixel_source import bring_in
from viewer.scene.thumbnail import thumbnail
from viewer.widgets.in_turn import drawn_in_turn
from viewer.widgets.tr import tr
from viewer.widgets.view_grid import ViewGrid

if TYPE_CHECKING:
    from desktop.workflows.documents import OpenDocument
    from viewer.dicom.load import Early, Loaded

LOOK_AGAIN_MS = 20
"""How often one of the views draws the pictures that have arrived since."""
DOCUMENTS = "documents"
"""The part of a series that holds pictures and documents in which the documents are."""
OVER_PICTURES = ("SEG", "RTSTRUCT", "RTDOSE")
"""Modalities of what is seen over other pictures."""
SEEN_THERE = "Open the pictures that it was made on: it lies over them."
SLICES = ("CT", "MR", "PT")
"""Modalities of which the middle picture is looked at first; of films and radiographs it is the first one."""


@dataclass(eq=False, slots=True)
class _Request:
    """What the reader wants to see; `given_up` when that is something else by now."""

    study: Study
    series: Series
    key: str
    instances: tuple[Instance, ...] = ()
    problems: tuple[Problem, ...] = ()
    documents: int = 0
    given_up: threading.Event = field(default_factory=threading.Event)
    early: Early | None = None

    def ask(self, library: Library) -> None:
        """Its files, and what the import found odd about them."""
        self.instances = library.instances_of(self.series.uid)
        here = {self.series.uid, self.study.uid, *(one.uid for one in self.instances)}
        self.problems = tuple(row for row in library.problems_of(self.study.uid) if row.where in here)

    def explained(self, error: KnownError) -> KnownError:
        """Why nothing is shown; of what lies over pictures also why it does not, or where it is seen."""
        if self.series.modality not in OVER_PICTURES:
            return error
        own = [row.text for row in self.problems if row.where == self.series.uid]
        return KnownError(" ".join((error.text, *own[:2])), error.advice or ("" if own else SEEN_THERE))


class ShownSeries(QObject):
    """Opens one part at a time; asking for another gives the one before up."""

    pictures_came = Signal()
    """Something can be seen now, though not everything may be there."""
    ended = Signal(object)
    """Everything is there (`Loaded`), it is a document (`OpenDocument`), or why there is nothing (`KnownError`)."""

    def __init__(self, desk: Desk, viewer: ViewGrid, strip: StudyStrip) -> None:
        super().__init__(viewer)
        self._desk, self._grid, self._strip = desk, viewer, strip
        self._request: _Request | None = None
        self.problems: tuple[Problem, ...] = ()
        """What is odd about what is on the screen."""
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

    def open(self, study: Study, series: Series, key: str = "") -> None:
        """Open a part of a series, without a `key` its main one; `pictures_came` and `ended` follow."""
        stays = self.series is not None and self.series.uid == series.uid and self._grid.has_image
        self.give_up()
        request = self._request = _Request(study, series, key)
        self._strip.set_current(self._grid, series.uid, key)
        if not stays:  # from one part to the next the picture stays until the other one is there
            self._grid.clear("Opening")
        desk, library = self._desk, self._desk.library
        def work(tick: Tick) -> tuple[Loaded | OpenDocument | KnownError | None, Pixels | None]:
            def guarded(fraction: float, text: str) -> None:
                if request.given_up.is_set():
                    raise CancelledError
                tick(fraction, text)

            def arrived(early: Early) -> None:
                desk.jobs.call_main(partial(self._on_arrived, request, early))

            try:
                with Library(library.folder, read_only=True) as index:  # a series may have thousands of files
                    request.ask(index)
                return self._read(request, guarded, arrived)
            except CancelledError:
                stopped = KnownError("Opening was stopped.", "Choose the series again to open it.")
                return None if request.given_up.is_set() else stopped, None
            except KnownError as error:
                return request.explained(error), None  # shown in the pane as well as in the message bar

        desk.start(tr("Open {name}", name=series.description or series.modality), work, partial(self._on_ended, request))

    def give_up(self) -> None:
        """Let go of what is shown or being opened."""
        if self._request is not None:
            self._request.given_up.set()
        self._request = self.loaded = None
        self._timer.stop()
        self._grid.set_progress(None)

    def part_with(self, frame_uid: str) -> str | None:
        """The key of another part of the open series whose points are in this frame of reference."""
        parts = self._strip.parts.get(self.series.uid, ()) if self.series is not None else ()
        return next((part.key for part in parts if part.frame_uid == frame_uid), None)

    def neighbour(self, step: int) -> str | None:
        """The key of the part `step` further on in the open series; None beyond the last and before the first."""
        if self.part is None or self.series is None:
            return None
        keys = [part.key for part in self._strip.parts.get(self.series.uid, ())]
        at = keys.index(self.part.key) + step if self.part.key in keys else -1
        return keys[at] if 0 <= at < len(keys) else None

    # On a thread --------------------------------------------------------------------------------------------

    def _read(
        self, request: _Request, tick: Tick, arrived: Callable[[Early], None]
    ) -> tuple[Loaded | OpenDocument, Pixels | None]:
        from desktop.workflows.documents import documents_of, open_document
        from desktop.workflows.open_series import open_series

        series, instances, decoder = request.series, request.instances, self._desk.decoder
        documents = documents_of(series, instances)
        request.documents = len(documents)
        if documents and (request.key == DOCUMENTS or len(documents) == len(instances)):
            return open_document(documents, decoder), None
        start = 0.5 if series.modality in SLICES else 0.0
        folder = self._desk.library.volumes_folder
        loaded = open_series(series, instances, folder, decoder, tick, request.key, start, arrived)
        bring_in(loaded.stack, loaded.volume)
        return loaded, thumbnail(loaded.stack, loaded.volume, self._strip.picture_px)

    # On the main thread -------------------------------------------------------------------------------------

    def _on_arrived(self, request: _Request, early: Early) -> None:
        if request is not self._request:
            return
        request.early = early
        self._know_parts(early.loaded)
        self.problems = _all_problems(request, early.loaded)
        with drawn_in_turn(self._grid):
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
                self._strip.take_picture(request.series.uid, ended.part.key, small)
            self.problems = _all_problems(request, ended)
            with drawn_in_turn(self._grid):
                self._grid.show_loaded(ended, request.study, request.series, self.problems)
                self._read_drawings(request, ended)
                self.pictures_came.emit()
        elif isinstance(ended, KnownError):
            self._grid.clear(ended.text)
        self.ended.emit(ended)
        self._strip.make_small_pictures(request.study)

    def _read_drawings(self, request: _Request, loaded: Loaded) -> None:
        """Lay what the files draw over their pictures on them, once it is read."""
        if not loaded.stack.overlaid:
            return
        instances, desk = request.instances, self._desk

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
        parts = loaded.parts
        if documents:
            name = "document" if documents == 1 else f"{documents} documents"
            parts += (Part(DOCUMENTS, name, documents, DOCUMENTS, False),)
        self._strip.know_parts(uid, parts)
        self._strip.set_current(self._grid, uid, loaded.part.key)


def _all_problems(request: _Request, loaded: Loaded) -> tuple[Problem, ...]:
    return (*loaded.problems, *(row for row in request.problems if row not in loaded.problems))
