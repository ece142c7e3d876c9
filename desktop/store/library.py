"""A library: one folder with the database, the original files, decoded volumes, masks and model packs."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from desktop.store import backup, edit_log, housekeeping, intake, patients, repair, runs, worklist
from desktop.store.case_store import CaseStore
from desktop.store.database import open_beside, open_to_read, open_to_write, sentences, unhurried
from desktop.store.edit_log import LogEntry
from desktop.store.file_check import ContentCheck, FileCheck, check_contents, check_files
from desktop.store.housekeeping import DiskUse
from desktop.store.intake import ImportReport
from desktop.store.lock import WriterLock
from desktop.store.patients import Conflict, PatientChange, PatientEntry
from desktop.store.records import decode
from desktop.store.repair import Repair
from desktop.store.runs import Run, Speed
from desktop.store.worklist import Place, StudyRow
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick
from viewer.case.report import SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.study import Event, Instance, Problem, Series, Status, Study, next_status

if TYPE_CHECKING:
    from viewer.dicom.scan import Scan

DATABASE = "library.db"
IMPORT_AUTHOR = "user:import"


class Library:
    """Opened by one writer at a time, and by any number of readers beside it; belongs to the thread that opened it.

    Raises
    ------
    KnownError when the folder cannot be used, another process writes it, or a newer Lightbox wrote it.
    """

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        self.folder = folder.absolute()
        self.read_only = read_only
        self._cases: dict[str, CaseStore] = {}
        self._lock: WriterLock | None = None
        self._turn = threading.RLock()
        if read_only:
            if not self.folder.is_dir():
                _make_folder(self.folder)
            self._db = open_to_read(self.database)
            return
        _make_folder(self.folder)
        self._lock = WriterLock(self.folder)
        try:
            self._db = open_to_write(self.database, self._turn)
            with sentences():
                housekeeping.finish_removing(self._db, self.folder)
            housekeeping.sweep_models(self.models_folder)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, copy it where that is due, and let the next writer in."""
        self._cases.clear()
        lock, self._lock = self._lock, None
        if lock is None:
            self._db.close()
            return
        with self._turn:  # an import on its thread ends what it is writing, and writes no more
            self._db.close()
        backup.back_up_at_closing(self.database)
        lock.release()

    # folders

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def originals_folder(self) -> Path:
        return self.folder / "originals"

    @property
    def volumes_folder(self) -> Path:
        return self.folder / "volumes"

    @property
    def masks_folder(self) -> Path:
        return self.folder / "masks"

    @property
    def models_folder(self) -> Path:
        return self.folder / "models"

    def mask_path(self, segmentation: Segmentation) -> Path:
        """Where the voxels of a segmentation lie."""
        return self.masks_folder / segmentation.mask_file

    def find_damage(self) -> str:
        """What SQLite finds broken in the database, in its words; empty where all is well."""
        with sentences():
            found = str(self._db.conn.execute("pragma quick_check(1)").fetchone()[0])
        return "" if found == "ok" else found.splitlines()[-1]

    def check_files(self, tick: Tick) -> FileCheck:
        """Which files the index names and are not there, and which are there and it does not name."""
        with sentences():
            return check_files(self._db, self.folder, tick)

    def check_contents(self, tick: Tick) -> ContentCheck:
        """Which files hold other bytes, or outside of the library another object, than when they were imported. Slow."""
        with sentences():
            return check_contents(self._db, self.folder, tick)

    def finish_repair(self, done: Repair, author: str) -> None:
        """Write what depends on all rows being there again, and note the repair in the log."""
        self._refuse_read_only()
        with sentences(), self._db.atomic():
            repair.finish(self._db, done, author)

    # what it takes, and taking it away

    def disk_use(self, studies: Sequence[Study]) -> tuple[DiskUse, ...]:
        """Bytes of originals, volumes and masks, study by study."""
        with sentences():
            return housekeeping.disk_use(self._db, self.folder, studies)

    def clear_cache(self) -> int:
        """Remove all decoded volumes, which are made again when they are needed; how many bytes that frees."""
        self._refuse_read_only()
        return housekeeping.clear_cache(self.folder)

    def delete_study(self, study_uid: str, author: str, even_signed: bool = False) -> DiskUse:
        """Delete a study with its pictures; what was said of it stays in the log of edits.

        Raises
        ------
        KnownError for one with a signed report, unless `even_signed`.
        """
        self._refuse_read_only()
        with sentences():
            freed = housekeeping.delete(self._db, self.folder, study_uid, author, even_signed)
        self._cases.pop(study_uid, None)
        return freed

    def move_out(self, study_uid: str, places: Mapping[str, Path], author: str, to: Path) -> int:
        """Let a study's pictures lie in the archive `to` from now on (instance UID -> file); how many bytes that frees."""
        self._refuse_read_only()
        with sentences():
            return housekeeping.move_out(self._db, self.folder, study_uid, places, author, to)

    # what was imported

    def add(self, scan: Scan, author: str = IMPORT_AUTHOR) -> ImportReport:
        """Put what was scanned into the index, in one transaction. A second time adds nothing."""
        self._refuse_read_only()
        with sentences():
            return intake.add(self._db, scan, self.folder, author)

    @contextlib.contextmanager
    def adding(self, author: str) -> Iterator[Callable[[Scan], ImportReport]]:
        """`add` for the thread that calls this: it has a connection of its own, so that the window goes on meanwhile."""
        self._refuse_read_only()
        db = open_beside(self.database, self._turn)

        def add(scan: Scan) -> ImportReport:
            with self._turn, sentences():
                if self._lock is None:
                    raise CancelledError("the library was closed")
                return intake.add(db, scan, self.folder, author)

        try:
            yield add
        finally:
            db.close()

    def find_studies(
        self, query: str = "", limit: int | None = None, offset: int = 0, but: Sequence[str] = ()
    ) -> tuple[StudyRow, ...]:
        """The worklist, newest examination first: all of it, or `limit` rows from the `offset`-th.

        Every word of `query` must begin a word of the patient's name or ID, the date (20240301 or 2024-03),
        a modality, a description of the study or its series, the accession number or the report. Without a query the
        studies `but` can be left out.
        """
        with sentences():
            return worklist.find_studies(self._db, query, limit, offset, but)

    def rows_of(self, study_uids: Sequence[str]) -> tuple[StudyRow, ...]:
        """The lines of these studies in the worklist, newest examination first."""
        with sentences():
            return worklist.rows_of(self._db, study_uids)

    def places_of(self, uids: Sequence[str]) -> dict[str, Place]:
        """What the UIDs in remarks mean: whose study, which series, which picture."""
        with sentences():
            return worklist.places_of(self._db, uids, self.folder)

    def count_studies(self, query: str = "") -> int:
        """How many studies `find_studies` would find without a limit."""
        with sentences():
            return worklist.count_studies(self._db, query)

    def count_priors(self, studies: Sequence[StudyRow]) -> dict[str, int]:
        """Study UID -> how many priors it has."""
        with sentences():
            return worklist.count_priors(self._db, [row.study.uid for row in studies])

    def count_pictures(self, study_uid: str) -> dict[str, int]:
        """Series UID -> how many pictures it has, counting frames."""
        with sentences():
            return worklist.count_pictures(self._db, study_uid)

    def find_study(self, key: str) -> Study:
        """A study by its UID, at least 8 characters of its beginning, or ``latest`` (imported last).

        Raises
        ------
        KnownError, one sentence, when there is none or more than one.
        """
        return self.find_row(key).study

    def find_row(self, key: str) -> StudyRow:
        """Like `find_study`, with the worklist's counts and status."""
        with sentences():
            return worklist.find_study(self._db, key)

    def series_of(self, study_uid: str) -> tuple[Series, ...]:
        """A study's series by number."""
        with sentences():
            return worklist.series_of(self._db, study_uid)

    def instances_of(self, series_uid: str) -> tuple[Instance, ...]:
        """A series' instances by number; `Instance.path` is whole."""
        with sentences():
            return worklist.instances_of(self._db, series_uid, self.folder)

    def sop_classes_of(self, study_uid: str) -> frozenset[str]:
        """The kinds of object in a study, by SOP Class UID; a series may hold several."""
        query = "select distinct sop_class_uid from instance where series_uid in (select uid from series where study_uid = ?)"
        with sentences():
            return frozenset(str(row[0]) for row in self._db.conn.execute(query, (study_uid,)).fetchall())

    def instances_by_series(self, series_uids: Sequence[str]) -> dict[str, tuple[Instance, ...]]:
        """The instances of several series, each as `instances_of` gives them, in one question."""
        with sentences():
            return worklist.instances_by_series(self._db, series_uids, self.folder)

    def priors_of(self, study: Study) -> tuple[Study, ...]:
        """Earlier studies of the same patient (ID, issuer, name and birth date, or merged by the user), newest first."""
        with sentences():
            return worklist.priors_of(self._db, study)

    def problems_of(self, study_uid: str) -> tuple[Problem, ...]:
        """What the import found odd about a study; `where` is the UID of the study, a series or an instance."""
        with sentences():
            return worklist.problems_of(self._db, study_uid)

    def keep_problems(self, study_uid: str, problems: Sequence[Problem]) -> None:
        """Keep what was found odd about a study after its import; what is known already is not kept twice."""
        self._refuse_read_only()
        with sentences(), self._db.atomic():
            self._db.conn.executemany(
                "insert into problem (study_uid, level, text, place) values (?, ?, ?, ?) on conflict do nothing",
                [(study_uid, problem.level, problem.text, problem.where) for problem in problems],
            )

    def status_of(self, study_uid: str) -> Status:
        with sentences():
            return worklist.find_status(self._db, study_uid)

    def set_status(self, study_uid: str, event: Event) -> Status:
        """Move a study's status on by what happened; drafts and signatures do so by themselves."""
        self._refuse_read_only()
        with sentences(), unhurried(self._db):
            status = next_status(worklist.find_status(self._db, study_uid), event)
            worklist.set_status(self._db, study_uid, status)
        return status

    # who is who

    def find_patients(self, query: str = "", limit: int = 1000) -> tuple[PatientEntry, ...]:
        """Patients with their studies, by name; with a query those of the studies that `find_studies` finds."""
        with sentences():
            return patients.find_patients(self._db, query, limit)

    def find_patient(self, number: int) -> PatientEntry:
        """One patient by number (`StudyRow.patient_number`); raises KnownError when there is none."""
        with sentences():
            return patients.find_patient(self._db, number)

    def find_conflicts(self, number: int | None = None) -> tuple[Conflict, ...]:
        """Patients to be looked at side by side, in the whole library or around one patient."""
        with sentences():
            return patients.find_conflicts(self._db, number)

    def merge_patients(self, keep: int, other: int, author: str) -> str:
        """List all studies of `other` under `keep`; says what was done. Raises KnownError where that cannot be."""
        self._refuse_read_only()
        with sentences():
            return patients.merge(self._db, keep, other, author)

    def split_patient(self, study_uids: tuple[str, ...], to: int | None, author: str) -> str:
        """Move studies to another patient; where `to` is None to the one whom their files name, or a new one; says what was done."""
        self._refuse_read_only()
        with sentences():
            return patients.split(self._db, study_uids, to, author)

    def undo_patients(self, author: str, number: int | None = None) -> str:
        """Take back the last merge or split, or the one with that number; says which. It works after a restart too."""
        self._refuse_read_only()
        with sentences():
            return patients.undo(self._db, author, number)

    def patient_changes(self) -> tuple[PatientChange, ...]:
        """Merges and splits that were made, oldest first."""
        with sentences():
            return patients.changes(self._db)

    # what is said about it

    def open_case(self, study_uid: str) -> CaseStore:
        """The records of a study; the same object, with its undo, as long as the library is open."""
        if study_uid not in self._cases:
            with sentences():
                self._cases[study_uid] = CaseStore(self._db, study_uid, self.masks_folder, self.read_only)
        return self._cases[study_uid]

    def find_signed_text(self, study_uid: str) -> str:
        """The newest signed report of a study, empty where there is none; without opening the case."""
        query = "select body from record where study_uid = ? and kind = 'signed_report'"
        with sentences():
            found = [decode("signed_report", body) for (body,) in self._db.conn.execute(query, (study_uid,))]
        signed = [record for record in found if isinstance(record, SignedReport)]
        return max(signed, key=lambda record: record.version).text if signed else ""

    def signed_studies(self) -> tuple[str, ...]:
        """The studies with a signed report, in the order in which they were first signed."""
        query = "select study_uid from record where kind = 'signed_report' group by study_uid order by min(number)"
        with sentences():
            return tuple(uid for (uid,) in self._db.conn.execute(query))

    def signed_texts(self, template_id: str, signed_by: str, newest: int) -> tuple[str, ...]:
        """The newest texts that a reader signed in a template."""
        query = (
            "select json_extract(body, '$.text') from record where kind = 'signed_report' and json_extract(body, '$.signed_by') = ?"
            " and json_extract(body, '$.draft.template_id') = ? order by number desc limit ?"
        )
        with sentences():
            return tuple(text for (text,) in self._db.conn.execute(query, (signed_by, template_id, newest)))

    def log(self, study_uid: str | None = None) -> tuple[LogEntry, ...]:
        """The log of edits, oldest first, of one study or of the whole library."""
        with sentences():
            return tuple(edit_log.entries(self._db, study_uid))

    def verify_log(self) -> int | None:
        """Prove that the log is whole: None, or the number of the first entry that was tampered with or is missing."""
        with sentences():
            return edit_log.find_break(self._db)

    def add_run(self, run: Run) -> None:
        """Note a model's run."""
        self._refuse_read_only()
        with sentences():
            runs.add_run(self._db, run)

    def runs_of(self, study_uid: str) -> tuple[Run, ...]:
        """The model runs on a study, oldest first."""
        with sentences():
            return runs.runs_of(self._db, study_uid)

    def speed_of(self, model: str, version: str) -> Speed | None:
        """How often a model ran here, and what its last run took; None where it did not."""
        with sentences():
            return runs.speed_of(self._db, model, version)

    def note(self, author: str, label: str) -> None:
        """Add a line to the log that belongs to no study, such as that a model was accepted."""
        self._refuse_read_only()
        with sentences(), self._db.atomic():
            edit_log.append(self._db, "", author, label)

    def get_setting(self, name: str, study_uid: str = "") -> str | None:
        """What was kept under a name, for a study or for the library: view states and the like, not in the edit log."""
        with sentences():
            query = "select value from setting where study_uid = ? and name = ?"
            row = self._db.conn.execute(query, (study_uid, name)).fetchone()
        return str(row[0]) if row else None

    def set_setting(self, name: str, value: str, study_uid: str = "") -> None:
        """Keep a text under a name."""
        self._refuse_read_only()
        with sentences(), unhurried(self._db):
            self._db.conn.execute("insert or replace into setting values (?, ?, ?)", (study_uid, name, value))

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise KnownError(
                "The library was opened for reading only.", "Close it where it is being written, and try again."
            )


def _make_folder(folder: Path) -> None:
    try:
        # readable by its owner alone: it will hold patients' data. Folders that exist keep their permissions.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("originals", "volumes", "masks", "models"):
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise KnownError(
            f"The library folder {folder} cannot be made: {error.strerror}.", "Choose another folder."
        ) from error
