"""Marked pictures as a Key Object Selection (TID 2010): what other systems show as key images."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from highdicom.ko import KeyObjectSelection, KeyObjectSelectionDocument
from highdicom.sr import ObserverContext, PersonObserverIdentifyingAttributes

from viewer.case.key_image import KeyImage
from viewer.case.study import Instance, Study
from viewer.dicom.derived import ObjectReference, equipment, save, to_dicom_code, to_person_name
from viewer.dicom.sr_context import PERSON, evidence_datasets

KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.59"
SERIES_NUMBER = 9004


def write_key_objects(
    path: Path, marked: Sequence[tuple[KeyImage, Instance]], study: Study, reader: str, itself: ObjectReference
) -> None:
    """Write pictures that were marked for one reason, each with its file's row; `itself` was made by `new_object`.

    A frame of a multi-frame picture is named by its number, as Referenced Frame Number (PS3.3 C.17.3.5).
    """
    pictures = list({instance.uid: instance for _, instance in marked}.values())
    evidence = evidence_datasets(study, pictures, [])
    for dataset in evidence:
        dataset.Rows = dataset.Columns = 1  # tells highdicom that they are images; only their identities are written
    person = ObserverContext(PERSON, PersonObserverIdentifyingAttributes(name=to_person_name(reader))) if reader.strip() else None
    said = "; ".join(dict.fromkeys(row.text for row, _ in marked if row.text))
    content = KeyObjectSelection(to_dicom_code(marked[0][0].title), evidence, person, description=said or None)
    dataset = KeyObjectSelectionDocument(
        evidence=evidence, content=content, series_instance_uid=itself.series_uid, series_number=SERIES_NUMBER,
        sop_instance_uid=itself.sop_instance_uid, instance_number=1, series_description="Key images", **equipment(),
    )  # fmt: skip
    several = {instance.uid for _, instance in marked if instance.frames > 1}
    for item in dataset.ContentSequence:
        for reference in item.get("ReferencedSOPSequence", ()):
            uid = str(reference.ReferencedSOPInstanceUID)
            frames = sorted({row.frame for row, instance in marked if instance.uid == uid})
            if uid in several and frames[0] > 0:
                reference.ReferencedFrameNumber = frames
    save(dataset, path)
