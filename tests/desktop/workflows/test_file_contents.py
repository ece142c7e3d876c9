"""`lightbox doctor --files` names the files that changed since they were imported, and says what it read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from import_cases import SERIES, bring, slices

from desktop.commands.library_checks import library_checks
from desktop.store.library import Library
from viewer.case.progress import no_tick


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def said(library: Library, with_contents: bool) -> tuple[bool, str]:
    (found,) = ((ok, text) for name, ok, text in library_checks(library.folder, with_contents, no_tick) if name == "picture contents")
    return found


def test_one_changed_byte_of_the_librarys_own_copy_is_found(library: Library, tmp_path: Path) -> None:
    bring(library, [slices(tmp_path / "cd")[0].parent])
    assert said(library, True) == (True, "3 of the library's own are as they were copied")
    path = Path(library.instances_of(SERIES)[1].path)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert said(library, False) == (True, "not read; `lightbox doctor --files` reads every file")
    ok, text = said(library, True)
    assert not ok and text.startswith(f"1 changed or cannot be read, such as {path}; ") and text.endswith("2 of the library's own are as they were copied")
    path.unlink()
    check = library.check_contents(no_tick)
    assert (check.whole, check.left, check.changed) == (2, 0, ()), "a missing file is said as missing, not as changed"


def test_importing_again_mends_a_changed_copy(library: Library, tmp_path: Path) -> None:
    bring(library, [slices(tmp_path / "cd")[0].parent])
    path = Path(library.instances_of(SERIES)[1].path)
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert bring(library, [tmp_path / "cd"]).instances.already == 3
    assert path.read_bytes() == content and said(library, True)[0]


def test_another_object_in_the_place_of_one_that_was_left_there_is_found(library: Library, tmp_path: Path) -> None:
    paths = slices(tmp_path / "cd")
    bring(library, [tmp_path / "cd"], True)
    check = library.check_contents(no_tick)
    assert (check.whole, check.left, check.changed) == (0, 3, ())
    dataset = pydicom.dcmread(paths[1])
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.840.99.8.1"
    dataset.save_as(paths[1])
    paths[2].write_bytes(b"")
    check = library.check_contents(no_tick)
    assert check.left == 1 and set(check.changed) == set(paths[1:])
    ok, text = said(library, True)
    assert not ok and "size, time and header only: their pixels are not compared" in text
    shutil.rmtree(tmp_path / "cd")
    check = library.check_contents(no_tick)
    assert (check.whole, check.left, check.changed) == (0, 0, ())


def test_a_file_of_another_time_counts_as_changed_until_it_is_imported_again(library: Library, tmp_path: Path) -> None:
    paths = slices(tmp_path / "cd")
    bring(library, [tmp_path / "cd"], True)
    os.utime(paths[0], ns=(1, 1))
    assert library.check_contents(no_tick).changed == (paths[0],)
    bring(library, [tmp_path / "cd"], True)
    assert library.check_contents(no_tick).changed == ()
