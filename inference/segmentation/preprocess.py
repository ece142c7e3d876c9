"""From a volume to what a network sees: the part with the patient, its voxels interpolated, its values scaled."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from inference.memory import release
from inference.packs.recipe import Step
from inference.segmentation.body import SKIN_HU, solid
from inference.segmentation.grid import Bool, Coarse, Upright, bounding_box
from inference.segmentation.network_grid import NetworkGrid
from viewer.case.progress import Tick
from viewer.case.volume import Volume, Voxels

Float = npt.NDArray[np.float32]
Slices = tuple[slice, slice, slice]

MARGIN_MM = 15.0
"""Around the body, so that its skin and what lies beside it are seen whole."""
_COARSE_MM = 5.0
_MR_AIR = 0.1
"""Of the bright tissue's value: what lies below is taken for air in a picture without a unit."""
_SAMPLE = 4_000_000
"""Values that percentiles are taken from; more change nothing in the third digit."""


def patient_box(volume: Volume, modality: str, tick: Tick) -> Slices:
    """The half-open index box around the patient with a margin; the whole volume where that cannot be told.

    Looked for on every few voxels only. Tables, blankets and straps are thin and do not count.
    """
    tick(0.0, "Finding the patient")
    whole = (slice(0, volume.voxels.shape[0]), slice(0, volume.voxels.shape[1]), slice(0, volume.voxels.shape[2]))
    if modality not in ("CT", "MR"):  # elsewhere dark is not empty
        return whole
    spacing = volume.geometry.spacing_mm
    factors = Coarse.near(spacing, volume.voxels.shape, _COARSE_MM).factors
    seen = volume.voxels[:: factors[0], :: factors[1], :: factors[2]].astype(np.float32)
    steps = tuple(step * factor for step, factor in zip(spacing, factors, strict=True))
    upright = Upright.of(volume.geometry)
    up, back, left = (steps[axis] for axis in upright.axes)
    tissue = np.zeros(seen.shape, np.bool_)
    upright.view(tissue)[...] = solid(upright.view(seen) > air_below(seen, volume.unit), (up, back, left), tick)
    if not tissue.any():
        return whole
    margin = [ceil((MARGIN_MM + step) / step) for step in steps]
    box = bounding_box(tissue, (margin[0], margin[1], margin[2]))
    parts = [
        slice(part.start * factor, min(part.stop * factor, size))
        for part, factor, size in zip(box, factors, volume.voxels.shape, strict=True)
    ]
    return parts[0], parts[1], parts[2]


def air_below(values: Voxels, unit: str) -> float:
    """The value below which a voxel is taken for air."""
    return SKIN_HU if unit == "HU" else _MR_AIR * float(np.percentile(values, 98))


def resample(voxels: Voxels, grid: NetworkGrid, box: Slices, values: Intensity | None, tick: Tick) -> Float:
    """The voxels of `box` (network indices, half-open) in the network's order, linear between those of the volume.

    `values` is applied to what is read before it is interpolated. Only `box` is ever held, and one slice more.
    """
    shape = tuple(part.stop - part.start for part in box)
    out = np.empty(shape, np.float32)
    by_array_axis = sorted(range(3), key=lambda axis: grid.axes[axis])  # network axis behind k, j, i
    turned = out.transpose(by_array_axis)  # (k, j, i) order, flips included in the places
    ks, js, is_ = (
        _Places.of(grid.source_places(axis, box[axis].start, box[axis].stop), voxels.shape[n])
        for n, axis in enumerate(by_array_axis)
    )
    shared = grid.steps[by_array_axis[0]] < 1  # outputs share slices: these are interpolated once, then mixed

    def read(k: int) -> Float:
        part = voxels[k, js.low : js.high, is_.low : is_.high]
        return part.astype(np.float32) if values is None else values.apply(part)

    def within(plane: Float) -> Float:
        return is_.between(js.between(plane, 0), 1)

    plane = functools.lru_cache(maxsize=2)((lambda k: within(read(k))) if shared else read)
    for n in range(turned.shape[0]):
        if n % 8 == 0:
            tick(n / turned.shape[0], "Preparing the voxels")
            release(voxels)
        first, second, weight = int(ks.first[n]) + ks.low, int(ks.second[n]) + ks.low, ks.weight[n]
        mixed = plane(first) if weight == 0 else plane(first) + weight * (plane(second) - plane(first))
        turned[n] = mixed if shared else within(mixed)
    release(voxels)
    return out


@dataclass(frozen=True, eq=False, slots=True)
class _Places:
    """Where the voxels of an output axis lie between those of the source's; `first` and `second` count from `low`."""

    low: int
    high: int
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    weight: Float

    @staticmethod
    def of(places: npt.NDArray[np.float64], size: int) -> _Places:
        places = np.clip(places, 0, size - 1)  # the last voxel of a coarser grid may lie up to half a step outside
        first = np.floor(places + 1e-9).astype(np.int64)
        second = np.minimum(first + 1, size - 1)
        weight = np.clip(places - first, 0, 1).astype(np.float32)
        weight[weight < 1e-6] = 0
        low, high = int(first.min()), int(second.max()) + 1
        return _Places(low, high, first - low, second - low, weight)

    def between(self, plane: Float, axis: int) -> Float:
        """`plane`, already cut to low..high, interpolated along one axis."""
        if not self.weight.any():
            return plane.take(self.first, axis)
        first = plane.take(self.first, axis)
        second = plane.take(self.second, axis)
        second -= first
        second *= self.weight[:, None] if axis == 0 else self.weight
        first += second
        return first


@dataclass(frozen=True, slots=True)
class Intensity:
    """The steps of a recipe for one channel, with what they need to know of this volume: see `recipe.STEPS`."""

    steps: tuple[Step, ...]
    found: tuple[tuple[float, ...], ...]
    air: float

    @staticmethod
    def fitted(steps: tuple[Step, ...], channel: int, planes: Planes, air: float) -> Intensity:
        """Steps that look at the volume are given its statistics, each over what the steps before it left.

        Parameters
        ----------
        planes : gives the volume's values anew at each call, plane by plane.
        air : what lies below is no foreground.
        """
        ours = tuple(step for step in steps if not step.channels or channel in step.channels)
        intensity = Intensity((), (), air)
        for step in ours:
            found = _STATISTICS[step.kind](step, intensity, planes) if step.kind in _STATISTICS else ()
            intensity = Intensity((*intensity.steps, step), (*intensity.found, found), air)
        return intensity

    def apply(self, raw: Voxels) -> Float:
        """`raw` values as the network's input, float32."""
        values = raw.astype(np.float32)
        for step, found in zip(self.steps, self.found, strict=True):
            values = _apply(step, found, values, raw, self.air)
        return values

    def chosen(self, raw: Voxels, over: str) -> Float:
        """The values, after the steps so far, that statistics over `over` are taken of."""
        values = self.apply(raw)
        return values[_where(over, values, raw, self.air)]


class Planes:
    """A volume's values, plane by plane, as often as asked."""

    def __init__(self, array: Voxels) -> None:
        self._array = array

    def __iter__(self) -> Iterator[Voxels]:
        return iter(self._array)

    @property
    def size(self) -> int:
        return int(self._array.size)


def _where(over: str, values: Float, raw: Voxels, air: float) -> Bool:
    if over == "nonzero":
        return np.asarray(values != 0)
    if over == "foreground":
        return np.asarray(raw > air)
    return np.ones(values.shape, np.bool_)


def _apply(step: Step, found: tuple[float, ...], values: Float, raw: Voxels, air: float) -> Float:
    n = step.numbers
    match step.kind:
        case "clip":
            return np.clip(values, np.float32(n["low"]), np.float32(n["high"]), out=values)
        case "scale":
            return _linear(values, (n["from_low"], n["from_high"]), (n["to_low"], n["to_high"]))
        case "standardise":
            return _linear(values, (n["mean"], n["mean"] + n["sd"]), (0.0, 1.0))
        case "range":
            return _linear(values, (found[0], found[1]), (n["to_low"], n["to_high"]))
        case "percentiles":
            scaled = _linear(values, (found[0], found[1]), (n["to_low"], n["to_high"]))
            return np.clip(scaled, np.float32(min(n["to_low"], n["to_high"])), np.float32(max(n["to_low"], n["to_high"])), out=scaled)
        case "zscore":
            inside = _where(step.over, values, raw, air)
            values = _linear(values, (found[0], found[0] + found[1]), (0.0, 1.0))
            if step.over != "all":
                values[~inside] = 0
            return values
        case "above_lowest":
            return _linear(values, (found[0], found[0] + found[1]), (0.0, 1.0))
        case "sigmoid":
            return np.asarray(1 / (1 + np.exp(-values)), np.float32)
        case "tanh":
            scale = np.float32(n["scale"])
            return np.asarray(scale * np.tanh(values / scale), np.float32)
        case _:
            raise AssertionError(step.kind)


def _linear(values: Float, before: tuple[float, float], after: tuple[float, float]) -> Float:
    """`values` in place, so that `before` becomes `after`; values that do not differ at all become the first."""
    span = before[1] - before[0]
    values -= np.float32(before[0])
    values *= np.float32((after[1] - after[0]) / span if span else 1.0)
    if after[0]:
        values += np.float32(after[0])
    return values


def _mean_and_sd(step: Step, so_far: Intensity, planes: Planes) -> tuple[float, ...]:
    count, total, squares = 0, 0.0, 0.0
    for raw in planes:
        values = so_far.chosen(raw, step.over).astype(np.float64)
        count, total, squares = count + values.size, total + float(values.sum()), squares + float(np.square(values).sum())
    if not count:
        return 0.0, 1.0
    mean = total / count
    sd = float(np.sqrt(max(squares / count - mean * mean, 0.0)))
    return mean, sd if sd > 1e-8 else 1.0


def _lowest_and_highest(step: Step, so_far: Intensity, planes: Planes) -> tuple[float, ...]:
    low, high = np.inf, -np.inf
    for raw in planes:
        values = so_far.chosen(raw, step.over)
        if values.size:
            low, high = min(low, float(values.min())), max(high, float(values.max()))
    return (low, high) if low <= high else (0.0, 0.0)


def _percentiles(step: Step, so_far: Intensity, planes: Planes) -> tuple[float, ...]:
    stride = max(1, planes.size // _SAMPLE)
    values = np.concatenate([so_far.chosen(raw, step.over)[n % stride :: stride] for n, raw in enumerate(planes)])
    if not values.size:
        return 0.0, 0.0
    low, high = np.percentile(values, (step.numbers["low"], step.numbers["high"]))
    return float(low), float(high)


def _lowest_and_sd(step: Step, so_far: Intensity, planes: Planes) -> tuple[float, ...]:
    return _lowest_and_highest(step, so_far, planes)[0], _mean_and_sd(step, so_far, planes)[1]


_STATISTICS = {
    "zscore": _mean_and_sd,
    "range": _lowest_and_highest,
    "percentiles": _percentiles,
    "above_lowest": _lowest_and_sd,
}
"""Steps that look at the volume, and what each wants to know."""
