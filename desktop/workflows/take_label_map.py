"""What another program outlined (NRRD with Slicer's segments, NIfTI, surfaces in STL) becomes an editable segmentation on the open
volume."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from desktop.workflows.export_label_maps import names_beside
from inference.measure.statistics import label_statistics
from viewer.case.disk import new_array
from viewer.case.errors import KnownError
from viewer.case.geometry import Array
from viewer.case.progress import Tick, no_tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by, new_id
from viewer.case.terms import UNSPECIFIED_SITE, Code
from viewer.case.volume import Mask, Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.label_painter import FullError, LabelPainter
from viewer.dicom.read_nrrd import NrrdSegment, NrrdSegments, read_nrrd, segments_of_values
from viewer.dicom.read_stl import open_edges, read_surface, voxels_inside

ENDINGS = (".nrrd", ".nii", ".nii.gz", ".stl")
EXACT = 1e-3
"""Voxel centres that lie nearer than this part of a voxel to each other are the same."""


def take_label_map(
    path: Path, volume: Volume, masks_folder: Path, decoder: Decoder, tick: Tick, more: Sequence[Path] = ()
) -> tuple[Segmentation, Path, tuple[str, ...]]:
    """The segmentation, its map (to be adopted by the store), and what the reader should know.

    Each voxel of the volume takes the segments of the nearest voxel of the file; of surfaces, which may be `more`, those
    that its centre lies in. Raises KnownError for a file that is neither, and where none of it lies in the volume.
    """
    tick(0.0, "Reading the segments")
    id, notes = new_id(), list[str]()
    if path.name.lower().endswith(".stl"):
        found = _surfaces((path, *more), volume, notes, part_of(tick, 0.0, 0.1))
    else:
        found = read_nrrd(path) if path.name.lower().endswith(".nrrd") else _nifti(path, masks_folder, decoder)
    if not found.segments:
        raise KnownError(f"{path.name} has no segments: all of it is 0.")
    masks_folder.mkdir(parents=True, exist_ok=True)
    target = masks_folder / f"{id}.part.npy"
    try:
        mask = new_array(target, np.uint8, volume.geometry.shape_kji)
        painter = LabelPainter(mask, {n: n + 1 for n in range(len(found.segments))})
        lost = _paint(painter, found, volume, part_of(tick, 0.1, 0.7))
        numbers = painter.finish()
        if not numbers:
            raise KnownError(f"None of the segments of {path.name} lies in these pictures.", "Open the series that they were drawn on.")
        mask.flush()
        labels = tuple(
            Label(own, found.segments[n].name, found.segments[n].code, found.segments[n].side, tuple(others), found.segments[n].colour)
            for n, (own, *others) in sorted(numbers.items())
        )
        statistics = label_statistics(volume, mask, labels, part_of(tick, 0.7, 1.0))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    if not _is_exact(found.matrix, volume):
        notes.append("The segments lie on another grid than the pictures; each voxel took the nearest one's segments.")
    missing = [row.name for n, row in enumerate(found.segments) if n not in numbers and n not in lost]
    if missing:
        notes.append(f"Nothing of {', '.join(missing[:5])}{' and others' if len(missing) > 5 else ''} lies in these pictures.")
    if lost:
        notes.append(f"{', '.join(found.segments[n].name for n in sorted(lost))} overlap in too many ways to be kept.")
    name = path.name.removesuffix(".gz").rsplit(".", 1)[0].removesuffix(".seg")[:64]
    segmentation = Segmentation(
        id, volume.series_uid, name, volume.geometry, labels, statistics, f"{id}.npy", by("import:label map"), tuple(notes)
    )
    return segmentation, target, tuple(notes)


def _paint(painter: LabelPainter, found: NrrdSegments, volume: Volume, tick: Tick) -> set[int]:
    """Paint every segment into the map, slice by slice; those that found no number."""
    there = np.linalg.inv(found.matrix) @ volume.geometry.matrix  # (k, j, i, 1) of the volume -> of the file
    shape, (_, rows, columns) = np.array(found.layers.shape[1:]), volume.geometry.shape_kji
    j, i = np.arange(rows)[:, None], np.arange(columns)
    lost: set[int] = set()
    for k, plane in enumerate(painter.mask):
        tick(k / len(painter.mask), "Placing the segments")
        places, inside = [], np.ones((rows, columns), bool)
        for axis in range(3):
            at = np.rint(there[axis, 0] * k + there[axis, 1] * j + there[axis, 2] * i + there[axis, 3]).astype(np.intp)
            inside &= (at >= 0) & (at < shape[axis])
            places.append(at)
        if not inside.any():
            continue
        at_k, at_j, at_i = (place[inside] for place in places)
        for layer, voxels in enumerate(found.layers):
            values = voxels[at_k, at_j, at_i]
            if values.any():
                lost |= _paint_plane(painter, found, layer, values, plane, inside, lost)
    return lost


def _paint_plane(
    painter: LabelPainter, found: NrrdSegments, layer: int, values: np.ndarray, plane: Mask, inside: np.ndarray, lost: set[int]
) -> set[int]:
    full = set()
    for n, segment in enumerate(found.segments):
        if segment.layer != layer or n in lost:
            continue
        here = values == segment.value
        if not here.any():
            continue
        bits = np.zeros(plane.shape, bool)
        bits[inside] = here
        try:
            painter.paint(n, plane, bits)
        except FullError:
            painter.forget(n)
            full.add(n)
    return full


def _is_exact(matrix: Array, volume: Volume) -> bool:
    there = np.linalg.inv(matrix) @ volume.geometry.matrix
    return bool(np.abs(there - np.rint(there)).max() < EXACT)


def _surfaces(paths: Sequence[Path], volume: Volume, notes: list[str], tick: Tick) -> NrrdSegments:
    """The voxels inside closed surfaces, each a segment; those that overlap lie in layers of their own."""
    layers: list[np.ndarray] = []
    segments: list[NrrdSegment] = []
    for n, path in enumerate(paths):
        read = read_surface(path)
        if holes := open_edges(read.corners):
            raise KnownError(f"The surface {path.name} is not closed: {holes} edges are open.", "Close it in the program that made it.")
        corners = read.as_ras if read.space == "RAS" else read.corners
        inside = voxels_inside(corners, volume.geometry, part_of(tick, n / len(paths), (n + 1) / len(paths)))
        if not read.space:
            notes.append(f"{path.name} does not say what its axes are; they were taken as LPS (x to the left, y to the back).")
            mirrored = voxels_inside(read.as_ras, volume.geometry, no_tick) if not inside.any() else inside
            if mirrored is not inside and mirrored.any():
                inside, notes[-1] = mirrored, f"{path.name} does not say what its axes are; it lies in these pictures only as RAS, and was taken so."
        at = next((at for at, layer in enumerate(layers) if not layer[inside].any()), len(layers))
        if at == len(layers):
            layers.append(np.zeros(volume.geometry.shape_kji, np.uint16))
        layers[at][inside] = n + 1
        segments.append(NrrdSegment(read.name, at, n + 1, UNSPECIFIED_SITE, "none", None))
    return NrrdSegments(np.stack(layers), volume.geometry.matrix, tuple(segments))


def _nifti(path: Path, folder: Path, decoder: Decoder) -> NrrdSegments:
    """A label map in NIfTI, which has no names but those in a table beside it. It is read in a decoder process, as all of ITK."""
    from viewer.dicom.read_research_volume import decode, describe

    suffix = ".nii.gz" if path.name.lower().endswith(".gz") else ".nii"
    facts = decoder.call(describe, str(path), suffix)
    if facts.volumes != 1:
        raise KnownError(f"{path.name} has {facts.volumes} volumes: it is no label map.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as own:
        target = Path(own, "labels.npy")
        whole, _ = decoder.call(decode, str(path), suffix, 0, str(target))
        voxels = np.load(target)
    if not whole:
        raise KnownError(f"{path.name} holds fractions: it is no label map.")
    names = names_beside(path)
    segments = tuple(_named(row, names.get(row.value)) for row in segments_of_values(voxels[None]))
    return NrrdSegments(voxels[None], np.array(facts.matrix), segments)


def _named(segment: NrrdSegment, name: tuple[str, str, Code] | None) -> NrrdSegment:
    return segment if name is None else replace(segment, name=name[0], side=name[1], code=name[2])
