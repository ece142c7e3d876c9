"""The one window: worklist or reading place, messages and jobs below, nothing modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk, PanelName
from desktop.jobs import Jobs
from desktop.notices import Notice
from desktop.settings import Settings
from desktop.windows import look, own_keys
from desktop.windows.about import about_page
from desktop.windows.aside_page import AsidePage
from desktop.windows.ask_name import AskName
from desktop.windows.ask_words import AskWords
from desktop.windows.commands import Commands
from desktop.windows.focus_line import FocusLine
from desktop.windows.hanging_page import HangingPage
from desktop.windows.import_page import ImportPage
from desktop.windows.job_panel import JobPanel
from desktop.windows.keys_page import KeysPage
from desktop.windows.layout_picker import LayoutPicker
from desktop.windows.message_bar import MessageBar
from desktop.windows.model_library import ModelLibrary
from desktop.windows.page import Page
from desktop.windows.palette import Palette
from desktop.windows.patients_page import PatientsPage
from desktop.windows.phrases_page import PhrasesPage
from desktop.windows.question import Question
from desktop.windows.reading import Reading
from desktop.windows.short_menu import ShortMenu
from desktop.windows.status_row import StatusRow
from desktop.windows.tags_page import TagsPage
from desktop.windows.versions_page import VersionsPage
from desktop.windows.wear import wear
from desktop.windows.worklist import Worklist
from viewer.case.volume import Window
from viewer.scene.value_text import window_text
from viewer.widgets import gestures, theme
from viewer.widgets.label import tip_of
from viewer.widgets.tr import tr

MARKING = "right click: outside · Enter keeps · Esc leaves"
HINTS = {
    "polyline": "Enter ends it", "spline": "Enter ends it", "livewire": "Enter ends it",
    "bidirectional": "drag the long axis, then the short one; Enter keeps the one proposed", "angle": "three points, the corner second",
    "cobb angle": "one line along each end plate", "calibration": "drag along something of known length",
}  # fmt: skip
"""What tools want that take more than one drag."""
PLACES = ("worklist", "reading", "imported", "patients", "models", "hanging", "keys", "tags", "phrases", "versions", "aside", "about")
SMALLEST = QSize(800, 500)
"""A screen of 1920 x 1080 at 200 % has 960 x 540 logical pixels, some of them the system's."""
USUAL = QSize(1440, 900)
ROOMY = QSize(1600, 1000)
"""A smaller screen is filled by the window."""


class MainWindow(QMainWindow):
    """Puts the parts in their places; what they do is joined in `desktop.app`."""

    closing = Signal()

    def __init__(self, desk: Desk, jobs: Jobs, author: Callable[[], str], suggested_name: str) -> None:
        super().__init__()
        self.setWindowTitle("Lightbox")
        self.setMinimumSize(SMALLEST)
        self.setStyleSheet(look.style_sheet())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.worklist = Worklist()
        self.reading = Reading(author)
        self.models = ModelLibrary()
        self.ask_name = AskName(suggested_name)
        self.ask_name.hide()
        self.question, self.ask_words, self.choice = Question(), AskWords(), ShortMenu(self)
        self.messages = MessageBar()
        self.job_panel = JobPanel(jobs)
        for frame in (self.messages, self.job_panel):
            look.make(frame, "bar")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.worklist)
        self.stack.addWidget(self.reading)
        self.imported, self.patients, self.hanging = ImportPage(), PatientsPage(), HangingPage()
        self.tags, self.phrases = TagsPage(), PhrasesPage()
        self.versions, self.aside = VersionsPage(), AsidePage()
        self.keys = KeysPage(gestures.mouse_rows())
        self.keys.changed.connect(lambda said: desk.change_settings(changed_keys=said))
        for title, body in (
            (tr("The last import"), self.imported),
            (tr("Patients who may be one"), self.patients),
            (tr("Models on this machine"), self.models),
            (tr("Hanging protocols"), self.hanging),
            (tr("Keys"), self.keys),
            ("DICOM elements", self.tags),
            (tr("My short words and sentences"), self.phrases),
            (tr("Versions of the report"), self.versions),
            (tr("Not part of the report"), self.aside),
            (tr("About Lightbox"), about_page()),
        ):
            page = Page(title, body)
            page.left.connect(self.go_back)
            self.stack.addWidget(page)
        self._before = "worklist"
        self.focused_pane = "axial"
        self.reading.room.pane_focused.connect(self._on_pane_focused)
        self.toggles = {"marks": True}
        self.status = StatusRow(jobs)
        self.ask_words.asked.connect(self.status.setHidden)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.ask_name, self.question, self.stack, self.messages, self.job_panel, self.status, self.ask_words):
            column.addWidget(widget)
        column.setStretch(2, 1)
        self.setCentralWidget(inside)
        self.commands = Commands(desk, self._places(), self)
        self.commands.fill_menu_bar(self.menuBar())
        bar = self.tool_bar = QToolBar(tr("Tools"))
        bar.setMovable(False)
        bar.setIconSize(QSize(theme.px(theme.ICON_PX), theme.px(theme.ICON_PX)))
        self.commands.fill_tool_bar(bar)
        self.layout_picker = LayoutPicker()
        bar.insertWidget(self.commands.actions["view.maximise"], self.layout_picker)
        self.addToolBar(bar)
        self._show_more()
        actions = self.commands.actions
        self.worklist.set_import_actions(
            [actions[id] for id in ("study.import_folder", "study.import_files", "study.demonstration")]
        )
        self.reading.report.set_export_actions([actions[id] for id in actions if id.startswith("report.export")])
        self._focus_line = FocusLine(self)
        self.palette_of_commands = Palette(lambda: tuple(actions.values()), self)

    def _show_more(self) -> None:
        """The buttons of what has no room in the bars are seen: Qt's own are dark on dark."""
        for bar, name in ((self.tool_bar, "qt_toolbar_ext_button"), (self.menuBar(), "qt_menubar_ext_button")):
            if (more := bar.findChild(QToolButton, name)) is not None:
                more.setIcon(theme.icon(look.ICONS["more"]))
                more.setToolTip(tr("More commands"))

    def wear(self, settings: Settings) -> None:
        """Colours, size of text and keys as the settings say."""
        self.commands.set_keys(own_keys.keys_of(settings.changed_keys))
        self.keys.show_keys(settings.changed_keys)
        application = QApplication.instance()
        if isinstance(application, QApplication) and wear(application, settings):
            self.setStyleSheet(look.style_sheet())
            look.draw_icons(self)
            self._show_more()
            self.worklist.fit()
            self.reading.fit()
            self.models.refresh()
            self.tool_bar.setIconSize(QSize(theme.px(theme.ICON_PX), theme.px(theme.ICON_PX)))

    def open_in(self, room: QRect) -> None:
        """Show the window in the free part of a screen: all of it where that is small."""
        if room.width() < ROOMY.width() or room.height() < ROOMY.height():
            self.setGeometry(room)
            self.showMaximized()
        else:
            self.resize(USUAL)
            self.show()

    @property
    def place(self) -> str:
        return PLACES[self.stack.currentIndex()]

    def show_place(self, name: str) -> None:
        """Show the worklist, the reading place or a page."""
        was = self.place
        if was in ("worklist", "reading"):
            self._before = was
        self.stack.setCurrentIndex(PLACES.index(name))
        if name == "worklist":
            self.worklist.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name == "reading":
            if was != "reading":  # who writes there goes on writing
                self.reading.grid.focus_pane()
        else:
            self.stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        self.status.show_reading(name == "reading")

    def toggle_panel(self, name: PanelName) -> None:
        """Fold or unfold a panel."""
        if name == "jobs":
            self.job_panel.fold(not self.job_panel.folded)
        else:
            self.reading.show_panel(name, not self.reading.is_shown(name))

    def go_back(self) -> None:
        """Leave a page for the place it was opened from."""
        self.show_place(self._before)

    def show_notice(self, notice: Notice) -> None:
        """A note goes to the status row; what needs an answer stays in a bar until it is closed."""
        if notice.level == "note":
            self.status.show_note(notice)
        else:
            self.messages.show_notice(notice)

    def forget_study(self) -> None:
        """Drop what was said of the study that was open: another patient's warnings must not stand here."""
        self.messages.clear()
        self.ask_words.drop()
        self.status.note.setText("")
        self.forget_images()

    def forget_images(self) -> None:
        """Drop what was said of the images that were shown."""
        self.status.window_level.setText("")
        self.status.point.setText("")
        self.show_oddities("", "")

    def show_oddities(self, line: str, in_full: str) -> None:
        """Say what is odd about the images: in a few words below them, and in whole sentences beside them."""
        self.status.oddities.setText(line)
        self.status.oddities.setToolTip(tip_of(in_full))
        self.reading.segments.show_notes(in_full)

    def show_window_level(self, centre: float, width: float) -> None:
        self.status.window_level.setText(window_text(Window(centre, width)))

    def show_tool(self, name: str) -> None:
        """Mark the tool of the left button."""
        hint = MARKING if name.startswith("mark") else HINTS.get(name, "")
        self.status.tool.setText(" · ".join(tr(part) for part in (name, hint) if part))
        self.commands.show_tool(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _on_pane_focused(self, name: str) -> None:
        self.focused_pane = name

    def _places(self) -> dict[str, list[QWidget]]:
        reading = self.reading
        return {
            "worklist": [self.worklist.table, self.worklist.search],
            "viewer": [reading.room, reading.strip],
            "findings": [reading.findings.list, reading.measurements.list],
            "editor": [reading.report],
        }
