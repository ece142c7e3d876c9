"""The facts file: out and back, words without a code, and sentences for what is wrong in it."""

import json

import pytest
from fact_tables import make_facts

from inference.report.facts_file import code_from_word, facts_from_json, facts_to_json
from inference.report.lexicon import lexicon
from viewer.case.errors import KnownError
from viewer.case.terms import KIDNEY, NODULE, Code


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
    assert (finding.id, finding.side, finding.zone, finding.status, finding.present) == ("F1", "left", "lower", "accepted", True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"what": "nodule", "side": "port"}, "side is 'port'"),
        ({"where": "lung"}, "'what'"),
        ({"what": "nodule", "quantities": [{"kind": "long_axis", "value": "wide", "unit": "mm"}]}, "wide"),
        ({"what": "nodule", "change": {"state": "odd"}}, "change is 'odd'"),
    ],
)
def test_what_is_wrong_is_said_with_the_number_of_the_row(row: dict[str, object], said: str) -> None:
    with pytest.raises(KnownError, match="Finding 2") as caught:
        facts_from_json({"findings": [{"what": "cyst"}, row]})
    assert said in caught.value.text


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
