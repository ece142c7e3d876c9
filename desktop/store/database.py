"""The connection to ``library.db``, and SQLite's failures in words of the task."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Generator, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlite_utils import Database

from desktop.store import migrations
from desktop.store.migrations import REPAIR
from viewer.case.errors import KnownError

_SENTENCES = {
    sqlite3.SQLITE_FULL: ("The disk is full.", "Free some space; what was saved before is safe."),
    sqlite3.SQLITE_NOTADB: ("library.db is not a Lightbox library, or its beginning is damaged.", REPAIR),
    sqlite3.SQLITE_CORRUPT: ("library.db is damaged.", REPAIR),
    sqlite3.SQLITE_READONLY: ("The library cannot be written.", "Check the permissions of its folder."),
    sqlite3.SQLITE_CANTOPEN: ("library.db cannot be opened.", "Check the permissions of its folder."),
    sqlite3.SQLITE_IOERR: ("The disk failed while reading or writing the library.", "Check the disk."),
    sqlite3.SQLITE_BUSY: ("Another process is writing the library.", "Try again in a moment."),
}


@contextlib.contextmanager
def sentences() -> Iterator[None]:
    """Turns what the world does to a database (full disk, damage, permissions) into KnownError; the rest is our bug."""
    try:
        yield
    except UnicodeDecodeError as error:  # a damaged name of a column
        raise KnownError(*_SENTENCES[sqlite3.SQLITE_CORRUPT]) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if str(error).startswith(_DAMAGED):
            code = sqlite3.SQLITE_CORRUPT
        if code not in _SENTENCES:
            raise
        raise KnownError(*_SENTENCES[code]) from error


_DAMAGED = ("Could not decode to UTF-8", "no such table", "no such column", "no such module", "malformed database")
"""How SQLite and its module begin to speak of damage without the code for it: our own tables are always there."""


class Written(Database):
    """The library's database to a thread that writes it. Threads take turns: who waits holds no view of older rows,
    which SQLite would refuse to write from."""

    def __init__(self, path: Path, turn: threading.RLock) -> None:
        super().__init__(sqlite3.connect(path), execute_plugins=False)
        self._turn = turn
        self.conn.execute("pragma synchronous = full")

    @contextlib.contextmanager
    def atomic(self) -> Generator[Database, None, None]:
        with self._turn, super().atomic():
            yield self


@contextlib.contextmanager
def unhurried(db: Database) -> Iterator[None]:
    """A transaction that does not wait for the disk, for how things are looked at.

    A power cut may take the last of these away, whole; the next one that waits keeps them all. While gigabytes of
    pixels are on their way to the disk, waiting for it holds the window up.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    db.conn.execute("pragma synchronous = normal")
    try:
        with db.atomic():
            yield
    finally:
        db.conn.execute("pragma synchronous = full")


def open_to_write(path: Path, turn: threading.RLock | None = None) -> Database:
    """The library's database, made or brought up to date. Every commit is on disk when it returns."""
    refuse_lost(path)
    with sentences():
        db = Written(path, turn or threading.RLock())
        try:
            db.conn.execute("pragma journal_mode = wal")
            migrations.upgrade(db, path, application_version())
        except BaseException:
            db.close()
            raise
    return db


def open_beside(path: Path, turn: threading.RLock) -> Database:
    """The same database for another thread of this process; both write within their `turn`."""
    with sentences():
        return Written(path, turn)


def refuse_lost(path: Path) -> None:
    """Refuse a folder that holds a library's files but no database: an empty one would look as if all were gone.

    Raises
    ------
    KnownError, which says how to get it back.
    """
    if path.exists() and path.stat().st_size:
        return
    if any(any((path.parent / name).glob(found)) for name, found in _TRACES):
        raise KnownError("library.db is missing from the library's folder, its other files are there.", REPAIR)


_TRACES = (("originals", "??/*.dcm"), ("masks", "*.npy"), ("backups", "library-*.db"))


def open_to_read(path: Path) -> Database:
    """The library's database beside a writer; an empty one where there is none yet, or one whose making did not end.

    Raises
    ------
    KnownError for a database whose tables are older or newer than this build's: reading does not migrate.
    """
    refuse_lost(path)
    with sentences():
        if not path.exists():
            db = _empty()
        else:
            # a database in a folder that nobody can write, with no log beside it, cannot change while it is read
            fixed = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
            address = f"{path.absolute().as_uri()}?{'immutable=1' if fixed else 'mode=ro'}"
            db = Database(sqlite3.connect(address, uri=True), execute_plugins=False)
        try:
            db.conn.execute("pragma query_only = on")
            migrations.refuse_newer(db)
            migrations.refuse_damaged(db)
            if not migrations.is_current(db):
                if migrations.is_unused(db):  # being made now, or the process that made it was killed: a writer ends it
                    db.close()
                    return _empty()
                raise KnownError(
                    "This library was written by an older version of Lightbox.",
                    "Open it once in the window to bring it up to date.",
                )
        except BaseException:
            db.close()
            raise
    return db


def _empty() -> Database:
    db = Database(memory=True, execute_plugins=False)
    migrations.migrations.apply(db)
    db.conn.execute("pragma query_only = on")
    return db


def application_version() -> str:
    """Lightbox's version, as in the names of library backups."""
    try:
        return version("lightbox")
    except PackageNotFoundError:
        return "0"
