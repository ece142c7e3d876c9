"""Patients who may be one, side by side, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.store.patients import Conflict, PatientEntry
from desktop.windows import look, words
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

MOST_CONFLICTS, MOST_COLUMNS, MOST_STUDIES = 50, 5, 6
TWO_SEXES, IN_ONE_STUDY = "different sex", "one study"
ROWS = (("name", "Name"), ("id", "ID"), ("issuer", "Issuer of the ID"), ("birth_date", "Born"), ("sex", "Sex"))


class ConflictView(QFrame):
    """One conflict: a column for each patient, what differs with a mark, and what can be done about it."""

    merge_asked = Signal(int, object)  # the patient who stays, the others
    split_asked = Signal(object)  # study UIDs
    apart_asked = Signal(object)  # Conflict

    def __init__(self, conflict: Conflict, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.conflict = conflict
        look.make(self, "bar")
        title = Label(f"▲ {tr(conflict.text)}")
        look.make(title, "attention")
        title.setWordWrap(True)
        self.apart = QPushButton(tr("Keep apart"))
        self.apart.setToolTip(tr("They are different patients; do not ask again"))
        self.apart.clicked.connect(lambda: self.apart_asked.emit(conflict))
        if conflict.reason == IN_ONE_STUDY:  # pictures of two people in one study are not made right by a merge
            look.make(self.apart, "primary")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.apart)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for row, (_, text) in enumerate(ROWS):
            grid.addWidget(_quiet(tr(text)), row, 0)
        grid.addWidget(_quiet(tr("Studies")), len(ROWS), 0, Qt.AlignmentFlag.AlignTop)
        self.buttons: list[QPushButton] = []
        shown = conflict.entries[:MOST_COLUMNS]
        for column, entry in enumerate(shown, 1):
            for row, (field, _) in enumerate(ROWS):
                grid.addWidget(_cell(entry, field, field in conflict.differing), row, column)
            grid.addWidget(_selectable(_studies(entry)), len(ROWS), column, Qt.AlignmentFlag.AlignTop)
            button = self._button(conflict, entry)
            self.buttons.append(button)
            grid.addWidget(button, len(ROWS) + 1, column, Qt.AlignmentFlag.AlignLeft)
        if len(conflict.entries) > len(shown):
            grid.addWidget(_quiet(f"and {len(conflict.entries) - len(shown)} more"), 0, len(shown) + 1)
        grid.setColumnStretch(len(shown) + 1, 1)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(0, 12, 0, 12)
        column_of.setSpacing(8)
        column_of.addLayout(head)
        column_of.addLayout(grid)

    def _button(self, conflict: Conflict, entry: PatientEntry) -> QPushButton:
        if conflict.reason == TWO_SEXES:
            button = QPushButton(tr("Make these another patient"))
            button.setToolTip(tr("Move the studies of this column to a patient of their own"))
            uids = [study.uid for study in entry.studies]
            button.clicked.connect(lambda: self.split_asked.emit(uids))
        else:
            mixed = conflict.reason == IN_ONE_STUDY
            button = QPushButton(tr("Same person: merge into this one") if mixed else tr("Merge into this one"))
            button.setFlat(mixed)
            button.setToolTip(tr("They are one patient: list all studies under this name and ID"))
            others = [one.number for one in conflict.entries if one.number != entry.number]
            button.clicked.connect(lambda: self.merge_asked.emit(entry.number, others))
        return button


class PatientsPage(QWidget):
    """All conflicts of the library, those of one patient first; merging can be undone here."""

    merge_asked = Signal(int, object)
    split_asked = Signal(object)
    apart_asked = Signal(object)
    undo_asked = Signal()
    ask_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = Label()
        self.summary.setWordWrap(True)
        self.undo = QPushButton(tr("Undo"))
        self.undo.clicked.connect(self.undo_asked)
        self.again = QPushButton(tr("Ask again"))
        self.again.clicked.connect(self.ask_again)
        head = QHBoxLayout()
        head.addWidget(self.summary, 1)
        head.addWidget(self.again)
        head.addWidget(self.undo)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        self.views: list[ConflictView] = []
        self._conflicts: tuple[Conflict, ...] = ()
        self._first = 0
        self.show_conflicts((), 0, "")

    def put_first(self, number: int) -> None:
        """Show the conflicts of this patient above the others."""
        self._first = number
        self._fill()

    def show_conflicts(self, conflicts: Sequence[Conflict], apart: int, last_change: str) -> None:
        """Show these; `apart` were kept apart by the reader, `last_change` is what Undo takes back."""
        self._conflicts = tuple(conflicts)
        found = len(conflicts)
        said = (tr("{count} pair or group to look at") if found == 1 else tr("{count} pairs or groups to look at")).format(count=found) if found else tr("No two patients look like one")
        self.summary.setText(" ".join((f"{said}.", tr("{apart} kept apart.", apart=apart) if apart else "")).strip())
        self.again.setVisible(bool(apart))
        self.again.setToolTip(tr("Show again those that were kept apart"))
        self.undo.setVisible(bool(last_change))
        self.undo.setToolTip(tr("Undo: {last_change}", last_change=last_change))
        self._fill()

    def _fill(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(0)
        first = [one for one in self._conflicts if self._first in {entry.number for entry in one.entries}]
        rest = [one for one in self._conflicts if one not in first]
        self.views = [ConflictView(conflict) for conflict in (*first, *rest)[:MOST_CONFLICTS]]
        for view in self.views:
            view.merge_asked.connect(self.merge_asked)
            view.split_asked.connect(self.split_asked)
            view.apart_asked.connect(self.apart_asked)
            column.addWidget(view)
        if len(self._conflicts) > len(self.views):
            column.addWidget(_quiet(tr("And {count} more, when these are done.", count=len(self._conflicts) - len(self.views))))
        column.addStretch(1)
        if (before := self._area.takeWidget()) is not None:
            before.deleteLater()  # not now: the change may come from a button inside it
        self._area.setWidget(inside)


def _quiet(text: str) -> QLabel:
    label = Label(text)
    look.make(label, "quiet")
    return label


def _selectable(text: str) -> QLabel:
    label = Label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label


def _cell(entry: PatientEntry, field: str, differs: bool) -> QLabel:
    value = str(getattr(entry.patient, field))
    said = {"name": words.person, "birth_date": words.date}.get(field, str)(value) or tr("not stated")
    label = _selectable(f"≠ {said}" if differs else said)
    if differs:
        look.make(label, "attention")
    return label


def _studies(entry: PatientEntry) -> str:
    lines = [" ".join(part for part in (words.date(one.date) or tr("no date"), one.description) if part) for one in entry.studies]
    lines += [(tr("named in {files} file of another's study") if files == 1 else tr("named in {files} files of another's study")).format(files=files) for _, files in entry.named_in]
    return "\n".join([*lines[:MOST_STUDIES], *([f"and {len(lines) - MOST_STUDIES} more"] if len(lines) > MOST_STUDIES else [])])
