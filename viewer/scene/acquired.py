"""The pictures as they were acquired: where the volume's slices are interpolated, and where there is no volume."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array, Geometry
from viewer.case.subtraction import Subtraction
from viewer.case.volume import Plane, Stack, Volume, Voxels
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PictureAxis, PlaneView, acquired_view, fit, picture_axis, to_point

PICTURE = "picture"
"""The view of pictures that make no volume."""
TOP_PX, BOTTOM_PX, SIDE_PX = 62.0, 46.0, 220.0
"""Room that the words in the corners take: three lines above, two below, or their width beside the picture."""
FEW_TOP_PX, FEW_BOTTOM_PX = 44.0, 26.0
"""The same where a small pane shows few of them: two rows above, one below."""
LEAST_SHARE = 0.8
"""A picture is made no smaller than this for the words around it: in a small pane it comes first."""
SAME_DIRECTION = 0.9999
SAME_PLACE_MM = 0.01


class AcquiredPictures:
    """A stack's own planes as the pictures of one view: uneven steps stay uneven, nothing is interpolated.

    Each plane is shown at its place in the patient, so those of a tilted gantry shift from one to the next.
    """

    def __init__(self, stack: Stack, axis: PictureAxis, order: tuple[int, ...]) -> None:
        self.axis = axis
        self._stack = stack
        self._order = order
        self._shown: tuple[int, Slicer] | None = None
        self.subtraction: Subtraction | None = None
        """What is subtracted from the pictures where they are shown."""

    @property
    def geometry(self) -> Geometry:
        """A box around the pictures, as large as the first one, to fit them on a screen."""
        return self._box(self._stack.planes[0], len(self._order))

    def slicer(self, view: PlaneView) -> Slicer:
        """What cuts the acquired picture nearest to a plane."""
        number = self.axis.number_at(view.centre_lps)
        if self._shown is None or self._shown[0] != number:
            self._shown = number, self._slicer_of(self._order[number - 1])
        return self._shown[1]

    def index_at(self, view: PlaneView) -> int:
        """Which picture of the stack is nearest to a plane."""
        return self._order[self.axis.number_at(view.centre_lps) - 1]

    def plane(self, index: int) -> Plane:
        """Where a picture of the stack is shown."""
        return self._stack.planes[index]

    @property
    def stack(self) -> Stack:
        """The pictures, each where it is shown."""
        return self._stack

    def forget(self) -> None:
        """The pictures are others than before."""
        self._shown = None

    def picture(self, index: int) -> tuple[Geometry, Voxels]:
        """Where a picture of the stack lies, as a box of one slice, and its values or RGB."""
        difference = None if self.subtraction is None else self.subtraction.frame(self._stack, index)
        values = stack_values(self._stack, index) if difference is None else difference
        return self._box(self._stack.planes[index], 1), values[None]

    def is_subtracted(self, view: PlaneView) -> bool:
        """Whether the mask holds for the picture that a view shows."""
        return self.subtraction is not None and self.subtraction.masking_of(self.index_at(view)) is not None

    def _slicer_of(self, index: int) -> Slicer:
        return Slicer(*self.picture(index))

    def _box(self, plane: Plane, count: int) -> Geometry:
        matrix = np.eye(4)
        matrix[:3, 0] = self.axis.step_mm * np.array(self.axis.next_lps)
        matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = plane.down_lps, plane.along_lps, plane.origin_lps
        rows, columns = self._stack.pixels.shape[1:3]
        return Geometry.from_matrix((count, rows, columns), matrix, self._stack.frame_uid)


def fit_picture(stack: Stack, geometry: Geometry, axis: PictureAxis, size_px: tuple[int, int], number: int | None = None) -> PlaneView:
    """A picture with all of it on the screen; one with words of its own (ultrasound, captured screens) between the corners' words.

    Machines write whose picture it is, and its settings, into the pixels along the edges: neither hides the other.
    """
    view = fit(geometry, axis, size_px, number)
    if axis.name != PICTURE or not has_own_words(stack):
        return view
    across_px, down_px = _fitted_px(stack, size_px)
    width, height = size_px
    if (width - across_px) / 2 >= SIDE_PX:
        return view
    above_px, below_px = (FEW_TOP_PX, FEW_BOTTOM_PX) if leaves_few_words(stack, size_px) else (TOP_PX, BOTTOM_PX)
    share = min((height - above_px - below_px) / down_px, 1.0)
    if share < LEAST_SHARE:
        return view
    free_px = (height - share * down_px) / 2
    shift_px = min(max(above_px - free_px, 0.0), max(free_px - below_px, 0.0))
    view = replace(view, mm_per_px=view.mm_per_px / share)
    return view.moved(to_point(-shift_px * view.mm_per_px * np.array(view.down_lps)))


def has_own_words(stack: Stack) -> bool:
    """Whether machines may have written into the pixels: ultrasound, captured screens."""
    return stack.is_colour or bool(stack.regions)


def leaves_few_words(stack: Stack, size_px: tuple[int, int]) -> bool:
    """Whether a picture with words of its own leaves no room for all words of the corners, above and below it."""
    width, height = size_px
    across_px, down_px = _fitted_px(stack, size_px)
    return has_own_words(stack) and (width - across_px) / 2 < SIDE_PX and (height - TOP_PX - BOTTOM_PX) / down_px < LEAST_SHARE


def _fitted_px(stack: Stack, size_px: tuple[int, int]) -> tuple[float, float]:
    """Width and height of a picture that is as large as a pane lets it be."""
    rows, columns = stack.pixels.shape[1:3]
    across_mm, down_mm = columns * float(np.linalg.norm(stack.planes[0].along_lps)), rows * float(np.linalg.norm(stack.planes[0].down_lps))
    px_per_mm = min(size_px[0] / across_mm, size_px[1] / down_mm)
    return across_mm * px_per_mm, down_mm * px_per_mm


def stack_values(stack: Stack, index: int) -> Voxels:
    """One picture's values in the stack's unit, or its RGB."""
    plane, pixels = stack.planes[index], np.asarray(stack.pixels[index])
    if stack.is_colour or (plane.slope, plane.intercept) == (1.0, 0.0):
        return pixels
    return np.asarray((pixels * np.float32(plane.slope) + np.float32(plane.intercept)).astype(np.float32))


def pictures_of(stack: Stack) -> AcquiredPictures:
    """All pictures of a stack in its own order, seen as they are stored: rows to the right, columns down.

    Planes that are not parallel or lie in one place get places of their own, one unit apart: their order is all that
    can be shown of them.
    """
    first, count = stack.planes[0], len(stack.planes)
    normal = _normal(first)
    offsets = [float((np.array(plane.origin_lps) - np.array(first.origin_lps)) @ normal) for plane in stack.planes]
    steps = np.diff(offsets)
    parallel = all(float(_normal(plane) @ normal) > SAME_DIRECTION for plane in stack.planes)
    if not parallel or (count > 1 and (np.abs(steps).min() < SAME_PLACE_MM or not (np.all(steps > 0) or np.all(steps < 0)))):
        origins = [np.array(first.origin_lps) + number * normal for number in range(count)]
        planes = [
            replace(plane, origin_lps=to_point(origin), along_lps=first.along_lps, down_lps=first.down_lps)
            for plane, origin in zip(stack.planes, origins, strict=True)
        ]
        stack, offsets, steps = replace(stack, planes=tuple(planes)), [float(n) for n in range(count)], np.ones(count - 1)
    direction = -1.0 if count > 1 and steps[0] < 0 else 1.0
    rows, columns = stack.pixels.shape[1:3]
    middle = np.array(first.origin_lps) + (columns - 1) / 2 * np.array(first.along_lps) + (rows - 1) / 2 * np.array(first.down_lps)
    axis = PictureAxis(
        PICTURE,
        to_point(_unit(first.along_lps)),
        to_point(_unit(first.down_lps)),
        to_point(direction * normal),
        to_point(middle),
        tuple(direction * offset for offset in offsets),
        acquired=True,
    )
    return AcquiredPictures(stack, axis, tuple(range(count)))


def find_acquired(volume: Volume, stack: Stack | None) -> AcquiredPictures | None:
    """The acquired pictures of a resampled volume; None where its slices are the pictures anyway.

    None also where planes are not parallel, share a place, or are in colour: then the volume is what can be shown.
    """
    if not volume.resampled or stack is None:
        return None
    return _along_slices(volume.geometry, stack)


def slices_of(stack: Stack) -> AcquiredPictures:
    """The slices of a volume that is still being made, in the view that it will have."""
    first, normal = stack.planes[0], _normal(stack.planes[0])
    matrix = np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = normal, first.down_lps, first.along_lps, first.origin_lps
    rows, columns = stack.pixels.shape[1:3]
    geometry = Geometry.from_matrix((len(stack.planes), rows, columns), matrix, stack.frame_uid)
    return _along_slices(geometry, stack) or pictures_of(stack)


def _along_slices(geometry: Geometry, stack: Stack) -> AcquiredPictures | None:
    """The planes of a stack in the view that looks along k of a volume."""
    if len(stack.planes) < 2 or stack.pixels.ndim != 3:
        return None
    axis = picture_axis(geometry, acquired_view(geometry))
    next_lps = np.array(axis.next_lps)
    if any(abs(float(_normal(plane) @ next_lps)) < SAME_DIRECTION for plane in stack.planes):
        return None
    first = np.array(axis.first_lps)
    depths = [float((np.array(plane.origin_lps) - first) @ next_lps) for plane in stack.planes]
    order = tuple(int(index) for index in np.argsort(depths))
    offsets = np.sort(depths)
    if np.diff(offsets).min() < SAME_PLACE_MM:
        return None
    begin = first + offsets[0] * next_lps
    pictures = PictureAxis(
        axis.name,
        axis.right_lps,
        axis.down_lps,
        axis.next_lps,
        to_point(begin),
        tuple(float(offset - offsets[0]) for offset in offsets),
        acquired=True,
    )
    return AcquiredPictures(stack, pictures, order)


def _normal(plane: Plane) -> Array:
    return _unit(np.cross(plane.along_lps, plane.down_lps))


def _unit(vector: npt.ArrayLike) -> Array:
    return np.asarray(np.asarray(vector) / np.linalg.norm(vector))
