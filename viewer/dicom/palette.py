"""Palette colour: lookup tables from stored values to red, green and blue."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.volume import Supplement
from viewer.dicom.colour import RGB
from viewer.dicom.headers import integer, items, read_header, text

_TAGS = [0x00280103, *range(0x00281101, 0x00281104), *range(0x00281201, 0x00281204), *range(0x00281221, 0x00281224)]
_FRAME_TYPES = ("CTImageFrameTypeSequence", "MRImageFrameTypeSequence", "PETFrameTypeSequence")


@dataclass(frozen=True, eq=False, slots=True)
class Palette:
    """Colours (entries, 3) of 8 bits; stored value `first` and all below it have the first one."""

    first: int
    colours: RGB

    def colour_of(self, values: npt.NDArray[Any]) -> RGB:
        """RGB of stored values; above the last entry, the last (DICOM PS3.3 C.7.6.3.1.5)."""
        return self.colours[np.clip(values.astype(np.int32) - self.first, 0, len(self.colours) - 1)]


def read_palette(path: str) -> Palette:
    """The palette of a file. Raises ValueError where it is missing or damaged, KnownError where the file cannot be read."""
    return _cached(path, Path(path).stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _cached(path: str, changed: int) -> Palette:
    return palette_of(read_header(Path(path), _TAGS).dataset)


def palette_of(dataset: Dataset) -> Palette:
    """The palette in a header. Raises ValueError where it is missing or damaged."""
    order = _order_of(dataset)
    channels, first = [], 0
    for name in ("Red", "Green", "Blue"):
        entries, first, bits = _descriptor(dataset, f"{name}PaletteColorLookupTableDescriptor", order)
        plain = _bytes(dataset, f"{name}PaletteColorLookupTableData")
        packed = _bytes(dataset, f"Segmented{name}PaletteColorLookupTableData")
        if plain:
            channels.append((_entries(plain, entries, bits, order), bits))
        elif packed:
            channels.append((_expand(packed, entries, bits, order), bits))
        else:
            raise ValueError("its colour palette is missing")
    # Some say 16 bits and mean 8: no colour of theirs is brighter than the 256th part of white.
    wide = any(bits == 16 and table.max() > 255 for table, bits in channels)
    table = np.stack([table for table, _ in channels], axis=1)
    if integer(dataset, "PixelRepresentation") == 1 and first > 0x7FFF:
        first -= 0x10000
    return Palette(first, (table >> 8 if wide else table).astype(np.uint8))


def is_supplemented(dataset: Dataset) -> bool:
    """Whether the makers of a grey picture show its highest values in colour (DICOM PS3.3 C.7.6.19, Pixel Presentation)."""
    shared = items(dataset, "SharedFunctionalGroupsSequence")
    types = [dataset, *(kind for item in shared for keyword in _FRAME_TYPES for kind in items(item, keyword))]
    presented = {text(item, "PixelPresentation") for item in types} & {"COLOR", "MIXED"}
    return bool(presented) and "RedPaletteColorLookupTableDescriptor" in dataset


def read_supplement(path: str, slope: float, intercept: float) -> Supplement | None:
    """The colours of a file's highest values, where stored value * `slope` + `intercept` is the value; None where damaged."""
    try:
        palette = read_palette(path)
    except (ValueError, KnownError, OSError):
        return None
    colours = tuple((int(red), int(green), int(blue)) for red, green, blue in palette.colours)
    return Supplement(palette.first * slope + intercept, slope, colours) if slope > 0 else None


def _order_of(dataset: Dataset) -> str:
    return ">" if dataset.original_encoding[1] is False else "<"


def _descriptor(dataset: Dataset, keyword: str, order: str) -> tuple[int, int, int]:
    """Number of entries, first stored value (unsigned), bits of an entry; all read as unsigned whatever the header says."""
    found = _bytes(dataset, keyword)
    if len(found) != 6:
        raise ValueError("its colour palette is damaged")
    entries, first, bits = struct.unpack(f"{order}3H", found)
    if bits not in (8, 16):
        raise ValueError("its colour palette is damaged")
    return entries or 65536, first, bits


def _bytes(dataset: Dataset, keyword: str) -> bytes:
    element = dataset.get_item(keyword) if keyword in dataset else None
    found = getattr(element, "value", None)
    return found if isinstance(found, bytes) else b""


def _entries(data: bytes, entries: int, bits: int, order: str) -> npt.NDArray[np.uint16]:
    if bits == 8 and len(data) < 2 * entries:  # two entries in each word of 16 bits, the lower byte first
        words = np.frombuffer(data[: len(data) // 2 * 2], f"{order}u2").astype("<u2")
        table = words.view(np.uint8).astype(np.uint16)
    else:
        table = np.frombuffer(data[: len(data) // 2 * 2], f"{order}u2").astype(np.uint16)
    if len(table) < entries:
        raise ValueError("its colour palette is cut short")
    return table[:entries] & np.uint16(0xFF if bits == 8 else 0xFFFF)


def _expand(data: bytes, entries: int, bits: int, order: str) -> npt.NDArray[np.uint16]:
    """A segmented palette: runs, ramps and repetitions of earlier ones (DICOM PS3.3 C.7.9.2)."""
    if bits == 8:
        numbers = list(data)
    else:
        numbers = list(struct.unpack(f"{order}{len(data) // 2}H", data[: len(data) // 2 * 2]))
    out: list[int] = []
    starts: list[int] = []
    at = 0
    while at + 1 < len(numbers) and len(out) < entries:
        starts.append(at)
        at = _segment(numbers, at, out, starts, bits, entries, nested=False)
    if len(out) < entries:
        raise ValueError("its colour palette is cut short")
    return np.array(out[:entries], np.uint16)


def _segment(numbers: list[int], at: int, out: list[int], starts: list[int], bits: int, most: int, nested: bool) -> int:
    """Append one segment's entries; the answer is where the next one begins."""
    kind, length = numbers[at], numbers[at + 1]
    if kind == 0:
        out += numbers[at + 2 : at + 2 + length]
        return at + 2 + length
    if kind == 1 and out and at + 2 < len(numbers):
        start, end = out[-1], numbers[at + 2]
        out += (round(start + (end - start) * step / length) for step in range(1, length + 1))
        return at + 3
    words = 2 if bits == 16 else 4
    if kind == 2 and not nested and at + 2 + words <= len(numbers):
        place = sum(number << (bits * n) for n, number in enumerate(numbers[at + 2 : at + 2 + words]))
        unit = bits // 8
        inner = place // unit
        for _ in range(length):
            if inner not in starts or len(out) >= most:
                break
            inner = _segment(numbers, inner, out, starts, bits, most, nested=True)
        return at + 2 + words
    raise ValueError("its colour palette is damaged")
