"""One frame's stored bytes and how to read numbers out of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IMPLICIT_LE = "1.2.840.10008.1.2"
EXPLICIT_LE = "1.2.840.10008.1.2.1"
EXPLICIT_BE = "1.2.840.10008.1.2.2"
UNCOMPRESSED = frozenset((IMPLICIT_LE, EXPLICIT_LE, EXPLICIT_BE))


@dataclass(frozen=True, slots=True)
class FrameSource:
    """Where the pixels of one greyscale frame are, and their layout (DICOM PS3.3 C.7.6.3.1, PS3.5 8).

    `value_at` is the file offset of the Pixel Data value, 0 where only a full parse finds it (deflated
    files). `length` is None for encapsulated pixels.
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
    file holds stored values.
    """

    slope: float = 1.0
    intercept: float = 0.0
    whole: bool = False


class DoesNotFitError(Exception):
    """A rescaled value lies outside int16."""


def put(target: npt.NDArray[Any], values: npt.NDArray[Any], rescale: Rescale) -> None:
    """Write one frame's stored values into its place in the pixel file.

    Raises DoesNotFitError when a whole-number rescale leaves int16.
    """
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
