"""How far along an organ a point lies: thirds, poles, halves; by the organ's own outline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inference.measure.outlines import Outline

Points = npt.NDArray[np.float64]
Shares = npt.NDArray[np.float64]
AXES = ("up", "front", "right", "medial", "own")


@dataclass(frozen=True, eq=False, slots=True)
class Reach:
    """The extent of an organ along the patient's axes and along its own longest one.

    `low` and `high` are LPS mm; `own` is the unit vector of its longest axis (principal component), pointing up; `own_low`
    and `own_high` are its extent along that. `side` is left, right or none.
    """

    low: Points
    high: Points
    own: Points
    own_low: float
    own_high: float
    side: str

    @staticmethod
    def of(outline: Outline) -> Reach:
        ends = outline.ends()
        points = outline.points(40_000)
        centred = points - points.mean(axis=0)
        own = np.linalg.eigh(centred.T @ centred)[1][:, -1]
        own = own * (1.0 if own[2] >= 0 else -1.0)
        along = ends @ own
        return Reach(ends.min(axis=0), ends.max(axis=0), own, float(along.min()), float(along.max()), outline.label.side)

    def share(self, axis: str, points: Points) -> Shares:
        """Where points (n, 3) LPS lie between the ends of an axis of `AXES`: 0..1 inside the organ.

        up: 0 the lowest, 1 the highest point. front: 0 the back. right: 0 the patient's left. medial: 0 the lateral, 1
        the medial end of a paired organ. own: along its longest axis, 0 the lower end.

        Raises
        ------
        ValueError for medial in an organ without a side, and for an axis that is none.
        """
        if axis == "own":
            return (points @ self.own - self.own_low) / max(self.own_high - self.own_low, 1e-9)
        x, y, z = ((points[:, n] - self.low[n]) / max(self.high[n] - self.low[n], 1e-9) for n in range(3))
        if axis == "medial" and self.side in ("left", "right"):
            return np.asarray(1 - x if self.side == "left" else x)
        if axis not in ("up", "front", "right"):
            raise ValueError(f"no such axis of this organ: {axis!r}")
        return np.asarray({"up": z, "front": 1 - y, "right": 1 - x}[axis])


def third(share: float) -> str:
    """``upper``, ``middle`` or ``lower`` of a share of the height."""
    return ("lower", "middle", "upper")[min(2, max(0, int(3 * share)))]


def pole(share: float) -> str:
    """The part of a kidney (or spleen) by its share of the own axis."""
    return {"upper": "upper pole", "middle": "interpolar region", "lower": "lower pole"}[third(share)]
