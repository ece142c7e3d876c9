"""The voxels of a part of an organ, worked out of the organ's outline: thirds, poles, quadrants, lobes, segments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inference.grounding.places import Rule
from inference.measure.couinaud import Segments
from inference.measure.lobes import LOBES, is_lingula, lobe_probabilities
from inference.measure.outlines import Outline
from inference.measure.zones import AXES, Points, Reach
from viewer.case.geometry import Box

Bool = npt.NDArray[np.bool_]
ESTIMATES = ("lobe", "couinaud", "lingula", "hilum", "heart", "isthmus", "quadrant")
"""Rules that go by what is usual, not by what is seen."""
_APEX_DIRECTION = np.array([0.6, -0.6, -0.53])
"""To the left, front and feet, where the apex of the heart points."""
_CHUNK = 4_000_000
"""Voxels at a time."""


def voxels_of(outline: Outline, rule: Rule, side: str = "", cava: Outline | None = None) -> Bool:
    """The part of an outline that a rule of ``places.toml`` means, as a mask of the outline's cut.

    `side` is that of the phrase, for rules that halve an organ; `cava` the outlined vena cava, for segments of the liver.

    Raises
    ------
    ValueError for a rule that there is none of.
    """
    reach, plan = Reach.of(outline), Segments.of(outline, cava) if rule[0] == "couinaud" else None
    part = np.zeros_like(outline.solid)
    flat = np.flatnonzero(outline.solid)
    for first in range(0, len(flat), _CHUNK):
        some = flat[first : first + _CHUNK]
        points = outline.geometry.to_lps(np.stack(np.unravel_index(some, outline.solid.shape), axis=1))
        part.flat[some[_chosen(reach, plan, rule, side or outline.label.side, points)]] = True
    return part


def box_of(outline: Outline, part: Bool) -> Box | None:
    """The LPS box around a part of an outline, voxel edges included; None where it is empty."""
    if not part.any():
        return None
    spans = [np.flatnonzero(part.any(axis=tuple(n for n in range(3) if n != axis))) for axis in range(3)]
    (k0, k1), (j0, j1), (i0, i1) = ((int(found[0]), int(found[-1]) + 1) for found in spans)
    return outline.geometry.box_lps(((k0, k1), (j0, j1), (i0, i1)))


def _chosen(reach: Reach, plan: Segments | None, rule: Rule, side: str, points: Points) -> Bool:
    kind, rest = rule[0], rule[1:]
    if kind in AXES:
        low, high = (float(edge) for edge in rest)
        share = reach.share(str(kind), points)
        return np.asarray(((share >= low) | (low <= 0)) & ((share < high) | (high >= 1)))
    if kind == "lobe":
        return np.asarray(lobe_probabilities(reach, points).argmax(axis=1) == LOBES.index(str(rest[0])))
    if kind == "lingula":
        return is_lingula(reach, points)
    if kind == "couinaud" and plan is not None:
        return np.isin(plan.probabilities(points).argmax(axis=1), [int(number) for number in rest])
    if kind == "side":
        return _half(reach, side, points)
    if kind == "quadrant":
        above = reach.share("up", points) >= 0.5
        across = str(rest[1])
        over = reach.share("medial", points) >= 0.5 if across in ("medial", "lateral") else reach.share("right", points) >= 0.5
        return np.asarray((above == (rest[0] == "up")) & (over == (across in ("medial", "right"))))
    if kind == "hilum":
        up = reach.share("up", points)
        return np.asarray((reach.share("medial", points) > 0.75) & (up > 0.35) & (up < 0.7))
    if kind == "isthmus":
        return np.asarray(np.abs(reach.share("right", points) - 0.5) < 0.12)
    if kind == "heart":
        ahead: Points = points @ _APEX_DIRECTION
        return np.asarray(ahead >= np.percentile(ahead, 90))
    raise ValueError(f"no such rule: {rule}")


def _half(reach: Reach, side: str, points: Points) -> Bool:
    """The half of an organ in the middle of the body that lies on a side; all of it where no side is meant."""
    right = reach.share("right", points) >= 0.5
    return np.asarray(right if side == "right" else ~right if side == "left" else np.ones(len(points), np.bool_))
