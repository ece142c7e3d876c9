"""What the reader did with each finding, derived from the log; merging, typing a finding, and who was told."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows import review
from desktop.workflows.communicate import communication_from
from desktop.workflows.facts import attested
from desktop.workflows.ground import ground
from viewer.case.calculation import Calculation
from viewer.case.communication import Communication
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.source import by
from viewer.case.terms import LEFT_LUNG, LESION, NODULE, RIGHT_LUNG, UNSPECIFIED_SITE, Code

UPPER_LOBE = Code("SCT", "45653009", "Upper lobe of lung")
MODEL, READER = "model:nodules@1", "user:Ada Reader"


def proposed(id: str, side: str = "left", evidence: tuple[str, ...] = ()) -> Finding:
    return Finding(id, NODULE, LEFT_LUNG if side == "left" else RIGHT_LUNG, side, "", True, "definite", "proposed", evidence, by(MODEL))


@pytest.fixture
def case(tmp_path: Path) -> CaseStore:
    library = Library(tmp_path / "library")
    case = library.open_case("1.2.3")
    case.apply(Edit("Find", MODEL, tuple(Swap(None, proposed(id)) for id in "abcdef")))
    return case


def test_the_five_states_follow_from_what_was_done(case: CaseStore) -> None:
    def now(id: str) -> Finding:
        found = case.find(Finding, id)
        assert found is not None
        return found

    assert set(attested(case).values()) == {"not attested"}
    case.apply(review.accept(now("a"), READER))
    case.apply(review.accept(now("b"), READER))
    case.apply(Edit("Correct finding", READER, (Swap(now("b"), replace(now("b"), what=LESION)),)))
    case.apply(review.reject(now("c"), READER))
    case.apply(Edit("Accept all", READER, tuple(Swap(now(id), replace(now(id), status="accepted")) for id in "de")))
    assert attested(case) == {
        "a": "confirmed", "b": "corrected", "c": "rejected", "d": "passively accepted", "e": "passively accepted", "f": "not attested",
    }  # fmt: skip
    case.apply(review.confirm(now("d"), READER))
    assert attested(case)["d"] == "confirmed"
    case.undo(READER)
    assert attested(case)["d"] == "passively accepted"
    case.apply(Edit("Correct finding", READER, (Swap(now("f"), replace(now("f"), side="right", where=RIGHT_LUNG)),)))
    assert attested(case)["f"] == "not attested"
    case.apply(review.accept(now("f"), READER))
    assert attested(case)["f"] == "corrected"
    case.undo(READER)
    assert attested(case)["f"] == "not attested"


def test_a_demonstration_and_a_model_confirm_nothing(case: CaseStore) -> None:
    for id, author in (("a", "user:demonstration"), ("b", MODEL), ("c", "import:elsewhere")):
        found = case.find(Finding, id)
        assert found is not None
        case.apply(review.accept(found, author))
        assert attested(case)[id] == "passively accepted"


def test_findings_merge_into_the_first_with_the_numbers_of_one() -> None:
    box = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
    numbers = {"e1": Quantity("long_axis", 7, "mm"), "e2": Quantity("long_axis", 8, "mm"), "e3": Quantity("short_axis", 6, "mm"), "e4": None}
    evidence = {id: Evidence(id, "1.2", "1.3", box, quantity, by(MODEL)) for id, quantity in numbers.items()}
    first, second = proposed("a", evidence=("e1", "e4")), replace(proposed("b", evidence=("e2", "e3")), zone="upper")
    edit = review.merge((replace(first, where=UNSPECIFIED_SITE, side="none"), second), evidence, READER)
    made = next(change.after for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, Finding))
    assert (made.id, made.where, made.side, made.zone, made.evidence_ids, made.status) == ("a", LEFT_LUNG, "left", "upper", ("e2", "e3", "e4"), "accepted")
    assert [change.key[1] for change in edit.changes if isinstance(change, Swap) and change.after is None] == ["b"]
    lobe = replace(first, where=UPPER_LOBE)
    made = next(change.after for change in review.merge((second, lobe), evidence, READER).changes if isinstance(change, Swap) and isinstance(change.after, Finding))
    assert (made.where, made.zone) == (LEFT_LUNG, "upper")
    made = next(change.after for change in review.merge((lobe, second), evidence, READER).changes if isinstance(change, Swap) and isinstance(change.after, Finding))
    assert (made.where, made.zone) == (UPPER_LOBE, ""), "a third of the lung is no third of a lobe"
    for wrong in ((first,), (first, proposed("c", "right")), (first, replace(second, present=False))):
        with pytest.raises(KnownError):
            review.merge(wrong, evidence, READER)


def test_pairs_and_calculations_follow_a_merged_finding() -> None:
    def pair(id: str, finding_id: str, prior: str, study: str = "1.9") -> LesionPair:
        here = (0.0, 0.0, 0.0)
        return LesionPair(id, finding_id, study, "20250101", prior, "Nodule", (), "1.9.1", "1.9.2", here, here, 0.0, "", by(MODEL))

    first, second = proposed("a"), proposed("b")
    calculation = Calculation("k", "fleischner", "2017", (), "", "CT in 6 months.", "b", by(READER))
    linked = (pair("new", "a", ""), pair("same", "b", "p1"), pair("older", "b", "p2", "1.8"), pair("apart", "c", "p3"), calculation)
    edit = review.merge((first, second), {}, READER, None, linked)
    swaps = {change.key[1]: change.after for change in edit.changes if isinstance(change, Swap)}
    assert swaps["new"] is None and "apart" not in swaps, "new before is paired now"
    assert all(getattr(swaps[id], "finding_id", "") == "a" for id in ("same", "older", "k"))


@pytest.mark.parametrize(
    ("text", "what", "side", "zone", "present", "sizes"),
    [
        ("6 mm nodule in the right upper lobe", "27925004", "right", "", True, [6.0]),
        ("12 x 9 mm cyst at the lower pole of the left kidney", "441457006", "left", "lower", True, [12.0, 9.0]),
        ("no left pleural effusion", "60046008", "left", "", False, []),
        ("possible pulmonary embolism", "59282003", "none", "", True, []),
    ],
)
def test_a_finding_is_typed(text: str, what: str, side: str, zone: str, present: bool, sizes: list[float]) -> None:
    edit = review.from_words(text, READER)
    made = [change.after for change in edit.changes if isinstance(change, Swap)]
    finding = next(row for row in made if isinstance(row, Finding))
    assert (finding.what.scheme, finding.what.value, finding.side, finding.zone, finding.present) == ("SCT", what, side, zone, present)
    assert [row.quantity for row in made if isinstance(row, Evidence)] == [
        Quantity(kind, size, "mm") for kind, size in zip(("long_axis", "short_axis"), sizes, strict=False)
    ]
    assert finding.status == "accepted" and finding.source.author == READER and finding.note == text


def test_words_without_one_finding_are_refused() -> None:
    for text in ("", "hello", "a nodule and an effusion"):
        with pytest.raises(KnownError):
            review.from_words(text, READER)


def test_who_was_told_is_kept_with_the_case(case: CaseStore) -> None:
    case.apply(communication_from("Dr Meyer, phone, read back", "Pulmonary embolism", READER))
    case.apply(communication_from("Sister Jones in person, not read back", "Pneumothorax", READER))
    first, second = case.all_of(Communication)
    assert (first.told, first.way, first.read_back) == ("Dr Meyer", "telephone", True)
    assert (second.told, second.way, second.read_back) == ("Sister Jones", "in person", False)
    assert first.text.startswith("Pulmonary embolism: told to Dr Meyer, telephone, 20") and first.text.endswith("UTC, read back.")
    for text in ("Dr Meyer", "phone", ""):
        with pytest.raises(KnownError):
            communication_from(text, "x", READER)


def test_a_typed_finding_has_no_place_to_go_to(case: CaseStore) -> None:
    edit = review.from_words("6 mm nodule in the right upper lobe", READER)
    case.apply(edit)
    rows = [change.after for change in edit.changes if isinstance(change, Swap)]
    evidence = {row.id: row for row in rows if isinstance(row, Evidence)}
    facts = FactTable(StudyFacts("CT", "CHEST", "20260101", "F", 50.0), case.all_of(Finding), evidence)
    located = ground("nodule in the right upper lobe", facts, case)
    assert not located.located and not located.regions and "without a place" in located.reason
