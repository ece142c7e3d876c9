"""Every frame of a series with what its header says about place, values and pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.progress import Tick
from viewer.case.study import Instance, Problem
from viewer.case.volume import UltrasoundRegion
from viewer.dicom.codecs import SUPPORTED
from viewer.dicom.groups import Groups, groups_of
from viewer.dicom.headers import Header, integer, number, numbers, read_header, text
from viewer.dicom.pixels import UNCOMPRESSED, FrameSource, source_of
from viewer.dicom.suv import GE_SCAN_START, PHILIPS_ACTIVITY_FACTOR, PHILIPS_SUV_FACTOR
from viewer.dicom.values import Values, values_of

_KEYWORDS = (
    "SpecificCharacterSet", "ImageType", "SOPClassUID", "Modality", "InstanceNumber", "AcquisitionNumber",
    "TemporalPositionIdentifier", "EchoNumbers", "EchoTime", "TriggerTime", "DiffusionBValue", "AcquisitionTime",
    "ContentTime", "SliceThickness", "SpacingBetweenSlices", "GantryDetectorTilt", "FrameOfReferenceUID",
    "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "ImagerPixelSpacing", "SamplesPerPixel",
    "PhotometricInterpretation", "NumberOfFrames", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "PixelPaddingValue", "WindowCenter", "WindowWidth", "WindowCenterWidthExplanation",
    "RescaleIntercept", "RescaleSlope", "RescaleType", "ModalityLUTSequence", "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence", "SeriesNumber", "PlanarConfiguration", "VOILUTSequence", "VOILUTFunction",
    "PixelPaddingRangeLimit", "Units", "SUVType", "CorrectedImage", "DecayCorrection", "DecayCorrected",
    "DecayCorrectionDateTime", "AttenuationCorrected", "RadiopharmaceuticalInformationSequence", "PatientWeight",
    "PatientSize", "PatientSex", "SeriesDate", "SeriesTime", "AcquisitionDate", "Manufacturer",
)  # fmt: skip
_TAGS = [tag for tag in (tag_for_keyword(keyword) for keyword in _KEYWORDS) if tag is not None]
_TAGS += [PHILIPS_SUV_FACTOR, PHILIPS_ACTIVITY_FACTOR, GE_SCAN_START, 0x70530010, 0x00090010]  # the last two name their owners

NOT_PICTURES = {
    "SEG": "a segmentation", "SR": "a structured report", "RTSTRUCT": "contours", "RTPLAN": "a treatment plan",
    "RTDOSE": "a dose distribution", "PR": "a presentation state", "KO": "a key object selection",
    "REG": "a registration", "DOC": "a document", "ECG": "an electrocardiogram", "RWV": "value mappings",
    "HP": "a hanging protocol",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture and its header.

    `position_lps` is the centre of the first pixel, `along` and `down` are unit vectors (Image Orientation),
    `spacing_mm` is the distance of rows, then of columns (Pixel Spacing). `order` tells repeated pictures of
    one place apart: (name, value) pairs, the most telling first. Without a place in the patient (`placed` is
    false) the position is (0, 0, frame from 0) in a frame of reference of the instance's own, x along the row.
    `kind` is what the values show ("phase", "ADC", "MIP"), `title` what a picture that stands alone is called
    ("R MLO"), `seconds` its time from the first one of a film; `oddities` are sentences for the reader.
    """

    instance_uid: str
    number: int
    position_lps: Point
    along: Point
    down: Point
    spacing_mm: tuple[float, float]
    spacing_source: str
    frame_uid: str
    placed: bool
    values: Values
    thickness_mm: float | None
    localizer: bool
    order: tuple[tuple[str, float | str], ...]
    source: FrameSource
    kind: str = ""
    title: str = ""
    seconds: float = 0.0
    regions: tuple[UltrasoundRegion, ...] = ()
    oddities: tuple[str, ...] = ()

    @property
    def normal(self) -> Point:
        x, y, z = np.cross(self.along, self.down)
        return float(x), float(y), float(z)


def read_frames(instances: Sequence[Instance], tick: Tick) -> tuple[list[Frame], list[Problem]]:
    """Frames of all instances, unsorted, and why instances were left out.

    Raises KnownError when none is a greyscale picture with a place in the patient.
    """
    frames: list[Frame] = []
    reasons: dict[str, list[Instance]] = {}
    for count, instance in enumerate(instances):
        tick(count / len(instances), f"Reading headers: {count} of {len(instances)}")
        try:
            frames += _frames_of(instance)
        except KnownError as refusal:
            reasons.setdefault(refusal.text, []).append(instance)
    problems = []
    for reason, left_out in reasons.items():
        if not frames and len(reasons) == 1:
            raise KnownError(reason)
        names = _these(left_out)
        problems.append(Problem("warning", f"{names} left out: {reason}", left_out[0].path))
    if not frames:
        raise KnownError("No picture of this series can be read: " + " ".join(reasons) if reasons else "The series is empty.")
    return frames, problems


def _these(instances: Sequence[Instance]) -> str:
    return "1 picture is" if len(instances) == 1 else f"{len(instances)} pictures are"


def _frames_of(instance: Instance) -> list[Frame]:
    header = read_header(Path(instance.path), _TAGS)
    dataset = header.dataset
    _refuse_what_is_no_slice(dataset, header)
    count = max(1, integer(dataset, "NumberOfFrames") or 1)
    groups = groups_of(dataset, count)
    film = groups is None  # nothing says where one frame lies and where the next
    return [
        _frame(instance, dataset, index, own, source_of(header, instance.path, index, count), film)
        for index, own in enumerate(groups or (Groups(dataset, Dataset(), Dataset()),) * count)
    ]


def _refuse_what_is_no_slice(dataset: Dataset, header: Header) -> None:
    modality = text(dataset, "Modality")
    if modality in NOT_PICTURES:
        raise KnownError(f"This series holds {NOT_PICTURES[modality]}, not pictures.")
    if not integer(dataset, "Rows") or not integer(dataset, "Columns"):
        raise KnownError("The file holds no picture.")
    if not header.has_pixels:
        raise KnownError("The picture itself is missing from the file.")
    if header.syntax_uid not in UNCOMPRESSED and header.syntax_uid not in SUPPORTED:
        raise KnownError(f"The pictures are compressed in a way this version does not read ({header.syntax_uid}).")
    if integer(dataset, "BitsAllocated") not in (8, 16, 32):
        raise KnownError(f"Pixels of {integer(dataset, 'BitsAllocated') or 'unknown'} bits are not read by this version.")
    if "MOSAIC" in text(dataset, "ImageType").split("\\"):
        raise KnownError("The pictures are mosaics of many slices, which this version does not take apart.")


def _frame(
    instance: Instance, dataset: Dataset, index: int, groups: Groups, source: FrameSource, film: bool
) -> Frame:
    localizer = "LOCALIZER" in text(dataset, "ImageType").split("\\")
    spacing, spacing_source = _spacing(dataset, groups)
    place = None if film or spacing_source == "none" else _place(groups)
    position, along, down = place or ((0.0, 0.0, float(index)), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    measures = groups.of("PixelMeasuresSequence", "SliceThickness")
    return Frame(
        instance_uid=instance.uid,
        number=index + 1 if source.frames > 1 else instance.number or 0,
        position_lps=position,
        along=along,
        down=down,
        spacing_mm=spacing,
        spacing_source=spacing_source,
        frame_uid=text(dataset, "FrameOfReferenceUID") if place else f"local:{instance.uid}",
        placed=place is not None,
        values=values_of(dataset, groups, localizer),
        thickness_mm=number(measures, "SliceThickness") or number(measures, "SpacingBetweenSlices"),
        localizer=localizer,
        order=_order(dataset, groups),
        source=source,
    )


def _place(groups: Groups) -> tuple[Point, Point, Point] | None:
    """Position, and the directions of rows and columns; None where the header does not say them.

    Raises KnownError for directions that are not at right angles.
    """
    position = numbers(groups.of("PlanePositionSequence", "ImagePositionPatient"), "ImagePositionPatient")
    directions = numbers(groups.of("PlaneOrientationSequence", "ImageOrientationPatient"), "ImageOrientationPatient")
    if len(position) != 3 or len(directions) != 6:
        return None
    along, down = np.array(directions[:3]), np.array(directions[3:])
    if not (0.99 < np.linalg.norm(along) < 1.01 and 0.99 < np.linalg.norm(down) < 1.01 and abs(along @ down) < 0.01):
        raise KnownError("The header's image orientation is impossible: rows and columns are not at right angles.")
    along /= np.linalg.norm(along)
    down -= (down @ along) * along  # rounding in the file
    down /= np.linalg.norm(down)
    (ax, ay, az), (dx, dy, dz) = along.tolist(), down.tolist()
    return (position[0], position[1], position[2]), (ax, ay, az), (dx, dy, dz)


def _spacing(dataset: Dataset, groups: Groups) -> tuple[tuple[float, float], str]:
    for place, keyword, name in (
        (groups.of("PixelMeasuresSequence", "PixelSpacing"), "PixelSpacing", "pixel_spacing"),
        (dataset, "ImagerPixelSpacing", "imager"),
    ):
        found = numbers(place, keyword)
        if len(found) == 2 and min(found) > 0:
            return (found[0], found[1]), name
    return (1.0, 1.0), "none"


def _order(dataset: Dataset, groups: Groups) -> tuple[tuple[str, float | str], ...]:
    content = groups.of("FrameContentSequence", "StackID")
    temporal = groups.of("FrameContentSequence", "TemporalPositionIndex")
    frame_types = [groups.of(f"{kind}ImageFrameTypeSequence", "FrameType") for kind in ("MR", "CT", "PET")]
    frame_type = next((text(item, "FrameType") for item in frame_types if "FrameType" in item), "")
    pairs: tuple[tuple[str, float | str | None], ...] = (
        ("frame type", frame_type or text(dataset, "ImageType")),
        ("stack", text(content, "StackID")),
        ("time point", number(temporal, "TemporalPositionIndex")),
        ("time point", number(dataset, "TemporalPositionIdentifier")),
        ("echo", number(dataset, "EchoNumbers")),
        ("echo time", number(groups.of("MREchoSequence", "EffectiveEchoTime"), "EffectiveEchoTime")),
        ("b value", number(groups.of("MRDiffusionSequence", "DiffusionBValue"), "DiffusionBValue")),
        ("trigger time", number(dataset, "TriggerTime")),
        ("acquisition", number(dataset, "AcquisitionNumber")),
        ("series number", number(dataset, "SeriesNumber")),
        ("acquisition time", text(dataset, "AcquisitionTime")),
    )
    return tuple((name, value if value is not None else "") for name, value in pairs)
