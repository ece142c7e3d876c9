"""Turns one frame into stored values, or RGB where it is in colour. Runs only inside the decoder processes.

imagecodecs decodes (exact on the lossless conformance set, fastest), pylibjpeg-rle RLE. What the compressed
picture says of its own size and colour is read first: a size other than the header's is refused before anything is
decoded, and which colours are in it is believed to the picture and not to the header.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.dicom import colour
from viewer.dicom.codestream import Codestream, read_jpeg, read_jpeg_2000
from viewer.dicom.colour_profile import read_profile
from viewer.dicom.deflate import inflate, inflated_bytes
from viewer.dicom.fragments import frame_data
from viewer.dicom.pixels import FrameSource, cells_of, finished
from viewer.dicom.syntaxes import (
    DEFLATED,
    DEFLATED_FRAMES,
    HTJ2K,
    JPEG,
    JPEG_2000,
    JPEG_LOSSLESS,
    JPEG_LS,
    JPEG_XL,
    LOSSLESS,
    RLE,
    UNCOMPRESSED,
)  # fmt: skip

Cells = npt.NDArray[Any]
_DAMAGED = "its compressed picture is damaged"
BAD_FRAME = (ValueError, RuntimeError, TypeError, IndexError, KeyError, EOFError, struct.error, zlib.error,
             AttributeError, NotImplementedError, OverflowError)  # fmt: skip
"""What codecs raise on bytes they cannot read."""


class _RefusedError(ValueError):
    """A frame whose own words tell why it is not shown."""


def decode_frame(source: FrameSource) -> Cells:
    """One frame: stored values (rows, columns); RGB (rows, columns, 3) of 8 bits where `source.is_colour`.

    Raises ValueError with the reason when it cannot be read.
    """
    try:
        picture = finished(source, *_decoded(source))
        profile = _profile(source.path, Path(source.path).stat().st_mtime_ns) if source.profiled and source.is_colour else b""
        return _profiled(picture, profile) if profile else picture
    except OSError as error:
        raise ValueError("the file cannot be opened") from error
    except KnownError as error:
        raise ValueError(error.text) from error


def _profiled(picture: Cells, profile: bytes) -> Cells:
    try:
        return colour.apply_profile(picture, profile)
    except BAD_FRAME as error:
        raise ValueError("its colour profile is damaged") from error


def decode_cells(source: FrameSource) -> Cells:
    """The pixel cells of one frame as they are, (rows, columns, samples): with what lies beside the Bits Stored.

    Raises ValueError with the reason when it cannot be read, OSError.
    """
    return _decoded(source)[0]


def _decoded(source: FrameSource) -> tuple[Cells, str]:
    """Cells (rows, columns, samples) and the photometric interpretation they are in."""
    if source.syntax_uid in UNCOMPRESSED:
        with Path(source.path).open("rb") as file:
            file.seek(source.frame_at)
            return cells_of(source, file.read(source.frame_bytes)), source.photometric
    try:
        if source.syntax_uid == DEFLATED:
            return cells_of(source, inflated_bytes(source.path, source.frame_at, source.frame_bytes)), source.photometric
        data = frame_data(source.path, source.value_at, source.frame, source.frames)
        return next(decode for uids, decode in _DECODERS if source.syntax_uid in uids)(data, source)
    except _RefusedError:
        raise
    except BAD_FRAME as error:
        said = str(error) if isinstance(error, ValueError) and str(error).startswith(("its ", "the ")) else _DAMAGED
        raise ValueError(said) from error


def _jpeg(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    import imagecodecs

    stream = _checked(read_jpeg(data), source)
    if stream.samples == 1:
        return _cells(imagecodecs.jpeg_decode(data), source, stream), source.photometric
    is_ybr = source.photometric.startswith("YBR") if stream.is_ybr is None else stream.is_ybr
    rgb = imagecodecs.jpeg_decode(data, colorspace="YCBCR" if is_ybr else "RGB", outcolorspace="RGB")
    return _cells(rgb, source, stream), "RGB"


def _jpeg_lossless(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    import imagecodecs

    if _checked(read_jpeg(data), source).samples == 3:  # both names: the samples are given as they are
        return _cells(imagecodecs.jpeg_decode(data, colorspace="RGB", outcolorspace="RGB"), source), source.photometric
    decoded = _first_that_reads((imagecodecs.ljpeg_decode, imagecodecs.jpeg8_decode, imagecodecs.jpegsof3_decode), data)
    return _cells(decoded, source), source.photometric


def _first_that_reads(decoders: Sequence[Callable[[bytes], Any]], data: bytes) -> Any:
    for decode in decoders[:-1]:
        try:
            return decode(data)
        except BAD_FRAME:
            continue
    return decoders[-1](data)


def _jpeg_ls(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    import imagecodecs

    stream = _checked(read_jpeg(data), source)
    return _cells(imagecodecs.jpegls_decode(data), source, stream), source.photometric


def _jpeg_2000(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    import imagecodecs

    stream, codestream = read_jpeg_2000(data)
    _checked(stream, source)
    decode = imagecodecs.htj2k_decode if source.syntax_uid in HTJ2K else imagecodecs.jpeg2k_decode
    return _cells(decode(codestream), source, stream), "RGB" if stream.is_transformed else source.photometric


def _jpeg_xl(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    import imagecodecs

    decoded = imagecodecs.jpegxl_decode(data)
    stream = Codestream(source.rows, source.columns, source.samples, decoded.dtype.itemsize * 8, decoded.dtype.kind == "i")
    return _cells(decoded, source, stream), "RGB" if source.samples == 3 else source.photometric


def _rle(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    """Segments are planes of bytes, the most significant first (DICOM PS3.5 G)."""
    import rle

    (segments,) = struct.unpack_from("<I", data)
    if segments != source.cell_dtype.itemsize * source.samples:
        raise _RefusedError("its compressed picture has another number of samples or bits than the header says")
    try:
        pixels = rle.decode_pixel_data(
            data, version=2, rows=source.rows, columns=source.columns, bits_allocated=source.bits_allocated, byteorder="<"
        )
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # Rust's panic is no Exception and has no name to import
            raise _RefusedError(_DAMAGED) from None
        raise
    planes = np.frombuffer(pixels, source.cell_dtype).reshape(source.samples, source.rows, source.columns)
    return np.moveaxis(planes, 0, -1), source.photometric


def _deflated(data: bytes, source: FrameSource) -> tuple[Cells, str]:
    first = replace(source, frame=0)  # each frame begins with a byte of its own
    return cells_of(first, inflate(data, first.frame_bytes)), source.photometric


_DECODERS: tuple[tuple[frozenset[str], Callable[[bytes, FrameSource], tuple[Cells, str]]], ...] = (
    (JPEG, _jpeg), (JPEG_LOSSLESS, _jpeg_lossless), (JPEG_LS, _jpeg_ls), (JPEG_2000 | HTJ2K, _jpeg_2000), (JPEG_XL, _jpeg_xl),
    (frozenset((RLE,)), _rle), (frozenset((DEFLATED_FRAMES,)), _deflated),
)  # fmt: skip


def _checked(stream: Codestream, source: FrameSource) -> Codestream:
    if (stream.rows, stream.columns) != (source.rows, source.columns):
        raise _RefusedError(
            f"its compressed picture is {stream.columns} x {stream.rows} pixels, the header says {source.columns} x {source.rows}"
        )
    if stream.samples != source.samples:
        raise _RefusedError(
            f"its compressed picture has {stream.samples} samples in each pixel, the header says {source.samples}"
        )
    if stream.bits > max(8, source.bits_allocated):
        raise _RefusedError(f"its compressed picture has {stream.bits} bits, the header says {source.bits_allocated}")
    return stream


def _cells(decoded: Any, source: FrameSource, stream: Codestream | None = None) -> Cells:
    """What a codec returned as unsigned cells (rows, columns, samples); negative numbers keep their sign bits.

    Numbers of a lossy `stream` that overshoot the picture's range are brought back to its ends.
    """
    values = np.asarray(decoded)
    shape = (source.rows, source.columns, source.samples)
    if values.shape not in (shape, shape[:2]) or values.size != np.prod(shape) or values.dtype.kind not in "iu":
        raise _RefusedError("its compressed picture has another size than the header says")
    cell = source.cell_dtype
    if values.dtype.itemsize > cell.itemsize:
        raise _RefusedError(f"its compressed picture has more bits than the header says ({source.bits_allocated})")
    signed = np.dtype(f"i{cell.itemsize}")
    cells = values.astype(signed).view(cell) if values.dtype.kind == "i" else values.astype(cell, copy=False)
    return (cells if stream is None else _brought_back(cells, source, stream)).reshape(shape)


def _brought_back(cells: Cells, source: FrameSource, stream: Codestream) -> Cells:
    """Cells of a lossy stream within Bits Stored: cutting the bits above off would make the brightest the darkest.

    A stream that has the other sign, or may be lossless, can have bits of its own above: they are left where its
    numbers lie farther outside than they overshoot.
    """
    bits = source.high_bit + 1
    if stream.bits <= bits or stream.is_lossy is False or (stream.is_lossy is None and source.syntax_uid in LOSSLESS):
        return cells
    signed = source.signed and not source.is_colour
    low = -(1 << (bits - 1)) if signed else 0
    high = low + (1 << bits) - 1
    numbers = cells.view(f"i{cells.dtype.itemsize}") if signed or stream.is_signed else cells
    if stream.is_lossy is None or stream.is_signed != signed:
        overshoot = (1 << bits) // 8
        if int(numbers.min()) < low - overshoot or int(numbers.max()) > high + overshoot:
            return cells
    return np.asarray(np.clip(numbers, low, high)).view(cells.dtype)


@lru_cache(maxsize=8)
def _profile(path: str, changed: int) -> bytes:
    return read_profile(path)
