"""One frame's stored bytes and how to read numbers out of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.volume import Lut
from viewer.dicom import colour
from viewer.dicom.colour_profile import profile_of
from viewer.dicom.deflate import PICTURE_BYTES
from viewer.dicom.fragments import count_fragments
from viewer.dicom.headers import Header, integer, text
from viewer.dicom.palette import read_palette
from viewer.dicom.syntaxes import (
    COMPRESSED,
    DEFLATED,
    EXPLICIT_BE,
    EXPLICIT_LE,
    IMPLICIT_LE,
    UNCOMPRESSED,
    check_readable,
)

__all__ = ["EXPLICIT_BE", "EXPLICIT_LE", "IMPLICIT_LE", "UNCOMPRESSED", "DoesNotFitError", "FrameSource", "Rescale",
           "cells_of", "finished", "from_bytes", "is_wrapped", "put", "source_of", "stored_values"]  # fmt: skip
MOST_BYTES = 1 << 28
"""The largest frame, decoded: 256 MB, several times the largest mammogram."""
_FLOATS = {0x0008: 32, 0x0009: 64}
"""Elements of group 7FE0 with Float and Double Float Pixel Data, and their bits."""
_SUBSAMPLED = ("YBR_FULL_422", "YBR_PARTIAL_422")


@dataclass(frozen=True, slots=True)
class FrameSource:
    """Where the pixels of one frame are, and their layout (DICOM PS3.3 C.7.6.3.1, PS3.5 8).

    `value_at` is the offset of the Pixel Data value in the file, or in what a deflated file inflates to.
    `length` is None for encapsulated pixels. `photometric` is the Photometric Interpretation; `planar`
    says that a colour's planes follow each other (Planar Configuration 1). `is_float` are the pixels of Float
    and Double Float Pixel Data. `tile` is the picture's rectangle (top, left, rows, columns) where many pictures
    are stored as one frame (a mosaic); `rows` and `columns` are those of the stored frame. `swapped` says that the
    bytes lie in big endian words of 16 bits (OW), `profiled` that the file has an ICC profile for its colours.
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
    swapped: bool = False
    profiled: bool = False

    @property
    def shape_ji(self) -> tuple[int, int]:
        """Rows and columns of the picture: of the tile, where it is one."""
        return self.tile[2:] if self.tile else (self.rows, self.columns)

    @property
    def is_colour(self) -> bool:
        """Whether the frame decodes to RGB, shape (rows, columns, 3), and not to stored values."""
        return self.samples > 1 or self.photometric == "PALETTE COLOR"

    @property
    def needs_decoder(self) -> bool:
        """Whether a native library reads the frame, which happens in the decoder processes only."""
        return self.syntax_uid not in UNCOMPRESSED or self.profiled

    @property
    def stored_dtype(self) -> np.dtype[Any]:
        """The smallest usual type that holds every stored value."""
        if self.is_float:
            return np.dtype(np.float32)
        size = 1 if self.bits_stored <= 8 else 2 if self.bits_stored <= 16 else 4
        return np.dtype(f"{'i' if self.signed else 'u'}{size}")

    @property
    def cell_dtype(self) -> np.dtype[Any]:
        """Unsigned cells wide enough for Bits Allocated."""
        return np.dtype(f"u{1 if self.bits_allocated <= 8 else 2 if self.bits_allocated <= 16 else 4}")

    @property
    def is_subsampled(self) -> bool:
        """Whether uncompressed colours lie as Y Y B R for each two pixels."""
        return self.samples == 3 and self.bits_allocated == 8 and self.photometric in _SUBSAMPLED

    @property
    def frame_bits(self) -> int:
        """Bits of one uncompressed frame; frames of single bits follow each other without a gap (PS3.5 8.1.1)."""
        if self.is_subsampled:
            return self.rows * -(-self.columns // 2) * 4 * 8
        return self.rows * self.columns * self.samples * self.bits_allocated

    @property
    def frame_at(self) -> int:
        """File offset of the first byte with something of an uncompressed frame."""
        return self.value_at + self.frame * self.frame_bits // self._unit * self._unit // 8

    @property
    def frame_bytes(self) -> int:
        """How many bytes from `frame_at` have something of an uncompressed frame."""
        end = -(-(self.frame + 1) * self.frame_bits // self._unit) * self._unit // 8
        return self.value_at + end - self.frame_at

    @property
    def _unit(self) -> int:
        return 16 if self.swapped else 8


def from_bytes(source: FrameSource, data: bytes | bytearray) -> npt.NDArray[Any]:
    """One uncompressed frame from its `frame_bytes`: stored values (rows, columns), or RGB (rows, columns, 3).

    Raises ValueError when there are fewer bytes than the frame needs, or no palette that its colours need.
    """
    return finished(source, cells_of(source, data), source.photometric)


def cells_of(source: FrameSource, data: bytes | bytearray) -> npt.NDArray[Any]:
    """The pixel cells of an uncompressed frame, whatever lies in them: (rows, columns, samples).

    Raises ValueError when there are fewer bytes than the frame needs.
    """
    first_bit = source.frame * source.frame_bits - (source.frame_at - source.value_at) * 8
    if len(data) * 8 < first_bit + source.frame_bits:
        raise ValueError("the pixel data is cut short")
    if source.swapped:
        data = np.frombuffer(bytes(data) + b"\0" * (len(data) % 2), ">u2").astype("<u2").tobytes()
    shape = (source.rows, source.columns, source.samples)
    if source.bits_allocated % 8:
        return _unpacked(data, source.bits_allocated, first_bit, source.frame_bits).reshape(shape)
    if source.is_subsampled:
        return colour.from_422(np.frombuffer(data, np.uint8, source.frame_bits // 8), source.rows, source.columns)
    order = ">" if source.syntax_uid == EXPLICIT_BE else "<"
    kind = "f" if source.is_float else "u"
    cells = np.frombuffer(data, f"{order}{kind}{source.bits_allocated // 8}", source.frame_bits // source.bits_allocated)
    return np.moveaxis(cells.reshape(shape[2], *shape[:2]), 0, -1) if source.planar else cells.reshape(shape)


def _unpacked(data: bytes | bytearray, bits: int, first_bit: int, count: int) -> npt.NDArray[Any]:
    """Cells that begin at any bit, the lowest first (PS3.5 8.1.1 and, for other than single bits, D)."""
    single = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")[first_bit : first_bit + count]
    if bits == 1:
        return single
    return single.reshape(-1, bits) @ (1 << np.arange(bits)).astype(np.uint16)


def finished(source: FrameSource, cells: npt.NDArray[Any], photometric: str) -> npt.NDArray[Any]:
    """What a frame's cells (rows, columns, samples) say: stored values, or RGB of samples in `photometric`.

    Raises ValueError where a palette is needed and cannot be read.
    """
    if source.is_float:
        with np.errstate(over="ignore", invalid="ignore"):
            return cells[..., 0].astype(np.float32)
    if source.photometric == "PALETTE COLOR":
        return read_palette(source.path).colour_of(stored_values(source, cells[..., 0]))
    if source.is_colour:
        samples = _meaningful_bits(source, cells, signed=False)
        return colour.to_rgb(colour.to_eight_bits(samples, source.bits_stored), photometric)
    return stored_values(source, cells[..., 0])


def stored_values(source: FrameSource, raw: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The meaningful bits of each pixel cell, with their sign; whatever else lies in the cell is dropped.

    A cell equal to Pixel Padding Value becomes the lowest stored value where its number is a negative one
    that some scanners write into unsigned or narrower cells: read plainly it would be tissue or metal.
    """
    values = _meaningful_bits(source, raw, source.signed).astype(source.stored_dtype, copy=False)
    if source.padding is not None and is_wrapped(source, source.padding):
        low = -(1 << (source.bits_stored - 1)) if source.signed else 0
        values = np.where(raw == source.padding & ((1 << source.bits_allocated) - 1), source.stored_dtype.type(low), values)
    return values


def _meaningful_bits(source: FrameSource, raw: npt.NDArray[Any], signed: bool) -> npt.NDArray[Any]:
    width, bits = raw.dtype.itemsize * 8, source.bits_stored
    above = width - 1 - source.high_bit
    if not signed:
        below = source.high_bit + 1 - bits
        return raw if bits == width else (raw >> below if below else raw) & raw.dtype.type((1 << bits) - 1)
    cells = raw if above == 0 else raw << above
    cells = cells.view(cells.dtype.str.replace("u", "i"))
    return cells if bits == width else cells >> (width - bits)


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
    # The result fits, so arithmetic that wraps around on the way is exact, and needs no more memory.
    np.copyto(target, values, casting="unsafe")
    if slope != 1:
        target *= np.uint16(slope & 0xFFFF).astype(np.int16)
    if intercept:
        target += np.uint16(intercept & 0xFFFF).astype(np.int16)


def source_of(header: Header, path: str, index: int, count: int) -> FrameSource:
    """Where frame `index` (from 0) of a file with `count` of them lies; `frames` of the answer are how many it holds.

    Raises KnownError where the file holds no picture that can be read.
    """
    dataset = header.dataset
    check_readable(header.syntax_uid)
    value_at, length, vr, element = _pixel_value(header)
    is_float = element in _FLOATS
    allocated = _FLOATS.get(element) or integer(dataset, "BitsAllocated") or 16
    stored = integer(dataset, "BitsStored") or allocated
    stored = stored if 0 < stored <= allocated else allocated
    high = integer(dataset, "HighBit")
    photometric = text(dataset, "PhotometricInterpretation") or "MONOCHROME2"
    source = FrameSource(
        path=path, syntax_uid=header.syntax_uid, value_at=value_at, length=length, frame=index, frames=count,
        rows=integer(dataset, "Rows") or 0, columns=integer(dataset, "Columns") or 0,
        bits_allocated=allocated, bits_stored=stored,
        high_bit=high if high is not None and stored - 1 <= high < allocated else stored - 1,
        signed=integer(dataset, "PixelRepresentation") == 1, padding=integer(dataset, "PixelPaddingValue"),
        samples=integer(dataset, "SamplesPerPixel") or 1,
        photometric=photometric,
        planar=integer(dataset, "PlanarConfiguration") == 1,
        is_float=is_float,
        swapped=header.syntax_uid == EXPLICIT_BE and vr == b"OW" and not is_float and allocated not in (16, 32),
        profiled=bool(profile_of(dataset)),
    )  # fmt: skip
    _refuse_unknown_layouts(source)
    if length is not None and source.is_subsampled and length * 8 >= count * source.rows * source.columns * 24:
        source = replace(source, photometric="YBR_FULL")  # subsampled in name only
    return replace(source, frames=_frames_held(source, Path(path).stat().st_size))


def _pixel_value(header: Header) -> tuple[int, int | None, bytes, int]:
    """Offset and length of the Pixel Data value (length None when encapsulated), its VR and its element number.

    The VR is empty in implicit files.
    """
    if header.pixels_at is None:
        raise KnownError("The picture itself is missing from the file.")
    implicit, little = header.dataset.original_encoding
    order: Literal["little", "big"] = "little" if little else "big"
    start = header.pixels_start
    element = int.from_bytes(start[2:4], order)
    vr = b"" if implicit else start[4:6]
    wide = vr in (b"OB", b"OW", b"UN", b"OF", b"OD")
    length = int.from_bytes(start[8:12] if wide else start[4:8], order)
    return header.pixels_at + (12 if wide else 8), None if length == 0xFFFFFFFF else length, vr, element


def _refuse_unknown_layouts(source: FrameSource) -> None:
    if source.rows < 1 or source.columns < 1:
        raise KnownError("The file holds no picture.")
    if source.photometric in colour.RETIRED:
        raise KnownError(f"The colours are stored as {colour.RETIRED[source.photometric]}, which is not read.")
    if source.samples not in (1, 3):
        raise KnownError(f"Pixels of {source.samples} samples are not read by this version.")
    known = (32, 64) if source.is_float else (8, 16, 32) if source.is_colour and source.samples > 1 else (1, 8, 12, 16, 32)
    packed = source.bits_allocated == 12  # of before DICOM: only where the amount of data proves it
    if source.bits_allocated not in known or (packed and (source.length or 0) - source.frame_bytes * source.frames not in (0, 1)):
        raise KnownError(f"Pixels of {source.bits_allocated} bits are not read by this version.")
    if source.rows * source.columns * source.samples * source.cell_dtype.itemsize > MOST_BYTES:
        raise KnownError(f"A picture of {source.columns} x {source.rows} pixels is larger than this version shows.")


def _frames_held(source: FrameSource, size: int) -> int:
    """How many of the frames that the header promises are in the file."""
    encapsulated = source.syntax_uid in COMPRESSED
    if encapsulated and source.is_float:
        raise KnownError("The header names a compression that its floating point pixels cannot have.")
    if encapsulated:
        try:
            fragments = count_fragments(source.path, source.value_at)
        except ValueError:
            raise KnownError("The header names a compression, and the pixel data is not compressed.") from None
        if not fragments:
            raise KnownError("The picture itself is missing from the file.")
        return min(source.frames, fragments)
    if source.length is None:
        raise KnownError("The pixel data is compressed, and the header does not say how.")
    there = min(source.length, PICTURE_BYTES if source.syntax_uid == DEFLATED else max(0, size - source.value_at))
    if not there:
        raise KnownError("The picture itself is missing from the file: its Pixel Data is empty.")
    return min(source.frames, max(1, there * 8 // source.frame_bits))  # of one that is cut short the place is known
