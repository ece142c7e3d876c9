"""What a reader draws to say what belongs to a structure: points, boxes, scribbles and lassos in the patient."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from viewer.case.geometry import Box, Point
from viewer.case.source import Source

PromptKind = Literal["point", "box", "scribble", "lasso"]
_POINTS: dict[PromptKind, tuple[int, int]] = {"point": (1, 1), "box": (3, 4), "scribble": (1, 4096), "lasso": (3, 4096)}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing that was drawn, in LPS mm, in any plane; `positive` means that it belongs to the structure.

    Attributes
    ----------
    points_lps : of a point, itself; of a scribble, the line along which it was drawn; of a lasso, the corners of a
        closed flat polygon; of a box, one corner and its neighbours, two for a rectangle and three for a solid box,
        with edges at right angles in any direction.

    Raises
    ------
    ValueError for another number of points, one that is not finite, and a box whose edges have no length.
    """

    kind: PromptKind
    points_lps: tuple[Point, ...]
    positive: bool = True

    def __post_init__(self) -> None:
        fewest, most = _POINTS[self.kind]
        if not fewest <= len(self.points_lps) <= most:
            raise ValueError(f"a {self.kind} has {fewest} to {most} points, not {len(self.points_lps)}")
        if not all(math.isfinite(value) for point in self.points_lps for value in point):
            raise ValueError(f"a {self.kind} has a point that is nowhere")
        if self.kind == "box" and min(math.dist(self.points_lps[0], end) for end in self.points_lps[1:]) < 1e-3:
            raise ValueError("a box has an edge without length")

    @property
    def bounds_lps(self) -> Box:
        """The box along the patient's axes around everything that was drawn."""
        points = np.array(self.points_lps)
        if self.kind == "box":
            edges = points[1:] - points[0]
            steps = np.array(np.meshgrid(*[(0, 1)] * len(edges))).reshape(len(edges), -1).T
            points = points[0] + steps @ edges
        low, high = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        return (low[0], low[1], low[2]), (high[0], high[1], high[2])


def point_prompt(at_lps: Point, positive: bool = True) -> Prompt:
    return Prompt("point", (at_lps,), positive)


def box_prompt(first_lps: Point, second_lps: Point) -> Prompt:
    """The solid box along the patient's axes between two opposite corners; ValueError where it is flat."""
    (x, y, z), (a, b, c) = first_lps, second_lps
    return Prompt("box", (first_lps, (a, y, z), (x, b, z), (x, y, c)))


@dataclass(frozen=True, slots=True)
class Prompts:
    """Everything that was drawn for one label of a segmentation, in order, and what made the voxels of it.

    The record changes in the same edit as the voxels, so that undo takes back the click with what it did. `before` is what
    something else had drawn of the structure before the first prompt: packed booleans of a half-open box of voxels.
    """

    kind: ClassVar[str] = "prompts"
    id: str
    segmentation_id: str
    label: int
    frame_uid: str
    prompts: tuple[Prompt, ...]
    source: Source
    before_box_kji: tuple[tuple[int, int], tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0), (0, 0))
    before: bytes = b""

    @staticmethod
    def id_of(segmentation_id: str, label: int) -> str:
        return f"{segmentation_id}.{label}"
