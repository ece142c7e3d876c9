import errno
import hashlib
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from import_cases import SERIES, bring, slices, zipped

from desktop.store import archives, files
from desktop.store.archives import unpack
from desktop.store.intake import ImportReport
from desktop.store.library import Library
from desktop.workflows.import_study import import_paths, stage
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick, no_tick
from viewer.case.study import Problem
from viewer.dicom.scan import Scan


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def staged(paths: list[Path], originals: Path, tick: Tick = no_tick) -> Scan:
    """All that was staged, in one."""
    found = list(stage(paths, originals, False, tick))
    return Scan(
        tuple(study for one in found for study in one.studies),
        tuple(series for one in found for series in one.series),
        tuple(instance for one in found for instance in one.instances),
        tuple(problem for one in found for problem in one.problems),
    )


def test_a_folder_is_copied_once(library: Library, tmp_path: Path) -> None:
    sources = slices(tmp_path / "cd")
    (tmp_path / "cd" / "readme.txt").write_text("Thank you for choosing our hospital.")
    report = bring(library, [tmp_path / "cd"])
    assert report.instances.added == 3 and report.instances.refused == 0
    said = Problem("note", "1 file is no medical image and was left out: 1 text.", str(tmp_path / "cd"))
    assert report.problems == (said,)
    shutil.rmtree(tmp_path / "cd")
    for source, instance in zip(sources, library.instances_of(SERIES), strict=True):
        digest = hashlib.sha256(Path(instance.path).read_bytes()).hexdigest()
        assert Path(instance.path) == library.originals_folder / digest[:2] / f"{digest}.dcm", source
    slices(tmp_path / "again")
    before = {path: path.stat().st_mtime_ns for path in library.originals_folder.rglob("*.dcm")}
    assert bring(library, [tmp_path / "again"]).instances.already == 3
    assert {path: path.stat().st_mtime_ns for path in library.originals_folder.rglob("*") if path.is_file()} == before


def test_files_may_stay_where_they_are(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = slices(tmp_path / "cd")
    monkeypatch.chdir(tmp_path)
    bring(library, [Path("cd")], True)
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
    report = bring(library, paths, in_place)
    assert report.instances.added == 3
    assert [problem.where for problem in report.problems] == [f"{tmp_path / 'named.dat'}/notes"]
    assert all(Path(row.path).is_relative_to(library.originals_folder) for row in library.instances_of(SERIES))
    assert [path for path in library.originals_folder.iterdir() if path.name.startswith(".")] == []


def other_pixels(source: Path, target: Path, value: int) -> Path:
    """The same UIDs, another picture."""
    dataset = pydicom.dcmread(source)
    dataset.PixelData = bytes([value]) * 8
    target.parent.mkdir(exist_ok=True)
    dataset.save_as(target)
    return target


def contents(library: Library) -> set[bytes]:
    """What is in all files of the library's only study."""
    uids = [row.uid for row in library.series_of("1.2.840.99.7")]
    return {Path(row.path).read_bytes() for uid in uids for row in library.instances_of(uid)}


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_other_pixels_under_a_known_uid_are_kept_apart(
    library: Library, tmp_path: Path, order: tuple[int, ...], in_place: bool
) -> None:
    source = slices(tmp_path / "cd", 1)[0]
    versions = [source, other_pixels(source, tmp_path / "b" / "1", 98), other_pixels(source, tmp_path / "c" / "1", 99)]
    for number in order:
        report = bring(library, [versions[number]], in_place)
        assert report.instances.added == 1
    assert [(problem.level, "other content" in problem.text) for problem in report.problems] == [("warning", True)]
    assert library.problems_of("1.2.840.99.7")[-1] == report.problems[0]
    first, second = library.series_of("1.2.840.99.7")
    assert first.uid == SERIES and second.uid.startswith("2.25.") and "other content" in second.description
    assert [len(library.instances_of(row.uid)) for row in (first, second)] == [1, 2]
    kept = [library.instances_of(row.uid) for row in (first, second)]
    for paths in ([tmp_path / name for name in ("cd", "b", "c")], versions[::-1], [versions[1]], [tmp_path / "c", tmp_path / "b"]):
        report = bring(library, paths, in_place)
        assert report.instances.added == report.series.added == 0, "importing again adds nothing, whatever the order"
    assert [library.instances_of(row.uid) for row in (first, second)] == kept
    assert contents(library) == {path.read_bytes() for path in versions}


def test_two_versions_in_one_import_are_two_series(library: Library, tmp_path: Path) -> None:
    for path in slices(tmp_path / "cd"):
        other_pixels(path, tmp_path / "z" / path.name, 77)
    assert bring(library, [tmp_path / "cd", tmp_path / "z"]).instances.added == 6
    assert [row.instances for row in library.find_studies()] == [6]
    assert sorted(len(library.instances_of(row.uid)) for row in library.series_of("1.2.840.99.7")) == [3, 3]
    assert bring(library, [tmp_path / "z"]).instances.added == 0
    assert bring(library, [tmp_path / "cd"]).instances.added == 0


def test_files_left_where_they_are_are_found_again_after_a_move(library: Library, tmp_path: Path) -> None:
    for path in slices(tmp_path / "disk" / "a"):
        other_pixels(path, tmp_path / "disk" / "b" / path.name, 77)
    bring(library, [tmp_path / "disk"], True)
    before = contents(library)
    (tmp_path / "disk").rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "b").rename(tmp_path / "elsewhere" / "0")  # now read before the others
    report = bring(library, [tmp_path / "elsewhere"], True)
    assert report.instances.added == 0 and contents(library) == before
    report = bring(library, [tmp_path / "elsewhere"])
    assert report.instances.added == 0 and contents(library) == before
    inside = [row.path for series in library.series_of("1.2.840.99.7") for row in library.instances_of(series.uid)]
    assert all(Path(path).is_relative_to(library.originals_folder) for path in inside), "a copy is kept in the library"


def test_names_in_an_archive_lead_nowhere(library: Library, tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    names = ["../../evil.dcm", str(tmp_path / "absolute.dcm"), "C:\\windows\\x.dcm"]
    archive = zipped(tmp_path / "evil.zip", dict(zip(names, content, strict=True)))
    before = set(tmp_path.rglob("*"))
    assert bring(library, [archive]).instances.added == 3
    new = {path for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert all(path.is_relative_to(library.originals_folder) for path in new if "library.db" not in path.name)


def test_a_bomb_is_refused_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "UNASKED_BYTES", 1 << 16)
    content = slices(tmp_path / "cd")[0].read_bytes()
    archive = zipped(tmp_path / "bomb.zip", {"1.dcm": content, "zeros": bytes(1 << 22)})
    (tmp_path / "out").mkdir()
    found = staged([archive, tmp_path / "cd"], tmp_path / "originals")
    assert [(problem.level, problem.where) for problem in found.problems] == [("refused", str(archive))]
    assert "far more" in found.problems[0].text and len(found.instances) == 3
    small = unpack(zipped(tmp_path / "b.zip", {"a": bytes(100), "b": bytes(100)}), tmp_path / "out", no_tick, 150)
    assert small.names == {} and len(small.problems) == 1 and list((tmp_path / "out").iterdir()) == []


def test_archives_in_an_archive_share_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten archives that each unpack to a size that one of theirs may have: the whole counts."""
    monkeypatch.setattr(archives, "UNASKED_BYTES", 1 << 16)
    inner = zipped(tmp_path / "inner.zip", {"a": os.urandom(8000) + bytes(200_000)}).read_bytes()
    archive = zipped(tmp_path / "outer.zip", {f"{number}.zip": inner for number in range(10)})
    alone, out = tmp_path / "alone", tmp_path / "out"
    alone.mkdir()
    out.mkdir()
    assert len(unpack(tmp_path / "inner.zip", alone, no_tick).names) == 1
    written = 0
    write = archives._Unpacking._write

    def counted(self: archives._Unpacking, opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
        nonlocal written
        try:
            write(self, opened, member, target)
        finally:
            written += target.stat().st_size

    monkeypatch.setattr(archives._Unpacking, "_write", counted)
    monkeypatch.setattr(archives, "MOST_EXPANSION", 12)
    found = unpack(archive, out, no_tick)
    assert found.names == {} and "far more" in found.problems[0].text and list(out.iterdir()) == []
    assert written <= 12 * archive.stat().st_size


def test_unpacking_does_not_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = zipped(tmp_path / "a.zip", {"a": os.urandom(3000)})
    (tmp_path / "out").mkdir()
    usage = type(shutil.disk_usage(tmp_path))
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: usage(20_000, 17_000, 3000))
    with pytest.raises(KnownError, match="more than the disk has room for"):
        unpack(archive, tmp_path / "out", no_tick)
    monkeypatch.setattr(archives.shutil, "disk_usage", lambda _: usage(20_000, 15_000, 5000))
    assert len(unpack(archive, tmp_path / "out", no_tick).names) == 1


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
    found = staged([archive, cut, locked], library.originals_folder)
    assert len(found.instances) == 1
    said = {Path(problem.where).name: problem.text for problem in found.problems}
    assert said.keys() == {"bad.dcm", "cut.zip", "x.dcm"}
    assert "damaged" in said["bad.dcm"] and "cannot be read" in said["cut.zip"] and "encrypted" in said["x.dcm"]


def test_a_path_that_is_not_there_stops_before_anything(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="no file or folder"):
        staged([tmp_path, tmp_path / "nowhere"], tmp_path / "originals")
    assert not (tmp_path / "originals").exists()


def test_an_empty_folder_is_an_empty_scan(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = bring(library, [tmp_path / "empty"])
    assert report.study_uids == () and library.log() == ()


def test_a_full_disk_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slices(tmp_path / "cd")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)  # what was written so far lies aside
    with pytest.raises(KnownError, match="disk is full"):
        staged([tmp_path / "cd"], tmp_path / "originals")
    assert [path for path in (tmp_path / "originals").rglob("*") if path.is_file()] == []


def test_a_file_that_goes_away_meanwhile_is_a_problem(tmp_path: Path) -> None:
    sources = slices(tmp_path / "cd")

    def tick(fraction: float, text: str) -> None:
        if text.startswith("Keeping files"):
            sources[1].unlink(missing_ok=True)

    found = staged([tmp_path / "cd"], tmp_path / "originals", tick)
    assert len(found.instances) == 2 and [problem.where for problem in found.problems] == [str(sources[1])]


def test_stopping_leaves_no_temporary_files(tmp_path: Path) -> None:
    content = slices(tmp_path / "cd")[0].read_bytes()
    archive = zipped(tmp_path / "a.zip", {"1": content})
    (tmp_path / "originals" / ".unpacked-0-old").mkdir(parents=True)

    def tick(fraction: float, text: str) -> None:
        if text.startswith("Keeping files"):
            raise CancelledError

    with pytest.raises(CancelledError):
        staged([archive], tmp_path / "originals", tick)
    assert list((tmp_path / "originals").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="file names that are no text exist on Linux only")
def test_a_file_name_that_is_no_text(library: Library, tmp_path: Path) -> None:
    source = slices(tmp_path / "cd", 1)[0]
    odd = tmp_path / "cd" / os.fsdecode(b"\xff\xfe.dcm")
    source.rename(odd)
    (tmp_path / "cd" / os.fsdecode(b"\xff.txt")).write_bytes(b"no DICOM")
    report = bring(library, [tmp_path / "cd"])
    assert report.instances.added == 1 and report.problems[0].where.encode()
    report = bring(library, [tmp_path / "cd"], True)
    assert [problem.level for problem in report.problems] == ["note", "refused"]


def test_progress_only_grows(tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    archive = zipped(tmp_path / "a.zip", {str(number): data for number, data in enumerate(content)})
    seen: list[float] = []
    staged([archive, tmp_path / "cd"], tmp_path / "originals", lambda fraction, text: seen.append(fraction))
    assert seen == sorted(seen) and seen[-1] == 1.0


def test_real_files(library: Library, real_data: Path) -> None:
    folder = real_data / "ct" / "ge_hispeed_head_tilt_varspacing"
    report = bring(library, [folder])
    assert report.instances.added == 28 and report.instances.refused == 0
    assert library.find_row("latest").instances == 28


def test_a_series_is_in_the_library_when_its_files_are(library: Library, tmp_path: Path) -> None:
    for study, date in (("1.2.840.98", "20240401"), ("1.2.840.97", "20240101")):
        for series in range(1, 4):
            for path in slices(tmp_path / "cd" / study / str(series), 2):
                dataset = pydicom.dcmread(path)
                dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study, f"{study}.{series}"
                dataset.SOPInstanceUID += f".{study[-2:]}{series}"
                dataset.StudyDate = date
                dataset.save_as(path)
    (tmp_path / "cd" / "notes.txt").write_text("no DICOM")
    seen: list[tuple[int, int]] = []

    def add(found: Scan) -> ImportReport:
        report = library.add(found)
        seen.append((len(library.find_studies()), sum(row.instances for row in library.find_studies())))
        return report

    report = import_paths([tmp_path / "cd"], library.originals_folder, False, add, no_tick)
    assert seen == [(1, 2), (1, 4), (1, 6), (2, 8), (2, 10), (2, 12), (2, 12)]
    assert report.study_uids == ("1.2.840.97", "1.2.840.98"), "the latest examination comes last"
    assert (report.studies.added, report.series.added, report.instances.added) == (2, 6, 12)
    assert [problem.text for problem in report.problems] == ["1 file is no medical image and was left out: 1 text."]
    again = bring(library, [tmp_path / "cd"])
    assert (again.studies.already, again.series.already, again.instances.already) == (2, 6, 12)
    assert again.instances.added == again.studies.added == 0


def test_what_was_added_before_a_stop_stays(library: Library, tmp_path: Path) -> None:
    for number in (1, 2):
        for path in slices(tmp_path / "cd" / str(number), 2):
            dataset = pydicom.dcmread(path)
            dataset.SeriesInstanceUID += f".{number}"
            dataset.SOPInstanceUID += f".{number}"
            dataset.save_as(path)

    def tick(fraction: float, text: str) -> None:
        if text.startswith("Keeping files") and library.find_studies():
            raise CancelledError

    with pytest.raises(CancelledError):
        import_paths([tmp_path / "cd"], library.originals_folder, False, library.add, tick)
    assert library.find_row("latest").instances == 2
    assert bring(library, [tmp_path / "cd"]).instances.added == 2


def test_files_too_large_for_memory_are_kept_byte_for_byte_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_READ_ONCE", 1000)
    originals = tmp_path / "originals"
    for size in (0, 999, 1000, 1001, 70_000):
        content = bytes(number % 251 for number in range(size))
        (tmp_path / "source").write_bytes(content)
        with files.Arriving(originals) as arriving:
            kept = arriving.store(tmp_path / "source")
            arriving.settle()
            assert kept.read_bytes() == content and kept.stem == hashlib.sha256(content).hexdigest()
            assert arriving.store(tmp_path / "source") == kept


def test_an_import_that_begins_while_another_copies_takes_nothing_from_it(tmp_path: Path) -> None:
    originals = tmp_path / "originals"
    (tmp_path / "one").write_bytes(b"one")
    (tmp_path / "two").write_bytes(b"two")
    first = files.Arriving(originals)
    with first:
        half = next(originals.glob(f"{files.ARRIVING}*")) / "half"
        half.write_bytes(b"written by the first")
        with files.Arriving(originals) as second:
            assert second.store(tmp_path / "two").read_bytes() == b"two"
        assert half.exists() and first.store(tmp_path / "one").read_bytes() == b"one"
    assert list(originals.glob(f"{files.ARRIVING}*")) == []


def test_what_a_killed_import_left_half_written_goes_with_the_next_one(tmp_path: Path) -> None:
    left = tmp_path / "originals" / f"{files.ARRIVING}-0-killed"
    left.mkdir(parents=True)
    (left / "half").write_bytes(b"half")
    with files.Arriving(tmp_path / "originals"):
        assert not left.exists()
