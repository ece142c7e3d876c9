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
        numbers = mask[k][j, i]
        values = volume.voxels[k][j, i].astype(np.float64)
        here = np.bincount(numbers, minlength=size)
        count += here
        real = _is_picture(values, volume.padding)
        valued += np.bincount(numbers[real], minlength=size)
        total += np.bincount(numbers[real], values[real], size)
        square += np.bincount(numbers[real], values[real] ** 2, size)
        index[0] += here * k
        index[1] += np.bincount(numbers, j, size)
        index[2] += np.bincount(numbers, i, size)
        _stretch(low, high, 0, np.flatnonzero(here), k, k)
        for number in np.flatnonzero(here):
            mine = numbers == number
            _stretch(low, high, 1, number, j[mine].min(), j[mine].max())
            _stretch(low, high, 2, number, i[mine].min(), i[mine].max())
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
    low: npt.NDArray[np.int64], high: npt.NDArray[np.int64], axis: int, numbers: object, first: int, last: int
) -> None:
    low[axis, numbers] = np.minimum(low[axis, numbers], first)  # type: ignore[index]
    high[axis, numbers] = np.maximum(high[axis, numbers], last)  # type: ignore[index]
