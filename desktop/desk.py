"""What a command may use: the protocol between commands and the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from desktop.jobs import Jobs
from desktop.marking import Marking
from desktop.notices import Notices
from desktop.segmenting import Segmenting
from desktop.settings import Settings
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from viewer.case.edits import Edit, Measurement
from viewer.case.finding import Finding
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.study import Series, Study

if TYPE_CHECKING:
    from desktop.store.patients import Conflict
    from desktop.workflows.told import Told
    from inference.cards import ModelCard
    from inference.report.verify import Check
    from viewer.case.facts import FactTable
    from viewer.case.hanging import HangingProtocol
    from viewer.case.segmentation import Segmentation
    from viewer.case.volume import Mask
    from viewer.dicom.decode import Decoder
    from viewer.dicom.load import Loaded
    from viewer.dicom.tags import TagRow
    from viewer.widgets.reading_room import ReadingRoom
    from viewer.widgets.view_grid import ViewGrid

T = TypeVar("T")


class Hanging(Protocol):
    """What stands in which viewer: layouts, priors, and hanging protocols."""

    def arrange(self, rows: int, columns: int, views: str = "") -> None:
        """Another number of viewers, each with these views of its volume; new ones get series that are not shown yet."""
    def show_beside(self, study: Study, series: Series) -> None:
        """Show a series of a prior beside the active viewer, linked with it."""
    @property
    def priors(self) -> tuple[Study, ...]:
        """Earlier studies of the patient, newest first."""
    def fitting(self) -> tuple[HangingProtocol, ...]: ...
    def apply(self, protocol: HangingProtocol) -> None: ...
    def as_protocol(self, name: str) -> HangingProtocol: ...
    def find_prior(self) -> tuple[Study, Series] | None:
        """The newest prior to be compared, and of it what is most like the series on the screen."""

PlaceName = Literal["worklist", "reading", "imported", "patients", "models", "hanging", "keys", "tags", "phrases", "versions", "aside", "about"]
PanelName = Literal["series", "findings", "report", "calculators", "jobs"]


class Desk(Protocol):
    """What a command may use: the open study, its case, the jobs, and the parts of the window."""

    library: Library
    jobs: Jobs
    notices: Notices
    settings: Settings
    marking: Marking
    """What is being outlined by marks."""
    segmenting: Segmenting
    """The segment in hand."""

    @property
    def decoder(self) -> Decoder:
        """The decoder processes; asked for on the thread that needs them."""
    @property
    def study(self) -> Study | None: ...
    @property
    def case(self) -> CaseStore | None: ...
    @property
    def series(self) -> Series | None: ...
    @property
    def loaded(self) -> Loaded | None: ...
    @property
    def finding(self) -> Finding | None:
        """The finding in hand."""
    @property
    def measurement(self) -> Measurement | None:
        """What is selected of the things drawn on the images."""
    @property
    def draft(self) -> ReportDraft | None: ...
    @property
    def signed(self) -> SignedReport | None:
        """The newest signed version."""
    @property
    def checked(self) -> Check | None:
        """What the check says about the draft now."""
    @property
    def author(self) -> str:
        """``user:<name>`` of the reader, never empty."""
    @property
    def grid(self) -> ViewGrid:
        """The active viewer."""
    @property
    def room(self) -> ReadingRoom: ...
    @property
    def hanging(self) -> Hanging: ...

    def facts(self) -> FactTable: ...
    def cards(self, task: str) -> tuple[tuple[ModelCard, Path], ...]: ...
    def start(
        self,
        label: str,
        work: Callable[[Tick], T],
        then: Callable[[T], None],
        in_engine: bool = False,
        of_study: bool = True,
    ) -> None:
        """Run `work` on a thread; `then` gets its value on the main thread. Failures go to the message bar.

        What is said of work `of_study` names the study when another one is open by then.
        """
    def run(self, command: Callable[[Desk], None]) -> None:
        """Run a command; a `KnownError` goes to the message bar."""
    def apply(self, edit: Edit) -> bool:
        """Write an edit to the open case; False when it was refused, which the message bar says."""
    def open_study(self, uid: str, series_uid: str = "", part: str = "") -> None: ...
    def step_part(self, by: int) -> None:
        """Open the next part of the series, or with -1 the one before."""
    def refresh_worklist(self, new: Sequence[str] = ()) -> None:
        """Read the list of studies again; those that are `new` come first, and the latest of them is selected."""
    def refresh_models(self) -> None:
        """Look again which models there are and what was measured of them."""
    def say_of_model(self, id: str, said: Sequence[tuple[str, str]]) -> None:
        """Keep sentences for a model's page while the window is open, each with a role of the theme."""
    def show_conflicts(self, conflicts: Sequence[Conflict], apart: int, last_change: str) -> None:
        """Show patients who may be one; `apart` were kept apart, `last_change` is what undo takes back."""
    def show_tags(self, title: str, rows: Sequence[TagRow]) -> None:
        """Show the elements of a picture on their page."""
    def show_imported(self, summary: str, remarks: Sequence[Told]) -> None:
        """Show what an import refused and found odd, in a list to look at afterwards."""
    def take_finding(self, id: str, jump: bool = True) -> None:
        """Take a finding in hand and move every view there."""
    def go_to_sentence(self, id: str) -> None: ...
    def show_words(self, words: str) -> None:
        """Show a sentence of a report that is being drafted; an empty one ends that."""
    def show_report(self) -> None:
        """Unfold the report."""
    def start_addendum(self) -> None: ...
    def commit_text(self) -> None:
        """Send what was typed and not yet sent."""
    @property
    def indication(self) -> str: ...
    def change_settings(self, **values: str | int) -> None:
        """Keep settings, and show the window as they say."""
    def ask_reader(self, then: Callable[[], None]) -> None:
        """Ask for the reader's name, in place, and go on when it is given."""
    def ask_folder(self, title: str) -> Path | None: ...
    def ask_files(self, title: str) -> Sequence[Path]: ...
    def show(self, place: PlaceName) -> None: ...
    def toggle_panel(self, name: PanelName) -> None: ...
    def next_panel(self) -> None: ...
    def open_palette(self) -> None: ...
    def search(self) -> None: ...
    def open_selected(self) -> None: ...
    @property
    def meant_uid(self) -> str:
        """The study that a command on whole studies means: the one selected in the worklist, else the open one."""
    def leave_study(self, uid: str) -> None:
        """Close a study, if it is the open one: its pictures are about to go."""
    def ask(self, text: str, answer: str, then: Callable[[], None]) -> None:
        """Ask in place before something that cannot be undone; `answer` is what the button says that does it."""
    def ask_words(self, question: str, before: str, then: Callable[[str], str], dropped: Callable[[], None]) -> None:
        """Ask for a few words in place; `then` returns what is wrong with them, and `dropped` follows on Escape."""
    def choose(self, names: Sequence[tuple[str, str]], then: Callable[[int], None]) -> None:
        """Ask in a short menu which one is meant: names, each with a sentence about it."""
    def show_segmentation(self, id: str) -> None:
        """Show this segmentation of the open images rather than others, with the contours that came with it."""
    def show_preview(self, segmentation: Segmentation | None, mask: Mask | None, lines: Sequence[str] = ()) -> None:
        """Show a coarse result or a comparison, which is not in the case, over its series with what is said of it;
        None ends that."""
    def toggle_outline(self) -> None: ...
    def toggle_overlay(self) -> None: ...
    def scroll(self, steps: int) -> None: ...
    def toggle_marks(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def quit(self) -> None: ...
