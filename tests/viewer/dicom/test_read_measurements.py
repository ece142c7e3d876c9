"""Measurements of other systems, and our own that come back: what, where, how large, and on which line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.uid import Comprehensive3DSRStorage
from sr_objects import coded, item, measured, report
from test_write_sr import EVIDENCE, FINDINGS, MODEL, RULERS, SIGNED, write

from desktop.workflows.take_documents import tracking_uids
from viewer.case.attestation import AttestationState
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.progress import no_tick
from viewer.case.terms import LUNG, NODULE, Code
from viewer.dicom.content_tree import Report, read_report, report_of
from viewer.dicom.decode import Decoder
from viewer.dicom.derived import new_object, stable_uid
from viewer.dicom.read_measurements import GROUP, Measurements, read_measurements
from viewer.dicom.referenced import PicturePlace, Places, Region
from viewer.dicom.scan import scan
from viewer.dicom.validate import validate
from viewer.dicom.write_measurement_sr import write_measurement_sr


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def read(path: Path, folder: Path, decoder: Decoder, tracked: frozenset[str] = frozenset()) -> Measurements:
    instances = {one.uid: one for one in scan([folder], no_tick).instances}
    return read_measurements(read_report(path), Places(instances, folder, decoder), tracked)


def evidence_of(found: Measurements, finding: Finding) -> list[Evidence]:
    return [row for row in found.evidence if row.id in finding.evidence_ids]


def as_report(*children: Dataset) -> Report:
    return report_of(report(*children))


class NoPlaces:
    def picture(self, sop_instance_uid: str, frame: int = 1) -> PicturePlace | None:
        return PicturePlace("2.25.7", "2.25.8", (100.0, 50.0, 10.0), (0.0, 0.5, 0.0), (0.0, 0.0, -2.0), 64, 64) if sop_instance_uid == "1.2.3" else None

    def segment(self, sop_instance_uid: str, number: int) -> Region | None:
        return None


# Our own, read back -------------------------------------------------------------------------------------------


def test_own_report_comes_back_as_it_was(tmp_path: Path, decoder: Decoder) -> None:
    made = write(tmp_path)
    found = read(made.measurements, tmp_path, decoder)
    accepted = [finding for finding in FINDINGS if finding.status == "accepted"]
    assert [(f.what, f.where, f.side, f.zone, f.present, f.certainty) for f in found.findings] == [
        (f.what, f.where, f.side, f.zone, f.present, f.certainty) for f in accepted
    ]
    assert {finding.status for finding in found.findings} == {"proposed"}
    for back, sent in zip(found.findings, accepted, strict=True):
        assert [row.quantity for row in evidence_of(found, back) if row.quantity] == [
            EVIDENCE[id].quantity for id in sent.evidence_ids if EVIDENCE[id].quantity
        ]
    (ruler,) = found.rulers
    assert (ruler.start_lps, ruler.end_lps, ruler.frame_uid) == (RULERS["r1"].start_lps, RULERS["r1"].end_lps, RULERS["r1"].frame_uid)
    measured_on = next(row for row in found.evidence if row.measurement_id == ruler.id)
    assert measured_on.quantity == Quantity("length", 5.0, "mm")
    assert found.problems == [] and not found.missing


def test_segment_gives_the_box_of_its_voxels(tmp_path: Path, decoder: Decoder) -> None:
    made = write(tmp_path)
    found = read(made.measurements, tmp_path, decoder)
    box = evidence_of(found, found.findings[0])[0].box_lps
    inside = np.argwhere(made.case.mask == 9)
    corners = made.case.volume.geometry.box_lps(tuple((int(n), int(m) + 1) for n, m in zip(inside.min(0), inside.max(0), strict=True)))  # type: ignore[arg-type]
    half_step = made.case.volume.geometry.spacing_mm[0]
    assert np.abs(np.array(box) - np.array(corners)).max() <= half_step, "the box of the planes, to within half a slice"


def test_what_is_shown_is_exported_with_what_the_reader_did(tmp_path: Path) -> None:
    """Every finding of the table, accepted or not, comes back from the file with its state, and nothing else does."""
    made = write(tmp_path)
    proposed = Finding("f6", NODULE, LUNG, "right", "", True, "definite", "proposed", (), MODEL)
    states: dict[str, AttestationState] = {
        "f1": "confirmed", "f2": "corrected", "f3": "passively accepted", "f4": "confirmed", "f5": "rejected", "f6": "not attested",
    }  # fmt: skip
    facts = replace(made.facts, findings=(*made.facts.findings, proposed), attestations=states)
    path, itself = tmp_path / "states.dcm", new_object(Comprehensive3DSRStorage, made.case.study.uid)
    written = {"seg1": made.segmentation}
    write_measurement_sr(path, facts, RULERS, written, made.case.study, made.case.instances, SIGNED, itself, None, no_tick)
    assert validate(path, itself.sop_instance_uid) == ()
    found = read_measurements(read_report(path), NoPlaces(), frozenset())
    own = made.segmentation.tracking_uids[9]
    assert found.attestations == {own if id == "f1" else stable_uid("finding", id): state for id, state in states.items()}
    assert len(found.findings) == len(facts.accepted)  # what is not accepted is no result


def test_what_the_case_holds_is_not_taken_in_again(tmp_path: Path, decoder: Decoder) -> None:
    made = write(tmp_path)
    tracked = tracking_uids(FINDINGS, [made.case.segmentation()])
    found = read(made.measurements, tmp_path, decoder, tracked)
    assert found.findings == [] and found.evidence == [] and found.rulers == [] and found.known == 4
    others = read(made.measurements, tmp_path, decoder, tracking_uids(FINDINGS[:2], []))
    assert len(others.findings) == 3, "the second is known by its own UID; the first is tracked as its segment"


def test_every_read_gives_the_same_ids(tmp_path: Path, decoder: Decoder) -> None:
    made = write(tmp_path)
    first, second = (read(made.measurements, tmp_path, decoder) for _ in range(2))
    assert [f.id for f in first.findings] == [f.id for f in second.findings]
    assert len({row.id for row in (*first.findings, *first.evidence, *first.rulers)}) == len(first.findings) + len(first.evidence) + 1


# Others -------------------------------------------------------------------------------------------------------


def test_pet_lesion_of_another_system(real_data: Path, decoder: Decoder) -> None:
    folder = real_data / "derived" / "dcmqi_pet_tid1500"
    found = read(folder / "sr.dcm", folder, decoder)
    (finding,) = found.findings
    assert found.author == "import:User2" and finding.source.author == "import:User2"
    assert finding.what.meaning == "Neoplasm, Primary" and finding.what.scheme == "SCT", "the old SNOMED code is a new one"
    assert finding.where.meaning == "pharyngeal tonsil (adenoid)" and finding.note == "primary tumor"
    quantities = {row.quantity.kind: row.quantity for row in found.evidence if row.quantity}
    assert quantities["volume"] == Quantity("volume", pytest.approx(33.5824), "ml")
    peak = quantities["SUVbw, maximum"]
    assert (peak.value, peak.unit, peak.code, peak.derivation) == (
        pytest.approx(10.3814), "SUVbw", Code("DCM", "126401", ""), Code("SCT", "56851009", ""),
    )  # fmt: skip
    assert len(found.evidence) == len(quantities) == 22
    segmentation = pydicom.dcmread(folder / "seg.dcm")
    pixels = segmentation.pixel_array
    frames = segmentation.PerFrameFunctionalGroupsSequence
    depths = [float(frame.PlanePositionSequence[0].ImagePositionPatient[2]) for frame, mask in zip(frames, pixels, strict=True) if mask.any()]
    low, high = found.evidence[0].box_lps
    assert (low[2], high[2]) == (pytest.approx(min(depths)), pytest.approx(max(depths)))
    origin = frames[0].PlanePositionSequence[0].ImagePositionPatient
    spacing = segmentation.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing
    columns = np.nonzero(pixels.any(axis=(0, 1)))[0]
    assert low[0] == pytest.approx(origin[0] + (columns.min() - 0.5) * spacing[1])
    assert found.evidence[0].frame_uid == segmentation.FrameOfReferenceUID


def test_circle_on_a_slice(real_data: Path, decoder: Decoder) -> None:
    folder = real_data / "derived" / "highdicom_ct1"
    found = read(folder / "sr_document.dcm", folder, decoder)
    (finding,) = found.findings
    assert (finding.what.meaning, finding.where.meaning) == ("Spinal cord", "Cervico-thoracic spine")
    assert "Vertebral foramen" in finding.note
    (row,) = found.evidence
    assert row.quantity is not None and (row.quantity.kind, row.quantity.value, row.quantity.unit) == ("Area of defined region", pytest.approx(1.7), "cm²")
    image = pydicom.dcmread(folder / "ct_image.dcm")
    x, y, z = (float(value) for value in image.ImagePositionPatient)
    mm = float(image.PixelSpacing[0])
    assert image.ImageOrientationPatient == [1, 0, 0, 0, 1, 0]
    middle = (x + 57.5 * mm, y + 51.5 * mm, z)  # 58, 52 is counted from the outer corner of the first pixel
    assert row.centre_lps == pytest.approx(middle)
    assert row.box_lps[1][0] - row.box_lps[0][0] == pytest.approx(2 * 11 * mm) and row.box_lps[0][2] == pytest.approx(z)
    assert row.series_uid == image.SeriesInstanceUID and row.frame_uid == image.FrameOfReferenceUID


def test_several_groups_with_evaluations(real_data: Path, decoder: Decoder) -> None:
    folder = real_data / "derived" / "highdicom_ct1"
    found = read(folder / "sr_document_with_multiple_groups.dcm", folder, decoder)
    assert [finding.what.meaning for finding in found.findings][1:4] == ["Nodule", "Aorta", "Vertebra"]
    assert "Level of Significance: Not significant" in found.findings[1].note
    assert found.findings[1].what == NODULE and found.findings[1].where == LUNG
    quantities = [row.quantity for row in found.evidence if row.quantity]
    assert Quantity("Diameter", 10.0, "mm", Code("SCT", "81827009", "")) in quantities
    assert any(quantity.kind == "volume" and quantity.unit == "ml" for quantity in quantities)


# Made by hand -------------------------------------------------------------------------------------------------


def group(*children: Dataset) -> Dataset:
    made = item("CONTAINER", "x", "CONTAINS", *children)
    made.ConceptNameCodeSequence = [coded(GROUP.value, GROUP.scheme, GROUP.meaning)]
    return made


def drawn(kind: str, points: list[float], uid: str = "1.2.3", relationship: str = "INFERRED FROM") -> Dataset:
    named = Dataset()
    named.ReferencedSOPClassUID, named.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", uid
    image = item("IMAGE", "", "SELECTED FROM", ReferencedSOPSequence=[named])
    return item("SCOORD", "Path", relationship, image, GraphicType=kind, GraphicData=points)


def length(value: str, unit: str, *children: Dataset) -> Dataset:
    made = measured("Length", value, unit)
    made.ConceptNameCodeSequence = [coded("410668003", "SCT", "Length")]
    made.ContentSequence = list(children)
    return made


def test_line_on_a_slice_becomes_a_ruler() -> None:
    found = read_measurements(as_report(group(length("2.5", "cm", drawn("POLYLINE", [10.5, 20.5, 40.5, 30.5])))), NoPlaces(), frozenset())
    (ruler,) = found.rulers
    assert ruler.start_lps == (100.0, 55.0, -30.0) and ruler.end_lps == (100.0, 70.0, -50.0)
    assert ruler.length_mm == pytest.approx(25.0) and (ruler.series_uid, ruler.frame_uid) == ("2.25.7", "2.25.8")
    (row,) = found.evidence
    assert row.quantity == Quantity("length", 2.5, "cm") and row.measurement_id == ruler.id
    assert found.problems == [] and found.placed == 1


def test_line_that_is_not_as_long_as_is_said() -> None:
    found = read_measurements(as_report(group(length("40", "mm", drawn("POLYLINE", [10.5, 20.5, 40.5, 30.5])))), NoPlaces(), frozenset())
    assert [problem.text for problem in found.problems] == ["Measurement 1 of the report says 40.0 mm, but its line is 25.0 mm long."]


def test_bent_line_is_a_place_and_no_ruler() -> None:
    found = read_measurements(as_report(group(length("30", "mm", drawn("POLYLINE", [0.5, 0.5, 10.5, 0.5, 10.5, 10.5])))), NoPlaces(), frozenset())
    assert found.rulers == [] and found.evidence[0].box_lps == ((100.0, 50.0, -10.0), (100.0, 55.0, 10.0))


def test_pictures_that_are_not_there_are_counted() -> None:
    found = read_measurements(as_report(group(length("30", "mm", drawn("POLYLINE", [0, 0, 1, 1], uid="9.9")))), NoPlaces(), frozenset())
    assert found.missing == {"9.9"} and found.placed == 0 and found.rulers == []
    assert found.evidence[0].quantity == Quantity("length", 30.0, "mm") and found.evidence[0].frame_uid == ""


def test_units_and_missing_numbers() -> None:
    volume = measured("Volume", "250", "mm3")
    volume.ConceptNameCodeSequence = [coded("G-D705", "SRT", "Volume")]
    odd = measured("Long axis", "12", "kg")
    odd.ConceptNameCodeSequence = [coded("103339001", "SCT", "Long axis")]
    endless = measured("Length", "1e999", "mm")
    found = read_measurements(as_report(group(volume, odd, endless, item("NUM", "Nothing"))), NoPlaces(), frozenset())
    assert [row.quantity for row in found.evidence] == [
        Quantity("volume", 0.25, "ml"),
        Quantity("Long axis", 12.0, "kg", Code("SCT", "103339001", "Long axis")),
    ], "a length in kilograms is no length of ours"


def test_a_group_without_anything_is_still_said() -> None:
    name = item("TEXT", "x", "HAS OBS CONTEXT", TextValue="Lesion A")
    name.ConceptNameCodeSequence = [coded("112039", "DCM", "Tracking Identifier")]
    found = read_measurements(as_report(group(name), group()), NoPlaces(), frozenset())
    assert [finding.what.meaning for finding in found.findings] == ["Lesion A", "Unnamed measurement"]
    assert found.evidence == [] and found.findings[0].note == "Lesion A" and found.findings[0].where.meaning == "Body part structure"
    assert read_measurements(as_report(), NoPlaces(), frozenset()).findings == []
