"""One frame's stored bytes and how to read numbers out of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.volume import Lut
from viewer.dicom.headers import Header, integer, text

IMPLICIT_LE = "1.2.840.10008.1.2"
EXPLICIT_LE = "1.2.840.10008.1.2.1"
EXPLICIT_BE = "1.2.840.10008.1.2.2"
UNCOMPRESSED = frozenset((IMPLICIT_LE, EXPLICIT_LE, EXPLICIT_BE))


@dataclass(frozen=True, slots=True)
class FrameSource:
    """Where the pixels of one frame are, and their layout (DICOM PS3.3 C.7.6.3.1, PS3.5 8).

    `value_at` is the file offset of the Pixel Data value, 0 where only a full parse finds it (deflated
    files). `length` is None for encapsulated pixels. `photometric` is the Photometric Interpretation; `planar`
    says that a colour's planes follow each other (Planar Configuration 1). `is_float` are the pixels of Float
    and Double Float Pixel Data. `tile` is the picture's rectangle (top, left, rows, columns) where many pictures
    are stored as one frame (a mosaic); `rows` and `columns` are those of the stored frame.
    """

    path: str
    syntax_uid: str
    value_at: int
    length: int | None
    frame: int
    frames: int
    rows: int
    columns: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    padding: int | None = None
    samples: int = 1
    photometric: str = "MONOCHROME2"
    planar: bool = False
    is_float: bool = False
    tile: tuple[int, int, int, int] | None = None

    @property
    def shape_ji(self) -> tuple[int, int]:
        """Rows and columns of the picture: of the tile, where it is one."""
        return self.tile[2:] if self.tile else (self.rows, self.columns)

    @property
    def is_colour(self) -> bool:
        """Whether the frame decodes to RGB, shape (rows, columns, 3), and not to stored values."""
        return self.samples > 1 or self.photometric == "PALETTE COLOR"

    @property
    def stored_dtype(self) -> np.dtype[Any]:
        """The smallest usual type that holds every stored value."""
        size = 1 if self.bits_stored <= 8 else 2 if self.bits_stored <= 16 else 4
        return np.dtype(f"{'i' if self.signed else 'u'}{size}")

    @property
    def frame_bytes(self) -> int:
        return self.rows * self.columns * self.bits_allocated // 8


def from_bytes(source: FrameSource, data: bytes | bytearray) -> npt.NDArray[Any]:
    """Stored values of one uncompressed frame, shape (rows, columns).

    Raises ValueError when there are fewer bytes than the frame needs.
    """
    if len(data) < source.frame_bytes:
        raise ValueError("the pixel data is cut short")
    order = ">" if source.syntax_uid == EXPLICIT_BE else "<"
    raw = np.frombuffer(data, f"{order}u{source.bits_allocated // 8}", source.rows * source.columns)
    return stored_values(source, raw.reshape(source.rows, source.columns))


def stored_values(source: FrameSource, raw: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The meaningful bits of each pixel cell, with their sign; whatever else lies in the cell is dropped.

    A cell equal to Pixel Padding Value becomes the lowest stored value where its number is a negative one
    that some scanners write into unsigned or narrower cells: read plainly it would be tissue or metal.
    """
    shift = source.high_bit - source.bits_stored + 1
    wrapped = source.padding is not None and is_wrapped(source, source.padding)
    if shift == 0 and source.bits_stored == source.bits_allocated and not wrapped:
        return raw.view(raw.dtype.str.replace("u", "i")).astype(source.stored_dtype, copy=False) if source.signed else raw
    cells = raw.astype(np.int64)
    mask = (1 << source.bits_stored) - 1
    values = (cells >> shift) & mask
    low = 0
    if source.signed:
        sign = 1 << (source.bits_stored - 1)
        values = (values ^ sign) - sign
        low = -sign
    if wrapped and source.padding is not None:
        values[cells == source.padding & ((1 << source.bits_allocated) - 1)] = low
    return values.astype(source.stored_dtype)


def is_wrapped(source: FrameSource, padding: int) -> bool:
    """Whether a padding value is a negative number written where none fits."""
    low = -(1 << (source.bits_stored - 1)) if source.signed else 0
    high = low + (1 << source.bits_stored) - 1
    return not low <= padding <= high or (not source.signed and padding >= 1 << (source.bits_allocated - 1))


@dataclass(frozen=True, slots=True)
class Rescale:
    """How stored values become what the pixel file holds.

    `whole` means slope and intercept are whole numbers and the file holds rescaled int16; otherwise the
    file holds stored values. With a `lut` (Modality LUT) the file holds its entries.
    """

    slope: float = 1.0
    intercept: float = 0.0
    whole: bool = False
    lut: Lut | None = None


class DoesNotFitError(Exception):
    """A rescaled value lies outside int16."""


def put(target: npt.NDArray[Any], source: FrameSource, values: npt.NDArray[Any], rescale: Rescale) -> None:
    """Write one frame's stored values, or those of its tile, into its place in the pixel file.

    Raises DoesNotFitError when a whole-number rescale leaves int16.
    """
    if rescale.lut is not None:
        table = np.array(rescale.lut.values)
        values = table[np.clip(values.astype(np.int64) - rescale.lut.first, 0, len(table) - 1)]
    if source.tile:
        top, left, rows, columns = source.tile
        values = values[top : top + rows, left : left + columns]
    if not rescale.whole:
        target[...] = values
        return
    slope, intercept = int(rescale.slope), int(rescale.intercept)
    low, high = sorted((int(values.min()) * slope + intercept, int(values.max()) * slope + intercept))
    if low < -32768 or high > 32767:
        raise DoesNotFitError
    if slope == 1 and intercept == 0:
        target[...] = values
    else:
        target[...] = values.astype(np.int32) * slope + intercept


def source_of(header: Header, path: str, index: int, count: int) -> FrameSource:
    """Where frame `index` (from 0) of a file with `count` of them lies.

    Raises KnownError where the file holds no picture that can be read.
    """
    dataset = header.dataset
    value_at, length = _pixel_value(header)
    allocated = integer(dataset, "BitsAllocated") or 16
    stored = integer(dataset, "BitsStored") or allocated
    stored = stored if 0 < stored <= allocated else allocated
    high = integer(dataset, "HighBit")
    return FrameSource(
        path=path, syntax_uid=header.syntax_uid, value_at=value_at, length=length, frame=index, frames=count,
        rows=integer(dataset, "Rows") or 0, columns=integer(dataset, "Columns") or 0,
        bits_allocated=allocated, bits_stored=stored,
        high_bit=high if high is not None and stored - 1 <= high < allocated else stored - 1,
        signed=integer(dataset, "PixelRepresentation") == 1, padding=integer(dataset, "PixelPaddingValue"),
        samples=integer(dataset, "SamplesPerPixel") or 1,
        photometric=text(dataset, "PhotometricInterpretation") or "MONOCHROME2",
        planar=integer(dataset, "PlanarConfiguration") == 1,
    )  # fmt: skip


def _pixel_value(header: Header) -> tuple[int, int | None]:
    """Offset and length of the Pixel Data value (length None when encapsulated)."""
    if header.pixels_at is None:
        return 0, None
    implicit, little = header.dataset.original_encoding
    order: Literal["little", "big"] = "little" if little else "big"
    path = Path(str(header.dataset.filename))
    with path.open("rb") as file:
        file.seek(header.pixels_at)
        start = file.read(12)
    if int.from_bytes(start[:2], order) != 0x7FE0 or int.from_bytes(start[2:4], order) != 0x0010:
        raise KnownError("The picture is made of floating point numbers, which this version does not read.")
    wide = not implicit and start[4:6] in (b"OB", b"OW", b"UN", b"OF", b"OD")
    length = int.from_bytes(start[8:12] if wide else start[4:8], order)
    return header.pixels_at + (12 if wide else 8), None if length == 0xFFFFFFFF else length
