"""A small cube in the corner of 3D whose faces say which side of the patient is seen."""

from __future__ import annotations

import numpy as np

from viewer.scene.marks import LineMark, Mark, TextMark, Xy
from viewer.scene.view_state import PlaneView

SIZE_PX = 17.0
"""Half an edge of the cube."""
FROM_EDGE_PX = 44.0
LEAST_PX = 240
_FACES = (("L", "R"), ("P", "A"), ("H", "F"))
READABLE = 0.35
"""Of a face seen head-on: one that is turned away further has no letter."""


def cube_marks(view: PlaneView) -> tuple[Mark, ...]:
    """The faces that can be seen, each with its letter; nothing in a small pane."""
    if min(view.size_px) < LEAST_PX:
        return ()
    middle = np.array((view.size_px[0] - FROM_EDGE_PX, view.size_px[1] * 0.5 + 2 * FROM_EDGE_PX))
    right, down, into = (np.array(each) for each in (view.right_lps, view.down_lps, view.normal_lps))

    def at(point: np.ndarray) -> Xy:
        x, y = middle + SIZE_PX * np.array((point @ right, point @ down))
        return float(x), float(y)

    marks: list[Mark] = []
    for axis, (positive, negative) in enumerate(_FACES):
        for sign, letter in ((1, positive), (-1, negative)):
            normal = sign * np.eye(3)[axis]
            if normal @ into >= -1e-6:
                continue
            one, other = np.eye(3)[(axis + 1) % 3], np.eye(3)[(axis + 2) % 3]
            corners = [at(normal + a * one + b * other) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
            marks += [LineMark(a, b, "quiet", 1.0) for a, b in zip(corners, (*corners[1:], corners[0]), strict=True)]
            if normal @ into <= -READABLE:
                marks.append(TextMark(at(normal), letter, "text", "centre", bold=True))
    return tuple(marks)
