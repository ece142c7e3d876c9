"""What a hospital hands over: discs with a contents list, archives in archives, and disks that are gone."""

import io
import shutil
import stat
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from import_cases import SERIES, bring, slices, zipped
from soak import count

from desktop.store.archives import unpack
from desktop.store.library import Library
from desktop.workflows.open_series import open_series
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def disc(tmp_path: Path) -> Path:
    """pydicom's disc: 31 files of two patients, and their DICOMDIR."""
    source = Path(pydicom.__file__).parent / "data" / "test_files" / "dicomdirtests"
    if not (source / "DICOMDIR").exists():
        pytest.skip("this pydicom has no DICOMDIR")
    for name in ("77654033", "98892001", "98892003", "DICOMDIR"):
        copy = shutil.copytree if (source / name).is_dir() else shutil.copy
        copy(source / name, tmp_path / "disc" / name if (source / name).is_dir() else tmp_path / "disc")
    return tmp_path / "disc"


def refused(report_problems: object) -> dict[str, str]:
    return {Path(p.where).name: p.text for p in report_problems if p.level == "refused"}  # type: ignore[attr-defined]


def test_a_dicomdir_brings_what_it_lists_and_nothing_else(library: Library, disc: Path) -> None:
    slices(disc / "other")
    report = bring(library, [disc / "DICOMDIR"])
    assert (report.studies.added, report.series.added, report.instances.added, report.problems) == (6, 13, 31, ())
    report = bring(library, [disc])
    assert (report.studies.added, report.instances.added, report.instances.already, report.problems) == (1, 3, 31, ())


def test_what_a_dicomdir_promises_in_vain_is_said(library: Library, disc: Path) -> None:
    for folder in sorted(disc.rglob("*"), reverse=True):
        folder.rename(folder.with_name(folder.name.lower()))  # as some systems copy a disc
    (disc / "77654033" / "ct2" / "17106").unlink()
    report = bring(library, [disc / "dicomdir"])
    assert report.instances.added == 30
    (problem,) = report.problems
    assert problem.level == "warning" and problem.where == str(disc / "dicomdir")
    assert "a file that is not there: 77654033/CT2/17106;" in problem.text
    assert bring(library, [disc]).problems == report.problems
    archive = shutil.make_archive(str(disc.parent / "disc"), "zip", disc)
    (problem,) = bring(library, [Path(archive)]).problems
    assert problem.where == f"{archive}/dicomdir" and "77654033/CT2/17106" in problem.text


def test_a_dicomdir_that_cannot_be_read(library: Library, disc: Path) -> None:
    (disc / "DICOMDIR").write_bytes((disc / "DICOMDIR").read_bytes()[:300])
    report = bring(library, [disc / "DICOMDIR"])
    assert "damaged" in refused(report.problems)["DICOMDIR"] and report.instances.added == 0
    report = bring(library, [disc])
    assert report.instances.added == 31 and "DICOMDIR is damaged" in report.problems[0].text


def inside_out(content: dict[str, bytes], depth: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        for name, data in content.items():
            opened.writestr(name, data)
    return held.getvalue() if depth == 1 else inside_out({f"level{depth}.zip": held.getvalue()}, depth - 1)


def test_archives_in_archives_down_to_a_depth(library: Library, tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    (tmp_path / "two.zip").write_bytes(inside_out({"IM1": content[0], "viewer.exe": b"MZ"}, 2))
    (tmp_path / "three.zip").write_bytes(inside_out({"IM2": content[1]}, 3))
    (tmp_path / "four.zip").write_bytes(inside_out({"IM3": content[2]}, 4))
    report = bring(library, [tmp_path / name for name in ("two.zip", "three.zip", "four.zip")])
    assert report.instances.added == 2
    assert refused(report.problems) == {"level4.zip": "An archive this deep in other archives is not opened; unpack it by hand."}
    assert [path for path in library.originals_folder.iterdir() if path.name.startswith(".")] == []


def test_a_bomb_in_an_archive_is_found_by_one_budget(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("zeros", bytes(1 << 20))
    archive = zipped(tmp_path / "a.zip", {f"{number}.zip": held.getvalue() for number in range(8)})
    (tmp_path / "out").mkdir()
    found = unpack(archive, tmp_path / "out", no_tick, 5 << 20)
    assert found.names == {} and "far more" in found.problems[0].text and list((tmp_path / "out").iterdir()) == []


def test_links_and_twins_in_an_archive(library: Library, tmp_path: Path) -> None:
    content = [path.read_bytes() for path in slices(tmp_path / "cd")]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        link = zipfile.ZipInfo("link.dcm")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, str(tmp_path / "cd" / "slice3.dcm"))
        opened.writestr("same", content[0])
        opened.writestr("same", content[1])
    report = bring(library, [tmp_path / "a.zip"])
    assert report.instances.added == 2
    assert [(p.level, Path(p.where).name) for p in report.problems] == [("note", "link.dcm")]


@settings(max_examples=count(5000), deadline=None)
@given(data=st.data())
def test_no_archive_is_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("zip")
    method = data.draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as opened:
        for name in ("a", "b.zip", "ü/c"):
            opened.writestr(name, inside_out({"d": b"e" * 50}, 1) if name == "b.zip" else bytes(range(256)) * 4)
    content = bytearray(held.getvalue())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "a.zip").write_bytes(content[: data.draw(st.integers(30, len(content)))])
    found = unpack(folder / "a.zip", folder, no_tick)
    assert all(path.is_file() for path in found.names) and all(problem.text for problem in found.problems)
    shutil.rmtree(folder)


def test_a_disk_that_is_gone_is_explained(library: Library, tmp_path: Path) -> None:
    slices(tmp_path / "usb" / "study" / "ct")
    bring(library, [tmp_path / "usb"], True)
    (series,) = library.series_of("1.2.840.99.7")

    def opened() -> tuple[int, ...]:
        loaded = open_series(series, library.instances_of(SERIES), library.volumes_folder, decoder, no_tick)
        return loaded.stack.pixels.shape[:3]

    with Decoder() as decoder:
        (tmp_path / "usb").rename(tmp_path / "elsewhere")
        with pytest.raises(KnownError) as raised:
            opened()
        place, missing = tmp_path / "usb" / "study" / "ct", tmp_path / "usb"
        assert raised.value.text == f"This series was left in its place, {place}, and the folder {missing} is not there."
        assert "Connect its disk again" in raised.value.advice
        (tmp_path / "elsewhere").rename(tmp_path / "usb")
        assert opened() == (3, 2, 2)
        shutil.rmtree(library.volumes_folder)
        (tmp_path / "usb" / "study").rename(tmp_path / "kept")
        report = bring(library, [tmp_path / "kept"], True)
        assert report.instances.already == 3 and opened() == (3, 2, 2)
        for path in (tmp_path / "kept" / "ct").iterdir():
            path.unlink()
        with pytest.raises(KnownError, match="its files are gone from there"):
            opened()


def test_a_copy_that_is_gone_is_explained(library: Library, tmp_path: Path) -> None:
    slices(tmp_path / "cd")
    bring(library, [tmp_path / "cd"])
    (series,) = library.series_of("1.2.840.99.7")
    for path in library.originals_folder.rglob("*.dcm"):
        path.unlink()
    with Decoder() as decoder, pytest.raises(KnownError, match="own copy of this series is gone"):
        open_series(series, library.instances_of(SERIES), library.volumes_folder, decoder, no_tick)
    assert bring(library, [tmp_path / "cd"]).instances.already == 3
    assert all(Path(row.path).exists() for row in library.instances_of(SERIES))


def test_an_archive_that_was_cut_short_is_refused_in_plain_words(tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("scan.dcm", bytes(range(256)) * 40)
    data = whole.read_bytes()
    changed = bytearray(data)
    changed[200] ^= 1
    for damaged, said in ((data[: len(data) // 2], "probably cut short in a copy"), (bytes(changed), "not what was packed")):
        (tmp_path / "damaged.zip").write_bytes(damaged)
        (tmp_path / "out").mkdir()
        (problem,) = unpack(tmp_path / "damaged.zip", tmp_path / "out", no_tick).problems
        assert problem.level == "refused" and said in problem.text and "(" not in problem.text
        shutil.rmtree(tmp_path / "out")


def test_an_archive_cut_behind_one_that_lies_in_it_does_not_pass_for_whole(library: Library, tmp_path: Path) -> None:
    """The table of contents that is found at its end is that of the archive inside."""
    files = slices(tmp_path / "files")
    inner, outer = tmp_path / "inner.zip", tmp_path / "outer.zip"
    with zipfile.ZipFile(inner, "w") as archive:
        archive.write(files[0], "one.dcm")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(files[1], "two.dcm")
        archive.write(inner, "inner.zip")
        end = archive.fp.tell()  # type: ignore[union-attr]
        archive.write(files[2], "three.dcm")
    outer.write_bytes(outer.read_bytes()[:end])
    report = bring(library, [outer])
    assert report.instances.added == 1 and ["table of contents" in problem.text for problem in report.problems] == [True]


@pytest.mark.parametrize(("start", "kind"), [(b"Rar!\x1a\x07\x00", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"\x1f\x8b\x08", "gzip")])
def test_archives_of_other_kinds_are_called_by_name(library: Library, tmp_path: Path, start: bytes, kind: str) -> None:
    packed = tmp_path / "disc.bin"
    packed.write_bytes(start + bytes(500))
    (problem,) = bring(library, [packed]).problems
    assert problem.level == "refused" and kind in problem.text and "unpack it" in problem.text
