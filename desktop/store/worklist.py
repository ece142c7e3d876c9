"""The index as the reader asks it: the worklist, a study by its name, its series, its priors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from desktop.store.files import whole_path
from viewer.case.errors import KnownError
from viewer.case.study import NO_PICTURES, Instance, Patient, Problem, Series, Status, Study

SHORTEST_PREFIX = 8


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One line of the worklist. `modalities` are in the order of the series' numbers, those of pictures first; `series` and
    `instances` are counts."""

    study: Study
    modalities: tuple[str, ...]
    series: int
    instances: int
    status: Status
    patient_number: int = 0
    """The patient's number in this library, which merging and splitting patients take."""


_STUDY = """
    select s.uid, s.date, s.time, s.description, s.accession, s.referring_physician, s.indication, s.age_years,
           s.demonstration, p.id, p.name, p.birth_date, p.sex, p.issuer,
           s.modalities, s.series_count, s.instance_count, s.status, p.number
    from study s join patient i on i.number = s.patient join patient p on p.number = coalesce(i.same_as, i.number)
"""
_NEWEST = "order by date desc, time desc, imported desc"
MANY = 5000
"""From so many found studies on, a page of them is cheaper to look for in the order of the worklist."""
_SERIES = """
    select uid, study_uid, modality, description, number, frame_uid, body_part, protocol, contrast_agent,
           slice_thickness_mm, kernel, manufacturer, model_name, kvp from series
"""
_INSTANCE = "select uid, series_uid, sop_class_uid, path, frames, transfer_syntax_uid, number, seen from instance"


def find_studies(
    db: Database, query: str, limit: int | None = None, offset: int = 0, but: Sequence[str] = ()
) -> tuple[StudyRow, ...]:
    """Newest first: the studies in which every word of `query` begins some word of what is searched.

    `limit` of them from the `offset`-th, or all; without a query those with the UIDs `but` can be left out.
    """
    most, match = -1 if limit is None else limit, _match(query)
    if not match and but:
        rest = f"select number from study where uid not in (select value from json_each(?)) {_NEWEST} limit ? offset ?"
        return _rows(db, f"where s.number in ({rest}) {_NEWEST}", json.dumps(list(but)), most, offset)
    if not match:
        return _rows(db, f"where s.number in (select number from study {_NEWEST} limit ? offset ?) {_NEWEST}", most, offset)
    found = "number in (select rowid from search where search match ?)"
    if limit is None or not _finds_many(db, match):
        return _rows(db, f"where s.{found} {_NEWEST} limit ? offset ?", match, most, offset)
    # one letter finds most studies: walk from the newest until there are enough, instead of sorting all
    page = f"select number from study indexed by study_newest where {found} {_NEWEST} limit ? offset ?"
    return _rows(db, f"where s.number in ({page}) {_NEWEST}", match, most, offset)


def _finds_many(db: Database, match: str) -> bool:
    counted = "select count(*) from (select 1 from search where search match ? limit ?)"
    return bool(db.conn.execute(counted, (match, MANY)).fetchone()[0] == MANY)


def count_studies(db: Database, query: str) -> int:
    """How many studies a search finds."""
    match = _match(query)
    if not match:
        return int(db.conn.execute("select count(*) from study").fetchone()[0])
    return int(db.conn.execute("select count(*) from search where search match ?", (match,)).fetchone()[0])


def find_study(db: Database, key: str) -> StudyRow:
    """A study by its UID, the beginning of it, or ``latest`` (the one imported last).

    Raises
    ------
    KnownError, one sentence, when there is none or more than one.
    """
    if key == "latest":
        found = _rows(db, "order by s.imported desc limit 1")
        if not found:
            raise KnownError("The library holds no study yet.", "Import one first.")
        return found[0]
    found = _rows(db, "where s.uid = ?", key)
    if found:
        return found[0]
    if len(key) < SHORTEST_PREFIX:
        raise KnownError(
            f"There is no study {key!r}.", f"Give its UID, at least {SHORTEST_PREFIX} characters of it, or latest."
        )
    found = _rows(db, "where s.uid >= ? and s.uid < ? limit 2", key, key + "\U0010ffff")
    if not found:
        raise KnownError(f"There is no study {key!r} in this library.", "The studies command lists what there is.")
    if len(found) > 1:
        raise KnownError(f"More than one study begins with {key!r}.", "Give more of its UID.")
    return found[0]


@dataclass(frozen=True, slots=True)
class Place:
    """What a UID in a remark means: an instance in its series, a series, or a study alone."""

    study: Study
    series: Series | None = None
    instance: Instance | None = None


def places_of(db: Database, uids: Sequence[str], library: Path) -> dict[str, Place]:
    """What UIDs of studies, series and instances mean, in three questions; unknown ones are left out."""
    among = "uid in (select value from json_each(?))"

    def asked(query: str, wanted: Iterable[str]) -> list[Any]:
        return db.conn.execute(f"{query} where {among}", (json.dumps(list(wanted)),)).fetchall()

    instances = [Instance(*row) for row in asked(_INSTANCE, uids)]
    series = {row[0]: Series(*row) for row in asked(_SERIES, {*uids, *(one.series_uid for one in instances)})}
    wanted = json.dumps([*uids, *(one.study_uid for one in series.values())])
    studies = {row.study.uid: row.study for row in _rows(db, f"where s.{among}", wanted)}
    found = {uid: Place(study) for uid, study in studies.items()}
    found |= {uid: Place(studies[one.study_uid], one) for uid, one in series.items()}
    for one in instances:
        own = series[one.series_uid]
        found[one.uid] = Place(studies[own.study_uid], own, replace(one, path=whole_path(library, one.path)))
    return {uid: found[uid] for uid in uids if uid in found}


def rows_of(db: Database, study_uids: Sequence[str]) -> tuple[StudyRow, ...]:
    """These studies, newest first; unknown ones are left out."""
    where = f"where s.uid in (select value from json_each(?)) {_NEWEST}"
    return _rows(db, where, json.dumps(list(study_uids)))


def series_of(db: Database, study_uid: str) -> tuple[Series, ...]:
    """A study's series by number."""
    query = f"{_SERIES} where study_uid = ? order by number is null, number, uid"
    return tuple(Series(*row) for row in db.conn.execute(query, (study_uid,)))


def instances_of(db: Database, series_uid: str, library: Path) -> tuple[Instance, ...]:
    """A series' instances by number, each with the whole path of its file."""
    query = f"{_INSTANCE} where series_uid = ? order by number is null, number, uid"
    return tuple(_instance(library, *row) for row in db.conn.execute(query, (series_uid,)))


def instances_by_series(db: Database, series_uids: Sequence[str], library: Path) -> dict[str, tuple[Instance, ...]]:
    """The instances of several series as `instances_of` gives them, in one question."""
    found: dict[str, list[Instance]] = {uid: [] for uid in series_uids}
    query = f"""{_INSTANCE} where series_uid in (select value from json_each(?))
                order by series_uid, number is null, number, uid"""
    for row in db.conn.execute(query, (json.dumps(list(series_uids)),)):
        instance = _instance(library, *row)
        found[instance.series_uid].append(instance)
    return {uid: tuple(rows) for uid, rows in found.items()}


def _instance(
    library: Path, uid: str, series_uid: str, sop_class_uid: str, path: str, frames: int, syntax_uid: str, number: int | None,
    seen: str,
) -> Instance:
    """A row of the index; made at once as it stays, because a series may have thousands."""
    return Instance(uid, series_uid, sop_class_uid, whole_path(library, path), frames, syntax_uid, number, seen)


def priors_of(db: Database, study: Study) -> tuple[Study, ...]:
    """Earlier studies of the same patient, newest first.

    The same patient is the same ID, issuer, name and birth date, or one that the user merged with it. Without an
    ID nobody is the same.
    """
    if not study.patient.id or not study.date:
        return ()
    person = find_study(db, study.uid).patient_number
    where = """where s.patient in (select number from patient where number = ? or same_as = ?)
               and s.date != '' and s.date < ? order by s.date desc, s.time desc"""
    return tuple(row.study for row in _rows(db, where, person, person, study.date))


def count_priors(db: Database, study_uids: Sequence[str]) -> dict[str, int]:
    """How many priors each study has, as `priors_of` finds them, in one question."""
    query = """
        select s.uid, (select count(*) from study o
                       where o.patient in (select number from patient where number = p.number or same_as = p.number)
                       and o.date != '' and o.date < s.date)
        from study s join patient i on i.number = s.patient join patient p on p.number = coalesce(i.same_as, i.number)
        where p.id != '' and s.date != '' and s.uid in (select value from json_each(?))"""
    return dict(db.conn.execute(query, (json.dumps(study_uids),)).fetchall())


def count_pictures(db: Database, study_uid: str) -> dict[str, int]:
    """How many pictures each series of a study has, counting the frames of files that hold several."""
    query = """select series.uid, coalesce(sum(instance.frames), 0) from series
               left join instance on series_uid = series.uid where study_uid = ? group by series.uid"""
    return dict(db.conn.execute(query, (study_uid,)).fetchall())


def studies_of(db: Database, patients: Sequence[int]) -> tuple[StudyRow, ...]:
    """The studies of patients and of those merged into them, newest first."""
    marks = ", ".join("?" * len(patients))
    where = f"where s.patient in (select number from patient where number in ({marks}) or same_as in ({marks}))"
    return _rows(db, f"{where} order by s.date desc, s.time desc, s.number", *patients, *patients)


def problems_of(db: Database, study_uid: str) -> tuple[Problem, ...]:
    """What the import found odd about a study."""
    query = "select level, text, place from problem where study_uid = ? order by number"
    return tuple(Problem(*row) for row in db.conn.execute(query, (study_uid,)))


def find_status(db: Database, study_uid: str) -> Status:
    row = db.conn.execute("select status from study where uid = ?", (study_uid,)).fetchone()
    return Status(row[0]) if row else Status.IMPORTED


def is_known(db: Database, study_uid: str) -> bool:
    return db.conn.execute("select 1 from study where uid = ?", (study_uid,)).fetchone() is not None


def set_status(db: Database, study_uid: str, status: Status) -> None:
    db.conn.execute("update study set status = ? where uid = ?", (status.value, study_uid))


def set_report(db: Database, study_uid: str, text: str, status: Status) -> None:
    """Make the report's words findable, and note how far it is."""
    set_status(db, study_uid, status)
    db.conn.execute(
        "update search set report = ? where rowid = (select number from study where uid = ?)", (text, study_uid)
    )


def _rows(db: Database, clause: str, *values: object) -> tuple[StudyRow, ...]:
    return tuple(_row(row) for row in db.conn.execute(f"{_STUDY} {clause}", values).fetchall())


def _row(row: Any) -> StudyRow:
    (uid, date, time, description, accession, referring_physician, indication, age_years, demonstration,
     id, name, birth_date, sex, issuer, modalities, series, instances, status, patient_number) = row  # fmt: skip
    patient = Patient(id, name, birth_date, sex, issuer)
    study = Study(
        uid,
        patient,
        date,
        time,
        description,
        accession,
        referring_physician,
        indication,
        age_years,
        bool(demonstration),
    )
    return StudyRow(study, tuple(sorted(modalities.split(), key=lambda one: one in NO_PICTURES)), series, instances, Status(status), patient_number)


def _match(query: str) -> str:
    """An FTS5 expression: every word quoted, so that no sign in it means anything, and open at its end.

    A word of signs alone takes no part, as in "Smith , J"; a query of nothing else finds nothing.
    """
    words = query.encode("utf-8", "replace").decode().replace("\0", " ").split()
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
