"""Where the compressed pictures of a file lie: its fragments are listed once and each picture is then one seek away."""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from viewer.dicom.headers import element, read_header

Piece = tuple[int, int]
"""File offset and length of a fragment's bytes."""
_ITEM, _END = (0xFFFE, 0xE000), (0xFFFE, 0xE0DD)
_STARTS = (b"\xff\xd8\xff", b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP  ", b"\xff\x0a", b"\x00\x00\x00\x0cJXL ")
"""How a JPEG or JPEG-LS, JPEG 2000, JP2 and JPEG XL picture begins."""


def frame_data(path: str, value_at: int, frame: int, frames: int) -> bytes:
    """The compressed bytes of one picture (from 0) out of `frames`.

    Raises ValueError where they are missing or the file does not say which they are; OSError.
    """
    with Path(path).open("rb") as file:
        facts = Path(path).stat()
        pieces = _pieces_of_frames(path, value_at, frames, facts.st_size, facts.st_mtime_ns)
        if frame >= len(pieces):
            raise ValueError("its compressed picture is missing from the file")
        parts = []
        for at, length in pieces[frame]:
            file.seek(at)
            parts.append(file.read(length))
            if len(parts[-1]) < length:
                raise ValueError("its compressed picture is cut short")
    return b"".join(parts)


def count_fragments(path: str, value_at: int) -> int:
    """How many fragments a file has: it cannot have more pictures. Raises OSError, ValueError."""
    facts = Path(path).stat()
    return len(_fragments(path, value_at, facts.st_size, facts.st_mtime_ns)[1])


@lru_cache(maxsize=16)
def _pieces_of_frames(path: str, value_at: int, frames: int, size: int, changed: int) -> tuple[tuple[Piece, ...], ...]:
    """The fragments of each picture (DICOM PS3.5 A.4)."""
    offsets, fragments = _fragments(path, value_at, size, changed)
    if not fragments:
        raise ValueError("its compressed picture is missing from the file")
    if frames == 1:
        return (fragments,)
    if len(fragments) == frames:
        return tuple((fragment,) for fragment in fragments)
    first = fragments[0][0] - 8
    for table in (offsets, _extended_offsets(path)):
        if len(table) == frames and (groups := _split(fragments, [first + offset for offset in table])):
            return groups
    with Path(path).open("rb") as file:
        begins = [at - 8 for at, _ in fragments if _at(file, at, 12).startswith(_STARTS)]
    # A film that was cut off has fewer pictures than it says; the last of them may lack its end.
    if begins and begins[0] == first and len(begins) <= frames:
        return _split(fragments, begins)
    if len(fragments) < frames:
        return tuple((fragment,) for fragment in fragments)
    raise ValueError("the file does not say where one picture ends and the next begins")


def _split(fragments: tuple[Piece, ...], begins: list[int]) -> tuple[tuple[Piece, ...], ...]:
    """Fragments in groups that begin at these item offsets; empty where an offset is no item's."""
    items = {at - 8: n for n, (at, _) in enumerate(fragments)}
    numbers = [items.get(begin, -1) for begin in begins]
    if not numbers or numbers[0] != 0 or any(a >= b for a, b in pairwise(numbers)):
        return ()
    return tuple(fragments[a:b] for a, b in pairwise([*numbers, len(fragments)]))


@lru_cache(maxsize=16)
def _fragments(path: str, value_at: int, size: int, changed: int) -> tuple[tuple[int, ...], tuple[Piece, ...]]:
    """The basic offset table, which may be empty, and all fragments behind it."""
    found: list[Piece] = []
    with Path(path).open("rb") as file:
        at = value_at
        while at + 8 <= size:
            group, element, length = struct.unpack("<HHI", _at(file, at, 8))
            if (group, element) == _END:
                break
            if (group, element) != _ITEM or length == 0xFFFFFFFF:
                if not found:
                    raise ValueError("its pixel data is not divided into compressed pictures")
                break
            found.append((at + 8, length))
            at += 8 + length
        if not found:
            return (), ()
        table = _at(file, found[0][0], min(found[0][1], size)) if found[0][1] % 4 == 0 else b""
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]), tuple(found[1:])


def _extended_offsets(path: str) -> tuple[int, ...]:
    """The Extended Offset Table (DICOM PS3.3 C.7.6.3.1.8), empty where there is none."""
    table = element(read_header(Path(path), [0x7FE00001]).dataset, 0x7FE00001)
    data = table.value if table is not None and isinstance(table.value, bytes) else b""
    return struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8])


def _at(file: BinaryIO, at: int, length: int) -> bytes:
    file.seek(at)
    return file.read(length)
