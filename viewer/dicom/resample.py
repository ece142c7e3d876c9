"""Interpolates planes that are tilted or unevenly spaced onto an even, orthogonal grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry
from viewer.case.progress import Tick
from viewer.case.volume import Plane
from viewer.dicom.grid import holes_of

Values = npt.NDArray[np.float32]


def resample(
    planes: Sequence[Plane], values_of: Callable[[int], Values], geometry: Geometry, target: npt.NDArray[Any],
    fill: float, tick: Tick,
) -> None:  # fmt: skip
    """Fill `target` (``geometry.shape_kji``) from acquired planes.

    Parameters
    ----------
    planes : sorted along the normal; their pixel directions and sizes are the grid's.
    values_of : the values of plane n, shape (rows, columns); NaN where there is no picture (padding).
    fill : the value where no plane reaches, or where padding is nearest.

    Notes
    -----
    Linear in all three directions: each output slice is the weighted mean of the plane below and the plane
    above, each first shifted sideways to where it was acquired. A grid slice that lies on a plane takes that
    plane's values alone, unchanged when the shift is a whole number of pixels. Where one of two neighbours is no
    picture, the nearer of them alone decides: padding never mixes into tissue. Gaps that are much wider than their
    neighbours stay empty but for half a step at both ends.
    """
    places_kji = geometry.to_kji([plane.origin_lps for plane in planes])
    heights = places_kji[:, 0]
    holes = holes_of(heights)
    shifted: dict[int, Values] = {}

    def plane_on_grid(n: int) -> Values:
        if n not in shifted:
            shifted[n] = _shifted(values_of(n), float(places_kji[n, 1]), float(places_kji[n, 2]), target.shape[1:])
        return shifted[n]

    for k in range(target.shape[0]):
        tick(k / target.shape[0], f"Interpolating slice {k + 1} of {target.shape[0]}")
        above = int(np.clip(np.searchsorted(heights, k), 1, len(planes) - 1))
        below = above - 1
        weight = float(np.clip((k - heights[below]) / (heights[above] - heights[below]), 0.0, 1.0))
        for n in [n for n in shifted if n < below]:
            del shifted[n]
        nearest = above if weight > 0.5 else below
        if holes[below] and abs(k - heights[nearest]) > 0.5:
            target[k] = fill
            continue
        if holes[below] or weight < 1e-3 or weight > 1 - 1e-3:
            values = plane_on_grid(nearest)
        else:
            values = _between(plane_on_grid(below), plane_on_grid(above), weight)
        values = np.where(np.isnan(values), np.float32(fill), values)
        target[k] = np.rint(values) if target.dtype.kind == "i" else values


def _between(first: Values, second: Values, weight: float) -> Values:
    """The mean with `weight` for the second; the nearer one alone where either is NaN."""
    mixed = (1 - weight) * first + weight * second
    return np.where(np.isnan(mixed), second if weight > 0.5 else first, mixed)


def _shifted(values: Values, down_px: float, along_px: float, shape: tuple[int, ...]) -> Values:
    """`values` laid into an array of `shape` with its first pixel at (down_px, along_px), linear between pixels.

    NaN beside them.
    """
    out = np.full(shape, np.nan, np.float32)
    j0, fj = _whole_and_rest(down_px)
    i0, fi = _whole_and_rest(along_px)
    mixed = values
    if fj:
        mixed = _between(mixed[1:], mixed[:-1], fj)  # the outermost half pixel has no neighbour and is left out
        j0 += 1
    if fi:
        mixed = _between(mixed[:, 1:], mixed[:, :-1], fi)
        i0 += 1
    j_from, i_from = max(0, -j0), max(0, -i0)
    j_to, i_to = min(mixed.shape[0], shape[0] - j0), min(mixed.shape[1], shape[1] - i0)
    if j_to > j_from and i_to > i_from:
        out[j0 + j_from : j0 + j_to, i0 + i_from : i0 + i_to] = mixed[j_from:j_to, i_from:i_to]
    return out


def _whole_and_rest(shift_px: float) -> tuple[int, float]:
    whole = int(np.floor(shift_px + 1e-3))
    rest = shift_px - whole
    return whole, rest if rest > 2e-3 else 0.0
