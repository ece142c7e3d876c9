"""A library whose database is damaged in any way is repaired, and what is said of it is true."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from phantom import phantom_geometry, write_phantom
from soak import SOAK, count
from store_cases import AUTHOR, add_segmentation, draft, ruler, signed, stroke

from desktop.store import backup
from desktop.store.library import Library
from desktop.store.repair import Repair, find_trouble
from desktop.workflows.import_study import import_paths
from desktop.workflows.repair_library import repair_library
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.measurement import Ruler
from viewer.case.progress import no_tick
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.segmentation import Segmentation

Content = dict[str, object]
STUDIES, SLICES = 4, 5


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with studies, a signed report, strokes on a mask, and a backup from before the last of them."""
    folder = tmp_path_factory.mktemp("whole")
    for number in range(STUDIES):
        geometry = phantom_geometry((SLICES, 8, 9))
        name = f"Example^Eve{number}"
        write_phantom(folder / "cd" / str(number), geometry, series=f"study {number}/1", PatientName=name, PatientID=f"P{number}")
    library = Library(folder / "library")
    import_paths([folder / "cd"], library.originals_folder, False, library.add, no_tick)
    for number, row in enumerate(library.find_studies()):
        case = library.open_case(row.study.uid)
        if number == 0:
            segmentation = add_segmentation(case, library)
            for value in range(1, 20):
                case.apply(stroke(case, segmentation, value))
            case.apply(Edit("Draft", AUTHOR, (Swap(None, draft("No nodule.")),)))
            written = case.all_of(ReportDraft)[0]
            case.apply(Edit("Sign", AUTHOR, (Swap(None, signed(written)),)))
        for k in range(60):
            case.apply(Edit("Add ruler", AUTHOR, (Swap(None, ruler(f"r{k}")),)))
        case.apply(Edit("Delete ruler", AUTHOR, (Swap(ruler("r7"), None),)))
    backup.back_up(library.database)
    for row in library.find_studies()[1:]:
        library.open_case(row.study.uid).apply(Edit("Add late ruler", AUTHOR, (Swap(None, ruler("late")),)))
    library.close()
    return folder / "library"


@pytest.fixture
def copied(whole: Path, tmp_path: Path) -> Path:
    shutil.copytree(whole, tmp_path / "library")
    return tmp_path / "library"


def content(folder: Path) -> Content:
    """Everything a reader would miss."""
    found: Content = {}
    with Library(folder) as library:
        for row in library.find_studies():
            uid = row.study.uid
            case = library.open_case(uid)
            found[f"{uid} study"] = (row.study.patient, row.study.date, row.series, row.instances, row.status)
            for series in library.series_of(uid):
                for instance in library.instances_of(series.uid):
                    found[f"{instance.uid} instance"] = (series, instance.frames)
                    found[f"{Path(instance.path).name} file"] = Path(instance.path).is_file()
            for cls in (Ruler, Segmentation, ReportDraft, SignedReport):
                found.update({f"{uid} {cls.kind} {record.id}": record for record in case.all_of(cls)})
            for segmentation in case.all_of(Segmentation):
                found[f"{uid} mask"] = np.array(case.mask_of(segmentation)).tobytes()
            assert row in library.find_studies(row.study.patient.name.split("^")[1]), "its words are found"
        found["log"] = tuple((entry.number, entry.label) for entry in library.log() if not entry.label.startswith(("Import", "Repair")))
    return found


def repair(folder: Path) -> Repair:
    done = repair_library(folder, AUTHOR, no_tick)
    assert find_trouble(folder / "library.db") == "", "a second repair has nothing to do"
    return done


def flip(database: Path, dice: random.Random) -> None:
    data = bytearray(database.read_bytes())
    for _ in range(dice.choice((1, 10, 100))):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    database.write_bytes(data)


def overwrite(database: Path, dice: random.Random) -> None:
    data = bytearray(database.read_bytes())
    length = dice.choice((16, 512, 4096, 3 * 4096))
    start = dice.randrange(len(data) - length)
    data[start : start + length] = dice.randbytes(length)
    database.write_bytes(data)


def truncate(database: Path, dice: random.Random) -> None:
    os.truncate(database, dice.randrange(0, database.stat().st_size))


def zero_pages(database: Path, dice: random.Random) -> None:
    data = bytearray(database.read_bytes())
    for _ in range(dice.randint(1, 6)):
        start = 4096 * dice.randrange(len(data) // 4096)
        data[start : start + 4096] = bytes(4096)
    database.write_bytes(data)


def zero_header(database: Path, dice: random.Random) -> None:
    with database.open("r+b") as file:
        file.write(bytes(dice.choice((16, 100, 4096))))


def delete(database: Path, dice: random.Random) -> None:
    database.unlink()


DAMAGES = (flip, overwrite, truncate, zero_pages, zero_header, delete)


def test_a_whole_library_is_left_alone(copied: Path) -> None:
    before = (copied / "library.db").read_bytes()
    done = repair_library(copied, AUTHOR, no_tick)
    assert (done.damage, done.restored, done.lost, done.kept) == ("", [], [], None)
    assert (copied / "library.db").read_bytes() == before


@pytest.mark.parametrize("number", range(count(300)))
def test_any_damage_is_repaired(whole: Path, copied: Path, number: int) -> None:
    seed = random.SystemRandom().randrange(1 << 32) if SOAK else number
    print(f"seed {seed}")  # shown with a failure
    dice = random.Random(seed)
    damage: Callable[[Path, random.Random], None] = DAMAGES[number % len(DAMAGES)]
    expected = content(copied)
    database = copied / "library.db"
    damage(database, dice)
    damaged = database.read_bytes() if database.exists() else None
    try:
        with Library(copied, read_only=True) as reader:
            reader.find_studies("eve")
    except KnownError as error:
        assert "doctor --repair" in str(error), "one sentence that says what to do"
    done = repair(copied)
    if done.damage and damaged is not None:
        kept = [path.read_bytes() for path in (copied / "damaged").rglob("library.db")]
        assert kept == [damaged], "the damaged file is kept as it was"
    found = content(copied)
    gone = {key for key in expected if found.get(key) != expected[key]}
    if damage in (flip, overwrite):  # a letter of the index may be another one, which nothing but its file can tell
        gone = {key for key in gone if not key.endswith((" study", " instance"))}
    pictures = {key for key in gone if key.endswith((" instance", " file"))}
    assert not pictures, f"{damage.__name__}: the originals tell of themselves"
    assert not gone or done.lost, f"{damage.__name__}: {sorted(gone)} lost and not told: {done.restored}"
    assert not {key for key in gone if "signed_report" in key or key.endswith("mask")}, (damage.__name__, done.lost)


def test_a_lost_write_ahead_log(copied: Path) -> None:
    """Killed, and what was not yet in the main file is gone: strokes in the mask file, pictures without rows."""
    program = copied.parent / "late"
    with Library(copied) as library:
        uid = next(row.study.uid for row in library.find_studies() if library.open_case(row.study.uid).all_of(Segmentation))
        case = library.open_case(uid)
        (segmentation,) = case.all_of(Segmentation)
        write_phantom(program, phantom_geometry((SLICES, 8, 9)), series="late/1", PatientName="Late^Eve", PatientID="L")
        number = case.log()[-1].number
        for value in range(100, 105):
            case.apply(stroke(case, segmentation, value))
        import_paths([program], library.originals_folder, False, library.add, no_tick)
        for path in copied.glob("library.db*"):
            shutil.copy(path, copied.parent / path.name)
    (copied.parent / "library.db").rename(copied / "library.db")  # as before the log was folded in
    (copied / "library.db-wal").unlink(missing_ok=True)
    done = repair(copied)
    assert (done.restored, done.lost) == ([f"{SLICES} pictures, read from their files again"], [])
    with Library(copied) as library:
        assert len(library.find_studies("late eve")) == 1
        case = library.open_case(uid)
        assert case.log()[-1].number == number
        case.apply(stroke(case, segmentation, 200))
        assert case.mask_of(segmentation)[0, 1, 1] == 200
        library._cases.clear()
        assert library.open_case(uid).mask_of(segmentation)[0, 1, 1] == 200


def test_a_changed_record_is_put_right_by_the_log(copied: Path) -> None:
    with closing(sqlite3.connect(copied / "library.db")) as connection, connection:
        connection.execute("update record set body = replace(body, '3.0,4.0', '3.0,9.0') where id = 'r3'")
    assert "ruler" in find_trouble(copied / "library.db")
    done = repair(copied)
    assert f"{STUDIES} records from the log of edits" in done.restored and done.lost == []


def test_missing_files_are_named(copied: Path) -> None:
    with Library(copied) as library:
        victim = next(library.originals_folder.rglob("*.dcm"))
        victim.unlink()
        next(library.masks_folder.glob("*.npy")).unlink()
    done = repair_library(copied, AUTHOR, no_tick)
    assert len(done.lost) == 2 and victim.name in done.lost[0] and "mask" in done.lost[1]


def test_a_full_disk_leaves_the_damaged_library_as_it_was(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zero_pages(copied / "library.db", random.Random(1))
    (copied / "library.db").write_bytes(bytes(4096) + (copied / "library.db").read_bytes()[4096:])
    before = {path.relative_to(copied): path.read_bytes() for path in copied.rglob("library*.db")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(KnownError, match="cannot be repaired"):
        repair_library(copied, AUTHOR, no_tick)
    assert {path.relative_to(copied): path.read_bytes() for path in copied.rglob("library*.db")} == before


def test_a_library_in_use_is_not_repaired(copied: Path) -> None:
    with Library(copied), pytest.raises(KnownError, match="in use by"):
        repair_library(copied, AUTHOR, no_tick)
