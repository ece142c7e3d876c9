"""What sentences say, by the rules: negation and its reach, doubt, side, place, size, change, number of findings."""

import json

import pytest

from inference.report.assertion import Assertion
from inference.report.assertions import assert_text, assertion_to_json


def said(text: str, finding: str) -> Assertion:
    return next(row for row in assert_text(text) if row.finding == finding)


@pytest.mark.parametrize(
    ("text", "finding", "negated", "certainty"),
    [
        ("There is no evidence of pneumothorax.", "pneumothorax", True, "definite"),
        ("There is no evidence of pneumothorax or focal consolidation.", "consolidation", True, "definite"),
        ("No focal consolidation, pleural effusion, or pneumothorax.", "pleural effusion", True, "definite"),
        ("No pneumothorax, small left pleural effusion.", "pleural effusion", False, "definite"),
        ("No pneumothorax but there is a small effusion.", "pleural effusion", False, "definite"),
        ("The lungs are clear without nodules.", "nodule", True, "definite"),
        ("Pleural effusion is not seen.", "pleural effusion", True, "definite"),
        ("The effusion has resolved.", "pleural effusion", True, "definite"),
        ("Pneumothorax: none.", "pneumothorax", True, "definite"),
        ("The heart is not enlarged.", "cardiomegaly", True, "definite"),
        ("Heart size is normal.", "cardiomegaly", True, "definite"),
        ("The heart is mildly enlarged.", "cardiomegaly", False, "definite"),
        ("Negative for acute fracture.", "fracture", True, "definite"),
        ("Pneumonia cannot be excluded.", "pneumonia", False, "possible"),
        ("Opacity at the left base, likely atelectasis.", "atelectasis", False, "probable"),
        ("Opacity at the left base, likely atelectasis.", "opacity", False, "definite"),
        ("Atelectasis versus pneumonia in the right lower lobe.", "atelectasis", False, "possible"),
        ("Findings suspicious for metastasis.", "metastasis", False, "possible"),
        ("No change in the nodule.", "nodule", False, "definite"),
        ("There is no longer a pneumothorax.", "pneumothorax", True, "definite"),
        ("Bilateral pleural effusions, no pneumothorax.", "pleural effusion", False, "definite"),
        ("The liver is unremarkable.", "abnormality", True, "definite"),
    ],
)
def test_negation_and_doubt(text: str, finding: str, negated: bool, certainty: str) -> None:
    row = said(text, finding)
    assert (row.negated, row.certainty) == (negated, certainty)


@pytest.mark.parametrize(
    ("text", "finding", "side", "organ", "anatomy"),
    [
        ("4 mm stone in the lower pole of the left kidney.", "stone", "left", "kidney", "kidney"),
        ("Left renal calculus and right renal cyst.", "cyst", "right", "kidney", "kidney"),
        ("Left renal calculus and right renal cyst.", "stone", "left", "kidney", "kidney"),
        ("Nodule in the left upper lobe, effusion on the right.", "nodule", "left", "lung", "upper lobe"),
        ("Nodule in the left upper lobe, effusion on the right.", "pleural effusion", "right", "pleura", "pleura"),
        ("RLL consolidation.", "consolidation", "right", "lung", "lower lobe"),
        ("Nodules and cysts in the right lung.", "nodule", "right", "lung", "lung"),
        ("In the left kidney there is a cyst.", "cyst", "left", "kidney", "kidney"),
        ("Bibasilar atelectasis.", "atelectasis", "bilateral", "lung", "lung base"),
        ("Small bilateral effusions.", "pleural effusion", "bilateral", "pleura", "pleura"),
    ],
)
def test_side_and_place(text: str, finding: str, side: str, organ: str, anatomy: str) -> None:
    row = said(text, finding)
    assert (row.side, row.organ, row.anatomy) == (side, organ, anatomy)


@pytest.mark.parametrize(
    ("text", "finding", "sizes_mm"),
    [
        ("A 12 x 9 mm nodule in the left lung.", "nodule", (12.0, 9.0)),
        ("A nodule measuring 0.9 x 1.2 cm.", "nodule", (12.0, 9.0)),
        ("A 4-mm nodule and a 2.1 cm cyst.", "nodule", (4.0,)),
        ("A 4-mm nodule and a 2.1 cm cyst.", "cyst", (21.0,)),
        ("There is a nodule. It measures 7.5 mm.", "nodule", (7.5,)),
        ("The nodule measures 8 mm, previously 6 mm.", "nodule", (8.0,)),
        ("The cyst is 3 cm x 25 mm x 2 cm.", "cyst", (30.0, 25.0, 20.0)),
    ],
)
def test_sizes_longest_first(text: str, finding: str, sizes_mm: tuple[float, ...]) -> None:
    assert [row.sizes_mm for row in assert_text(text) if row.finding == finding and row.sizes_mm] == [sizes_mm]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("The nodule has increased in size.", "larger"),
        ("Stable left lower lobe nodule.", "stable"),
        ("No significant interval change in the nodule.", "stable"),
        ("New nodule in the left lung.", "new"),
        ("The nodule is smaller.", "smaller"),
        ("Nodule in the left lung.", ""),
    ],
)
def test_change(text: str, change: str) -> None:
    assert said(text, "nodule").change == change


def test_a_group_and_its_largest_member() -> None:
    group, largest = assert_text("Three pulmonary nodules, the largest 12 mm in the lower zone of the right lung.")
    assert (group.count, group.side, group.sizes_mm) == (3, "", ())
    assert (largest.extreme, largest.side, largest.zone, largest.sizes_mm) == ("largest", "right", "lower", (12.0,))


def test_spans_and_sections_point_into_the_file() -> None:
    text = "INDICATION: Cough.\n\nFINDINGS:\nThere is a 5 mm nodule.\n\nIMPRESSION:\n1. Nodule.\n2. No effusion.\n"
    rows = [assertion_to_json(row) for row in assert_text(text)]
    assert [(row["section"], row["finding"]) for row in rows] == [
        ("findings", "nodule"),
        ("impression", "nodule"),
        ("impression", "pleural effusion"),
    ]
    assert [text[slice(*row["span"])] for row in rows] == ["nodule", "Nodule", "effusion"]
    assert rows[0]["sentence"] == "There is a 5 mm nodule." and rows[0]["size_mm"] == [5.0]
    assert rows[0]["change"] is None and rows[0]["side"] == "none"
    json.dumps(rows)
