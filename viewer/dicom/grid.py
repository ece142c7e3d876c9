"""The even, orthogonal grid that the sorted planes of a volume lie on, or are interpolated onto, and what is odd about them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Geometry
from viewer.case.study import Problem
from viewer.dicom.frames import Frame

EVEN = 0.03
"""Planes this near to an even grid, in slice steps, are even: the files round their positions."""
ROUNDED_MM = 0.055
"""Positions written with one digit after the point are this far off, which is no unevenness unless the steps are tiny."""
SIDEWAYS_PX = 0.3
"""Planes shifted sideways by less than this, in pixels, are straight above each other."""
HOLE = 5.0
"""A gap this much wider than its neighbours is not interpolated: nobody knows what lies there."""


def grid_of(frames: Sequence[Frame], series_uid: str) -> tuple[Geometry, bool, list[Problem]]:
    """The grid of frames that are sorted along their normal, whether it is another than theirs, and what to say.

    Raises KnownError where the header's sizes cannot be.
    """
    problems: list[Problem] = []
    first = frames[0]
    normal, along, down = np.array(first.normal), np.array(first.along), np.array(first.down)
    row_mm, column_mm = first.spacing_mm
    origin = np.array(first.position_lps)
    offsets = np.array([frame.position_lps for frame in frames]) - origin
    heights_mm = offsets @ normal
    sideways_mm = np.stack([offsets @ along, offsets @ down], axis=1)
    frame_uid = first.frame_uid or f"local:{series_uid}"
    rows, columns = first.source.shape_ji

    def geometry(slices: int, step_mm: float, start: Array, height: int, width: int) -> Geometry:
        matrix = np.eye(4)
        matrix[:3] = np.stack([normal * step_mm, down * row_mm, along * column_mm, start], axis=1)
        try:
            return Geometry.from_matrix((slices, height, width), matrix, frame_uid)
        except ValueError as error:
            raise KnownError("The header's pixel size or slice distance is impossible.") from error

    if len(frames) == 1:
        thickness_mm = first.thickness_mm or abs(first.step_mm or 0.0)
        how = "its thickness" if thickness_mm > 0 else "1 mm, as no thickness is given,"
        sentence = f"The series has a single slice; {how} stands for the slice step of the volume."
        problems.append(Problem("note", sentence, series_uid))
        return geometry(1, thickness_mm if thickness_mm > 0 else 1.0, origin, rows, columns), False, problems

    gaps_mm = np.diff(heights_mm)
    if sentence := _contradiction(frames, float(np.median(gaps_mm)), offsets):
        problems.append(Problem("note", sentence, series_uid))
    uneven = is_uneven(heights_mm)
    tilt_degrees, slant = _tilt(heights_mm, sideways_mm, (column_mm, row_mm))
    if not uneven and not slant:
        return geometry(len(frames), float(heights_mm[-1]) / (len(frames) - 1), origin, rows, columns), False, problems

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
    empty = "" if not holes_of(heights_mm).any() else ", left empty where slices are far apart"
    sentence = (
        f"{sentence[0].upper()}{sentence[1:]}; the volume was interpolated onto an even, rectangular grid of "
        f"{step_mm:.2f} mm{empty}, while slices are shown as acquired."
    )
    problems.append(Problem("warning", sentence, series_uid))
    if not slant:
        return geometry(slices, step_mm, origin, rows, columns), True, problems
    low_px, high_px = _reach(sideways_mm, (column_mm, row_mm))
    start = origin + along * low_px[0] * column_mm + down * low_px[1] * row_mm
    grid = geometry(slices, step_mm, start, rows + high_px[1] - low_px[1], columns + high_px[0] - low_px[0])
    return grid, True, problems


def _reach(sideways_mm: Array, pixel_mm: tuple[float, float]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Whole pixels (columns, rows) that the planes reach beyond the first one, before and after."""
    shift = sideways_mm / np.array(pixel_mm)
    low, high = np.floor(shift.min(axis=0) + 1e-6), np.ceil(shift.max(axis=0) - 1e-6)
    return (int(low[0]), int(low[1])), (int(high[0]), int(high[1]))


def is_uneven(heights_mm: Array) -> bool:
    """Whether ascending heights are not evenly spaced, beyond what rounding in the files explains."""
    if len(heights_mm) < 3:
        return False
    numbers = np.arange(len(heights_mm))
    step_mm, start_mm = np.polyfit(numbers, heights_mm, 1)
    rest_mm = np.abs(heights_mm - (start_mm + step_mm * numbers)).max()
    return bool(rest_mm > max(EVEN * step_mm, min(ROUNDED_MM, 0.15 * step_mm)))


def holes_of(heights_mm: Array) -> npt.NDArray[np.bool_]:
    """Which gaps between ascending heights are too wide to interpolate across."""
    gaps_mm = np.diff(heights_mm)
    if len(gaps_mm) < 2:
        return np.zeros(len(gaps_mm), bool)
    neighbours_mm = np.maximum(np.append(gaps_mm[1:], 0.0), np.append(0.0, gaps_mm[:-1]))
    return np.asarray(gaps_mm > HOLE * neighbours_mm)


def _contradiction(frames: Sequence[Frame], gap_mm: float, offsets: Array) -> str:
    """A sentence where Spacing Between Slices is neither the step along the normal nor along the line of origins.

    Some write the gap between slices there, without their thickness: that is no contradiction.
    """
    said = {round(abs(frame.step_mm), 3) for frame in frames if frame.step_mm}
    if len(said) != 1 or len(frames) < 3:
        return ""
    (step_mm,) = said
    line_mm = float(np.median(np.linalg.norm(np.diff(offsets, axis=0), axis=1)))
    expected = (gap_mm, line_mm, gap_mm - (frames[0].thickness_mm or 0.0))
    if any(abs(step_mm - value) <= max(0.05 * value, ROUNDED_MM) for value in expected):
        return ""
    return (
        f"The header says that slices are {step_mm:g} mm apart; by their positions it is {gap_mm:.2f} mm, which is used."
    )


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
