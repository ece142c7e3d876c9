"""The study being read: its case and pixels, the finding in hand, and the panels that show them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk
from desktop.steps import intake, models, overlays, review
from desktop.store.case_store import CaseStore
from desktop.windows import rows
from desktop.windows.main_window import MainWindow
from desktop.windows.open_cell import OpenCell
from desktop.windows.open_comparison import OpenComparison
from desktop.windows.open_document import ShownDocument
from desktop.windows.open_dose import OpenDose
from desktop.windows.open_hanging import OpenHanging
from desktop.windows.open_room import OpenRoom
from desktop.workflows.choose_series import choose_series
from viewer.case.edits import MEASUREMENT_KINDS, MEASUREMENTS, Edit, Measurement
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding
from viewer.case.key_image import KeyImage
from viewer.case.segmentation import Segmentation
from viewer.case.study import Event, Series, Study
from viewer.case.volume import Mask
from viewer.scene.dose_wash import DoseWash
from viewer.scene.uncertainty_wash import UncertaintyWash
from viewer.scene.wash import Wash

if TYPE_CHECKING:
    from desktop.workflows.documents import OpenDocument
    from viewer.dicom.load import Loaded

PANELS_SETTING = "panels"
READ = ("SR", "DOC", "KO")
IMAGELESS = (*READ, "SEG", "PR", "RTSTRUCT", "RTPLAN", "REG", "RWV", "HP")


class OpenStudy(QObject):
    """Everything is read from the case again after each edit; only what is selected is kept here."""

    changed = Signal()
    """The case or the selection changed: commands and the report look again."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._window, self._reading = desk, window, window.reading
        self.study: Study | None = None
        self.case: CaseStore | None = None
        self.finding_id = self.segmentation_id = ""
        self.mark: tuple[str, str] = ("", "")
        """Kind and id of what is selected of the things drawn."""
        self.opacity, self.outline_only, self.overlay_on = desk.settings.overlay_opacity, False, True
        self._visible: dict[str, frozenset[int]] = {}
        self._unsure: dict[str, UncertaintyWash] = {}
        self._preview: tuple[Segmentation, Mask, Sequence[str]] | None = None
        self._hovered_id = ""
        self.room = OpenRoom(desk, window)
        self._dose = OpenDose(desk, self.refresh_overlay)
        self.hanging = OpenHanging(desk, window, self.room)
        self._document = ShownDocument(desk, window.reading)
        self._comparison = OpenComparison(desk, window, self)
        self._connect()

    @property
    def series(self) -> Series | None:
        """The one on the screen, or on its way there."""
        return self._own.series

    @property
    def _own(self) -> OpenCell:
        return self.room.own

    @property
    def is_own_active(self) -> bool:
        """Whether commands on the images mean the open study, and not a prior beside it."""
        return self.room.is_own(self.room.active)

    @property
    def loaded(self) -> Loaded | None:
        """The part on the screen, once all of it is there."""
        return self._own.loaded

    @property
    def finding(self) -> Finding | None:
        return self.case.find(Finding, self.finding_id) if self.case is not None and self.finding_id else None

    @property
    def measurement(self) -> Measurement | None:
        """What is selected of the things drawn on the images."""
        record = self.case.get(*self.mark) if self.case is not None else None
        return record if isinstance(record, MEASUREMENTS) else None

    @property
    def segmentation(self) -> Segmentation | None:
        """The one on the images."""
        return self._segmentation_of(self._own)

    def _segmentation_of(self, cell: OpenCell) -> Segmentation | None:
        here = cell.segmentations
        return next((row for row in here if row.id == self.segmentation_id), None) or rows.find_shown(here)

    # Opening ------------------------------------------------------------------------------------------------

    def open(self, uid: str, series_uid: str = "", part: str = "") -> None:
        """Open a study, and of it this part of this series, or the one with most pictures. Pixels follow from a thread."""
        library = self._desk.library
        before = self.study.uid if self.study is not None else ""
        if self.study is None or self.study.uid != uid:
            self._leave()
            row = library.find_row(uid)
            self.study = row.study
            self.case = library.open_case(uid)
            self.case.listeners.append(self._on_edited)
            library.set_status(uid, Event.OPENED)
            proposed = [one.id for one in self.case.all_of(Finding) if one.status == "proposed"]
            first = [one.id for one in self.case.all_of(Finding)]
            self.finding_id = (proposed or first or [""])[0]
            self._restore_panels(row.modalities[0] if row.modalities else "")
            self.room.take(self.study, self.case)
        series = library.series_of(uid)
        counts = library.count_pictures(uid)
        images = [one for one in series if one.modality not in IMAGELESS]
        documents = [one for one in series if one.modality in READ] or [one for one in series if one.modality != "SEG"]
        offered = series if series_uid else images or documents
        chosen = choose_series(offered, counts, series_uid or None) if offered else None
        self.room.list(series, counts)
        self._reading.show_images()
        self._window.forget_images()
        self._reading.report.offer(True)
        self._window.show_place("reading")
        if chosen is not None and uid != before and not series_uid:
            self.hanging.begin(partial(self._show, chosen, part))
        elif chosen is not None:
            self._show(chosen, part)
        else:
            self.room.active.close("This study has no images.")
            self._offer()
        self.refresh()
        if uid != before:
            self._desk.jobs.call_main(partial(intake.take_in, self._desk, [uid]))  # what is on the screen answers before

    def _show(self, series: Series, key: str) -> None:
        self.room.show_in(self.room.active, series, key)
        self.room.fill_second()

    def open_part(self, key: str) -> None:
        """Open another part of the series on the screen."""
        if self.study is not None and self.series is not None:
            self.open(self.study.uid, self.series.uid, key)

    def step_part(self, by: int) -> None:
        """Open the next part of the series (1) or the one before (-1); the place in it stays where they share one."""
        self.room.active.step_part(by)

    def close(self) -> None:
        """Leave the study and give the 3D context back."""
        self._leave()
        self._reading.room.close_views()

    def leave(self) -> None:
        """Close the study; nothing is open then."""
        self._leave()
        self._reading.grid.clear("No study is open.")
        self.refresh()

    def _on_pictures_came(self, cell: OpenCell) -> None:
        """Some or all pictures are on the screen: put on them what belongs there, and go where the reader wants."""
        if self.study is None:
            return
        if cell is self.room.active:
            self._say_oddities()
        self.refresh()
        if (key := cell.find_jump()) is not None and cell.series is not None:
            self.room.show_in(cell, cell.series, key)

    def _on_active_changed(self) -> None:
        """Other viewers are meant by commands and panels."""
        self._say_oddities()
        window = self._reading.grid.window_level
        if self._reading.grid.has_image:
            self._window.show_window_level(window.centre, window.width)
        self.refresh_overlay()
        self._offer()
        self.changed.emit()

    def _say_oddities(self) -> None:
        problems = self.room.active.shown.problems
        self._window.show_oddities(rows.notes_line(problems), rows.notes_in_full(problems))

    def _on_ended(self, cell: OpenCell, ended: Loaded | OpenDocument | KnownError) -> None:
        from desktop.workflows.documents import OpenDocument

        if isinstance(ended, OpenDocument) and self.series is not None:
            self._document.show(ended, self.series)
        elif isinstance(ended, KnownError):
            self._desk.notices.show(ended)
        elif cell is self.room.active:
            overlays.offer_to_bring_along(self._desk)
        self._offer()
        self.changed.emit()
        if cell is self.room.active and not isinstance(ended, OpenDocument) and self._window.place == "reading" and not self._window.focusWidget():
            self._reading.grid.focus_pane()
        self._dose.fetch(cell)

    def _offer(self) -> None:
        """Offer what can be done with these images, and say what stands in the way of the rest."""
        is_volume = self.loaded is not None and self.loaded.volume is not None
        self._reading.findings.offer(models.can_find(self._desk), is_volume)
        self._reading.segments.offer(models.why_not("segmentation", self._desk))
        self._reading.report.offer(self.study is not None)

    def _leave(self) -> None:
        if self.case is not None and self._on_edited in self.case.listeners:
            self.case.listeners.remove(self._on_edited)
        self.hanging.remember()
        self.room.leave()
        self.study, self.case, self._preview = None, None, None
        self._unsure = {}
        self._dose.forget()
        self.finding_id = self._hovered_id = ""
        self.mark = ("", "")
        self._window.forget_study()

    def keep_panels(self) -> None:
        """Remember which panels are folded for this kind of examination."""
        if self.series is not None:
            state = json.dumps(self._reading.state())
            self._desk.library.set_setting(f"{PANELS_SETTING} {self.series.modality}", state)

    def _restore_panels(self, modality: str) -> None:
        kept = self._desk.library.get_setting(f"{PANELS_SETTING} {modality}")
        if kept:
            self._reading.restore(json.loads(kept))

    # Showing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the case again into every panel."""
        self._reading.findings.show_rows(rows.finding_rows(self.case) if self.case is not None else (), self.finding_id)
        self.refresh_overlay()
        self._refresh_marks()
        self.changed.emit()

    def refresh_overlay(self) -> None:
        """Show the segmentation with what is visible of it, and the dose."""
        for cell in self.room.cells:
            self._lay_over(cell)
        segmentation, _, lines = self._overlaid(self._own)
        self._reading.segments.show_source("\n".join(lines), segmentation.notes if segmentation is not None else ())
        if segmentation is None:
            self._reading.segments.show_rows(())
            return
        self._reading.segments.show_rows(rows.segment_rows(segmentation, self._visible[segmentation.id]))

    def _lay_over(self, cell: OpenCell) -> None:
        segmentation, mask, _ = self._overlaid(cell)
        wash = self._wash(cell, segmentation) if self.overlay_on else None
        cell.viewer.set_wash(wash)
        if segmentation is None:
            cell.viewer.set_mask(None, None)
            return
        visible = self._visible.setdefault(segmentation.id, rows.default_visible(segmentation))
        cell.viewer.set_mask(mask, segmentation, visible if self.overlay_on else (), self.opacity, self.outline_only or isinstance(wash, UncertaintyWash))

    def show_preview(self, segmentation: Segmentation | None, mask: Mask | None, lines: Sequence[str] = ()) -> None:
        """Show what is being made, or is compared, all of it, with what is said of it; None shows what the case holds."""
        self._preview = None if segmentation is None or mask is None else (segmentation, mask, tuple(lines))
        if segmentation is not None:
            self._visible[segmentation.id] = frozenset(label.number for label in segmentation.labels)
        if lines:
            self._reading.show_panel("findings", True)
        self.refresh_overlay()

    def show_segmentation(self, id: str) -> None:
        """Show this one rather than others, with the contours that came with it."""
        self.segmentation_id = id
        self.refresh()

    def show_label(self, segmentation_id: str, number: int) -> None:
        """Show a segmentation rather than others, and of it this structure too."""
        self.segmentation_id = segmentation_id
        self._on_visibility_changed(segmentation_id, number, True)

    def _overlaid(self, cell: OpenCell) -> tuple[Segmentation | None, Mask | None, Sequence[str]]:
        """What lies over the images: what is not in the case, while its series is open, else what is; with words on it."""
        loaded, preview = cell.loaded, self._preview
        if preview is not None and loaded is not None and loaded.volume is not None and loaded.volume.geometry == preview[0].geometry:
            return preview
        segmentation = self._segmentation_of(cell)
        if segmentation is None or cell.case is None:
            return None, None, ()
        return segmentation, cell.case.mask_of(segmentation), [rows.made_by(segmentation, cell.segmentations)]

    def _wash(self, cell: OpenCell, segmentation: Segmentation | None) -> Wash | None:
        """How unsure the model was of what is on the images, beside which structures are outlines; else the dose that came with them."""
        if cell.case is not None and segmentation is not None and segmentation.uncertainty_file:
            file = segmentation.uncertainty_file
            if file not in self._unsure:
                layer = cell.case.uncertainty_of(segmentation)
                self._unsure = {file: UncertaintyWash(segmentation.geometry, layer)}
            return self._unsure[file]
        dose = self._dose.find(cell)
        return None if dose is None else DoseWash(dose)

    def _refresh_marks(self) -> None:
        marked = Counter() if self.case is None else Counter(row.series_uid for row in self.case.all_of(KeyImage))
        self._reading.strip.set_stars(marked)
        selected = self._hovered_id or self.mark[1] or self.finding_id
        for cell in self.room.cells:
            cell.show_records(selected, self._segmentation_of(cell))

    # Going somewhere ----------------------------------------------------------------------------------------

    def take_finding(self, id: str, jump: bool = True) -> None:
        """Take a finding in hand and, unless it was taken on the image itself, go there."""
        if self.case is None:
            return
        self.finding_id, self.mark = id, ("", "")
        self._reading.findings.show_rows(rows.finding_rows(self.case), id)
        finding = self.finding
        if jump and finding is not None and finding.evidence_ids:
            self.go_to(finding.evidence_ids[0])
        self._refresh_marks()
        self.changed.emit()

    def go_to(self, evidence_id: str) -> bool:
        """Move every view to where a number was measured; opens its series when that is another one."""
        evidence = self.case.find(Evidence, evidence_id) if self.case is not None else None
        return evidence is not None and self.go_to_place(evidence)

    def go_to_place(self, evidence: Evidence) -> bool:
        """The same for a place that need not be in the case."""
        if self.study is None or not evidence.series_uid:
            return False  # another system's number, of which it does not say where it was measured
        shown = [cell for cell in self.room.cells if cell.part is not None and cell.part.frame_uid == evidence.frame_uid]
        if shown:
            for cell in shown:
                cell.viewer.jump_to(evidence.centre_lps, evidence.box_lps)
            if self.room.active not in shown:
                self.room.room.activate(shown[0].viewer)
            self.room.room.links.bring_all()
            return True
        part = self._own.part
        self.room.use_own()
        self._own.jump_to = evidence
        if self.series is None or evidence.series_uid != self.series.uid or self._reading.document.shown is not None:
            self.open(self.study.uid, evidence.series_uid)
        elif part is not None and (key := self._own.shown.part_with(evidence.frame_uid)) is not None:
            self.open_part(key)
        return True

    def hover_finding(self, id: str) -> None:
        """Light a finding on the images while something that belongs to it is under the pointer."""
        if id != self._hovered_id:
            self._hovered_id = id
            self._refresh_marks()

    # What the panels say ------------------------------------------------------------------------------------

    def _connect(self) -> None:
        room, findings, segments = self._reading.room, self._reading.findings, self._reading.segments
        room.mark_selected.connect(self.select)
        room.hovered.connect(self._window.status.point.setText)
        room.window_changed.connect(self._window.show_window_level)
        room.tool_picked.connect(self._window.show_tool)
        self._reading.strip.chosen.connect(self._on_series_chosen)
        self.room.pictures_came.connect(self._on_pictures_came)
        self.room.ended.connect(self._on_ended)
        self.room.active_changed.connect(self._on_active_changed)
        self._reading.folded.connect(self.keep_panels)
        findings.chosen.connect(self.take_finding)
        findings.changed.connect(partial(review.correct, self._desk))
        findings.accept_asked.connect(partial(self._desk.run, review.accept))
        findings.reject_asked.connect(partial(self._desk.run, review.delete_or_reject))
        segments.visibility_changed.connect(self._on_visibility_changed)
        segments.opacity.setValue(round(self.opacity * 100))
        segments.opacity_changed.connect(self._on_opacity_changed)
        segments.outline_changed.connect(self._on_outline_changed)
        segments.chosen.connect(self._on_segment_chosen)
        findings.add_asked.connect(partial(self._desk.run, review.add_in_words))
        findings.merge_asked.connect(lambda: self._desk.run(partial(review.merge, findings.selected_ids)))
        findings.find_asked.connect(partial(self._desk.run, models.find_nodules))
        segments.segment_asked.connect(partial(self._desk.run, models.segment))

    def _on_edited(self, edit: Edit) -> None:
        kinds = {kind for kind, _ in edit.touched}
        if kinds & {"contours", "presentation"}:
            self.room.list()  # its objects have names now
        if kinds - {"report_draft", "signed_report", "waiver"}:
            if self.finding is None and self.case is not None:
                findings = self.case.all_of(Finding)
                self.finding_id = findings[0].id if findings else ""
            self.refresh()
        else:
            self.changed.emit()

    def select(self, kind: str, id: str) -> None:
        """Select what was picked on the images or in the table; both empty select nothing."""
        if not self.is_own_active:
            return  # a prior's
        self.mark = (kind, id) if kind in MEASUREMENT_KINDS else ("", "")
        if kind == Finding.kind:
            self.take_finding(id, jump=False)
        else:
            self._refresh_marks()
            self.changed.emit()

    def _on_series_chosen(self, uid: str, key: str) -> None:
        cell = self.room.active
        if self.study is None or (cell.series is not None and cell.part is not None and (uid, key) == (cell.series.uid, cell.part.key)):
            return
        found = self.room.find_series(uid)
        if found is not None and found[0].uid != self.study.uid:
            self.room.show_in(cell, found[1], key, found[0])
        else:
            self._desk.open_study(self.study.uid, uid, key)

    def visible_labels(self, segmentation_id: str) -> frozenset[int]:
        return self._visible.get(segmentation_id, frozenset())

    def show_labels(self, segmentation_id: str, numbers: frozenset[int]) -> None:
        """Show these structures of a segmentation and hide its others."""
        self._visible[segmentation_id] = numbers
        self.refresh_overlay()

    def _on_visibility_changed(self, segmentation_id: str, number: int, visible: bool) -> None:
        before = self.visible_labels(segmentation_id)
        self.show_labels(segmentation_id, before | {number} if visible else before - {number})

    def _on_opacity_changed(self, opacity: float) -> None:
        self.opacity = opacity
        self.refresh_overlay()

    def _on_outline_changed(self, outline_only: bool) -> None:
        self.outline_only = outline_only
        self.refresh_overlay()

    def _on_segment_chosen(self, segmentation_id: str, number: int) -> None:
        segmentation = self.segmentation
        statistics = segmentation.find_statistics(number) if segmentation is not None else None
        if statistics is not None:
            self._reading.grid.jump_to(statistics.centroid_lps, statistics.box_lps)
            self.room.room.links.bring_all()
