"""Which Couinaud segment of the liver a point probably lies in: an estimate from the usual shares of the segments.

The hepatic veins part the liver into sectors that stand around the inferior vena cava like slices of a cake, the
portal vein parts these into upper and lower segments. Neither is seen in a mask of the liver. What is known is how much of
a liver each part usually holds: right liver 65 % (SD 7), left 33 % (SD 7), segments II and III 16 % (SD 4) in 102 healthy
livers (Abdalla, Surgery 2004;135:404-410). So the sectors are cut by volume around the vena cava, which is where it was
outlined, else where it usually lies; the right liver's two sectors are taken as 29 % and 36 %, and the portal plane as the
middle of each sector's volume: assumptions. The probabilities follow from the spread of these shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from inference.measure.outlines import Outline

Points = npt.NDArray[np.float64]
_EDGES = ((0.29, 0.07), (0.65, 0.07), (0.83, 0.05))
"""Where one sector ends and the next begins, as a share of the liver's volume counted from behind on the right, and SD."""
_HALF_SD = 0.13
_CAUDATE_SHARE = 0.02
_CAUDATE_SD = 0.012
_CAVA_BEHIND = 0.78
_CAVA_LEFT = 0.60
"""Where the vena cava usually lies in the liver's box: share of its depth from the front, of its width from the right."""
_SECTORS = ((7, 6), (8, 5), (4, 4), (2, 3))
"""Upper and lower segment of each sector."""
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, eq=False, slots=True)
class Segments:
    """The plan of one liver: `pivot` is where the vena cava stands (x, y), the rest sorted shares of its voxels."""

    pivot: Points
    has_cava: bool
    turns: Points
    heights: tuple[Points, ...]
    near: Points

    @staticmethod
    def of(liver: Outline, cava: Outline | None = None) -> Segments:
        points = liver.points(60_000)
        low, high = points.min(axis=0), points.max(axis=0)
        if cava is not None:
            middle = cava.points(20_000)
            at_liver = middle[(middle[:, 2] >= low[2]) & (middle[:, 2] <= high[2])]
            pivot = (at_liver if len(at_liver) else middle).mean(axis=0)[:2]
        else:
            pivot = np.array([low[0] + _CAVA_LEFT * (high[0] - low[0]), low[1] + _CAVA_BEHIND * (high[1] - low[1])])
        turns = _turn(points, pivot)
        share = _rank(np.sort(turns), turns)
        sector = np.digitize(share, [edge for edge, _ in _EDGES])
        heights = tuple(np.sort(points[sector == n, 2]) for n in range(4))
        return Segments(pivot, cava is not None, np.sort(turns), heights, np.sort(np.linalg.norm(points[:, :2] - pivot, axis=1)))

    def probabilities(self, points: Points) -> npt.NDArray[np.float64]:
        """For points (n, 3) LPS of the liver, the probabilities of segments 1 to 8 as columns 1 to 8, shape (n, 9)."""
        out = np.zeros((len(points), 9))
        share = _rank(self.turns, _turn(points, self.pivot))
        beyond = [np.ones(len(points)), *(ndtr((share - edge) / sd) for edge, sd in _EDGES), np.zeros(len(points))]
        for n, (upper, lower) in enumerate(_SECTORS):
            here = np.clip(beyond[n] - beyond[n + 1], 0, 1)
            above = ndtr((_rank(self.heights[n], points[:, 2]) - 0.5) / _HALF_SD)
            out[:, upper] += here * above
            out[:, lower] += here * (1 - above)
        near = _rank(self.near, np.linalg.norm(points[:, :2] - self.pivot, axis=1))
        caudate = ndtr((_CAUDATE_SHARE - near) / _CAUDATE_SD)
        out *= (1 - caudate)[:, None] / np.maximum(out.sum(axis=1), 1e-9)[:, None]
        out[:, 1] = caudate
        return out


def _turn(points: Points, pivot: Points) -> Points:
    """The angle around the pivot, growing from behind over the right side and the front to the left."""
    angle = np.arctan2(-(points[:, 0] - pivot[0]), points[:, 1] - pivot[1])
    return np.asarray(np.where(angle < -np.pi / 4, angle + 2 * np.pi, angle))


def _rank(ordered: Points, values: Points) -> Points:
    """The share of `ordered` that is smaller."""
    return np.asarray(np.searchsorted(ordered, values) / max(len(ordered), 1), np.float64)
