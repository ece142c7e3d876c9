"""Label maps of torsos that are drawn from rules: other bodies than the demonstration's, with their tissues told apart.

The generator is that of the demonstration study. Bones fall into spine and the rest of the trunk by where they lie; fat and
muscle by density of a drawing without noise; gas is added to the belly, for a lung is not whatever is black.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from inference.phantom.labels import Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.scene import Scene, build_scene
from inference.phantom.shapes import Field, Frame, profile
from inference.phantom.skeleton import SPINE, spine_x
from inference.phantom.torso import make_torso
from inference.training.label_maps import LabelMap, cropped
from inference.training.tasks.lower_body import BOTTOM_MM, add_arms, lower_body
from inference.training.tasks.tissue import Tissue
from viewer.case.progress import no_tick

SPACING_MM = 2.5
_ARMS_DOWN = 0.5
_ARM_ROOM_MM = 90.0
Bytes = npt.NDArray[np.uint8]
Bool = npt.NDArray[np.bool_]


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
    """Chest and upper belly as a map of `Tissue` numbers."""
    plan = plan_of(seed, spacing_mm)
    tissue, cage = _upper(plan, build_scene(plan))
    _add_gas(tissue, cage, spacing_mm, np.random.default_rng([seed, 78]))
    return _upright(f"torso {seed}", tissue, spacing_mm)


def body(seed: int, spacing_mm: float = SPACING_MM) -> LabelMap:
    """One body from the shoulders to the thighs, some with the arms at the sides, its bowel with gas, stool and contrast medium."""
    plan = plan_of(seed, spacing_mm)
    scene, rng = build_scene(plan), np.random.default_rng([seed, 79])
    upper, upper_cage = _upper(plan, scene)
    axis = plan.frame.z.ravel()
    below = np.arange(axis[0] - spacing_mm, BOTTOM_MM, -spacing_mm)[::-1].astype(np.float32)
    frame = Frame(plan.frame.x, plan.frame.y, below[:, None, None])
    lower, lower_cage = lower_body(plan, scene, frame, rng)
    lower[(lower == Tissue.OUTSIDE) & (upper[:1] == Tissue.TABLE)] = Tissue.TABLE
    tissue, cage = np.concatenate((lower, upper)), np.concatenate((lower_cage, upper_cage))
    _add_bowel(tissue, cage, Frame(frame.x, frame.y, np.concatenate((below, axis))[:, None, None]), rng)
    if rng.random() < _ARMS_DOWN:
        more = round(_ARM_ROOM_MM / spacing_mm)
        tissue = np.pad(tissue, ((0, 0), (0, 0), (more, more)))
        x = frame.x.ravel()
        wide = np.concatenate((x[0] - spacing_mm * np.arange(more, 0, -1), x, x[-1] + spacing_mm * np.arange(1, more + 1)))
        add_arms(tissue, Frame(wide.astype(np.float32)[None, None, :], frame.y, np.concatenate((below, axis))[:, None, None]), rng)
    return _upright(f"body {seed}", tissue, spacing_mm)


def _upper(plan: TorsoPlan, scene: Scene) -> tuple[Bytes, Field]:
    """Tissues of the drawn torso on its own grid, without gas in the bowel, and the distance to the inside of the trunk's wall."""
    made = make_torso(plan, no_tick)
    hu, labels, frame = made.voxels_hu, made.labels, plan.frame
    cage = np.concatenate([scene.outlines(Frame(frame.x, frame.y, frame.z[first : first + 8])).cage for first in range(0, len(frame.z), 8)])
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
    return tissue, cage


def _upright(name: str, tissue: Bytes, spacing_mm: float) -> LabelMap:
    turned = tissue[:, ::-1, ::-1].transpose(2, 1, 0)  # rows run to the back and columns to the left
    return LabelMap(name, cropped(np.ascontiguousarray(turned), 2), (spacing_mm,) * 3)


def _add_gas(tissue: Bytes, cage: Field, spacing_mm: float, rng: np.random.Generator) -> None:
    """Loops of bowel with gas in them: ellipsoids in the fat and soft tissue inside the belly."""
    room = np.isin(tissue, (Tissue.FAT, Tissue.SOFT)) & (cage < -8)
    room[round(150 / spacing_mm) :] = False
    places = np.argwhere(room)
    if not len(places):
        return
    for _ in range(int(rng.integers(0, 14))):
        centre = places[rng.integers(len(places))]
        _balloon(tissue, room, centre, rng.uniform(4, 24, 3) * rng.uniform(0.7, 1.3) / spacing_mm, 1.3, Tissue.GAS, Tissue.GAS)


def _add_bowel(tissue: Bytes, cage: Field, frame: Frame, rng: np.random.Generator) -> None:
    """Winding loops in the fat and soft tissue of the belly, each of one width and with one kind of contents; gas lies in front."""
    spacing_mm = float(frame.z[1, 0, 0] - frame.z[0, 0, 0])
    room = np.isin(tissue, (Tissue.FAT, Tissue.SOFT)) & (cage < -6) & (frame.z < 185)
    places = np.argwhere(room)
    kinds = ((Tissue.GAS, Tissue.GAS), (Tissue.GAS, Tissue.BOWEL), (Tissue.GAS, Tissue.CONTENTS), (Tissue.CONTENTS, Tissue.CONTENTS),
             (Tissue.BOWEL, Tissue.BOWEL), (Tissue.OPACIFIED, Tissue.OPACIFIED))  # fmt: skip
    often = np.array((0.25, 0.2, 0.15, 0.15, 0.2, 0.05))
    for _ in range(int(rng.integers(8, 30))):
        at = places[rng.integers(len(places))].astype(float)
        front, back = kinds[rng.choice(len(kinds), p=often)]
        radius = rng.uniform(7, 27)
        way = rng.standard_normal(3)
        for _ in range(int(rng.integers(1, 14))):
            _balloon(tissue, room, at.astype(int), radius * rng.uniform(0.75, 1.2, 3) / spacing_mm, 2.0 / spacing_mm, front, back)
            way = way / np.linalg.norm(way) + 0.7 * rng.standard_normal(3)
            step = at + way / np.linalg.norm(way) * radius * 0.9 / spacing_mm
            if not all(0 <= a < size for a, size in zip(step, tissue.shape, strict=True)) or cage[tuple(step.astype(int))] > -radius * 0.6:
                way = -way
                continue
            at = step


def _balloon(tissue: Bytes, room: Bool, centre: npt.NDArray[np.int64], radii: npt.NDArray[np.float64], wall: float, front: Tissue, back: Tissue) -> None:
    """One ellipsoid with a wall, where there is room; its front and back half may hold something else. Voxels."""
    reach = np.ceil(radii + wall + 2).astype(int)
    low = np.maximum(centre - reach, 0)
    high = np.minimum(centre + reach + 1, tissue.shape)
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    axes = np.meshgrid(*(np.arange(a, b) - c for a, b, c in zip(low, high, centre, strict=True)), indexing="ij")
    inside = sum((axis / radius) ** 2 for axis, radius in zip(axes, radii, strict=True)) < 1
    outer = sum((axis / (radius + wall)) ** 2 for axis, radius in zip(axes, radii, strict=True)) < 1
    part, free = tissue[box], room[box]
    part[free & outer & ~np.isin(part, (Tissue.GAS, Tissue.CONTENTS))] = Tissue.BOWEL
    part[free & inside] = np.where(axes[1][free & inside] < 0, front, back)
