"""Which of two fronts arrives first: one grows from what was marked inside, the other from what was marked outside.

A front goes slowly where the picture does not look like its own seeds, and across edges. Each voxel belongs to the front
that reaches it first: geodesic segmentation with two sources (Bai and Sapiro, IJCV 2009; Criminisi, Sharp and Blake, ECCV
2008), with distances by raster sweeps as chamfer distances are computed (Borgefors 1986). A few steps of anisotropic
averaging then shorten the border where the picture does not say where it runs (as random walks do, Grady, PAMI 2006).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

Float = npt.NDArray[np.float32]
Bool = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]

FAR = np.float32(1e6)
# Values are measured in units of which a CT has one per Hounsfield unit and other pictures `_UNITS` over their range.
_UNITS = 250.0
_LOWEST, _HIGHEST, _BIN = -1000.0, 1500.0, 5.0
_BINS = int((_HIGHEST - _LOWEST) / _BIN)

# What a step of one block costs: itself, most through what looks unlike the seeds, most across an edge. Chosen on one CT
# (benchmarks/clicks.py).
_STEP, _UNLIKE, _EDGE = 4.0, 40.0, 20.0
TYPICAL_COST = 10.0
"""Of a step through what looks like its own seeds, more or less."""
_LEAST_SPREAD, _NOISE = 8.0, 0.5
_EDGE_PERCENTILE, _EDGE_BETWEEN = 65.0, (10.0, 30.0)
_BLUR_BLOCKS, _EDGE_BLUR_BLOCKS = 0.6, 0.8
_SWEEPS = 2
_ALIKE = 3.0
"""Values differ from a mark's by this many spreads before what is beside it hardly counts."""
_WALKS, _HELD, _WALK_UNITS = 20, 0.2, 35.0


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """What fronts need to know of a crop, whatever is marked in it; kept from click to click.

    `bins` are the values in steps of `_BIN` units; `edges` is 0 in flat parts to 1 across a border; `links` say along
    each axis how alike neighbours are, 0 to 1. `steps_mm` is the size of a block.
    """

    bins: npt.NDArray[np.int16]
    edges: Float
    links: tuple[Float, Float, Float]
    steps_mm: tuple[float, float, float]
    spread: float


@dataclass(frozen=True, eq=False, slots=True)
class Seeds:
    """Where the fronts start: blocks (n, 3) of each mark, and blocks where they start without being asked how they look.

    With `was`, what the structure was before, a front that goes further than `reach` changes nothing any more.
    """

    positive: Sequence[Indices]
    negative: Sequence[Indices]
    outside: Bool
    inside: Bool | None = None
    was: Bool | None = None
    reach: float = 0.0


def picture_of(values: Float, steps_mm: tuple[float, float, float], unit: str) -> Picture:
    """The features of a crop; values that are no numbers count as the lowest."""
    scaled = _scaled(values, unit)
    blur = [_BLUR_BLOCKS * min(1.0, min(steps_mm) / step) for step in steps_mm]
    smooth = ndimage.gaussian_filter(scaled, blur, mode="nearest")
    soft = np.clip(scaled, -250, 400) if unit == "HU" else scaled
    edge_blur = [_EDGE_BLUR_BLOCKS * min(1.0, min(steps_mm) / step) for step in steps_mm]
    gradient = np.zeros(values.shape, np.float32)
    for axis in range(3):
        if values.shape[axis] > 1:
            order = [1 if n == axis else 0 for n in range(3)]
            gradient += ndimage.gaussian_filter(soft, edge_blur, order=order, mode="nearest") ** 2
    gradient = np.sqrt(gradient)
    steep = float(np.clip(np.percentile(gradient[::2, ::2, ::2], _EDGE_PERCENTILE), *_EDGE_BETWEEN))
    noise = 1.4826 * float(np.median(np.abs(scaled - smooth)))
    alike = ndimage.gaussian_filter(soft, [0.8 * s for s in blur], mode="nearest")
    links = [np.exp(-((np.diff(alike, axis=axis) / _WALK_UNITS) ** 2)) + np.float32(1e-3) for axis in range(3)]
    bins = np.clip((smooth - _LOWEST) / _BIN, 0, _BINS - 1).astype(np.int16)
    return Picture(
        bins, 1 - np.exp(-((gradient / steep) ** 2)), (links[0], links[1], links[2]), steps_mm, max(_LEAST_SPREAD, _NOISE * noise)
    )


def race(picture: Picture, seeds: Seeds) -> Float:
    """Of each block, how much earlier the inner front arrives: above 0 inside, from -1 to 1."""
    like = likeness(picture, seeds)
    surface = _STEP + _EDGE * picture.edges
    cost = np.stack([surface + _UNLIKE * (1 - like), surface + _UNLIKE * like])
    arrival = np.full(cost.shape, FAR, np.float32)
    if seeds.inside is not None:
        arrival[0][seeds.inside] = 0
    arrival[1][seeds.outside] = 0
    for one in seeds.negative:
        arrival[0][tuple(one.T)], arrival[1][tuple(one.T)] = FAR, 0
    for one in seeds.positive:
        arrival[0][tuple(one.T)], arrival[1][tuple(one.T)] = 0, FAR
    _sweep(arrival, cost, picture.steps_mm)
    if seeds.was is not None:
        beyond = np.where(seeds.was, arrival[1], arrival[0]) > seeds.reach
        np.minimum(arrival[0], np.float32(seeds.reach), out=arrival[0], where=seeds.was)
        np.minimum(arrival[1], np.float32(seeds.reach), out=arrival[1], where=~seeds.was)
    lead = _walk((arrival[1] - arrival[0]) / (arrival[1] + arrival[0] + np.float32(1e-3)), picture, seeds)
    if seeds.was is not None:
        lead[beyond] = np.where(seeds.was, np.float32(1), np.float32(-1))[beyond]
    return lead


def likeness(picture: Picture, seeds: Seeds) -> Float:
    """How much more each block looks like the positive seeds than like what is around: 0 to 1."""
    is_alone = len(seeds.positive) + len(seeds.negative) < 2
    inner = _histogram(picture, seeds.positive, is_alone)
    outer = np.bincount(picture.bins.ravel(), minlength=_BINS) / picture.bins.size
    outer = ndimage.gaussian_filter1d(outer, picture.spread / _BIN, mode="nearest")
    if seeds.negative:
        outer = (outer + _histogram(picture, seeds.negative, is_alone)) / 2
    return np.asarray((inner / (inner + outer + 1e-9)).astype(np.float32)[picture.bins])


def _scaled(values: Float, unit: str) -> Float:
    lowest = float(np.nanmin(values)) if np.isfinite(values).any() else 0.0
    known = np.nan_to_num(values, nan=lowest, posinf=lowest, neginf=lowest)
    if unit == "HU":
        return np.asarray(np.clip(known, _LOWEST, _HIGHEST), np.float32)
    there = known[known > lowest]
    low, high = np.percentile(there[:: max(1, there.size // 50_000)], [2, 98]) if there.size else (lowest, lowest)
    scale = _UNITS / max(float(high - low), 1e-6)
    return np.asarray(np.clip((known - np.float32(low)) * np.float32(scale), _LOWEST, _HIGHEST), np.float32)


def _histogram(picture: Picture, marks: Sequence[Indices], is_alone: bool) -> npt.NDArray[np.float64]:
    """How often each value occurs at the marks and beside them; every mark counts as much as another.

    A mark that `is_alone` stands for all around it; of several, that correct each other, each stands for what is like it.
    """
    total = np.zeros(_BINS)
    width = _ALIKE * picture.spread / _BIN
    around = np.array(np.meshgrid(*[(-1, 0, 1)] * 3)).reshape(3, -1).T
    for blocks in marks:
        some = blocks[:: max(1, len(blocks) // 2000)]
        near = some[:, None, :] + around[None]
        there = np.all((near >= 0) & (near < np.array(picture.bins.shape)), axis=2)
        found = picture.bins[tuple(np.moveaxis(np.where(there[..., None], near, some[:, None, :]), 2, 0))]
        unlike = (found - picture.bins[tuple(some.T)][:, None]) / width
        weights = there * (1.0 if is_alone else np.exp(-(unlike**2)))
        counted = np.bincount(found.ravel(), weights.ravel(), minlength=_BINS)
        total += counted / counted.sum()
    return np.asarray(ndimage.gaussian_filter1d(total, picture.spread / _BIN, mode="nearest")) / max(len(marks), 1)


def _sweep(arrival: Float, cost: Float, steps_mm: tuple[float, float, float]) -> None:
    """Relax arrival times, both fronts at once, plane by plane forth and back along each axis; in place.

    A block is reached from the nine of the plane before it; its own cost is paid for the way from middle to middle.
    """
    unit = np.array(steps_mm) / float(np.cbrt(np.prod(steps_mm)))
    for _ in range(_SWEEPS):
        for axis in range(3):
            reached, paid = np.moveaxis(arrival, axis + 1, 0), np.moveaxis(cost, axis + 1, 0)
            a, (b, c) = unit[axis], np.delete(unit, axis)
            lengths = [np.float32(np.sqrt(x)) for x in (a * a, a * a + b * b, a * a + c * c, a * a + b * b + c * c)]
            before = np.full((2, reached.shape[2] + 2, reached.shape[3] + 2), FAR, np.float32)
            count = len(reached)
            for k, source in (*((k, k - 1) for k in range(1, count)), *((k, k + 1) for k in range(count - 2, -1, -1))):
                before[:, 1:-1, 1:-1] = reached[source]
                upright = np.minimum(before[:, :, :-2], before[:, :, 2:])
                best = before[:, 1:-1, 1:-1] + lengths[0] * paid[k]
                for earlier, length in (
                    (np.minimum(before[:, :-2, 1:-1], before[:, 2:, 1:-1]), lengths[1]),
                    (upright[:, 1:-1], lengths[2]),
                    (np.minimum(upright[:, :-2], upright[:, 2:]), lengths[3]),
                ):
                    np.minimum(best, earlier + length * paid[k], out=best)
                np.minimum(reached[k], best, out=reached[k])


def _walk(lead: Float, picture: Picture, seeds: Seeds) -> Float:
    """Pull each block towards its neighbours that look alike, a little towards where it was, with the seeds held."""
    total = np.full(lead.shape, _HELD, np.float32)
    pairs = []
    for axis, links in enumerate(picture.links):
        low = tuple(slice(0, -1) if n == axis else slice(None) for n in range(3))
        high = tuple(slice(1, None) if n == axis else slice(None) for n in range(3))
        pairs.append((low, high, links))
        total[low] += links
        total[high] += links
    held = np.float32(_HELD) * lead
    for _ in range(_WALKS):
        summed = held.copy()
        for low, high, links in pairs:
            summed[low] += links * lead[high]
            summed[high] += links * lead[low]
        lead = summed / total
        for sign, marks in ((-1, seeds.negative), (1, seeds.positive)):
            for blocks in marks:
                lead[tuple(blocks.T)] = sign
    return np.asarray(lead, np.float32)
