import errno
import hashlib
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pydicom
import pytest
from pydicom.dataset import FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from desktop.store import files
from desktop.store.files import unpack
from desktop.store.library import Library
from desktop.workflows.import_study import stage
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick

SERIES = "1.2.840.99.7.1"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def slices(folder: Path, count: int = 3) -> list[Path]:
    """Small CT slices, of one series."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(1, count + 1):
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = f"{SERIES}.{number}"
        dataset = pydicom.Dataset()
        dataset.file_meta = meta
        dataset.SOPClassUID, dataset.SOPInstanceUID = CTImageStorage, f"{SERIES}.{number}"
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.840.99.7", SERIES
        dataset.PatientID, dataset.PatientName, dataset.Modality = "P1", "Example^Eve", "CT"
        dataset.StudyDate, dataset.InstanceNumber = "20240301", number
        dataset.Rows = dataset.Columns = 2
        dataset.BitsAllocated = dataset.BitsStored = 16
        dataset.HighBit, dataset.PixelRepresentation, dataset.SamplesPerPixel = 15, 1, 1
        dataset.PhotometricInterpretation = "MONOCHROME2"
        dataset.PixelSpacing, dataset.ImagePositionPatient = [1, 1], [0, 0, number]
        dataset.ImageOrientationPatient = [1, 0, 0, 0, 1, 0]
        dataset.PixelData = bytes([number]) * 8
        path = folder / f"slice{number}.dcm"
        dataset.save_as(path, enforce_file_format=True)
        paths.append(path)
    return paths


def zipped(archive: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return archive


def test_a_folder_is_copied_once(library: Library, tmp_path: Path) -> None:
    sources = slices(tmp_path / "cd")
    (tmp_path / "cd" / "readme.txt").write_text("Thank you for choosing our hospital.")
    first = stage([tmp_path / "cd"], library.originals_folder, False, no_tick)
    report = library.add(first)
    assert report.instances.added == 3 and report.instances.refused == 1
    assert [problem.where for problem in report.problems] == [str(tmp_path / "cd" / "readme.txt")]
    shutil.rmtree(tmp_path / "cd")
    for source, instance in zip(sources, library.instances_of(SERIES), strict=True):
        digest = hashlib.sha256(Path(instance.path).read_bytes()).hexdigest()
        assert Path(instance.path) == library.originals_folder / digest[:2] / f"{digest}.dcm", source
    slices(tmp_path / "again")
    before = {path: path.stat().st_mtime_ns for path in library.originals_folder.rglob("*.dcm")}
    assert library.add(stage([tmp_path / "again"], library.originals_folder, False, no_tick)).instances.already == 3
    assert {path: path.stat().st_mtime_ns for path in library.originals_folder.rglob("*") if path.is_file()} == before


def test_files_may_stay_where_they_are(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = slices(tmp_path / "cd")
    monkeypatch.chdir(tmp_path)
    library.add(stage([Path("cd")], library.originals_folder, True, no_tick))
    assert [row.path for row in library.instances_of(SERIES)] == [str(path) for path in sources]
    assert list(library.originals_folder.iterdir()) == []


@pytest.mark.parametrize("in_place", [False, True])
def test_archives_are_opened_wherever_they_are(library: Library, tmp_path: Path, in_place: bool) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    shutil.rmtree(tmp_path / "cd")
    (tmp_path / "folder").mkdir()
    zipped(tmp_path / "named.dat", {"a/1": content[0], "notes": b"hello"})
    zipped(tmp_path / "folder" / "inside.ZIP", {"DICOM/IM1": content[1], "DICOM/IM2": content[2]})
    paths = [tmp_path / "named.dat", tmp_path / "folder"]
    report = library.add(stage(paths, library.originals_folder, in_place, no_tick))
    assert report.instances.added == 3
    assert [problem.where for problem in report.problems] == [f"{tmp_path / 'named.dat'}/notes"]
    assert all(Path(row.path).is_relative_to(library.originals_folder) for row in library.instances_of(SERIES))
    assert [path for path in library.originals_folder.iterdir() if path.name.startswith(".")] == []


def test_other_pixels_under_a_known_uid_are_said(library: Library, tmp_path: Path) -> None:
    source = slices(tmp_path / "cd", 1)[0]
    library.add(stage([source], library.originals_folder, False, no_tick))
    kept = library.instances_of(SERIES)
    dataset = pydicom.dcmread(source)
    dataset.PixelData = bytes([99]) * 8
    dataset.save_as(source)
    report = library.add(stage([source], library.originals_folder, False, no_tick))
    assert report.instances.already == 1 and library.instances_of(SERIES) == kept
    assert [(problem.level, problem.where) for problem in report.problems] == [("warning", SERIES)]
    assert "other content" in report.problems[0].text
    assert library.problems_of("1.2.840.99.7") == report.problems


def test_names_in_an_archive_lead_nowhere(library: Library, tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    names = ["../../evil.dcm", str(tmp_path / "absolute.dcm"), "C:\\windows\\x.dcm"]
    archive = zipped(tmp_path / "evil.zip", dict(zip(names, content, strict=True)))
    before = set(tmp_path.rglob("*"))
    assert library.add(stage([archive], library.originals_folder, False, no_tick)).instances.added == 3
    new = {path for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert all(path.is_relative_to(library.originals_folder) for path in new if "library.db" not in path.name)


def test_a_bomb_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "UNASKED_BYTES", 1 << 16)
    content = slices(tmp_path / "cd")[0].read_bytes()
    archive = zipped(tmp_path / "bomb.zip", {"1.dcm": content, "zeros": bytes(1 << 22)})
    (tmp_path / "out").mkdir()
    found = stage([archive, tmp_path / "cd"], tmp_path / "originals", False, no_tick)
    assert [(problem.level, problem.where) for problem in found.problems] == [("refused", str(archive))]
    assert "far more" in found.problems[0].text and len(found.instances) == 3
    names, problems = unpack(
        zipped(tmp_path / "b.zip", {"a": bytes(100), "b": bytes(100)}), tmp_path / "out", no_tick, 150
    )
    assert names == {} and len(problems) == 1 and list((tmp_path / "out").iterdir()) == []


def test_damaged_and_encrypted_archives(library: Library, tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    archive = zipped(tmp_path / "a.zip", {"good.dcm": content[0], "bad.dcm": content[1] + os.urandom(4000)})
    broken = bytearray(archive.read_bytes())
    broken[len(broken) - 3000] ^= 0xFF
    archive.write_bytes(broken)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(archive.read_bytes()[:200])
    locked = zipped(tmp_path / "locked.zip", {"x.dcm": content[2]})
    marked = bytearray(locked.read_bytes())
    marked[6] |= 1
    marked[marked.rindex(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(marked)
    found = stage([archive, cut, locked], library.originals_folder, False, no_tick)
    assert len(found.instances) == 1
    said = {Path(problem.where).name: problem.text for problem in found.problems}
    assert said.keys() == {"bad.dcm", "cut.zip", "x.dcm"}
    assert "damaged" in said["bad.dcm"] and "cannot be read" in said["cut.zip"] and "encrypted" in said["x.dcm"]


def test_a_path_that_is_not_there_stops_before_anything(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no file or folder"):
        stage([tmp_path, tmp_path / "nowhere"], tmp_path / "originals", False, no_tick)
    assert not (tmp_path / "originals").exists()


def test_an_empty_folder_is_an_empty_scan(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = library.add(stage([tmp_path / "empty"], library.originals_folder, False, no_tick))
    assert report.study_uids == () and library.log() == ()


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slices(tmp_path / "cd")

    def full(source: IO[bytes], target: IO[bytes], length: int) -> None:
        target.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(KnownError, match="disk is full"):
        stage([tmp_path / "cd"], tmp_path / "originals", False, no_tick)
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_file_that_goes_away_meanwhile_is_a_problem(tmp_path: Path) -> None:
    sources = slices(tmp_path / "cd")

    def tick(fraction: float, text: str) -> None:
        if text.startswith("Keeping files"):
            sources[1].unlink(missing_ok=True)

    found = stage([tmp_path / "cd"], tmp_path / "originals", False, tick)
    assert len(found.instances) == 2 and [problem.where for problem in found.problems] == [str(sources[1])]


def test_stopping_leaves_no_temporary_files(tmp_path: Path) -> None:
    content = slices(tmp_path / "cd")[0].read_bytes()
    archive = zipped(tmp_path / "a.zip", {"1": content})
    (tmp_path / "originals" / ".unpacked-0-old").mkdir(parents=True)

    def tick(fraction: float, text: str) -> None:
        if text.startswith("Keeping files"):
            raise CancelledError

    with pytest.raises(CancelledError):
        stage([archive], tmp_path / "originals", False, tick)
    assert list((tmp_path / "originals").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text exist on Linux only")
def test_a_file_name_that_is_no_text(library: Library, tmp_path: Path) -> None:
    source = slices(tmp_path / "cd", 1)[0]
    odd = tmp_path / "cd" / os.fsdecode(b"\xff\xfe.dcm")
    source.rename(odd)
    (tmp_path / "cd" / os.fsdecode(b"\xff.txt")).write_bytes(b"no DICOM")
    report = library.add(stage([tmp_path / "cd"], library.originals_folder, False, no_tick))
    assert report.instances.added == 1 and report.problems[0].where.encode()
    report = library.add(stage([tmp_path / "cd"], library.originals_folder, True, no_tick))
    assert [problem.level for problem in report.problems] == ["refused", "refused"]


def test_progress_only_grows(tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    archive = zipped(tmp_path / "a.zip", {str(number): data for number, data in enumerate(content)})
    seen: list[float] = []
    stage([archive, tmp_path / "cd"], tmp_path / "originals", False, lambda fraction, text: seen.append(fraction))
    assert seen == sorted(seen) and seen[-1] == 1.0


def test_real_files(library: Library, real_data: Path) -> None:
    folder = real_data / "ct" / "ge_hispeed_head_tilt_varspacing"
    report = library.add(stage([folder], library.originals_folder, False, no_tick))
    assert report.instances.added == 28 and report.instances.refused == 0
    assert library.find_row("latest").instances == 28
