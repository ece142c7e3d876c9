"""Contours of a structure set as they stand in the file: there may be a hundred thousand, and each with objects takes a minute.

Implicit VR little endian, items of known length (DICOM PS3.5 7.1.3 and 7.5.1), as Lightbox writes them; others are left to pydicom.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

CONTOURS, IMAGES = BaseTag(0x30060040), BaseTag(0x30060016)
_KIND, _COUNT, _NUMBER, _DATA = 0x30060042, 0x30060046, 0x30060048, 0x30060050
_CLASS_UID, _UID, _FRAME = 0x00081150, 0x00081155, 0x00081160
_ITEM = 0xFFFEE000


@dataclass(frozen=True, slots=True)
class ContourItem:
    """One contour. `data` is its coordinates as text; the picture it lies on is empty where it names none."""

    kind: str
    count: int
    data: bytes
    class_uid: str = ""
    uid: str = ""
    frame: int | None = None


def contour_sequence(contours: Sequence[ContourItem]) -> RawDataElement:
    """The contours of one structure, as an element that is written as it is."""
    items = []
    for number, row in enumerate(contours, start=1):
        frame = _element(_FRAME, str(row.frame).encode()) if row.frame is not None else b""
        image = _element(_CLASS_UID, row.class_uid.encode(), b"\0") + _element(_UID, row.uid.encode(), b"\0") + frame
        words = _element(_KIND, row.kind.encode()) + _element(_COUNT, str(row.count).encode()) + _element(_NUMBER, str(number).encode())
        items.append(_element(_ITEM, _element(IMAGES, _element(_ITEM, image)) + words + _element(_DATA, row.data)))
    value = b"".join(items)
    return RawDataElement(CONTOURS, None, len(value), value, 0, True, True)


def contour_items(structure: Dataset) -> list[ContourItem] | None:
    """The contours of one structure, without objects; None where they are not written so that this can read them."""
    raw = structure.get_item(CONTOURS)
    if not isinstance(raw, RawDataElement) or not raw.is_implicit_VR or not raw.is_little_endian or not isinstance(raw.value, bytes):
        return None
    try:
        return [_contour(raw.value, start, end) for start, end in _items(raw.value, 0, len(raw.value))]
    except (struct.error, ValueError):
        return None


def _contour(data: bytes, start: int, end: int) -> ContourItem:
    kind, count, points, class_uid, uid = "", 0, b"", "", ""
    for tag, first, last in _elements(data, start, end):
        if tag == _KIND:
            kind = _text(data[first:last])
        elif tag == _COUNT:
            count = int(_text(data[first:last]) or 0)
        elif tag == _DATA:
            points = data[first:last]
        elif tag == IMAGES:
            for inner, inner_end in _items(data, first, last):
                for place, at, to in _elements(data, inner, inner_end):
                    if place == _CLASS_UID:
                        class_uid = _text(data[at:to])
                    elif place == _UID:
                        uid = _text(data[at:to])
    return ContourItem(kind, count, points, class_uid, uid)


def _elements(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Tag, start and end of the value of each element. Raises ValueError where one has no plain length."""
    while at < end:
        group, number, length = struct.unpack_from("<HHI", data, at)
        at += 8
        if at + length > end:
            raise ValueError
        yield group << 16 | number, at, at + length
        at += length


def _items(data: bytes, at: int, end: int) -> Iterator[tuple[int, int]]:
    for tag, start, stop in _elements(data, at, end):
        if tag != _ITEM:
            raise ValueError
        yield start, stop


def _element(tag: int, value: bytes, filler: bytes = b" ") -> bytes:
    value += filler * (len(value) % 2)
    return struct.pack("<HHI", tag >> 16, tag & 0xFFFF, len(value)) + value


def _text(value: bytes) -> str:
    return value.decode("ascii").strip(" \0")
