"""Shapes as signed distances in millimetres: negative inside, so a voxel's coverage and its truth come from one number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.floating[Any]]
"""Distances or values on a frame; float32 wherever it is a volume."""
Vector = tuple[float, float, float]
Knots = Sequence[tuple[float, ...]]

FAR_MM = 1e3


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """Where to evaluate shapes: x to the left, y to the back, z to the head, mm, in the torso's own frame.

    The three arrays broadcast against each other: three axes of a grid, or three equal lists of points.
    """

    x: Field
    y: Field
    z: Field

    @property
    def shape(self) -> tuple[int, ...]:
        return np.broadcast_shapes(self.x.shape, self.y.shape, self.z.shape)

    def box(self, low: Vector, high: Vector) -> tuple[slice, slice, slice] | None:
        """The part of a grid frame between two corners, as slices of (z, y, x), or None where it has none."""
        parts = []
        for axis, start, end in zip((self.z, self.y, self.x), (low[2], low[1], low[0]), (high[2], high[1], high[0]), strict=True):
            values = axis.ravel()
            first, last = np.searchsorted(values, start, "left"), np.searchsorted(values, end, "right")
            if first >= last:
                return None
            parts.append(slice(int(first), int(last)))
        return parts[0], parts[1], parts[2]

    def cut(self, box: tuple[slice, slice, slice]) -> Frame:
        """The frame of a part of a grid frame."""
        return Frame(self.x[:, :, box[2]], self.y[:, box[1], :], self.z[box[0], :, :])


def grid_frame(x: npt.ArrayLike, y: npt.ArrayLike, z: npt.ArrayLike) -> Frame:
    """A frame over three rising axes; its fields have shape (z, y, x)."""
    return Frame(
        np.asarray(x, np.float32)[None, None, :], np.asarray(y, np.float32)[None, :, None], np.asarray(z, np.float32)[:, None, None]
    )


def points_frame(points: npt.ArrayLike) -> Frame:
    """A frame over (n, 3) points."""
    table = np.asarray(points, np.float32)
    return Frame(table[:, 0], table[:, 1], table[:, 2])


def profile(z: Field, knots: Knots, column: int) -> Field:
    """A value that changes with height: linear between rows (z, value, value, ...), smoothed at the rows."""
    heights = [row[0] for row in knots]
    values = [row[column] for row in knots]
    # Three taps 12 mm apart round off the corners that linear pieces would leave on the skin.
    taps = [np.interp(z + shift, heights, values) for shift in (-12.0, 0.0, 12.0)]
    return np.asarray((taps[0] + 2 * taps[1] + taps[2]) / 4, np.float32)


def oval(x: Field, y: Field, half_width: Field, front: Field, back: Field, squareness: float = 0.0) -> Field:
    """Radial distance to an oval whose front (y < 0) and back have their own depth; `squareness` 0 is an ellipse."""
    u = np.square(x / half_width)
    v = np.square(y / np.where(y < 0, front, back))
    q = u + v
    if squareness:
        # Held at 1 outside, where the product would bend the oval back in.
        q = q - squareness * np.minimum(u * v, 1)
    q = np.sqrt(np.maximum(q, 1e-4))
    radius = np.sqrt(np.square(x) + np.square(y))
    return np.asarray(radius * (1 - 1 / q), np.float32)


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """An ellipsoid; `axes` are three unit vectors, by default those of the frame."""

    centre: Vector
    radii: Vector
    axes: tuple[Vector, Vector, Vector] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

    @property
    def reach(self) -> Vector:
        """Half the extent along x, y and z."""
        rows = np.asarray(self.axes) * np.asarray(self.radii)[:, None]
        x, y, z = np.sqrt(np.square(rows).sum(axis=0))
        return float(x), float(y), float(z)

    def corners(self, margin: float) -> tuple[Vector, Vector]:
        (cx, cy, cz), (rx, ry, rz) = self.centre, self.reach
        low = (cx - rx - margin, cy - ry - margin, cz - rz - margin)
        return low, (cx + rx + margin, cy + ry + margin, cz + rz + margin)

    def distance(self, frame: Frame) -> Field:
        """First-order distance to the surface: exact sign everywhere, true mm near the surface."""
        dx, dy, dz = frame.x - self.centre[0], frame.y - self.centre[1], frame.z - self.centre[2]
        q2: Field = np.zeros(1, np.float32)
        slope: Field = np.zeros(1, np.float32)
        for (ax, ay, az), radius in zip(self.axes, self.radii, strict=True):
            along = _straight(ax, dx) + _straight(ay, dy) + _straight(az, dz)
            part = np.square(along / np.float32(radius))
            q2, slope = q2 + part, slope + part / np.float32(radius * radius)
        q = np.sqrt(q2)
        smallest = np.float32(min(self.radii))
        # The small numbers make the quotient a radius, not 0 / 0, in the very centre.
        tiny = np.float32(1e-4)
        return np.asarray(np.maximum((q + tiny) * (q - 1) / (np.sqrt(slope) + tiny / smallest), -smallest), np.float32)


def _straight(weight: float, axis: Field) -> Field | float:
    return np.float32(weight) * axis if weight else 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A straight, tapering piece of a tube. `flat` (unit vector, ratio) widens it along one direction."""

    start: Vector
    end: Vector
    start_radius: float
    end_radius: float
    wide: Vector = (0.0, 0.0, 1.0)
    ratio: float = 1.0

    def corners(self, margin: float) -> tuple[Vector, Vector]:
        grow = max(self.start_radius, self.end_radius) * max(self.ratio, 1.0) + margin
        low = np.minimum(self.start, self.end) - grow
        high = np.maximum(self.start, self.end) + grow
        return (float(low[0]), float(low[1]), float(low[2])), (float(high[0]), float(high[1]), float(high[2]))

    def distance(self, frame: Frame) -> Field:
        px, py, pz = frame.x - self.start[0], frame.y - self.start[1], frame.z - self.start[2]
        bx, by, bz = (np.float32(e - s) for e, s in zip(self.end, self.start, strict=True))
        length2 = max(float(bx * bx + by * by + bz * bz), 1e-9)
        along = np.clip((px * bx + py * by + pz * bz) / np.float32(length2), 0, 1)
        dx, dy, dz = px - along * bx, py - along * by, pz - along * bz
        radius = np.float32(self.start_radius) + along * np.float32(self.end_radius - self.start_radius)
        d2 = dx * dx + dy * dy + dz * dz
        if self.ratio == 1.0:
            return np.asarray(np.sqrt(d2) - radius, np.float32)
        over = dx * np.float32(self.wide[0]) + dy * np.float32(self.wide[1]) + dz * np.float32(self.wide[2])
        over2 = over * over
        rest2 = np.maximum(d2 - over2, 0)
        ratio2 = np.float32(self.ratio**2)
        q2 = rest2 + over2 / ratio2
        q = np.sqrt(q2)
        return np.asarray(q * (q - radius) / (np.sqrt(rest2 + over2 / (ratio2 * ratio2)) + np.float32(1e-6)), np.float32)


def tube(
    points: Sequence[Vector],
    radii: Sequence[float],
    wide: Vector | Sequence[Vector] = (0.0, 0.0, 1.0),
    ratio: float = 1.0,
    step_mm: float = 14.0,
) -> list[Piece]:
    """A smooth tube through points (Catmull-Rom), cut into short pieces. `wide` may differ from point to point."""
    nodes = np.asarray(points, float)
    padded = np.vstack([2 * nodes[0] - nodes[1], nodes, 2 * nodes[-1] - nodes[-2]])
    wides = np.asarray(wide if isinstance(wide[0], Sequence) else [wide] * len(nodes), float)
    pieces: list[Piece] = []
    for n in range(len(nodes) - 1):
        p0, p1, p2, p3 = padded[n : n + 4]
        count = max(1, int(np.ceil(np.linalg.norm(p2 - p1) / step_mm)))
        t = np.linspace(0, 1, count + 1)[:, None]
        curve = 0.5 * (2 * p1 + (p2 - p0) * t + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
        thick = radii[n] + (radii[n + 1] - radii[n]) * t[:, 0]
        across = wides[n] + (wides[n + 1] - wides[n]) * t
        for m in range(count):
            direction = (curve[m + 1] - curve[m]) / max(float(np.linalg.norm(curve[m + 1] - curve[m])), 1e-9)
            side = across[m] - direction * float(across[m] @ direction)
            side /= max(float(np.linalg.norm(side)), 1e-9)
            pieces.append(
                Piece(_vector(curve[m]), _vector(curve[m + 1]), float(thick[m]), float(thick[m + 1]), _vector(side), ratio)
            )
    return pieces


def _vector(values: npt.NDArray[np.float64]) -> Vector:
    return float(values[0]), float(values[1]), float(values[2])


@dataclass(frozen=True, eq=False, slots=True)
class Bundle:
    """Many shapes with the boxes round them, so that a slab looks only at those that reach it."""

    shapes: tuple[Piece | Ellipsoid, ...]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]

    @staticmethod
    def of(shapes: Iterable[Piece | Ellipsoid]) -> Bundle:
        kept = tuple(shapes)
        corners = np.array([shape.corners(0.0) for shape in kept]).reshape(-1, 2, 3)
        return Bundle(kept, corners[:, 0], corners[:, 1])

    def __add__(self, other: Bundle) -> Bundle:
        return Bundle(self.shapes + other.shapes, np.vstack([self.low, other.low]), np.vstack([self.high, other.high]))

    def reaching(self, frame: Frame, margin: float) -> Iterable[tuple[Piece | Ellipsoid, tuple[slice, slice, slice]]]:
        """The shapes within `margin` mm of a grid frame, each with its part of the frame."""
        bottom, top = float(frame.z.min()) - margin, float(frame.z.max()) + margin
        for n in np.flatnonzero((self.high[:, 2] >= bottom) & (self.low[:, 2] <= top)):
            low, high = self.low[n] - margin, self.high[n] + margin
            box = frame.box((low[0], low[1], low[2]), (high[0], high[1], high[2]))
            if box is not None:
                yield self.shapes[n], box


def union(frame: Frame, bundle: Bundle, margin: float = 3.0, blend: float = 0.0) -> Field:
    """Distance to the nearest of many shapes.

    On a grid frame, farther than `margin` mm from a shape's box it is `FAR_MM`, so that slabs are quick.
    """
    field: Field = np.full(frame.shape, FAR_MM, np.float32)
    if frame.x.ndim == 1:
        for shape in bundle.shapes:
            distance = shape.distance(frame)
            field = smooth_min(field, distance, blend) if blend else np.minimum(field, distance)
        return field
    for shape, box in bundle.reaching(frame, margin):
        distance = shape.distance(frame.cut(box))
        view = field[box]
        if blend:
            view[...] = smooth_min(view, distance, blend)
        else:
            np.minimum(view, distance, out=view)
    return field


def near(frame: Frame, *shapes: Ellipsoid, margin: float = 24.0) -> Field:
    """The nearest of a few large shapes, worked out only round them."""
    return union(frame, Bundle.of(shapes), margin)


def smooth_min(a: Field, b: Field, blend: float) -> Field:
    """Union whose seam is rounded over about `blend` mm (polynomial smooth minimum)."""
    overlap = np.maximum(np.float32(blend) - np.abs(a - b), 0)
    return np.asarray(np.minimum(a, b) - overlap * overlap * np.float32(0.25 / blend), np.float32)


def smooth_max(a: Field, b: Field, blend: float) -> Field:
    """Intersection whose seam is rounded over about `blend` mm."""
    overlap = np.maximum(np.float32(blend) - np.abs(a - b), 0)
    return np.asarray(np.maximum(a, b) + overlap * overlap * np.float32(0.25 / blend), np.float32)


def coverage(distance: Field, blur_mm: float) -> Field:
    """How much of a voxel a shape fills, 0..1: a ramp of `blur_mm` over the surface, for partial volume and point spread."""
    return np.asarray(np.clip(np.float32(0.5) - distance / np.float32(blur_mm), 0, 1), np.float32)


@dataclass(frozen=True, eq=False, slots=True)
class Waves:
    """A smooth random field of a few plane waves, about -1..1: makes outlines irregular.

    `wave_numbers` is (n, 3) in radians per mm, `phases` (n,).
    """

    wave_numbers: npt.NDArray[np.float64]
    phases: npt.NDArray[np.float64]

    def at(self, frame: Frame) -> Field:
        total: Field | float = 0.0
        for (kx, ky, kz), phase in zip(self.wave_numbers, self.phases, strict=True):
            # cos(a + b) from sines of single axes: a volume of sines would cost ten times as much.
            flat = np.exp(1j * (kx * frame.x + phase)) * np.exp(1j * ky * frame.y)
            up = np.exp(1j * kz * frame.z)
            total = total + (
                flat.real.astype(np.float32) * up.real.astype(np.float32)
                - flat.imag.astype(np.float32) * up.imag.astype(np.float32)
            )
        return np.asarray(total * np.float32(1.1 / np.sqrt(len(self.phases))), np.float32)


def random_waves(rng: np.random.Generator, count: int, shortest_mm: float, longest_mm: float) -> Waves:
    """Waves of random direction, phase and length."""
    directions = rng.standard_normal((count, 3))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    lengths = rng.uniform(shortest_mm, longest_mm, (count, 1))
    return Waves(directions * 2 * np.pi / lengths, rng.uniform(0, 2 * np.pi, count))
