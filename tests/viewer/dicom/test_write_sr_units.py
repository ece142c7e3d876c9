"""Every unit and kind of number that Lightbox measures goes out as valid DICOM and comes back as it was."""

from pathlib import Path

import pytest
from pydicom import dcmread
from pydicom.uid import Comprehensive3DSRStorage
from slanted import FRAME_UID, MODEL, make_slanted

from inference.measure.measure import own_code
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import UCUM, Evidence, Finding, Quantity
from viewer.case.progress import no_tick
from viewer.case.terms import LUNG, NODULE
from viewer.dicom.content_tree import read_tree
from viewer.dicom.derived import new_object
from viewer.dicom.measured import quantity_of
from viewer.dicom.sr_context import Attestation
from viewer.dicom.validate import validate
from viewer.dicom.write_measurement_sr import write_measurement_sr

BOX = ((10.0, 20.0, 30.0), (14.0, 28.0, 42.0))
OWN = [Quantity(f"own_{number}", 1.25 + number, unit, own_code(f"own-{number}", f"Own {number}")) for number, unit in enumerate(UCUM)]
OURS = [
    Quantity("long_axis", 8.4, "mm"), Quantity("short_axis", 6.1, "mm"), Quantity("length", 12.5, "mm"), Quantity("length", 40.0, "px"),
    Quantity("area", 55.5, "mm²"), Quantity("area", 81.0, "px²"), Quantity("perimeter", 30.25, "mm"), Quantity("angle", 12.5, "°"),
    Quantity("volume", 0.31, "ml"), Quantity("count", 3.0, "count"), Quantity("mean", -31.25, "HU"), Quantity("sd", 12.5, "HU"),
    Quantity("minimum", -80.0, "HU"), Quantity("maximum", 90.0, "HU"), Quantity("median", 2.0, "HU"), Quantity("value", 17.0, "HU"),
    Quantity("mean", 214.0, "raw"), Quantity("peak", 4.5, "SUVbw"), Quantity("value", 3.5, "SUVbw"),
]  # fmt: skip


def test_numbers_of_every_unit_go_out_and_come_back(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    given = [*OURS, *OWN]
    evidence = {f"e{at}": Evidence(f"e{at}", "2.25.77", FRAME_UID, BOX, one, MODEL) for at, one in enumerate(given)}
    finding = Finding("f", NODULE, LUNG, "left", "", True, "definite", "accepted", tuple(evidence), MODEL)
    facts = FactTable(StudyFacts("CT", "CHEST", "20260102", "F", 56.0), (finding,), evidence)
    itself = new_object(Comprehensive3DSRStorage, case.study.uid)
    signed = Attestation("Dr. Ana Grey", "2026-01-02T03:04:05.678+00:00", True)
    write_measurement_sr(tmp_path / "m.dcm", facts, {}, {}, case.study, case.instances, signed, itself, None, no_tick)
    assert validate(tmp_path / "m.dcm", itself.sop_instance_uid) == ()
    said = [one for item in read_tree(dcmread(tmp_path / "m.dcm"))[0].walk() if (one := quantity_of(item)) is not None]
    assert [(one.unit, one.value) for one in said] == [(one.unit, pytest.approx(one.value)) for one in given]
