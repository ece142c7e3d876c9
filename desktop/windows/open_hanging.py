"""Hangs series when a study opens or the reader asks: by protocol, or as examinations of this kind were left last."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import resources
from desktop.desk import Desk
from desktop.windows.main_window import MainWindow
from desktop.windows.open_cell import OpenCell
from desktop.windows.open_room import Hung, OpenRoom
from desktop.workflows import hanging
from viewer.case.errors import KnownError
from viewer.case.hanging import (
    CellRule,
    Exam,
    HangingProtocol,
    Projection,
    choose,
    exam_of,
    hang,
    is_worth,
    likeness,
)
from viewer.case.study import NO_PICTURES, Instance, Series, Study
from viewer.widgets.tr import day_of, tr

LAYOUT_SETTING = "layout"
SHIPPED = "hanging"


class OpenHanging:
    """Of the open study; the room does what this decides."""

    def __init__(self, desk: Desk, window: MainWindow, room: OpenRoom) -> None:
        self._desk, self._room, self._page = desk, room, window.hanging
        self._projections: dict[str, Projection] = {}
        self._found: tuple[str, tuple[Study, ...]] = ("", ())
        self._page.appearing.connect(self.show_page)
        self._page.saved.connect(self._on_saved)
        self._page.deleted.connect(self._on_deleted)
        window.layout_picker.chosen.connect(self._on_picked)

    def begin(self, otherwise: Callable[[], None]) -> None:
        """Hang the study that was just opened; `otherwise` where no protocol fits and no layout is remembered."""
        self._found = ("", ())
        exam, study = self._exam(), self._room.study
        if exam is None or study is None:
            otherwise()
            return
        fitting = choose(self.protocols(), exam)  # what the reader wrote down comes before what happened to be left
        found = [*(one for one in fitting if one.own), *self._remembered(exam), *(one for one in fitting if not one.own)]
        if not found:
            otherwise()
            return
        self._with_projections(study, lambda: self._first_of(found, otherwise))

    def arrange(self, rows: int, columns: int, views: str = "") -> None:
        """Another number of viewers, each with these views of its volume; new ones get series that are not shown yet."""
        self._room.arrange(rows, columns, views)

    def show_beside(self, study: Study, series: Series) -> None:
        """Show a series of a prior beside the active viewer, linked with it."""
        self._room.show_beside(study, series)

    def fitting(self) -> tuple[HangingProtocol, ...]:
        """The protocols for examinations like the open one, the best first, then the others."""
        exam = self._exam()
        every = self.protocols()
        first = choose(every, exam, automatic=False) if exam is not None else ()
        return (*first, *(one for one in every if one not in first))

    def apply(self, protocol: HangingProtocol) -> None:
        """Hang the open study by a protocol."""

        def nothing_fits() -> None:
            self._desk.notices.say(tr("Nothing of this study fits the hanging protocol {name}.", name=protocol.name))

        if (study := self._room.study) is not None:
            self._with_projections(study, lambda: self._first_of([protocol], nothing_fits))
            self._room.was_arranged = True

    def protocols(self) -> tuple[HangingProtocol, ...]:
        """All of them, the user's own first; files that are none are said."""
        found, wrong = hanging.read_all(resources.path(SHIPPED), hanging.own_folder(self._desk.library.folder))
        for sentence in wrong:
            self._desk.notices.say(sentence, "Correct or delete it on the page of hanging protocols.")
        return tuple(found.values())

    def as_protocol(self, name: str, windows: bool = True) -> HangingProtocol:
        """What the room shows as a protocol for examinations like this one; without `windows` those are kept only where one
        series is shown in two of them, and each series is seen as it was seen last."""
        exam = self._exam()
        rows, columns = self._room.room.shape
        shown = self._room.cells[: rows * columns]  # a second window is kept by itself
        cells = tuple(self._rule_of(place, shown, windows) for place in range(len(shown)))
        return HangingProtocol(
            name,
            rows,
            columns,
            cells,
            exam.modalities[:1] if exam is not None else (),
            exam.body_parts[:1] if exam is not None else (),
            () if exam is None or exam.body_parts else tuple(exam.description.lower().split()[:4]),
            any(cell.prior for cell in cells),
        )

    def remember(self) -> None:
        """Keep the layout for examinations of this kind, if the reader made one."""
        exam = self._exam() if self._room.was_arranged else None
        if exam is not None and exam.kind:
            self._room.was_arranged = False
            text = hanging.as_text(self.as_protocol("as it was left", windows=False))
            self._desk.library.set_setting(f"{LAYOUT_SETTING} {exam.kind}", text)

    @property
    def priors(self) -> tuple[Study, ...]:
        """Earlier studies of the patient, newest first; asked for once while the study is open."""
        study = self._room.study
        if study is None:
            return ()
        if self._found[0] != study.uid:
            self._found = study.uid, self._desk.library.priors_of(study)
        return self._found[1]

    def find_prior(self) -> tuple[Study, Series] | None:
        """The newest prior with a series of the modality on the screen, and of it what is most like that series."""
        study, series = self._room.study, self._room.own.series
        if study is None or series is None:
            return None
        library = self._desk.library
        for prior in self.priors:
            counts = library.count_pictures(prior.uid)
            alike = [one for one in library.series_of(prior.uid) if one.modality == series.modality]
            if alike:
                return prior, max(alike, key=lambda one: (likeness(one, series), counts.get(one.uid, 0)))
        return None

    def show_page(self, name: str = "") -> None:
        """List the protocols on their page; the one called `name` is chosen."""
        shipped, own = resources.path(SHIPPED), hanging.own_folder(self._desk.library.folder)
        found, wrong = hanging.read_all(shipped, own)
        texts = {path: text for folder in (own, shipped) for path in sorted(folder.glob("*.toml")) if (text := hanging.text_of(path)) is not None}
        self._page.show_protocols(found, texts, " ".join(wrong), name)

    def _on_saved(self, text: str) -> None:
        try:
            protocol = hanging.parse(text)
            hanging.save(protocol, hanging.own_folder(self._desk.library.folder), text)
        except KnownError as error:
            self._page.say(error.text)
            return
        self.show_page(protocol.name)
        self._page.say_saved(tr("Saved; it is used from the next study on that it fits.") if protocol.automatic else tr("Saved; it is used when asked for (Alt+H)."))

    def _on_deleted(self, path: Path) -> None:
        def delete() -> None:
            path.unlink(missing_ok=True)
            self.show_page()

        self._desk.ask(tr("Delete the hanging protocol {name}?", name=path.stem), "Delete", delete)

    def _on_picked(self, rows: int, columns: int, tiles: bool) -> None:
        if self._room.study is None:
            return
        if tiles:
            self._room.active.viewer.show_tiles(rows, columns)
        else:
            self._room.arrange(rows, columns)
        self._room.active.viewer.focus_pane()

    # Inside -------------------------------------------------------------------------------------------------

    def _first_of(self, protocols: Iterable[HangingProtocol], otherwise: Callable[[], None]) -> None:
        study = self._room.study
        if study is None:
            return
        prior = self._prior()
        candidates = hanging.candidates_of(self._desk.library, study, prior, self._projections)
        for protocol in protocols:
            hung = hang(protocol, candidates)
            if is_worth(protocol, hung):
                wanted = [
                    None if one is None else Hung(prior if one.prior and prior else study, one.series, one.key, *_looks(rule))
                    for rule, one in zip(protocol.cells, hung, strict=True)
                ]
                self._room.hang(protocol.rows, protocol.columns, wanted)
                return
        otherwise()

    def _with_projections(self, study: Study, then: Callable[[], None]) -> None:
        """Go on when side and view of radiographs are known."""
        library, waiting = self._desk.library, list[Instance]()
        for one in (study, self._prior()):
            series = [] if one is None else [row for row in library.series_of(one.uid) if row.modality in hanging.PROJECTIONS]
            waiting += [row for one in series for row in library.instances_of(one.uid) if row.uid not in self._projections]
        if not waiting:
            then()
            return

        def take(found: dict[str, Projection]) -> None:
            self._projections |= found
            if self._room.study is study:
                then()

        self._desk.start("Hang pictures", partial(hanging.find_projections, waiting), take)

    def _remembered(self, exam: Exam) -> list[HangingProtocol]:
        kept = self._desk.library.get_setting(f"{LAYOUT_SETTING} {exam.kind}") if exam.kind else None
        with contextlib.suppress(KnownError):  # written by another version: as if there were none
            return [replace(hanging.parse(kept), whole=True)] if kept else []  # with holes it would not be as it was left
        return []

    def _exam(self) -> Exam | None:
        study = self._room.study
        if study is None:
            return None
        series = [one for one in self._desk.library.series_of(study.uid) if one.modality not in NO_PICTURES]
        return exam_of(series, study.description, self._prior() is not None)

    def _prior(self) -> Study | None:
        """The newest earlier study of the patient with a modality that this one has."""
        study, library = self._room.study, self._desk.library
        if study is None:
            return None
        if not self.priors:
            return None
        modalities = {one.modality for one in library.series_of(study.uid)} - set(NO_PICTURES)
        return next(
            (one for one in self.priors if {row.modality for row in library.series_of(one.uid)} & modalities), None
        )

    def _rule_of(self, place: int, shown: Sequence[OpenCell], windows: bool) -> CellRule:
        cell = shown[place]
        if cell.series is None:
            return CellRule()
        from viewer.dicom.part_names import picture_key

        series, key = cell.series, cell.part.key if cell.part is not None else ""
        seen = {picture_key(uid): projection for uid, projection in self._projections.items()}
        projection = seen.get(key, Projection())
        same = [at for at, one in enumerate(shown) if at != place and (one.series, one.part) == (series, cell.part)]
        return CellRule(
            cell.viewer.shown.wanted,
            not self._room.is_own(cell),
            (series.modality,),
            tuple(series.description.lower().split()[:4]),
            laterality=projection.laterality,
            view=projection.view,
            window=_key_of_window(cell) if windows or same else "",
            again=any(at < place for at in same),
        )


def _key_of_window(cell: OpenCell) -> str:
    """The number key with the window of a cell; empty where none has it."""
    content = cell.viewer.content
    return next((key for key, window in content.presets.items() if window == content.window), "")


def _looks(rule: CellRule) -> tuple[str, str, str]:
    return rule.views, rule.window, rule.align


def prior_title(study: Study) -> str:
    """A prior in a few words."""
    return " ".join(part for part in (day_of(study.date), study.description) if part)
