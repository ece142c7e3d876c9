"""The printed report, read back page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from desktop.workflows.measurement_table import MeasurementRow, measurement_rows
from desktop.workflows.printed_text import Ink, date_text, moment_text, person_text
from desktop.workflows.report_pdf import RESEARCH_USE, KeyImage, PrintedReport, UsedModel, write_pdf
from desktop.workflows.validate_pdf import validate_pdf
from viewer.case.errors import KnownError
from viewer.case.facts import Change, FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.progress import no_tick
from viewer.case.report import Section, Sentence
from viewer.case.source import Source
from viewer.case.study import Patient, Study
from viewer.case.terms import LEFT_LUNG, LESION, LUNG, NODULE, UNSPECIFIED_SITE

MODEL = Source("model:m@1", "2026-01-02T03:04:05.000+00:00")
STUDY = Study(
    "1.2", Patient("P-1", "Grüße^Ana^^Dr.", "19611105", "F"), "20260112", "101112", "CT chest", "A-1", "Ärzt^Peter",
    age_years=64.2
)  # fmt: skip
SECTIONS = (
    Section("Indication", (Sentence("s1", "Cough & fever <2 weeks>.", (), (), MODEL),)),
    Section(
        "Findings",
        (
            Sentence("s2", "Lungs and airways: 8.4 × 6.9 mm nodule, left.", (), (), MODEL),
            Sentence("s3", "No pleural effusion.", (), (), MODEL),
            Sentence("s4", "Liver: unremarkable.", (), (), MODEL),
        ),
    ),
)
SIGNED = PrintedReport(
    STUDY, SECTIONS, models=(UsedModel("ct-classical", "1.0.0"), UsedModel("ct-lung-nodules", "2.1.0", "ab" * 32)),
    institution="Spital Zürich", signed_by="Ana Grüße", signed_at="2026-01-12T11:04:05.000+00:00", sha256="cd" * 32,
    software="Lightbox 0.1.0"
)  # fmt: skip


def pages_of(path: Path) -> list[str]:
    with _opened(path) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(" ".join(text.get_text_range().split()))
            text.close()
            page.close()
        return texts


def pixels_of(path: Path, number: int = 0) -> np.ndarray:
    with _opened(path) as document:
        page = document[number]
        pixels = page.render(scale=1).to_numpy().copy()
        page.close()
        return pixels


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(path)
    try:
        yield document
    finally:
        document.close()


def printed(report: PrintedReport, folder: Path) -> str:
    write_pdf(folder / "report.pdf", report, no_tick)
    return " ".join(pages_of(folder / "report.pdf"))


def test_everything_that_was_signed_is_on_the_paper(tmp_path: Path) -> None:
    text = printed(SIGNED, tmp_path)
    for section in SECTIONS:
        assert section.title.upper() in text
        for sentence in section.sentences:
            assert sentence.text in text
    for words in (
        "Spital Zürich", "Grüße, Dr. Ana", "5 November 1961 (64 years)", "female", "P-1", "12 January 2026, 10:11", "A-1",
        "Ärzt, Peter", "Signed electronically by Ana Grüße", "12 January 2026, 11:04 UTC", "ct-classical 1.0.0",
        "ct-lung-nodules 2.1.0 (weights SHA-256 abababababab…)", "cd" * 32, "Page 1 of 1", "Made with Lightbox 0.1.0."
    ):  # fmt: skip
        assert words in text, words
    assert text.count(RESEARCH_USE) == 1
    assert validate_pdf(tmp_path / "report.pdf", SIGNED) == ()
    assert "DRAFT" not in text and "DEMONSTRATION" not in text and "?" not in text


def test_an_experimental_model_is_called_so_on_the_paper(tmp_path: Path) -> None:
    models = tuple(replace(model, experimental=n == 0) for n, model in enumerate(SIGNED.models))
    text = printed(replace(SIGNED, models=models), tmp_path)
    assert text.count("experimental: not accepted at this site") == 1
    assert "experimental" not in printed(SIGNED, tmp_path)


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    long = Section("Findings", tuple(Sentence(f"s{n}", f"Sentence number {n}.", (), (), MODEL) for n in range(600)))
    draft = replace(SIGNED, sections=(long,), signed_by="", signed_at="", sha256="", watermark="DRAFT")
    write_pdf(tmp_path / "report.pdf", draft, no_tick)
    pages = pages_of(tmp_path / "report.pdf")
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert "DRAFT" in page and "Draft, not signed" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "Grüße, Dr. Ana" in page
    assert "Not signed. This is a draft." in pages[-1]
    assert validate_pdf(tmp_path / "report.pdf", draft) == ()
    assert "Signed electronically" not in " ".join(pages)


def test_the_watermark_is_visible_and_light(tmp_path: Path) -> None:
    write_pdf(tmp_path / "plain.pdf", SIGNED, no_tick)
    write_pdf(tmp_path / "marked.pdf", replace(SIGNED, watermark="DEMONSTRATION"), no_tick)
    plain, marked = pixels_of(tmp_path / "plain.pdf").astype(int), pixels_of(tmp_path / "marked.pdf").astype(int)
    inked = (plain.min(axis=2) == 255) & (marked.min(axis=2) < 250)
    assert 0.02 < inked[: -60].mean() < 0.2, "it covers part of the empty paper"
    assert marked[inked][:, :].min(axis=1).mean() > 220, "it is much lighter than text"
    assert "Demonstration: not a patient" in " ".join(pages_of(tmp_path / "marked.pdf"))


def test_fonts_are_embedded(tmp_path: Path) -> None:
    write_pdf(tmp_path / "report.pdf", SIGNED, no_tick)
    raw = (tmp_path / "report.pdf").read_bytes()
    assert raw.count(b"/FontFile2") >= 2


@pytest.mark.parametrize("name", ["山田^太郎", "محمد^علي", "=山田^太郎"])
def test_what_cannot_be_printed_is_never_silent(tmp_path: Path, name: str) -> None:
    text = printed(replace(SIGNED, study=replace(STUDY, patient=replace(STUDY.patient, name=name))), tmp_path)
    assert "?" in text and "stand for a character that the print font lacks" in text


def test_latin_greek_and_cyrillic_print_as_they_are(tmp_path: Path) -> None:
    for name, shown in (("Łukasz^Żółć", "Łukasz, Żółć"), ("Παπαδόπουλος^Ελένη", "Παπαδόπουλος, Ελένη"), ("Иванов^Пётр", "Иванов, Пётр")):
        text = printed(replace(SIGNED, study=replace(STUDY, patient=replace(STUDY.patient, name=name))), tmp_path)
        assert shown in text and "print font lacks" not in text


def test_a_name_in_two_scripts_prints_its_latin_form(tmp_path: Path) -> None:
    assert person_text("Yamada^Tarou=山田^太郎") == "Yamada, Tarou"
    assert person_text("") == "" and person_text("^^^^") == ""
    text = printed(replace(SIGNED, study=replace(STUDY, patient=Patient("P-2", ""))), tmp_path)
    assert "Name not given" in text


def test_pictures_keep_their_proportions_and_have_captions(tmp_path: Path) -> None:
    colours = np.zeros((100, 300, 3), np.uint8)
    colours[:, :, 0] = 255
    Image.fromarray(colours).save(tmp_path / "red.png")
    report = replace(SIGNED, key_images=(KeyImage(tmp_path / "red.png", "Nodule 1, axial."),) * 3)
    assert printed(report, tmp_path).count("Nodule 1, axial.") == 3
    page = pixels_of(tmp_path / "report.pdf").astype(int)
    red = (page.max(axis=2) > 200) & (page.min(axis=2) < 40)
    rows = np.flatnonzero(red.any(axis=1))
    first = red[rows[0] + 10]
    edges = np.flatnonzero(np.diff(first.astype(int)))
    width = edges[1] - edges[0]
    height = np.argmin(red[rows[0] :, edges[0] + 10])
    assert width / height == pytest.approx(3.0, rel=0.05)


def test_a_missing_picture_is_a_sentence_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match=r"none\.png cannot be read"):
        write_pdf(tmp_path / "r.pdf", replace(SIGNED, key_images=(KeyImage(tmp_path / "none.png", ""),)), no_tick)
    assert list(tmp_path.iterdir()) == []


def test_the_table_shows_what_was_measured_and_the_change(tmp_path: Path) -> None:
    box = ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))
    quantities = {
        "e1": Quantity("long_axis", 8.36, "mm"), "e2": Quantity("short_axis", 6.94, "mm"), "e3": Quantity("volume", 0.214, "ml"),
        "e4": Quantity("mean", -31.4, "HU"), "e5": Quantity("length", 12.0, "mm"), "e6": None
    }  # fmt: skip
    evidence = {id: Evidence(id, "1", "2", box, quantity, MODEL) for id, quantity in quantities.items()}
    findings = (
        Finding("f1", NODULE, LUNG, "right", "lower", True, "definite", "accepted", ("e1", "e2", "e3", "e4"), MODEL),
        Finding("f2", NODULE, LEFT_LUNG, "left", "", True, "definite", "accepted", ("e5",), MODEL),
        Finding("f6", LESION, UNSPECIFIED_SITE, "none", "", True, "definite", "accepted", ("e5",), MODEL),
        Finding("f3", NODULE, LUNG, "left", "", False, "definite", "accepted", (), MODEL),
        Finding("f4", NODULE, LUNG, "left", "", True, "definite", "proposed", ("e1",), MODEL),
        Finding("f5", NODULE, LUNG, "left", "", True, "definite", "accepted", ("e6",), MODEL),
    )
    changes = {"f1": Change("20250912", "larger", 5.8), "f2": Change("20250912", "new")}
    facts = FactTable(StudyFacts("CT", "CHEST", "20260112", "F", 64.0), findings, evidence, changes=changes)
    rows = measurement_rows(facts)
    assert [(row.finding, row.place, row.axes, row.volume, row.density, row.change) for row in rows] == [
        ("Nodule 1", "Right lung, lower zone", "8.4 × 6.9 mm", "0.21 ml", "−31 HU", "larger, 5.8 mm on 12 Sep 2025"),
        ("Nodule 2", "Left lung", "12 mm", "–", "–", "new since 12 Sep 2025"),
        ("Lesion 1", "–", "12 mm", "–", "–", "–"),
    ]
    text = printed(replace(SIGNED, rows=rows), tmp_path)
    for row in rows:
        assert row.axes in text and row.change in text


def test_a_long_table_goes_on_with_its_heading_on_the_next_page(tmp_path: Path) -> None:
    rows = tuple(MeasurementRow(f"Nodule {n}", "Left lung", "5.0 mm", "–", "–", "–") for n in range(1, 81))
    write_pdf(tmp_path / "r.pdf", replace(SIGNED, rows=rows), no_tick)
    pages = pages_of(tmp_path / "r.pdf")
    assert len(pages) == 3 and "Nodule 80" in pages[2]
    assert all("Finding Place Size" in page for page in pages)


def test_dates_read_as_people_write_them() -> None:
    assert date_text("20260102") == "2 January 2026"
    assert date_text("2026") == "2026" and date_text("") == ""
    assert moment_text("2026-01-02T23:30:00+02:00") == "2 January 2026, 21:30 UTC"
    ink = Ink()
    assert ink.markup("a < b\nc") == "a &lt; b<br/>c" and not ink.lost


def test_validation_notices_a_missing_watermark_and_a_missing_sentence(tmp_path: Path) -> None:
    write_pdf(tmp_path / "r.pdf", replace(SIGNED, sections=SECTIONS[:1]), no_tick)
    problems = validate_pdf(tmp_path / "r.pdf", replace(SIGNED, watermark="DRAFT"))
    assert ["watermark" in problem.text for problem in problems] == [True, False, False, False]
    assert "unremarkable" in problems[3].text
    table = (Section("Findings", tuple(replace(SECTIONS[0].sentences[0], text=line) for line in ("| Finding | Size |", "| Nodule | 8.4 x 7.4 mm |"))),)
    write_pdf(tmp_path / "r.pdf", replace(SIGNED, sections=table), no_tick)
    assert validate_pdf(tmp_path / "r.pdf", replace(SIGNED, sections=table)) == (), "printed in cells"
    other = (replace(table[0], sentences=(replace(table[0].sentences[1], text="| Nodule | 9.4 x 7.4 mm |"),)),)
    assert "9.4" in validate_pdf(tmp_path / "r.pdf", replace(SIGNED, sections=other))[0].text
    (tmp_path / "r.pdf").write_bytes(b"nothing")
    assert "cannot be read back" in validate_pdf(tmp_path / "r.pdf", SIGNED)[0].text


def test_what_spoke_against_a_models_drawing_stands_in_the_small_print(tmp_path: Path) -> None:
    doubted = replace(SIGNED, models=(UsedModel("ct-classical", "1.0.0", notes=("Not found by this model: airways.", "Not checked: left and right.")),))
    write_pdf(tmp_path / "doubted.pdf", doubted, no_tick)
    assert "About ct-classical 1.0.0: Not found by this model: airways. Not checked: left and right." in pages_of(tmp_path / "doubted.pdf")[-1]
