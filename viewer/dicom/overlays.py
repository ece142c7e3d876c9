"""Overlays: drawings of one colour that lie over a picture, in elements of their own or in unused bits of its pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.dicom.codecs import decode_cells
from viewer.dicom.headers import UNREADABLE, Header, integer, quiet, read_header
from viewer.dicom.pixels import source_of

Bits = npt.NDArray[np.bool_]
_GROUPS = range(0x6000, 0x6020, 2)
ROWS_TAGS = tuple(group << 16 | 0x0010 for group in _GROUPS)
"""Overlay Rows of every group: where one of them stands in a header there is an overlay."""
_ELEMENTS = (0x0010, 0x0011, 0x0015, 0x0022, 0x0040, 0x0050, 0x0051, 0x0100, 0x0102, 0x1500, 0x3000)
_PICTURE = (
    "Rows", "Columns", "NumberOfFrames", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel",
    "PhotometricInterpretation", "PlanarConfiguration",
)  # fmt: skip
_MOST_BITS = 1 << 28


@dataclass(frozen=True, eq=False, slots=True)
class Overlay:
    """One overlay plane (DICOM PS3.3 C.9.2), clipped to the picture.

    `bits` has the shape (frames, rows, columns); its first pixel lies on the picture's pixel `origin` (row, column,
    from 0). Its frames belong to the picture's from `first_frame` (from 0) on; one frame is shown on all of them
    where `every_frame`. `type` is ``G`` (graphics) or ``R`` (region of interest).
    """

    origin: tuple[int, int]
    bits: Bits
    type: str
    label: str = ""
    description: str = ""
    first_frame: int = 0
    every_frame: bool = True

    @property
    def rows(self) -> int:
        return int(self.bits.shape[1])

    @property
    def columns(self) -> int:
        return int(self.bits.shape[2])

    def on_frame(self, frame: int) -> Bits | None:
        """The bits (rows, columns) to show on a frame of the picture (from 0); None where there are none."""
        number = 0 if self.every_frame else frame - self.first_frame
        return np.asarray(self.bits[number]) if 0 <= number < len(self.bits) else None


def read_overlays(path: str) -> tuple[Overlay, ...]:
    """The overlays of a file. For a decoder process (`Decoder.call`): some lie in compressed pixels.

    Overlays that are damaged or wholly outside the picture are left out: the picture is whole without them.

    Raises KnownError where the file cannot be read.
    """
    from pydicom.datadict import tag_for_keyword

    tags = [tag for tag in map(tag_for_keyword, _PICTURE) if tag is not None]
    tags += [group << 16 | element for group in _GROUPS for element in _ELEMENTS]
    header = read_header(Path(path), tags)
    found = (_overlay(header, path, group) for group in _GROUPS if (group << 16 | 0x0010) in header.dataset)
    return tuple(overlay for overlay in found if overlay is not None)


def has_overlays(dataset: Dataset) -> bool:
    """Whether a header names an overlay's size."""
    return any(tag in dataset for tag in ROWS_TAGS)


def _overlay(header: Header, path: str, group: int) -> Overlay | None:
    dataset = header.dataset
    rows, columns = _number(dataset, group, 0x0010), _number(dataset, group, 0x0011)
    if not rows or not columns or rows < 0 or columns < 0:
        return None
    in_pixels = (group << 16 | 0x3000) not in dataset
    try:
        bits = _bits_in_pixels(header, path, group) if in_pixels else _bits_of_its_own(dataset, group, rows, columns)
    except (KnownError, ValueError, OSError):
        return None
    top, left = _origin(dataset, group)
    frames = _number(dataset, group, 0x0015)
    overlay = Overlay(
        (top, left), bits, _text(dataset, group, 0x0040) or "G", _text(dataset, group, 0x1500), _text(dataset, group, 0x0022),
        max(0, (_number(dataset, group, 0x0051) or 1) - 1), every_frame=not in_pixels and not frames,
    )  # fmt: skip
    return _clipped(overlay, integer(dataset, "Rows") or 0, integer(dataset, "Columns") or 0)


def _bits_of_its_own(dataset: Dataset, group: int, rows: int, columns: int) -> Bits:
    """Overlay Data: bits without a gap between rows or frames, the lowest of each byte first (PS3.5 8.1.2).

    Raises ValueError where there are too few.
    """
    frames = max(1, _number(dataset, group, 0x0015) or 1)
    count = frames * rows * columns
    data = _value(dataset, group, 0x3000)
    if not isinstance(data, bytes) or count > _MOST_BITS or len(data) * 8 < count:
        raise ValueError("the overlay is cut short")
    if dataset.original_encoding[1] is False and dataset[group, 0x3000].VR == "OW":  # big endian words of 16 bits
        data = np.frombuffer(data[: len(data) // 2 * 2], ">u2").astype("<u2").tobytes()
    bits = np.unpackbits(np.frombuffer(data, np.uint8), count=count, bitorder="little")
    return bits.astype(np.bool_).reshape(frames, rows, columns)


def _bits_in_pixels(header: Header, path: str, group: int) -> Bits:
    """The bit of each pixel cell that Overlay Bit Position names (retired since 2004; PS3.3 2004 C.9.2).

    Raises ValueError where the pixels use it themselves, KnownError and OSError where they cannot be read.
    """
    bit = _number(header.dataset, group, 0x0102) or 0
    frames = max(1, integer(header.dataset, "NumberOfFrames") or 1)
    source = source_of(header, path, 0, frames)
    if source.is_colour or not 0 <= bit < source.bits_allocated or source.high_bit - source.bits_stored < bit <= source.high_bit:
        raise ValueError("the overlay's bit is the picture's")
    if source.frames * source.rows * source.columns > _MOST_BITS:
        raise ValueError("the overlay is too large")
    cells = (decode_cells(replace(source, frame=frame))[..., 0] for frame in range(source.frames))
    return np.stack([(frame >> bit & 1).astype(np.bool_) for frame in cells])


def _clipped(overlay: Overlay, rows: int, columns: int) -> Overlay | None:
    """The part of an overlay that lies on a picture, None where there is none."""
    top, left = overlay.origin
    first_row, first_column = max(0, -top), max(0, -left)
    bits = overlay.bits[:, first_row : max(0, rows - top), first_column : max(0, columns - left)]
    if not bits.size:
        return None
    return replace(overlay, origin=(top + first_row, left + first_column), bits=np.ascontiguousarray(bits))


def _origin(dataset: Dataset, group: int) -> tuple[int, int]:
    """Row and column of the picture's pixel, from 0, that the overlay's first one lies on."""
    found = _value(dataset, group, 0x0050)
    try:
        row, column = (int(number) for number in found)
    except UNREADABLE:
        return 0, 0
    return row - 1, column - 1


def _number(dataset: Dataset, group: int, element: int) -> int | None:
    found = _value(dataset, group, element)
    try:
        return None if found is None else int(found)
    except UNREADABLE:
        return None


def _text(dataset: Dataset, group: int, element: int) -> str:
    found = _value(dataset, group, element)
    return str(found).strip(" \0") if found is not None else ""


def _value(dataset: Dataset, group: int, element: int) -> Any:
    try:
        with quiet():
            return dataset[group, element].value
    except UNREADABLE:
        return None
