"""Segments read from NRRD: label maps of any program, with names, colours and codes where 3D Slicer wrote them (``.seg.nrrd``).

The file is a stranger's: nothing in it is run, no size in it is believed before the voxels are there.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.geometry import Array
from viewer.case.terms import UNSPECIFIED_SITE, Code

MOST_BYTES = 1 << 33
MOST_PACKED = 1100
"""No deflated data grow by more than a factor of 1032."""
MOST_SEGMENTS = 255
NAME_LETTERS = 64
_TYPES = {
    "u1": ("unsigned char", "uchar", "uint8", "uint8_t"), "i1": ("signed char", "int8", "int8_t"),
    "i2": ("short", "short int", "signed short", "signed short int", "int16", "int16_t"),
    "u2": ("unsigned short", "ushort", "unsigned short int", "uint16", "uint16_t"),
    "i4": ("int", "signed int", "int32", "int32_t"), "u4": ("unsigned int", "uint", "uint32", "uint32_t"),
}  # fmt: skip
_SPACES = {
    "left-posterior-superior": (1, 1), "lps": (1, 1), "right-anterior-superior": (-1, -1), "ras": (-1, -1),
    "left-anterior-superior": (1, -1), "las": (1, -1),
}  # fmt: skip
_SIDES = {"7771000": "left", "24028007": "right", "51440002": "bilateral"}
_TISSUE = "85756007"


@dataclass(frozen=True, slots=True)
class NrrdSegment:
    """One segment: where `layer` holds `value`."""

    name: str
    layer: int
    value: int
    code: Code
    side: str
    colour: tuple[int, int, int] | None


@dataclass(frozen=True, eq=False, slots=True)
class NrrdSegments:
    """Label maps (layer, k, j, i), where their voxel centres lie (4x4, (k, j, i, 1) -> LPS mm), and the segments in them."""

    layers: npt.NDArray[np.integer]
    matrix: Array
    segments: tuple[NrrdSegment, ...]


def read_nrrd(path: Path) -> NrrdSegments:
    """Read a file; segments that it does not describe are called after their values.

    Raises KnownError for a file that is no NRRD of whole numbers, cut short, or without a place in the patient.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read: {error.strerror}.") from None
    blank = b"\r\n\r\n" if b"\r\n" in raw[:16] else b"\n\n"
    head, _, packed = raw.partition(blank)
    if not raw.startswith(b"NRRD"):
        raise KnownError(f"{path.name} is no NRRD file.")
    fields = dict(_field(line) for line in head.decode("utf-8", "replace").splitlines()[1:] if ":" in line and not line.startswith("#"))
    try:
        layers, matrix = _voxels(fields, packed), _matrix(fields)
    except (ValueError, KeyError, zlib.error, OverflowError, MemoryError) as error:
        raise KnownError(f"{path.name} is no label map in NRRD, or it is damaged.") from error
    return NrrdSegments(layers, matrix, _described(fields, len(layers)) or segments_of_values(layers))


def segments_of_values(layers: npt.NDArray[np.integer]) -> tuple[NrrdSegment, ...]:
    """A segment for each value but 0. Raises KnownError where there are too many: then it is a picture."""
    found = [(layer, int(value)) for layer, voxels in enumerate(layers) for value in np.unique(voxels) if value]
    if len(found) > MOST_SEGMENTS:
        raise KnownError(f"The file has {len(found)} different values: it is no label map.")
    return tuple(NrrdSegment(f"Segment {n}", layer, value, UNSPECIFIED_SITE, "none", None) for n, (layer, value) in enumerate(found, 1))


def _voxels(fields: dict[str, str], packed: bytes) -> npt.NDArray[np.integer]:
    kind = next((code for code, names in _TYPES.items() if fields["type"].strip().lower() in names), "")
    sizes = [int(size) for size in fields["sizes"].split()]
    if not kind or not 3 <= len(sizes) <= 4 or min(sizes) < 1 or "data file" in fields or "datafile" in fields:
        raise ValueError("not one volume of whole numbers in one file")
    order = ">" if fields.get("endian", "little").strip().lower() == "big" else "<"
    wanted = math.prod(sizes) * int(kind[1])
    if wanted > MOST_BYTES or wanted > max(len(packed), 1) * MOST_PACKED:
        raise ValueError("claims more than it holds")
    encoding = fields["encoding"].strip().lower()
    if encoding in ("gzip", "gz"):
        packed = zlib.decompressobj(31).decompress(packed, wanted)
    elif encoding != "raw":
        raise ValueError("unknown encoding")
    data = np.frombuffer(packed[:wanted], f"{order}{kind}").reshape(sizes[::-1])
    directions = _words(fields)
    if len(sizes) == 3:
        return data[None]
    # The axis without a direction counts layers; Slicer lets it run fastest, others slowest.
    return np.moveaxis(data, 3 - directions.index("none"), 0)


def _words(fields: dict[str, str]) -> list[str]:
    return fields["space directions"].replace(", ", ",").split()


def _matrix(fields: dict[str, str]) -> Array:
    flip = np.array([*_SPACES[fields["space"].strip().lower()], 1])
    vectors = [[float(part) for part in word.strip("()").split(",")] for word in _words(fields) if word != "none"]
    matrix = np.eye(4)
    matrix[:3, :3] = (np.array(vectors)[::-1] * flip).T
    matrix[:3, 3] = np.array([float(part) for part in fields["space origin"].replace(" ", "").strip("()").split(",")]) * flip
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix[:3, :3])) < 1e-9:
        raise ValueError("no place in space")
    return matrix


def _described(fields: dict[str, str], layers: int) -> tuple[NrrdSegment, ...]:
    """What Slicer wrote of each segment."""
    found = []
    for n in range(MOST_SEGMENTS):
        if f"Segment{n}_Name" not in fields and f"Segment{n}_ID" not in fields:
            break
        name = " ".join(fields.get(f"Segment{n}_Name", "").split())[:NAME_LETTERS] or f"Segment {n + 1}"
        layer, value = _number(fields.get(f"Segment{n}_Layer"), 0), _number(fields.get(f"Segment{n}_LabelValue"), n + 1)
        if 0 <= layer < layers and value != 0:
            code, side = _code(fields.get(f"Segment{n}_Tags", ""))
            found.append(NrrdSegment(name, layer, value, code, side, _colour(fields.get(f"Segment{n}_Color", ""))))
    return tuple(found)


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise


def _colour(text: str) -> tuple[int, int, int] | None:
    try:
        red, green, blue = (round(255 * min(max(float(part), 0.0), 1.0)) for part in text.split())
    except (ValueError, OverflowError):
        return None
    return red, green, blue


def _code(tags: str) -> tuple[Code, str]:
    """Type and side of a segment: ``TerminologyEntry:context~category~type~modifier~context~region~modifier``."""
    entry = next((tag for tag in tags.split("|") if tag.startswith("TerminologyEntry:")), "")
    parts = [part.split("^") for part in entry.partition(":")[2].split("~")]
    if len(parts) < 3:
        return UNSPECIFIED_SITE, "none"
    what, modifier = parts[2], parts[3] if len(parts) > 3 else []
    if what[:2] == ["SCT", _TISSUE] and len(parts) > 5 and len(parts[5]) == 3 and parts[5][1]:  # which tissue is not said: where it is
        what, modifier = parts[5], parts[6] if len(parts) > 6 else []
    side = _SIDES.get(modifier[1], "none") if len(modifier) > 1 else "none"
    if len(what) != 3 or not all(what) or len(what[0]) > 16 or len(what[1]) > 16:
        return UNSPECIFIED_SITE, side
    return Code(what[0], what[1], what[2][:NAME_LETTERS]), side


def _field(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":=") if ":=" in line else line.partition(":")
    return name.strip(), value
