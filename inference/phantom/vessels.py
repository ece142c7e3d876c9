"""Branching vessels that fill an organ: thick at the root, thinner at each branch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inference.phantom.shapes import Piece, Vector

Points = npt.NDArray[np.float64]


def grow_tree(
    roots: Sequence[Vector], targets: Points, rng: np.random.Generator, tip_radius: float, root_radius: float, directness: float = 0.45
) -> list[Piece]:
    """A tree from `roots` to every one of `targets` (n, 3).

    Each target, nearest to the root first, joins the point of the tree that makes the shortest new branch while
    keeping the way back short (`directness` weighs the two). Where branches join, cubes of radii add up
    (Murray's law), so calibres taper as in a real organ; `root_radius` caps them.
    """
    start = np.asarray(roots, float)
    order = np.argsort(np.linalg.norm(targets - start.mean(axis=0), axis=1))
    nodes = np.vstack([start, targets[order]])
    parent = np.full(len(nodes), -1)
    path = np.zeros(len(nodes))
    for n in range(len(start), len(nodes)):
        reach = np.linalg.norm(nodes[:n] - nodes[n], axis=1)
        best = int(np.argmin(reach + directness * path[:n]))
        parent[n], path[n] = best, path[best] + reach[best]
    cubes = np.zeros(len(nodes))
    for n in range(len(nodes) - 1, len(start) - 1, -1):
        if cubes[n] == 0:
            cubes[n] = tip_radius**3
        cubes[parent[n]] += cubes[n]
    radius = np.minimum(np.cbrt(cubes), root_radius)
    pieces: list[Piece] = []
    for n in range(len(start), len(nodes)):
        a, b = nodes[parent[n]], nodes[n]
        length = float(np.linalg.norm(b - a))
        # One bend per branch; a straight branch would look drawn with a ruler.
        bend = (a + b) / 2 + rng.standard_normal(3) * 0.09 * length
        ends = [(a, bend), (bend, b)] if length > 6 else [(a, b)]
        # A branch begins with its own calibre, not its parent's.
        thick = float(radius[n])
        for m, (p, q) in enumerate(ends):
            tip = 0.82 * thick if m == len(ends) - 1 and cubes[n] <= tip_radius**3 * 1.01 else thick
            pieces.append(Piece(_vector(p), _vector(q), thick, tip))
    return pieces


def keep_clear(pieces: list[Piece], centre: Vector, radius: float) -> list[Piece]:
    """The pieces that stay outside a sphere."""
    middle = np.asarray(centre)
    kept = []
    for piece in pieces:
        a, b = np.asarray(piece.start), np.asarray(piece.end)
        along = float(np.clip((middle - a) @ (b - a) / max(float((b - a) @ (b - a)), 1e-9), 0, 1))
        if np.linalg.norm(a + along * (b - a) - middle) > radius + max(piece.start_radius, piece.end_radius):
            kept.append(piece)
    return kept


def _vector(values: Points) -> Vector:
    return float(values[0]), float(values[1]), float(values[2])
