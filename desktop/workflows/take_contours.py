"""An RT Structure Set becomes contours on the pictures, and an editable segmentation of what they enclose."""

from __future__ import annotations

import uuid
from pathlib import Path

import numpy as np

from desktop.workflows.take_segmentation import find_series
from desktop.workflows.taking import Surroundings, Taken
from inference.measure.statistics import label_statistics
from viewer.case.contours import Contours, Structure
from viewer.case.disk import new_array
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Instance, Problem
from viewer.case.terms import UNSPECIFIED_SITE
from viewer.case.volume import Stack, Volume
from viewer.dicom.fill_contours import fill_contours
from viewer.dicom.read_rtstruct import StructureSet, read_rtstruct

SOP_CLASS = "1.2.840.10008.5.1.4.1.1.481.3"
ON_PLANE_MM = 0.1


def take_contours(instance: Instance, around: Surroundings, tick: Tick) -> Taken:
    """Read one structure set, check that it lies in its pictures' frame of reference, and fill its closed contours.

    Raises
    ------
    SourceMissingError when its pictures are not here; KnownError when it can never be shown on them.
    """
    found = read_rtstruct(Path(instance.path))
    series_uid = found.series_uid or find_series(around, next(iter(found.frame_uids), ""))
    loaded = around.load(series_uid, found.source_uids, part_of(tick, 0.1, 0.4))
    frame_uid = loaded.part.frame_uid
    oddities, doubts = list(found.oddities), _doubts(found, loaded.stack, frame_uid)
    if frame_uid not in found.frame_uids:
        if not (found.series_uid and _on_planes(found, loaded.stack)):
            raise KnownError("The structure set lies in another frame of reference than the pictures it was drawn on.")
        oddities.append(
            "The structure set names another frame of reference than its pictures; its contours lie on the very planes of "
            "the pictures that it names, so they are shown there."
        )
    source = Source(found.author, now(), run_id=instance.uid)
    contours = Contours(new_id(), series_uid, frame_uid, found.name, found.structures, source)
    masks: tuple[tuple[Path, Segmentation], ...] = ()
    if loaded.volume is not None:
        masks, more = _filled(found, loaded.volume, source, doubts, around.masks_folder, part_of(tick, 0.4, 1.0))
        oddities += more
    changes = (Swap(None, contours), *(Swap(None, record) for _, record in masks))
    edit = Edit(f"Take in structures: {found.name}", found.author, changes)
    return Taken(edit, masks, tuple(Problem("note", text, instance.series_uid) for text in oddities))  # of this set, not of every one


def _doubts(found: StructureSet, stack: Stack, frame_uid: str) -> tuple[str, ...]:
    """What speaks against these contours belonging to these pictures: a set that was made on them goes before."""
    doubts = []
    if frame_uid not in found.frame_uids:
        doubts.append("The structure set names another frame of reference than these pictures.")
    if not found.series_uid:
        doubts.append("The structure set does not name the series that it was drawn on.")
    elif found.source_uids and not found.source_uids.intersection(plane.instance_uid for plane in stack.planes):
        doubts.append("The structure set names other pictures of this series.")
    return tuple(doubts)


def _on_planes(found: StructureSet, stack: Stack) -> bool:
    """Whether all contours lie on planes of pictures that the structure set names."""
    named = [plane for plane in stack.planes if plane.instance_uid in found.source_uids]
    if not named:
        return False
    normal = np.cross(named[0].along_lps, named[0].down_lps)
    normal /= np.linalg.norm(normal)
    heights = np.array([plane.origin_lps for plane in named]) @ normal
    points = np.concatenate([points for row in found.structures for _, points in row.contours()])
    return bool(np.abs((points @ normal)[:, None] - heights[None, :]).min(axis=1).max() < ON_PLANE_MM)


def _filled(
    found: StructureSet, volume: Volume, source: Source, doubts: tuple[str, ...], folder: Path, tick: Tick
) -> tuple[tuple[tuple[Path, Segmentation], ...], tuple[str, ...]]:
    path = folder / f"{uuid.uuid4().hex}.part.npy"
    try:
        mask = new_array(path, np.uint8, volume.geometry.shape_kji)
        numbers, oddities = fill_contours(found.structures, volume.geometry, mask, part_of(tick, 0.0, 0.7))
        mask.flush()
        if not numbers:
            path.unlink()
            return (), oddities
        labels = tuple(_label(found.structures[n], own, tuple(more)) for n, (own, *more) in sorted(numbers.items()))
        statistics = label_statistics(volume, mask, labels, part_of(tick, 0.7, 1.0))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    id = new_id()
    record = Segmentation(id, volume.series_uid, found.name, volume.geometry, labels, statistics, f"{id}.npy", source, doubts)
    return ((path, record),), oddities


def _label(structure: Structure, number: int, includes: tuple[int, ...]) -> Label:
    return Label(number, structure.name, UNSPECIFIED_SITE, "none", includes, structure.colour)
