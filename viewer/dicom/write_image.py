"""Writes a volume of Hounsfield units as a standard CT series, one file per slice."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import PYDICOM_IMPLEMENTATION_UID, CTImageStorage, ExplicitVRLittleEndian

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick
from viewer.case.study import Series, Study

OFFSET_HU = -1024
"""Stored values are unsigned 12 bit; this is the Rescale Intercept, as scanners have it."""


@dataclass(frozen=True, slots=True)
class CtHeader:
    """Everything in the files that is not geometry or pixels.

    `device_model` and `software` name what made the images; `tube_current_ma` and `exposure_time_ms` may be
    None (left out). `comment` goes into Image Comments of every slice. `numbered_from_top` gives Instance
    Number 1 to the last slice (the head end of an axial series), as most scanners do.
    """

    study: Study
    series: Series
    study_id: str = ""
    device_model: str = ""
    software: str = ""
    comment: str = ""
    contrast_route: str = ""
    tube_current_ma: int | None = None
    exposure_time_ms: int | None = None
    numbered_from_top: bool = True


def uid_for(name: str) -> str:
    """A UID that is always the same for the same name, under 2.25 (DICOM PS3.5 B.2)."""
    return f"2.25.{uuid.uuid5(uuid.NAMESPACE_URL, name).int}"


def write_ct_series(folder: Path, voxels_hu: npt.NDArray[np.int16], geometry: Geometry, header: CtHeader, tick: Tick) -> None:
    """Write CT Image Storage objects (DICOM PS3.3 A.3), explicit little endian, ``IM0001.dcm`` on.

    Parameters
    ----------
    voxels_hu : (slices, rows, columns) of ``geometry.shape_kji``; values outside -1024..3071 are clipped.

    Raises
    ------
    KnownError where the folder cannot be written; CancelledError from `tick`.
    """
    if voxels_hu.shape != geometry.shape_kji:
        raise ValueError(f"voxels of shape {voxels_hu.shape} do not fit a geometry of {geometry.shape_kji}")
    count = len(voxels_hu)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, count + 1):
            k = count - number if header.numbered_from_top else number - 1
            dataset = _slice(voxels_hu[k], geometry, k, number, header)
            dataset.save_as(folder / f"IM{number:04d}.dcm", enforce_file_format=True)
            tick(number / count, "Writing slices")
    except OSError as error:
        raise KnownError(f"The images cannot be written to {folder}.", error.strerror or "") from error


def _slice(pixels_hu: npt.NDArray[np.int16], geometry: Geometry, k: int, number: int, header: CtHeader) -> FileDataset:
    study, series = header.study, header.series
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = CTImageStorage
    meta.MediaStorageSOPInstanceUID = uid_for(f"{series.uid}/{number}")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.ImplementationClassUID = PYDICOM_IMPLEMENTATION_UID
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    _patient_and_study(ds, study, header)
    _series_and_device(ds, series, header)
    _picture(ds, pixels_hu, geometry, k, number)
    return ds


def _patient_and_study(ds: Dataset, study: Study, header: CtHeader) -> None:
    patient = study.patient
    ds.PatientName, ds.PatientID = patient.name, patient.id
    ds.PatientBirthDate, ds.PatientSex = patient.birth_date, patient.sex
    if patient.issuer:
        ds.IssuerOfPatientID = patient.issuer
    if study.age_years is not None:
        ds.PatientAge = f"{int(study.age_years):03d}Y"
    ds.StudyInstanceUID, ds.StudyID = study.uid, header.study_id
    ds.StudyDate, ds.StudyTime = study.date, study.time
    ds.SeriesDate = ds.AcquisitionDate = ds.ContentDate = study.date
    ds.SeriesTime = ds.AcquisitionTime = ds.ContentTime = study.time
    ds.StudyDescription, ds.AccessionNumber = study.description, study.accession
    ds.ReferringPhysicianName = study.referring_physician
    if study.indication:
        request = Dataset()
        request.RequestedProcedureID = study.accession or "1"
        request.ScheduledProcedureStepID = "1"
        request.ReasonForTheRequestedProcedure = study.indication
        ds.RequestAttributesSequence = Sequence([request])


def _series_and_device(ds: Dataset, series: Series, header: CtHeader) -> None:
    ds.Modality, ds.SeriesInstanceUID, ds.SeriesNumber = "CT", series.uid, series.number
    ds.SeriesDescription, ds.ProtocolName = series.description, series.protocol
    ds.BodyPartExamined, ds.PatientPosition = series.body_part, "HFS"
    ds.FrameOfReferenceUID, ds.PositionReferenceIndicator = series.frame_uid, ""
    ds.Manufacturer, ds.ManufacturerModelName = series.manufacturer, header.device_model or series.model_name
    ds.SoftwareVersions = header.software
    ds.KVP, ds.ConvolutionKernel = series.kvp, series.kernel
    ds.AcquisitionNumber, ds.ImageType = 1, ["ORIGINAL", "PRIMARY", "AXIAL"]
    if header.tube_current_ma is not None:
        ds.XRayTubeCurrent = header.tube_current_ma
    if header.exposure_time_ms is not None:
        ds.ExposureTime = header.exposure_time_ms
    if series.contrast_agent:
        ds.ContrastBolusAgent = series.contrast_agent
        ds.ContrastBolusRoute = header.contrast_route
    if header.comment:
        ds.ImageComments = header.comment


def _picture(ds: Dataset, pixels_hu: npt.NDArray[np.int16], geometry: Geometry, k: int, number: int) -> None:
    slice_mm, row_mm, column_mm = geometry.spacing_mm
    position = geometry.point(k, 0, 0)
    ds.InstanceNumber = number
    ds.ImagePositionPatient = [_decimal(value) for value in position]
    ds.ImageOrientationPatient = [_decimal(value) for value in geometry.orientation]
    ds.PixelSpacing = [_decimal(row_mm), _decimal(column_mm)]
    ds.SliceThickness = _decimal(slice_mm)
    normal = np.cross(geometry.orientation[:3], geometry.orientation[3:])
    ds.SliceLocation = _decimal(float(normal @ position))
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows, ds.Columns = pixels_hu.shape
    ds.BitsAllocated, ds.BitsStored, ds.HighBit, ds.PixelRepresentation = 16, 12, 11, 0
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = str(OFFSET_HU), "1", "HU"
    ds.WindowCenter, ds.WindowWidth = ["40", "-600"], ["400", "1500"]
    ds.WindowCenterWidthExplanation = ["SOFT TISSUE", "LUNG"]
    stored = np.clip(pixels_hu.astype(np.int32) - OFFSET_HU, 0, 4095).astype("<u2")
    ds.PixelData = stored.tobytes()


def _decimal(value: float) -> str:
    """At most 16 characters, as a Decimal String must be."""
    return f"{round(value, 6) + 0.0:.10g}"
