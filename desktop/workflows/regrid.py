"""A series grew after its segmentation was made: the segmentation is brought onto the grid that the series has now."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

import numpy as np

from inference.measure.statistics import label_statistics
from viewer.case.disk import new_array
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Mask, Volume

TOLERANCE = 0.02
"""Of a voxel: how far the pictures of two grids may lie apart to be the same."""


def slices_of(old: Geometry, new: Geometry) -> tuple[int, ...] | None:
    """For each slice of a new grid the slice of the old one that it lies in, -1 beyond its ends.

    None where the grids do not have the same pictures one behind the other: then nothing can be carried over unchanged.
    """
    if old.frame_uid != new.frame_uid or old.shape_kji[1:] != new.shape_kji[1:]:
        return None
    count, rows, columns = new.shape_kji
    corners = np.array([(k, j, i) for k in range(count) for j in (0, rows - 1) for i in (0, columns - 1)], float)
    there = old.to_kji(new.to_lps(corners))
    if np.abs(there[:, 1:] - corners[:, 1:]).max() > TOLERANCE:
        return None
    depths = there.reshape(count, 4, 3)[:, :, 0]
    if np.ptp(depths, axis=1).max() > TOLERANCE:
        return None
    nearest = np.floor(depths[:, 0] + 0.5).astype(int)
    found = tuple(int(k) if 0 <= k < old.shape_kji[0] else -1 for k in nearest)
    return found if set(found) >= set(range(old.shape_kji[0])) else None


def regrid(segmentation: Segmentation, mask: Mask, volume: Volume, folder: Path, tick: Tick) -> tuple[Path, Segmentation]:
    """The same segmentation on the volume's grid, in a file that is not the library's yet; new slices have no voxels.

    Raises
    ------
    ValueError where `slices_of` finds no way.
    """
    slices = slices_of(segmentation.geometry, volume.geometry)
    if slices is None:
        raise ValueError("the grids do not share their pictures")
    path = folder / f"{uuid.uuid4().hex}.part.npy"
    try:
        made = new_array(path, np.uint8, volume.geometry.shape_kji)
        for k, before in enumerate(slices):
            tick(0.5 * k / len(slices), "Bringing the segmentation along")
            if before >= 0:
                made[k] = mask[before]
        made.flush()
        statistics = label_statistics(volume, made, segmentation.labels, part_of(tick, 0.5, 1.0))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, replace(segmentation, geometry=volume.geometry, statistics=statistics, uncertainty_file="")
