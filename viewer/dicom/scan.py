"""Looks through files and folders: which studies, series and pictures are there, and what is odd about them."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Instance, Patient, Problem, Series, Study
from viewer.dicom.headers import Header, integer, number, read_header, text
from viewer.dicom.identity import local_uid, sha256_of

DEMONSTRATION_MANUFACTURER = "Lightbox"
DEMONSTRATION_PATIENT = "LIGHTBOX-DEMO"
_DIRECTORY = "1.2.840.10008.1.3.10"
_KEYWORDS = (
    "SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "StudyDate", "StudyTime", "AccessionNumber",
    "Modality", "Manufacturer", "ReferringPhysicianName", "StationName", "StudyDescription", "SeriesDescription",
    "AdmittingDiagnosesDescription", "ManufacturerModelName", "PatientName", "PatientID", "IssuerOfPatientID",
    "PatientBirthDate", "PatientSex", "PatientAge", "PatientWeight", "ContrastBolusAgent", "BodyPartExamined",
    "SliceThickness", "KVP", "DeviceSerialNumber", "ProtocolName", "ConvolutionKernel", "StudyInstanceUID",
    "SeriesInstanceUID", "StudyID", "SeriesNumber", "SeriesTime", "AcquisitionNumber", "InstanceNumber",
    "FrameOfReferenceUID", "NumberOfFrames", "Rows", "Columns", "ReasonForTheRequestedProcedure",
    "ReasonForStudy", "RequestAttributesSequence",
)  # fmt: skip
_TAGS = [tag for tag in (tag_for_keyword(keyword) for keyword in _KEYWORDS) if tag is not None]


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. Every instance's series and every series' study is in it; `problems` name what is not."""

    studies: tuple[Study, ...]
    series: tuple[Series, ...]
    instances: tuple[Instance, ...]
    problems: tuple[Problem, ...]


def scan(paths: Sequence[Path], tick: Tick) -> Scan:
    """Reads the headers of files, and of all files in folders and the folders inside them.

    A file that is no DICOM, damaged or an image without pixels becomes a `Problem` with level "refused".
    Order is by path, so that two scans of the same files give the same answer.
    """
    tick(0.0, "Looking for files")
    collection = _Collection()
    files = sorted(set(_files(paths, collection.problems)))
    for count, path in enumerate(files):
        tick(count / len(files), f"Reading headers: {count} of {len(files)}")
        try:
            collection.add(path, read_header(path, _TAGS))
        except KnownError as refusal:
            collection.problems.append(Problem("refused", refusal.text, str(path)))
    tick(1.0, f"Read {len(files)} headers")
    return collection.result()


def _files(paths: Iterable[Path], problems: list[Problem]) -> Iterable[Path]:
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            for folder, _, names in os.walk(path):
                yield from (Path(folder, name) for name in names if not name.startswith("."))
        else:
            problems.append(Problem("refused", "There is no such file or folder.", str(path)))


@dataclass(slots=True)
class _Collection:
    """Grows file by file; one entry per UID."""

    studies: dict[str, Study] = field(default_factory=dict)
    series: dict[str, Series] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    no_uid: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    same_uid: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    two_patients: set[str] = field(default_factory=set)

    def add(self, path: Path, header: Header) -> None:
        dataset = header.dataset
        sop_class_uid = text(dataset, "SOPClassUID") or text(dataset.file_meta, "MediaStorageSOPClassUID")
        if sop_class_uid == _DIRECTORY:
            return
        if not any(text(dataset, keyword) for keyword in ("SOPClassUID", "Modality", "Rows")):
            raise KnownError("The file is cut short or empty inside: it names neither a kind of object nor a picture.")
        if integer(dataset, "Rows") and not header.has_pixels:
            raise KnownError("The picture itself is missing from the file: it has a size but no Pixel Data.")
        study = self._study(dataset)
        series = self._series(dataset, study)
        uid = text(dataset, "SOPInstanceUID") or text(dataset.file_meta, "MediaStorageSOPInstanceUID")
        if not text(dataset, "SOPInstanceUID"):
            self.no_uid[series.uid, "SOP Instance"] += 1
        if not uid:
            uid = local_uid("instance", [sha256_of(path)])
        if uid in self.instances:
            digest = sha256_of(path)
            if digest == sha256_of(Path(self.instances[uid].path)):
                self.problems.append(Problem("note", "This file is the same as another one; it counts once.", str(path)))
                return
            uid = local_uid("instance", [digest])
            if uid in self.instances:
                return
            self.same_uid[series.uid] += 1
        self.instances[uid] = Instance(
            uid=uid, series_uid=series.uid, sop_class_uid=sop_class_uid, path=str(path),
            frames=max(1, integer(dataset, "NumberOfFrames") or 1), transfer_syntax_uid=header.syntax_uid,
            number=integer(dataset, "InstanceNumber"),
        )  # fmt: skip
        # Only now: a file that was refused leaves no empty study behind.
        self.studies.setdefault(study.uid, study)
        first = self.series.setdefault(series.uid, series)
        if number(dataset, "SliceThickness") != first.slice_thickness_mm:  # no one number is true of the series
            self.series[series.uid] = replace(first, slice_thickness_mm=None)

    def _study(self, dataset: Dataset) -> Study:
        uid = text(dataset, "StudyInstanceUID")
        study = study_of(dataset, uid or local_uid("study", _shared_by_study(dataset)))
        known = self.studies.get(study.uid)
        if known and (known.patient.id, known.patient.name) != (study.patient.id, study.patient.name):
            self.two_patients.add(study.uid)
        return known or study

    def _series(self, dataset: Dataset, study: Study) -> Series:
        uid = text(dataset, "SeriesInstanceUID")
        series = series_of(dataset, uid or local_uid("series", [study.uid, *_shared_by_series(dataset)]), study.uid)
        known = self.series.get(series.uid)
        if known and known.study_uid != study.uid:
            # One series UID in two studies: only a broken export does that. The second gets its own.
            series = replace(series, uid=local_uid("series", [study.uid, series.uid]))
            known = self.series.get(series.uid)
        if not text(dataset, "StudyInstanceUID"):
            self.no_uid[series.uid, "Study"] += 1
        if not uid:
            self.no_uid[series.uid, "Series"] += 1
        return known or series

    def result(self) -> Scan:
        missing: dict[str, list[str]] = defaultdict(list)
        for (series_uid, kind), _ in sorted(self.no_uid.items()):
            missing[series_uid].append(kind)
        for series_uid, kinds in missing.items():
            if series_uid in self.series:
                self.problems.append(Problem("note", _sentence_on_uids(kinds), series_uid))
        for series_uid, count in self.same_uid.items():
            sentence = (
                f"{_files_carry(count)} the SOP Instance UID of another file with other content; "
                "local UIDs keep them apart, which other systems do not know."
            )
            self.problems.append(Problem("warning", sentence, series_uid))
        for study_uid in sorted(self.two_patients):
            sentence = "Files of this study name different patients; the first one is shown. Check whose study this is."
            self.problems.append(Problem("warning", sentence, study_uid))
        return Scan(
            tuple(self.studies.values()), tuple(self.series.values()), tuple(self.instances.values()),
            tuple(self.problems),
        )  # fmt: skip


def _sentence_on_uids(kinds: Sequence[str]) -> str:
    names = kinds[0] if len(kinds) == 1 else ", ".join(kinds[:-1]) + " and " + kinds[-1]
    return f"The {names} Instance UID".replace("Instance Instance", "Instance") + (
        " of the files is empty; local ones were made, which other systems do not know."
    )


def _files_carry(count: int) -> str:
    return "1 file carries" if count == 1 else f"{count} files carry"


def study_of(dataset: Dataset, uid: str) -> Study:
    """The study that a header belongs to."""
    patient = Patient(
        id=text(dataset, "PatientID"), name=text(dataset, "PatientName"), birth_date=text(dataset, "PatientBirthDate"),
        sex=text(dataset, "PatientSex"), issuer=text(dataset, "IssuerOfPatientID"),
    )  # fmt: skip
    requests = (dataset, *(dataset.get("RequestAttributesSequence") or ()))  # an image's reason lies in the sequence
    reasons = [text(request, "ReasonForTheRequestedProcedure") for request in requests]
    indication = next((reason for reason in reasons if reason), "")
    indication = indication or text(dataset, "ReasonForStudy") or text(dataset, "AdmittingDiagnosesDescription")
    study_date = text(dataset, "StudyDate").replace(".", "")  # ACR-NEMA wrote 1997.06.09 and 10:19:00
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
    """Age at the study: Patient's Age (nnnD, nnnW, nnnM or nnnY; DICOM PS3.5 6.2 AS), else from the dates."""
    per_year = {"D": 365.25, "W": 52.18, "M": 12.0, "Y": 1.0}.get(age[-1:].upper())
    if per_year is not None and age[:-1].isdigit():
        return round(int(age[:-1]) / per_year, 2)
    born, studied = _date(birth_date), _date(study_date)
    if born is None or studied is None or studied < born:
        return None
    return round((studied - born).days / 365.25, 2)


def _date(dicom_date: str) -> date | None:
    try:
        return date(int(dicom_date[:4]), int(dicom_date[4:6]), int(dicom_date[6:8]))
    except ValueError:
        return None


def _shared_by_study(dataset: Dataset) -> list[str]:
    """What all files of a study agree on. Where no patient is named, also what tells one machine and visit apart."""
    shared = ["PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID"]
    shared.append("AccessionNumber")
    if not text(dataset, "PatientID"):
        shared += ["FrameOfReferenceUID", "DeviceSerialNumber", "StationName", "PatientWeight"]
    return [text(dataset, keyword) for keyword in shared]


def _shared_by_series(dataset: Dataset) -> list[str]:
    """What all files of a series agree on."""
    shared = ("Modality", "SeriesNumber", "SeriesDescription", "SeriesTime", "ProtocolName", "ConvolutionKernel",
              "FrameOfReferenceUID", "Rows", "Columns")  # fmt: skip
    return [text(dataset, keyword) for keyword in shared]
