"""The belly below the third lumbar vertebra, the pelvis, the thighs and the arms: what the drawn torso ends before.

Drawn as `Tissue` numbers in the torso's frame (x to the left, y to the back, z to the head, mm), so that both fit together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.phantom.plan import TorsoPlan
from inference.phantom.scene import Scene
from inference.phantom.shapes import Bundle, Ellipsoid, Field, Frame, Piece, Vector, oval, profile, tube, union
from inference.phantom.skeleton import bones, spine_x, vertebral_bodies
from inference.training.tasks.tissue import Tissue

BOTTOM_MM = -310.0
_CAVITY = (
    # z, half-width, depth in front, depth behind
    (-310.0, 1.0, 1.0, 1.0), (-235.0, 2.0, 2.0, 2.0), (-215.0, 40.0, 42.0, 45.0), (-180.0, 58.0, 62.0, 58.0), (-140.0, 72.0, 76.0, 60.0),
    (-100.0, 98.0, 86.0, 60.0), (-60.0, 118.0, 88.0, 60.0), (0.0, 128.0, 88.0, 62.0), (20.0, 129.0, 88.0, 62.0),
)  # fmt: skip
_SPREAD = ((-310.0, 1.08, 0.92), (-210.0, 1.12, 0.98), (-150.0, 1.08, 0.98), (-60.0, 0.98, 0.98), (0.0, 1.0, 1.0), (20.0, 1.0, 1.0))
"""z, and how much wider and deeper the body is there than at its waist."""
_SPLIT_MM = -222.0
_CORTEX_MM = 2.6
_LUMBAR = ((-39.0, 25.0, 23.5, 17.0), (-70.0, 22.0, 24.5, 17.0))
"""L4 and L5: z and y of the middle, half-width, half-depth."""
Bytes = npt.NDArray[np.uint8]


def lower_body(plan: TorsoPlan, scene: Scene, frame: Frame, rng: np.random.Generator) -> tuple[Bytes, Field]:
    """Tissues over a frame below z = 0, and the distance to the inside of the belly's wall."""
    waist = Frame(frame.x, frame.y, np.maximum(frame.z, 1.0))
    wide, deep = profile(frame.z, _SPREAD, 1), profile(frame.z, _SPREAD, 2)
    outlines = scene.outlines(Frame(frame.x / wide, frame.y / deep, waist.z))
    thighs = _thighs(frame, plan.girth)
    share = np.clip((frame.z - _SPLIT_MM) / 50.0, -1, 1) * 0.5 + 0.5
    skin = share * outlines.skin + (1 - share) * thighs
    fat_mm = plan.fat_mm * float(rng.uniform(0.8, 1.5)) * (1 + 0.6 * np.clip(frame.y / 90, 0, 1) * np.clip(-frame.z / 120, 0, 1))
    muscle = share * outlines.muscle + (1 - share) * (skin + fat_mm)
    muscle = np.where(frame.z < -60, np.maximum(muscle, skin + fat_mm), muscle)
    half, front, back = (profile(frame.z, _CAVITY, column) for column in (1, 2, 3))
    cavity = oval(frame.x, frame.y, half, front, back, 0.3)
    tissue = np.zeros(frame.shape, np.uint8)
    tissue[skin < 0] = Tissue.FAT
    tissue[muscle < 0] = Tissue.MUSCLE
    streaks = ndimage.gaussian_filter(rng.standard_normal(frame.shape).astype(np.float32), 2.0)
    tissue[(muscle < 0) & (cavity > 2) & (streaks > 0.09)] = Tissue.FAT
    tissue[cavity < 0] = Tissue.FAT
    inside = cavity < -3
    tissue[inside & (union(frame, _psoas(), 3.0) < 0)] = Tissue.MUSCLE
    filling = float(rng.uniform(0.6, 1.3))
    bladder = Ellipsoid((float(rng.uniform(-6, 6)), -22.0, -178.0), (40 * filling, 32 * filling, 30 * filling))
    tissue[inside & (union(frame, Bundle.of([bladder]), 3.0) < 0)] = Tissue.FLUID
    tissue[inside & (union(frame, Bundle.of(tube([(0, 30, -130), (4, 44, -165), (0, 40, -205)], [13.0, 15.0, 12.0])), 3.0) < 0)] = Tissue.BOWEL
    tissue[union(frame, _vessels(), 3.0) < 0] = Tissue.BLOOD
    lean = float(rng.uniform(-4, 4))
    _draw_bone(tissue, union(frame, _hips(rng), 4.0), Tissue.PELVIS, Tissue.PELVIS_MARROW, frame)
    _draw_bone(tissue, union(frame, _femora(rng, lean), 4.0), Tissue.LIMB, Tissue.LIMB_MARROW, frame)
    bodies, discs = vertebral_bodies(frame)
    low, low_discs = _lumbar()
    column = np.minimum(np.minimum(bodies, union(frame, bones(), 4.0)), union(frame, low, 4.0))
    tissue[(np.minimum(discs, union(frame, low_discs, 4.0)) < 0) & (frame.z > -92)] = Tissue.DISC
    _draw_bone(tissue, np.where(frame.z > -218, column, 1.0), Tissue.SPINE, Tissue.SPINE_MARROW, frame)
    return tissue, np.asarray(cavity, np.float32)


def add_arms(tissue: Bytes, frame: Frame, rng: np.random.Generator) -> None:
    """Upper arms and the beginning of the forearms at the sides, in place; only where nothing is yet, but for the bones."""
    apart = float(rng.uniform(196, 222))
    for side in (-1, 1):
        forward = float(rng.uniform(-35, 35))
        path: list[Vector] = [
            (side * 160.0, 26.0, 356.0), (side * (apart - 12), 30.0, 290.0), (side * apart, 30.0, 170.0), (side * (apart + 6), 30.0 + forward / 2, 60.0),
            (side * (apart - 4), 20.0 + forward, -60.0), (side * (apart - 10), 10.0 + forward, -180.0),
        ]  # fmt: skip
        thick = float(rng.uniform(0.85, 1.2))
        skin = union(frame, Bundle.of(tube(path, [30.0, *(radius * thick for radius in (46.0, 44.0, 38.0, 36.0, 27.0))])), 4.0)
        free = (tissue == Tissue.OUTSIDE) | (tissue == Tissue.TABLE)
        fat_mm = float(rng.uniform(4, 12))
        tissue[free & (skin < 0)] = Tissue.FAT
        tissue[free & (skin < -fat_mm)] = Tissue.MUSCLE
        upper = tube(path[:4], [19.0, 11.0, 10.5, 12.0])
        fore = [
            *tube([(x + 9 * side, y, z) for x, y, z in path[3:]], [8.0, 7.5, 8.0]), *tube([(x - 9 * side, y + 6, z) for x, y, z in path[3:]], [9.0, 7.5, 7.0]),
        ]  # fmt: skip
        shaft = union(frame, Bundle.of([*upper, *fore, Ellipsoid((side * 160.0, 26.0, 352.0), (22.0, 22.0, 22.0))]), 4.0)
        lungs = (Tissue.LUNG_LEFT, Tissue.LUNG_RIGHT, Tissue.CAGE, Tissue.CAGE_MARROW)
        _draw_bone(tissue, np.where(np.isin(tissue, lungs), 1.0, shaft), Tissue.LIMB, Tissue.LIMB_MARROW, frame)


def _draw_bone(tissue: Bytes, distance: Field, cortex: Tissue, marrow: Tissue, frame: Frame) -> None:
    inside = distance < 0
    tissue[inside] = cortex
    step = float(frame.z[1, 0, 0] - frame.z[0, 0, 0])
    tissue[ndimage.distance_transform_edt(inside, sampling=step) > _CORTEX_MM + step / 2] = marrow


def _thighs(frame: Frame, girth: float) -> Field:
    """Distance to the skin of both thighs."""
    down = np.clip((frame.z - BOTTOM_MM) / 100, 0, 1)
    middle, radius = 84.0 * girth + 0 * down, 76.0 * girth + 8 * down
    return np.minimum(*(oval(frame.x - side * middle, frame.y - 4, radius, radius + 4, radius + 4) for side in (-1, 1)))


def _lumbar() -> tuple[Bundle, Bundle]:
    """L4, L5, sacrum and coccyx with arches, and the discs between them."""
    pieces: list[Piece] = []
    discs: list[Piece] = []
    for z, y, width, depth in _LUMBAR:
        x0 = float(spine_x(z))
        pieces += tube([(x0, y + 1.5, z + 8), (x0, y, z - 8)], [depth, depth], (1.0, 0.0, 0.0), width / depth)
        discs += tube([(x0, y + 2, z + 18), (x0, y + 1, z + 13)], [depth - 2, depth - 2], (1.0, 0.0, 0.0), width / depth)
        back = y + depth
        for s in (-1, 1):
            pieces += tube([(x0 + s * 13, back - 5, z + 4), (x0 + s * 16, back + 10, z), (x0 + s * 8, back + 20, z - 6), (x0, back + 22, z - 7)], [4.2, 4.5, 3.5, 3.5])
            pieces += tube([(x0 + s * 15, back + 4, z + 3), (x0 + s * 38, back + 8, z + 4)], [4.2, 3.2])
            pieces += tube([(x0 + s * 17, back + 10, z + 16), (x0 + s * 17, back + 12, z - 18)], [5.0, 5.0])
        pieces += tube([(x0, back + 20, z - 6), (x0, back + 44, z - 10)], [3.2, 4.0], (0.0, 0.0, 1.0), 2.2)
    pieces += tube(
        [(0, 24, -90), (0, 38, -110), (0, 55, -135), (0, 66, -160), (0, 67, -182), (0, 58, -204)], [15.0, 14.0, 12.0, 9.5, 7.0, 4.0],
        (1.0, 0.0, 0.0), 2.0,
    )  # fmt: skip
    for s in (-1, 1):
        pieces += tube([(s * 28, 34, -96), (s * 42, 46, -112), (s * 38, 60, -140)], [13.0, 13.0, 9.0])
    pieces += tube([(0, 58, -98), (0, 82, -130), (0, 82, -155)], [4.0, 4.5, 3.5])
    return Bundle.of(pieces), Bundle.of(discs)


def _hips(rng: np.random.Generator) -> Bundle:
    """Wings, sockets, and the rings below them."""
    pieces: list[Piece] = []
    flare = float(rng.uniform(0.92, 1.06))
    for s in (-1, 1):
        def at(x: float, y: float, z: float, side: int = s) -> Vector:
            return side * x * flare, y, z

        neck = at(78, 16, -140)
        crest = [at(46, 62, -84), at(60, 62, -62), at(82, 46, -46), at(104, 22, -38), at(118, -4, -42), at(122, -24, -58), at(118, -42, -84)]
        for place in crest:
            x, y, z = ((a + b) / 2 for a, b in zip(neck, place, strict=True))
            pieces += tube([neck, (x + s * 4, y + 3, z), place], [8.0, 5.0, 5.0], (0.0, 0.8, 0.5), 3.6)
        pieces += tube(crest, [6.0, 5.0, 5.0, 5.5, 5.0, 5.0, 6.0])
        pieces += tube([at(46, 62, -84), at(50, 58, -112), at(60, 46, -130), neck], [6.0, 8.0, 9.0, 10.0])
        # The socket: a ring of bone around the head of the femur, deeper on the inside.
        pieces += tube([neck, at(68, 6, -160), at(64, -2, -182)], [11.0, 9.0, 8.0])
        for angle in np.radians(np.arange(0, 330, 30)):
            y, z = 30 * np.cos(angle), 30 * np.sin(angle)
            pieces += tube([at(76, float(y) * 0.8, -176 + float(z) * 0.8), at(92, float(y), -176 + float(z))], [6.0, 4.0])
        pieces += tube([at(70, -22, -176), at(40, -46, -192), at(8, -54, -202)], [8.0, 6.5, 8.0], (0.0, 0.2, 1.0), 1.4)
        pieces += tube([at(8, -54, -204), at(30, -34, -226), at(50, 4, -240), at(54, 24, -236)], [6.5, 5.5, 7.0, 11.0])
        pieces += tube([at(72, 24, -182), at(62, 30, -212), at(54, 24, -236)], [10.0, 9.5, 12.0])
    return Bundle.of(pieces)


def _femora(rng: np.random.Generator, lean: float) -> Bundle:
    pieces: list[Piece | Ellipsoid] = []
    for s in (-1, 1):
        turn = float(rng.uniform(-14, 10))
        apart = float(rng.uniform(-8, 14))
        hip = (s * 90.0, lean, -176.0)
        big = (s * (136.0 + apart / 3), 12.0 + lean - turn, -196.0)
        shaft = [(s * (132.0 + apart / 2), 8.0 + lean, -222.0), (s * (124.0 + apart), 2.0, -270.0), (s * (112.0 + apart), 0.0, -320.0)]
        pieces.append(Ellipsoid(hip, (23.5, 23.5, 23.5)))
        pieces += tube([hip, (s * 112.0, 4.0 + lean - turn / 2, -186.0), big], [15.0, 14.0, 15.0])
        pieces += tube([big, *shaft], [16.0, 17.0, 14.5, 14.0])
        pieces += tube([(s * 108.0, 14.0, -226.0), (s * 112.0, 14.0, -236.0)], [7.0, 8.0])
    return Bundle.of(pieces)


def _psoas() -> Bundle:
    pieces: list[Piece] = []
    for s in (-1, 1):
        pieces += tube([(s * 34, 30, 20), (s * 40, 28, -30), (s * 54, 14, -90), (s * 76, -18, -150), (s * 92, -30, -190)], [15.0, 20.0, 21.0, 18.0, 15.0])
        pieces += tube([(s * 88, 26, -60), (s * 90, 10, -100), (s * 86, -10, -145)], [10.0, 17.0, 14.0])
    return Bundle.of(pieces)


def _vessels() -> Bundle:
    pieces = tube([(4, 0, 0), (2, 0, -45)], [9.0, 8.5]) + tube([(-14, 6, 0), (-12, 8, -55)], [11.0, 11.0])
    for s in (-1, 1):
        pieces += tube([(s * 2, 0, -45), (s * 28, 4, -85), (s * 55, -14, -140), (s * 82, -48, -195), (s * 84, -50, -300)], [6.5, 6.0, 5.0, 5.0, 4.5])
        pieces += tube([(-10, 8, -55), (s * 32, 14, -95), (s * 52, -2, -145), (s * 72, -44, -195), (s * 76, -44, -300)], [9.0, 7.5, 6.5, 6.0, 5.5])
    return Bundle.of(pieces)
