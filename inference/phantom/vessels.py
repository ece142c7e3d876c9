"""Branching vessels that fill an organ: thick at the root, thinner at each branch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from inference.phantom.shapes import Piece, Vector

Points = npt.NDArray[np.float64]


MURRAY = 2.7
"""Where vessels join, radii add up to about this power (Murray's law has 3, lungs measure a little less)."""


def grow_tree(roots: Sequence[Vector], targets: Points, rng: np.random.Generator, tip_radius: float, root_radius: float) -> list[Piece]:
    """Trees from `roots` that together reach every one of `targets` (n, 3).

    Each branch runs part of the way to the middle of what it supplies, then parts it in two across its own
    direction; after M. Tawhai et al., J Biomech Eng 122 (2000) 628. Calibres follow from the number of tips
    (see `MURRAY`), at most `root_radius`.
    """
    start = np.asarray(roots, float)
    owner = np.argmin(np.linalg.norm(targets[:, None] - start[None], axis=2), axis=1)
    pieces: list[Piece] = []
    open_ = [(start[n], targets[owner == n], start[n] - targets.mean(axis=0)) for n in range(len(start)) if (owner == n).any()]
    while open_:
        begin, supplied, came = open_.pop()
        middle = supplied.mean(axis=0)
        radius = min(tip_radius * len(supplied) ** (1 / MURRAY), root_radius)
        if len(supplied) == 1:
            pieces += _branch(begin, middle, radius, 0.8 * radius, rng)
            continue
        end = begin + (middle - begin) * 0.42
        next_radius = min(tip_radius * (len(supplied) / 2) ** (1 / MURRAY), root_radius)
        pieces += _branch(begin, end, radius, (radius + next_radius) / 2, rng)
        direction = end - begin if np.linalg.norm(end - begin) > 0.5 else came
        spread = supplied - middle
        spread = spread - np.outer(spread @ direction, direction) / max(float(direction @ direction), 1e-9)
        across = np.linalg.svd(spread, full_matrices=False)[2][0]
        side = spread @ across
        # Not exactly in half: real branchings have a stronger and a weaker branch.
        upper = side > np.quantile(side, rng.uniform(0.3, 0.7))
        if upper.all() or not upper.any():
            upper = np.arange(len(side)) < len(side) // 2
        open_ += [(end, supplied[upper], direction), (end, supplied[~upper], direction)]
    return pieces


def _branch(a: Points, b: Points, first: float, last: float, rng: np.random.Generator) -> list[Piece]:
    """A branch with one bend; a straight one would look drawn with a ruler."""
    length = float(np.linalg.norm(b - a))
    bend = (a + b) / 2 + rng.standard_normal(3) * 0.07 * length
    if length < 7:
        return [Piece(_vector(a), _vector(b), first, last)]
    middle = (first + last) / 2
    return [Piece(_vector(a), _vector(bend), first, middle), Piece(_vector(bend), _vector(b), middle, last)]


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
