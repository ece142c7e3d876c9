"""Where in the lungs a point lies: which side, and which third of that lung's height."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from viewer.case.geometry import Geometry, Point
from viewer.case.segmentation import Label
from viewer.case.terms import LEFT_LUNG, LUNG, RIGHT_LUNG
from viewer.case.volume import Mask, Volume

_FARTHEST_MM = 15.0


def find_lung(point_lps: Point, geometry: Geometry, mask: Mask, labels: Sequence[Label]) -> Label | None:
    """The lung that holds a point, or the nearest within 15 mm, since a lesion at the pleura may lie beside it."""
    lungs = {label.number: label for label in labels if label.code in (LUNG, LEFT_LUNG, RIGHT_LUNG)}
    centre = geometry.to_kji([point_lps])[0]
    reach = np.ceil(_FARTHEST_MM / np.array(geometry.spacing_mm)).astype(int)
    low = np.clip(np.rint(centre).astype(int) - reach, 0, np.array(mask.shape))
    high = np.clip(np.rint(centre).astype(int) + reach + 1, 0, np.array(mask.shape))
    near = mask[tuple(slice(first, last) for first, last in zip(low, high, strict=True))]
    places = np.argwhere(np.isin(near, list(lungs)))
    if len(places) == 0:
        return None
    distances = np.linalg.norm(geometry.to_lps(places + low) - np.array(point_lps), axis=1)
    nearest = int(np.argmin(distances))
    if distances[nearest] > _FARTHEST_MM:
        return None
    return lungs[int(near[tuple(places[nearest])])]


def height_range_mm(geometry: Geometry, mask: Mask, number: int) -> tuple[float, float]:
    """Lowest and highest LPS z of a label, outer voxel edges included; the label must have voxels."""
    inside = mask == number
    k, j = np.nonzero(inside.any(axis=2))
    rows = inside[k, j]
    first, last = rows.argmax(axis=1), rows.shape[1] - 1 - rows[:, ::-1].argmax(axis=1)
    ends = np.concatenate([np.stack([k, j, first], axis=1), np.stack([k, j, last], axis=1)])
    z_mm = geometry.to_lps(ends)[:, 2]
    half_mm = float(np.abs(geometry.matrix[2, :3]).max()) / 2
    return float(z_mm.min()) - half_mm, float(z_mm.max()) + half_mm


def side_and_zone(point_lps: Point, volume: Volume, mask: Mask, labels: Sequence[Label]) -> tuple[str, str]:
    """(side, zone) of a point by the lungs of a segmentation: ``("right", "upper")``; ``("none", "")`` outside them.

    A zone is a third of that lung's height from the top. It is a place, not a lobe.
    """
    label = find_lung(point_lps, volume.geometry, mask, labels)
    if label is None:
        return "none", ""
    low_mm, high_mm = height_range_mm(volume.geometry, mask, label.number)
    third = int(3 * (high_mm - point_lps[2]) / (high_mm - low_mm))
    return label.side, ("upper", "middle", "lower")[min(2, max(0, third))]
