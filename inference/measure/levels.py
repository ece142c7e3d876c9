"""The vertebra at whose height something lies, where vertebrae are outlined or named by the reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inference.measure.outlines import Outlines
from viewer.case.measurement import SpineLabel
from viewer.case.spine import LEVELS

_NAME = re.compile(r"\b([CTLS]\d{1,2})\b")
_REACH_MM = 45.0
"""Further from the middle of every named vertebra than this, no level is said."""


@dataclass(frozen=True, slots=True)
class Level:
    """A named vertebra and the height of its middle, LPS z in mm; `outlined` or pointed at by the reader."""

    name: str
    z_mm: float
    outlined: bool


def levels_of(outlines: Outlines, marks: Sequence[SpineLabel] = ()) -> tuple[Level, ...]:
    """The vertebrae that are known on this volume, from head to foot. What the reader named goes before an outline."""
    found: dict[str, Level] = {}
    for segmentation, label in outlines.each():
        name = _NAME.search(label.code.meaning) or _NAME.search(label.name.upper())
        row = segmentation.find_statistics(label.number)
        if name and name[1] in LEVELS and row is not None and "rib" not in label.name.lower():
            found.setdefault(name[1], Level(name[1], row.centroid_lps[2], True))
    for mark in marks:
        if mark.frame_uid == outlines.volume.geometry.frame_uid and mark.label in LEVELS:
            found[mark.label] = Level(mark.label, mark.points_lps[0][2], False)
    return tuple(sorted(found.values(), key=lambda level: -level.z_mm))


def level_at(levels: Sequence[Level], z_mm: float) -> Level | None:
    """The vertebra nearest to a height; None where none is known near it."""
    nearest = min(levels, key=lambda level: abs(level.z_mm - z_mm), default=None)
    return nearest if nearest is not None and abs(nearest.z_mm - z_mm) <= _REACH_MM else None


def level_words(levels: Sequence[Level], low_mm: float, high_mm: float) -> str:
    """``L2 to L4`` for a span of heights; empty where no vertebra is known."""
    top, bottom = level_at(levels, high_mm), level_at(levels, low_mm)
    names = list(dict.fromkeys(level.name for level in (top, bottom) if level is not None))
    return " to ".join(names)
