"""Terms for segments are found by the words a reader types, with the standard's codes."""

from __future__ import annotations

from viewer.dicom.segment_terms import find_terms, lesion_codes


def test_words_find_terms_by_their_beginnings_shortest_first() -> None:
    found = find_terms("low lob")
    assert found and all("lobe" in term.code.meaning.lower() for term in found)
    assert (found[0].code.scheme, found[0].code.value) == ("SCT", "90572001")
    assert next(term.code.value for term in find_terms("liver")) == "10200004"
    assert find_terms("no such thing") == ()


def test_all_terms_are_coded_once() -> None:
    every = find_terms("", 5000)
    assert len(every) > 800 and len({(term.code.scheme, term.code.value) for term in every}) == len(every)
    assert {term.code.scheme for term in every} == {"SCT", "DCM"} and all(term.code.meaning for term in every)
    assert {term.group for term in every} >= {"tissue", "lesion", "heart", "abdomen"}


def test_lesions_are_known_as_such() -> None:
    assert all((term.code.scheme, term.code.value) in lesion_codes() for term in find_terms("nodule") if term.group == "lesion")
    assert ("SCT", "10200004") not in lesion_codes()
