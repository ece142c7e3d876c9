"""A report or a PDF opens in the place of the images when its series is chosen; the images come back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pdf_objects import make_pdf, write_pdf
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sr_objects import item, report, write

from desktop.app import Desktop
from viewer.case.finding import Finding


@pytest.fixture
def documents(desktop: Desktop, phantom_folder: Path, tmp_path: Path) -> Desktop:
    """The body's study, with a report and a letter of two pages in it."""
    import pydicom

    uid = str(pydicom.dcmread(next(phantom_folder.iterdir()), stop_before_pixels=True).StudyInstanceUID)
    source = tmp_path / "in"
    source.mkdir()
    write(source / "a.dcm", report(item("TEXT", "Comment", TextValue="größer"), StudyInstanceUID=uid, SeriesDescription="Findings", SpecificCharacterSet="ISO_IR 192"))
    letter = pydicom.dcmread(write_pdf(source / "b.dcm", make_pdf("one", "two")))
    letter.StudyInstanceUID = uid
    letter.save_as(source / "b.dcm")
    desktop.import_paths([phantom_folder, source])
    assert desktop.wait_idle(30)
    desktop.open_study(uid)
    assert desktop.wait_idle(30)
    return desktop


def test_report_opens_as_text_and_images_come_back(documents: Desktop) -> None:
    desktop, reading = documents, documents.window.reading
    assert desktop.study is not None and desktop.series is not None and reading.grid.isVisible()
    pictures = desktop.series.uid
    desktop.open_study(desktop.study.uid, "2.25.76")
    assert desktop.wait_idle(30)
    assert reading.document.isVisible() and not reading.grid.isVisible()
    assert reading.document.title.text() == "Findings"
    assert reading.document.text.toPlainText().endswith("Comment: größer\n")
    desktop.open_study(desktop.study.uid, pictures)
    assert desktop.wait_idle(30)
    assert reading.grid.isVisible() and not reading.document.isVisible() and desktop.loaded is not None


def test_pdf_opens_page_by_page(documents: Desktop, qtbot: QtBot) -> None:
    desktop, view = documents, documents.window.reading.document
    assert desktop.study is not None
    desktop.open_study(desktop.study.uid, "1.2.3.1")
    assert desktop.wait_idle(30)
    qtbot.waitUntil(lambda: not view.paper.pixmap().isNull(), timeout=20_000)
    assert view.count.text() == "Page 1 of 2" and not view.before.isEnabled()
    picture = view.paper.pixmap().toImage()
    assert picture.pixelColor(10, picture.height() - 10).name() == "#ff0000"
    qtbot.keyClick(view.sheet, Qt.Key.Key_PageDown)
    assert desktop.wait_idle(30)
    assert view.count.text() == "Page 2 of 2" and not view.after.isEnabled()
    qtbot.keyClick(view.sheet, Qt.Key.Key_PageDown)
    assert view.page == 1


def test_document_is_saved_where_the_reader_says(documents: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, view = documents, documents.window.reading.document
    assert desktop.study is not None
    desktop.open_study(desktop.study.uid, "1.2.3.1")
    assert desktop.wait_idle(30)
    monkeypatch.setattr(desktop, "ask_folder", lambda title: tmp_path)
    view.save.click()
    view.save.click()
    assert desktop.wait_idle(30)
    saved = sorted(path for path in tmp_path.glob("*.pdf"))
    assert saved and all(path.read_bytes().startswith(b"%PDF") for path in saved)


def test_a_report_in_a_series_of_pictures_is_a_part_of_it(desktop: Desktop, real_data: Path) -> None:
    folder = real_data / "derived" / "highdicom_ct1"
    desktop.import_paths([folder / "ct_image.dcm", folder / "sr_document.dcm"])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    reading = desktop.window.reading
    assert reading.grid.isVisible() and desktop.loaded is not None and desktop.series is not None
    titles = [reading.strip.item(row).text() for row in range(reading.strip.count())]
    assert len(titles) == 2 and titles[1].endswith("document")
    assert desktop.study is not None
    desktop.open_study(desktop.study.uid, desktop.series.uid, "documents")
    assert desktop.wait_idle(30)
    assert reading.document.isVisible() and "Finding: Spinal cord" in reading.document.text.toPlainText()
    assert desktop.case is not None
    (finding,) = desktop.case.all_of(Finding)
    desktop.take_finding(finding.id)
    assert desktop.wait_idle(30)
    assert reading.grid.isVisible(), "a click on a finding goes to the picture that it was measured on"
