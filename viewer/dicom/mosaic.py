"""Siemens mosaics: one stored picture that holds all slices of a volume as tiles, row by row.

Neither the tiles nor the place of the first slice are in public attributes: the place in the header is that of a
picture as large as the mosaic, centred where the slices are. How many tiles there are and which way they are
stacked stands in the CSA header, a private element with a table of names and texts; newer scanners have private
elements of their own for both.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.dicom.headers import element, text

CSA_OWNER = 0x00290010
CSA_IMAGE = 0x00291010
COUNT_OWNER = 0x00190010
COUNT = 0x0019100A
TAGS = (CSA_OWNER, CSA_IMAGE, COUNT_OWNER, COUNT)
MOST_TILES = 1024


@dataclass(frozen=True, slots=True)
class Mosaic:
    """How many slices a mosaic holds, and the direction they are stacked in (None: as the picture's normal)."""

    count: int
    normal: tuple[float, float, float] | None

    @property
    def across(self) -> int:
        """Tiles in a row: the mosaic is the smallest square that holds all."""
        return math.isqrt(self.count - 1) + 1


def is_mosaic(dataset: Dataset) -> bool:
    return "MOSAIC" in text(dataset, "ImageType").split("\\")


def mosaic_of(dataset: Dataset) -> Mosaic:
    """What the private header says.

    Raises KnownError where it does not say how many slices there are.
    """
    table = csa_table(_private(dataset, CSA_OWNER, "SIEMENS CSA HEADER", CSA_IMAGE))
    counts, normals = _floats(table.get("NumberOfImagesInMosaic", ())), _floats(table.get("SliceNormalVector", ()))
    count = int(counts[0]) if counts else _count(dataset)
    if not 1 < count <= MOST_TILES:
        raise KnownError("The picture is a mosaic of slices, and its header does not say of how many.")
    known = len(normals) == 3 and np.linalg.norm(normals) > 0.9
    return Mosaic(count, (normals[0], normals[1], normals[2]) if known else None)


def tile_of(mosaic: Mosaic, index: int, rows: int, columns: int) -> tuple[int, int, int, int]:
    """Top, left, rows and columns of tile `index` (from 0) in a picture of `rows` x `columns`.

    Raises KnownError where the picture cannot be cut into equal tiles.
    """
    across = mosaic.across
    if rows % across or columns % across:
        raise KnownError(f"A mosaic of {columns} x {rows} pixels cannot hold {mosaic.count} equal slices.")
    height, width = rows // across, columns // across
    return index // across * height, index % across * width, height, width


def place_of(
    mosaic: Mosaic, index: int, position_lps: Point, along: Point, down: Point, spacing_mm: tuple[float, float],
    shape_ji: tuple[int, int], step_mm: float,
) -> Point:  # fmt: skip
    """The centre of the first pixel of slice `index`.

    `position_lps` is Image Position (Patient) of the mosaic with `shape_ji` pixels: the first pixel of a picture of
    that size around the centre of the first slice.
    """
    rows, columns = shape_ji
    height, width = rows // mosaic.across, columns // mosaic.across
    right, below = np.array(along), np.array(down)
    normal = np.cross(right, below)
    if mosaic.normal is not None and normal @ mosaic.normal < 0:
        normal = -normal
    first = np.array(position_lps)
    first = first + right * spacing_mm[1] * (columns - width) / 2 + below * spacing_mm[0] * (rows - height) / 2
    x, y, z = (first + normal * step_mm * index).tolist()
    return x, y, z


def csa_table(data: bytes) -> dict[str, tuple[str, ...]]:
    """Names and texts of a CSA header; what is damaged ends it.

    Both layouts are little endian: an optional "SV10" and 4 bytes, the number of entries and a check word; for each
    entry a name of 64 bytes, and after 16 more the number of its items at offset 76; each item is four words, the
    second its length, and the text padded to whole words.
    """
    table: dict[str, tuple[str, ...]] = {}
    at = 8 if data[:4] == b"SV10" else 0
    try:
        (entries,) = struct.unpack_from("<I", data, at)
        at += 8
        for _ in range(min(entries, 512)):
            name = data[at : at + 64].split(b"\0")[0].decode("latin-1")
            (items,) = struct.unpack_from("<I", data, at + 76)
            at += 84
            texts = []
            for _ in range(min(items, 4096)):
                (length,) = struct.unpack_from("<4xI8x", data, at)
                texts.append(data[at + 16 : at + 16 + length].split(b"\0")[0].decode("latin-1").strip())
                at += 16 + (length + 3) // 4 * 4
            table[name] = tuple(found for found in texts if found)
    except struct.error:
        pass
    return table


def _private(dataset: Dataset, owner_tag: int, owner: str, tag: int) -> bytes:
    named = element(dataset, owner_tag)
    found = element(dataset, tag)
    if named is None or str(named.value).strip() != owner or found is None or not isinstance(found.value, bytes):
        return b""
    return found.value


def _count(dataset: Dataset) -> int:
    """The private element of scanners that also write it outside the CSA header."""
    named, found = element(dataset, COUNT_OWNER), element(dataset, COUNT)
    if named is None or not str(named.value).startswith("SIEMENS MR HEADER") or found is None:
        return 0
    if isinstance(found.value, bytes):
        return int.from_bytes(found.value[:2], "little")
    return int(found.value) if isinstance(found.value, int | float) else 0


def _floats(texts: Sequence[str]) -> tuple[float, ...]:
    try:
        return tuple(float(found) for found in texts)
    except ValueError:
        return ()
