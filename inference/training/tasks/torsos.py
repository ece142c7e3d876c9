"""Label maps of torsos that are drawn from rules: other bodies than the demonstration's, with their tissues told apart.

The generator is that of the demonstration study. Bones fall into spine and the rest of the trunk by where they lie; fat and
muscle by density of a drawing without noise; gas is added to the belly, for a lung is not whatever is black.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from inference.phantom.labels import Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.scene import build_scene
from inference.phantom.shapes import Frame, profile
from inference.phantom.skeleton import SPINE, spine_x
from inference.phantom.torso import make_torso
from inference.training.label_maps import LabelMap, cropped
from viewer.case.progress import no_tick

SPACING_MM = 2.5


class Tissue(IntEnum):
    """Compact numbers of the maps of bodies."""

    OUTSIDE = 0
    FAT = 1
    MUSCLE = 2
    SOFT = 3
    LUNG_RIGHT = 4
    LUNG_LEFT = 5
    AIRWAYS = 6
    SPINE = 7
    CAGE = 8
    HEART = 9
    BLOOD = 10
    LIVER = 11
    SPLEEN = 12
    KIDNEY = 13
    STOMACH = 14
    DISC = 15
    CARTILAGE = 16
    GAS = 17
    TABLE = 18
    LESION = 19
    VESSELS_RIGHT = 20
    VESSELS_LEFT = 21
    SPINE_MARROW = 22
    CAGE_MARROW = 23
    BOWEL = 24
    SKULL = 30
    SKULL_MARROW = 31
    UNKNOWN = 32
    BRAIN = 33
    SKIN = 34
    MUCOSA = 35
    EYE = 36
    FLUID = 37


HU: Mapping[Tissue, tuple[float, float, float]] = {
    Tissue.OUTSIDE: (-1000, 8, 10), Tissue.FAT: (-100, 10, 12), Tissue.MUSCLE: (52, 12, 14), Tissue.SOFT: (40, 25, 20),
    Tissue.LUNG_RIGHT: (-820, 70, 45), Tissue.LUNG_LEFT: (-820, 70, 45), Tissue.AIRWAYS: (-990, 15, 12), Tissue.SPINE: (420, 120, 90),
    Tissue.CAGE: (420, 120, 90), Tissue.HEART: (100, 60, 18), Tissue.BLOOD: (150, 90, 15), Tissue.LIVER: (90, 35, 12),
    Tissue.SPLEEN: (95, 40, 12), Tissue.KIDNEY: (120, 60, 20), Tissue.STOMACH: (40, 40, 20), Tissue.DISC: (85, 20, 15),
    Tissue.CARTILAGE: (110, 30, 25), Tissue.GAS: (-930, 60, 40), Tissue.TABLE: (-500, 350, 60), Tissue.LESION: (40, 40, 15),
    Tissue.VESSELS_RIGHT: (-150, 150, 120), Tissue.VESSELS_LEFT: (-150, 150, 120), Tissue.SPINE_MARROW: (190, 60, 50),
    Tissue.CAGE_MARROW: (170, 60, 60), Tissue.BOWEL: (50, 30, 15), Tissue.SKULL: (1000, 250, 200), Tissue.SKULL_MARROW: (250, 200, 120),
    Tissue.UNKNOWN: (0, 70, 18), Tissue.BRAIN: (34, 4, 7), Tissue.SKIN: (20, 40, 30), Tissue.MUCOSA: (-200, 300, 120),
    Tissue.EYE: (15, 8, 8), Tissue.FLUID: (6, 4, 5),
}  # fmt: skip
"""Mean, spread among patients and spread within, in HU."""
_SAME = {
    Structure.HEART: Tissue.HEART, Structure.AORTA: Tissue.BLOOD, Structure.LIVER: Tissue.LIVER, Structure.SPLEEN: Tissue.SPLEEN,
    Structure.KIDNEY_RIGHT: Tissue.KIDNEY, Structure.KIDNEY_LEFT: Tissue.KIDNEY, Structure.STOMACH: Tissue.STOMACH,
    Structure.DISCS: Tissue.DISC, Structure.CARTILAGE: Tissue.CARTILAGE, Structure.TABLE: Tissue.TABLE,
    Structure.AIRWAYS: Tissue.AIRWAYS, Structure.LUNG_RIGHT: Tissue.LUNG_RIGHT, Structure.LUNG_LEFT: Tissue.LUNG_LEFT,
}  # fmt: skip


def plan_of(seed: int, spacing_mm: float) -> TorsoPlan:
    """A body by chance: thin to stout, breathing in or out, with and without contrast medium."""
    rng = np.random.default_rng([seed, 77])
    plan = TorsoPlan(
        seed=seed, noise_seed=seed, girth=float(rng.uniform(0.86, 1.14)), fat_mm=float(rng.uniform(4, 28)),
        breath_mm=float(rng.uniform(-8, 18)), lung_hu=float(rng.uniform(-900, -780)), blood_hu=150.0, lesions=(),
    )  # fmt: skip
    return replace(plan.coarse(spacing_mm), noise_sd_hu=0.0)


def torso(seed: int, spacing_mm: float = SPACING_MM) -> LabelMap:
    """One body as a map of `Tissue` numbers."""
    plan = plan_of(seed, spacing_mm)
    made = make_torso(plan, no_tick)
    hu, labels, frame = made.voxels_hu, made.labels, plan.frame
    cage = np.concatenate([outlines.cage for outlines in _outlines(plan, frame)])
    tissue = np.zeros(labels.shape, np.uint8)
    for structure, number in _SAME.items():
        tissue[labels == structure] = number
    soft = labels == Structure.SOFT_TISSUE
    tissue[soft] = np.where(hu[soft] < -30, Tissue.FAT, np.where(cage[soft] < 0, Tissue.SOFT, Tissue.MUSCLE))
    lungs = np.isin(tissue, (Tissue.LUNG_RIGHT, Tissue.LUNG_LEFT)) & (hu > -400)
    tissue[lungs] += Tissue.VESSELS_RIGHT - Tissue.LUNG_RIGHT
    bone = labels == Structure.BONES
    aside = np.hypot(frame.x - spine_x(frame.z), frame.y - profile(frame.z, SPINE, 1) - 8)
    spine = np.broadcast_to(aside < 36, bone.shape)
    marrow = hu < 330
    tissue[bone & spine] = Tissue.SPINE
    tissue[bone & ~spine] = Tissue.CAGE
    tissue[bone & spine & marrow] = Tissue.SPINE_MARROW
    tissue[bone & ~spine & marrow] = Tissue.CAGE_MARROW
    inner = soft | np.isin(labels, (Structure.STOMACH,))
    tissue[inner & (hu < -400) & (frame.z < 190) & (cage < 3)] = Tissue.GAS
    _add_gas(tissue, cage, spacing_mm, np.random.default_rng([seed, 78]))
    upright = tissue[:, ::-1, ::-1].transpose(2, 1, 0)  # rows run to the back and columns to the left
    return LabelMap(f"torso {seed}", cropped(np.ascontiguousarray(upright), 2), (spacing_mm,) * 3)


def _outlines(plan: TorsoPlan, frame: Frame) -> list[Any]:
    """The boundaries of the body, a few slices at a time."""
    scene = build_scene(plan)
    return [scene.outlines(Frame(frame.x, frame.y, frame.z[first : first + 8])) for first in range(0, len(frame.z), 8)]


def _add_gas(tissue: npt.NDArray[np.uint8], cage: npt.NDArray[np.float32], spacing_mm: float, rng: np.random.Generator) -> None:
    """Loops of bowel with gas in them: ellipsoids in the fat and soft tissue inside the belly."""
    room = np.isin(tissue, (Tissue.FAT, Tissue.SOFT)) & (cage < -8)
    room[round(150 / spacing_mm) :] = False
    places = np.argwhere(room)
    if not len(places):
        return
    for _ in range(int(rng.integers(0, 14))):
        centre = places[rng.integers(len(places))]
        radii = rng.uniform(4, 24, 3) * rng.uniform(0.7, 1.3) / spacing_mm
        reach = np.ceil(radii + 3).astype(int)
        low = np.maximum(centre - reach, 0)
        high = np.minimum(centre + reach + 1, tissue.shape)
        box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
        axes = np.meshgrid(*(np.arange(a, b) - c for a, b, c in zip(low, high, centre, strict=True)), indexing="ij")
        inside = sum((axis / radius) ** 2 for axis, radius in zip(axes, radii, strict=True))
        wall = sum((axis / (radius + 1.3)) ** 2 for axis, radius in zip(axes, radii, strict=True))
        part, free = tissue[box], room[box]
        part[free & (wall < 1)] = Tissue.BOWEL
        part[free & (inside < 1)] = Tissue.GAS
