"""A library of many studies in the real window: found at once, scrolled through, opened with few questions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from soak import count

from benchmarks.library import fill, queries
from desktop.app import Desktop, open_desktop
from desktop.settings import Settings, save_settings
from desktop.windows.worklist import PAGE

STUDIES, INSTANCES = count(100_000), count(20_000_000)
MOST_QUESTIONS = 40
"""So many statements opening a study may take, whatever is in it."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big") / "library"
    fill(folder, STUDIES, INSTANCES)
    return folder


@pytest.fixture
def big(qtbot: QtBot, filled: Path) -> Iterator[Desktop]:
    save_settings(Settings(reader_name="Ada Reader"))
    desktop = open_desktop(filled)
    desktop.window.resize(1280, 800)
    desktop.window.show()
    qtbot.waitActive(desktop.window)
    yield desktop
    desktop.close()
    QApplication.processEvents()


def test_pages_are_the_whole_list_in_order(big: Desktop) -> None:
    library = big.library
    for query in ("", "p", "2", "ct", "ma", "ct thorax", "2019-0", *queries(random.Random(5), 40)):
        whole = library.find_studies(query)
        assert library.count_studies(query) == len(whole)
        keys = [(row.study.date, row.study.time) for row in whole]
        assert keys == sorted(keys, reverse=True)
        for offset in (0, 7, len(whole) // 2, max(0, len(whole) - 3)):
            assert library.find_studies(query, 50, offset) == whole[offset : offset + 50], (query, offset)


def test_many_found_studies_are_walked_in_order(big: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two ways to a page give the same one."""
    for query in ("p", "ct", "ma"):
        direct = big.library.find_studies(query, 100, 30)
        monkeypatch.setattr("desktop.store.worklist.MANY", 0)
        assert big.library.find_studies(query, 100, 30) == direct
        monkeypatch.undo()


def test_the_list_grows_as_it_is_scrolled(big: Desktop) -> None:
    worklist = big.window.worklist
    assert worklist.count.text() == f"{STUDIES:,} studies" and len(worklist.model.rows) == PAGE
    bar = worklist.table.verticalScrollBar()
    for pages in range(2, 8):
        bar.setValue(bar.maximum())
        QApplication.processEvents()
        assert len(worklist.model.rows) == min(STUDIES, pages * PAGE)
    uids = [row.uid for row in worklist.model.rows]
    assert len(set(uids)) == len(uids)
    assert uids == [row.study.uid for row in big.library.find_studies("", len(uids))]
    worklist.table.selectRow(500)
    bar.setValue(490)
    big.refresh_worklist()
    assert (worklist.selected_uid, bar.value(), len(worklist.model.rows)) == (uids[500], 490, len(uids)), "nothing moves by itself"


def test_priors_are_counted_as_they_are_found(big: Desktop) -> None:
    found = big.library.find_studies("", 40)
    counts = big.library.count_priors(found)
    assert sum(counts.values()) > 0
    assert [counts.get(row.study.uid, 0) for row in found] == [len(big.library.priors_of(row.study)) for row in found]


def test_a_page_takes_a_bounded_number_of_questions(big: Desktop) -> None:
    asked: list[str] = []
    big.library._db.conn.set_trace_callback(asked.append)
    big.refresh_worklist()
    big.library._db.conn.set_trace_callback(None)
    assert len(asked) < 15, asked


def test_opening_a_study_takes_a_bounded_number_of_questions(big: Desktop) -> None:
    few, many = (row.study.uid for row in big.library.find_studies("", 2))
    execute = big.library._db.conn.execute
    columns = [row[1] for row in execute("pragma table_info(series)")]
    copied = ", ".join(name if name not in ("uid", "number") else "?" for name in columns)
    for number in range(10, 70):
        execute(f"insert into series select {copied} from series where uid = ?", _in_order(columns, f"{many}.x{number}", number, f"{many}.1"))
    big.library._db.conn.commit()
    took: list[int] = []
    for uid in (few, many):
        asked: list[str] = []
        big.library._db.conn.set_trace_callback(asked.append)
        big.open_study(uid)
        big.wait_idle(30)
        big.library._db.conn.set_trace_callback(None)
        assert big.study is not None and big.study.uid == uid
        took.append(len(asked))
    big.show("worklist")
    assert took[1] <= took[0] + 2 and max(took) <= MOST_QUESTIONS, took


def _in_order(columns: list[str], uid: str, number: int, like: str) -> list[str | int]:
    """Values for the two question marks as they stand in the row, and for the one at the end."""
    return [*({"uid": uid, "number": number}[name] for name in columns if name in ("uid", "number")), like]
