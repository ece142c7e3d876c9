"""A film of JPEG pictures in an AVI file, which every player of films shows (RIFF; Motion JPEG, OpenDML not needed below 1 GB)."""

from __future__ import annotations

import struct
from collections.abc import Sequence

HAS_INDEX, KEY_FRAME = 0x10, 0x10


def motion_jpeg(jpegs: Sequence[bytes], size_px: tuple[int, int], pictures_per_second: int) -> bytes:
    """The whole file. `jpegs` are complete JPEG files of one size (width, height)."""
    width, height = size_px
    largest = max(map(len, jpegs))
    main = struct.pack(
        "<14I", 1_000_000 // pictures_per_second, largest * pictures_per_second, 0, HAS_INDEX, len(jpegs), 0, 1, largest, width, height, 0, 0, 0, 0
    )
    stream = struct.pack(
        "<4s4sI2H8I4H", b"vids", b"MJPG", 0, 0, 0, 0, 1, pictures_per_second, 0, len(jpegs), largest, 0xFFFFFFFF, 0, 0, 0, width, height
    )
    picture = struct.pack("<3I2H4s5I", 40, width, height, 1, 24, b"MJPG", width * height * 3, 0, 0, 0, 0)
    header = _list(b"hdrl", _chunk(b"avih", main) + _list(b"strl", _chunk(b"strh", stream) + _chunk(b"strf", picture)))
    chunks, index, at = [], [], 4
    for jpeg in jpegs:
        chunks.append(_chunk(b"00dc", jpeg))
        index.append(struct.pack("<4s3I", b"00dc", KEY_FRAME, at, len(jpeg)))
        at += len(chunks[-1])
    return _chunk(b"RIFF", b"AVI " + header + _list(b"movi", b"".join(chunks)) + _chunk(b"idx1", b"".join(index)))


def _list(kind: bytes, value: bytes) -> bytes:
    return _chunk(b"LIST", kind + value)


def _chunk(name: bytes, value: bytes) -> bytes:
    return name + struct.pack("<I", len(value)) + value + b"\0" * (len(value) % 2)
