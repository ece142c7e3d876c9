"""What every DICOM object that Lightbox writes has in common: identity, patient, equipment, names, codes."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from pydicom import Dataset, dcmread
from pydicom.errors import InvalidDicomError
from pydicom.sr.coding import Code as DicomCode
from pydicom.uid import CTImageStorage, generate_uid

from viewer.case.errors import KnownError
from viewer.case.source import Source
from viewer.case.study import Instance, Series, Study
from viewer.case.terms import Code
from viewer.case.volume import Plane, Stack
from viewer.dicom.whole_file import whole_file

MANUFACTURER = "Lightbox"
MODEL_NAME = "Lightbox"
UTF8 = "ISO_IR 192"
SIDES: Mapping[str, DicomCode] = {
    "left": DicomCode("7771000", "SCT", "Left"),
    "right": DicomCode("24028007", "SCT", "Right"),
    "bilateral": DicomCode("51440002", "SCT", "Bilateral"),
    "midline": DicomCode("399488007", "SCT", "Midline"),
}
"""Laterality, DICOM PS3.16 CID 244, and SNOMED's midline."""
_AGE = re.compile(r"[0-9]{3}[DWMY]")
"""An age string, AS (PS3.5, 6.2)."""
COPIED = (
    "PatientAge", "PatientSize", "PatientWeight", "StudyID", "StudyDescription", "ReferringPhysicianName",
    "PatientIdentityRemoved", "DeidentificationMethod",
)  # fmt: skip
"""Patient and study attributes that the records do not hold and that derived objects repeat (PS3.3 C.7.1, C.7.2)."""


@dataclass(frozen=True, slots=True)
class ObjectReference:
    """The identity of one DICOM object, known before it is written, so that two objects can name each other."""

    sop_class_uid: str
    sop_instance_uid: str
    series_uid: str
    study_uid: str

    def to_dataset(self) -> Dataset:
        """As highdicom wants evidence: a dataset with the four UIDs."""
        dataset = Dataset()
        dataset.SOPClassUID = self.sop_class_uid
        dataset.SOPInstanceUID = self.sop_instance_uid
        dataset.SeriesInstanceUID = self.series_uid
        dataset.StudyInstanceUID = self.study_uid
        return dataset


EXPERIMENTAL = "experimental"
"""What objects say of the work of a model that the site has not accepted."""


@dataclass(frozen=True, slots=True)
class Algorithm:
    """Name, version and weights of the model that made a record."""

    name: str
    version: str
    weights_sha256: str
    experimental: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        """What else another system should know of it, as names and values."""
        weights = {"weights_sha256": self.weights_sha256} if self.weights_sha256 else {}
        return weights | ({"state": EXPERIMENTAL} if self.experimental else {})

    @property
    def family(self) -> DicomCode:
        """Kind of algorithm, PS3.16 CID 7162: with weights it was learned, without it is image processing."""
        if self.weights_sha256:
            return DicomCode("123110", "DCM", "Artificial Intelligence")
        return DicomCode("123104", "DCM", "Morphological Operations")


def new_uid() -> str:
    """A fresh UID under 2.25 (PS3.5 B.2)."""
    return str(generate_uid(prefix=None))


def stable_uid(*parts: str) -> str:
    """The UID under 2.25 that the same words always give: one finding keeps one UID over exports."""
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_OID, '/'.join(('lightbox', *parts))).int}"


def to_frame_uid(frame_uid: str) -> str:
    """A frame of reference for DICOM: where the pictures named none, one of ours that is the same in every export."""
    return stable_uid("frame", frame_uid) if not frame_uid or frame_uid.startswith("local:") else frame_uid


def new_object(sop_class_uid: str, study_uid: str) -> ObjectReference:
    """The identity of an object that is about to be written, in a series of its own."""
    return ObjectReference(sop_class_uid, new_uid(), new_uid(), study_uid)


def software_version() -> str:
    try:
        return version("lightbox")
    except PackageNotFoundError:
        return "development"


def algorithm_of(source: Source) -> Algorithm | None:
    """Which model made a record; None where a person did."""
    if not source.is_model:
        return None
    name, _, number = source.author.removeprefix("model:").partition("@")
    return Algorithm(name, number or "unknown", source.weights_sha256, source.experimental)


def described(text: str, source: Source) -> str:
    """A description of at most 64 characters (LO) that ends with "(experimental)" where the model is."""
    ending = f" ({EXPERIMENTAL})" if source.experimental else ""
    return text[: 64 - len(ending)] + ending


def to_dicom_code(code: Code) -> DicomCode:
    return DicomCode(code.value, code.scheme, code.meaning[:64])


def to_person_name(name: str) -> str:
    """A typed name as a DICOM person name: "Anna Maria Meier" becomes ``Meier^Anna Maria``.

    "Meier, Anna" is understood, a name that already has carets is kept, one word or a remark in brackets is a
    family name, and characters that mean something in DICOM are dropped. Titles become prefixes (PS3.5 6.2.1).
    """
    if "^" in name:
        return name.strip()
    cleaned = " ".join(name.replace("\\", " ").replace("=", " ").split())
    prefixes = []
    while (first := cleaned.partition(" "))[2] and first[0].rstrip(".").lower() in ("dr", "prof", "med"):
        prefixes.append(first[0])
        cleaned = first[2]
    if "(" in cleaned:
        family, given = cleaned, ""
    elif "," in cleaned:
        family, _, given = (part.strip() for part in cleaned.partition(","))
    else:
        given, _, family = cleaned.rpartition(" ")
    return _with_caret(f"{family}^{given}^^{' '.join(prefixes)}".rstrip("^"))


def read_header(study: Study, instances: Sequence[Instance]) -> Dataset:
    """Patient and study attributes for a new object: the records' values, and what else the first readable file says.

    Files whose UIDs are empty are no obstacle: every UID comes from the records. No file is changed.
    """
    header = Dataset()
    for keyword, value in _copied_values(instances).items():
        setattr(header, keyword, value)
    if header.get("PatientIdentityRemoved") == "YES" and "DeidentificationMethod" not in header:
        header.DeidentificationMethod = "Not stated by the source"  # type 1C, and left out by some publishers
    patient = study.patient
    header.StudyInstanceUID = study.uid
    header.PatientID = patient.id
    header.PatientName = _with_caret(patient.name)
    header.PatientBirthDate = _digits(patient.birth_date, 8)
    header.PatientSex = patient.sex if patient.sex in ("M", "F", "O") else ""
    if patient.issuer:
        header.IssuerOfPatientID = patient.issuer
    header.AccessionNumber = study.accession[:16]
    header.StudyID = header.get("StudyID", "")
    header.StudyDate = _digits(study.date, 8)
    header.StudyTime = study.time if _digits(study.time[:6], 6) else ""
    header.StudyDescription = study.description[:64]
    header.SpecificCharacterSet = UTF8
    return header


def source_images(
    stack: Stack, series: Series, instances: Sequence[Instance], header: Dataset, slice_thickness_mm: float
) -> list[Dataset]:
    """One dataset per acquired plane, with what highdicom reads of a source image; nothing is read from disk.

    Each plane stands for a picture of its own, whatever the file is, because highdicom takes one multi-frame source
    or many single ones, of classes that it knows. `write_seg` puts the true class and frame back.

    Raises
    ------
    KnownError when a plane belongs to no known instance.
    """
    by_uid = {instance.uid: instance for instance in instances}
    sources = []
    for plane in stack.planes:
        instance = by_uid.get(plane.instance_uid)
        if instance is None:
            raise KnownError("A picture of this series is no longer in the library.", "Import the study again.")
        source = Dataset()
        source.update(header)
        source.SOPClassUID = CTImageStorage
        source.SOPInstanceUID = instance.uid
        source.SeriesInstanceUID = series.uid
        source.Modality = series.modality
        source.FrameOfReferenceUID = to_frame_uid(stack.frame_uid)
        source.Rows, source.Columns = stack.pixels.shape[1:3]
        row_mm, column_mm = plane_spacing(plane)
        source.PixelSpacing = [_decimal(row_mm), _decimal(column_mm)]
        source.SliceThickness = _decimal(slice_thickness_mm)
        source.ImagePositionPatient = [_decimal(value) for value in plane.origin_lps]
        source.ImageOrientationPatient = [_decimal(value) for value in plane_orientation(plane)]
        sources.append(source)
    return sources


def plane_spacing(plane: Plane) -> tuple[float, float]:
    """Distance between rows and between columns, mm: the order of Pixel Spacing (PS3.3 10.7.1.3)."""
    return float(np.linalg.norm(plane.down_lps)), float(np.linalg.norm(plane.along_lps))


def plane_orientation(plane: Plane) -> tuple[float, ...]:
    """Image Orientation (Patient) of a plane."""
    row_mm, column_mm = plane_spacing(plane)
    along = np.asarray(plane.along_lps) / column_mm
    down = np.asarray(plane.down_lps) / row_mm
    return tuple(float(value) for value in (*along, *down))


def equipment() -> dict[str, Any]:
    """The equipment attributes of every object that Lightbox makes, as highdicom's keyword arguments."""
    return {
        "manufacturer": MANUFACTURER,
        "manufacturer_model_name": MODEL_NAME,
        "software_versions": software_version(),
        "device_serial_number": "1",
        "specific_character_set": UTF8,
    }


def save(dataset: Dataset, path: Path) -> None:
    """Write a whole object or nothing.

    Raises
    ------
    KnownError when the folder cannot be written.
    """
    with whole_file(path) as part:
        dataset.save_as(part, enforce_file_format=True)


def _copied_values(instances: Sequence[Instance]) -> dict[str, Any]:
    for instance in instances:
        try:
            dataset = dcmread(instance.path, specific_tags=[*COPIED, "SpecificCharacterSet"], force=True)
            found = {keyword: dataset[keyword].value for keyword in COPIED if dataset.get(keyword)}
            if not _AGE.fullmatch(str(found.get("PatientAge", "000Y"))):
                del found["PatientAge"]  # "62" says no unit, and would make the object invalid
            return found
        except (OSError, InvalidDicomError, ValueError, EOFError, NotImplementedError):
            continue
    return {}


def _with_caret(name: str) -> str:
    """A name of one component ends with a caret (the same name to DICOM): highdicom warns of any other."""
    return name if not name or "^" in name else f"{name}^"


def _digits(text: str, length: int) -> str:
    return text if len(text) == length and text.isdigit() else ""


def _decimal(value: float) -> str:
    """A DICOM decimal string: at most 16 characters (PS3.5 6.2)."""
    text = repr(round(float(value), 10) + 0.0)
    return text if len(text) <= 16 else f"{value:.9g}"
