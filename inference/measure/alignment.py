"""How well two bodies lie on each other under a transform: correlation, mutual information, and blocks that still fit better elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.measure.foreground import CoarseBody

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]
_BINS = 32
BLOCK, REACH = 3, 4
"""Half the width of a block, and how far it is looked for, in voxels of the coarse grid (28 mm, 16 mm); less in thin bodies."""
_FITS = 0.6


@dataclass(frozen=True, eq=False, slots=True)
class Laid:
    """The second body's values at the voxels of the first, and which voxels both show of a body."""

    values: npt.NDArray[np.float32]
    shared: npt.NDArray[np.bool_]
    overlap: float


def lay(first: CoarseBody, second: CoarseBody, there: Array) -> Laid:
    """Resample the second body onto the first; `there` is 4x4, LPS mm of the first -> of the second."""
    step = np.linalg.inv(second.affine) @ there @ first.affine
    shape = first.values.shape
    values = ndimage.affine_transform(second.values, step[:3, :3], step[:3, 3], shape, order=1, mode="nearest")
    body = ndimage.affine_transform(second.body.astype(np.float32), step[:3, :3], step[:3, 3], shape, order=1) > 0.5
    shared = body & first.body
    smaller_ml = min(first.body.sum() * first.voxel_ml, second.body.sum() * second.voxel_ml)
    return Laid(np.asarray(values, np.float32), shared, float(shared.sum() * first.voxel_ml / smaller_ml))


def correlation(first: CoarseBody, laid: Laid) -> float:
    """Pearson's, of the values that both show; 0 where they show nothing in common."""
    a, b = first.values[laid.shared].astype(np.float64), laid.values[laid.shared].astype(np.float64)
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def mutual_information(first: CoarseBody, laid: Laid) -> float:
    """Normalised mutual information, (H(A) + H(B)) / H(A, B), of the values that both show; 1 is none."""
    a, b = first.values[laid.shared], laid.values[laid.shared]
    if len(a) < 2:
        return 1.0
    joint = np.histogram2d(a, b, _BINS)[0] / len(a)
    both = _entropy(joint)
    return float((_entropy(joint.sum(axis=1)) + _entropy(joint.sum(axis=0))) / both) if both > 0 else 1.0


def _entropy(part: Array) -> float:
    some = part[part > 0]
    return float(-(some * np.log(some)).sum())


@dataclass(frozen=True, eq=False, slots=True)
class Blocks:
    """Blocks that were found again: their middles in the first body, where they fit best on it (both LPS mm), and the
    part of all blocks looked for that they are."""

    middles_lps: Array
    found_lps: Array
    fitting: float

    @property
    def residuals_mm(self) -> Array:
        """How far each still lies from where it fits best; a single 0 where none was found."""
        return np.asarray(np.linalg.norm(self.found_lps - self.middles_lps, axis=1)) if len(self.middles_lps) else np.zeros(1)


def find_blocks(first: CoarseBody, laid: Laid, count: int) -> Blocks:
    """Look for `count` blocks of the body with much detail around their place by correlation, to a part of a voxel."""
    half, reach = _room(first.values.shape)
    inside = ndimage.binary_erosion(laid.shared)
    for axis, size in enumerate(inside.shape):
        margin = half[axis] + reach[axis]
        inside &= np.expand_dims((np.arange(size) >= margin) & (np.arange(size) < size - margin), tuple({0, 1, 2} - {axis}))
    places = np.argwhere(inside)
    strength = _local_spread(first.values, half)[inside]
    places = places[strength >= np.percentile(strength, 60)] if len(places) else places
    places = places[:: max(1, len(places) // count)]
    found = [(place, *_best_shift(first.values, laid.values, place, half, reach)) for place in places]
    kept = [(place, place + shift) for place, score, shift in found if score >= _FITS and np.all(np.abs(shift) < reach)]
    ends = np.array(kept, dtype=np.float64).reshape(-1, 2, 3)
    return Blocks(first.points_lps(ends[:, 0]), first.points_lps(ends[:, 1]), len(kept) / max(len(found), 1))


def rigid_fit(start_lps: Array, end_lps: Array) -> Array:
    """The 4x4 rigid transform that brings points nearest to others, the worst three in ten left out (trimmed twice).

    Least squares by singular values (Kabsch, Acta Cryst 1976;A32:922).
    """
    kept = np.ones(len(start_lps), bool)
    matrix = np.eye(4)
    for _ in range(3):
        a, b = start_lps[kept], end_lps[kept]
        u, _, vt = np.linalg.svd((a - a.mean(axis=0)).T @ (b - b.mean(axis=0)))
        mirror = np.diag([1.0, 1.0, float(np.sign(np.linalg.det(vt.T @ u.T)))])
        matrix[:3, :3] = vt.T @ mirror @ u.T
        matrix[:3, 3] = b.mean(axis=0) - matrix[:3, :3] @ a.mean(axis=0)
        off = np.linalg.norm(start_lps @ matrix[:3, :3].T + matrix[:3, 3] - end_lps, axis=1)
        kept = off <= np.percentile(off, 70)
    return matrix


def _room(shape: tuple[int, ...]) -> tuple[Index, Index]:
    """Half the width of a block and its reach along each axis: a slab of few slices has little room."""
    size = np.array(shape)
    return np.minimum(BLOCK, np.maximum((size - 1) // 6, 0)), np.minimum(REACH, np.maximum((size - 1) // 4, 1))


def _local_spread(values: npt.NDArray[np.float32], half: Index) -> npt.NDArray[np.float32]:
    width = tuple(int(one) for one in 2 * half + 1)
    mean = ndimage.uniform_filter(values, width)
    return np.asarray(np.sqrt(np.maximum(ndimage.uniform_filter(values * values, width) - mean * mean, 0)), np.float32)


def _best_shift(
    first: npt.NDArray[np.float32], second: npt.NDArray[np.float32], place: Index, half: Index, reach: Index
) -> tuple[float, Array]:
    """The best correlation of a block of `first` in `second` around the same place, and the shift there in voxels."""
    width = tuple(int(one) for one in 2 * half + 1)
    block = first[tuple(slice(at - by, at + by + 1) for at, by in zip(place, half, strict=True))].ravel()
    block = block - block.mean()
    around = second[tuple(slice(at - by, at + by + 1) for at, by in zip(place, half + reach, strict=True))]
    windows = np.lib.stride_tricks.sliding_window_view(around, width).reshape(-1, block.size)
    means = windows.mean(axis=1)
    spreads = np.sqrt(np.maximum((windows * windows).mean(axis=1) - means**2, 1e-9)) * np.sqrt(block.size)
    # Absolute: what is bright in one weighting of MR may be dark in the other.
    scores = np.abs(windows @ block / (spreads * np.linalg.norm(block) + 1e-9)).reshape(tuple(2 * reach + 1))
    top = np.unravel_index(int(scores.argmax()), scores.shape)
    shift = np.array(top, dtype=np.float64) - reach
    for axis in range(3):
        if 0 < top[axis] < 2 * reach[axis]:
            before, at, after = (scores[tuple(n + step if a == axis else n for a, n in enumerate(top))] for step in (-1, 0, 1))
            bend = before - 2 * at + after
            shift[axis] += 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float(scores[top]), shift
