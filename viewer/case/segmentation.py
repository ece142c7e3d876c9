"""Voxels with names: a label map on a volume's grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from viewer.case.geometry import Box, Geometry, Point
from viewer.case.source import Source
from viewer.case.terms import Code


@dataclass(frozen=True, slots=True)
class Label:
    """One structure in the label map.

    `number` is its value in the map; `includes` lists further values that belong to it (body includes
    lungs), so that one map holds nested structures; where structures overlap, a value of its own is included by
    each of them. `side` is left, right, bilateral, midline or none. `colour` is RGB where the reader, or the file, chose one; a
    `locked` label is not changed by drawing others.
    """

    number: int
    name: str
    code: Code
    side: str = "none"
    includes: tuple[int, ...] = ()
    colour: tuple[int, int, int] | None = None
    locked: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.number, *self.includes)


@dataclass(frozen=True, slots=True)
class LabelStatistics:
    """What was measured under one label: volume, mean and SD of the volume's values, centroid, box around it.

    `uncertainty` is the mean of the segmentation's uncertainty layer, 0..1, None where there is none. `lowest` and
    `highest` are the extremes of the values, None while they are not known: voxels that held them were taken away.
    `valueless` counts voxels that hold no value, as padding. The box may be larger than needed after voxels were erased.
    """

    number: int
    volume_ml: float
    mean: float
    sd: float
    centroid_lps: Point
    box_lps: Box
    uncertainty: float | None = None
    lowest: float | None = None
    highest: float | None = None
    valueless: int = 0


@dataclass(frozen=True, slots=True)
class Segmentation:
    """A label map: uint8 voxels in ``masks/<mask_file>``, on `geometry` (the grid of the series' volume).

    `notes` say what speaks against trusting it: the pictures are not what the model is for, or what it drew is odd.
    `uncertainty_file` is empty, or names uint8 voxels beside the mask file: 0 where all runs agreed, 255 where none did.
    `edited_by` names the reader who changed voxels of what `source` made, in a copy; `made_file` is the file as it was made.
    """

    kind: ClassVar[str] = "segmentation"
    id: str
    series_uid: str
    name: str
    geometry: Geometry
    labels: tuple[Label, ...]
    statistics: tuple[LabelStatistics, ...]
    mask_file: str
    source: Source
    notes: tuple[str, ...] = ()
    uncertainty_file: str = ""
    edited_by: str = ""
    made_file: str = ""

    @property
    def innermost(self) -> frozenset[int]:
        """The labels that hold no other one whole, as the body holds the lungs. Sharing voxels is no holding."""
        own = {label.number for label in self.labels}
        return frozenset(label.number for label in self.labels if not own.intersection(label.includes))

    def find_label(self, name: str) -> Label | None:
        return next((label for label in self.labels if label.name == name), None)

    def find_statistics(self, number: int) -> LabelStatistics | None:
        return next((row for row in self.statistics if row.number == number), None)


def names_apart(segmentations: Sequence[Segmentation]) -> dict[str, str]:
    """By id, what each is called among these: its name, with the time where several have it, numbered within a minute."""
    names = Counter(row.name for row in segmentations)
    said: dict[str, str] = {}
    for row in sorted(segmentations, key=lambda row: row.source.made_at):
        name = row.name if names[row.name] == 1 else f"{row.name}, {row.source.made_at[:16].replace('T', ' ')}"
        number = 1 + sum(one == name or one.startswith(f"{name} (") for one in said.values())
        said[row.id] = name if number == 1 else f"{name} ({number})"
    return {row.id: said[row.id] for row in segmentations}
