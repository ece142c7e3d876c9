"""The records as the log of edits tells them: what was written last under each key."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from desktop.store import edit_log
from desktop.store.records import decode, encode
from viewer.case.edits import Key, Record, Swap
from viewer.case.errors import KnownError

_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, KnownError)
"""What decoding text raises that is no record any more."""


def told(db: Database, study_uid: str) -> dict[Key, Record | None]:
    """What the log says of a study's records; None for one that was deleted. Unreadable entries say nothing."""
    records: dict[Key, Record | None] = {}
    for entry in edit_log.entries(db, study_uid):
        try:
            changes = entry.to_edit().changes
        except _UNREADABLE:
            continue
        records.update((change.key, change.after) for change in changes if isinstance(change, Swap))
    return records


def find_difference(db: Database) -> str:
    """The first record that is not as the log tells, in a few words; empty where all agree."""
    for study_uid in _studies(db):
        stored = _stored(db, study_uid)
        for (kind, id), record in told(db, study_uid).items():
            body = stored.get((kind, id))
            if (body is None) != (record is None) or (record is not None and not _agree(record, body or "")):
                return f"a {kind.replace('_', ' ')} of study {study_uid} is not as the log of edits tells"
    return ""


def restore(db: Database) -> int:
    """Write every record as the log tells it; how many were missing or different."""
    written = 0
    for study_uid in _studies(db):
        stored = _stored(db, study_uid)
        for (kind, id), record in told(db, study_uid).items():
            body = stored.get((kind, id))
            key = (study_uid, kind, id)
            if record is None:
                written += db.conn.execute("delete from record where study_uid = ? and kind = ? and id = ?", key).rowcount
            elif body is None:
                db.conn.execute("insert into record (study_uid, kind, id, body) values (?, ?, ?, ?)", (*key, encode(record)))
                written += 1
            elif not _agree(record, body):
                query = "update record set body = ? where study_uid = ? and kind = ? and id = ?"
                db.conn.execute(query, (encode(record), *key))
                written += 1
    return written


def is_untold(db: Database, study_uid: str, kind: str, id: str, body: str) -> bool:
    """Whether a record from elsewhere is readable, not there yet and not spoken of by the log."""
    key = (study_uid, kind, id)
    if db.conn.execute("select 1 from record where study_uid = ? and kind = ? and id = ?", key).fetchone():
        return False
    return is_record(kind, body) and (kind, id) not in told(db, study_uid)


def is_record(kind: object, body: object) -> bool:
    """Whether a text is a record of its kind."""
    try:
        decode(str(kind), str(body))
    except _UNREADABLE:
        return False
    return True


def _agree(record: Record, body: str) -> bool:
    """Whether a stored body is the record, also where an older version left out fields that have defaults."""
    try:
        return encode(decode(record.kind, body)) == encode(record)
    except _UNREADABLE:
        return False


def _stored(db: Database, study_uid: str) -> dict[Key, str]:
    rows = db.conn.execute("select kind, id, body from record where study_uid = ?", (study_uid,)).fetchall()
    return {(kind, id): body for kind, id, body in rows}


def _studies(db: Database) -> Iterator[str]:
    for (study_uid,) in db.conn.execute("select distinct study_uid from edit").fetchall():
        yield study_uid
