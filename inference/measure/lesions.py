"""A lesion's axes, volume and density as a radiologist reports them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.measure.border import PAD, border_points, cropped, farthest, length, sphere
from inference.segmentation.grid import Upright
from viewer.case.errors import KnownError
from viewer.case.geometry import Box, Point
from viewer.case.volume import Mask, Volume

Points = npt.NDArray[np.float64]
_DIRECTIONS = 180
_CORE_DEPTH = 0.5


@dataclass(frozen=True, slots=True)
class LesionMeasurement:
    """What was measured on one lesion.

    The long axis is the longest diameter in any axial slice, the short axis the longest one perpendicular to
    it in the same slice (RECIST 1.1; Eisenhauer, Eur J Cancer 2009); `max_3d_mm` is the longest diameter in
    any direction. Axes are pairs of LPS points on the border, which lies between voxel centres. `mean_hu` and
    `sd_hu` are those of the core, the voxels at least half as deep as the deepest: at the border of a small
    nodule half of each voxel is lung, and a solid one would read as fat.
    """

    number: int
    long_axis_mm: float
    short_axis_mm: float
    max_3d_mm: float
    long_axis_lps: tuple[Point, Point]
    short_axis_lps: tuple[Point, Point]
    volume_ml: float
    mean_hu: float
    sd_hu: float
    centre_lps: Point
    box_lps: Box


def measure_lesion(volume: Volume, mask: Mask, number: int) -> LesionMeasurement:
    """Measure the voxels of `mask` that equal `number`.

    Raises
    ------
    KnownError when there are none.
    """
    inside = mask == number
    if not inside.any():
        raise KnownError(f"There is nothing to measure under the number {number}.")
    hit = [np.flatnonzero(inside.any(axis=tuple(other for other in range(3) if other != axis))) for axis in range(3)]
    (k0, k1), (j0, j1), (i0, i1) = ((int(axis[0]), int(axis[-1]) + 1) for axis in hit)
    cut = (slice(k0, k1), slice(j0, j1), slice(i0, i1))
    lesion = inside[cut]
    depths_mm = ndimage.distance_transform_edt(np.pad(lesion, 1), sampling=volume.geometry.spacing_mm)[1:-1, 1:-1, 1:-1]
    core = volume.voxels[cut][depths_mm >= _CORE_DEPTH * depths_mm.max()].astype(np.float64)
    geometry = cropped(volume.geometry, (k0, j0, i0), lesion.shape)
    upright = Upright.of(geometry)
    solid = np.pad(upright.view(lesion), PAD)
    affine = upright.affine
    affine[:3, 3] -= PAD * affine[:3, :3].sum(axis=1)

    long_ends, short_ends = axes_in_slices(solid, affine)
    return LesionMeasurement(
        number=number,
        long_axis_mm=length(long_ends),
        short_axis_mm=length(short_ends),
        max_3d_mm=max(length(farthest(border_points(solid, affine), sphere(600))), length(long_ends)),
        long_axis_lps=(_point(long_ends[0]), _point(long_ends[1])),
        short_axis_lps=(_point(short_ends[0]), _point(short_ends[1])),
        volume_ml=float(np.count_nonzero(lesion) * geometry.voxel_mm3 / 1000),
        mean_hu=float(core.mean()),
        sd_hu=float(core.std()),
        centre_lps=_point(geometry.to_lps(np.argwhere(lesion).mean(axis=0)[None])[0]),
        box_lps=volume.geometry.box_lps(((k0, k1), (j0, j1), (i0, i1))),
    )


def axes_in_slices(solid: npt.NDArray[np.bool_], affine: Points) -> tuple[Points, Points]:
    """Ends of the long and the short axis (LPS mm) in any slice of an upright mask with `PAD` empty voxels around it."""
    along = affine[:3, 2] / np.linalg.norm(affine[:3, 2])
    down = affine[:3, 1] - along * (affine[:3, 1] @ along)
    down /= np.linalg.norm(down)
    angle = np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS
    directions = np.outer(np.cos(angle), along) + np.outer(np.sin(angle), down)
    best: tuple[float, Points, Points] | None = None
    for k in range(PAD, len(solid) - PAD):
        if not solid[k].any():
            continue
        border = border_points(solid, affine, k)
        ends = farthest(border, directions)
        if best is None or length(ends) > best[0]:
            best = length(ends), ends, border
    assert best is not None
    _, long_ends, border = best
    return long_ends, _across(border, long_ends, along, down, float(np.linalg.norm(affine[:3, 2])))


def _across(border: Points, long_ends: Points, along: Points, down: Points, pixel_mm: float) -> Points:
    """The longest chord perpendicular to the long axis, among strips two pixels wide."""
    axis = (long_ends[1] - long_ends[0]) / length(long_ends)
    normal = np.cross(along, down)
    perpendicular = np.cross(normal, axis)
    place, height = (border - long_ends[0]) @ axis, (border - long_ends[0]) @ perpendicular
    best: tuple[float, float, float, float] | None = None
    for middle in np.linspace(0, length(long_ends), max(3, round(2 * length(long_ends) / pixel_mm))):
        strip = height[np.abs(place - middle) <= pixel_mm]
        if len(strip) >= 2 and (best is None or strip.max() - strip.min() > best[0]):
            best = strip.max() - strip.min(), middle, strip.min(), strip.max()
    if best is None:
        best = height.max() - height.min(), length(long_ends) / 2, height.min(), height.max()
    _, middle, low, high = best
    foot = long_ends[0] + axis * middle
    return np.stack([foot + perpendicular * low, foot + perpendicular * high])


def _point(row: Points) -> Point:
    return float(row[0]), float(row[1]), float(row[2])
