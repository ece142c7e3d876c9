"""Puts the frames of a series in order along the normal and into parts, and says what is odd about each.

General series readers get tilt, gaps, localizers and repeated positions wrong, some without a word; so each
of them is looked for here and named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from viewer.case.geometry import Geometry
from viewer.case.study import Part, Patient, Problem
from viewer.dicom.frames import Frame
from viewer.dicom.grid import grid_of
from viewer.dicom.identity import fill_in
from viewer.dicom.midnight import SENTENCE, across_midnight
from viewer.dicom.part_names import names_of, picture_names, plane_name
from viewer.dicom.parts import PictureSet, alike, sets_of
from viewer.dicom.rescales import settled
from viewer.dicom.spacing import Spacing, common_to


@dataclass(frozen=True, slots=True)
class Layout:
    """One part of a series: its frames in order, and the grid of their volume.

    Frames are sorted by ``position . normal``, which is k of `geometry`. The normal is row direction x column
    direction (right-handed), so k grows towards the head in an ordinary axial series. With `resampled` the grid
    is not where the frames lie and voxels must be interpolated. `geometry` is None for frames that make no volume
    (without a place in the patient, or in colour); those without a place keep the order of the file.
    """

    part: Part
    frames: tuple[Frame, ...]
    geometry: Geometry | None
    resampled: bool
    problems: tuple[Problem, ...]


def arrange(frames: Sequence[Frame], series_uid: str) -> tuple[Layout, ...]:
    """The parts of a series, the one to look at first first, and what was odd about each. No frame is left out."""
    frames, over_midnight = across_midnight(frames)
    groups = [sorted(sets_of(group), key=_is_derived) for group in alike([frame for frame in frames if frame.placed])]
    groups.sort(key=_first_to_look_at)
    rows = [row for group in groups for row in group]
    names = names_of(rows)
    layouts: list[Layout] = []
    for group in groups:
        begun = len(layouts)
        for row in group:
            name = names[len(layouts)]
            part = Part(name.key, name.text, len(row.frames), "", True, patient=_patient(row.frames))
            layout = _volume(row, group, part, series_uid)
            if over_midnight and any(mark.tell == "time" or mark.seconds is not None for mark in row.marks):
                layout = replace(layout, problems=(*layout.problems, Problem("note", SENTENCE, series_uid)))
            layouts.append(layout)
        layouts[begun:] = _as_series(layouts[begun:])
    if groups:  # the first complete one of the best group; the others keep their order
        best = next((index for index, row in enumerate(groups[0]) if not row.missing_mm), 0)
        layouts.insert(0, layouts.pop(best))
    films = _films([frame for frame in frames if not frame.placed])
    pictures = [_film(film, name.key, name.text, series_uid) for film, name in zip(films, picture_names(films), strict=True)]
    found = (*layouts, *pictures)
    return found if len(found) > 1 else tuple(replace(row, part=replace(row.part, name=row.frames[0].title)) for row in found)


def _is_derived(row: PictureSet) -> bool:
    """Whether pictures were made from others, lossy copies among them (DICOM PS3.3 C.7.6.1.1.2)."""
    return any(name == "type" and str(value).upper().startswith("DERIVED") for name, value in row.frames[0].order)


def _first_to_look_at(group: Sequence[PictureSet]) -> tuple[object, ...]:
    first = group[0].frames[0]
    most = max(len(row.frames) for row in group)
    plain = first.kind in ("", "magnitude", "water")
    return (
        first.localizer, first.source.is_colour, not plain, -most, first.kind, plane_name(first), first.frame_uid,
        tuple(round(value, 2) for value in (*first.along, *first.down, *first.position_lps)),
    )  # fmt: skip


def _volume(row: PictureSet, group: Sequence[PictureSet], part: Part, series_uid: str) -> Layout:
    frames, of_values = settled(row.frames, "Slice")
    geometry, resampled, problems = grid_of(frames, series_uid)
    places = len(frames) + len(row.missing_mm)
    if row.missing_mm and len(group) > 1:
        text = f"This part has pictures at {len(frames)} of the {places} positions of the series; missing: {_heights(row)}."
        problems.append(Problem("warning", text, series_uid))
    if row.doubtful:
        most = max(len(other.frames) + len(other.missing_mm) for other in group)
        text = (
            f"{sum(len(other.frames) for other in group)} pictures lie at {most} position{'s' if most > 1 else ''}; nothing "
            "in the headers tells complete sets apart, so they were told apart by their instance numbers."
        )
        problems.append(Problem("warning", text, series_uid))
    problems += _said(frames, series_uid, of_values)
    part = replace(part, frame_uid=geometry.frame_uid, is_volume=not frames[0].source.is_colour)
    if frames[0].source.is_colour:
        return Layout(part, frames, None, False, tuple(problem for problem in problems if "volume" not in problem.text))
    return Layout(part, frames, geometry, resampled, tuple(problems))


def _heights(row: PictureSet) -> str:
    """Where pictures are missing, in the words of the axis that the slices follow."""
    frame = row.frames[0]
    axis = int(np.abs(frame.normal).argmax())
    at = np.array(frame.position_lps) - np.array(frame.normal) * np.dot(frame.normal, frame.position_lps)
    places = [f"{(at + np.array(frame.normal) * height)[axis]:.1f}" for height in row.missing_mm]
    more = f" and {len(places) - 6} more" if len(places) > 6 else ""
    return f"{'xyz'[axis]} {', '.join(places[:6])} mm{more}"


def _as_series(layouts: list[Layout]) -> list[Layout]:
    """Parts on one grid are a 4D series: they get its name and their position in it."""
    grids: dict[tuple[str, Geometry], list[int]] = {}
    for index, layout in enumerate(layouts):
        if layout.geometry is not None:
            whose = layout.frames[0].patient
            same = (key for key in grids if key[0] == whose and _is_same(key[1], layout.geometry))
            grids.setdefault(next(same, (whose, layout.geometry)), []).append(index)
    found = list(layouts)
    for indices in grids.values():
        if len(indices) > 1:
            key = layouts[indices[0]].part.key
            for position, index in enumerate(indices):
                found[index] = replace(found[index], part=replace(found[index].part, group=key, position=position))
    return found


def _is_same(grid: Geometry, other: Geometry) -> bool:
    return grid.shape_kji == other.shape_kji and np.allclose(grid.matrix, other.matrix, atol=1e-3)


def _films(frames: Sequence[Frame]) -> list[list[Frame]]:
    """Pictures without a place: each file by itself, slices that only have a number and files of a concatenation together."""
    films: dict[tuple[str, tuple[int, int], bool, str], list[Frame]] = {}
    taken = Counter((frame.frame_uid, frame.source.shape_ji, frame.source.is_colour, frame.position_lps) for frame in frames)
    for frame in frames:
        if taken[frame.frame_uid, frame.source.shape_ji, frame.source.is_colour, frame.position_lps] > 1:  # numbered twice
            frame = replace(frame, frame_uid=f"local:{frame.instance_uid}", position_lps=(0.0, 0.0, float(frame.source.frame)))
        films.setdefault((frame.frame_uid, frame.source.shape_ji, frame.source.is_colour, frame.patient), []).append(frame)
    found = [sorted(film, key=lambda frame: (frame.position_lps[2], frame.instance_uid)) for film in films.values()]
    return sorted(found, key=lambda film: (film[0].number or 10**9, film[0].instance_uid))


def _film(frames: Sequence[Frame], key: str, name: str, series_uid: str) -> Layout:
    frames, of_values = settled(tuple(frames), "Picture")
    part = Part(key, name, len(frames), frames[0].frame_uid, False, patient=_patient(frames))
    said = dict.fromkeys((frame.spacing_mm, frame.spacing_source) for frame in frames)
    spacing = common_to([Spacing(mm, source) for mm, source in said])
    if spacing.oddities:
        frames = [
            replace(frame, spacing_mm=spacing.mm, spacing_source=spacing.source, oddities=(*frame.oddities, *spacing.oddities))
            for frame in frames
        ]
    return Layout(part, tuple(frames), None, False, tuple(_said(frames, series_uid, of_values)))


def _patient(frames: Sequence[Frame]) -> Patient | None:
    """Whom the pictures of a part name; what one leaves empty another may state."""
    stated = dict.fromkeys(frame.whose for frame in frames if frame.whose is not None)
    return reduce(fill_in, stated) if stated else None


def _said(frames: Sequence[Frame], series_uid: str, of_values: str) -> list[Problem]:
    """`of_values`, what the frames themselves have to say, each sentence once, and which files of a concatenation are missing."""
    sentences = dict.fromkeys(text for text in (of_values, *(text for frame in frames for text in frame.oddities)) if text)
    problems = [Problem("warning", text, series_uid) for text in sentences]
    said = [dict(frame.order) for frame in frames]
    wanted = max((int(pieces) for row in said if isinstance(pieces := row.get("pieces"), int | float)), default=0)
    there = {int(piece) for row in said if isinstance(piece := row.get("piece"), int | float)}
    missing = [str(number) for number in range(1, min(wanted, 10_000) + 1) if number not in there]
    if missing:
        text = f"This image was cut into {wanted} files, of which some are missing: {', '.join(missing[:8])}."
        problems.append(Problem("warning", text, series_uid))
    return problems
