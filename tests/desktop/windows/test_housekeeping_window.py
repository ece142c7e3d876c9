"""Deleting and archiving from the window: asked in place, logged, and nothing of a study that is gone stays on screen."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.store.housekeeping import DiskUse
from viewer.case.edits import Edit, Swap
from viewer.case.report import ReportDraft, Section, Sentence, SignedReport
from viewer.case.source import by

AUTHOR = "user:Ada Reader"


@pytest.fixture
def listed(desktop: Desktop, phantom_folder: Path) -> Desktop:
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    desktop.show("worklist")
    return desktop


def use(desktop: Desktop) -> DiskUse:
    (found,) = desktop.library.disk_use([desktop.library.find_study("latest")])
    return found


def test_deleting_asks_first_and_escape_leaves_all_as_it_is(listed: Desktop, qtbot: QtBot) -> None:
    question = listed.window.question
    assert not question.isVisible()
    listed.run_action("study.delete")
    assert question.isVisible() and "16 pictures" in question.text.text() and "Phantom, Asymmetric" in question.text.text()
    assert question.no.hasFocus(), "Enter alone deletes nothing"
    qtbot.keyClick(question.no, Qt.Key.Key_Escape)
    assert not question.isVisible() and len(listed.library.find_studies()) == 1
    assert listed.window.worklist.table.hasFocus()
    listed.run_action("study.delete")
    qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    assert listed.library.find_studies() == () and listed.window.worklist.empty.isVisible()
    assert list(listed.library.originals_folder.rglob("*.dcm")) == []
    entry = listed.library.log()[-1]
    assert (entry.author, entry.label) == (AUTHOR, "Delete study (16 pictures, 0 records)")
    assert "Deleted" in listed.window.status.note.text()


def test_the_open_study_is_left_before_it_goes(reading: Desktop, qtbot: QtBot) -> None:
    reading.run_action("study.delete")
    qtbot.mouseClick(reading.window.question.yes, Qt.MouseButton.LeftButton)
    assert reading.study is None and reading.case is None and reading.loaded is None
    assert reading.window.place == "worklist" and reading.window.windowTitle() == "Lightbox"
    assert reading.library.find_studies() == ()
    assert list(reading.library.volumes_folder.iterdir()) == []
    reading.run_action("study.delete")
    shown = reading.window.messages.shown
    assert shown is not None and shown.text == "No study is selected."


def test_a_signed_study_is_not_deleted_here(reading: Desktop) -> None:
    assert reading.case is not None
    sentence = Sentence("t1", "No nodule.", (), (), by(AUTHOR))
    draft = ReportDraft("d1", "chest", (Section("findings", (sentence,)),), by(AUTHOR))
    reading.case.apply(Edit("Draft", AUTHOR, (Swap(None, draft),)))
    signed = SignedReport("s1", draft.text, "0" * 64, "Ada Reader", "2026-01-01", draft.id, draft)
    reading.case.apply(Edit("Sign", AUTHOR, (Swap(None, signed),)))
    reading.run_action("study.delete")
    shown = reading.window.messages.shown
    assert shown is not None and "signed report" in shown.text and not reading.window.question.isVisible()


def test_archiving_proves_the_files_then_asks_whether_they_leave(
    reading: Desktop, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reading.study is not None
    monkeypatch.setattr(reading, "ask_folder", lambda title: tmp_path / "archive")
    uid, before = reading.study.uid, use(reading)
    reading.run_action("study.archive")
    assert reading.wait_idle(60)
    (folder,) = (tmp_path / "archive").iterdir()
    case = json.loads((folder / "case.json").read_text())
    assert len(list((folder / "DICOM").rglob("*.dcm"))) == 16
    assert {row["kind"] for row in case["records"]} >= {"finding", "evidence"}
    question = reading.window.question
    assert question.isVisible() and "each read back" in question.text.text()
    assert reading.study is not None, "still open: nothing was moved yet"
    qtbot.mouseClick(question.yes, Qt.MouseButton.LeftButton)
    after = use(reading)
    assert (after.originals, after.outside) == (0, before.originals)
    reading.open_study(uid)
    assert reading.wait_idle(30) and reading.loaded is not None


def test_what_a_study_takes_is_said(listed: Desktop) -> None:
    listed.run_action("study.disk_use")
    said = listed.window.status.note.text()
    assert "16 pictures" in said and "in the library" in said
