"""Every kind of structured report reads as text; nothing is invented, and what is left out is said."""

from __future__ import annotations

import contextlib
import warnings
from pathlib import Path
from random import Random

import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from soak import count
from sr_objects import coded, item, measured, report, write

from viewer.case.errors import KnownError
from viewer.dicom.content_tree import LONGEST_TEXT, MOST_ITEMS, MOST_SEQUENCE_ITEMS, read_dataset, report_of
from viewer.dicom.read_any import describe
from viewer.dicom.read_key_objects import read_key_objects
from viewer.dicom.read_measurements import read_measurements
from viewer.dicom.read_presentation import read_presentation
from viewer.dicom.read_sr import read_sr


def lines_of(path: Path) -> list[str]:
    return read_sr(read_dataset(path)).text.splitlines()


def test_file_with_every_value_type() -> None:
    lines = lines_of(Path(str(get_testdata_file("test-SR.dcm"))))
    for line in (
        "Status: complete, verified",
        "Verified by Jörg Riesmeier, OFFIS e.V., 2001-02-13 18:47:46",
        "Some UID: 1.2.3.4.5",
        "  Diameter: 3 Length Unit",
        "    [2.2.1] Code: Sample Code",
        "      inferred from: see [2.2.1] Code: Sample Code",
        "[3.2] SCoord Code: circle at 0, 0; 255, 255 (column, row)".join(("  ", "")),
        "  TCoord Code: time segment 1.000000, 2.500000",
        "    selected from: see [3.2] SCoord Code: circle at 0, 0; 255, 255 (column, row)",
        "  Date: 2000-12-06",
        "  Time: 12:00:00",
        "CT Image 1.2.3.4.5.0, frame 5, 2",
        '      &%$§"!()<>{}/;',
    ):
        assert line in lines, line


@pytest.mark.parametrize("name", ["reportsi.dcm", "reportsi_with_empty_number_tags.dcm"])
def test_small_reports(name: str) -> None:
    lines = lines_of(Path(str(get_testdata_file(name))))
    assert lines[0] == "Document Title" and "  Report Text: Enter text" in lines


def test_basic_text_report(real_data: Path) -> None:
    text = "\n".join(lines_of(real_data / "derived" / "sr_basic_text.dcm"))
    assert text.startswith("Consultation Report\nText report\nContent of 2005-05-30 16:05:27\nStatus: partial, not complete, not verified")
    assert "Diagnosis: Squamous cell carcinoma, relatively superficial" in text
    assert "Observer Name: David M. Packer, M. D." in text


def test_measurement_reports(real_data: Path) -> None:
    pet = lines_of(real_data / "derived" / "dcmqi_pet_tid1500" / "sr.dcm")
    for line in (
        "Person Observer Name: User2",
        "    Finding: Neoplasm, Primary",
        "    Volume: 33.5824 ml",
        "    SUVbw: 10.3814 {SUVbw}g/ml",
        "      Derivation: Maximum",
    ):
        assert line in pet, line
    counted = next(line for line in pet if "191 times Positron Emission Tomography Image" in line)
    assert counted.startswith("    "), "the image library does not bury the measurements"
    folder = real_data / "derived" / "highdicom_ct1"
    assert "    Area of defined region: 1.7 cm²" in lines_of(folder / "sr_document.dcm")
    assert lines_of(folder / "sr_document_with_multiple_groups.dcm").count("  Measurement Group") > 1


def test_dose_report_is_readable(tmp_path: Path) -> None:
    dose = item("CONTAINER", "CT Acquisition", "CONTAINS", item("TEXT", "Comment", TextValue="Head"), measured("Mean CTDIvol", "52.31", "mGy"))
    lines = lines_of(write(tmp_path / "dose.dcm", report(dose, kind="1.2.840.10008.5.1.4.1.1.88.67")))
    assert lines[1] == "X-ray dose report" and lines[-3:] == ["CT Acquisition", "  Comment: Head", "  Mean CTDIvol: 52.31 mGy"]


def test_values_that_are_missing_are_said_to_be(tmp_path: Path) -> None:
    none = item("NUM", "Size", NumericValueQualifierCodeSequence=[coded("114006", "DCM", "Measurement failure")])
    stray = item("SCOORD", "Region", GraphicType="POLYLINE")
    lines = lines_of(write(tmp_path / "a.dcm", report(none, item("TEXT", "Comment"), item("CODE", "Finding"), item("IMAGE"), stray, item("ODD", "New"))))
    assert lines[-6:] == [
        "Size: no value (Measurement failure)",
        "Comment: (empty)",
        "Finding: (empty)",
        "an object that is not named",
        "Region: polyline at no place (column, row)",
        "New: (a value of type ODD, which Lightbox does not know)",
    ]


def test_references_in_a_circle_and_into_nothing_end(tmp_path: Path) -> None:
    def pointing(*place: int) -> Dataset:
        made = Dataset()
        made.RelationshipType, made.ReferencedContentItemIdentifier = "INFERRED FROM", list(place)
        return made

    circle = report(
        item("TEXT", "First", "CONTAINS", pointing(1, 2), TextValue="a"),
        item("TEXT", "Second", "CONTAINS", pointing(1, 1), pointing(1, 2, 1), pointing(1, 9), TextValue="b"),
    )
    lines = lines_of(write(tmp_path / "a.dcm", circle))
    assert lines[-6:] == [
        "[1] First: a",
        "  inferred from: see [2] Second: b",
        "[2] Second: b",
        "  [2.1] inferred from: see [1] First: a",
        "  inferred from: see another reference",
        "  inferred from: see entry 9 (which is not in the report)",
    ]


def test_reports_made_to_hurt_are_cut_and_say_so(tmp_path: Path) -> None:
    deep = item("TEXT", "Innermost", TextValue="x")
    for _ in range(80):
        deep = item("CONTAINER", "Level", "CONTAINS", deep)
    text = read_sr(read_dataset(write(tmp_path / "deep.dcm", report(deep))))
    assert [problem.text for problem in text.problems] == ["Below 60 levels the report is not read."]
    assert "Innermost" not in text.text and text.text.count("Level") == 59
    giant = item("TEXT", "Comment", TextValue="y" * (LONGEST_TEXT + 5))
    assert "[… 5 more characters]" in "\n".join(lines_of(write(tmp_path / "giant.dcm", report(giant))))


def test_a_very_wide_report_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("viewer.dicom.content_tree.MOST_ITEMS", 100)
    text = read_sr(read_dataset(write(tmp_path / "wide.dcm", report(*(item("TEXT", "One", TextValue="x") for _ in range(150))))))
    assert text.text.count("One: x") == 99 and "only the first 100 entries" in text.problems[0].text
    assert MOST_ITEMS > 10_000


def test_nesting_beyond_what_python_can_read_is_one_sentence(tmp_path: Path) -> None:
    inner = b""
    for _ in range(3000):  # undefined lengths: each level is read inside the one before
        inner = b"\x40\x00\x30\xa7SQ\0\0\xff\xff\xff\xff" + b"\xfe\xff\x00\xe0\xff\xff\xff\xff" + inner
    path = write(tmp_path / "a.dcm", report())
    path.write_bytes(path.read_bytes() + inner)
    with pytest.raises(KnownError, match="damaged"):
        read_sr(read_dataset(path))


def test_millions_of_entries_and_what_inflates_without_end_are_refused_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "many.dcm", report())
    empty_items = b"\xfe\xff\x00\xe0\x00\x00\x00\x00" * (MOST_SEQUENCE_ITEMS + 1)
    path.write_bytes(path.read_bytes() + b"\x40\x00\x30\xa7SQ\0\0\xff\xff\xff\xff" + empty_items + b"\xfe\xff\xdd\xe0\0\0\0\0")
    with pytest.raises(KnownError, match="200,000 entries"):
        read_dataset(path)
    bomb = report(item("TEXT", "Comment", TextValue="y" * 5_000_000))
    bomb.file_meta = FileMetaDataset()
    bomb.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"
    bomb.save_as(tmp_path / "bomb.dcm", enforce_file_format=True)
    assert (tmp_path / "bomb.dcm").stat().st_size < 50_000
    with pytest.raises(KnownError, match="more than 1 MB"):
        read_dataset(tmp_path / "bomb.dcm", 1 << 20)
    assert read_sr(read_dataset(tmp_path / "bomb.dcm")).title == "Test report"


def test_control_characters_and_character_sets(tmp_path: Path) -> None:
    odd = report(item("TEXT", "Befund", TextValue="größer\r\nals\x07 5 mm"), SpecificCharacterSet="ISO_IR 192")
    assert lines_of(write(tmp_path / "a.dcm", odd))[-2:] == ["Befund: größer", "    als 5 mm"]


def test_what_is_no_report_is_said(tmp_path: Path) -> None:
    empty = Dataset()
    empty.SOPClassUID, empty.SOPInstanceUID, empty.Modality = "1.2.840.10008.5.1.4.1.1.88.11", "2.25.1", "SR"
    with pytest.raises(KnownError, match="no content"):
        read_sr(read_dataset(write(tmp_path / "a.dcm", empty)))
    (tmp_path / "b.dcm").write_bytes(b"hello" * 100)
    with pytest.raises(KnownError, match="not a DICOM file"):
        read_dataset(tmp_path / "b.dcm")


def test_other_objects_are_described(real_data: Path) -> None:
    protocol = describe(read_dataset(real_data / "derived" / "hanging_protocol_neurosurgery.dcm")).splitlines()
    assert protocol[:4] == ["Hanging protocol", "NeurosurgeryPlan", "Neurosurgery planning, requiring MR and CT of head", "for MR and CT, 2 screens"]
    private = describe(read_dataset(real_data / "malformed" / "private_sop_class_no_image.dcm"))
    assert private.startswith("Private object (1.3.46.670589.5.0.1.1)\n") and "Philips EV Imaging DD 017" in private
    for name in ("sc_dose_report_no_pixels", "sc_dose_report_no_pixels_a", "sc_dose_report_no_pixels_b"):
        assert "Series Description: Rapport dose." in describe(read_dataset(real_data / "malformed" / f"{name}.dcm"))
    for name in ("ct_almost_no_attributes", "ct_almost_no_attributes_2"):
        assert describe(read_dataset(real_data / "malformed" / f"{name}.dcm")).startswith("CT Image\n")


def test_electrocardiogram_is_described() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lines = describe(read_dataset(Path(str(get_testdata_file("waveform_ecg.dcm"))))).splitlines()
    assert lines[:3] == ["12-lead ECG", "12 channels, 10 s at 1000 Hz", "12 channels, 1.2 s at 1000 Hz"]


class Nowhere:
    def picture(self, sop_instance_uid: str, frame: int = 1) -> None: ...
    def segment(self, sop_instance_uid: str, number: int) -> None: ...


def test_damaged_documents_are_read_in_part_or_refused_in_a_sentence(real_data: Path, tmp_path: Path) -> None:
    """Bits, lengths, pieces moved and lost; seven kinds of document, every reader on each."""
    folder, random = real_data / "derived", Random(7)
    files = [
        folder / "sr_basic_text.dcm", folder / "highdicom_ct1" / "sr_document_with_multiple_groups.dcm",
        folder / "dcmqi_pet_tid1500" / "sr.dcm", folder / "gsps_luts" / "prLUTs.dcm", folder / "hanging_protocol_neurosurgery.dcm",
        Path(str(get_testdata_file("test-SR.dcm"))), Path(str(get_testdata_file("reportsi.dcm"))),
    ]  # fmt: skip
    readers = (
        read_sr, describe, read_presentation,
        lambda dataset: read_measurements(report_of(dataset), Nowhere(), frozenset()), lambda dataset: read_key_objects(report_of(dataset)),
    )  # fmt: skip
    read = 0
    for _ in range(count(5000)):
        path = tmp_path / "damaged.dcm"
        path.write_bytes(damaged(random.choice(files).read_bytes(), random))
        try:
            dataset = read_dataset(path)
        except KnownError:
            continue
        read += 1
        for reader in readers:
            with contextlib.suppress(KnownError):
                reader(dataset)
    assert read > count(5000) // 3


def damaged(whole: bytes, random: Random) -> bytes:
    data = bytearray(whole)
    for _ in range(random.choice((1, 3, 10, 40))):
        at, kind = random.randrange(132, len(data)), random.random()
        if kind < 0.5:
            data[at] ^= 1 << random.randrange(8)
        elif kind < 0.7:
            data[at : at + 4] = random.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"))
        elif kind < 0.85:
            other, length = random.randrange(132, len(data)), random.randrange(1, 200)
            data[at : at + length] = data[other : other + length]
        else:
            del data[at : at + random.randrange(1, 50)]
    return bytes(data[: random.randrange(140, len(data))] if random.random() < 0.1 else data)
