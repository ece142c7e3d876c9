"""Lookup tables out of DICOM headers."""

from __future__ import annotations

from typing import Any

import numpy as np
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.volume import Lut
from viewer.dicom.headers import numbers, value

MOST_ENTRIES = 65536


def lut_of(item: Dataset, signed_input: bool) -> Lut:
    """The table of a sequence item with LUT Descriptor and LUT Data (DICOM PS3.3 C.11.1.1).

    `signed_input` says that what goes in may be negative: then the first value mapped is a signed number, whatever
    the file's value representation made of it. A descriptor with 0 entries means 65536. Entries of 8 bits may be
    packed two to a word. Where entries are larger than the descriptor allows, the entries count.

    Raises KnownError for a table that cannot be read.
    """
    descriptor = [int(part) for part in numbers(item, "LUTDescriptor")]
    if len(descriptor) != 3:
        raise KnownError("A lookup table of the picture has no readable descriptor.")
    count, first, bits = descriptor[0] & 0xFFFF or MOST_ENTRIES, descriptor[1], descriptor[2]
    if signed_input and first >= 0x8000:
        first -= 0x10000
    if not signed_input and first < 0:
        first += 0x10000
    entries = _entries(value(item, "LUTData"), count)
    if len(entries) == 0:
        raise KnownError("A lookup table of the picture is empty.")
    if not 8 <= bits <= 16:
        bits = 16 if max(entries) > 255 else 8
    return Lut(first, tuple(entries[:count]), max(bits, max(entries).bit_length()))


def _entries(data: Any, count: int) -> list[int]:
    if data is None:
        return []
    if isinstance(data, bytes | bytearray):
        width = 1 if len(data) < 2 * count else 2
        return [int(entry) for entry in np.frombuffer(data[: len(data) // width * width], f"<u{width}")]
    entries = [int(entry) & 0xFFFF for entry in (data if hasattr(data, "__iter__") else [data])]
    if len(entries) * 2 in (count, count + 1) and count > 1:  # two to a word
        return [part for entry in entries for part in (entry & 0xFF, entry >> 8)]
    return entries
