"""Every command of the window in one table: menus, tool bar, palette, keys and their page are made from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from desktop.jobs import Jobs
from desktop.notices import Notices
from desktop.settings import Settings
from desktop.steps import doubt, housekeeping, intake, measuring, model_library, models, reporting, review, sentences
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from viewer.case.edits import Edit, Measurement
from viewer.case.finding import Finding
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.study import Problem, Series, Study

if TYPE_CHECKING:
    from desktop.store.patients import Conflict
    from inference.cards import ModelCard
    from inference.report.verify import Check
    from viewer.case.facts import FactTable
    from viewer.case.segmentation import Segmentation
    from viewer.case.volume import Mask
    from viewer.dicom.decode import Decoder
    from viewer.dicom.load import Loaded
    from viewer.widgets.view_grid import ViewGrid

T = TypeVar("T")

Place = Literal["everywhere", "worklist", "viewer", "findings", "editor"]
PlaceName = Literal["worklist", "reading", "imported", "patients", "models", "keys", "about"]
PanelName = Literal["series", "findings", "report", "jobs"]
MENUS = ("Study", "Edit", "View", "Tools", "Measure", "Findings", "Report", "Help")


class Desk(Protocol):
    """What a command may use: the open study, its case, the jobs, and the parts of the window."""

    library: Library
    jobs: Jobs
    notices: Notices
    settings: Settings

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
    def grid(self) -> ViewGrid: ...

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
    def refresh_worklist(self) -> None: ...
    def refresh_models(self) -> None:
        """Look again which models there are and what was measured of them."""
    def say_of_model(self, id: str, said: Sequence[tuple[str, str]]) -> None:
        """Keep sentences for a model's page while the window is open, each with a role of the theme."""
    def show_conflicts(self, conflicts: Sequence[Conflict], apart: int, last_change: str) -> None:
        """Show patients who may be one; `apart` were kept apart, `last_change` is what undo takes back."""
    def show_imported(self, summary: str, problems: Sequence[Problem]) -> None:
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
    def show_preview(self, segmentation: Segmentation | None, mask: Mask | None, lines: Sequence[str] = ()) -> None:
        """Show a coarse result or a comparison, which is not in the case, over its series with what is said of it;
        None ends that."""
    def toggle_outline(self) -> None: ...
    def toggle_overlay(self) -> None: ...
    def scroll(self, steps: int) -> None: ...
    def toggle_maximised(self) -> None: ...
    def toggle_full_screen(self) -> None: ...
    def toggle_marks(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def quit(self) -> None: ...


def always(desk: Desk) -> bool:
    return True


def has_case(desk: Desk) -> bool:
    return desk.case is not None


def has_image(desk: Desk) -> bool:
    """Something can be seen, though not all of it may be there yet."""
    return desk.grid.has_image


def has_volume(desk: Desk) -> bool:
    return desk.loaded is not None and desk.loaded.volume is not None


def has_finding(desk: Desk) -> bool:
    return desk.finding is not None


def has_draft(desk: Desk) -> bool:
    return desk.draft is not None


def has_report(desk: Desk) -> bool:
    return desk.draft is not None or desk.signed is not None


def can_sign(desk: Desk) -> bool:
    draft, signed, checked = desk.draft, desk.signed, desk.checked
    if draft is None or (signed is not None and signed.draft == draft) or sentences.lacks_addendum(draft):
        return False
    return checked is not None and not checked.blocking


@dataclass(frozen=True, slots=True)
class Action:
    """One command. `keys` is one key sequence or empty; it works in `places` only.

    `text` is what the reader sees in menus and tips; `when` says whether it means anything now, and `why` what
    stands in the way when it does not.
    """

    id: str
    text: str
    keys: str
    places: tuple[Place, ...]
    run: Callable[[Desk], None]
    when: Callable[[Desk], bool] = always
    menu: str = ""
    icon: str = ""
    in_tool_bar: bool = False
    why: Callable[[Desk], str] = lambda desk: ""


def _needs_volume(desk: Desk) -> str:
    return "No images of a volume are open."


def _pick_tool(name: str, desk: Desk) -> None:
    desk.grid.pick_tool(name)


def _use_preset(key: str, desk: Desk) -> None:
    if not desk.grid.use_preset(key):
        unit = "CT in stored values" if desk.series is not None and desk.series.modality == "CT" else "not CT"
        desk.notices.say(f"Key {key} is a window in Hounsfield units; this is {unit}.", "Keys 1, 2 and 0 work here.")


_ALL: tuple[Place, ...] = ("everywhere",)
_VIEWER: tuple[Place, ...] = ("viewer",)
_REVIEW: tuple[Place, ...] = ("viewer", "findings")

_STUDY = (
    Action("study.import_folder", "Import folder", "Ctrl+O", _ALL, intake.import_folder, menu="Study", icon="import"),
    Action("study.import_files", "Import files or zip", "Ctrl+Shift+O", _ALL, intake.import_files, menu="Study"),
    Action("study.demonstration", "Load the demonstration study", "", _ALL, intake.load_demonstration, menu="Study"),
    Action("study.imported", "What the last import refused or found odd", "", _ALL, lambda desk: desk.show("imported"), menu="Study"),
    Action("study.patients", "Patients who may be one", "", _ALL, lambda desk: desk.show("patients"), menu="Study"),
    Action("worklist.open", "Open the selected study", "Return", ("worklist",), lambda desk: desk.open_selected(), menu="Study"),
    Action("worklist.show", "Worklist", "Ctrl+L", _ALL, lambda desk: desk.show("worklist"), menu="Study", icon="worklist", in_tool_bar=True),
    Action("worklist.search", "Search studies", "Ctrl+F", _ALL, lambda desk: desk.search(), menu="Study"),
    Action("study.disk_use", "What the study takes on disk", "", _ALL, housekeeping.disk_use, menu="Study"),
    Action("study.archive", "Archive the study to a folder", "", _ALL, housekeeping.archive, menu="Study"),
    Action("study.delete", "Delete the study", "", _ALL, housekeeping.delete, menu="Study"),
    Action("app.quit", "Quit", "Ctrl+Q", _ALL, lambda desk: desk.quit(), menu="Study"),
)  # fmt: skip

_EDIT = (
    Action("edit.undo", "Undo", "Ctrl+Z", _ALL, lambda desk: desk.undo(), lambda desk: desk.case is not None and bool(desk.case.undo_label), "Edit", "undo", True),
    Action("edit.redo", "Redo", "Ctrl+Shift+Z", _ALL, lambda desk: desk.redo(), lambda desk: desk.case is not None and bool(desk.case.redo_label), "Edit", "redo", True),
)  # fmt: skip

_TOOLS = tuple(
    Action(f"tool.{name.replace(' ', '_')}", text, keys, _VIEWER, partial(_pick_tool, name), has_image, "Tools", icon, True)
    for name, text, keys, icon in (
        ("select", "Select and move the crosshair", "S", "select"),
        ("window level", "Window and level", "W", "window"),
        ("pan", "Pan", "P", "pan"),
        ("zoom", "Zoom", "Z", "zoom"),
        ("scroll", "Scroll", "C", "scroll"),
    )
)  # fmt: skip

_DRAWN = tuple(
    Action(f"tool.{name.replace(' ', '_')}", text, keys, _VIEWER, partial(_pick_tool, name), has_image, "Measure", icon, in_tool_bar)
    for name, text, keys, icon, in_tool_bar in (
        ("ruler", "Ruler", "R", "ruler", True),
        ("bidirectional", "Two directions at right angles (RECIST)", "Shift+R", "bidirectional", True),
        ("polyline", "Length along a line", "L", "polyline", False),
        ("angle", "Angle", "A", "angle", True),
        ("cobb angle", "Cobb angle", "Shift+A", "cobb", False),
        ("ellipse", "Ellipse", "E", "ellipse", True),
        ("rectangle", "Rectangle", "Shift+E", "rectangle", False),
        ("freehand", "Region by hand", "H", "freehand", True),
        ("spline", "Region through points (spline)", "Shift+H", "spline", False),
        ("livewire", "Region along edges (live wire)", "Shift+L", "livewire", False),
        ("probe", "Value at a point", "Q", "probe", True),
        ("arrow", "Arrow", "Shift+T", "arrow", False),
        ("text", "Text", "T", "text", True),
        ("vertebra", "Names of vertebrae", "Shift+V", "vertebra", False),
    )
)  # fmt: skip

_MEASURE = (
    *_DRAWN,
    Action("tool.calibration", "Calibrate the picture by a known length", "K", _VIEWER, partial(_pick_tool, "calibration"), measuring.can_be_calibrated, "Measure", "calibration", why=measuring.why_not_calibrated),
    Action("measure.step_back", "Take the last point away", "Backspace", _VIEWER, lambda desk: desk.grid.step_back(), has_image, "Measure"),
    Action("measure.finish", "Finish what is being drawn", "Return", _VIEWER, lambda desk: desk.grid.finish_drawing(), has_image, "Measure"),
    Action("measure.rename", "Rename the measurement", "F9", _REVIEW, measuring.rename, measuring.has_measurement, "Measure", "rename"),
    Action("measure.to_report", "Write the measurement into the report", "Ctrl+M", _REVIEW, measuring.to_report, measuring.has_measurement, "Measure", "to report"),
    Action("measure.copy_table", "Copy all measurements as a table", "Ctrl+Alt+C", _ALL, measuring.copy_table, measuring.has_measurements, "Measure", "copy"),
)  # fmt: skip


def _toggle_smooth(desk: Desk) -> None:
    desk.grid.set_smooth(not desk.grid.view_state()["smooth"])


def _toggle_inverted(desk: Desk) -> None:
    desk.grid.set_inverted(not desk.grid.view_state()["inverted"])


def _next_file_window(desk: Desk) -> None:
    if not desk.grid.next_file_window():
        desk.notices.say("The file has no other window.", "The number keys have more.")


_WINDOWS = (
    *(
        Action(f"window.preset_{key}", f"Window: {name}", key, _VIEWER, partial(_use_preset, key), has_image, "View")
        for key, name in (
            ("1", "from the file"),
            ("2", "soft tissue, or percentiles"),
            ("3", "lung"),
            ("4", "bone"),
            ("5", "brain"),
            ("6", "liver"),
            ("7", "mediastinum"),
            ("8", "angio"),
            ("9", "stroke"),
            ("0", "full range"),
        )
    ),
    Action("window.next_in_file", "Next window of the file", "V", _VIEWER, _next_file_window, has_image, "View"),
)

_VIEW = (
    Action("view.reset", "Reset the views", "Home", _VIEWER, lambda desk: desk.grid.reset_view(), has_image, "View", "reset", True),
    Action("view.next", "Next picture", "Down", _VIEWER, lambda desk: desk.scroll(1), has_image, "View"),
    Action("view.previous", "Previous picture", "Up", _VIEWER, lambda desk: desk.scroll(-1), has_image, "View"),
    Action("view.further", "Ten pictures on", "PgDown", _VIEWER, lambda desk: desk.scroll(10), has_image, "View"),
    Action("view.back", "Ten pictures back", "PgUp", _VIEWER, lambda desk: desk.scroll(-10), has_image, "View"),
    Action("view.next_part", "Next part of the series: phase, echo, time point, picture", "Right", _VIEWER, lambda desk: desk.step_part(1), has_image, "View"),
    Action("view.previous_part", "Part of the series before", "Left", _VIEWER, lambda desk: desk.step_part(-1), has_image, "View"),
    Action("view.maximise", "One view or all four", "M", _VIEWER, lambda desk: desk.toggle_maximised(), has_image, "View", "layout", True),
    Action("view.overlay", "Show or hide segments", "G", _VIEWER, lambda desk: desk.toggle_overlay(), has_image, "View", "eye"),
    Action("view.outline", "Outlines only", "O", _VIEWER, lambda desk: desk.toggle_outline(), has_image, "View", "outline"),
    Action("view.marks", "Show or hide marks and crosshair", "X", _VIEWER, lambda desk: desk.toggle_marks(), has_image, "View", "crosshair"),
    Action("view.presentation", "Show or hide the presentation state", "J", _VIEWER, lambda desk: desk.grid.toggle_presentation(), lambda desk: desk.grid.has_presentation, "View"),
    Action("view.drawings", "Show or hide drawings in the pictures (overlays of the file)", "D", _VIEWER, lambda desk: desk.grid.toggle_drawings(), has_image, "View"),
    Action("view.inverted", "Invert", "I", _VIEWER, _toggle_inverted, has_image, "View"),
    Action("view.smooth", "Smooth or nearest pixels", "N", _VIEWER, _toggle_smooth, has_image, "View"),
    Action("view.cancel", "Drop the gesture, back to select", "Esc", _VIEWER, lambda desk: desk.grid.cancel_gesture(), has_image, "View"),
    Action("panel.series", "Fold the series strip", "F2", _ALL, lambda desk: desk.toggle_panel("series"), has_case, "View", "series"),
    Action("panel.findings", "Fold findings and segments", "F3", _ALL, lambda desk: desk.toggle_panel("findings"), has_case, "View", "findings"),
    Action("panel.report", "Fold the report", "F4", _ALL, lambda desk: desk.toggle_panel("report"), has_case, "View", "report", True),
    Action("panel.jobs", "Fold the running jobs", "F7", _ALL, lambda desk: desk.toggle_panel("jobs"), always, "View"),
    Action("panel.next", "Next panel", "F6", _ALL, lambda desk: desk.next_panel(), has_case, "View"),
    Action("app.full_screen", "Full screen", "F11", _ALL, lambda desk: desk.toggle_full_screen(), always, "View"),
)  # fmt: skip

_FINDINGS = (
    Action("model.segment", "Segment this series", "Ctrl+G", _ALL, models.segment, models.can_segment, "Findings", "segment", True, partial(models.why_not, "segmentation")),
    Action("model.segment_unsure", "Segment this series, with uncertainty", "", _ALL, doubt.segment_with_uncertainty, models.can_segment, "Findings", why=partial(models.why_not, "segmentation")),
    Action("segments.compare", "Compare two segmentations", "", _ALL, doubt.compare, doubt.can_compare, "Findings", why=lambda desk: "No two segmentations of this series share a structure."),
    Action("segments.end_comparison", "End the comparison", "", _ALL, lambda desk: desk.show_preview(None, None), has_volume, "Findings"),
    Action("findings.find", "Find lung nodules", "Ctrl+N", _ALL, models.find_nodules, models.can_find, "Findings", "find", True, partial(models.why_not, "detection")),
    Action("findings.accept", "Accept the finding", "Space", _REVIEW, review.accept, has_finding, "Findings"),
    Action("findings.reject", "Delete the selected mark, or reject the finding", "Del", _REVIEW, review.delete_or_reject, has_case, "Findings"),
    Action("findings.next", "Next finding", "Tab", _REVIEW, partial(review.step, 1), has_case, "Findings"),
    Action("findings.previous", "Previous finding", "Shift+Tab", _REVIEW, partial(review.step, -1), has_case, "Findings"),
    Action("findings.from_measurement", "Make the measurement a finding", "F", _REVIEW, measuring.to_finding, has_image, "Findings"),
)  # fmt: skip

_REPORT = (
    Action("report.draft", "Draft the report", "Ctrl+D", _ALL, partial(reporting.draft, ""), has_volume, "Report", "draft", True, why=_needs_volume),
    Action("report.next_problem", "Next problem", "F8", _ALL, reporting.next_problem, has_draft, "Report"),
    Action("report.sign", "Sign the report", "Ctrl+Return", _ALL, reporting.sign, can_sign, "Report", "sign"),
    Action("report.addendum", "Start an addendum", "", _ALL, lambda desk: desk.start_addendum(), lambda desk: desk.signed is not None, "Report"),
    Action("report.copy", "Copy the signed report as text", "Ctrl+Shift+C", _ALL, reporting.copy, lambda desk: desk.signed is not None, "Report", "copy"),
    Action("report.export", "Export PDF and DICOM", "Ctrl+E", _ALL, partial(reporting.export, ("pdf", "dicom-sr", "dicom-seg")), has_report, "Report", "export"),
    Action("report.export_pdf", "Export PDF only", "", _ALL, partial(reporting.export, ("pdf",)), has_report, "Report"),
    Action("report.export_dicom", "Export DICOM SEG and SR only", "", _ALL, partial(reporting.export, ("dicom-sr", "dicom-seg")), has_report, "Report"),
    Action("report.export_nifti", "Export segmentations as NIfTI", "", _ALL, partial(reporting.export, ("nifti",)), has_case, "Report"),
)  # fmt: skip

_HELP = (
    Action("app.palette", "All commands", "Ctrl+Shift+P", _ALL, lambda desk: desk.open_palette(), menu="Help", icon="palette"),
    Action("app.keys", "Keys", "F1", _ALL, lambda desk: desk.show("keys"), menu="Help", icon="keys"),
    Action("app.models", "Models", "", _ALL, lambda desk: desk.show("models"), menu="Help", icon="models"),
    Action("models.add_file", "Add a model from a file", "", _ALL, model_library.add_file, menu="Help"),
    Action("models.add_folder", "Add a model from a folder", "", _ALL, model_library.add_folder, menu="Help"),
    Action("app.reader", "Change the reader's name", "", _ALL, lambda desk: desk.ask_reader(lambda: None), menu="Help"),
    Action("app.about", "About Lightbox", "", _ALL, lambda desk: desk.show("about"), menu="Help"),
)  # fmt: skip

ACTIONS: tuple[Action, ...] = (*_STUDY, *_EDIT, *_TOOLS, *_MEASURE, *_WINDOWS, *_VIEW, *_FINDINGS, *_REPORT, *_HELP)


def find_action(id: str) -> Action:
    """The command with this id; a wrong id is our bug (`KeyError`)."""
    return {action.id: action for action in ACTIONS}[id]


def keys_by_place() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The page of keys: each place with its keys and what they do."""
    places: tuple[Place, ...] = ("everywhere", "viewer", "findings", "worklist", "editor")
    groups = []
    for place in places:
        rows = tuple((action.keys, action.text) for action in ACTIONS if place in action.places and action.keys)
        if rows:
            groups.append((str(place), rows))
    return tuple(groups)
