"""How much a model's outlines change when its pictures change a little: the spread of a few runs, voxel by voxel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inference.gate.run import Segmenter, saved
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label
from viewer.case.volume import Mask, Volume, Voxels

NOISE_HU, SHIFT_HU, SHARE = 15.0, 15.0, 0.03
"""Standard deviation of the noise, and how much brighter or darker; elsewhere than on CT a part of the values' spread."""
SHIFT_VOXELS = (1, 3, 2)
"""So that windows and coarser grids fall elsewhere in the patient."""
WHOLE = 255
RUNS = 5
"""That an uncertainty layer takes: one on the pictures as they are, and one for each of `variants`."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A change of the pictures, and how a label map of the changed ones comes back onto the first grid."""

    name: str
    change: Callable[[Voxels], Voxels]
    back: Callable[[Mask], Mask] = lambda mask: mask


def variants(volume: Volume) -> tuple[Variant, ...]:
    """Noise, brighter, darker, and shifted. Flips are left out: a mirrored patient has a heart on the right."""
    spread = float(np.subtract(*np.percentile(volume.voxels[::4, ::4, ::4], (99, 1))))
    is_hu = volume.unit == "HU"
    noise, shift = (NOISE_HU, SHIFT_HU) if is_hu else (SHARE * spread, SHARE * spread)

    def noisy(voxels: Voxels) -> Voxels:
        out = np.empty_like(voxels)
        rng = np.random.default_rng(20)
        for k, plane in enumerate(voxels):
            out[k] = _as(plane + rng.normal(0, noise, plane.shape), voxels.dtype)
        return out

    return (
        Variant("noise", noisy),
        Variant("brighter", lambda voxels: _as(voxels + np.float32(shift), voxels.dtype)),
        Variant("darker", lambda voxels: _as(voxels - np.float32(shift), voxels.dtype)),
        Variant("shifted", lambda voxels: _moved(voxels, SHIFT_VOXELS), lambda mask: _moved(mask, tuple(-n for n in SHIFT_VOXELS))),
    )


def uncertainty_of(first: Mask, volume: Volume, run: Segmenter, scratch: Path, tick: Tick) -> npt.NDArray[np.uint8]:
    """Entropy of the runs' votes on each voxel, 0 where all agree to 255 where no two do.

    Parameters
    ----------
    first : the label map of the pictures as they are; it counts as one run.
    scratch : an existing folder for the files of the runs.

    Notes
    -----
    With n runs, of which c say the label of run r, the entropy is -(1/n) sum over r of ln(c/n); it is given as a part
    of ln n, its highest value.
    """
    masks = [first]
    changes = variants(volume)
    for n, variant in enumerate(changes):
        part = part_of(tick, 0.95 * n / len(changes), 0.95 * (n + 1) / len(changes))
        changed = Volume(volume.series_uid, volume.geometry, variant.change(volume.voxels), volume.path, volume.unit, padding=volume.padding)
        path = scratch / "variant.npy"
        masks.append(variant.back(run(saved(changed, path), part)))
        path.unlink()
    tick(0.95, "Comparing the runs")
    return entropy(masks)


def entropy(masks: Sequence[Mask]) -> npt.NDArray[np.uint8]:
    """See `uncertainty_of`; slice by slice, so that nothing large is held."""
    count = len(masks)
    out = np.zeros(masks[0].shape, np.uint8)
    for k in range(len(out)):
        planes = np.stack([mask[k] for mask in masks])
        if (planes == planes[0]).all():
            continue
        total = np.zeros(planes.shape[1:], np.float32)
        for plane in planes:
            total -= np.log((planes == plane).sum(axis=0) / count).astype(np.float32)
        out[k] = np.rint(total / count / np.log(count) * WHOLE)
    return out


def mean_by_label(layer: npt.NDArray[np.uint8], mask: Mask, labels: Sequence[Label]) -> dict[int, float]:
    """The mean uncertainty, 0..1, under each label that has voxels."""
    sums = np.zeros(256)
    counts = np.zeros(256)
    for k in range(len(mask)):
        numbers = mask[k].ravel()
        counts += np.bincount(numbers, minlength=256)
        sums += np.bincount(numbers, layer[k].ravel(), 256)
    found = {}
    for label in labels:
        numbers = list(label.numbers)
        if counts[numbers].sum():
            found[label.number] = float(sums[numbers].sum() / counts[numbers].sum() / WHOLE)
    return found


def _as(values: Voxels, dtype: np.dtype[np.generic]) -> Voxels:
    if dtype.kind == "f":
        return values.astype(dtype)
    limits = np.iinfo(dtype)  # type: ignore[type-var]
    return np.asarray(np.clip(np.rint(values), limits.min, limits.max), dtype)


def _moved(voxels: Voxels, steps: Sequence[int]) -> Voxels:
    """The content moved by whole voxels; what comes in from outside repeats the edge."""
    index = [np.clip(np.arange(size) - step, 0, size - 1) for size, step in zip(voxels.shape, steps, strict=True)]
    return np.ascontiguousarray(voxels[np.ix_(*index)])
