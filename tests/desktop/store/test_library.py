import contextlib
import json
import os
import platform
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import count
from sqlite_utils import Database
from store_cases import PATIENT, SERIES_UID, STUDY_UID, a_scan

from desktop.store import migrations
from desktop.store.database import unhurried
from desktop.store.library import Library
from desktop.store.runs import Run
from viewer.case.errors import KnownError
from viewer.case.study import Patient, Problem, Status


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="module")
def one_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("one")
    with Library(folder / "library") as opened:
        opened.add(a_scan(folder))
        yield opened


def uids(library: Library, query: str) -> list[str]:
    return [row.study.uid for row in library.find_studies(query)]


# import


def test_importing_twice_is_importing_once(library: Library, tmp_path: Path) -> None:
    problem = Problem("warning", "Slice 2 is missing.", SERIES_UID)
    scan = a_scan(tmp_path, problems=(problem, Problem("refused", "No DICOM.", "notes.txt")))
    first, second = library.add(scan), library.add(scan)
    assert first.study_uids == second.study_uids == (STUDY_UID,)
    assert (first.studies.added, first.series.added, first.instances.added) == (1, 1, 3)
    assert (second.studies.added, second.series.added, second.instances.added) == (0, 0, 0)
    assert (second.studies.already, second.series.already, second.instances.already) == (1, 1, 3)
    assert first.instances.refused == second.instances.refused == 1 and first.problems == scan.problems
    assert library.problems_of(STUDY_UID) == (problem,)
    assert [entry.label for entry in library.log()] == ["Import (1 series, 3 instances)"]
    row = library.find_studies()[0]
    assert row.study == scan.studies[0]
    assert (row.modalities, row.series, row.instances, row.status) == (("CT",), 1, 3, Status.IMPORTED)
    assert library.series_of(STUDY_UID) == scan.series
    assert library.instances_of(SERIES_UID) == tuple(sorted(scan.instances, key=lambda row: row.number or 0))


def test_more_slices_join_the_series(library: Library, tmp_path: Path) -> None:
    library.add(a_scan(tmp_path, instances=2))
    report = library.add(a_scan(tmp_path, instances=5))
    assert (report.series.already, report.instances.added, report.instances.already) == (1, 3, 2)
    assert library.find_studies()[0].instances == 5
    assert library.log()[-1].label == "Import (0 series, 3 instances)"


def test_an_import_that_fails_leaves_nothing(library: Library, tmp_path: Path) -> None:
    scan = a_scan(tmp_path)
    broken = replace(scan, instances=(*scan.instances, replace(scan.instances[0], uid="9", frames=None)))  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        library.add(broken)
    assert library.find_studies() == () and library.log() == () and library.series_of(STUDY_UID) == ()


def test_a_file_that_moved_is_found_at_its_new_place(library: Library, tmp_path: Path) -> None:
    scan = a_scan(tmp_path)
    library.add(scan)
    moved = tmp_path / "moved.dcm"
    Path(scan.instances[0].path).rename(moved)
    report = library.add(replace(scan, instances=(replace(scan.instances[0], path=str(moved)), *scan.instances[1:])))
    assert report.instances.already == 3
    assert str(moved) in [row.path for row in library.instances_of(SERIES_UID)]


def test_a_library_can_be_moved(tmp_path: Path) -> None:
    with Library(tmp_path / "here") as library:
        inside = library.originals_folder / "ab" / "x.dcm"
        inside.parent.mkdir()
        scan = a_scan(tmp_path, instances=1)
        library.add(replace(scan, instances=(replace(scan.instances[0], path=str(inside)),)))
    (tmp_path / "here").rename(tmp_path / "there")
    with Library(tmp_path / "there") as library:
        assert library.instances_of(SERIES_UID)[0].path == str(tmp_path / "there" / "originals" / "ab" / "x.dcm")


def test_a_series_uid_of_another_study_becomes_a_local_one(library: Library, tmp_path: Path) -> None:
    library.add(a_scan(tmp_path))
    other = a_scan(tmp_path, "1.2.840.99.2")
    thief = replace(other, series=(replace(other.series[0], uid=SERIES_UID),),
                    instances=tuple(replace(row, series_uid=SERIES_UID) for row in other.instances))  # fmt: skip
    report = library.add(thief)
    assert (report.series.added, report.instances.added, report.instances.refused) == (1, 3, 0)
    (series,) = library.series_of("1.2.840.99.2")
    assert series.uid.startswith("2.25.") and len(library.instances_of(series.uid)) == 3
    assert "Another study" in report.problems[0].text and report.problems[0].where == series.uid
    again = library.add(thief)
    assert (again.series.already, again.instances.already, again.series.added) == (1, 3, 0)
    assert [row.uid for row in library.series_of(STUDY_UID)] == [SERIES_UID]


# the same patient


def test_priors_are_earlier_studies_of_the_same_patient(library: Library, tmp_path: Path) -> None:
    def add(number: int, date: str, patient: Patient = PATIENT) -> None:
        library.add(a_scan(tmp_path, f"1.2.840.99.{number}", patient, date))

    add(1, "20240301")
    add(2, "20231101")
    add(3, "20220101", replace(PATIENT, name="MULLER^ANNA^"))
    add(4, "20240401")
    add(5, "20230101", replace(PATIENT, birth_date="19700101"))
    add(6, "20230101", replace(PATIENT, issuer="other hospital"))
    add(7, "20230101", replace(PATIENT, name="Schmidt^Eva"))
    add(8, "", PATIENT)
    add(9, "20230101", Patient("", "", "", ""))
    add(10, "20230601", Patient("", "", "", ""))
    assert [study.uid[-1] for study in library.priors_of(library.find_study("1.2.840.99.1"))] == ["2", "3"]
    assert library.priors_of(library.find_study("1.2.840.99.10")) == ()
    assert library.priors_of(library.find_study("1.2.840.99.8")) == ()


def test_one_id_with_two_names_is_said(library: Library, tmp_path: Path) -> None:
    library.add(a_scan(tmp_path))
    report = library.add(a_scan(tmp_path, "1.2.840.99.2", Patient("P-001", "Schmidt^Eva")))
    assert [problem.level for problem in report.problems] == ["warning"] and "kept apart" in report.problems[0].text
    assert library.problems_of("1.2.840.99.2") == report.problems
    again = library.add(a_scan(tmp_path, patient=Patient("P-001", "Schmidt^Eva")))
    assert "first ones are kept" in again.problems[0].text
    assert library.find_study(STUDY_UID).patient == PATIENT


# finding


def test_search_as_one_types(library: Library, tmp_path: Path) -> None:
    library.add(a_scan(tmp_path))
    mr = a_scan(tmp_path, "1.2.840.99.2", Patient("Q%7", "O'Neil^Seán"), "20231224", 1, (), "MR", "Kopf_nativ", "X/9")
    library.add(mr)
    ct, other = [STUDY_UID], ["1.2.840.99.2"]
    found = {
        "": ct + other, "  ": ct + other, "mül": ct, "MUL an": ct, "anna müller": ct, "anna seán": [], "p-001": ct, "p-0": ct,
        "001": ct, "2024": ct, "202403": ct, "2024-03": ct, "20231224": other, "mr": other, "c": ct, "ct thorax": ct,
        "thor km": ct, "b60": ct + other, "acc-00": ct, "0042": ct, "o'nei": other, "sean": other, "kopf": other, "nativ": other,
        "x/9": other, "q%": other, "%": [], "*": [], '"': [], '"anna': ct, "anna OR seán": [], "name:anna": [],
        "anna*": ct, "(anna": ct, "-anna": ct, "^anna": ct, "'; drop table study; --": [], "müller, anna": ct,
        "NEAR(anna müller)": [], "an\0na": [], "\ud800": [], "\0": ct + other, "müller , anna": ct, "_": [], "😀": [],
    }  # fmt: skip
    for query, expected in found.items():
        assert uids(library, query) == expected, query


@settings(max_examples=count(10_000), deadline=None)
@given(query=st.text(max_size=20))
def test_no_query_is_an_error(one_study: Library, query: str) -> None:
    assert len(one_study.find_studies(query)) <= 1


def test_the_newest_comes_first_and_no_more_than_asked(library: Library, tmp_path: Path) -> None:
    for number, date in enumerate(("20240101", "20250101", "", "20230101")):
        library.add(a_scan(tmp_path, f"1.2.840.99.{number}", date=date))
    assert [row.study.date for row in library.find_studies()] == ["20250101", "20240101", "20230101", ""]
    assert len(library.find_studies("müller", limit=2)) == 2


def test_a_study_by_its_name(library: Library, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no study yet"):
        library.find_study("latest")
    for number in (1, 12, 2):
        library.add(a_scan(tmp_path, f"1.2.840.99.{number}"))
    assert library.find_study("1.2.840.99.1").uid == "1.2.840.99.1"  # whole, though another one begins with it
    assert library.find_study("1.2.840.99.12").uid == "1.2.840.99.12"
    assert library.find_study("latest").uid == "1.2.840.99.2"
    library.add(a_scan(tmp_path, "1.2.840.99.12"))
    assert library.find_study("latest").uid == "1.2.840.99.12"
    for key, sentence in {
        "1.2.840.": "More than one",
        "1.2.840.7": "no study",
        "1.2": "no study",
        "%%%%%%%%": "no study",
        "": "no study",
    }.items():
        with pytest.raises(KnownError, match=sentence):
            library.find_study(key)


# writers and readers


def test_a_second_writer_is_told_who_is_first(library: Library) -> None:
    with pytest.raises(KnownError, match=rf"in use by process {os.getpid()} .* on {platform.node()}"):
        Library(library.folder)
    program = (
        "import sys; from pathlib import Path; from desktop.store.library import Library; Library(Path(sys.argv[1]))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, library.folder], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1 and f"in use by process {os.getpid()}" in done.stderr
    library.close()
    Library(library.folder).close()


def test_what_a_dead_process_of_this_machine_left_is_taken_over(tmp_path: Path) -> None:
    left = {"process": 4_000_000, "host": platform.node(), "program": "lightbox"}
    (tmp_path / "library.lock").write_text(json.dumps(left))
    with Library(tmp_path) as library:
        assert library.find_studies() == ()
    (tmp_path / "library.lock").write_text("half a li")
    with Library(tmp_path):
        held = json.loads((tmp_path / "library.lock").read_text())
        assert (held["process"], held["host"]) == (os.getpid(), platform.node())


def test_another_machine_s_lock_is_not_taken_over(tmp_path: Path) -> None:
    held = json.dumps({"process": 7, "host": "ward-3", "program": "lightbox"})
    (tmp_path / "library.lock").write_text(held)
    with pytest.raises(KnownError, match=r"process 7 \(lightbox\) on ward-3"):
        Library(tmp_path)
    assert (tmp_path / "library.lock").read_text() == held


def test_readers_read_beside_the_writer(library: Library, tmp_path: Path) -> None:
    library.add(a_scan(tmp_path))
    with Library(library.folder, read_only=True) as reader, Library(library.folder, read_only=True) as second:
        assert len(reader.find_studies()) == 1
        library.add(a_scan(tmp_path, "1.2.840.99.2"))
        assert len(reader.find_studies()) == len(second.find_studies()) == 2
        for touch in (
            lambda: reader.add(a_scan(tmp_path)),
            lambda: reader.set_setting("a", "b"),
            lambda: reader.add_run(RUN),
        ):
            with pytest.raises(KnownError, match="for reading only"):
                touch()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._db.conn.execute("delete from setting")


def test_reading_where_there_is_no_library_gives_an_empty_worklist(tmp_path: Path) -> None:
    with Library(tmp_path / "none", read_only=True) as reader:
        assert reader.find_studies() == () and reader.find_studies("x") == ()
        with pytest.raises(KnownError):
            reader.find_study("latest")
    assert (tmp_path / "none").is_dir(), "a library folder is created when missing"
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match="cannot be made"):
        Library(tmp_path / "file", read_only=True)


def test_a_library_on_a_read_only_disk_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path))
    before = {path.name for path in library.folder.iterdir()}
    # tests may run as root, whom no permission stops; SQLite's own files tell whether it tried to write
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with Library(library.folder, read_only=True) as reader:
        assert len(reader.find_studies("müller")) == 1
        assert {path.name for path in library.folder.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_new_library_is_its_owner_s_alone(tmp_path: Path) -> None:
    Library(tmp_path / "new").close()
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_the_library_belongs_to_its_thread(library: Library) -> None:
    caught: list[BaseException] = []

    def elsewhere() -> None:
        try:
            library.find_studies()
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_a_folder_that_cannot_be_and_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnownError, match="cannot be made"):
        Library(tmp_path / "file")
    (tmp_path / "library.db").write_text("This is not a database, it is a text. " * 50)
    for read_only in (False, True):
        with pytest.raises(KnownError, match="not a Lightbox library"):
            Library(tmp_path, read_only)
    (tmp_path / "library.db").unlink()
    Library(tmp_path).close()  # the lock was given back


def test_a_full_disk_is_a_sentence(library: Library, tmp_path: Path) -> None:
    pages = library._db.conn.execute("pragma page_count").fetchone()[0]
    library._db.conn.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(KnownError, match="disk is full"):
        library.add(a_scan(tmp_path, instances=2000))
    assert library.find_studies() == ()


# migrations


def test_a_library_from_the_future_is_refused(tmp_path: Path) -> None:
    Library(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.db") as db:
        db.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('library', 'm9999_x', '')")
    db.close()
    for read_only in (False, True):
        with pytest.raises(KnownError, match=r"newer version of Lightbox \(m9999_x\)"):
            Library(tmp_path, read_only)


def test_an_older_library_is_copied_then_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path))
        folder = library.folder
    assert [path.name for path in folder.glob("*before*")] == []  # nothing to copy at birth
    newer = type(migrations.migrations)("library")
    newer._migrations = list(migrations.migrations._migrations)

    @newer()
    def m0002_more(db: Database) -> None:
        db.conn.execute("create table more (x)")

    monkeypatch.setattr(migrations, "migrations", newer)
    with pytest.raises(KnownError, match="older version"):
        Library(folder, read_only=True)
    with Library(folder) as library:
        assert len(library.find_studies()) == 1
        assert library._db.conn.execute("select count(*) from more").fetchone() == (0,)
    (copy,) = folder.glob("library.before-*.db")
    old = sqlite3.connect(copy)
    assert old.execute("select count(*) from study").fetchone() == (1,)
    assert old.execute("select name from sqlite_master where name = 'more'").fetchone() is None
    old.close()


def test_a_migration_that_fails_leaves_the_library_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library(tmp_path).close()
    newer = type(migrations.migrations)("library")
    newer._migrations = list(migrations.migrations._migrations)

    @newer()
    def m0002_breaks(db: Database) -> None:
        db.conn.execute("create table half (x)")
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "migrations", newer)
        with pytest.raises(InterruptedError):
            Library(tmp_path)
    with Library(tmp_path) as library:
        assert library._db.conn.execute("select name from sqlite_master where name = 'half'").fetchone() is None


# small things

RUN = Run("r1", STUDY_UID, SERIES_UID, "ct-classical", "1.0.0", "2024-03-01T10:00:00", 2.5, "done", options='{"a": 1}')


def test_runs_and_settings_are_kept(library: Library) -> None:
    library.add_run(RUN)
    library.add_run(replace(RUN, id="r0", started_at="2024-02-01", outcome="failed", text="No lungs."))
    assert [run.id for run in library.runs_of(STUDY_UID)] == ["r0", "r1"] and library.runs_of(STUDY_UID)[1] == RUN
    assert library.get_setting("view", STUDY_UID) is None
    library.set_setting("view", '{"zoom": 2}', STUDY_UID)
    library.set_setting("view", '{"zoom": 3}', STUDY_UID)
    library.set_setting("view", "whole library")
    assert library.get_setting("view", STUDY_UID) == '{"zoom": 3}' and library.get_setting("view") == "whole library"


def test_how_things_are_looked_at_does_not_wait_for_the_disk_and_edits_do(library: Library) -> None:
    def waits() -> int:
        return int(library._db.conn.execute("pragma synchronous").fetchone()[0])

    assert waits() == 2
    during: list[int] = []
    library.set_setting("view", "1")
    with unhurried(library._db):
        during.append(waits())
        library.set_setting("view", "2")  # within one that is open already
    assert during == [1] and waits() == 2 and library.get_setting("view") == "2"
    with pytest.raises(ZeroDivisionError), unhurried(library._db):
        library._db.conn.execute("update setting set value = '3'")
        raise ZeroDivisionError
    assert waits() == 2 and library.get_setting("view") == "2"


@pytest.mark.parametrize("steps", [None, 0, 1, 2])
def test_a_library_whose_making_was_cut_short_is_an_empty_one(tmp_path: Path, steps: int | None) -> None:
    """Killed before its first table (`None`: the file is empty), or between two steps; the next writer ends it."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").touch()
    if steps is not None:
        with contextlib.closing(sqlite3.connect(folder / "library.db")) as connection:
            connection.execute("pragma journal_mode = wal")
            db = Database(connection, execute_plugins=False)
            names = [migration.name for migration in migrations.migrations.pending(db)]
            migrations.migrations.apply(db, stop_before=names[steps])
    with Library(folder, read_only=True) as reader:
        assert reader.find_studies("") == ()
    with Library(folder) as writer:
        writer.add(a_scan(tmp_path))
    assert not list(folder.glob("library.before-*")), "there was nothing to keep"
    with Library(folder, read_only=True) as reader:
        assert len(reader.find_studies("")) == 1
