"""Runner of the card ``ct-lung-nodules``: compact, dense spots inside the lungs, ranked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import ndimage

from inference.engine import Task
from inference.measure.lesions import measure_lesion
from inference.segmentation.blobs import Spot, find_spots
from inference.segmentation.grid import Bool, Coarse, Float, Spacing, Upright, bounding_box, close_depth, depth_mm
from inference.segmentation.inputs import open_volume, read_request, refuse_unless_ct
from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Mask, Volume, Voxels

_TISSUE_HU = 40.0
_SMALLEST_MM = 4.0
_LARGEST_MM = 35.0
_MOST_CANDIDATES = 20
_BONE_HU = 150.0
_BULGE = 0.55
"""A nodule on the pleura has at least this much of its surface in the lung; a bent wall has less."""

_FINE_MM = 0.75
"""Grid on which a candidate is cut out."""

_PLEURA_MM = 11.0
_PLEURA_DEPTH_MM = -1.5
"""How far outside the closed surface a nodule on the pleura may reach; half a coarse voxel of it is rounding."""
_LONGEST_TO_SHORTEST = 2.2


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposed nodule. `number` is its value in the label map; `score` 0..1 orders them, best first."""

    number: int
    centre_lps: Point
    score: float


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write a label map of the candidates 1..n, best first, to ``task.out_path``.

    The request names the label map of the lungs (`mask_path`) and the numbers that are lung (`lungs`). The
    answer is ``{"candidates": [{"number", "score", "centre_lps"}], "problems": [sentences]}``.

    Raises
    ------
    KnownError for a series that is not CT in HU, and when the label map holds no lung.
    """
    volume = open_volume(task)
    refuse_unless_ct(task, volume)
    request = read_request(task)
    labels = np.load(Path(request["mask_path"]), mmap_mode="r", allow_pickle=False)
    lungs = [labels == number for number in request["lungs"]] if labels.shape == volume.geometry.shape_kji else []
    lungs = [lung for lung in lungs if lung.any()]
    if not lungs:
        raise KnownError("There is no lung to look for nodules in.", "Segment the lungs of this series first.")
    mask, candidates = find_nodules(volume, lungs, tick)
    np.save(task.out_path, mask)
    rows = [{"number": row.number, "score": row.score, "centre_lps": row.centre_lps} for row in candidates]
    return json.dumps({"candidates": rows})


def find_nodules(volume: Volume, lungs: Sequence[Bool], tick: Tick) -> tuple[Mask, tuple[Candidate, ...]]:
    """Candidates inside each of `lungs` (bool, the volume's shape) as a label map and a list."""
    upright = Upright.of(volume.geometry)
    spacing_mm = upright.spacing_mm
    both = upright.view(np.logical_or.reduce(lungs))
    box = bounding_box(both, (2, 4, 4))
    voxels = upright.view(volume.voxels)[box]
    inside = np.zeros(voxels.shape, np.bool_)
    both = both[box]
    for lung in lungs:
        tick(0.02, "Looking for nodules")
        _add_with_pleura(inside, upright.view(lung)[box], spacing_mm)
    lung_hu = _lung_value(voxels, inside)
    tick(0.05, "Looking for nodules")
    spots = find_spots(voxels, inside, lung_hu, spacing_mm, part_of(tick, 0.05, 0.8))
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    out = upright.view(mask)[box]
    bodies: list[Body] = []
    for n, spot in enumerate(spots):
        tick(0.8 + 0.2 * n / len(spots), "Drawing nodules")
        body = outline(voxels, inside, spot, lung_hu, spacing_mm)
        if body is not None and _in_lung(body, voxels, both) and not any(_overlap(body, other) for other in bodies):
            bodies.append(body)
        if len(bodies) == _MOST_CANDIDATES:
            break
    candidates = []
    for number, body in enumerate(sorted(bodies, key=lambda body: -body.score), 1):
        part = out[body.box]
        part[body.mask & (part == 0)] = number
        measured = measure_lesion(volume, mask, number)
        candidates.append(Candidate(number, measured.centre_lps, round(body.score, 3)))
    return mask, tuple(candidates)


def _add_with_pleura(inside: Bool, lung: Bool, spacing_mm: Spacing) -> None:
    """Add a lung, closed so widely that a nodule on the pleura lies inside."""
    box = bounding_box(lung, (4, 10, 10))
    coarse = Coarse.near(spacing_mm, inside[box].shape, 2.2)
    closed = np.clip(close_depth(coarse.mean(lung[box]) > 0.5, _PLEURA_MM, coarse.spacing_mm), -50, 50)
    part = inside[box]
    for k in range(len(part)):
        part[k] |= lung[box][k] | (coarse.finer(closed, k) > _PLEURA_DEPTH_MM)


@dataclass(frozen=True, eq=False, slots=True)
class Body:
    """The voxels of one candidate inside a box of the lungs' crop."""

    box: tuple[slice, slice, slice]
    mask: Bool
    score: float


def outline(voxels: Voxels, lungs: Bool, spot: Spot, lung_hu: float, spacing_mm: Spacing) -> Body | None:
    """The candidate at a spot, cut off from vessels and pleura, or None when it has not a nodule's shape.

    The border is halfway between lung and the candidate's own density. What is left after taking away all
    that is thinner than 60 % of its thickest place is the nodule; vessels that enter it are thinner.
    """
    reach_mm = max(12.0, 2.5 * spot.radius_mm)
    box = tuple(
        slice(max(0, centre - round(reach_mm / step)), centre + round(reach_mm / step) + 1)
        for centre, step in zip(spot.place, spacing_mm, strict=True)
    )
    box = (box[0], box[1], box[2])
    up, back, left = (max(1, round(step / _FINE_MM)) for step in spacing_mm)
    factors = (up, back, left)
    fine = _finer(voxels[box].astype(np.float32), factors)
    inside = _finer(lungs[box].astype(np.float32), factors)
    steps = (spacing_mm[0] / up, spacing_mm[1] / back, spacing_mm[2] / left)
    middle = [place - part.start for place, part in zip(spot.place, box, strict=True)]
    centre = (middle[0] * up, middle[1] * back, middle[2] * left)
    near = tuple(
        slice(max(0, at - round(1.5 / step)), at + round(1.5 / step) + 1)
        for at, step in zip(centre, steps, strict=True)
    )
    own_hu = float(np.percentile(fine[near], 90))
    if own_hu < lung_hu + 350:
        return None
    dense = (fine > (lung_hu + min(own_hu, _TISSUE_HU + 60)) / 2) & (inside > 0.5)
    depth = np.clip(depth_mm(dense, steps), -50, 50)
    peak_mm = float(depth[near].max())
    if peak_mm < _SMALLEST_MM / 2 - 0.7 or 2 * peak_mm > _LARGEST_MM:
        return None
    core = _part_at(depth > 0.6 * peak_mm, centre)
    if core is None:
        return None
    body = (depth_mm(core, steps) > -(0.6 * peak_mm + 1.2 * min(steps))) & dense
    shape = _shape(body, steps)
    if shape is None:
        return None
    mask = body[::up, ::back, ::left]
    if not mask.any():
        return None
    return Body(_trim(box, voxels.shape), mask, shape * spot.score)


def _in_lung(body: Body, voxels: Voxels, lungs: Bool) -> bool:
    """Whether a candidate lies in the lung, or bulges into it from the pleura and is no bone."""
    lung = lungs[body.box]
    if lung[body.mask].mean() >= 0.5:
        return True
    shell = ndimage.binary_dilation(body.mask) & ~body.mask
    return bool(voxels[body.box][body.mask].mean() < _BONE_HU and lung[shell].mean() > _BULGE)


def _shape(body: Bool, steps: Spacing) -> float | None:
    """0..1: how much like a ball; None for a tube or a sheet."""
    points = np.argwhere(body) * np.array(steps)
    if len(points) < 8:
        return None
    spread = np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(points.T)), 1e-6))
    if spread[2] > _LONGEST_TO_SHORTEST * spread[0]:
        return None
    volume_mm3 = len(points) * float(np.prod(steps))
    round_mm = (6 * volume_mm3 / np.pi) ** (1 / 3)
    if not _SMALLEST_MM <= round_mm <= _LARGEST_MM:
        return None
    return float(spread[0] / spread[2])


def _part_at(mask: Bool, centre: tuple[int, int, int]) -> Bool | None:
    """The connected part that holds a voxel, or the one nearest to it."""
    labels, _ = ndimage.label(mask)
    number = int(labels[centre])
    if number == 0:
        places = np.argwhere(mask)
        if len(places) == 0:
            return None
        nearest = places[np.argmin(np.abs(places - np.array(centre)).sum(axis=1))]
        number = int(labels[tuple(nearest)])
    return np.asarray(labels == number)


def _finer(crop: Float, factors: tuple[int, int, int]) -> Float:
    """Linear interpolation along each axis; voxel ``n * factor`` is the original n."""
    for axis, factor in enumerate(factors):
        size = crop.shape[axis]
        if factor == 1 or size < 2:
            continue
        at = np.arange((size - 1) * factor + 1) / factor
        low = np.minimum(at.astype(int), size - 2)
        weight = (at - low).astype(np.float32).reshape([-1 if n == axis else 1 for n in range(3)])
        crop = np.take(crop, low, axis) * (1 - weight) + np.take(crop, low + 1, axis) * weight
    return crop


def _trim(box: tuple[slice, slice, slice], shape: tuple[int, ...]) -> tuple[slice, slice, slice]:
    up, back, left = (slice(part.start, min(part.stop, size)) for part, size in zip(box, shape, strict=True))
    return up, back, left


def _overlap(one: Body, other: Body) -> bool:
    """Whether two candidates share voxels."""
    common = [slice(max(a.start, b.start), min(a.stop, b.stop)) for a, b in zip(one.box, other.box, strict=True)]
    if any(part.start >= part.stop for part in common):
        return False
    views = [
        body.mask[
            tuple(
                slice(part.start - own.start, part.stop - own.start) for part, own in zip(common, body.box, strict=True)
            )
        ]
        for body in (one, other)
    ]
    return bool((views[0] & views[1]).any())


def _lung_value(voxels: Voxels, lungs: Bool) -> float:
    """What aerated lung measures here."""
    sample = voxels[::3, ::3, ::3][lungs[::3, ::3, ::3]]
    aerated = sample[sample < -600]
    return float(np.median(aerated)) if len(aerated) else -850.0
