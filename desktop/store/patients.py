"""Who is who: patients with their studies, those who may be one or not, and merging and splitting them by hand.

A row of ``patient`` is an identity as files state it. Nothing merges by itself. A merge points one identity at
another (``same_as``), a split sets that free again or points studies at another identity; both leave every identity and file as it
was, so both can be undone, and a later import of the same files lands where the user put them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlite_utils import Database

from desktop.store import edit_log, search_words, worklist
from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.study import Patient, Study
from viewer.dicom.identity import name_key

LOCAL_ISSUER = "Lightbox"
"""Issuer of the IDs given to patients that the user split off."""

Reason = Literal["same ID", "same name and birth date", "one study", "different sex"]
FIELDS = ("name", "id", "issuer", "birth_date", "sex")


@dataclass(frozen=True, slots=True)
class PatientEntry:
    """One patient: a line of a list, or a column of a side-by-side view.

    `number` is what merging and splitting take. `merged` are the identities that the user joined to this one.
    `studies`, newest first, are all of them; `named_in` maps studies of *others* to how many of their files
    name this patient.
    """

    number: int
    patient: Patient
    studies: tuple[Study, ...]
    merged: tuple[Patient, ...] = ()
    named_in: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Patients who may be one, or one who may be several; `text` says why in one sentence."""

    reason: Reason
    entries: tuple[PatientEntry, ...]

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields of `Patient` in which they differ, in the order they are shown."""
        return tuple(name for name in FIELDS if len({_compared(entry.patient, name) for entry in self.entries}) > 1)

    @property
    def text(self) -> str:
        *more, last = ["ID" if name == "id" else name.replace("_", " ") for name in self.differing] or ["nothing that is stated"]
        words = f"{', '.join(more)} and {last}" if more else last
        first = self.entries[0].patient
        match self.reason:
            case "same ID":
                return f"The patient ID {first.id} is given to {len(self.entries)} patients; they differ in {words}."
            case "same name and birth date":
                return f"{len(self.entries)} patients share name and birth date; they differ in {words}."
            case "one study":
                files = sum(count for entry in self.entries for _, count in entry.named_in)
                named = f"{files} {'file' if files == 1 else 'files'} of one study"
                return f"{named} {'names' if files == 1 else 'name'} another patient than the others; they differ in {words}."
            case "different sex":
                return f"Studies of patient {first.id or readable_name(first.name)} state different sexes."


def _compared(patient: Patient, field: str) -> str:
    return name_key(patient.name) if field == "name" else str(getattr(patient, field))


_ALIVE = """(exists (select 1 from study where patient = p.number)
             or exists (select 1 from other_patient where patient = p.number))"""
_PERSON = "coalesce(p.same_as, p.number)"


def find_patients(db: Database, query: str = "", limit: int = 1000) -> tuple[PatientEntry, ...]:
    """The patients who have studies, by name; with a query those of the studies that the worklist's search finds."""
    if query.strip():
        rows = worklist.find_studies(db, query, limit)
        return _entries(db, list(dict.fromkeys(row.patient_number for row in rows)))
    query = f"select distinct {_PERSON} from patient p where {_ALIVE} order by p.name_key, p.number limit ?"
    return _entries(db, [row[0] for row in db.conn.execute(query, (limit,))])


def find_patient(db: Database, number: int) -> PatientEntry:
    """One patient by number; for an identity that was merged, the patient it belongs to now.

    Raises
    ------
    KnownError when there is none.
    """
    return _entries(db, [_person(db, number)])[0]


def find_conflicts(db: Database, number: int | None = None) -> tuple[Conflict, ...]:
    """Patients to be looked at side by side: of the whole library, or those that patient `number` is part of.

    The same ID with another name, birth date or sex (from the same issuer, or where one is not stated); the
    same name and birth date with another ID; two patients in the files of one study; two sexes of one patient.
    """
    found: dict[frozenset[int], tuple[Reason, Sequence[int]]] = {}

    def add(reason: Reason, persons: Iterable[int]) -> None:
        persons = tuple(dict.fromkeys(persons))
        if len(persons) > 1 and (number is None or own in persons):
            found.setdefault(frozenset(persons), (reason, persons))

    own = None if number is None else _person(db, number)
    for persons in _same_study(db, own):
        add("one study", persons)
    for persons in _same_id(db, own):
        add("same ID", persons)
    for persons in _same_name(db, own):
        add("same name and birth date", persons)
    entries = {entry.number: entry for entry in _entries(db, sorted({one for group in found for one in group}))}
    conflicts = [Conflict(reason, tuple(entries[one] for one in persons)) for reason, persons in found.values()]
    return (*conflicts, *_two_sexes(db, own))


def _identities(own: int) -> str:
    return f"select number from patient where number = {own} or same_as = {own}"


def _among(column: str, own: int | None) -> str:
    """A condition that keeps a question about one patient from reading the whole library."""
    return "" if own is None else f"and {column} in (select {column} from patient where number in ({_identities(own)}))"


def _same_id(db: Database, own: int | None) -> Iterable[Sequence[int]]:
    query = f"""select p.id, p.issuer, {_PERSON} from patient p where p.id in (
                    select id from patient p where id != '' {_among("id", own)}
                    group by id having count(distinct {_PERSON}) > 1)
                and {_ALIVE} order by p.id, p.number"""
    by_id: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for id, issuer, person in db.conn.execute(query):
        by_id[id][issuer].append(person)
    for issuers in by_id.values():
        unsaid = issuers.pop("", [])
        yield from ([*persons, *unsaid] for persons in issuers.values() or [[]])


def _same_name(db: Database, own: int | None) -> Iterable[Sequence[int]]:
    query = f"""select p.name_key, p.birth_date, {_PERSON} from patient p
                join (select name_key as shared_name, birth_date as born from patient p
                      where name_key != '' and birth_date != '' {_among("name_key", own)}
                      group by 1, 2 having count(distinct {_PERSON}) > 1)
                on p.name_key = shared_name and p.birth_date = born where {_ALIVE} order by p.number"""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for name, born, person in db.conn.execute(query):
        groups[name, born].append(person)
    return groups.values()


def _same_study(db: Database, own: int | None) -> Iterable[Sequence[int]]:
    of_own = "" if own is None else f"""where o.study_uid in (
        select study_uid from other_patient where patient in ({_identities(own)})
        union select uid from study where patient in ({_identities(own)}))"""
    query = f"""select o.study_uid, coalesce(i.same_as, i.number), {_PERSON}
                from other_patient o join patient p on p.number = o.patient
                join study s on s.uid = o.study_uid join patient i on i.number = s.patient {of_own} order by o.study_uid"""
    groups: dict[str, list[int]] = defaultdict(list)
    for uid, listed, other in db.conn.execute(query):
        groups[uid] += [listed, other]
    return groups.values()


def _two_sexes(db: Database, own: int | None) -> tuple[Conflict, ...]:
    of_own = "" if own is None else f"and s.patient in ({_identities(own)})"
    query = f"""select {_PERSON} from study s join patient p on p.number = s.patient where s.sex != '' {of_own}
                group by 1 having count(distinct s.sex) > 1"""
    persons = [row[0] for row in db.conn.execute(query).fetchall()]
    sexes: dict[str, str] = {}
    for person in persons:
        of_person = "select number from patient where number = ?1 or same_as = ?1"
        sexes.update(db.conn.execute(f"select uid, sex from study where patient in ({of_person})", (person,)).fetchall())
    conflicts = []
    for entry in _entries(db, persons):
        by_sex: dict[str, list[Study]] = defaultdict(list)
        for study in entry.studies:
            by_sex[sexes.get(study.uid, "")].append(study)
        columns = (
            replace(entry, patient=replace(entry.patient, sex=sex), studies=tuple(studies))
            for sex, studies in sorted(by_sex.items()) if sex
        )  # fmt: skip
        conflicts.append(Conflict("different sex", tuple(columns)))
    return tuple(conflicts)


def _entries(db: Database, persons: Sequence[int]) -> tuple[PatientEntry, ...]:
    entries: list[PatientEntry] = []
    for start in range(0, len(persons), 400):
        part = persons[start : start + 400]
        marks = ", ".join("?" * len(part))
        identities: dict[int, list[Patient]] = defaultdict(list)
        query = f"""select {_PERSON}, p.id, p.name, p.birth_date, p.sex, p.issuer from patient p
                    where p.number in ({marks}) or p.same_as in ({marks}) order by p.same_as is not null, p.number"""
        for person, *fields in db.conn.execute(query, (*part, *part)):
            identities[person].append(Patient(*fields))
        studies: dict[int, list[Study]] = defaultdict(list)
        for row in worklist.studies_of(db, part):
            studies[row.patient_number].append(row.study)
        named: dict[int, list[tuple[str, int]]] = defaultdict(list)
        query = f"""select {_PERSON}, o.study_uid, o.files from other_patient o join patient p on p.number = o.patient
                    where p.number in ({marks}) or p.same_as in ({marks}) order by o.study_uid"""
        for person, uid, files in db.conn.execute(query, (*part, *part)):
            named[person].append((uid, files))
        for person in part:
            first, *merged = identities[person]
            own = {study.uid for study in studies[person]}
            elsewhere = tuple(row for row in named[person] if row[0] not in own)
            entries.append(PatientEntry(person, first, tuple(studies[person]), tuple(merged), elsewhere))
    return tuple(entries)


def _person(db: Database, number: int) -> int:
    row = db.conn.execute(f"select {_PERSON} from patient p where number = ?", (number,)).fetchone()
    if row is None:
        raise KnownError(f"There is no patient {number} in this library.", "The patients command lists who there is.")
    return int(row[0])


# by the user


def merge(db: Database, keep: int, other: int, author: str) -> str:
    """Say that two patients are one: all is listed under `keep`, and `other` is one more of its identities.

    Returns
    -------
    What was done, as the log has it.

    Raises
    ------
    KnownError when one of them is not there, or they are one already.
    """
    keep, other = _person(db, keep), _person(db, other)
    if keep == other:
        raise KnownError(f"These are one patient already: number {keep}.")
    with db.atomic():
        label = f"Merge {_named(db, other)} into {_named(db, keep)}"
        moved = db.conn.execute("select number, same_as from patient where number = ? or same_as = ?", (other, other))
        changes = [("patient", number, before, keep) for number, before in moved.fetchall()]
        _change(db, changes, label, author)
    return label


def split(db: Database, study_uids: tuple[str, ...], to: int | None, author: str) -> str:
    """Move studies of one patient to the patient `to`, or to the one whom their own files name, if that is another.

    Where nobody knows whose they are, a new patient of the same name gets them, with an ID of this library until the
    right one is known. Returns and raises as `merge` does.
    """
    with db.atomic():
        listed = {uid: _listed(db, uid) for uid in study_uids}
        now, *others = {_person(db, identity) for identity in listed.values()}
        if others:
            raise KnownError("These studies are listed under several patients.", "Move those of one at a time.")
        apart = _merged_apart(db, now, listed) if to is None else ()
        if apart:
            target = apart[0]
            changes: list[_Change] = [("patient", one, now, None if one == target else target) for one in apart]
        else:
            target = _new_patient(db, min(listed.values())) if to is None else _person(db, to)
            changes = [("study", uid, identity, target) for uid, identity in listed.items()]
        if target == now:
            raise KnownError(f"The study is listed under patient {now} already.")
        moved = "study" if len(listed) == 1 else f"{len(listed)} studies"
        label = f"Part {_named(db, target)} from {_named(db, now)}" if apart else f"Move {moved} from {_named(db, now)} to {_named(db, target)}"
        _change(db, changes, label, author)
    return label


def _listed(db: Database, study_uid: str) -> int:
    row = db.conn.execute("select patient from study where uid = ?", (study_uid,)).fetchone()
    if row is None:
        raise KnownError(f"There is no study {study_uid} in this library.")
    return int(row[0])


def _merged_apart(db: Database, now: int, listed: Mapping[str, int]) -> tuple[int, ...]:
    """The merged identities to part from patient `now` so that these studies and the others are of two patients.

    Empty where the studies of one identity would be torn apart: no identity as files state it fits both halves then.
    """
    query = "select uid, patient from study where patient in (select number from patient where number = ?1 or same_as = ?1)"
    everything = {str(uid): int(identity) for uid, identity in db.conn.execute(query, (now,))}
    moved, stay = set(listed.values()), {identity for uid, identity in everything.items() if uid not in listed}
    if moved & stay or not stay:
        return ()
    return tuple(sorted(stay if now in moved else moved))


def undo(db: Database, author: str, number: int | None = None) -> str:
    """Take back the last merge or split that stands, or the one with this number; returns what was taken back.

    Raises
    ------
    KnownError when there is none, or a later one changed the same patient or study.
    """
    which = "number = ?" if number is not None else "undone = 0 and ? is null"
    with db.atomic():
        query = f"select number, label, changes, undone from patient_change where {which} order by number desc limit 1"
        row = db.conn.execute(query, (number,)).fetchone()
        if row is None or row[3]:
            raise KnownError("There is no such merge or split to undo.", "The audit command lists what was done.")
        changes = [tuple(change) for change in json.loads(row[2])]
        for table, key, _, after in changes:
            now = db.conn.execute(_NOW[table], (key,)).fetchone()
            if now is not None and now[0] != after:  # None: the study was deleted since
                raise KnownError(f"A later change stands on this one: {row[1]}.", "Undo the later one first.")
        db.conn.execute("update patient_change set undone = 1 where number = ?", (row[0],))
        _write(db, [(table, key, after, before) for table, key, before, after in changes], f"Undo: {row[1]}", author)
    return str(row[1])


@dataclass(frozen=True, slots=True)
class PatientChange:
    """A merge or split that was made; `number` is what `undo` takes."""

    number: int
    label: str
    undone: bool


def changes(db: Database) -> tuple[PatientChange, ...]:
    """Merges and splits, oldest first."""
    query = "select number, label, undone from patient_change order by number"
    return tuple(PatientChange(number, label, bool(undone)) for number, label, undone in db.conn.execute(query))


_NOW = {"patient": "select same_as from patient where number = ?", "study": "select patient from study where uid = ?"}
_SET = {
    "patient": "update patient set same_as = ?1 where number = ?2",
    "study": "update study set imported_as = coalesce(imported_as, patient), patient = ?1 where uid = ?2",
}
_Change = tuple[str, int | str, int | None, int | None]


def _change(db: Database, changes: Sequence[_Change], label: str, author: str) -> None:
    db.conn.execute("insert into patient_change (label, changes) values (?, ?)", (label, json.dumps(changes)))
    _write(db, changes, label, author)


def _write(db: Database, changes: Sequence[_Change], label: str, author: str) -> None:
    """Makes the changes, keeps the search in step, and logs them with each study that they move."""
    studies: dict[str, None] = {}
    persons: set[int] = set()
    for table, key, before, after in changes:
        db.conn.execute(_SET[table], (after, key))
        if table == "study":
            studies[str(key)] = None
        else:
            own = db.conn.execute("select uid from study where patient = ? order by number", (key,)).fetchall()
            studies.update((row[0], None) for row in own)
            persons.update(number for number in (before, after) if number is not None)
    for uid in studies or {"": None}:
        edit_log.append(db, uid, author, label)
    beside = (row.study.uid for row in worklist.studies_of(db, sorted(persons)))
    for uid in {**studies, **dict.fromkeys(beside)}:
        if worklist.is_known(db, uid):
            search_words.refresh(db, uid)


def _named(db: Database, number: int) -> str:
    query = "select id, issuer, name, birth_date from patient where number = ?"
    id, issuer, name, born = db.conn.execute(query, (number,)).fetchone()
    said = ", ".join((f"ID {id or 'not stated'}{f' of {issuer}' if issuer else ''}", *([f"born {born}"] if born else [])))
    return f"{readable_name(name) or 'a patient without a name'} ({said})"


def _new_patient(db: Database, like: int) -> int:
    number = db.conn.execute("select max(number) + 1 from patient").fetchone()[0]
    db.conn.execute(
        """insert into patient (number, issuer, id, name_key, birth_date, name, sex)
           select ?, ?, ?, name_key, birth_date, name, sex from patient where number = ?""",
        (number, LOCAL_ISSUER, f"LOCAL-{number}", like),
    )
    return int(number)
