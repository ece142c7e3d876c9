"""What studies take on disk, and taking them away: deleted for good, or their pictures moved to an archive."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from desktop.store import edit_log, replay
from desktop.store.masks import files_of
from desktop.store.records import decode, encode_changes
from desktop.store.worklist import find_study
from viewer.case.edits import Swap
from viewer.case.errors import KnownError
from viewer.case.study import Study
from viewer.dicom.identity import file_stem

_CACHE_FILE = re.compile(r"(?P<stem>.+?)(\.part-.+)?((\.[a-z]+)?\.json|\.[0-9a-f]{12}\.[a-z]+\.(npy|part))")
_TO_REMOVE = "files to remove"


@dataclass(frozen=True, slots=True)
class DiskUse:
    """Bytes of one study: `originals` in the library, files `outside` it, decoded `volumes`, `masks`."""

    study: Study
    pictures: int
    originals: int
    outside: int
    volumes: int
    masks: int

    @property
    def in_library(self) -> int:
        return self.originals + self.volumes + self.masks


def disk_use(db: Database, library: Path, studies: Sequence[Study]) -> tuple[DiskUse, ...]:
    """What each study takes. A file that is gone takes nothing; one that two studies share counts for both."""
    cached = _cached_bytes(library / "volumes")
    return tuple(_disk_use(db, library, study, cached) for study in studies)


def _disk_use(db: Database, library: Path, study: Study, cached: Mapping[str, int]) -> DiskUse:
    paths = _paths(db, study.uid)
    inside = [path for path in paths if path.startswith("originals/")]
    series = db.conn.execute("select uid from series where study_uid = ?", (study.uid,)).fetchall()
    return DiskUse(
        study,
        len(paths),
        sum(_size(library / path) for path in inside),
        sum(_size(library / path) for path in paths if not path.startswith("originals/")),
        sum(cached.get(file_stem(uid), 0) for (uid,) in series),
        sum(_size(library / "masks" / name) for name in mask_files(db, study.uid)),
    )


def mask_files(db: Database, study_uid: str) -> tuple[str, ...]:
    """Names of the files that hold a study's segmentations and how unsure models were of them."""
    query = "select body from record where study_uid = ? and kind = 'segmentation'"
    return tuple(name for (body,) in db.conn.execute(query, (study_uid,)) for name in files_of(json.loads(body)))


def clear_cache(library: Path) -> int:
    """Remove decoded volumes, which are made again from the originals when they are needed; how many bytes."""
    freed = 0
    for path in (library / "volumes").iterdir():
        size = _size(path)
        with contextlib.suppress(OSError):  # on Windows a file that is shown somewhere stays
            path.unlink()
            freed += size
    return freed


def delete(db: Database, library: Path, study_uid: str, author: str, even_signed: bool) -> DiskUse:
    """Take a study out of the library: index, records, pictures, volumes and masks. The log keeps what was said.

    Files that another study needs stay, and so do files outside the library. The rows go in one transaction with
    a note of the files; the files go afterwards, also when the program dies in between (`finish_removing`).

    Raises
    ------
    KnownError for a study with a signed report, unless `even_signed`.
    """
    with db.atomic():
        study = find_study(db, study_uid).study
        records = db.conn.execute("select kind, body from record where study_uid = ?", (study_uid,)).fetchall()
        if any(kind == "signed_report" for kind, _ in records) and not even_signed:
            raise KnownError(
                "This study has a signed report, so it is not deleted.",
                f"To delete it all the same: `lightbox delete {study_uid} --even-signed`. Its text stays in the log.",
            )
        (use,) = disk_use(db, library, [study])
        gone = tuple(Swap(decode(kind, body), None) for kind, body in records if replay.is_record(kind, body))
        label = f"Delete study ({use.pictures} picture{'' if use.pictures == 1 else 's'}, {len(records)} record{'' if len(records) == 1 else 's'})"
        edit_log.append(db, study_uid, author, label, encode_changes(gone, {}))
        doomed = [f"masks/{name}" for name in mask_files(db, study_uid)]
        doomed += _doomed_pictures(db, library, study_uid)
        _remove_rows(db, study_uid)
        _note_files(db, doomed)
    _remove_files(db, library, _noted(db))
    return use


def move_out(db: Database, library: Path, study_uid: str, places: Mapping[str, Path], author: str, to: Path) -> int:
    """Let the pictures of a study lie in an archive from now on (instance UID -> file there); how many bytes it frees."""
    with db.atomic():
        (use,) = disk_use(db, library, [find_study(db, study_uid).study])
        doomed = _doomed_pictures(db, library, study_uid)
        rows = [(str(path.absolute()), uid) for uid, path in places.items()]
        db.conn.executemany("update instance set path = ? where uid = ?", rows)
        edit_log.append(db, study_uid, author, f"Archive the pictures to {to}")
        _note_files(db, doomed)
    _remove_files(db, library, _noted(db))
    return use.originals + use.volumes


def finish_removing(db: Database, library: Path) -> None:
    """Remove files whose rows are gone, which an earlier deletion noted and could not remove, or died before it did."""
    if not (names := _noted(db)):
        return
    # slow, a look at every row, but rare: the same file may have come again since
    query = "select path from instance where path in (select value from json_each(?))"
    again = {path for (path,) in db.conn.execute(query, (json.dumps(names),))}
    _remove_files(db, library, [name for name in names if name not in again])


def sweep_models(models: Path) -> None:
    """Remove what an installation of a model left that was killed. Only for who has the library to write: nobody installs then."""
    for left in models.glob(".*.part"):
        shutil.rmtree(left, ignore_errors=True)


def _remove_files(db: Database, library: Path, names: Sequence[str]) -> None:
    left = []
    for name in names:
        try:
            (library / name).unlink(missing_ok=True)
        except OSError:  # on Windows a file that is shown somewhere
            left.append(name)
    with db.atomic():
        db.conn.execute("delete from setting where study_uid = '' and name = ?", (_TO_REMOVE,))
        _note_files(db, left)


def _noted(db: Database) -> list[str]:
    row = db.conn.execute("select value from setting where study_uid = '' and name = ?", (_TO_REMOVE,)).fetchone()
    return list(json.loads(row[0])) if row else []


def _note_files(db: Database, names: Iterable[str]) -> None:
    if names := [*_noted(db), *names]:
        db.conn.execute("insert or replace into setting values ('', ?, ?)", (_TO_REMOVE, json.dumps(names)))


def _doomed_pictures(db: Database, library: Path, study_uid: str) -> list[str]:
    """The study's originals that no other study has, and its decoded volumes, as names inside the library."""
    paths = [path for path in _paths(db, study_uid) if path.startswith("originals/")]
    shared = _shared(db, study_uid) if paths else set()
    stems = {file_stem(uid) for (uid,) in db.conn.execute("select uid from series where study_uid = ?", (study_uid,))}
    volumes = library / "volumes"
    cached = [path.name for path in volumes.iterdir() if _stem(path.name) in stems] if volumes.is_dir() else []
    return [path for path in paths if path not in shared] + [f"volumes/{name}" for name in cached]


def _shared(db: Database, study_uid: str) -> set[str]:
    """Files that another study's instances have too. The same bytes state the same UID, by which there is an index."""
    own = "select uid from series where study_uid = :study"
    stated = f"select case stated_uid when '' then uid else stated_uid end from instance where series_uid in ({own})"
    query = f"""select path from instance where uid in ({stated}) and series_uid not in ({own})
                union select path from instance where stated_uid != '' and stated_uid in ({stated})
                and series_uid not in ({own})"""
    return {path for (path,) in db.conn.execute(query, {"study": study_uid})}


def _paths(db: Database, study_uid: str) -> list[str]:
    query = "select path from instance join series on series.uid = series_uid where study_uid = ?"
    return [path for (path,) in db.conn.execute(query, (study_uid,))]


def _remove_rows(db: Database, study_uid: str) -> None:
    execute = db.conn.execute
    number, patient, imported_as = execute(
        "select number, patient, imported_as from study where uid = ?", (study_uid,)
    ).fetchone()
    others = [n for (n,) in execute("select patient from other_patient where study_uid = ?", (study_uid,))]
    (trigger,) = execute("select sql from sqlite_master where name = 'signed_stays'").fetchone()
    execute("drop trigger signed_stays")  # back before this transaction ends: nobody else can delete meanwhile
    execute("delete from instance where series_uid in (select uid from series where study_uid = ?)", (study_uid,))
    for table in ("series", "problem", "record", "run", "setting", "other_patient"):
        execute(f"delete from {table} where study_uid = ?", (study_uid,))
    execute(trigger)
    execute("delete from search where rowid = ?", (number,))
    execute("delete from study where uid = ?", (study_uid,))
    for one in {patient, imported_as, *others} - {None}:
        execute(_FORGET_PATIENT, {"number": one})


_FORGET_PATIENT = """
    delete from patient where number = :number
    and not exists (select 1 from study where patient = :number or imported_as = :number)
    and not exists (select 1 from other_patient where patient = :number)
    and not exists (select 1 from patient other where other.same_as = :number)
    and not exists (select 1 from patient_change, json_each(changes) c
                    where :number in (json_extract(c.value, '$[1]'), json_extract(c.value, '$[2]'), json_extract(c.value, '$[3]')))
"""


def _cached_bytes(volumes: Path) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for path in volumes.iterdir() if volumes.is_dir() else ():
        sizes[_stem(path.name)] += _size(path)
    return sizes


def _stem(name: str) -> str:
    found = _CACHE_FILE.fullmatch(name)
    return found["stem"] if found else ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
