"""Drawings that came with pictures (overlays of their files), laid over the pixels of a plane."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry
from viewer.case.volume import Stack
from viewer.scene.marks import Pixels
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PlaneView

COLOUR = (219, 226, 232)
Drawings = Mapping[int, npt.NDArray[np.uint8]]
"""Of each picture of a stack that is drawn on (from 0), one bit per pixel, packed row after row."""


def packed(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """A mask of a whole picture (rows, columns) as `Drawings` keep it: an eighth of the size."""
    return np.packbits(mask.reshape(-1))


def draw_over(pixels: Pixels, view: PlaneView, stack: Stack, index: int, drawings: Drawings) -> None:
    """Blend the drawing on picture `index` into the pixels of a view of that picture."""
    bits = drawings.get(index)
    if bits is None:
        return
    rows, columns = stack.pixels.shape[1:3]
    mask = np.unpackbits(bits, count=rows * columns).reshape(1, rows, columns)
    plane, matrix = stack.planes[index], np.eye(4)
    matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = view.normal_lps, plane.down_lps, plane.along_lps
    # The picture is where the view is: planes that have no place of their own are shown in a row.
    origin = np.array(plane.origin_lps)
    matrix[:3, 3] = origin + float((np.array(view.centre_lps) - origin) @ view.normal_lps) * np.array(view.normal_lps)
    cut = Slicer(Geometry.from_matrix((1, rows, columns), matrix, stack.frame_uid), mask * np.uint8(255))
    part = cut.values(view)[..., None].astype(np.float32) / 255
    pixels[...] = (pixels * (1 - part) + np.array(COLOUR, np.float32) * part + 0.5).astype(np.uint8)
