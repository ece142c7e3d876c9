"""What the views show: a volume or the pictures of a stack, the records on it, and how it is looked at.

Each view asks for its picture and its marks here; where a view is, and what the mouse does, is `ViewGrid`'s.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np

from viewer.case.calibration import Calibration, calibrated, find_calibration
from viewer.case.contours import Contours
from viewer.case.edits import Measurement
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Box, Point
from viewer.case.measurement import SpineLabel
from viewer.case.segmentation import Label, Segmentation
from viewer.case.volume import Mask, Plane, Stack, VoiFunction, Window
from viewer.scene.acquired import PICTURE
from viewer.scene.annotations import (
    crosshair_marks,
    finding_marks,
    letter_marks,
    scale_bar,
    sought_marks,
)
from viewer.scene.contour_marks import ContourSet
from viewer.scene.corners import Corners, corner_marks, picture_surroundings
from viewer.scene.curved import Straightened
from viewer.scene.fusion import Fusion
from viewer.scene.inspector import StoredPicture, inspect, inspector_marks
from viewer.scene.marks import Mark, Pixels, TextMark
from viewer.scene.measurement_marks import lies_in, measurement_marks
from viewer.scene.numbers import Numbers
from viewer.scene.oblique import handle_marks
from viewer.scene.palettes import PALETTES
from viewer.scene.pixel_source import PixelSource
from viewer.scene.presented import Presented
from viewer.scene.reference_lines import ReferencePlane, cursor_marks, reference_marks
from viewer.scene.slab import enlarged
from viewer.scene.slice_view import Overlay, Slicer, lay_over
from viewer.scene.text_room import LabelRoom
from viewer.scene.time_curve import TimeCurve
from viewer.scene.value_text import subtraction_text
from viewer.scene.view_state import PLANES, PictureAxis, PlaneView, whole_mm_per_px
from viewer.scene.wash import Wash
from viewer.scene.windows import between, spread
from viewer.tools.region_window import BoxOnScreen
from viewer.tools.select import Places
from viewer.widgets.painting import Painting
from viewer.widgets.prompting import Prompting
from viewer.widgets.tr import decimals, tr

SLOW_S = 0.008
"""Three planes that take longer each do not follow the hand at 30 pictures a second."""


class Content:
    """A part of a series, records and overlay, with the window, the crosshair and the switches of all views."""

    def __init__(self) -> None:
        self.window = Window(40, 400)
        self.crosshair: Point = (0.0, 0.0, 0.0)
        self.colours = ""
        """The colour table of greys, one of `PALETTES`; empty for greys."""
        self.smooth, self.inverted, self.marks_shown, self.drawings_shown = True, False, True, True
        self.lens = self.inspects = False
        """Whether a glass is over the pointer, and what lies under it is said there."""
        self.pointed: tuple[str, Point] | None = None
        """The view that the pointer is in, and where."""
        self.stored = StoredPicture("", 0)
        """What the file of the picture under the pointer holds, while that is asked for."""
        self.stored_wanted: Callable[[StoredPicture], None] = lambda picture: None
        self.curve: TimeCurve | None = None
        """Values over time, shown on every part of their group."""
        self.part_position = 0
        self.moving = False
        """Whether the planes move now, so that slabs may be coarse."""
        self._is_slow = False
        """Whether the picture that was cut last took so long that three of them are late for the hand."""
        self.turning = False
        """Whether the tool in hand turns the planes."""
        self.presented = Presented()
        self.prompting = Prompting()
        self.painting = Painting()
        self.link = ""
        """How what is shown goes along with what is shown beside it, in a word or two."""
        self.cursor_on = False
        """Whether the crosshair's point is marked where no other view cuts this one."""
        self.clear()

    def clear(self) -> None:
        """Hold no image; window and switches stay."""
        self.source: PixelSource | None = None
        self.corners: Corners | None = None
        self.reference: ReferencePlane | None = None
        """The picture beside this one whose cut is drawn."""
        self.preview: Measurement | None = None
        """What is being drawn or moved."""
        self.numbers = _numbers()
        self.selected_id = ""
        self._mask: Slicer | None = None
        self._working: Mask | None = None
        self._overlay: Overlay | None = None
        self._drawn: tuple[Measurement, ...] = ()
        self._contours = ContourSet((), "")
        self.wash: Wash | None = None
        self.straightened: Straightened | None = None
        """What is shown, where it is a plane that was laid flat."""
        self.fusion: Fusion | None = None
        """A second volume in colour over the first."""
        self.sought: tuple[Box, ...] = ()
        """Places that words were found at, framed, the best one first."""
        self.prompting.clear()
        self._findings: tuple[Finding, ...] = ()
        self._evidence: Mapping[str, Evidence] = {}

    def show(self, source: PixelSource, corners: Corners) -> None:
        """Take pictures with their first window; records and overlay of those before are gone."""
        self.clear()
        self.source, self.corners = source, corners
        self.numbers = _numbers(source.measured if source.arriving is None else None)
        self.window = self.presets.get("1", self.window)

    def show_time(self, source: PixelSource, name: str, position: int) -> None:
        """Take another time of the same places: planes, slab, window and records stay."""
        assert self.source is not None and self.corners is not None
        source.axes, source.slab, source.presets = self.source.axes, self.source.slab, self.source.presets
        part = self.corners.part and replace(self.corners.part, name=name)
        self.corners = replace(self.corners, volume=source.volume, stack=source.stack, part=part)
        self.source, self.part_position, self.numbers = source, position, _numbers(source.measured)

    @property
    def axes(self) -> Mapping[str, PictureAxis]:
        """The pictures along each view that there is."""
        return {} if self.source is None else self.source.axes

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the flat views of what is shown."""
        return PLANES if self.source is None else self.source.views

    @property
    def presets(self) -> Mapping[str, Window]:
        """The window of each number key."""
        return {} if self.source is None else self.source.presets

    @property
    def file_windows(self) -> tuple[Window, ...]:
        """The windows of the file, each with a name."""
        found = () if self.source is None or self.source.is_colour else self.source.shown.windows
        return tuple(
            window if window.name or len(found) == 1 else replace(window, name=f"window {number} of the file")
            for number, window in enumerate(found, 1)
        )

    @property
    def next_file_window(self) -> Window | None:
        """The window of the file after the one shown, after the last the first; None where that is the one shown."""
        found = self.file_windows
        plain = [replace(window, name="") for window in found]
        shown = replace(self.window, name="")
        at = plain.index(shown) if shown in plain else -1
        return None if not found or (len(found) == 1 and at == 0) else found[(at + 1) % len(found)]

    def find_window(self, centre: float, width: float, name: str = "", function: str = "linear_exact") -> Window:
        """The window of the file or of a key with these numbers and this name, which may have a table; else a new one."""
        for window in (*self.file_windows, *self.presets.values()):
            if (window.centre, window.width, window.name) == (centre, width, name):
                return window
        return Window(centre, width, "", cast(VoiFunction, function))

    def calibrated(self, record: Measurement) -> Measurement:
        """A thing drawn, in the unit that holds where it lies."""
        return calibrated(record, None if self.source is None else self.source.measured, self._calibrations)

    @property
    def _calibrations(self) -> list[Calibration]:
        return [row for row in self._drawn if isinstance(row, Calibration)]

    def picture_of(self, record: Measurement) -> str | None:
        """``axial 43``: the picture that a thing lies in; empty where it crosses them, None where it is elsewhere."""
        if self.source is None or record.frame_uid != self.source.geometry.frame_uid:
            return None
        points, main = np.array(record.handles_lps), self.source.main
        for name, axis in sorted(self.axes.items(), key=lambda row: row[0] != main):
            if np.ptp(points @ np.array(axis.next_lps)) <= axis.step_mm / 2:
                number = axis.number_at(record.handles_lps[0])
                return f"{name} {number}" if axis.count > 1 else ""
        return ""

    @property
    def frame_uid(self) -> str:
        """The frame of reference of what is shown; empty where nothing is."""
        return "" if self.source is None else self.source.geometry.frame_uid

    @property
    def middle(self) -> Point:
        """The middle of what is shown; of pictures without a place in the patient that of the first one."""
        source = self.source
        if source is None:
            return 0.0, 0.0, 0.0
        axis = source.axes[source.first]
        return axis.middle_of(1) if source.first == PICTURE else source.geometry.centre_lps

    @property
    def vertebrae(self) -> tuple[SpineLabel, ...]:
        """Those that have a name."""
        return tuple(row for row in self._drawn if isinstance(row, SpineLabel))

    def window_of(self, view_name: str, box: BoxOnScreen) -> Window | None:
        """The window that shows the values in a part of a view: from their lowest to their highest hundredth."""
        if self.source is None or self.source.is_colour:
            return None
        view = PlaneView(view_name, box.centre_lps, box.right_lps, box.down_lps, box.mm_per_px, box.size_px)
        values = self.source.values(view)
        values = values[np.isfinite(values)] if values.dtype.kind == "f" else values
        if not values.size:
            return None
        return spread(values, "of a region")

    def _stored_of(self, plane: Plane) -> StoredPicture:
        if (self.stored.instance_uid, self.stored.frame) != (plane.instance_uid, plane.frame):
            self.stored = StoredPicture(plane.instance_uid, plane.frame)
            self.stored_wanted(self.stored)
        return self.stored

    def window_of_picture(self, view: PlaneView) -> Window | None:
        """The window from the lowest to the highest value of the picture that a view shows, padding left out."""
        if self.source is None or self.source.is_colour:
            return None
        values = self.source.values(view)[self.source.inside(view)]
        values = values[np.isfinite(values)] if values.dtype.kind == "f" else values
        if (padding := self.source.shown.padding) is not None:
            values = values[(values < padding[0]) | (values > padding[1])]
        return between(float(values.min()), float(values.max()), "all of this picture") if values.size else None

    def text_at(self, view_name: str, point_lps: Point) -> str:
        """Where a point of a view is, and the value there."""
        said = "" if self.source is None else self.source.text_at(view_name, point_lps, tr)
        washed = "" if self.wash is None else self.wash.text_at(point_lps)
        fused = "" if self.fusion is None else self.fusion.text_at(point_lps)
        return decimals("  ·  ".join(part for part in (said, fused, washed) if part))

    def set_mask(
        self,
        mask_kji: Mask | None,
        segmentation: Segmentation | None,
        visible: Iterable[int],
        opacity: float,
        outline_only: bool,
    ) -> None:
        self._working = None
        if mask_kji is None or segmentation is None:
            self._mask = self._overlay = None
        else:
            self._mask = Slicer(segmentation.geometry, mask_kji)
            self._overlay = Overlay(segmentation.labels, frozenset(visible), opacity, outline_only)

    @property
    def overlaid(self) -> Sequence[Label]:
        """The structures of the label map that lies over the pictures."""
        return () if self._overlay is None else self._overlay.labels

    def show_working(self, mask_kji: Mask) -> None:
        """Show a map that is being painted on, in place of the one it was made from."""
        if self._mask is not None and self._working is not mask_kji:
            self._mask, self._working = Slicer(self._mask.geometry, mask_kji), mask_kji
        elif self._mask is not None:
            self._mask.voxels_changed()

    def set_records(
        self,
        drawn: Sequence[Measurement],
        findings: Sequence[Finding],
        evidence: Mapping[str, Evidence],
        selected_id: str,
    ) -> None:
        """Take what the store holds now; what lies in another frame of reference is left out."""
        frame = self.source.geometry.frame_uid if self.source is not None else ""
        self._drawn = tuple(record for record in drawn if record.frame_uid == frame)
        self._findings = tuple(findings)
        self._evidence = {id: row for id, row in evidence.items() if row.frame_uid == frame}
        self.selected_id = selected_id
        self.preview = None

    def set_contours(self, sets: Sequence[Contours]) -> None:
        """Take the structure sets that the store holds now; those in another frame of reference are not drawn."""
        self._contours = ContourSet(sets, self.source.geometry.frame_uid if self.source is not None else "")

    @property
    def selected(self) -> tuple[str, str]:
        """Kind and id of the selected mark, both empty where none is."""
        picked = next((record for record in self._drawn if record.id == self.selected_id), None)
        if picked is not None:
            return picked.kind, picked.id
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
        return Places(self._drawn, boxes, self._depth_mm(view_name))

    def whole_mm_per_px(self, view: PlaneView) -> float:
        """The scale at which a view shows all of what is shown; 0 while there is nothing."""
        return 0.0 if self.source is None else whole_mm_per_px(self.source.geometry, view)

    def pixels(self, view: PlaneView, ratio: float) -> Pixels:
        """The picture of a plane that has `ratio` physical pixels to a logical one.

        Coarse while a slab moves, and while turned planes move that take too long to cut as fine as at rest.
        """
        assert self.source is not None
        if self.moving and (self.source.slab is not None or self._is_slow):
            return enlarged(self._cut(view.scaled(0.5), ratio / 2), view.size_px)
        began = time.perf_counter()
        pixels = self._cut(view, ratio)
        self._is_slow = self.source.is_turned and time.perf_counter() - began > SLOW_S
        return pixels

    def _cut(self, view: PlaneView, ratio: float) -> Pixels:
        assert self.source is not None
        overlay = self._overlay
        if overlay is not None and round(ratio) > 1:
            overlay = overlay.with_line(round(ratio))
        window, smooth = self._shown_window(view)
        palette = PALETTES.get(self.colours)
        beneath = self._mask if self.fusion is None else None  # colours of a fused series would hide the segments
        pixels = self.source.pixels(view, window, beneath, overlay, self.smooth and smooth, self.inverted, palette)
        if self.fusion is not None:
            self.fusion.lay_over(pixels, view, self.source.slab)
            if self._mask is not None and overlay is not None:
                lay_over(pixels, self._mask, overlay, view)
        if self.wash is not None:
            self.wash.lay_over(pixels, view)
        self.prompting.lay_over(pixels, view, ratio)
        if self.drawings_shown:
            self.source.draw(pixels, view)
        return self.presented.shuttered(pixels, self.source, view)

    @property
    def _own_window(self) -> bool:
        """Whether the reader chose no other window than the one that the pictures open with."""
        return self.window == self.presets.get("1")

    def _shown_window(self, view: PlaneView) -> tuple[Window, bool]:
        """The window of a view, which may be that of its presentation state; and whether values may be interpolated."""
        assert self.source is not None
        return self.presented.window(self.source, view, self.window) if self._own_window else (self.window, True)

    def marks(self, view: PlaneView, views: Iterable[PlaneView]) -> Sequence[Mark]:
        """What lies on the picture of a plane; `views` are the planes whose cuts make the crosshair."""
        assert self.source is not None
        around = self._around(view)
        marks: list[Mark] = []
        if self.marks_shown:
            room = LabelRoom(view.size_px, around)
            others = [other for other in views if other.name != view.name and other.name in self.views]
            marks += crosshair_marks(view, self.crosshair, others)
            marks += handle_marks(view, self.crosshair, others) if self.turning else ()
            if self.reference is not None:
                marks += reference_marks(view, self.reference)
            if self.cursor_on and not others:
                marks += cursor_marks(view, self.crosshair, self._depth_mm(view.name))
            drawn = [record for record in self._drawn if self.preview is None or record.id != self.preview.id]
            if self.preview is not None:
                drawn.append(self.preview)
            depth = self._depth_mm(view.name)
            here = {record.id for record in drawn if lies_in(view, record, depth)}
            frame = self.source.geometry.frame_uid
            marks += _as_written(finding_marks(view, self._findings, self._evidence, frame, room, self.selected_id, here))
            marks += measurement_marks(view, drawn, self.numbers, depth, room, self.selected_id)
            marks += sought_marks(view, self.sought)
            marks += self._contours.marks(view, depth)
            marks += self.prompting.marks(view, depth)
            marks += self.painting.marks(view)
            marks += self.presented.marks(self.source, view)
            marks += self.wash.key(view) if self.wash is not None else ()
            marks += self.fusion.key(view) if self.fusion is not None else ()
            if self.curve is not None and self.curve.frame_uid == frame and view.name == self.source.main:
                marks += self.curve.marks(view, self.part_position)
        if self.inspects and self.pointed is not None and self.pointed[0] == view.name:
            said = inspect(self.source, view.name, self.pointed[1], self._shown_window(view)[0], self.inverted, self._stored_of, tr)
            marks += inspector_marks(view, self.pointed[1], tuple(decimals(line) for line in said))
        return (*marks, *around)

    def _subtracted(self, view: PlaneView) -> str:
        """Whether the picture of a view is one minus a mask, which one, and how far that was moved; empty where none is."""
        assert self.source is not None
        shown = None if self.source.subtraction is None else self.source.acquired_at(view)
        return "" if shown is None or self.source.subtraction is None else subtraction_text(self.source.subtraction, shown[0], tr)

    def _around(self, view: PlaneView) -> tuple[Mark, ...]:
        """Corners, letters and scale."""
        assert self.source is not None and self.corners is not None
        axis, window = self.axes[view.name], self._shown_window(view)[0]
        axis = replace(axis, acquired=axis.acquired and self.source.slab is None)
        star = self.presented.star(self.source, view)
        said = replace(self.corners, link=self.link, colours=self.colours, star=star)
        state = self._subtracted(view) or self.presented.words(self.source, view, self._own_window)
        if view.name == PICTURE:
            stack = self.source.measured
            known = find_calibration(stack, self._calibrations)
            if known is not None:  # its millimetres are the reader's
                stack = replace(stack, spacing_source=known.mm_source)
                view = replace(view, mm_per_px=view.mm_per_px * known.mm_per_step)
            return _as_written(picture_surroundings(view, axis, stack, window, said, self.inverted, state))
        if self.source.slab is not None:  # a slab is as thick as it says itself
            said = replace(said, series=replace(said.series, slice_thickness_mm=None))
        corners = said.of_slice(view, axis, window, self.inverted, state)
        if self.source.slab is not None:
            corners = {**corners, "bottom right": [self.source.slab.words, *corners["bottom right"]]}
        return _as_written((*scale_bar(view), *corner_marks(corners, view.size_px), *letter_marks(view)))

    def _depth_mm(self, view_name: str) -> float:
        """How far from a plane a mark still counts as lying in it: half a step of that view."""
        return self.axes[view_name].step_mm / 2 + 0.01


def _numbers(stack: Stack | None = None) -> Numbers:
    """The numbers of what is drawn, written in the reader's language."""
    return Numbers(stack, tr, decimals)


def _as_written(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The numbers around a picture as the reader's language writes them; the upper corners say what the header says."""
    return tuple(
        replace(mark, text=decimals(mark.text)) if isinstance(mark, TextMark) and not mark.anchor.startswith("top ") else mark for mark in marks
    )
