"""Deflated files as if they were not: inflated only as far as needed, and never further than memory bears."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from pathlib import Path

from viewer.dicom.syntaxes import DEFLATED, EXPLICIT_LE

HEADER_BYTES = 1 << 26
"""A header larger than this is no header."""
PICTURE_BYTES = 1 << 29
"""All pictures of a deflated file are inflated together, up to this size."""
META_BYTES = 1 << 14


def deflated_from(start: bytes) -> int | None:
    """Where the deflated bytes of a file begin, from its first `META_BYTES`; None for a file that is not deflated."""
    at, syntax = 132, b""
    while start[128:132] == b"DICM" and at + 8 <= len(start) and start[at : at + 2] == b"\x02\x00":
        wide = start[at + 4 : at + 6] in (b"OB", b"UN")
        length = struct.unpack_from("<I", start, at + 8)[0] if wide and at + 12 <= len(start) else struct.unpack_from("<H", start, at + 6)[0]
        value_at = at + (12 if wide else 8)
        if start[at + 2 : at + 4] == b"\x10\x00":
            syntax = start[value_at : value_at + length]
        at = value_at + length
    return at if syntax.strip(b" \0").decode("latin-1") == DEFLATED else None


def inflated(path: Path, most: int) -> bytes:
    """A deflated file as explicit little endian, up to `most` bytes of its data set.

    Raises OSError, zlib.error, and ValueError for a file that is not deflated.
    """
    data = path.read_bytes()
    at = deflated_from(data[:META_BYTES])
    if at is None:
        raise ValueError("the file is not deflated")
    meta = data[:at].replace(DEFLATED.encode(), EXPLICIT_LE.encode().ljust(len(DEFLATED), b"\0"), 1)
    return meta + inflate(data[at:], most)


def inflate(data: bytes, most: int) -> bytes:
    """At most `most` bytes of what raw deflated data hold (DICOM PS3.5 A.5). Raises zlib.error for damage."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, most)


def inflated_bytes(path: str, at: int, count: int) -> bytes:
    """`count` bytes from place `at` of an inflated file, fewer at its end. For the decoder processes.

    Raises OSError, zlib.error, ValueError.
    """
    return _pictures(path, Path(path).stat().st_mtime_ns)[at : at + count]


@lru_cache(maxsize=1)
def _pictures(path: str, changed: int) -> bytes:
    return inflated(Path(path), PICTURE_BYTES)
