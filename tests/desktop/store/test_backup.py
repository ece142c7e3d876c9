"""Copies of the database: when they are made, what is never kept, and what is said of a database that is gone."""

import os
import sqlite3
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from store_cases import a_scan

from desktop.app import open_desktop
from desktop.cli import main
from desktop.store import backup
from desktop.store.library import Library
from desktop.store.lock import find_holder
from desktop.store.phrases import FILE as PHRASES
from desktop.store.phrases import PhraseTable
from viewer.case.errors import KnownError

DAY_S = 86_400.0


def age(path: Path, days: float) -> None:
    moment = time.time() - days * DAY_S
    os.utime(path, (moment, moment))


def stored_studies(path: Path) -> int:
    connection = sqlite3.connect(path)
    number = connection.execute("select count(*) from study").fetchone()[0]
    connection.close()
    return int(number)


def test_a_copy_a_day_and_the_newest_three(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    for number in range(1, 7):
        with Library(folder) as library:
            library.add(a_scan(tmp_path, f"1.2.840.99.{number}"))
        with Library(folder) as library:  # the same day: no second copy
            library.set_setting("a", str(number))
        found = backup.backups_of(library.database)
        assert len(found) == min(number, 3) and stored_studies(found[0].path) == number
        for one in reversed(found):
            days = (time.time() - one.made.timestamp()) / DAY_S + 1.01
            age(one.path, days)
            one.path.rename(one.path.with_name(f"library-2026{20 - round(days):04}.db"))
    with Library(folder, read_only=True) as reader:
        assert len(reader.find_studies()) == 6
    assert sorted(stored_studies(one.path) for one in backup.backups_of(library.database)) == [4, 5, 6]


def test_the_readers_own_words_are_copied_too(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.add(a_scan(tmp_path))
        PhraseTable(tmp_path).keep("nl", "The lungs are clear.")
    (copy,) = (tmp_path / backup.FOLDER).glob("phrases-*.db")
    copy.replace(tmp_path / PHRASES)
    assert PhraseTable(tmp_path).text_of("nl") == "The lungs are clear."
    (tmp_path / PHRASES).write_bytes(b"broken" * 1000)
    backup.back_up(library.database)
    assert not [*(tmp_path / backup.FOLDER).glob("phrases-*")] and backup.backups_of(library.database)


def test_what_did_not_change_is_not_copied_again(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        library.add(a_scan(tmp_path))
    (one,) = backup.backups_of(library.database)
    age(library.database, 5)
    age(one.path, 4)
    assert not backup.is_due(library.database)
    Library(tmp_path).close()
    assert [row.path for row in backup.backups_of(library.database)] == [one.path]


def test_a_copy_is_made_beside_the_writer_and_is_of_one_moment(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path))
        copy = backup.back_up(library.database)
        library.add(a_scan(tmp_path, "1.2.840.99.2"))
        assert stored_studies(copy) == 1 and backup.find_damage(copy) == ""
        assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_damaged_database_pushes_no_good_copy_out(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path, instances=500))
    (good,) = backup.backups_of(library.database)
    damaged = bytearray(library.database.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 20_000] = os.urandom(20_000)
    library.database.write_bytes(damaged)
    with pytest.raises(KnownError, match=r"library\.db is damaged.*doctor --repair"):
        backup.back_up(library.database)
    assert list(good.path.parent.iterdir()) == [good.path]


def test_a_database_that_is_gone_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path))
    library.database.unlink()
    for read_only in (False, True):
        with pytest.raises(KnownError, match=r"library\.db is missing.*doctor --repair"):
            Library(tmp_path / "library", read_only)
    assert not library.database.exists()


def test_who_writes_a_library_is_told(tmp_path: Path) -> None:
    assert find_holder(tmp_path) == ""
    with Library(tmp_path):
        assert f"process {os.getpid()}" in find_holder(tmp_path)
    assert find_holder(tmp_path) == ""


def test_a_large_database_is_not_copied_while_somebody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "WITHOUT_WAITING_BYTES", 1000)
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path))
    assert backup.backups_of(library.database) == ()
    assert main(["doctor", "--backup", "--library", str(library.folder)]) == 0
    assert len(backup.backups_of(library.database)) == 1


def test_the_window_copies_on_a_thread(qtbot: QtBot, tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        library.add(a_scan(tmp_path))
    for one in backup.backups_of(library.database):
        one.path.unlink()
    desktop = open_desktop(tmp_path / "library")
    desktop.warm_up()
    assert desktop.wait_idle(60)
    (made,) = backup.backups_of(library.database)
    assert stored_studies(made.path) == 1
    desktop.close()
