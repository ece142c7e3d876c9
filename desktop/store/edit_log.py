"""The log of edits: who did what, when, before and after. Each row seals the one before it with its hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from desktop.store.records import decode_edit
from viewer.case.edits import Edit
from viewer.case.source import by

Row = tuple[int, str, str, str, str, str, int, str]
"""number, at, study_uid, author, label, changes, patches, sha256."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row of the log. `changes` is JSON; `sha256` is over the previous row's hash and this row's content."""

    number: int
    at: str
    study_uid: str
    author: str
    label: str
    changes: str
    sha256: str

    def to_edit(self) -> Edit:
        return decode_edit(self.label, self.author, self.changes)


def append(db: Database, study_uid: str, author: str, label: str, changes: str = "[]", patches: bool = False) -> int:
    """Write a row inside the caller's transaction; returns its number.

    Raises
    ------
    ValueError for an author that names nobody.
    """
    source = by(author)
    execute = db.conn.execute
    last = execute("select number, sha256 from edit order by number desc limit 1").fetchone() or (0, "")
    given = execute("select seq from sqlite_sequence where name = 'edit'").fetchone() or (0,)
    number = max(last[0], given[0]) + 1  # a number is never given twice, also after the end of the log was lost
    content = (number, source.made_at, study_uid, source.author, label, changes)
    execute(
        "insert into edit (number, at, study_uid, author, label, changes, sha256, patches) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (*content, _seal(last[1], *content), patches),
    )
    return int(number)


def is_sealed(row: Row, previous: str) -> bool:
    """Whether a row as it lies in the table continues the row whose seal is `previous`."""
    return row[-1] == _seal(previous, *row[:6])


def last_number(db: Database) -> int:
    """The number of the newest row; 0 for an empty log."""
    row = db.conn.execute("select max(number) from edit").fetchone()
    return int(row[0] or 0)


def last_patch(db: Database, study_uid: str) -> int:
    """The number of the newest row of a study that changed voxels; 0 where none did."""
    row = db.conn.execute("select max(number) from edit where study_uid = ? and patches", (study_uid,)).fetchone()
    return int(row[0] or 0)


def entries(db: Database, study_uid: str | None = None, kind: str = "") -> Iterator[LogEntry]:
    """Rows in order, of one study or of all; with `kind` those that changed records of that kind."""
    where, values = ("where study_uid = ?", (study_uid,)) if study_uid is not None else ("", ())
    if kind:
        where, values = f"{where or 'where 1'} and instr(changes, ?) > 0", (*values, f'"swap":"{kind}"')
    query = f"select number, at, study_uid, author, label, changes, sha256 from edit {where} order by number"
    return (LogEntry(*row) for row in db.conn.execute(query, values))


def find_break(db: Database) -> int | None:
    """The number of the first row that was changed, removed or put in from outside; None when the chain is whole.

    A log whose newest rows were cut off is found by the highest number that SQLite ever gave.
    """
    previous, expected = "", 1
    for entry in entries(db):
        seal = _seal(previous, entry.number, entry.at, entry.study_uid, entry.author, entry.label, entry.changes)
        if entry.number != expected or entry.sha256 != seal:
            return expected
        previous, expected = entry.sha256, expected + 1
    given = db.conn.execute("select seq from sqlite_sequence where name = 'edit'").fetchone()
    return expected if given and given[0] >= expected else None


def _seal(previous: str, *content: str | int) -> str:
    return hashlib.sha256(f"{previous}\n{json.dumps(content, default=repr)}".encode()).hexdigest()
