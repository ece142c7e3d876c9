"""Several series of one examination as the channels of one network: which is which, all on the first one's grid."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, part_of
from viewer.case.study import Series
from viewer.case.volume import Volume

_SAME_MM = 1e-3


def which_series(names: Sequence[str], said: Mapping[str, str], series: Sequence[Series]) -> dict[str, Series]:
    """The series of each channel: as said (channel name -> series UID or its beginning), else by its description.

    Raises
    ------
    KnownError for a channel that the network does not have, and where the series of one cannot be told.
    """
    wanted = {name.lower(): name for name in names}
    if unknown := [name for name in said if name.lower() not in wanted]:
        raise KnownError(f"There is no channel {unknown[0]}; the model reads {', '.join(names)}.")
    found: dict[str, Series] = {}
    for name, uid in said.items():
        rows = [row for row in series if row.uid.startswith(uid)]
        if len(rows) != 1:
            raise KnownError(f"{'No' if not rows else 'More than one'} series of this study has the UID {uid}.")
        found[wanted[name.lower()]] = rows[0]
    for name in names:
        if name in found:
            continue
        rows = [row for row in series if row not in found.values() and _is(name, row)]
        if len(rows) != 1:
            raise KnownError(
                f"The model reads {', '.join(names)} together; which series is {name} cannot be told.",
                f"Say it with --channel {name}=SERIES-UID.",
            )
        found[name] = rows[0]
    frames = {row.frame_uid for row in found.values()}
    if len(frames) > 1 or "" in frames:
        raise KnownError("The series do not share one frame of reference, so they cannot be laid over each other.", "Choose series of one examination.")
    return {name: found[name] for name in names}


def _is(name: str, series: Series) -> bool:
    """Whether the description of an MR series speaks of this contrast."""
    text = f" {series.description} {series.protocol} ".lower()
    flair = "flair" in text or "dark fluid" in text
    enhanced = bool(series.contrast_agent) or re.search(r"(\+ ?c|[ _](gd|post|ce|contrast|km)[ _\d])", text) is not None
    t1, t2 = "t1" in text or "mprage" in text, "t2" in text
    match name.lower():
        case "flair":
            return flair
        case "t2":
            return t2 and not t1 and not flair
        case "t1":
            return t1 and not flair and not enhanced
        case "t1c" | "t1ce" | "t1gd":
            return t1 and not flair and enhanced
        case modality:
            return series.modality.lower() == modality


def gather(
    chosen: Mapping[str, Series], volume: Volume, open_volume: Callable[[Series, Tick], Volume], scratch: Path, tick: Tick
) -> dict[str, Path]:
    """The voxels of each channel on the grid of `volume`, which is one of them; files go into `scratch`."""
    paths = {}
    for n, (name, series) in enumerate(chosen.items()):
        part = part_of(tick, n / len(chosen), (n + 1) / len(chosen))
        other = volume if series.uid == volume.series_uid else open_volume(series, part)
        paths[name] = on_grid(other, volume.geometry, scratch / f"{n}.npy", part)
    return paths


def on_grid(volume: Volume, geometry: Geometry, path: Path, tick: Tick) -> Path:
    """The voxels of `volume` on the grid of `geometry`, linear between its own; outside it, its lowest value.

    Its own file where the grids are one, else written to `path`.
    """
    if volume.geometry.shape_kji == geometry.shape_kji and np.allclose(volume.geometry.matrix, geometry.matrix, atol=_SAME_MM):
        return volume.path
    from scipy import ndimage

    there = np.linalg.inv(volume.geometry.matrix) @ geometry.matrix  # (k, j, i) of the grid -> of the volume
    low = float(volume.voxels.min())
    source = np.asarray(volume.voxels, np.float32)
    out = np.lib.format.open_memmap(path, "w+", np.float32, geometry.shape_kji)
    for k in range(geometry.shape_kji[0]):
        tick(k / geometry.shape_kji[0], "Laying the series over each other")
        ndimage.affine_transform(
            source, there[:3, :3], there[:3, 3] + there[:3, 0] * k, (1, *geometry.shape_kji[1:]), out[k : k + 1], 1, cval=low
        )
    out.flush()
    return path
