"""A small library's content: one CT study with a series, and records to put on it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from viewer.case.edits import Edit, Swap
from viewer.case.geometry import Geometry
from viewer.case.measurement import Ruler
from viewer.case.patch import Patch
from viewer.case.report import ReportDraft, Section, Sentence, SignedReport
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.study import Instance, Patient, Problem, Series, Study
from viewer.case.terms import LUNG
from viewer.dicom.scan import Scan

AUTHOR = "user:Dr. Beispiel"
SOURCE = Source(AUTHOR, "2024-03-01T10:00:00+00:00")
STUDY_UID = "1.2.840.99.1"
SERIES_UID = "1.2.840.99.1.1"
CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2"
MASK_SHAPE = (2, 5, 6)
GEOMETRY = Geometry(
    MASK_SHAPE, ((0.0, 0.0, 0.7, 1.0), (0.0, 0.8, 0.0, 2.0), (2.5, 0.0, 0.0, 3.0), (0.0, 0.0, 0.0, 1.0)), "1.2.3"
)
PATIENT = Patient("P-001", "Müller^Anna", "19600131", "F")


def a_scan(
    folder: Path,
    study_uid: str = STUDY_UID,
    patient: Patient = PATIENT,
    date: str = "20240301",
    instances: int = 3,
    problems: tuple[Problem, ...] = (),
    modality: str = "CT",
    description: str = "Thorax mit KM",
    accession: str = "ACC-0042",
) -> Scan:
    """What a scan of `instances` slices finds; the files are in `folder`."""
    study = Study(study_uid, patient, date, "101500", description, accession)
    series = Series(f"{study_uid}.1", study_uid, modality, "axial 1.0 B60f", 2, "1.2.3", kvp=120.0)
    rows = []
    for number in range(instances, 0, -1):
        path = folder / f"{study_uid}-{number}.dcm"
        path.write_bytes(f"{study_uid} {number}".encode())
        rows.append(Instance(f"{series.uid}.{number}", series.uid, CT_IMAGE, str(path), number=number))
    return Scan((study,), (series,), tuple(rows), problems)


def ruler(id: str) -> Ruler:
    return Ruler(id, SERIES_UID, "1.2.3", (0.0, 0.0, 0.0), (3.0, 4.0, 0.0), SOURCE)


def add_ruler(record: Ruler) -> Edit:
    return Edit("Add ruler", AUTHOR, (Swap(None, record),))


def add_segmentation(case: CaseStore, library: Library) -> Segmentation:
    """A segmentation with an empty mask, adopted and applied as a model's result is."""
    made = library.folder / "result.npy"
    np.save(made, np.zeros(MASK_SHAPE, np.uint8))
    label = Label(1, "left lung", LUNG, "left")
    segmentation = Segmentation(
        "s1", SERIES_UID, "lungs", GEOMETRY, (label,), (), case.adopt(made, "s1"), Source("model:x@1", "2024")
    )
    case.apply(Edit("Add segmentation", "model:x@1", (Swap(None, segmentation),)))
    return segmentation


def stroke(case: CaseStore, segmentation: Segmentation, value: int) -> Edit:
    """Four voxels set to `value`."""
    box = ((0, 1), (1, 3), (1, 3))
    before = np.array(case.mask_of(segmentation)[0:1, 1:3, 1:3])
    return Edit("Brush", AUTHOR, (Patch.between(segmentation.id, box, before, np.full_like(before, value)),))


def draft(text: str) -> ReportDraft:
    return ReportDraft("d1", "chest", (Section("findings", (Sentence("t1", text, (), (), SOURCE),)),), SOURCE)


def signed(written: ReportDraft) -> SignedReport:
    digest = hashlib.sha256(written.text.encode()).hexdigest()
    return SignedReport("sr1", written.text, digest, "Dr. Beispiel", "2024-03-02", written.id, written)
