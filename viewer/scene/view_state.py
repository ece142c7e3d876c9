"""Which plane of the patient a pane shows, and how far one picture is from the next.

Views follow the volume's own axes: *axial* is the plane of voxels closest to the patient's axial plane, and
likewise *coronal* and *sagittal*. So every picture shows acquired voxels without resampling across slices,
the three planes stay at right angles, and an angulated head or a double-oblique acquisition is cut along
itself. How far a view leans is said on the image (`leaning_degrees`) and shown by two-letter orientation
letters; a plane exactly along the patient's axes is an oblique view with that normal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Box, Geometry, Point

PLANES = ("axial", "coronal", "sagittal")
MARGIN_PX = 16.0
"""How far from the edge a point must lie to count as on the screen."""

# Radiological convention. Right and down on the screen, then the direction in which pictures are numbered:
# axial is seen from the feet and counts towards them, coronal is seen from the front and counts backwards,
# sagittal has the front on screen left and counts from the patient's right to the left.
_STANDARD: dict[str, tuple[Point, Point, Point]] = {
    "axial": ((1, 0, 0), (0, 1, 0), (0, 0, -1)),
    "coronal": ((1, 0, 0), (0, 0, -1), (0, 1, 0)),
    "sagittal": ((0, 1, 0), (0, 0, -1), (1, 0, 0)),
}


def to_point(values: Array) -> Point:
    """Three numbers as plain floats."""
    return float(values[0]), float(values[1]), float(values[2])


def cross(one: Point, other: Point) -> Point:
    """The vector product; for three numbers thirty times faster than numpy's, and asked for often."""
    (a, b, c), (x, y, z) = one, other
    return b * z - c * y, c * x - a * z, a * y - b * x


def _unit(values: Array) -> Array:
    length = float(np.linalg.norm(values))
    if length < 1e-9:
        raise ValueError("a direction has no length")
    return np.asarray(values / length)


@dataclass(frozen=True, slots=True)
class PlaneView:
    """A flat picture of the patient on a screen of `size_px` (width, height).

    `centre_lps` is shown in the middle of the screen; `right_lps` and `down_lps` are unit vectors at right
    angles. Pixel (0, 0) covers 0..1 in both directions, so its middle is at (0.5, 0.5).
    """

    name: str
    centre_lps: Point
    right_lps: Point
    down_lps: Point
    mm_per_px: float
    size_px: tuple[int, int]

    @property
    def normal_lps(self) -> Point:
        """Unit vector into the screen, away from the reader."""
        return cross(self.right_lps, self.down_lps)

    def to_lps(self, xy_px: tuple[float, float]) -> Point:
        """The point of the patient under a place on the screen."""
        across = (xy_px[0] - self.size_px[0] / 2) * self.mm_per_px
        down = (xy_px[1] - self.size_px[1] / 2) * self.mm_per_px
        return to_point(
            np.array(self.centre_lps) + across * np.array(self.right_lps) + down * np.array(self.down_lps)
        )

    def to_px(self, point_lps: Point) -> tuple[float, float]:
        """Where a point lies on the screen; a point off the plane is projected along the normal."""
        offset = np.array(point_lps) - np.array(self.centre_lps)
        return (
            float(offset @ np.array(self.right_lps)) / self.mm_per_px + self.size_px[0] / 2,
            float(offset @ np.array(self.down_lps)) / self.mm_per_px + self.size_px[1] / 2,
        )

    def all_to_px(self, points_lps: Array) -> list[tuple[float, float]]:
        """The places on the screen of (n, 3) points, seen along the normal."""
        offsets = points_lps - np.array(self.centre_lps)
        x = offsets @ np.array(self.right_lps) / self.mm_per_px + self.size_px[0] / 2
        y = offsets @ np.array(self.down_lps) / self.mm_per_px + self.size_px[1] / 2
        return list(zip(x.tolist(), y.tolist(), strict=True))

    def distance_mm(self, point_lps: Point) -> float:
        """How far a point is behind the plane (negative: in front of it)."""
        return float((np.array(point_lps) - np.array(self.centre_lps)) @ np.array(self.normal_lps))

    def through(self, point_lps: Point) -> PlaneView:
        """The same picture moved along its normal until the plane holds the point; panning and zoom stay."""
        moved = np.array(self.centre_lps) + self.distance_mm(point_lps) * np.array(self.normal_lps)
        return replace(self, centre_lps=to_point(moved))

    def moved(self, by_lps: Point) -> PlaneView:
        return replace(self, centre_lps=to_point(np.array(self.centre_lps) + np.array(by_lps)))

    def zoomed(self, factor: float, about_lps: Point) -> PlaneView:
        """Magnified by `factor` while the point `about_lps` stays where it is on the screen."""
        mm_per_px = min(max(self.mm_per_px / factor, 0.01), 20.0)
        shrink = mm_per_px / self.mm_per_px
        about = np.array(about_lps) - self.distance_mm(about_lps) * np.array(self.normal_lps)
        centre = about + (np.array(self.centre_lps) - about) * shrink
        return replace(self, centre_lps=to_point(centre), mm_per_px=mm_per_px)

    def flipped(self) -> PlaneView:
        """Mirrored, left to right on the screen, about the middle of the picture."""
        return replace(self, right_lps=to_point(-np.array(self.right_lps)))

    def turned(self, quarters: int) -> PlaneView:
        """Turned clockwise on the screen by so many quarters, about the middle of the picture."""
        right, down = np.array(self.right_lps), np.array(self.down_lps)
        for _ in range(quarters % 4):  # what was above comes to the right, what was on the right comes below
            right, down = -down, right
        return replace(self, right_lps=to_point(right), down_lps=to_point(down))

    def resized(self, size_px: tuple[int, int]) -> PlaneView:
        """On another screen, showing the same field of view along the shorter side."""
        field_mm = self.mm_per_px * min(self.size_px)
        return replace(self, size_px=size_px, mm_per_px=field_mm / max(min(size_px), 1))

    def scaled(self, ratio: float) -> PlaneView:
        """The same picture with `ratio` times as many pixels (physical instead of logical ones)."""
        width, height = self.size_px
        return replace(
            self,
            size_px=(max(round(width * ratio), 1), max(round(height * ratio), 1)),
            mm_per_px=self.mm_per_px / ratio,
        )


@dataclass(frozen=True, slots=True)
class PictureAxis:
    """The pictures of a series along one view, numbered from 1.

    `first_lps` is the middle of picture 1; picture n lies ``offsets_mm[n - 1]`` further along the unit vector
    `next_lps`. `right_lps` and `down_lps` are the pictures' own directions on the screen. `acquired` says that
    these are the planes of the files and not those of a resampled volume.
    """

    name: str
    right_lps: Point
    down_lps: Point
    next_lps: Point
    first_lps: Point
    offsets_mm: tuple[float, ...]
    acquired: bool = False

    @property
    def count(self) -> int:
        return len(self.offsets_mm)

    @property
    def step_mm(self) -> float:
        """The usual distance from one picture to the next (the median, where they are uneven)."""
        return float(np.median(np.diff(self.offsets_mm))) if self.count > 1 else 1.0

    def gaps_mm(self, number: int) -> tuple[float, ...]:
        """The distances from picture `number` to the one before and the one after; one of them at the ends."""
        around = self.offsets_mm[max(number - 2, 0) : number + 1]
        return tuple(np.diff(around).tolist())

    def number_at(self, point_lps: Point) -> int:
        """The picture nearest to a point; the first or last one for a point beyond them."""
        along = float((np.array(point_lps) - np.array(self.first_lps)) @ np.array(self.next_lps))
        return int(np.argmin(np.abs(np.array(self.offsets_mm) - along))) + 1

    def middle_of(self, number: int) -> Point:
        """The middle of picture `number` (1 to `count`)."""
        return to_point(np.array(self.first_lps) + self.offsets_mm[number - 1] * np.array(self.next_lps))

    def nearest(self, point_lps: Point) -> Point:
        """A point moved along the axis onto the picture nearest to it."""
        off = np.array(self.middle_of(self.number_at(point_lps))) - np.array(point_lps)
        next_lps = np.array(self.next_lps)
        return to_point(np.array(point_lps) + float(off @ next_lps) * next_lps)

    @property
    def leaning_degrees(self) -> float:
        """The angle between this view's normal and the patient's axis that it is named after; 0 for an oblique."""
        if self.name not in _STANDARD:
            return 0.0
        cosine = abs(float(np.array(self.next_lps) @ np.array(_STANDARD[self.name][2])))
        return math.degrees(math.acos(min(cosine, 1.0)))

    @property
    def coordinates_mm(self) -> Array:
        """Of each picture, its LPS coordinate on the patient's axis that the view is named after.

        Taken along the line through the pictures' middle; of an oblique view, the distance along its normal.
        """
        standard = _STANDARD.get(self.name)
        direction = np.abs(np.array(standard[2])) if standard else np.array(self.next_lps)
        along = float(np.array(self.next_lps) @ direction)
        return np.asarray(np.array(self.first_lps) @ direction + along * np.array(self.offsets_mm))


def picture_axis(geometry: Geometry, name: str) -> PictureAxis:
    """The pictures of a volume in the axial, coronal or sagittal view: its own voxel planes."""
    if name not in _STANDARD:
        raise ValueError(f"no such view: {name!r}")
    steps = [geometry.matrix[:3, axis] for axis in range(3)]
    axis = _axis_of(geometry)[name]
    next_lps = _facing(_unit(steps[axis]), np.array(_STANDARD[name][2]))
    right, down = _screen(geometry, name)
    count = geometry.shape_kji[axis]
    step_mm = geometry.spacing_mm[axis]
    first = np.array(geometry.centre_lps) - (count - 1) / 2 * step_mm * next_lps
    offsets = tuple(step_mm * number for number in range(count))
    return PictureAxis(name, to_point(right), to_point(down), to_point(next_lps), to_point(first), offsets)


def acquired_view(geometry: Geometry) -> str:
    """The view that shows the volume's slices as they were acquired: the one that looks along k."""
    return next(name for name, axis in _axis_of(geometry).items() if axis == 0)


def oblique_axis(geometry: Geometry, centre_lps: Point, normal_lps: Point, up_lps: Point | None = None) -> PictureAxis:
    """Pictures across any normal: counted along it, one smallest voxel side apart, one of them through `centre_lps`.

    `normal_lps` points into the screen. Without `up_lps` the head is up, or the front where the reader looks
    along the body. Raises `KnownError` for a normal without length or an up along the normal.
    """
    try:
        normal = _unit(np.array(normal_lps, float))
    except ValueError:
        raise KnownError("The normal of an oblique view has no length.", "Give a direction such as 0,0.5,1.") from None
    if up_lps is None:
        up = np.array((0.0, 0.0, 1.0)) if abs(normal[2]) < 0.9 else np.array((0.0, -1.0, 0.0))
    else:
        up = np.array(up_lps, float)
    if np.linalg.norm(np.cross(up, normal)) < 1e-6 * max(float(np.linalg.norm(up)), 1e-9):
        raise KnownError("Up and the normal of an oblique view are the same direction.", "Give another up.")
    down = _unit((up @ normal) * normal - up)
    right = np.cross(down, normal)  # so that right x down is the normal
    step_mm = min(geometry.spacing_mm)
    corners = outer_corners(geometry)
    along = (corners - np.array(centre_lps)) @ normal
    before = max(math.floor(-along.min() / step_mm), 0)
    after = max(math.floor(along.max() / step_mm), 0)
    first = np.array(centre_lps) - before * step_mm * normal
    offsets = tuple(step_mm * number for number in range(before + after + 1))
    return PictureAxis("oblique", to_point(right), to_point(down), to_point(normal), to_point(first), offsets)


def fit(geometry: Geometry, axis: PictureAxis, size_px: tuple[int, int], number: int | None = None) -> PlaneView:
    """Picture `number` (the middle one if None) with the whole volume on the screen."""
    number = (axis.count + 1) // 2 if number is None else number
    view = PlaneView(axis.name, geometry.centre_lps, axis.right_lps, axis.down_lps, 1.0, size_px)
    return replace(view, mm_per_px=whole_mm_per_px(geometry, view)).through(axis.middle_of(number))


def whole_mm_per_px(geometry: Geometry, view: PlaneView) -> float:
    """The scale at which a view of this direction and size shows the whole volume."""
    corners = outer_corners(geometry) - np.array(geometry.centre_lps)
    across = 2 * float(np.abs(corners @ np.array(view.right_lps)).max())
    down = 2 * float(np.abs(corners @ np.array(view.down_lps)).max())
    return max(across / max(view.size_px[0], 1), down / max(view.size_px[1], 1))


def against_edge(geometry: Geometry, view: PlaneView, edge: str) -> PlaneView:
    """The view moved along its rows until the volume's side touches the ``left`` or ``right`` edge of the screen."""
    across = (outer_corners(geometry) - np.array(view.centre_lps)) @ np.array(view.right_lps)
    half = view.size_px[0] / 2 * view.mm_per_px
    shift = across.min() + half if edge == "left" else across.max() - half
    return view.moved(to_point(float(shift) * np.array(view.right_lps)))


def scroll(view: PlaneView, axis: PictureAxis, steps: int) -> PlaneView:
    """The picture `steps` further on, stopping at the first and the last."""
    number = min(max(axis.number_at(view.centre_lps) + steps, 1), axis.count)
    return view.through(axis.middle_of(number))


def bring_into_view(view: PlaneView, axis: PictureAxis, point_lps: Point, box_lps: Box | None = None) -> PlaneView:
    """The picture nearest to a point, which comes to the middle if it, or the box around it, is off the screen."""
    moved = view.through(axis.middle_of(axis.number_at(point_lps)))
    if all(_off_screen_px(moved, point) == (0.0, 0.0) for point in (point_lps, *(box_lps or ()))):
        return moved
    offset = np.array(point_lps) - np.array(moved.centre_lps)
    in_plane = offset - (offset @ np.array(moved.normal_lps)) * np.array(moved.normal_lps)
    return moved.moved(to_point(in_plane))


def keep_in_view(view: PlaneView, axis: PictureAxis, point_lps: Point) -> PlaneView:
    """The picture nearest to a point, panned by as little as keeps the point on the screen."""
    moved = view.through(axis.middle_of(axis.number_at(point_lps)))
    right_px, down_px = _off_screen_px(moved, point_lps)
    shift = right_px * np.array(moved.right_lps) + down_px * np.array(moved.down_lps)
    return moved.moved(to_point(shift * moved.mm_per_px))


def _off_screen_px(view: PlaneView, point_lps: Point) -> tuple[float, float]:
    """How far a point lies beyond the right and the lower margin (negative: beyond the left and upper one)."""
    beyond = [
        min(at - MARGIN_PX, 0.0) + max(at - (size - MARGIN_PX), 0.0) if size > 4 * MARGIN_PX else at - size / 2
        for at, size in zip(view.to_px(point_lps), view.size_px, strict=True)
    ]
    return beyond[0], beyond[1]


def position_from(text: str, axis: PictureAxis) -> int:
    """The picture that a reader asked for: ``"12"`` is the 12th, ``"-123.5mm"`` the one nearest to that coordinate.

    For the coordinate see `PictureAxis.coordinates_mm`. Raises `KnownError` for anything else, and for a place
    more than half a step outside the series.
    """
    text = text.strip()
    coordinates = axis.coordinates_mm
    low, high = float(coordinates.min()), float(coordinates.max())
    try:
        if text.endswith("mm"):
            wanted = float(text[:-2])
            inside = low - axis.step_mm / 2 <= wanted <= high + axis.step_mm / 2
            number = int(np.argmin(np.abs(coordinates - wanted))) + 1
        else:
            number = int(text)
            inside = 1 <= number <= axis.count
    except ValueError:
        raise KnownError(f"{text!r} is not a position.", 'Give a picture number such as 12, or "-123.5mm".') from None
    if not inside:
        raise KnownError(
            f"There is no {axis.name} picture at {text}.",
            f"This series has 1 to {axis.count}, or {low:.1f}mm to {high:.1f}mm.",
        )
    return number


def _facing(vector: Array, direction: Array) -> Array:
    return vector if float(vector @ direction) >= 0 else -vector


def _axis_of(geometry: Geometry) -> dict[str, int]:
    """Which voxel axis (0 k, 1 j, 2 i) each view looks along: the assignment with the smallest angles in total."""
    units = [_unit(geometry.matrix[:3, axis]) for axis in range(3)]

    def agreement(order: tuple[int, ...]) -> float:
        return sum(
            abs(float(units[axis] @ np.array(_STANDARD[name][2]))) for name, axis in zip(PLANES, order, strict=True)
        )

    best = max(permutations(range(3)), key=agreement)
    return dict(zip(PLANES, best, strict=True))


def _screen(geometry: Geometry, name: str) -> tuple[Array, Array]:
    """Right and down of a view: the voxel axes that the two other views look along."""
    axes = _axis_of(geometry)
    units = {other: _unit(geometry.matrix[:3, axes[other]]) for other in PLANES}
    # The standard right of axial and coronal is the axis that sagittal looks along, and so on.
    right_of = {"axial": "sagittal", "coronal": "sagittal", "sagittal": "coronal"}[name]
    down_of = {"axial": "coronal", "coronal": "axial", "sagittal": "axial"}[name]
    right, down, _ = _STANDARD[name]
    return _facing(units[right_of], np.array(right)), _facing(units[down_of], np.array(down))


def outer_corners(geometry: Geometry) -> Array:
    """The eight outer corners of the volume, LPS mm."""
    k, j, i = geometry.shape_kji
    return geometry.to_lps(
        [(a, b, c) for a in (-0.5, k - 0.5) for b in (-0.5, j - 0.5) for c in (-0.5, i - 0.5)]
    )
