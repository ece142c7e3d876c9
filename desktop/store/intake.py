"""Writes what a scan found into the index: new rows are added, known ones are left as they are."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from desktop.store import edit_log
from viewer.case.study import Instance, Problem, Series, Status, Study

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


class _Intake:
    def __init__(self, db: Database, scan: Scan, library: Path, author: str) -> None:
        self._db = db
        self._scan = scan
        self._library = library
        self._author = author
        self._problems = list(scan.problems)

    def run(self) -> ImportReport:
        # within one import the latest examination comes last, so that it is "latest"
        studies = sorted(self._scan.studies, key=lambda study: (study.date, study.time, study.uid))
        new_studies = [study for study in studies if self._add_study(study)]
        known = {study.uid for study in studies}
        series = [row for row in self._scan.series if row.study_uid in known and self._may_join(row)]
        new_series = [row for row in series if self._add_series(row)]
        series_uids = {row.uid for row in series}
        instances = [row for row in self._scan.instances if row.series_uid in series_uids]
        new_instances = self._add_instances(instances)
        self._count([study.uid for study in studies])
        self._keep_problems(studies, series, instances)
        self._log(studies, new_series, new_instances, series)
        refused = sum(problem.level == "refused" for problem in self._scan.problems)
        lost = len(self._scan.instances) - len(instances)
        return ImportReport(
            tuple(study.uid for study in studies),
            Added(len(new_studies), len(studies) - len(new_studies)),
            Added(len(new_series), len(series) - len(new_series), len(self._scan.series) - len(series)),
            Added(len(new_instances), len(instances) - len(new_instances), refused + lost),
            tuple(self._problems),
        )

    def _add_study(self, study: Study) -> bool:
        patient = self._patient_number(study)
        execute = self._db.conn.execute
        imported = execute("select coalesce(max(imported), 0) + 1 from study").fetchone()[0]
        row = execute("select patient from study where uid = ?", (study.uid,)).fetchone()
        if row:
            if row[0] != patient:
                text = "This study was imported before with another patient name, ID or birth date; the first ones are kept."
                self._problems.append(Problem("warning", text, study.uid))
            execute("update study set imported = ? where uid = ?", (imported, study.uid))
            return False
        execute(
            """insert into study (uid, patient, date, time, description, accession, referring_physician, indication,
               age_years, demonstration, status, imported, modalities, series_count, instance_count)
               values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0)""",
            (study.uid, patient, study.date, study.time, study.description, study.accession, study.referring_physician,
             study.indication, study.age_years, study.demonstration, Status.IMPORTED.value, imported),
        )  # fmt: skip
        return True

    def _patient_number(self, study: Study) -> int:
        patient = study.patient
        key = (patient.issuer, patient.id, name_key(patient.name), patient.birth_date)
        execute = self._db.conn.execute
        row = execute(
            "select number from patient where issuer = ? and id = ? and name_key = ? and birth_date = ?", key
        ).fetchone()
        if row:
            return int(row[0])
        if patient.id and execute("select 1 from patient where issuer = ? and id = ?", key[:2]).fetchone():
            text = "Its patient ID is known with another name or birth date; the two are kept apart."
            self._problems.append(Problem("warning", text, study.uid))
        cursor = execute(
            "insert into patient (issuer, id, name_key, birth_date, name, sex) values (?, ?, ?, ?, ?, ?)",
            (*key, patient.name, patient.sex),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _may_join(self, series: Series) -> bool:
        row = self._db.conn.execute("select study_uid from series where uid = ?", (series.uid,)).fetchone()
        if row and row[0] != series.study_uid:
            text = "A series with this UID was imported before as part of another study; it was left out."
            self._problems.append(Problem("refused", text, series.uid))
            return False
        return True

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

    def _add_instances(self, instances: Sequence[Instance]) -> list[Instance]:
        """Adds the unknown ones; a known one whose file is gone gets the new file."""
        known = self._known_paths([row.uid for row in instances])
        new: dict[str, Instance] = {}
        differ: Counter[str] = Counter()
        for row in instances:
            if row.uid not in known:
                new.setdefault(row.uid, row)
                continue
            before, path = known[row.uid], self._stored_path(row.path)
            if not (self._library / before).exists():
                self._db.conn.execute("update instance set path = ? where uid = ?", (path, row.uid))
            elif before != path and before.startswith(_ORIGINALS) and path.startswith(_ORIGINALS):
                differ[row.series_uid] += 1  # files there are named by what is in them
        for series_uid, count in differ.items():
            text = f"{count} of its files came before with other content under the same UID; the first ones are kept."
            self._problems.append(Problem("warning", text, series_uid))
        self._db.conn.executemany(
            """insert into instance (uid, series_uid, sop_class_uid, path, frames, transfer_syntax_uid, number)
               values (?, ?, ?, ?, ?, ?, ?)""",
            (
                (row.uid, row.series_uid, row.sop_class_uid, self._stored_path(row.path), row.frames,
                 row.transfer_syntax_uid, row.number)
                for row in new.values()
            ),
        )  # fmt: skip
        return list(new.values())

    def _known_paths(self, uids: Sequence[str]) -> dict[str, str]:
        known: dict[str, str] = {}
        for start in range(0, len(uids), 500):
            part = uids[start : start + 500]
            query = f"select uid, path from instance where uid in ({', '.join('?' * len(part))})"
            known.update(self._db.conn.execute(query, part).fetchall())
        return known

    def _stored_path(self, path: str) -> str:
        """Relative to the library where it lies inside, so that a library can be moved."""
        whole = Path(path).absolute()
        return whole.relative_to(self._library).as_posix() if whole.is_relative_to(self._library) else str(whole)

    def _count(self, study_uids: Iterable[str]) -> None:
        """Counts and searchable words of the studies touched, so that the worklist need not count millions of rows."""
        execute = self._db.conn.execute
        for uid in study_uids:
            rows = execute(
                """select modality, description, (select count(*) from instance where series_uid = series.uid)
                   from series where study_uid = ? order by number is null, number, uid""",
                (uid,),
            ).fetchall()
            modalities = " ".join(dict.fromkeys(row[0] for row in rows if row[0]))
            execute(
                "update study set modalities = ?, series_count = ?, instance_count = ? where uid = ?",
                (modalities, len(rows), sum(row[2] for row in rows), uid),
            )
            number, date, description, accession, name, id = execute(
                """select s.number, s.date, s.description, s.accession, p.name, p.id
                   from study s join patient p on p.number = s.patient where s.uid = ?""",
                (uid,),
            ).fetchone()
            dashed = f"{date} {date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else date
            words = " ".join(dict.fromkeys([description, *(row[1] for row in rows)]))
            columns = (name, id, dashed, modalities, words, accession)
            if execute("select 1 from search where rowid = ?", (number,)).fetchone():
                execute(
                    """update search set name = ?, id = ?, date = ?, modality = ?, description = ?, accession = ?
                       where rowid = ?""",
                    (*columns, number),
                )
            else:
                execute(
                    """insert into search (name, id, date, modality, description, accession, report, rowid)
                       values (?, ?, ?, ?, ?, ?, '', ?)""",
                    (*columns, number),
                )

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
                label = f"Import ({series_counts[study.uid]} series, {instance_counts[study.uid]} instances)"
                edit_log.append(self._db, study.uid, self._author, label)


def name_key(name: str) -> str:
    """A person name as it is compared: the alphabetic group, without case, accents and empty components."""
    letters = unicodedata.normalize("NFKD", name.split("=")[0].casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "^".join(" ".join(part.split()) for part in plain.split("^")).rstrip("^")
