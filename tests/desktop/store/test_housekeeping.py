"""Deleting, archiving and measuring studies: what goes, what stays, and what the log says of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from phantom import phantom_geometry, write_phantom
from store_cases import AUTHOR, add_segmentation, draft, ruler, signed

from desktop.cli import main
from desktop.commands.session import pixels_of
from desktop.store import housekeeping
from desktop.store.library import Library
from desktop.store.repair import find_trouble
from desktop.workflows import archive_study
from desktop.workflows.archive_study import gather, write_archive
from desktop.workflows.import_study import import_paths
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, no_tick
from viewer.case.report import ReportDraft

SLICES = 6


def test_what_a_killed_installation_left_goes_when_the_library_is_opened_to_write(tmp_path: Path) -> None:
    left, kept = tmp_path / "library" / "models" / ".123.part" / ".unpacked", tmp_path / "library" / "models" / "mine"
    for folder in (left, kept):
        folder.mkdir(parents=True)
        (folder / "weights").write_bytes(b"x")
    with Library(tmp_path / "library", read_only=True):
        assert left.exists(), "another process may be installing"
    with Library(tmp_path / "library"):
        assert not left.parent.exists() and (kept / "weights").exists()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two studies of one patient, one of another."""
    for number, patient in enumerate(("P1", "P1", "P2")):
        geometry = phantom_geometry((SLICES, 8, 9))
        tags = {"PatientID": patient, "PatientName": f"Example^{patient}", "StudyDate": f"2024010{number + 1}"}
        write_phantom(tmp_path / "cd" / str(number), geometry, series=f"study {number}/1", **tags)
    with Library(tmp_path / "library") as opened:
        import_paths([tmp_path / "cd"], opened.originals_folder, False, opened.add, no_tick)
        yield opened


def uid_of(library: Library, date: str) -> str:
    return library.find_studies(date)[0].study.uid


def files(library: Library) -> set[Path]:
    folders = (library.originals_folder, library.masks_folder, library.volumes_folder)
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


def sign(library: Library, uid: str) -> None:
    case = library.open_case(uid)
    case.apply(Edit("Draft", AUTHOR, (Swap(None, draft("No nodule.")),)))
    case.apply(Edit("Sign", AUTHOR, (Swap(None, signed(case.all_of(ReportDraft)[0])),)))


def test_a_deleted_study_is_gone_and_the_others_are_not(library: Library) -> None:
    uid, prior, other = (uid_of(library, date) for date in ("20240102", "20240101", "20240103"))
    before = files(library)
    pixels_of(library, library.find_study(uid), None, no_tick)
    case = library.open_case(uid)
    add_segmentation(case, library)
    case.apply(Edit("Add ruler", AUTHOR, (Swap(None, ruler("r1")),)))
    library.set_setting("view", "{}", uid)
    own = {Path(row.path) for one in library.series_of(uid) for row in library.instances_of(one.uid)}
    (use,) = library.disk_use([library.find_study(uid)])
    assert (use.pictures, use.originals) == (SLICES, sum(path.stat().st_size for path in own))
    assert use.volumes > 0 and use.masks > 0 and use.outside == 0
    assert library.delete_study(uid, AUTHOR) == use
    assert files(library) == before - own
    assert [row.study.uid for row in library.find_studies()] == [other, prior]
    assert library.find_studies("20240102") == () and library.series_of(uid) == ()
    assert library.open_case(uid).all_of(type(ruler("x"))) == ()
    for table in ("record", "setting", "run", "problem"):
        assert library._db.conn.execute(f"select count(*) from {table} where study_uid = ?", (uid,)).fetchone() == (0,)
    last = library.log(uid)[-1]
    assert (last.author, last.label) == (AUTHOR, f"Delete study ({SLICES} pictures, 2 records)")
    assert library.verify_log() is None and find_trouble(library.database) == ""
    assert len(library.find_patients()) == 2
    library.delete_study(other, AUTHOR)
    assert [entry.patient.id for entry in library.find_patients()] == ["P1"]
    assert library._db.conn.execute("select count(*) from patient").fetchone() == (1,), "nobody is left behind"


def test_a_deleted_study_can_come_again(library: Library, tmp_path: Path) -> None:
    uid = uid_of(library, "20240102")
    library.delete_study(uid, AUTHOR)
    report = import_paths([tmp_path / "cd"], library.originals_folder, False, library.add, no_tick)
    assert (report.studies.added, report.instances.added) == (1, SLICES)
    assert all(Path(row.path).is_file() for one in library.series_of(uid) for row in library.instances_of(one.uid))


def test_a_signed_report_stands_in_the_way(library: Library) -> None:
    uid = uid_of(library, "20240102")
    sign(library, uid)
    before = files(library)
    with pytest.raises(KnownError, match=r"signed report.*--even-signed"):
        library.delete_study(uid, AUTHOR)
    assert files(library) == before and library.find_study(uid).uid == uid
    library.delete_study(uid, AUTHOR, even_signed=True)
    assert "No nodule." in library.log(uid)[-1].changes, "its text stays in the log"
    other = uid_of(library, "20240103")
    sign(library, other)
    with pytest.raises(sqlite3.IntegrityError, match="not deleted"):
        library._db.conn.execute("delete from record where study_uid = ?", (other,))
    library._db.conn.rollback()


def test_a_file_that_another_study_has_too_stays(library: Library) -> None:
    uid, other = uid_of(library, "20240102"), uid_of(library, "20240103")
    (series,) = library.series_of(uid)
    shared = library.instances_of(series.uid)[0]
    name = Path(shared.path).relative_to(library.folder).as_posix()
    columns = [row[1] for row in library._db.conn.execute("pragma table_info(instance)")]
    value = {"uid": "'2.25.9'", "series_uid": f"'{library.series_of(other)[0].uid}'", "stated_uid": f"'{shared.uid}'"}
    copied = ", ".join(value.get(column, column) for column in columns)
    library._db.conn.execute(f"insert into instance select {copied} from instance where uid = ?", (shared.uid,))
    library._db.conn.commit()
    library.delete_study(uid, AUTHOR)
    assert (library.folder / name).is_file()


def test_files_outside_the_library_are_left_alone(tmp_path: Path) -> None:
    write_phantom(tmp_path / "cd", phantom_geometry((SLICES, 8, 9)))
    with Library(tmp_path / "library") as library:
        import_paths([tmp_path / "cd"], library.originals_folder, True, library.add, no_tick)
        uid = library.find_study("latest").uid
        assert library.delete_study(uid, AUTHOR).outside > 0
        assert len(list((tmp_path / "cd").iterdir())) == SLICES and library.find_studies() == ()


def test_a_deletion_that_died_halfway_is_finished_at_the_next_opening(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid, prior = uid_of(library, "20240102"), uid_of(library, "20240101")
    before = files(library)
    monkeypatch.setattr(housekeeping, "_remove_files", lambda *_: None)
    library.delete_study(uid, AUTHOR)
    assert files(library) == before
    monkeypatch.undo()
    library.close()
    with Library(library.folder) as again:
        assert len(files(again)) == len(before) - SLICES
        assert again.find_study(prior).uid == prior
        check = again.check_files(no_tick)
        assert check.missing == check.orphans == ()


def no_export(folder: Path, tick: Tick) -> None:
    """Nothing to export."""


def test_an_archive_holds_everything_and_proves_it(library: Library, tmp_path: Path) -> None:
    uid = uid_of(library, "20240102")
    sign(library, uid)
    add_segmentation(library.open_case(uid), library)
    made = write_archive(gather(library, uid), tmp_path / "archive", no_export, no_tick)
    manifest = json.loads((made.folder / "manifest.json").read_text())
    assert len(manifest["files"]) == SLICES + 2
    for name, facts in manifest["files"].items():
        content = (made.folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (facts["bytes"], facts["sha256"])
    case = json.loads((made.folder / "case.json").read_text())
    assert case["study"]["uid"] == uid and case["status"] == "signed"
    assert {row["kind"] for row in case["records"]} == {"report_draft", "signed_report", "segmentation"}
    assert [row["label"] for row in case["log"]][-1] == "Add segmentation"
    for instance in (row for one in library.series_of(uid) for row in library.instances_of(one.uid)):
        assert made.places[instance.uid].read_bytes() == Path(instance.path).read_bytes()
    with pytest.raises(KnownError, match="already"):
        write_archive(gather(library, uid), tmp_path / "archive", no_export, no_tick)
    with Library(tmp_path / "elsewhere") as second:  # it is DICOM: anything can read it
        report = import_paths([made.folder / "DICOM"], second.originals_folder, False, second.add, no_tick)
        assert report.instances.added == SLICES


def test_pictures_open_from_the_archive_when_the_library_lets_them_go(library: Library, tmp_path: Path) -> None:
    uid = uid_of(library, "20240102")
    sign(library, uid)
    study = library.find_study(uid)
    before = pixels_of(library, study, None, no_tick).loaded.need_volume().voxels.copy()
    for thread in threading.enumerate():
        if thread.name == "keep pixels":  # what the volume takes on disk is whole when it is there for good
            thread.join()
    (use,) = library.disk_use([study])
    made = write_archive(gather(library, uid), tmp_path / "archive", no_export, no_tick)
    freed = library.move_out(uid, made.places, AUTHOR, made.folder)
    assert freed == use.originals + use.volumes > 0
    (now,) = library.disk_use([study])
    assert (now.originals, now.volumes, now.outside) == (0, 0, use.originals)
    assert (pixels_of(library, study, None, no_tick).loaded.need_volume().voxels == before).all()
    assert library.log(uid)[-1].label == f"Archive the pictures to {made.folder}"
    assert library.find_signed_text(uid)


@pytest.mark.parametrize("harm", ["missing", "changed", "disk"])
def test_an_archive_that_cannot_be_whole_is_none(
    library: Library, tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = uid_of(library, "20240102")
    request = gather(library, uid)
    victim = Path(request.pictures[3][0].path)
    if harm == "missing":
        victim.unlink()
    elif harm == "changed":
        victim.write_bytes(victim.read_bytes()[:-1] + b"x")
    else:
        copy = archive_study._copy

        def rot(source: Path, target: Path) -> object:
            facts = copy(source, target)
            if source == victim:
                target.write_bytes(b"rotten")
            return facts

        monkeypatch.setattr(archive_study, "_copy", rot)
    with pytest.raises(KnownError, match={"missing": "is missing", "changed": "has changed", "disk": "read back"}[harm]):
        write_archive(request, tmp_path / "archive", no_export, no_tick)
    assert list((tmp_path / "archive").iterdir()) == []


def test_the_cache_is_cleared_and_made_again(library: Library) -> None:
    study = library.find_study("latest")
    pixels_of(library, study, None, no_tick)
    assert library.clear_cache() > 0 and list(library.volumes_folder.iterdir()) == []
    pixels_of(library, study, None, no_tick)
    assert library.disk_use([study])[0].volumes > 0


def test_the_cache_of_a_longer_uid_is_not_taken_for_its_own() -> None:
    for name, stem in {
        "1.2.3.json": "1.2.3", "1.2.3.layout.json": "1.2.3", "1.2.3.4.json": "1.2.3.4", "1.2.3.0123456789ab.stack.npy": "1.2.3",
        "1.2.3.part-4.5.json": "1.2.3", "1.2.3.part-4.5.0123456789ab.volume.npy": "1.2.3", "notes.txt": "",
    }.items():  # fmt: skip
        assert housekeeping._stem(name) == stem, name


def test_by_command(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uid, signed_uid = uid_of(library, "20240102"), uid_of(library, "20240103")
    sign(library, signed_uid)
    library.close()
    place = ["--library", str(library.folder), "--json"]
    assert main(["delete", uid, *place]) == 2 and "Add --yes." in capsys.readouterr().err
    assert main(["delete", signed_uid, "--yes", *place]) == 2 and "signed report" in capsys.readouterr().err
    assert main(["disk", *place]) == 0
    assert {row["pictures"] for row in json.loads(capsys.readouterr().out)["studies"]} == {SLICES}
    assert main(["archive", signed_uid, "--to", str(tmp_path / "archive"), "--remove-pixels", *place]) == 0
    archived = json.loads(capsys.readouterr().out)
    assert archived["freed_bytes"] > 0 and (Path(archived["path"]) / "results" / "report-sr.dcm").is_file()
    assert main(["delete", uid, "--yes", *place]) == 0
    assert json.loads(capsys.readouterr().out)["pictures"] == SLICES
    assert main(["doctor", *place]) == 0
    checks = {row["name"]: row["ok"] for row in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["database"] and checks["log of edits"] and checks["picture files"] and checks["mask files"]
