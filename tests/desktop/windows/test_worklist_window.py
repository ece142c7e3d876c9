"""The worklist: empty, filled, searched, and what it says about files that are no pictures."""

import shutil
from dataclasses import replace
from pathlib import Path

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.windows import words


def test_an_empty_library_offers_the_demonstration(desktop: Desktop, qtbot: QtBot) -> None:
    empty = desktop.window.worklist.empty
    assert empty.isVisible() and empty.load.text() == "Load the demonstration study"
    qtbot.mouseClick(empty.load, Qt.MouseButton.LeftButton)
    (job,) = desktop.jobs.running
    assert job.label == "Make the demonstration study"
    row = desktop.window.status.rows[job.id]
    qtbot.mouseClick(row.stop, Qt.MouseButton.LeftButton)  # and it can be stopped
    assert desktop.wait_idle(30)
    assert desktop.window.status.note.text().startswith("● Stopped")


def test_a_dropped_folder_becomes_a_line_and_search_finds_it(desktop: Desktop, qtbot: QtBot, phantom_folder: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(phantom_folder))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(50, 50), actions, mime, buttons, Qt.KeyboardModifier.NoModifier)
    desktop.window.worklist.dropEvent(event)
    assert desktop.wait_idle(30)
    worklist = desktop.window.worklist
    (row,) = worklist.model.rows
    assert (words.person(row.name), row.patient_id, row.instances, row.status) == ("Phantom, Asymmetric", "PHANTOM", 16, "imported")
    worklist.search.setText("nobody")
    qtbot.waitUntil(lambda: worklist.model.rows == (), timeout=2000)
    assert worklist.nothing_found.isVisible()
    worklist.search.setText("asym")
    qtbot.waitUntil(lambda: len(worklist.model.rows) == 1, timeout=2000)
    assert "16 pictures" in worklist.preview.toPlainText()


def test_importing_twice_adds_nothing_and_says_so(desktop: Desktop, phantom_folder: Path) -> None:
    for _ in range(2):
        desktop.import_paths([phantom_folder])
        assert desktop.wait_idle(30)
    assert len(desktop.window.worklist.model.rows) == 1
    assert "0 new pictures, 16 known already" in desktop.window.status.note.text()


def test_a_refused_file_is_named_with_its_reason(desktop: Desktop, phantom_folder: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "mixed"
    shutil.copytree(phantom_folder, mixed)
    (mixed / "letter.txt").write_text("Dear colleague")
    (mixed / "IM99").write_text("Dear colleague")
    desktop.import_paths([mixed])
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and shown.level == "warning"
    assert "1 file refused" in shown.text and "IM99" in shown.advice and "letter" not in shown.advice
    desktop.window.messages.dismiss()
    assert not desktop.window.messages.isVisible()


def test_what_a_disc_promises_in_vain_is_said(desktop: Desktop, phantom_folder: Path, tmp_path: Path) -> None:
    disc = tmp_path / "disc"
    shutil.copytree(phantom_folder, disc)
    record = Dataset()
    record.DirectoryRecordType, record.ReferencedFileID = "IMAGE", ["DICOM", "IM7"]
    contents = Dataset()
    contents.DirectoryRecordSequence = [record]
    contents.file_meta = FileMetaDataset()
    contents.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    contents.file_meta.MediaStorageSOPInstanceUID, contents.file_meta.TransferSyntaxUID = "1.2.3", ExplicitVRLittleEndian
    contents.save_as(disc / "DICOMDIR", enforce_file_format=True)
    desktop.import_paths([disc])
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and "16 new pictures" in shown.text and "DICOM/IM7" in shown.advice


def test_files_may_stay_where_they_are_by_a_setting(desktop: Desktop, phantom_folder: Path) -> None:
    desktop.settings = replace(desktop.settings, import_in_place=True)
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    (row,) = desktop.library.find_studies()
    (series,) = desktop.library.series_of(row.study.uid)
    paths = {Path(instance.path).parent for instance in desktop.library.instances_of(series.uid)}
    assert paths == {phantom_folder} and list(desktop.library.originals_folder.rglob("*.dcm")) == []


def test_a_path_that_is_not_there_is_one_sentence(desktop: Desktop, tmp_path: Path) -> None:
    desktop.import_paths([tmp_path / "nowhere"])
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and "nowhere" in shown.text


def test_return_opens_the_selected_study_and_its_status_moves_on(desktop: Desktop, qtbot: QtBot, phantom_folder: Path) -> None:
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    desktop.window.worklist.table.setFocus()
    qtbot.keyClick(desktop.window.worklist.table, Qt.Key.Key_Return)
    assert desktop.wait_idle(30)
    assert desktop.window.place == "reading" and desktop.loaded is not None
    qtbot.keyClick(desktop.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert desktop.window.place == "worklist"
    assert desktop.window.worklist.model.rows[0].status == "reading"


def test_a_series_that_cannot_be_shown_says_why_in_the_pane(desktop: Desktop, phantom_folder: Path) -> None:
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    for original in desktop.library.originals_folder.rglob("*.dcm"):
        original.unlink()
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert desktop.loaded is None and shown is not None
    assert desktop.grid.pane("axial").empty_text == shown.text
    assert not desktop.run_action("model.segment")


def test_the_page_of_keys_has_the_mouse_too(desktop: Desktop) -> None:
    desktop.run_action("app.keys")
    keys = desktop.window.keys
    assert "Ctrl+Shift+Z" in _texts(keys.table)
    mouse = _texts(keys.mouse)
    assert {"left button, double click", "wheel + control", "turn the body"} <= mouse


def _texts(table: QTableWidget) -> set[str]:
    cells = [table.item(row, column) for row in range(table.rowCount()) for column in range(table.columnCount())]
    return {cell.text() for cell in cells if cell is not None}
