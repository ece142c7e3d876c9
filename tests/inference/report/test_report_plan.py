"""The drafted report: what it says, what it does not claim, and how numbers and dates are written."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.report.dates import find_dates, format_date
from inference.report.facts_file import facts_from_json
from inference.report.numbers import find_numbers, format_lengths, format_quantity
from inference.report.phrases import fill, first
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import all_templates, choose_template, phrases, template_by_id
from inference.report.verify import check
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.report import ReportDraft
from viewer.case.source import by
from viewer.case.study import Series
from viewer.case.terms import LEFT_LUNG, LESION, NODULE, RIGHT_LUNG, UNSPECIFIED_SITE


def nodule(id: str, side: str, zone: str, long_mm: float, short_mm: float, **more: object) -> dict[str, object]:
    sizes = [{"kind": "long_axis", "value": long_mm, "unit": "mm"}, {"kind": "short_axis", "value": short_mm, "unit": "mm"}]
    return {"id": id, "what": "nodule", "where": "lung", "side": side, "zone": zone, "quantities": sizes, **more}


def study(*findings: dict[str, object], priors: tuple[str, ...] = (), series: tuple[Series, ...] = ()) -> FactTable:
    header = {"modality": "CT", "body_part": "CHEST", "date": "20261114", "sex": "F", "priors": list(priors)}
    return replace(facts_from_json({"study": header, "findings": list(findings)}), series=series)


def draft(facts: FactTable, indication: str = "") -> ReportDraft:
    return realise(plan(facts, choose_template(facts.study), indication), by("model:report-templates@1"))


def section(report: ReportDraft, title: str) -> str:
    return next(section.text for section in report.sections if section.title == title)


def test_a_whole_report_reads_like_one() -> None:
    series = Series("1.2", "1", "CT", number=2, contrast_agent="Iohexol 350", slice_thickness_mm=1.25, kernel="Br40", kvp=120.0)
    facts = study(
        nodule("b", "left", "upper", 7.44, 5.21),
        nodule("a", "right", "lower", 12.31, 9.12),
        nodule("c", "right", "middle", 5.0, 4.0, status="rejected"),
        {"id": "s", "what": "stone", "where": "kidney", "side": "left", "zone": "lower",
         "quantities": [{"kind": "long_axis", "value": 6.1, "unit": "mm"}, {"kind": "mean", "value": 812.4, "unit": "HU"}]},
        {"id": "p", "what": "pneumothorax", "where": "pleura", "side": "none", "present": False},
        priors=("20250714", "20240101"),
        series=(series,),
    )  # fmt: skip
    assert draft(facts, "Cough").text == (
        "INDICATION\nCough.\n\n"
        "TECHNIQUE\nCT of the chest with contrast agent (Iohexol 350). Series 2: slice thickness 1.25 mm, tube voltage 120 kV, kernel Br40.\n\n"
        "COMPARISON\nAn earlier study of 14 July 2025 is available; it has not been compared in this report.\n\n"
        "FINDINGS\nLungs and airways: There is a nodule in the lower zone of the right lung, measuring 12 x 9 mm. "
        "There is a nodule in the upper zone of the left lung, measuring 7.4 x 5.2 mm.\n"
        "Pleura: There is no pneumothorax.\n"
        "Kidneys and ureters: There is a stone in the lower pole of the left kidney, measuring 6.1 mm (mean attenuation 812 HU). "
        "Organs not mentioned were not assessed.\n\n"
        "IMPRESSION\nTwo pulmonary nodules, the largest 12 mm in the lower zone of the right lung. "
        "Stone in the lower pole of the left kidney, measuring 6.1 mm.\n"
    )


def test_nothing_is_claimed_where_nothing_is_known() -> None:
    text = draft(FactTable(StudyFacts("", "", "", "", None), ())).text
    assert "Not provided." in text and "None available." in text and "No findings have been accepted." in text
    for claim in ("normal", "unremarkable", "contrast", "unchanged"):
        assert claim not in text.lower()


def test_the_same_facts_give_the_same_sentences_with_the_same_ids() -> None:
    facts = study(nodule("b", "left", "upper", 7.4, 5.2), nodule("a", "right", "lower", 12.3, 9.1))
    mixed = replace(facts, findings=facts.findings[::-1])
    first_ids = [(s.id, s.text) for s in draft(facts).sentences]
    assert first_ids == [(s.id, s.text) for s in draft(mixed).sentences]
    assert len({id for id, _ in first_ids}) == len(first_ids)


def test_sentences_carry_their_findings_and_evidence() -> None:
    facts = study(nodule("a", "right", "lower", 12.3, 9.1), nodule("b", "left", "upper", 7.4, 5.2))
    for sentence in draft(facts).sections[3].sentences[:2]:
        finding = facts.find_finding(sentence.finding_ids[0])
        assert finding is not None and sentence.evidence_ids == finding.evidence_ids
    summary = draft(facts).sections[4].sentences[0]
    assert set(summary.finding_ids) == {"a", "b"}


def test_a_measured_change_names_its_study() -> None:
    change = {"prior_date": "20250714", "state": "larger", "prior_value": 8.14}
    report = draft(study(nodule("a", "right", "lower", 12.3, 9.1, change=change), priors=("20250714",)))
    assert "It has increased since 14 July 2025, when it measured 8.1 mm." in section(report, "Findings")
    assert section(report, "Comparison") == "Compared with the study of 14 July 2025."


def test_what_has_grown_stands_first_in_the_impression() -> None:
    prior = {"prior_date": "20260101", "state": "larger", "prior_value": 8.7}
    facts = study(nodule("b", "left", "upper", 11.7, 8.8, change=prior), {"id": "e", "what": "pleural effusion", "where": "pleura", "side": "left", "quantities": [{"kind": "long_axis", "value": 20, "unit": "mm"}]}, priors=("20260101",))
    assert section(draft(facts), "Impression").startswith("Nodule")
    assert section(draft(replace(facts, changes={})), "Impression").startswith("Left pleural effusion")


def test_uncertain_findings_are_called_so() -> None:
    report = draft(study(nodule("a", "right", "lower", 12.3, 9.1, certainty="possible")))
    assert "There is a possible nodule in" in section(report, "Findings")
    assert section(report, "Impression").startswith("Possible nodule in the lower zone")


@pytest.mark.parametrize(
    ("modality", "body_part", "id"),
    [("CT", "CHEST", "ct_chest"), ("CT", "FOOT", "ct_general"), ("MR", "BRAIN", "mr_brain"), ("MR", "KNEE", "mr_knee"), ("", "", "general")],
)  # fmt: skip
def test_the_template_follows_modality_and_body_part(modality: str, body_part: str, id: str) -> None:
    assert choose_template(StudyFacts(modality, body_part, "", "", None)).id == id
    assert template_by_id(id) in all_templates()


def test_an_unknown_template_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KnownError, match=r"no report template 'poem'.*ct_general"):
        template_by_id("poem")


@pytest.mark.parametrize(
    ("lengths_mm", "text"),
    [((12.31, 9.12), "12 x 9 mm"), ((7.44, 5.21), "7.4 x 5.2 mm"), ((9.96, 5.21), "10 x 5 mm"), ((12.5,), "13 mm"), ((9.94,), "9.9 mm")],
)
def test_lengths_share_one_rule(lengths_mm: tuple[float, ...], text: str) -> None:
    assert format_lengths(lengths_mm) == text


@given(st.floats(0.05, 5000), st.sampled_from(["mm", "ml", "HU", "%"]))
def test_every_number_we_write_is_read_back_as_the_measured_one(value: float, unit: str) -> None:
    (number,) = find_numbers(f"It is {format_quantity(value, unit)}.")
    assert number.matches(value)
    assert not number.matches(value * 1.6 + 1)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_dates_are_read_back(day: date) -> None:
    text = f"{day:%Y%m%d}"
    (found,) = find_dates(f"since {format_date(text)}.") or (None,)
    assert found is not None and found.readings == {text}


def test_patterns_are_filled_and_bad_ones_refused() -> None:
    assert first(fill("<{a}: >[x|y] {b}< in {c}>.", {"a": "", "b": "1", "c": "2"})) == "x 1 in 2."
    for bad in ("{nope}", "<open", "[a|b", "a]"):
        with pytest.raises(ValueError):
            fill(bad, {})
    assert all(patterns for patterns in phrases().sentences.values())


def test_what_the_models_and_rulers_of_the_application_find_reads_well_and_passes() -> None:
    source = by("model:ct-lung-nodules@1.0.0")
    box = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
    evidence = {
        id: Evidence(id, "1.2", "1.3", box, Quantity("long_axis", mm, "mm"), source)
        for id, mm in (("e1", 14.21), ("e2", 6.04), ("e3", 9.96))
    }
    findings = (
        Finding("f1", NODULE, LEFT_LUNG, "left", "lower", True, "definite", "accepted", ("e1",), source),
        Finding("f2", NODULE, RIGHT_LUNG, "right", "upper", True, "definite", "accepted", ("e2",), source),
        Finding("f3", LESION, UNSPECIFIED_SITE, "none", "", True, "definite", "accepted", ("e3",), by("user:Dr A")),
    )
    facts = FactTable(StudyFacts("CT", "CHEST", "20261114", "F", None), findings, evidence)
    report = draft(facts)
    assert section(report, "Findings") == (
        "Lungs and airways: There is a nodule in the lower zone of the left lung, measuring 14 mm. "
        "There is a nodule in the upper zone of the right lung, measuring 6.0 mm.\n"
        "General: There is a lesion, measuring 10 mm. Organs not mentioned were not assessed."
    )
    assert section(report, "Impression") == (
        "Two pulmonary nodules, the largest 14 mm in the lower zone of the left lung. Lesion, measuring 10 mm."
    )
    result = check(report, facts)
    assert not result.blocking, result.problems


@pytest.mark.parametrize(
    ("side", "certainty", "said"),
    [
        ("right", "possible", "There is possible right hydronephrosis."),
        ("bilateral", "possible", "There is possible bilateral hydronephrosis."),
        ("left", "definite", "There is left hydronephrosis."),
    ],
)
def test_a_doubt_stands_before_the_side(side: str, certainty: str, said: str) -> None:
    facts = facts_from_json(
        {"study": {"modality": "CT"}, "findings": [{"what": "hydronephrosis", "where": "kidney", "side": side, "certainty": certainty}]}
    )
    assert said in section(draft(facts), "Findings")
