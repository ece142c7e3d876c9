"""Which pictures of a series belong together: a volume, a phase, an echo, a b-value, a time point, a localizer.

Every picture ends in exactly one set. What makes values or grids incomparable always separates; what a header says
beyond that (echo, time, acquisition ...) separates only where pictures would otherwise lie on each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array
from viewer.dicom.frames import Frame
from viewer.dicom.grid import is_uneven
from viewer.dicom.values import NO_RESCALE, Values

SAME_PLACE_MM = 0.01
SAME_TABLE_MM = 0.2
"""Thick slices nearer than this, and than a twentieth of their thickness, are meant to be at one place."""
SAME_DIRECTION = 2e-3
"""Largest difference of direction cosines within one stack: 0.1 degrees."""

ByValue = ("contrast phase", "cardiac phase", "breathing phase", "time point", "echo", "echo time", "inversion time",
           "flip angle", "repetition time", "b value", "trace", "direction", "voltage", "energy window", "detector",
           "R-R interval", "gate", "kernel", "thickness", "type")  # fmt: skip
"""Values that mean the same at every place, the most telling first."""
ByRank = ("trigger", "acquisition", "series number", "time")
"""Values that may drift from place to place, so that their order counts where they do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What sets one set apart from its neighbours: `value` in the terms of `tells`, the `rank`-th (from 1) of `total`.

    `seconds` is the time since the first of them, where times are known and grow with the rank.
    """

    tell: str
    value: float | str | None
    rank: int
    total: int
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PictureSet:
    """Pictures that are looked at together, sorted along the normal, and how they differ from others of their group.

    `missing_mm` are heights along the normal where the group has pictures and this set has none. `doubtful` says
    that nothing in the headers told it from the others.
    """

    frames: tuple[Frame, ...]
    marks: tuple[Mark, ...]
    missing_mm: tuple[float, ...] = ()
    doubtful: bool = False


def alike(frames: Sequence[Frame]) -> list[list[Frame]]:
    """Groups whose pixels lie on one kind of grid and mean the same thing."""
    coarse: dict[tuple[object, ...], list[list[Frame]]] = defaultdict(list)
    known: dict[tuple[object, ...], list[Frame]] = {}
    for frame in frames:
        values, source = frame.values, frame.source
        same = (
            frame.frame_uid, source.shape_ji, frame.localizer, frame.kind, _unit_meant(values), values.inverted,
            source.is_colour, source.is_float, frame.patient, frame.title,
        )  # fmt: skip
        exact = (*same, frame.along, frame.down, frame.spacing_mm)
        group = known.get(exact)
        if group is None:
            group = next((group for group in coarse[same] if _same_grid(frame, group[0])), None)
            if group is None:
                group = []
                coarse[same].append(group)
            known[exact] = group
        group.append(frame)
    return [stack for groups in coarse.values() for group in groups for stack in _stacks(group)]


def _unit_meant(values: Values) -> str:
    """A CT slice that lost its rescale still belongs to those that have one; `rescales.settled` gives them one unit."""
    return "HU" if NO_RESCALE in values.oddities else values.unit


def _same_grid(frame: Frame, other: Frame) -> bool:
    directions = np.subtract((*frame.along, *frame.down), (*other.along, *other.down))
    sizes = np.divide(frame.spacing_mm, other.spacing_mm)
    return bool(np.abs(directions).max() < SAME_DIRECTION and np.abs(sizes - 1).max() < 1e-3)


def _stacks(frames: list[Frame]) -> list[list[Frame]]:
    """Frames by Stack ID, where each stack has several places (some number every frame)."""
    stacks: dict[object, list[Frame]] = defaultdict(list)
    for frame in frames:
        stacks[dict(frame.order).get("stack")].append(frame)
    if all(len({frame.position_lps for frame in stack}) > 1 for stack in stacks.values()):
        return list(stacks.values())
    return [frames]


def sets_of(group: Sequence[Frame]) -> list[PictureSet]:
    """A group of `alike` frames as sets without two pictures at one place, in the order of what tells them apart."""
    reference = group[0]
    normal, along, down = (np.array(axis) for axis in (reference.normal, reference.along, reference.down))
    positions = np.array([frame.position_lps for frame in group])
    heights = positions @ normal
    order = sorted(range(len(group)), key=lambda n: (round(heights[n], 4), group[n].number, group[n].instance_uid))
    frames, heights, positions = [group[n] for n in order], heights[order], positions[order]
    places = _places(heights, reference)
    sideways = _sideways(np.stack([positions @ along, positions @ down], axis=1), places, max(reference.spacing_mm))
    pictures = _Pictures(frames, [dict(frame.order) for frame in frames], places, heights, sideways)
    found = _split(pictures, np.arange(len(frames)), ())
    height_of = dict(zip(places.tolist(), heights.tolist(), strict=True))
    covered = [frozenset(places[own].tolist()) for own, _ in found]
    coverings = set(covered)
    return [
        PictureSet(
            tuple(frames[n] for n in own), marks,
            tuple(height_of[place] for place in _missing(covered[index], coverings, marks)),
            doubtful=any(mark.tell == "repeat" for mark in marks),
        )
        for index, (own, marks) in enumerate(found)
    ]  # fmt: skip


def _places(heights: Array, reference: Frame) -> npt.NDArray[np.int64]:
    """The number of the place of each of ascending heights; the table may not come back to a place exactly."""
    nearest_mm = min(SAME_PLACE_MM, 0.05 * min(reference.spacing_mm))
    nearest_mm = max(nearest_mm, min(0.05 * (reference.thickness_mm or 0.0), SAME_TABLE_MM))
    places, start, place = [], heights[0], 0
    for height in heights.tolist():
        if height - start > nearest_mm:
            start, place = height, place + 1
        places.append(place)
    return np.array(places)


def _missing(mine: frozenset[int], coverings: set[frozenset[int]], marks: tuple[Mark, ...]) -> list[int]:
    """Places where sets that share places with this one have pictures, and this one has none."""
    if any(mark.tell in ("side", "repeat") for mark in marks):
        return []  # other stacks and chance doubles say nothing of what belongs here
    near = (covering for covering in coverings if not mine.isdisjoint(covering))
    return sorted(mine.union(*near) - mine)


@dataclass(frozen=True, slots=True)
class _Pictures:
    """Frames sorted along the normal with what their headers say, the number of their place, and its height in mm."""

    frames: list[Frame]
    said: list[dict[str, float | str]]
    places: npt.NDArray[np.int64]
    heights_mm: Array
    sideways: list[int]

    def value(self, n: int, tell: str) -> float | str | None:
        return self.sideways[n] if tell == "side" else self.said[n].get(tell)


Indices = npt.NDArray[np.int64]
Found = list[tuple[Indices, tuple[Mark, ...]]]


def _split(pictures: _Pictures, own: Indices, marks: tuple[Mark, ...]) -> Found:
    counts = Counter(pictures.places[own].tolist())
    if max(counts.values()) == 1:
        return _interleaved(pictures, own, marks) or [(own, marks)]
    repeated = sum(count > 1 for count in counts.values())
    overlap = repeated <= max(1, len(counts) // 20) and len(counts) > 4  # blocks that meet, not phases
    dimensions = sorted({tell for said in pictures.said for tell in said if tell.startswith("dimension")})
    for tell in ("side", *ByValue, *dimensions, "comment", *(() if overlap else ByRank)):
        keys = _keys(pictures, own, tell)
        if keys is not None:
            rows = _rows(pictures, own, tell, keys)
            return [row for part, mark in rows for row in _split(pictures, part, (*marks, mark))]
    keys = _ranks(pictures, own, [pictures.said[n].get("number") for n in own], apart=True)
    return [(part, (*marks, mark)) for part, mark in _rows(pictures, own, "repeat", keys)]


def _keys(pictures: _Pictures, own: Indices, tell: str) -> list[float | str | None] | None:
    """What `tell` sorts each frame by, or None where it does not tell apart what lies at one place."""
    values = [pictures.value(n, tell) for n in own]
    at_place: dict[int, set[float | str | None]] = defaultdict(set)
    for place, value in zip(pictures.places[own].tolist(), values, strict=True):
        at_place[place].add(value)
    most, distinct = max(len(found) for found in at_place.values()), len(set(values))
    if most < 2:
        return None
    if tell in ByRank and distinct > most:
        return list(_ranks(pictures, own, values, apart=False))
    if distinct > (most if tell == "side" else 2 * most + 2):
        return None  # it changes from place to place
    return values


def _ranks(pictures: _Pictures, own: Indices, values: list[float | str | None], apart: bool) -> list[float | str | None]:
    """The rank of each frame's value among those of its place, from 1; equal values share one unless kept `apart`.

    Where a place has fewer than the others, its values take the ranks whose usual value is nearest.
    """
    at_place: dict[int, list[int]] = defaultdict(list)
    for index, place in enumerate(pictures.places[own].tolist()):
        at_place[place].append(index)

    def sort_key(index: int) -> tuple[float, str]:
        value = values[index]
        return (value, "") if isinstance(value, int | float) else (float("inf"), value or "")

    steps = {
        place: sorted(({index} for index in found), key=lambda one: sort_key(min(one))) if apart
        else [{n for n in found if sort_key(n) == key} for key in sorted({sort_key(n) for n in found})]
        for place, found in at_place.items()
    }  # fmt: skip
    total = max(len(found) for found in steps.values())
    full = [found for found in steps.values() if len(found) == total]
    usual = [float(np.median([sort_key(min(found[rank]))[0] for found in full])) for rank in range(total)]
    ranks: list[float | str | None] = [None] * len(own)
    for found in steps.values():
        rank = 0
        for position, indices in enumerate(found):
            last = total - (len(found) - position)
            value = sort_key(min(indices))[0]
            if len(found) < total and not apart:
                rank = min(range(rank, last + 1), key=lambda candidate: abs(usual[candidate] - value))
            for index in indices:
                ranks[index] = float(rank + 1)
            rank += 1
    return ranks


def _rows(
    pictures: _Pictures, own: Indices, tell: str, keys: Sequence[float | str | None]
) -> list[tuple[Indices, Mark]]:
    """The frames of each key in the order of the keys, with their mark."""
    def in_order(key: float | str | None) -> tuple[int, float, str]:
        return (0, 0.0, "") if key is None else (1, 0.0, key) if isinstance(key, str) else (1, key, "")

    if tell == "direction":  # the order of the scan says more than that of the components
        first = {key: min(_number(pictures, n) for n, own_key in zip(own, keys, strict=True) if own_key == key) for key in set(keys)}
        distinct = sorted(set(keys), key=lambda key: (key is not None, first[key]))
    else:
        distinct = sorted(set(keys), key=in_order)
    parts = [own[[key == wanted for key in keys]] for wanted in distinct]
    times = [[found for n in part if isinstance(found := pictures.said[n].get("time"), int | float)] for part in parts]
    starts = [min(found) for found in times if found]
    grow = len(starts) == len(parts) and all(a < b for a, b in pairwise(starts))
    rows = []
    for rank, (key, part) in enumerate(zip(distinct, parts, strict=True), 1):
        value = pictures.value(int(part[0]), tell) if tell in ByRank else key
        rows.append((part, Mark(tell, value, rank, len(parts), starts[rank - 1] - starts[0] if grow else None)))
    return rows


def _number(pictures: _Pictures, n: int) -> float:
    number = pictures.said[n].get("number")
    return number if isinstance(number, int | float) else 0.0


def _interleaved(pictures: _Pictures, own: Indices, marks: tuple[Mark, ...]) -> Found | None:
    """Sets that lie between each other (two phases, not quite at the same places), if that makes each of them even."""
    heights_mm = pictures.heights_mm[own]
    if len(own) < 6 or not is_uneven(heights_mm):
        return None
    for tell in (*ByValue, "acquisition", "series number"):
        keys = [pictures.value(n, tell) for n in own]
        rows = _rows(pictures, own, tell, keys) if 1 < len(set(keys)) <= len(own) // 3 else []
        spans = [pictures.heights_mm[part] for part, _ in rows]
        meet = spans and max(span[0] for span in spans) < min(span[-1] for span in spans)
        if meet and all(len(span) > 2 and not is_uneven(span) for span in spans):
            return [(part, (*marks, mark)) for part, mark in rows]
    return None


def _sideways(offsets_mm: Array, places: npt.NDArray[np.int64], near_mm: float) -> list[int]:
    """Which of several stacks side by side each frame is in, by its shift within the plane; all 0 without repeats."""
    stacks: list[Array] = []
    numbers = []
    for offset in offsets_mm:
        number = next((n for n, other in enumerate(stacks) if np.abs(offset - other).max() <= near_mm), None)
        if number is None:
            number = len(stacks)
            stacks.append(offset)
            if number > 16:  # planes that move on from place to place: a tilted gantry
                return [0] * len(offsets_mm)
        numbers.append(number)
    return numbers
