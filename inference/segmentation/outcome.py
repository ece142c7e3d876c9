"""The voxels of one structure, and the rules that every result of prompts keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.segmentation.crop import BoxKji, Crop, Float
from inference.segmentation.prompt_voxels import Drawing, draw
from viewer.case.geometry import Geometry
from viewer.case.prompt import Prompt

Bool = npt.NDArray[np.bool_]
_TOUCHING = 0.15
"""Share of a surface on the walls of its boxes: a round structure in a box of its size touches them with less."""


@dataclass(frozen=True, eq=False, slots=True)
class Outcome:
    """The structure's voxels inside a half-open box of the volume; there are none outside it."""

    box_kji: BoxKji
    inside: Bool

    def grid_of(self, volume: Geometry) -> Geometry:
        """Where the voxels lie, of a structure in a volume of this geometry."""
        (k0, k1), (j0, j1), (i0, i1) = self.box_kji
        return Crop((k0, j0, i0), (1, 1, 1), (k1 - k0, j1 - j0, i1 - i0), volume.shape_kji).geometry(volume)

    def on(self, crop: Crop) -> Float:
        """How much of each block of a crop belongs to the structure, 0 to 1."""
        places = [np.arange(low, high) for low, high in crop.box_kji]
        whole = self.at((places[0], places[1], places[2])).view(np.uint8)
        return Crop((0, 0, 0), crop.factors, crop.shape, (whole.shape[0], whole.shape[1], whole.shape[2])).take(whole)

    def at(self, places: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]) -> Bool:
        """The structure on the grid of voxels with these indices along k, j and i."""
        out = np.zeros([len(axis) for axis in places], np.bool_)
        there = [np.flatnonzero((axis >= low) & (axis < high)) for axis, (low, high) in zip(places, self.box_kji, strict=True)]
        of = [axis[to] - low for axis, to, (low, _) in zip(places, there, self.box_kji, strict=True)]
        out[np.ix_(*there)] = self.inside[np.ix_(*of)]
        return out

    def within(self, other: Outcome) -> Outcome:
        """What both have in common."""
        k, j, i = (np.arange(low, high) for low, high in self.box_kji)
        both = self.inside & other.at((k, j, i))
        return Outcome(self.box_kji, both) if both.any() else NOTHING


NOTHING = Outcome(((0, 0), (0, 0), (0, 0)), np.zeros((0, 0, 0), np.bool_))


def obeying(inside: Bool, drawing: Drawing, was: Bool | None) -> Bool:
    """`inside` with every marked voxel as it was marked, less the parts that hang together with nothing asked for.

    Asked for is what holds a positive mark, or a part of what there `was` before the prompts. Where nothing is, as with a
    box alone, the largest part stays.
    """
    held = drawing.obeyed(inside)
    parts, count = ndimage.label(held)
    if count < 2:
        return held
    asked = set(np.unique(parts[drawing.signs > 0]).tolist())
    if was is not None:
        asked |= set(np.unique(parts[was]).tolist())
    asked -= {0}
    return np.isin(parts, list(asked or {int(np.bincount(parts.ravel())[1:].argmax()) + 1}))


def is_cut_by_boxes(prompts: Sequence[Prompt], outcome: Outcome, volume: Geometry) -> bool:
    """Whether more of the structure's surface lies on the positive boxes' walls than where a well drawn box touches it."""
    if not any(prompt.positive and prompt.kind == "box" for prompt in prompts) or not outcome.inside.any():
        return False
    k, j, i = (np.arange(max(low - 1, 0), min(high + 1, size)) for (low, high), size in zip(outcome.box_kji, volume.shape_kji, strict=True))
    inside = outcome.at((k, j, i))
    around = Crop((int(k[0]), int(j[0]), int(i[0])), (1, 1, 1), (len(k), len(j), len(i)), volume.shape_kji)
    allowed = draw(prompts, around.geometry(volume)).allowed
    assert allowed is not None, "there is a positive box"
    surface = inside & ~ndimage.binary_erosion(inside, border_value=1)
    walls = inside & ndimage.binary_dilation(~allowed)
    return bool(walls.sum() > _TOUCHING * surface.sum())
