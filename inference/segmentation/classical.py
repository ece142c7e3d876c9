"""Runner of the card ``ct-classical``: body, lungs, airways and bones by rules on Hounsfield units."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from inference.cards import CARD_FILE, ModelCard, read_card
from inference.engine import Task
from inference.segmentation.airways import find_airways
from inference.segmentation.body import find_body
from inference.segmentation.bones import find_bones
from inference.segmentation.grid import Bool, Upright, bounding_box, grow
from inference.segmentation.inputs import open_volume, refuse_unless_ct
from inference.segmentation.lungs import LungSurface, border_hu, find_lung_air, lung_grid, split_sides
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Mask, Volume, Voxels


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write the label map, uint8 on the volume's grid, to ``task.out_path``.

    The answer is ``{"labels": [numbers found]}``.

    Raises
    ------
    KnownError for a series that is not CT in HU, and for one that shows no body.
    """
    volume = open_volume(task)
    refuse_unless_ct(task, volume)
    card = read_card(task.card_folder / CARD_FILE)
    mask = segment(volume, card, tick)
    np.save(task.out_path, mask)
    return json.dumps({"labels": [int(n) for n in np.unique(mask) if n]})


def segment(volume: Volume, card: ModelCard, tick: Tick) -> Mask:
    """The label map with the card's numbers. A structure that the rules do not find has no voxels."""
    upright = Upright.of(volume.geometry)
    voxels = upright.view(volume.voxels)
    spacing_mm = upright.spacing_mm
    number = {label.name: label.number for label in card.labels}
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    out = upright.view(mask)
    body = find_body(voxels, spacing_mm, part_of(tick, 0.0, 0.25))
    if not body.any():
        raise KnownError("There is no body of a patient in this volume.", "Choose another series.")
    out[body] = number["body"]
    box = bounding_box(body, (0, 1, 1))
    crop, inside, target = voxels[box], body[box], out[box]
    affine = upright.affine.copy()
    affine[:3, 3] += affine[:3, :3] @ [part.start for part in box]

    bones = find_bones(crop, inside, spacing_mm, part_of(tick, 0.25, 0.5))
    target[bones] = number["bones"]
    _draw_lungs_and_airways(crop, inside, bones, affine, spacing_mm, target, number, part_of(tick, 0.5, 1.0))
    return mask


def _draw_lungs_and_airways(
    voxels: Voxels,
    body: Bool,
    bones: Bool,
    affine: npt.NDArray[np.float64],
    spacing_mm: tuple[float, float, float],
    out: Mask,
    number: dict[str, int],
    tick: Tick,
) -> None:
    coarse = lung_grid(spacing_mm, voxels.shape)
    body_coarse = coarse.mean(body) > 0.5
    tick(0.05, "Finding the lungs")
    coarse_hu = coarse.mean(voxels)
    lung_air = find_lung_air(coarse_hu, body_coarse, coarse.spacing_mm, part_of(tick, 0.05, 0.15))
    if not lung_air.any():
        return
    fine_lung_air = np.repeat(
        np.repeat(np.repeat(lung_air, coarse.factors[0], 0), coarse.factors[1], 1), coarse.factors[2], 2
    )
    fine_lung_air = fine_lung_air[: voxels.shape[0], : voxels.shape[1], : voxels.shape[2]]
    airways = find_airways(voxels, body, fine_lung_air, spacing_mm, part_of(tick, 0.15, 0.45))
    if airways.any():
        out[airways] = number["airways"]
        wall = grow(coarse.mean(airways) > 0.25, min(coarse.spacing_mm), coarse.spacing_mm)
        lung_air &= ~wall

    coarse_affine = affine.copy()
    coarse_affine[:3, :3] *= coarse.factors
    coarse_affine[:3, 3] += affine[:3, :3] @ ((np.array(coarse.factors) - 1) / 2)
    middle_mm = float(
        np.median((np.argwhere(body_coarse[::4, ::4, ::4]) * 4) @ coarse_affine[0, :3] + coarse_affine[0, 3])
    )
    tick(0.5, "Parting left from right")
    sides = split_sides(lung_air, coarse_affine, middle_mm, coarse.spacing_mm)
    surface = LungSurface(sides, coarse, part_of(tick, 0.55, 0.65))
    air_hu = border_hu(coarse_hu, lung_air, coarse.spacing_mm)
    for k in range(len(voxels)):
        if k % 8 == 0:
            tick(0.65 + 0.35 * k / len(voxels), "Drawing the lungs")
        allowed = body[k] & ~airways[k] & ~bones[k]
        for name, lung in zip(("lung left", "lung right"), surface.cut(voxels[k], k, air_hu, allowed), strict=True):
            out[k][lung] = number[name]
