"""Every frame of a series with what its header says about place, values and pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.progress import Tick
from viewer.case.study import Instance, Problem
from viewer.dicom.codecs import SUPPORTED
from viewer.dicom.headers import Header, integer, items, number, numbers, read_header, text
from viewer.dicom.pixels import UNCOMPRESSED, FrameSource

_KEYWORDS = (
    "SpecificCharacterSet", "ImageType", "SOPClassUID", "Modality", "InstanceNumber", "AcquisitionNumber",
    "TemporalPositionIdentifier", "EchoNumbers", "EchoTime", "TriggerTime", "DiffusionBValue", "AcquisitionTime",
    "ContentTime", "SliceThickness", "SpacingBetweenSlices", "GantryDetectorTilt", "FrameOfReferenceUID",
    "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "ImagerPixelSpacing", "SamplesPerPixel",
    "PhotometricInterpretation", "NumberOfFrames", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "PixelPaddingValue", "WindowCenter", "WindowWidth", "WindowCenterWidthExplanation",
    "RescaleIntercept", "RescaleSlope", "RescaleType", "ModalityLUTSequence", "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence", "SeriesNumber",
)  # fmt: skip
_TAGS = [tag for tag in (tag_for_keyword(keyword) for keyword in _KEYWORDS) if tag is not None]

NOT_PICTURES = {
    "SEG": "a segmentation", "SR": "a structured report", "RTSTRUCT": "contours", "RTPLAN": "a treatment plan",
    "RTDOSE": "a dose distribution", "PR": "a presentation state", "KO": "a key object selection",
    "REG": "a registration", "DOC": "a document", "ECG": "an electrocardiogram", "RWV": "value mappings",
    "HP": "a hanging protocol",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """One greyscale picture and its header.

    `position_lps` is the centre of the first pixel, `along` and `down` are unit vectors (Image Orientation),
    `spacing_mm` is the distance of rows, then of columns (Pixel Spacing). `order` tells repeated pictures of
    one place apart: (name, value) pairs, the most telling first.
    """

    instance_uid: str
    number: int
    position_lps: Point
    along: Point
    down: Point
    spacing_mm: tuple[float, float]
    spacing_source: str
    frame_uid: str
    slope: float
    intercept: float
    rescale_type: str
    windows: tuple[tuple[float, float, str], ...]
    thickness_mm: float | None
    localizer: bool
    order: tuple[tuple[str, float | str], ...]
    source: FrameSource

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
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")
    if count > 1 and len(per_frame) != count:
        raise KnownError("These pictures are a film without places in the patient, which this version cannot stack.")
    shared = (items(dataset, "SharedFunctionalGroupsSequence") or [Dataset()])[0]
    value_at, length = _pixel_value(header)
    return [
        _frame(instance, dataset, index, _Groups(dataset, shared, per_frame[index] if per_frame else Dataset()),
               _source(header, instance.path, index, count, value_at, length))
        for index in range(count)
    ]  # fmt: skip


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
    if (integer(dataset, "SamplesPerPixel") or 1) != 1 or text(dataset, "PhotometricInterpretation") == "PALETTE COLOR":
        raise KnownError("The pictures are in colour, which this version does not read as a volume.")
    if integer(dataset, "BitsAllocated") not in (8, 16, 32):
        raise KnownError(f"Pixels of {integer(dataset, 'BitsAllocated') or 'unknown'} bits are not read by this version.")
    if "MOSAIC" in text(dataset, "ImageType").split("\\"):
        raise KnownError("The pictures are mosaics of many slices, which this version does not take apart.")
    if items(dataset, "ModalityLUTSequence"):
        raise KnownError("The values need a lookup table (Modality LUT), which this version does not apply.")


@dataclass(frozen=True, slots=True)
class _Groups:
    """Looks a value up where enhanced objects keep it: per frame, shared, then the top of the header."""

    dataset: Dataset
    shared: Dataset
    own: Dataset

    def of(self, group: str, keyword: str) -> Dataset:
        for place in (self.own, self.shared):
            for item in items(place, group):
                if keyword in item:
                    return item
        return self.dataset


def _frame(instance: Instance, dataset: Dataset, index: int, groups: _Groups, source: FrameSource) -> Frame:
    position = numbers(groups.of("PlanePositionSequence", "ImagePositionPatient"), "ImagePositionPatient")
    directions = numbers(groups.of("PlaneOrientationSequence", "ImageOrientationPatient"), "ImageOrientationPatient")
    if len(position) != 3 or len(directions) != 6:
        raise KnownError("The pictures do not say where in the patient they lie, so they make no volume in this version.")
    along, down = np.array(directions[:3]), np.array(directions[3:])
    if not (0.99 < np.linalg.norm(along) < 1.01 and 0.99 < np.linalg.norm(down) < 1.01 and abs(along @ down) < 0.01):
        raise KnownError("The header's image orientation is impossible: rows and columns are not at right angles.")
    along /= np.linalg.norm(along)
    down -= (down @ along) * along  # rounding in the file
    down /= np.linalg.norm(down)
    spacing, spacing_source = _spacing(dataset, groups)
    rescale = groups.of("PixelValueTransformationSequence", "RescaleSlope")
    slope = number(rescale, "RescaleSlope")
    measures = groups.of("PixelMeasuresSequence", "SliceThickness")
    return Frame(
        instance_uid=instance.uid,
        number=index + 1 if source.frames > 1 else instance.number or 0,
        position_lps=(position[0], position[1], position[2]),
        along=(float(along[0]), float(along[1]), float(along[2])),
        down=(float(down[0]), float(down[1]), float(down[2])),
        spacing_mm=spacing,
        spacing_source=spacing_source,
        frame_uid=text(dataset, "FrameOfReferenceUID"),
        slope=slope if slope else 1.0,
        intercept=number(rescale, "RescaleIntercept") or 0.0,
        rescale_type=text(rescale, "RescaleType"),
        windows=_windows(groups.of("FrameVOILUTSequence", "WindowCenter")),
        thickness_mm=number(measures, "SliceThickness") or number(measures, "SpacingBetweenSlices"),
        localizer="LOCALIZER" in text(dataset, "ImageType").split("\\"),
        order=_order(dataset, groups),
        source=source,
    )


def _spacing(dataset: Dataset, groups: _Groups) -> tuple[tuple[float, float], str]:
    for place, keyword, name in (
        (groups.of("PixelMeasuresSequence", "PixelSpacing"), "PixelSpacing", "pixel_spacing"),
        (dataset, "ImagerPixelSpacing", "imager"),
    ):
        found = numbers(place, keyword)
        if len(found) == 2 and min(found) > 0:
            return (found[0], found[1]), name
    raise KnownError("The pictures do not say how large their pixels are, so they make no volume in this version.")


def _windows(dataset: Dataset) -> tuple[tuple[float, float, str], ...]:
    centres, widths = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    names = text(dataset, "WindowCenterWidthExplanation").split("\\")
    names += [""] * len(centres)
    return tuple((c, w, name) for c, w, name in zip(centres, widths, names, strict=False) if w >= 1)


def _order(dataset: Dataset, groups: _Groups) -> tuple[tuple[str, float | str], ...]:
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


def _pixel_value(header: Header) -> tuple[int, int | None]:
    """Offset and length of the Pixel Data value (length None when encapsulated)."""
    if header.pixels_at is None:
        return 0, None
    implicit, little = header.dataset.original_encoding
    order: Literal["little", "big"] = "little" if little else "big"
    path = Path(str(header.dataset.filename))
    with path.open("rb") as file:
        file.seek(header.pixels_at)
        start = file.read(12)
    if int.from_bytes(start[:2], order) != 0x7FE0 or int.from_bytes(start[2:4], order) != 0x0010:
        raise KnownError("The picture is made of floating point numbers, which this version does not read.")
    wide = not implicit and start[4:6] in (b"OB", b"OW", b"UN", b"OF", b"OD")
    length = int.from_bytes(start[8:12] if wide else start[4:8], order)
    return header.pixels_at + (12 if wide else 8), None if length == 0xFFFFFFFF else length


def _source(header: Header, path: str, index: int, count: int, value_at: int, length: int | None) -> FrameSource:
    dataset = header.dataset
    allocated = integer(dataset, "BitsAllocated") or 16
    stored = integer(dataset, "BitsStored") or allocated
    stored = stored if 0 < stored <= allocated else allocated
    high = integer(dataset, "HighBit")
    return FrameSource(
        path=path, syntax_uid=header.syntax_uid, value_at=value_at, length=length, frame=index, frames=count,
        rows=integer(dataset, "Rows") or 0, columns=integer(dataset, "Columns") or 0,
        bits_allocated=allocated, bits_stored=stored,
        high_bit=high if high is not None and stored - 1 <= high < allocated else stored - 1,
        signed=integer(dataset, "PixelRepresentation") == 1, padding=integer(dataset, "PixelPaddingValue"),
    )  # fmt: skip
