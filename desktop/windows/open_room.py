"""Which part of which series each viewer of the room shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.steps import reformats
from desktop.store.case_store import CaseStore
from desktop.windows.main_window import MainWindow
from desktop.windows.open_cell import OpenCell
from desktop.windows.second_window import OpenSecond
from desktop.windows.study_strip import PICTURELESS, StudyStrip
from viewer.case.errors import KnownError
from viewer.case.study import Series, Study
from viewer.widgets.shown_views import FOUR, ONE
from viewer.widgets.view_grid import ViewGrid

if TYPE_CHECKING:
    from desktop.workflows.documents import OpenDocument
    from viewer.dicom.load import Loaded

EMPTY = "Drag a series here, or click one on the left"


@dataclass(frozen=True, slots=True)
class Hung:
    """What one cell shall show: a part of a series of a study, as some of its views, with the window of a number key,
    and at an edge of the cell (``left``, ``right``)."""

    study: Study
    series: Series
    key: str = ""
    views: str = ONE
    window: str = ""
    align: str = ""


class OpenRoom(QObject):
    """Opens series into cells. Those of the open study are `own`; others show a prior, which is only looked at."""

    pictures_came = Signal(object)
    """The cell (`OpenCell`) that shows something now, though not everything may be there."""
    ended = Signal(object, object)
    """A cell, and its `Loaded`, `OpenDocument`, or `KnownError`."""
    active_changed = Signal()

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self.room = desk, window.reading.room
        self.strip = StudyStrip(desk, window.reading.strip, lambda: self.room.active)
        self._cells: dict[ViewGrid, OpenCell] = {}
        self.study: Study | None = None
        self.case: CaseStore | None = None
        self.was_arranged = False
        """Whether the reader chose what is where since the study was opened."""
        self._looks: dict[OpenCell, Hung] = {}
        self._beside: tuple[OpenCell, OpenCell] | None = None
        self._messages, self._refused = window.messages, dict[str, KnownError]()
        for viewer in self.room.viewers:
            self._join(viewer)
        self._own = self.active
        self.room.made.connect(self._join)
        self.room.let_go.connect(lambda viewer: self._cells[viewer].close())
        self.room.dropped.connect(self._on_dropped)
        self.room.active_changed.connect(self._on_active_changed)
        self.room.second_opened.connect(self._on_second_changed)
        self.room.second_closed.connect(self._on_second_changed)
        self._second = OpenSecond(desk, window, self.room)

    @property
    def cells(self) -> tuple[OpenCell, ...]:
        """Row by row."""
        return tuple(self._cells[viewer] for viewer in self.room.viewers)

    @property
    def active(self) -> OpenCell:
        return self._cells[self.room.active]

    @property
    def own(self) -> OpenCell:
        """The active cell, or where that shows a prior, the one of the open study that was active last."""
        mine = [cell for cell in self.cells if self.is_own(cell)]
        return self.active if self.active in mine or not mine else self._own if self._own in mine else mine[0]

    def is_own(self, cell: OpenCell) -> bool:
        """Whether a cell shows the open study, or nothing."""
        return cell.study is None or (self.study is not None and cell.study.uid == self.study.uid)

    def take(self, study: Study, case: CaseStore) -> None:
        """Begin with a study: one viewer, empty."""
        self.study, self.case, self.was_arranged = study, case, False
        self._looks, self._beside = {}, None
        self.room.links.part_all()
        self._second.offer()
        self.room.activate(self.room.viewers[0])
        self.room.arrange(1, 1)
        self.room.active.show_tiles(1, 1)
        self.room.active.show_views(FOUR)

    def leave(self, text: str = "") -> None:
        """Let everything go."""
        for cell in self.cells:
            cell.close(text)
        self.study, self.case = None, None

    def hang(self, rows: int, columns: int, wanted: Sequence[Hung | None]) -> None:
        """Show these parts row by row; a cell without one says that it is empty."""
        self.room.activate(self.room.viewers[0])
        self.room.arrange(rows, columns)
        for cell, one in zip(self.cells, wanted, strict=False):
            cell.viewer.show_tiles(1, 1)
            cell.viewer.show_views(ONE if one is None else one.views)
            if one is None:
                cell.close(EMPTY)
                continue
            self.show_in(cell, one.series, one.key, one.study)
            self._looks[cell] = one
        self.list()
        self.room.activate(next((cell for cell, one in zip(self.cells, wanted, strict=False) if one is not None), self.cells[0]).viewer)
        self.fill_second()
        priors = [cell for cell in self.cells if not self.is_own(cell)]
        if priors and self.is_own(self.cells[0]):
            self._beside = self.cells[0], priors[0]

    def show_beside(self, study: Study, series: Series) -> None:
        """Show a series of a prior beside the active cell, linked with it: their middles belong together."""
        own = self.own
        if len(self.cells) == 1:
            alone = own.viewer.shown.alone
            self.arrange(1, 2, ONE, fill=False)
            own.viewer.maximise(alone)
        others = [cell for cell in self.cells if cell is not own]
        beside = next((cell for cell in others if cell.series is None or not self.is_own(cell)), others[0])
        self._looks.pop(beside, None)
        self.show_in(beside, series, "", study)
        self.list()
        self._beside, self.was_arranged = (own, beside), True

    def show_in(self, cell: OpenCell, series: Series, key: str = "", study: Study | None = None) -> None:
        """Open a part of a series of the open study, or of another one, into a cell."""
        study = study or self.study
        if study is None or self.case is None:
            return
        own = self.study is not None and study.uid == self.study.uid
        cell.open(study, self.case if own else self._desk.library.open_case(study.uid), series, key)

    def arrange(self, rows: int, columns: int, views: str = "", fill: bool = True) -> None:
        """Another number of cells; new ones get the series that are not shown yet."""
        self.was_arranged = True
        before = len(self.cells)
        self.room.arrange(rows, columns)
        several = len(self.cells) > 1
        for cell in self.cells:
            if views or cell.series is None or (before == 1) != (not several):
                cell.viewer.show_views(views or (ONE if several else FOUR))
        if several and fill:
            self.fill()
        elif several:
            for cell in self.cells:
                if cell.series is None:
                    cell.viewer.clear(EMPTY)

    def fill(self, cells: Sequence[OpenCell] = ()) -> None:
        """Show what is not shown yet of the open study in the cells that are empty, or in some of them."""
        shown = {(cell.series.uid, cell.part.key if cell.part is not None else "") for cell in self.cells if cell.series is not None}
        waiting = [one for one in self._pictured() if not _is_shown(one, shown)]
        for cell in cells or self.cells:
            if cell.series is not None:
                continue
            if waiting:
                series, key = waiting.pop(0)
                self.show_in(cell, series, key)
            else:
                cell.viewer.clear(EMPTY)

    def fill_second(self) -> None:
        """Show in a second window what is not shown yet, or once more what is in hand where all is; viewers that are empty
        in the main window stay so."""
        if self.room.second is None:
            return
        beside = {cell.viewer for cell in self.room.second.cells}
        cells = [cell for cell in self.cells if cell.viewer in beside]
        self.fill(cells)
        own = self.own
        if own.series is not None and own not in cells and all(cell.series is None for cell in cells):
            self.show_in(cells[0], own.series, own.part.key if own.part is not None else "")

    def _on_second_changed(self) -> None:
        several = len(self.cells) > 1
        for cell in self.cells:
            if cell.series is None:
                cell.viewer.show_views(ONE if several else FOUR)
        self.fill()
        self.fill_second()

    def _pictured(self) -> list[tuple[Series, str]]:
        """The parts of the open study that can be looked at, those of series that were not opened as one."""
        if self.study is None:
            return []
        series = [one for one in self._desk.library.series_of(self.study.uid) if one.modality not in PICTURELESS]
        return [
            (one, key)
            for one in series
            for key in dict.fromkeys(part.group or part.key for part in self.strip.parts.get(one.uid, ())) or [""]
        ]

    def _join(self, viewer: ViewGrid) -> None:
        cell = self._cells[viewer] = OpenCell(self._desk, viewer, self.strip)
        cell.pictures_came.connect(partial(self._on_pictures_came, cell))
        cell.placed.connect(partial(self._on_placed, cell))
        viewer.previewed.connect(partial(reformats.follow_drag, self._desk))
        cell.shown.ended.connect(partial(self._on_ended, cell))

    def _on_pictures_came(self, cell: OpenCell) -> None:
        look = self._looks.pop(cell, None)
        if look is not None:
            if look.window:
                cell.viewer.use_preset(look.window)
            if look.align:
                cell.viewer.align(look.align)
        self._link_prior()
        self.room.links.refresh()
        self.pictures_came.emit(cell)

    def _on_placed(self, cell: OpenCell) -> None:
        if cell is not self.active:  # once; from then on it goes along, or is scrolled alone
            self.room.links.bring(cell.viewer)

    def _link_prior(self) -> None:
        """Link a prior with what it stands beside, once both can be seen."""
        if self._beside is None:
            return
        follows = self._beside[1] not in self._looks  # no protocol says how the prior is to be seen
        own, beside = (cell.viewer for cell in self._beside)
        if own.content.source is not None and beside.content.source is not None:
            self._beside = None
            if follows:
                beside.show_views(own.shown.wanted)
                beside.maximise(own.shown.alone)
            self.room.links.link_at(own, own.content.middle, beside, beside.content.middle)
            self.room.links.bring(beside)

    def _on_ended(self, cell: OpenCell, ended: Loaded | OpenDocument | KnownError) -> None:
        uid = "" if cell.series is None else cell.series.uid
        before = self._refused.pop(uid, None)
        if isinstance(ended, KnownError):
            self._refused[uid] = ended
        elif before is not None:  # its disc is there again, for one
            self._messages.withdraw(before)
        self.ended.emit(cell, ended)

    def _on_active_changed(self) -> None:
        if self.is_own(self.active):
            self._own = self.active
        self._mark_current()
        self.active_changed.emit()

    def _mark_current(self) -> None:
        series, part = self.active.series, self.active.part
        self.strip.set_current(self.active.viewer, "" if series is None else series.uid, "" if part is None else part.key)

    def _on_dropped(self, viewer: ViewGrid, uid: str, key: str) -> None:
        found = self.find_series(uid)
        if found is not None:
            self.room.activate(viewer)
            self._looks.pop(self._cells[viewer], None)
            self.was_arranged = True
            self.show_in(self._cells[viewer], found[1], key, found[0])
            viewer.focus_pane()

    def use_own(self) -> None:
        """Make a cell of the open study the active one."""
        self.room.activate(self.own.viewer)

    def list(self, series: Sequence[Series] = (), counts: Mapping[str, int] | None = None) -> None:
        """Show in the strip what can be opened: the study's series, then those of priors that are shown.

        `series` and `counts` of their pictures are asked for where they are not given.
        """
        if self.study is None:
            return
        library = self._desk.library
        beside = {cell.study.uid: cell.study for cell in self.cells if cell.study is not None and not self.is_own(cell)}
        priors = [(study, library.series_of(study.uid)) for study in beside.values()]
        if counts is None:
            series, counts = library.series_of(self.study.uid), library.count_pictures(self.study.uid)
        self.strip.list(self.study, series, counts, priors)
        self._mark_current()

    def find_series(self, uid: str) -> tuple[Study, Series] | None:
        """A series of the open study or of a prior of it."""
        if self.study is None:
            return None
        library = self._desk.library
        for study in (self.study, *library.priors_of(self.study)):
            for series in library.series_of(study.uid):
                if series.uid == uid:
                    return study, series
        return None


def _is_shown(one: tuple[Series, str], shown: set[tuple[str, str]]) -> bool:
    series, key = one
    return (series.uid, key) in shown or (not key and any(uid == series.uid for uid, _ in shown))
