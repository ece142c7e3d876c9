"""Writes cuts through a volume as a derived series of classic CT, MR or PET images, with what they were cut from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom import Dataset, dcmread
from pydicom.dataset import FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import (
    PYDICOM_IMPLEMENTATION_UID,
    CTImageStorage,
    ExplicitVRLittleEndian,
    MRImageStorage,
    PositronEmissionTomographyImageStorage,
    SecondaryCaptureImageStorage,
)

from viewer.case.geometry import Point
from viewer.case.progress import Tick
from viewer.case.study import Instance, Series, Study
from viewer.case.volume import Voxels, Window
from viewer.dicom.derived import MANUFACTURER, MODEL_NAME, new_uid, read_header, save, software_version, to_frame_uid
from viewer.dicom.suv import UNITS

CLASSES = {"CT": CTImageStorage, "MR": MRImageStorage, "PT": PositronEmissionTomographyImageStorage}
ACQUIRED = {
    "CT": ("KVP", "ExposureTime", "XRayTubeCurrent", "Exposure", "ConvolutionKernel", "GantryDetectorTilt"),
    "MR": (
        "ScanningSequence", "SequenceVariant", "ScanOptions", "MRAcquisitionType", "RepetitionTime", "EchoTime",
        "EchoTrainLength", "InversionTime", "FlipAngle", "MagneticFieldStrength", "EchoNumbers", "SequenceName",
    ),
    "PT": (
        "CountsSource", "SeriesType", "CorrectedImage", "DecayCorrection", "CollimatorType", "NumberOfSlices",
        "RadiopharmaceuticalInformationSequence", "FrameReferenceTime", "ActualFrameDuration", "DecayFactor",
        "PatientOrientationCodeSequence", "PatientGantryRelationshipCodeSequence",
    ),
}  # fmt: skip
"""What of the acquisition stays true of a cut."""
OF_SERIES = (
    "BodyPartExamined", "ProtocolName", "PatientPosition", "ContrastBolusAgent", "ContrastBolusRoute", "AcquisitionDate",
    "AcquisitionTime", "SeriesDate", "SeriesTime", "LossyImageCompression", "LossyImageCompressionRatio",
    "LossyImageCompressionMethod", "PatientWeight", "PatientSize", "Laterality", "BurnedInAnnotation",
)  # fmt: skip
CODES = {
    "MPR": ("113072", "Multiplanar reformatting"),
    "MIP": ("113078", "Maximum intensity projection"),
    "MinIP": ("113079", "Minimum intensity projection"),
    "mean": ("113072", "Multiplanar reformatting"),
    "curved": ("113073", "Curved multiplanar reformatting"),
}
"""DICOM PS3.16 CID 7203, Image Derivation."""
PET_UNITS = {"SUVlbm": "GML", "SUVibw": "GML", **{said: code for code, said in UNITS.items() if said not in ("counts", "counts/s")}}
SUV_TYPES = {"SUVbw": "BW", "SUVlbm": "LBM", "SUVibw": "IBW", "SUVbsa": "BSA"}
"""Units and SUV Type of PET values (DICOM PS3.3 C.8.9.1)."""
MOST_SOURCES = 100
"""A picture that was cut from more than this many names the first and last of them, and all in words."""
LARGEST = 65_534
EMPTY = -32_768


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """One picture: its values, the centre of its first pixel, and the source pictures that it was cut from."""

    values: Voxels
    origin_lps: Point
    source_uids: Sequence[str]


@dataclass(frozen=True, eq=False, slots=True)
class Reformat:
    """What all pictures of the new series share. `method` is one of `CODES`; `unit` is the values' unit."""

    study: Study
    series: Series
    instances: Sequence[Instance]
    unit: str
    method: str
    description: str
    right_lps: Point
    down_lps: Point
    pixel_mm: float
    step_mm: float
    thickness_mm: float
    window: Window
    values_range: tuple[float, float]

    @property
    def is_flattened(self) -> bool:
        """Whether the pictures were bent flat: they have no place in the patient, and no frame of reference."""
        return self.method == "curved"


def write_reformat(folder: Path, reformat: Reformat, cuts: Iterable[Cut], count: int, tick: Tick) -> tuple[Path, ...]:
    """Write `count` pictures as a new series of the same study and frame of reference; the paths, in their order.

    Whole numbers of up to 16 bits are stored as they are; others on 65,535 levels between the values' limits. Pixels
    outside the source volume are padding. Raises `KnownError` where the folder cannot be written, and what `tick` does.
    """
    series_uid, paths = new_uid(), []
    shared = _shared(reformat, series_uid)
    classes = {instance.uid: instance.sop_class_uid for instance in reformat.instances}
    for number, cut in enumerate(cuts, 1):
        tick((number - 1) / count, f"Writing picture {number} of {count}")
        dataset = Dataset()
        dataset.update(shared)
        dataset.SOPInstanceUID = new_uid()
        dataset.InstanceNumber = number
        if not reformat.is_flattened:
            dataset.ImagePositionPatient = [_decimal(value) for value in cut.origin_lps]
        dataset.SourceImageSequence = _sources(cut.source_uids, classes)
        if len(cut.source_uids) > MOST_SOURCES:
            said = f"Lightbox: {reformat.description}; cut from {len(cut.source_uids)} pictures, the first and last are named"
            dataset.add_new("DerivationDescription", "ST", said)  # the element of `shared` is every picture's
        _put_pixels(dataset, cut.values, reformat)
        dataset.file_meta = FileMetaDataset()
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.file_meta.ImplementationClassUID = PYDICOM_IMPLEMENTATION_UID
        path = folder / f"IM{number:04d}.dcm"
        save(dataset, path)
        paths.append(path)
    return tuple(paths)


def _shared(reformat: Reformat, series_uid: str) -> Dataset:
    series = reformat.series
    dataset = read_header(reformat.study, reformat.instances)
    source = _first_header(reformat.instances)
    for keyword in (*OF_SERIES, *ACQUIRED.get(series.modality, ())):
        if keyword in source:
            dataset[keyword] = source[keyword]
    dataset.SOPClassUID = CLASSES.get(series.modality, SecondaryCaptureImageStorage)
    dataset.Modality, dataset.SeriesInstanceUID = series.modality, series_uid
    dataset.SeriesNumber = (series.number or 0) * 100 + 1
    dataset.SeriesDescription = reformat.description[:64]
    dataset.FrameOfReferenceUID, dataset.PositionReferenceIndicator = to_frame_uid(series.frame_uid), ""
    dataset.Manufacturer, dataset.ManufacturerModelName = MANUFACTURER, MODEL_NAME
    dataset.SoftwareVersions, dataset.InstitutionName = software_version(), source.get("InstitutionName", "")
    dataset.PatientPosition = dataset.get("PatientPosition", "")
    dataset.ReferringPhysicianName = dataset.get("ReferringPhysicianName", "")
    dataset.ImageType = ["DERIVED", "SECONDARY", "MPR" if reformat.method == "mean" else reformat.method.upper()]
    dataset.ContentDate, dataset.ContentTime = dataset.StudyDate, dataset.StudyTime
    dataset.AcquisitionNumber = None
    _fill_required(dataset, series.modality, reformat.unit)
    dataset.DerivationDescription = f"Lightbox: {reformat.description}"
    value, meaning = CODES[reformat.method]
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCM", meaning
    dataset.DerivationCodeSequence = [code]
    if reformat.is_flattened:
        dataset.SOPClassUID, dataset.ConversionType = SecondaryCaptureImageStorage, "WSD"
        dataset.PatientOrientation = ""  # along a path and across it
        dataset.PixelSpacingCalibrationType = "GEOMETRY"
        dataset.PixelSpacingCalibrationDescription = "mm along a path and across it"
        del dataset.FrameOfReferenceUID, dataset.PositionReferenceIndicator
    else:
        dataset.ImageOrientationPatient = [_decimal(value) for value in (*reformat.right_lps, *reformat.down_lps)]
    dataset.PixelSpacing = [_decimal(reformat.pixel_mm)] * 2
    dataset.SliceThickness = _decimal(reformat.thickness_mm)
    dataset.SpacingBetweenSlices = _decimal(reformat.step_mm)
    dataset.WindowCenter, dataset.WindowWidth = _decimal(reformat.window.centre), _decimal(max(reformat.window.width, 1e-6))
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 16, 15
    return dataset


def _fill_required(dataset: Dataset, modality: str, unit: str) -> None:
    """What the class must have and the source, an enhanced object say, did not state in the classic way."""
    if modality == "CT":
        dataset.KVP = dataset.get("KVP")
        dataset.RescaleType = "HU" if unit == "HU" else "US"
    elif modality == "MR":
        for keyword, value in (("ScanningSequence", "RM"), ("SequenceVariant", "NONE"), ("ScanOptions", "")):
            setattr(dataset, keyword, dataset.get(keyword) or value)
        for keyword in ("MRAcquisitionType", "EchoTime", "EchoTrainLength"):
            setattr(dataset, keyword, dataset.get(keyword))
    elif modality == "PT":
        dataset.Units = PET_UNITS.get(unit, "CNTS")
        if unit in SUV_TYPES:
            dataset.SUVType = SUV_TYPES[unit]


def _put_pixels(dataset: Dataset, values: Voxels, reformat: Reformat) -> None:
    dataset.Rows, dataset.Columns = values.shape
    slope, intercept = 1.0, 0.0
    stored: npt.NDArray[np.generic]
    if values.dtype.kind in "iu" and values.dtype.itemsize <= 2 and values.dtype != np.dtype(np.uint16):
        stored = values.astype("<i2")
        dataset.PixelRepresentation, dataset.PixelPaddingValue = 1, EMPTY
    elif values.dtype == np.dtype(np.uint16):
        stored = values.astype("<u2")
        dataset.PixelRepresentation = 0
    else:
        low, high = reformat.values_range
        low = min(low, 0.0) if low < 0 else 0.0
        slope = max((high - low) / LARGEST, 1e-12)
        slope = float(_decimal(slope))
        intercept = float(_decimal(low - slope)) if low < 0 else 0.0
        found = np.isfinite(values)
        stored = np.zeros(values.shape, "<u2")
        stored[found] = np.clip(np.rint((values[found] - intercept) / slope), 0, LARGEST + 1).astype("<u2")
        dataset.PixelRepresentation = 0
        if low < 0:
            dataset.PixelPaddingValue = 0
    dataset.RescaleSlope, dataset.RescaleIntercept = _decimal(slope), _decimal(intercept)
    dataset.PixelData = stored.tobytes()


def _sources(uids: Sequence[str], classes: dict[str, str]) -> list[Dataset]:
    named = list(dict.fromkeys(uids if len(uids) <= MOST_SOURCES else (uids[0], uids[-1])))
    items = []
    for uid in named:
        item, purpose = Dataset(), Dataset()
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = classes.get(uid, CTImageStorage), uid
        purpose.CodeValue, purpose.CodingSchemeDesignator = "121322", "DCM"
        purpose.CodeMeaning = "Source image for image processing operation"
        item.PurposeOfReferenceCodeSequence = [purpose]
        items.append(item)
    return items


def _first_header(instances: Sequence[Instance]) -> Dataset:
    for instance in instances:
        try:
            return dcmread(instance.path, stop_before_pixels=True, force=True)
        except (OSError, InvalidDicomError, ValueError, EOFError, NotImplementedError):
            continue
    return Dataset()


def _decimal(value: float) -> str:
    """A DICOM decimal string: at most 16 characters (PS3.5 6.2)."""
    for digits in range(15, 5, -1):
        text = f"{value + 0.0:.{digits}g}"
        if len(text) <= 16:
            return text
    return f"{value:.5g}"
