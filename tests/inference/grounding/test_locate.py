"""A phrase leads to the finding or structure it names, and to nothing when there is none."""

from dataclasses import replace

import pytest

from inference.grounding.locate import Located, locate
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.geometry import Box, Geometry
from viewer.case.segmentation import Label, LabelStatistics, Segmentation
from viewer.case.source import Source
from viewer.case.terms import AIRWAYS, BODY, BONE, LEFT_LUNG, LESION, LUNG, NODULE, RIGHT_LUNG, UNSPECIFIED_SITE, Code

ME = Source("user:reader", "2026-01-01T00:00:00Z")
GRID = Geometry.from_matrix((2, 2, 2), [[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]], "frame")


def box(n: float) -> Box:
    return (n, n, n), (n + 10, n + 10, n + 30)


def finding(id: str, side: str, zone: str, size_mm: float, **changes: object) -> tuple[Finding, Evidence]:
    place = box(float(id[1:]))
    evidence = Evidence(f"e{id}", "series", "frame", place, Quantity("long_axis", size_mm, "mm"), ME, "seg", 1)
    record = Finding(id, NODULE, LUNG, side, zone, True, "definite", "proposed", (evidence.id,), ME)
    return replace(record, **changes), evidence  # type: ignore[arg-type]


ROWS = [
    finding("n1", "left", "lower", 12.0, status="accepted"),
    finding("n2", "right", "upper", 8.0),
    finding("n3", "right", "upper", 6.0),
    finding("n4", "left", "upper", 5.0, status="rejected"),
    finding("n5", "none", "", 20.0, what=LESION, where=UNSPECIFIED_SITE),
]
FACTS = FactTable(
    StudyFacts("CT", "CHEST", "20260101", "F", 60.0),
    tuple(row for row, _ in ROWS),
    {evidence.id: evidence for _, evidence in ROWS},
)
LABELS = (
    Label(1, "body", BODY, includes=(2, 3)),
    Label(2, "lung left", LEFT_LUNG, "left"),
    Label(3, "lung right", RIGHT_LUNG, "right"),
    Label(4, "airways", AIRWAYS, "midline"),
    Label(5, "bones", BONE),
    Label(6, "nodule candidate 1", NODULE, "left"),
)
STATISTICS = tuple(LabelStatistics(label.number, 1.0, 0.0, 1.0, (0, 0, 0), box(label.number * 100)) for label in LABELS)
SEGMENTATIONS = [Segmentation("seg", "series", "rules", GRID, LABELS, STATISTICS, "seg.npy", ME)]


def ask(phrase: str) -> Located:
    return locate(phrase, FACTS, SEGMENTATIONS)


@pytest.mark.parametrize(
    ("phrase", "best"),
    [
        ("nodule in the left lower lung", "n1"),
        ("nodule in the left lower lobe", "n1"),
        ("There is a 12 mm solid nodule in the left lower zone.", "n1"),
        ("left lower lobe pulmonary nodule", "n1"),
        ("8 mm nodule in the right upper lobe", "n2"),
        ("6 mm nodule in the right upper lobe", "n3"),
        ("the nodule in the left lung", "n1"),
        ("left lung lesion", "n1"),
        ("20 mm lesion", "n5"),
    ],
)
def test_a_finding_is_located_where_its_evidence_is(phrase: str, best: str) -> None:
    got = ask(phrase)
    assert got.located and got.reason == ""
    first = got.regions[0]
    assert first.finding_id == best
    assert first.box_lps == box(float(best[1:]))
    assert (first.series_uid, first.segmentation_id) == ("series", "seg")
    scores = [region.score for region in got.regions]
    assert scores == sorted(scores, reverse=True) and scores[-1] > 0 and scores[0] <= 1


def test_every_nodule_when_the_place_is_not_said() -> None:
    assert {region.finding_id for region in ask("pulmonary nodules").regions} >= {"n1", "n2", "n3"}
    assert "n4" not in {region.finding_id for region in ask("nodule").regions}


def test_a_zone_outright_is_surer_than_a_lobe() -> None:
    assert ask("nodule in the left lower zone").regions[0].score > ask("left lower lobe nodule").regions[0].score


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("no effusion", "no pleural effusion"),
        ("No nodule in the left lung.", "no nodule"),
        ("nodule in the left upper lobe", "no nodule in the left upper lobe"),  # rejected
        ("nodule in the right lower lung", "no nodule"),
        ("liver cyst", "no cyst"),
        ("nodule in the liver", "no nodule in the liver"),
        ("pneumothorax", "no pneumothorax"),
        ("30 mm nodule in the right upper lobe", "no nodule"),
        ("pancreas", "No outline"),
        ("left kidney", "No outline"),
        ("no pancreas", "absent"),
        ("the quick brown fox", "known by the words"),
        ("", "known by the words"),
    ],
)
def test_what_is_not_there_is_not_located_and_it_says_why(phrase: str, why: str) -> None:
    got = ask(phrase)
    assert not got.located and got.regions == ()
    assert why in got.reason


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        ("left lung", [2]),
        ("right lung", [3]),
        ("lungs", [2, 3]),
        ("airways", [4]),
        ("bones", [5]),
        ("the skeleton", [5]),
        ("body", [1]),
    ],
)
def test_a_structure_is_its_outline(phrase: str, numbers: list[int]) -> None:
    got = ask(phrase)
    assert [region.box_lps for region in got.regions] == [box(number * 100) for number in numbers]
    assert all(region.score == 1.0 and region.finding_id == "" for region in got.regions)


@pytest.mark.parametrize("phrase", ["trachea", "the carina", "main bronchi"])
def test_a_part_of_the_airways_is_shown_as_the_airways_and_it_is_said(phrase: str) -> None:
    got = ask(phrase)
    assert [region.box_lps for region in got.regions] == [box(400)]
    assert got.regions[0].score <= 0.5 and "part of the airway" in got.reason


def test_airways_have_their_own_code() -> None:
    labels = (Label(4, "airways", Code("SCT", "89187006", "Airway structure"), "midline"),)
    segmentation = Segmentation("seg", "series", "rules", GRID, labels, STATISTICS, "seg.npy", ME)
    assert locate("airways", FACTS, [segmentation]).regions[0].score == 1.0
    assert locate("trachea", FACTS, [segmentation]).regions[0].score <= 0.5
    trachea = Segmentation("seg", "series", "rules", GRID, (Label(4, "trachea", Code("SCT", "44567001", "Trachea"), "midline"),), STATISTICS, "seg.npy", ME)
    assert locate("trachea", FACTS, [trachea]).regions[0].score == 1.0


@pytest.mark.parametrize(
    ("phrase", "id"),
    [
        ("largest nodule", "n1"),
        ("the smallest nodule", "n3"),
        ("the largest nodule in the right lung", "n2"),
        ("Largest right upper lobe nodule", "n2"),
        ("largest lesion", "n5"),
        ("the second largest nodule", "n2"),
    ],
)
def test_a_superlative_is_one_finding(phrase: str, id: str) -> None:
    assert [region.finding_id for region in ask(phrase).regions] == [id]


def test_a_size_that_no_finding_has_is_said_truthfully() -> None:
    assert ask("40 mm nodule").reason == "There is no nodule of about 40 mm; the largest is 12 mm."
    reason = ask("30 mm nodule in the right upper lobe").reason
    assert reason == "There is no nodule of about 30 mm in the right upper lobe of the lung; the largest is 8.0 mm."


def test_a_list_is_located_entry_by_entry() -> None:
    got = ask("Nodules: 12 mm in the left lower lobe and 8 mm in the right upper lobe.")
    assert {region.finding_id for region in got.regions if region.score > 0.7} == {"n1", "n2"}


@pytest.mark.parametrize("phrase", ["left lower lobe", "left lower lung", "lower zone of the left lung"])
def test_a_part_of_a_lung_is_a_third_of_it(phrase: str) -> None:
    (region,) = ask(phrase).regions
    assert region.box_lps == ((200, 200, 200), (210, 210, 210))
