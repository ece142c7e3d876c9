"""The names of vertebrae in their order, and which comes next where a reader names one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.case.calibration import is_local
from viewer.case.geometry import Point
from viewer.case.measurement import SpineLabel

LEVELS = (
    *(f"C{n}" for n in range(1, 8)), *(f"T{n}" for n in range(1, 13)), *(f"L{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(1, 6)),
)  # fmt: skip
LEAST_STEP = 3.0
"""Two vertebrae lie further apart than this, in millimetres (or pixels) along the body."""
VARIANTS = ("T13", "L6")
"""Supernumerary vertebrae: a reader may write them, they are never proposed."""


def next_level(labels: Sequence[SpineLabel], point_lps: Point, frame_uid: str) -> str:
    """The name of the vertebra at a point, counted from the nearest one that has a name; empty where that says nothing.

    What lies further to the feet is the next one down, what lies further to the head the next one up. On a picture
    without a place in the patient, down the picture is to the feet.
    """
    own = [row for row in labels if row.frame_uid == frame_uid and row.label in LEVELS]
    if not own:
        return ""
    nearest = min(own, key=lambda row: sum((a - b) ** 2 for a, b in zip(row.points_lps[0], point_lps, strict=True)))
    step = 1 if is_local(frame_uid) else 2
    lower = point_lps[step] - nearest.points_lps[0][step]
    if abs(lower) < LEAST_STEP:
        return ""
    down = lower > 0 if is_local(frame_uid) else lower < 0
    at = LEVELS.index(nearest.label) + (1 if down else -1)
    name = LEVELS[at] if 0 <= at < len(LEVELS) else ""
    return "" if name in {row.label for row in own} else name
