"""What is to be said of dates that cannot be: scanners' clocks run wrong, and forms are filled in with anything."""

from __future__ import annotations

from pydicom.dataset import Dataset

from viewer.case.study import Problem
from viewer.dicom.header_facts import OLDEST_YEARS, calendar_date, lies_ahead
from viewer.dicom.headers import text
from viewer.dicom.identity import plain_date


def doubtful_dates(dataset: Dataset) -> tuple[Problem, ...]:
    """A note on each date of a header that is none, lies ahead, or does not go with the other one."""
    born, studied = plain_date(text(dataset, "PatientBirthDate")), plain_date(text(dataset, "StudyDate"))
    said = []
    birth, study = calendar_date(born), calendar_date(studied)
    if born and birth is None:
        said.append(f"The birth date {born} is no day of the calendar; no age is computed from it.")
    if studied and study is None:
        said.append(f"The study date {studied} is no day of the calendar; no time is reckoned from it.")
    if study is not None and lies_ahead(study):
        said.append(f"The study date {study} lies in the future by this computer's clock; no age is computed from it.")
    elif birth is not None and lies_ahead(birth):
        said.append(f"The birth date {birth} lies in the future.")
    if birth is not None and study is not None and birth > study:
        said.append(f"The birth date {birth} lies after the study of {study}; no age is computed from it.")
    elif birth is not None and study is not None and (study - birth).days > OLDEST_YEARS * 365.25:
        said.append(f"By the birth date {birth} the patient would have been {study.year - birth.year} at the study; no age is shown.")
    return tuple(Problem("note", sentence) for sentence in said)
