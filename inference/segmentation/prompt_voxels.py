"""Prompts as voxels of a grid: what was drawn in the patient, in any plane, on axes that lie in any direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from viewer.case.geometry import Array, Geometry
from viewer.case.prompt import Prompt

Indices = npt.NDArray[np.int64]
Bool = npt.NDArray[np.bool_]

MOST_POINTS = 400_000
"""Of one mark; a longer or larger one is drawn with gaps."""
_LOOSE_MM = 2.0
"""How far a structure may reach beyond the line that was drawn around it."""
_DEEP = 0.75
"""How far it reaches across the plane of a lasso, over the lasso's width: what draws references of 11 structures best."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One prompt as the voxels that it covers, (n, 3) without doubles; none where it lies outside the grid."""

    prompt: Prompt
    voxels: Indices


@dataclass(frozen=True, slots=True)
class Drawing:
    """Prompts on one grid, in order.

    `signs` is of each voxel the last mark on it: 1 positive, -1 negative, 0 none; boxes are not in it. `allowed` is where
    positive boxes let the structure be, None without one. `around` are the voxels around what was circled, in the plane of the
    circle, and those far across it: of another structure, unless a mark says otherwise.
    """

    drawn: tuple[Drawn, ...]
    signs: npt.NDArray[np.int8]
    allowed: Bool | None
    around: Bool

    def marks(self, positive: bool) -> tuple[Indices, ...]:
        """The voxels of each mark of one sign that no later mark took back; a negative box is one, a positive box is none."""
        rows = []
        for one in self.drawn:
            if one.prompt.positive == positive and not (positive and one.prompt.kind == "box"):
                taken_back = self.signs[tuple(one.voxels.T)] == (-1 if positive else 1)
                rows.append(one.voxels[~taken_back])
        return tuple(voxels for voxels in rows if len(voxels))

    def obeyed(self, inside: Bool) -> Bool:
        """`inside` with every marked voxel as it was marked, and nothing beyond the positive boxes but marks."""
        held = (inside & (self.signs == 0)) | (self.signs > 0)
        return np.asarray(held if self.allowed is None else held & (self.allowed | (self.signs > 0)))


def draw(prompts: Sequence[Prompt], grid: Geometry) -> Drawing:
    """`prompts` on the voxels of `grid`. What lies outside it is left out."""
    signs = np.zeros(grid.shape_kji, np.int8)
    around, far = np.zeros(grid.shape_kji, np.bool_), _far_across(prompts, grid)
    allowed: Bool | None = None
    drawn = []
    for prompt in prompts:
        if prompt.kind == "box":
            filled = _in_box(prompt, grid)
            if prompt.positive:
                allowed = filled if allowed is None else allowed | filled
            else:
                signs[filled] = -1
            drawn.append(Drawn(prompt, np.argwhere(filled)))
            continue
        step_mm = min(grid.spacing_mm) / 2
        voxels = _inside(grid, _points(prompt, step_mm))
        signs[tuple(voxels.T)] = 1 if prompt.positive else -1
        drawn.append(Drawn(prompt, voxels))
        # The structure goes on beyond the circle. A second circle that crosses it says so for its own voxels alone.
        if prompt.positive and prompt.kind != "lasso" and around[tuple(voxels.T)].any():
            around[...] = False
        if prompt.kind == "lasso" and prompt.positive:
            around[tuple(_inside(grid, _rim(np.array(prompt.points_lps), step_mm, max(grid.spacing_mm))).T)] = True
    return Drawing(tuple(drawn), signs, allowed, (around | far) & (signs <= 0))


def _inside(grid: Geometry, points_lps: Array) -> Indices:
    """The voxels of the grid that hold points, each once."""
    places = nearest(grid, points_lps)
    return np.unique(places[np.all((places >= 0) & (places < np.array(grid.shape_kji)), axis=1)], axis=0)


def nearest(grid: Geometry, points_lps: Array) -> Indices:
    """The voxel that holds each point; one on the border between two belongs to the later one, on every grid."""
    return np.asarray(np.floor(grid.to_kji(points_lps) + (0.5 + 1e-6)).astype(np.int64))


def touches(prompt: Prompt, grid: Geometry) -> bool:
    """Whether any of a prompt lies in the grid."""
    low, high = prompt.bounds_lps
    points = np.array(np.meshgrid(*zip(low, high, strict=True))).reshape(3, -1).T if prompt.kind == "box" else prompt.points_lps
    places = grid.to_kji(points)
    return bool(np.all(places.max(axis=0) >= -0.5) and np.all(places.min(axis=0) < np.array(grid.shape_kji) - 0.5))


def _points(prompt: Prompt, step_mm: float) -> Array:
    """Points (n, 3), LPS mm, close enough to each other to touch every voxel that a mark goes through."""
    points = np.array(prompt.points_lps)
    if prompt.kind == "lasso":
        return _fill(points, step_mm)
    if len(points) == 1:
        return points
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0, along[-1], min(int(along[-1] / step_mm) + 2, MOST_POINTS))
    return np.stack([np.interp(at, along, points[:, axis]) for axis in range(3)], axis=1)


def _in_box(prompt: Prompt, grid: Geometry) -> Bool:
    """The voxels whose middle lies in a box, at least one layer; a flat box is as deep as its shorter edge is long."""
    corner, edges = np.array(prompt.points_lps[0]), np.array(prompt.points_lps[1:]) - np.array(prompt.points_lps[0])
    if len(edges) == 2:
        normal = np.cross(edges[0], edges[1])
        deep = np.linalg.norm(edges, axis=1).min() * normal / max(float(np.linalg.norm(normal)), 1e-9)
        corner, edges = corner - deep / 2, np.concatenate([edges, deep[None]])
    inside = np.ones(grid.shape_kji, np.bool_)
    for edge in edges:
        part, step = _along(grid, corner, edge / float(edge @ edge))
        slack = max(0.0, (step - 1) / 2)  # an edge shorter than a voxel
        inside &= (part >= -slack) & (part <= 1 + slack)
    return inside


def _along(grid: Geometry, start: Array, way: Array) -> tuple[Array, float]:
    """How far along a way from a point the middle of each voxel lies, in parts of the way; and the largest step of an axis.

    It is linear in the indices: one small array for each axis.
    """
    part = np.full((1, 1, 1), (grid.matrix[:3, 3] - start) @ way)
    steps = way @ grid.matrix[:3, :3]
    for axis, size in enumerate(grid.shape_kji):
        part = part + (steps[axis] * np.arange(size)).reshape([-1 if n == axis else 1 for n in range(3)])
    return part, float(np.abs(steps).max())


def _far_across(prompts: Sequence[Prompt], grid: Geometry) -> Bool:
    """What lies far from the planes of all lassos, by how wide each is; one with a positive mark out there reaches anywhere."""
    found: Bool | None = None
    for prompt in prompts:
        if prompt.kind != "lasso" or not prompt.positive:
            continue
        points = np.array(prompt.points_lps)
        centre, axes = _plane(points)
        deep_mm = _DEEP * float(np.ptp((points - centre) @ axes[1])) + max(grid.spacing_mm)
        others = [np.array(other.points_lps) for other in prompts if other.positive and other is not prompt]
        if not others or np.abs((np.concatenate(others) - centre) @ axes[2]).max() <= deep_mm:
            far = np.abs(_along(grid, centre, axes[2])[0]) > deep_mm
            found = far if found is None else found & far
    return np.zeros(grid.shape_kji, np.bool_) if found is None else found


def _plane(polygon: Array) -> tuple[Array, Array]:
    """The middle of a flat polygon, and three axes as rows: where it is long, where it is wide, and across its plane."""
    centre = polygon.mean(axis=0)
    return centre, np.asarray(np.linalg.svd(polygon - centre, full_matrices=False)[2])


def _fill(polygon: Array, step_mm: float) -> Array:
    """Points inside a closed polygon and along it, on its plane."""
    sheet = _Sheet.of(polygon, step_mm, 0.0)
    return np.concatenate([polygon, sheet.points(sheet.inside)])


def _rim(polygon: Array, step_mm: float, voxel_mm: float) -> Array:
    """Points around a closed polygon, on its plane, beyond what a hand that draws may be off, in a band as wide as it is long."""
    near, wide = _LOOSE_MM + voxel_mm / 2, float(np.ptp(polygon, axis=0).max())
    sheet = _Sheet.of(polygon, step_mm, wide)
    away_mm = ndimage.distance_transform_edt(~sheet.inside) * sheet.step_mm
    return sheet.points((away_mm >= near) & (away_mm <= max(wide, near + voxel_mm)))


@dataclass(frozen=True, eq=False, slots=True)
class _Sheet:
    """The plane of a polygon in squares, and which of them lie inside it."""

    centre: Array
    axes: Array
    across: Array
    down: Array
    inside: Bool
    step_mm: float

    @staticmethod
    def of(polygon: Array, step_mm: float, beyond_mm: float) -> _Sheet:
        """With so much of the plane around it; with larger squares where there would be too many."""
        centre, axes = _plane(polygon)
        flat = (polygon - centre) @ axes[:2].T
        low, high = flat.min(axis=0) - beyond_mm, flat.max(axis=0) + beyond_mm
        step_mm = max(step_mm, float(np.sqrt(np.prod(high - low) / MOST_POINTS)))
        across = np.arange(low[0], high[0] + step_mm, step_mm)
        down = np.arange(low[1], high[1] + step_mm, step_mm)
        odd = np.zeros((len(down), len(across)), bool)
        for (x0, y0), (x1, y1) in zip(flat, np.roll(flat, -1, axis=0), strict=True):
            if y0 == y1:
                continue
            rows = (down >= min(y0, y1)) & (down < max(y0, y1))
            cut = x0 + (down[rows] - y0) / (y1 - y0) * (x1 - x0)
            odd[rows] ^= across[None, :] < cut[:, None]
        return _Sheet(centre, axes, across, down, odd, step_mm)

    def points(self, squares: Bool) -> Array:
        """The middles of some squares, LPS mm (n, 3)."""
        y, x = np.nonzero(squares)
        return np.asarray(self.centre + self.across[x][:, None] * self.axes[0] + self.down[y][:, None] * self.axes[1])
