"""What one viewer of the room shows: a part of a series of the open study or of a prior, with that study's records."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.store.case_store import CaseStore
from desktop.windows.shown_series import ShownSeries
from desktop.windows.study_strip import StudyStrip
from viewer.case.contours import Contours
from viewer.case.finding import Evidence, Finding
from viewer.case.key_image import KeyImage
from viewer.case.presentation import Presentation
from viewer.case.segmentation import Segmentation
from viewer.case.study import Part, Series, Study
from viewer.widgets.view_grid import ViewGrid

if TYPE_CHECKING:
    from viewer.dicom.load import Loaded

VIEW_SETTING = "view"


class OpenCell(QObject):
    """Opens parts into one viewer, keeps how they were looked at, and goes to a place once they are there."""

    pictures_came = Signal()
    placed = Signal()
    """The first pictures of a part are there, where it was looked at last."""

    def __init__(self, desk: Desk, viewer: ViewGrid, strip: StudyStrip) -> None:
        super().__init__(viewer)
        self._desk, self._strip = desk, strip
        self.viewer = viewer
        self.shown = ShownSeries(desk, viewer, strip)
        self.study: Study | None = None
        self.case: CaseStore | None = None
        self.jump_to: Evidence | None = None
        """Where the reader wants to go as soon as it can be shown."""
        self._placed = self._is_other = False
        self._place: tuple[str, str, Mapping[str, Any]] = ("", "", {})
        self.shown.pictures_came.connect(self._on_pictures_came)

    @property
    def series(self) -> Series | None:
        """The one on the screen, or on its way there."""
        return self.shown.series

    @property
    def loaded(self) -> Loaded | None:
        """The part on the screen, once all of it is there."""
        return self.shown.loaded

    @property
    def part(self) -> Part | None:
        return self.shown.part

    @property
    def segmentations(self) -> list[Segmentation]:
        """Those on the grid of the images."""
        if self.case is None or self.loaded is None or self.loaded.volume is None:
            return []
        geometry = self.loaded.volume.geometry
        return [row for row in self.case.all_of(Segmentation) if row.geometry == geometry]

    def show_records(self, selected_id: str, segmentation: Segmentation | None) -> None:
        """Draw what the case of this cell's study holds now; of several structure sets the one of the `segmentation`."""
        if self.case is None or self.part is None:
            return
        findings = [finding for finding in self.case.all_of(Finding) if finding.status != "rejected"]
        evidence = {row.id: row for row in self.case.all_of(Evidence)}
        self.viewer.set_records(self.case.measurements(), findings, evidence, selected_id)
        self.viewer.set_contours(self._contours(segmentation))
        self.viewer.set_presented(self.case.all_of(Presentation), self.case.all_of(KeyImage))

    def _contours(self, segmentation: Segmentation | None) -> list[Contours]:
        """All sets of the images, or the one that came with the segmentation on them where each came with one."""
        assert self.case is not None
        sets = [row for row in self.case.all_of(Contours) if self.series is None or row.series_uid == self.series.uid]
        filled = {row.source.run_id for row in self.segmentations}
        if segmentation is None or not all(row.source.run_id in filled for row in sets):
            return sets
        return [row for row in sets if row.source.run_id == segmentation.source.run_id]

    def open(self, study: Study, case: CaseStore, series: Series, key: str = "") -> None:
        """Show a part of a series; the place in the part before stays where they share one."""
        self.keep_view()
        self._is_other = self.series is None or self.series.uid != series.uid
        self.study, self.case = study, case
        self._placed, self._place = False, ("", "", {})
        self.shown.open(study, series, key)

    def step_part(self, by: int) -> None:
        """Show the next part of the series (1) or the one before (-1), at the same place where they share one."""
        key, series = self.shown.neighbour(by), self.series
        if key is None or self.loaded is None or series is None or self.study is None or self.case is None:
            return
        place, part = self.viewer.view_state(), self.loaded.part
        self.open(self.study, self.case, series, key)
        self._place = part.frame_uid, part.group, place

    def close(self, text: str = "") -> None:
        """Keep how it was looked at and show nothing; `text` says what belongs here."""
        self.keep_view()
        self.shown.give_up()
        self.study, self.case, self.jump_to = None, None, None
        self.viewer.clear(text)

    def keep_view(self) -> None:
        """Keep window, place and magnification for the next time that the part is opened."""
        if self.study is None or self.loaded is None:
            return
        flat = self.viewer.content.straightened
        state = self.viewer.view_state() if flat is None else flat.views_before
        self._desk.library.set_setting(self._setting(), json.dumps(state), self.study.uid)

    def find_jump(self) -> str | None:
        """Go where the reader wants, or return the part that must be opened for that."""
        target, part = self.jump_to, self.part
        if target is None or part is None:
            return None
        if target.frame_uid == part.frame_uid:
            self.jump_to = None
            self.viewer.jump_to(target.centre_lps, target.box_lps)
            return None
        return self.shown.part_with(target.frame_uid)

    def _on_pictures_came(self) -> None:
        part = self.part
        if self.study is None or part is None:
            return
        first = not self._placed
        if first:
            self._placed = True
            kept = self._desk.library.get_setting(self._setting(), self.study.uid)
            frame_uid, group, place = self._place
            if frame_uid == part.frame_uid:
                if not group or group != part.group:  # another kind of values: a field map beside a magnitude
                    place = {**place, "window": self.viewer.view_state()["window"]}
                self.viewer.restore(place)
            elif kept:
                self.viewer.restore(json.loads(kept))
            elif self._is_other:  # how another series was looked at is nothing to this one
                self.viewer.set_inverted(False)
                self.viewer.set_colours("")
        self.pictures_came.emit()
        if first:
            self.placed.emit()

    def _setting(self) -> str:
        """The name under which the views of the part on the screen are kept."""
        assert self.series is not None and self.part is not None
        several = len(self._strip.parts.get(self.series.uid, ())) > 1
        return f"{VIEW_SETTING} {self.series.uid}{f' {self.part.key}' if several else ''}"
