"""Sentences that rest on a calculation: supported as computed, contradicted when they, the facts or the rule say otherwise."""

from dataclasses import replace

import pytest

from inference.report.calculators.asking import answer, read_inputs
from inference.report.calculators.book import Book, book_of
from inference.report.calculators.fill import Measured, fill
from inference.report.calculators.model import Given
from inference.report.calculators.recompute import as_record, recompute, recomputed
from inference.report.facts_file import facts_from_json
from inference.report.verify import Verdict, check
from viewer.case.calculation import Calculation
from viewer.case.facts import Change, FactTable
from viewer.case.finding import Quantity
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by

BOOK = book_of()
ME = by("user:test")
FOLLOW_UP = {"setting": "incidental", "risk": "low", "density": "solid"}


def facts(long_mm: float = 7.6, short_mm: float = 6.4, what: str = "nodule") -> FactTable:
    return facts_from_json({
        "study": {"modality": "CT", "date": "20260316", "sex": "M", "age_years": 63, "priors": ["20251114"]},
        "findings": [{
            "id": "n1", "what": what, "where": "lung", "side": "right",
            "quantities": [{"kind": "long_axis", "value": long_mm, "unit": "mm"}, {"kind": "short_axis", "value": short_mm, "unit": "mm"}],
        }],
    })  # fmt: skip


def computed(table: FactTable, name: str = "fleischner", **typed: str) -> Calculation:
    one = BOOK.find(name)
    found = fill(one, table, table.find_finding("n1")) | read_inputs(one, [f"{key}={value}" for key, value in (typed or FOLLOW_UP).items()])
    return as_record(answer(one, found), "c1", "n1", ME)


def verdicts(text: str, calculation: Calculation, table: FactTable, linked: bool = True) -> tuple[Verdict, ...]:
    table = replace(table, calculations=recomputed((calculation,), BOOK, table))
    evidence = ("n1:1", calculation.id) if linked else ()
    sentences = (Sentence("s1", text, ("n1",) if linked else (), evidence, ME),)
    return check(ReportDraft("d", "general", (Section("Impression", sentences),), ME), table).of_sentence("s1")


def test_what_is_filled_says_where_it_is_from() -> None:
    found = fill(BOOK.find("fleischner"), facts(), facts().find_finding("n1"))
    assert found["diameter"] == Given(7.0, "the mean of the finding's long and short axis", ("n1:1", "n1:2"))
    assert found["age"].value == 63.0 and found["count"].value == "single"
    named = facts(what="part-solid nodule")
    assert fill(BOOK.find("fleischner"), named, named.find_finding("n1"))["density"].value == "part-solid"
    assert fill(BOOK.find("egfr"), facts(), None)["sex"].value == "male"


def test_a_finding_of_another_organ_fills_nothing() -> None:
    table = facts()
    assert fill(BOOK.find("ti-rads"), table, table.find_finding("n1")) == {}
    assert fill(BOOK.find("thyroid-incidental"), table, table.find_finding("n1")).keys() == {"age"}
    assert "size" not in fill(BOOK.find("li-rads"), table, table.find_finding("n1"))
    assert "diameter" in fill(BOOK.find("lung-rads"), table, table.find_finding("n1"))


def test_a_change_and_a_measurement_fill_what_they_can() -> None:
    table = replace(facts(), changes={"n1": Change("20251114", "larger", 6.1)})
    found = fill(BOOK.find("doubling-time"), table, table.find_finding("n1"))
    assert found["before"].value == 6.1 and found["days"].value == 122.0 and found["now"].value == 7.6
    assert fill(BOOK.find("lung-rads"), table, table.find_finding("n1"))["stage"].value == "growing"
    drawn = Measured("ruler", (Quantity("length", 12.0, "mm"),))
    assert fill(BOOK.find("ti-rads"), facts(), None, drawn)["size"] == Given(12.0, "the selected ruler")
    assert "size" not in fill(BOOK.find("ti-rads"), facts(), None, Measured("ruler", (Quantity("length", 12.0, "px"),)))


def test_the_sentence_as_computed_is_supported() -> None:
    calculation = computed(facts())
    (verdict,) = verdicts(calculation.sentence, calculation, facts())
    assert verdict.verdict == "supported"
    assert "6 to 8 mm, low risk" in calculation.sentence and "MacMahon" in calculation.sentence


@pytest.mark.parametrize(
    ("old", "new"),
    [("6 to 12", "3 to 12"), ("24 months", "36 months"), ("6 to 8 mm", "6 to 9 mm"), ("CT at 6", "no CT at 6"), ("2017:", "2005:")],
)
def test_a_planted_error_is_contradicted(old: str, new: str) -> None:
    calculation = computed(facts())
    assert old in calculation.sentence
    (verdict,) = verdicts(calculation.sentence.replace(old, new, 1), calculation, facts())
    assert (verdict.verdict, verdict.kind) == ("contradicted", "guideline")


def test_a_finding_that_was_measured_anew_makes_it_contradicted() -> None:
    calculation = computed(facts())
    (verdict,) = verdicts(calculation.sentence, calculation, facts(long_mm=11.0))
    assert verdict.verdict == "contradicted" and "was 7 mm" in verdict.reason and "8.7 mm" in verdict.reason


def test_what_the_reader_typed_is_not_held_against_the_finding() -> None:
    calculation = computed(facts(), **FOLLOW_UP, diameter="9mm")
    (verdict,) = verdicts(calculation.sentence, calculation, facts())
    assert verdict.verdict == "supported"


def test_a_sentence_beside_it_is_judged_by_the_table() -> None:
    calculation = computed(facts())
    rows = verdicts(f"{calculation.sentence} There is a 40 mm mass in the left kidney.", calculation, facts())
    assert rows and all(row.kind != "guideline" for row in rows) and any(row.verdict in ("unsupported", "contradicted") for row in rows)


def test_a_category_that_was_typed_is_held_against_what_was_computed() -> None:
    calculation = computed(facts(), "lung-rads", kind="solid", stage="baseline", suspicious="no")
    assert calculation.category == "3"
    (wrong,) = verdicts("Lung-RADS 4A.", calculation, facts(), linked=False)
    assert (wrong.verdict, wrong.kind) == ("contradicted", "guideline")
    assert all(row.kind != "guideline" for row in verdicts("Lung-RADS v2022 category 3.", calculation, facts(), linked=False))


def test_another_version_of_the_rule_or_none_at_all_is_said() -> None:
    calculation = computed(facts())
    assert "version 2016" in recompute(replace(calculation, version="2016"), BOOK, facts()).problem
    assert "cannot be computed again" in recompute(calculation, Book(()), facts()).problem
    assert "Computed again it says" in recompute(replace(calculation, category="other"), BOOK, facts()).problem
    assert "no longer there" in recompute(replace(calculation, finding_id="gone"), BOOK, facts()).problem
    assert recompute(calculation, BOOK, facts()).problem == ""
