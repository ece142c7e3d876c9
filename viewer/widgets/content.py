"""What the views show: a volume or the pictures of a stack, the records on it, and how it is looked at.

Each view asks for its picture and its marks here; where a view is, and what the mouse does, is `ViewGrid`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from viewer.case.calibration import ESTIMATED, calibrated, is_local
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Geometry, Point
from viewer.case.measurement import Ruler
from viewer.case.segmentation import Segmentation
from viewer.case.study import Problem, Series, Study
from viewer.case.volume import Mask, Stack, Volume, Window
from viewer.scene import windows
from viewer.scene.acquired import PICTURE, AcquiredPictures, find_acquired, pictures_of
from viewer.scene.annotations import (
    crosshair_marks,
    finding_marks,
    letter_marks,
    picture_letter_marks,
    ruler_marks,
    scale_bar,
)
from viewer.scene.corners import Corners, corner_marks
from viewer.scene.marks import Mark, Pixels
from viewer.scene.slice_view import Overlay, Slicer, picture, slicer_of
from viewer.scene.text_room import LabelRoom
from viewer.scene.value_text import value_text
from viewer.scene.view_state import PLANES, PictureAxis, PlaneView, picture_axis
from viewer.tools.select import Places


class Content:
    """A volume or pictures, records and overlay, with the window, the crosshair and the switches of all views.

    `geometry` is None while there is nothing to see; without a `volume` the one view is `PICTURE`.
    """

    def __init__(self) -> None:
        self.window = Window(40, 400)
        self.crosshair: Point = (0.0, 0.0, 0.0)
        self.smooth, self.inverted, self.marks_shown = True, False, True
        self.clear()

    def clear(self) -> None:
        """Hold no image; window and switches stay."""
        self.volume: Volume | None = None
        self.stack: Stack | None = None
        self.geometry: Geometry | None = None
        self.axes: dict[str, PictureAxis] = {}
        self.corners: Corners | None = None
        self.presets: Mapping[str, Window] = {}
        self.preview: Ruler | None = None
        """The ruler that is being drawn or moved."""
        self.selected_id = ""
        self._slicer: Slicer | None = None
        self._acquired: AcquiredPictures | None = None
        self._mask: Slicer | None = None
        self._overlay: Overlay | None = None
        self._rulers: tuple[Ruler, ...] = ()
        self._findings: tuple[Finding, ...] = ()
        self._evidence: Mapping[str, Evidence] = {}

    def show_volume(
        self, volume: Volume, stack: Stack | None, study: Study, series: Series, problems: Sequence[Problem]
    ) -> None:
        """Take a volume with its first window; records and overlay of the one before are gone."""
        self.clear()
        self.volume, self.stack, self.geometry = volume, stack, volume.geometry
        self._slicer = slicer_of(volume)
        self.axes = {name: picture_axis(volume.geometry, name) for name in PLANES}
        self._acquired = find_acquired(volume, stack)
        if self._acquired is not None:
            self.axes[self._acquired.axis.name] = self._acquired.axis
        self.corners = Corners(study, series, volume, stack, tuple(problems))
        self.presets = windows.presets(volume)
        self.window = self.presets["1"]

    def show_pictures(
        self, stack: Stack, study: Study, series: Series, problems: Sequence[Problem], part_name: str
    ) -> None:
        """Take pictures that make no volume, with their first window."""
        self.clear()
        self._acquired = pictures_of(stack)
        self.stack, self.geometry = stack, self._acquired.geometry
        self.axes = {PICTURE: self._acquired.axis}
        self.corners = Corners(study, series, None, stack, tuple(problems), part_name)
        if not stack.is_colour:
            self.presets = windows.presets(stack)
            self.window = self.presets["1"]

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the flat views that what is shown has."""
        return (PICTURE,) if self.geometry is not None and self.volume is None else PLANES

    @property
    def _is_dark_high(self) -> bool:
        """Whether high values are dark now: as the file wants it, or the other way round on the reader's wish."""
        shown = self.volume or self.stack
        return self.inverted != (shown is not None and shown.inverted)

    def calibrated(self, ruler: Ruler) -> Ruler:
        """The ruler in the unit that holds where it lies."""
        return calibrated(ruler, self.stack)

    def text_at(self, view_name: str, point_lps: Point) -> str:
        """Where a point of a view is, and the value there, in the reader's words."""
        x, y, z = point_lps
        where = f"x {x:.1f}  y {y:.1f}  z {z:.1f} mm"
        if self.stack is not None and self._acquired is not None and self._acquired.axis.name == view_name:
            found = self.stack.probe(self._acquired.axis.nearest(point_lps))
            if is_local(self.stack.frame_uid):
                where = "" if found is None else f"column {found[1][0] + 1}  row {found[1][1] + 1}"
            said = "" if found is None else value_text(found[0], self.stack.unit)
        elif self.volume is not None:
            value = self.volume.value_at(point_lps)
            said = "" if value is None else value_text(value, self.volume.unit, self.volume.other_units)
        else:
            return ""
        return "  ·  ".join(part for part in (where, said) if part)

    def set_mask(
        self,
        mask_kji: Mask | None,
        segmentation: Segmentation | None,
        visible: Iterable[int],
        opacity: float,
        outline_only: bool,
    ) -> None:
        if mask_kji is None or segmentation is None:
            self._mask = self._overlay = None
        else:
            self._mask = Slicer(segmentation.geometry, mask_kji)
            self._overlay = Overlay(segmentation.labels, frozenset(visible), opacity, outline_only)

    def set_records(
        self,
        rulers: Sequence[Ruler],
        findings: Sequence[Finding],
        evidence: Mapping[str, Evidence],
        selected_id: str,
    ) -> None:
        """Take what the store holds now; what lies in another frame of reference is left out."""
        frame = self.geometry.frame_uid if self.geometry is not None else ""
        self._rulers = tuple(ruler for ruler in rulers if ruler.frame_uid == frame)
        self._findings = tuple(findings)
        self._evidence = {id: row for id, row in evidence.items() if row.frame_uid == frame}
        self.selected_id = selected_id
        self.preview = None

    @property
    def selected(self) -> tuple[str, str]:
        """Kind and id of the selected mark, both empty where none is."""
        if any(ruler.id == self.selected_id for ruler in self._rulers):
            return Ruler.kind, self.selected_id
        if any(finding.id == self.selected_id for finding in self._findings):
            return Finding.kind, self.selected_id
        return "", ""

    def places(self, view_name: str) -> Places:
        """What a click in that view can hit."""
        if not self.marks_shown:
            return Places()
        boxes = [
            (self._evidence[id].box_lps, Finding.kind, finding.id)
            for finding in self._findings
            if finding.status != "rejected"
            for id in finding.evidence_ids
            if id in self._evidence
        ]
        return Places(self._rulers, boxes, self._depth_mm(view_name))

    def pixels(self, view: PlaneView, ratio: float) -> Pixels:
        """The picture of a plane that has `ratio` physical pixels to a logical one."""
        slicer, overlay = self._slicer, self._overlay
        if self._acquired is not None and self._acquired.axis.name == view.name:
            slicer = self._acquired.slicer(view)
        assert slicer is not None
        if overlay is not None and round(ratio) > 1:
            overlay = overlay.with_line(round(ratio))
        shown = self.volume or self.stack
        padding = shown.padding if shown is not None else None
        return picture(slicer, view, self.window, self._mask, overlay, self.smooth, self._is_dark_high, padding)

    def marks(self, view: PlaneView, views: Iterable[PlaneView]) -> Sequence[Mark]:
        """What lies on the picture of a plane; `views` are the planes whose cuts make the crosshair."""
        assert self.geometry is not None
        around = self._around(view)
        marks: list[Mark] = []
        if self.marks_shown:
            room = LabelRoom(view.size_px, around)
            marks += crosshair_marks(view, self.crosshair, [other for other in views if other.name != view.name])
            frame = self.geometry.frame_uid
            marks += finding_marks(view, self._findings, self._evidence, frame, room, self.selected_id)
            rulers = [ruler for ruler in self._rulers if self.preview is None or ruler.id != self.preview.id]
            if self.preview is not None:
                rulers.append(self.preview)
            marks += ruler_marks(view, rulers, self._depth_mm(view.name), room, self.selected_id)
        return (*marks, *around)

    def _around(self, view: PlaneView) -> tuple[Mark, ...]:
        """Corners, letters and scale."""
        assert self.corners is not None
        axis, stack = self.axes[view.name], self.stack
        if self.volume is not None or stack is None:
            corners = self.corners.of_slice(view, axis, self.window, self.inverted)
            return (*scale_bar(view), *corner_marks(corners, view.size_px), *letter_marks(view))
        corners = self.corners.of_picture(view, axis, stack, self.window, self.inverted)
        local = is_local(stack.frame_uid)
        letters = picture_letter_marks(view, stack.orientation_letters) if local else letter_marks(view)
        bar = () if stack.spacing_source == "none" else scale_bar(view, stack.spacing_source in ESTIMATED)
        return (*bar, *corner_marks(corners, view.size_px), *letters)

    def _depth_mm(self, view_name: str) -> float:
        """How far from a plane a mark still counts as lying in it: half a step of that view."""
        return self.axes[view_name].step_mm / 2 + 0.01
