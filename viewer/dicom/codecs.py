"""Turns one compressed frame into stored values. Runs only inside the decoder processes.

First choice is imagecodecs (exact on the lossless conformance set, fastest), for RLE pylibjpeg-rle; where
they refuse a frame SimpleITK tries.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pydicom
from pydicom.encaps import generate_frames, get_frame

from viewer.dicom.headers import DEFLATED
from viewer.dicom.pixels import FrameSource, from_bytes, stored_values

_JPEG = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55")
_JPEG_LOSSLESS = ("1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70")
_JPEG_LS = ("1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81")
_JPEG_2000 = ("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91")
_HTJ2K = ("1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202", "1.2.840.10008.1.2.4.203")
_RLE = "1.2.840.10008.1.2.5"
SUPPORTED = frozenset((*_JPEG, *_JPEG_LOSSLESS, *_JPEG_LS, *_JPEG_2000, *_HTJ2K, _RLE, DEFLATED))

Codec = Callable[[bytes, FrameSource], npt.NDArray[Any]]
BAD_FRAME = (ValueError, RuntimeError, TypeError, IndexError, KeyError, EOFError, OSError, struct.error, zlib.error,
             AttributeError, NotImplementedError, OverflowError)  # fmt: skip
"""What codecs and pydicom raise on bytes they cannot read."""


def decode_frame(source: FrameSource) -> npt.NDArray[Any]:
    """Stored values of one frame, shape (rows, columns).

    Raises ValueError with the reason when no decoder reads it.
    """
    try:
        if source.syntax_uid == DEFLATED:
            return _inflated(source)
        decoded = _codec(source.syntax_uid)(_frame_bytes(source), source)
        return stored_values(source, _one_plane(decoded, source))
    except BAD_FRAME as error:
        try:
            return _with_simpleitk(source)
        except BAD_FRAME:
            raise ValueError(_reason(error)) from error


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return "the file cannot be opened"
    if isinstance(error, NotImplementedError):
        return str(error)
    return "its compressed picture is damaged"


@cache
def _codec(syntax_uid: str) -> Codec:
    if syntax_uid == _RLE:
        return _rle
    import imagecodecs

    for uids, name in (
        (_JPEG, "jpeg_decode"), (_JPEG_LOSSLESS, "ljpeg_decode"), (_JPEG_LS, "jpegls_decode"),
        (_JPEG_2000, "jpeg2k_decode"), (_HTJ2K, "htj2k_decode"),
    ):  # fmt: skip
        if syntax_uid in uids:
            decoder = getattr(imagecodecs, name)
            return lambda data, source: np.asarray(decoder(data))
    raise NotImplementedError("its compression is not one this version reads")


def _rle(data: bytes, source: FrameSource) -> npt.NDArray[Any]:
    import rle

    pixels = rle.decode_pixel_data(
        data, version=2, rows=source.rows, columns=source.columns, bits_allocated=source.bits_allocated, byteorder="<"
    )
    return np.frombuffer(pixels, f"<u{source.bits_allocated // 8}").reshape(source.rows, source.columns)


def _one_plane(decoded: npt.NDArray[Any], source: FrameSource) -> npt.NDArray[Any]:
    """What a codec returned as unsigned cells of its own width; refuses another size than the header's."""
    plane = np.squeeze(decoded)
    if plane.shape != (source.rows, source.columns) or plane.dtype.kind not in "iu":
        raise ValueError("the compressed picture has another size than the header says")
    # A codestream may say signed where the header does not, or the other way; the header's bits count.
    return plane.astype(f"i{plane.dtype.itemsize}").view(f"u{plane.dtype.itemsize}").astype(f"u{source.bits_allocated // 8}")


def _frame_bytes(source: FrameSource) -> bytes:
    with Path(source.path).open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file.seek(source.value_at)
        if source.frames == 1:
            return bytes(next(generate_frames(file.read(), number_of_frames=1)))
        return bytes(get_frame(file.read(), source.frame, number_of_frames=source.frames))


def _inflated(source: FrameSource) -> npt.NDArray[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = pydicom.dcmread(source.path, specific_tags=[0x7FE00010]).PixelData
    start = source.frame * source.frame_bytes
    return from_bytes(source, data[start : start + source.frame_bytes])


def _with_simpleitk(source: FrameSource) -> npt.NDArray[Any]:
    """SimpleITK gives rescaled values and inverts MONOCHROME1; both are undone, or the frame refused."""
    import SimpleITK

    SimpleITK.ProcessObject.SetGlobalWarningDisplay(False)
    reader = SimpleITK.ImageFileReader()
    reader.SetFileName(source.path)
    reader.SetImageIO("GDCMImageIO")
    image = reader.Execute()
    values = SimpleITK.GetArrayFromImage(image)
    if values.shape != (source.frames, source.rows, source.columns):
        raise ValueError("the compressed picture has another size than the header says")
    if image.HasMetaDataKey("0028|0004") and image.GetMetaData("0028|0004").strip() != "MONOCHROME2":
        raise ValueError("the compressed picture is damaged")
    slope = float(image.GetMetaData("0028|1053")) if image.HasMetaDataKey("0028|1053") else 1.0
    intercept = float(image.GetMetaData("0028|1052")) if image.HasMetaDataKey("0028|1052") else 0.0
    stored = np.rint((values[source.frame].astype(np.float64) - intercept) / slope)
    return np.asarray(stored.astype(source.stored_dtype))
