"""Labels from a network's grid back to the volume's: by vote of the eight nearest, each as loud as it is sure."""

from __future__ import annotations

from collections.abc import Sequence
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
    between: _Between | None = None
    for n in range(len(k_axis.first)):
        if n % 8 == 0:
            tick(n / len(k_axis.first), "Drawing the labels")
            release(out)
        pair = (int(k_axis.first[n]), int(k_axis.second[n]))
        if between is None or pair != last:
            between, last = _Between.of([(labels[at], clearness[at]) for at in pair], j_axis, i_axis), pair
        out[target[0].start + n, target[1], target[2]] = between.drawn(k_axis.weight[n])


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

    def of_voxels(self, which: npt.NDArray[np.int64]) -> tuple[tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]], ...]:
        """Index and weight of both neighbours of the voxels `which`."""
        weight = self.weight[which]
        return (self.first[which], 1 - weight), (self.second[which], weight)


@dataclass(frozen=True, eq=False, slots=True)
class _Between:
    """Two slices of the network's on the rows and columns of the volume: what is worked out once for all slices between them."""

    planes: tuple[Labels, Labels]
    """The labels of each, from the nearest row and column."""
    places: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
    """Rows and columns of the voxels whose eight neighbours are not of one label."""
    names: Labels
    """(8, voxels at `places`): the labels of their neighbours, first the four of the first slice."""
    votes: npt.NDArray[np.float32]
    """How loud each is, but for how near its slice is."""

    @staticmethod
    def of(slices: Sequence[tuple[Labels, npt.NDArray[np.uint8]]], j: _Neighbours, i: _Neighbours) -> _Between:
        """Of the labels and the clearness of two slices."""
        low, high = (np.ascontiguousarray(labels) for labels, _ in slices)
        nearest_j, nearest_i = j.nearest, i.nearest
        first, second = (plane.take(nearest_j, 0).take(nearest_i, 1) for plane in (low, high))
        rows, columns = np.nonzero(_mixed(low, high).take(j.first, 0).take(i.first, 1))
        names, votes = [], []
        for plane, (_, clearness) in zip((low, high), slices, strict=True):
            for at_j, weight_j in j.of_voxels(rows):
                for at_i, weight_i in i.of_voxels(columns):
                    names.append(plane[at_j, at_i])
                    # One more than its clearness, so that voxels without any still count by their nearness.
                    votes.append(weight_j * weight_i * (clearness[at_j, at_i] + np.float32(1)))
        return _Between((first, second), (rows, columns), np.stack(names), np.stack(votes))

    def drawn(self, weight: np.float32) -> Labels:
        """The labels of the volume's slice that lies so near to the second slice, 0..1."""
        plane = self.planes[1 if weight > 0.5 else 0].copy()
        if len(self.places[0]):
            near = np.repeat(np.array([1 - weight, weight], np.float32), 4)[:, None]
            plane[self.places] = _winners(self.names, self.votes * near)
        return plane


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


def _winners(name: Labels, vote: npt.NDArray[np.float32]) -> Labels:
    """The label with the most votes among the eight neighbours of each voxel."""
    low, high = name.min(axis=0), name.max(axis=0)
    is_low, is_high = name == low, name == high
    winner = np.where((vote * is_low).sum(axis=0) >= (vote * is_high).sum(axis=0), low, high)
    several = np.flatnonzero(~(is_low | is_high).all(axis=0))
    if len(several):  # three labels meet
        name, vote = name[:, several], vote[:, several]
        sums = np.stack([(vote * (name == one)).sum(axis=0) for one in name])
        winner[several] = name[sums.argmax(axis=0), np.arange(len(several))]
    return np.asarray(winner)
