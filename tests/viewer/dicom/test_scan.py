"""A folder of files becomes studies, series and instances; whatever else lies in it becomes a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pydicom
import pytest
from phantom import phantom_geometry, slices_of, write_phantom, write_slice

from viewer.case.progress import CancelledError, no_tick
from viewer.case.study import Problem
from viewer.dicom.header_facts import age_years
from viewer.dicom.headers import is_plausible
from viewer.dicom.identity import file_stem, local_uid
from viewer.dicom.scan import Scan, scan

SMALL = phantom_geometry((3, 6, 7))


def one_slice(path: Path, number: int = 0, **tags: object) -> None:
    write_slice(path, slices_of(SMALL)[number], **tags)  # type: ignore[arg-type]


def refused(found: Scan) -> list[Problem]:
    return [problem for problem in found.problems if problem.level == "refused"]


def test_folders_are_searched_all_the_way_down(tmp_path: Path) -> None:
    write_phantom(tmp_path / "a" / "b", SMALL, series="one/1")
    write_phantom(tmp_path / "c", SMALL, series="one/2", SeriesDescription="Second")
    found = scan([tmp_path], no_tick)
    assert len(found.studies) == 1 and len(found.series) == 2 and len(found.instances) == 6
    assert found.problems == ()
    assert {series.study_uid for series in found.series} == {found.studies[0].uid}
    assert {instance.series_uid for instance in found.instances} == {series.uid for series in found.series}


def test_header_facts_are_kept(tmp_path: Path) -> None:
    one_slice(
        tmp_path / "0.dcm", PatientSex="F", PatientAge="042Y", StudyTime="101112.5", AccessionNumber="A7",
        StudyDescription="Chest", ReasonForTheRequestedProcedure="Cough", ContrastBolusAgent="Iodine", KVP="120",
        ConvolutionKernel="B40f", ManufacturerModelName="Model", BodyPartExamined="CHEST", ProtocolName="Thorax",
        ReferringPhysicianName="Doe^Jane", NumberOfFrames=1, Manufacturer="Maker",
    )  # fmt: skip
    found = scan([tmp_path / "0.dcm"], no_tick)
    (study,), (series,), (instance,) = found.studies, found.series, found.instances
    assert (study.patient.id, study.patient.name, study.patient.sex) == ("PHANTOM", "Phantom^Asymmetric", "F")
    assert (study.date, study.time, study.age_years, study.indication) == ("20240131", "101112", 42.0, "Cough")
    assert (study.accession, study.description, study.referring_physician) == ("A7", "Chest", "Doe^Jane")
    assert (series.contrast_agent, series.kvp, series.kernel, series.body_part) == ("Iodine", 120.0, "B40f", "CHEST")
    assert (series.slice_thickness_mm, series.manufacturer, series.frame_uid) == (4.0, "Maker", SMALL.frame_uid)
    assert (instance.number, instance.frames, instance.transfer_syntax_uid) == (1, 1, "1.2.840.10008.1.2.1")
    assert not study.demonstration


def test_the_reason_in_the_request_is_the_indication(tmp_path: Path) -> None:
    request = pydicom.Dataset()
    request.ReasonForTheRequestedProcedure = "Cough for three weeks"
    one_slice(tmp_path / "a.dcm", RequestAttributesSequence=[request])
    assert scan([tmp_path], no_tick).studies[0].indication == "Cough for three weeks"


def test_procedure_names_are_no_indication(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm", RequestedProcedureDescription="CT chest")
    assert scan([tmp_path], no_tick).studies[0].indication == ""


@pytest.mark.parametrize(
    ("manufacturer", "patient_id", "expected"),
    [("Lightbox", "LIGHTBOX-DEMO-1", True), ("Lightbox", "4711", False), ("Maker", "LIGHTBOX-DEMO-1", False)],
)
def test_demonstration_is_recognised(tmp_path: Path, manufacturer: str, patient_id: str, expected: bool) -> None:
    one_slice(tmp_path / "0.dcm", Manufacturer=manufacturer, PatientID=patient_id)
    assert scan([tmp_path], no_tick).studies[0].demonstration is expected


@pytest.mark.parametrize(
    ("age", "born", "studied", "expected"),
    [
        ("042Y", "", "", 42.0), ("006M", "", "", 0.5), ("010D", "", "", 0.03), ("002W", "", "", 0.04),
        ("", "19800229", "20240228", 44.0), ("", "19800101", "", None), ("", "2050", "20240101", None),
        ("Y", "", "", None), ("", "20250101", "20240101", None),
        ("000Y", "", "", None), ("000Y", "19800229", "20240228", 44.0), ("000D", "", "", 0.0),
    ],
)  # fmt: skip
def test_age(age: str, born: str, studied: str, expected: float | None) -> None:
    assert age_years(age, born, studied) == expected


def test_what_is_no_dicom_is_named_with_its_path(tmp_path: Path) -> None:
    one_slice(tmp_path / "good.dcm")
    (tmp_path / "notes.txt").write_text("Nothing to see.", encoding="utf-8")
    (tmp_path / "empty.dcm").write_bytes(b"")
    (tmp_path / "cut.dcm").write_bytes((tmp_path / "good.dcm").read_bytes()[:200])
    (tmp_path / "noise.dcm").write_bytes(b"\0" * 128 + b"DICM" + np.random.default_rng(0).bytes(4000))
    found = scan([tmp_path, tmp_path / "absent"], no_tick)
    assert len(found.instances) == 1
    assert {Path(problem.where).name for problem in refused(found)} == {
        "empty.dcm", "cut.dcm", "noise.dcm", "absent"
    }  # fmt: skip
    for problem in found.problems:
        assert re.fullmatch(r"[A-Z0-9][^\n]*\.", problem.text), problem


def test_a_picture_without_pixels_is_refused(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm", PixelData=None)
    found = scan([tmp_path], no_tick)
    assert found.instances == () and found.studies == () and "Pixel Data" in refused(found)[0].text


def test_files_without_preamble_and_extension_are_read(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm")
    dataset = pydicom.dcmread(tmp_path / "0.dcm")
    bare = tmp_path / "bare" / "IM0001"
    bare.parent.mkdir()
    without_meta = pydicom.Dataset()
    without_meta.update(dataset)
    without_meta.save_as(bare, implicit_vr=True, little_endian=True)
    assert bare.read_bytes()[128:132] != b"DICM"
    found = scan([bare], no_tick)
    assert [instance.uid for instance in found.instances] == [dataset.SOPInstanceUID]
    assert found.instances[0].transfer_syntax_uid == "1.2.840.10008.1.2"


def test_text_is_not_plausible_dicom() -> None:
    assert not is_plausible(b"# A heading and then some text, as in any file")
    assert not is_plausible(b"\x89PNG\r\n\x1a\n" + b"\0" * 200)


def test_empty_uids_become_one_study_and_one_series(tmp_path: Path) -> None:
    for number in range(3):
        one_slice(tmp_path / f"{number}.dcm", number, StudyInstanceUID="", SeriesInstanceUID="", SOPInstanceUID="")
    found = scan([tmp_path], no_tick)
    (study,), (series,) = found.studies, found.series
    assert study.uid.startswith("2.25.") and series.uid.startswith("2.25.") and len(study.uid) <= 64
    meta = [pydicom.dcmread(tmp_path / f"{n}.dcm").file_meta.MediaStorageSOPInstanceUID for n in range(3)]
    assert [instance.uid for instance in found.instances] == meta
    (problem,) = found.problems
    assert "SOP Instance, Series and Study Instance UID" in problem.text and problem.where == series.uid


def test_files_without_uids_or_patient_are_kept_together_by_folder_only(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("StudyInstanceUID", "SeriesInstanceUID", "PatientID", "PatientName", "FrameOfReferenceUID", "AccessionNumber"), "")
    for place in ("one/a", "one/b"):
        one_slice(tmp_path / place / "0.dcm", 0, **nothing)
        one_slice(tmp_path / place / "1.dcm", 1, SOPInstanceUID=f"1.{place[-1] == 'a':d}", **nothing)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "one").symlink_to(tmp_path / "one")
    a, b = (scan([tmp_path / "one" / name], no_tick) for name in "ab")
    assert len(a.studies) == len(b.studies) == 1 and a.studies[0].uid != b.studies[0].uid
    moved = scan([tmp_path / "elsewhere" / "one" / "a"], no_tick)
    assert moved.studies == a.studies and moved.series == a.series


def test_local_uids_are_the_same_on_every_import_and_differ_between_patients(tmp_path: Path) -> None:
    one_slice(tmp_path / "x" / "0.dcm", StudyInstanceUID="", SeriesInstanceUID="")
    one_slice(tmp_path / "y" / "9.dcm", StudyInstanceUID="", SeriesInstanceUID="")
    one_slice(tmp_path / "z" / "0.dcm", 1, StudyInstanceUID="", SeriesInstanceUID="", PatientID="Another")
    first, again, other = (scan([tmp_path / name], no_tick) for name in "xyz")
    assert first.studies == again.studies and first.series == again.series
    assert other.studies[0].uid != first.studies[0].uid and other.series[0].uid != first.series[0].uid


def test_same_uid_with_other_content_keeps_both(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm", 0, SOPInstanceUID="1.2.3")
    one_slice(tmp_path / "1.dcm", 1, SOPInstanceUID="1.2.3")
    found = scan([tmp_path], no_tick)
    assert found.instances[0].uid == "1.2.3" and found.instances[1].uid.startswith("2.25.")
    assert found.instances == scan([tmp_path], no_tick).instances
    (problem,) = found.problems
    assert problem.level == "warning" and "1 file (1.dcm) carries" in problem.text


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm")
    (tmp_path / "copy.dcm").write_bytes((tmp_path / "0.dcm").read_bytes())
    found = scan([tmp_path, tmp_path / "0.dcm"], no_tick)
    assert len(found.instances) == 1 and [problem.level for problem in found.problems] == ["note"]


def test_one_series_uid_in_two_studies_is_split(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm", 0, SeriesInstanceUID="1.5")
    one_slice(tmp_path / "1.dcm", 1, SeriesInstanceUID="1.5", StudyInstanceUID="1.6")
    found = scan([tmp_path], no_tick)
    assert len(found.studies) == 2 and len({series.uid for series in found.series}) == 2
    assert {series.study_uid for series in found.series} == {study.uid for study in found.studies}


def test_two_patients_in_one_study_is_a_warning(tmp_path: Path) -> None:
    one_slice(tmp_path / "0.dcm", 0)
    one_slice(tmp_path / "1.dcm", 1, PatientID="Another")
    assert "different patients" in scan([tmp_path], no_tick).problems[0].text


def test_names_are_decoded_with_their_character_set(tmp_path: Path) -> None:
    from pydicom.data import get_charset_files

    names = {"chrH31.dcm": "Yamada^Tarou=山田^太郎=やまだ^たろう", "chrRuss.dcm": "Люкceмбypг", "chrGerm.dcm": "Äneas^Rüdiger"}
    for name, expected in names.items():
        (path,) = get_charset_files(name)
        (tmp_path / name).write_bytes(Path(path).read_bytes())
        found = scan([tmp_path / name], no_tick)
        assert found.studies[0].patient.name == expected


def test_cancel_is_heard(tmp_path: Path) -> None:
    write_phantom(tmp_path, SMALL)

    def stop(fraction: float, text: str) -> None:
        if fraction > 0.5:
            raise CancelledError

    with pytest.raises(CancelledError):
        scan([tmp_path], stop)


@pytest.mark.parametrize("uid", ["../../etc/passwd", "a/b", "", "1." * 60, "1.2\x00"])
def test_a_header_cannot_choose_a_file_name(uid: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{40}", file_stem(uid))
    assert file_stem("1.2.840") == "1.2.840"


def test_local_uids_are_valid() -> None:
    uid = local_uid("study", ["a", "b"])
    assert re.fullmatch(r"2\.25\.[1-9][0-9]*", uid) and len(uid) <= 64
    assert uid != local_uid("study", ["ab", ""]) and uid != local_uid("series", ["a", "b"])


def test_real_empty_uids_are_one_series(real_data: Path) -> None:
    found = scan([real_data / "ct" / "siemens_mct_abdomen_j2k_empty_uids"], no_tick)
    assert (len(found.studies), len(found.series), len(found.instances)) == (1, 1, 20)


def test_every_real_file_is_kept_or_gets_a_sentence(real_data: Path) -> None:
    folders = [real_data / name for name in ("malformed", "derived", "syntaxes", "xray", "us", "nm_pt")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    found = scan(folders, no_tick)
    named = {problem.where for problem in refused(found)}
    assert {instance.path for instance in found.instances} | named == {str(path) for path in files}
    assert all(re.fullmatch(r"[A-Z0-9][^\n]*\.", problem.text) for problem in found.problems)


@pytest.mark.parametrize(
    ("name", "patient"),
    [("chrJapMulti.dcm", "やまだ たろう"), ("chrJapMultiExplicitIR6.dcm", "やまだ たろう"), ("chrKoreanMulti.dcm", "김희중")],
)
def test_a_picture_without_pixels_is_refused_by_the_name_of_its_patient(name: str, patient: str) -> None:
    """Taken in, it would stand in the way of the whole file, which has the same UIDs."""
    from pydicom.data import get_charset_files

    (problem,) = scan([Path(get_charset_files(name)[0])], no_tick).problems
    assert problem.level == "refused" and problem.text.endswith(f"no Pixel Data. It names the patient {patient}.")
