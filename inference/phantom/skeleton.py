"""Bones, discs and cartilage of the torso."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from inference.phantom.shapes import Bundle, Field, Frame, Piece, Vector, profile, tube

CAGE = (
    # z, half-width, depth in front, depth behind: the inside of the chest and belly wall
    (-20.0, 128.0, 88.0, 60.0), (0.0, 128.0, 88.0, 62.0), (60.0, 134.0, 92.0, 68.0), (110.0, 138.0, 93.0, 82.0),
    (160.0, 138.0, 89.0, 88.0), (210.0, 133.0, 83.0, 90.0), (260.0, 121.0, 71.0, 86.0), (295.0, 105.0, 57.0, 79.0),
    (325.0, 87.0, 43.0, 69.0), (345.0, 71.0, 30.0, 58.0), (362.0, 55.0, 18.0, 49.0), (378.0, 42.0, 10.0, 42.0),
    (400.0, 34.0, 6.0, 38.0),
)  # fmt: skip
SPINE = (
    # z, y of the vertebral bodies' centre, half-width, half-depth
    (-30.0, 26.0, 23.0, 17.0), (0.0, 28.0, 23.0, 17.0), (60.0, 32.0, 21.5, 16.5), (100.0, 39.0, 19.5, 16.0),
    (150.0, 48.0, 17.0, 15.0), (200.0, 55.0, 15.5, 13.5), (270.0, 54.0, 14.5, 11.5), (330.0, 40.0, 14.5, 10.0),
    (378.0, 22.0, 14.0, 9.0), (400.0, 14.0, 14.0, 9.0),
)  # fmt: skip
LEVELS = (8.0, 39.0, 70.0, 99.5, 126.0, 151.5, 176.0, 199.5, 222.5, 245.0, 267.0, 288.5, 309.5, 330.0, 349.5, 368.0, 386.0)
"""Middles of the discs, from below L2/L3 up to above T1 (torso z)."""
FIRST_RIB_LEVEL = 14
"""The vertebra over `LEVELS[14]` is T1; ribs 1-12 go down from it."""
RIB_REACH = (152, 152, 152, 151, 150, 149, 147, 138, 128, 116, 88, 62)
"""How far round from the back each rib is bone, degrees."""
RIB_DROP = (42, 52, 60, 68, 76, 82, 86, 84, 78, 70, 48, 26)
"""How far each rib has come down at its front end, mm."""


@dataclass(frozen=True, slots=True)
class Vertebra:
    """A vertebral body between two discs."""

    bottom_z: float
    top_z: float
    disc_mm: float

    @property
    def middle_z(self) -> float:
        return (self.bottom_z + self.top_z) / 2


def _at(z: float, knots: tuple[tuple[float, ...], ...], column: int) -> float:
    return float(profile(np.array([z], np.float32), knots, column)[0])


def vertebrae() -> tuple[Vertebra, ...]:
    """From L3 upwards to above T1."""
    floors = (-23.0, *LEVELS)
    return tuple(
        Vertebra(low, high, 3.2 + 5.0 * max(0.0, (150.0 - low) / 150.0)) for low, high in pairwise(floors)
    )


def spine_x(z: Field | float) -> Field:
    """The spine is never quite straight."""
    return np.asarray(2.2 * np.sin(np.asarray(z) / 85.0 + 0.6), np.float32)


def vertebral_bodies(frame: Frame) -> tuple[Field, Field]:
    """Distances to the vertebral bodies and to the discs between them."""
    y = frame.y - profile(frame.z, SPINE, 1)
    x = frame.x - spine_x(frame.z)
    column = np.maximum(profile(frame.z, SPINE, 2), 1)
    depth = profile(frame.z, SPINE, 3)
    along = np.full(frame.z.shape, 1e3, np.float32)
    waist = np.zeros(frame.z.shape, np.float32)
    for body in vertebrae():
        half = (body.top_z - body.bottom_z - body.disc_mm) / 2
        offset = np.abs(frame.z - body.middle_z)
        near = offset < (body.top_z - body.bottom_z) / 2 + 0.01
        along = np.where(near, offset - half, along)
        waist = np.where(near, 1.9 * (1 - np.minimum(offset / half, 1) ** 2), waist)
    # A flattened back: the canal lies in a shallow hollow.
    q = np.sqrt(np.square(x / (column - waist)) + np.square(y / (depth - waist)) + np.float32(1e-6))
    round_distance = (np.sqrt(x * x + y * y) * (1 - 1 / np.maximum(q, 0.02))).astype(np.float32)
    round_distance = np.maximum(round_distance, y - (depth - waist) * np.float32(0.82))
    bodies = np.maximum(round_distance, along)
    disc = np.maximum(round_distance + 1.0, -along)
    return np.asarray(bodies, np.float32), np.asarray(disc, np.float32)


def canal_centre(z: float) -> Vector:
    """Middle of the spinal canal."""
    return float(spine_x(z)), _at(z, SPINE, 1) + _at(z, SPINE, 3) + 6.5, z


def _arches() -> list[Piece]:
    pieces: list[Piece] = []
    for body in vertebrae():
        z, height = body.middle_z, body.top_z - body.bottom_z
        x0, y0, _ = canal_centre(z + 3)
        thoracic = float(np.clip((z - 90) / 60, 0, 1))
        for s in (-1, 1):
            pedicle = z + 0.16 * height
            pieces += tube([(x0 + s * 11, y0 - 8, pedicle), (x0 + s * 12.5, y0 + 5, pedicle - 1)], [3.8, 3.6], ratio=1.5)
            pieces += tube(
                [(x0 + s * 12, y0 + 6, pedicle - 3), (x0 + s * 7, y0 + 12, z - 3), (x0, y0 + 15, z - 5)], [3.4, 3.0, 3.2], ratio=1.9
            )
            reach, rise = 30.0 - 3 * (1 - thoracic), 5.0 * thoracic
            pieces += tube(
                [(x0 + s * 13, y0 + 5, pedicle), (x0 + s * (reach - 5), y0 + 3 + 9 * thoracic, pedicle + rise)], [3.8, 3.2], ratio=1.3
            )
            # Articular processes reach over the disc, so that the arches look like a column from the side.
            pieces += tube([(x0 + s * 13, y0 + 9, z + 0.5 * height), (x0 + s * 12, y0 + 11, z - 0.5 * height)], [4.2, 3.6])
        tip = 19.0 * thoracic
        pieces += tube(
            [(x0, y0 + 14, z - 4), (x0, y0 + 24, z - 6 - 0.5 * tip), (x0, y0 + 34 - 6 * thoracic, z - 7 - tip)],
            [3.0, 2.6, 3.4], wide=(0.0, 0.35, 0.94), ratio=2.2,
        )  # fmt: skip
    return pieces


def rib_path(number: int, side: int, first_deg: float, last_deg: float, count: int) -> list[Vector]:
    """Points along a rib's middle: round the cage and down. Degrees from the back's midline."""
    head_z = LEVELS[FIRST_RIB_LEVEL + 2 - number] - 3.0
    start, end = np.radians(14.0), np.radians(RIB_REACH[number - 1])
    points = []
    for angle in np.radians(np.linspace(first_deg, last_deg, count)):
        share = (angle - start) / (end - start)
        z = head_z + 4 * np.sin(np.pi * min(share * 3, 1.0)) - RIB_DROP[number - 1] * (0.5 - 0.5 * np.cos(np.pi * min(share, 1.1))) ** 0.9
        width, front, back = (_at(z, CAGE, column) + 7.0 for column in (1, 2, 3))
        if number <= 2:
            width *= 0.94
        y = np.cos(angle) * (back if angle < np.pi / 2 else front)
        points.append((float(side * np.sin(angle) * width), float(y), float(z)))
    return points


def _ribs() -> list[Piece]:
    pieces: list[Piece] = []
    for number in range(1, 13):
        thick = 3.1 if number < 11 else 2.7
        for side in (-1, 1):
            x0, y0, _ = canal_centre(LEVELS[FIRST_RIB_LEVEL + 2 - number] - 4.0)
            head = (x0 + side * 14.0, y0 - 4.0, LEVELS[FIRST_RIB_LEVEL + 2 - number] - 4.0)
            # Asymmetry of a real chest: the two sides are not the same curve.
            last = RIB_REACH[number - 1] - (2 if side > 0 else 0)
            points = rib_path(number, side, 21.0, last, 15)
            neck = (side * 31.0 + x0, y0 + 10.0, points[0][2] + 1.0)
            points = [head, neck, *(p for p in points if abs(p[0]) > 42.0 or p[1] < 0)]
            wides: list[Vector] = [(0.0, 0.0, 1.0)] * len(points)
            if number == 1:
                wides = [(side * 0.75, -0.35, 0.55)] * len(points)
            radii = [thick, thick] + [thick + 0.25 * np.sin(np.pi * n / len(points)) for n in range(len(points) - 2)]
            pieces += tube(points, radii, wide=wides, ratio=1.75, step_mm=11.0)
    return pieces


@cache
def cartilages() -> Bundle:
    """Costal cartilage from the ribs' ends to the breast bone."""
    pieces: list[Piece] = []
    joints = (318, 286, 266, 246, 226, 208, 192)
    for number in range(1, 11):
        for side in (-1, 1):
            last = RIB_REACH[number - 1] - (2 if side > 0 else 0)
            end = rib_path(number, side, 21.0, last, 15)[-1]
            if number <= 7:
                z = float(joints[number - 1])
                goal = (side * 17.0, -_at(z, CAGE, 2) - 8.5, z)
                low = min(end[2], z) - (6 if number > 4 else 0)
            else:
                goal = rib_path(number - 1, side, 21.0, RIB_REACH[number - 2] + 8.0, 15)[-1]
                low = min(end[2], goal[2]) - 2
            x, z = (end[0] + goal[0]) / 2, (low + goal[2]) / 2
            angle = np.arcsin(np.clip(abs(x) / (_at(z, CAGE, 1) + 7), 0, 1))
            middle = (x, -float(np.cos(angle)) * (_at(z, CAGE, 2) + 7), z)
            pieces += tube([end, middle, goal], [3.3, 3.2, 3.0], ratio=1.5)
    return Bundle.of(pieces)


def _front_and_shoulders() -> list[Piece]:
    def front(z: float) -> float:
        return -_at(z, CAGE, 2) - 9.0

    across = (1.0, 0.0, 0.0)
    pieces = tube([(1, front(328), 326), (0, front(305), 305), (0, front(288), 288)], [4.6, 5.0, 4.4], across, 4.8)
    pieces += tube([(0, front(284), 284), (0, front(240), 240), (-1, front(196), 197)], [4.2, 4.0, 4.2], across, 3.7)
    pieces += tube([(-1, front(192), 192), (0, front(172) + 2, 174)], [3.2, 2.4], across, 2.6)
    for s, lift in ((-1, 0.0), (1, 3.0)):
        pieces += tube(
            [(s * 20, front(328) + 1, 330 + lift), (s * 55, -54, 344 + lift), (s * 95, -38, 362 + lift), (s * 132, -14, 384 + lift)],
            [6.0, 5.0, 5.0, 5.2],
        )
        # The blade follows the back of the chest; its lower tip lies lower on the left.
        blade = [(s * 112, 54, 366), (s * 108, 68, 330), (s * 111, 76, 290), (s * 108, 84, 250 - lift)]
        pieces += tube(blade, [2.0, 1.9, 2.0, 2.2], [(s * 0.78, -0.62, 0.0)] * 4, 15.0, step_mm=9.0)[:-2]
        pieces += tube([(s * 92, 86, 330), (s * 118, 74, 350), (s * 142, 44, 376)], [2.8, 3.4, 4.5], (s * 0.4, 0.8, 0.1), 2.2)
        pieces += tube([(s * 134, 40, 352), (s * 141, 30, 380)], [7.0, 9.0])
    return pieces


@cache
def bones() -> Bundle:
    """All bones but the vertebral bodies (see `vertebral_bodies`)."""
    return Bundle.of([*_arches(), *_ribs(), *_front_and_shoulders()])
