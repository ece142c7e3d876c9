"""Key object selections say which pictures were marked, why, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from highdicom.ko import KeyObjectSelection, KeyObjectSelectionDocument
from highdicom.sr import ObserverContext, PersonObserverIdentifyingAttributes
from phantom import phantom_geometry, write_phantom
from pydicom import Dataset, dcmread
from pydicom.sr.coding import Code as DicomCode
from sr_objects import coded, item, report, write

from viewer.case.errors import KnownError
from viewer.case.terms import Code
from viewer.dicom.content_tree import read_report
from viewer.dicom.read_key_objects import read_key_objects


def selection(pictures: Sequence[Dataset]) -> Dataset:
    """As highdicom writes it: for teaching, with a remark and an observer."""
    person = ObserverContext(DicomCode("121006", "DCM", "Person"), PersonObserverIdentifyingAttributes("Reader^Ada"))
    content = KeyObjectSelection(
        document_title=DicomCode("113004", "DCM", "For Teaching"), referenced_objects=list(pictures),
        observer_person_context=person, description="Look at the round shadow",
    )  # fmt: skip
    return KeyObjectSelectionDocument(
        evidence=list(pictures), content=content, series_instance_uid="2.25.81", series_number=50,
        sop_instance_uid="2.25.82", instance_number=1, manufacturer="Test",
    )  # fmt: skip


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Dataset]:
    folder = tmp_path_factory.mktemp("pictures")
    write_phantom(folder, phantom_geometry((4, 12, 14)), PatientBirthDate="", PatientSex="", StudyID="", AccessionNumber="", ReferringPhysicianName="", StudyDate="", StudyTime="")
    return [dcmread(path) for path in sorted(folder.iterdir())]


def test_selection_marks_its_pictures(tmp_path: Path, pictures: list[Dataset]) -> None:
    selection(pictures[1:3]).save_as(tmp_path / "ko.dcm", enforce_file_format=True)
    marked, problems = read_key_objects(read_report(tmp_path / "ko.dcm"))
    assert problems == []
    assert [row.instance_uid for row in marked] == [one.SOPInstanceUID for one in pictures[1:3]]
    assert {row.series_uid for row in marked} == {pictures[0].SeriesInstanceUID}
    assert marked[0].title == Code("DCM", "113004", "") and marked[0].title.meaning == "For Teaching"
    assert marked[0].text == "Look at the round shadow" and marked[0].frame == 0
    assert marked[0].source.author == "import:Reader Ada" and marked[0].source.run_id == "2.25.82"
    again, _ = read_key_objects(read_report(tmp_path / "ko.dcm"))
    assert [row.id for row in again] == [row.id for row in marked], "ids are the same at every read"


def test_frames_and_why_a_picture_was_rejected(tmp_path: Path) -> None:
    named = Dataset()
    named.ReferencedSOPClassUID, named.ReferencedSOPInstanceUID, named.ReferencedFrameNumber = "1.2.840.10008.5.1.4.1.1.3.1", "1.2.3", [2, 5]
    reason = item("CODE", "Modifier", "HAS CONCEPT MOD", ConceptCodeSequence=[coded("111210", "DCM", "Motion blur")])
    reason.ConceptNameCodeSequence = [coded("113011", "DCM", "Document Title Modifier")]
    made = report(reason, item("IMAGE", ReferencedSOPSequence=[named]), kind="1.2.840.10008.5.1.4.1.1.88.59")
    made.ConceptNameCodeSequence = [coded("113001", "DCM", "Rejected for Quality Reasons")]
    marked, _ = read_key_objects(read_report(write(tmp_path / "ko.dcm", made)))
    assert [(row.frame, row.text, row.title.meaning) for row in marked] == [
        (2, "Motion blur", "Rejected for Quality Reasons"),
        (5, "Motion blur", "Rejected for Quality Reasons"),
    ]
    assert marked[0].id != marked[1].id and marked[0].series_uid == ""


def test_a_selection_of_nothing_says_so(tmp_path: Path) -> None:
    marked, problems = read_key_objects(read_report(write(tmp_path / "ko.dcm", report(kind="1.2.840.10008.5.1.4.1.1.88.59"))))
    assert marked == () and "marks no picture" in problems[0].text
    empty = report()
    del empty.ValueType
    with pytest.raises(KnownError):
        read_key_objects(read_report(write(tmp_path / "empty.dcm", empty)))
