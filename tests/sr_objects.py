"""Small structured reports made by hand, item by item, so that a test may also make wrong ones."""

from __future__ import annotations

from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset


def coded(value: str, scheme: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, scheme, meaning
    return code


def item(value_type: str, name: str = "", relationship: str = "CONTAINS", *children: Dataset, **values: object) -> Dataset:
    """A content item; `name` is the meaning of its concept."""
    made = Dataset()
    made.RelationshipType, made.ValueType = relationship, value_type
    if name:
        made.ConceptNameCodeSequence = [coded(name[:16], "99TEST", name)]
    for keyword, value in values.items():
        setattr(made, keyword, value)
    if children:
        made.ContentSequence = list(children)
    return made


def measured(name: str, value: str, unit: str) -> Dataset:
    number = Dataset()
    number.NumericValue = value
    number.MeasurementUnitsCodeSequence = [coded(unit, "UCUM", unit)]
    return item("NUM", name, "CONTAINS", MeasuredValueSequence=[number])


def report(*children: Dataset, kind: str = "1.2.840.10008.5.1.4.1.1.88.33", **values: object) -> Dataset:
    made = item("CONTAINER", "Test report", "", *children)
    made.SOPClassUID, made.SOPInstanceUID = kind, "2.25.77"
    made.StudyInstanceUID, made.SeriesInstanceUID, made.Modality = "2.25.5", "2.25.76", "SR"
    made.PatientID, made.PatientName = "P1", "Doe^Jane"
    made.ContinuityOfContent = "SEPARATE"
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def write(path: Path, dataset: Dataset) -> Path:
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1"
    dataset.save_as(path, enforce_file_format=True)
    return path
