"""Makes a whole database out of a damaged one: from its own readable rows, the log of edits and the newest backup.

The damaged file is kept in ``damaged/<when>/`` and never changed. What belongs to the pictures themselves is read
from the original files again afterwards (`desktop.workflows.repair_library`).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from sqlite_utils import Database

from desktop.store import edit_log, migrations, replay, search_words, worklist
from desktop.store.backup import backups_of, find_damage
from desktop.store.database import open_to_write
from desktop.store.edit_log import Row
from desktop.store.lock import WriterLock
from desktop.store.migrations import NotAsMadeError
from desktop.store.records import decode
from desktop.store.salvage import DAMAGED, UNREADABLE, columns_of, open_damaged, rows_of, scan_log
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.study import Status

FOLDER = "damaged"
_NUMBERED = ("edit", "record", "patient_change")
_DERIVED = ("record", "edit")
"""Tables that are put together from several sources; all others are copied row by row."""


@dataclass(slots=True)
class Repair:
    """What a repair did. `restored` and `lost` are sentences; `outside` are files whose rows must be read anew."""

    damage: str = ""
    kept: Path | None = None
    restored: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    outside: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    connection: sqlite3.Connection
    is_backup: bool


def find_trouble(database: Path) -> str:
    """What is wrong with a database that nobody writes, in a few words; empty where it is whole and its log agrees."""
    if not database.exists() or database.stat().st_size == 0:
        return "it is missing"
    address = f"{database.absolute().as_uri()}?mode=ro"  # read-only: the damaged file is kept as it is
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
            found = connection.execute("pragma integrity_check(1)").fetchone()
            if found != ("ok",):
                return str(found[0]).splitlines()[-1]
            db = Database(connection, execute_plugins=False)
            migrations.refuse_newer(db)
            migrations.refuse_damaged(db)
            if table := _find_no_text(db):
                return f"a value of the table {table} is not the kind it was"
            broken = edit_log.find_break(db)
            if broken is not None and str(broken) != _known_break(connection):
                return f"entry {broken} of the log was changed or is missing"
            return replay.find_difference(db)
    except NotAsMadeError as error:
        return error.text
    except UNREADABLE as error:
        return str(error)


def _find_no_text(db: Database) -> str:
    """The first table with a value that is bytes, which none of ours are. SQLite does not mind, nor text that is none.

    Raises
    ------
    sqlite3.OperationalError for text that cannot be decoded: every row is read.
    """
    for table in _tables(db):
        for _ in db.conn.execute(f"select * from {table}"):
            pass
        columns = " or ".join(f"typeof({name}) = 'blob'" for name in columns_of(db.conn, table))
        if db.conn.execute(f"select 1 from {table} where {columns} limit 1").fetchone():
            return table
    return ""


def _tables(db: Database) -> list[str]:
    query = "select name from pragma_table_list where type = 'table' and schema = 'main' and name not like 'sqlite%'"
    return [name for (name,) in db.conn.execute(query).fetchall() if not name.startswith("_sqlite")]


def repair_database(database: Path, tick: Tick) -> Repair:
    """Replace a damaged or missing database by one made of everything that can still be read.

    Raises
    ------
    KnownError when another process writes the library or the disk is full; the damaged file is in its place then.
    """
    lock = WriterLock(database.parent)
    try:
        tick(0.0, "Checking the database")
        damage = find_trouble(database)
        return _rebuild(database, damage, part_of(tick, 0.1, 1.0)) if damage else Repair()
    except OSError as error:
        raise KnownError(f"The library cannot be repaired: {error.strerror}.", "Nothing was changed.") from error
    finally:
        lock.release()


def _rebuild(database: Path, damage: str, tick: Tick) -> Repair:
    done = Repair(damage)
    copies = (copy.path for copy in backups_of(database) if not find_damage(copy.path))
    backup = next(copies, None)
    with tempfile.TemporaryDirectory(prefix=".repair-", dir=database.parent) as name:
        scratch = Path(name)
        whole = scratch / "library.db"
        db = open_to_write(whole)
        try:
            with contextlib.ExitStack() as opened:
                sources: list[_Source] = []
                if database.exists() and database.stat().st_size:
                    damaged = open_damaged(database, scratch, whole, backup)
                    if damaged is not None:
                        opened.callback(damaged.close)
                        sources.append(_Source("the damaged file", damaged, False))
                if backup is not None:
                    copy = sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
                    opened.callback(copy.close)
                    sources.append(_Source(f"the backup {backup.name}", copy, True))
                with db.atomic():
                    _fill(db, sources, scratch / DAMAGED, done, tick)
            db.conn.execute("pragma journal_mode = delete")
        finally:
            db.close()
        if wrong := find_damage(whole):
            raise KnownError(f"The repaired database is damaged too ({wrong}).", "Check the disk.")
        with whole.open("rb+") as file:
            os.fsync(file.fileno())
        done.kept = _swap(database, whole)
    tick(1.0, "The database is whole")
    return done


def _swap(database: Path, whole: Path) -> Path | None:
    """Keep the damaged file and its log aside, then put the whole one in its place."""
    log = database.with_name(f"{database.name}-wal")
    if not database.exists() and not log.exists():
        whole.replace(database)
        return None
    aside = database.parent / FOLDER / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    aside.mkdir(parents=True)
    for path in (database, log):
        if path.exists():
            try:
                os.link(path, aside / path.name)
            except OSError:  # a file system without links
                shutil.copy2(path, aside / path.name)
    log.unlink(missing_ok=True)  # it belongs to the damaged file; SQLite would write it into the whole one
    database.with_name(f"{database.name}-shm").unlink(missing_ok=True)
    whole.replace(database)
    return aside


def _fill(db: Database, sources: Sequence[_Source], raw: Path, done: Repair, tick: Tick) -> None:
    triggers = db.conn.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.conn.execute(f"drop trigger {name}")
    tables = _tables(db)
    for number, table in enumerate(tables):
        tick(0.6 * number / len(tables), f"Reading {table}")
        if table not in _DERIVED:
            for source in sources:
                _copy(db, source, table, done)
    tick(0.6, "Reading the log of edits")
    _copy_highest_numbers(db, sources, done)
    _copy_log(db, sources, raw, done)
    tick(0.8, "Reading the records")
    _copy_records(db, sources, done)
    _prune(db, done)
    for _, sql in triggers:
        db.conn.execute(sql)


def _copy(db: Database, source: _Source, table: str, done: Repair) -> None:
    there = columns_of(source.connection, table)
    columns = [name for name in columns_of(db.conn, table) if name in there]
    if not columns:
        return
    marks = ", ".join("?" * len(columns))
    statement = f"insert or ignore into {table} ({', '.join(columns)}) values ({marks})"
    added = db.conn.executemany(statement, rows_of(source.connection, table, columns)).rowcount
    if added > 0:
        done.restored.append(f"{added} row{'s' if added > 1 else ''} of {table} from {source.name}")


_LOG = "number, at, study_uid, author, label, changes, patches, sha256"
_PUT_LOG = f"insert or ignore into edit ({_LOG}) values (?, ?, ?, ?, ?, ?, ?, ?)"


def _copy_highest_numbers(db: Database, sources: Sequence[_Source], done: Repair) -> None:
    """The highest numbers ever given, which tell whether the end of the log is there."""
    for source in sources:
        rows = rows_of(source.connection, "sqlite_sequence", ("name", "seq"))
        numbers = {table: highest for table, highest in rows if isinstance(highest, int)}
        for table in _NUMBERED:
            db.conn.execute("delete from sqlite_sequence where name = ? and seq < ?", (table, numbers.get(table, 0)))
            query = "insert into sqlite_sequence select ?, ? where ? not in (select name from sqlite_sequence)"
            db.conn.execute(query, (table, numbers.get(table, 0), table))
        if "edit" in numbers and not source.is_backup:
            return
    if sources and sources[0].is_backup:
        done.lost.append(f"what was done after the newest backup ({sources[0].name})")
    else:
        done.lost.append("what was done last may be missing: how long the log of edits was can no longer be read")


def _copy_log(db: Database, sources: Sequence[_Source], raw: Path, done: Repair) -> None:
    """The log from every source; a row counts when its seal proves it, or when nothing proves it wrong."""
    names = _LOG.split(", ")
    found: Counter[str] = Counter()
    for source in sources:
        found[source.name] = max(0, db.conn.executemany(_PUT_LOG, rows_of(source.connection, "edit", names)).rowcount)
    loose: dict[int, list[Row]] = {}
    if raw.exists():
        known = dict(db.conn.execute("select number, sha256 from edit").fetchall())
        for row in scan_log(raw):
            if known.get(row[0]) != row[-1]:
                loose.setdefault(row[0], []).append(row)
    backup = next((source for source in sources if source.is_backup), None)
    last = max(loose, default=0)
    for query in ("select max(number) from edit", "select seq from sqlite_sequence where name = 'edit'"):
        last = max(last, (db.conn.execute(query).fetchone() or (0,))[0] or 0)
    seal_before: str | None = ""
    lost: list[int] = []
    for number in range(1, last + 1):
        row = db.conn.execute(f"select {_LOG} from edit where number = ?", (number,)).fetchone()
        if row is None or (seal_before is not None and not edit_log.is_sealed(row, seal_before)):
            candidates = _from_backup(backup, number) + loose.get(number, [])
            proven = [one for one in candidates if seal_before is None or edit_log.is_sealed(one, seal_before)]
            if proven:
                row = proven[0]
                db.conn.execute(_PUT_LOG.replace("or ignore", "or replace"), row)
                found["single pages"] += 1
            else:
                lost.append(number)
        seal_before = str(row[-1]) if row is not None else None
    done.restored += [f"{count} entries of the log from {name}" for name, count in found.items() if count]
    if lost:
        done.lost.append(f"{'entry' if len(lost) == 1 else 'entries'} {_ranges(lost)} of the log of edits")
        db.conn.execute("insert or replace into setting values ('', ?, ?)", (_BREAK, str(lost[0])))


def _from_backup(backup: _Source | None, number: int) -> list[Row]:
    if backup is None:
        return []
    try:
        return backup.connection.execute(f"select {_LOG} from edit where number = ?", (number,)).fetchall()
    except UNREADABLE:
        return []


def _copy_records(db: Database, sources: Sequence[_Source], done: Repair) -> None:
    """Records as the damaged file has them; what it lacks or has wrong as the log says; the rest from the backup."""
    columns = ("number", "study_uid", "kind", "id", "body")
    put = "insert or ignore into record (number, study_uid, kind, id, body) values (?, ?, ?, ?, ?)"
    for source in sources:
        if not source.is_backup:
            readable = (row for row in rows_of(source.connection, "record", columns) if replay.is_record(row[2], row[4]))
            _tell(done, db.conn.executemany(put, readable).rowcount, source.name)
    _tell(done, replay.restore(db), "the log of edits")
    for source in sources:
        if source.is_backup:
            rows = [row for row in rows_of(source.connection, "record", columns) if replay.is_untold(db, *row[1:])]
            _tell(done, db.conn.executemany(put, ((None, *row[1:]) for row in rows)).rowcount, source.name)


def _tell(done: Repair, count: int, source: str) -> None:
    if count > 0:
        done.restored.append(f"{count} record{'s' if count > 1 else ''} from {source}")


def _prune(db: Database, done: Repair) -> None:
    """Take out rows that lead nowhere; their files are read anew."""
    execute = db.conn.execute
    execute("delete from study where patient not in (select number from patient)")
    # one file under two UIDs: one of them is damaged, and the file knows which
    execute("delete from instance where path in (select path from instance group by path having count(*) > 1)")
    execute("delete from series where study_uid not in (select uid from study)")
    lone = "from instance where series_uid not in (select uid from series)"
    outside = execute(f"select path {lone} and path not like 'originals/%'").fetchall()
    done.outside += [Path(path) for (path,) in outside]  # relative to the library where they lie inside it
    execute(f"delete {lone}")
    execute("delete from series where uid not in (select series_uid from instance)")
    execute("delete from study where uid not in (select study_uid from series union select study_uid from record)")
    execute(
        """update study set series_count = (select count(*) from series where study_uid = study.uid),
           instance_count = (select count(*) from instance join series on series.uid = series_uid
                             where study_uid = study.uid)"""
    )


_BREAK = "log broken at"


def _known_break(connection: sqlite3.Connection) -> str:
    row = connection.execute("select value from setting where study_uid = '' and name = ?", (_BREAK,)).fetchone()
    return str(row[0]) if row else ""


def _ranges(numbers: list[int]) -> str:
    """[1, 2, 3, 7] as ``1-3, 7``."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ", ".join("-".join(map(str, part)) for part in parts)


def finish(db: Database, done: Repair, author: str) -> None:
    """After the files were read again: the words by which studies are found, how far their reports are, the log."""
    execute = db.conn.execute
    if not _words_agree(db):
        (statement,) = execute("select sql from sqlite_master where name = 'search'").fetchone()
        execute("drop table search")
        execute(statement)
        done.restored.append("the words by which studies are found")
    if not done.damage and not done.restored:
        return
    found = execute("select uid from study where number not in (select rowid from search)").fetchall()
    for (uid,) in found:
        search_words.refresh(db, uid)
    reports: dict[str, list[SignedReport | ReportDraft]] = defaultdict(list)
    kinds = "kind in ('signed_report', 'report_draft') order by kind desc, number"
    for uid, kind, body in execute(f"select study_uid, kind, body from record where {kinds}").fetchall():
        record = decode(kind, body)
        assert isinstance(record, SignedReport | ReportDraft)
        reports[uid].append(record)
        if isinstance(record, SignedReport) and sha256(record.text.encode()).hexdigest() != record.sha256:
            done.lost.append(f"the wording of a signed report of study {uid}: it is not the one that was signed")
    for uid, records in reports.items():
        signed = any(isinstance(record, SignedReport) for record in records)
        status = worklist.find_status(db, uid)
        if status in (Status.IMPORTED, Status.READING):  # such a study has no report: its row was made anew
            status = Status.SIGNED if signed else Status.DRAFTED
        worklist.set_report(db, uid, "\n".join(record.text for record in records), status)
    lost = f"; lost: {'; '.join(done.lost)}" if done.lost else ""
    edit_log.append(db, "", author, f"Repair of the library ({done.damage or 'files without rows'}){lost}")


def _words_agree(db: Database) -> bool:
    """Whether the full-text index is what its texts make (FTS5's own check, which looks like a write and is none)."""
    try:
        db.conn.execute("insert into search(search) values ('integrity-check')")
    except UNREADABLE:
        return False
    return True
