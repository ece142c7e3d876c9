"""A segmentation as NRRD (``.seg.nrrd``), as 3D Slicer keeps it, and label maps read back from it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.segmentation import Label, Segmentation
from viewer.case.volume import Mask
from viewer.dicom.whole_file import whole_file

CATEGORY = "Segmentation category and type - Lightbox"
ANATOMY = "SCT^123037004^Anatomical Structure"


def write_seg_nrrd(path: Path, segmentation: Segmentation, mask: Mask, colours: Sequence[tuple[int, int, int]]) -> None:
    """Write a label map with the names, colours and codes of its segments.

    Space is left-posterior-superior, the axes are given by direction vectors. Each segment is a value of a layer; labels
    that hold or share voxels get layers of their own (a fourth axis), as Slicer does, so that nothing is lost.

    Raises KnownError when the file cannot be written.
    """
    layers = _layers(segmentation.labels)
    values = [np.where(_table(layer)[mask] > 0, _table(layer)[mask], np.uint8(0)) for layer in layers]
    data = np.stack(values, axis=-1) if len(layers) > 1 else values[0]  # the fastest axis comes last in memory
    header = _header(segmentation, data.shape, layers, colours)
    with whole_file(path) as part, part.open("wb") as file:
        file.write(header.encode("utf-8") + b"\n")
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, mtime=0) as packed:
            packed.write(np.ascontiguousarray(data).tobytes())


def read_seg_nrrd(path: Path) -> tuple[Mask, Geometry, dict[str, tuple[int, int]]]:
    """The voxels ((k, j, i), or with layers as a fourth axis), their grid, and layer and value of each segment by name.

    Raises KnownError for a file that is none that `write_seg_nrrd` writes.
    """
    try:
        raw = path.read_bytes()
        text, _, packed = raw.partition(b"\n\n")
        fields = dict(_field(line) for line in text.decode("utf-8").splitlines()[1:] if ":" in line and not line.startswith("#"))
        sizes = [int(size) for size in fields["sizes"].split()]
        vectors = [word.strip("()") for word in fields["space directions"].split() if word != "none"]
        axes = np.array([[float(part) for part in vector.split(",")] for vector in vectors])
        data = np.frombuffer(gzip.decompress(packed), np.uint8).reshape(sizes[::-1])
        matrix = np.eye(4)
        matrix[:3, :3] = axes[::-1].T
        matrix[:3, 3] = [float(part) for part in fields["space origin"].strip("()").split(",")]
        numbers: dict[str, tuple[int, int]] = {}
        while f"Segment{len(numbers)}_Name" in fields:
            n = len(numbers)
            numbers[fields[f"Segment{n}_Name"]] = (int(fields[f"Segment{n}_Layer"]), int(fields[f"Segment{n}_LabelValue"]))
        k, j, i = data.shape[:3]
        return data, Geometry.from_matrix((k, j, i), matrix, ""), numbers
    except (OSError, ValueError, KeyError, zlib.error, EOFError) as error:
        raise KnownError(f"{path.name} is no segmentation in NRRD.") from error


def _layers(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels in layers in which no two share a number."""
    layers: list[list[Label]] = []
    for label in labels:
        fits = (layer for layer in layers if all(not set(label.numbers).intersection(other.numbers) for other in layer))
        layer = next(fits, None)
        if layer is None:
            layers.append([label])
        else:
            layer.append(label)
    return layers


def _table(layer: Sequence[Label]) -> Mask:
    table = np.zeros(256, np.uint8)
    for label in layer:
        table[list(label.numbers)] = label.number
    return table


def _header(segmentation: Segmentation, shape: tuple[int, ...], layers: list[list[Label]], colours: Sequence[tuple[int, int, int]]) -> str:
    geometry = segmentation.geometry
    vectors = [_vector(geometry.matrix[:3, axis]) for axis in (2, 1, 0)]
    kinds = ["domain"] * 3
    if len(layers) > 1:
        vectors.insert(0, "none")
        kinds.insert(0, "list")
    lines = [
        "NRRD0004", "# Complete NRRD file format specification at:", "# http://teem.sourceforge.net/nrrd/format.html",
        "type: unsigned char", f"dimension: {len(shape)}", "space: left-posterior-superior",
        f"sizes: {' '.join(str(size) for size in shape[::-1])}", f"space directions: {' '.join(vectors)}",
        f"kinds: {' '.join(kinds)}", "encoding: gzip", f"space origin: {_vector(geometry.matrix[:3, 3])}",
        "Segmentation_MasterRepresentation:=Binary labelmap", "Segmentation_ContainedRepresentationNames:=Binary labelmap|",
        "Segmentation_ReferenceImageExtentOffset:=0 0 0",
    ]  # fmt: skip
    layer_of = {label.number: n for n, layer in enumerate(layers) for label in layer}
    i, j, k = geometry.shape_kji[::-1]
    for n, (label, colour) in enumerate(zip(segmentation.labels, colours, strict=True)):
        code = label.code
        terms = f"{CATEGORY}~{ANATOMY}~{code.scheme}^{code.value}^{code.meaning}~^^~Anatomic codes - Lightbox~^^~^^"
        lines += [
            f"Segment{n}_ID:=Segment_{label.number}", f"Segment{n}_Name:={' '.join(label.name.split())}",
            f"Segment{n}_NameAutoGenerated:=0", f"Segment{n}_Color:={' '.join(f'{part / 255:.6f}' for part in colour)}",
            f"Segment{n}_ColorAutoGenerated:=0", f"Segment{n}_LabelValue:={label.number}", f"Segment{n}_Layer:={layer_of[label.number]}",
            f"Segment{n}_Extent:=0 {i - 1} 0 {j - 1} 0 {k - 1}", f"Segment{n}_Tags:=TerminologyEntry:{terms}|",
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _vector(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return f"({','.join(repr(float(value)) for value in values)})"


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":=") if ":=" in line else line.partition(": ")
    return name, value
