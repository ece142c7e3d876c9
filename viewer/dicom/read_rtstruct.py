"""An RT Structure Set: named structures with their contours (DICOM PS3.3 C.8.8.5 and C.8.8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from viewer.case.contours import ContourKind, Structure
from viewer.case.errors import KnownError
from viewer.case.geometry import Array
from viewer.dicom.contour_items import ContourItem, contour_items
from viewer.dicom.derived import MANUFACTURER
from viewer.dicom.headers import UNREADABLE, integer, items, numbers, quiet, read_header, text

KINDS: dict[str, ContourKind] = {
    "CLOSED_PLANAR": "closed", "CLOSEDPLANAR_XOR": "closed", "OPEN_PLANAR": "open", "OPEN_NONPLANAR": "open", "POINT": "point",
}  # fmt: skip
MOST_POINTS = 20_000_000


@dataclass(frozen=True, slots=True)
class StructureSet:
    """What the object says. `frame_uids` are those of its structures; `source_uids` the pictures it was drawn on."""

    name: str
    author: str
    frame_uids: frozenset[str]
    series_uid: str
    source_uids: frozenset[str]
    structures: tuple[Structure, ...]
    oddities: tuple[str, ...]


def read_rtstruct(path: Path) -> StructureSet:
    """All structures with their contours; contours that make no sense are left out and said.

    Raises
    ------
    KnownError, in one sentence, where there is nothing to show.
    """
    dataset = read_header(path).dataset
    roi = {integer(item, "ROINumber"): item for item in items(dataset, "StructureSetROISequence")}
    drawn = {integer(item, "ReferencedROINumber"): item for item in items(dataset, "ROIContourSequence")}
    maker = text(dataset, "Manufacturer") or "another system"
    structures, empty, bad, pictures = [], [], 0, set(_listed(dataset))
    thin = 0
    total = 0
    for number, item in roi.items():
        name = text(item, "ROIName") or f"Structure {number}"
        contours: list[tuple[ContourKind, Array]] = []
        for contour in _contours(drawn.get(number, Dataset())):
            kind = KINDS.get(_kind(contour).replace(" ", "_"))
            points = _points(contour)
            total += 0 if points is None else len(points)
            if total > MOST_POINTS:
                raise KnownError("The structure set has more points than this version can show.")
            if kind is None or points is None:
                bad += 1
            else:
                if kind == "closed" and len(points) < 3:  # a line or a point: it is shown as that
                    kind = "open" if len(points) == 2 else "point"
                    thin += 1
                contours.append((kind, points))
                pictures.update(_pictures(contour))
        if contours:
            structures.append(Structure.of(number or 0, name, _colour(drawn[number]), tuple(contours), maker == MANUFACTURER))
        else:
            empty.append(name)
    if not structures:
        raise KnownError("The structure set has no contours.")
    oddities = []
    if empty:
        oddities.append(f"Without contours: {', '.join(empty[:6])}{' and more' if len(empty) > 6 else ''}.")
    if bad:
        oddities.append(f"{bad} contour{' of the structure set was' if bad == 1 else 's of the structure set were'} damaged and left out: check what is filled there.")
    if thin:
        oddities.append(f"{thin} closed contour{' has' if thin == 1 else 's have'} fewer than three points and enclose{'s' if thin == 1 else ''} nothing.")
    frames = {text(item, "ReferencedFrameOfReferenceUID") for item in roi.values()} - {""}
    frames = frames or {text(item, "FrameOfReferenceUID") for item in items(dataset, "ReferencedFrameOfReferenceSequence")}
    return StructureSet(
        name=_name(dataset),
        author=f"import:{maker}",
        frame_uids=frozenset(frames) - {""},
        series_uid=_series_uid(dataset),
        source_uids=frozenset(pictures) - {""},
        structures=tuple(structures),
        oddities=tuple(oddities),
    )


def _name(dataset: Dataset) -> str:
    """The label, which has 16 letters; where the longer name only goes on from there, that."""
    label, name = text(dataset, "StructureSetLabel"), text(dataset, "StructureSetName")
    if label and name.startswith(label):
        return name
    return label or text(dataset, "SeriesDescription") or "Structure set"


def _contours(structure: Dataset) -> Sequence[Dataset | ContourItem]:
    plain = contour_items(structure)
    return items(structure, "ContourSequence") if plain is None else plain


def _kind(contour: Dataset | ContourItem) -> str:
    return contour.kind if isinstance(contour, ContourItem) else text(contour, "ContourGeometricType")


def _pictures(contour: Dataset | ContourItem) -> list[str]:
    if isinstance(contour, ContourItem):
        return [contour.uid]
    return [text(image, "ReferencedSOPInstanceUID") for image in items(contour, "ContourImageSequence")]


def _points(contour: Dataset | ContourItem) -> Array | None:
    try:
        with quiet():
            found = contour.data.split(b"\\") if isinstance(contour, ContourItem) else contour.get("ContourData")
            points = np.array([float(value) for value in found or ()])
    except UNREADABLE:
        return None
    if not len(points) or len(points) % 3 or not np.isfinite(points).all() or np.abs(points).max() > 1e6:
        return None
    return points.reshape(-1, 3)


def _colour(item: Dataset) -> tuple[int, int, int] | None:
    found = numbers(item, "ROIDisplayColor")
    if len(found) != 3:
        return None
    red, green, blue = (min(max(int(value), 0), 255) for value in found)
    return red, green, blue


def _referenced_series(dataset: Dataset) -> list[Dataset]:
    return [
        series
        for frame in items(dataset, "ReferencedFrameOfReferenceSequence")
        for study in items(frame, "RTReferencedStudySequence")
        for series in items(study, "RTReferencedSeriesSequence")
    ]


def _series_uid(dataset: Dataset) -> str:
    return next((text(series, "SeriesInstanceUID") for series in _referenced_series(dataset)), "")


def _listed(dataset: Dataset) -> list[str]:
    return [
        text(image, "ReferencedSOPInstanceUID")
        for series in _referenced_series(dataset)
        for image in items(series, "ContourImageSequence")
    ]
