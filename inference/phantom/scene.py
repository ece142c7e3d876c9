"""Everything of a torso that is worked out once, before its slices are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from inference.phantom.abdomen import Abdomen
from inference.phantom.plan import TorsoPlan
from inference.phantom.shapes import Bundle, Frame, Piece, Vector, points_frame
from inference.phantom.texture import Mottle, ScannerNoise
from inference.phantom.thorax import Outlines, Trunk
from inference.phantom.vessels import Points, grow_tree, keep_clear

LOW: Vector = (-195.0, -135.0, -8.0)
HIGH: Vector = (195.0, 125.0, 392.0)


@dataclass(frozen=True, eq=False)
class Scene:
    """The shapes, trees and textures of one plan."""

    plan: TorsoPlan
    trunk: Trunk
    abdomen: Abdomen
    lung_vessels: Bundle
    liver_vessels: Bundle
    belly_vessels: Bundle
    coarse: Mottle
    medium: Mottle
    fine: Mottle
    noise: ScannerNoise

    def outlines(self, frame: Frame) -> Outlines:
        return self.trunk.outlines(frame)


def build_scene(plan: TorsoPlan) -> Scene:
    """Grow the vessels and prepare the textures of a plan."""
    # Vessels grow at one depth of breath, so that a patient's two studies have the same tree.
    trunk, abdomen = Trunk.of(replace(plan, breath_mm=0.0)), Abdomen.of(plan.seed)
    rng = np.random.default_rng([plan.seed, 3])
    lung_vessels: list[Piece] = []
    for side, arteries, veins in (
        (-1, [(-42.0, 0.0, 230.0)], [(-36.0, 2.0, 214.0), (-34.0, 18.0, 196.0)]),
        (1, [(49.0, 12.0, 242.0)], [(46.0, -4.0, 222.0), (44.0, 20.0, 198.0)]),
    ):
        targets = _inside_lung(trunk, side, 900, rng)
        lung_vessels += grow_tree(arteries, targets[:480], rng, 0.58, 5.0)
        lung_vessels += grow_tree(veins, targets[480:], rng, 0.58, 4.4)
    for lesion in plan.lesions:
        if lesion.kind == "lung_nodule":
            # The same room whatever the nodule's size, so that a nodule that grows leaves its vessels as they were.
            lung_vessels = keep_clear(lung_vessels, lesion.centre_mm, 8.5)
    liver, fat = _inside_belly(trunk, abdomen, rng)
    liver_vessels = grow_tree([(-46.0, -5.0, 102.0)], liver[:90], rng, 1.0, 5.5)
    liver_vessels += grow_tree([(-19.0, -4.0, 150.0)], liver[90:], rng, 1.1, 5.5)
    belly_vessels = grow_tree([(-2.0, -14.0, 30.0), (30.0, -4.0, 92.0)], fat, rng, 0.85, 2.8)
    textures = np.random.default_rng([plan.seed, 4])
    return Scene(
        plan, Trunk.of(plan), abdomen, Bundle.of(lung_vessels), Bundle.of(liver_vessels), Bundle.of(belly_vessels),
        Mottle.of(textures, 13.0, LOW, HIGH), Mottle.of(textures, 6.0, LOW, HIGH), Mottle.of(textures, 3.2, LOW, HIGH),
        ScannerNoise.of(plan.noise_seed, plan.shape_kji[1:], plan.spacing_mm[1:]),
    )  # fmt: skip


def _random_points(rng: np.random.Generator, count: int, low: Sequence[float], high: Sequence[float]) -> Points:
    return rng.uniform(low, high, (count, 3))


def _inside_lung(trunk: Trunk, side: int, count: int, rng: np.random.Generator) -> Points:
    points = _random_points(rng, 16 * count, (0, -90, 105), (142, 95, 368)) * (side, 1, 1)
    outlines = trunk.outlines(points_frame(points))
    inside = outlines.lung_right if side < 0 else outlines.lung_left
    found = points[inside < -3.5]
    return found[:count]


def _inside_belly(trunk: Trunk, abdomen: Abdomen, rng: np.random.Generator) -> tuple[Points, Points]:
    points = _random_points(rng, 8000, (-140, -95, -5), (140, 60, 175))
    frame = points_frame(points)
    outlines = trunk.outlines(frame)
    organs = abdomen.organs(frame, outlines)
    liver = points[organs.liver < -6][:190]
    solid = np.minimum.reduce([organs.liver, organs.spleen, organs.kidney_left, organs.kidney_right, organs.stomach])
    fat = points[(solid > 3) & (outlines.cage < -6) & (outlines.dome < -6) & (points[:, 1] < 20)][:220]
    return liver, fat
