"""Copies of ``library.db`` in ``backups/``: made once a day when something changed, checked, the newest three kept.

The reader's short words and learned sentences (``phrases.db``) are copied with it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.store.database import sentences
from desktop.store.phrases import FILE as PHRASES
from viewer.case.errors import KnownError

FOLDER = "backups"
KEPT = 3
EVERY = timedelta(days=1)
WITHOUT_WAITING_BYTES = 500_000_000
"""A database of this size is copied in about two seconds; a larger one not where somebody waits for it."""
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. `made` is in UTC."""

    path: Path
    made: datetime
    size_bytes: int


def backups_of(database: Path) -> tuple[Backup, ...]:
    """The copies of a database, newest first; also those that were made before its tables were changed."""
    found = []
    for path in (*(database.parent / FOLDER).glob("library-*.db"), *database.parent.glob("library.before-*.db")):
        with contextlib.suppress(OSError):
            facts = path.stat()
            found.append(Backup(path, datetime.fromtimestamp(facts.st_mtime, UTC), facts.st_size))
    return tuple(sorted(found, key=lambda backup: backup.made, reverse=True))


def is_due(database: Path) -> bool:
    """Whether something changed since the newest copy, and that is a day old or there is none."""
    changed = max((_changed(path) for path in (database, database.with_name(f"{database.name}-wal"), database.with_name(PHRASES))), default=0.0)
    newest = next(iter(backups_of(database)), None)
    if newest is None:
        return changed > 0
    return changed > newest.made.timestamp() and datetime.now(UTC) - newest.made >= EVERY


def back_up_at_closing(database: Path) -> None:
    """Make the copy of the day, if it is due and nobody has to wait for it; a failure is said by the next opening."""
    with contextlib.suppress(KnownError, OSError):
        if is_due(database) and database.stat().st_size <= WITHOUT_WAITING_BYTES:
            back_up(database)


def back_up(database: Path) -> Path:
    """Copy a database while others read and write it, and keep the newest three copies.

    Works on a connection of its own, so it may run on any thread. A copy of a damaged database is not kept:
    it would push out a good one.

    Raises
    ------
    KnownError when the database is damaged or the disk full.
    """
    folder = database.parent / FOLDER
    target = folder / f"library-{datetime.now(UTC):{_STAMP}}.db"
    part = folder / "unfinished.part"
    try:
        folder.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)
        with sentences():
            copy_database(database, part)
        if damage := find_damage(part):
            raise KnownError(f"library.db is damaged ({damage}).", "Run `lightbox doctor --repair`: nothing is deleted.")
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise KnownError(f"The library cannot be backed up: {error.strerror}.", "Free some space.") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    _copy_phrases(database.with_name(PHRASES), folder / target.name.replace("library", "phrases"))
    for kind in ("library", "phrases"):
        for old in sorted(folder.glob(f"{kind}-*.db"), reverse=True)[KEPT:]:
            old.unlink(missing_ok=True)
    return target


def _copy_phrases(phrases: Path, target: Path) -> None:
    """The reader's own words, where there are any; a damaged file is no reason to have no copy of the library."""
    if not phrases.is_file():
        return
    part = target.with_suffix(".part")
    with contextlib.suppress(OSError, KnownError, sqlite3.DatabaseError):
        copy_database(phrases, part)
        if not find_damage(part):
            part.replace(target)
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def copy_database(database: Path, target: Path) -> None:
    """One moment of a database in a file of its own, whoever writes it meanwhile."""
    address = f"{database.absolute().as_uri()}?mode=rw"  # not ro: such a connection leaves its -wal file behind
    with (
        contextlib.closing(sqlite3.connect(address, uri=True)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        copy.execute("pragma synchronous = off")  # the whole file is synchronised when it is finished
        source.backup(copy)
        copy.execute("pragma journal_mode = delete")


def find_damage(database: Path) -> str:
    """What SQLite finds broken in a file that nobody writes, in its words; empty where all is well."""
    address = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            found = connection.execute("pragma quick_check(1)").fetchone()
            return "" if found == ("ok",) else str(found[0]).splitlines()[-1]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
