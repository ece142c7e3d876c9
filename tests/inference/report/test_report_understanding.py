"""Other people's reports: chest findings over two collections, body CT and MR, any bytes, and spans that hold."""

import json
import time
from pathlib import Path

import pytest
from chest_texts import DEVELOP, HELD_OUT, STYLES, VARIED, count, f1, read_texts
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.commands.input_files import read_any_text
from inference.report.assertions import assert_text, assertion_to_json
from inference.report.lexicon import lexicon
from inference.report.phrasebook import words

FINDINGS = ("abnormality", "cardiomegaly")  # may be said by a normal organ, without their own words


@pytest.mark.parametrize(("path", "least"), [(DEVELOP, 0.99), (HELD_OUT, 0.97), (VARIED, 0.98), (STYLES, 0.98)])
def test_chest_findings_are_understood(path: Path, least: float) -> None:
    counts = count(read_texts(path))
    assert f1(counts.values()) >= least
    for finding, said in counts.items():
        assert said["right"] >= (1 if path in (VARIED, STYLES) else 3) and said["wrong"] + said["missed"] <= 2, (finding, said)


@pytest.mark.parametrize(
    ("text", "finding", "negated", "certainty", "context"),
    [
        ("No change in the pleural effusion.", "pleural effusion", False, "definite", ""),
        ("The effusion has nearly resolved.", "pleural effusion", False, "definite", ""),
        ("The effusion has completely resolved.", "pleural effusion", True, "definite", ""),
        ("No enlargement of the heart.", "cardiomegaly", True, "definite", ""),
        ("Removal of the chest tube with a small pneumothorax.", "pneumothorax", False, "definite", ""),
        ("Follow-up to document resolution of pneumonia.", "pneumonia", False, "definite", ""),
        ("No focal opacity suggestive of pneumonia.", "pneumonia", True, "possible", ""),
        ("Opacity consistent with pneumonia.", "pneumonia", False, "definite", ""),
        ("Left effusion, which may be loculated.", "pleural effusion", False, "definite", ""),
        ("Consolidation, pneumonia not excluded.", "consolidation", False, "definite", ""),
        ("Consolidation, pneumonia not excluded.", "pneumonia", False, "possible", ""),
        ("Atelectasis or pneumonia.", "atelectasis", False, "probable", ""),
        ("Atelectasis or scarring.", "atelectasis", False, "definite", ""),
        ("Infiltrate. Clinical correlation for pneumonia is recommended.", "pneumonia", False, "possible", ""),
        ("Correlate clinically for edema.", "edema", False, "possible", ""),
        ("Opacities; pneumonia could look similar.", "pneumonia", False, "possible", ""),
        ("The left effusion has been evacuated.", "pleural effusion", True, "definite", ""),
        ("COMPARISON: 2019. The infiltrates in both lower lobes have increased.", "infiltration", False, "definite", ""),
        ("History of lung cancer.", "malignancy", False, "possible", "history"),
        ("INDICATION: Pneumonia?\n\nFINDINGS: Clear.", "pneumonia", False, "possible", "question"),
        ("COMPARISON: CT with a nodule.\nFINDINGS: Clear.", "nodule", False, "possible", "history"),
        ("Hiatal hernia repair.", "hernia", False, "possible", "history"),
        ("Pneumothorax and consolidation have resolved; small effusion remains.", "pleural effusion", False, "definite", ""),
        ("Small effusion, pneumothorax not seen.", "pleural effusion", False, "definite", ""),
        ("No effusion and the heart is enlarged.", "cardiomegaly", False, "definite", ""),
        ("no acute infiltrate cardiomegaly is stable", "cardiomegaly", False, "definite", ""),
        ("Pleural effusion has not developed.", "pleural effusion", True, "definite", ""),
        ("A small effusion, not present on 5/14, is now seen.", "pleural effusion", False, "definite", ""),
        ("Atelectasis on the left has re-expanded.", "atelectasis", True, "definite", ""),
        ("The mass has increased, now 4.8 cm versus 3.9 cm.", "mass", False, "definite", ""),
        ("The nodule is larger, and PET-CT should be considered.", "nodule", False, "definite", ""),
        ("Pneumonia should be considered on this film.", "pneumonia", False, "possible", ""),
        ("The previously questioned nodule is a rib.", "nodule", False, "possible", ""),
        ("no pnuemothorax", "pneumothorax", True, "definite", ""),
        ("Pas de pneumothorax.", "pneumothorax", True, "definite", ""),
    ],
)
def test_what_is_denied_doubted_or_past(text: str, finding: str, negated: bool, certainty: str, context: str) -> None:
    row = next(row for row in assert_text(text) if row.finding == finding)
    assert (row.negated, row.certainty, row.context) == (negated, certainty, context)


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        ("No mass effect.", "mass"),
        ("Hyperinflated lungs with flattened diaphragms.", "emphysema"),
        ("Subcutaneous emphysema.", "emphysema"),
        ("Apical scarring.", "fibrosis"),
        ("Pericardial effusion.", "pleural effusion"),
        ("Disc herniation at L4-L5.", "hernia"),
        ("Airspace opacity.", "consolidation"),
        ("Pulmonary vascular congestion.", "edema"),
        ("Infusion port. Perfusion is normal. Diffusion is normal.", "pleural effusion"),
        ("Nodular contour of the liver.", "nodule"),
        ("Blunting of the left costophrenic angle.", "pleural effusion"),
    ],
)
def test_words_that_only_look_like_it(text: str, not_said: str) -> None:
    assert not_said not in {row.finding for row in assert_text(text)}


@pytest.mark.parametrize(
    ("text", "finding", "anatomy", "side", "sizes_mm"),
    [
        ("Liver: 1.4 cm hypodense lesion in segment VII.", "lesion", "liver segment", "none", [14.0]),
        ("1.2 cm left adrenal adenoma.", "adenoma", "adrenal gland", "left", [12.0]),
        ("Kidneys: Mild left hydronephrosis.", "hydronephrosis", "kidney", "left", []),
        ("A 2.1 x 1.8 cm mass in the head of the pancreas.", "mass", "pancreatic head", "none", [21.0, 18.0]),
        ("3.4 cm abdominal aortic aneurysm.", "aneurysm", "aorta", "none", [34.0]),
        ("Wall thickening of the sigmoid colon.", "wall thickening", "sigmoid colon", "none", []),
        ("L4-L5: broad-based disc bulge.", "disc herniation", "intervertebral disc", "none", []),
        ("Severe left foraminal narrowing.", "stenosis", "neural foramen", "left", []),
        ("Complex tear of the posterior horn of the medial meniscus.", "tear", "medial meniscus", "none", []),
        ("Left frontal subdural hematoma measuring 8 mm.", "haemorrhage", "frontal lobe", "left", [8.0]),
        ("Old lacunar infarct in the right basal ganglia.", "infarct", "basal ganglia", "right", []),
        ("Grade 2 splenic laceration.", "tear", "spleen", "none", []),
    ],
)
def test_body_ct_and_mr(text: str, finding: str, anatomy: str, side: str, sizes_mm: list[float]) -> None:
    row = next(assertion_to_json(row) for row in assert_text(text) if row.finding == finding)
    assert (row["anatomy"], row["side"], row["size_mm"], row["count"]) == (anatomy, side, sizes_mm, None)
    assert not row["negated"]


def test_a_size_a_change_and_the_day_of_the_earlier_study() -> None:
    text = "COMPARISON: 15 March 2019.\nFINDINGS: Nodule of 12 mm, previously 9 mm. A subcentimeter cyst.\n"
    nodule, cyst = (assertion_to_json(row) for row in assert_text(text))
    assert nodule["size_mm"] == [12.0] and nodule["prior_date"] == "2019-03-15"
    assert [(m["value"], m["unit"], m["prior"]) for m in nodule["measurements"]] == [(12.0, "mm", False), (9.0, "mm", True)]
    assert cyst["measurements"][0]["bound"] == "<" and cyst["prior_date"] is None


def test_a_distance_is_no_size_and_the_right_setting_no_side() -> None:
    tube, pneumonia = assert_text("ETT tip 4 cm above the carina. Possible pneumonia in the right clinical setting.")
    assert (tube.finding, tube.sizes_mm, pneumonia.side) == ("device", (), "")


def test_what_goes_on_about_a_denied_finding_claims_nothing() -> None:
    assert all(row.negated for row in assert_text("No pneumothorax. Unchanged. It is stable."))
    assert [row.finding for row in assert_text("Small effusion. The right kidney measures 10 cm.")] == ["pleural effusion"]


def test_sections_without_line_breaks_and_lines_without_full_stops() -> None:
    text = "INDICATION: Effusion. COMPARISON: None. FINDINGS: Heart size normal\nNo pneumothorax\nSmall hernia\nIMPRESSION: 1) Hernia 2) No mass"
    rows = [(row.section, row.finding, row.negated) for row in assert_text(text)]
    assert rows == [
        ("indication", "pleural effusion", False), ("findings", "cardiomegaly", True), ("findings", "pneumothorax", True),
        ("findings", "hernia", False), ("impression", "hernia", False), ("impression", "mass", True),
    ]  # fmt: skip


def test_a_dictation_with_spoken_signs() -> None:
    text = "findings colon no effusion comma small nodule on the left period heart is enlarged period impression colon nodule period"
    rows = [(row.section, row.finding, row.negated, text[row.start : row.end]) for row in assert_text(text)]
    assert rows == [
        ("findings", "pleural effusion", True, "effusion"), ("findings", "nodule", False, "nodule"),
        ("findings", "cardiomegaly", False, "heart is enlarged"), ("impression", "nodule", False, "nodule"),
    ]  # fmt: skip


_PIECES = st.sampled_from(
    ["No ", "effusion", "nodule", " or ", ", ", ". ", "\n", "\r\n", "FINDINGS:", "İ", "ß", "5 mm", "1 x 2 cm ", "XXXX", " may be ",
     "left ", "Lungs are clear", "normal ", "heart size ", ": ", "? ", "1. ", "\u00a0", "the largest ", "Three nodules", " is not seen", "IMPRESSION\n", "\ufeff"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_spans_hold_whatever_the_text(text: str) -> None:
    book = lexicon()
    for row in assert_text(text):
        said = text[row.start : row.end]
        assert 0 <= row.start < row.end <= len(text) and said.strip() and row.sentence in text
        named = {match.value for match in book.find_findings(said, words(said))}
        if row.finding not in FINDINGS and not (row.item or row.extreme) and book.find_findings(row.sentence, words(row.sentence)):
            assert row.finding in named, (row.finding, said)
        json.dumps(assertion_to_json(row))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Patient Müller: no effusion. Nodule of 5 mm.\r\n".encode(encoding))
    assert [(row.finding, row.negated) for row in assert_text(read_any_text(path))] == [("pleural effusion", True), ("nodule", False)]
    path.write_bytes(bytes(range(256)) * 20)
    assert_text(read_any_text(path))


@pytest.mark.parametrize("piece", ["no effusion or mass of 3 mm ", "No. ", "\n", "1 x ", "A\n", "FINDINGS: a\n", "(", " "])
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        started = time.process_time()
        assert_text(piece * (length // len(piece)))
        return time.process_time() - started

    seconds(1000)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.01)
