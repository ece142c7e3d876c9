"""From prompts on a volume to the voxels of one structure, without a trained model: fronts on finer and finer crops."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from scipy import ndimage

from inference.segmentation.crop import Crop, Float, Triple
from inference.segmentation.geodesic import TYPICAL_COST, Indices, Picture, Seeds, likeness, picture_of, race
from inference.segmentation.grid import bounding_box
from inference.segmentation.outcome import NOTHING, Bool, Outcome, obeying
from inference.segmentation.prompt_voxels import Drawing, draw, nearest, touches
from viewer.case.geometry import Array
from viewer.case.progress import Tick
from viewer.case.prompt import Prompt
from viewer.case.volume import Volume

FIRST_SIDE_MM = 192.0
"""Around a first click this much is looked at; structures that reach its border make it twice as large."""
BLOCKS = 64
LARGEST_ZOOM = 4
MARGIN = 0.15
"""Of a structure's own size, around it."""
_KEPT = 8
_SURE = 0.5
"""A lead on a coarse crop that finer ones do not question."""
_FINER = 0.7
_LEAST_BORDER = 0.35
_OLD_MM = 12.0
"""How far a new mark eats into what was drawn before, through what looks like neither side."""


@dataclass(slots=True)
class Kept:
    """Features of the crops of one volume that were looked at last: a click mostly falls into a crop of the one before."""

    pictures: OrderedDict[Crop, Picture] = field(default_factory=OrderedDict)

    def picture(self, volume: Volume, crop: Crop) -> Picture:
        found = self.pictures.pop(crop, None)
        if found is None:
            found = picture_of(crop.take(volume.voxels), crop.steps_mm(volume.geometry), volume.unit)
        self.pictures[crop] = found
        while len(self.pictures) > _KEPT:
            self.pictures.popitem(last=False)
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Clicks:
    """Works out what prompts on a volume mean together.

    `before` is the structure as something else had drawn it, before the first prompt; `NOTHING` for a new one.
    """

    volume: Volume
    prompts: tuple[Prompt, ...]
    before: Outcome
    kept: Kept

    def segment(self, preview: Callable[[Outcome], None], tick: Tick) -> Outcome:
        """The structure; `preview` gets coarse ones on the way.

        The voxel under the last mark on a place is as the mark says, and every part of the structure holds a positive
        mark, or a part of what was there before. Without any of these there is nothing.
        """
        geometry = self.volume.geometry
        if (found := self.middle_and_extent()) is None:
            return NOTHING
        centre, sides_mm = found[0], found[1] * geometry.spacing_mm
        boxed = any(prompt.kind == "box" and prompt.positive for prompt in self.prompts)
        least_mm = 0.0 if boxed or self.before.inside.any() else FIRST_SIDE_MM
        sides_mm = np.maximum(sides_mm * (1 + 2 * MARGIN), least_mm)
        zoom = 1
        while True:
            tick(0.1 * zoom, "Looking around the mark")
            crop = Crop.around(geometry, centre, sides_mm * zoom, float(sides_mm.max()) * zoom / BLOCKS)
            lead = self._lead(crop, None)
            mask = self._solid(lead > 0, crop)
            if boxed or zoom >= LARGEST_ZOOM or not (_is_cut(mask, crop) or self._has_no_border(mask, crop)):
                break
            zoom *= 2
        first, first_lead = crop, lead
        while mask.any() and (finer := self._finer(mask, crop)) is not None:
            preview(self._outcome(lead, mask, crop))
            tick(0.6, "Drawing the border")
            lead = self._lead(finer, crop.onto(lead, finer))
            crop, mask = finer, self._solid(lead > 0, finer)
        return self._unmoved_elsewhere(self.with_all_marks(self._outcome(lead, mask, crop)), first_lead, first)

    def middle_and_extent(self) -> tuple[Array, Array] | None:
        """Middle and sides of the box around what is positive in the volume, in its voxels; None where nothing is."""
        geometry = self.volume.geometry
        corners = [np.array(ends) for ends in zip(*self.before.box_kji, strict=True)] if self.before.inside.any() else []
        for prompt in self.prompts:
            if prompt.positive and touches(prompt, geometry):
                low, high = prompt.bounds_lps
                places = geometry.to_kji(np.array(np.meshgrid(*zip(low, high, strict=True))).reshape(3, -1).T)
                corners += [places.min(axis=0), places.max(axis=0) + 1]
        if not corners:
            return None
        sizes = np.array(geometry.shape_kji)
        low, high = np.clip(np.min(corners, axis=0), 0, sizes - 1), np.clip(np.max(corners, axis=0), 1, sizes)
        return (low + high) / 2 - 0.5, high - low

    def _lead(self, crop: Crop, coarse: Float | None) -> Float:
        picture, drawing = self.kept.picture(self.volume, crop), draw(self.prompts, crop.geometry(self.volume.geometry))
        positive, negative = drawing.marks(True), drawing.marks(False)
        outside = _faces(crop, picture.steps_mm) | drawing.around
        if drawing.allowed is not None:
            outside |= ~drawing.allowed
            if not positive:
                positive = (_core(picture, drawing),)
        if coarse is not None:
            return race(picture, Seeds(positive, negative, outside | (coarse < -_SURE), coarse > _SURE))
        if not self.before.inside.any():
            return race(picture, Seeds(positive, negative, outside))
        was = self.before.on(crop) >= 0.5
        reach = _OLD_MM / float(np.cbrt(np.prod(picture.steps_mm))) * TYPICAL_COST
        return race(picture, Seeds(positive or (np.argwhere(was),), negative, outside & ~was, None, was, reach))

    def _solid(self, inside: Bool, crop: Crop) -> Bool:
        was = self.before.on(crop) >= 0.5 if self.before.inside.any() else None
        return obeying(inside, draw(self.prompts, crop.geometry(self.volume.geometry)), was)

    def _has_no_border(self, mask: Bool, crop: Crop) -> bool:
        """Whether the structure ends where there is hardly an edge: all of the crop lies inside something larger."""
        rim = mask & ~ndimage.binary_erosion(mask, border_value=1)
        return bool(rim.any() and self.kept.picture(self.volume, crop).edges[rim].mean() < _LEAST_BORDER)

    def _finer(self, mask: Bool, crop: Crop) -> Crop | None:
        """A crop around the structure with smaller blocks; None where these are as small as they get."""
        box = bounding_box(mask)
        low, high = np.array([part.start for part in box]), np.array([part.stop for part in box])
        steps = np.array(crop.steps_mm(self.volume.geometry))
        margin = np.maximum((high - low) * MARGIN, 3)
        sides_mm = (high - low + 2 * margin) * steps
        centre = np.array(crop.first) + (low + high) / 2 * np.array(crop.factors) - 0.5
        finer = Crop.around(self.volume.geometry, centre, sides_mm, float(sides_mm.max()) / BLOCKS)
        smaller = np.prod(finer.steps_mm(self.volume.geometry)) < _FINER * np.prod(steps)
        return finer if smaller else None

    def with_all_marks(self, outcome: Outcome) -> Outcome:
        """The structure with its marks that lie outside its box, as one may that shared a coarse block with an opposite one."""
        marked = [np.array(prompt.points_lps) for prompt in self.prompts if prompt.positive and prompt.kind != "box"]
        if not marked:
            return outcome
        last = np.array(self.volume.geometry.shape_kji) - 1
        voxels = np.clip(nearest(self.volume.geometry, np.concatenate(marked)), 0, last)
        low, high = voxels.min(axis=0), voxels.max(axis=0) + 1
        if outcome.inside.any():
            starts, ends = np.array(outcome.box_kji).T
            if np.all(starts <= low) and np.all(high <= ends):
                return outcome
            low, high = np.minimum(low, starts), np.maximum(high, ends)
        crop = Crop(_triple(low), (1, 1, 1), _triple(high - low), self.volume.geometry.shape_kji)
        places = [np.arange(start, end) for start, end in crop.box_kji]
        return Outcome(crop.box_kji, self._solid(outcome.at((places[0], places[1], places[2])), crop))

    def _unmoved_elsewhere(self, outcome: Outcome, lead: Float, crop: Crop) -> Outcome:
        """The structure as it was before the prompts, where the first look at a crop found nothing to change.

        Only marks inside make it larger, and only marks outside and boxes make it smaller.
        """
        if not self.before.inside.any() or not outcome.inside.any():
            return outcome
        marked = draw(self.prompts, crop.geometry(self.volume.geometry)).signs != 0
        may_grow = any(prompt.positive for prompt in self.prompts)
        may_shrink = any(prompt.kind == "box" or not prompt.positive for prompt in self.prompts)
        held, was_there = lead > 0, self.before.on(crop) >= 0.5
        moved = (held & ~was_there & may_grow) | (was_there & ~held & may_shrink) | marked
        changed = ndimage.binary_dilation(moved, iterations=2).astype(np.float32)
        (low, high), (was_low, was_high) = np.array(outcome.box_kji).T, np.array(self.before.box_kji).T
        low, high = np.minimum(low, was_low), np.maximum(high, was_high)
        box = Crop(_triple(low), (1, 1, 1), _triple(high - low), self.volume.geometry.shape_kji)
        k, j, i = (np.arange(start, end) for start, end in box.box_kji)
        inside, was = outcome.at((k, j, i)), self.before.at((k, j, i))
        for n in range(len(k)):
            row = Crop(_moved(box.first, n), (1, 1, 1), (1, *box.shape[1:]), box.source)
            np.copyto(inside[n], was[n], where=crop.onto(changed, row)[0] <= 0)
        if not may_grow:
            inside &= was
        if not may_shrink:
            inside |= was
        return Outcome(box.box_kji, inside)

    def _outcome(self, lead: Float, mask: Bool, crop: Crop) -> Outcome:
        """The structure on the volume's own voxels."""
        if not mask.any():
            return NOTHING
        box = bounding_box(mask, (1, 1, 1))
        spans = tuple((part.start, part.stop) for part in box)
        fine = crop.part((spans[0], spans[1], spans[2]))
        if crop.factors == (1, 1, 1):
            return Outcome(fine.box_kji, mask[box])
        inside = np.empty(fine.shape, np.bool_)
        held = np.where(mask, lead, np.minimum(lead, 0))
        for k in range(fine.shape[0]):
            row = Crop(_moved(fine.first, k), (1, 1, 1), (1, *fine.shape[1:]), fine.source)
            inside[k] = crop.onto(held, row)[0] > 0
        return Outcome(fine.box_kji, self._solid(inside, fine))


def _core(picture: Picture, drawing: Drawing) -> Indices:
    """Blocks in the middle of a box that look more like its middle than like what is around it."""
    assert drawing.allowed is not None
    depth = ndimage.distance_transform_edt(np.pad(drawing.allowed, 1), sampling=picture.steps_mm)[1:-1, 1:-1, 1:-1]
    middle = np.argwhere(depth >= 0.5 * depth.max()) if depth.max() > 0 else np.zeros((1, 3), np.int64)
    around = np.argwhere(~drawing.allowed)
    like = likeness(picture, Seeds((middle,), (around,) if len(around) else (), ~drawing.allowed))[tuple(middle.T)]
    return middle[like >= np.median(like)]


def _faces(crop: Crop, steps_mm: tuple[float, float, float]) -> Bool:
    """Blocks at the crop's border, where nothing of the structure is expected; the volume's own border is none.

    A crop that is the whole volume takes the volume's, but for axes that are thin: there is no way around a few slices.
    """
    faces = np.zeros(crop.shape, np.bool_)
    sides = np.array(crop.shape) * np.array(steps_mm)
    ends = [(axis, end) for axis in range(3) for end in (0, -1)]
    chosen = [(axis, end) for axis, end in ends if not crop.at_edge(axis, end)]
    for axis, end in chosen or [(axis, end) for axis, end in ends if sides[axis] > sides.max() / 2]:
        if crop.shape[axis] > 1:
            np.moveaxis(faces, axis, 0)[end] = True
    return faces


def _is_cut(mask: Bool, crop: Crop) -> bool:
    """Whether the structure comes near a border of the crop that is not the volume's."""
    if not mask.any():
        return False
    for axis, part in enumerate(bounding_box(mask)):
        near = MARGIN * crop.shape[axis]
        if (part.start < near and not crop.at_edge(axis, 0)) or (
            part.stop > crop.shape[axis] - near and not crop.at_edge(axis, -1)
        ):
            return True
    return False


def _triple(values: Array) -> Triple:
    return int(values[0]), int(values[1]), int(values[2])


def _moved(first: Triple, k: int) -> Triple:
    return first[0] + k, first[1], first[2]
