"""A DICOM Segmentation object becomes an editable segmentation on the volume of the pictures it was made on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop.workflows.taking import SourceMissingError, Surroundings, Taken
from inference.measure.statistics import label_statistics
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.study import Instance, Problem
from viewer.case.volume import Volume
from viewer.dicom.read_seg import read_seg
from viewer.dicom.seg_masks import LabelMap, make_masks

SOP_CLASSES = ("1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7")
"""Segmentation Storage and Label Map Segmentation Storage."""


def take_segmentation(instance: Instance, around: Surroundings, tick: Tick) -> Taken:
    """Read, place and measure one object. More than one segmentation where its segments do not fit one label map.

    Raises
    ------
    SourceMissingError when its pictures are not here; KnownError when it can never be shown on them.
    """
    tick(0.0, "Reading the segmentation")
    found = read_seg(Path(instance.path))
    series_uid = found.series_uid or find_series(around, found.frame_uid)
    here = {row.uid for row in around.instances.get(series_uid, ())}
    if here and not here.issuperset(found.source_uids):
        raise SourceMissingError(
            "Some of the pictures that it was made on are not in the library.", "It is shown as soon as they are imported."
        )
    loaded = around.load(series_uid, found.source_uids, part_of(tick, 0.1, 0.3))
    volume = loaded.volume
    if volume is None:
        raise KnownError("The pictures that the segmentation was made on are no volume, so this version cannot show it.")
    made = make_masks(found, volume, loaded.stack, around.masks_folder, around.decoder, part_of(tick, 0.3, 0.8))
    source = Source(found.author, now(), run_id=instance.uid)
    try:
        masks = _measured(made.maps, found.name, series_uid, volume, source, part_of(tick, 0.8, 1.0))
    except BaseException:
        for map in made.maps:
            map.path.unlink(missing_ok=True)
        raise
    sentences = [*found.oddities, *made.oddities]
    if not made.exact:
        sentences.append("The segmentation lies on another grid than the volume; each voxel took the nearest pixel's label.")
    problems = tuple(Problem("note", sentence, series_uid) for sentence in sentences)
    edit = Edit(f"Take in segmentation: {found.name}", found.author, tuple(Swap(None, row) for _, row in masks))
    return Taken(edit, masks, problems)


def _measured(
    maps: Sequence[LabelMap], name: str, series_uid: str, volume: Volume, source: Source, tick: Tick
) -> tuple[tuple[Path, Segmentation], ...]:
    masks = []
    for number, map in enumerate(maps):
        part = part_of(tick, number / len(maps), (number + 1) / len(maps))
        statistics = label_statistics(volume, np.load(map.path, mmap_mode="r"), map.labels, part)
        id = new_id()
        whole_name = name if len(maps) == 1 else f"{name} ({number + 1} of {len(maps)})"
        record = Segmentation(id, series_uid, whole_name, volume.geometry, map.labels, statistics, f"{id}.npy", source)
        masks.append((map.path, record))
    return tuple(masks)


def find_series(around: Surroundings, frame_uid: str) -> str:
    """The one series of pictures in a frame of reference, for objects that name none.

    Raises
    ------
    SourceMissingError when there is none or more than one.
    """
    found = [row.uid for row in around.series.values() if frame_uid and row.frame_uid == frame_uid and row.modality in PICTURES]
    if len(found) != 1:
        raise SourceMissingError(
            "It does not name the series that it was made on, and "
            + ("no series" if not found else f"{len(found)} series")
            + " of the study lie in its frame of reference."
        )
    return found[0]


PICTURES = ("CT", "MR", "PT", "NM", "US", "XA", "CR", "DX", "MG")
