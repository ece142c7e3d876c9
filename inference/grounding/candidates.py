"""What stands out in an organ: parts darker or brighter than the rest of it, each with the attributes that words speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.grounding.looks import Look
from inference.measure.border import cropped
from inference.measure.outlines import Outline
from inference.segmentation.grid import Coarse, close_depth, components, depth_mm
from viewer.case.geometry import Box, Geometry, Point
from viewer.case.progress import Tick
from viewer.case.volume import Volume

Bool = npt.NDArray[np.bool_]
Float = npt.NDArray[np.float32]
_WORK_MM = 1.2
_SMOOTH_MM = 1.0
_CLOSE_MM = 8.0
"""A lesion at the surface that the outline left out is taken in again, up to twice this wide."""

_MARGIN_MM = 2.0
"""Half-filled voxels at the surface are not darker tissue."""

_LEAST_HU = 14.0
_LEAST_SD = 2.5
_SMALLEST_MM = 3.0
_SMALLEST_VOXELS = 4
_FAINT_SD, _FAINT_MM = 6.0, 6.0
"""What stands out this little may be noise where it is smaller than that."""

_LARGEST_SHARE = 0.6
"""A part larger than this of the organ is the organ, not a lesion in it."""

_MOST = 40


@dataclass(frozen=True, eq=False, slots=True)
class Seen:
    """One part that stands out.

    `axes_mm` are its longest, middle and shortest diameters, those of the ellipsoid with the same spread; `mean_hu` that of
    its middle; `contrast_sd` how far that lies from the organ, in standard deviations of the organ; `border_mm` how wide
    the step to the organ is; `open_share` how much of its surface lies on the organ's own; `inside_share` how much of it
    lies in the part that the phrase means, and `away_mm` how far from that its middle is.
    """

    centre_lps: Point
    box_lps: Box
    axes_mm: tuple[float, float, float]
    mean_hu: float
    contrast_hu: float
    contrast_sd: float
    border_mm: float
    open_share: float
    inside_share: float = 1.0
    away_mm: float = 0.0

    @property
    def roundness(self) -> float:
        """1 for a ball."""
        return self.axes_mm[2] / max(self.axes_mm[0], 1e-6)


def stand_out(volume: Volume, organ: Outline, part: Bool | None, look: Look, tick: Tick) -> list[Seen]:
    """What stands out in an organ by its values, in the way that `look` says; the largest first.

    The organ's own value and its spread are taken in its depth (median, and 1.4826 times the median absolute deviation).
    """
    tick(0.0, "Looking in the organ")
    coarse = Coarse.near(organ.geometry.spacing_mm, organ.solid.shape, _WORK_MM)
    steps = coarse.spacing_mm
    geometry = _coarser(organ.geometry, coarse)
    inside = coarse.mean(organ.solid) > 0.5
    if not inside.any():
        return []
    values = ndimage.gaussian_filter(coarse.mean(volume.voxels[organ.box]), [_SMOOTH_MM / step / 2 for step in steps])
    depth = close_depth(inside, _CLOSE_MM, steps)
    depth = np.where(ndimage.binary_fill_holes(inside), np.maximum(depth, depth_mm(inside, steps)), depth)
    deep = inside & (depth > min(4.0, float(depth.max()) / 2))
    tick(0.4, "Looking in the organ")
    base = float(np.median(values[deep]))
    spread = max(1.4826 * float(np.median(np.abs(values[deep] - base))), 3.0)
    meant = None if part is None else coarse.mean(part) > 0.5
    found: list[Seen] = []
    for darker in _ways(look):
        level = _level(base, spread, look, darker)
        limit = max(_MARGIN_MM, max(steps)) if darker else 0.5
        off = ((values < level) if darker else (values > level)) & (depth > limit)
        found += _measured(off, values, depth, base, spread, level, geometry, meant, int(inside.sum()))
        tick(0.9, "Looking in the organ")
    return sorted(found, key=lambda seen: -seen.axes_mm[1])


def _ways(look: Look) -> Iterator[bool]:
    """Whether to look for what is darker, for what is brighter, or both."""
    if look.contrast != "brighter":
        yield True
    if look.contrast != "darker":
        yield False


def _level(base: float, spread: float, look: Look, darker: bool) -> float:
    """The border: halfway between the organ and what is looked for, never nearer to the organ than its spread allows."""
    least = max(_LEAST_HU, _LEAST_SD * spread)
    low, high = look.density_hu
    if darker:
        wanted = (low + high) / 2 if low > -1000 else base - 2 * least
        return min((base + wanted) / 2, base - least)
    wanted = max(low, min(high, 2 * low)) if low > base else base + 2 * least
    return max((base + wanted) / 2, base + least)


def _measured(
    off: Bool, values: Float, depth: Float, base: float, spread: float, level: float, geometry: Geometry, meant: Bool | None, whole: int
) -> list[Seen]:
    labels, sizes = components(off)
    voxel_mm3 = geometry.voxel_mm3
    least = max(_SMALLEST_VOXELS, np.pi / 6 * _SMALLEST_MM**3 / voxel_mm3)
    numbers = [n for n in range(1, len(sizes)) if least <= sizes[n] <= _LARGEST_SHARE * whole]
    numbers = sorted(numbers, key=lambda n: -int(sizes[n]))[:_MOST]
    boxes = ndimage.find_objects(labels)
    away = None if meant is None else ndimage.distance_transform_edt(~meant, sampling=geometry.spacing_mm)
    found = []
    for number in numbers:
        box = tuple(slice(max(one.start - 2, 0), min(one.stop + 2, size)) for one, size in zip(boxes[number - 1], labels.shape, strict=True))
        solid = labels[box] == number
        points = np.argwhere(solid) + [one.start for one in box]
        lps = geometry.to_lps(points)
        steps = np.array(geometry.spacing_mm)
        spread_mm2 = np.cov(lps.T) + np.eye(3) * float(np.mean(steps**2)) / 12 if len(lps) > 1 else np.eye(3) * float(np.mean(steps**2)) / 12
        axes = 2 * np.sqrt(5 * np.linalg.eigvalsh(spread_mm2))[::-1]
        inner = ndimage.distance_transform_edt(np.pad(solid, 1), sampling=geometry.spacing_mm)[1:-1, 1:-1, 1:-1]
        mean = float(values[box][inner >= 0.6 * inner.max()].mean())
        if abs(mean - base) < _FAINT_SD * spread and len(points) * voxel_mm3 < np.pi / 6 * _FAINT_MM**3:
            continue
        shell = ndimage.binary_dilation(solid) & ~solid
        near_edge = shell & (depth[box] <= max(_MARGIN_MM, float(max(steps))) + 0.1)
        centre = lps.mean(axis=0)
        at = tuple(points.mean(axis=0).round().astype(int))
        low, high = (tuple(int(n) for n in edge) for edge in (points.min(axis=0), points.max(axis=0) + 1))
        found.append(
            Seen(
                centre_lps=(float(centre[0]), float(centre[1]), float(centre[2])),
                box_lps=geometry.box_lps(((low[0], high[0]), (low[1], high[1]), (low[2], high[2]))),
                axes_mm=(float(axes[0]), float(axes[1]), float(axes[2])),
                mean_hu=mean,
                contrast_hu=mean - base,
                contrast_sd=abs(mean - base) / spread,
                border_mm=_border_mm(values[box], solid, base, mean, geometry.spacing_mm),
                open_share=float(near_edge.sum() / max(shell.sum(), 1)),
                inside_share=1.0 if meant is None else float(meant[tuple(points.T)].mean()),
                away_mm=0.0 if away is None else float(away[at]),
            )
        )
    return found


def _border_mm(values: Float, solid: Bool, base: float, mean: float, steps: tuple[float, float, float]) -> float:
    """How wide the step from the middle's value to the organ's is: the contrast by the steepest change across the surface."""
    slopes = np.gradient(values.astype(np.float64), *steps) if min(values.shape) > 1 else [np.ones(values.shape)]
    steep = np.sqrt(sum(slope**2 for slope in slopes))
    surface = solid & ~ndimage.binary_erosion(solid) | (ndimage.binary_dilation(solid) & ~solid)
    return float(abs(mean - base) / max(float(np.percentile(steep[surface], 75)), 1e-6))


def _coarser(geometry: Geometry, coarse: Coarse) -> Geometry:
    """The geometry of blocks of voxels of another."""
    matrix = np.array(geometry.matrix, np.float64)
    matrix[:3, 3] += matrix[:3, :3] @ ((np.array(coarse.factors) - 1) / 2)
    matrix[:3, :3] *= coarse.factors
    return Geometry.from_matrix(coarse.shape, matrix, cropped(geometry, (0, 0, 0), geometry.shape_kji).frame_uid)
