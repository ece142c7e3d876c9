"""The facts file: out and back, words without a code, and sentences for what is wrong in it."""

import json

import pytest
from fact_tables import make_facts

from inference.report.facts_file import code_from_word, facts_from_json, facts_to_json
from inference.report.lexicon import lexicon
from viewer.case.errors import KnownError
from viewer.case.finding import UCUM
from viewer.case.terms import KIDNEY, NODULE, Code
from viewer.dicom.write_measurement_sr import KINDS


@pytest.mark.parametrize("seed", range(20))
def test_a_fact_table_comes_back_as_it_went(seed: int) -> None:
    facts = make_facts(seed)
    first = facts_to_json(facts)
    again = facts_from_json(json.loads(json.dumps(first)))
    second = facts_to_json(again)
    for row in (*first["findings"], *second["findings"]):
        row.pop("author")
    assert second == first
    assert again.study == facts.study and again.changes == facts.changes
    assert [f.what for f in again.findings] == [f.what for f in facts.findings]


def test_words_become_codes_where_the_lexicon_has_one() -> None:
    assert code_from_word("nodule") == NODULE
    assert code_from_word("Kidney", place=True) == KIDNEY
    odd = code_from_word("mushroom sign")
    assert (odd.scheme, odd.value, odd.meaning) == ("99LIGHTBOX", "mushroom sign", "mushroom sign")


def test_the_side_may_stand_in_the_words_of_the_place() -> None:
    facts = facts_from_json({"findings": [{"what": "stone", "where": "lower pole of the left kidney"}]})
    finding = facts.findings[0]
    assert (finding.side, finding.zone, finding.status, finding.present) == ("left", "lower", "accepted", True)


def test_a_missing_id_is_a_fresh_one_every_time() -> None:
    data = {"findings": [{"what": "stone"}, {"what": "cyst", "id": ""}]}
    ids = [finding.id for _ in range(2) for finding in facts_from_json(data).findings]
    assert len(set(ids)) == 4 and all(ids)


def quantity(kind: str = "long_axis", value: object = 12.0, unit: object = "mm") -> dict[str, object]:
    return {"what": "nodule", "quantities": [{"kind": kind, "value": value, "unit": unit}]}


@pytest.mark.parametrize(
    ("unit", "kind", "value", "unit_read"),
    [
        ("MM", "long_axis", 12.0, "mm"), ("centimetres", "long_axis", 12.0, "cm"), ("mL", "volume", 12.0, "ml"), ("cc", "volume", 12.0, "ml"),
        ("cm³", "volume", 12.0, "ml"), ("mm3", "volume", 0.012, "ml"), ("Hounsfield units", "mean", 12.0, "HU"), ("hu", "sd", 12.0, "HU"),
        (None, "count", 12.0, "count"), ("raw", "mean", 12.0, "raw"),
    ],
)  # fmt: skip
def test_common_spellings_of_units_are_read(unit: object, kind: str, value: float, unit_read: str) -> None:
    facts = facts_from_json({"findings": [quantity(kind, 12.0, unit)]})
    (row,) = facts.quantities_of(facts.findings[0])
    assert (row.kind, row.unit) == (kind, unit_read) and row.value == pytest.approx(value)
    assert row.unit in UCUM and (row.kind in KINDS or row.kind in ("mean", "sd"))  # or it could not be exported


def test_an_attenuation_may_be_below_zero() -> None:
    facts = facts_from_json({"findings": [quantity("mean", -80, "HU")]})
    assert facts.quantities_of(facts.findings[0])[0].value == -80


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"what": "nodule", "side": "port"}, "side is 'port'"),
        ({"where": "lung"}, "it has no 'what'"),
        ({"what": "nodule", "quantities": [{"kind": "long_axis", "value": "wide", "unit": "mm"}]}, "wide"),
        ({"what": "nodule", "change": {"state": "odd"}}, "change is 'odd'"),
        ({"what": "nodule", "change": {"state": "larger", "prior_value": -3}}, "prior_value is -3, below zero"),
        ({"what": "nodule", "change": "larger"}, "change is 'larger'"),
        ({"what": "nodule", "present": "false"}, "present is 'false'"),
        ({"what": "nodule", "id": "1"}, "id '1' is that of an earlier finding"),
        (quantity(value=float("nan")), "long_axis is nan, not a finite number"),
        (quantity(value=float("inf")), "not a finite number"),
        (quantity(value=-1), "long_axis is -1, below zero"),
        (quantity(value="12"), "long_axis is '12', not a number"),
        (quantity(value=True), "not a number"),
        (quantity(value=None), "not a number"),
        (quantity(unit="furlong"), "unit of its long_axis is 'furlong', not one of mm, cm"),
        (quantity(unit=None), "unit of its long_axis is missing"),
        (quantity(unit="ml"), "unit of its long_axis is 'ml'"),
        (quantity(kind="smell", unit="raw"), "'smell', not one of"),
        (quantity(kind="diameter"), "'diameter', not one of"),
        (quantity(kind="count", value=1.5, unit="count"), "not a whole number"),
        ({"what": "nodule", "quantities": {"kind": "long_axis"}}, "quantities are no list"),
        ({"what": "nodule", "quantities": [3]}, "no object"),
        (7, "it is no object"),
    ],
)
def test_what_is_wrong_is_said_with_the_number_of_the_row(row: object, said: str) -> None:
    with pytest.raises(KnownError, match="Finding 2") as caught:
        facts_from_json({"findings": [{"what": "cyst", "id": "1"}, row]})
    assert said in caught.value.text and caught.value.text.endswith(".")


@pytest.mark.parametrize(
    "data", [[], {"findings": "none"}, {"study": "CT"}, {"study": {"age_years": "old"}}, {"study": {"age_years": float("nan")}}, {"study": {"priors": 3}}]
)
def test_what_is_no_facts_file_is_refused(data: object) -> None:
    with pytest.raises(KnownError, match="facts file"):
        facts_from_json(data)  # type: ignore[arg-type]


def test_the_lexicon_holds_together() -> None:
    book = lexicon()
    assert len(book.findings) > 80 and len(book.anatomy) > 60
    for term in book.findings.values():
        assert not term.kind_of or term.kind_of in book.findings, term.name
        assert not term.organ or term.organ in book.anatomy, term.name
        assert 0 < term.weight <= 1
    for place in book.anatomy.values():
        assert not place.organ or place.organ in book.anatomy, place.name
        assert all(other in book.anatomy for other in place.near), place.name
        assert place.organ != place.name or place.heading, place.name
    assert book.finding_of(Code("SCT", "0", "Kidney stone")) == "stone"
    assert book.anatomy_of(Code("SCT", "0", "Left lower lobe of lung")) == "lower lobe"
    assert book.is_kind_of("granuloma", "lesion") and not book.is_kind_of("lesion", "granuloma")
