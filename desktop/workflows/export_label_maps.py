"""Segments as NIfTI, which has one number for a voxel and no names: files where nothing is shared, and a table of the names."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from desktop.workflows.exported import Exported
from viewer.case.layers import layers_of, voxels_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.study import Problem
from viewer.case.terms import Code
from viewer.case.volume import Mask

TABLE_ENDING = ".labels.csv"
MOST_BYTES = 1 << 20
SHARED = "Segments share voxels, and NIfTI has one number for each voxel: each segment is whole in one of several files."
SIDES = ("left", "right", "bilateral", "midline", "none")
COLUMNS = ("number", "structure", "side", "scheme", "code", "meaning")


def files_of(labels: Sequence[Label], name: str) -> tuple[tuple[str, tuple[Label, ...]], ...]:
    """The files that a segmentation needs, without the ending, and the labels in each: the fullest first."""
    layers = sorted(layers_of(labels), key=len, reverse=True)
    if len(layers) == 1:
        return ((name, layers[0]),)
    return tuple((f"{name}-{n + 1}", layer) for n, layer in enumerate(layers))


def count_apart(segmentations: Sequence[Segmentation]) -> int:
    """How many files those segmentations need whose segments share voxels; 0 where each goes into one file."""
    several = [len(layers_of(row.labels)) for row in segmentations]
    return sum(count for count in several if count > 1)


def write_label_maps(folder: Path, name: str, segmentation: Segmentation, mask: Mask) -> list[Exported]:
    """Write each layer as a NIfTI file with a table of its numbers beside it, and read it back.

    Raises `KnownError` when a file cannot be written.
    """
    import SimpleITK as sitk

    from viewer.dicom.validate import validate_nifti
    from viewer.dicom.whole_file import whole_file
    from viewer.dicom.write_nifti import write_nifti

    files: list[Exported] = []
    apart = (Problem("note", SHARED, str(folder)),) if count_apart([segmentation]) else ()
    for stem, layer in files_of(segmentation.labels, name):
        path, table = folder / f"{stem}.nii.gz", folder / f"{stem}{TABLE_ENDING}"
        voxels = voxels_of(layer, np.asarray(mask))
        write_nifti(path, voxels, segmentation.geometry)
        problems = validate_nifti(path, segmentation.geometry)
        if not problems and not np.array_equal(sitk.GetArrayFromImage(sitk.ReadImage(str(path))), voxels):
            problems = (Problem("warning", f"{path.name} is not as it was when read back.", str(path)),)
        with whole_file(table) as part:
            part.write_text(_table(layer), encoding="utf-8", newline="")
        files.append(Exported(path, "nifti", not problems, (*problems, *(() if files else apart))))
    return files


def _table(layer: Sequence[Label]) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(COLUMNS)
    for label in layer:
        rows.writerow((label.number, label.name, label.side, label.code.scheme, label.code.value, label.code.meaning))
    return written.getvalue()


def names_beside(path: Path) -> dict[int, tuple[str, str, Code]]:
    """Name, side and code of the numbers of a NIfTI file, by the table beside it; empty where none lies there that can be read."""
    table = path.with_name(path.name.removesuffix(".gz").removesuffix(".nii") + TABLE_ENDING)
    if not table.is_file() or table.stat().st_size > MOST_BYTES:
        return {}
    names: dict[int, tuple[str, str, Code]] = {}
    try:
        for row in csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))):
            number, name, side, scheme, code, meaning = (row[column].strip() for column in COLUMNS)
            if name:
                names[int(number)] = name[:64], side if side in SIDES else "none", Code(scheme, code, meaning)
    except (OSError, UnicodeDecodeError, ValueError, KeyError, AttributeError, csv.Error):
        return {}  # the table is another program's: the numbers alone stay
    return names
