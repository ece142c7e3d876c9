"""A segmentation as an RT Structure Set: closed planar contours on the acquired pictures (DICOM PS3.3 A.19, C.8.8.5, C.8.8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydicom import Dataset
from pydicom.dataset import FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ImplicitVRLittleEndian

from viewer.case.errors import KnownError
from viewer.case.geometry import Array
from viewer.case.progress import Tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.study import Instance, Series, Study
from viewer.case.volume import Mask, Stack, Volume
from viewer.dicom.contour_items import CONTOURS, ContourItem, contour_sequence
from viewer.dicom.derived import (
    MANUFACTURER,
    MODEL_NAME,
    ObjectReference,
    described,
    new_object,
    read_header,
    save,
    software_version,
    to_frame_uid,
)
from viewer.dicom.write_seg import sample_at_plane

RT_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"
DETACHED_STUDY = "1.2.840.10008.3.1.2.3.1"
SERIES_NUMBER = 9003
DIGITS = 10
"""Of a coordinate: a Decimal String has room for 16 characters."""


def write_rtstruct(
    path: Path, segmentation: Segmentation, mask: Mask, volume: Volume, stack: Stack, series: Series,
    instances: Sequence[Instance], study: Study, colours: Sequence[tuple[int, int, int]], tick: Tick,
) -> ObjectReference:  # fmt: skip
    """Write every label as a structure with one set of contours on each acquired picture it touches.

    Contours run along the edges of pixels, half a pixel outside the outermost centres, so that a reader that fills by
    pixel centres finds the very same pixels; inner contours are holes (even-odd). A structure is there once for each
    label, so what is nested overlaps. `colours` are those of the labels, in order.

    Raises
    ------
    KnownError when nothing is segmented.
    """
    reference = new_object(RT_STRUCTURE_SET, study.uid)
    rows, columns = stack.pixels.shape[1:3]
    contours: dict[int, list[tuple[str, int, Array]]] = {label.number: [] for label in segmentation.labels}
    for n, plane in enumerate(stack.planes):
        tick(0.9 * n / len(stack.planes), "Tracing contours")
        sampled = sample_at_plane(mask, volume.geometry, plane, (rows, columns))
        present = set(np.flatnonzero(np.bincount(sampled.reshape(-1), minlength=256)).tolist())
        for label in segmentation.labels:
            if not present.intersection(label.numbers):
                continue
            for outline in outlines(np.isin(sampled, label.numbers)):
                corner = np.array(plane.origin_lps)
                points = corner + outline[:, :1] * np.array(plane.down_lps) + outline[:, 1:] * np.array(plane.along_lps)
                contours[label.number].append((plane.instance_uid, plane.frame, points))
    kept = [label for label in segmentation.labels if contours[label.number]]
    if not kept:
        raise KnownError("The segmentation is empty.", "Segment something first.")
    header = read_header(study, instances)
    dataset = _head(header, reference, segmentation, study)
    frame_uid = to_frame_uid(stack.frame_uid)
    dataset.FrameOfReferenceUID, dataset.PositionReferenceIndicator = frame_uid, ""
    by_uid = {instance.uid: instance for instance in instances}
    dataset.ReferencedFrameOfReferenceSequence = DicomSequence([_referenced(frame_uid, study, series, stack, by_uid)])
    colour_of = {label.number: colour for label, colour in zip(segmentation.labels, colours, strict=True)}
    dataset.StructureSetROISequence = DicomSequence(_structure(label, frame_uid, segmentation) for label in kept)
    dataset.ROIContourSequence = DicomSequence(_drawn(label, contours[label.number], colour_of[label.number], by_uid) for label in kept)
    dataset.RTROIObservationsSequence = DicomSequence(_observation(label) for label in kept)
    save(dataset, path)
    tick(1.0, "RT Structure Set written")
    return reference


def outlines(inside: npt.NDArray[np.bool_]) -> list[Array]:
    """The closed lines along the edges of the pixels of a region, (n, 2) as (row, column); pixel centres are whole numbers.

    Corners only: straight runs have no points in between. Regions that touch by a corner are kept apart.
    """
    follows, starts, directions = _edges(np.pad(inside, 1))
    found: list[Array] = []
    for first in range(len(starts)):
        if follows[first] < 0:
            continue
        line, at = [], first
        while follows[at] >= 0:
            after, follows[at] = follows[at], -1
            if directions[after] != directions[at]:
                line.append(after)
            at = after
        found.append(starts[line[-1:] + line[:-1]] - 0.5)  # a corner stands half a pixel before the centre of its pixel
    return found


def _edges(padded: npt.NDArray[np.bool_]) -> tuple[list[int], Array, list[int]]:
    """The borders of pixels, each with the region on its right hand: which one follows each, where it starts, its direction."""
    within, above, left = padded[1:, 1:], padded[:-1, 1:], padded[1:, :-1]
    before = padded[:-1, :-1]
    # What leaves a corner to the right, down, left and up; the pixel before it and its neighbours meet there.
    leaving = np.stack((within & ~above, left & ~within, before & ~left, above & ~before))
    directions, rows, columns = np.nonzero(leaving)
    number = np.full(leaving.shape, -1)
    number[directions, rows, columns] = np.arange(len(rows))
    ends = rows + np.array((0, 1, 0, -1))[directions], columns + np.array((1, 0, -1, 0))[directions]
    # Where two regions touch by a corner, turn right: around the same region.
    right, straight, wrong = (number[(directions + turn) % 4, *ends] for turn in (1, 0, 3))
    follows = np.where(right >= 0, right, np.where(straight >= 0, straight, wrong))
    return follows.tolist(), np.column_stack((rows, columns)).astype(np.float64), directions.tolist()


def _head(header: Dataset, reference: ObjectReference, segmentation: Segmentation, study: Study) -> Dataset:
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.MediaStorageSOPClassUID = reference.sop_class_uid
    dataset.file_meta.MediaStorageSOPInstanceUID = reference.sop_instance_uid
    # With explicit value representations a contour would end at 64 KB of text (PS3.5 7.1.2): some 2,000 points.
    dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
    for keyword in (
        "PatientName", "PatientID", "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "StudyID", "AccessionNumber",
        "ReferringPhysicianName", "StudyDescription",
    ):  # fmt: skip
        setattr(dataset, keyword, header.get(keyword, ""))
    moment = datetime.now().astimezone()
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.SOPClassUID, dataset.SOPInstanceUID = reference.sop_class_uid, reference.sop_instance_uid
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = study.uid, reference.series_uid
    dataset.Modality, dataset.SeriesNumber, dataset.InstanceNumber = "RTSTRUCT", SERIES_NUMBER, 1
    dataset.SeriesDescription = described(f"Structures: {segmentation.name}", segmentation.source)
    dataset.OperatorsName = ""
    dataset.Manufacturer, dataset.ManufacturerModelName = MANUFACTURER, MODEL_NAME
    dataset.SoftwareVersions, dataset.DeviceSerialNumber = software_version(), "none"
    dataset.InstanceCreationDate, dataset.InstanceCreationTime = moment.strftime("%Y%m%d"), moment.strftime("%H%M%S")
    dataset.StructureSetLabel = segmentation.name[:16]
    dataset.StructureSetName = segmentation.name[:64]
    dataset.StructureSetDate, dataset.StructureSetTime = moment.strftime("%Y%m%d"), moment.strftime("%H%M%S")
    dataset.ApprovalStatus = "UNAPPROVED"
    return dataset


def _referenced(frame_uid: str, study: Study, series: Series, stack: Stack, by_uid: dict[str, Instance]) -> Dataset:
    images = []
    for uid in dict.fromkeys(plane.instance_uid for plane in stack.planes):
        images.append(_image(by_uid[uid]))
    in_series = Dataset()
    in_series.SeriesInstanceUID = series.uid
    in_series.ContourImageSequence = DicomSequence(images)
    in_study = Dataset()
    in_study.ReferencedSOPClassUID, in_study.ReferencedSOPInstanceUID = DETACHED_STUDY, study.uid
    in_study.RTReferencedSeriesSequence = DicomSequence([in_series])
    frame = Dataset()
    frame.FrameOfReferenceUID = frame_uid
    frame.RTReferencedStudySequence = DicomSequence([in_study])
    return frame


def _image(instance: Instance) -> Dataset:
    image = Dataset()
    image.ReferencedSOPClassUID, image.ReferencedSOPInstanceUID = instance.sop_class_uid, instance.uid
    return image


def _structure(label: Label, frame_uid: str, segmentation: Segmentation) -> Dataset:
    item = Dataset()
    item.ROINumber, item.ReferencedFrameOfReferenceUID, item.ROIName = label.number, frame_uid, label.name[:64]
    by_hand = not segmentation.source.is_model
    item.ROIGenerationAlgorithm = "MANUAL" if by_hand else "SEMIAUTOMATIC" if segmentation.edited_by else "AUTOMATIC"
    return item


def _drawn(label: Label, contours: list[tuple[str, int, Array]], colour: tuple[int, int, int], by_uid: dict[str, Instance]) -> Dataset:
    item = Dataset()
    item.ReferencedROINumber, item.ROIDisplayColor = label.number, list(colour)
    item[CONTOURS] = contour_sequence([_contour(by_uid[uid], frame, points) for uid, frame, points in contours])
    return item


def _contour(instance: Instance, frame: int, points: Array) -> ContourItem:
    data = "\\".join([f"{value:.{DIGITS}g}" for value in points.reshape(-1).tolist()]).encode("ascii")
    number = frame + 1 if instance.frames > 1 else None
    return ContourItem("CLOSED_PLANAR", len(points), data, instance.sop_class_uid, instance.uid, number)


def _observation(label: Label) -> Dataset:
    item = Dataset()
    item.ObservationNumber, item.ReferencedROINumber = label.number, label.number
    item.RTROIInterpretedType, item.ROIInterpreter = "", ""
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = label.code.value, label.code.scheme, label.code.meaning[:64]
    item.RTROIIdentificationCodeSequence = DicomSequence([code])
    return item
