"""Claims that no row of the table bears: change, normality, properties, other organs, other examinations."""

from dataclasses import replace
from typing import Any

import pytest

from inference.report.assertions import assert_text
from inference.report.facts_file import facts_from_json
from inference.report.numbers import find_numbers
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from inference.report.verify import Verdict, check, check_text
from viewer.case.facts import FactTable
from viewer.case.report import Sentence
from viewer.case.source import by
from viewer.case.study import Series

STUDY = {"modality": "CT", "body_part": "CHEST", "date": "2026-05-01", "sex": "M"}
NODULE: dict[str, Any] = {
    "id": "n", "what": "nodule", "where": "lower lobe", "side": "left",
    "quantities": [{"kind": "long_axis", "value": 12.3, "unit": "mm"}, {"kind": "short_axis", "value": 9.1, "unit": "mm"}],
}  # fmt: skip
CYST: dict[str, Any] = {"id": "c", "what": "cyst", "where": "liver", "quantities": [{"kind": "long_axis", "value": 22, "unit": "mm"}]}
STONE: dict[str, Any] = {
    "id": "s", "what": "stone", "where": "kidney", "side": "left", "quantities": [{"kind": "long_axis", "value": 6, "unit": "mm"}],
}  # fmt: skip
NO_AIR: dict[str, Any] = {"id": "p", "what": "pneumothorax", "where": "pleura", "side": "left", "present": False}
EFFUSION: dict[str, Any] = {"id": "e", "what": "pleural effusion", "where": "pleura", "side": "right"}
TRUE = {
    "n": "A 12 x 9 mm nodule in the left lower lobe.", "c": "A 22 mm cyst in the liver.",
    "s": "A 6 mm stone in the left kidney.", "p": "No left pneumothorax.", "e": "Right pleural effusion.",
}  # fmt: skip


def table(*rows: dict[str, Any], **study: Any) -> FactTable:
    return facts_from_json({"study": STUDY | study, "findings": list(rows)})


FACTS = table(NODULE, CYST, STONE, NO_AIR, EFFUSION)
GROWN = table(
    NODULE | {"change": {"prior_date": "2026-01-01", "state": "larger", "prior_value": 8.0}}, CYST, STONE, NO_AIR, EFFUSION,
    priors=["2026-01-01"],
)  # fmt: skip
SEEN = table(NODULE, CYST, STONE, NO_AIR, EFFUSION, priors=["2025-11-14"])


def report(instead: dict[str, str] | None = None, extra: str = "") -> str:
    rows = TRUE | (instead or {})
    return "FINDINGS:\n" + "\n".join(rows.values()) + f"\n{extra}\n"


def blocking(text: str, facts: FactTable = FACTS) -> list[tuple[str, str]]:
    return [(row.verdict, row.kind) for row in check_text(text, facts).problems if isinstance(row, Verdict)]


@pytest.mark.parametrize(
    "text",
    [
        "The nodules have grown.",
        "An earlier study of 14 November 2025 is available; the nodules have grown.",
        "Progression since the last study.",
        "CT of 14 November 2025. The nodule is stable.",
        "Unchanged.",
        "The cyst has doubled in size.",
    ],
)
def test_a_comparison_section_may_not_claim_a_change_that_was_not_measured(text: str) -> None:
    assert ("unsupported", "comparison") in blocking(f"COMPARISON:\n{text}\n" + report(), SEEN)
    assert ("unsupported", "comparison") in blocking(f"COMPARISON:\n{text}\n" + report().replace("2025", "2026"))


def test_a_comparison_section_is_held_to_the_measured_change() -> None:
    assert not blocking("COMPARISON:\nCT of 1 January 2026; the nodule has grown.\n" + report(), GROWN)
    assert ("contradicted", "comparison") in blocking("COMPARISON:\nThe nodule is smaller.\n" + report(), GROWN)
    plain = "COMPARISON:\nAn earlier study of 14 November 2025 is available; it has not been compared in this report.\n"
    assert not blocking(plain + report(), SEEN)


@pytest.mark.parametrize(
    "text",
    ["Normal chest CT.", "No significant abnormality.", "Unremarkable study.", "Normal.", "The examination is normal.", "Nothing abnormal.",
     "CT of the chest within normal limits.", "No abnormality.", "There is no evidence of disease.", "NAD.", "No relevant findings.", "No abnormality detected.", "Normal chest."],
)  # fmt: skip
def test_nothing_wrong_contradicts_a_table_with_findings(text: str) -> None:
    assert blocking(f"{report()}IMPRESSION:\n{text}\n") == [("contradicted", "negation")]


@pytest.mark.parametrize(
    "text",
    ["Otherwise normal chest CT.", "No other abnormality.", "No acute abnormality.", "No abnormality in the spleen.", "Normal head CT was obtained last year.",
     "The neck is normal.", "Spleen: Normal size. No abnormality.", "No further abnormality.", "PET-CT is recommended to exclude malignancy."],
)  # fmt: skip
def test_a_reservation_is_no_contradiction(text: str) -> None:
    assert not blocking(f"{report()}IMPRESSION:\n{text}\n")


def test_a_benign_finding_alone_is_not_significant() -> None:
    text = "FINDINGS:\nA 22 mm cyst in the liver.\nIMPRESSION:\n"
    assert not blocking(f"{text}No significant abnormality.", table(CYST))
    assert blocking(f"{text}Normal CT of the chest.", table(CYST))
    assert blocking(f"{text}Normal chest CT.", table(CYST))
    assert not blocking(f"{text}Normal chest.", table(CYST))


@pytest.mark.parametrize(
    ("finding", "text", "kind"),
    [
        ("n", "A nodule of fifteen millimetres in the left lower lobe.", "number"),
        ("n", "A twenty-one mm nodule in the left lower lobe.", "number"),
        ("n", "A twelve centimetre nodule in the left lower lobe.", "unit"),
        ("n", "A nodule of 1,2 mm in the left lower lobe.", "unit"),
        ("s", "A 6 mm stone in the left ureter.", "anatomy"),
        ("n", "A 12 mm spiculated nodule in the left lower lobe.", "finding"),
        ("n", "A 12 mm part-solid nodule in the left lower lobe.", "finding"),
        ("n", "A 12 mm nodule in the left lower lobe. It is calcified.", "finding"),
        ("n", "A 12 mm ground-glass nodule in the left lower lobe.", "finding"),
        ("n", "A 12 mm metastatic nodule in the left lower lobe.", "finding"),
        ("c", "A 22 mm enhancing cyst in the liver.", "finding"),
        ("n", "A 12 mm cavitating nodule in the left lower lobe.", "finding"),
    ],
)
def test_words_that_no_fact_bears(finding: str, text: str, kind: str) -> None:
    assert kind in {found for _, found in blocking(report({finding: text}))}


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        ("n", "A nodule of twelve millimetres in the left lower lobe."),
        ("n", "A nodule of one point two centimetres in the left lower lobe."),
        ("n", "A 12 mm solid nodule in the left lower lobe, not calcified and without cavitation."),
        ("n", "A 12 mm nodule in the left lower lobe, possibly metastatic."),
        ("s", "A 6 mm non-obstructing stone in the left kidney."),
        ("s", "A 6 mm calcified stone in the left kidney."),
        ("c", "Liver: simple cyst of 2.2 cm. No solid lesion."),
        ("c", "Liver: cyst of 2.2 cm. No mass."),
        ("e", "Fluid in the right pleural space."),
        ("p", "No left pneumothorax. No right pneumothorax."),
    ],
)
def test_true_words_in_other_ways(finding: str, text: str) -> None:
    assert not check_text(report({finding: text}), FACTS).blocking


def test_a_denial_on_the_other_side_is_not_checkable() -> None:
    (verdict,) = [row for row in check_text(report(extra="No right pneumothorax."), FACTS).verdicts if "right pneumo" in row.sentence]
    assert verdict.verdict == "not_checkable"


def test_what_a_fact_says_itself_may_be_said() -> None:
    facts = table(NODULE | {"what": {"scheme": "99X", "value": "1", "meaning": "Calcified nodule"}})
    assert not blocking("FINDINGS: A calcified 12 mm nodule in the left lower lobe.", facts)


@pytest.mark.parametrize(
    "text", ["The aorta is aneurysmal.", "Thickening of the bladder wall.", "The bile duct is dilated.", "The left kidney is enlarged.", "Deep venous thrombosis.",
     "Enlarged thyroid.", "Gallbladder sludge.", "The portal vein is thrombosed.", "Inflammation of the pancreas."]
)
def test_findings_that_are_in_no_row_are_unsupported_in_plain_text(text: str) -> None:
    assert blocking(report(extra=text)) == [("unsupported", "finding")]


@pytest.mark.parametrize("text", ["The aorta is not dilated.", "The bladder wall is not thickened.", "No AAA.", "Lymph nodes are not enlarged."])
def test_denying_them_is_fine(text: str) -> None:
    assert not blocking(report(extra=text))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("MRI of the chest.", "contradicted"),
        ("CT of the abdomen.", "contradicted"),
        ("Ultrasound of the chest.", "contradicted"),
        ("CT of the chest.", "not_checkable"),
        ("CT of the chest and abdomen.", "not_checkable"),
        ("CT of the chest without contrast.", "not_checkable"),
        ("Slices of 1 mm.", "not_checkable"),
    ],
)
def test_the_technique_is_held_to_the_headers(text: str, verdict: str) -> None:
    first = check_text(f"TECHNIQUE:\n{text}\n{report()}", FACTS).verdicts[0]
    assert (first.verdict, first.kind) == (verdict, "technique" if verdict == "contradicted" else "")


def test_a_technique_without_a_heading_is_a_technique() -> None:
    assert check_text("MRI of the chest was performed. " + TRUE["n"], table(NODULE)).verdicts[0].kind == "technique"
    assert not check_text("CT of the chest was performed. " + TRUE["n"] + " MRI of the chest is recommended.", table(NODULE)).blocking


def test_a_series_without_one_thickness_is_neither_stated_nor_contradicted() -> None:
    mixed = Series("1", "1", "CT", number=2, body_part="CHEST", slice_thickness_mm=None)
    facts = replace(table(NODULE), series=(mixed,))
    draft = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))
    assert "hickness" not in draft.text and not check(draft, facts).blocking
    assert check_text("TECHNIQUE:\nSlice thickness 5 mm.\n" + TRUE["n"], facts).verdicts[0].verdict == "not_checkable"
    fine = replace(mixed, uid="2", slice_thickness_mm=1.25)
    both = check_text("TECHNIQUE:\nSlice thickness 5 mm.\n" + TRUE["n"], replace(facts, series=(mixed, fine)))
    assert (both.verdicts[0].verdict, both.verdicts[0].kind) == ("unsupported", "number")


def test_a_property_that_a_reader_typed_is_shown_and_does_not_block() -> None:
    facts = table(NODULE)
    draft = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))
    sentence = next(one for one in draft.sentences if "There is a nodule" in one.text)
    for author, stops in (("user:Dr A", False), ("model:some-llm@1", True)):
        worded = Sentence(sentence.id, sentence.text.replace("a nodule", "a spiculated nodule"), sentence.finding_ids, (), by(author))
        sections = tuple(replace(s, sentences=tuple(worded if o.id == worded.id else o for o in s.sentences)) for s in draft.sections)
        result = check(replace(draft, sections=sections), facts)
        (verdict,) = result.of_sentence(sentence.id)
        assert (verdict.verdict, verdict.kind, verdict.blocking, result.blocking) == ("unsupported", "finding", stops, stops)
        assert "spiculated" in verdict.reason and ("reader" in verdict.reason) is not stops


@pytest.mark.parametrize("text", ["Degenerative changes of the spine.", "Small hiatal hernia.", "Old fracture of the sixth left rib."])
def test_what_a_reader_adds_does_not_block(text: str) -> None:
    facts = table(NODULE)
    draft = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))
    typed = Sentence("typed", text, (), (), by("user:Dr A"))
    sections = tuple(replace(s, sentences=(*s.sentences, typed)) if s.title == "Findings" else s for s in draft.sections)
    assert not check(replace(draft, sections=sections), facts).blocking


def test_a_size_with_the_date_of_the_earlier_study_is_the_earlier_size() -> None:
    text = "The nodule in the left lower lobe has grown to 12 mm (8 mm on 01/01/2026)."
    assert not blocking(report({"n": text}), GROWN)
    assert blocking(report({"n": text.replace("8 mm", "6 mm")}), GROWN) == [("contradicted", "number")]
    assert not blocking(report({"n": "Left lower lobe nodule: 8 mm → 12 mm."}), GROWN)
    assert not blocking(report({"n": "Left lower lobe nodule, 12 mm on 1 May 2026 (previously 8 mm), larger."}), GROWN)


@pytest.mark.parametrize(
    ("text", "finding", "negated", "certainty"),
    [
        ("Not excluded: appendicitis.", "appendicitis", False, "possible"),
        ("Possible: pneumonia.", "pneumonia", False, "possible"),
        ("Excluded: appendicitis.", "appendicitis", True, "definite"),
        ("Negative for DVT.", "deep vein thrombosis", True, "definite"),
        ("Liver: cyst.", "cyst", False, "definite"),
    ],
)
def test_cues_in_front_of_a_colon(text: str, finding: str, negated: bool, certainty: str) -> None:
    (row,) = assert_text(text)
    assert (row.finding, row.negated, row.certainty) == (finding, negated, certainty)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("fifteen millimetres", [15.0]),
        ("ninety-nine mm", [99.0]),
        ("two and a half centimetres", [25.0]),
        ("5.1 to 14 mm", [5.1, 14.0]),
        ("12–15 mm", [12.0, 15.0]),
        ("1,5 cm", [15.0]),
        ("0.12 m", [120.0]),
        ("one nodule", []),
    ],
)
def test_numbers_in_other_spellings(text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text)] == pytest.approx(values)
