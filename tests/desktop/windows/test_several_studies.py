"""One study after another in the same window, and the window on its screen."""

from pathlib import Path

import pytest
from phantom import phantom_geometry, slices_of, write_slices
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop import app
from desktop.app import Desktop
from viewer.case.errors import KnownError
from viewer.case.progress import Tick


@pytest.fixture
def other_uid(reading: Desktop, tmp_path: Path) -> str:
    """A second study in the library, of somebody else, without images."""
    slices = slices_of(phantom_geometry(oblique=False))[:1]
    write_slices(tmp_path / "other", slices, series="other", Modality="SEG", PatientID="OTHER", PatientName="Somebody^Else")
    reading.import_paths([tmp_path / "other"])
    assert reading.wait_idle(30)
    return next(row.study.uid for row in reading.library.find_studies() if row.study.patient.id == "OTHER")


def test_what_was_said_of_a_study_leaves_with_it(reading: Desktop, other_uid: str) -> None:
    status = reading.window.status
    reading.notices.say("A slice is missing.", level="warning")
    assert reading.window.messages.isVisible() and status.window_level.text()
    reading.open_study(other_uid)
    assert reading.wait_idle(30)
    assert not reading.window.messages.isVisible()
    assert status.window_level.text() == status.point.text() == status.oddities.text() == ""


def test_what_comes_late_names_the_study_it_is_about(reading: Desktop, other_uid: str) -> None:
    def fail(tick: Tick) -> None:
        raise KnownError("The model found nothing.")

    reading.start("Look", fail, lambda nothing: None)
    reading.open_study(other_uid)
    assert reading.wait_idle(30)
    shown = reading.window.messages.shown
    assert shown is not None and shown.text.startswith("Phantom, Asymmetric · PHANTOM")
    reading.notices.say("Now.", level="warning")
    shown = reading.window.messages.shown
    assert shown is not None and shown.text == "Now."


@pytest.mark.parametrize(("room", "fills"), [((1280, 776), True), ((960, 516), True), ((1920, 1040), False)])
def test_the_window_stays_on_its_screen(desktop: Desktop, room: tuple[int, int], fills: bool) -> None:
    desktop.window.open_in(QRect(0, 24, *room))
    assert desktop.window.isMaximized() == fills
    assert desktop.window.minimumSizeHint().width() <= 960 and desktop.window.minimumSize().height() <= 516


def test_a_library_in_use_is_said_and_ends_with_2(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: boxes.append(text))
    assert app.run_window(desktop.library.folder) == 2
    said = capsys.readouterr().err.strip()
    assert said and boxes == [], "there is no screen to show a box on"
    monkeypatch.setattr(app, "find_display", lambda: ":0")
    assert app.run_window(desktop.library.folder) == 2
    assert boxes == [said]
