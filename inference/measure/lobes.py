"""Which lobe of a lung a point probably lies in: an estimate from the usual course of the fissures, which are not seen here.

The oblique fissure runs from the back at the level of the fourth to fifth thoracic vertebra down to the front at the
sixth costochondral junction, the horizontal one of the right lung forward at the fourth costal cartilage (Gray's Anatomy,
41st ed., chapter 54). `_BACK`, `_SLOPE` and `_HORIZONTAL` put that into shares of a lung's own box; `_SPREAD` is how far
they are taken to vary, as a standard deviation of that share: an assumption, larger where a lung is small or scarred.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from inference.measure.zones import Points, Reach

_BACK = 0.70
_SLOPE = 0.62
_HORIZONTAL = 0.46
_SPREAD = 0.08
LOBES = ("upper", "middle", "lower")


def lobe_probabilities(reach: Reach, points: Points) -> npt.NDArray[np.float64]:
    """For points (n, 3) LPS of a lung, the probabilities of `LOBES`, shape (n, 3). The left lung has no middle lobe."""
    up, front = reach.share("up", points), reach.share("front", points)
    above = ndtr((up - (_BACK - _SLOPE * front)) / _SPREAD)
    if reach.side != "right":
        return np.stack([above, np.zeros_like(above), 1 - above], axis=1)
    over = ndtr((up - _HORIZONTAL) / _SPREAD)
    return np.stack([above * over, above * (1 - over), 1 - above], axis=1)


def is_lingula(reach: Reach, points: Points) -> npt.NDArray[np.bool_]:
    """Whether points of a left lung lie where the lingula usually is: its upper lobe below the level of the other
    side's horizontal fissure."""
    up = reach.share("up", points)
    return np.asarray((lobe_probabilities(reach, points)[:, 0] > 0.5) & (up < _HORIZONTAL))
