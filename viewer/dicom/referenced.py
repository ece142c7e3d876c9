"""Where things that another object names lie in the patient: pixels of a picture, segments of a segmentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Box, Point
from viewer.case.progress import no_tick
from viewer.case.study import Instance
from viewer.dicom.decode import Decoder
from viewer.dicom.frames import Frame, read_frames
from viewer.dicom.read_seg import read_frames as read_segment_frames
from viewer.dicom.read_seg import read_seg


@dataclass(frozen=True, slots=True)
class PicturePlace:
    """One frame of a picture in the patient; `along_lps` and `down_lps` are the steps (mm) to the next column and row.

    Its values are stored value * `slope` + `intercept`; None where a table of its own makes them.
    """

    series_uid: str
    frame_uid: str
    origin_lps: Point
    along_lps: Point
    down_lps: Point
    rows: int
    columns: int
    slope: float | None = 1.0
    intercept: float = 0.0

    def to_lps(self, points: Sequence[Sequence[float]]) -> Array:
        """(n, 2) columns and rows -> (n, 3) LPS mm. 0, 0 is the outer corner of the first pixel (PS3.3 C.18.6.1.2)."""
        centred = np.asarray(points, float).reshape(-1, 2) - 0.5
        return np.asarray(self.origin_lps + centred[:, :1] * np.asarray(self.along_lps) + centred[:, 1:] * np.asarray(self.down_lps))

    @property
    def box_lps(self) -> Box:
        """Around the whole picture."""
        return box_around(self.to_lps([(0, 0), (self.columns, 0), (0, self.rows), (self.columns, self.rows)]))


@dataclass(frozen=True, slots=True)
class Region:
    """A box in the patient that something was measured in."""

    series_uid: str
    frame_uid: str
    box_lps: Box


@dataclass(slots=True)
class Places:
    """Looks in the files of one study; what is not there is None. `instances` are by SOP Instance UID."""

    instances: Mapping[str, Instance]
    folder: Path
    decoder: Decoder
    _frames: dict[str, list[Frame]] = field(default_factory=dict)
    _segments: dict[str, dict[int, Region]] = field(default_factory=dict)

    def picture(self, sop_instance_uid: str, frame: int = 1) -> PicturePlace | None:
        """Frame `frame` (from 1) of a picture; None when it is not in the study or cannot be read."""
        instance = self.instances.get(sop_instance_uid)
        if instance is None:
            return None
        if sop_instance_uid not in self._frames:
            try:
                self._frames[sop_instance_uid], _ = read_frames([instance], no_tick)
            except KnownError:
                self._frames[sop_instance_uid] = []
        frames = self._frames[sop_instance_uid]
        if not 1 <= frame <= len(frames):
            return None
        found = frames[frame - 1]
        row_mm, column_mm = found.spacing_mm
        return PicturePlace(
            instance.series_uid,
            found.frame_uid,
            found.position_lps,
            _times(found.along, column_mm),
            _times(found.down, row_mm),
            found.source.rows,
            found.source.columns,
            None if found.values.lut is not None else found.values.slope,
            found.values.intercept,
        )

    def segment(self, sop_instance_uid: str, number: int) -> Region | None:
        """The box around a segment; None when the segmentation is not in the study or the segment is empty."""
        instance = self.instances.get(sop_instance_uid)
        if instance is None:
            return None
        if sop_instance_uid not in self._segments:
            try:
                self._segments[sop_instance_uid] = self._boxes(Path(instance.path))
            except KnownError:
                self._segments[sop_instance_uid] = {}
        return self._segments[sop_instance_uid].get(number)

    def _boxes(self, path: Path) -> dict[int, Region]:
        found = read_seg(path)
        along, down = np.array(found.along) * found.spacing_mm[1], np.array(found.down) * found.spacing_mm[0]
        corners: dict[int, list[Array]] = {}
        frames = range(len(found.segment_of_frame))
        for frame, first_row, pixels in read_segment_frames(found, frames, self.folder, self.decoder, no_tick):
            labelled = found.segment_of_frame[frame] == 0
            numbers = [int(n) for n in np.unique(pixels) if n not in found.background] if labelled else [found.segment_of_frame[frame]]
            for number in numbers:
                rows, columns = np.nonzero(pixels == number if labelled else pixels)
                if not rows.size:
                    continue
                rows = rows + first_row
                place = PicturePlace("", "", _point(found.origins_lps[frame]), _point(along), _point(down), 0, 0)
                edges = [(column, row) for column in (columns.min(), columns.max() + 1) for row in (rows.min(), rows.max() + 1)]
                corners.setdefault(number, []).append(place.to_lps(edges))
        return {
            number: Region(found.series_uid, found.frame_uid, box_around(np.concatenate(points)))
            for number, points in corners.items()
        }


def box_around(points_lps: Array) -> Box:
    """The smallest box that holds (n, 3) points."""
    return _point(points_lps.min(axis=0)), _point(points_lps.max(axis=0))


def _times(direction: Point, step_mm: float) -> Point:
    return _point(np.array(direction) * step_mm)


def _point(values: Array) -> Point:
    return float(values[0]), float(values[1]), float(values[2])
