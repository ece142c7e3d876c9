"""The chest: skin to pleura, diaphragm, mediastinum, heart, great vessels and airways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from inference.phantom.plan import TorsoPlan
from inference.phantom.shapes import (
    Bundle,
    Ellipsoid,
    Field,
    Frame,
    Knots,
    Piece,
    Vector,
    Waves,
    near,
    oval,
    profile,
    random_waves,
    smooth_max,
    smooth_min,
    tube,
    union,
)  # fmt: skip
from inference.phantom.skeleton import CAGE, SPINE, spine_x

SKIN = (
    # z, half-width, depth in front, depth behind
    (-20.0, 157.0, 113.0, 97.0), (0.0, 158.0, 113.0, 97.0), (60.0, 161.0, 114.0, 98.0), (130.0, 165.0, 115.0, 103.0),
    (200.0, 166.0, 110.0, 107.0), (270.0, 165.0, 101.0, 108.0), (330.0, 164.0, 82.0, 105.0), (378.0, 162.0, 64.0, 98.0),
    (400.0, 160.0, 58.0, 95.0),
)  # fmt: skip
WALL_MM = 1.7
"""Thickness of the airways' walls."""

HEART_AXIS = np.array([0.74, -0.46, -0.49]) / np.linalg.norm([0.74, -0.46, -0.49])
_ACROSS = np.cross(HEART_AXIS, [0.0, 0.0, 1.0]) / np.linalg.norm(np.cross(HEART_AXIS, [0.0, 0.0, 1.0]))
HEART_AXES: tuple[Vector, Vector, Vector] = tuple(  # type: ignore[assignment]
    (float(v[0]), float(v[1]), float(v[2])) for v in (HEART_AXIS, _ACROSS, np.cross(HEART_AXIS, _ACROSS))
)
HEART = Ellipsoid((16.0, -27.0, 194.0), (66.0, 48.0, 45.0), HEART_AXES)

LEFT_VENTRICLE = Ellipsoid((42.0, -22.0, 184.0), (36.0, 20.0, 22.0), HEART_AXES)
CHAMBERS = (
    LEFT_VENTRICLE,
    Ellipsoid((20.0, -52.0, 185.0), (37.0, 15.0, 24.0), HEART_AXES),
    Ellipsoid((-19.0, -26.0, 196.0), (21.0, 21.0, 27.0)),
    Ellipsoid((8.0, 8.0, 208.0), (29.0, 15.0, 19.0)),
)
"""Left ventricle, right ventricle, right atrium, left atrium: the blood in them."""


@cache
def aorta() -> Bundle:
    """From the valve round the arch to the belly, with its first branches as another shape."""
    return Bundle.of(tube(
        [(8, -28, 208), (-10, -33, 240), (-9, -28, 266), (2, -12, 285), (17, 8, 288), (26, 27, 272), (28, 36, 240),
         (26, 37, 200), (20, 30, 155), (11, 16, 112), (6, 4, 62), (4, 0, 10), (4, 0, -12)],
        [14.5, 15.5, 14.5, 13.5, 12.5, 12.2, 11.8, 11.5, 11.0, 10.5, 9.5, 8.8, 8.6],
    ))  # fmt: skip


@cache
def chest_veins() -> Bundle:
    """Vena cavas, brachiocephalic veins, azygos."""
    pieces = tube([(-24, -24, 300), (-26, -21, 262), (-23, -20, 214)], [8.5, 9.0, 10.0])
    pieces += tube([(-20, -15, 180), (-19, -8, 150), (-17, 0, 115), (-15, 5, 60), (-14, 5, -12)], [12.5, 12.0, 11.5, 11.0, 10.5])
    pieces += tube([(-24, -24, 300), (-30, -24, 322), (-40, -12, 350), (-46, -2, 384)], [7.0, 6.5, 6.0, 6.0])
    pieces += tube([(-22, -26, 300), (2, -34, 310), (26, -30, 326), (38, -20, 352), (46, -12, 384)], [6.5, 6.0, 6.0, 6.0, 6.0])
    pieces += tube([(-9, 34, 130), (-8, 42, 190), (-9, 40, 255), (-14, 18, 272), (-23, -12, 268)], [2.6, 3.0, 3.4, 4.0, 4.2])
    return Bundle.of(pieces)


@cache
def arch_branches() -> Bundle:
    pieces = tube([(-1, -14, 286), (-10, -9, 310), (-20, 2, 345), (-24, 4, 384)], [6.0, 5.6, 4.6, 4.0])
    pieces += tube([(9, 0, 290), (15, 2, 325), (23, 4, 384)], [4.4, 3.8, 3.6])
    pieces += tube([(20, 14, 288), (26, 17, 325), (32, 12, 352), (46, 0, 384)], [5.2, 4.8, 4.6, 4.2])
    return Bundle.of(pieces)


@cache
def arm_vessels() -> Bundle:
    """Subclavian and axillary vessels."""
    pieces: list[Piece] = []
    for s in (-1, 1):
        pieces += tube([(s * 58, -8, 382), (s * 92, -22, 368), (s * 122, -12, 338), (s * 132, -2, 384)], [4.4, 4.2, 4.0, 3.6])
        pieces += tube([(s * 60, -22, 378), (s * 90, -34, 360), (s * 120, -20, 326), (s * 140, -8, 384)], [5.6, 5.4, 5.0, 4.4])
    return Bundle.of(pieces)


@cache
def pulmonary_trunk() -> Bundle:
    """Pulmonary arteries and veins as far as the hila."""
    pieces = tube([(16, -46, 216), (22, -36, 238), (27, -18, 250), (36, 2, 252), (50, 14, 242)], [13.0, 13.0, 12.0, 10.0, 7.0])
    pieces += tube([(22, -24, 246), (2, -10, 242), (-24, -6, 239), (-44, 0, 230)], [11.0, 10.0, 9.2, 6.5])
    pieces += tube([(-14, 8, 212), (-36, 2, 214)], [6.0, 5.0]) + tube([(-12, 12, 200), (-34, 18, 196)], [6.0, 5.0])
    pieces += tube([(28, 6, 216), (46, -4, 222)], [6.0, 5.0]) + tube([(26, 12, 202), (44, 20, 198)], [6.0, 5.0])
    return Bundle.of(pieces)


@cache
def gullet() -> Bundle:
    return Bundle.of(tube(
        [(5, 20, 384), (6, 26, 310), (5, 31, 255), (8, 33, 210), (12, 24, 170), (22, 8, 148), (36, 2, 136)],
        [6.5, 6.5, 6.8, 7.0, 7.5, 8.0, 9.0],
    ))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Airways:
    """The lumen, its wall's outside, and the outside of the large bronchi between the lungs."""

    lumen: Bundle
    outer: Bundle
    central: Bundle


@cache
def airways() -> Airways:
    """Trachea, main, lobar and the first segmental bronchi."""
    pieces = tube([(0, 2, 386), (0, 8, 340), (-1, 13, 295), (-1, 17, 262)], [8.6, 8.8, 8.6, 8.4], (1.0, 0.0, 0.0), 1.12)
    pieces += tube([(-2, 17, 262), (-17, 17, 250), (-32, 14, 238)], [7.4, 6.8, 6.2])
    pieces += tube([(0, 17, 262), (16, 20, 250), (40, 20, 234)], [7.0, 6.2, 5.6])
    pieces += tube([(-28, 15, 241), (-42, 12, 246), (-54, 10, 254)], [4.8, 4.4, 3.9])
    pieces += tube([(-32, 14, 238), (-41, 18, 220), (-47, 26, 200), (-54, 36, 178)], [5.4, 5.0, 4.4, 3.4])
    pieces += tube([(40, 20, 234), (52, 8, 235), (62, 0, 242)], [4.7, 4.3, 3.8])
    pieces += tube([(40, 20, 234), (47, 29, 214), (55, 40, 186)], [4.9, 4.5, 3.4])
    twigs: list[tuple[Vector, Vector, Vector]] = [
        ((-54, 10, 254), (-60, 13, 268), (-62, 15, 284)), ((-54, 10, 254), (-66, 22, 260), (-80, 34, 263)),
        ((-54, 10, 254), (-66, -4, 257), (-76, -19, 258)), ((-43, 20, 216), (-54, 2, 207), (-66, -18, 200)),
        ((-47, 26, 200), (-58, 42, 204), (-68, 56, 207)), ((-54, 36, 178), (-66, 44, 164), (-74, 52, 152)),
        ((-54, 36, 178), (-58, 54, 164), (-60, 66, 148)), ((62, 0, 242), (66, 2, 260), (68, 6, 276)),
        ((62, 0, 242), (75, -14, 246), (86, -26, 248)), ((52, 8, 235), (66, -14, 220), (74, -32, 204)),
        ((55, 40, 186), (68, 46, 170), (76, 52, 158)), ((55, 40, 186), (58, 58, 172), (59, 68, 158)),
    ]  # fmt: skip
    for path in twigs:
        pieces += tube(path, [3.1, 2.7, 2.4])
    outer = [replace(p, start_radius=p.start_radius + WALL_MM, end_radius=p.end_radius + WALL_MM) for p in pieces]
    central = [p for p in outer if abs(p.start[0]) < 44 and max(p.start_radius, p.end_radius) > 5]
    return Airways(Bundle.of(pieces), Bundle.of(outer), Bundle.of(central))


def _section(frame: Frame, knots: Knots) -> tuple[Field, Field, Field]:
    """Half-width and the two depths at a frame's heights."""
    return profile(frame.z, knots, 1), profile(frame.z, knots, 2), profile(frame.z, knots, 3)


@cache
def between_lungs() -> Bundle:
    """The tubes that the mediastinum wraps."""
    return aorta() + chest_veins() + arch_branches() + pulmonary_trunk() + gullet() + airways().central


@dataclass(frozen=True, eq=False)
class Outlines:
    """Distances to the large boundaries over one frame; everything else is drawn inside them."""

    skin: Field
    muscle: Field
    cage: Field
    dome: Field
    envelope: Field
    lung_right: Field
    lung_left: Field
    wave: Field
    """A long wave, for surfaces that are drawn inside the outlines."""


@dataclass(frozen=True, eq=False)
class Trunk:
    """The large boundaries of one plan."""

    plan: TorsoPlan
    waves: tuple[Waves, ...]

    @staticmethod
    def of(plan: TorsoPlan) -> Trunk:
        rng = np.random.default_rng([plan.seed, 1])
        return Trunk(
            plan, (random_waves(rng, 5, 90, 220), random_waves(rng, 5, 50, 110), random_waves(rng, 6, 28, 60))
        )

    def skin_and_cage(self, frame: Frame, waves: tuple[Field, Field, Field]) -> tuple[Field, Field, Field]:
        """Distances to the skin, to the outside of the muscles, to the inside of the chest and belly wall."""
        long, middle, short = waves
        girth = self.plan.girth
        width, front, back = (radius * np.float32(girth) for radius in _section(frame, SKIN))
        skin = oval(frame.x, frame.y, width, front, back, 0.42)
        furrow = np.exp(-np.square((frame.x - 1) / 13)) * np.clip(frame.y / 60, 0, 1)
        pectoral = np.exp(-np.square(frame.x / 16)) * np.clip(-frame.y / 60, 0, 1) * np.exp(-np.square((frame.z - 245) / 55))
        skin = skin + 1.6 * long + np.float32(5.0) * furrow + np.float32(4.0) * pectoral
        # Fat is thickest over the flanks and low in front, thin over the chest.
        low = np.clip((190 - frame.z) / 150, 0, 1)
        fat = np.float32(self.plan.fat_mm) * (0.72 + 0.55 * low + 0.35 * low * np.clip(-frame.y / 90, 0, 1)) + 1.5 * middle
        cage = oval(frame.x, frame.y, *_section(frame, CAGE), 0.3) + 1.2 * middle + np.float32(0.6)
        muscle = smooth_max(
            skin + np.minimum(fat, 5.0) - 2 * furrow, cage - self._muscle_mm(frame) + 1.6 * middle + 0.9 * short, 4
        )
        return skin, np.asarray(np.maximum(muscle, skin + 0.55 * fat), np.float32), np.asarray(cage, np.float32)

    def _muscle_mm(self, frame: Frame) -> Field:
        """How thick the muscles over the cage are: thin over the ribs, thick at breast, back and shoulder."""
        angle = np.degrees(np.arctan2(frame.y, np.abs(frame.x)))

        def round_(middle: float, width: float) -> Field:
            return np.asarray(np.exp(-np.square((angle - middle) / width)), np.float32)

        high, low = np.clip((frame.z - 190) / 60, 0, 1), np.clip((120 - frame.z) / 50, 0, 1)
        thick = 12.5 - 5.0 * low + 105 * np.square(np.clip((frame.z - 285) / 60, 0, 1))
        thick = thick + 15 * np.exp(-np.square((frame.z - 295) / 48)) * round_(-48, 27)
        thick = thick + (9 + 9 * high) * (1 - low) * round_(38, 24) + 5 * round_(78, 14)
        thick = thick + low * (8 * round_(-5, 36) + 4 * round_(-68, 13) - 5 * round_(-90, 3))
        return np.asarray(thick, np.float32)

    def dome(self, frame: Frame, waves: tuple[Field, Field, Field]) -> Field:
        """Distance to the underside of the lungs: negative below the diaphragm. Right higher than left."""
        _, middle, short = waves
        lift = self.plan.breath_mm
        right = near(frame, Ellipsoid((-62.0, -6.0, 98.0 + lift), (77.0, 87.0, 75.0)), margin=40)
        left = near(frame, Ellipsoid((64.0, -4.0, 94.0 + lift), (75.0, 87.0, 66.0)), margin=40)
        floor = frame.z - (112.0 + lift - 0.2 * frame.y)
        both = smooth_min(right, left, 16)
        return np.asarray(smooth_min(both, np.asarray(floor, np.float32), 5) + 1.6 * middle + 0.5 * short, np.float32)

    def envelope(self, frame: Frame) -> Field:
        """Distance to the mediastinum: what lies between the lungs, with its fat."""
        core = union(frame, between_lungs(), margin=16.0, blend=7.0)
        atrium = Ellipsoid((-20.0, -26.0, 197.0), (24.0, 25.0, 32.0))
        heart = smooth_min(near(frame, HEART) - 4.5, near(frame, atrium) - 4.0, 12)
        # Wider towards the back, where ribs and transverse processes lie beside the canal.
        flare = 1 + 0.014 * np.clip(frame.y - profile(frame.z, SPINE, 1) - 8, 0, 40)
        spine = oval(
            (frame.x - spine_x(frame.z)) / flare, frame.y - profile(frame.z, SPINE, 1), profile(frame.z, SPINE, 2) + 4.0,
            profile(frame.z, SPINE, 3) + 3.0, np.full_like(frame.z, 200.0),
        )  # fmt: skip
        septum = np.abs(frame.x - 4.0 * np.sin(frame.z / 40.0) - 2.0) - 1.2
        # Fat behind the breast bone, over the diaphragm and under the arch, and the top of the chest.
        front = near(
            frame, Ellipsoid((4.0, -92.0, 180.0), (34.0, 34.0, 60.0)), Ellipsoid((0.0, -56.0, 262.0), (19.0, 25.0, 42.0)),
            Ellipsoid((6.0, -26.0, 148.0), (48.0, 52.0, 26.0)), Ellipsoid((9.0, -8.0, 258.0), (30.0, 34.0, 34.0)),
        )  # fmt: skip
        top = near(frame, Ellipsoid((2.0, -8.0, 345.0), (31.0, 50.0, 62.0)))
        field = smooth_min(smooth_min(core - 3.0, heart, 10), smooth_min(spine, top, 8), 7)
        return np.asarray(smooth_min(np.minimum(field, septum.astype(np.float32)), front, 8), np.float32)

    def outlines(self, frame: Frame) -> Outlines:
        """All boundaries over a frame."""
        waves = (self.waves[0].at(frame), self.waves[1].at(frame), self.waves[2].at(frame))
        skin, muscle, cage = self.skin_and_cage(frame, waves)
        dome, envelope = self.dome(frame, waves), self.envelope(frame)
        inside = smooth_max(smooth_max(cage + np.float32(0.5), -envelope, 12), -dome, 3)
        # The tops are domes of their own: over this height they close the lungs.
        above = frame.z > 308.0
        right, left = inside, inside
        if above.any():
            right_top = Ellipsoid((-42.0, 14.0, 308.0), (66.0, 74.0, 59.0)).distance(frame)
            left_top = Ellipsoid((43.0, 15.0, 308.0), (66.0, 74.0, 57.0)).distance(frame)
            right, left = np.maximum(inside, np.where(above, right_top, -50)), np.maximum(inside, np.where(above, left_top, -50))
        middle = np.asarray(frame.x - 4.0 * np.sin(frame.z / 40.0) - 2.0, np.float32)
        return Outlines(
            skin, muscle, cage, dome, envelope, np.maximum(right, middle).astype(np.float32), np.maximum(left, -middle).astype(np.float32),
            waves[0],
        )
