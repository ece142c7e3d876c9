"""Builds the library, the jobs and the window, and joins them: the only place that knows all of them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

import resources
from desktop.desk import PanelName, PlaceName
from desktop.jobs import PATIENCE_S, Jobs
from desktop.marking import Marking
from desktop.notices import Notices
from desktop.segmenting import Segmenting
from desktop.settings import Settings, load_settings, login_name, save_settings
from desktop.steps import identity, intake
from desktop.store import backup
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.windows import rows
from desktop.windows.main_window import MainWindow
from desktop.windows.open_marking import OpenMarking
from desktop.windows.open_measurements import OpenMeasurements
from desktop.windows.open_models import OpenModels
from desktop.windows.open_report import OpenReport
from desktop.windows.open_segmenting import OpenSegmenting
from desktop.windows.open_study import OpenStudy
from desktop.windows.open_worklist import OpenWorklist
from desktop.windows.wear import dress
from desktop.workflows.facts import fact_table
from inference.cards import ModelCard, scan_cards
from inference.client import Engine
from inference.offline import stay_offline
from viewer.case.edits import Edit, Measurement
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.finding import Finding
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.study import Series, Study
from viewer.case.volume import Mask
from viewer.widgets.tr import tr
from viewer.widgets.view_grid import ViewGrid
from viewer.widgets.volume_pane import VolumePane

if TYPE_CHECKING:
    from desktop.store.patients import Conflict
    from desktop.workflows.told import Told
    from inference.report.verify import Check
    from viewer.dicom.decode import Decoder
    from viewer.dicom.load import Loaded
    from viewer.dicom.tags import TagRow

T = TypeVar("T")


class Desktop(QObject):
    """The desk that commands work at (`desktop.desk.Desk`): owns the library, the jobs and the window."""

    def __init__(self, library_folder: Path, application: QApplication) -> None:
        super().__init__()
        self.application = application
        self.settings: Settings = load_settings()
        self.library = Library(library_folder)
        self.notices = Notices(self.library.folder / "crashes", self)
        self.jobs, self.marking, self.segmenting = Jobs(Engine(), self), Marking(self), Segmenting(self)
        self._decoder: Decoder | None = None
        self._decoder_lock = threading.Lock()
        self._cards: tuple[tuple[ModelCard, Path], ...] = ()
        self._after_name: Callable[[], None] | None = None
        self._closed = False
        VolumePane.start_with = staticmethod(stay_offline)
        self.window = MainWindow(self, self.jobs, lambda: self.author, self.settings.reader_name or login_name())
        self._open = OpenStudy(self, self.window)
        self.room, self.hanging = self.window.reading.room, self._open.hanging
        self._report = OpenReport(self, self.window, self._open)
        self._measured = OpenMeasurements(self, self.window, self._open)
        self._worklist = OpenWorklist(self, self.window)
        self._segmented = OpenSegmenting(self, self.window, self._open)
        self._models, self._marked = OpenModels(self, self.window), OpenMarking(self, self.window, self._open)
        self._connect()
        self.refresh_models()
        self.refresh_worklist()
        self.window.show_place("worklist")
        self.window.show_tool(self.grid.tool)
        self.window.wear(self.settings)
        if not self.settings.reader_name:
            self.window.ask_name.show()

    def _connect(self) -> None:
        window, worklist = self.window, self.window.worklist
        self.notices.noticed.connect(window.show_notice)
        window.messages.show_asked.connect(self.show)
        worklist.opened.connect(lambda uid: self.open_study(uid))
        worklist.dropped.connect(self.import_paths)
        worklist.demonstration_asked.connect(lambda: self.run(intake.load_demonstration))
        window.ask_name.answered.connect(self._on_name_answered)
        window.closing.connect(self.commit_text)
        self._open.changed.connect(window.commands.refresh)

    @property
    def study(self) -> Study | None:
        return self._open.study

    @property
    def case(self) -> CaseStore | None:
        return self._open.case

    @property
    def series(self) -> Series | None:
        return self._open.series

    @property
    def loaded(self) -> Loaded | None:
        return self._open.loaded

    @property
    def finding(self) -> Finding | None:
        return self._open.finding

    @property
    def measurement(self) -> Measurement | None:
        return self._open.measurement

    @property
    def draft(self) -> ReportDraft | None:
        return self._report.draft

    @property
    def signed(self) -> SignedReport | None:
        return self._report.signed

    @property
    def checked(self) -> Check | None:
        return self._report.checked

    @property
    def author(self) -> str:
        return f"user:{self.settings.reader_name or login_name()}"

    @property
    def grid(self) -> ViewGrid:
        return self.window.reading.grid

    @property
    def decoder(self) -> Decoder:
        """The decoder processes, made when first asked for, from any thread: importing pydicom takes its time."""
        with self._decoder_lock:
            if self._decoder is None:
                from viewer.dicom.decode import Decoder

                self._decoder = Decoder(initializer=stay_offline)
            return self._decoder

    def warm_up(self) -> None:
        """Start the decoder processes, so that the first study does not wait; back up the library where due."""
        self.start("Start the decoders", lambda tick: intake.get_ready(self.decoder), lambda nothing: None, of_study=False)
        if backup.is_due(self.library.database):
            database = self.library.database
            self.start("Back up the library", lambda tick: backup.back_up(database), lambda made: None, of_study=False)

    @property
    def indication(self) -> str:
        return self.window.reading.report.indication.text().strip()

    def facts(self) -> FactTable:
        if self.case is None or self.study is None:
            raise KnownError("No study is open.", "Open one from the worklist.")
        return fact_table(self.library, self.case, self.study)

    def cards(self, task: str) -> tuple[tuple[ModelCard, Path], ...]:
        return tuple((card, folder) for card, folder in self._cards if card.task == task)

    def run(self, command: Callable[[Desktop], None]) -> None:
        try:
            command(self)
        except KnownError as error:
            self.notices.show(error)

    def run_action(self, id: str) -> bool:
        """Do what the menu entry does; False when it is disabled now."""
        action = self.window.commands.actions[id]
        action.trigger()
        return action.isEnabled()

    def start(
        self, label: str, work: Callable[[Tick], T], then: Callable[[T], None], in_engine: bool = False, of_study: bool = True
    ) -> None:
        asked_for = self.study if of_study else None

        def done(future: Future[T]) -> None:
            if asked_for is not None and (self.study is None or self.study.uid != asked_for.uid):
                self.notices.about = rows.study_title(asked_for)
            error = future.exception()
            if error is not None:
                self.notices.show(error)
            else:
                with self.window.commands.refreshed_once():
                    self.run(lambda desk: then(future.result()))
            self.notices.about = ""

        self.jobs.run_in_thread(label, work, done, in_engine)

    def apply(self, edit: Edit) -> bool:
        if self.case is None:
            return False
        try:
            self.case.apply(edit)
        except KnownError as error:
            self.notices.show(error)
            self._open.refresh()  # show again what is stored
            return False
        return True

    def undo(self) -> None:
        self.commit_text()
        if self.case is not None:
            self.case.undo(self.author)

    def redo(self) -> None:
        self.commit_text()
        if self.case is not None:
            self.case.redo(self.author)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Bring folders, files or archives into the library."""
        self.run(lambda desk: intake.import_paths(desk, paths))

    def open_study(self, uid: str, series_uid: str = "", part: str = "") -> None:
        self.commit_text()
        with self.window.commands.refreshed_once():
            self.run(lambda desk: desk._open.open(uid, series_uid, part))
        if self.study is not None:
            self.window.setWindowTitle(f"Lightbox – {rows.study_title(self.study)}")

    def step_part(self, by: int) -> None:
        self._open.step_part(by)

    def open_selected(self) -> None:
        if (uid := self.window.worklist.selected_uid) is not None:
            self.open_study(uid)

    @property
    def meant_uid(self) -> str:
        if self.window.place == "worklist":
            return self.window.worklist.selected_uid or ""
        return self.study.uid if self.study is not None else ""

    def leave_study(self, uid: str) -> None:
        if self.study is not None and self.study.uid == uid:
            self.commit_text()
            self._open.leave()
            self.window.setWindowTitle("Lightbox")
            self.show("worklist")

    def ask(self, text: str, answer: str, then: Callable[[], None]) -> None:
        self.window.question.ask(tr(text), tr(answer), lambda: self.run(lambda desk: then()))

    def ask_words(self, question: str, before: str, then: Callable[[str], str], dropped: Callable[[], None]) -> None:
        self.window.ask_words.ask(tr(question), before, then, dropped)

    def choose(self, names: Sequence[tuple[str, str]], then: Callable[[int], None]) -> None:
        self.window.choice.ask([(tr(name), tr(tip)) for name, tip in names], self.window.reading.segments, lambda place: self.run(lambda desk: then(place)))

    def show_preview(self, segmentation: Segmentation | None, mask: Mask | None, lines: Sequence[str] = ()) -> None:
        self._open.show_preview(segmentation, mask, lines)

    def show_segmentation(self, id: str) -> None:
        self._open.show_segmentation(id)

    def refresh_worklist(self, new: Sequence[str] = ()) -> None:
        self._worklist.refresh(new)

    def say_of_model(self, id: str, said: Sequence[tuple[str, str]]) -> None:
        self._models.say_of(id, said)

    def show_conflicts(self, conflicts: Sequence[Conflict], apart: int, last_change: str) -> None:
        self._worklist.show_conflicts(conflicts, apart, last_change)

    def show_tags(self, title: str, rows: Sequence[TagRow]) -> None:
        self.window.tags.show_rows(title, rows)
        self.show("tags")

    def show_imported(self, summary: str, remarks: Sequence[Told]) -> None:
        self._worklist.show_imported(summary, remarks)

    def take_finding(self, id: str, jump: bool = True) -> None:
        self._open.take_finding(id, jump)

    def go_to_sentence(self, id: str) -> None:
        self._report.go_to_sentence(id)

    def show_words(self, words: str) -> None:
        self._report.show_words(words)

    def show_report(self) -> None:
        self.window.reading.show_panel("report", True)

    def start_addendum(self) -> None:
        self._report.start_addendum()

    def commit_text(self) -> None:
        self.window.reading.report.commit()

    def change_settings(self, **values: str | int) -> None:
        self.settings = replace(self.settings, **values)  # type: ignore[arg-type]
        try:
            save_settings(self.settings)
        except KnownError as error:
            self.notices.show(error)
        self.window.wear(self.settings)

    def ask_reader(self, then: Callable[[], None]) -> None:
        self._after_name = then
        self.window.ask_name.ask()

    def ask_folder(self, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(self.window, tr(title))
        return Path(name) if name else None

    def ask_files(self, title: str) -> Sequence[Path]:
        names, _ = QFileDialog.getOpenFileNames(self.window, tr(title))
        return [Path(name) for name in names]

    def show(self, place: PlaceName) -> None:
        if place == "worklist":
            self.refresh_worklist()
        elif place == "models":
            self.refresh_models()
        elif place == "patients":
            identity.look_for_conflicts(self)
        elif place == "imported":
            intake.show_last(self)
        self.window.show_place(place)

    def search(self) -> None:
        self.show("worklist")
        self.window.worklist.take_search()

    def toggle_panel(self, name: PanelName) -> None:
        self.window.toggle_panel(name)

    def next_panel(self) -> None:
        self.window.reading.next_panel()

    def open_palette(self) -> None:
        self.window.palette_of_commands.open()

    def toggle_outline(self) -> None:
        self.window.reading.segments.outline.toggle()

    def toggle_overlay(self) -> None:
        self._open.overlay_on = not self._open.overlay_on
        self._open.refresh_overlay()

    def scroll(self, steps: int) -> None:
        self.grid.scroll_pane(self.window.focused_pane, steps)

    def toggle_marks(self) -> None:
        self.window.toggles["marks"] = not self.window.toggles["marks"]
        for viewer in self.room.viewers:
            viewer.set_marks_shown(self.window.toggles["marks"])

    def quit(self) -> None:
        self.window.close()

    def wait_idle(self, timeout_s: float = 120.0) -> bool:
        """Keep the window alive until no job runs and nothing typed waits; for tests and pictures."""
        QApplication.processEvents()
        self.commit_text()
        ended = self.jobs.wait_idle(timeout_s)
        QApplication.processEvents()
        return ended

    def close(self, leaving: bool = False) -> None:
        """Keep the view, stop everything and let the library go; every edit is on disk. When `leaving` the process ends next."""
        if self._closed:
            return
        self._closed = True
        self.commit_text()
        self._open.close()
        self.window.close()
        self.jobs.close(PATIENCE_S if leaving else None)
        if self._decoder is not None:
            self._decoder.close()
        self.library.close()
        self.window.deleteLater()

    def refresh_models(self) -> None:
        """Look which models there are: at the start, and whenever their page is opened."""
        found = scan_cards([resources.path("models"), self.library.models_folder])
        self._cards = found.cards
        self._models.show(found)
        packs = [(card.id, card.name) for card, _ in found.cards if card.task == "llm"]
        self.window.reading.report.set_packs(packs)

    def _on_name_answered(self, name: str) -> None:
        self.change_settings(reader_name=name)
        then, self._after_name = self._after_name, None
        if then is not None:
            then()
        elif self.window.place == "reading":
            self.grid.focus_pane()


def open_desktop(library_folder: Path) -> Desktop:
    """The application on a library, with its window not shown yet; makes the `QApplication` where there is none."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Lightbox")
    dress(application, load_settings())
    return Desktop(library_folder, application)
