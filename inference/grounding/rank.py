"""How well something seen meets what a phrase asks for: a weighted score that can be read, 0..1. Nothing is learned."""

from __future__ import annotations

from inference.grounding.candidates import Seen
from inference.grounding.looks import Wanted

WEIGHTS = {"density": 0.35, "contrast": 0.20, "shape": 0.20, "size": 0.30, "edge": 0.10}
"""How much each attribute counts; the size and the edge only where the phrase speaks of them."""

LEAST = 0.6
"""Below this nothing is shown."""

_DENSITY_SLACK_HU = 25.0
_LEAST_DENSITY = 0.5
_FULL_CONTRAST_SD = 6.0
_OFF_SIZE = 0.5
_ROUND, _OVAL = 0.7, 0.4
_SHARP_MM = 4.0
_OPEN = 0.15
"""Of the surface of a lesion just below the capsule lies on the organ's own."""

_ASTRIDE = 0.25
"""What reaches this far into a part is in it: the borders of parts are conventions."""

_NEAR_MM = 12.0
"""A part by estimate may be off by this much."""


def score(wanted: Wanted, seen: Seen, guess: bool) -> float:
    """0 where they contradict each other: another density, another size, another part of the organ."""
    parts = {
        "density": _density(wanted, seen),
        "contrast": min(1.0, seen.contrast_sd / _FULL_CONTRAST_SD),
        "shape": _shape(wanted, seen),
    }
    if wanted.size_mm is not None:
        parts["size"] = max(0.0, 1 - abs(wanted.size_mm - seen.axes_mm[0]) / max(wanted.size_mm, 1.0) / _OFF_SIZE)
    if wanted.edge:
        is_sharp = seen.border_mm <= _SHARP_MM
        parts["edge"] = 1.0 if is_sharp == (wanted.edge == "sharp") else 0.3
    if parts["density"] < _LEAST_DENSITY or not parts.get("size", 1.0) or not parts["shape"]:
        return 0.0
    met = sum(WEIGHTS[name] * share for name, share in parts.items()) / sum(WEIGHTS[name] for name in parts)
    return met * _closed(seen) * _place(seen, guess)


def _density(wanted: Wanted, seen: Seen) -> float:
    """1 between the usual values, falling to 0 beside them; 0 on the wrong side of the organ."""
    look = wanted.look
    if (look.contrast == "darker" and seen.contrast_hu > 0) or (look.contrast == "brighter" and seen.contrast_hu < 0):
        return 0.0
    low, high = look.density_hu
    beside = max(low - seen.mean_hu, seen.mean_hu - high, 0.0)
    return max(0.0, 1 - beside / _DENSITY_SLACK_HU)


def _shape(wanted: Wanted, seen: Seen) -> float:
    """Compact things are likelier lesions than tubes, which are vessels; where a phrase names a shape, that counts."""
    if wanted.shape == "elongated":
        return max(0.0, 1 - seen.roundness / _ROUND)
    if wanted.shape == "oval":
        return 1.0 if seen.roundness < 0.9 else 0.6
    full = _ROUND if wanted.shape == "round" else _OVAL
    return min(1.0, max(0.0, seen.roundness - 0.15) / (full - 0.15))


def _closed(seen: Seen) -> float:
    """1 for what the organ surrounds, less for what opens on its surface: the hilum with its fat and vessels does."""
    return min(1.0, max(0.0, 1 - 1.2 * (seen.open_share - _OPEN)))


def _place(seen: Seen, guess: bool) -> float:
    if seen.inside_share >= _ASTRIDE:
        return 1.0
    return max(0.0, 0.9 - 0.4 * seen.away_mm / _NEAR_MM) if guess and seen.away_mm <= _NEAR_MM else 0.0
