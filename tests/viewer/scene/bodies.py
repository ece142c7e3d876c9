"""Small volumes whose value at every point of the patient is known."""

from itertools import permutations, product
from pathlib import Path

import numpy as np

from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Volume

FRAME = "1.2.3.4"
RATE = np.array((2.0, 3.0, 5.0))
TURNS = [(order, flips) for order in permutations(range(3)) for flips in product((1, -1), repeat=3)]
"""Every way a grid can lie along the patient's axes: 24 rotations and 24 mirrored grids."""


def turned(order: tuple[int, ...], flips: tuple[int, ...], lean_degrees: float = 0.0) -> Geometry:
    """A grid of 11 x 14 x 17 voxels whose axes k, j, i follow the patient's axes `order`, mirrored by `flips`."""
    a, b = np.radians(lean_degrees), np.radians(lean_degrees * 0.6)
    lean = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]]) @ np.array(
        [[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]]
    )
    matrix = np.eye(4)
    matrix[:3, 3] = 0
    for axis, (patient_axis, flip, spacing) in enumerate(zip(order, flips, (3.0, 1.5, 0.8), strict=True)):
        matrix[:3, axis] = flip * spacing * lean[:, patient_axis]
    shape = (11, 14, 17)
    middle = matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    matrix[:3, 3] = np.array((10.0, -20.0, 30.0)) - middle
    return Geometry.from_matrix(shape, matrix, FRAME)


def value_at(point_lps: Point) -> float:
    """The ramp's value: asymmetric, and linear, so that interpolation between voxel centres is exact."""
    return float(np.array(point_lps) @ RATE) + 7


def ramp(geometry: Geometry, dtype: type = np.float32, unit: str = "raw") -> Volume:
    indices = np.indices(geometry.shape_kji).reshape(3, -1).T
    values = geometry.to_lps(indices) @ RATE + 7
    voxels = values.reshape(geometry.shape_kji).astype(dtype)
    return Volume("1.2.3", geometry, voxels, Path("unused"), unit)
