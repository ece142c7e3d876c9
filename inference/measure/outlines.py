"""All that is outlined on one volume: its structures by name and side, as masks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inference.measure.border import cropped
from viewer.case.geometry import Box, Geometry
from viewer.case.segmentation import Label, Segmentation
from viewer.case.terms import Code
from viewer.case.volume import Mask, Volume

Bool = npt.NDArray[np.bool_]
Points = npt.NDArray[np.float64]
Slices = tuple[slice, slice, slice]


@dataclass(frozen=True, eq=False, slots=True)
class Outline:
    """One label, cut out: `solid` is true in it, `geometry` that of the cut, `box` where the cut lies in the volume.

    A margin of one voxel is around it, as far as the volume reaches.
    """

    segmentation_id: str
    label: Label
    solid: Bool
    geometry: Geometry
    box: Slices

    @property
    def volume_ml(self) -> float:
        return float(np.count_nonzero(self.solid) * self.geometry.voxel_mm3 / 1000)

    def is_cut_off(self, whole: tuple[int, int, int]) -> bool:
        """Whether it reaches the edge of the pictures, whose shape is `whole`: there may be more of it than is seen."""
        for axis, (part, size) in enumerate(zip(self.box, whole, strict=True)):
            if (part.start == 0 and self.solid.take(0, axis).any()) or (part.stop == size and self.solid.take(-1, axis).any()):
                return True
        return False

    def points(self, most: int = 200_000) -> Points:
        """The middles of its voxels, LPS mm; of a large one evenly taken, not more than `most`."""
        flat = np.flatnonzero(self.solid)
        step = max(1, -(-len(flat) // most))
        index = np.stack(np.unravel_index(flat[::step], self.solid.shape), axis=1)
        return self.geometry.to_lps(index)

    def ends(self) -> Points:
        """The middles of the first and last voxel of every row: no voxel lies further out in any direction. LPS mm."""
        k, j = np.nonzero(self.solid.any(axis=2))
        rows = self.solid[k, j]
        first, last = rows.argmax(axis=1), rows.shape[1] - 1 - rows[:, ::-1].argmax(axis=1)
        return self.geometry.to_lps(np.concatenate([np.stack([k, j, first], axis=1), np.stack([k, j, last], axis=1)]))


@dataclass(frozen=True, eq=False, slots=True)
class Outlines:
    """The segmentations on a volume's grid with their masks, the newest last; those on other grids are left out."""

    volume: Volume
    rows: tuple[tuple[Segmentation, Mask], ...]

    @staticmethod
    def of(volume: Volume, rows: Sequence[tuple[Segmentation, Mask]]) -> Outlines:
        return Outlines(volume, tuple(row for row in rows if row[0].geometry == volume.geometry))

    def each(self) -> Iterator[tuple[Segmentation, Label]]:
        """Every label, those of the newest segmentation first."""
        for segmentation, _ in reversed(self.rows):
            for label in segmentation.labels:
                yield segmentation, label

    def find(self, codes: Collection[Code], side: str = "") -> Outline | None:
        """The newest outline of one of these structures that has voxels; of a side where one is given."""
        for segmentation, label in self.each():
            if label.code in codes and (not side or label.side == side) and (found := self.cut(segmentation.id, label.number)):
                return found
        return None

    def cut(self, segmentation_id: str, number: int) -> Outline | None:
        """One label as an outline of its own; None where it has no voxels."""
        segmentation, mask = next(row for row in self.rows if row[0].id == segmentation_id)
        return cut(segmentation, mask, number)


def cut(segmentation: Segmentation, mask: Mask, number: int) -> Outline | None:
    """One label of a segmentation as an outline of its own; None where it has no voxels."""
    label = next(row for row in segmentation.labels if row.number == number)
    box = _near(segmentation, mask, label)
    member = np.zeros(256, np.bool_)
    member[list(label.numbers)] = True
    solid = member[np.asarray(mask[box])]
    hit = [np.flatnonzero(solid.any(axis=tuple(n for n in range(3) if n != axis))) for axis in range(3)]
    if not len(hit[0]):
        return None
    spans = [(max(int(found[0]) - 1, 0), min(int(found[-1]) + 2, size)) for found, size in zip(hit, solid.shape, strict=True)]
    solid = solid[tuple(slice(*span) for span in spans)]
    k, j, i = (slice(part.start + first, part.start + last) for part, (first, last) in zip(box, spans, strict=True))
    geometry = cropped(segmentation.geometry, (k.start, j.start, i.start), solid.shape)
    return Outline(segmentation.id, label, solid, geometry, (k, j, i))


def of_box(geometry: Geometry, box_lps: Box, label: Label) -> Outline | None:
    """The voxels whose middles lie in a box (lowest and highest corner, LPS mm), as an outline; None where there are none."""
    (x0, y0, z0), (x1, y1, z1) = box_lps
    corners = geometry.to_kji([(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)])
    low = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, geometry.shape_kji)
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 1, 0, geometry.shape_kji)
    if np.any(low >= high):
        return None
    small = cropped(geometry, (int(low[0]), int(low[1]), int(low[2])), tuple(high - low))
    middles = small.to_lps(np.stack(np.unravel_index(np.arange(np.prod(high - low)), high - low), axis=1))
    solid = np.all((middles >= box_lps[0]) & (middles <= box_lps[1]), axis=1).reshape(high - low)
    k, j, i = (slice(int(first), int(last)) for first, last in zip(low, high, strict=True))
    return Outline("", label, solid, small, (k, j, i)) if solid.any() else None


def _near(segmentation: Segmentation, mask: Mask, label: Label) -> Slices:
    """Where a label may have voxels, by its statistics (whose box never is too small): all of the map without them."""
    row = segmentation.find_statistics(label.number)
    if row is None:
        return slice(0, mask.shape[0]), slice(0, mask.shape[1]), slice(0, mask.shape[2])
    (x0, y0, z0), (x1, y1, z1) = row.box_lps
    corners = segmentation.geometry.to_kji([(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)])
    low = np.clip(np.floor(corners.min(axis=0)).astype(int) - 2, 0, mask.shape)
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int) + 3, 0, mask.shape)
    k, j, i = (slice(int(first), int(last)) for first, last in zip(low, high, strict=True))
    return k, j, i
