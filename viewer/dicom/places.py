"""Where a frame lies in the patient, as its header says it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.dicom.groups import Groups
from viewer.dicom.headers import integer, items, number, numbers, text

FARTHEST_MM = 1e5
"""No scanner reaches this far."""


@dataclass(frozen=True, slots=True)
class Place:
    """Centre of the first pixel, and the unit vectors along a row and down a column."""

    position_lps: Point
    along: Point
    down: Point


def place_of(groups: Groups) -> Place | None:
    """Image Position and Orientation (Patient); None where the header does not say them (DICOM PS3.3 C.7.6.2.1.1).

    Raises KnownError for directions that are not at right angles.
    """
    position = numbers(groups.of("PlanePositionSequence", "ImagePositionPatient"), "ImagePositionPatient")
    directions = numbers(groups.of("PlaneOrientationSequence", "ImageOrientationPatient"), "ImageOrientationPatient")
    return _place(position, directions)


def lack_of(groups: Groups) -> str:
    """What the header lacks that a slice of a volume needs, as a sentence without its full stop."""
    position = numbers(groups.of("PlanePositionSequence", "ImagePositionPatient"), "ImagePositionPatient")
    directions = numbers(groups.of("PlaneOrientationSequence", "ImageOrientationPatient"), "ImageOrientationPatient")
    if position and max(map(abs, position)) > FARTHEST_MM:
        return f"The header's position in the patient, {', '.join(f'{one:g}' for one in position)} mm, is impossible"
    if len(position) == 3 and len(directions) == 6:
        return "The header does not say how large the pixels are"
    return "The header does not say where in the patient this is"


def _place(position: tuple[float, ...], directions: tuple[float, ...]) -> Place | None:
    if len(position) != 3 or len(directions) != 6 or max(map(abs, position)) > FARTHEST_MM:
        return None
    along, down = np.array(directions[:3]), np.array(directions[3:])
    lengths = float(np.linalg.norm(along)), float(np.linalg.norm(down))
    if not all(0.99 < length < 1.01 for length in lengths):
        said = f"{lengths[0]:.3g} and {lengths[1]:.3g}"
        raise KnownError(f"The header's image orientation is impossible: its two directions have the lengths {said} instead of 1.")
    if abs(along @ down) >= 0.01:
        raise KnownError("The header's image orientation is impossible: rows and columns are not at right angles.")
    along /= np.linalg.norm(along)
    down -= (down @ along) * along  # rounding in the file
    down /= np.linalg.norm(down)
    (ax, ay, az), (dx, dy, dz) = along.tolist(), down.tolist()
    return Place((position[0], position[1], position[2]), (ax, ay, az), (dx, dy, dz))


def nuclear_places(dataset: Dataset, count: int) -> tuple[Place, ...] | None:
    """Places of the `count` frames of a reconstructed nuclear medicine volume; None for anything else.

    The detector has the place of the first slice; the others follow along the normal, towards it where Spacing
    Between Slices is positive (DICOM PS3.3 C.8.4.15).
    """
    if not text(dataset, "ImageType").split("\\")[2:3] or "RECON" not in text(dataset, "ImageType").split("\\")[2]:
        return None
    detector = (items(dataset, "DetectorInformationSequence") or [dataset])[0]
    first = _place(numbers(detector, "ImagePositionPatient"), numbers(detector, "ImageOrientationPatient"))
    step_mm = number(dataset, "SpacingBetweenSlices") or number(dataset, "SliceThickness")
    slices = numbers(dataset, "SliceVector")
    if not slices and integer(dataset, "NumberOfSlices") == count:
        slices = tuple(float(index + 1) for index in range(count))
    if first is None or not step_mm or len(slices) != count:
        return None
    normal = np.cross(first.along, first.down)
    places = []
    for slice_number in slices:
        x, y, z = (np.array(first.position_lps) + normal * step_mm * (slice_number - 1)).tolist()
        places.append(Place((x, y, z), first.along, first.down))
    return tuple(places)
