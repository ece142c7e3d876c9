"""Reads what can still be read out of a damaged database file.

Rows are read through SQLite, from both ends of a table up to what is broken. The log of edits is also looked for
page by page, whatever became of the tree that leads to its pages (SQLite's file format, sections 1.3 to 2.1):
its rows never change and prove themselves by their seals, so an old copy of one is as good as any.
"""

from __future__ import annotations

import contextlib
import mmap
import shutil
import sqlite3
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from desktop.store.edit_log import Row

DAMAGED = "damaged.db"
"""The name of the copy that is read."""
HEADER_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_LEAF = 0x0D
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises."""
_NUMBER, _SHA256_TEXT = 0, 13 + 2 * 64
"""Serial types of the first and the last column of ``edit``: a null that stands for the row's number; 64 letters."""


def open_damaged(database: Path, scratch: Path, like: Path, backup: Path | None) -> sqlite3.Connection | None:
    """A connection to a copy of a damaged database, its log of writes folded in; None where nothing opens it.

    A first page that cannot be read is tried again with the header of a whole database (`like`), then as it is
    in `backup`. The copy is made in the folder `scratch`; `database` itself is not touched.
    """
    pages_from = [None, like.read_bytes()[:HEADER_BYTES]]
    if backup is not None:
        with backup.open("rb") as file:
            pages_from.append(file.read(_page_bytes(backup)))
    for beginning in pages_from:
        copy = scratch / DAMAGED
        for name in (copy, copy.with_name(f"{DAMAGED}-wal"), copy.with_name(f"{DAMAGED}-shm")):
            name.unlink(missing_ok=True)
        shutil.copyfile(database, copy)
        if (log := database.with_name(f"{database.name}-wal")).exists():
            shutil.copyfile(log, copy.with_name(f"{DAMAGED}-wal"))
        if beginning is not None:
            _put_beginning(copy, beginning)
        connection = sqlite3.connect(copy)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        with contextlib.suppress(*UNREADABLE):
            connection.execute("pragma wal_checkpoint(truncate)")
            if connection.execute("select count(*) from sqlite_master").fetchone()[0]:
                return connection
        connection.close()
    return None


def rows_of(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The readable rows of a table: from its beginning, and where it breaks from its end too."""
    try:
        without_rowid = connection.execute("select wr from pragma_table_list where name = ?", (table,)).fetchone()
        known = connection.execute("select name, pk from pragma_table_info(?) order by pk", (table,)).fetchall()
    except UNREADABLE:
        return
    keys = [name for name, place in known if place] if without_rowid and without_rowid[0] else ["rowid"]
    wanted = ", ".join(columns)
    last: tuple[Any, ...] | None = None
    for direction in ("", " desc"):
        order = ", ".join(f"{key}{direction}" for key in keys)
        try:
            for row in connection.execute(f"select {', '.join(keys)}, {wanted} from {table} not indexed order by {order}"):
                key = row[: len(keys)]
                if direction and last is not None and key <= last:
                    return
                if not direction:
                    last = key
                yield tuple(_text(value) for value in row[len(keys) :])
        except UNREADABLE:
            continue
        return


def _text(value: Any) -> Any:
    """No column of ours holds bytes: a value that does was a text before its type was damaged."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def columns_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """The columns of a table; none where it cannot be read."""
    try:
        return [row[1] for row in connection.execute(f"pragma table_info({table})")]
    except UNREADABLE:
        return []


def scan_log(database: Path) -> Iterator[Row]:
    """Every row of the log on any page of a database file, also on pages that nothing leads to any more."""
    page_bytes = _page_bytes(database)
    with database.open("rb") as file:
        if database.stat().st_size < page_bytes:
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as pages:
            for start in range(0, len(pages) - page_bytes + 1, page_bytes):
                head = start + (HEADER_BYTES if start == 0 else 0)
                if pages[head] != _LEAF:
                    continue
                (cells,) = struct.unpack_from(">H", pages, head + 3)
                for number in range(min(cells, page_bytes // 4)):
                    with contextlib.suppress(struct.error, IndexError, UnicodeDecodeError, ValueError):
                        (place,) = struct.unpack_from(">H", pages, head + 8 + 2 * number)
                        row = _log_row(pages, start + place, page_bytes)
                        if row is not None:
                            yield row


def _log_row(pages: mmap.mmap, place: int, page_bytes: int) -> Row | None:
    size, place = _varint(pages, place)
    number, place = _varint(pages, place)
    head_bytes, at = _varint(pages, place)
    types: list[int] = []
    while at < place + head_bytes and len(types) <= 8:
        kind, at = _varint(pages, at)
        types.append(kind)
    texts = types[1:6]
    if len(types) != 8 or types[0] != _NUMBER or types[7] != _SHA256_TEXT or any(t < 13 or t % 2 == 0 for t in texts):
        return None
    if types[6] not in (1, 8, 9) or size > len(pages):
        return None
    body = _payload(pages, place, size, page_bytes)[head_bytes:]
    words: list[str] = []
    for kind in texts:
        length = (kind - 13) // 2
        words.append(body[:length].decode())
        body = body[length:]
    patches = body[0] if types[6] == 1 else types[6] - 8
    seal = body[1 if types[6] == 1 else 0 :].decode()
    at_, study_uid, author, label, changes = words
    return (number, at_, study_uid, author, label, changes, patches, seal) if len(seal) == 64 else None


def _payload(pages: mmap.mmap, place: int, size: int, page_bytes: int) -> bytes:
    """The bytes of a cell of a table's leaf, followed over its overflow pages (section 1.6)."""
    most, least = page_bytes - 35, (page_bytes - 12) * 32 // 255 - 23
    if size <= most:
        return pages[place : place + size]
    here = least + (size - least) % (page_bytes - 4)
    here = here if here <= most else least
    parts, left = [pages[place : place + here]], size - here
    (page,) = struct.unpack_from(">I", pages, place + here)
    while left > 0:
        start = (page - 1) * page_bytes
        (page,) = struct.unpack_from(">I", pages, start)
        parts.append(pages[start + 4 : start + 4 + min(left, page_bytes - 4)])
        left -= page_bytes - 4
    return b"".join(parts)


def _varint(pages: mmap.mmap, place: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = pages[place + n]
        if n == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + n + 1
    raise ValueError


def _page_bytes(database: Path) -> int:
    with database.open("rb") as file:
        beginning = file.read(18)
    if beginning.startswith(_MAGIC) and len(beginning) == 18:
        size = int.from_bytes(beginning[16:18], "big")
        size = 65536 if size == 1 else size
        if size >= 512 and size & (size - 1) == 0:
            return size
    return 4096


def _put_beginning(database: Path, beginning: bytes) -> None:
    """Write another header, made to fit the number of pages that the file has and without free ones."""
    pages = database.stat().st_size // 4096
    head = bytearray(beginning)
    head[28:32] = pages.to_bytes(4, "big")
    head[32:40] = bytes(8)
    head[92:96] = head[24:28]  # the number of pages counts only where these two agree
    with database.open("r+b") as file:
        file.write(head)
