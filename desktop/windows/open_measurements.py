"""What was drawn on the study being read: the table of it, and the tools that need the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import measuring
from desktop.windows.main_window import MainWindow
from desktop.windows.open_study import OpenStudy
from desktop.workflows.measuring import MeasuredRow, box_of
from viewer.case.edits import MEASUREMENTS
from viewer.case.finding import Evidence
from viewer.scene.numbers import Numbers
from viewer.widgets.tr import decimals, tr


class OpenMeasurements(QObject):
    """The table is read from the case again whenever that or the selection changes."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._study = desk, study
        self._panel, room = window.reading.measurements, window.reading.room
        actions = window.commands.actions
        self._panel.set_actions([actions[id] for id in ("measure.rename", "measure.to_report", "measure.copy_table")])
        self._panel.chosen.connect(self._on_chosen)
        room.edit_made.connect(lambda edit: self._for_own(partial(measuring.apply, desk, edit)))
        room.words_asked.connect(lambda record: self._for_own(partial(measuring.ask_words, desk, record)))
        study.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what there is now."""
        content = self._desk.grid.content
        rows = [_in_words(row, content.numbers if row.record.frame_uid == content.frame_uid else None) for row in measuring.measured_rows(self._desk)]
        self._panel.show_rows(rows, self._study.mark[1])

    def _for_own(self, then: Callable[[], object]) -> None:
        """Go on with what was drawn on the open study; a prior is only looked at."""
        if self._study.is_own_active:
            then()
        else:
            self._study.refresh()
            self._desk.notices.say("Priors are only looked at.", "Open the prior itself to measure in it.")

    def _on_chosen(self, kind: str, id: str) -> None:
        record = self._study.case.get(kind, id) if self._study.case is not None else None
        if isinstance(record, MEASUREMENTS):
            self._study.select(kind, id)
            place = Evidence("", record.series_uid, record.frame_uid, box_of(record), None, record.source)
            self._study.go_to_place(place)


def _in_words(row: MeasuredRow, numbers: Numbers | None) -> MeasuredRow:
    """A line as the reader's language writes it, with the words that stand beside it on the open pictures; what is copied
    for other programs stays as it is.
    """
    shown = row.values if numbers is None else numbers.text_of(row.record, in_short=False)
    which, _, number = row.picture.rpartition(" ")
    return replace(
        row,
        name=row.name if row.record.label else tr(row.name),
        values=tuple(decimals(one) for one in shown if one != row.record.label),
        picture=f"{tr(which)} {number}" if number.isdigit() else row.picture,
        detail=tuple(decimals(one) for one in row.detail),
    )
