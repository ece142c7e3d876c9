"""What a compressed picture says of itself, read before any codec sees it: its word counts for size and colour."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC} | {0xF7}
"""JPEG markers of the frame header (ISO 10918-1 B.1.1.3), and the one of JPEG-LS (ISO 14495-1 C.1.1)."""
_LOSSLESS, _JPEG_LS = frozenset((0xC3, 0xC7, 0xCB, 0xCF)), 0xF7
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
_START_OF_SCAN, _ADOBE, _JFIF = 0xDA, 0xEE, 0xE0
_END = b"\xff\xd9"


@dataclass(frozen=True, slots=True)
class Codestream:
    """Size and colour of one compressed picture.

    `is_ybr` is None where the codestream does not tell RGB from YBR; then the header's word counts.
    `is_transformed` says that a JPEG 2000 decoder turns the components into RGB itself. `is_lossy` says that the
    numbers are near those that were compressed, and may lie outside their range; None where it does not tell.
    """

    rows: int
    columns: int
    samples: int
    bits: int
    is_signed: bool = False
    is_ybr: bool | None = None
    is_transformed: bool = False
    is_lossy: bool | None = None


def read_jpeg(data: bytes) -> Codestream:
    """Of JPEG and JPEG-LS. Raises ValueError for anything else, and for one without its end."""
    at, adobe, jfif = data.find(b"\xff\xd8") + 2, None, False
    size: tuple[int, int, int, int, bytes] | None = None
    kind, is_lossy = 0, False
    while 2 <= at <= len(data) - 4:
        marker = data[at + 1]
        if data[at] != 0xFF or marker in _ALONE or marker == 0xFF:
            at += 1 if data[at] != 0xFF or marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + length]
        if marker == _JFIF and body.startswith(b"JFIF\0"):
            jfif = True
        elif marker == _ADOBE and body.startswith(b"Adobe") and len(body) >= 12:
            adobe = body[11]
        elif marker in _SIZES and len(body) >= 6:
            bits, rows, columns, samples = struct.unpack_from(">BHHB", body)
            size = bits, rows, columns, samples, body[6 : 6 + 3 * samples]
            kind, is_lossy = marker, marker not in _LOSSLESS
        elif marker == _START_OF_SCAN:
            if size is not None and kind == _JPEG_LS:  # behind the components of the scan NEAR: by how much each may differ
                is_lossy = body[1 + 2 * body[0] : 2 + 2 * body[0]] != b"\0"
            break
        at += 2 + length
    if size is None:
        raise ValueError("its compressed picture is damaged")
    if data.rfind(_END) < at:
        raise ValueError("its compressed picture is cut short")
    bits, rows, columns, samples, components = size
    return Codestream(rows, columns, samples, bits, is_ybr=_is_ybr(adobe, jfif, components), is_lossy=is_lossy)


def _is_ybr(adobe: int | None, jfif: bool, components: bytes) -> bool | None:
    """Which colours a JPEG holds: its markers, then its component names, then that only YBR is ever subsampled."""
    if adobe is not None:
        return adobe != 0
    if jfif:
        return True
    if components[::3] == b"RGB":
        return False
    return True if len(set(components[1::3])) > 1 else None


def read_jpeg_2000(data: bytes) -> tuple[Codestream, bytes]:
    """Of JPEG 2000 and HTJ2K, with the bytes of the codestream alone (a JP2 wrapper's colours are not the picture's).

    Raises ValueError for anything else, and for one without its end.
    """
    start = data.find(b"\xff\x4f\xff\x51")
    if start < 0 or len(data) < start + 42:
        raise ValueError("its compressed picture is damaged")
    right, bottom, left, top = struct.unpack_from(">4I", data, start + 8)
    samples, depth = struct.unpack_from(">HB", data, start + 40)
    if data.rfind(_END) < start:
        raise ValueError("its compressed picture is cut short")
    coding = data.find(b"\xff\x52", start + 40)  # COD: Scod (1), progression (1), layers (2), transform (1)
    wavelet = data[coding + 13] if 0 <= coding < len(data) - 13 else 1  # levels, block's width, height, style; then 9-7 or 5-3
    transformed = 0 <= coding <= len(data) - 9 and data[coding + 8] == 1
    stream = Codestream(
        bottom - top, right - left, samples, (depth & 0x7F) + 1, bool(depth & 0x80),
        is_transformed=transformed and samples == 3, is_lossy=True if wavelet == 0 else None,
    )  # fmt: skip
    return stream, data[start:] if start else data
