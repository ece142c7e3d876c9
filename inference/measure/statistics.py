"""Volume, mean and SD, centre and box of each label of a mask."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from viewer.case.progress import Tick
from viewer.case.segmentation import Label, LabelStatistics
from viewer.case.volume import Mask, Volume


def label_statistics(volume: Volume, mask: Mask, labels: Sequence[Label], tick: Tick) -> tuple[LabelStatistics, ...]:
    """One row for each label that has voxels, nested labels counted in.

    Parameters
    ----------
    mask : uint8 array of the volume's shape.

    Notes
    -----
    Volume = voxels * voxel volume; SD is that of all voxels (divided by n), in the volume's unit. Padding, which
    is no picture, counts in the volume alone.
    """
    size = 256
    count, valued, total, square = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size)
    index = np.zeros((3, size))
    low, high = np.full((3, size), np.iinfo(np.int32).max), np.full((3, size), -1)
    for k in range(len(mask)):
        if k % 8 == 0:
            tick(k / len(mask), "Measuring")
        j, i = np.nonzero(mask[k])
        if len(j) == 0:
            continue
        numbers = mask[k][j, i].astype(np.intp)
        values = volume.voxels[k][j, i].astype(np.float64)
        here = np.bincount(numbers, minlength=size)
        count += here
        real = _is_picture(values, volume.padding)
        valued += np.bincount(numbers[real], minlength=size)
        total += np.bincount(numbers[real], values[real], size)
        square += np.bincount(numbers[real], values[real] ** 2, size)
        index[0] += here * k
        found = np.flatnonzero(here)
        _stretch(low, high, 0, found, k, k)
        for axis, places in ((1, j), (2, i)):
            length = mask.shape[axis]
            lines = np.bincount(numbers * length + places, minlength=size * length).reshape(size, length)
            index[axis] += lines @ np.arange(length)
            there = lines[found] > 0
            _stretch(low, high, axis, found, there.argmax(axis=1), length - 1 - there[:, ::-1].argmax(axis=1))
    rows = []
    for label in labels:
        numbers = np.array(label.numbers)
        voxels = count[numbers].sum()
        if voxels == 0:
            continue
        with_value = max(valued[numbers].sum(), 1.0)
        mean = total[numbers].sum() / with_value
        variance = max(square[numbers].sum() / with_value - mean**2, 0.0)
        k0, j0, i0 = (int(low[axis, numbers].min()) for axis in range(3))
        k1, j1, i1 = (int(high[axis, numbers].max()) + 1 for axis in range(3))
        rows.append(
            LabelStatistics(
                number=label.number,
                volume_ml=float(voxels * volume.geometry.voxel_mm3 / 1000),
                mean=float(mean),
                sd=float(np.sqrt(variance)),
                centroid_lps=volume.geometry.point(*(index[:, numbers].sum(axis=1) / voxels)),
                box_lps=volume.geometry.box_lps(((k0, k1), (j0, j1), (i0, i1))),
            )
        )
    return tuple(rows)


def _is_picture(values: npt.NDArray[np.float64], padding: tuple[float, float] | None) -> npt.NDArray[np.bool_]:
    real = np.isfinite(values)
    if padding is not None:
        real &= (values < padding[0]) | (values > padding[1])
    return real


def _stretch(
    low: npt.NDArray[np.int64], high: npt.NDArray[np.int64], axis: int, numbers: npt.NDArray[np.intp],
    first: npt.NDArray[np.intp] | int, last: npt.NDArray[np.intp] | int,
) -> None:  # fmt: skip
    low[axis, numbers] = np.minimum(low[axis, numbers], first)
    high[axis, numbers] = np.maximum(high[axis, numbers], last)
