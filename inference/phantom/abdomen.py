"""The upper abdomen: organs under the diaphragm, as distances."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from inference.phantom.shapes import (
    Bundle,
    Ellipsoid,
    Field,
    Frame,
    Piece,
    Vector,
    Waves,
    near,
    random_waves,
    smooth_max,
    smooth_min,
    tube,
    union,
)
from inference.phantom.thorax import Outlines


def _tilted(centre: Vector, radii: Vector, lean: float, turn: float) -> Ellipsoid:
    """An ellipsoid whose long (z) axis leans outwards going down, and which is turned about z (radians)."""
    up = np.array([-np.sin(lean), 0.12, np.cos(lean)])
    up /= np.linalg.norm(up)
    across = np.array([np.cos(turn), np.sin(turn), 0.0])
    across -= up * float(across @ up)
    across /= np.linalg.norm(across)
    axes = [(float(v[0]), float(v[1]), float(v[2])) for v in (across, np.cross(up, across), up)]
    return Ellipsoid(centre, radii, (axes[0], axes[1], axes[2]))


KIDNEY_LEFT = _tilted((60.0, 37.0, 70.0), (28.0, 24.0, 53.0), 0.14, -0.65)
KIDNEY_RIGHT = _tilted((-58.0, 35.0, 58.0), (28.0, 24.0, 51.0), -0.16, 0.65)
SINUS_LEFT = _tilted((50.0, 30.0, 69.0), (19.0, 9.0, 28.0), 0.14, 0.55)
SINUS_RIGHT = _tilted((-48.0, 28.0, 57.0), (19.0, 9.0, 27.0), -0.16, -0.55)
PELVES = Bundle.of((
    *tube([(52, 33, 90), (46, 28, 76), (38, 24, 64), (33, 22, 40), (30, 20, -10)], [3.0, 5.0, 5.0, 2.2, 2.0]),
    *tube([(60, 35, 47), (51, 31, 56), (42, 27, 67)], [4.0, 2.8, 3.5]),
    *tube([(-50, 31, 78), (-44, 26, 64), (-36, 22, 52), (-31, 20, 30), (-30, 20, -10)], [3.0, 5.0, 5.0, 2.2, 2.0]),
    *tube([(-58, 33, 36), (-49, 29, 46), (-42, 25, 58)], [3.6, 2.6, 3.5]),
))
GALLBLADDER = Bundle.of(tube([(-40, -26, 78), (-44, -46, 66), (-47, -64, 54)], [5.0, 10.5, 13.0]))
PANCREAS = Bundle.of(tube(
    [(-20, -18, 48), (-19, -22, 64), (-4, -26, 74), (16, -22, 82), (38, -6, 90), (66, 8, 100)], [11.0, 12.0, 9.0, 9.5, 9.0, 7.5]
))
ADRENALS = Bundle.of((
    *tube([(-26, 12, 104), (-25, 20, 110), (-30, 34, 114)], [2.0, 2.4, 1.8], ratio=2.2),
    *tube([(28, 8, 108), (29, 18, 112), (36, 28, 114)], [2.0, 2.4, 1.8], ratio=2.2),
    *tube([(29, 18, 112), (26, 28, 114)], [2.2, 1.7], ratio=2.2),
))
BELLY_VEINS = Bundle.of((
    *tube([(-8, -14, 0), (-8, -16, 50), (-10, -12, 72), (-22, -12, 86), (-38, -8, 100), (-56, -2, 104)], [5.5, 6.0, 7.0, 7.5, 6.5, 5.0]),
    *tube([(-10, -12, 72), (10, -10, 80), (40, 6, 92), (72, 18, 104)], [6.0, 5.0, 4.5, 4.0]),
    *tube([(-38, -8, 100), (-24, -28, 112), (-14, -42, 120)], [5.5, 4.6, 3.6]),
))
BELLY_ARTERIES = Bundle.of((
    *tube([(6, 2, 82), (4, -12, 86), (-6, -16, 92), (-22, -14, 98)], [4.0, 3.2, 2.6, 2.0]),
    *tube([(4, -12, 86), (26, 0, 96), (70, 20, 110)], [3.0, 2.6, 2.0]),
    *tube([(5, 1, 72), (4, -10, 62), (0, -12, 30), (0, -16, -10)], [4.0, 3.6, 3.2, 3.0]),
    *tube([(8, 4, 64), (24, 16, 66), (42, 26, 68)], [3.2, 2.8, 2.4]),
    *tube([(0, 4, 60), (-20, 18, 58), (-42, 24, 56)], [3.2, 2.8, 2.4]),
    *tube([(-14, 5, 62), (-28, 16, 58), (-43, 26, 56)], [5.0, 4.4, 3.6]),
    *tube([(-10, 0, 66), (6, -8, 67), (24, 10, 69), (43, 27, 70)], [5.0, 4.0, 4.6, 3.8]),
))
COLON = Bundle.of((
    *tube([(-104, 8, -20), (-102, 4, 20), (-98, -8, 40), (-88, -40, 38), (-50, -72, 26), (0, -78, 16), (46, -72, 24),
           (84, -46, 50), (104, -10, 84), (108, 18, 72), (106, 26, 40), (104, 26, -20)],
          [22.0, 22.0, 19.0, 18.0, 17.0, 16.0, 17.0, 17.0, 17.0, 14.0, 13.0, 13.0]),
))  # fmt: skip
STOMACH_PARTS = (
    Ellipsoid((58.0, 4.0, 128.0), (37.0, 40.0, 33.0)),
    Ellipsoid((46.0, -36.0, 96.0), (32.0, 33.0, 44.0)),
    Ellipsoid((12.0, -50.0, 70.0), (38.0, 19.0, 17.0)),
)


def bowel_loops(rng: np.random.Generator) -> list[Piece]:
    """Small bowel: a coiled tube in the lower left of the field."""
    points: list[Vector] = []
    for n in range(26):
        swing = 1 if n % 2 else -1
        x = 34 + 42 * np.sin(n * 0.55) + rng.uniform(-9, 9)
        y = -30 + 24 * swing * np.cos(n * 0.23) + rng.uniform(-7, 7)
        points.append((float(x), float(y), float(-14 + 2.3 * n + rng.uniform(-4, 4))))
    return tube(points, [float(r) for r in rng.uniform(9.0, 12.5, len(points))])


@cache
def back_muscles() -> Bundle:
    """The columns of muscle beside the spinous processes."""
    pieces: list[Piece] = []
    for s in (-1, 1):
        path = [(s * 33, 70, -20), (s * 32, 76, 60), (s * 27, 88, 150), (s * 22, 92, 250), (s * 20, 80, 320), (s * 20, 60, 385)]
        pieces += tube(path, [14.5, 14.0, 10.5, 8.0, 8.0, 11.0], (1.0, 0.0, 0.0), 1.6)
        pieces += tube([(s * 9, 68, -20), (s * 9, 74, 60), (s * 8, 92, 150), (s * 8, 97, 250)], [9.0, 9.0, 6.0, 5.0])
    return Bundle.of(pieces)


@cache
def muscles() -> Bundle:
    """Psoas, crura of the diaphragm and quadratus lumborum."""
    pieces: list[Piece] = []
    for s in (-1, 1):
        pieces += tube([(s * 24, 34, 104), (s * 30, 33, 70), (s * 37, 32, 30), (s * 42, 28, -20)], [5.0, 11.0, 16.5, 19.0], ratio=1.15)
        pieces += tube([(s * 12 - 2, 6, 130), (s * 14, 12, 100), (s * 14, 14, 62), (s * 13, 10, 40)], [3.0, 5.0 - s, 4.2, 2.5], ratio=1.8)
        pieces += tube([(s * 62, 62, 90), (s * 66, 62, 40), (s * 68, 58, -20)], [6.0, 9.0, 10.0], (1.0, 0.2, 0.0), 2.1)
    return Bundle.of(pieces)


@dataclass(frozen=True, eq=False)
class Organs:
    """Distances to the organs over one frame."""

    liver: Field
    spleen: Field
    kidney_right: Field
    kidney_left: Field
    sinus: Field
    stomach: Field


@dataclass(frozen=True, eq=False)
class Abdomen:
    """The abdomen of one plan: outlines made irregular by waves, bowel by chance."""

    waves: tuple[Waves, Waves]
    bowel: Bundle

    @staticmethod
    def of(seed: int) -> Abdomen:
        rng = np.random.default_rng([seed, 2])
        return Abdomen((random_waves(rng, 5, 60, 140), random_waves(rng, 6, 22, 48)), Bundle.of(bowel_loops(rng)))

    def organs(self, frame: Frame, outlines: Outlines) -> Organs:
        """All organs; none reaches through another, the diaphragm or the wall."""
        long, short = (waves.at(frame) for waves in self.waves)
        room = np.maximum(outlines.dome + 3.0, outlines.cage + 2.5)
        right, left = near(frame, KIDNEY_RIGHT) + 0.9 * short, near(frame, KIDNEY_LEFT) + 0.9 * short - 0.4 * long
        stomach = smooth_min(near(frame, STOMACH_PARTS[0], margin=30), near(frame, STOMACH_PARTS[1], margin=30), 22)
        stomach = smooth_min(stomach, near(frame, STOMACH_PARTS[2], margin=30), 18) + 2.2 * short + 1.5 * long
        stomach = smooth_max(smooth_max(np.asarray(stomach, np.float32), room + 1.5, 6), 5.0 - left, 6)
        lobe = near(frame, Ellipsoid((-68.0, -4.0, 98.0), (70.0, 86.0, 86.0)), margin=30)
        tongue = near(frame, Ellipsoid((-98.0, 8.0, 60.0), (34.0, 52.0, 50.0)), margin=30)
        left_lobe = near(frame, Ellipsoid((-6.0, -50.0, 122.0), (74.0, 40.0, 40.0)), margin=30)
        caudate = near(frame, Ellipsoid((-16.0, 2.0, 120.0), (20.0, 22.0, 26.0)), margin=30)
        liver = smooth_min(smooth_min(lobe, tongue, 20), smooth_min(left_lobe, caudate, 10), 16)
        hilum = near(frame, Ellipsoid((-22.0, -18.0, 84.0), (30.0, 20.0, 20.0)), margin=30)
        bladder = union(frame, GALLBLADDER, margin=12.0)
        spine = near(frame, Ellipsoid((4.0, 42.0, 90.0), (44.0, 40.0, 150.0)), margin=30)
        for obstacle, gap in ((right, 6.0), (hilum, 0.0), (bladder, 1.5), (spine, 0.0)):
            liver = smooth_max(liver, gap - obstacle, 7)
        liver = smooth_max(np.asarray(liver + 2.4 * long + 0.8 * short, np.float32), room, 5)
        liver = np.maximum(liver, 4.0 - stomach)
        spleen = near(frame, Ellipsoid((101.0, 46.0, 120.0), (42.0, 56.0, 56.0)), margin=30) + 2.0 * long + 1.2 * short
        for obstacle, gap in ((left, 5.0), (stomach, 4.0)):
            spleen = smooth_max(np.asarray(spleen, np.float32), gap - obstacle, 8)
        spleen = smooth_max(np.asarray(spleen, np.float32), room, 5)
        sinus = near(frame, SINUS_LEFT, SINUS_RIGHT) + 1.6 * short
        right, left = np.maximum(right, room), np.maximum(left, room)
        return Organs(*(np.asarray(field, np.float32) for field in (liver, spleen, right, left, sinus, stomach)))
