"""Labels from a network's grid back to the volume's: by vote of the eight nearest, each as loud as it is sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inference.memory import release
from inference.segmentation.network_grid import NetworkGrid
from inference.segmentation.preprocess import Slices
from inference.segmentation.sliding import Decided, Labels
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

Bool = npt.NDArray[np.bool_]


def write_labels(decided: Decided, grid: NetworkGrid, box: Slices, out: Voxels, tick: Tick) -> None:
    """Write the labels of `box` (network indices) into `out`, the volume's label map, slice by slice.

    Little of an `out` that is mapped from a file is in memory at once.

    A voxel whose eight neighbours agree has their label. Elsewhere each neighbour votes with its trilinear weight
    times its clearness: between two classes that is where their interpolated probabilities cross, as if the
    probabilities themselves had been interpolated, without ever holding them.
    """
    order = sorted(range(3), key=lambda axis: grid.axes[axis])  # network axis behind k, j, i
    labels, clearness = decided.labels.transpose(order), decided.clearness.transpose(order)
    target = grid.source_box(box)
    k_axis, j_axis, i_axis = (
        _Neighbours.of(grid.network_places(axis, part.start, part.stop) - box[axis].start, labels.shape[n])
        for n, (axis, part) in enumerate(zip(order, target, strict=True))
    )
    last: tuple[int, int] | None = None
    mixed: Bool | None = None
    for n in range(len(k_axis.first)):
        if n % 8 == 0:
            tick(n / len(k_axis.first), "Drawing the labels")
            release(out)
        pair = (int(k_axis.first[n]), int(k_axis.second[n]))
        if pair != last:
            mixed, last = _mixed(labels[pair[0]], labels[pair[1]]), pair
        assert mixed is not None
        near = labels[pair[1] if k_axis.weight[n] > 0.5 else pair[0]]
        drawn = near[np.ix_(j_axis.nearest, i_axis.nearest)]
        rows, columns = np.nonzero(mixed[np.ix_(j_axis.first, i_axis.first)])
        if len(rows):
            drawn[rows, columns] = _vote(labels, clearness, k_axis.at(n, len(rows)), j_axis.at(rows), i_axis.at(columns))
        out[target[0].start + n, target[1], target[2]] = drawn


@dataclass(frozen=True, eq=False, slots=True)
class _Neighbours:
    """The two network voxels around each voxel of an axis, and how near the second is."""

    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float32]

    @staticmethod
    def of(places: npt.NDArray[np.float64], size: int) -> _Neighbours:
        places = np.clip(places, 0, size - 1)
        first = np.minimum(np.floor(places + 1e-9).astype(np.int64), max(size - 2, 0))
        return _Neighbours(first, np.minimum(first + 1, size - 1), np.clip(places - first, 0, 1).astype(np.float32))

    @property
    def nearest(self) -> npt.NDArray[np.int64]:
        return np.where(self.weight > 0.5, self.second, self.first)

    def at(self, which: npt.NDArray[np.int64] | int, count: int = 0) -> tuple[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]], ...]:
        """Index and weight of both neighbours of the voxels `which`, or of one voxel for `count` of them."""
        chosen = np.full(count, which) if isinstance(which, int) else which
        weight = self.weight[chosen]
        return (self.first[chosen], 1 - weight), (self.second[chosen], weight)


def _mixed(low: Labels, high: Labels) -> Bool:
    """Where the eight voxels that begin at a voxel are not all of one label."""
    smallest, largest = np.minimum(low, high), np.maximum(low, high)
    for axis in (0, 1):
        after = [slice(None), slice(None)]
        before = [slice(None), slice(None)]
        after[axis], before[axis] = slice(1, None), slice(None, -1)
        for array, function in ((smallest, np.minimum), (largest, np.maximum)):
            array[tuple(before)] = function(array[tuple(before)], array[tuple(after)])
    return np.asarray(smallest != largest)


Pair = tuple[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]], ...]


def _vote(labels: Labels, clearness: npt.NDArray[np.uint8], k: Pair, j: Pair, i: Pair) -> Labels:
    """The label with the most votes among the eight neighbours of each voxel."""
    names, votes = [], []
    for at_k, weight_k in k:
        for at_j, weight_j in j:
            for at_i, weight_i in i:
                names.append(labels[at_k, at_j, at_i])
                # One more than its clearness, so that voxels without any still count by their nearness.
                votes.append(weight_k * weight_j * weight_i * (clearness[at_k, at_j, at_i] + np.float32(1)))
    name, vote = np.stack(names), np.stack(votes)
    low, high = name.min(axis=0), name.max(axis=0)
    is_low, is_high = name == low, name == high
    winner = np.where((vote * is_low).sum(axis=0) >= (vote * is_high).sum(axis=0), low, high)
    several = np.flatnonzero(~(is_low | is_high).all(axis=0))
    if len(several):  # three labels meet
        name, vote = name[:, several], vote[:, several]
        sums = np.stack([(vote * (name == one)).sum(axis=0) for one in name])
        winner[several] = name[sums.argmax(axis=0), np.arange(len(several))]
    return np.asarray(winner)
