"""Axes, lines and regions that a reader drew, in a structured report (TID 1500) and back."""

from pathlib import Path

import pytest
from pydicom import Dataset, dcmread
from pydicom.uid import Comprehensive3DSRStorage
from slanted import FRAME_UID, make_slanted

from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.measurement import Bidirectional, Drawn, Polyline
from viewer.case.progress import no_tick
from viewer.case.region import Region
from viewer.case.source import Source
from viewer.case.terms import LUNG, NODULE
from viewer.dicom.content_tree import read_report
from viewer.dicom.derived import new_object
from viewer.dicom.read_measurements import read_measurements
from viewer.dicom.sr_context import Attestation
from viewer.dicom.validate import validate
from viewer.dicom.write_measurement_sr import write_measurement_sr

READER = Source("user:Ana Grüße", "2026-01-02T03:04:05.000+00:00")
SIGNED = Attestation("Dr. Ana Grüße", "2026-01-02T03:04:05.678+00:00", True, "Sample Hospital")
STUDY = StudyFacts("CT", "CHEST", "20260102", "F", 56.0)
BOX = ((1.0, 2.0, 3.0), (21.0, 12.0, 3.0))
CROSS = Bidirectional("b1", "2.25.77", FRAME_UID, ((0.0, 0.0, 3.0), (23.5, 0.0, 3.0), (9.0, -4.0, 3.0), (9.0, 11.0, 3.0)), READER)
OVAL = Region("o1", "2.25.77", FRAME_UID, ((21.0, 7.0, 3.0), (11.0, 12.0, 3.0), (1.0, 7.0, 3.0), (11.0, 2.0, 3.0)), READER, shape="ellipse")
WIRE = Region("w1", "2.25.77", FRAME_UID, ((1.0, 2.0, 3.0), (21.0, 2.5, 3.0), (17.0, 12.0, 3.0), (4.0, 9.0, 3.0)), READER)
PATH = Polyline("p1", "2.25.77", FRAME_UID, ((0.0, 0.0, 3.0), (3.0, 4.0, 3.0), (3.0, 10.0, 3.0)), READER)
DRAWN: dict[str, tuple[Drawn, tuple[Quantity, ...]]] = {
    "b1": (CROSS, (Quantity("long_axis", 23.5, "mm"), Quantity("short_axis", 15.0, "mm"))),
    "o1": (OVAL, (Quantity("long_axis", 20.0, "mm"), Quantity("area", OVAL.area, "mm²"), Quantity("mean", 41.5, "HU"), Quantity("sd", 7.25, "HU"), Quantity("maximum", 77.0, "HU"))),
    "w1": (WIRE, (Quantity("area", WIRE.area, "mm²"), Quantity("mean", 4.5, "SUVbw"), Quantity("peak", 7.75, "SUVbw"))),
    "p1": (PATH, (Quantity("length", 11.0, "mm"),)),
}


def test_axes_and_regions_go_out_and_come_back_with_their_numbers(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    evidence, findings = {}, []
    for id, (_, numbers) in DRAWN.items():
        rows = [Evidence(f"{id}{n}", "2.25.77", FRAME_UID, BOX, one, READER, measurement_id=id) for n, one in enumerate(numbers)]
        evidence |= {row.id: row for row in rows}
        findings.append(Finding(id, NODULE, LUNG, "left", "", True, "definite", "accepted", tuple(row.id for row in rows), READER))
    itself = new_object(Comprehensive3DSRStorage, case.study.uid)
    path = tmp_path / "m.dcm"
    write_measurement_sr(
        path, FactTable(STUDY, tuple(findings), evidence), {id: record for id, (record, _) in DRAWN.items()}, {}, case.study,
        case.instances, SIGNED, itself, None, no_tick,
    )  # fmt: skip
    assert validate(path, itself.sop_instance_uid) == ()
    found = read_measurements(read_report(path), Nowhere(), frozenset())
    assert not found.problems
    back = {finding.note: [row.quantity for row in found.evidence if row.id in finding.evidence_ids] for finding in found.findings}
    for number, (_, numbers) in enumerate(DRAWN.values(), 1):
        for quantity, given in zip(back[f"Nodule {number}"], numbers, strict=True):
            assert quantity is not None and (quantity.value, quantity.unit) == (pytest.approx(given.value), given.unit)
            assert quantity.kind == given.kind or quantity.derivation is not None
    lines = [sorted((line.start_lps, line.end_lps)) for line in found.rulers]
    assert lines == [sorted(CROSS.points_lps[:2]), sorted(CROSS.points_lps[2:])]
    oval, wire = found.regions
    assert oval.area == pytest.approx(OVAL.area, rel=0.001) and oval.frame_uid == FRAME_UID
    assert wire.points_lps == WIRE.points_lps
    assert {row.measurement_id for row in found.evidence} >= {oval.id, wire.id}


class Nowhere:
    """No picture is known: the report's own places are in the patient."""

    def picture(self, sop_instance_uid: str, frame: int = 1) -> None:
        return None

    def segment(self, sop_instance_uid: str, number: int) -> None:
        return None


def test_estimated_millimetres_say_so_and_what_they_stand_on(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    sources = {"imager": "Millimetres: approximate (detector)", "user:Meier": "Millimetres: (calibrated by Meier)", "": ""}
    evidence = {f"e{n}": Evidence(f"e{n}", "2.25.77", FRAME_UID, BOX, Quantity("length", 11.0 + n, "mm", mm_from=source), READER)
                for n, source in enumerate(sources)}  # fmt: skip
    findings = tuple(Finding(id, NODULE, LUNG, "left", "", True, "definite", "accepted", (id,), READER) for id in evidence)
    itself, path = new_object(Comprehensive3DSRStorage, case.study.uid), tmp_path / "m.dcm"
    write_measurement_sr(path, FactTable(STUDY, findings, evidence), {}, {}, case.study, case.instances, SIGNED, itself, None, no_tick)
    assert validate(path, itself.sop_instance_uid) == ()
    said = {}

    def visit(item: Dataset) -> None:
        for child in item.get("ContentSequence", ()):
            if child.ValueType == "NUM":
                notes = [row.TextValue for row in child.get("ContentSequence", ()) if row.ValueType == "TEXT"]
                said[float(child.MeasuredValueSequence[0].NumericValue)] = notes
            visit(child)

    visit(dcmread(path))
    assert said == {11.0: [sources["imager"]], 12.0: [sources["user:Meier"]], 13.0: []}
