"""A network says where a structure is, Hounsfield units say where it ends: both together make the outline.

A network that sees voxels of 4 mm knows lung from gas in the bowel, a rib from a hip, left from right. It does not know to a
millimetre where they end; the rules of `ct-classical` do, but not which is which.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.segmentation.airways import find_airways
from inference.segmentation.body import find_body
from inference.segmentation.bone_parts import PARTS, part_bones
from inference.segmentation.bones import find_bones
from inference.segmentation.grid import (
    Bool,
    Coarse,
    Float,
    Spacing,
    Upright,
    bounding_box,
    components,
    depth_mm,
    enclosed,
    grow,
)
from inference.segmentation.lungs import LungSurface, border_hu, lung_grid, split_sides
from inference.segmentation.tissues import FAT_HU
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Mask, Volume, Voxels

BONES = ("spine", "ribs, sternum, shoulders", "pelvis", "skull", "limbs")
_CAGE, _HIPS = PARTS.index("ribs and shoulders") + 1, PARTS.index("pelvis and thighs") + 1
LEAN = ("muscle", "other soft tissue")
_GRID_MM = 3.0
_LUNG_HU, _GAS_HU = -500.0, -400.0
_LUNG_REACH_MM = 25.0
"""How far beyond the network's lung its air may reach."""

_BESIDE_MM, _BRIDGE_MM = 9.0, 3.0

_AIRWAY_HU, _AIRWAY_REACH_MM = -850.0, 5.0
_BONE_REACH_MM, _BONE_SHARE = 10.0, 0.1
_BONE_HU, _MARROW_HU, _MARROW_DEPTH_MM = 160.0, 60.0, 2.5
"""What the network calls bone is bone where it is this dense, or, this deep inside, as dense as marrow."""

_LUNG_SHARE = 0.5
"""Of what the network tells about a piece of air: with less lung than this among lung and bowel it is gas."""

_DARK_PERCENT, _DARKEST_LUNG_HU = 10, -940.0
"""The darkest tenth of a small piece of lung lies above this; that of gas below."""

_LEAST_LUNG = 0.3

_WHOLE_LUNG_ML, _CUT_LUNG_ML, _SPECK_ML = 300.0, 3.0, 0.3
_UNDER_SKIN_MM = 5.0
Numbers = Mapping[str, int]
Labels = npt.NDArray[np.integer]


@dataclass(frozen=True, eq=False, slots=True)
class _Guess:
    """What the network drew, on blocks of the volume."""

    coarse: Coarse
    labels: Labels
    number: Numbers

    def where(self, *names: str) -> Bool:
        return np.isin(self.labels, [self.number[name] for name in names])

    def depth(self, *names: str) -> Float:
        """Depth inside what has these names, mm, at most 30."""
        return np.clip(depth_mm(self.where(*names), self.coarse.spacing_mm), -30, 30)

    def nearest(self, names: Sequence[str]) -> Labels:
        """The nearest label of these at every block; 0 where there is none at all."""
        there = self.where(*names)
        if not there.any():
            return np.zeros_like(self.labels)
        place = ndimage.distance_transform_edt(~there, sampling=self.coarse.spacing_mm, return_distances=False, return_indices=True)
        return np.asarray(self.labels[tuple(place)])

    def fine(self, blocks: Labels, k: int) -> Labels:
        """Slice `k` of the volume out of `blocks`."""
        up, back, left = self.coarse.factors
        _, rows, columns = self.coarse.fine_shape
        return np.asarray(np.repeat(np.repeat(blocks[k // up], back, 0), left, 1)[:rows, :columns])


def refine(volume: Volume, drawn: Mask, number: Numbers, tick: Tick) -> bool:
    """Redraw the borders in `drawn`, a network's labels on the volume's grid, in place.

    False, and nothing is changed, where the rules find no body.

    Parameters
    ----------
    number : name -> number: body, lung right, lung left, airways, gas in bowel, and fat, those of `BONES` and `LEAN`.

    Raises
    ------
    CancelledError from `tick`.
    """
    upright = Upright.of(volume.geometry)
    voxels, out, steps = upright.view(volume.voxels), upright.view(drawn), upright.spacing_mm
    body = find_body(voxels, steps, part_of(tick, 0.0, 0.25))
    if not body.any():
        return False
    box = bounding_box(body, (0, 1, 1))
    crop, inside, target = voxels[box], body[box], out[box]
    coarse = Coarse.near(steps, crop.shape, _GRID_MM)
    guess = _Guess(coarse, _blocks(target, coarse), number)
    bones = _bones(crop, inside, guess, steps, part_of(tick, 0.25, 0.5))
    affine = upright.affine.copy()
    affine[:3, 3] += affine[:3, :3] @ [part.start for part in box]
    lungs = _lungs_and_airways(crop, inside & ~bones, guess, affine, part_of(tick, 0.5, 0.85))
    gas = _gas(crop, inside, lungs > 0, guess)
    out[~body] = 0
    groups = _groups(bones, crop, inside, guess, steps, part_of(tick, 0.85, 0.9))
    lean = guess.nearest(LEAN)
    names = np.array([0, number["lung left"], number["lung right"], number["airways"]], drawn.dtype)
    for k in range(len(crop)):
        if k % 8 == 0:
            tick(0.9 + 0.1 * k / len(crop), "Drawing tissues")
        plane, drawing = crop[k], target[k]
        drawing[inside[k]] = number["other soft tissue"]  # the skin's and the gas's blurred borders too, which are not fat
        found, dense = guess.fine(lean, k), inside[k] & (plane > FAT_HU[1])
        drawing[dense & (found > 0)] = found[dense & (found > 0)]
        drawing[inside[k] & (plane >= FAT_HU[0]) & (plane <= FAT_HU[1])] = number["fat"]
        drawing[gas[k]] = number["gas in bowel"]
        drawing[bones[k]] = groups[k][bones[k]]
        drawing[lungs[k] > 0] = names[lungs[k][lungs[k] > 0]]
    return True


def _blocks(fine: Voxels, coarse: Coarse) -> Labels:
    """The label in the middle of every block."""
    places = [np.minimum(np.arange(count) * f + f // 2, size - 1) for count, f, size in zip(coarse.shape, coarse.factors, fine.shape, strict=True)]
    return np.asarray(fine[np.ix_(*places)])


def _bones(voxels: Voxels, body: Bool, guess: _Guess, steps: Spacing, tick: Tick) -> Bool:
    """The pieces of bone by rules that the network sees some bone in, and what is dense, or is marrow, inside the network's."""
    bones = find_bones(voxels, body, steps, tick)
    if not guess.where(*BONES).any():
        return np.zeros_like(bones)
    depth = guess.depth(*BONES)
    pieces, sizes = components(bones)
    near = np.zeros(len(sizes), np.int64)
    for k, labels in enumerate(pieces):
        near += np.bincount(labels[guess.coarse.finer(depth, k) > -_BONE_REACH_MM], minlength=len(sizes))
    keep = near > _BONE_SHARE * sizes
    keep[0] = False
    for k, plane in enumerate(voxels):
        inside = guess.coarse.finer(depth, k)
        found = body[k] & (keep[pieces[k]] | ((inside > _MARROW_DEPTH_MM) & (plane > _MARROW_HU)) | ((inside > 0) & (plane > _BONE_HU)))
        bones[k] = found | (enclosed(found) & (inside > 0))  # marrow may be fat; the canal of the spine is no bone to the network
    return bones


def _groups(bones: Bool, voxels: Voxels, body: Bool, guess: _Guess, steps: Spacing, tick: Tick) -> npt.NDArray[np.uint8]:
    """The group of every voxel of bone: by where it lies and hangs together; limbs, that hang together with the trunk, by the network."""
    out = part_bones(bones, voxels, body, steps, tick)
    names = dict(zip(PARTS, BONES, strict=False))
    numbers = np.array([0, *(guess.number[names[part]] for part in PARTS)], np.uint8)
    limbs = guess.number["limbs"]
    nearest = guess.nearest(BONES)
    for k in range(len(out)):
        is_limb = (guess.fine(nearest, k) == limbs) & ((out[k] == _CAGE) | (out[k] == _HIPS))
        out[k] = np.where(is_limb, limbs, numbers[out[k]])
    return out


def _lungs_and_airways(voxels: Voxels, free: Bool, guess: _Guess, affine: npt.NDArray[np.float64], tick: Tick) -> npt.NDArray[np.uint8]:
    """1 in the left lung, 2 in the right one, 3 in the airways. `affine` maps (k, j, i, 1) to LPS mm.

    Which lung is the left one is told by where it lies in the patient: a network may err, a patient's axes do not.
    """
    up, back, left = np.linalg.norm(affine[:3, :3], axis=0)
    steps = (float(up), float(back), float(left))
    out = np.zeros(voxels.shape, np.uint8)
    coarse = lung_grid(steps, voxels.shape)
    values = coarse.mean(voxels)
    blocks = _Guess(coarse, _resampled(guess, coarse), guess.number)
    air = (values < _LUNG_HU) & (coarse.mean(free) > 0.5)
    lung = _lung_air(values, air, blocks)
    if not lung.any():
        return out
    whole = np.zeros(voxels.shape, np.bool_)
    for k in range(len(voxels)):
        whole[k] = blocks.fine(lung.astype(np.uint8), k) > 0
    airways = find_airways(voxels, free, whole, steps, part_of(tick, 0.0, 0.5))
    pipe = blocks.depth("airways")
    for k, plane in enumerate(voxels):
        airways[k] |= free[k] & (plane < _AIRWAY_HU) & (coarse.finer(pipe, k) > -_AIRWAY_REACH_MM) & ~whole[k]
    lung &= ~grow(coarse.mean(airways) > 0.25, min(coarse.spacing_mm), coarse.spacing_mm) if airways.any() else True
    wide = affine.copy()
    wide[:3, :3] *= coarse.factors
    wide[:3, 3] += affine[:3, :3] @ ((np.array(coarse.factors) - 1) / 2)
    trunk = np.argwhere(coarse.mean(free) > 0.5)
    middle_mm = float(np.median(trunk @ wide[0, :3]) + wide[0, 3])
    surface = LungSurface(split_sides(lung, wide, middle_mm, coarse.spacing_mm), coarse, part_of(tick, 0.5, 0.7))
    level = border_hu(values, lung, coarse.spacing_mm)
    for k in range(len(voxels)):
        if k % 8 == 0:
            tick(0.7 + 0.3 * k / len(voxels), "Drawing the lungs")
        for n, one in enumerate(surface.cut(voxels[k], k, level, free[k] & ~airways[k]), 1):
            out[k][one] = n
    out[airways] = 3
    return out


def _resampled(guess: _Guess, coarse: Coarse) -> Labels:
    """The network's labels on another coarse grid of the same volume."""
    places = [
        np.minimum((np.arange(count) * new + new // 2) // old, size - 1)
        for count, new, old, size in zip(coarse.shape, coarse.factors, guess.coarse.factors, guess.labels.shape, strict=True)
    ]
    return np.asarray(guess.labels[np.ix_(*places)])


def _lung_air(values: Float, air: Bool, guess: _Guess) -> Bool:
    """The connected pieces of air that the network calls lung rather than gas, as far as they are near its lung.

    Pieces that hang together by a thin bridge, as lung and bowel do in thick slices, are judged one by one. A lung is large, or
    the uppermost slice cuts it off; anything smaller is a lung's only beside one, and where it holds tissue as lungs do.
    """
    inside, gas = guess.depth("lung left", "lung right") > 0, guess.depth("gas in bowel") > 0
    free = air & ~guess.where("airways")
    pieces, sizes = _parted(free, guess.coarse.spacing_mm)
    of_lung = np.bincount(pieces[inside], minlength=len(sizes))
    of_gas = np.bincount(pieces[gas], minlength=len(sizes))
    share = of_lung / np.maximum(of_lung + of_gas, 1)
    ml = sizes * float(np.prod(guess.coarse.spacing_mm)) / 1000
    darkest = np.full(len(sizes), -1000.0)
    for number in np.flatnonzero((of_lung > 0) & (ml >= _SPECK_ML)):
        darkest[number] = np.percentile(values[pieces == number], _DARK_PERCENT)
    is_lung = (share > _LUNG_SHARE) & ((of_lung >= _LEAST_LUNG * sizes) | (darkest > _DARKEST_LUNG_HU))
    keep = is_lung & ((ml >= _WHOLE_LUNG_ML) | (np.isin(np.arange(len(sizes)), pieces[-3:]) & (ml >= _CUT_LUNG_ML)))
    keep[0] = False
    near = depth_mm(keep[pieces], guess.coarse.spacing_mm) > -_BESIDE_MM
    beside = np.isin(np.arange(len(sizes)), pieces[near])  # what vessels, a fissure or thick slices cut off
    keep |= beside & ((is_lung & (darkest > _DARKEST_LUNG_HU)) | ((of_gas == 0) & (ml < _SPECK_ML)))
    keep[0] = False
    return np.asarray(keep[pieces] & (guess.depth("lung left", "lung right") > -_LUNG_REACH_MM))


def _parted(air: Bool, steps: Spacing) -> tuple[Labels, npt.NDArray[np.int64]]:
    """Pieces of air that hang together by more than a bridge, and their sizes; what is nowhere thicker is a piece of its own."""
    thick, _ = components(depth_mm(air, steps) > _BRIDGE_MM)
    whole, sizes = components(air)
    lonely = np.ones(len(sizes), np.bool_)
    lonely[np.unique(whole[thick > 0])] = False
    lonely[0] = False
    thick[lonely[whole]] = whole[lonely[whole]] + int(thick.max())
    place = ndimage.distance_transform_edt(thick == 0, sampling=steps, return_distances=False, return_indices=True)
    pieces = np.where(air, thick[tuple(place)], 0) if thick.any() else thick
    return pieces, np.bincount(pieces.ravel())


def _gas(voxels: Voxels, body: Bool, taken: Bool, guess: _Guess) -> Bool:
    """Pieces of gas below the skin, beside lungs and airways, in which the network sees gas in bowel, or a lung that is none."""
    out = np.zeros(voxels.shape, np.bool_)
    under = np.clip(depth_mm(guess.coarse.mean(body) > 0.5, guess.coarse.spacing_mm), -20, 20)
    for k, plane in enumerate(voxels):
        out[k] = body[k] & ~taken[k] & (plane < _GAS_HU) & (guess.coarse.finer(under, k) > _UNDER_SKIN_MM)
    pieces, sizes = components(out)
    there = guess.where("gas in bowel", "lung left", "lung right").astype(np.uint8)
    seen = np.zeros(len(sizes), np.bool_)
    for k, plane in enumerate(pieces):
        seen[plane[guess.fine(there, k) > 0]] = True
    seen[0] = False
    return np.asarray(seen[pieces])
