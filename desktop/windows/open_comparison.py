"""The prior beside the open study: aligned by itself, and the table of lesions that were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import comparing, reformats
from desktop.windows.comparison_panel import ComparedRow
from desktop.windows.main_window import MainWindow
from desktop.workflows.changes import compared, trends
from desktop.workflows.measuring import place_text
from desktop.workflows.recist_sums import Followup, followup, key_of
from viewer.case.comparison import LesionPair
from viewer.case.finding import Evidence
from viewer.case.registration import Registration
from viewer.scene.corners import date
from viewer.widgets.tr import number, tr

if TYPE_CHECKING:
    from desktop.windows.open_study import OpenStudy


class OpenComparison(QObject):
    """Looks again whenever the case changes or another part is there."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._study = desk, study
        self._tried: set[tuple[str, str]] = set()
        self._known: tuple[Registration, ...] = ()
        self._panel = window.reading.comparison
        actions = window.commands.actions
        self._panel.set_actions([actions[id] for id in ("compare.lesions", "compare.pair", "compare.targets")])
        self._panel.chosen.connect(self._on_chosen)
        study.changed.connect(self.refresh)
        study.changed.connect(lambda: reformats.follow_lines(desk))
        window.reading.room.let_go.connect(lambda viewer: comparing.relay(desk))

    def refresh(self) -> None:
        """Link by what the case knows, align once what is not aligned yet, and show what was compared."""
        if self._study.case is None:
            self._tried.clear()
        known = self._study.case.all_of(Registration) if self._study.case is not None else ()
        if known != self._known:
            self._known = known
            comparing.relink(self._desk)
        comparing.relay(self._desk)
        self._show_table()
        beside = comparing.find_beside(self._desk)
        if beside is None or comparing.is_aligned(self._desk) or beside.series.modality != beside.prior_series.modality:
            return
        frames = beside.volume.geometry.frame_uid, beside.prior_volume.geometry.frame_uid
        if frames[0] != frames[1] and frames not in self._tried:
            self._tried.add(frames)
            comparing.align(self._desk)

    def _show_table(self) -> None:
        """The newest prior that was compared, with every lesion's sizes over all of them."""
        case, study = self._study.case, self._study.study
        rows = compared(case, study.date) if case is not None and study is not None else ()
        if case is None or study is None or not rows:
            self._panel.show_rows((), "", "", "")
            return
        newest = max(row.pair.prior_date for row in rows)
        lines, found = trends(rows), followup(case, study.date)
        shown = [
            ComparedRow(
                row, place_text(row.finding.where, row.finding.side, row.finding.zone) if row.finding is not None else "",
                lines[row.pair.id], key_of(row) in found.targets,
            )
            for row in rows
            if row.pair.prior_date == newest
        ]
        self._panel.show_rows(shown, date(newest), _sums(found), self._study.finding_id)

    def _on_chosen(self, pair: LesionPair) -> None:
        if pair.finding_id:
            self._desk.take_finding(pair.finding_id)
        else:
            made = next((row for row in self._known if row.other_frame_uid == pair.prior_frame_uid), None)
            if made is not None:
                place = Evidence("", made.series_uid, made.frame_uid, (pair.here_lps, pair.here_lps), None, pair.source)
                self._study.go_to_place(place)
        beside = comparing.find_beside(self._desk)
        if beside is not None:
            self._desk.room.links.bring(beside.prior)


def _sums(found: Followup) -> str:
    """The sums of the targets at every visit, and what the last one means."""
    if not found.responses:
        return f"RECIST 1.1: {tr(found.reason)}"
    sums = " → ".join("–" if row.sum_mm is None else number(row.sum_mm) for row in found.responses)
    last = found.responses[-1]
    nadir = "" if last.nadir_mm is None else tr(", nadir {size} mm", size=number(last.nadir_mm))
    new = tr(", {count} new", count=last.new_lesions) if last.new_lesions else ""
    return f"RECIST 1.1: {sums} mm, {last.category}{nadir}{new}"
