"""The check of a whole text: against the patient, against itself, and on normal reports of many styles."""

import random
import re

import pytest
from fact_tables import make_facts
from normal_reports import DEVELOP, HELD_OUT, make_normal
from planted_text import TEXT_PLANTS
from soak import count

from inference.report.critical import critical_rules
from inference.report.facts_file import facts_from_json
from inference.report.lexicon import lexicon
from inference.report.phrasebook import words
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from inference.report.verify import Check, check_text
from viewer.case.facts import FactTable
from viewer.case.source import by


def facts(modality: str = "CT", part: str = "CHEST", sex: str = "M", *findings: object) -> FactTable:
    study = {"modality": modality, "body_part": part, "date": "20261114", "sex": sex, "age_years": 60, "priors": []}
    return facts_from_json({"study": study, "findings": list(findings)})


def kinds(text: str, table: FactTable | None = None) -> list[str]:
    return [row.kind for row in check_text(text, table or facts()).verdicts if row.blocking]


@pytest.mark.parametrize("path", [DEVELOP, HELD_OUT], ids=["develop", "held_out"])
def test_normal_reports_raise_at_most_one_alert_in_five(path: object) -> None:
    studies = count(5_000)
    alerts = 0
    for seed in range(studies):
        result = check_text(*make_normal(path, seed))  # type: ignore[arg-type]
        alerts += sum(row.verdict in ("contradicted", "unsupported") for row in result.verdicts) + len(result.omissions)
    assert alerts <= studies / 5


@pytest.mark.parametrize("name", TEXT_PLANTS)
def test_errors_that_the_table_cannot_show_are_caught(name: str) -> None:
    how, wanted = TEXT_PLANTS[name]
    planted = caught = 0
    for seed in range(count(3_000)):
        text, table = make_normal(DEVELOP, seed)
        made = how(text, table, random.Random(seed))
        if made is not None:
            planted += 1
            rows = [row for row in check_text(*made).verdicts if row.blocking and row.kind in wanted]
            caught += bool(rows)
            assert all(row.reason and "\n" not in row.reason for row in rows)
    assert planted > 2 and caught >= 0.95 * planted


@pytest.mark.parametrize(
    "text",
    [
        "FINDINGS: Small left pleural effusion. Trace right pleural effusion.\nIMPRESSION: Right pleural effusion.",
        "FINDINGS: Bilateral pleural effusions.\nIMPRESSION: Left pleural effusion.",
        "FINDINGS: Left lower lobe consolidation. Left pleural effusion.\nIMPRESSION: Possible right pneumonia.",
        "FINDINGS: No pneumothorax on the left. Small right pneumothorax.\nIMPRESSION: Right pneumothorax.",
        "FINDINGS: No pulmonary embolism. Old infarct.\nIMPRESSION: No acute pulmonary embolism.",
    ],
)
def test_findings_that_bear_an_impression_out_are_no_mismatch(text: str) -> None:
    assert "mismatch" not in kinds(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FINDINGS: Status post partial left nephrectomy. The left kidney enhances normally.", []),
        ("FINDINGS: Status post left nephrectomy. The right kidney is normal.", []),
        ("FINDINGS: Status post left nephrectomy. No mass in the left renal fossa.", []),
        ("FINDINGS: Status post cholecystectomy. No fluid in the gallbladder fossa.", []),
        ("FINDINGS: Status post left nephrectomy. The left kidney is normal.", ["absent organ"]),
        ("INDICATION: Prostate carcinoma.\nFINDINGS: The seminal vesicles are normal.", []),
        ("INDICATION: 60 year old man.\nFINDINGS: The uterus is normal.", ["sex"]),
        ("FINDINGS: Left hip arthroplasty. Osteoarthritis of the right hip.", []),
        ("FINDINGS: Prior MRI showed T2 hyperintensity in the liver.", []),
        ("TECHNIQUE: CT without and with contrast.\nFINDINGS: The liver shows homogeneous enhancement.", []),
        ("TECHNIQUE: CT without contrast.\nFINDINGS: The liver shows homogeneous enhancement.", ["technique"]),
        ("FINDINGS: Lung-RADS 2.\nIMPRESSION: Lung-RADS 2.", []),
        ("IMPRESSION: Lung-RADS 4B. Previously Lung-RADS 3.", []),
    ],
)
def test_what_is_right_and_what_is_wrong(text: str, wanted: list[str]) -> None:
    assert kinds(text) == wanted


def test_a_negative_category_over_a_nodule_is_wrong() -> None:
    nodule = {"what": "nodule", "where": "lung", "side": "left", "quantities": [{"kind": "long_axis", "value": 9, "unit": "mm"}]}
    text = "FINDINGS: 9 mm nodule in the left lung.\nIMPRESSION: Lung-RADS 1."
    assert "guideline" in kinds(text, facts("CT", "CHEST", "M", nodule))


def critical(text: str, table: FactTable | None = None) -> list[str]:
    result: Check = check_text(text, table or facts())
    return [row.rule for row in result.critical]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FINDINGS: Large left pneumothorax with mediastinal shift to the right.", ["tension-pneumothorax"]),
        ("FINDINGS: Small apical pneumothorax.", ["pneumothorax"]),
        ("IMPRESSION: Type A aortic dissection.", ["aortic-dissection"]),
        ("IMPRESSION: Acute pulmonary embolism in the right lower lobe.", ["pulmonary-embolism"]),
        ("IMPRESSION: Acute subdural haematoma on the left.", ["intracranial-haemorrhage-by-name"]),
        ("IMPRESSION: Free intraperitoneal air.", ["free-air"]),
        ("IMPRESSION: Metastatic cord compression at T8.", ["cord-compression"]),
        ("IMPRESSION: Acute appendicitis.", ["appendicitis"]),
        ("FINDINGS: No pneumothorax. No pulmonary embolism. No intracranial haemorrhage. No free air.", []),
        ("FINDINGS: Unchanged small pneumothorax. Chronic subdural haematoma.", []),
        ("INDICATION: Rule out pulmonary embolism.\nIMPRESSION: No embolism.", []),
    ],
)
def test_critical_results_are_named(text: str, wanted: list[str]) -> None:
    assert critical(text) == wanted


def test_a_critical_finding_of_the_table_is_named_where_the_text_is_silent() -> None:
    row = {"what": "pulmonary embolism", "where": "pulmonary artery", "side": "right"}
    (found,) = check_text("FINDINGS: Lungs clear.", facts("CT", "CHEST", "M", row)).critical
    assert (found.rule, found.finding_id != "", found.within) == ("pulmonary-embolism", True, "minutes")


def test_the_list_of_critical_results_names_terms_and_organs_that_there_are() -> None:
    book = lexicon()
    for rule in critical_rules():
        assert set(rule.findings) <= set(book.findings) and set(rule.organs) <= set(book.anatomy), rule.id
        assert rule.within in ("minutes", "hours", "days")


def test_no_sentence_of_a_program_has_a_number_a_side_or_a_place_that_its_facts_lack() -> None:
    """By other means than the check: words and digits of each drafted sentence against the values of its own findings."""
    book = lexicon()
    for seed in range(count(10_000)):
        table = make_facts(seed)
        draft = realise(plan(table, choose_template(table.study)), by("model:report-templates@1"))
        for sentence in draft.sentences:
            rows = [row for row in table.findings if row.id in sentence.finding_ids]
            if not rows:
                continue
            text = re.sub(r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}", "", sentence.text)
            text = re.sub(r"^[A-Z][a-z ,]+: ", "", text)  # the heading of a group of organs
            values = [quantity.value for row in rows for quantity in table.quantities_of(row)]
            priors = [table.changes[row.id].prior_value for row in rows if row.id in table.changes]
            values += [value for value in priors if value is not None]
            values += [abs(a - b) for a in values for b in values] + [100 * abs(a - b) / b for a in values for b in values if b > 0]
            for written in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", text):
                step = 10.0 ** -len(written.partition(".")[2])
                assert any(abs(float(written) - value) <= step / 2 + 1e-6 for value in values), (seed, sentence.text)
            sides = {row.side for row in rows}
            for side in re.findall(r"\b(left|right)\b", text):
                assert side in sides or "bilateral" in sides, (seed, sentence.text)
            organs = {book.organ_of(book.anatomy_of(row.where)) for row in rows} | {book.findings[term].organ for row in rows if (term := book.finding_of(row.what)) in book.findings}
            for place in book.anatomy_book.find(text, words(text)):
                organ = book.organ_of(place.value)
                assert not organ or any(book.same_region(organ, other) for other in organs if other), (seed, sentence.text)
            zones = {row.zone for row in rows} | {book.anatomy[name].zone for row in rows if (name := book.anatomy_of(row.where)) in book.anatomy}
            assert set(re.findall(r"\b(?:upper|middle|lower)\b", text)) <= zones, (seed, sentence.text)
