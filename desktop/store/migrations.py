"""The tables of a library, and every step by which they came to be. Append only: a step's name is its identity."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from sqlite_utils import Database, Migrations

from viewer.case.errors import KnownError
from viewer.dicom.identity import name_key, plain_date

migrations = Migrations("library")
REPAIR = "Run `lightbox doctor --repair`: it keeps the damaged file and brings back what can be."


class NotAsMadeError(KnownError):
    """The tables of a database are not those that its migrations make."""


@migrations()
def m0001_index_records_edits(db: Database) -> None:
    """What was imported (plain columns, made for millions of rows) and what is said about it (JSON and a log)."""
    for statement in (*_INDEX, *_CASE, *_SEARCH, *_TRIGGERS):
        db.conn.execute(statement)


@migrations()
def m0002_one_person_several_identities(db: Database) -> None:
    """Patients that the user said are one, studies moved by hand, and files that name another patient or a taken UID."""
    for statement in _IDENTITIES:
        db.conn.execute(statement)
    for number, name, birth_date in db.conn.execute("select number, name, birth_date from patient").fetchall():
        # one that would become another's twin keeps its old key: the two are shown as a conflict, not merged
        db.conn.execute(
            "update or ignore patient set name_key = ?, birth_date = ? where number = ?",
            (name_key(name), plain_date(birth_date), number),
        )


_IDENTITIES = (
    # a patient row is an identity as files state it; same_as is the identity that stands for the person
    "alter table patient add column same_as integer references patient(number)",
    "create index patient_by_same_as on patient (same_as) where same_as is not null",
    "create index patient_by_id on patient (id)",
    "create index patient_by_name on patient (name_key, birth_date)",
    # study.patient is where the study is listed; null here: where its files say
    "alter table study add column imported_as integer references patient(number)",
    "alter table study add column sex text not null default ''",
    "update study set sex = (select sex from patient where number = study.patient)",
    """create table other_patient (
        study_uid text not null, patient integer not null references patient(number), files integer not null,
        primary key (study_uid, patient)) without rowid""",
    "create index other_patient_by_patient on other_patient (patient)",
    """create table patient_change (
        number integer primary key autoincrement, label text not null, changes text not null,
        undone integer not null default 0)""",
    "alter table instance add column stated_uid text not null default ''",
    "create index instance_by_stated_uid on instance (stated_uid) where stated_uid != ''",
)

@migrations()
def m0003_the_newest_first_without_sorting(db: Database) -> None:
    """The worklist's order is an index: its first page, and each further one, come without sorting all studies."""
    db.conn.execute("create index study_newest on study (date, time, imported)")
    db.conn.execute("drop index study_by_date")


@migrations()
def m0004_files_left_in_place_are_known_again(db: Database) -> None:
    """What tells whether a file that was left in its place is still the one that was imported; empty for the library's own."""
    db.conn.execute("alter table instance add column seen text not null default ''")


_INDEX = (
    """create table patient (
        number integer primary key, issuer text not null, id text not null, name_key text not null,
        birth_date text not null, name text not null, sex text not null,
        unique (issuer, id, name_key, birth_date))""",
    """create table study (
        number integer primary key, uid text not null unique, patient integer not null references patient(number),
        date text not null, time text not null, description text not null, accession text not null,
        referring_physician text not null, indication text not null, age_years real, demonstration integer not null,
        status text not null, imported integer not null, modalities text not null,
        series_count integer not null, instance_count integer not null)""",
    "create index study_by_patient on study (patient, date)",
    "create index study_by_date on study (date, time)",
    "create index study_by_import on study (imported)",
    """create table series (
        uid text primary key, study_uid text not null, modality text not null, description text not null,
        number integer, frame_uid text not null, body_part text not null, protocol text not null,
        contrast_agent text not null, slice_thickness_mm real, kernel text not null, manufacturer text not null,
        model_name text not null, kvp real) without rowid""",
    "create index series_by_study on series (study_uid)",
    """create table instance (
        uid text primary key, series_uid text not null, sop_class_uid text not null, path text not null,
        frames integer not null, transfer_syntax_uid text not null, number integer) without rowid""",
    "create index instance_by_series on instance (series_uid)",
    """create table problem (
        number integer primary key, study_uid text not null, level text not null, text text not null,
        place text not null, unique (study_uid, level, text, place))""",
)

_CASE = (
    # autoincrement: a number is the record's place for ever, also while an undone deletion waits to put it back
    """create table record (
        number integer primary key autoincrement, study_uid text not null, kind text not null, id text not null,
        body text not null, unique (study_uid, kind, id))""",
    # autoincrement: SQLite remembers the highest number it gave, so a log whose end was cut off shows it
    """create table edit (
        number integer primary key autoincrement, at text not null, study_uid text not null, author text not null,
        label text not null, changes text not null, patches integer not null, sha256 text not null)""",
    "create index edit_by_study on edit (study_uid, number)",
    """create table run (
        id text primary key, study_uid text not null, series_uid text not null, model text not null,
        version text not null, weights_sha256 text not null, device text not null, options text not null,
        libraries text not null, started_at text not null, seconds real not null, outcome text not null,
        text text not null)""",
    "create index run_by_study on run (study_uid)",
    """create table setting (
        study_uid text not null, name text not null, value text not null, primary key (study_uid, name))""",
)

_SEARCH = (
    """create virtual table search using fts5 (
        name, id, date, modality, description, accession, report,
        tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4')""",
)

_TRIGGERS = (
    """create trigger signed_is_final before update on record when old.kind = 'signed_report'
    begin select raise(abort, 'A signed report does not change.'); end""",
    """create trigger signed_stays before delete on record when old.kind = 'signed_report'
    begin select raise(abort, 'A signed report is not deleted.'); end""",
    # "insert or replace" would remove a row without asking the delete trigger
    """create trigger signed_is_not_replaced before insert on record
    when exists (select 1 from record where kind = 'signed_report'
                 and (number = new.number
                      or (study_uid = new.study_uid and kind = new.kind and id = new.id)))
    begin select raise(abort, 'A signed report is not replaced.'); end""",
    """create trigger log_is_final before update on edit
    begin select raise(abort, 'The log of edits does not change.'); end""",
    """create trigger log_stays before delete on edit
    begin select raise(abort, 'The log of edits is not deleted.'); end""",
    """create trigger log_is_not_replaced before insert on edit
    when exists (select 1 from edit where number = new.number)
    begin select raise(abort, 'The log of edits is not replaced.'); end""",
)


def refuse_newer(db: Database) -> None:
    """Raise KnownError where the database lists a migration that this build does not know.

    Raises
    ------
    KnownError, naming the step. Reading such a database could lose what the newer version wrote.
    """
    applied, known = {migration.name for migration in migrations.applied(db)}, set(_known())
    if applied > known:
        raise KnownError(
            f"This library was written by a newer version of Lightbox ({max(applied - known)}).",
            "Install that version, or a newer one, to open it.",
        )


def refuse_damaged(db: Database) -> None:
    """Raise NotAsMadeError where the tables are not as the migrations make them that the database lists.

    Then a name or a statement in the file is damaged, or somebody took a trigger away that guards reports or log.
    """
    applied = sorted(migration.name for migration in migrations.applied(db))
    if not applied and not _schema(db):
        return
    known = _known()
    with Database(memory=True, execute_plugins=False) as empty:
        migrations.apply(empty, stop_before=known[len(applied) : len(applied) + 1])
        if applied != sorted(known[: len(applied)]) or _schema(empty) != _schema(db):
            raise NotAsMadeError("library.db is damaged: its tables are not as Lightbox makes them.", REPAIR)


def _known() -> list[str]:
    with Database(memory=True, execute_plugins=False) as empty:
        return [migration.name for migration in migrations.pending(empty)]


def _schema(db: Database) -> set[tuple[str, str, str]]:
    query = "select type, name, sql from sqlite_master where name not like 'sqlite%'"
    return set(db.conn.execute(query).fetchall())


def is_current(db: Database) -> bool:
    """Whether no migration is pending."""
    return not migrations.pending(db)


def is_unused(db: Database) -> bool:
    """Whether nothing was ever brought into a database that is not damaged: it has no tables yet, or no study and no edit."""
    if not migrations.applied(db):
        return True
    return not any(db.conn.execute(f"select exists (select 1 from {table})").fetchone()[0] for table in ("study", "edit", "setting"))


def upgrade(db: Database, path: Path, version: str) -> Path | None:
    """Bring a database to this build's tables; a copy of an existing one is made first.

    Returns
    -------
    The copy, ``library.before-<version>.db`` beside `path`, or None where nothing had to be copied.
    """
    refuse_newer(db)
    refuse_damaged(db)
    if is_current(db):
        return None
    copy = None if is_unused(db) else _copy(db.conn, path, version)
    migrations.apply(db)
    return copy


def _copy(connection: sqlite3.Connection, path: Path, version: str) -> Path:
    copy = path.with_name(f"{path.stem}.before-{version}.db")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}.before-{version}-{number}.db")
    part = copy.with_suffix(".part")
    with contextlib.closing(sqlite3.connect(part)) as target:
        connection.backup(target)
    part.replace(copy)
    return copy
