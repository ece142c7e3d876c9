"""Writes what a scan found into the index: new rows are added, known ones are left as they are."""

from __future__ import annotations

import filecmp
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from desktop.store import edit_log, search_words
from desktop.store.files import is_there
from viewer.case.study import Instance, Level, Patient, Problem, Series, Status, Study
from viewer.dicom.identity import (
    SECOND_VERSION,
    local_uid,
    name_key,
    names_another,
    second_version,
    second_version_said,
    sha256_of,
)

if TYPE_CHECKING:
    from viewer.dicom.scan import Scan


@dataclass(frozen=True, slots=True)
class Added:
    """How many were new, were there before, and could not be taken."""

    added: int = 0
    already: int = 0
    refused: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(self.added + other.added, self.already + other.already, self.refused + other.refused)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `problems` holds the reason for everything refused, and what is odd about the rest."""

    study_uids: tuple[str, ...]
    studies: Added
    series: Added
    instances: Added
    problems: tuple[Problem, ...]


def join(reports: Iterable[ImportReport]) -> ImportReport:
    """The report on an import that was done in several steps."""
    reports = tuple(reports)
    uids = dict.fromkeys(uid for report in reports for uid in report.study_uids)
    problems = dict.fromkeys(problem for report in reports for problem in report.problems)
    return ImportReport(
        tuple(uids),
        sum((report.studies for report in reports), Added()),
        sum((report.series for report in reports), Added()),
        sum((report.instances for report in reports), Added()),
        tuple(problems),
    )


def add(db: Database, scan: Scan, library: Path, author: str) -> ImportReport:
    """Index a scan in one transaction; doing it twice is doing it once."""
    with db.atomic():
        return _Intake(db, scan, library, author).run()


_ORIGINALS = "originals/"
_KNOWN_STUDY = """
    select s.patient, coalesce(s.imported_as, s.patient), i.id, i.name, i.birth_date, s.sex, i.issuer
    from study s join patient i on i.number = coalesce(s.imported_as, s.patient) where s.uid = ?
"""


class _Intake:
    def __init__(self, db: Database, scan: Scan, library: Path, author: str) -> None:
        self._db = db
        self._scan = scan
        self._library = library
        self._inside = f"{library}{os.sep}"
        self._author = author
        self._problems = list(scan.problems)
        self._stated = dict(scan.renamed)
        self._seen: dict[str, str] = {}

    def run(self) -> ImportReport:
        # within one import the latest examination comes last, so that it is "latest"
        studies = sorted(self._scan.studies, key=lambda study: (study.date, study.time, study.uid))
        new_studies = [study for study in studies if self._add_study(study)]
        known = {study.uid for study in studies}
        for other in self._scan.others:
            study = next(study for study in studies if study.uid == other.study_uid)
            listed = self._db.conn.execute("select patient from study where uid = ?", (study.uid,)).fetchone()[0]
            self._note_another(study, self._identity(replace(study, patient=other.patient)), listed, other.files)
        placed = {row.uid: self._place(row) for row in self._scan.series if row.study_uid in known}
        instances = [row for row in self._scan.instances if row.series_uid in placed]
        new_instances = self._add_instances(instances, placed)
        filled = {row.series_uid for row in new_instances}
        series = [*placed.values(), *(self._second(row) for row in self._scan.series if row.uid in placed)]
        new_series = [row for row in series if row.uid in filled and self._add_series(row)]
        self._count([study.uid for study in studies])
        self._keep_problems(studies, [*self._scan.series, *series], instances)
        self._log(studies, new_series, new_instances, series)
        refused = sum(problem.level == "refused" for problem in self._scan.problems)
        return ImportReport(
            tuple(study.uid for study in studies),
            Added(len(new_studies), len(studies) - len(new_studies)),
            Added(len(new_series), max(0, len(placed) - len(new_series))),
            Added(len(new_instances), len(instances) - len(new_instances), refused),
            tuple(self._problems),
        )

    def _add_study(self, study: Study) -> bool:
        execute = self._db.conn.execute
        imported = execute("select coalesce(max(imported), 0) + 1 from study").fetchone()[0]
        row = execute(_KNOWN_STUDY, (study.uid,)).fetchone()
        if row:
            listed, stated, *identity = row
            if names_another(Patient(*identity), study.patient):
                self._note_another(study, self._identity(study), listed, 0)
            if listed != stated:
                self._say("note", "The user moved this study to another patient, where it stays.", study.uid)
            execute("update study set imported = ? where uid = ?", (imported, study.uid))
            return False
        patient = self._identity(study)
        person = self._person(patient)
        if person != patient:
            self._say("note", "The user merged its patient into another one, under whom it is listed.", study.uid)
        execute(
            """insert into study (uid, patient, date, time, description, accession, referring_physician, indication,
               age_years, demonstration, status, imported, modalities, series_count, instance_count, imported_as, sex)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, ?, ?)""",
            (study.uid, patient, study.date, study.time, study.description, study.accession, study.referring_physician,
             study.indication, study.age_years, study.demonstration, Status.IMPORTED.value, imported, patient,
             study.patient.sex),
        )  # fmt: skip
        return True

    def _note_another(self, study: Study, patient: int, listed: int, files: int) -> None:
        """Keep who else is named by files of a study, unless the user said that the two are one."""
        if self._person(patient) != self._person(listed):
            text = "This study was imported before with another patient name, ID or birth date; the first ones are kept."
            if not files:
                self._say("warning", text, study.uid)
            self._db.conn.execute(
                """insert into other_patient (study_uid, patient, files) values (?, ?, ?)
                   on conflict do update set files = max(files, excluded.files)""",
                (study.uid, patient, files or sum(row.series_uid in self._series_of(study) for row in self._scan.instances)),
            )

    def _series_of(self, study: Study) -> frozenset[str]:
        return frozenset(row.uid for row in self._scan.series if row.study_uid == study.uid)

    def _person(self, patient: int) -> int:
        """Who an identity is: itself, or the patient that the user merged it into."""
        query = "select coalesce(same_as, number) from patient where number = ?"
        return int(self._db.conn.execute(query, (patient,)).fetchone()[0])

    def _identity(self, study: Study) -> int:
        """The number of the identity that a study's files state, made where it is new."""
        patient = study.patient
        key = (patient.issuer, patient.id, name_key(patient.name), patient.birth_date)
        execute = self._db.conn.execute
        row = execute(
            "select number, sex from patient where issuer = ? and id = ? and name_key = ? and birth_date = ?", key
        ).fetchone()
        if row:
            if patient.sex and not row[1]:
                execute("update patient set sex = ? where number = ?", (patient.sex, row[0]))
            elif patient.sex and patient.sex != row[1]:
                self._say("warning", "Other studies of this patient state another sex; check whose study this is.", study.uid)
            return int(row[0])
        same_id = "select 1 from patient where id = ?1 and (issuer = ?2 or issuer = '' or ?2 = '')"
        same_name = "select 1 from patient where name_key = ? and birth_date = ? and id != ?"
        if patient.id and execute(same_id, (patient.id, patient.issuer)).fetchone():
            text = "Its patient ID is known with another name, birth date or issuer; the two are kept apart."
            self._say("warning", text, study.uid)
        elif key[2] and key[3] and execute(same_name, (key[2], key[3], patient.id)).fetchone():
            text = "A patient with this name and birth date is known under another ID; the two are kept apart."
            self._say("note", text, study.uid)
        cursor = execute(
            "insert into patient (issuer, id, name_key, birth_date, name, sex) values (?, ?, ?, ?, ?, ?)",
            (*key, patient.name, patient.sex),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _say(self, level: Level, text: str, where: str) -> None:
        self._problems.append(Problem(level, text, where))

    def _place(self, row: Series) -> Series:
        """The series with the UID it has in the library: one that another study has gets a local one."""
        stated = self._stated.get(row.uid, row.uid)
        query = "select study_uid from series where uid = ?"
        owner = self._db.conn.execute(query, (stated,)).fetchone()
        if owner and owner[0] == row.study_uid:
            return replace(row, uid=stated)
        local = local_uid("series", [row.study_uid, stated])
        if owner:
            text = "Another study has a series with this one's UID; a local UID keeps them apart, which other systems do not know."
            self._say("note", text, local)
        elif not self._db.conn.execute(query, (local,)).fetchone():
            return row
        return replace(row, uid=local)

    def _second(self, row: Series) -> Series:
        """The series for those of a series' files that carry the UIDs of others with other content."""
        stated = self._stated.get(row.uid)
        if stated is None:
            return second_version(row)
        description = row.description.removesuffix(SECOND_VERSION)
        return second_version(replace(row, uid=stated, description=description))

    def _add_series(self, row: Series) -> bool:
        cursor = self._db.conn.execute(
            """insert into series (uid, study_uid, modality, description, number, frame_uid, body_part, protocol,
               contrast_agent, slice_thickness_mm, kernel, manufacturer, model_name, kvp)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""",
            (row.uid, row.study_uid, row.modality, row.description, row.number, row.frame_uid, row.body_part,
             row.protocol, row.contrast_agent, row.slice_thickness_mm, row.kernel, row.manufacturer, row.model_name,
             row.kvp),
        )  # fmt: skip
        return cursor.rowcount == 1

    def _add_instances(self, instances: Sequence[Instance], placed: Mapping[str, Series]) -> list[Instance]:
        """Adds the unknown ones; a known one whose file is gone gets the new file.

        A file with a known UID and other content gets a local UID in a series of its own kind, the same on every
        import. `placed` maps the scan's series to the library's.
        """
        second = {row.uid: self._second(row).uid for row in self._scan.series}
        stated = {row.uid: self._stated.get(row.uid, row.uid) for row in instances}
        known = self._known_paths(list(dict.fromkeys([*stated, *stated.values()])))
        shared = self._shared_uids([uid for uid in stated.values() if uid in known])
        new: dict[str, tuple[Instance, str]] = {}
        differ: Counter[str] = Counter()
        for row in instances:
            uid, path = stated[row.uid], self._stored_path(row.path)
            held = known.get(uid)
            is_only = uid == row.uid and uid not in shared  # no other file states this UID
            is_another = held is not None and _names_another(self._seen[uid], row.seen)
            is_lost = held is not None and self._is_lost(uid, held)
            if held is not None and not is_another and ((is_only and is_lost) or self._is_same(held, path)):
                self._relink(uid, held, path, row.seen)
                continue
            own = row.uid
            if held is not None and uid == row.uid:
                own = local_uid("instance", [sha256_of(self._library / path)])
                known.update(self._known_paths([own]))
            if own in known:
                self._relink(own, known[own], path, row.seen)
            elif held is not None and is_lost and not is_another:
                self._relink(uid, held, path, row.seen)
            else:
                series_uid = placed[row.series_uid].uid if own == uid else second[row.series_uid]
                is_as_scanned = (own, series_uid) == (row.uid, row.series_uid)
                placed_row = row if is_as_scanned else replace(row, uid=own, series_uid=series_uid)
                new.setdefault(own, (placed_row, "" if own == uid else uid))
                differ[series_uid] += uid == row.uid != own  # one that the scan renamed was said there
        for series_uid, count in (+differ).items():
            self._say("warning", second_version_said(count), series_uid)
        self._db.conn.executemany(
            """insert into instance (uid, series_uid, sop_class_uid, path, frames, transfer_syntax_uid, number, stated_uid, seen)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (
                (row.uid, row.series_uid, row.sop_class_uid, self._stored_path(row.path), row.frames,
                 row.transfer_syntax_uid, row.number, uid, _kept(self._stored_path(row.path), row.seen))
                for row, uid in new.values()
            ),
        )  # fmt: skip
        return [row for row, _ in new.values()]

    def _is_gone(self, stored: str) -> bool:
        return not is_there(self._library / stored)

    def _is_lost(self, uid: str, stored: str) -> bool:
        """Whether a file is gone, or was left in a place where another one lies by now: another disc, perhaps."""
        if self._is_gone(stored) or stored.startswith(_ORIGINALS):
            return self._is_gone(stored)
        from viewer.dicom.same_file import holds_still  # the window starts without pydicom

        return not holds_still(self._library / stored, uid, self._seen.get(uid, ""))

    def _is_same(self, held: str, path: str) -> bool:
        """Whether two stored paths lead to the same content. Files in ``originals/`` are named by what is in them."""
        if held == path or (held.startswith(_ORIGINALS) and path.startswith(_ORIGINALS)):
            return held == path
        return not self._is_gone(held) and filecmp.cmp(self._library / held, self._library / path, shallow=False)

    def _relink(self, uid: str, held: str, path: str, seen: str) -> None:
        """Lead a known instance to the file that came now: where its own is gone, or lies outside of the library.

        Where it is that file, what it is known by is what it looks like now.
        """
        is_nearer = path.startswith(_ORIGINALS) and not held.startswith(_ORIGINALS)
        if held == path or is_nearer or self._is_lost(uid, held):
            row = (path, _kept(path, seen), uid)
            self._db.conn.execute("update instance set path = ?1, seen = ?2 where uid = ?3 and (path, seen) != (?1, ?2)", row)

    def _shared_uids(self, uids: Sequence[str]) -> set[str]:
        """Those of `uids` that files with local UIDs state as well."""
        found: set[str] = set()
        for start in range(0, len(uids), 500):
            part = uids[start : start + 500]
            query = f"select stated_uid from instance where stated_uid != '' and stated_uid in ({', '.join('?' * len(part))})"
            found.update(row[0] for row in self._db.conn.execute(query, part))
        return found

    def _known_paths(self, uids: Sequence[str]) -> dict[str, str]:
        known: dict[str, str] = {}
        for start in range(0, len(uids), 500):
            part = uids[start : start + 500]
            query = f"select uid, path, seen from instance where uid in ({', '.join('?' * len(part))})"
            for uid, path, seen in self._db.conn.execute(query, part):
                known[uid], self._seen[uid] = path, seen
        return known

    def _stored_path(self, path: str) -> str:
        """Relative to the library where it lies inside, so that a library can be moved."""
        # strings, not paths: a series may have thousands of files, and the window waits
        whole = path if os.path.isabs(path) else os.path.join(os.getcwd(), path)  # noqa: PTH109, PTH117, PTH118
        return whole.removeprefix(self._inside).replace(os.sep, "/") if whole.startswith(self._inside) else whole

    def _count(self, study_uids: Iterable[str]) -> None:
        """Counts and searchable words of the studies touched, so that the worklist need not count millions of rows."""
        execute = self._db.conn.execute
        for uid in study_uids:
            rows = execute(
                """select modality, (select count(*) from instance where series_uid = series.uid)
                   from series where study_uid = ? order by number is null, number, uid""",
                (uid,),
            ).fetchall()
            modalities = " ".join(dict.fromkeys(row[0] for row in rows if row[0]))
            execute(
                "update study set modalities = ?, series_count = ?, instance_count = ? where uid = ?",
                (modalities, len(rows), sum(row[1] for row in rows), uid),
            )
            search_words.refresh(self._db, uid)

    def _keep_problems(self, studies: Sequence[Study], series: Sequence[Series], instances: Sequence[Instance]) -> None:
        """Keep each problem with the study that it is about; those about no study are in the report only."""
        study_of = {study.uid: study.uid for study in studies}
        study_of.update((row.uid, row.study_uid) for row in series)
        for row in instances:
            study_of[row.uid] = study_of[row.path] = study_of[row.series_uid]
        self._db.conn.executemany(
            "insert into problem (study_uid, level, text, place) values (?, ?, ?, ?) on conflict do nothing",
            (
                (study_of[problem.where], problem.level, problem.text, problem.where)
                for problem in self._problems
                if problem.where in study_of
            ),
        )

    def _log(
        self, studies: Sequence[Study], series: Sequence[Series], instances: Sequence[Instance], known: Sequence[Series]
    ) -> None:
        """One row of the log per study that got something new."""
        study_of = {row.uid: row.study_uid for row in known}
        series_counts = Counter(row.study_uid for row in series)
        instance_counts = Counter(study_of[row.series_uid] for row in instances)
        for study in studies:
            if study.uid in series_counts or study.uid in instance_counts:
                count = instance_counts[study.uid]
                label = f"Import ({series_counts[study.uid]} series, {count} instance{'' if count == 1 else 's'})"
                edit_log.append(self._db, study.uid, self._author, label)


def _kept(path: str, seen: str) -> str:
    """What is kept of a file to know it again: nothing of the library's own, whose names say what is in them."""
    return "" if path.startswith(_ORIGINALS) else seen


def _names_another(known: str, now: str) -> bool:
    """Whether a file was left in its place with another patient's name than one of the same UID states now."""
    return bool(known and now) and known.rpartition(" ")[2] != now.rpartition(" ")[2]
