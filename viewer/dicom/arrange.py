"""Puts the frames of a series in order along the normal and finds the even, orthogonal grid they lie on.

General series readers get tilt, gaps, localizers and repeated positions wrong, some without a word; so each
of them is looked for here and named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from viewer.case.geometry import Array, Geometry
from viewer.case.study import Level, Part, Problem
from viewer.dicom.frames import Frame

Say = Callable[[str, Level], None]
SAME_PLACE_MM = 0.01
SAME_DIRECTION = 2e-3
"""Largest difference of direction cosines within one stack: 0.1 degrees."""
EVEN = 0.03
"""Planes this near to an even grid, in slice steps, are even: the files round their positions."""
SIDEWAYS_PX = 0.3
"""Planes shifted sideways by less than this, in pixels, are straight above each other."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One part of a series: its frames in order, and the grid of their volume.

    Frames are sorted by ``position . normal``, which is k of `geometry`. The normal is row direction x column
    direction (right-handed), so k grows towards the head in an ordinary axial series. With `resampled` the grid
    is not where the frames lie and voxels must be interpolated. `geometry` is None for frames that make no volume
    (without a place in the patient, or in colour); these keep the order of the file.
    """

    part: Part
    frames: tuple[Frame, ...]
    geometry: Geometry | None
    resampled: bool
    problems: tuple[Problem, ...]


def arrange(frames: Sequence[Frame], series_uid: str) -> tuple[Layout, ...]:
    """The parts of a series, the one to look at first first, and what was odd about each."""
    placed = [frame for frame in frames if frame.placed and not frame.source.is_colour]
    layouts = [_volume(placed, series_uid)] if placed else []
    pictures: dict[str, list[Frame]] = {}
    for frame in frames:
        if not frame.placed or frame.source.is_colour:
            pictures.setdefault(frame.instance_uid, []).append(frame)
    for own in pictures.values():
        number = len(layouts) + 1
        name = f"{number}" if len(pictures) + len(layouts) > 1 else ""
        part = Part(str(number), name, len(own), own[0].frame_uid, False)
        layouts.append(Layout(part, tuple(own), None, False, ()))
    return tuple(layouts)


def _volume(frames: Sequence[Frame], series_uid: str) -> Layout:
    problems: list[Problem] = []

    def say(text: str, level: Level) -> None:
        problems.append(Problem(level, text, series_uid))

    kept = _largest_group(frames, say)
    reference = kept[0]
    kept.sort(key=lambda frame: (_along_normal(frame, reference), frame.number, frame.instance_uid))
    kept = _one_per_place(kept, say)
    geometry, resampled = _grid(kept, series_uid, say)
    part = Part("1", "", len(kept), geometry.frame_uid, True)
    return Layout(part, tuple(kept), geometry, resampled, tuple(problems))


def _along_normal(frame: Frame, reference: Frame) -> float:
    return float(np.dot(frame.position_lps, reference.normal))


def _largest_group(frames: Sequence[Frame], say: Say) -> list[Frame]:
    groups: list[list[Frame]] = []
    for frame in frames:
        group = next((group for group in groups if not _why_apart(frame, group[0])), None)
        if group is None:
            groups.append([frame])
        else:
            group.append(frame)
    kept = max(groups, key=lambda group: (not group[0].localizer, len(group)))
    for group in groups:
        if group is not kept:
            reason = "a localizer" if group[0].localizer else _why_apart(group[0], kept[0])
            pictures = "1 picture is" if len(group) == 1 else f"{len(group)} pictures are"
            say(f"{pictures} not part of the volume of {len(kept)} slices: {reason}.", "warning")
    return kept


def _why_apart(frame: Frame, other: Frame) -> str:
    """Why two frames are not of one stack; empty when they are."""
    if frame.frame_uid != other.frame_uid:
        return "another frame of reference"
    if (frame.source.rows, frame.source.columns) != (other.source.rows, other.source.columns):
        return f"another matrix ({frame.source.columns} x {frame.source.rows} pixels)"
    if not np.allclose([*frame.along, *frame.down], [*other.along, *other.down], atol=SAME_DIRECTION):
        return "another orientation"
    if not np.allclose(frame.spacing_mm, other.spacing_mm, rtol=1e-3):
        return "another pixel size"
    if frame.localizer != other.localizer:
        return "a localizer"
    return ""


def _one_per_place(frames: list[Frame], say: Say) -> list[Frame]:
    """One frame for each position: the first complete set of phases, time points or echoes."""
    places: list[list[Frame]] = []
    for frame in frames:
        if places and _along_normal(frame, frames[0]) - _along_normal(places[-1][0], frames[0]) < SAME_PLACE_MM:
            places[-1].append(frame)
        else:
            places.append([frame])
    most = max(len(place) for place in places)
    if most == 1:
        return frames
    lie = f"{len(frames)} pictures lie at {len(places)} position{'s' if len(places) > 1 else ''}"
    for column in range(len(frames[0].order)):
        name = frames[0].order[column][0]
        sets: dict[float | str, list[Frame]] = {}
        for frame in frames:
            sets.setdefault(frame.order[column][1], []).append(frame)
        complete = [key for key in sets if len(sets[key]) == len(places) and _no_place_twice(sets[key])]
        if len(complete) > 1 or (complete and len(sets) > 1):
            first = min(complete, key=lambda key: (isinstance(key, str), key))
            shown = f"{first:g}" if isinstance(first, float) else first or "not given"
            say(
                f"{lie} ({len(sets)} sets by {name}); "
                f"the first complete set is used ({name} {shown}).",
                "warning",
            )
            return sets[first]
    say(
        f"{lie} (up to {most} at one); nothing in the headers tells complete sets apart, so the lowest instance number "
        "at each position is used.",
        "warning",
    )
    return [min(place, key=lambda frame: (frame.number, -frame.source.bits_stored, frame.instance_uid)) for place in places]


def _no_place_twice(frames: Sequence[Frame]) -> bool:
    places = [_along_normal(frame, frames[0]) for frame in frames]
    return all(above - below >= SAME_PLACE_MM for below, above in pairwise(places))


def _grid(frames: Sequence[Frame], series_uid: str, say: Say) -> tuple[Geometry, bool]:
    first = frames[0]
    normal, along, down = np.array(first.normal), np.array(first.along), np.array(first.down)
    row_mm, column_mm = first.spacing_mm
    origin = np.array(first.position_lps)
    offsets = np.array([frame.position_lps for frame in frames]) - origin
    heights_mm = offsets @ normal
    sideways_mm = np.stack([offsets @ along, offsets @ down], axis=1)
    frame_uid = first.frame_uid or f"local:{series_uid}"
    rows, columns = first.source.rows, first.source.columns

    def geometry(slices: int, step_mm: float, start: Array, height: int, width: int) -> Geometry:
        matrix = np.eye(4)
        matrix[:3] = np.stack([normal * step_mm, down * row_mm, along * column_mm, start], axis=1)
        return Geometry.from_matrix((slices, height, width), matrix, frame_uid)

    if len(frames) == 1:
        thickness_mm = first.thickness_mm or 0.0
        how = "its thickness" if thickness_mm > 0 else "1 mm, as no thickness is given,"
        say(f"The series has a single slice; {how} stands for the slice step of the volume.", "note")
        return geometry(1, thickness_mm if thickness_mm > 0 else 1.0, origin, rows, columns), False

    gaps_mm = np.diff(heights_mm)
    uneven = _uneven(heights_mm)
    tilt_degrees, slant = _tilt(heights_mm, sideways_mm, (column_mm, row_mm))
    if not uneven and not slant:
        return geometry(len(frames), float(heights_mm[-1]) / (len(frames) - 1), origin, rows, columns), False

    # The lower quartile keeps the finer part of a two-part scan fine and is not misled by one odd gap.
    step_mm = float(np.quantile(gaps_mm, 0.25, method="lower"))
    whole = np.rint(gaps_mm / step_mm)
    only_missing = bool(np.all(np.abs(gaps_mm / step_mm - whole) < 2 * EVEN))
    if only_missing or not uneven:
        step_mm = float(heights_mm[-1] / whole.sum())
    step_mm = max(step_mm, float(heights_mm[-1]) / (8 * len(frames)))
    slices = int(heights_mm[-1] / step_mm + 1e-6) + 1
    odd = []
    if slant:
        odd.append(slant if not tilt_degrees else f"the gantry was tilted by {tilt_degrees:.1f}°")
    if uneven:
        odd.append(_missing(frames, gaps_mm, whole) if only_missing else _irregular(gaps_mm))
    sentence = " and ".join(odd)
    say(
        f"{sentence[0].upper()}{sentence[1:]}; the volume was interpolated onto an even, upright grid of "
        f"{step_mm:.2f} mm, while slices are shown as acquired.",
        "warning",
    )
    if not slant:
        return geometry(slices, step_mm, origin, rows, columns), True
    low_px, high_px = _reach(sideways_mm, (column_mm, row_mm))
    start = origin + along * low_px[0] * column_mm + down * low_px[1] * row_mm
    return geometry(slices, step_mm, start, rows + high_px[1] - low_px[1], columns + high_px[0] - low_px[0]), True


def _reach(sideways_mm: Array, pixel_mm: tuple[float, float]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Whole pixels (columns, rows) that the planes reach beyond the first one, before and after."""
    shift = sideways_mm / np.array(pixel_mm)
    low, high = np.floor(shift.min(axis=0) + 1e-6), np.ceil(shift.max(axis=0) - 1e-6)
    return (int(low[0]), int(low[1])), (int(high[0]), int(high[1]))


def _uneven(heights_mm: Array) -> bool:
    even = np.linspace(0.0, heights_mm[-1], len(heights_mm))
    step_mm = heights_mm[-1] / (len(heights_mm) - 1)
    return bool(np.abs(heights_mm - even).max() > EVEN * step_mm)


def _tilt(heights_mm: Array, sideways_mm: Array, pixel_mm: tuple[float, float]) -> tuple[float, str]:
    """Degrees between the normal and the line of slice origins, and a phrase when the planes are not upright.

    0 degrees with a phrase: shifted sideways, but not along one line.
    """
    if np.abs(sideways_mm / np.array(pixel_mm)).max() <= SIDEWAYS_PX:
        return 0.0, ""
    slope = heights_mm @ sideways_mm / (heights_mm @ heights_mm)
    rest_mm = np.abs(sideways_mm - np.outer(heights_mm, slope)).max()
    if rest_mm > max(pixel_mm):
        return 0.0, f"slices are shifted sideways by up to {np.abs(sideways_mm).max():.1f} mm"
    return math.degrees(math.atan(float(np.linalg.norm(slope)))), "tilted"


def _missing(frames: Sequence[Frame], gaps_mm: Array, whole: Array) -> str:
    holes = []
    axis = int(np.abs(frames[0].normal).argmax())
    for index in np.flatnonzero(whole > 1).tolist():
        below, above = frames[index].position_lps[axis], frames[index + 1].position_lps[axis]
        count = int(whole[index]) - 1
        holes.append(
            f"{count} after slice {index + 1} ({'xyz'[axis]} {below:.1f} to {above:.1f} mm, gap {gaps_mm[index]:.2f} mm)"
        )
    total = int((whole - 1).sum())
    listed = ", ".join(holes[:4]) + (f" and {len(holes) - 4} more places" if len(holes) > 4 else "")
    return f"{total} {'slice is' if total == 1 else 'slices are'} missing: {listed}"


def _irregular(gaps_mm: Array) -> str:
    values, counts = np.unique(np.round(gaps_mm, 2), return_counts=True)
    if len(values) > 4:
        return f"slices are unevenly spaced (gaps from {values[0]:.2f} to {values[-1]:.2f} mm)"
    parts = [f"{value:.2f} mm {count} times" if count > 1 else f"{value:.2f} mm once"
             for value, count in zip(values, counts, strict=True)]  # fmt: skip
    return f"slices are unevenly spaced (gaps of {', '.join(parts)})"
