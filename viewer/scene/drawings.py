"""What the files of pictures lay over them: drawings (overlays) and shutters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry
from viewer.case.presentation import FileShutters
from viewer.case.volume import Stack
from viewer.scene.marks import Pixels
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PlaneView

COLOUR = (219, 226, 232)


@dataclass(frozen=True, eq=False, slots=True)
class Drawings:
    """By the number of the picture in its stack, from 0."""

    over: Mapping[int, npt.NDArray[np.uint8]] = field(default_factory=dict)
    """One bit per pixel of each picture that is drawn on, packed row after row."""
    shutters: Mapping[int, FileShutters] = field(default_factory=dict)


def packed(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """A mask of a whole picture (rows, columns) as `Drawings` keeps it: an eighth of the size."""
    return np.packbits(mask.reshape(-1))


def draw_over(pixels: Pixels, view: PlaneView, stack: Stack, index: int, drawings: Drawings) -> None:
    """Blend the drawing on picture `index` into the pixels of a view of that picture."""
    bits = drawings.over.get(index)
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
