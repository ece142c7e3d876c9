"""Segments changed by hand: each change becomes one edit, a boxed difference of voxels with the statistics that follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from inference.measure.statistics import changed_statistics
from viewer.case.disk import new_array
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.membership import MOST, Membership, Overlap
from viewer.case.patch import BoxKji, Patch, changed_box, inner, slices, union, widened
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by, new_id
from viewer.case.terms import UNSPECIFIED_SITE
from viewer.case.volume import Mask, Volume
from viewer.case.voxel_shapes import Inside, Shape, prism
from viewer.tools.canvas import Canvas

How = Literal["add", "remove", "set"]
Cut = Literal["erase inside", "erase outside", "fill inside"]
Combine = Literal["union", "intersect", "subtract", "copy"]
NAME = "Segmentation by hand"
MOST_ISLANDS = 20


@dataclass(frozen=True, eq=False, slots=True)
class Target:
    """The segment in hand, and the map that it is in as it is in the case now. `mask` is read, never written."""

    volume: Volume
    segmentation: Segmentation
    mask: Mask
    number: int
    author: str
    overlap: Overlap = "replace"

    @property
    def label(self) -> Label:
        return next(label for label in self.segmentation.labels if label.number == self.number)

    def membership(self) -> Membership:
        """Raises KnownError where the segment is locked."""
        if self.label.locked:
            raise KnownError(f"{self.label.name} is locked.", "Unlock it to change it.")
        return Membership(self.segmentation.labels, self.number, self.overlap)

    def region(self, room_mm: float = 0.0) -> Shape:
        """Where the segment is, in a box with so much room around it.

        Raises KnownError where it has no voxels.
        """
        statistics = self.segmentation.find_statistics(self.number)
        geometry = self.segmentation.geometry
        if statistics is None:
            raise KnownError(f"{self.label.name} is empty.", "Paint it first.")
        corners = np.array(np.meshgrid(*zip(*statistics.box_lps, strict=True))).reshape(3, -1).T
        places = geometry.to_kji(corners)
        low = np.clip(np.floor(places.min(axis=0)), 0, geometry.shape_kji).astype(int).tolist()
        high = np.clip(np.ceil(places.max(axis=0)) + 1, 0, geometry.shape_kji).astype(int).tolist()
        box = (low[0], high[0]), (low[1], high[1]), (low[2], high[2])
        belongs = Membership(self.segmentation.labels, self.number).belongs()
        found = changed_box(box, belongs[self.mask[slices(box)]] > 0)
        if found is None:
            raise KnownError(f"{self.label.name} is empty.", "Paint it first.")
        k, j, i = (int(np.ceil(room_mm / step)) + 1 for step in geometry.spacing_mm)
        wide = widened(found, (k, j, i), geometry.shape_kji)
        return wide, belongs[self.mask[slices(wide)]] > 0


def begin(volume: Volume, author: str, masks_folder: Path) -> tuple[Segmentation, Path]:
    """An empty segmentation on a volume of any kind, and its map, to be adopted by the store."""
    id = new_id()
    masks_folder.mkdir(parents=True, exist_ok=True)
    path = masks_folder / f"{id}.part.npy"
    new_array(path, np.uint8, volume.geometry.shape_kji)
    return Segmentation(id, volume.series_uid, NAME, volume.geometry, (), (), f"{id}.npy", by(author)), path


def new_label(segmentation: Segmentation, name: str = "") -> Label:
    """A segment without voxels and without a code yet.

    Raises KnownError when no number is left for it.
    """
    taken = {number for label in segmentation.labels for number in label.numbers}
    number = next((number for number in range(1, MOST + 1) if number not in taken), None)
    if number is None:
        raise KnownError(f"A segmentation holds {MOST} segments; there is no room for another.")
    names = {label.name for label in segmentation.labels}
    name = name or next(f"Segment {n}" for n in range(1, MOST + 2) if f"Segment {n}" not in names)
    return Label(number, name, UNSPECIFIED_SITE)


def add_label(segmentation: Segmentation, label: Label, author: str) -> Edit:
    return Edit(f"Add {label.name}", author, (Swap(segmentation, replace(segmentation, labels=(*segmentation.labels, label))),))


def change_label(segmentation: Segmentation, label: Label, verb: str, author: str) -> Edit:
    """A segment with another name, colour, code or lock."""
    labels = tuple(label if row.number == label.number else row for row in segmentation.labels)
    return Edit(f"{verb} {label.name}", author, (Swap(segmentation, replace(segmentation, labels=labels)),))


def delete_label(target: Target, tick: Tick) -> Edit:
    """Without the segment and its voxels; those that it shares stay with the others."""
    labels = tuple(row for row in target.segmentation.labels if row.number != target.number)
    verb = f"Delete {target.label.name}"
    try:
        edit = _shaped(target, target.region(), "remove", verb, tick)
    except KnownError:
        if target.label.locked:
            raise
        edit = None
    if edit is None:
        return Edit(verb, target.author, (Swap(target.segmentation, replace(target.segmentation, labels=labels)),))
    swap = edit.changes[0]
    assert isinstance(swap, Swap) and isinstance(swap.after, Segmentation)
    kept = tuple(row for row in swap.after.labels if row.number != target.number)
    after = replace(swap.after, labels=kept, statistics=tuple(row for row in swap.after.statistics if row.number != target.number))
    return Edit(verb, target.author, (Swap(swap.before, after), *edit.changes[1:]))


def stroke_edit(target: Target, canvas: Canvas, verb: str) -> Edit | None:
    """What a brush left on its canvas; None where nothing changed."""
    if canvas.touched is None:
        return None
    there = slices(canvas.touched)
    return _edit(target, f"{verb} {target.label.name}", canvas.touched, target.mask[there], canvas.mask[there], canvas.membership.labels)


def threshold(target: Target, low: float, high: float, tick: Tick) -> Edit | None:
    """The segment becomes everything from `low` to `high`; what it held before is let go, so that another try can be narrower."""
    from viewer.tools.growing import between

    return _shaped(target, between(target.volume.voxels, low, high, part_of(tick, 0, 0.5)), "set", "Threshold", part_of(tick, 0.5, 1))


def cut(target: Target, points: Sequence[Point], normal: Point, mode: Cut, through: bool, tick: Tick) -> Edit | None:
    """Scissors: an outline drawn on a view, in this slice or through all of them."""
    geometry, verb = target.segmentation.geometry, f"Scissors, {mode}:"
    if mode == "fill inside":
        return _shaped(target, prism(geometry, points, normal, through, None, part_of(tick, 0, 0.7)), "add", verb, part_of(tick, 0.7, 1))
    box, inside = target.region()
    cut_out = prism(geometry, points, normal, through, box, part_of(tick, 0, 0.7))
    within = np.zeros(inside.shape, bool)
    if cut_out is not None:
        within[inner(cut_out[0], box)] = cut_out[1]
    if mode == "erase inside":
        taken = inside & within
    elif through:
        taken = inside & ~within
    else:  # the rest of this slice alone
        from viewer.case.voxel_shapes import plane_slab

        taken = inside & ~within & plane_slab(geometry, box, points[0], normal)
    return _shaped(target, (box, taken), "remove", verb, part_of(tick, 0.7, 1))


def grow(
    target: Target, point: Point, normal: Point | None, tolerance: float, tick: Tick, reach_mm: float = np.inf,
    stopped: Callable[[], None] = lambda: None,
) -> Edit | None:  # fmt: skip
    """A region from a click: in space, or with a normal in the slice, where what is segmented already is a wall.

    It ends `reach_mm` from the click; `stopped` is called where it would have gone on.
    """
    from viewer.tools.growing import distances_mm, grow_region

    barrier = None if normal is None else target.mask
    geometry = target.segmentation.geometry
    shape = grow_region(target.volume.voxels, geometry, point, tolerance, part_of(tick, 0, 0.8), normal, barrier, reach_mm)
    if shape is None:
        raise KnownError("That lies outside the images.", "Click inside them.")
    box, inside = shape
    if np.isfinite(reach_mm) and distances_mm(geometry, box, point)[inside].max() > reach_mm - max(geometry.spacing_mm):
        stopped()
    return _shaped(target, shape, "add", "Grow" if normal is None else "Fill", part_of(tick, 0.8, 1))


def from_seeds(target: Target, tick: Tick) -> Edit | None:
    """All segments that are not locked grow from what is painted until they meet; paint one for the background too."""
    from viewer.tools.growing import grow_from_seeds

    rows = [row for row in target.segmentation.labels if target.segmentation.find_statistics(row.number) is not None]
    if len(rows) < 2:
        raise KnownError("Growing from seeds needs two painted segments.", "Paint some of the structure, and some of its surroundings.")
    boxes = [replace(target, number=row.number).region(10.0)[0] for row in rows]
    box = boxes[0]
    for other in boxes[1:]:
        box = union(box, other)
    seeds = target.mask[slices(box)]
    locked = {number for row in rows if row.locked for number in row.numbers}
    grown = grow_from_seeds(target.volume.voxels, np.array(seeds), box, target.segmentation.geometry.spacing_mm, part_of(tick, 0, 0.8))
    after = np.where((seeds > 0) | np.isin(grown, list(locked)), seeds, grown)
    return _edit(target, "Grow from seeds", box, seeds, after, target.segmentation.labels)


def margin(target: Target, by_mm: float, tick: Tick) -> Edit | None:
    from viewer.tools import reshaping

    box, inside = target.region(max(by_mm, 0.0) + 1)
    result = reshaping.margin(inside, target.segmentation.geometry.spacing_mm, by_mm, part_of(tick, 0, 0.8))
    return _shaped(target, (box, result), "set", f"Margin {by_mm:+g} mm:", part_of(tick, 0.8, 1))


def hollow(target: Target, wall_mm: float, tick: Tick) -> Edit | None:
    """Only a wall of this thickness is left, inside the surface as it is."""
    from viewer.tools import reshaping

    box, inside = target.region(1.0)
    core = reshaping.margin(inside, target.segmentation.geometry.spacing_mm, -abs(wall_mm), part_of(tick, 0, 0.8))
    return _shaped(target, (box, core), "remove", f"Hollow, {abs(wall_mm):g} mm:", part_of(tick, 0.8, 1))


def smooth(target: Target, kind: Literal["median", "gaussian", "closing", "opening"], size_mm: float, tick: Tick) -> Edit | None:
    from viewer.tools import reshaping

    box, inside = target.region(3 * size_mm)
    result = reshaping.smooth(inside, target.segmentation.geometry.spacing_mm, kind, size_mm, part_of(tick, 0, 0.8))
    return _shaped(target, (box, result), "set", f"Smooth ({kind}, {size_mm:g} mm)", part_of(tick, 0.8, 1))


def fill_holes(target: Target, axis: int | None, tick: Tick) -> Edit | None:
    from viewer.tools import reshaping

    box, inside = target.region()
    return _shaped(target, (box, reshaping.fill_holes(inside, axis, part_of(tick, 0, 0.8))), "set", "Fill holes of", part_of(tick, 0.8, 1))


def keep_largest(target: Target, tick: Tick) -> Edit | None:
    from viewer.tools import reshaping

    box, inside = target.region()
    numbers, _ = reshaping.islands(inside, part_of(tick, 0, 0.8))
    return _shaped(target, (box, numbers == 1), "set", "Keep the largest island of", part_of(tick, 0.8, 1))


def remove_small(target: Target, least_ml: float, tick: Tick) -> Edit | None:
    """Without the islands that are smaller."""
    from viewer.tools import reshaping

    box, inside = target.region()
    numbers, sizes = reshaping.islands(inside, part_of(tick, 0, 0.8))
    kept = int((sizes * target.segmentation.geometry.voxel_mm3 / 1000 >= least_ml).sum())
    verb = f"Remove islands below {least_ml:g} ml of"
    return _shaped(target, (box, (numbers > 0) & (numbers <= kept)), "set", verb, part_of(tick, 0.8, 1))


def split(target: Target, tick: Tick) -> Edit | None:
    """Each island becomes a segment of its own, the largest keeps the name; the smallest stay together beyond 20."""
    from viewer.tools import reshaping

    box, inside = target.region()
    numbers, sizes = reshaping.islands(inside, part_of(tick, 0, 0.6))
    if len(sizes) < 2:
        raise KnownError(f"{target.label.name} is in one piece.")
    segmentation = target.segmentation
    before = np.array(target.mask[slices(box)])
    after = before.copy()
    for n in range(2, min(len(sizes), MOST_ISLANDS) + 1):
        tick(0.6 + 0.3 * n / MOST_ISLANDS, "Splitting")
        label = replace(new_label(segmentation, f"{target.label.name} {n}"[:64]), code=target.label.code, side=target.label.side)
        segmentation = replace(segmentation, labels=(*segmentation.labels, label))
        piece = (numbers == n) if n < MOST_ISLANDS else numbers >= n
        after[piece] = Membership(segmentation.labels, target.number).apply(after[piece], erase=True)
        after[piece] = Membership(segmentation.labels, label.number, "replace").apply(after[piece])
    return _edit(target, f"Split {target.label.name}", box, before, after, segmentation.labels)


def combine(target: Target, other: int, how: Combine, tick: Tick) -> Edit | None:
    """The segment with another one: both, what they share, without the other, or the other's voxels instead."""
    theirs = replace(target, number=other)
    box, second = theirs.region()
    verb = {"union": "Add", "intersect": "Intersect with", "subtract": "Subtract", "copy": "Copy"}[how]
    verb = f"{verb} {theirs.label.name}: "
    # Both may hold the voxels: what is copied is not taken away from the other one.
    shared = replace(target, overlap="both")
    if how == "union":
        return _shaped(shared, (box, second), "add", verb, tick)
    if how == "copy":
        return _shaped(shared, (box, second), "set", verb, tick)
    own_box, own = target.region()
    within = np.zeros(own.shape, bool)
    overlap = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(own_box, box, strict=True))
    if all(low < high for low, high in overlap):
        both = (overlap[0], overlap[1], overlap[2])
        within[inner(both, own_box)] = second[inner(both, box)]
    return _shaped(target, (own_box, own & (within if how == "subtract" else ~within)), "remove", verb, tick)


def between_slices(target: Target, axis: int, tick: Tick) -> Edit | None:
    """Empty slices between drawn ones are filled, along the axis k (0), j or i of the grid."""
    from viewer.tools import reshaping

    box, inside = target.region()
    result = reshaping.between_slices(inside, target.segmentation.geometry.spacing_mm, axis, part_of(tick, 0, 0.8))
    return _shaped(target, (box, result), "add", "Fill between slices of", part_of(tick, 0.8, 1))


def _shaped(target: Target, shape: Shape | None, how: How, verb: str, tick: Tick) -> Edit | None:
    """A shape added to the segment, taken from it, or put in its place; None where that changes nothing."""
    membership = target.membership()
    tick(0.0, "Writing voxels")
    box, inside = shape if shape is not None else (None, None)
    if how == "set":
        try:
            own_box, _ = target.region()
        except KnownError:
            own_box = box if box is not None else ((0, 1), (0, 1), (0, 1))
        box, inside = _within(box, inside, own_box if box is None else union(box, own_box))
    if box is None or inside is None:
        return None
    before: Mask = target.mask[slices(box)]
    after = np.array(before)
    if how != "remove":
        after[inside] = membership.apply(after[inside])
    if how != "add":
        gone = inside if how == "remove" else ~inside
        after[gone] = membership.apply(after[gone], erase=True)
    return _edit(target, f"{verb} {target.label.name}", box, before, after, membership.labels)


def _within(box: BoxKji | None, inside: Inside | None, around: BoxKji) -> tuple[BoxKji, Inside]:
    whole = np.zeros([high - low for low, high in around], bool)
    if box is not None and inside is not None:
        whole[inner(box, around)] = inside
    return around, whole


def _edit(target: Target, label: str, box: BoxKji, before: Mask, after: Mask, labels: tuple[Label, ...]) -> Edit | None:
    patch = Patch.of_change(target.segmentation.id, box, before, after)
    if patch is None:
        return None
    there = inner(patch.box_kji, box)
    segmentation = target.segmentation
    statistics = changed_statistics(target.volume, labels, segmentation.statistics, patch.box_kji, before[there], after[there])
    foreign = not segmentation.source.author.startswith("user:")
    record = replace(
        segmentation, labels=labels, statistics=statistics, edited_by=target.author if foreign else segmentation.edited_by
    )
    return Edit(label, target.author, (Swap(segmentation, record), patch))
