"""Pictures of two patients in one series: parts of their own, and a sentence that names both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from phantom import phantom_geometry, write_phantom

from viewer.case.progress import no_tick
from viewer.case.study import Patient
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.dicom.whose import patient_words, tell_patients_apart


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as one:
        yield one


def mixed(folder: Path, **other: str) -> Path:
    """A CT of 12 slices, every second of them with other words about the patient."""
    write_phantom(folder, phantom_geometry((12, 16, 18), oblique=False))
    paths = sorted(folder.iterdir(), key=lambda path: float(pydicom.dcmread(path).ImagePositionPatient[2]))
    for path in paths[1::2]:
        dataset = pydicom.dcmread(path)
        for keyword, value in other.items():
            setattr(dataset, keyword, value)
        dataset.save_as(path)
    return folder


def test_no_volume_mixes_two_patients(tmp_path: Path, decoder: Decoder) -> None:
    found = scan([mixed(tmp_path / "ct", PatientName="B^Other", PatientID="2")], no_tick)
    assert any("6 of 12 files name B Other (ID 2)" in problem.text for problem in found.problems)
    (series,) = found.series
    loaded = load(series, found.instances, tmp_path / "volumes", decoder, no_tick)
    assert len(loaded.parts) == 2 and all(part.pictures == 6 and part.group == "" for part in loaded.parts)
    assert any("B Other (ID 2)" in part.name for part in loaded.parts) and not any("ther" in part.key for part in loaded.parts)
    (said,) = (problem for problem in loaded.problems if "different patients" in problem.text)
    assert said.level == "warning" and "6 of 12 files name B Other (ID 2)" in said.text
    whose = {row.uid: str(pydicom.dcmread(row.path, stop_before_pixels=True).PatientID) for row in found.instances}
    for part in loaded.parts:
        one = load(series, found.instances, tmp_path / "volumes", decoder, no_tick, part.key)
        assert len({whose[plane.instance_uid] for plane in one.stack.planes}) == 1
        assert one.need_volume().geometry.shape_kji[0] == 6
        assert part.patient is not None and part.patient.id in whose.values()
        assert {part.patient.id} == {whose[plane.instance_uid] for plane in one.stack.planes}
        again = load(series, found.instances, tmp_path / "volumes", decoder, no_tick, part.key)
        assert again.part == part, "as well when it is read from what was kept"


def test_slices_by_number_do_not_mix_either(tmp_path: Path, decoder: Decoder) -> None:
    folder = mixed(tmp_path / "ct", PatientName="B^Other", PatientID="2")
    for path in folder.iterdir():
        dataset = pydicom.dcmread(path)
        del dataset.ImagePositionPatient
        dataset.save_as(path)
    found = scan([folder], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert sorted(part.pictures for part in loaded.parts) == [6, 6] and len({part.key for part in loaded.parts}) == 2


def test_an_empty_name_is_no_other_patient(tmp_path: Path, decoder: Decoder) -> None:
    found = scan([mixed(tmp_path / "ct", PatientName="", PatientID="")], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path / "volumes", decoder, no_tick)
    assert len(loaded.parts) == 1 and not any("patients" in problem.text for problem in loaded.problems)


def test_two_birth_dates_in_a_study_are_named(tmp_path: Path) -> None:
    folder = mixed(tmp_path / "ct")
    for number, path in enumerate(sorted(folder.iterdir())):
        dataset = pydicom.dcmread(path)
        dataset.PatientName, dataset.PatientID, dataset.PatientSex = "Doe^Jane", "7", "F"
        dataset.PatientBirthDate = "19800102" if number == 11 else "19700101"
        dataset.save_as(path)
    (said,) = (problem.text for problem in scan([folder], no_tick).problems if "different patients" in problem.text)
    assert "1 of 12 files names Doe Jane (ID 7), born 1980-01-02, the others Doe Jane (ID 7), born 1970-01-01, under" in said


def test_two_of_one_name_and_id_are_told_apart_by_the_rest() -> None:
    people = {"1": Patient("7", "Doe^J", "19600131"), "2": Patient("7", "Doe^J", "19610131"), "3": Patient("7", "DOE^J^", "19600131")}
    names, (said,) = tell_patients_apart(people, "series")
    assert names["1"] == names["3"] == ("Doe J (ID 7), born 1960-01-31", people["1"]) != names["2"] and "2 of 3 files" in said.text
    assert patient_words(Patient("", "")) == "nobody" and tell_patients_apart({"1": people["1"]}, "series") == ({}, [])
