"""What of a study is read and not viewed: listed, read as text, saved as it is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_objects import CDA, make_pdf, write_pdf
from pydicom.data import get_testdata_file
from sr_objects import item, report, write

from desktop.cli import main
from desktop.workflows.documents import (
    Document,
    document_of,
    documents_of,
    draw_page,
    open_document,
    pictures_of,
    read_document,
    save_document,
)
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.study import Instance, Series
from viewer.dicom.decode import Decoder
from viewer.dicom.scan import scan


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1, seconds_per_call=20) as decoder:
        yield decoder


def only(*paths: Path) -> tuple[Series, list[Instance]]:
    found = scan(list(paths), no_tick)
    assert len(found.series) == 1, found.problems
    return found.series[0], list(found.instances)


def document(*paths: Path) -> Document:
    found = document_of(*only(*paths))
    assert found is not None
    return found


def test_pictures_are_no_documents(real_data: Path) -> None:
    for path in ("derived/highdicom_ct1/ct_image.dcm", "derived/dcmqi_ct_seg/seg_liver.dcm", "xray/cr_chest_mono1_no_preamble"):
        assert document_of(*only(real_data / path)) is None, path


@pytest.mark.parametrize(
    ("path", "kind", "name", "words"),
    [
        ("derived/sr_basic_text.dcm", "report", "Text report", "Squamous cell carcinoma"),
        ("derived/dcmqi_pet_tid1500/sr.dcm", "report", "Measurement report (Comprehensive SR)", "Volume: 33.5824 ml"),
        ("derived/dcmqi_pet_tid1500/rwvm.dcm", "object", "Real world value mapping", "PET SUV Factors"),
        ("derived/hanging_protocol_neurosurgery.dcm", "object", "Hanging protocol", "NeurosurgeryPlan"),
        ("malformed/private_sop_class_no_image.dcm", "object", "Private object (1.3.46.670589.5.0.1.1)", "Philips EV Imaging"),
        ("derived/gsps_luts/prLUTs.dcm", "object", "Presentation state (grey)", "XLUT_P03"),
        ("derived/rt_phantom/rt.dcm", "object", "RT Structure Set", "ROI Name"),
    ],
)
def test_documents_of_the_shared_data(real_data: Path, decoder: Decoder, path: str, kind: str, name: str, words: str) -> None:
    found = document(real_data / path)
    assert (found.kind, found.name) == (kind, name)
    assert words in read_document(found, decoder).text


def test_electrocardiogram(decoder: Decoder) -> None:
    found = document(Path(str(get_testdata_file("waveform_ecg.dcm"))))
    assert found.name == "12-lead ECG" and "12 channels, 10 s at 1000 Hz" in read_document(found, decoder).text


def test_pdf_is_counted_drawn_and_saved(tmp_path: Path, decoder: Decoder) -> None:
    content = make_pdf("first page", "second page")
    found = document(write_pdf(tmp_path / "a.dcm", content))
    contents = read_document(found, decoder)
    assert contents.pages == 2 and "second page" in contents.text.split("\f")[1]
    assert draw_page(found, 1, 300, decoder).width_px == 300
    save_document(found, tmp_path / "out" / "letter.pdf", decoder)
    assert (tmp_path / "out" / "letter.pdf").read_bytes() == content
    save_document(found, tmp_path / "same.dcm", decoder)
    assert (tmp_path / "same.dcm").read_bytes() == (tmp_path / "a.dcm").read_bytes()


def test_clinical_document_is_text_and_saved(tmp_path: Path, decoder: Decoder) -> None:
    found = document(write_pdf(tmp_path / "a.dcm", CDA, "1.2.840.10008.5.1.4.1.1.104.2"))
    assert found.kind == "clinical document" and "Gall bladder inflamed." in read_document(found, decoder).text
    save_document(found, tmp_path / "a.xml", decoder)
    assert (tmp_path / "a.xml").read_bytes() == CDA


def test_a_damaged_report_says_so_and_shows_what_is_there(tmp_path: Path, decoder: Decoder) -> None:
    empty = report()
    del empty.ValueType
    contents = read_document(document(write(tmp_path / "a.dcm", empty)), decoder)
    assert contents.text.startswith("The report is empty") and "Patient's Name: Doe^Jane" in contents.text
    assert contents.problems


def test_a_damaged_pdf_opens_as_a_sentence(tmp_path: Path, decoder: Decoder) -> None:
    opened = open_document(documents_of(*only(write_pdf(tmp_path / "a.dcm", b"nothing of the kind"))), decoder)
    assert isinstance(opened.contents, KnownError) and "damaged" in str(opened.contents)


def test_a_series_of_several_reports_lists_them_all(tmp_path: Path, decoder: Decoder) -> None:
    for number in (1, 2):
        write(tmp_path / f"{number}.dcm", report(item("TEXT", "Comment", TextValue=str(number)), SOPInstanceUID=f"2.25.{number}", InstanceNumber=number))
    series, instances = only(tmp_path)
    assert [one.uid for one in documents_of(series, instances)] == ["2.25.1", "2.25.2"]
    opened = open_document(documents_of(series, instances), decoder, "2.25.2")
    assert opened.document.uid == "2.25.2" and len(opened.among) == 2


def test_a_report_among_pictures_is_told_from_them(real_data: Path, tmp_path: Path) -> None:
    for name in ("ct_image.dcm", "sr_document.dcm"):  # one series, as its publisher made it
        shutil.copy(real_data / "derived" / "highdicom_ct1" / name, tmp_path / name)
    series, instances = only(tmp_path)
    assert [one.name for one in documents_of(series, instances)] == ["Measurement report (Comprehensive 3D SR)"]
    assert [Path(one.path).name for one in pictures_of(series, instances)] == ["ct_image.dcm"]


def test_command_lists_reads_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in"
    source.mkdir()
    write(source / "a.dcm", report(item("TEXT", "Comment", TextValue="a thing"), StudyInstanceUID="1.2.3"))
    write_pdf(source / "b.dcm", make_pdf("page"))
    shutil.copy(source / "a.dcm", source / "again.dcm")
    library = ["--library", str(tmp_path / "library")]
    assert main(["import", str(source), *library]) == 0
    capsys.readouterr()
    assert main(["documents", "latest", "--json", *library]) == 0
    listed = json.loads(capsys.readouterr().out)["documents"]
    assert {(row["kind"], row["uid"]) for row in listed} == {("report", "2.25.77"), ("pdf", "1.2.3.4")}
    assert main(["documents", "latest", "--text", "2.25.77", *library]) == 0
    assert capsys.readouterr().out.endswith("Comment: a thing\n")
    assert main(["documents", "latest", "--save", "1.2.3.4", "--out", str(tmp_path / "b.pdf"), *library]) == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert main(["documents", "latest", "--text", "9.9", *library]) == 2
    assert "No document" in capsys.readouterr().err
    assert main(["documents", "latest", "--save", "1.2", *library]) == 2
