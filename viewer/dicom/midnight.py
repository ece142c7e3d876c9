"""Puts the times of pictures that were taken around midnight, and say no date, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from viewer.dicom.frames import Frame

DAY_S = 86400.0
SENTENCE = (
    "The pictures have times and no dates, and run over midnight by their numbers; those before midnight are taken as the earlier ones."
)


def across_midnight(frames: Sequence[Frame]) -> tuple[list[Frame], bool]:
    """The same frames with times of day that grow beyond midnight, and whether there was one.

    Midnight lies where nothing was taken for more than 12 hours of the clock, and the pictures of late hours have the
    lower numbers: times of a day that merely had a long pause grow with the numbers.
    """
    times = [_time(frame) for frame in frames]
    clock = sorted({time for time in times if time is not None})
    if not clock or clock[-1] - clock[0] <= DAY_S / 2 or clock[0] < 0 or clock[-1] >= DAY_S:
        return list(frames), False
    gap_s, start = max((later - earlier, later) for earlier, later in pairwise(clock))
    late = [_number(frame) for frame, time in zip(frames, times, strict=True) if time is not None and time >= start]
    early = [_number(frame) for frame, time in zip(frames, times, strict=True) if time is not None and time < start]
    if gap_s <= DAY_S / 2 or median(late) >= median(early):
        return list(frames), False
    return [
        _moved(frame, time + DAY_S) if time is not None and time < start else frame
        for frame, time in zip(frames, times, strict=True)
    ], True


def _time(frame: Frame) -> float | None:
    return next((value for name, value in frame.order if name == "time" and isinstance(value, int | float)), None)


def _number(frame: Frame) -> float:
    return next((value for name, value in frame.order if name == "number" and isinstance(value, int | float)), 0.0)


def _moved(frame: Frame, time_s: float) -> Frame:
    return replace(frame, order=tuple((name, time_s if name == "time" else value) for name, value in frame.order))
