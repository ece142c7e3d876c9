"""The prior beside the open study: aligned by itself, and the table of lesions that were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import comparing
from desktop.windows.main_window import MainWindow
from viewer.case.registration import Registration

if TYPE_CHECKING:
    from desktop.windows.open_study import OpenStudy


class OpenComparison(QObject):
    """Looks again whenever the case changes or another part is there."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._study = desk, study
        self._tried: set[tuple[str, str]] = set()
        self._known: tuple[Registration, ...] = ()
        study.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Link by what the case knows; align once what is not aligned yet."""
        if self._study.case is None:
            self._tried.clear()
        known = self._study.case.all_of(Registration) if self._study.case is not None else ()
        if known != self._known:
            self._known = known
            comparing.refresh(self._desk)
        beside = comparing.find_beside(self._desk)
        if beside is None or comparing.is_aligned(self._desk) or beside.series.modality != beside.prior_series.modality:
            return
        frames = beside.volume.geometry.frame_uid, beside.prior_volume.geometry.frame_uid
        if frames[0] != frames[1] and frames not in self._tried:
            self._tried.add(frames)
            comparing.align(self._desk)
