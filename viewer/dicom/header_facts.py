"""What one header says of its patient, study and series."""

from __future__ import annotations

from datetime import date, timedelta

from pydicom.dataset import Dataset

from viewer.case.study import Patient, Series, Study
from viewer.dicom.headers import integer, items, number, text
from viewer.dicom.identity import plain_date

DEMONSTRATION_MANUFACTURER = "Lightbox"
DEMONSTRATION_PATIENT = "LIGHTBOX-DEMO"
OLDEST_YEARS = 130
"""Nobody was older: a higher age is a wrong date."""
KEYWORDS = (
    "SpecificCharacterSet", "StudyDate", "StudyTime", "AccessionNumber", "Modality", "Manufacturer",
    "ReferringPhysicianName", "StationName", "StudyDescription", "SeriesDescription", "AdmittingDiagnosesDescription",
    "ManufacturerModelName", "PatientName", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "PatientSex",
    "PatientAge", "PatientWeight", "ContrastBolusAgent", "BodyPartExamined", "SliceThickness", "KVP",
    "DeviceSerialNumber", "ProtocolName", "ConvolutionKernel", "StudyInstanceUID", "SeriesInstanceUID", "StudyID",
    "SeriesNumber", "SeriesTime", "FrameOfReferenceUID", "Rows", "Columns", "ReasonForTheRequestedProcedure",
    "ReasonForStudy", "RequestAttributesSequence",
)  # fmt: skip
"""The elements that this file reads."""


def patient_of(dataset: Dataset) -> Patient:
    """The patient that a header names."""
    return Patient(
        id=text(dataset, "PatientID"), name=text(dataset, "PatientName"),
        birth_date=plain_date(text(dataset, "PatientBirthDate")), sex=text(dataset, "PatientSex"),
        issuer=text(dataset, "IssuerOfPatientID"),
    )  # fmt: skip


def study_of(dataset: Dataset, uid: str, patient: Patient) -> Study:
    """The study that a header belongs to."""
    requests = (dataset, *items(dataset, "RequestAttributesSequence"))  # an image's reason lies in the sequence
    reasons = [text(request, "ReasonForTheRequestedProcedure") for request in requests]
    indication = next((reason for reason in reasons if reason), "")
    indication = indication or text(dataset, "ReasonForStudy") or text(dataset, "AdmittingDiagnosesDescription")
    study_date = plain_date(text(dataset, "StudyDate"))  # ACR-NEMA wrote 1997.06.09 and 10:19:00
    study_date = study_date if len(study_date) == 8 and study_date.isdecimal() else ""
    return Study(
        uid=uid, patient=patient, date=study_date, time=text(dataset, "StudyTime").replace(":", "")[:6],
        description=text(dataset, "StudyDescription"), accession=text(dataset, "AccessionNumber"),
        referring_physician=text(dataset, "ReferringPhysicianName"), indication=indication.replace("\\", ", "),
        age_years=age_years(text(dataset, "PatientAge"), patient.birth_date, study_date),
        demonstration=text(dataset, "Manufacturer") == DEMONSTRATION_MANUFACTURER
        and patient.id.startswith(DEMONSTRATION_PATIENT),
    )  # fmt: skip


def series_of(dataset: Dataset, uid: str, study_uid: str) -> Series:
    """The series that a header belongs to."""
    return Series(
        uid=uid, study_uid=study_uid, modality=text(dataset, "Modality"), description=text(dataset, "SeriesDescription"),
        number=integer(dataset, "SeriesNumber"), frame_uid=text(dataset, "FrameOfReferenceUID"),
        body_part=text(dataset, "BodyPartExamined"), protocol=text(dataset, "ProtocolName"),
        contrast_agent=text(dataset, "ContrastBolusAgent"), slice_thickness_mm=number(dataset, "SliceThickness"),
        kernel=text(dataset, "ConvolutionKernel"), manufacturer=text(dataset, "Manufacturer"),
        model_name=text(dataset, "ManufacturerModelName"), kvp=number(dataset, "KVP"),
    )  # fmt: skip


def age_years(age: str, birth_date: str, study_date: str) -> float | None:
    """Age at the study: Patient's Age (nnnD, nnnW, nnnM or nnnY; DICOM PS3.5 6.2 AS), else from the dates.

    000Y is what systems write that do not know the age; a newborn's is in days.
    """
    per_year = {"D": 365.25, "W": 52.18, "M": 12.0, "Y": 1.0}.get(age[-1:].upper())
    if per_year is not None and age[:-1].isdecimal() and (int(age[:-1]) or per_year != 1.0):
        stated = round(int(age[:-1]) / per_year, 2)
        return stated if stated <= OLDEST_YEARS else None
    born, studied = calendar_date(birth_date), calendar_date(study_date)
    if born is None or studied is None or studied < born or lies_ahead(studied):
        return None
    years = round((studied - born).days / 365.25, 2)
    return years if years <= OLDEST_YEARS else None


def lies_ahead(day: date) -> bool:
    """Whether a day is later than today in any zone of the world."""
    return day > date.today() + timedelta(days=1)


def calendar_date(dicom_date: str) -> date | None:
    """The day that YYYYMMDD names; None where there is no such day."""
    if len(dicom_date) != 8 or not dicom_date.isdecimal():
        return None
    try:
        return date(int(dicom_date[:4]), int(dicom_date[4:6]), int(dicom_date[6:8]))
    except ValueError:
        return None


def shared_by_study(dataset: Dataset, folder: str) -> list[str]:
    """What all files of a study agree on. Where no patient is named, also what tells one machine and visit apart; where
    nothing in the header ties files together, the end of the path of their `folder`."""
    shared = ["PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID"]
    shared.append("AccessionNumber")
    if not text(dataset, "PatientID"):
        shared += ["FrameOfReferenceUID", "DeviceSerialNumber", "StationName", "PatientWeight"]
    found = [text(dataset, keyword) for keyword in shared]
    tied = any(text(dataset, keyword) for keyword in ("PatientID", "PatientName", "AccessionNumber", "FrameOfReferenceUID"))
    return found if tied else [*found, folder]


def shared_by_series(dataset: Dataset) -> list[str]:
    """What all files of a series agree on."""
    shared = ("Modality", "SeriesNumber", "SeriesDescription", "SeriesTime", "ProtocolName", "ConvolutionKernel",
              "FrameOfReferenceUID", "Rows", "Columns")  # fmt: skip
    return [text(dataset, keyword) for keyword in shared]
