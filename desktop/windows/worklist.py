"""The list of studies: search as you type, bring more in, open one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look, words
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import grouped, tr

SEARCH_AFTER_MS = 120
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One study as a line. `date` is YYYYMMDD; `status` is a word of `viewer.case.study.Status`."""

    uid: str
    name: str
    patient_id: str
    date: str
    modalities: str
    description: str
    series: int
    instances: int
    status: str
    priors: int = 0
    demonstration: bool = False
    patient_number: int = 0
    is_new: bool = False


COLUMNS = ("", "Name", "ID", "Date", "Modality", "Description", "Series / pictures", "Priors", "Status")
WIDTHS = (28, 232, 150, 96, 76, 0, 126, 60, 100)


ANSWERED = frozenset((Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.ToolTipRole))
NAME, ID = COLUMNS.index("Name"), COLUMNS.index("ID")
PAGE = 100
"""Studies asked for at once: more than fit on a screen; the next ones come when the list is scrolled to them."""


class WorklistModel(QAbstractTableModel):
    """The first studies of a search; `fetch(offset)` gives the next ones up to `total`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[WorklistRow, ...] = ()
        self.total = 0
        self._cells: dict[int, tuple[str, ...]] = {}
        self._fetch: Callable[[int], Sequence[WorklistRow]] = lambda offset: ()
        self._doubtful: frozenset[int] = frozenset()
        self._bold = QFont(parent.font())
        self._bold.setBold(True)

    def mark_patients(self, numbers: frozenset[int]) -> None:
        """Mark the patients who may be another one too."""
        self._doubtful = numbers
        if self.rows:
            self.dataChanged.emit(self.index(0, ID), self.index(len(self.rows) - 1, ID))

    def is_doubtful(self, row: WorklistRow) -> bool:
        return row.patient_number in self._doubtful

    def show_rows(
        self, rows: Sequence[WorklistRow], total: int, fetch: Callable[[int], Sequence[WorklistRow]]
    ) -> None:
        self.beginResetModel()
        self.rows, self.total, self._fetch = tuple(rows), total, fetch
        self._cells = {}
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self.rows) < self.total

    def fetchMore(self, parent: Index) -> None:
        more = tuple(self._fetch(len(self.rows)))
        if not more:  # fewer than were counted: somebody took studies away meanwhile
            self.total = len(self.rows)
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
        self.rows += more
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in ANSWERED:  # Qt asks for ten things of each cell that it paints
            return None
        number, column = index.row(), index.column()
        row = self.rows[number]
        if column == ID and self.is_doubtful(row):
            doubt = self._doubt(row, role)
            if doubt is not None:
                return doubt
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(number)[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == 0:
            return look.qcolour("confirmed" if row.status == "signed" else "accent")
        if role == Qt.ItemDataRole.FontRole and row.is_new and column == NAME:
            return self._bold
        if role == Qt.ItemDataRole.ToolTipRole and column in (0, 8):
            return ", ".join((tr("Status: {status}", status=tr(row.status)), *((tr("imported just now"),) if row.is_new else ())))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._texts(number)[column]
        return None

    def _texts(self, number: int) -> tuple[str, ...]:
        """What stands in a row, put together once."""
        if number not in self._cells:
            self._cells[number] = _texts_of(self.rows[number])
        return self._cells[number]

    def _doubt(self, row: WorklistRow, role: int) -> Any:
        """How the ID of a patient looks who may be another one too."""
        if role == Qt.ItemDataRole.DisplayRole:
            return f"▲ {_texts_of(row)[ID]}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return look.qcolour("attention")
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("This may be the same patient as another one, or two in one: click to see them side by side")
        return None


def _texts_of(row: WorklistRow) -> tuple[str, ...]:
    priors = str(row.priors) if row.priors else "–"
    return (
        words.STUDY_MARKS.get(row.status, "○"),
        words.person(row.name) or tr("(no name)"),
        row.patient_id or tr("(no ID)"),
        words.date(row.date) or tr("(no date)"),
        row.modalities,
        row.description + (f"  {tr('(demonstration)')}" if row.demonstration else ""),
        f"{row.series} / {row.instances}",
        priors,
        tr(row.status),
    )


class Worklist(QWidget):
    """Search above, studies in the middle, a preview below; the empty list offers the demonstration study."""

    searched = Signal(str)
    selected = Signal(str)  # study UID
    opened = Signal(str)  # study UID
    dropped = Signal(object)  # list[Path]
    demonstration_asked = Signal()
    doubt_asked = Signal(int)  # number of a patient who may be another one too

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._is_showing = self._is_chosen = False
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search name, ID, date, modality, description or report text"))
        self.search.setAccessibleName(tr("Search studies"))
        self.search.setClearButtonEnabled(True)
        self.count = Label()
        look.make(self.count, "quiet")
        self._import = QToolButton()
        self._import.setText(tr("Import"))
        self._import.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._import.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._import.setToolTip(tr("Bring a folder, files or a zip archive into the library"))
        look.set_icon(self._import, "import")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        head.addWidget(self._import)

        self.model = WorklistModel(self)
        self.table = _table(self.model)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.clicked.connect(self._on_clicked)
        self.table.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.preview = QTextBrowser()
        self.preview.setOpenLinks(False)
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.setAccessibleName(tr("About the study"))
        look.make(self.preview, "preview")
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 1)
        split.setSizes([600, 150])
        split.setChildrenCollapsible(False)
        self.preview.setMinimumHeight(96)
        self.empty = EmptyLibrary()
        self.empty.load.clicked.connect(self.demonstration_asked)
        self.nothing_found = Label()
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignCenter)
        look.make(self.nothing_found, "quiet")
        self._stack = QStackedWidget()
        for widget in (split, self.empty, self.nothing_found):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_AFTER_MS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.search.textChanged.connect(self._timer.start)

    @property
    def selected_uid(self) -> str | None:
        """The study that the reader means. What was typed and not yet searched for is searched for first: a scanner of bar codes
        types a number and Return at once."""
        if self._timer.isActive():
            self._timer.stop()
            self.searched.emit(self.search.text())
        row = self.table.currentIndex().row()
        return self.model.rows[row].uid if 0 <= row < len(self.model.rows) else None

    def fit(self) -> None:
        """Make rows and columns as large as the text is now."""
        _fit(self.table)

    def take_search(self) -> None:
        """Let the reader type over what was searched."""
        self.search.setFocus()
        self.search.selectAll()

    def set_import_actions(self, actions: Sequence[QAction]) -> None:
        """Fill the Import menu."""
        menu = QMenu(self._import)
        menu.addActions(list(actions))
        self._import.setMenu(menu)

    def show_rows(
        self,
        rows: Sequence[WorklistRow],
        total: int | None = None,
        fetch: Callable[[int], Sequence[WorklistRow]] = lambda offset: (),
        select: str = "",
    ) -> None:
        """Show the first studies of `total`; `fetch` gives more when they are scrolled to.

        The study `select` becomes the selected one. Without it, what the reader selected stays selected, and where it
        is on the screen, while it is among them; what nobody chose is the first one, at the top.
        """
        before = select or (self.selected_uid if self._is_chosen else None)
        place = self.table.verticalScrollBar().value()
        total = len(rows) if total is None else total
        uids = [row.uid for row in rows]
        at = uids.index(before) if before in uids else 0
        self._is_showing = True
        self.model.show_rows(rows, total, fetch)
        if rows:
            self.table.selectRow(at)
            self.table.verticalScrollBar().setValue(place if at and not select else 0)
            self.table.scrollTo(self.model.index(at, 0))
        self._is_showing = False
        self._is_chosen = before in uids
        self.count.setText((tr("{count} study") if total == 1 else tr("{count} studies")).format(count=grouped(total)))
        words_searched = " ".join(self.search.text().split())
        self.nothing_found.setText(tr("No study matches “{words}”. Clear the search to see all of them.", words=words_searched[:60]))
        self._stack.setCurrentIndex(0 if rows else 2 if words_searched else 1)

    def say_new(self, count: int) -> None:
        """Say how many of the listed studies came just now and stand above the others."""
        if count:
            self.count.setText(tr("{text} · {count} new above", text=self.count.text(), count=grouped(count)))

    def give_up_search(self) -> None:
        """Search no more for what was just typed: the window closes."""
        self._timer.stop()

    def forget_search(self) -> None:
        """Empty the search without asking for all studies once more; one that is being typed stays."""
        if self.search.hasFocus():
            return
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._timer.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if index.column() == ID and self.model.is_doubtful(row):
            self.doubt_asked.emit(row.patient_number)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.rows[index.row()].uid)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if not self._is_showing:
            self._is_chosen = True
        if 0 <= current.row() < len(self.model.rows):
            self.selected.emit(self.model.rows[current.row()].uid)


class EmptyLibrary(QWidget):
    """What stands in a library without studies: what belongs here, and one action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label(tr("Studies appear here."))
        look.make(title, "title")
        text = Label(tr("Drop a DICOM folder, files or a zip archive on this window, or use Import."))
        look.make(text, "quiet")
        self.load = QPushButton(tr("Load the demonstration study"))
        self.load.setToolTip(tr("A synthetic chest CT with a known truth, made on this machine"))
        look.make(self.load, "primary")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        for widget in (title, text, self.load):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


def _table(model: WorklistModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.setAccessibleName(tr("Studies"))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(WIDTHS.index(0), QHeaderView.ResizeMode.Stretch)
    _fit(table)
    return table


def _fit(table: QTableView) -> None:
    """Rows and columns for the size of text and the words of the language."""
    table.verticalHeader().setDefaultSectionSize(theme.px(look.ROW_PX))
    metrics, states = table.fontMetrics(), [tr(status) for status in words.STUDY_MARKS]
    usual = (("●",), (), (), (words.date("20281228"),), ("CT MR PT",), (), ("88 / 8888",), ("88",), states)
    for column, width in enumerate(WIDTHS):
        if width:
            needed = [metrics.horizontalAdvance(text) + 26 for text in usual[column]] or [width + theme.px(40) - 40]
            table.setColumnWidth(column, max(width, table.horizontalHeader().sectionSizeHint(column), *needed))
