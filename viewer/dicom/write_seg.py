"""A segmentation as a DICOM SEG object whose frames match the acquired pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from highdicom import AlgorithmIdentificationSequence, PixelMeasuresSequence
from highdicom.seg import SegmentAlgorithmTypeValues, SegmentationTypeValues, SegmentDescription
from highdicom.seg import Segmentation as SegObject
from highdicom.sr import CodedConcept
from pydicom import Dataset
from pydicom.sr.coding import Code as DicomCode
from pydicom.uid import ExplicitVRLittleEndian, SegmentationStorage

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick
from viewer.case.prompt import Prompts
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.study import Instance, Series, Study
from viewer.case.volume import Mask, Plane, Stack, Volume
from viewer.dicom.cielab import cielab_of
from viewer.dicom.derived import (
    SIDES,
    Algorithm,
    ObjectReference,
    algorithm_of,
    described,
    equipment,
    new_object,
    new_uid,
    plane_orientation,
    plane_spacing,
    read_header,
    save,
    source_images,
    stable_uid,
    to_dicom_code,
    to_person_name,
)  # fmt: skip
from viewer.dicom.segment_terms import lesion_codes

ANATOMY = DicomCode("91723000", "SCT", "Anatomical Structure")
ABNORMALITY = DicomCode("49755003", "SCT", "Morphologically Abnormal Structure")
ABNORMAL_TYPES = frozenset(
    ("SCT", value)
    for value in ("27925004", "52988006", "4147007", "108369006", "367643001", "12494005", "56381008", "36381000")
)
"""Types that are not normal anatomy: nodule, lesion, mass, neoplasm, cyst (two codes), calculus, ..."""
SERIES_NUMBER = 9001
TOLERANCE_VOXELS = 1e-3


@dataclass(frozen=True, slots=True)
class WrittenSegmentation:
    """A SEG object on disk: what a report needs to point at one of its segments.

    `segment_numbers` maps a label's number to its segment; labels without voxels have none. `tracking_uids` maps
    it to the UID under which the thing is followed in other objects.
    """

    reference: ObjectReference
    path: Path
    source_series_uid: str
    segment_numbers: Mapping[int, int]
    tracking_uids: Mapping[int, str]
    frames: int


def write_seg(
    path: Path,
    segmentation: Segmentation,
    mask: Mask,
    volume: Volume,
    stack: Stack,
    series: Series,
    instances: Sequence[Instance],
    study: Study,
    tick: Tick,
    marked: Sequence[Prompts] = (),
) -> WrittenSegmentation:
    """Write a label map as a BINARY DICOM SEG, one segment per label, one frame per acquired picture it touches.

    Parameters
    ----------
    mask : label map on the volume's grid, shape ``volume.geometry.shape_kji``. At each acquired plane it is
        sampled at the nearest voxel, so that frames lie on the source pictures even where the volume was resampled.
    instances : the series' instances. Their UIDs are used as they are in the records, so files with empty UIDs
        can be exported; no file is changed.
    marked : what readers marked of labels: their segments are semi-automatic, by the model that worked the marks out.

    Raises
    ------
    KnownError when nothing is segmented or the pictures are not parallel.
    """
    if mask.shape != volume.geometry.shape_kji:
        raise ValueError(f"mask {mask.shape} is not on the volume's grid {volume.geometry.shape_kji}")
    tick(0.0, "Sampling the label map")
    known = set().union(*(label.numbers for label in segmentation.labels))
    sampled = _sample_planes(np.where(np.isin(mask, list(known)), mask, np.uint8(0)), volume.geometry, stack, tick)
    if not sampled:
        raise KnownError("The segmentation is empty.", "Segment something first.")
    labels, pixels = _split(segmentation.labels, [plane for _, plane in sampled])
    planes = [stack.planes[n] for n, _ in sampled]
    _refuse_mixed_orientations(planes)

    tick(0.4, "Writing DICOM SEG")
    header = read_header(study, instances)
    thickness_mm = series.slice_thickness_mm or volume.geometry.spacing_mm[0]
    sources = source_images(stack, series, instances, header, thickness_mm)
    reference = new_object(SegmentationStorage, study.uid)
    by_marks = {row.label: row.source for row in marked if row.segmentation_id == segmentation.id}
    tracking = {label.number: stable_uid(segmentation.id, str(label.number)) for label in labels}
    row_mm, column_mm = plane_spacing(planes[0])
    dataset = SegObject(
        source_images=[sources[n] for n, _ in sampled],
        pixel_array=pixels,
        segmentation_type=SegmentationTypeValues.BINARY,
        segment_descriptions=[
            _describe(number, label, segmentation, by_marks.get(label.number), tracking[label.number])
            for number, label in enumerate(labels, start=1)
        ],
        series_instance_uid=reference.series_uid,
        series_number=SERIES_NUMBER,
        sop_instance_uid=reference.sop_instance_uid,
        instance_number=1,
        content_label="SEGMENTATION",
        content_description=described(segmentation.name, segmentation.source) or None,
        content_creator_name=to_person_name(segmentation.edited_by.partition(":")[2]) if segmentation.edited_by else _creator(segmentation.source),
        series_description=described(f"Segmentation: {segmentation.name}", segmentation.source),
        transfer_syntax_uid=ExplicitVRLittleEndian,
        pixel_measures=PixelMeasuresSequence(pixel_spacing=(row_mm, column_mm), slice_thickness=thickness_mm),
        omit_empty_frames=True,
        **equipment(),
    )
    _own_dimension_uids(dataset)
    _name_sources(dataset, planes, instances)
    save(dataset, path)
    tick(1.0, "DICOM SEG written")
    return WrittenSegmentation(
        reference,
        path,
        series.uid,
        {label.number: number for number, label in enumerate(labels, start=1)},
        tracking,
        int(dataset.NumberOfFrames),
    )


def sample_at_plane(mask: Mask, geometry: Geometry, plane: Plane, shape: tuple[int, int]) -> Mask:
    """The label map at the pixels of one acquired plane: the nearest voxel, 0 outside the grid. Shape (rows, columns)."""
    first = np.array(plane.origin_lps)
    origin, along, down = geometry.to_kji(np.stack([first, first + plane.along_lps, first + plane.down_lps]))
    along, down = along - origin, down - origin
    rows, columns = shape
    k = round(origin[0])
    drift = np.abs(np.array([origin - (k, 0, 0), (along - (0, 0, 1)) * columns, (down - (0, 1, 0)) * rows]))
    if drift.max() < TOLERANCE_VOXELS and (rows, columns) == mask.shape[1:] and 0 <= k < mask.shape[0]:
        whole: Mask = mask[k]
        return whole
    row = np.arange(rows)[:, None]
    column = np.arange(columns)[None, :]
    inside = np.ones(shape, bool)
    index = []
    for axis, size in enumerate(mask.shape):
        nearest = np.rint(origin[axis] + row * down[axis] + column * along[axis]).astype(np.int32)
        inside &= (nearest >= 0) & (nearest < size)
        index.append(np.clip(nearest, 0, size - 1))
    return np.where(inside, mask[tuple(index)], np.uint8(0))


def _sample_planes(mask: Mask, geometry: Geometry, stack: Stack, tick: Tick) -> list[tuple[int, Mask]]:
    """Number and label map of each acquired plane that the segmentation touches."""
    rows, columns = stack.pixels.shape[1:3]
    sampled = []
    for n, plane in enumerate(stack.planes):
        tick(0.4 * n / len(stack.planes), "Sampling the label map")
        labels = sample_at_plane(mask, geometry, plane, (rows, columns))
        if labels.any():
            sampled.append((n, labels))
    return sampled


def _split(labels: tuple[Label, ...], sampled: Sequence[Mask]) -> tuple[list[Label], Mask]:
    """Labels that have voxels, and 0 or 1 for each sampled plane, row, column and such label."""
    used = set(np.flatnonzero(sum(np.bincount(plane.ravel(), minlength=256) for plane in sampled)).tolist())
    kept = [label for label in labels if used.intersection(label.numbers)]
    belongs = np.zeros((256, len(kept)), np.uint8)
    for n, label in enumerate(kept):
        belongs[list(label.numbers), n] = 1
    pixels = np.empty((len(sampled), *sampled[0].shape, len(kept)), np.uint8)
    for n, plane in enumerate(sampled):
        np.take(belongs, plane, axis=0, out=pixels[n])
    return kept, pixels


def _describe(number: int, label: Label, segmentation: Segmentation, marked: Source | None, tracking_uid: str) -> SegmentDescription:
    by_itself = marked is None and segmentation.source.is_model and not segmentation.edited_by
    source = marked or segmentation.source
    algorithm = algorithm_of(source) or _foreign_algorithm(source)
    kind = SegmentAlgorithmTypeValues.AUTOMATIC if by_itself else SegmentAlgorithmTypeValues.SEMIAUTOMATIC
    description = SegmentDescription(
        segment_number=number,
        segment_label=label.name[:64],
        segmented_property_category=ABNORMALITY if (label.code.scheme, label.code.value) in ABNORMAL_TYPES | lesion_codes() else ANATOMY,
        segmented_property_type=to_dicom_code(label.code),
        algorithm_type=kind if algorithm else SegmentAlgorithmTypeValues.MANUAL,
        algorithm_identification=AlgorithmIdentificationSequence(
            name=algorithm.name[:64],
            version=algorithm.version[:64],
            family=algorithm.family,
            source="Lightbox",
            parameters=algorithm.parameters or None,
        )
        if algorithm
        else None,
        tracking_uid=tracking_uid,
        tracking_id=label.name[:64],
    )
    if algorithm and not source.is_model:  # of another system's algorithm only the name is known
        del description.SegmentationAlgorithmIdentificationSequence
    if label.colour is not None:
        description.RecommendedDisplayCIELabValue = cielab_of(label.colour)
    if label.side in SIDES:
        side = CodedConcept.from_code(SIDES[label.side])
        description.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence = [side]
    return description


def _foreign_algorithm(source: Source) -> Algorithm | None:
    """The algorithm of another system that an imported object named: ``import:<algorithm> (<manufacturer>)``."""
    name, bracket, _ = source.author.removeprefix("import:").rpartition(" (")
    return Algorithm(name, "unknown", "") if source.author.startswith("import:") and bracket else None


def _creator(source: Source) -> str | None:
    """The person who made it; nobody is known where another system did."""
    kind, _, name = source.author.partition(":")
    return to_person_name(name) if kind == "user" else None


def _refuse_mixed_orientations(planes: Sequence[Plane]) -> None:
    orientations = np.array([plane_orientation(plane) for plane in planes])
    if np.abs(orientations - orientations[0]).max() > 1e-4:
        raise KnownError(
            "The pictures of this series are not parallel, so its segmentation cannot be one DICOM SEG.",
            "Export it as NIfTI.",
        )


def _own_dimension_uids(dataset: Dataset) -> None:
    """highdicom makes the Dimension Organization UID under its own root; ours are all under 2.25."""
    uid = new_uid()
    for item in (*dataset.DimensionOrganizationSequence, *dataset.DimensionIndexSequence):
        item.DimensionOrganizationUID = uid


def _name_sources(dataset: Dataset, planes: Sequence[Plane], instances: Sequence[Instance]) -> None:
    """Say which class the sources are of, and on which frame of a multi-frame one each of our frames lies."""
    by_uid = {instance.uid: instance for instance in instances}
    origins = np.array([plane.origin_lps for plane in planes])
    for group in dataset.PerFrameFunctionalGroupsSequence:
        position = np.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
        plane = planes[int(np.argmin(np.linalg.norm(origins - position, axis=1)))]
        for image in group.DerivationImageSequence[0].SourceImageSequence:
            instance = by_uid[plane.instance_uid]
            image.ReferencedSOPClassUID = instance.sop_class_uid
            image.ReferencedSOPInstanceUID = instance.uid
            if instance.frames > 1:
                image.ReferencedFrameNumber = plane.frame + 1
    for series in dataset.ReferencedSeriesSequence:
        unique = {item.ReferencedSOPInstanceUID: item for item in series.ReferencedInstanceSequence}
        for uid, item in unique.items():
            item.ReferencedSOPClassUID = by_uid[uid].sop_class_uid
        series.ReferencedInstanceSequence = list(unique.values())
