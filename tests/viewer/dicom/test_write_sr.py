"""Structured reports: what was measured and what was signed comes back word for word and number for number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from highdicom.sr import srread
from pydicom import Dataset, dcmread
from pydicom.config import disable_value_validation
from pydicom.uid import Comprehensive3DSRStorage, EnhancedSRStorage
from slanted import FRAME_UID, MODEL, Slanted, make_slanted

from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.measurement import Ruler
from viewer.case.progress import no_tick
from viewer.case.report import Section, Sentence
from viewer.case.source import Source
from viewer.case.terms import LIVER, LUNG, NODULE
from viewer.dicom.derived import ObjectReference, new_object, to_person_name
from viewer.dicom.sr_context import Attestation
from viewer.dicom.validate import validate
from viewer.dicom.write_measurement_sr import write_measurement_sr
from viewer.dicom.write_narrative_sr import write_narrative_sr
from viewer.dicom.write_seg import WrittenSegmentation, write_seg

READER = Source("user:Ana Grüße", "2026-01-02T03:04:05.000+00:00")
SIGNED = Attestation("Dr. Ana Grüße", "2026-01-02T03:04:05.678+00:00", True, "Sample Hospital")
BOX = ((10.0, 20.0, 30.0), (14.0, 28.0, 42.0))
STUDY = StudyFacts("CT", "CHEST", "20260102", "F", 56.0)


@dataclass(frozen=True)
class Reports:
    case: Slanted
    segmentation: WrittenSegmentation
    facts: FactTable
    measurements: Path
    narrative: Path
    measurement_object: ObjectReference
    narrative_object: ObjectReference


def evidence(id: str, quantity: Quantity | None, *, by_ruler: str = "", segment: int = 0) -> Evidence:
    source = READER if by_ruler else MODEL
    return Evidence(id, "2.25.77", FRAME_UID, BOX, quantity, source, "seg1" if segment else "", segment, by_ruler)


EVIDENCE: Mapping[str, Evidence] = {
    row.id: row
    for row in (
        evidence("e1", Quantity("long_axis", 8.4, "mm"), segment=9),
        evidence("e2", Quantity("mean", -31.25, "HU"), segment=9),
        evidence("e3", Quantity("volume", 0.31, "ml"), segment=9),
        evidence("e4", Quantity("length", 5.0, "mm"), by_ruler="r1"),
        evidence("e5", None),
        evidence("e6", Quantity("sd", 12.5, "HU"), segment=9),
    )
}
FINDINGS = (
    Finding("f1", NODULE, LUNG, "left", "lower", True, "definite", "accepted", ("e1", "e2", "e3", "e6"), MODEL),
    Finding("f2", NODULE, LUNG, "right", "", True, "definite", "accepted", ("e4",), READER),
    Finding("f3", NODULE, LIVER, "none", "", True, "possible", "accepted", ("e5",), READER),
    Finding("f4", NODULE, LUNG, "bilateral", "", False, "definite", "accepted", (), READER),
    Finding("f5", NODULE, LUNG, "left", "upper", True, "definite", "rejected", ("e1",), MODEL),
)
RULERS = {"r1": Ruler("r1", "2.25.77", FRAME_UID, (1.0, 2.0, 3.0), (4.0, 6.0, 3.0), READER)}
SECTIONS = (
    Section("Indication", (Sentence("s1", "Not provided.", (), (), MODEL),)),
    Section("Technique", (Sentence("s2", "CT of the chest, 2.5 mm slices.", (), (), MODEL),)),
    Section(
        "Findings",
        (
            Sentence("s3", "8.4 mm nodule in the left lower zone — “solid”.", ("f1",), ("e1", "e2"), MODEL),
            Sentence("s4", "Größe unverändert, 山田.", ("f2",), ("e4",), READER),
        ),
    ),
    Section("Impression", (Sentence("s5", "Left lung nodule.", ("f1",), ("e1",), MODEL),)),
    Section("Limits of this report", (Sentence("s6", "No contrast agent.", (), (), MODEL),)),
)


def write(folder: Path, attestation: Attestation = SIGNED) -> Reports:
    case = make_slanted(folder / "ct")
    written = write_seg(
        folder / "seg.dcm", case.segmentation(), case.mask, case.volume, case.stack, case.series, case.instances,
        case.study, no_tick
    )  # fmt: skip
    facts = FactTable(STUDY, FINDINGS, EVIDENCE)
    measured = new_object(Comprehensive3DSRStorage, case.study.uid)
    told = new_object(EnhancedSRStorage, case.study.uid)
    segmentations = {"seg1": written}
    write_measurement_sr(
        folder / "m.dcm", facts, RULERS, segmentations, case.study, case.instances, attestation, measured, told, no_tick
    )
    write_narrative_sr(
        folder / "n.dcm", SECTIONS, EVIDENCE, segmentations, case.study, case.instances, attestation, told, measured,
        no_tick
    )  # fmt: skip
    return Reports(case, written, facts, folder / "m.dcm", folder / "n.dcm", measured, told)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    return write(tmp_path_factory.mktemp("reports"))


def uids_in_evidence(path: Path) -> set[str]:
    dataset = dcmread(path)
    return {
        item.ReferencedSOPInstanceUID
        for study in dataset.CurrentRequestedProcedureEvidenceSequence
        for series in study.ReferencedSeriesSequence
        for item in series.ReferencedSOPSequence
    }


def items_of(dataset: Dataset) -> list[Dataset]:
    return [item for child in dataset.get("ContentSequence", ()) for item in (child, *items_of(child))]


def test_all_three_objects_are_valid(reports: Reports) -> None:
    assert validate(reports.segmentation.path) == ()
    assert validate(reports.measurements, reports.measurement_object.sop_instance_uid) == ()
    assert validate(reports.narrative, reports.narrative_object.sop_instance_uid) == ()


def test_a_segmented_finding_carries_its_numbers_and_its_segment(reports: Reports) -> None:
    report = srread(reports.measurements).content
    (group,) = report.get_volumetric_roi_measurement_groups()
    assert group.tracking_identifier == "Nodule 1"
    assert group.tracking_uid == reports.segmentation.tracking_uids[9]
    assert (group.finding_type.value, group.finding_type.scheme_designator) == ("27925004", "SCT")
    (site,) = group.finding_sites
    assert (site.value.value, site.laterality.value) == ("39607008", "7771000")
    assert site.topographical_modifier.meaning == "Lower"
    found = [
        (m.name.value, m.value, m.unit.value, m.unit.scheme_designator, m.derivation and m.derivation.value)
        for m in group.get_measurements()
    ]
    assert found == [
        ("103339001", 8.4, "mm", "UCUM", None),
        ("112031", -31.25, "[hnsf'U]", "UCUM", "373098007"),
        ("118565006", 0.31, "mL", "UCUM", None),
        ("112031", 12.5, "[hnsf'U]", "UCUM", "386136009"),
    ]
    segment = group.referenced_segment[0]
    reference = segment.ReferencedSOPSequence[0]
    assert reference.ReferencedSOPInstanceUID == reports.segmentation.reference.sop_instance_uid
    assert reference.ReferencedSegmentNumber == reports.segmentation.segment_numbers[9]


def test_a_ruler_keeps_its_ends_in_the_patient(reports: Reports) -> None:
    report = srread(reports.measurements).content
    ruled, absent = report.get_image_measurement_groups()
    (measurement,) = ruled.get_measurements()
    assert (measurement.name.value, measurement.value, measurement.unit.value) == ("410668003", 5.0, "mm")
    (line,) = measurement.referenced_coordinates
    assert line.frame_of_reference_uid == FRAME_UID
    np.testing.assert_allclose(line.value, [RULERS["r1"].start_lps, RULERS["r1"].end_lps])
    assert ruled.finding_sites[0].laterality.meaning == "Right"
    assert absent.get_qualitative_evaluations()[0].value.meaning == "Absent"
    assert absent.finding_sites[0].laterality.meaning == "Bilateral"


def test_a_finding_with_a_place_alone_carries_the_place_and_its_certainty(reports: Reports) -> None:
    (group,) = srread(reports.measurements).content.get_planar_roi_measurement_groups()
    np.testing.assert_allclose(group.roi.value, [[12.0, 24.0, 36.0]])
    assert group.finding_sites[0].laterality is None
    assert group.get_qualitative_evaluations()[0].value.meaning == "Known possible"


def test_only_accepted_findings_leave(reports: Reports) -> None:
    groups = [item for item in items_of(dcmread(reports.measurements)) if item.ValueType == "CONTAINER"]
    names = [item.ConceptNameCodeSequence[0].CodeMeaning for item in groups]
    assert names.count("Measurement Group") == 4


def test_the_model_is_named_on_what_it_measured_and_the_reader_on_the_report(reports: Reports) -> None:
    texts = {
        item.ConceptNameCodeSequence[0].CodeMeaning: str(item.TextValue)
        for item in items_of(dcmread(reports.measurements))
        if item.ValueType == "TEXT"
    }
    assert texts["Algorithm Name"] == "ct-classical" and texts["Algorithm Version"] == "1.0.0"
    assert texts["Algorithm Parameters"] == "weights_sha256=" + "ab" * 32
    assert texts["Device Observer Name"] == "Lightbox"
    persons = [item.PersonName for item in items_of(dcmread(reports.measurements)) if item.ValueType == "PNAME"]
    assert persons == ["Grüße^Ana^^Dr."]


def test_the_narrative_is_the_signed_text(reports: Reports) -> None:
    dataset = dcmread(reports.narrative)
    assert dataset.SpecificCharacterSet == "ISO_IR 192"
    assert dataset.ConceptNameCodeSequence[0].CodeMeaning == "Diagnostic Imaging Report"
    containers = [item for item in dataset.ContentSequence if item.ValueType == "CONTAINER"]
    texts = [
        " ".join(item.TextValue for item in container.ContentSequence if item.ValueType == "TEXT")
        for container in containers
    ]
    assert texts == [section.text for section in SECTIONS]
    names = [(c.ConceptNameCodeSequence[0].CodeValue, c.ConceptNameCodeSequence[0].CodeMeaning) for c in containers]
    assert names == [
        ("18785-6", "Indications for Procedure"),
        ("55111-9", "Current Procedure Descriptions"),
        ("59776-5", "Findings"),
        ("19005-8", "Impressions"),
        ("LIMITS_OF_THIS_R", "Limits of this report"),
    ]
    language = dataset.ContentSequence[0].ConceptCodeSequence[0]
    assert (language.CodeValue, language.CodingSchemeDesignator) == ("en", "RFC5646")


def test_a_sentence_points_at_the_segment_it_rests_on(reports: Reports) -> None:
    sentences = [item for item in items_of(dcmread(reports.narrative)) if item.ValueType == "TEXT"]
    (sentence,) = [item for item in sentences if "8.4 mm" in item.TextValue]
    (place,) = sentence.ContentSequence
    assert place.RelationshipType == "INFERRED FROM"
    reference = place.ReferencedSOPSequence[0]
    assert reference.ReferencedSOPInstanceUID == reports.segmentation.reference.sop_instance_uid
    assert reference.ReferencedSegmentNumber == reports.segmentation.segment_numbers[9]
    (other,) = [item for item in sentences if "Größe" in item.TextValue]
    assert "ContentSequence" not in other


def test_the_two_reports_name_each_other_and_what_they_rest_on(reports: Reports) -> None:
    pictures = {instance.uid for instance in reports.case.instances} | {reports.segmentation.reference.sop_instance_uid}
    assert uids_in_evidence(reports.measurements) == pictures | {reports.narrative_object.sop_instance_uid}
    assert uids_in_evidence(reports.narrative) == pictures | {reports.measurement_object.sop_instance_uid}
    (composite,) = [item for item in items_of(dcmread(reports.narrative)) if item.ValueType == "COMPOSITE"]
    assert composite.ReferencedSOPSequence[0].ReferencedSOPInstanceUID == reports.measurement_object.sop_instance_uid
    series = {dcmread(path).SeriesInstanceUID for path in (reports.measurements, reports.narrative)}
    assert len(series) == 2


@pytest.mark.parametrize(
    ("attestation", "flags"),
    [
        (Attestation("Ana Grüße"), ("PARTIAL", "PRELIMINARY", "UNVERIFIED")),
        (Attestation(""), ("PARTIAL", "PRELIMINARY", "UNVERIFIED")),
        (
            Attestation("Demonstration (not a reader)", SIGNED.signed_at),
            ("COMPLETE", "FINAL", "UNVERIFIED"),
        ),
        (replace(SIGNED, organisation=""), ("COMPLETE", "FINAL", "VERIFIED")),
    ],
)
def test_the_flags_say_how_far_it_is_attested(tmp_path: Path, attestation: Attestation, flags: tuple[str, ...]) -> None:
    reports = write(tmp_path, attestation)
    for path in (reports.measurements, reports.narrative):
        dataset = dcmread(path)
        assert (dataset.CompletionFlag, dataset.PreliminaryFlag, dataset.VerificationFlag) == flags
        assert validate(path) == ()
        if flags[2] == "VERIFIED":
            (observer,) = dataset.VerifyingObserverSequence
            assert observer.VerifyingObserverName == "Grüße^Ana^^Dr."
            assert observer.VerificationDateTime == "20260102030405+0000"
            assert observer.VerifyingOrganization == "Not stated"
        else:
            assert "VerifyingObserverSequence" not in dataset


def test_nobody_verifies_what_is_not_signed() -> None:
    with pytest.raises(ValueError, match="signed"):
        Attestation("Ana", "", True)


def test_a_ruler_on_a_segmented_finding_adds_its_number_and_no_second_place(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write_seg(
        tmp_path / "seg.dcm", case.segmentation(), case.mask, case.volume, case.stack, case.series, case.instances,
        case.study, no_tick
    )  # fmt: skip
    both = replace(FINDINGS[0], evidence_ids=("e1", "e4"))
    itself = new_object(Comprehensive3DSRStorage, case.study.uid)
    write_measurement_sr(
        tmp_path / "m.dcm", FactTable(STUDY, (both,), EVIDENCE), RULERS, {"seg1": written}, case.study, case.instances,
        SIGNED, itself, None, no_tick
    )  # fmt: skip
    assert validate(tmp_path / "m.dcm") == ()
    (group,) = srread(tmp_path / "m.dcm").content.get_volumetric_roi_measurement_groups()
    assert [measurement.value for measurement in group.get_measurements()] == [8.4, 5.0]


def test_an_age_without_a_unit_is_not_repeated(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    for instance in case.instances:
        with disable_value_validation():
            image = dcmread(instance.path)
            image.PatientAge = "62"
            image.save_as(instance.path)
    itself = new_object(Comprehensive3DSRStorage, case.study.uid)
    write_measurement_sr(
        tmp_path / "m.dcm", FactTable(STUDY, ()), {}, {}, case.study, case.instances, SIGNED, itself, None, no_tick
    )
    written = dcmread(tmp_path / "m.dcm")
    assert "PatientAge" not in written and written.PatientID == "P-1"


def test_what_was_typed_in_words_has_numbers_and_no_place(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    nowhere = replace(EVIDENCE["e4"], id="typed", series_uid="", frame_uid="", box_lps=((0, 0, 0), (0, 0, 0)), measurement_id="")
    typed = replace(FINDINGS[0], evidence_ids=("typed",))
    write_measurement_sr(
        tmp_path / "m.dcm", FactTable(STUDY, (typed,), {"typed": nowhere}), {}, {}, case.study, case.instances, SIGNED,
        new_object(Comprehensive3DSRStorage, case.study.uid), None, no_tick
    )  # fmt: skip
    assert validate(tmp_path / "m.dcm") == ()
    assert not [item for item in items_of(dcmread(tmp_path / "m.dcm")) if item.ValueType in ("SCOORD3D", "IMAGE")]


def test_a_report_without_findings_is_valid_and_says_so(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    itself = new_object(Comprehensive3DSRStorage, case.study.uid)
    write_measurement_sr(
        tmp_path / "m.dcm", FactTable(STUDY, ()), {}, {}, case.study, case.instances, SIGNED, itself, None, no_tick
    )
    assert validate(tmp_path / "m.dcm", itself.sop_instance_uid) == ()
    texts = [item.TextValue for item in items_of(dcmread(tmp_path / "m.dcm")) if item.ValueType == "TEXT"]
    assert "No finding was accepted." in texts


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Anna Maria Meier", "Meier^Anna Maria"),
        ("Meier, Anna", "Meier^Anna"),
        ("Meier", "Meier^"),
        ("Meier^Anna", "Meier^Anna"),
        ("Prof. Dr. Anna Meier", "Meier^Anna^^Prof. Dr."),
        ("Demonstration (not a reader)", "Demonstration (not a reader)^"),
        ("", ""),
        ("  A=B \\ C ", "C^A B"),
    ],
)
def test_names_become_dicom_names(typed: str, stored: str) -> None:
    assert to_person_name(typed) == stored
