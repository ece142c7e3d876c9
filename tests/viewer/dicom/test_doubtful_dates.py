"""Dates that cannot be are said once, and lead to no age and no crash."""

import pytest
from pydicom.dataset import Dataset

from viewer.dicom.doubtful_dates import doubtful_dates
from viewer.dicom.header_facts import age_years, patient_of, study_of


def header(birth: str, study: str, age: str = "") -> Dataset:
    dataset = Dataset()
    for tag, vr, value in ((0x00100030, "DA", birth), (0x00080020, "DA", study), (0x00101010, "AS", age)):
        dataset.add_new(tag, "LO", value)
        dataset[tag].VR = vr
    return dataset


@pytest.mark.parametrize(
    ("birth", "study", "said"),
    [
        ("19800101", "20200101", []),
        ("", "", []),
        ("00000000", "00000000", []),
        ("1980.01.01", "2020-01-01", []),
        ("19800230", "20200101", ["The birth date 19800230 is no day of the calendar; no age is computed from it."]),
        ("19800101", "unknown", ["The study date unknown is no day of the calendar; no time is reckoned from it."]),
        ("19800101", "29990101", ["The study date 2999-01-01 lies in the future by this computer's clock; no age is computed from it.",
                                  "By the birth date 1980-01-01 the patient would have been 1019 at the study; no age is shown."]),
        ("20210101", "20200101", ["The birth date 2021-01-01 lies after the study of 2020-01-01; no age is computed from it."]),
        ("29500101", "29990101", ["The study date 2999-01-01 lies in the future by this computer's clock; no age is computed from it."]),
        ("29990101", "20200101", ["The birth date 2999-01-01 lies in the future.",
                                  "The birth date 2999-01-01 lies after the study of 2020-01-01; no age is computed from it."]),
        ("17000101", "20200101", ["By the birth date 1700-01-01 the patient would have been 320 at the study; no age is shown."]),
    ],
)  # fmt: skip
def test_what_is_said_of_dates(birth: str, study: str, said: list[str]) -> None:
    dataset = header(birth, study)
    assert [problem.text for problem in doubtful_dates(dataset)] == said
    assert {problem.level for problem in doubtful_dates(dataset)} <= {"note"}
    patient = patient_of(dataset)
    found = study_of(dataset, "1.2", patient)
    assert (found.age_years is None) == (bool(said) or not birth.strip("0"))
    assert found.date in ("", "20200101", "29990101") and patient.birth_date != "00000000"


def test_an_age_nobody_has_is_none() -> None:
    assert age_years("999Y", "", "") is None and age_years("104Y", "", "") == 104.0
