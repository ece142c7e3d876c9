"""Every frame of a series with what its header says about place, values and pixels."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.geometry import Point
from viewer.case.progress import Tick
from viewer.case.study import Instance, Patient, Problem
from viewer.case.volume import UltrasoundRegion
from viewer.dicom import losses, mosaic
from viewer.dicom.colour_profile import note_on_profile
from viewer.dicom.film import frame_seconds, letters_of, title_of, two_sides
from viewer.dicom.groups import NO_ITEM, Groups, common_groups, groups_of, said_of_mismatch
from viewer.dicom.header_facts import patient_of
from viewer.dicom.headers import Header, integer, number, read_header, text
from viewer.dicom.overlays import ROWS_TAGS, has_overlays
from viewer.dicom.palette import is_supplemented
from viewer.dicom.pixels import FrameSource, source_of
from viewer.dicom.places import Place, lack_of, nuclear_places, place_of
from viewer.dicom.private_blocks import tags_of
from viewer.dicom.same_file import AnotherObjectError, refuse_another
from viewer.dicom.shutters import SHAPE_TAG, has_shutter
from viewer.dicom.spacing import common_to, impossible, pair, regions_of, spacing_of
from viewer.dicom.suv import PHILIPS_ACTIVITY_FACTOR, PHILIPS_SUV_FACTOR
from viewer.dicom.suv_times import GE_SCAN_START
from viewer.dicom.tells import KEYWORDS, PRIVATE, frame_type, kind_of, tells_of
from viewer.dicom.values import Values, values_of
from viewer.dicom.whose import tell_patients_apart

_KEYWORDS = (
    "SpecificCharacterSet", "ImageType", "SOPClassUID", "SOPInstanceUID", "Modality", "InstanceNumber", "AcquisitionNumber",
    "TemporalPositionIdentifier", "EchoNumbers", "EchoTime", "TriggerTime", "DiffusionBValue", "AcquisitionTime",
    "ContentTime", "SliceThickness", "SpacingBetweenSlices", "GantryDetectorTilt", "FrameOfReferenceUID",
    "ImagePositionPatient", "ImageOrientationPatient", "PixelSpacing", "ImagerPixelSpacing", "SamplesPerPixel",
    "PhotometricInterpretation", "NumberOfFrames", "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit",
    "PixelRepresentation", "PixelPaddingValue", "WindowCenter", "WindowWidth", "WindowCenterWidthExplanation",
    "RescaleIntercept", "RescaleSlope", "RescaleType", "ModalityLUTSequence", "SharedFunctionalGroupsSequence",
    "PerFrameFunctionalGroupsSequence", "SeriesNumber", "PlanarConfiguration", "ICCProfile", "OpticalPathSequence",
    "PixelPresentation", "RedPaletteColorLookupTableDescriptor", "VOILUTSequence", "VOILUTFunction",
    "PixelPaddingRangeLimit", "Units", "SUVType", "CorrectedImage", "DecayCorrection", "DecayCorrected",
    "DecayCorrectionDateTime", "AttenuationCorrected", "RadiopharmaceuticalInformationSequence", "PatientWeight",
    "PatientSize", "PatientSex", "PatientName", "PatientID", "IssuerOfPatientID", "PatientBirthDate", "SeriesDate", "SeriesTime", "AcquisitionDate", "TimezoneOffsetFromUTC",
)  # fmt: skip
_FILM = (
    "NominalScannedPixelSpacing", "PixelAspectRatio", "EstimatedRadiographicMagnificationFactor", "DistanceSourceToDetector",
    "DistanceSourceToPatient", "PixelSpacingCalibrationType", "PixelSpacingCalibrationDescription", "ImagePlanePixelSpacing",
    "RTImageSID", "RadiationMachineSAD", "SequenceOfUltrasoundRegions", "FrameTime", "FrameTimeVector", "CineRate",
    "RecommendedDisplayFrameRate", "ViewPosition", "ViewCodeSequence", "ImageLaterality", "Laterality",
    "PatientOrientation", "PositionerPrimaryAngle", "PositionerSecondaryAngle", "DetectorInformationSequence", "SliceVector", "NumberOfSlices",
    "ConcatenationUID", "SOPInstanceUIDOfConcatenationSource", "InConcatenationTotalNumber", "InConcatenationNumber",
    "ConcatenationFrameOffsetNumber",
)  # fmt: skip
_TAGS = [tag for tag in (tag_for_keyword(keyword) for keyword in (*_KEYWORDS, *_FILM, *KEYWORDS, *losses.KEYWORDS)) if tag is not None]
_TAGS += tags_of(PHILIPS_SUV_FACTOR, PHILIPS_ACTIVITY_FACTOR, GE_SCAN_START)
_TAGS += [*PRIVATE, *mosaic.TAGS, *ROWS_TAGS, SHAPE_TAG]

NOT_PICTURES = {
    "SEG": "a segmentation", "SR": "a structured report", "RTSTRUCT": "contours", "RTPLAN": "a treatment plan",
    "RTDOSE": "a dose distribution", "PR": "a presentation state", "KO": "a key object selection",
    "REG": "a registration", "DOC": "a document", "ECG": "an electrocardiogram", "RWV": "value mappings",
    "HP": "a hanging protocol",
}  # fmt: skip


TWICE = (
    "The file holds at least twice the pixel data that its header describes (rows, columns, bits, number of pictures); what is "
    "shown may not be what was meant."
)
SLICED = ("CT", "MR", "PT")
"""Modalities whose pictures are slices: those that do not say where they lie still follow each other by number."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture and its header.

    `position_lps` is the centre of the first pixel, `along` and `down` are unit vectors (Image Orientation),
    `spacing_mm` is the distance of rows, then of columns (Pixel Spacing). `order` tells repeated pictures of
    one place apart: (name, value) pairs, the most telling first. Without a place in the patient (`placed` is
    false) the position is (0, 0, frame from 0) in a frame of reference of the instance's own, x along the row; for
    slices (0, 0, instance number) in one of the series' own.
    `kind` is what the values show ("phase", "ADC", "MIP"), `title` what a picture that stands alone is called
    ("R MLO"), `seconds` its time from the first one of a film; `oddities` are sentences for the reader. `letters` say
    where rows and columns run to where the picture has no place; `overlaid` that drawings or a shutter lie over it, `supplemented`
    that its highest values have colours, `lossy` how much it was compressed where that lost something.
    `whose` is whom it names, and `patient` says so in words where the pictures of its series name several.
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
    step_mm: float | None = None
    kind: str = ""
    title: str = ""
    seconds: float = 0.0
    regions: tuple[UltrasoundRegion, ...] = ()
    oddities: tuple[str, ...] = ()
    letters: tuple[str, str] = ("", "")
    overlaid: bool = False
    supplemented: bool = False
    lossy: str = ""
    patient: str = ""
    whose: Patient | None = None

    @property
    def normal(self) -> Point:
        (ax, ay, az), (dx, dy, dz) = self.along, self.down
        return ay * dz - az * dy, az * dx - ax * dz, ax * dy - ay * dx


def read_frames(instances: Sequence[Instance], tick: Tick) -> tuple[list[Frame], list[Problem]]:
    """Frames of all instances, unsorted, and why instances were left out.

    Raises KnownError when none of them holds a picture that can be read, AnotherObjectError when a file holds another
    object than the one imported from it.
    """
    frames: list[Frame] = []
    named: dict[str, Patient] = {}
    reasons: dict[str, list[Instance]] = {}
    for count, instance in enumerate(instances):
        tick(count / len(instances), f"Reading headers: {count} of {len(instances)}")
        try:
            header = read_header(Path(instance.path), _TAGS)
            refuse_another(instance, header.dataset)
            patient = patient_of(header.dataset)
            frames += _frames_of(instance, header, patient)
            named[instance.uid] = patient
        except AnotherObjectError:
            raise
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
    patients, said = tell_patients_apart(named, instances[0].series_uid)
    return [_of_patient(frame, *patients[frame.instance_uid]) for frame in frames] if patients else frames, [*said, *problems]


def _of_patient(frame: Frame, name: str, whose: Patient) -> Frame:
    """Slices that follow each other by number share a frame of reference: each patient gets one."""
    alone = frame.placed or frame.frame_uid == f"local:{frame.instance_uid}"
    own = frame.frame_uid if alone else f"{frame.frame_uid}:{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return replace(frame, patient=name, whose=whose, frame_uid=own)


def _these(instances: Sequence[Instance]) -> str:
    return "1 picture is" if len(instances) == 1 else f"{len(instances)} pictures are"


def _frames_of(instance: Instance, header: Header, patient: Patient) -> list[Frame]:
    dataset = header.dataset
    _refuse_what_is_no_slice(dataset, header)
    promised = max(1, integer(dataset, "NumberOfFrames") or 1)
    source = source_of(header, instance.path, 0, promised)
    oddities = _oddities(dataset, source, promised)
    lossy = losses.lossy_of(dataset, source.syntax_uid)
    overlaid = has_overlays(dataset) or has_shutter(dataset)
    supplemented = not source.is_colour and is_supplemented(dataset)
    return [
        replace(
            frame, oddities=(*frame.oddities, *oddities), overlaid=overlaid, supplemented=supplemented, lossy=lossy,
            whose=patient,
        )
        for frame in _pictures(instance, dataset, source, promised)
    ]  # fmt: skip


def _oddities(dataset: Dataset, source: FrameSource, promised: int) -> list[str]:
    said = [note_on_profile(dataset)] if source.is_colour else []
    said.append(two_sides(dataset, (groups_of(dataset, promised) or (Groups(dataset, NO_ITEM, NO_ITEM),))[0]))
    if source.frames < promised:
        said.append(f"The header promises {promised} pictures and the file holds {source.frames}; the others are missing.")
    if source.length is not None and source.length * 8 >= 2 * promised * source.frame_bits:
        said.append(TWICE)
    return [sentence for sentence in said if sentence]


def _pictures(instance: Instance, dataset: Dataset, source: FrameSource, promised: int) -> list[Frame]:
    count = source.frames
    groups = (groups_of(dataset, promised) or ())[:count] or None
    nuclear = (nuclear_places(dataset, promised) or ())[:count] or None
    if groups is None and nuclear is None:
        return _film(instance, dataset, source, (common_groups(dataset),) * count, mismatch=said_of_mismatch(dataset, promised))
    groups = groups or (Groups(dataset, NO_ITEM, NO_ITEM),) * count
    refusals: dict[int, KnownError] = {}
    places: Sequence[Place | None] = nuclear or [_place_of(own, index, refusals) for index, own in enumerate(groups)]
    sizes = [pair(own.of("PixelMeasuresSequence", "PixelSpacing"), "PixelSpacing") for own in groups]
    without = [index for index in range(count) if places[index] is None or sizes[index] is None]
    if len(without) == count:
        if refusals:
            raise next(iter(refusals.values()))
        return _film(instance, dataset, source, groups)
    frames = [
        _slice(instance, dataset, own, replace(source, frame=index), place, spacing_mm)
        for index, (own, place, spacing_mm) in enumerate(zip(groups, places, sizes, strict=True))
        if place is not None and spacing_mm is not None
    ]
    if mosaic.is_mosaic(dataset) and count == 1:
        return _tiles(frames[0], dataset)
    if not without:
        return frames
    frames += _film(instance, dataset, source, groups, without)
    reason = refusals[without[0]].text if without[0] in refusals else f"{lack_of(groups[without[0]])}."
    listed = ", ".join(str(index + 1) for index in without[:8]) + (f" and {len(without) - 8} more" if len(without) > 8 else "")
    apart = f"Frame{'s' if len(without) > 1 else ''} {listed} of {count} cannot lie in the volume and can be found beside it: {reason}"
    return [replace(frame, oddities=(*frame.oddities, apart)) for frame in frames]


def _place_of(groups: Groups, index: int, refusals: dict[int, KnownError]) -> Place | None:
    """The place of one of several frames; one that cannot be costs the others nothing."""
    try:
        return place_of(groups)
    except KnownError as refusal:
        refusals[index] = refusal
        return None


def _refuse_what_is_no_slice(dataset: Dataset, header: Header) -> None:
    modality = text(dataset, "Modality")
    if modality in NOT_PICTURES:
        raise KnownError(f"This series holds {NOT_PICTURES[modality]}, not pictures.")
    if not integer(dataset, "Rows") or not integer(dataset, "Columns"):
        raise KnownError("The file holds no picture.")
    if not header.has_pixels:
        raise KnownError("The picture itself is missing from the file.")


def _slice(
    instance: Instance, dataset: Dataset, groups: Groups, source: FrameSource, place: Place, spacing_mm: tuple[float, float]
) -> Frame:  # fmt: skip
    """A frame that has a place in the patient."""
    localizer = "LOCALIZER" in frame_type(dataset, groups).split("\\")
    return Frame(
        instance_uid=instance.uid,
        number=source.frame + 1 if source.frames > 1 else instance.number or 0,
        position_lps=place.position_lps,
        along=place.along,
        down=place.down,
        spacing_mm=spacing_mm,
        spacing_source="pixel_spacing",
        frame_uid=text(dataset, "FrameOfReferenceUID"),
        placed=True,
        values=values_of(dataset, groups, localizer),
        thickness_mm=number(groups.of("PixelMeasuresSequence", "SliceThickness"), "SliceThickness"),
        step_mm=number(groups.of("PixelMeasuresSequence", "SpacingBetweenSlices"), "SpacingBetweenSlices"),
        localizer=localizer,
        order=tells_of(dataset, groups, source.frame),
        source=source,
        kind=kind_of(dataset, groups),
        title=title_of(dataset, groups) if text(dataset, "Modality") == "MG" else "",
    )


def _tiles(frame: Frame, dataset: Dataset) -> list[Frame]:
    """The slices of a mosaic; the mosaic itself, as one picture, where the header does not say how it is made."""
    try:
        found = mosaic.mosaic_of(dataset)
        shape = (frame.source.rows, frame.source.columns)
        tiles = [mosaic.tile_of(found, index, *shape) for index in range(found.count)]
    except KnownError as refusal:
        sentence = f"{refusal.text} It is shown as one picture."
        return [replace(frame, placed=False, position_lps=(0.0, 0.0, 0.0), along=(1.0, 0.0, 0.0), down=(0.0, 1.0, 0.0),
                        frame_uid=f"local:{frame.instance_uid}", oddities=(*frame.oddities, sentence))]  # fmt: skip
    step_mm = abs(frame.step_mm or frame.thickness_mm or 1.0)
    return [
        replace(
            frame,
            position_lps=mosaic.place_of(found, index, frame.position_lps, frame.along, frame.down, frame.spacing_mm, shape, step_mm),
            source=replace(frame.source, tile=tile),
        )
        for index, tile in enumerate(tiles)
    ]


def _film(
    instance: Instance, dataset: Dataset, source: FrameSource, groups: Sequence[Groups], only: Sequence[int] = (),
    mismatch: str = "",
) -> list[Frame]:  # fmt: skip
    """The frames of pictures without a place in the patient, in the order of the file; `only` some of them, from 0."""
    regions, shown = regions_of(dataset), only or range(len(groups))
    spacing = common_to([spacing_of(dataset, own, regions) for own in {id(groups[n].own): groups[n] for n in shown}.values()])
    values = values_of(dataset, groups[0], False)
    whole_uid = text(dataset, "SOPInstanceUIDOfConcatenationSource") or text(dataset, "ConcatenationUID")
    offset = (integer(dataset, "ConcatenationFrameOffsetNumber") or 0) if whole_uid else 0
    if not whole_uid and len(groups) == 1 and instance.number is not None and text(dataset, "Modality") in SLICED:
        whole_uid, offset = instance.series_uid, instance.number
    first = groups[shown[0]]
    title, kind = title_of(dataset, first), kind_of(dataset, first)
    letters = letters_of(dataset)
    oddities = spacing.oddities
    size = impossible(first.of("PixelMeasuresSequence", "PixelSpacing"), "PixelSpacing")
    if size:
        oddities += (size,)
    elif mismatch:
        oddities += (mismatch,)
    elif text(dataset, "Modality") in SLICED and not only:
        oddities += (f"{lack_of(first)}; it is shown in the order of numbers, without a volume.",)
    return [
        Frame(
            instance_uid=instance.uid,
            number=instance.number or 0,
            position_lps=(0.0, 0.0, float(offset + index)),
            along=(1.0, 0.0, 0.0),
            down=(0.0, 1.0, 0.0),
            spacing_mm=spacing.mm,
            spacing_source=spacing.source,
            frame_uid=f"local:{whole_uid or instance.uid}",
            placed=False,
            values=values if own is groups[0] else values_of(dataset, own, False),
            thickness_mm=None,
            localizer=False,
            order=tells_of(dataset, own, index) if index == 0 else (),
            source=replace(source, frame=index),
            kind=kind,
            title=title,
            seconds=seconds,
            regions=regions,
            oddities=oddities,
            letters=letters,
        )
        for index, (own, seconds) in enumerate(zip(groups, frame_seconds(dataset, groups, len(groups)), strict=True))
        if index in shown
    ]
