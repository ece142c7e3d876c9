"""Series are added from a thread of their own while the library's own thread reads and writes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from store_cases import STUDY_UID, a_scan, add_ruler, ruler

from desktop.store.library import Library
from viewer.case.measurement import Ruler
from viewer.case.progress import CancelledError


def beside(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_edits_and_imports_at_the_same_time(tmp_path: Path) -> None:
    (tmp_path / "cd").mkdir()
    scans = [a_scan(tmp_path / "cd", f"1.2.9.{number}", instances=20) for number in range(40)]
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path / "cd"))
        case = library.open_case(STUDY_UID)

        def bring_in() -> None:
            with library.adding("user:import") as add:
                for scan in scans:
                    assert add(scan).instances.added == 20

        thread, drawn = beside(bring_in), 0
        while thread.is_alive() or drawn < 20:
            case.apply(add_ruler(ruler(f"r{drawn}")))
            library.set_setting("drawn", str(drawn))
            drawn += 1
            found = len(library.find_studies())
            assert 1 <= found <= library.count_studies(), "a whole series may come between the two questions, none goes"
        thread.join()
        assert library.count_studies() == 41
        assert library.add(scans[0]).instances.already == 20
        assert library.verify_log() is None, "entries of both threads are one chain"
    with Library(tmp_path / "library") as library:
        assert len(library.open_case(STUDY_UID).all_of(Ruler)) == drawn
        assert library.count_studies() == 41


def test_a_library_that_is_closed_takes_no_more(tmp_path: Path) -> None:
    scans = [a_scan(tmp_path, f"1.2.9.{number}") for number in range(2)]
    closed, errors = threading.Event(), list[BaseException]()
    library = Library(tmp_path / "library")

    def bring_in() -> None:
        with library.adding("user:import") as add:
            add(scans[0])
            first.set()
            closed.wait()
            try:
                add(scans[1])
            except CancelledError as error:
                errors.append(error)

    first = threading.Event()
    thread = beside(bring_in)
    first.wait()
    library.close()
    closed.set()
    thread.join()
    assert len(errors) == 1
    with Library(tmp_path / "library") as again:
        assert [row.study.uid for row in again.find_studies()] == ["1.2.9.0"]


def test_a_library_for_reading_takes_nothing(tmp_path: Path) -> None:
    Library(tmp_path).close()
    with Library(tmp_path, read_only=True) as library, pytest.raises(Exception, match="reading only"), library.adding("me"):
        pass
