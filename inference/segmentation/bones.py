"""Bones: cortex and the marrow inside it, without discs, cartilage, stones and contrast-filled vessels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.segmentation.grid import Bool, Coarse, Spacing, components, grow
from viewer.case.progress import Tick
from viewer.case.volume import Voxels

_TISSUE_HU = 50.0
_BONE_HU = 220.0
"""Above blood with contrast medium in the venous phase, below most cortex."""

_PLAIN_BONE_HU = 130.0
"""The same where nothing is enhanced: above any soft tissue."""

_EVEN_SD_HU, _CONTRAST_ML = 25.0, 2.0
_CORTEX_HU = 330.0
"""Somewhere in every bone."""

_CORTEX_FRACTION = 0.03
_HIGHEST_HALF_HU = 450.0
_SMALLEST_ML = 0.8
_GAP_MM = 4.0
"""Gaps in the cortex of a slice up to twice this wide do not open the marrow."""

_PLAIN_GAP_MM = 10.0
"""The same where nothing is enhanced, so that only marrow is as bright as `_MARROW_HU` in between."""

_MARROW_HU = 70.0
"""Marrow lies above, on average; the spinal canal with cord and fluid lies below."""

_SPONGY_HU = 100.0
_WIDEST_MM = 26.0
"""Half of the widest vertebral body."""

_HALF = 0.46
"""Of the way from soft tissue to the highest value nearby, which noise makes a little too high."""

_COARSE_PIXEL_MM = 2.6
_SMALL_HOLE_MM2 = 60.0
_SLAB = 16


def find_bones(voxels: Voxels, body: Bool, spacing_mm: Spacing, tick: Tick) -> Bool:
    """Mask of the bones in an upright crop in HU.

    Notes
    -----
    Bone hangs together with cortex, and what cortex surrounds in a slice is marrow. The outer border is then
    moved to half of the way from soft tissue to the highest value beside it, so that a blurred cortex of any
    density keeps its thickness. Blood and kidneys with contrast medium hang together with no cortex.
    """
    dense = np.empty(voxels.shape, np.bool_)
    enhanced = has_contrast(voxels, body, spacing_mm)
    level, gap_mm = (_BONE_HU, _GAP_MM) if enhanced else (_PLAIN_BONE_HU, _PLAIN_GAP_MM)
    for k in range(len(voxels)):
        dense[k] = (voxels[k] > level) & body[k]
    tick(0.1, "Finding bones")
    bones = _hangs_together_with_cortex(dense, voxels, spacing_mm, tick)
    del dense
    for start in range(0, len(voxels), _SLAB):
        tick(0.5 + 0.5 * start / len(voxels), "Drawing the bones")
        _draw(bones, voxels, start, spacing_mm, gap_mm)
    return bones


def has_contrast(voxels: Voxels, body: Bool, spacing_mm: Spacing) -> bool:
    """Whether something large, even and off the bones is brighter than any tissue is by itself: blood, kidney, bowel."""
    coarse = Coarse.near(spacing_mm, voxels.shape, 3.0)
    values = coarse.mean(voxels)
    even = ndimage.uniform_filter(values, 3)
    spread = np.sqrt(np.maximum(ndimage.uniform_filter(values * values, 3) - even**2, 0))
    bright = (even > _PLAIN_BONE_HU - 10) & (spread < _EVEN_SD_HU) & (coarse.mean(body) > 0.9)
    cortex = values > _CORTEX_HU
    if cortex.any():
        bright &= ~grow(cortex, 8.0, coarse.spacing_mm)
    return bool(np.count_nonzero(bright) * float(np.prod(coarse.spacing_mm)) / 1000 > _CONTRAST_ML)


def _hangs_together_with_cortex(dense: Bool, voxels: Voxels, spacing_mm: Spacing, tick: Tick) -> Bool:
    labels, sizes = components(dense)
    tick(0.4, "Finding bones")
    voxel_ml = float(np.prod(spacing_mm)) / 1000
    strong = np.bincount(labels[dense & (voxels > _CORTEX_HU)], minlength=len(sizes))
    keep = (sizes * voxel_ml >= _SMALLEST_ML) & (strong > _CORTEX_FRACTION * sizes)
    keep[0] = False
    return np.asarray(keep[labels])


def _draw(bones: Bool, voxels: Voxels, start: int, spacing_mm: Spacing, gap_mm: float) -> None:
    """Fill the marrow and move the outer border to half height, in the slices from `start` on; in place."""
    stop, low = min(start + _SLAB, len(voxels)), max(start - 1, 0)
    if not bones[start:stop].any():
        return
    peak = ndimage.maximum_filter(voxels[low : min(stop + 1, len(voxels))], size=(3, 5, 5))
    for k in range(start, stop):
        if not bones[k].any():
            continue
        plane = voxels[k]
        half = np.clip(_TISSUE_HU + _HALF * (peak[k - low].astype(np.float32) - _TISSUE_HU), 130.0, _HIGHEST_HALF_HU)
        cortex = ndimage.binary_dilation(bones[k]) & (plane >= half)
        marrow = _marrow(bones[k], plane, spacing_mm, gap_mm)
        bones[k] = cortex | marrow


def _marrow(bone: Bool, plane: Voxels, spacing_mm: Spacing, gap_mm: float) -> Bool:
    """What the bone surrounds in a slice, and what lies in it too deep to be its blurred border."""
    size = [2 * max(1, round(gap_mm / step)) + 1 for step in spacing_mm[1:]]
    closed = _filter(_filter(bone, size, np.maximum), size, np.minimum)
    spongy = ndimage.uniform_filter(plane.astype(np.float32), 3) > _SPONGY_HU
    filled = (closed & (plane > _MARROW_HU)) | bone | (spongy & _between_bones(bone, spacing_mm))
    labels, count = ndimage.label(~filled)
    areas = np.bincount(labels.ravel(), minlength=count + 1) * spacing_mm[1] * spacing_mm[2]
    means = ndimage.mean(plane, labels, np.arange(count + 1))
    fill = (areas <= _SMALL_HOLE_MM2) | (means > _MARROW_HU)
    for edge in (labels[0], labels[-1], labels[:, 0], labels[:, -1]):
        fill[edge] = False
    fill[0] = False
    solid = np.asarray(filled | fill[labels])
    if min(spacing_mm[1:]) > _COARSE_PIXEL_MM:  # a pixel is as wide as cortex: what is left of it is no blurred border
        return solid
    return np.asarray(ndimage.binary_erosion(solid, iterations=1, border_value=True))


def _between_bones(bone: Bool, spacing_mm: Spacing) -> Bool:
    """Where three of the four ways along the slice's lines meet bone soon: inside a cortex that has gaps."""
    grey = bone.astype(np.uint8)
    ways = np.zeros(bone.shape, np.uint8)
    for axis in (0, 1):
        reach = 2 * round(_WIDEST_MM / spacing_mm[1 + axis] / 2) + 1
        for origin in (-(reach // 2), reach // 2):
            ways += ndimage.maximum_filter1d(grey, reach, axis, mode="constant", origin=origin)
    return np.asarray(ways >= 3)


def _filter(mask: Bool, size: list[int], pick: np.ufunc) -> Bool:
    grey: npt.NDArray[np.uint8] = mask.astype(np.uint8)
    apply = ndimage.maximum_filter if pick is np.maximum else ndimage.minimum_filter
    return np.asarray(apply(grey, size=size, mode="nearest")).astype(np.bool_)
