"""Runner of the card ``ct-tissues``: fat, lean tissue, fluid, gas, calcification and parts of the skeleton, by Hounsfield units."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.cards import CARD_FILE, ModelCard, read_card
from inference.engine import Task
from inference.segmentation.body import find_body
from inference.segmentation.bone_parts import PARTS, part_bones
from inference.segmentation.bones import find_bones
from inference.segmentation.grid import Bool, Coarse, Float, Spacing, Upright, bounding_box, components, depth_mm, grow
from inference.segmentation.inputs import open_volume, refuse_unless_ct
from inference.segmentation.lungs import find_lung_air, lung_grid
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Mask, Volume, Voxels

FAT_HU = (-190.0, -30.0)
"""J Appl Physiol 1998;85:115."""

LEAN_HU = (-29.0, 150.0)
"""J Appl Physiol 2004;97:2333. Muscle, organs, blood: by values alone they are one."""

_GAS_HU, _SKIN_MM = -400.0, 6.0
"""Half-filled voxels at the skin are no gas."""

_FLUID_HU = (-12.0, 22.0)
_FLUID_SMOOTH_MM = 2.5
_FLUID_ML = 2.0
_FLUID_DEPTH_MM = 4.0
_CALCIUM_HU = 130.0
"""The threshold of Agatston's score (J Am Coll Cardiol 1990;15:827); higher where blood or bowel is as bright."""

_ABOVE_BLOOD_HU = 150.0
_CALCIUM_ML = (0.01, 4.0)
_FROM_BONE_MM = 4.0
_VESSEL_FRONT_MM = 50.0
_VESSEL_SIDE_MM = 55.0


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write the label map, uint8 on the volume's grid, to ``task.out_path``; the answer is ``{"labels": [numbers found]}``.

    Raises
    ------
    KnownError for a series that is not CT in HU, and for one that shows no body.
    """
    volume = open_volume(task)
    refuse_unless_ct(task, volume)
    mask = outline_tissues(volume, read_card(task.card_folder / CARD_FILE), tick)
    np.save(task.out_path, mask)
    return json.dumps({"labels": [int(n) for n in np.unique(mask) if n]})


def outline_tissues(volume: Volume, card: ModelCard, tick: Tick) -> Mask:
    """The label map with the card's numbers. What the rules do not find has no voxels."""
    upright = Upright.of(volume.geometry)
    voxels, steps = upright.view(volume.voxels), upright.spacing_mm
    number = {label.name: label.number for label in card.labels}
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    out = upright.view(mask)
    body = find_body(voxels, steps, part_of(tick, 0.0, 0.25))
    if not body.any():
        raise KnownError("There is no body of a patient in this volume.", "Choose another series.")
    box = bounding_box(body, (0, 1, 1))
    crop, inside, target = voxels[box], body[box], out[box]
    bones = find_bones(crop, inside, steps, part_of(tick, 0.25, 0.5))
    parts = part_bones(bones, crop, inside, steps, part_of(tick, 0.5, 0.65))
    lungs = _lungs(crop, inside, steps, part_of(tick, 0.65, 0.75))
    coarse = Coarse.near(steps, crop.shape, 3.0)
    under_skin = np.clip(depth_mm(coarse.mean(inside) > 0.5, coarse.spacing_mm), -20, 20)
    for k in range(len(crop)):
        plane, free = crop[k], inside[k] & ~bones[k] & ~lungs[k]
        target[k][free & (plane >= FAT_HU[0]) & (plane <= FAT_HU[1])] = number["fat"]
        target[k][free & (plane >= LEAN_HU[0]) & (plane <= LEAN_HU[1])] = number["muscle and organs"]
        target[k][free & (plane < _GAS_HU) & (coarse.finer(under_skin, k) > _SKIN_MM)] = number["gas"]
    tick(0.8, "Finding fluid")
    target[_fluid(crop, inside & ~bones & ~lungs, steps)] = number["fluid"]
    tick(0.9, "Finding calcium")
    target[_calcium(crop, inside, bones, parts == 1, steps)] = number["calcification by the aorta"]
    for n, name in enumerate(PARTS, 1):
        target[parts == n] = number[name]
    return mask


def _lungs(voxels: Voxels, body: Bool, steps: Spacing, tick: Tick) -> Bool:
    """Where aerated lung and the airways beside it are, generously."""
    coarse = lung_grid(steps, voxels.shape)
    air = find_lung_air(coarse.mean(voxels), coarse.mean(body) > 0.5, coarse.spacing_mm, tick)
    out = np.zeros(voxels.shape, np.bool_)
    if not air.any():
        return out
    depth = np.clip(depth_mm(air, coarse.spacing_mm), -30, 30)
    for k in range(len(voxels)):
        out[k] = (coarse.finer(depth, k) > -6.0) & (voxels[k] < -150)
    return out


def _fluid(voxels: Voxels, free: Bool, steps: Spacing) -> Bool:
    """Even places as dense as water, large and thick enough to be a collection, a cyst or a full organ."""
    coarse = Coarse.near(steps, voxels.shape, _FLUID_SMOOTH_MM)
    values: Float = coarse.mean(voxels)
    even = ndimage.uniform_filter(values, 3)
    spread = np.sqrt(np.maximum(ndimage.uniform_filter(values**2, 3) - even**2, 0))
    wet = (even > _FLUID_HU[0]) & (even < _FLUID_HU[1]) & (spread < 20) & (coarse.mean(free) > 0.8)
    labels, sizes = components(wet & (depth_mm(wet, coarse.spacing_mm) > _FLUID_DEPTH_MM))
    keep = sizes * float(np.prod(coarse.spacing_mm)) / 1000 >= _FLUID_ML
    keep[0] = False
    near = grow(keep[labels], _FLUID_DEPTH_MM, coarse.spacing_mm) & wet if keep.any() else np.zeros_like(wet)
    out = np.zeros(voxels.shape, np.bool_)
    if near.any():
        soft = near.astype(np.float32)
        for k in range(len(voxels)):
            out[k] = (coarse.finer(soft, k) > 0.5) & free[k] & (voxels[k] > -29) & (voxels[k] < 60)
    return out


def _calcium(voxels: Voxels, body: Bool, bones: Bool, spine: Bool, steps: Spacing) -> Bool:
    """Small dense things in front of and beside the front of the spine, off the bones, denser than any blood there."""
    away = ~grow(bones, _FROM_BONE_MM, steps) if bones.any() else np.ones(voxels.shape, np.bool_)
    region = np.zeros(voxels.shape, np.bool_)
    for k in np.flatnonzero(spine.any(axis=(1, 2))):
        rows, columns = np.nonzero(spine[k])
        front, middle = np.percentile(rows, 2), np.median(columns)
        j0, j1 = (max(0, int(front + mm / steps[1])) for mm in (-_VESSEL_FRONT_MM, 15))
        i0, i1 = (max(0, int(middle + mm / steps[2])) for mm in (-_VESSEL_SIDE_MM, _VESSEL_SIDE_MM))
        region[k, j0:j1, i0:i1] = True
    region &= body & away
    if not region.any():
        return region
    level = max(_CALCIUM_HU, _blood(voxels, region) + _ABOVE_BLOOD_HU)
    labels, sizes = components((voxels > level) & body & away)
    ml = sizes * float(np.prod(steps)) / 1000
    keep = (ml >= _CALCIUM_ML[0]) & (ml <= _CALCIUM_ML[1])
    keep[np.setdiff1d(np.arange(len(sizes)), np.unique(labels[region]))] = False
    keep[0] = False
    return np.asarray(keep[labels])


def _blood(voxels: Voxels, region: npt.NDArray[np.bool_]) -> float:
    """The value of the brightest large thing that is no bone: blood with contrast medium, or soft tissue without it."""
    values = voxels[region]
    soft = values[(values > 0) & (values < 600)]
    return float(np.percentile(soft, 90)) if len(soft) else 50.0
