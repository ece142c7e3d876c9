"""Folders as they come: links, loops, pipes, locked and deep ones; and the contents list of a CD."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phantom import phantom_geometry, slices_of, write_slice
from soak import count

from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.dicomdir import Contents, look_up, missing_said, read_references
from viewer.dicom.find_files import FoundFiles, find_files
from viewer.dicom.foreign import kind_of
from viewer.dicom.scan import scan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def names(found: FoundFiles, below: Path) -> list[str]:
    return [path.relative_to(below).as_posix() for path in found.root_of]


def said(found: FoundFiles) -> dict[str, tuple[str, str]]:
    return {Path(problem.where).name: (problem.level, problem.text) for problem in found.problems}


def test_every_regular_file_once_hidden_ones_too(tmp_path: Path) -> None:
    for name in ("b/2", "b/.hidden", "a.dcm", ".x/y"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_files([tmp_path, tmp_path / "a.dcm", tmp_path / "b"])
    assert names(found, tmp_path) == [".x/y", "a.dcm", "b/.hidden", "b/2"] and found.problems == ()
    assert set(found.root_of.values()) == {tmp_path}


def test_links_never_loop(tmp_path: Path) -> None:
    given, outside = tmp_path / "given", tmp_path / "outside"
    (given / "deep").mkdir(parents=True)
    outside.mkdir()
    (outside / "far").touch()
    (given / "here").touch()
    (given / "deep" / "loop").symlink_to(given)
    (given / "up").symlink_to("..")
    (given / "self").symlink_to("self")
    (given / "away").symlink_to(outside)
    (given / "file").symlink_to(outside / "far")
    (given / "broken").symlink_to("nowhere")
    found = find_files([given])
    assert names(found, given) == ["file", "here"]
    assert {name: level for name, (level, _) in said(found).items()} == {
        "away": "warning", "up": "warning", "self": "refused", "broken": "refused"
    }  # fmt: skip
    assert str(outside) in said(found)["away"][1]
    (tmp_path / "link").symlink_to(given)
    assert names(find_files([tmp_path / "link"]), tmp_path / "link") == ["file", "here"], "a link that was named is followed"


def test_nothing_waits_for_pipes_sockets_and_devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.dcm")
    (tmp_path / "zero").symlink_to("/dev/zero")
    monkeypatch.chdir(tmp_path)  # a socket's name is short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("socket")
        found = scan([tmp_path, tmp_path / "pipe.dcm", Path("/dev/null")], no_tick)
    assert found.instances == ()
    assert [problem.level for problem in found.problems] == ["note"] * 3 + ["refused"] * 2


def test_a_tree_deeper_than_python_s_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path("d")
    monkeypatch.chdir(tmp_path)
    for _ in range(1300):
        here.mkdir()
        os.chdir(here)
    Path("file").touch()
    os.chdir(tmp_path)
    try:
        found = find_files([tmp_path])
        assert [path.name for path in found.root_of] == ["file"] and found.problems == ()
    finally:
        inner, rest = Path("d/d"), Path("rest")
        while inner.is_dir():  # taken down from above: no cleaner of folders goes that deep
            inner.rename(rest)
            here.rmdir()
            rest.rename(here)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process of another user")
def test_a_folder_nobody_may_open_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    (tmp_path / "open.dcm").touch()
    outer = [parent for parent in tmp_path.parents if parent.stat().st_uid == os.geteuid() and parent != Path("/")]
    modes = {parent: parent.stat().st_mode for parent in (*outer, tmp_path)}
    reading, writing = os.pipe()
    try:
        for parent in modes:
            parent.chmod(0o755)
        folder.chmod(0)
        child = os.fork()
        if child == 0:
            if os.geteuid() == 0:
                os.setuid(65534)  # no permission stops root
            found = find_files([tmp_path, folder / "inside.dcm"])
            os.write(writing, repr(sorted((problem.level, problem.text) for problem in found.problems)).encode())
            os._exit(len(found.root_of))
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
        assert os.read(reading, 10_000).decode() == repr([
            ("refused", "The file cannot be opened: Permission denied."),
            ("refused", "The folder cannot be opened: Permission denied."),
        ])  # fmt: skip
    finally:
        folder.chmod(0o700)
        for parent, mode in modes.items():
            parent.chmod(mode)
        os.close(reading)
        os.close(writing)


def test_what_lies_beside_pictures_on_a_cd_is_one_note(tmp_path: Path) -> None:
    write_slice(tmp_path / "DICOM" / "IM1", slices_of(phantom_geometry((1, 6, 7)))[0])
    junk = ("autorun.inf", "viewer.exe", "lib.dll", "index.htm", "Thumbs.db", "DICOM/.DS_Store", "DICOM/._IM1", "a.gif", "README")
    for name in junk:
        (tmp_path / name).write_bytes(b"something" * 40)
    (tmp_path / "IM2").write_bytes(b"garbage" * 40)
    (tmp_path / "empty.dcm").touch()
    found = scan([tmp_path], no_tick)
    assert len(found.instances) == 1
    assert [Path(problem.where).name for problem in found.problems if problem.level == "refused"] == ["IM2", "empty.dcm"]
    (note,) = (problem for problem in found.problems if problem.level == "note")
    assert note.text.startswith("9 files are no medical images and were left out: 3 ") and note.where == str(tmp_path)
    (problem,) = scan([tmp_path / "README"], no_tick).problems
    assert problem.level == "refused", "a file that was named gets its own answer"


def test_dicom_by_any_name_is_read(tmp_path: Path) -> None:
    for number, name in enumerate(("a.jpg", "setup.exe", ".hidden", "Thumbs.db")):
        write_slice(tmp_path / name, slices_of(phantom_geometry((4, 6, 7)))[number])
    assert len(scan([tmp_path], no_tick).instances) == 4


@pytest.mark.parametrize(
    ("name", "kind"),
    [("x/VIEWER.EXE", "program"), ("Thumbs.db", "system file"), ("a\\b\\.DS_Store", "system file"), ("README", "text"),
     ("IM0001", ""), ("a.dcm", ""), ("scan.ima", ""), ("a.nii.gz", ""), ("b.7z", ""), ("", "")],
)  # fmt: skip
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(name) == kind


# a contents list


def real_dicomdir(name: str = "DICOMDIR") -> Path:
    path = Path(pydicom.__file__).parent / "data" / "test_files" / "dicomdirtests" / name
    if not path.exists():
        pytest.skip("this pydicom has no DICOMDIR")
    return path


@pytest.mark.parametrize("name", ["DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-implicit", "DICOMDIR-nooffset", "DICOMDIR-reordered"])
def test_every_way_to_write_a_dicomdir(name: str) -> None:
    path = real_dicomdir(name)
    references = read_references(path)
    assert len(references) == 31 and ("77654033", "CR1", "6154") in references
    below = [file.relative_to(path.parent).as_posix() for file in find_files([path.parent]).root_of]
    contents = look_up(references, below)
    assert len(contents.present) == 31 and contents.missing == ()


def test_names_on_a_disc_are_compared_loosely_but_never_lead_out() -> None:
    references = [("DICOM", "IM1"), ("DICOM", "IM2"), ("..", "etc", "passwd"), ("", "abs"), ("DICOM", "IM3")]
    contents = look_up(references, ["dicom/im1", "Dicom/IM2.;1", "etc/passwd", "IM3"])
    assert contents == Contents(("dicom/im1", "Dicom/IM2.;1"), ("../etc/passwd", "/abs", "DICOM/IM3"))
    text = missing_said([f"IM{n}" for n in range(8)], "x").text
    assert text == (
        "The DICOMDIR lists 8 files that are not there: IM0, IM1, IM2, IM3, IM4 and 3 more; the disc or its copy is incomplete."
    )


def test_a_damaged_dicomdir_is_a_sentence(tmp_path: Path) -> None:
    content = real_dicomdir().read_bytes()
    for size in (0, 100, 140, 400, 900):
        (tmp_path / "DICOMDIR").write_bytes(content[:size])
        try:
            assert len(read_references(tmp_path / "DICOMDIR")) < 31
        except KnownError as error:
            assert error.text == "This DICOMDIR is damaged."


@settings(max_examples=count(5000), deadline=None)
@given(st.data())
def test_no_dicomdir_is_an_error(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    content = bytearray(real_dicomdir().read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(132, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "DICOMDIR"
    path.write_bytes(content)
    try:
        look_up(read_references(path), ["a", "b/c"])
    except KnownError as error:
        assert error.advice
