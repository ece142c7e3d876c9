"""Every vector of every calculator, and the examples of the page."""

import importlib.util
import re
from pathlib import Path

import pytest

from inference.report.calculators.asking import answer, read_inputs, split_pairs
from inference.report.calculators.book import book_of
from inference.report.calculators.model import Calculator, Vector
from inference.report.calculators.said import sentence
from inference.report.guidelines.file import read_guideline, wrong_in
from inference.report.sentences import split_report

BOOK = book_of()
DOCS = Path(__file__).parents[4] / "docs"
EVERY = [(one, vector) for one in BOOK.calculators for vector in one.vectors]
DEMANDED = (
    "fleischner", "lung-rads", "ti-rads", "li-rads", "bosniak", "pi-rads", "prostate-volume", "psa-density", "bi-rads", "o-rads-us",
    "o-rads-mri", "recist", "adrenal-washout", "agatston", "doubling-time", "abc2", "ellipsoid", "nascet", "evans", "egfr",
    "contrast-kidney", "bsa", "cockcroft-gault", "suvbw", "cobb", "lvef", "spleen", "haller", "cardiothoracic-ratio", "rv-lv", "aspects",
    "marshall", "rotterdam", "modified-fisher", "rano", "lugano", "deauville", "percist", "mrecist", "renal-score", "ctsi", "aast-spleen",
    "aast-liver", "aast-kidney", "abdominal-aorta", "liver-spleen", "pancreatic-cyst", "thyroid-incidental", "wells-pe", "meld-na",
    "child-pugh", "fib-4", "ich-score", "calcium-score", "ti-rads-growth", "bi-rads-likelihood",
)  # fmt: skip


@pytest.mark.parametrize(("calculator", "vector"), EVERY, ids=[f"{one.id}: {vector.given}" for one, vector in EVERY])
def test_every_vector_comes_out_as_it_says(calculator: Calculator, vector: Vector) -> None:
    assert wrong_in(calculator, vector) == ""


def test_all_that_is_wanted_is_there_with_vectors_and_a_citation() -> None:
    assert {one.id for one in BOOK.calculators} == set(DEMANDED)
    for one in BOOK.calculators:
        assert len(one.vectors) >= 2, one.id
        assert re.search(r"\d{4}|geometry", one.citation), one.id
        assert one.version and one.what and one.words, one.id


def test_a_wrong_vector_is_noticed() -> None:
    egfr = BOOK.find("egfr")
    assert "gives" in wrong_in(egfr, Vector("creatinine=1 age=50 sex=M", 92.0))
    assert "gives" in wrong_in(egfr, Vector("creatinine=1 age=50 sex=M", category="G2"))
    assert "not refused" in wrong_in(egfr, Vector("creatinine=1 age=50 sex=M", refused="x"))
    assert "is refused" in wrong_in(egfr, Vector("creatinine=1 age=50", 91.69))


def test_every_answer_is_one_sentence_with_its_citation() -> None:
    for one, vector in EVERY:
        if not vector.refused:
            said = sentence(answer(one, read_inputs(one, split_pairs(vector.given))))
            assert said.endswith(f"({one.citation}).") and "\n" not in said
            assert [part.text for part in split_report(said)] == [said], said


def plain(name: str) -> str:
    return re.sub(r"\W|_", "", name.lower())


def test_names_aliases_and_words_find_one_calculator_each() -> None:
    for one in BOOK.calculators:
        assert BOOK.find(one.id.upper().replace("-", "_")) is one
        assert all(BOOK.find(alias) is one for alias in one.aliases), one.id
        assert one in BOOK.search(one.words[0])
    names = [name for one in BOOK.calculators for name in {plain(one.id), *map(plain, one.aliases)}]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_the_page_is_as_it_would_be_written_now_and_its_example_is_a_guideline() -> None:
    spec = importlib.util.spec_from_file_location("make_calculators", DOCS / "make_calculators.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = (DOCS / "calculators.md").read_text(encoding="utf-8")
    assert page == script.calculators_page()
    example = page.split("```toml\n")[1].split("```")[0]
    assert read_guideline(example)[0].id == "site-cyst"
