"""The smooth border of an outline, and the two points of it that lie farthest apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError

from viewer.case.geometry import Geometry

Points = npt.NDArray[np.float64]
PAD = 3
"""Empty voxels that an outline needs around it, so that its border is blurred nowhere at an edge."""

_BLUR_VOXELS = 0.7
_MANY = 3000


def cropped(geometry: Geometry, first_kji: tuple[int, int, int], shape: tuple[int, ...]) -> Geometry:
    """The grid of a box of voxels of another one."""
    matrix = geometry.matrix.copy()
    matrix[:3, 3] = geometry.to_lps([first_kji])[0]
    return Geometry.from_matrix((shape[0], shape[1], shape[2]), matrix, geometry.frame_uid)


def border_points(solid: npt.NDArray[np.bool_], affine: Points, k: int | None = None) -> Points:
    """LPS points of the smooth border of the whole lesion, or of its slice `k` within the slice.

    The border is where the mask, blurred by less than a voxel, crosses one half along the grid's lines: a
    staircase would stretch the longest diameter by half a voxel. What is too thin to blur keeps its stairs.
    """
    shape = solid[k : k + 1] if k is not None else solid
    sigma = (0.0 if k is not None else _BLUR_VOXELS, _BLUR_VOXELS, _BLUR_VOXELS)
    soft = ndimage.gaussian_filter(shape.astype(np.float64), sigma, mode="constant") - 0.5
    if soft.max() <= 0:
        soft = shape - 0.5
    found = []
    for axis in (1, 2) if k is not None else (0, 1, 2):
        first, second = (np.take(soft, range(n, soft.shape[axis] - 1 + n), axis) for n in (0, 1))
        cross = (first > 0) != (second > 0)
        points = np.argwhere(cross).astype(np.float64)
        points[:, axis] += first[cross] / (first[cross] - second[cross])
        points[:, 0] += k or 0
        found.append(points)
    return np.asarray(np.concatenate(found) @ affine[:3, :3].T + affine[:3, 3])


def farthest(points: Points, directions: Points) -> Points:
    """The two points farthest apart, looked for along many directions."""
    if len(points) > _MANY:
        points = corners(points)
    places = points @ directions.T
    best = int(np.argmax(places.max(axis=0) - places.min(axis=0)))
    return points[[int(np.argmin(places[:, best])), int(np.argmax(places[:, best]))]]


def corners(points: Points) -> Points:
    """The corners of the convex hull; all points where they lie in one plane."""
    try:
        return np.asarray(points[ConvexHull(points).vertices])
    except QhullError:
        return points


def sphere(count: int) -> Points:
    """Even directions over half a sphere (Fibonacci lattice)."""
    n = np.arange(count) + 0.5
    up, turn = n / count, np.pi * (1 + 5**0.5) * n
    flat = np.sqrt(1 - up**2)
    return np.stack([flat * np.cos(turn), flat * np.sin(turn), up], axis=1)


def length(ends: Points) -> float:
    """How far apart two points are, mm."""
    return float(np.linalg.norm(ends[1] - ends[0]))
