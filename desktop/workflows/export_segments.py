"""Segments for other programs: structure sets, NRRD and surfaces; each file is read back and compared with the voxels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop.workflows.exported import Exported
from viewer.case.progress import Tick, no_tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.study import Instance, Problem, Series, Study
from viewer.case.volume import Mask
from viewer.dicom.load import Loaded

SHAPES = ("rtstruct", "nrrd", "stl")
LEAST_DICE = 0.98
MOST_ML_OFF = 0.1
"""Part of a segment's volume by which its smoothed surface may differ before it is said."""


def export_segments(
    segmentations: Sequence[tuple[Segmentation, Mask]], loaded: Loaded, series: Series, instances: Sequence[Instance], study: Study,
    folder: Path, formats: Sequence[str], tick: Tick,
) -> list[Exported]:  # fmt: skip
    """Write segmentations in those of `formats` that are among `SHAPES`."""
    from viewer.dicom.write_nrrd import write_seg_nrrd
    from viewer.dicom.write_rtstruct import write_rtstruct
    from viewer.scene.colour_tables import colour_of
    from viewer.scene.write_stl import write_stl

    files = []
    volume = loaded.need_volume()
    for n, (segmentation, mask) in enumerate(segmentations):
        part = part_of(tick, n / len(segmentations), (n + 1) / len(segmentations))
        colours = [colour_of(label) for label in segmentation.labels]
        if "rtstruct" in formats:
            path = folder / f"structures-{n + 1}.dcm"
            write_rtstruct(path, segmentation, mask, volume, loaded.stack, series, instances, study, colours, part_of(part, 0.0, 0.5))
            files.append(_exported(path, "rtstruct", structure_problems(path, segmentation, mask)))
        if "nrrd" in formats:
            part(0.6, "Writing NRRD")
            path = folder / f"segmentation-{n + 1}.seg.nrrd"
            write_seg_nrrd(path, segmentation, mask, colours)
            files.append(_exported(path, "nrrd", nrrd_problems(path, segmentation, mask)))
        if "stl" in formats:
            for label in segmentation.labels:
                part(0.8, f"Writing the surface of {label.name}")
                if segmentation.find_statistics(label.number) is None:
                    continue
                name = re.sub(r"[^A-Za-z0-9]+", "-", label.name).strip("-").lower() or "segment"
                path = folder / f"segmentation-{n + 1}-{label.number}-{name}.stl"
                write_stl(path, segmentation, mask, label)
                files.append(_exported(path, "stl", surface_problems(path, segmentation, label.number)))
    return files


def structure_problems(path: Path, segmentation: Segmentation, mask: Mask) -> tuple[Problem, ...]:
    """Fill the contours of a structure set again and compare them with the voxels that they came from."""
    from viewer.dicom.fill_contours import fill_contours
    from viewer.dicom.read_rtstruct import read_rtstruct

    found = read_rtstruct(path)
    filled = np.zeros(mask.shape, np.uint8)
    numbers, _ = fill_contours(found.structures, segmentation.geometry, filled, no_tick)
    problems = []
    for n, structure in enumerate(found.structures):
        label = next(row for row in segmentation.labels if row.number == structure.number)
        dice = _dice(np.isin(filled, numbers.get(n, ())), np.isin(mask, label.numbers))
        if dice < LEAST_DICE:
            problems.append(Problem("warning", f"The contours of {label.name} cover {dice:.1%} of its voxels when filled again.", str(path)))
    return tuple(problems)


def nrrd_problems(path: Path, segmentation: Segmentation, mask: Mask) -> tuple[Problem, ...]:
    from viewer.dicom.read_nrrd import read_nrrd

    found = read_nrrd(path)
    wrong = [
        label.name
        for label, row in zip(segmentation.labels, found.segments, strict=True)
        if not np.array_equal(found.layers[row.layer] == row.value, np.isin(mask, label.numbers))
    ]
    if not np.allclose(found.matrix, segmentation.geometry.matrix, atol=1e-6):
        wrong.append("the grid")
    return (Problem("warning", f"Not as it was when read back: {', '.join(wrong)}.", str(path)),) if wrong else ()


def surface_problems(path: Path, segmentation: Segmentation, number: int) -> tuple[Problem, ...]:
    from viewer.dicom.read_stl import read_surface
    from viewer.scene.write_stl import enclosed_ml

    statistics = segmentation.find_statistics(number)
    ml = enclosed_ml(read_surface(path).corners)
    if statistics is None or abs(ml - statistics.volume_ml) <= MOST_ML_OFF * statistics.volume_ml:
        return ()
    text = f"The smoothed surface encloses {ml:.3g} ml where the voxels are {statistics.volume_ml:.3g} ml."
    return (Problem("note", text, str(path)),)


def _exported(path: Path, format: str, problems: tuple[Problem, ...]) -> Exported:
    return Exported(path, format, not any(problem.level != "note" for problem in problems), problems)


def _dice(one: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], other: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    total = int(one.sum()) + int(other.sum())
    return 2 * int((one & other).sum()) / total if total else 1.0
