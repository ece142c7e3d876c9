"""Decision tables: gaps, overlaps and unreachable rows are found; files are read strictly."""

import copy
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from soak import count

import resources
from inference.report.calculators.book import book_of
from inference.report.guidelines.conditions import cuts, read_interval
from inference.report.guidelines.coverage import problems_of, reachable
from inference.report.guidelines.file import read_guideline
from viewer.case.errors import KnownError

SHIPPED = sorted(resources.path("guidelines").glob("*.toml"))
HEAD = 'id = "rule"\ntitle = "Rule"\nversion = "1"\ncitation = "ours, 2026"\nwhat = "A rule"\n'
SIZE = '[slots.size]\ntitle = "Size"\nunit = "mm"\nrange = [0, 100]\n'
KIND = '[slots.kind]\ntitle = "Kind"\nchoices = ["a", "b"]\n'


def read(rows: str, slots: str = SIZE) -> None:
    read_guideline(HEAD + rows + "\n" + slots)


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_every_shipped_table_answers_everything_exactly_once(path: Path) -> None:
    calculator, table = read_guideline(path.read_text(encoding="utf-8"))
    assert problems_of(table) == []
    assert calculator.id == path.stem


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_a_shipped_table_without_one_of_its_rows_has_a_gap(path: Path) -> None:
    _, table = read_guideline(path.read_text(encoding="utf-8"))
    for place in range(len(table.rows)):
        rows = (*table.rows[:place], *table.rows[place + 1 :])
        broken = type(table)(table.slots, rows, table.first, table.bands, table.total, table.after, table.categories)
        assert any("No row" in said for said in problems_of(broken)), place + 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('row = [{ when = { size = "<6" }, category = "x" }, { when = { size = ">6" }, category = "y" }]', "size = 6"),
        ('row = [{ when = { size = "<=6" }, category = "x" }, { when = { size = ">=6" }, category = "y" }]', "both hold"),
        ('row = [{ when = { size = "<6" }, category = "x" }]', "No row says"),
        ('row = [{ category = "x" }, { when = { size = "7" }, category = "y" }]', "both hold"),
        ('row = [{ when = { size = "about 6" }, category = "x" }]', "no condition on a number"),
        ('row = [{ when = { size = ">8, <6" }, category = "x" }]', "no number is"),
        ('row = [{ when = { size = "<6, <8" }, category = "x" }]', "twice on one side"),
        ('row = [{ when = { width = "<6" }, category = "x" }]', "no slot 'width'"),
        ('row = [{ when = { size = 6 }, category = "x" }]', "is no text"),
        ('row = [{ category = "x", colour = "red" }]', "means nothing"),
        ('row = [{ when = { size = "<6" } }]', "neither or both"),
        ('row = [{ category = "x", recommendation = "Do it. Then that" }]', "full stop"),
        ('row = [{ category = "x" }]\nrun = "import os"', "means nothing"),
        ('row = [{ category = "x" }]\nvector = [{ given = "size=7mm", category = "y" }]', "not 'y'"),
        ("row = []", "no \\[\\[row\\]\\]"),
        ("row = [", "cannot be read"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(rows: str, words: str) -> None:
    with pytest.raises(KnownError, match=words):
        read(rows)


def test_a_row_that_nothing_reaches_is_said() -> None:
    first = 'first = [{ when = { kind = "a" }, category = "x" }]\n'
    with pytest.raises(KnownError, match="Row 1 can never be reached"):
        read(first + 'row = [{ when = { kind = "a" }, category = "y" }, { when = { kind = "b" }, category = "z" }]', KIND)


def test_words_that_a_slot_does_not_have_are_refused() -> None:
    with pytest.raises(KnownError, match="never 'c'"):
        read('row = [{ when = { kind = ["a", "c"] }, category = "y" }]', KIND)


JUNK = (5, -1, 1.5, True, "x", "", [], {}, [1], ["a"], {"a": 1}, float("nan"), [[]], "<6")


def places(data: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in what a file holds."""
    yield before
    for key in data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ():
        yield from places(data[key], (*before, key))


def test_no_damaged_file_does_more_than_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(20260316)
    whole = [tomllib.loads(path.read_text(encoding="utf-8")) for path in SHIPPED]
    refused = 0
    for _ in range(count(20000)):
        data = copy.deepcopy(chance.choice(whole))
        for _ in range(chance.choice((1, 2))):
            *way, last = chance.choice(list(places(data))[1:])
            holder: Any = data
            for key in way:
                holder = holder[key]
            holder[last] = copy.deepcopy(chance.choice(JUNK))
        monkeypatch.setattr("inference.report.guidelines.file.tomllib.loads", lambda text, data=data: data)
        try:
            read_guideline("")
        except KnownError:
            refused += 1
    assert refused > count(20000) / 2


def test_a_file_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(KnownError, match="nested"):
        read_guideline("x = " + "[" * 50000)


def test_rounding_decides_what_lies_beside_a_bound() -> None:
    calculator, table = read_guideline(
        HEAD + 'row = [{ when = { size = "<=5" }, category = "x" }, { when = { size = ">=6" }, category = "y" }]\n' + SIZE + "decimals = 0\n"
    )
    assert problems_of(table) == []
    assert {5.0, 6.0} <= set(cuts(calculator.slot("size"), [read_interval("<=5")]))


def test_every_total_that_can_come_about_is_known() -> None:
    _, table = read_guideline(resources.path("guidelines", "ti-rads.toml").read_text(encoding="utf-8"))
    assert table.total is not None
    assert reachable(table.total, table.slots) == tuple(float(n) for n in range(0, 18))
    _, table = read_guideline(resources.path("guidelines", "aast-spleen.toml").read_text(encoding="utf-8"))
    assert table.total is not None
    assert reachable(table.total, table.slots) == (0.0, 1.0, 2.0, 3.0, 4.0, 5.0)


def test_a_file_of_the_site_replaces_one_of_the_same_id(tmp_path: Path) -> None:
    folder = tmp_path / "guidelines"
    folder.mkdir()
    text = resources.path("guidelines", "fleischner.toml").read_text(encoding="utf-8")
    (folder / "fleischner.toml").write_text(text.replace('version = "2017"', 'version = "2017, site 3"'), encoding="utf-8")
    (folder / "bad.toml").write_bytes(b"\xff\xfe")
    book = book_of(tmp_path)
    assert book.find("fleischner").version == "2017, site 3" and book.find("fleischner").site
    assert len(book.calculators) == len(book_of().calculators)
    assert book.problems == ("The guideline bad.toml cannot be read.",)
