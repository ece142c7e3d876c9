"""The segments of a segmentation object as label maps on a volume's grid."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from viewer.case.disk import new_array
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label
from viewer.case.volume import Stack, Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.label_painter import FullError, LabelPainter
from viewer.dicom.place_labels import PlaneSet, place, planes_of
from viewer.dicom.read_seg import MOST_VOXELS, Segment, SegObject, read_frames, unnamed

MOST_MAPS = 16
"""Label maps that one object may need because its segments overlap in too many ways or are too many for one."""


@dataclass(frozen=True, slots=True)
class LabelMap:
    """A finished mask file (uint8, the volume's grid) and what its numbers mean."""

    path: Path
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class SegMasks:
    """Label maps of one object, `exact` where its pixels are the volume's voxels, and what was odd."""

    maps: tuple[LabelMap, ...]
    exact: bool
    oddities: tuple[str, ...]


def make_masks(found: SegObject, volume: Volume, stack: Stack, folder: Path, decoder: Decoder, tick: Tick) -> SegMasks:
    """Read all frames and put them onto the volume's grid; overlapping segments share one map (`LabelPainter`).

    Raises
    ------
    KnownError in one sentence when it cannot be done; CancelledError. Neither leaves files in `folder`.
    """
    frame_uid = volume.geometry.frame_uid
    if found.frame_uid and not frame_uid.startswith("local:") and found.frame_uid != frame_uid:
        raise KnownError("The segmentation lies in another frame of reference than the pictures it was made on.")
    shape = (found.source.rows, found.source.columns)
    planes, plane_of = planes_of(found.origins_lps, found.along, found.down, found.spacing_mm, shape, found.step_mm)
    if len(planes.origins_lps) * shape[0] * shape[1] > MOST_VOXELS:
        raise KnownError(f"The segmentation claims {len(planes.origins_lps)} planes of {shape[1]} x {shape[0]} pixels.")
    maker = _Maker(found, planes, plane_of, volume, stack, folder, decoder)
    try:
        return maker.run(tick)
    except BaseException:
        for map in maker.maps:
            map.path.unlink(missing_ok=True)
        raise


class _Maker:
    def __init__(
        self, found: SegObject, planes: PlaneSet, plane_of: Sequence[int], volume: Volume, stack: Stack, folder: Path,
        decoder: Decoder,
    ) -> None:  # fmt: skip
        self.maps: list[LabelMap] = []
        self._found, self._planes, self._plane_of = found, planes, plane_of
        self._volume, self._stack, self._folder, self._decoder = volume, stack, folder, decoder
        self._segments: dict[int, Segment] = {segment.number: segment for segment in found.segments}
        self._oddities: list[str] = []
        self._there: set[int] = set()

    def run(self, tick: Tick) -> SegMasks:
        waiting = self._values_of_label_map(part_of(tick, 0.0, 0.2)) if self._found.kind == "LABELMAP" else sorted(
            set(self._found.segment_of_frame) - {0}
        )  # fmt: skip
        exact, outside = True, False
        done = 0.2
        while waiting:
            if len(self.maps) == MOST_MAPS:
                raise KnownError("The segments overlap in more ways than this version can hold.")
            part = part_of(tick, done, done + (1 - done) * 0.7)
            waiting, map, placed_exact, placed_outside = self._one_map(waiting, part)
            done += (1 - done) * 0.7
            if map is not None:
                self.maps.append(map)
            exact, outside = exact and placed_exact, outside or placed_outside
        if not self.maps:
            raise KnownError("The segmentation is empty: no pixel of it belongs to a segment.")
        empty = [row.name for number, row in sorted(self._segments.items()) if number not in self._there]
        if empty:
            self._oddities.append(f"No pixel belongs to: {', '.join(empty[:6])}{' and more' if len(empty) > 6 else ''}.")
        if outside:
            self._oddities.append("Part of the segmentation lies outside the pictures and is left out.")
        return SegMasks(tuple(self.maps), exact, tuple(self._oddities))

    def _values_of_label_map(self, tick: Tick) -> list[int]:
        """The segment numbers that occur in the pixels of a label map."""
        used: set[int] = set()
        frames = range(self._found.source.frames)
        for _, _, values in read_frames(self._found, frames, self._folder, self._decoder, tick):
            used.update(np.flatnonzero(np.bincount(values.ravel())).tolist())
        used -= self._found.background
        unknown = sorted(used - self._segments.keys())
        if unknown:
            listed = ", ".join(map(str, unknown[:8])) + (" and more" if len(unknown) > 8 else "")
            self._oddities.append(f"The segmentation does not describe its segment {listed}; a number stands for the name.")
            self._segments.update((number, unnamed(number)) for number in unknown)
        return sorted(used)

    def _one_map(self, waiting: list[int], tick: Tick) -> tuple[list[int], LabelMap | None, bool, bool]:
        """One label map of as many segments as fit; the others are given back."""
        segments, rest = waiting[:255], waiting[255:]
        numbers = {s: s for s in segments} if max(segments) <= 255 else {s: n for n, s in enumerate(segments, start=1)}
        name = uuid.uuid4().hex
        own_file, mask_file = self._folder / f"{name}.own.npy", self._folder / f"{name}.part.npy"
        try:
            own = new_array(own_file, np.uint8, (len(self._planes.origins_lps), *self._planes.shape_ji))
            painter = LabelPainter(own, numbers)
            if self._found.kind == "LABELMAP":
                self._lay(painter, numbers, part_of(tick, 0.0, 0.7))
            else:
                rest = self._paint(painter, segments, part_of(tick, 0.0, 0.7)) + rest
            if len(rest) == len(waiting):
                raise KnownError("The segments overlap in more ways than this version can hold.")
            found = painter.finish()
            self._there.update(found)
            if not found:
                return rest, None, True, False
            mask = new_array(mask_file, np.uint8, self._volume.geometry.shape_kji)
            placed = place(
                own, self._planes, self._volume.geometry, self._stack.planes, self._volume.resampled, mask, part_of(tick, 0.7, 1.0)
            )
            mask.flush()
            return rest, LabelMap(mask_file, self._labels(found)), placed.exact, placed.outside
        except BaseException:
            mask_file.unlink(missing_ok=True)
            raise
        finally:
            own_file.unlink(missing_ok=True)

    def _paint(self, painter: LabelPainter, segments: Sequence[int], tick: Tick) -> list[int]:
        """Paint segment after segment; those for which no number is left are taken out again and given back."""
        order = sorted(
            (segment, frame) for frame, segment in enumerate(self._found.segment_of_frame) if segment in set(segments)
        )
        refused: set[int] = set()
        frames = [frame for _, frame in order]
        for frame, row, bits in read_frames(self._found, frames, self._folder, self._decoder, tick):
            segment = self._found.segment_of_frame[frame]
            if segment in refused:
                continue
            try:
                painter.paint(segment, painter.mask[self._plane_of[frame], row : row + len(bits)], bits)
            except FullError:
                painter.forget(segment)
                refused.add(segment)
        return sorted(refused)

    def _lay(self, painter: LabelPainter, numbers: Mapping[int, int], tick: Tick) -> None:
        """Fill the planes of a label map with those of its segments that are wanted."""
        table = np.zeros(65536, np.uint8)
        table[list(numbers)] = list(numbers.values())
        laid: set[int] = set()
        for frame, _, values in read_frames(self._found, range(self._found.source.frames), self._folder, self._decoder, tick):
            plane = self._plane_of[frame]
            if plane in laid:
                raise KnownError("Two frames of the label map lie in one plane, which this version does not read.")
            painter.lay(painter.mask[plane], table[values])
            laid.add(plane)

    def _labels(self, found: Mapping[int, tuple[int, ...]]) -> tuple[Label, ...]:
        labels = []
        names: dict[str, int] = {}
        for segment, (number, *includes) in sorted(found.items()):
            row = self._segments[segment]
            names[row.name] = names.get(row.name, 0) + 1
            name = row.name if names[row.name] == 1 else f"{row.name} ({names[row.name]})"
            labels.append(Label(number, name, row.code, row.side, tuple(includes), row.colour))
        return tuple(labels)
