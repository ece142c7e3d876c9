"""An analytic head: nested ellipsoids with one side that differs, as CT or as a T1-weighted picture."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry

Kind = Literal["CT", "MR"]
FRAME_UID = "2.25.2"
# Centre and half axes in mm (x to the left, y to the back, z up), what it is in HU and in a T1 picture; later ones on top.
_SHAPES: tuple[tuple[tuple[float, float, float], tuple[float, float, float], float, float], ...] = (
    ((0, 0, 0), (78, 98, 112), 30, 420),  # scalp
    ((0, 22, -98), (55, 52, 60), 45, 380),  # neck
    ((0, 0, 6), (72, 92, 100), 900, 40),  # skull
    ((0, 0, 8), (66, 86, 92), 8, 110),  # fluid
    ((0, -2, 9), (63, 82, 88), 38, 330),  # grey matter
    ((0, -2, 10), (54, 72, 76), 28, 520),  # white matter
    ((13, -8, 14), (7, 30, 13), 6, 110),  # ventricles
    ((-13, -8, 14), (7, 30, 13), 6, 110),
    ((40, 10, -52), (20, 34, 22), 38, 330),  # the left temporal lobe, lower than the right
    ((0, 52, -62), (44, 26, 20), 36, 340),  # cerebellum
    ((0, -88, -62), (22, 14, 18), -980, 4),  # sinus
)
NOISE = {"CT": 4.0, "MR": 9.0}
AIR = {"CT": -1000.0, "MR": 3.0}


def make_head(kind: Kind, spacing_mm: tuple[float, float, float], seed: int = 20) -> tuple[npt.NDArray[np.int16], Geometry]:
    """Voxels (HU or arbitrary T1 units) on an axial grid of 240 x 240 x 240 mm; the same seed gives the same noise."""
    dz, dy, dx = spacing_mm
    shape = (round(240 / dz), round(240 / dy), round(240 / dx))
    z0, y0, x0 = (-(count - 1) / 2 * step for count, step in zip(shape, spacing_mm, strict=True))
    matrix = np.array([[0, 0, dx, x0], [0, dy, 0, y0], [dz, 0, 0, z0], [0, 0, 0, 1]])
    z = (z0 + dz * np.arange(shape[0]))[:, None, None]
    y = (y0 + dy * np.arange(shape[1]))[None, :, None]
    x = (x0 + dx * np.arange(shape[2]))[None, None, :]
    values = np.full(shape, AIR[kind], np.float32)
    for (cx, cy, cz), (a, b, c), hu, t1 in _SHAPES:
        inside = ((x - cx) / a) ** 2 + ((y - cy) / b) ** 2 + ((z - cz) / c) ** 2 < 1
        values[inside] = hu if kind == "CT" else t1
    values += np.random.default_rng(seed).normal(0, NOISE[kind], shape).astype(np.float32)
    if kind == "MR":
        np.maximum(values, 0, out=values)
    return np.rint(values).astype(np.int16), Geometry.from_matrix(shape, matrix, FRAME_UID)
