"""A folder of cases with reference outlines: which case is which, its pictures, and its reference on their grid."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from desktop.workflows.open_series import open_series
from inference.cards import ModelCard
from inference.gate.evaluation import Scanner
from inference.packs.structures import label_of
from inference.segmentation.grid import Bool
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label
from viewer.case.study import NO_PICTURES, Instance, Problem, Series
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.research_file import RESEARCH_CLASS
from viewer.dicom.scan import Scan, scan

LABELS_FILE = "labels.csv"
HOW = (
    "Each case is a folder with its pictures (DICOM or one NIfTI file) and its reference (DICOM SEG, or a NIfTI file whose "
    f"name says seg, label, mask, ref or truth). Beside NIfTI references, {LABELS_FILE} has rows of number,structure."
)
_REFERENCE = re.compile(r"(?:^|[^a-z])(?:seg|segmentation|label|labels|labelmap|mask|ref|reference|truth|gt)(?:[^a-z]|$)", re.IGNORECASE)
_NAMES = re.compile(r"number\s*,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """Pictures and a reference that belong together; not read yet."""

    name: str
    pictures: Series
    instances: tuple[Instance, ...]
    reference: Series
    reference_instances: tuple[Instance, ...]
    labels_file: Path | None


@dataclass(frozen=True, eq=False, slots=True)
class Compared:
    """A structure that the model draws and the reference has."""

    label: Label
    reference: Bool


def find_cases(folder: Path, tick: Tick) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The cases below a folder, by name, and why others are left out.

    Raises
    ------
    KnownError where there is none.
    """
    if not folder.is_dir():
        raise KnownError(f"There is no folder {folder}.", HOW)
    below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    cases: list[Case] = []
    problems: list[Problem] = []
    for n, place in enumerate(below or [folder]):
        found = scan([place], part_of(tick, n / max(len(below), 1), (n + 1) / max(len(below), 1)))
        case = _case(place, folder, found)
        if isinstance(case, Case):
            cases.append(case)
        else:
            problems.append(Problem("warning", case, str(place)))
    if not cases:
        raise KnownError(f"There is no case with pictures and a reference in {folder}.", HOW)
    return tuple(cases), tuple(problems)


def _case(place: Path, folder: Path, found: Scan) -> Case | str:
    """The case in a folder, or in one sentence why there is none."""
    of = {row.uid: tuple(one for one in found.instances if one.series_uid == row.uid) for row in found.series}
    research = {uid for uid, rows in of.items() if rows and rows[0].sop_class_uid == RESEARCH_CLASS}
    references = [
        row for row in found.series if row.modality == "SEG" or (row.uid in research and _REFERENCE.search(Path(of[row.uid][0].path).name))
    ]
    pictures = [row for row in found.series if row not in references and (row.uid in research or row.modality not in NO_PICTURES)]
    if not references:
        return f"The folder {place.name} has no reference, so it is left out."
    if len(references) > 1:
        return f"The folder {place.name} has {len(references)} references; which one counts is not said, so it is left out."
    if not pictures:
        return f"The folder {place.name} has no pictures beside its reference, so it is left out."
    chosen = max(pictures, key=lambda row: sum(one.frames for one in of[row.uid]))
    reference = references[0]
    labels = next((path for path in (place / LABELS_FILE, folder / LABELS_FILE) if path.is_file()), None)
    return Case(place.name, chosen, of[chosen.uid], reference, of[reference.uid], labels)


def scanner_of(series: Series) -> Scanner:
    return Scanner(series.manufacturer, series.model_name, series.kernel, series.slice_thickness_mm)


def open_pictures(case: Case, card: ModelCard, folder: Path, decoder: Decoder, tick: Tick) -> tuple[Volume, tuple[str, ...]]:
    """The volume of a case, and what was assumed of it.

    Raises
    ------
    KnownError where its pictures make no volume or are of another modality.
    """
    volume = open_series(case.pictures, case.instances, folder, decoder, tick).need_volume()
    if case.instances[0].sop_class_uid != RESEARCH_CLASS:
        if card.modality not in ("any", case.pictures.modality):
            raise KnownError(f"The pictures are {case.pictures.modality}, and {card.name} is for {card.modality}.")
        return volume, ()
    if card.modality != "CT":
        return volume, ()
    said = f"{case.name}: the file does not say what its values are; they are taken for Hounsfield units."
    return replace(volume, unit="HU"), (said,)


def open_reference(
    case: Case, card: ModelCard, volume: Volume, folder: Path, decoder: Decoder, tick: Tick
) -> tuple[tuple[Compared, ...], tuple[str, ...]]:
    """The reference of each structure that the model draws too, on the volume's grid, and the names of those it does not.

    Structures are one where their code and side are, or their name.

    Raises
    ------
    KnownError where the reference cannot be read, lies elsewhere, or does not say what its numbers mean.
    """
    rows = list(_seg(case, volume, folder, decoder, tick) if case.reference.modality == "SEG" else _research(case, volume, folder, decoder, tick))
    compared: dict[int, Compared] = {}
    others: list[str] = []
    for named, mask in rows:
        label = _same(named, card)
        if label is None:
            others.append(named.name)
        elif label.number in compared:
            compared[label.number].reference[...] |= mask
        else:
            compared[label.number] = Compared(label, mask)
    return tuple(compared.values()), tuple(dict.fromkeys(others))


def _same(named: Label, card: ModelCard) -> Label | None:
    def is_named(label: Label) -> bool:
        return set(_words(label.name)) == set(_words(named.name))

    def is_coded(label: Label) -> bool:
        sides = label.side == named.side or {"none", "midline"} >= {label.side, named.side}
        return (label.code.scheme, label.code.value) == (named.code.scheme, named.code.value) and sides

    return next((label for label in card.labels if is_named(label)), None) or next((label for label in card.labels if is_coded(label)), None)


def _words(name: str) -> list[str]:
    return [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in re.split(r"[^a-z0-9]+", name.lower()) if word]


def _seg(case: Case, volume: Volume, folder: Path, decoder: Decoder, tick: Tick) -> Iterator[tuple[Label, Bool]]:
    from viewer.dicom.read_seg import read_seg
    from viewer.dicom.seg_masks import make_masks

    loaded = open_series(case.pictures, case.instances, folder, decoder, part_of(tick, 0.0, 0.2))
    for instance in case.reference_instances:
        made = make_masks(read_seg(Path(instance.path)), volume, loaded.stack, folder, decoder, part_of(tick, 0.2, 1.0))
        for map in made.maps:
            mask = np.load(map.path)
            map.path.unlink()
            for label in map.labels:
                yield label, np.isin(mask, label.numbers)


def _research(case: Case, volume: Volume, folder: Path, decoder: Decoder, tick: Tick) -> Iterator[tuple[Label, Bool]]:
    names = _names(case)
    reference = open_series(case.reference, case.reference_instances, folder, decoder, tick).need_volume()
    numbers = _on_grid(reference, volume)
    for structure, values in names.items():
        yield label_of(1, structure), np.isin(numbers, values)


def _names(case: Case) -> Mapping[str, list[int]]:
    """What the numbers of a NIfTI reference mean: several numbers may be one structure."""
    if case.labels_file is None:
        raise KnownError(f"Nothing says what the numbers in the reference of {case.name} mean.", HOW)
    names: dict[str, list[int]] = {}
    try:
        text = case.labels_file.read_text(encoding="utf-8-sig")
        for row in csv.reader(line for line in text.splitlines() if line.strip() and not line.startswith("#") and not _NAMES.match(line)):
            names.setdefault(row[1].strip(), []).append(int(row[0]))
    except (OSError, UnicodeDecodeError, ValueError, IndexError) as error:
        raise KnownError(f"{case.labels_file} is no table of number,structure.", HOW) from error
    return names


def _on_grid(reference: Volume, volume: Volume) -> npt.NDArray[np.int64]:
    """The reference's numbers at the volume's voxels, nearest; 0 outside it.

    Raises
    ------
    KnownError where it lies beside the pictures.
    """
    geometry, own = volume.geometry, reference.geometry
    if own.shape_kji == geometry.shape_kji and np.allclose(own.matrix, geometry.matrix, atol=1e-3):
        return np.asarray(reference.voxels, np.int64)
    change = np.linalg.inv(own.matrix) @ geometry.matrix
    numbers = np.zeros(geometry.shape_kji, np.int64)
    j, i = np.meshgrid(np.arange(geometry.shape_kji[1]), np.arange(geometry.shape_kji[2]), indexing="ij")
    top = np.array(own.shape_kji)[:, None, None]
    met = False
    for k in range(geometry.shape_kji[0]):
        place = [change[n, 0] * k + change[n, 1] * j + change[n, 2] * i + change[n, 3] for n in range(3)]
        index = np.rint(np.stack(place)).astype(np.int64)
        inside = ((index >= 0) & (index < top)).all(axis=0)
        if inside.any():
            met = True
            numbers[k][inside] = reference.voxels[index[0][inside], index[1][inside], index[2][inside]]
    if not met:
        raise KnownError("The reference lies beside the pictures.", "Check that both are of one patient and one orientation.")
    return numbers
