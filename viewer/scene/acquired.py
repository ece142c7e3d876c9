"""The pictures as they were acquired, where the volume's slices are interpolated between them."""

from __future__ import annotations

import numpy as np

from viewer.case.geometry import Array, Geometry
from viewer.case.volume import Plane, Stack, Volume
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PictureAxis, PlaneView, acquired_view, picture_axis, to_point

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

    def slicer(self, view: PlaneView) -> Slicer:
        """What cuts the acquired picture nearest to a plane."""
        number = self.axis.number_at(view.centre_lps)
        if self._shown is None or self._shown[0] != number:
            self._shown = number, self._slicer_of(self._order[number - 1])
        return self._shown[1]

    def _slicer_of(self, index: int) -> Slicer:
        plane = self._stack.planes[index]
        values = np.asarray(self._stack.pixels[index])
        if (plane.slope, plane.intercept) != (1.0, 0.0):
            values = (values * np.float32(plane.slope) + np.float32(plane.intercept)).astype(np.float32)
        matrix = np.eye(4)
        matrix[:3, 0] = self.axis.step_mm * _normal(plane)
        matrix[:3, 1], matrix[:3, 2], matrix[:3, 3] = plane.down_lps, plane.along_lps, plane.origin_lps
        geometry = Geometry.from_matrix((1, *values.shape), matrix, self._stack.frame_uid)
        return Slicer(geometry, values[None])


def find_acquired(volume: Volume, stack: Stack | None) -> AcquiredPictures | None:
    """The acquired pictures of a resampled volume; None where its slices are the pictures anyway.

    None also where planes are not parallel, share a place, or are in colour: then the volume is what can be shown.
    """
    if not volume.resampled or stack is None or len(stack.planes) < 2 or stack.pixels.ndim != 3:
        return None
    axis = picture_axis(volume.geometry, acquired_view(volume.geometry))
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
    across = np.cross(plane.along_lps, plane.down_lps)
    return np.asarray(across / np.linalg.norm(across))
