"""How the value at one place changes over the times, phases or b-values of a 4D series, as a small chart on the image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.case.region import Region
from viewer.case.region_pixels import pixel_statistics
from viewer.case.volume import Stack, Volume
from viewer.scene.marks import DotMark, LineMark, Mark, TextMark
from viewer.scene.text_room import TEXT_PX
from viewer.scene.value_text import value_text
from viewer.scene.view_state import PlaneView

RADIUS_MM = 3.0
"""The mean in a ball of this radius: one voxel alone is mostly noise."""
WIDTH_PX, HEIGHT_PX, LEAST_PX = 190.0, 80.0, 300


@dataclass(frozen=True, slots=True)
class TimeCurve:
    """One value for each part of a group, in its order; not-a-number where the place lies outside."""

    group: str
    frame_uid: str
    at_lps: Point
    values: tuple[float, ...]
    unit: str
    region: Region | None = None
    """What the mean was taken in; None is a small ball around the point."""

    def marks(self, view: PlaneView, shown: int) -> tuple[Mark, ...]:
        """The chart in the lower left of a large pane, with a dot at the part that is `shown`."""
        width, height = view.size_px
        there = [value for value in self.values if np.isfinite(value)]
        if min(width, height) < LEAST_PX or len(there) < 2:
            return ()
        low, high = min(there), max(there)
        left, bottom = 96.0, height * 0.62 + HEIGHT_PX / 2
        span = max(high - low, 1e-9)

        def at(number: int) -> tuple[float, float]:
            part = (self.values[number] - low) / span
            return left + number / (len(self.values) - 1) * WIDTH_PX, bottom - part * HEIGHT_PX

        place = f"ball of {2 * RADIUS_MM:g} mm" if self.region is None else self.region.word
        points = [at(number) for number, value in enumerate(self.values) if np.isfinite(value)]
        lines = [LineMark(a, b, "accent") for a, b in pairwise(points)]
        axes: list[Mark] = [
            LineMark((left, bottom), (left + WIDTH_PX, bottom), "quiet", 1.0),
            LineMark((left, bottom), (left, bottom - HEIGHT_PX), "quiet", 1.0),
            TextMark((left + 4, bottom - HEIGHT_PX - 4), value_text(high, self.unit), "text", "bottom left"),
            TextMark((left + 4, bottom + 4), f"{value_text(low, self.unit)} · {len(self.values)} times", "text", "top left"),
            TextMark((left + 4, bottom + 4 + TEXT_PX), f"mean in the {place}", "quiet", "top left"),
        ]
        dot = [DotMark(at(shown), "accent", 4.0, filled=True)] if shown < len(self.values) and np.isfinite(self.values[shown]) else []
        return (*axes, *lines, *dot)


def mean_around(volume: Volume, centre_lps: Point) -> float:
    """The mean of the voxels whose centres lie within `RADIUS_MM` of a point, at least the one that holds it."""
    geometry = volume.geometry
    middle = np.rint(geometry.to_kji([centre_lps])[0]).astype(int)
    if np.any(middle < 0) or np.any(middle >= geometry.shape_kji):
        return float("nan")
    reach = np.ceil(RADIUS_MM / np.array(geometry.spacing_mm)).astype(int)
    low, high = np.maximum(middle - reach, 0), np.minimum(middle + reach + 1, geometry.shape_kji)
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    indices: Array = np.stack(np.meshgrid(*[np.arange(a, b) for a, b in zip(low, high, strict=True)], indexing="ij"), axis=-1)
    near = np.linalg.norm(geometry.to_lps(indices.reshape(-1, 3)) - np.array(centre_lps), axis=1) <= RADIUS_MM
    near |= np.all(indices.reshape(-1, 3) == middle, axis=1)
    return float(np.mean(np.asarray(volume.voxels[box], np.float64).reshape(-1)[near]))


def curve_in(region: Region, stacks: Sequence[Stack], group: str) -> TimeCurve:
    """The curve of the mean of a region's acquired pixels, as its statistics count them; not-a-number where it has none."""
    found = [pixel_statistics(region, stack) for stack in stacks]
    means = tuple(row.mean if row is not None and row.count else float("nan") for row in found)
    return TimeCurve(group, stacks[0].frame_uid, region.handles_lps[0], means, stacks[0].unit, region)


def curve_of(volumes: Sequence[Volume], group: str, at_lps: Point) -> TimeCurve:
    """The curve through volumes that show the same places."""
    first = volumes[0]
    return TimeCurve(group, first.geometry.frame_uid, at_lps, tuple(mean_around(volume, at_lps) for volume in volumes), first.unit)
