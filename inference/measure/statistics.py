"""Volume, mean and SD, centre and box of each label of a mask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Point
from viewer.case.patch import BoxKji
from viewer.case.progress import Tick
from viewer.case.segmentation import Label, LabelStatistics
from viewer.case.volume import Mask, Volume, Voxels


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
    lowest, highest = np.full(size, np.inf), np.full(size, -np.inf)
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
        np.minimum.at(lowest, numbers[real], values[real])
        np.maximum.at(highest, numbers[real], values[real])
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
                lowest=_known(lowest[numbers].min()),
                highest=_known(highest[numbers].max()),
                valueless=int(voxels - valued[numbers].sum()),
            )
        )
    return tuple(rows)


def changed_statistics(
    volume: Volume, labels: Sequence[Label], rows: Sequence[LabelStatistics], box: BoxKji, before: Mask, after: Mask
) -> tuple[LabelStatistics, ...]:
    """The statistics after the voxels of a box changed, from the changed voxels alone: fast enough for every stroke.

    Counts, means and centres stay exact. A label's box grows but does not shrink; an extreme that was taken away is not
    known until all is measured again; an uncertainty no longer holds.
    """
    known = {row.number: row for row in rows}
    there = set(np.flatnonzero(_met(before, after)).tolist())
    result = []
    for label in labels:
        row = known.get(label.number)
        if there.intersection(label.numbers):
            member = np.zeros(256, bool)
            member[list(label.numbers)] = True
            added, removed = _Part(), _Part()
            for k, (was, now) in enumerate(zip(before, after, strict=True)):
                inside, outside = member[now], member[was]
                if (differs := inside != outside).any():
                    values = volume.voxels[box[0][0] + k, box[1][0] : box[1][1], box[2][0] : box[2][1]]
                    for part, chosen in ((added, differs & inside), (removed, differs & outside)):
                        part.take(values, chosen, (box[0][0] + k, box[1][0], box[2][0]), volume.padding)
            if added.count or removed.count:
                row = _changed_row(volume, label.number, row, added, removed)
        if row is not None:
            result.append(row)
    return tuple(result)


def _met(before: Mask, after: Mask) -> npt.NDArray[np.int64]:
    """How often each number is where the two differ, counting both."""
    found = np.zeros(256, np.int64)
    for was, now in zip(before, after, strict=True):
        if (differs := was != now).any():
            found += np.bincount(was[differs], minlength=256) + np.bincount(now[differs], minlength=256)
    return found


@dataclass(slots=True)
class _Part:
    """Voxels taken together slice by slice, so that a whole volume of them needs no list: sums, extremes and their box."""

    count: int = 0
    valued: int = 0
    total: float = 0.0
    square: float = 0.0
    lowest: float = np.inf
    highest: float = -np.inf
    index: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(3))
    low: npt.NDArray[np.int64] = field(default_factory=lambda: np.full(3, np.iinfo(np.int32).max, np.int64))
    high: npt.NDArray[np.int64] = field(default_factory=lambda: np.full(3, -1, np.int64))

    def take(
        self, plane: Voxels, chosen: npt.NDArray[np.bool_], corner_kji: tuple[int, int, int], padding: tuple[float, float] | None
    ) -> None:
        """The chosen voxels of one slice, whose first voxel has the index `corner_kji`."""
        rows, columns = chosen.sum(axis=1), chosen.sum(axis=0)
        count = int(rows.sum())
        if count == 0:
            return
        values = plane[chosen].astype(np.float64)
        real = values if padding is None and plane.dtype.kind in "iu" else values[_is_picture(values, padding)]
        self.count, self.valued = self.count + count, self.valued + len(real)
        self.total, self.square = self.total + float(real.sum()), self.square + float(real @ real)
        if len(real):
            self.lowest, self.highest = min(self.lowest, float(real.min())), max(self.highest, float(real.max()))
        self.index[0] += corner_kji[0] * count
        self.low[0], self.high[0] = min(self.low[0], corner_kji[0]), max(self.high[0], corner_kji[0])
        for axis, line in ((1, rows), (2, columns)):
            found = np.flatnonzero(line)
            self.index[axis] += line @ np.arange(len(line)) + corner_kji[axis] * count
            self.low[axis] = min(self.low[axis], found[0] + corner_kji[axis])
            self.high[axis] = max(self.high[axis], found[-1] + corner_kji[axis])


def _changed_row(volume: Volume, number: int, row: LabelStatistics | None, added: _Part, removed: _Part) -> LabelStatistics | None:
    voxels_per_ml = 1000 / volume.geometry.voxel_mm3
    count = 0 if row is None else round(row.volume_ml * voxels_per_ml)
    valued = 0 if row is None else count - row.valueless
    total = 0.0 if row is None else row.mean * valued
    square = 0.0 if row is None else (row.sd**2 + row.mean**2) * valued
    centre = np.zeros(3) if row is None else np.array(row.centroid_lps) * count
    lowest, highest = (None, None) if row is None else (row.lowest, row.highest)
    for sign, part in ((1, added), (-1, removed)):
        if not part.count:
            continue
        count += sign * part.count
        total, square = total + sign * part.total, square + sign * part.square
        centre = centre + sign * part.count * volume.geometry.to_lps([part.index / part.count])[0]
        if part.valued and sign > 0:
            lowest = part.lowest if valued == 0 else None if lowest is None else min(lowest, part.lowest)
            highest = part.highest if valued == 0 else None if highest is None else max(highest, part.highest)
        elif part.valued:
            lowest = None if lowest is None or part.lowest <= lowest else lowest
            highest = None if highest is None or part.highest >= highest else highest
        valued += sign * part.valued
    if count <= 0:
        return None
    boxes = [] if row is None else [row.box_lps]
    if added.count:
        k, j, i = ((int(low), int(high) + 1) for low, high in zip(added.low, added.high, strict=True))
        boxes.append(volume.geometry.box_lps((k, j, i)))
    mean = total / max(valued, 1)
    x, y, z = (centre / count).tolist()
    return LabelStatistics(
        number=number,
        volume_ml=float(count / voxels_per_ml),
        mean=float(mean),
        sd=float(np.sqrt(max(square / max(valued, 1) - mean**2, 0.0))),
        centroid_lps=(x, y, z),
        box_lps=(_corner(min, [low for low, _ in boxes]), _corner(max, [high for _, high in boxes])),
        lowest=lowest,
        highest=highest,
        valueless=count - valued,
    )


def _corner(choose: Callable[[Iterable[float]], float], corners: Sequence[Point]) -> Point:
    x, y, z = (choose(corner[axis] for corner in corners) for axis in range(3))
    return x, y, z


def _known(extreme: float) -> float | None:
    return float(extreme) if np.isfinite(extreme) else None


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
