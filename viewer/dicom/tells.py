"""What a header says that tells pictures of one place apart: echo, b-value, phase, time, and what the values show."""

from __future__ import annotations

import struct
from typing import Any

from pydicom.dataset import Dataset

from viewer.dicom.film import clock_seconds
from viewer.dicom.groups import Groups
from viewer.dicom.headers import has, integer, items, number, numbers, text
from viewer.dicom.private_blocks import private_value, tags_of

Tell = tuple[str, float | str]

KEYWORDS = (
    "AcquisitionDateTime", "AcquisitionTime", "AcquisitionDate", "ContentTime", "AcquisitionNumber", "SeriesNumber",
    "TemporalPositionIdentifier", "EchoNumbers", "EchoTime", "InversionTime", "FlipAngle", "RepetitionTime",
    "TriggerTime", "DiffusionBValue", "NominalPercentageOfCardiacPhase", "KVP", "ConvolutionKernel", "ImageComments",
    "FrameReferenceTime", "ImageType", "DimensionIndexSequence", "DiffusionGradientOrientation", "ContrastBolusAgentPhase",
    "FrameIncrementPointer", "EnergyWindowVector", "DetectorVector", "RRIntervalVector", "TimeSlotVector",
)  # fmt: skip
_B_VALUES = (("SIEMENS MR HEADER", 0x0019000C), ("PHILIPS IMAGING DD 001", 0x20010003), ("GEMS_PARM_01", 0x00430039))
_SIEMENS_DIRECTION, _GE_COMPONENT = 0x0019000E, 0x0043002F
PRIVATE = tags_of(*(tag for _, tag in _B_VALUES), _SIEMENS_DIRECTION, _GE_COMPONENT)

_NUCLEAR = (
    ("energy window", "EnergyWindowVector"), ("detector", "DetectorVector"), ("R-R interval", "RRIntervalVector"),
    ("gate", "TimeSlotVector"),
)  # fmt: skip

_KINDS = {
    "ADC": "ADC", "EADC": "eADC", "ADC_UNSPECIFIED": "ADC", "FA": "FA", "TRACEW": "trace", "TRACE": "trace",
    "FIELD_MAP": "field map", "B0 MAP": "field map", "B0_MAP": "field map", "VELOCITY": "velocity", "T1 MAP": "T1 map",
    "T2 MAP": "T2 map", "T2_STAR MAP": "T2* map", "MTT": "MTT", "TTP": "TTP", "TMAX": "Tmax", "RCBF": "rCBF",
    "RCBV": "rCBV", "CBF": "CBF", "CBV": "CBV", "PBP": "PBP", "PEI": "PEI", "MAX_IP": "MIP", "MIP": "MIP",
    "MAXIMUM": "MIP", "MIN_IP": "MinIP", "MINIP": "MinIP", "SUBTRACTION": "subtraction", "SUB": "subtraction",
    "WATER": "water", "FAT": "fat", "IN_PHASE": "in phase", "OUT_PHASE": "opposed phase", "OPP_PHASE": "opposed phase",
    "FAT_FRACTION": "fat fraction", "SWI": "SWI", "MPR": "reformat", "CSA MPR": "reformat",
    "PHASE": "phase", "PHASE MAP": "phase", "MAGNITUDE": "magnitude", "REAL": "real", "IMAGINARY": "imaginary",
}  # fmt: skip
"""Words of Image Type, Frame Type and Complex Image Component, as the reading room says them; the most telling first."""
_LETTERS = {"M": "magnitude", "P": "phase", "R": "real", "I": "imaginary"}
_DIXON = {"W": "water", "F": "fat", "IN": "in phase", "IP": "in phase", "OPP": "opposed phase", "OP": "opposed phase"}


def kind_of(dataset: Dataset, groups: Groups) -> str:
    """What the values show ("phase", "ADC", "MIP"); empty where the header says nothing special."""
    words = [*frame_type(dataset, groups).split("\\")[2:], *text(dataset, "ImageType").split("\\")[2:]]
    component = groups.of("MRImageFrameTypeSequence", "ComplexImageComponent")
    words.append(text(component, "ComplexImageComponent"))
    found = [word for word in _KINDS if word in words]
    if found and found[0] not in ("MAGNITUDE", "REAL", "IMAGINARY"):
        return _KINDS[found[0]]
    if "DIXON" in words and (named := [_DIXON[word] for word in words if word in _DIXON]):
        return named[0]
    if found:
        return _KINDS[found[0]]
    ge = _private(dataset, "GEMS_PARM_01", _GE_COMPONENT)
    if text(dataset, "Modality") == "MR":
        letters = [_LETTERS[word[0]] for word in words if word in _LETTERS or (word[1:2] == "_" and word[0] in _LETTERS)]
        if letters:
            return letters[0]
        if ge and 0 <= ge[0] < 4:
            return ("magnitude", "phase", "real", "imaginary")[int(ge[0])]
    return ""


_FRAME_TYPES = (
    "MRImageFrameTypeSequence", "CTImageFrameTypeSequence", "PETFrameTypeSequence", "XAXRFFrameCharacteristicsSequence",
    "USImageDescriptionSequence",
)  # fmt: skip


def frame_type(dataset: Dataset, groups: Groups) -> str:
    """Frame Type of an enhanced object, else Image Type."""
    for group in _FRAME_TYPES:
        item = groups.of(group, "FrameType")
        if has(item, "FrameType"):
            return text(item, "FrameType")
    return text(dataset, "ImageType")


def tells_of(dataset: Dataset, groups: Groups, index: int) -> tuple[Tell, ...]:
    """(name, value) pairs of one frame, only those that the header has; times in seconds or as their names say."""
    content = "FrameContentSequence"
    said: list[tuple[str, float | str | None]] = [
        ("stack", text(groups.of(content, "StackID"), "StackID")),
        ("contrast phase", text(groups.of("ContrastBolusUsageSequence", "ContrastBolusAgentPhase"), "ContrastBolusAgentPhase")),
        ("cardiac phase", _of(groups, "CardiacSynchronizationSequence", "NominalPercentageOfCardiacPhase")),
        ("breathing phase", _of(groups, "RespiratorySynchronizationSequence", "NominalPercentageOfRespiratoryPhase")),
        ("time point", _first(_of(groups, content, "TemporalPositionIndex"), number(dataset, "TemporalPositionIdentifier"))),
        ("echo", _first(number(dataset, "EchoNumbers"))),
        ("echo time", _first(_of(groups, "MREchoSequence", "EffectiveEchoTime"), number(dataset, "EchoTime"))),
        ("inversion time", _first(_of(groups, "MRModifierSequence", "InversionTimes"), number(dataset, "InversionTime"))),
        ("flip angle", _of(groups, "MRTimingAndRelatedParametersSequence", "FlipAngle")),
        ("repetition time", _of(groups, "MRTimingAndRelatedParametersSequence", "RepetitionTime")),
        ("b value", _b_value(dataset, groups)),
        ("trace", _trace(groups)),
        ("direction", _direction(dataset, groups)),
        ("trigger", _first(_of(groups, "CardiacSynchronizationSequence", "NominalCardiacTriggerDelayTime"), number(dataset, "TriggerTime"))),
        ("voltage", _of(groups, "CTXRayDetailsSequence", "KVP")),
        ("kernel", text(groups.of("CTReconstructionSequence", "ConvolutionKernel"), "ConvolutionKernel")),
        ("thickness", _of(groups, "PixelMeasuresSequence", "SliceThickness")),
        ("type", frame_type(dataset, groups)),
        *_dimensions(dataset, groups),
        *_nuclear(dataset, index),
        ("comment", text(groups.of(content, "FrameComments"), "FrameComments") or text(dataset, "ImageComments")),
        ("acquisition", _first(_of(groups, content, "FrameAcquisitionNumber"), number(dataset, "AcquisitionNumber"))),
        ("series number", number(dataset, "SeriesNumber")),
        ("time", _seconds(dataset, groups)),
        ("piece", number(dataset, "InConcatenationNumber")),
        ("pieces", number(dataset, "InConcatenationTotalNumber")),
        ("number", (number(dataset, "InstanceNumber") or 0.0) + index * 1e-4),
    ]
    return tuple((name, value) for name, value in said if value is not None and value != "")


def _of(groups: Groups, group: str, keyword: str) -> float | None:
    return number(groups.of(group, keyword), keyword)


def _first(*found: float | None) -> float | None:
    return next((value for value in found if value is not None), None)


def _b_value(dataset: Dataset, groups: Groups) -> float | None:
    """Diffusion b-value in s/mm2; also where manufacturers kept it before the standard had a place for it."""
    said = _of(groups, "MRDiffusionSequence", "DiffusionBValue")
    if said is not None:
        return said
    for owner, tag in _B_VALUES:
        if found := _private(dataset, owner, tag):
            return found[0] % 1e5  # GE adds a large round number to mark derived pictures
    return None


def _trace(groups: Groups) -> str:
    keyword = "DiffusionDirectionality"
    return "trace" if text(groups.of("MRDiffusionSequence", keyword), keyword) == "ISOTROPIC" else ""


def _direction(dataset: Dataset, groups: Groups) -> str:
    """The direction of the diffusion gradient, as text."""
    keyword = "DiffusionGradientOrientation"
    inside = items(groups.of("MRDiffusionSequence", "DiffusionGradientDirectionSequence"), "DiffusionGradientDirectionSequence")
    vector = numbers(inside[0], keyword) if inside else numbers(dataset, keyword)
    vector = vector or _private(dataset, "SIEMENS MR HEADER", _SIEMENS_DIRECTION)
    return ",".join(f"{part + 0.0:.2f}" for part in vector) if len(vector) == 3 else ""


def _seconds(dataset: Dataset, groups: Groups) -> float | None:
    """When the picture was acquired, in seconds from a moment that all pictures of a series share."""
    offset = _of(groups, "TemporalPositionSequence", "TemporalPositionTimeOffset")
    if offset is not None:
        return offset
    reference_ms = number(dataset, "FrameReferenceTime")
    if reference_ms is not None:
        return reference_ms / 1000
    for keyword in ("FrameReferenceDateTime", "FrameAcquisitionDateTime"):
        found = clock_seconds(text(groups.of("FrameContentSequence", keyword), keyword))
        if found is not None:
            return found
    return (
        clock_seconds(text(dataset, "AcquisitionDateTime"))
        or clock_seconds(text(dataset, "AcquisitionDate") + text(dataset, "AcquisitionTime"))
        or clock_seconds(text(dataset, "AcquisitionTime"))
        or clock_seconds(text(dataset, "ContentTime"))
    )


def _dimensions(dataset: Dataset, groups: Groups) -> list[tuple[str, float]]:
    """Indices of dimensions that the object itself defines, but for place and time, which are known better."""
    known = {0x00209056, 0x00209057, 0x00200032, 0x00209128, 0x00209113, 0x00209301, 0x00209164}
    values = numbers(groups.of("FrameContentSequence", "DimensionIndexValues"), "DimensionIndexValues")
    rows = []
    for row, value in zip(items(dataset, "DimensionIndexSequence"), values, strict=False):
        pointer = integer(row, "DimensionIndexPointer")
        if pointer is not None and pointer not in known:
            rows.append((f"dimension {text(row, 'DimensionDescriptionLabel').lower() or f'{pointer:08x}'}", value))
    return rows


def _nuclear(dataset: Dataset, index: int) -> list[tuple[str, float]]:
    """Which window, gate or detector a frame of nuclear medicine belongs to (DICOM PS3.3 C.8.4.8)."""
    vectors = ((name, numbers(dataset, keyword)) for name, keyword in _NUCLEAR) if has(dataset, "FrameIncrementPointer") else ()
    return [(name, vector[index]) for name, vector in vectors if len(vector) > index]


def _private(dataset: Dataset, owner: str, tag: int) -> tuple[float, ...]:
    """The numbers of a private element, in whatever block its owner has; empty for anything else."""
    value: Any = private_value(dataset, owner, tag)
    if value is None:
        return ()
    try:
        if isinstance(value, bytes):  # an implicit VR file that the data dictionary does not know
            plain = not value.strip(b" \0+-.0123456789\\")
            return tuple(float(part) for part in value.decode().strip(" \0").split("\\")) if plain else _doubles(value)
        return (float(value),) if isinstance(value, int | float | str) else tuple(float(part) for part in value)
    except (TypeError, ValueError):
        return ()


def _doubles(data: bytes) -> tuple[float, ...]:
    return struct.unpack(f"<{len(data) // 8}d", data) if len(data) in (8, 24) else ()
